"""Pictures in a package: their paths, and the attributes of the ``img`` that shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from scorm_builder.filetree import File
from scorm_builder.model.course import Course
from scorm_builder.model.picture import Picture

_UNFIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a picture, as a file of the package."""

    path: str
    width: int
    height: int
    file: File


def package_path(picture: Picture) -> str:
    """``images/<name>-<hash>.<extension>``: readable, and new whenever the bytes are."""
    stem = picture.path.stem.lower()
    slug = _UNFIT.sub("-", stem).strip("-")[:40].strip("-") or "picture"
    return f"images/{slug}-{picture.file.sha256[:10]}.{picture.extension.lstrip('.')}"


def renditions(picture: Picture) -> tuple[Rendition, ...]:
    """The sizes in which a picture is packaged, its own size last. Today only that one."""
    return (Rendition(package_path(picture), picture.width, picture.height, picture.file),)


def img(picture: Picture, alt: str, *, eager: bool, described_by: str = "") -> Markup:
    """The ``img`` element, with width and height so that nothing moves when it arrives."""
    sizes = renditions(picture)
    main = sizes[-1]
    extra = Markup("")
    if len(sizes) > 1:
        srcset = ", ".join(f"{each.path} {each.width}w" for each in sizes)
        extra += Markup(' srcset="{}" sizes="(min-width: 60rem) 42rem, 100vw"').format(srcset)
    if not eager:
        extra += Markup(' loading="lazy" decoding="async"')
    if described_by:
        extra += Markup(' aria-describedby="{}"').format(described_by)
    return Markup('<img src="{}" width="{}" height="{}" alt="{}"{}>').format(
        main.path, main.width, main.height, alt, extra
    )


def logo(course: Course) -> Markup:
    """The mark of the course's organisation, with the height that the style sheet gives it."""
    mark = course.head.logo
    picture = course.picture(mark.image) if mark else None
    if mark is None or picture is None:
        return Markup("")
    return Markup('<span class="logo">{}</span>\n').format(img(picture, mark.alt, eager=True))


def picture_files(course: Course) -> dict[str, File]:
    """Every rendition of every picture that the pages show, by package path."""
    shown = {path for page in course.pages for block in page.models for path, _ in block.images()}
    shown.update(path for path, _ in course.head.images())
    pictures = [picture for path, picture in course.pictures.items() if path in shown]
    return {each.path: each.file for picture in pictures for each in renditions(picture)}
