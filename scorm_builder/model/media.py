"""Sound and video: the blocks that play them, and the files as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, model_validator

from scorm_builder.filetree import File
from scorm_builder.model.base import BlockModel, Line, Markdown, MarkdownLine, Where
from scorm_builder.model.language import language_tag
from scorm_builder.problems import Problem


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes into the package as it is: sound, video or captions."""

    path: Path
    """The author's file."""
    media_type: str
    """What a server should call it: ``video/webm``."""
    extension: str
    """The ending of its name in the package, dot and all."""
    file: File
    """What goes into the package: a place on the disk, never read whole."""
    notices: tuple[Problem, ...] = ()
    """What was seen in it that the author should know."""
    language: str = ""
    """Of captions, the language that the file itself names."""


class Media(BlockModel):
    """What audio and video have in common."""

    file: Line | None = None
    """The file, from the course folder."""
    files: Annotated[tuple[Line, ...], Field(max_length=6)] = ()
    """The same in several formats, the best first, in place of ``file``; a browser takes the first
    one that it can play."""
    transcript: Markdown
    """Everything that is said, and what is to be heard or seen, in words."""
    title: Line
    """What it is: a few words."""
    caption: MarkdownLine | None = None
    """The line under the player."""
    credit: Line
    """Who made it."""
    licence: Line
    """Under which licence it is used."""
    source: MarkdownLine | None = None
    """Where it was published, if it was."""
    language: Annotated[str, AfterValidator(language_tag)] | None = None
    """Language that is spoken, when it is not the course's: ``cy``."""

    @model_validator(mode="after")
    def _one_way(self) -> Media:
        if (self.file is None) == (not self.files):
            raise ValueError("it has either 'file' or 'files'")
        return self

    @property
    def sources(self) -> tuple[tuple[str, Where], ...]:
        """The files to play, and where each is written."""
        if self.file is not None:
            return ((self.file, ("file",)),)
        return tuple((path, ("files", index)) for index, path in enumerate(self.files))

    def attachments(self) -> tuple[tuple[str, Where], ...]:
        """The files to play."""
        return self.sources


class Audio(Media):
    """A recording to listen to, with its transcript."""

    kind: ClassVar[str] = "audio"
    prefix: ClassVar[str] = "audio"


class Video(Media):
    """A video with captions and a transcript."""

    kind: ClassVar[str] = "video"
    prefix: ClassVar[str] = "video"

    captions: Line
    """Captions as WebVTT: a file that ends in ``.vtt``, from the course folder."""
    poster: Line | None = None
    """A picture that stands there before the video plays, from the course folder."""

    def images(self) -> tuple[tuple[str, Where], ...]:
        """The poster."""
        return ((self.poster, ("poster",)),) if self.poster else ()

    def attachments(self) -> tuple[tuple[str, Where], ...]:
        """The files to play, and the captions."""
        return (*self.sources, (self.captions, ("captions",)))
