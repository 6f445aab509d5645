"""Frozen pydantic models: course, page, figure, shape, question; and facts they compute."""
