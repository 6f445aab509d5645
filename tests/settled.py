"""When a page has come to rest: what a look at it has to wait for, however busy the machine is."""

from __future__ import annotations

SETTLED = """async () => {
  const drawn = () => new Promise(done => requestAnimationFrame(done));
  const fading = () => document.getAnimations().some(each => each instanceof CSSTransition);
  const end = performance.now() + 15000;
  await drawn();
  await drawn();
  while (fading() && performance.now() < end) await drawn();
}"""
"""A script's function: what was changed is laid out and drawn, and what fades has come to its end.

Observers of sizes work between two drawings, and what they change is there after the next.
"""
