"""What sticks to a term, a formula or a mark stands in one span with it; the text is the same."""

from __future__ import annotations

import re
import time

import pytest

from scorm_builder.render.unbroken import unbroken

TERM = '<a class="term" href="#t">T</a>'
CITE = '<sup class="cite"><span>[</span>1<span>]</span></sup>'
NOTE = '<sup class="note"><a href="#n">1</a></sup>'
MATH = "<math><mi>x</mi></math>"

SHORT = {"{t}": TERM, "{c}": CITE, "{n}": NOTE, "{m}": MATH}


def long(text: str) -> str:
    text = text.replace("<<", '<span class="unbroken">').replace(">>", "</span>")
    for name, html in SHORT.items():
        text = text.replace(name, html)
    return text


@pytest.mark.parametrize(
    "wanted",
    [
        "<p>a <<{t},>> b</p>",
        "<p>a <<({t})>> b</p>",
        "<p>a <<&#34;{t}&#34;;>> b</p>",
        "<p>a <<{t}s>> b</p>",
        "<p><<(<em>{t}</em>),>> b</p>",
        "<p><<{t}{n},>> b</p>",
        "<p><<{t} {c}.>> b</p>",
        "<p>so it is<< {c}>> here</p>",
        "<p>so it <<is.{c}>> here</p>",
        "<p><strong>so</strong><< {n}>> here</p>",
        "<p><<{m},>> and <<{m} {n}>> here</p>",
        "<p>a &lt; b &amp; <<{t},>> c &amp; d</p>",
    ],
)
def test_what_sticks_is_in_the_span(wanted: str) -> None:
    plain = long(wanted.replace("<<", "").replace(">>", ""))
    assert unbroken(plain) == long(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "<p>a {t} b</p>",
        "<p>{c} begins a paragraph</p>",
        "<p>骨{t}棘</p>",
        '<div class="formula"><math display="block"><mi>x</mi></math></div>\n',
        "<p>no term, no mark</p>",
        "<p>one<br>{n}</p>",
    ],
)
def test_where_nothing_sticks_there_is_no_span(text: str) -> None:
    assert unbroken(long(text)) == long(text)


def test_text_stays_the_same_where_many_stand_together() -> None:
    html = long("<p>{t}{t}, ({t} {c}{n}). “{m}” {t}\n{c} &lt;{t}&gt; {t} {t}-{t}</p>")
    found = unbroken(html)
    assert re.sub(r'<span class="unbroken">|(?<=.)</span>(?!</sup>)', "", found).count("<a") == 9
    assert re.sub("<[^>]*>", "", found) == re.sub("<[^>]*>", "", html)
    assert found.count("<span") == found.count("</span>")


@pytest.mark.parametrize("run", ["a" * 200_000, " " * 200_000, "." * 200_000, TERM * 5_000])
def test_long_runs_take_no_long_time(run: str) -> None:
    before = time.perf_counter()
    unbroken(f"<p>{run}{CITE}{TERM}{run}</p>")
    assert time.perf_counter() - before < 2
