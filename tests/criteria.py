"""Which tests stand for which success criterion of WCAG 2.2, for the accessibility evidence.

Each entry names the start of test ids. What no test can show (whether a text in place of a picture
is a good one, how it sounds) has no entry, and the statement says so.
"""

from __future__ import annotations

from collections.abc import Mapping

AXE = (
    "tests/browser/test_access.py::test_axe",
    "tests/browser/test_gallery.py::test_axe",
    "tests/browser/test_themes.py::test_axe",
)

CRITERIA: Mapping[str, tuple[str, ...]] = {
    "1.1.1 Non-text Content": (
        "tests/browser/test_reading.py::test_everything_can_be_read_with_scripts_off",
        *AXE,
    ),
    "1.3.1 Info and Relationships": AXE,
    "1.3.2 Meaningful Sequence": ("tests/engines/test_keyboard.py::test_a_page_is_walked",),
    "1.4.1 Use of Color": ("tests/engines/test_media.py::test_a_chosen_answer_looks_different",),
    "1.4.3 Contrast (Minimum)": (
        "tests/engines/test_contrast.py::test_names_and_numbers",
        *AXE,
    ),
    "1.4.4 Resize Text": ("tests/browser/test_access.py::test_nothing_is_cut",),
    "1.4.10 Reflow": ("tests/engines/test_layout.py::test_no_page_scrolls_sideways",),
    "1.4.11 Non-text Contrast": ("tests/engines/test_contrast.py::test_every_outline_stands_out",),
    "1.4.12 Text Spacing": ("tests/engines/test_layout.py::test_no_page_scrolls_sideways",),
    "1.4.13 Content on Hover or Focus": ("tests/engines/test_pointer.py::test_preview_under",),
    "2.1.1 Keyboard": (
        "tests/browser/test_access.py::test_choice_by_keyboard",
        "tests/browser/test_access.py::test_hotspot_by_keyboard",
        "tests/engines/test_keyboard.py::test_figure_is_reached",
    ),
    "2.1.2 No Keyboard Trap": ("tests/browser/test_access.py::test_the_whole_page_can_be_walked",),
    "2.4.3 Focus Order": ("tests/engines/test_keyboard.py::test_a_page_is_walked",),
    "2.4.7 Focus Visible": (
        "tests/engines/test_keyboard.py::test_a_page_is_walked",
        "tests/engines/test_media.py::test_the_focus_can_be_seen",
    ),
    "2.5.1 Pointer Gestures": ("tests/engines/test_pointer.py::test_tap_shows",),
    "2.5.8 Target Size (Minimum)": ("tests/engines/test_layout.py::test_no_control_is_clipped",),
    "4.1.2 Name, Role, Value": AXE,
}
