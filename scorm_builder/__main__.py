"""``python -m scorm_builder``."""

from scorm_builder.cli import main

if __name__ == "__main__":
    main(prog_name="scorm-builder")
