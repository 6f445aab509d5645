"""The look of a course: whether text stands out in its theme, and whose look it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from PIL import ImageColor

from scorm_builder.load.theme import theme_of
from scorm_builder.model.course import Course
from scorm_builder.problems import Problem, Rule, Severity

THEME_CONTRAST = Rule(
    "theme-contrast",
    "Colours of a theme that are hard to tell apart",
    "Text needs a contrast of 4.5 to 1 with what it stands on, and the edges of controls need 3 to "
    "1 (WCAG 2.2, 1.4.3 and 1.4.11). It is computed from the tokens of the theme, on a light page "
    "and on a dark one. Rules in styles/theme.css are not looked at.",
    Severity.WARNING,
)
THEME_NHS = Rule(
    "theme-nhs",
    "The look of NHS services on a course that does not say it is one",
    "The theme 'nhs' has the colours and forms of the digital services of the NHS, so that staff "
    "find what they know. On anything else it would mislead. 'nhs_service: true' in course.yaml is "
    "your word that the course is a service of the NHS. The theme brings neither the logo nor the "
    "typeface of the NHS: their use is for the NHS to allow.",
    Severity.NOTE,
)
LOGO_LARGE = Rule(
    "logo-large",
    "A logo that is a large file",
    "The logo stands at the head of every page, at most 3 rem high, and is loaded before the page "
    "can be read. An SVG, or a picture of about 200 pixels, is enough.",
    Severity.WARNING,
)
RULES = (THEME_CONTRAST, THEME_NHS, LOGO_LARGE)

LOGO_LARGEST = 60_000
TEXT, EDGE = 4.5, 3.0

PAIRS = (
    *((text, page, TEXT) for text in ("fg", "muted") for page in ("bg", "paper", "panel", "tint")),
    *((link, on, TEXT) for link in ("accent", "accent-strong") for on in ("bg", "paper", "tint")),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    *((f"{said}", on, TEXT) for said in ("ok", "bad", "warn") for on in ("paper", f"{said}-tint")),
    *(("fg", f"{said}-tint", TEXT) for said in ("ok", "bad", "warn")),
    ("edge", "bg", EDGE),
    ("edge", "paper", EDGE),
    ("focus", "focus-edge", EDGE),
)
"""What stands on what in the player's rules, by the names of the tokens, and the least contrast."""

_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")


def check_theme_contrast(course: Course) -> Iterator[Problem]:
    """Text and edges stand out from what they are on, in both schemes of the course's theme."""
    tokens = theme_of(course.root, course.head.theme).tokens
    for scheme in ("light", "dark"):
        values = tokens.on(scheme)
        for text, page, least in PAIRS:
            found = _contrast(values, text, page)
            if isinstance(found, str):
                message = f"the contrast of --{text} on --{page} is not known: {found}"
            elif found < least:
                shown = int(found * 10) / 10  # 4.49 is not 4.5
                message = f"--{text} on --{page} has a contrast of {shown} on a {scheme} page"
            else:
                continue
            hint = f"it needs {least:g} to 1"
            yield THEME_CONTRAST.problem(message, course.head.span("theme"), hint)


def check_nhs(course: Course) -> Iterator[Problem]:
    """The look of the NHS is for its services."""
    names = theme_of(course.root, course.head.theme).names
    if "nhs" in names and not course.head.nhs_service:
        message = "the theme has the look of NHS services, and the course does not say it is one"
        hint = "write 'nhs_service: true' if it is; else choose another theme"
        yield THEME_NHS.problem(message, course.head.span("theme"), hint)


def check_logo(course: Course) -> Iterator[Problem]:
    """The logo is no burden."""
    logo = course.head.logo
    picture = course.picture(logo.image) if logo else None
    if logo and picture and picture.file.size > LOGO_LARGEST:
        message = f"the logo '{logo.image}' has {picture.file.size / 1000:,.0f} kB"
        hint = f"make it smaller than {LOGO_LARGEST // 1000} kB"
        yield LOGO_LARGE.problem(message, logo.span("image"), hint)


def _contrast(values: Mapping[str, str], text: str, page: str) -> float | str:
    """The contrast of two tokens, or why it cannot be computed."""
    luminances = []
    for name in (text, page):
        colour = _colour(values, f"--{name}")
        if isinstance(colour, str):
            return colour
        luminances.append(_luminance(colour))
    low, high = sorted(luminances)
    return (high + 0.05) / (low + 0.05)


def _colour(values: Mapping[str, str], name: str) -> tuple[int, ...] | str:
    """Red, green and blue of a token, or why there are none."""
    value = values.get(name, "")
    for _ in range(8):
        found = _VARIABLE.fullmatch(value)
        if not found:
            break
        value = values.get(found[1], "")
    try:
        colour = ImageColor.getrgb(value)
    except ValueError:
        return f"{name} is '{value}'; write '#rrggbb'"
    if len(colour) > 3 and colour[3] < 255:
        return f"{name} lets what is below shine through"
    return colour[:3]


def _luminance(colour: tuple[int, ...]) -> float:
    """WCAG's relative luminance of an sRGB colour, 0 to 255 each."""
    parts = [each / 255 for each in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
