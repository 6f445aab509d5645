"""Governance: who wrote a page and when it is looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scorm_builder.model.course import Course
from scorm_builder.problems import Problem, Rule, Severity

REVIEW_ORDER = Rule(
    "review-order",
    "A next review that lies before the last",
    "The two dates are probably exchanged.",
)
REVIEW_OVERDUE = Rule(
    "review-overdue",
    "A page whose next review is overdue",
    "The date under 'next_review' has passed. Look the page over, then move both dates.",
    Severity.WARNING,
)
RULES = (REVIEW_ORDER, REVIEW_OVERDUE)


def check_review_dates(course: Course) -> Iterator[Problem]:
    """The next review comes after the last."""
    for page in course.pages:
        head = page.head
        if head.reviewed and head.next_review and head.next_review <= head.reviewed:
            message = (
                f"the next review ({head.next_review}) is not after the last ({head.reviewed})"
            )
            yield REVIEW_ORDER.problem(message, head.span("next_review"))


def check_overdue(course: Course, today: date) -> Iterator[Problem]:
    """No page's next review is overdue on the day ``today``."""
    for page in course.pages:
        due = page.head.next_review
        if due is not None and due < today:
            message = f"the review of '{page.id}' was due on {due}"
            yield REVIEW_OVERDUE.problem(message, page.head.span("next_review"))
