"""Markdown as HTML: links, headings, tables, and what must not come through."""

from __future__ import annotations

import pytest

from scorm_builder.load.markdown import parser
from scorm_builder.render import markdown
from scorm_builder.render.markdown import Place


def place() -> Place:
    return Place(
        opens_window="(opens in a new window)",
        table_label="Table {n}",
        anchors={"shoulder": "fig_shoulder"},
        pages=frozenset({"other"}),
    )


def html(text: str, where: Place | None = None) -> str:
    return str(markdown.tokens(parser().parse(text), where or place())).strip()


def test_link_to_a_page_leads_to_its_reading_page_and_names_it_for_the_player() -> None:
    assert html("[see](page:other)") == '<p><a href="page-other.html" data-page="other">see</a></p>'


def test_link_to_the_web_opens_a_window_and_says_so() -> None:
    found = html("[guide](https://example.org/a?b=1&c=2)")
    assert 'href="https://example.org/a?b=1&amp;c=2"' in found
    assert 'target="_blank" rel="noopener noreferrer"' in found
    assert 'guide<span class="visually-hidden"> (opens in a new window)</span></a>' in found


def test_link_within_the_page_leads_to_the_block() -> None:
    assert 'href="#fig_shoulder"' in html("[figure](#shoulder)")


@pytest.mark.parametrize(
    "target",
    [
        "page:nowhere",
        "#nowhere",
        "//example.org/",
        "other.html",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http:///x",
    ],
)
def test_link_that_may_lead_nowhere_is_only_its_words(target: str) -> None:
    found = html(f"[words]({target})")
    assert "href" not in found
    assert "words" in found


def test_headings_start_at_two_and_never_skip_a_level() -> None:
    found = html("# a\n\n#### b\n\n## c\n\n### d")
    levels = [found[at + 2] for at in range(len(found)) if found.startswith("<h", at)]
    assert levels == ["2", "3", "2", "3"]


def test_headings_of_the_same_words_have_ids_of_their_own() -> None:
    found = html("## Views\n\n## Views")
    assert 'id="h_views"' in found
    assert 'id="h_views-2"' in found


def test_table_scrolls_in_a_region_that_takes_the_focus() -> None:
    found = html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<div class="table" role="region" tabindex="0" aria-label="Table 1">' in found
    assert '<th scope="col">a</th>' in found
    assert '<td class="right">2</td>' in found


def test_empty_corner_makes_the_first_column_heads_of_the_rows() -> None:
    found = html("| | b |\n|---|---|\n| 1 | 2 |")
    assert "<td></td>" in found
    assert '<th scope="row">1</th>' in found
    assert "<td>2</td>" in found


def test_raw_html_is_text() -> None:
    assert html("a <b>b</b>\n\n<script>1</script>") == (
        "<p>a &lt;b&gt;b&lt;/b&gt;</p>\n<p>&lt;script&gt;1&lt;/script&gt;</p>"
    )


def test_picture_in_the_text_is_only_its_words() -> None:
    assert html("![a & b](x.png)") == "<p>a &amp; b</p>"


def test_tokens_are_left_as_they_were() -> None:
    tokens = parser().parse("## A\n\n[x](page:other) ![y](z.png)\n\n| a |\n|---|\n| 1 |")
    before = [token.as_dict() for token in tokens]
    markdown.tokens(tokens, place())
    assert [token.as_dict() for token in tokens] == before


def test_lead_is_the_first_paragraph_and_the_rest() -> None:
    first, rest = markdown.lead("One *two*.\n\n- three", place())
    assert first == "One <em>two</em>."
    assert "<li>three</li>" in rest
    assert markdown.lead("- only\n- a list", place())[0] == ""
    assert "<h" not in markdown.block("# big", place())
