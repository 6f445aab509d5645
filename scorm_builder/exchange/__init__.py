"""Findings of other drawing programs: one module a format, and the value that all of them make.

``marks.py`` is that value, ``foreign.py`` reads what strangers wrote with limits on everything,
``formats.py`` tells the formats apart. ``yaml_text.py`` writes findings as an author would, and
``splice.py`` puts them into a page without touching another byte. Files come in at the top
(:mod:`scorm_builder.findings`); nothing here opens one.
"""
