"""One style sheet for all pages: a theme's tokens, the player's rules, then the theme's own.

Tokens for a dark page stand in two places: for a device that prefers it, and for a learner who
chose it. ``data-scheme`` on the ``html`` element is that choice; without it the device decides.
Paper is always light.
"""

from __future__ import annotations

from collections.abc import Mapping

from scorm_builder.filetree import File
from scorm_builder.load.sheet import SHEET, TOKENS, Sheet, read_sheet
from scorm_builder.load.theme import Theme
from scorm_builder.load.tokens import Tokens, read_tokens

_DEVICE = ":root:not([data-scheme])"
_CHOICE = ":root[data-scheme=dark]"


def stylesheet(theme: Theme, rules: str) -> tuple[str, Mapping[str, File]]:
    """The sheet, and the files that it shows by package path; ``rules`` are the player's."""
    tokens, sheets = Tokens(), []
    files: dict[str, File] = {}
    for folder in reversed(theme.folders):
        if (folder / TOKENS).is_file():
            # Through the sheet: a token may be the address of a picture.
            sheet = _added(files, read_sheet(folder, TOKENS)[0])
            tokens = read_tokens(sheet.text, TOKENS)[0].over(tokens)
        if (folder / SHEET).is_file():
            sheets.append(_added(files, read_sheet(folder, SHEET)[0]).text)
    return "\n".join([written(tokens), rules.strip(), *sheets]) + "\n", files


def written(tokens: Tokens) -> str:
    """Tokens as rules, each scheme's under what it hangs on."""
    light, dark = _declared(tokens.light), _declared(tokens.dark)
    more, more_dark = _declared(tokens.contrast), _declared(tokens.contrast_dark)
    dark = f"color-scheme:dark;{dark}"
    # Doubled, :root outweighs the dark tokens before it: more contrast is for both schemes.
    parts = [
        f":root{{color-scheme:light dark;{light}}}",
        f"@media screen{{:root[data-scheme=light]{{color-scheme:light}}{_CHOICE}{{{dark}}}}}",
        f"@media screen and (prefers-color-scheme:dark){{{_DEVICE}{{{dark}}}}}",
    ]
    if more:
        parts.append(f"@media (prefers-contrast:more){{:root:root{{{more}}}}}")
    if more_dark:
        asked = "(prefers-contrast:more)"
        parts += [
            f"@media screen and {asked}{{:root{_CHOICE}{{{more_dark}}}}}",
            f"@media screen and {asked} and (prefers-color-scheme:dark)"
            f"{{:root{_DEVICE}{{{more_dark}}}}}",
        ]
    return "\n".join(parts)


def _declared(tokens: Mapping[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in tokens.items())


def _added(files: dict[str, File], sheet: Sheet) -> Sheet:
    files.update(sheet.files)
    return sheet
