"""Courses of any size from a seed: the same course for the same numbers.

Text, figures and questions are invented filler of a realistic amount: a page has four figures
with four findings each, key points, four paragraphs and a question.
"""

from __future__ import annotations

import io
import random
from pathlib import Path

import numpy
from PIL import Image

WORDS = (
    "bone joint space margin cortex tendon calcification effusion lesion density soft tissue "
    "outline normal narrow erosion swelling distal proximal medial lateral contour line"
)
PICTURES_PER_PAGE = 4


def generate(folder: Path, pages: int, size: tuple[int, int], seed: int = 1) -> Path:
    """Write a course of ``pages`` pages with pictures of ``size`` pixels into ``folder``."""
    choose = random.Random(seed)
    (folder / "pages").mkdir(parents=True)
    (folder / "images").mkdir()
    names = [f"page-{number}" for number in range(1, pages + 1)]
    for number, name in enumerate(names):
        for picture in range(PICTURES_PER_PAGE):
            data = jpeg(size, seed * 1_000_000 + number * PICTURES_PER_PAGE + picture)
            (folder / "images" / f"{name}-{picture}.jpg").write_bytes(data)
        (folder / "pages" / f"{name}.md").write_text(page(name, size, choose), encoding="utf-8")
    sections = [names[start : start + 20] for start in range(0, pages, 20)]
    lines = ["format: 1", f"id: bench-{pages}", f"title: Benchmark of {pages} pages"]
    lines += ["description: Invented text.", "licence: MIT", "pass_mark: 70", "sections:"]
    for number, section in enumerate(sections, 1):
        lines += [f"  - title: Section {number}", f"    pages: [{', '.join(section)}]"]
    (folder / "course.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def jpeg(size: tuple[int, int], seed: int) -> bytes:
    """A grey picture with smooth shapes and grain, about 750 kB at 1600 × 1200."""
    width, height = size
    noise = numpy.random.default_rng(seed).normal(0, 14, (height, width))
    x, y = numpy.meshgrid(numpy.linspace(-1, 1, width), numpy.linspace(-1, 1, height))
    picture = 130 + 80 * numpy.cos(3 * x + seed % 7) * numpy.cos(2 * y) + noise
    out = io.BytesIO()
    pixels = picture.clip(0, 255).astype(numpy.uint8)
    Image.fromarray(pixels).save(out, "JPEG", quality=88)
    return out.getvalue()


def page(name: str, size: tuple[int, int], choose: random.Random) -> str:
    """The text of a page."""
    parts = [f"---\nid: {name}\ntitle: {sentence(choose, 4)}\nreviewed: 2026-01-15\n---\n"]
    points = "".join(f"- {sentence(choose, 9)}.\n" for _ in range(4))
    parts.append(f"\n::: key-points\n{points}:::\n")
    for number in range(PICTURES_PER_PAGE):
        parts.append(f"\n## {sentence(choose, 3)}\n\n{paragraph(choose)}\n")
        parts.append(figure(name, number, size, choose))
    options = "".join(
        f"  - text: {sentence(choose, 4)} {letter}\n    feedback: {sentence(choose, 8)}.\n"
        for letter in "abcd"
    ).replace("\n    feedback", "\n    correct: true\n    feedback", 1)
    parts.append(
        f"\n```choice\nid: q1\nprompt: {sentence(choose, 8)}?\noptions:\n{options}"
        f"explain: {sentence(choose, 20)}.\n```\n"
    )
    return "".join(parts)


def figure(name: str, number: int, size: tuple[int, int], choose: random.Random) -> str:
    """A figure block with four findings."""
    findings = []
    for index in range(4):
        x = choose.randint(size[0] // 8, size[0] * 3 // 4)
        y = choose.randint(size[1] // 8, size[1] * 3 // 4)
        step = max(2, size[0] // 20)
        corners = f"[[{x}, {y}], [{x + step}, {y}], [{x + step}, {y + step}], [{x}, {y + step}]]"
        findings.append(
            f"  - id: f{index}\n    label: {sentence(choose, 2)}\n"
            f"    text: {sentence(choose, 12)}.\n    shape: {{polygon: {corners}}}\n"
        )
    return (
        f"\n```figure\nid: fig-{number}\nimage: images/{name}-{number}.jpg\n"
        f"alt: {sentence(choose, 6)}.\ncaption: {sentence(choose, 10)}.\n"
        f"credit: Generated\nlicence: CC0\nfindings:\n{''.join(findings)}```\n"
    )


def sentence(choose: random.Random, words: int) -> str:
    """Some words, the first with a capital."""
    return " ".join(choose.choices(WORDS.split(), k=words)).capitalize()


def paragraph(choose: random.Random) -> str:
    """Six sentences."""
    return " ".join(f"{sentence(choose, choose.randint(8, 18))}." for _ in range(6))
