"""Questions in and out: the formats of other programs, our fences, and what lies between them.

A reader (``moodle``, ``gift``, ``qti``) makes a :class:`~scorm_builder.interchange.item.Bank` of
items, which ``page`` writes as pages of ours. A writer (``moodle_writer``, ``gift_writer``,
``qti_writer``) makes a file of the questions of a course. Both say item by item what the other side
cannot hold.
"""
