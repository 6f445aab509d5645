"""clean_svg: what of a drawing stays, and that nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from scorm_builder.load.image import RULES, PictureError, load_picture
from scorm_builder.load.svg import MAX_NODES, MAX_SVG_BYTES, CleanSvg, clean_svg

NS = "http://www.w3.org/2000/svg"
SPACES = f'xmlns="{NS}" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"'
BOX = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"'


def svg(inside: str, attributes: str = "") -> bytes:
    return f"<svg {SPACES} {attributes}>{inside}</svg>".encode()


def cleaned(inside: str, attributes: str = "") -> str:
    """What is left of a drawing's inside."""
    data = clean_svg(svg(inside, attributes)).data.decode()
    assert data.startswith(BOX)
    rest = data.removeprefix(BOX)
    return "" if rest == "/>" else rest.removeprefix(">").removesuffix("</svg>")


def refusal(data: bytes) -> PictureError:
    with pytest.raises(PictureError) as caught:
        clean_svg(data)
    assert caught.value.rule in RULES
    assert caught.value.hint
    return caught.value


# --- a judge that knows nothing of the code it judges

TAGS = set(
    """svg g defs symbol use switch title desc path rect circle ellipse line polyline polygon text
    tspan textPath linearGradient radialGradient stop clipPath mask pattern marker""".split()  # noqa: SIM905
)
BARRED_NAMES = re.compile(
    r"on|style$|class$|filter|cursor|src|data|xmlns|action|to$|from$|by$|values$|begin|end$|attr"
    r"|content$|target|download|ping|rel$|base|role|tabindex|aria|requ|system|event"
)
VALUE = re.compile(r"[\w\s.,+\-%#'\"()]*")
CALLS = {"url", "rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate",
         "skewX", "skewY"}  # fmt: skip


def assert_harmless(clean: CleanSvg) -> None:
    """Fail if anything in the drawing could run, load, link, embed, move or name someone."""
    data = clean.data
    assert not re.search(rb"<[?!]|&(?!amp;|lt;|gt;|quot;|#\d)", data)
    root = etree.fromstring(data)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        name = etree.QName(element)
        assert name.namespace == NS
        assert name.localname in TAGS
        assert element.nsmap == {None: NS}
        if name.localname not in ("text", "tspan", "textPath", "title", "desc"):
            assert not (element.text or "").strip()
            assert not len(element) or not any((child.tail or "").strip() for child in element)
        for key, value in element.attrib.items():
            if key == "{http://www.w3.org/XML/1998/namespace}space":
                assert value == "preserve"
                continue
            assert re.fullmatch(r"[A-Za-z][A-Za-z0-9\-]*", key)
            assert not BARRED_NAMES.match(key), key
            assert VALUE.fullmatch(value), value
            assert set(re.findall(r"([\w\-]*)\s*\(", value)) <= CALLS
            for target in re.findall(r"url\(([^)]*)\)?", value):
                assert re.fullmatch(r"\s*(['\"]?)#[\w.\-]+\1\s*", target), value
            if key == "href":
                assert re.fullmatch(r"#[\w.\-]+", value)


XSS = {
    "script": "<script>alert(1)</script>",
    "script with href": '<script href="http://evil.example/x.js"/>',
    "script with xlink:href": '<script xlink:href="data:text/javascript,alert(1)"/>',
    "script in CDATA": "<script><![CDATA[alert(1)]]></script>",
    "script in title": "<title><script>alert(1)</script></title>",
    "script in text": "<text>a<script>alert(1)</script>b</text>",
    "script in defs": '<defs><g id="a"><script>alert(1)</script></g></defs><use href="#a"/>',
    "script of HTML": '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    "script with prefix": f'<s:script xmlns:s="{NS}">alert(1)</s:script>',
    "script in another case": "<SCRIPT>alert(1)</SCRIPT>",
    "script with default namespace": '<script xmlns="http://www.w3.org/1999/xhtml">1</script>',
    "handler script": '<handler type="text/javascript">alert(1)</handler>',
    "listener": '<listener event="click" handler="#a"/>',
    "onload": '<g onload="alert(1)"/>',
    "onclick": '<rect width="1" height="1" onclick="alert(1)"/>',
    "onerror on image": '<image href="x" onerror="alert(1)"/>',
    "onfocusin": '<rect onfocusin="alert(1)" tabindex="0"/>',
    "onbegin": '<animate onbegin="alert(1)" attributeName="x" dur="1s"/>',
    "handler in capitals": '<rect ONCLICK="alert(1)"/>',
    "handler in a namespace": '<rect xmlns:e="http://www.w3.org/2001/xml-events" e:onload="a"/>',
    "ev:event": '<g xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load"/>',
    "foreignObject": '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
    "iframe": '<foreignObject><iframe src="javascript:alert(1)"/></foreignObject>',
    "embedded HTML": '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/>',
    "meta refresh": '<h:meta xmlns:h="http://www.w3.org/1999/xhtml" http-equiv="refresh"/>',
    "a javascript": '<a href="javascript:alert(1)"><text>press</text></a>',
    "a xlink": '<a xlink:href="javascript:alert(1)"><rect width="9" height="9"/></a>',
    "a data": '<a href="data:text/html,&lt;script>alert(1)&lt;/script>"><text>x</text></a>',
    "a in text": '<text><a href="http://evil.example/">x</a></text>',
    "a with a tab in it": '<a href="java&#9;script:alert(1)"><text>x</text></a>',
    "animate href": '<a><animate attributeName="href" values="javascript:alert(1)"/></a>',
    "set href": '<use href="#a"><set attributeName="href" to="http://evil.example/#a"/></use>',
    "set onclick": '<set attributeName="onclick" to="alert(1)"/>',
    "animateMotion": '<animateMotion path="M0 0"/>',
    "animateTransform": '<animateTransform attributeName="transform" type="rotate"/>',
    "discard": '<discard begin="1s"/>',
    "image from outside": '<image href="http://evil.example/a.png" width="9" height="9"/>',
    "image from the host": '<image xlink:href="/logout" width="9" height="9"/>',
    "image as data": '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    "feImage": '<filter id="f"><feImage href="http://evil.example/a"/></filter>'
    '<rect filter="url(#f)"/>',
    "use outside": '<use href="http://evil.example/a.svg#x"/>',
    "use xlink outside": '<use xlink:href="//evil.example/a.svg#x"/>',
    "use of the host": '<use href="/a.svg#x"/>',
    "use relative": '<use href="a.svg#x"/>',
    "use of data": "<use href=\"data:image/svg+xml,&lt;svg id='x' onload='a'/>#x\"/>",
    "use with both": '<path id="a"/><use href="#a" xlink:href="http://evil.example/#a"/>',
    "use with spaces": '<use href=" http://evil.example/#a"/>',
    "fill outside": '<rect fill="url(http://evil.example/#a)"/>',
    "fill of the host": "<rect fill=\"url('/a.svg#a')\"/>",
    "fill in capitals": '<rect fill="URL(http://evil.example/#a)"/>',
    "fill with two": '<rect fill="url(#a) url(http://evil.example/#a)"/>',
    "fill with fallback": '<rect fill="url(#a) image(http://evil.example)"/>',
    "fill with CSS escapes": r'<rect fill="\75rl(http://evil.example/#a)"/>',
    "fill with a comment": '<rect fill="url(/**/http://evil.example/)"/>',
    "fill with image-set": "<rect fill=\"image-set('http://evil.example/' 1x)\"/>",
    "fill with src": "<rect fill=\"src('http://evil.example/')\"/>",
    "fill with var": '<rect fill="var(--a)" style="--a:url(http://evil.example)"/>',
    "mask outside": '<rect mask="url(http://evil.example/#m)"/>',
    "clip-path outside": '<rect clip-path="url(http://evil.example/#m)"/>',
    "marker outside": '<path d="M0 0" marker-end="url(http://evil.example/#m)"/>',
    "filter outside": '<rect filter="url(http://evil.example/#f)"/>',
    "cursor": '<rect cursor="url(http://evil.example/c.cur),auto"/>',
    "style background": '<rect style="background:url(http://evil.example/a)"/>',
    "style fill": '<rect style="fill:url(http://evil.example/#a)"/>',
    "style escape": r'<rect style="fill:\75\72\6c(http://evil.example/#a)"/>',
    "style expression": '<rect style="width:expression(alert(1))"/>',
    "style behaviour": '<rect style="behavior:url(#default#time2);-moz-binding:url(x#y)"/>',
    "style fixed": '<rect style="position:fixed;inset:0;width:9999px;z-index:9"/>',
    "style import": "<style>@import 'http://evil.example/a.css';</style>",
    "style import with url": "<style>@import url(//evil.example/a.css);</style><g/>",
    "style font": "<style>@font-face{font-family:a;src:url(http://evil.example)}</style>",
    "style rule": "<style>rect{fill:url(http://evil.example/#a)}</style><rect/>",
    "style selector": "<style>rect[a^='x']{fill:red}</style><rect a='xy'/>",
    "style in CDATA": "<style><![CDATA[*{background:url(//evil.example)}]]></style><rect/>",
    "style that breaks out": "<style>&lt;/style>&lt;script>alert(1)&lt;/script></style>",
    "style media": "<style>@media all{.a{fill:url(http://evil.example)}}</style><g class='a'/>",
    "xml:base": '<g xml:base="http://evil.example/"><use href="#a"/></g>',
    "XInclude": '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>',
    "XSLT": '<t:stylesheet xmlns:t="http://www.w3.org/1999/XSL/Transform"/>',
    "view": '<view id="v" viewBox="0 0 9 9"/>',
    "video": '<video href="http://evil.example/a.mp4"/>',
    "audio of HTML": '<h:audio xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>',
    "font face": '<font-face><font-face-src><font-face-uri href="http://evil.example"/>'
    "</font-face-src></font-face>",
    "colour profile": '<color-profile href="http://evil.example/a.icc"/>',
    "cursor element": '<cursor href="http://evil.example/a.cur"/>',
    "tref": '<text><tref href="http://evil.example/#a"/></text>',
    "textPath outside": '<text><textPath href="http://evil.example/#a">x</textPath></text>',
    "gradient outside": '<linearGradient id="a" href="http://evil.example/#a"/>'
    '<rect fill="url(#a)"/>',
    "metadata": "<metadata><r:RDF xmlns:r='http://x'>Patient Jane Doe</r:RDF></metadata>",
    "Inkscape": '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="Jane Doe"/>',
    "sodipodi": '<s:namedview xmlns:s="http://sodipodi" s:docname="Jane Doe.svg"/>',
    "data attribute": '<rect data-patient="Jane Doe"/>',
    "id that names": '<g id="Jane_Doe"/>',
    "class that names": '<g class="Jane_Doe"/>',
    "comment": "<!-- Jane Doe --><rect/>",
    "hidden layer": '<g display="none"><text>Jane Doe</text></g>',
    "hidden by style": '<g style="display:none"><text>Jane Doe</text></g>',
    "hidden by class": '<style>.h{display:none}</style><text class="h">Jane Doe</text>',
    "text between": "<g>Jane Doe<rect/>Jane Doe</g>",
    "processing instruction": "<?xml-stylesheet href='http://evil.example/a.css'?><?php x ?>",
    "aria": '<g role="img" aria-label="Jane Doe" tabindex="0" focusable="true"/>',
    "entity": "<text>&#60;script>alert(1)&#60;/script></text>",
}


@pytest.mark.parametrize("payload", XSS)
def test_nothing_harmful_is_left_of(payload: str) -> None:
    clean = clean_svg(svg(XSS[payload]))
    assert_harmless(clean)
    assert b"evil" not in clean.data
    assert b"Jane" not in clean.data
    for word in (b"javascript:", b"<script", b"data:", b"passwd", b"expression", b"iframe"):
        assert word not in clean.data
    again = clean_svg(clean.data)
    assert (again.data, again.removed) == (clean.data, ())


@pytest.mark.parametrize(
    "attribute",
    ['onload="alert(1)"', 'xml:base="http://evil.example/"', 'style="background:url(//evil)"',
     'contentScriptType="text/javascript"', 'xmlns:evil="http://evil.example/"',
     'zoomAndPan="magnify"', 'filter="url(//evil)"', 'xlink:href="//evil"'],
)  # fmt: skip
def test_nothing_harmful_is_left_on_the_root(attribute: str) -> None:
    clean = clean_svg(svg("<rect/>", attribute))
    assert clean.data.decode() == f"{BOX}><rect/></svg>"


@pytest.mark.parametrize(
    ("payload", "label"),
    [
        ("script", "script"),
        ("onload", "event handler"),
        ("foreignObject", "embedded page"),
        ("a javascript", "link"),
        ("set onclick", "animation"),
        ("image as data", "embedded picture"),
        ("use outside", "external link"),
        ("fill outside", "external link"),
        ("style fill", "external link"),
        ("style import", "style sheet"),
        ("style selector", "style rules that are not simple"),
        ("metadata", "metadata"),
        ("Inkscape", "data of the drawing program"),
        ("comment", "comment"),
        ("processing instruction", "processing instruction"),
        ("hidden layer", "hidden part"),
        ("feImage", "filter"),
        ("video", "video element"),
        ("data attribute", "data-patient attribute"),
    ],
)
def test_what_was_removed_is_named(payload: str, label: str) -> None:
    assert label in clean_svg(svg(XSS[payload])).removed


# --- what is refused


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"<!DOCTYPE svg>" + svg(""), "svg-unsafe"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<text>&a;</text>"), "svg-unsafe"),
        (b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + svg(""), "svg-unsafe"),
        (b'<?xml version="1.0" encoding="UTF-7"?>' + svg(""), "svg-unsafe"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>' + svg("\xe9"), "svg-unsafe"),
        (b'<?xml version="1.0" encoding="EBCDIC-CP-FR"?>' + svg(""), "svg-unsafe"),
        (svg("<text>").replace(b"<text>", b"<text>\xff</text>"), "svg-unsafe"),
        (b"\xff\xfe" + svg(""), "picture-unreadable"),
        (b"\xff\xfe<", "svg-unsafe"),
        (svg("<text>&a;</text>"), "picture-unreadable"),
        (svg("<g>"), "picture-unreadable"),
        (svg("<g></h>"), "picture-unreadable"),
        (svg('<g a="1" a="2"/>'), "picture-unreadable"),
        (svg("<x:g/>"), "picture-unreadable"),
        (svg("\x00"), "picture-unreadable"),
        (b"", "picture-unreadable"),
        (b"text", "picture-unreadable"),
        (b'<svg viewBox="0 0 1 1"/>', "picture-type"),
        (b"<html/>", "picture-type"),
        (b" " * (MAX_SVG_BYTES + 1), "picture-too-large"),
        (svg("<g/>" * (MAX_NODES + 1)), "picture-too-large"),
        (svg("<g/>" * (4 * MAX_NODES)), "picture-too-large"),
        (svg("<g>" * 150 + "</g>" * 150), "picture-too-large"),
        (svg("<g>" * 5000 + "</g>" * 5000), "picture-too-large"),
    ],
    ids=lambda value: value[:40] if isinstance(value, bytes) else value,
)
def test_drawing_that_cannot_be_judged_is_refused(data: bytes, rule: str) -> None:
    assert refusal(data).rule.name == rule


def test_utf_16_and_a_byte_order_mark_are_read() -> None:
    text = f'<?xml version="1.0" encoding="utf-16"?><svg {SPACES}><text>é</text></svg>'
    wanted = f"{BOX}><text>é</text></svg>".encode()
    assert clean_svg(text.encode("utf-16")).data == wanted
    assert clean_svg(b"\xef\xbb\xbf" + svg("<text>é</text>")).data == wanted


def nested(link: str, wrap: str, levels: int, fan: int = 2) -> str:
    """Groups of which each shows the one before several times."""
    inner = "".join(
        f'<{wrap} id="a{n}">{link.format(n - 1) * fan}</{wrap}>' for n in range(1, levels)
    )
    return f'<{wrap} id="a0"><rect/></{wrap}>{inner}'


@pytest.mark.parametrize(
    "inside",
    [
        nested('<use href="#a{}"/>', "g", 40),
        nested('<use xlink:href="#a{}"/>', "symbol", 40) + '<use href="#a39"/>',
        nested('<rect fill="url(#a{})"/>', "pattern", 40) + '<rect fill="url(#a39)"/>',
        nested('<rect style="stroke:url(#a{})"/>', "pattern", 40),
        nested('<rect mask="url(#a{})"/>', "mask", 40),
        nested('<rect clip-path="url(#a{})"/>', "clipPath", 40),
        nested('<path d="M0 0h1" marker-end="url(#a{})"/>', "marker", 40),
        nested('<use href="#a{}"/>', "g", 6, fan=20),
        '<pattern id="p">' + "<rect/>" * 400 + "</pattern>"
        '<g fill="url(#p)">' + "<rect/>" * 400 + "</g>",
        '<marker id="m">' + "<rect/>" * 100 + "</marker>"
        f'<path marker-mid="url(#m)" d="M0 0{"h1" * 2000}"/>',
    ],
)
def test_references_that_multiply_are_refused(inside: str) -> None:
    error = refusal(svg(inside))
    assert error.rule.name == "svg-unsafe"
    assert "100000" in error.message


@pytest.mark.parametrize(
    "inside",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<pattern id="p"><rect fill="url(#p)"/></pattern>',
        '<mask id="m" mask="url(#m)"/>',
    ],
)
def test_part_that_shows_itself_is_refused(inside: str) -> None:
    assert "shows itself" in refusal(svg(inside)).message


def test_long_chain_of_references_is_refused_without_a_crash() -> None:
    assert refusal(svg(nested('<use href="#a{}"/>', "g", 5000, fan=1))).rule.name == "svg-unsafe"


# --- what stays


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0L1.5,2e3-4 .5z" fill="none" stroke="#f00" stroke-width="2px"/>',
        '<rect x="1" y="2" width="3%" height="4mm" rx="1" opacity=".5"/>',
        '<polygon points="0,0 1,1 2,0"/>',
        '<g transform="translate(1 2) rotate(-45, 1, 2) scale(.5)"><circle cx="1" r="2"/></g>',
        '<g transform="matrix(1 0 0 1 -2.5 3)"/>',
        '<linearGradient id="a"><stop offset="0" stop-color="rgb(1, 2, 3)"/></linearGradient>'
        '<rect fill="url(#a)"/><rect fill="url(\'#a\') none"/>',
        '<clipPath id="c"><rect/></clipPath><g clip-path="url(#c)"/>',
        '<marker id="m" orient="auto" refX="1"><path d="M0 0"/></marker>'
        '<path d="M0 0" marker-end="url(#m)"/>',
        '<symbol id="s" viewBox="0 0 1 1"><rect/></symbol><use href="#s" x="1"/>',
        '<text x="1" font-family="\'Noto Sans\', sans-serif">Humerus <tspan dy="1">links</tspan>'
        " и كتف</text>",
        "<title>Ellenbogen</title><desc>a &lt; b &amp; c</desc>",
        '<g display="none"><linearGradient id="a"/></g><rect fill="url(#a)"/>',
    ],
)
def test_ordinary_drawing_is_kept_as_it_is(inside: str) -> None:
    assert cleaned(inside) == inside


def test_style_becomes_attributes_and_outranks_them() -> None:
    inside = '<rect fill="red" style="fill:#00F; stroke-width : 2;; -x-y:1;mix-blend-mode:screen"/>'
    assert cleaned(inside) == '<rect fill="#00F" stroke-width="2"/>'


def test_style_sheet_of_a_drawing_program_is_applied_by_css_precedence() -> None:
    css = """/* Illustrator */ .cls-1, .cls-2 { fill: red; stroke: blue }
             .cls-2 { fill: lime } #one { fill: black !important } rect { fill: gray }"""
    inside = f"""<style>{css}</style>
        <rect/><rect class="cls-1"/><rect class="cls-2 cls-1" fill="pink"/>
        <rect id="one" class="cls-1"/><rect class="cls-1" style="fill:white"/>"""
    root = etree.fromstring(svg(cleaned(inside)))
    fills = [(element.get("fill"), element.get("stroke")) for element in root]
    assert fills == [
        ("gray", None), ("red", "blue"), ("lime", "blue"), ("black", "blue"), ("white", "blue"),
    ]  # fmt: skip


def test_link_goes_and_what_it_shows_stays() -> None:
    inside = '<a href="http://x.example/"><rect/></a><text>see <a href="#b">this</a> here</text>'
    assert cleaned(inside) == "<g><rect/></g><text>see <tspan>this</tspan> here</text>"


def test_words_of_a_text_survive_what_is_taken_out_between_them() -> None:
    assert cleaned("<text>one <set/>two<!-- x --> three</text>") == "<text>one two three</text>"


def test_old_references_become_new_ones_and_ids_stay_only_where_pointed_at() -> None:
    inside = '<path id="a" d="M0 0"/><path id="b"/><use xlink:href="#a"/>'
    assert cleaned(inside) == '<path id="a" d="M0 0"/><path/><use href="#a"/>'


def test_prefixed_drawing_comes_out_without_prefix() -> None:
    data = f'<s:svg xmlns:s="{NS}" viewBox="0 0 10 10"><s:rect/></s:svg>'
    assert clean_svg(data.encode()).data.decode() == f"{BOX}><rect/></svg>"


def test_fallback_of_a_switch_takes_the_place_of_an_embedded_page() -> None:
    inside = "<switch><foreignObject/><text>Humerus</text></switch>"
    assert cleaned(inside) == "<switch><text>Humerus</text></switch>"


# --- size


@pytest.mark.parametrize(
    ("attributes", "box", "size"),
    [
        ('viewBox="0 0 200 100"', "0 0 200 100", (200, 100)),
        ('viewBox="-50,-25.5 , 100 51" width="10mm"', "-50 -25.5 100 51", (100, 51)),
        ('viewBox="0 0 200 100" width="100%" height="100%"', "0 0 200 100", (200, 100)),
        ('width="300" height="200"', "0 0 300 200", (300, 200)),
        ('width="300.5px" height=" 200 "', "0 0 300.5 200", (300.5, 200)),
        ('width="25.4mm" height="2.54cm"', "0 0 96 96", (96, 96)),
        ('width="1in" height="72pt"', "0 0 96 96", (96, 96)),
        ('viewBox="none" width="9" height="8"', "0 0 9 8", (9, 8)),
    ],
)
def test_size_is_that_of_the_view_box(attributes: str, box: str, size) -> None:
    clean = clean_svg(f'<svg xmlns="{NS}" {attributes}/>'.encode())
    assert (clean.width, clean.height) == pytest.approx(size)
    root = etree.fromstring(clean.data)
    assert root.get("viewBox") == box
    assert (float(root.get("width")), float(root.get("height"))) == pytest.approx(size)


@pytest.mark.parametrize(
    "attributes",
    ["", 'width="100"', 'width="100%" height="100%"', 'width="0" height="5"', 'viewBox="0 0 0 5"',
     'viewBox="0 0 -5 5"', 'viewBox="0 0 nan inf"', 'viewBox="0 0 1e999 5"', 'viewBox="0 0 5"',
     'width="5em" height="5em"', 'width="-5" height="5"', 'viewBox="0 0 ٥ ٥"'],
)  # fmt: skip
def test_drawing_without_a_size_is_refused(attributes: str) -> None:
    assert refusal(f'<svg xmlns="{NS}" {attributes}/>'.encode()).rule.name == "svg-size-missing"


def test_drawing_of_giant_size_is_refused() -> None:
    data = f'<svg xmlns="{NS}" viewBox="0 0 1e9 5"/>'.encode()
    assert refusal(data).rule.name == "picture-too-large"


def test_load_picture_takes_an_svg_and_rounds_its_size(tmp_path: Path) -> None:
    path = tmp_path / "plan.SVG"
    path.write_bytes(f'<svg xmlns="{NS}" viewBox="5 5 20.6 0.2"><script/></svg>'.encode())
    picture = load_picture(path)
    assert (picture.media_type, picture.extension) == ("image/svg+xml", ".svg")
    assert (picture.width, picture.height) == (21, 1)
    assert picture.removed == ("script",)
    path.write_bytes(b"<svg")
    with pytest.raises(PictureError, match=r"'plan\.SVG' is not well-formed"):
        load_picture(path)


# --- any input


ALL = svg("".join(p for p in XSS.values() if "<?" not in p), 'fill="none"')


def test_same_drawing_gives_the_same_bytes() -> None:
    assert clean_svg(ALL) == clean_svg(ALL)
    assert_harmless(clean_svg(ALL))


@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(ALL)), st.integers(0, 9), st.binary(max_size=4)), max_size=6
    ),
    cut=st.none() | st.integers(0, len(ALL)),
)
@settings(max_examples=1000, deadline=None, derandomize=True)
def test_damaged_drawing_is_harmless_or_refused(changes, cut) -> None:
    bad = bytearray(ALL)
    for at, length, new in changes:
        bad[at : at + length] = new
    try:
        clean = clean_svg(bytes(bad[:cut]))
    except PictureError as error:
        assert error.rule in RULES
    else:
        assert_harmless(clean)


NAMES = st.sampled_from(
    "g rect use path text pattern marker mask a style script image switch symbol".split()  # noqa: SIM905
)
WORDS = st.sampled_from(
    [
        "#a", "#b", "url(#a)", "url(#b) red", "none", "0 0 1 1", "http://evil.example", "M0 0h1",
        "url(//evil)", "fill:url(#a)", "fill:url(//evil)", "display:none", "javascript:alert(1)",
    ]
)  # fmt: skip
KEYS = st.sampled_from(
    "id href xlink:href fill stroke style class mask clip-path marker-mid onload d".split()  # noqa: SIM905
)
ELEMENT = st.recursive(
    st.just(""),
    lambda inner: st.builds(
        lambda name, attributes, children: (
            f"<{name} "
            + " ".join(f'{key}="{value}"' for key, value in attributes.items())
            + f">{''.join(children)}</{name}>"
        ),
        NAMES,
        st.dictionaries(KEYS, WORDS | st.sampled_from(["a", "b"]), max_size=4),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(ELEMENT)
@settings(max_examples=500, deadline=None, derandomize=True)
def test_made_up_drawing_is_harmless_or_refused(inside: str) -> None:
    try:
        clean = clean_svg(svg(inside))
    except PictureError as error:
        assert error.rule.name == "svg-unsafe"
    else:
        assert_harmless(clean)
        assert b"evil" not in clean.data
