"""The first step: a folder of YAML, Markdown and pictures becomes a Course and problems."""
