"""The fourth step: one folder per standard turns a FileTree into a package."""
