"""The page of licences and credits names every picture, whose it is, and its terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import prepare
from scorm_builder.load.player import PACKAGE
from scorm_builder.render.extras.credits import licence_address
from tests.courses import COURSE, FIGURE, HOTSPOT, page, write_course
from tests.recordings import recording
from tests.unit.render.making import Elements


def written(tmp_path: Path, files: dict[str, str | bytes]) -> str:
    package = prepare(write_course(tmp_path, files))
    return package.files["page-_credits.html"].read().decode()


def test_every_picture_has_its_page_its_maker_and_its_terms(tmp_path: Path) -> None:
    figure = FIGURE.replace(
        "licence: CC0", "licence: CC BY-SA 4.0\nsource: '*Atlas*, <1>'\nconsent: consented"
    )
    course = COURSE + "organisation: The Trust\n"
    html = written(tmp_path, {"course.yaml": course, "pages/one.md": page(figure + HOTSPOT)})
    found = Elements(html)
    assert [
        (a["href"], a["data-page"], a["data-goto"]) for a in found.all("a") if "data-goto" in a
    ] == [
        ("page-one.html#fig_fig", "one", "fig_fig"),
        ("page-one.html#q_h1", "one", "q_h1"),
    ]
    assert found.all("a", href="https://creativecommons.org/licenses/by-sa/4.0/")
    assert found.all("a", href="https://creativecommons.org/publicdomain/zero/1.0/")
    assert found.all("a", href="https://opensource.org/license/mit"), "the course's own"
    assert "<em>Atlas</em>, &lt;1&gt;" in html
    for words in ("Drawn for a test", "Shown with consent", "Published by: The Trust", "Page one"):
        assert words in found.text
    assert "Pictures are for teaching, not for diagnosis." in found.text


def test_picture_is_named_once_on_a_page(tmp_path: Path) -> None:
    again = FIGURE.replace("id: fig\n", "id: again\n")
    html = written(tmp_path, {"pages/one.md": page(FIGURE + again)})
    assert len([a for a in Elements(html).all("a") if "data-goto" in a]) == 1


def test_recordings_are_named_with_their_source(tmp_path: Path) -> None:
    video = """
```video
id: sweep
file: media/a.webm
captions: media/a.vtt
poster: images/a.png
title: A sweep
transcript: Nothing is said.
credit: A. Sonographer
licence: CC BY 4.0
source: "*Loops*"
```
"""
    audio = """
```audio
id: beat
file: media/a.wav
title: A beat
transcript: A beat.
credit: A. Cardiologist
licence: Own work
```
"""
    html = written(
        tmp_path,
        {
            "pages/one.md": page(video + audio),
            **{f"media/{name}": recording(name) for name in ("a.webm", "a.vtt", "a.wav")},
        },
    )
    found = Elements(html)
    assert [a["href"] for a in found.all("a") if "data-goto" in a] == [
        "page-one.html#video_sweep",
        "page-one.html#audio_beat",
    ], "the poster is a part of its video"
    for words in ("A sweep", "A. Sonographer", "A. Cardiologist", "Own work"):
        assert words in found.text
    assert "<em>Loops</em>" in html
    assert found.all("a", href="https://creativecommons.org/licenses/by/4.0/")


def test_logo_and_portraits_say_whose_they_are_or_that_nobody_said(tmp_path: Path) -> None:
    course = COURSE + (
        "logo: {image: images/a.png, alt: The Trust, credit: A. Designer, licence: CC BY 4.0}\n"
        "people:\n"
        "  - {id: ana, name: Ana, photo: images/a.png, photo_credit: B. Lens, photo_licence: MIT}\n"
        "  - {id: bo, name: Bo, photo: images/a.png}\n"
        "  - {id: cy, name: Cy}\n"
    )
    text = Elements(written(tmp_path, {"course.yaml": course})).text
    assert "Logo: The Trust A. Designer CC BY 4.0" in text
    assert "Portrait of Ana B. Lens MIT" in text
    assert "Portrait of Bo No credit given No licence given" in text
    assert "Cy" not in text


def test_course_without_pictures_has_licences_all_the_same(tmp_path: Path) -> None:
    found = Elements(written(tmp_path, {}))
    assert found.all("table") == []
    assert "This course Licence: MIT" in found.text


def test_licence_of_the_player_is_whole(tmp_path: Path) -> None:
    licence = (PACKAGE.parent / "LICENSE").read_text(encoding="utf-8")
    said = Elements(written(tmp_path, {})).text
    for paragraph in licence.split("\n\n")[1:]:
        assert " ".join(paragraph.split()) in said


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-nc-sa-3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC BY-ND 4.0 International", "https://creativecommons.org/licenses/by-nd/4.0/"),
        ("CC BY", ""),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("MIT", "https://opensource.org/license/mit"),
        (
            "Open Government Licence v3.0",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        ),
        ("OGL 3", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
        ("All rights reserved", ""),
    ],
)
def test_licence_is_linked_when_it_is_known_for_certain(licence: str, address: str) -> None:
    assert licence_address(licence) == address
