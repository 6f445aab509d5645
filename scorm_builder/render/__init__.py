"""The third step: a Course becomes the FileTree that a learner's browser opens."""

from scorm_builder.render.page import english, languages, render

__all__ = ["english", "languages", "render"]
