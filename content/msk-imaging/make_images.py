"""Draw the synthetic pictures of the course "Imaging of musculoskeletal disorders".

The radiographs are line integrals through invented solids (bone with a cortical shell and a
trabecular interior, soft tissue, calcification, metal), exposed by the Beer-Lambert law and shown
on a logarithmic scale; the ultrasound picture is computed from scatterers and a point-spread
function.  These are ILLUSTRATIONS for teaching.  They show no patient and were not made from any
patient's pictures.  The same bytes come out on every run.

Usage: ``python make_images.py [name ...]`` writes ``images/<name>.jpg`` (all without a name).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from image_maker import foot, hand, hip, knee, shoulder, thigh, ultrasound
from image_maker.physics import Film, Look, save
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parent / "images"
RADIOGRAPHS: dict[str, tuple[Callable[[int], tuple[Film, Look]], int]] = {
    "shoulder-calcific-tendinopathy": (shoulder.calcific, 101),
    "toe-calcinosis-crest": (foot.crest, 103),
    "thigh-dermatomyositis": (thigh.dermatomyositis, 104),
    "hip-heterotopic-ossification": (hip.ossified, 105),
    "thigh-myositis-ossificans": (thigh.myositis, 106),
    "knee-osteoarthritis": (knee.osteoarthritis, 107),
    "knee-normal": (knee.normal, 108),
    "toe-gout": (foot.gout, 109),
    "hand-rheumatoid-arthritis": (hand.rheumatoid, 110),
    "wrist-distal-radius-fracture": (hand.wrist_fracture, 111),
    "wrist-normal": (hand.wrist_normal, 112),
    "shoulder-anterior-dislocation": (shoulder.dislocation, 113),
}


ULTRASOUND = "shoulder-calcific-ultrasound"


def draw(name: str) -> NDArray[np.uint8]:
    """Draw one picture by its name."""
    if name == ULTRASOUND:
        return ultrasound.supraspinatus(102)
    maker, seed = RADIOGRAPHS[name]
    film, look = maker(seed)
    return film.expose(look)


def main(names: list[str]) -> int:
    """Draw the named pictures (all of them without a name) and return an exit status."""
    FOLDER.mkdir(exist_ok=True)
    for name in names or [*RADIOGRAPHS, ULTRASOUND]:
        start = time.perf_counter()
        picture = draw(name)
        path = FOLDER / f"{name}.jpg"
        save(picture, path)
        took = time.perf_counter() - start
        size = f"{picture.shape[1]} x {picture.shape[0]} px"
        print(f"{path.name}: {size}, {path.stat().st_size // 1000} kB, {took:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
