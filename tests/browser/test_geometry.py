"""What Python takes for inside a shape, the browser takes for inside its path."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from scorm_builder.model.outline import nearest
from scorm_builder.model.shape import Shape
from scorm_builder.render.overlay import path_data

SIZE = (400, 300)
NEAR = 6.0
SHAPES: tuple[dict[str, Any], ...] = (
    {"polygon": [[40, 40], [360, 60], [300, 260], [180, 120], [60, 250]]},
    {"polyline": [[40, 40], [360, 60], [300, 260], [60, 250]]},
    {"line": [[20, 280], [380, 20]]},
    {"rect": [50, 40, 200, 180]},
    {"circle": {"c": [200, 150], "r": 100}},
    {"ellipse": {"c": [200, 150], "rx": 150, "ry": 60, "rotate": 25}},
    {"path": "M20 20H380V280H20Z M80 80H320V220H80Z M150 120h100v60h-100z"},
    {"path": "M40 150C40 20 200 20 200 150S Z".replace("S", "C200 280 360 280 360 150")},
    {"path": "M40 250Q200 -150 360 250"},
    {"bracket": {"from": [60, 200], "to": [340, 150], "depth": 40}},
    {"bracket": {"from": [60, 100], "to": [340, 150], "depth": -40}},
)
ASK = """([d, closed, width, points]) => {
  const svg = document.querySelector('svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d);
  path.setAttribute('fill-rule', 'evenodd');
  path.setAttribute('style', `stroke-width:${width}px;stroke-linecap:round;stroke-linejoin:round`);
  svg.replaceChildren(path);
  return points.map(([x, y]) => {
    const at = new DOMPoint(x, y);
    return (closed && path.isPointInFill(at)) || path.isPointInStroke(at);
  });
}"""


@pytest.mark.parametrize("values", SHAPES, ids=json.dumps)
def test_browser_and_builder_agree_on_what_is_inside(
    context: BrowserContext, values: dict[str, Any]
) -> None:
    page = context.new_page()
    page.set_content(f'<svg viewBox="0 0 {SIZE[0]} {SIZE[1]}" width="400" height="300"></svg>')
    shape = Shape.model_validate(values)
    grid = [(x + 0.5, y + 0.5) for x in range(0, SIZE[0], 9) for y in range(0, SIZE[1], 7)]
    asked = [path_data(shape, SIZE), shape.closed, 2 * NEAR, grid]
    found = page.evaluate(ASK, asked)
    assert any(found) and not all(found)
    for point, said in zip(grid, found, strict=True):
        # The polygon that stands for a round shape is up to a quarter of a pixel inside it.
        off = nearest(point, shape.outlines(), closed=shape.closed)[0]
        if abs(off - NEAR) > 0.5:
            assert shape.contains(point, NEAR) == said, point
