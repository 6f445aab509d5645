"""A course as a tree of files: what lies where, and what stands in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scorm_builder.model.course import Course
from scorm_builder.render.image import package_path
from scorm_builder.render.player_files import PlayerFiles, player_folder
from scorm_builder.render.words import Words, plural_category
from scorm_builder.version import version
from tests.unit.render.making import (
    MODELS,
    Elements,
    box,
    course,
    fixtures,
    made,
    page,
    picture,
    prose,
    rendered,
    text,
)

GOOD = ("ordinary", "long", "minimal", "right-to-left")


def everything(folder: Path) -> Course:
    """A page for each kind of block, with all its good examples."""
    pages = [
        page(
            prose("## A heading\n\nSome *text*."),
            box("key-points", "", prose("- One")),
            *(made(kind, fixtures(kind)[name]) for name in GOOD),
            id=kind.replace("_", "-"),
        )
        for kind in MODELS
    ]
    return course(folder, *pages, pass_mark=70)


@pytest.mark.parametrize("kind", MODELS)
def test_fixtures_are_what_their_names_say(kind: str) -> None:
    examples = fixtures(kind)
    assert {*GOOD, "wrong"} <= set(examples)
    for name in set(examples) - {"wrong"}:
        made(kind, examples[name])
    with pytest.raises(ValueError, match="validation error"):
        made(kind, examples["wrong"])


def test_names_are_fit_for_every_host_and_change_with_their_bytes(tmp_path: Path) -> None:
    tree = rendered(everything(tmp_path))
    for path in tree:
        assert re.fullmatch(r"((assets|images)/)?[a-z0-9._-]+", path), path
        if "/" in path:
            assert re.search(r"-[0-9a-f]{10}\.(js|css|png)$", path), path


def test_same_course_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (rendered(everything(tmp_path)) for _ in range(2))
    assert {path: file.sha256 for path, file in one.items()} == {
        path: file.sha256 for path, file in two.items()
    }


def test_body_is_the_same_bytes_in_all_three_uses(tmp_path: Path) -> None:
    made_course = everything(tmp_path)
    tree = rendered(made_course)
    data = course_data(text(tree, "index.html"))
    for entry in data["pages"]:
        script = text(tree, entry["script"])
        assert script.isascii()
        call = json.loads(f"[{script.removeprefix('scormBuilderPage(').strip()[:-2]}]")
        assert call[0] == entry["id"]
        assert call[1] in text(tree, f"page-{entry['id']}.html")
    first = json.loads(f"[{text(tree, data['pages'][0]['script'])[17:].strip()[:-2]}]")[1]
    assert first in text(tree, "index.html")


def test_every_file_a_page_asks_for_is_in_the_tree(tmp_path: Path) -> None:
    tree = rendered(everything(tmp_path))
    for path in [path for path in tree if path.endswith(".html")]:
        elements = Elements(text(tree, path))
        for name, attrs in elements.found:
            for key in ("src", "href"):
                target = attrs.get(key, "")
                if target and not target.startswith(("#", "https://")):
                    assert target.split("#")[0] in tree, (path, name, target)


def test_ids_are_unique_and_references_to_them_lead_somewhere(tmp_path: Path) -> None:
    tree = rendered(everything(tmp_path))
    for path in [path for path in tree if path.endswith(".html")]:
        elements = Elements(text(tree, path))
        ids = [attrs["id"] for _, attrs in elements.found if "id" in attrs]
        assert len(ids) == len(set(ids)), path
        for _, attrs in elements.found:
            for key in ("aria-labelledby", "aria-describedby", "for"):
                for target in attrs.get(key, "").split():
                    assert target in ids, (path, key, target)


def test_reading_page_carries_every_finding_question_and_explanation(tmp_path: Path) -> None:
    made_course = everything(tmp_path)
    tree = rendered(made_course)
    for each in made_course.pages:
        words = Elements(text(tree, f"page-{each.id}.html")).text
        for figure in each.figures:
            for finding in figure.findings:
                assert finding.label in words
                assert finding.text.split("\n")[0] in words
        for question in each.questions:
            assert question.explain.split("\n")[0].split("[")[0].strip() in words


def test_every_picture_has_its_size_and_all_but_the_first_are_lazy(tmp_path: Path) -> None:
    tree = rendered(everything(tmp_path))
    pictures = Elements(text(tree, "page-figure.html")).all("img")
    assert len(pictures) == 7  # one of the four has an annotated copy and two more windows
    assert all((p["width"], p["height"]) == ("800", "600") for p in pictures)
    assert [p.get("loading") for p in pictures] == [None, *["lazy"] * 6]


def test_no_script_stands_in_the_html_and_no_handler(tmp_path: Path) -> None:
    tree = rendered(everything(tmp_path))
    for path in [path for path in tree if path.endswith(".html")]:
        for name, attrs in Elements(text(tree, path)).found:
            assert not any(key.startswith("on") for key in attrs)
            assert name != "script" or "src" in attrs or attrs["type"] == "application/json"


def test_launch_page_grows_with_the_course_only_by_its_lists(tmp_path: Path) -> None:
    def size(count: int) -> int:
        long = prose("Many words. " * 500)
        pages = [page(long, id=f"page-{index:03}") for index in range(count)]
        return len(text(rendered(course(tmp_path, *pages)), "index.html"))

    assert (size(60) - size(10)) / 50 < 400


def course_data(html: str) -> dict[str, object] | dict:  # type: ignore[type-arg]
    found = re.search(r'id="course-data">(.*?)</script>', html)
    assert found
    return json.loads(found[1])


def test_data_blocks_are_as_the_player_expects_them(tmp_path: Path) -> None:
    """Key for key what `player/course.ts` declares."""
    kinds = ("choice", "true_false", "hotspot")
    blocks = [made(kind, fixtures(kind)["ordinary"]) for kind in kinds]
    made_course = course(tmp_path, page(*blocks), pass_mark=70)
    html = text(rendered(made_course), "index.html")
    data = course_data(html)
    strings = data.pop("strings")
    assert strings["findings_shown.one"] == "{n} finding shown"
    assert all(isinstance(value, str) for value in strings.values())
    layout = made_course.state_layout()
    (extra,) = data.pop("extras")
    assert re.fullmatch(r"assets/page-_credits-[0-9a-f]{10}\.js", extra.pop("script"))
    assert extra == {"id": "_credits", "title": "Licences and credits"}
    entry = data["pages"][0]
    assert re.fullmatch(r"assets/page-one-[0-9a-f]{10}\.js", entry.pop("script"))
    parts = " ".join(entry.pop("parts"))
    assert re.fullmatch(r"assets/marking-[0-9a-f]{10}\.js assets/pictures-[0-9a-f]{10}\.js", parts)
    assert re.fullmatch(r"assets/results-[0-9a-f]{10}\.js", data.pop("results"))
    diagnosis = data.pop("diagnosis")
    assert re.fullmatch(r"assets/diagnosis-[0-9a-f]{10}\.js", diagnosis.pop("script"))
    assert diagnosis == {"builder": version()}
    probe = data.pop("probe")
    assert text(rendered(made_course), probe["path"]) == probe["text"]
    assert data == {
        "format": 1,
        "id": "tiny",
        "version": "1",
        "language": "en-GB",
        "direction": "ltr",
        "ending": ".html",
        "fingerprint": layout.fingerprint,
        "addressing": "keyed",
        "minimum": None,
        "passCompletes": False,
        "passMark": 70,
        "sections": [],
        "attempts": 3,
        "retake": "wrong",
        "certaintyMarking": False,
        "practice": True,
        "certificate": None,
        "pages": [
            {
                "id": "one",
                "key": layout.page_keys[0],
                "needs": ["questions"],
                "questions": [
                    {
                        "id": block.id,
                        "key": key,
                        "kind": kind,
                        "form": form,
                        "size": size,
                        "choices": choices,
                        "scored": True,
                        "weight": 1,
                    }
                    for block, key, kind, form, size, choices in zip(
                        blocks,
                        layout.question_keys[0],
                        kinds,
                        ("one", "one", "marks"),
                        (3, 2, 1),
                        (0, 0, 4),
                        strict=True,
                    )
                ],
            }
        ],
        "languages": [],
        "search": None,
        "copy": {"on": True, "text": False},
        "host": {
            "name": "generic",
            "interactions": True,
            "bounds": True,
            "completeAs": "passed",
            "patience": 1,
        },
    }
    body_data = re.search(r'class="page-data">(.*?)</script>', html)
    assert body_data
    questions = json.loads(body_data[1])["questions"]
    assert questions[:2] == [
        {"kind": "choice", "id": "first-sign", "tries": 2, "correct": [1], "letters": "abc"},
        {"kind": "true_false", "id": "second-view", "tries": 1, "correct": [0], "letters": "tf"},
    ]
    polygon = [[200, 300], [330, 290], [340, 380], [210, 390]]
    hotspot = questions[2]
    assert hotspot["targets"] == [{"id": "radius", "polygons": [polygon], "open": False}]
    assert hotspot["regions"][0] == hotspot["targets"][0]
    assert hotspot["regions"][3] is None
    assert len(hotspot["regions"][1]["polygons"][0]) == 48
    del hotspot["targets"], hotspot["regions"]
    assert hotspot == {
        "kind": "hotspot",
        "id": "mark-it",
        "tries": 2,
        "correct": [0],
        "letters": "abcd",
        "size": [800, 600],
        "tolerance": 20.0,
        "cost": 1,
    }


def test_figure_drawn_on_another_size_keeps_its_numbers(tmp_path: Path) -> None:
    values = {**fixtures("figure")["ordinary"], "size": [1600, 1200]}
    tree = rendered(course(tmp_path, page(made("figure", values))))
    assert 'viewBox="0 0 1600 1200"' in text(tree, "page-one.html")


def test_page_names_its_people_its_reviews_and_its_references(tmp_path: Path) -> None:
    head = {
        "author": "ana",
        "reviewed": "2020-01-15",
        "next_review": "2023-01-05",
        "objectives": ["say *why*"],
        "references": [{"id": "a", "text": "A. *Journal.*", "doi": "10.1000/a(b)<c>"}],
    }
    people = [{"id": "ana", "name": "Dr Ana", "role": "Radiologist", "bio": "Reads films."}]
    tree = rendered(course(tmp_path, page(prose("x"), **head), people=people))
    html = text(tree, "page-one.html")
    words = Elements(html).text
    assert "Page last reviewed 15 January 2020 ." in words
    assert '<time datetime="2023-01-05">5 January 2023</time>' in html
    assert "Dr Ana Radiologist" in words
    assert "say <em>why</em>" in html
    assert 'href="https://doi.org/10.1000/a%28b%29%3Cc%3E"' in html


def test_right_to_left_course_says_so(tmp_path: Path) -> None:
    tree = rendered(course(tmp_path, page(prose("x")), language="ar"))
    assert '<html lang="ar" dir="rtl"' in text(tree, "index.html")


def test_theme_overrides_tokens_and_templates(tmp_path: Path) -> None:
    made_course = course(tmp_path, page(box("note", "", prose("x"))))
    (tmp_path / "theme/styles").mkdir()
    (tmp_path / "theme/styles/tokens.css").write_text(":root{--bg:#123456}")
    (tmp_path / "theme/blocks/box").mkdir(parents=True)
    (tmp_path / "theme/blocks/box/box.html.j2").write_text("<aside>{{ inside }}</aside>")
    tree = rendered(made_course)
    (style,) = [path for path in tree if path.endswith(".css")]
    assert "#123456" in text(tree, style)
    assert "<aside>" in text(tree, "index.html")


def test_player_that_was_not_built_says_what_to_do() -> None:
    with pytest.raises(RuntimeError, match="run `make`"):
        PlayerFiles.of().script("no-such-tracking")


def test_strings_are_whole_and_their_plurals_have_an_other() -> None:
    for path in sorted((player_folder() / "strings").glob("*.yaml")):
        strings = PlayerFiles.of().strings(path.stem)
        assert not set(strings["page"]) & set(strings["player"])
        for value in strings["player"].values():
            assert isinstance(value, str) or "other" in value


def test_no_string_of_the_player_is_missing_or_unused() -> None:
    """Every name the script says stands in the file, and the other way round."""
    known = set(PlayerFiles.of().strings("en")["player"])
    sources = [p for p in player_folder().rglob("*.ts") if "node_modules" not in p.parts]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    # Some names are put together: say(`viewer_${name}`), with the rest of the name elsewhere,
    # where it may be put together itself, or have "-" for "_".
    hole = r"\$\{[^}]*\}"
    found = set(re.findall(rf"`((?:\w*{hole})+\w*)`", code))
    joined = [
        re.compile(re.sub(hole, lambda _: r"(\w+)", each))
        for each in found
        if "_" in re.sub(hole, "", each)
    ]

    def used(name: str) -> bool:
        written = re.search(rf"\b{name.replace('_', '[_-]')}\b", code)
        filled = (each.fullmatch(name) for each in joined)
        return bool(written) or any(all(map(used, rest.groups())) for rest in filled if rest)

    assert {name for name in known if not used(name)} == set()
    assert set(re.findall(r'\bsay\(\s*"(\w+)"', code)) <= known


def test_every_fact_that_the_connection_check_shows_has_a_label() -> None:
    facts = set()
    for path in sorted((player_folder() / "tracking").glob("*.ts")):
        facts |= set(re.findall(r'\b(?:fact|found\.set)\("(\w+)"', path.read_text("utf-8")))
    assert facts >= {"endpoint", "aicc_launch"}
    for language in ("en", "cy"):
        known = PlayerFiles.of().strings(language)["player"]
        assert sorted(each for each in facts if f"diagnosis_{each}" not in known) == []


def test_plural_categories() -> None:
    assert [plural_category("en-GB", n) for n in (0, 1, 2)] == ["other", "one", "other"]
    assert [plural_category("cy", n) for n in range(7)] == [
        *("zero", "one", "two", "few", "other", "other", "many")
    ]


def test_words_escape_what_is_filled_in() -> None:
    words = Words("en", {"hello": "Hello {name}"}, {})
    assert words("hello", name="<b>") == "Hello &lt;b&gt;"


def test_picture_takes_a_readable_name_and_the_hash_of_its_bytes() -> None:
    shown = picture("images/Über Schulter (AP).png")
    assert package_path(shown) == f"images/ber-schulter-ap-{shown.file.sha256[:10]}.png"
