"""What lies behind a rule that a problem names."""

from __future__ import annotations

from scorm_builder.core import installed
from scorm_builder.plugin import UNKNOWN_RULE, Registry
from scorm_builder.problems import BuildError, Rule, Span, did_you_mean


def rules(registry: Registry | None = None) -> tuple[Rule, ...]:
    """All rules by name."""
    known = (registry or installed()).rules
    return tuple(known[name] for name in sorted(known))


def explain(rule: str, registry: Registry | None = None) -> Rule:
    """The rule of that name. Raises :class:`~scorm_builder.problems.BuildError` for none."""
    known = (registry or installed()).rules
    if rule not in known:
        hint = did_you_mean(rule, known) or "'scorm-builder explain' lists all rules"
        raise BuildError([UNKNOWN_RULE.problem(f"there is no rule '{rule}'", Span(""), hint)])
    return known[rule]
