"""Each format as its documentation describes it: what is carried, and what is said of the rest."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from scorm_builder.exchange.formats import NAMES, read_foreign
from scorm_builder.exchange.marks import FLAGS, Foreign, Mark, Sheet
from scorm_builder.exchange.runs import unpacked
from scorm_builder.model.shape import Size
from scorm_builder.problems import Problem
from tests.courses import png

SAMPLES = Path(__file__).parent / "samples"


def read(name: str, **options: Any) -> Foreign:
    found = read_foreign((SAMPLES / name).read_bytes(), name, **options)
    assert isinstance(found, Foreign), str(found)
    return found


def of(value: object, *, size: Size | None = None) -> Foreign | Problem:
    return read_foreign(json.dumps(value).encode(), "file.json", size=size)


def marks(found: Foreign | Problem, picture: int = 0) -> tuple[Mark, ...]:
    assert isinstance(found, Foreign), str(found)
    return found.sheets[picture].marks


def shapes(mark: Mark) -> list[dict[str, Any]]:
    return [s.model_dump(by_alias=True, exclude_none=True, exclude=FLAGS) for s in mark.shapes]


def drawn(sheet: Sheet) -> dict[str, list[dict[str, Any]]]:
    return {mark.label: shapes(mark) for mark in sheet.marks}


def left_out(found: Foreign) -> list[str]:
    assert {problem.rule for problem in found.left_out} <= {"import-left-out"}
    return [problem.message for problem in found.left_out]


def test_annotorious_shapes_names_and_texts_are_carried() -> None:
    found = read("annotorious.json", size=(600, 400))
    (sheet,) = found.sheets
    assert sheet.picture == "https://example.org/images/shoulder.jpg"
    assert drawn(sheet) == {
        "Humeral head": [{"polygon": ((215, 360), (259, 323), (330.5, 341), (340, 420))}],
        "Side marker": [{"rect": (20, 30, 40, 50)}],
        "Upper left tenth": [{"rect": (0, 0, 60, 40)}],
        "Glenoid": [
            {"ellipse": {"c": (100, 90), "rx": 30, "ry": 12, "rotate": 30}},
            {"circle": {"c": (10, 20), "r": 5}},
            {"path": "M10 10C20 20 40 20 50 10L50 40Z"},
        ],
    }
    assert [mark.text for mark in sheet.marks] == ["Lies below the coracoid process.", "", "", ""]
    (said,) = left_out(found)
    assert said.startswith("annotation 5 ('#text-range'): it has no selector")


def test_per_cent_of_an_unknown_picture_is_said() -> None:
    assert "per cent" in left_out(read("annotorious.json"))[0]


def test_coco_polygons_boxes_and_both_run_lengths_are_carried() -> None:
    found = read("coco.json")
    left, right = found.sheets
    assert (left.picture, left.size) == ("hands/left.png", (400, 300))
    assert shapes(left.marks[0]) == [
        {"polygon": ((10, 10), (30, 10), (30, 20), (10, 20))},
        {"polygon": ((50, 50), (60, 50), (60, 62.5))},
    ]
    assert shapes(left.marks[1]) == [{"rect": (100, 120, 30, 40)}]
    assert [mark.label for mark in right.marks] == ["Erosion", "Osteophyte"]
    plain, packed = right.marks
    assert plain.shapes == packed.shapes
    assert plain.shapes[0].bounds() == (2, 1, 6, 5)
    assert left_out(found) == [
        "annotations[4]: it belongs to an image '9' that is not listed",
        "annotations[5]: its keypoints",
    ]


def packed(runs: list[int]) -> str:
    """COCO's packing, the way round that the reader does not know."""
    text = ""
    for index, run in enumerate(runs):
        value = run - runs[index - 2] if index > 2 else run
        more = True
        while more:
            bits = value & 31
            value >>= 5
            more = value != (-1 if bits & 16 else 0)
            text += chr(48 + bits + (32 if more else 0))
    return text


@pytest.mark.parametrize("runs", [[6, 1, 40, 4, 5, 4, 5, 4, 21], [0, 100_000], [31, 32, 1, 1023]])
def test_packed_run_lengths_are_unpacked(runs: list[int]) -> None:
    assert unpacked(packed(runs)) == runs


def test_labelme_shapes_and_groups_are_carried() -> None:
    found = read("labelme.json")
    (sheet,) = found.sheets
    assert (sheet.picture, sheet.size) == ("..\\images\\a.png", (120, 80))
    assert drawn(sheet) == {
        "tear": [{"polygon": ((10, 10), (60, 12), (40, 50.25))}],
        "tendon": [{"rect": (20, 30, 60, 40)}],
        "calcium": [{"circle": {"c": (50, 50), "r": 5}}],
        "cortex": [{"polyline": ((0, 70), (60, 72), (119, 70))}],
        "length": [{"line": ((5, 5), (25, 5))}],
        "marker": [{"point": (110, 8)}],
        "erosion": [
            {"polygon": ((1, 1), (9, 1), (9, 9))},
            {"polygon": ((21, 1), (29, 1), (29, 9))},
        ],
    }
    assert sheet.marks[0].text == "Full thickness."
    assert left_out(found) == [
        "shapes[1]: its flags: unsure",
        "shapes[8]: a shape of type 'cuboid', which is not known",
    ]


def labelme(*shapes: dict[str, Any]) -> dict[str, Any]:
    return {"shapes": list(shapes), "imagePath": "a.png", "imageWidth": 120, "imageHeight": 80}


def test_labelme_mask_is_traced_at_its_place() -> None:
    from PIL import Image

    mask = Image.new("1", (20, 10))
    mask.paste(1, (2, 3, 18, 9))
    path = SAMPLES.parent / "mask.png"
    mask.save(path)
    data = base64.b64encode(path.read_bytes()).decode()
    path.unlink()
    box = [[40, 50], [59, 59]]
    shape = {"label": "m", "points": box, "shape_type": "mask", "mask": data}
    (mark,) = marks(of(labelme(shape)))
    assert mark.shapes[0].bounds() == (42, 53, 58, 59)
    grey = base64.b64encode(png(grey=0)).decode()
    found = of(labelme({**shape, "mask": grey}))
    assert isinstance(found, Foreign)
    assert left_out(found) == ["shapes[0]: its mask is empty, or holds tiny specks alone"]


@pytest.mark.parametrize("name", ["via-project.json", "via-annotations.json"])
def test_via_shapes_and_attributes_are_carried(name: str) -> None:
    data = json.loads((SAMPLES / "via-project.json").read_text())
    value = data if name == "via-project.json" else data["_via_img_metadata"]
    found = of(value)
    assert isinstance(found, Foreign)
    (sheet,) = found.sheets
    assert drawn(sheet) == {
        "Plate": [{"rect": (10, 20, 30, 40)}],
        "Screw": [{"circle": {"c": (50, 40), "r": 12.5}}],
        "cyst": [{"ellipse": {"c": (50, 40), "rx": 20, "ry": 10, "rotate": 30}}],
        "Finding": [{"polygon": ((1, 1), (20, 1), (20, 20))}],
        "Cortex": [{"polyline": ((1, 70), (20, 72), (40, 70))}],
        "Marker": [{"point": (100, 10)}],
    }
    assert sheet.marks[1].text == "In the plate."
    assert left_out(found) == [
        "a.png, region 0: its attribute 'side': 'left'",
        "a.png, region 6: the polygon has not as many x as y",
    ]


def test_via_csv_is_read_too() -> None:
    found = read("via.csv")
    assert [(sheet.picture, len(sheet.marks)) for sheet in found.sheets] == [
        ("a.png", 2),
        ("b.png", 0),
    ]
    assert drawn(found.sheets[0])["Plate, of steel"] == [{"rect": (10, 20, 30, 40)}]
    broken = b"filename,region_shape_attributes,region_attributes\na.png,{,{}\n"
    bad = read_foreign(broken, "via.csv")
    assert isinstance(bad, Foreign)
    assert bad.left_out[0].span.line == 2


def test_cvat_shapes_groups_and_masks_are_carried() -> None:
    found = read("cvat.xml")
    sheet, empty = found.sheets
    assert (sheet.picture, sheet.size, empty.marks) == ("a.png", (120, 80), ())
    assert drawn(sheet) == {
        "Tear": [{"polygon": ((10, 10), (60, 12), (40, 50.25))}],
        "Cortex": [{"polyline": ((0.5, 70), (60, 72), (119, 70))}],
        "Plate": [{"rect": (10, 20, 30, 40)}],
        "Turned plate": [{"polygon": ((70, 20), (70, 60), (50, 60), (50, 20))}],
        "Cyst": [{"ellipse": {"c": (50, 40), "rx": 20, "ry": 10, "rotate": 30}}],
        "Screws": [{"point": (10, 10)}, {"point": (20, 20)}],
        "Effusion": [{"polygon": ((30, 21), (33, 21), (33, 23), (30, 23))}],
        "Erosion": [
            {"polygon": ((1, 1), (9, 1), (9, 9))},
            {"polygon": ((21, 1), (29, 1), (29, 9))},
        ],
    }
    assert sheet.marks[0].text == "Full thickness."
    assert [(problem.span.line, problem.message) for problem in found.left_out] == [
        (6, "<polygon> of 'a.png': its attribute 'grade': '3'"),
        (18, "<cuboid> of 'a.png': a shape that has no counterpart"),
        (19, "<tag> of 'a.png': a tag of the whole picture: 'Good quality'"),
    ]


def test_video_of_cvat_is_refused_with_what_to_do() -> None:
    found = read_foreign(b"<annotations><track id='0'/></annotations>", "video.xml")
    assert isinstance(found, Problem)
    assert (found.rule, found.span.line) == ("import-unreadable", 1)
    assert "CVAT for images 1.1" in found.message


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"", None),
        (b"plain text", None),
        (b'{"type": "FeatureCollection", "features": []}', None),
        (b"<kml/>", None),
        (b'{"shapes": []}', "coco"),
        (b"<annotations/>", "w3c"),
        (b"{}", "yolo"),
        (b"[]", None),
    ],
)
def test_unknown_format_is_said(data: bytes, format: str | None) -> None:
    found = read_foreign(data, "x", format=format)
    assert isinstance(found, Problem)
    assert found.rule == "import-format"
    assert all(name in found.hint.lower() for name in NAMES)


def test_picture_is_chosen_by_its_name() -> None:
    found = read("coco.json")
    for wanted in ("hands/left.png", "left.png"):
        sheet = found.sheet(wanted, "", "coco.json")
        assert isinstance(sheet, Sheet) and sheet.picture == "hands/left.png"
    sheet = found.sheet(None, "images/right.png", "coco.json")
    assert isinstance(sheet, Sheet) and sheet.picture == "hands/right.png"
    for wanted in (None, "middle.png"):
        problem = found.sheet(wanted, "images/other.png", "coco.json")
        assert isinstance(problem, Problem)
        assert problem.rule == "import-picture"
        assert "'hands/left.png', 'hands/right.png'" in problem.message + problem.hint
