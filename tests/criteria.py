"""Which tests stand for which success criterion of WCAG 2.2, for the accessibility evidence.

Each entry names the start of test ids. What no test can show (whether a text in place of a picture
is a good one, how it sounds) has no entry, and the statement says so.
"""

from __future__ import annotations

from collections.abc import Mapping

AXE = (
    "tests/browser/test_access.py::test_axe",
    "tests/browser/test_gallery.py::test_axe",
    "tests/browser/test_saving.py::test_axe",
    "tests/browser/test_themes.py::test_axe",
)

LARGE = (
    "tests/browser/test_forms.py::test_narrow_telephone_shows_all_of_it",
    "tests/browser/test_pairs.py::test_all_fits_a_phone",
    "tests/browser/test_results.py::test_results_fit_a_narrow_screen",
    "tests/browser/test_practice.py::test_practice_fits_a_narrow_screen",
    "tests/browser/test_certificate.py::test_certificate_fits_a_narrow_screen",
    "tests/browser/test_saving.py::test_a_narrow_frame_shows_all_of_the_notice",
    "tests/browser/test_shift.py::test_no_word_of_the_status",
)
"""Pages 320 pixels wide, with text of twice its size."""

CRITERIA: Mapping[str, tuple[str, ...]] = {
    "1.1.1 Non-text Content": (
        "tests/browser/test_reading.py::test_everything_can_be_read_with_scripts_off",
        "tests/browser/test_pairs.py::test_everything_can_be_read_with_scripts_off",
        "tests/browser/test_marking.py::test_result_says_everything_without_the_picture",
        *AXE,
    ),
    "1.3.1 Info and Relationships": (
        "tests/browser/test_case.py::test_headings_go_down_one_step_at_a_time",
        *AXE,
    ),
    "1.3.2 Meaningful Sequence": (
        "tests/engines/test_keyboard.py::test_a_page_is_walked",
        "tests/browser/test_case.py::test_what_is_closed_is_not_spoken",
    ),
    "1.4.1 Use of Color": (
        "tests/engines/test_media.py::test_a_chosen_answer_looks_different",
        "tests/browser/test_pairs.py::test_picture_says_what_is_right_by_shapes",
    ),
    "1.4.3 Contrast (Minimum)": (
        "tests/engines/test_contrast.py::test_names_and_numbers",
        *AXE,
    ),
    "1.4.4 Resize Text": ("tests/browser/test_access.py::test_nothing_is_cut", *LARGE),
    "1.4.10 Reflow": ("tests/engines/test_layout.py::test_no_page_scrolls_sideways", *LARGE),
    "1.4.11 Non-text Contrast": ("tests/engines/test_contrast.py::test_every_outline_stands_out",),
    "1.4.12 Text Spacing": ("tests/engines/test_layout.py::test_no_page_scrolls_sideways",),
    "1.4.13 Content on Hover or Focus": ("tests/engines/test_pointer.py::test_preview_under",),
    "2.1.1 Keyboard": (
        "tests/browser/test_access.py::test_choice_by_keyboard",
        "tests/browser/test_access.py::test_hotspot_by_keyboard",
        "tests/browser/test_choices.py::test_keyboard_says_how_sure",
        "tests/browser/test_forms.py::test_keyboard_alone_answers",
        "tests/browser/test_marking.py::test_place_is_marked_in_at_most_forty_key_presses",
        "tests/browser/test_marking.py::test_several_marks_by_keyboard_alone",
        "tests/browser/test_marking_lines.py::test_angle_by_keyboard_alone",
        "tests/browser/test_marking_lines.py::test_outline_by_keyboard_alone",
        "tests/browser/test_pairs.py::test_items_are_put_in_order_by_keyboard_alone",
        "tests/browser/test_pairs.py::test_lists_are_answered_by_keyboard_alone",
        "tests/browser/test_practice.py::test_practice_by_keyboard_alone",
        "tests/engines/test_keyboard.py::test_figure_is_reached",
    ),
    "2.1.2 No Keyboard Trap": ("tests/browser/test_access.py::test_the_whole_page_can_be_walked",),
    "2.4.3 Focus Order": (
        "tests/engines/test_keyboard.py::test_a_page_is_walked",
        "tests/browser/test_pairs.py::test_places_and_labels_on_the_picture_stay_out",
    ),
    "2.4.7 Focus Visible": (
        "tests/engines/test_keyboard.py::test_a_page_is_walked",
        "tests/engines/test_media.py::test_the_focus_can_be_seen",
    ),
    "2.5.1 Pointer Gestures": (
        "tests/engines/test_pointer.py::test_tap_shows",
        "tests/browser/test_marking_lines.py::test_corners_are_clicked",
    ),
    "2.5.7 Dragging Movements": (
        "tests/browser/test_marking.py::test_buttons_and_sliders_set_several_marks",
        "tests/browser/test_marking.py::test_click_sets_the_next_mark",
        "tests/browser/test_marking_lines.py::test_corners_are_clicked",
        "tests/browser/test_pairs.py::test_label_and_place_are_brought_together",
    ),
    "2.5.8 Target Size (Minimum)": (
        "tests/engines/test_layout.py::test_no_control_is_clipped",
        "tests/browser/test_choices.py::test_degrees_stand_in_a_row",
        "tests/browser/test_forms.py::test_narrow_telephone_shows_all_of_it",
        "tests/browser/test_pairs.py::test_all_fits_a_phone",
    ),
    "3.3.1 Error Identification": (
        "tests/browser/test_choices.py::test_how_sure_is_asked_where_it_is_missing",
        "tests/browser/test_forms.py::test_what_is_no_number_is_said",
        "tests/browser/test_pairs.py::test_error_says_how_many_are_missing",
    ),
    "3.3.2 Labels or Instructions": (
        "tests/browser/test_choices.py::test_what_only_counts_whole_says_so",
        "tests/browser/test_forms.py::test_field_is_named_by_its_prompt_and_unit",
        "tests/browser/test_reflection.py::test_what_is_recorded_is_told_and_the_learner_knows",
    ),
    "4.1.2 Name, Role, Value": (
        "tests/browser/test_marking.py::test_screen_reader_is_told_of_marks_and_buttons",
        "tests/browser/test_marking_lines.py::test_screen_reader_is_told_of_lines",
        "tests/browser/test_pairs.py::test_every_control_has_a_name_a_role_and_a_value",
        *AXE,
    ),
    "4.1.3 Status Messages": (
        "tests/browser/test_saving.py::test_a_lost_connection_is_said",
        "tests/browser/test_marking.py::test_screen_reader_is_told_of_marks_and_buttons",
        "tests/browser/test_pairs.py::test_items_are_put_in_order_by_keyboard_alone",
    ),
}
