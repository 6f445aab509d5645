"""Course → FileTree: the launch page, the pages to read and to load, and what they use.

Every name but those of the pages carries a hash of its content: an LMS may cache it for good.
"""

from __future__ import annotations

from collections.abc import Mapping

from scorm_builder.filetree import File, FileTree
from scorm_builder.load.theme import Theme, theme_of
from scorm_builder.model.course import Course
from scorm_builder.plugin import ANY_HOST, HostRules, Registry
from scorm_builder.render import image, media
from scorm_builder.render.edition import MAKERS, Edition, Press, short_hash
from scorm_builder.render.extras import Maker
from scorm_builder.render.player_files import PlayerFiles

LAUNCH = "index.html"


def render(
    course: Course,
    registry: Registry,
    *,
    tracking: str,
    host: HostRules = ANY_HOST,
    extras: tuple[Maker, ...] = (),
) -> FileTree:
    """The files that a learner's browser opens, for a runtime that ``tracking`` speaks to.

    ``extras`` make extra pages beside those that every course has.
    """
    player = PlayerFiles.of(_theme(course))
    script, style = player.script(tracking), player.stylesheet()
    script_path = f"assets/player-{short_hash(script)}.js"
    style_path = f"assets/player-{short_hash(style)}.css"
    press = Press(course, registry, player, style_path, (*MAKERS, *extras), host)
    first, *others = press.editions()
    files: dict[str, File] = {}
    languages = [{**_language(first), "script": ""}]
    for edition in others:
        scripts = edition.scripts
        path, file = edition.as_language(_paths(scripts))
        languages.append({**_language(edition), "script": path})
        files |= {path: file, **dict(edition.reading_pages()), **dict(scripts.values())}
    scripts = first.scripts
    launch = first.launch(script_path, _paths(scripts), languages if others else ())
    return FileTree(
        {
            LAUNCH: File.of(launch),
            **dict(first.reading_pages()),
            script_path: File.of(script),
            style_path: File.of(style),
            **dict(scripts.values()),
            **dict(first.parts.values()),
            **dict([first.probe[:2]]),
            **dict(edition.search for edition in (first, *others) if edition.search),
            **files,
            **image.picture_files(course),
            **media.media_files(course),
            **player.files(),
            **dict([player.look()]),
        }
    )


def _paths(scripts: Mapping[str, tuple[str, File]]) -> dict[str, str]:
    return {page: path for page, (path, _) in scripts.items()}


def _language(edition: Edition) -> dict[str, str]:
    words = edition.words
    return {"tag": words.language, "name": words.name, "ending": words.ending}


def languages(course: Course) -> frozenset[str]:
    """The languages that the interface has words in, those of the course's theme too."""
    return PlayerFiles.of(_theme(course)).languages()


def english(course: Course) -> dict[str, frozenset[str]]:
    """The names of the words for which English stands in, by each language of the course."""
    player = PlayerFiles.of(_theme(course))
    tags = (edition.head.language for edition in course.editions)
    return {tag: player.english(tag) for tag in tags}


def _theme(course: Course) -> Theme:
    return theme_of(course.root, course.head.theme)
