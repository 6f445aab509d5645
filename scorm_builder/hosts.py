"""The hosts that packages are built for: what each takes, how it is spoken to, what to say of it.

A host only ever tightens what works everywhere: `generic`, the default, is the tightest that every
LMS needs, and a package for one host works on all others too. What stands here comes from the
published code and pages of these hosts, and of Moodle 4.5 from a running one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import get_args

from scorm_builder.check.state import STATE_TOO_LARGE
from scorm_builder.model.course import Course
from scorm_builder.plugin import ANY_HOST, CompleteAs, HostRules, Target
from scorm_builder.problems import BuildError, Problem, Rule, Severity, Span

UNKNOWN_HOST = Rule(
    "unknown-host",
    "There is no such host",
    "A host is an LMS that the builder knows. Without '--host', or with 'generic', a package is "
    "built that works on all of them, and on others.",
)
HOST_TARGET = Rule(
    "host-target",
    "The host is not known to take this standard",
    "The Learning Hub takes SCORM 1.2 only, and ESR speaks it through an adapter. SCORM 1.2 is "
    "what every host we know takes.",
    Severity.WARNING,
)
HOST_PACKAGE_LARGE = Rule(
    "host-package-large",
    "The package is larger than the host takes",
    "The Learning Hub refuses uploads of more than 2 GB. Video is best left on a host of its own, "
    "and large stacks can be cut to the slices that matter.",
    Severity.WARNING,
)
RULES = (UNKNOWN_HOST, HOST_TARGET, HOST_PACKAGE_LARGE)


@dataclass(frozen=True, slots=True)
class Host:
    """An LMS that packages are built for."""

    name: str
    """As typed on the command line: ``learning-hub``."""
    title: str
    """As people call it: ``the NHS Learning Hub``."""
    rules: HostRules
    """What the player is told of it."""
    about: Callable[[Course, HostRules], Iterator[str]]
    """Sentences for the person who uploads."""
    targets: tuple[str, ...] = ()
    """The targets it is known to take; none named: any."""
    state: int | None = None
    """Characters of a learner's progress that it keeps; None: as many as the standard has."""
    largest: int | None = None
    """Bytes of the largest package that it takes; None where none is known."""

    def notes(self, course: Course) -> tuple[str, ...]:
        """What the person who uploads the package there should know."""
        return tuple(self.about(course, self.rules))


def host_of(name: str, complete_as: CompleteAs | None = None) -> Host:
    """The host of that name, told of a learner who passed as ``complete_as`` says.

    Raises :class:`~scorm_builder.problems.BuildError` when there is none, and :class:`ValueError`
    when LMSs have no such word.
    """
    if complete_as not in (None, *get_args(CompleteAs)):
        raise ValueError(f"complete_as is 'passed' or 'completed', not {complete_as!r}")
    if name not in HOSTS:
        hint = f"known: {', '.join(sorted(HOSTS))}"
        raise BuildError([UNKNOWN_HOST.problem(f"no host '{name}'", Span(""), hint)])
    host = HOSTS[name]
    if complete_as is None:
        return host
    return replace(host, rules=replace(host.rules, complete_as=complete_as))


def check_host(course: Course, target: Target, host: Host) -> Iterator[Problem]:
    """What a host cannot take of a course, as far as the course itself says."""
    if host.targets and target.name not in host.targets:
        message = f"{host.title} is not known to take {target.title}"
        hint = f"build with --target {host.targets[0]}"
        yield HOST_TARGET.problem(message, Span(""), hint)
    if host.state is None or host.state >= target.limits.state:
        return
    worst = course.state_layout().worst_case()
    if worst > host.state:
        message = (
            f"the progress of a learner takes up to {worst:,} characters; "
            f"{host.title} keeps {host.state:,}"
        )
        span = course.head.span("sections")
        yield STATE_TOO_LARGE.problem(message, span, "split the course in two")


def check_size(size: int, host: Host) -> Iterator[Problem]:
    """Whether files of ``size`` bytes in all fit; pictures and video hardly shrink in a zip."""
    if host.largest is not None and size > host.largest:
        message = (
            f"the files of the package come to {size / 1e6:,.0f} MB; "
            f"{host.title} takes {host.largest / 1e6:,.0f} MB"
        )
        yield HOST_PACKAGE_LARGE.problem(message, Span(""), "make videos and stacks smaller")


# -- what is said to those who upload -------------------------------------------------------------


def _status(course: Course, rules: HostRules) -> Iterator[str]:
    """Moodle's automatic completion ticks "completed" alone, and 1.2 has one word for both."""
    if course.head.pass_mark is not None and rules.complete_as == "passed":
        yield (
            "In Moodle, tick 'Passed' under 'Require status': only 'Completed' is ticked by itself."
        )


def _moodle(course: Course, rules: HostRules) -> Iterator[str]:
    yield from _status(course, rules)
    yield (
        "If the upload fails at once, the server takes less than this package has: PHP's own limit "
        "is 2 MB. Ask the administrator for 'upload_max_filesize' and 'post_max_size'."
    )
    yield (
        "Under 'Appearance', disable preview mode: learners are offered it otherwise, and what "
        "they do in it is not recorded."
    )
    yield (
        "Never change the id in course.yaml: Moodle deletes what it holds of an identifier that is "
        "gone."
    )


def _learning_hub(course: Course, rules: HostRules) -> Iterator[str]:
    yield "Contribute it as 'elearning package (SCORM 1.2)', not as HTML."
    yield (
        "For a correction choose a minor version: learners in the middle resume only within the "
        "same major version."
    )
    yield (
        "It opens in a window of its own; leave that at 1024 x 768 pixels, or choose a larger size."
    )
    failed = "" if course.head.pass_mark is None else " or 'failed'"
    yield (
        f"After '{_reached(course, rules)}'{failed} the next launch is a clean start, without "
        "place and answers. The record stays."
    )
    yield (
        "Learners should leave by 'Save and exit': one session may be open at a time, and a window "
        "that was not closed properly blocks the next launch until they log out."
    )


def _esr(course: Course, rules: HostRules) -> Iterator[str]:
    yield (
        "ESR does not take the zip itself: publish it on the Learning Hub and choose there who may "
        "see the link for ESR, or put it on another content server with a SCORM adapter."
    )
    yield (
        "Ask the trust's IT to allow the content server's domain in the web filter, and to add it "
        "to the trusted sites of Edge."
    )
    yield (
        "ESR keeps status, score, time, place and progress. It keeps no single answers, so this "
        "package sends none."
    )
    yield (
        "Learners should leave by 'Save and exit' and open the course in one window at a time: ESR "
        "runs one session of an attempt."
    )


def _totara(course: Course, rules: HostRules) -> Iterator[str]:
    word = _reached(course, rules)
    yield f"Upload it as a SCORM activity; the status to require is '{word.title()}'."
    yield (
        "If the upload fails at once, the server takes less than this package has: PHP's own limit "
        "is 2 MB. Ask the administrator for 'upload_max_filesize' and 'post_max_size'."
    )
    yield (
        "Never change the id in course.yaml: Totara deletes what it holds of an identifier that is "
        "gone."
    )


def _scorm_cloud(course: Course, rules: HostRules) -> Iterator[str]:
    yield (
        "SCORM Cloud takes the package as it is. If something is not recorded, its debug log of "
        "the launch shows every call that the course made."
    )


def _reached(course: Course, rules: HostRules) -> CompleteAs:
    """What an LMS shows of a learner who did all that the course asks for."""
    return "completed" if course.head.pass_mark is None else rules.complete_as


def _hosts(*hosts: Host) -> Mapping[str, Host]:
    return {host.name: host for host in hosts}


HOSTS: Mapping[str, Host] = _hosts(
    Host("generic", "any LMS", ANY_HOST, _status),
    # All of the standard that we use works there. A grade is made of the raw score as it is; a
    # commit is a synchronous request of some 80 ms, so that no page need wait long for another.
    # With "SCORM 1.2 standards mode" it keeps 4,096 characters, as the target's own limit has it.
    Host("moodle", "Moodle", replace(ANY_HOST, name="moodle"), _moodle),
    # It keeps 64,000 characters and takes answers; the time and the responses that its server
    # checks are what every package sends.
    Host(
        "learning-hub",
        "the NHS Learning Hub",
        replace(ANY_HOST, name="learning-hub"),
        _learning_hub,
        targets=("scorm12",),
        largest=2_000_000_000,
    ),
    # Lowest and highest score and single answers are error 401 there: not to ask saves requests.
    # Each value that changes is a synchronous request through a proxy page, so that the opening of
    # a page had better go with what comes next.
    Host(
        "esr",
        "ESR",
        replace(ANY_HOST, name="esr", interactions=False, bounds=False, patience=5),
        _esr,
        targets=("scorm12",),
        state=4096,
    ),
    # Shares Moodle's code for SCORM.
    Host("totara", "Totara", replace(ANY_HOST, name="totara"), _totara),
    # Takes every standard to the letter.
    Host("scorm-cloud", "SCORM Cloud", replace(ANY_HOST, name="scorm-cloud"), _scorm_cloud),
)
"""The hosts by their names."""
