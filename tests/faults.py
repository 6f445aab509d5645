"""What the player promises under each fault of a SCORM LMS, and which tests hold it to that.

Each fault has its promise in one line, and the beginnings of the names of its tests. They run in a
real browser, for both editions of SCORM; what a simulation shows beside them stands in
``tests/unit/player``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

HERE = "tests/browser/faults/"


class Fault(NamedTuple):
    """A fault, by what is promised."""

    promise: str
    tests: tuple[str, ...]
    """How the ids of its tests begin."""


def _fault(promise: str, *tests: str) -> Fault:
    return Fault(promise, tuple(HERE + test for test in tests))


FAULTS: Mapping[str, Fault] = {
    "P01": _fault(
        "Without an LMS the course runs, says so, and seeks one for ten seconds.",
        "test_windows.py::test_without_an_lms_the_course_runs",
        "test_windows.py::test_an_lms_that_comes_late",
    ),
    "P02": _fault(
        "A session that is refused is tried three times; the work is offered to the next launch.",
        "test_calls.py::test_a_beginning_that_is_refused",
        "test_calls.py::test_work_of_a_refused_beginning",
        "test_calls.py::test_a_beginning_that_works_at_the_second_try",
    ),
    "P03": _fault(
        "An API that throws, lacks functions or answers in another form does no harm.",
        "test_calls.py::test_an_answer_in_another_form",
        "test_calls.py::test_a_function_that_throws_or_is_missing",
        "test_calls.py::test_an_api_without_reading",
    ),
    "P04": _fault(
        "A write that returns false without an error has worked.",
        "test_calls.py::test_an_answer_in_another_form",
    ),
    "P05": _fault(
        "What an LMS refuses is left out; status, score and state go on.",
        "test_calls.py::test_what_an_lms_refuses",
        "test_calls.py::test_a_status_that_is_refused",
        "test_state.py::test_a_state_that_is_refused",
    ),
    "P06": _fault(
        "A commit that failed comes again after 1, 2, 4, 8 and 16 seconds; said from the second.",
        "test_waiting.py::test_a_commit_that_failed_comes_again",
    ),
    "P07": _fault(
        "When no commit ever works, learning goes on and the work stays on the device.",
        "test_waiting.py::test_when_no_commit_ever_works",
    ),
    "P08": _fault(
        "A commit that nobody heard is not called sent, and goes out again.",
        "test_waiting.py::test_a_yes_that_nobody_heard",
        "test_waiting.py::test_an_answer_that_was_told_to_nobody",
    ),
    "P09": _fault(
        "A learner who was logged out is told how to go on; nothing is lost.",
        "test_waiting.py::test_a_learner_who_was_logged_out",
    ),
    "P10": _fault(
        "A network that drops in a commit, before or after it is stored, costs nothing.",
        "test_waiting.py::test_a_network_that_drops",
    ),
    "P11": _fault(
        "A slow LMS is asked every fifteen seconds at most; typing does not wait.",
        "test_waiting.py::test_a_slow_lms",
    ),
    "P12": _fault(
        "A state that is refused or cut short comes back from the device, and it is said.",
        "test_state.py::test_a_state_that_is_refused",
        "test_state.py::test_a_state_that_is_cut_when_it_is_set",
        "test_state.py::test_a_state_that_was_cut_in_store",
    ),
    "P13": _fault(
        "A state of somebody else is put aside, and no result is lowered.",
        "test_state.py::test_a_state_of_somebody_else",
    ),
    "P14": _fault(
        "What the LMS lost is brought back from the device and sent again.",
        "test_state.py::test_what_the_lms_lost",
    ),
    "P15": _fault(
        "Two attempts are never mixed unasked.",
        "test_state.py::test_two_attempts_are_never_mixed",
    ),
    "P16": _fault(
        "A browser that is killed loses nothing that was called kept or sent.",
        "test_kills.py::test_what_was_kept_or_sent_outlives",
        "test_windows.py::test_a_tab_that_dies",
    ),
    "P17": _fault(
        "However the course is left, all of it is there again; the session ends at most once.",
        "test_leaving.py::test_however_the_course_is_left",
        "test_leaving.py::test_a_window_of_its_own",
        "test_leaving.py::test_a_window_whose_opener_is_gone",
    ),
    "P18": _fault(
        "A page that comes back, from the cache or from being frozen, goes on or says it cannot.",
        "test_leaving.py::test_a_page_that_comes_back",
        "test_leaving.py::test_a_page_that_was_frozen",
        "test_leaving.py::test_a_tab_that_was_discarded",
    ),
    "P19": _fault(
        "Of two windows one writes; the work of two devices is united.",
        "test_windows.py::test_the_second_of_two_tabs",
        "test_windows.py::test_a_tab_that_dies",
        "test_windows.py::test_the_work_of_two_devices",
    ),
    "P20": _fault(
        "Where nothing can be kept the course runs, and never says that it is kept.",
        "test_windows.py::test_where_nothing_can_be_kept",
        "test_windows.py::test_a_frame_without_an_origin",
    ),
    "P21": _fault(
        "A clock that jumps changes no duration and loses no copy.",
        "test_learner.py::test_a_clock_that_jumps",
        "test_learner.py::test_what_was_kept_on_a_wrong_day",
    ),
    "P22": _fault(
        "One answer is one record, and two hundred in a moment are few commits.",
        "test_learner.py::test_one_answer_is_one_record",
        "test_learner.py::test_two_hundred_submissions",
    ),
    "P23": _fault(
        "A host that interrupts, ends the session or replaces its API does no harm.",
        "test_learner.py::test_a_host_that_runs_our_handlers",
        "test_learner.py::test_an_api_that_is_replaced",
        "test_learner.py::test_a_session_that_is_ended_for_good",
        "test_learner.py::test_a_course_that_is_taken_away",
    ),
    "P24": _fault(
        "A status only rises, and nothing is written where the mode forbids it.",
        "test_learner.py::test_passed_stays_passed",
        "test_learner.py::test_where_the_mode_forbids_it",
        "test_learner.py::test_without_credit",
    ),
    "P26": _fault(
        "Hostile values are shown as text, cut to a length, or taken for none.",
        "test_learner.py::test_a_hostile_name",
        "test_learner.py::test_hostile_values",
    ),
}
