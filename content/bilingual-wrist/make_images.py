"""Draw the two synthetic radiographs of the bilingual course.

They come from the drawing code of the course "Imaging of musculoskeletal disorders" beside this
one: the same wrist, smaller, mirrored to a left one. Nobody's picture was used. The same bytes come
out on every run.

Usage: ``python make_images.py`` writes into ``images/``.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "msk-imaging"))

from image_maker import hand  # noqa: E402 - found by the line above
from image_maker.physics import MU_FAT, MU_MUSCLE, Film, Look, jpeg  # noqa: E402

MM = 0.16
"""Millimetres from one pixel to the next."""

SEEDS = {"wrist-normal": 311, "wrist-fracture": 312}


def wrist(seed: int, *, fractured: bool) -> tuple[Film, Look]:
    """Draw a left wrist, PA: a right one, turned over before the marker is laid on it."""
    film = Film((96, 124), (-49, -68), MM, seed)
    swell = 2.0 if fractured else 0.0
    film.soft(
        [(-38 - swell, 100), (-34 - swell, 20), (-33 - swell, 0), (-36, -20), (-46, -40),
         (-70, -80), (-70, -140), (50, -140), (43, -80), (33, -24), (31 + swell, 0),
         (32 + swell, 20), (36, 100)],
        MU_FAT, depth=0.75, most=40,
    )  # fmt: skip
    film.soft([(-32, 100), (-31, 45), (-27, 10), (-27, -20), (-36, -44), (-60, -90), (-60, -140),
               (46, -140), (38, -80), (28, -24), (26, 0), (27, 20), (31, 100)],
              MU_MUSCLE - MU_FAT, most=34)  # fmt: skip
    hand.forearm(film, fractured=fractured)
    hand.carpal_bones(film)
    hand.rays(film, list(hand.META.values()))
    film.mu = film.mu[:, ::-1].copy()
    film.letter("L", -38, 44, size=6)
    return film, Look(low=0.06, high=0.998, gamma=1.25, flatten=0.3, flatten_mm=9, blur_mm=0.12)


def draw(name: str) -> bytes:
    """The picture of that name, as a JPEG."""
    film, look = wrist(SEEDS[name], fractured=name == "wrist-fracture")
    return jpeg(film.expose(look))


def main() -> None:
    """Draw both pictures."""
    folder = HERE / "images"
    folder.mkdir(exist_ok=True)
    for name in SEEDS:
        data = draw(name)
        (folder / f"{name}.jpg").write_bytes(data)
        print(f"{name}: {len(data) // 1000} kB")


if __name__ == "__main__":
    main()
