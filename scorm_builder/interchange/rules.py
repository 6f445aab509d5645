"""What can be wrong with a file of questions from elsewhere, or with what is made of it."""

from __future__ import annotations

from scorm_builder.problems import Rule, Severity

UNREADABLE = Rule(
    "questions-unreadable",
    "A file of questions that cannot be read",
    "Files are read up to 64 MiB, packages up to 256 MiB unpacked, and XML without a document "
    "type: a file from elsewhere could otherwise keep the computer busy for hours. Names in a "
    "package that lead out of it, links and encrypted files are refused.",
)
FORMAT = Rule(
    "questions-format",
    "A file of questions in no format that is known",
    "Known are Moodle XML, GIFT, and QTI 2.1, 2.2 and 3.0, as a package or a single item. The "
    "format is told from the content; '--format' names it.",
)
LEFT_OUT = Rule(
    "question-left-out",
    "Something of a question that could not be carried over",
    "Each program asks and marks in ways that others do not know. What cannot be carried is named "
    "here, one by one, so that nothing is lost in silence.",
    Severity.WARNING,
)
UNEXPLAINED = Rule(
    "question-unexplained",
    "A question that came without an explanation",
    "Every question explains its answer here. Other programs do not ask for that, and an "
    "explanation that nobody wrote cannot be imported: a sentence to be replaced stands in its "
    "place.",
    Severity.WARNING,
)
PICTURE_WORDS = Rule(
    "question-picture-words",
    "A picture that came without its words",
    "A picture says what it shows, who made it and under which licence it is used. Files of "
    "questions rarely say so; words to be replaced stand in their place.",
    Severity.WARNING,
)
REGIONS = Rule(
    "question-regions",
    "A question on a picture with too few places",
    "Everyone may answer a question on a picture from a list instead, and a list of fewer than "
    "three gives the answer away. Other programs know only the right place. The question is "
    "written as it is, and 'check' refuses it until you have added plausible others.",
    Severity.WARNING,
)
PAGE = Rule(
    "questions-page",
    "The course cannot take the questions",
    "Questions go onto a page of their own, or behind all that is on a page that is there. Nothing "
    "that is there is changed, and pages and pictures are written together or not at all.",
)
EMPTY = Rule(
    "questions-none",
    "There is no question to carry over",
    "The file was read, or the pages were found, and nothing in them is a question that the other "
    "side can hold. The warnings say why, question by question.",
)
RULES = (UNREADABLE, FORMAT, LEFT_OUT, UNEXPLAINED, PICTURE_WORDS, REGIONS, PAGE, EMPTY)
