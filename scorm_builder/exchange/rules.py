"""What can be wrong with a file of findings from elsewhere, or with the figure they go into."""

from __future__ import annotations

from scorm_builder.problems import Rule, Severity

UNREADABLE = Rule(
    "import-unreadable",
    "A file of findings that cannot be read",
    "Files are read up to 64 MiB, as UTF-8 text, nested 50 levels deep at most, and XML without a "
    "document type: a file from elsewhere could otherwise keep the computer busy for hours.",
)
FORMAT = Rule(
    "import-format",
    "A file of findings in no format that is known",
    "Known are W3C Web Annotation (Annotorious), COCO, labelme, VIA 2 and CVAT for images 1.1. "
    "The format is told from the content; '--format' names it.",
)
LEFT_OUT = Rule(
    "import-left-out",
    "Something that could not be carried over",
    "Each program draws things that others do not know. What cannot be carried is named here, one "
    "by one, so that nothing is lost in silence.",
    Severity.WARNING,
)
TEXT_MISSING = Rule(
    "import-text-missing",
    "A finding without a text",
    "Most drawing programs keep a name for a region and nothing more. A finding also says what it "
    "teaches; a text to be replaced stands in its place.",
    Severity.WARNING,
)
PICTURE = Rule(
    "import-picture",
    "Which of the pictures is meant is not clear",
    "A file of annotations may hold many pictures, and findings go into one figure. '--image' "
    "names the picture as the file does.",
)
OTHER_PICTURE = Rule(
    "import-other-picture",
    "Findings that were drawn on a picture of another name",
    "A file with one picture is taken without asking. When the name of that picture is not the "
    "name of the figure's, folders and capitals aside, the findings may belong to another case. "
    "Look at the figure; '--image' with the name in the file says that it is the right one.",
    Severity.WARNING,
)
SIZE = Rule(
    "import-size",
    "Findings drawn on a picture of another shape",
    "Coordinates are scaled when both pictures have the same ratio of width to height, within "
    "0.2 %. Otherwise one of them was cropped or stretched, and the findings would lie in the "
    "wrong place.",
)
TARGET = Rule(
    "import-target",
    "The figure cannot take the findings",
    "Findings are added as lines to the fence of one figure, named as PAGE#FIGURE by the ids of "
    "both. Lines are added and none is changed, so the findings that are there must be a list with "
    "a line for each, or the key must be absent.",
)
CHANGED = Rule(
    "import-changed",
    "The page changed while findings were put into it",
    "Another program saved the file in the meantime. Nothing was written.",
)
RULES = (UNREADABLE, FORMAT, LEFT_OUT, TEXT_MISSING, PICTURE, OTHER_PICTURE, SIZE, TARGET, CHANGED)
