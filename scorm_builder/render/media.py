"""Sound and video in a package: their paths, and what the templates of their blocks need."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from scorm_builder.filetree import File
from scorm_builder.model.course import Course
from scorm_builder.model.media import Attachment, Media, Video
from scorm_builder.render import image, markdown
from scorm_builder.render.blocks import Writer
from scorm_builder.render.words import Words, direction

_UNFIT = re.compile(r"[^a-z0-9]+")


def package_path(attachment: Attachment) -> str:
    """``media/<name>-<hash>.<extension>``: readable, and new whenever the bytes are."""
    name = _UNFIT.sub("-", attachment.path.stem.lower()).strip("-")[:40].strip("-") or "file"
    return f"media/{name}-{attachment.file.sha256[:10]}{attachment.extension}"


def media_files(course: Course) -> dict[str, File]:
    """Every recording that the pages play, and their captions, by package path."""
    played = {
        path
        for edition in course.editions
        for page in edition.pages
        for block in page.models
        for path, _ in block.attachments()
    }
    found = (each for path, each in course.attachments.items() if path in played)
    return {package_path(each): each.file for each in found}


def written_media(writer: Writer, media: Media) -> dict[str, Any]:
    """What the templates of audio and video share."""
    attachments = writer.course.attachments
    context: dict[str, Any] = {
        "media": media,
        "id": media.anchor,
        "sources": [
            {"path": package_path(attachments[path]), "type": attachments[path].media_type}
            for path, _ in media.sources
        ],
        "caption": markdown.inline(media.caption, writer.place) if media.caption else "",
        "transcript": writer.text(media.transcript),
        "credit": _credit(writer, media),
        "language": _language(writer.words, media),
    }
    if isinstance(media, Video):
        context["captions"] = package_path(attachments[media.captions])
        context["captions_language"] = (
            attachments[media.captions].language or media.language or writer.words.language
        )
        context["poster"] = poster(writer, media)
    return context


def poster(writer: Writer, video: Video) -> str:
    """Path of the picture that stands there before the video plays; "" without one."""
    return image.renditions(writer.picture(video.poster))[-1].path if video.poster else ""


def _credit(writer: Writer, media: Media) -> Markup:
    source = markdown.inline(media.source, writer.place) if media.source else ""
    name = "media_credit_source" if source else "media_credit"
    return writer.words(name, credit=media.credit, licence=media.licence, source=source)


def _language(words: Words, media: Media) -> Markup:
    """The attributes that say in what language the recording is; nothing for the course's own."""
    if media.language is None:
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(media.language, direction(media.language))
