"""Draw the synthetic pictures of the course "Imaging of musculoskeletal disorders".

The radiographs are line integrals through invented solids (bone with a cortical shell and a
trabecular interior, soft tissue, calcification, metal), exposed by the Beer-Lambert law and shown
on a logarithmic scale; the ultrasound picture is computed from scatterers and a point-spread
function.  These are ILLUSTRATIONS for teaching.  They show no patient and were not made from any
patient's pictures.  The same bytes come out on every run.

The CT slices are cut from invented solids in Hounsfield units, the MR picture is painted from the
signals of invented tissues, and the two portraits are flat drawings of nobody.

Usage: ``python make_images.py [name ...]`` writes into ``images/`` (all of them without a name).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from image_maker import (
    foot,
    hand,
    hip,
    knee,
    people,
    plateau,
    reduction,
    sacroiliac,
    shoulder,
    thigh,
    ultrasound,
    wrist_loop,
)
from image_maker.physics import Film, Look, bitmap, jpeg

File = tuple[str, bytes]
"""A path below ``images/``, and what is in that file."""

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
    "wrist-before-reduction": (reduction.before, 114),
    "wrist-after-reduction": (reduction.after, 114),
    "shoulder-normal": (shoulder.normal, 115),
    "toe-normal": (foot.normal, 116),
}
ULTRASOUND_SEED, CT_SEED, MR_SEED, LOOP_SEED = 102, 201, 221, 231


def radiograph(name: str) -> Iterator[File]:
    """Draw one radiograph."""
    maker, seed = RADIOGRAPHS[name]
    film, look = maker(seed)
    yield f"{name}.jpg", jpeg(film.expose(look))


def shoulder_ultrasound() -> Iterator[File]:
    """Draw the ultrasound picture of the calcific deposit, and the mask of the deposit."""
    picture, inside = ultrasound.supraspinatus(ULTRASOUND_SEED)
    yield "shoulder-calcific-ultrasound.jpg", jpeg(picture)
    yield "shoulder-calcific-mask.png", bitmap(inside)


def plateau_ct() -> Iterator[File]:
    """Draw the CT of the tibial plateau: every slice in two windows."""
    for number, bone, soft in plateau.slices(CT_SEED):
        yield f"plateau-ct/bone-{number:02}.jpg", jpeg(bone, 90)
        yield f"plateau-ct/soft-{number:02}.jpg", jpeg(soft, 90)


def wrist_us_loop() -> Iterator[File]:
    """Draw the frames of the ultrasound loop."""
    for number, picture in wrist_loop.frames(LOOP_SEED):
        yield f"wrist-us-loop/frame-{number:02}.jpg", jpeg(picture, 85)


def sacroiliac_stir() -> Iterator[File]:
    """Draw the MR picture of the sacroiliac joints, clean and annotated."""
    yield "sacroiliac-stir.jpg", jpeg(sacroiliac.clean(MR_SEED))
    yield "sacroiliac-stir-annotated.jpg", jpeg(sacroiliac.annotated(MR_SEED))


def portraits() -> Iterator[File]:
    """Draw the authors."""
    for name in people.PEOPLE:
        yield f"people/{name}.svg", people.portrait(name).encode()


OTHERS: dict[str, Callable[[], Iterator[File]]] = {
    "shoulder-calcific-ultrasound": shoulder_ultrasound,
    "plateau-ct": plateau_ct,
    "wrist-us-loop": wrist_us_loop,
    "sacroiliac-stir": sacroiliac_stir,
    "people": portraits,
}


def draw(name: str) -> Iterator[File]:
    """Draw what goes by a name: one file or several."""
    return OTHERS[name]() if name in OTHERS else radiograph(name)


def main(names: list[str]) -> int:
    """Draw the named pictures (all of them without a name) and return an exit status."""
    for name in names or [*RADIOGRAPHS, *OTHERS]:
        start = time.perf_counter()
        count = total = 0
        for path, data in draw(name):
            (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
            (FOLDER / path).write_bytes(data)
            count, total = count + 1, total + len(data)
        took = time.perf_counter() - start
        print(f"{name}: {count} file{'s' * (count > 1)}, {total // 1000} kB, {took:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
