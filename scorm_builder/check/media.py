"""Sound and video: of a kind that the block plays, and fit to be sent to a ward's computer."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.model.course import Course
from scorm_builder.model.media import Attachment, Media, Video
from scorm_builder.model.page import Page
from scorm_builder.problems import Problem, Rule, Severity

MEDIA_KIND = Rule(
    "media-kind",
    "A file of another kind than its block",
    "A video block plays videos, an audio block sound, and captions are a .vtt file.",
)
VIDEO_MP4 = Rule(
    "video-mp4",
    "A video as MP4 within the package",
    "Some hosts send .mp4 under the wrong name (the NHS Learning Hub as a play list) and without "
    "parts of a file on request; some browsers then do not play it. Put a .webm before it under "
    "'files', or host the video elsewhere and link to it. Learners whom it fails have the "
    "transcript.",
    Severity.WARNING,
)
MEDIA_LARGE = Rule(
    "media-large",
    "A recording of more than 20 MB",
    "It comes whole, over the network of a hospital, to each learner. Most LMS also limit the size "
    "of a package. A video of two minutes at 720 lines needs 10 MB.",
    Severity.WARNING,
)
MEDIA_SIZE = Rule(
    "media-size",
    "What a recording adds to the package",
    "The sizes of its files together, so that you know where a large package comes from.",
    Severity.NOTE,
)
CAPTIONS_LANGUAGE = Rule(
    "captions-language",
    "Captions in another language than the recording",
    "The captions' file names its language in its head, and that is not the language spoken.",
    Severity.WARNING,
)
RULES = (MEDIA_KIND, VIDEO_MP4, MEDIA_LARGE, MEDIA_SIZE, CAPTIONS_LANGUAGE)

LARGE = 20_000_000
WORTH_SAYING = 1_000_000


def check_media(course: Course, page: Page, media: Media) -> Iterator[Problem]:
    """One recording: its files and their sizes."""
    total = 0
    types = []
    for path, where in media.sources:
        found = course.attachments.get(path)
        if found is None:
            continue  # it could not be read, as has been said
        types.append(found.media_type)
        total += found.file.size
        if not found.media_type.startswith(f"{media.kind}/"):
            message = f"'{path}' is not {'a video' if media.kind == 'video' else 'sound'}"
            yield MEDIA_KIND.problem(message, media.span(*where))
        if found.file.size > LARGE:
            message = f"'{path}' has {found.file.size / 1e6:.0f} MB"
            yield MEDIA_LARGE.problem(message, media.span(*where), "shorten it or make it smaller")
    if types and types[0] == "video/mp4":
        message = f"'{media.id}' is an MP4, which some hosts send in a way that does not play"
        hint = "add a .webm as the first of 'files', or link to the video on a host of its own"
        yield VIDEO_MP4.problem(message, media.span(*media.sources[0][1]), hint)
    if total >= WORTH_SAYING:
        message = f"'{media.id}' adds {total / 1e6:.1f} MB to the package"
        yield MEDIA_SIZE.problem(message, media.span(*media.sources[0][1]))
    if isinstance(media, Video):
        yield from _captions(course, media, course.attachments.get(media.captions))


def _captions(course: Course, video: Video, captions: Attachment | None) -> Iterator[Problem]:
    if captions is None:
        return
    if captions.media_type != "text/vtt":
        yield MEDIA_KIND.problem(f"'{video.captions}' is not captions", video.span("captions"))
    spoken = video.language or course.head.language
    if captions.language and _primary(captions.language) != _primary(spoken):
        message = f"the captions are in '{captions.language}', the video in '{spoken}'"
        hint = "say with 'language' in what language the video is"
        yield CAPTIONS_LANGUAGE.problem(message, video.span("captions"), hint)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
