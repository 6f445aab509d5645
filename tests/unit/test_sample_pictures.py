"""The pictures of the sample course are what its drawing code draws, and fit together."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image

from scorm_builder.load.svg import clean_svg

COURSE = Path(__file__).resolve().parents[2] / "content" / "msk-imaging"
IMAGES = COURSE / "images"
CT = [IMAGES / "plateau-ct" / f"{w}-{n:02}.jpg" for w in ("bone", "soft") for n in range(1, 25)]
LOOP = [IMAGES / "wrist-us-loop" / f"frame-{n:02}.jpg" for n in range(1, 21)]
BEFORE, AFTER = IMAGES / "wrist-before-reduction.jpg", IMAGES / "wrist-after-reduction.jpg"
STIR = IMAGES / "sacroiliac-stir.jpg", IMAGES / "sacroiliac-stir-annotated.jpg"
MASK, MASKED = IMAGES / "shoulder-calcific-mask.png", IMAGES / "shoulder-calcific-ultrasound.jpg"


@pytest.fixture(scope="module")
def make_images() -> Iterator[ModuleType]:
    """The course's own drawing program."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(COURSE))
        yield importlib.import_module("make_images")


def grey(source: Path | bytes) -> np.ndarray:
    stream = BytesIO(source) if isinstance(source, bytes) else source
    with Image.open(stream) as image:
        return np.asarray(image.convert("L"), dtype=np.float32)


def same_picture(drawn: bytes, path: Path) -> None:
    """Equal but for the last digit of an FFT, which differs between processors."""
    new, old = grey(drawn), grey(path)
    assert new.shape == old.shape
    assert np.abs(new - old).mean() < 0.1, f"{path.name} is not what make_images.py draws"


def picture_names() -> list[str]:
    files = (path for path in IMAGES.rglob("*") if path.is_file())
    return sorted(path.relative_to(IMAGES).as_posix() for path in files)


QUICK = ("wrist-before-reduction", "wrist-after-reduction", "shoulder-calcific-ultrasound",
         "sacroiliac-stir", "people", "knee-normal")  # fmt: skip


@pytest.mark.parametrize("name", QUICK)
def test_a_picture_is_what_the_program_draws(make_images: ModuleType, name: str) -> None:
    for path, data in make_images.draw(name):
        if path.endswith(".svg"):
            assert (IMAGES / path).read_bytes() == data
        else:
            same_picture(data, IMAGES / path)


def test_the_same_bytes_come_out_twice(make_images: ModuleType) -> None:
    for name in ("shoulder-calcific-ultrasound", "sacroiliac-stir", "people"):
        assert dict(make_images.draw(name)) == dict(make_images.draw(name))


def test_single_slices_are_those_of_the_stack(make_images: ModuleType) -> None:
    numbers = (2, 13)
    for number, bone, soft in make_images.plateau.slices(make_images.CT_SEED, numbers):
        same_picture(make_images.jpeg(bone, 90), CT[number - 1])
        same_picture(make_images.jpeg(soft, 90), CT[24 + number - 1])


def test_single_frames_are_those_of_the_loop(make_images: ModuleType) -> None:
    for number, picture in make_images.wrist_loop.frames(make_images.LOOP_SEED, (1, 8)):
        same_picture(make_images.jpeg(picture, 85), LOOP[number - 1])


def test_every_picture_has_a_name_in_the_program(make_images: ModuleType) -> None:
    drawn = {f"{name}.jpg" for name in make_images.RADIOGRAPHS}
    drawn |= {path.relative_to(IMAGES).as_posix() for path in (*CT, *LOOP, *STIR, MASK, MASKED)}
    drawn |= {f"people/{name}.svg" for name in make_images.people.PEOPLE}
    assert set(picture_names()) == drawn


@pytest.mark.parametrize("name", [name for name in picture_names() if not name.endswith(".svg")])
def test_a_picture_carries_no_metadata(name: str) -> None:
    with Image.open(IMAGES / name) as image:
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not image.getexif()


def test_both_windows_and_all_slices_have_one_size_and_fit_the_budget() -> None:
    assert {grey(path).shape for path in CT} == {(400, 400)}
    assert sum(path.stat().st_size for path in CT) < 1_200_000


def test_slices_change_little_by_little() -> None:
    for window in (CT[:24], CT[24:]):
        stack = [grey(path).ravel() for path in window]
        alike = [np.corrcoef(a, b)[0, 1] for a, b in pairwise(stack)]
        assert min(alike) > 0.8


def test_windows_show_the_same_slice() -> None:
    """What is brightest in the bone window is white in the window for soft tissue."""
    for bone, soft in zip(CT[:24], CT[24:], strict=True):
        cortex = grey(bone) > 200
        assert cortex.any()
        assert grey(soft)[cortex].min() > 215


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_fat_floats_on_blood_at_one_level(number: int) -> None:
    """Left of the patella, just above and just below the level (row 95)."""
    soft = grey(CT[24 + number - 1])
    fat, serum, blood = (soft[rows, 125:145].mean() for rows in
                         (slice(86, 92), slice(98, 103), slice(114, 120)))  # fmt: skip
    assert fat + 50 < serum < blood - 8


def test_the_split_is_open_on_slices_12_to_16_and_not_beyond(make_images: ModuleType) -> None:
    """What was in the level before the bone was laid over it shows through the gap."""
    plateau = make_images.plateau
    knee = plateau.Knee(make_images.CT_SEED)
    x, y, across, along = plateau.PIT
    outside_pit = np.hypot((knee.x - x) / across, (knee.y - y) / along) > 1.25
    for number in range(12, 18):
        z = plateau.height_of(number)
        # not the back of the joint surface, which slopes down below the first slices
        bone = (np.minimum(knee.tibia.depth(z), knee.surface() - 4 - z) > 0.6) & outside_pit
        broken = knee.broken_tibia(np.full(bone.shape, 5000.0, np.float32), z)
        shows = (broken[bone] > 4000).sum()
        assert shows > 30 if number < 17 else shows == 0, f"slice {number}: {shows} pixels"


def test_the_split_opens_on_slice_11_in_front_of_the_pit() -> None:
    row = grey(CT[10])[158:162].mean(axis=0)
    gap, lateral, medial = row[144:150].min(), row[125:136].min(), row[168:190].min()
    assert gap + 25 < min(lateral, medial)


def test_the_loop_closes_and_fits_the_budget() -> None:
    frames = [grey(path) for path in LOOP]
    assert {frame.shape for frame in frames} == {(360, 480)}
    steps = [np.abs(a - b).mean() for a, b in zip(frames, [*frames[1:], frames[0]], strict=True)]
    assert min(steps) > 0.5, "something moves in every frame"
    assert steps[-1] <= 1.05 * max(steps[:-1])
    assert sum(path.stat().st_size for path in LOOP) < 600_000


def test_ticks_of_the_depth_scale_are_five_millimetres_apart(make_images: ModuleType) -> None:
    loop = make_images.wrist_loop
    for path in LOOP:
        rows = np.nonzero(grey(path)[:, loop.SCALE_X + 2] > 128)[0]
        assert rows.tolist() == [loop.MARGIN + k * 5 * loop.PER_MM for k in range(5)]


def test_the_pair_has_one_size_and_the_inclination_is_restored(make_images: ModuleType) -> None:
    assert grey(BEFORE).shape == grey(AFTER).shape
    reduction = make_images.reduction
    assert reduction.inclination(reduction.BEFORE) < 13
    assert 18 < reduction.inclination(reduction.AFTER) < 25
    shaft = np.s_[1000:1240, 300:520]
    alike = np.corrcoef(grey(BEFORE)[shaft].ravel(), grey(AFTER)[shaft].ravel())[0, 1]
    assert alike > 0.8, "the shaft stays where it is"


def test_annotations_leave_the_rest_of_the_picture_alone(make_images: ModuleType) -> None:
    mr, seed = make_images.sacroiliac, make_images.MR_SEED
    clean, marked = mr.clean(seed), mr.annotated(seed)
    touched = (marked != clean[..., None]).any(axis=2)
    assert 0.005 < touched.mean() < 0.03
    assert grey(STIR[0]).shape == grey(STIR[1]).shape == clean.shape


def test_oedema_is_brighter_than_the_marrow_on_the_other_side(make_images: ModuleType) -> None:
    mr = make_images.sacroiliac
    grid = mr.Slice(make_images.MR_SEED).grid
    picture = grey(STIR[0])
    for name in ("left sacral", "left iliac"):
        inside = mr.inside_distance(grid, mr.spline(mr.OEDEMA[name])) > 1.5
        mirror = inside[:, ::-1]
        assert picture[inside].mean() > 2 * picture[mirror].mean()


def test_the_mask_covers_the_deposit_and_nothing_else() -> None:
    with Image.open(MASK) as image:
        assert image.mode == "1"
        mask = np.asarray(image)
    picture = grey(MASKED)
    assert mask.shape == picture.shape
    assert 0.005 < mask.mean() < 0.05
    top = np.argmax(mask, axis=0)
    columns = np.nonzero(mask.any(axis=0))[0][20:-20]
    cap = np.mean([picture[top[c] : top[c] + 20, c].mean() for c in columns])
    above = np.mean([picture[top[c] - 40 : top[c] - 20, c].mean() for c in columns])
    assert cap > above + 40


def test_portraits_pass_the_cleaner_whole() -> None:
    for path in sorted((IMAGES / "people").glob("*.svg")):
        drawing = clean_svg(path.read_bytes(), path.name)
        assert (drawing.width, drawing.height) == (320, 320)
        assert drawing.removed == ()
