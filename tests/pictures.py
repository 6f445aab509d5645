"""A course with every real picture that is at hand, each drawn over from edge to edge.

The pictures are kept beside the repository, not in it; where they are not, tests say so and skip.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image

from tests.courses import page as page_file
from tests.courses import write_course

PICTURES = Path(__file__).resolve().parents[2] / "shared" / "images"
NAMES = sorted(path.name for path in PICTURES.glob("*") if path.suffix in {".jpg", ".png"})
MISSING = f"no pictures in {PICTURES}"
ROLES = ("abnormal", "normal", "artefact", "device")
"""One of each colour."""


def figure(number: int, name: str) -> str:
    """A finding of each colour, with outlines that run through black and white."""
    with Image.open(PICTURES / name) as image:
        width, height = image.size
    across = [[round(width * t / 10), round(height * (2 + t % 2) / 8)] for t in range(11)]
    down = [[round(width * (4 + t % 2) / 8), round(height * t / 10)] for t in range(11)]
    centre, radius = [width / 2, height / 2], min(width, height) * 0.4
    corners = ((0.03, 0.03), (0.97, 0.05), (0.5, 0.97))
    border = [[round(width * x), round(height * y)] for x, y in corners]
    shapes: tuple[dict[str, Any], ...] = (
        {"polygon": border},
        {"polyline": across},
        {"circle": {"c": centre, "r": radius}},
        {"polyline": down},
    )
    findings = "\n".join(
        f"  - {{id: f{i}, label: Finding {i}, text: Text., role: {role}, shape: {shape}}}"
        for i, (role, shape) in enumerate(zip(ROLES, shapes, strict=True))
    ).replace("'", "")
    return (
        f"\n```figure\nid: fig{number}\nimage: images/{name}\nalt: Picture {number}.\n"
        f"caption: Picture {number}, drawn over.\ncredit: See SOURCES.md\nlicence: CC0\n"
        f"findings:\n{findings}\n```\n"
    )


def write_pictures(root: Path) -> Path:
    """The course: one page with a figure for each of ``NAMES``."""
    body = "".join(figure(number, name) for number, name in enumerate(NAMES))
    files: dict[str, str | bytes] = {"pages/one.md": page_file(body)}
    files.update({f"images/{name}": (PICTURES / name).read_bytes() for name in NAMES})
    return write_course(root, files)
