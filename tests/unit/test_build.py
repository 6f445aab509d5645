"""A folder in, a zip out: whole or not at all, the same bytes everywhere, nothing of the author."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from scorm_builder import Build, BuildError, archive, build, prepare
from scorm_builder.filetree import ChangedOnDisk, File
from tests.compiled import needs_player
from tests.courses import CHOICE, COURSE, FIGURE, HOTSPOT, page, png, write_course

pytestmark = needs_player

ROOT = Path(__file__).resolve().parent.parent.parent
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80"><rect width="9" height="9"/>\
</svg>'
)


def jpeg(orientation: int = 1, words: str = "Ward 7, Ann Example") -> bytes:
    """A grey JPEG whose EXIF says who made it, and how it lies."""
    image = Image.new("L", (120, 80), 128)
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010E] = orientation, words, words
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=words.encode())
    return out.getvalue()


def pictured(root: Path) -> Path:
    """A course of two pages with a JPEG that lies on its side, a PNG and a drawing."""
    figure = FIGURE.replace("[[10, 10], [60, 12], [40, 50]]", "[[10, 10], [60, 12], [40, 70]]")
    body = FIGURE + "".join(
        figure.replace("id: fig", f"id: {name}").replace("a.png", file)
        for name, file in (("photo", "Ward 7.JPG"), ("drawing", "drawing.svg"))
    )
    return write_course(
        root,
        {
            "course.yaml": COURSE.replace("[one]", "[one, two]") + "pass_mark: 50\n",
            "pages/one.md": page(body + HOTSPOT),
            "pages/two.md": page(CHOICE, name="two"),
            "images/Ward 7.JPG": jpeg(),
            "images/drawing.svg": DRAWING,
        },
    )


def built(folder: Path, out: Path) -> Build:
    return build(folder, out=out)


# -- what is in it --------------------------------------------------------------------------------


def test_manifest_is_first_and_lists_every_file_once(tmp_path: Path) -> None:
    made = built(pictured(tmp_path), tmp_path / "out")
    with zipfile.ZipFile(made.path) as package:
        assert package.testzip() is None
        names = package.namelist()
        manifest = etree.fromstring(package.read("imsmanifest.xml"))
    assert names[0] == "imsmanifest.xml" and names[1:] == sorted(names[1:])
    listed = [file.get("href") for file in manifest.iter("{*}file")]
    assert sorted(filter(None, listed)) == names[1:]


def test_names_in_a_package_are_lower_case_ascii(tmp_path: Path) -> None:
    with zipfile.ZipFile(built(pictured(tmp_path), tmp_path / "out").path) as package:
        names = package.namelist()
    fit = set("abcdefghijklmnopqrstuvwxyz0123456789-._/")
    assert [name for name in names if set(name) - fit or len(name) > 100] == []
    assert len({name.casefold() for name in names}) == len(names)
    assert "images/ward-7-" in " ".join(names)


@pytest.mark.parametrize("orientation", [1, 6])
def test_nothing_that_a_camera_wrote_is_in_a_package(tmp_path: Path, orientation: int) -> None:
    folder = pictured(tmp_path)
    (folder / "images/Ward 7.JPG").write_bytes(jpeg(orientation))
    page_ = folder / "pages/one.md"
    page_.write_text(page_.read_text().replace("[40, 70]", "[40, 75]"))
    made = built(folder, tmp_path / "out")
    assert b"Ann Example" in (folder / "images/Ward 7.JPG").read_bytes()
    whole = b"".join(file.read() for file in made.package.files.values())
    for words in (b"Exif", b"Ann Example", b"Ward 7", str(tmp_path).encode()):
        assert words not in whole
    assert [p.rule for p in made.package.problems] == ["picture-cleaned"]


def test_same_picture_in_fifty_figures_is_one_file(tmp_path: Path) -> None:
    body = "".join(FIGURE.replace("id: fig", f"id: fig{number}") for number in range(50))
    package = prepare(write_course(tmp_path, {"pages/one.md": page(body)}))
    assert len([name for name in package.files if name.startswith("images/")]) == 1


def test_pictures_with_names_that_are_alike_are_two_files(tmp_path: Path) -> None:
    second = FIGURE.replace("id: fig", "id: fig2")
    body = FIGURE.replace("a.png", "a b.png") + second.replace("a.png", "a-b.png")
    files = {"images/a b.png": png(grey=1), "images/a-b.png": png(grey=2)}
    package = prepare(write_course(tmp_path, {"pages/one.md": page(body), **files}))
    assert len([name for name in package.files if name.startswith("images/a-b-")]) == 2


@pytest.mark.parametrize("names", [["index", "results", "page"], ["con", "aux", "nul", "com1"]])
def test_page_may_be_called_like_a_file_or_device(tmp_path: Path, names: list[str]) -> None:
    files = {f"pages/{name}.md": page("Text.\n", name=name) for name in names}
    course = COURSE.replace("[one]", f"[one, {', '.join(names)}]")
    package = prepare(write_course(tmp_path, {"course.yaml": course, **files}))
    assert {f"page-{name}.html" for name in names} < set(package.files)
    assert "index.html" in package.files


def test_build_says_what_it_made(tmp_path: Path) -> None:
    made = built(pictured(tmp_path), tmp_path / "out")
    assert made.path == tmp_path / "out/tiny-scorm12.zip"
    assert made.size == made.path.stat().st_size
    sums = "".join(f"{f.sha256}  {name}\n" for name, f in sorted(made.package.files.items()))
    assert made.package.digest == hashlib.sha256(sums.encode()).hexdigest()


# -- whole or not at all --------------------------------------------------------------------------


def test_building_over_a_package_replaces_it(tmp_path: Path) -> None:
    folder, out = pictured(tmp_path), tmp_path / "out"
    first = built(folder, out).path.read_bytes()
    assert built(folder, out).path.read_bytes() == first
    (folder / "pages/two.md").write_text(page("Other words.\n" + CHOICE, name="two"))
    assert built(folder, out).path.read_bytes() != first
    assert [path.name for path in out.iterdir()] == ["tiny-scorm12.zip"]


def old_package(root: Path) -> tuple[Path, Path]:
    """A course, and a folder with its package of another day."""
    out = root / "out"
    out.mkdir()
    (out / "tiny-scorm12.zip").write_bytes(b"old")
    return pictured(root), out


def unchanged(out: Path) -> bool:
    return {path.name: path.read_bytes() for path in out.iterdir()} == {"tiny-scorm12.zip": b"old"}


def test_errors_leave_the_old_package(tmp_path: Path) -> None:
    folder, out = old_package(tmp_path)
    (folder / "images/a.png").unlink()
    with pytest.raises(BuildError):
        built(folder, out)
    assert unchanged(out)


def test_strict_stops_on_warnings_and_not_on_notes(tmp_path: Path) -> None:
    folder, out = old_package(tmp_path)
    assert [str(p.severity) for p in prepare(folder, strict=True).problems] == ["note"]
    (folder / "pages/two.md").write_text(page(f"# One\n{CHOICE}", name="two"))
    with pytest.raises(BuildError) as caught:
        build(folder, out=out, strict=True)
    assert [(p.rule, str(p.severity)) for p in caught.value.problems] == [
        ("picture-cleaned", "note"),
        ("heading-level", "error"),
    ]
    assert unchanged(out)
    assert built(folder, out).path.stat().st_size > 3


@pytest.mark.parametrize("number", range(4))
def test_disk_that_is_full_at_any_file_leaves_the_old_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folder, out = old_package(tmp_path)
    left = [number]

    def full(*_: object) -> bytes:
        if not left[0]:
            raise OSError(28, "No space left on device")
        left[0] -= 1
        return b""

    monkeypatch.setattr(archive, "_local_header", full)
    with pytest.raises(BuildError) as caught:
        built(folder, out)
    (problem,) = caught.value.problems
    assert problem.rule == "output-failed" and "No space left" in problem.message
    assert unchanged(out)


def changed(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"\0")


@pytest.mark.parametrize("change", [Path.unlink, lambda p: p.write_bytes(b""), changed])
def test_picture_that_changes_during_the_build_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: object
) -> None:
    folder, out = old_package(tmp_path)
    write = archive._write

    def meanwhile(*arguments: object) -> None:
        assert callable(change)
        change(folder / "images/a.png")
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(archive, "_write", meanwhile)
    with pytest.raises(BuildError) as caught:
        built(folder, out)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.span.file) == ("source-changed", str(folder / "images/a.png"))
    assert unchanged(out)


def test_interrupt_leaves_the_old_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = old_package(tmp_path)

    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(archive, "_central_header", interrupted)
    with pytest.raises(KeyboardInterrupt):
        built(folder, out)
    assert unchanged(out)


def test_leavings_of_a_killed_build_are_swept_and_those_of_a_live_one_are_not(
    tmp_path: Path,
) -> None:
    folder, out = old_package(tmp_path)
    stale, live = out / ".tiny-scorm12.zip.aa.tmp", out / ".tiny-scorm12.zip.bb.tmp"
    other = out / ".other-scorm12.zip.aa.tmp"
    for path in (stale, live, other):
        path.write_bytes(b"half")
    for path in (stale, other):
        os.utime(path, (0, 0))
    built(folder, out)
    assert sorted(p.name for p in out.iterdir()) == [other.name, live.name, "tiny-scorm12.zip"]


@pytest.mark.skipif(os.name == "nt", reason="there are no signals there")
def test_killed_builds_leave_the_old_package(tmp_path: Path) -> None:
    """Ten moments from the start of the writing to its end, a few milliseconds apart."""
    folder, out = pictured(tmp_path), tmp_path / "out"
    old = built(folder, out).path.read_bytes()
    slow = (
        "import sys, time, scorm_builder.archive as a\n"
        "header = a._local_header\n"
        "a._local_header = lambda e: (print('.', flush=True), time.sleep(0.02), header(e))[2]\n"
        "from scorm_builder import build\n"
        "build(sys.argv[1], out=sys.argv[2])\n"
    )
    for moment in range(1, 11):
        process = subprocess.Popen(
            [sys.executable, "-c", slow, folder, out],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        for _ in range(moment):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert (out / "tiny-scorm12.zip").read_bytes() == old


def test_builds_at_once_give_one_whole_package(tmp_path: Path) -> None:
    folder, out = pictured(tmp_path), tmp_path / "out"
    code = "import sys; from scorm_builder import build; build(sys.argv[1], out=sys.argv[2])"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen([sys.executable, "-c", code, folder, out], env=env)
               for _ in range(4)]  # fmt: skip
    assert [process.wait() for process in running] == [0] * 4
    assert [path.name for path in out.iterdir()] == ["tiny-scorm12.zip"]
    assert (out / "tiny-scorm12.zip").read_bytes() == built(
        folder, tmp_path / "b"
    ).path.read_bytes()


def test_file_that_is_gone_has_changed(tmp_path: Path) -> None:
    picture = tmp_path / "p.png"
    picture.write_bytes(png())
    package = prepare(write_course(tmp_path, {"pages/one.md": page(FIGURE)}))
    (name,) = (name for name in package.files if name.startswith("images/"))
    file = package.files[name]
    assert isinstance(file, File)
    (tmp_path / "course/images/a.png").unlink()
    with pytest.raises(ChangedOnDisk):
        file.read()


# -- the same bytes everywhere --------------------------------------------------------------------

IN_ANOTHER_PLACE = """
import json, os, sys
umask, backwards = int(sys.argv[3], 8), sys.argv[4] == "backwards"
os.umask(umask)
listdir, scandir = os.listdir, os.scandir
os.listdir = lambda *a: sorted(listdir(*a), reverse=backwards)
from scorm_builder import build
made = build(sys.argv[1], out=sys.argv[2])
print(json.dumps([made.package.digest, str(made.path)]))
"""


def test_package_is_the_same_whoever_builds_it_when_and_where(tmp_path: Path) -> None:
    """What Debian's reproducible builds vary, as far as one machine can."""
    found = []
    for number, (zone, locale, umask, seed, order) in enumerate(
        [
            ("UTC", "C", "022", "0", "forwards"),
            ("Pacific/Kiritimati", "C.UTF-8", "077", "1", "backwards"),
            ("America/St_Johns", "tr_TR.UTF-8", "000", "4000000", "forwards"),
        ]
    ):
        place = tmp_path / f"place {number} é" / ("x" * number)
        folder = pictured(place)
        for path in folder.rglob("*"):
            os.utime(path, (1_000_000_000 + number * 86_399, 1_000_000_000 + number * 86_399))
        result = subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PLACE, folder, place / "out", umask, order],
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "TZ": zone,
                "LC_ALL": locale,
                "LANG": locale,
                "PYTHONHASHSEED": seed,
                "SOURCE_DATE_EPOCH": "rubbish",
                "HOME": str(place),
            },
            cwd=place,
            capture_output=True,
            text=True,
            check=True,
        )
        digest, path = json.loads(result.stdout)
        found.append((digest, hashlib.sha256(Path(path).read_bytes()).hexdigest()))
    assert len(set(found)) == 1, found


def test_package_does_not_depend_on_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pictured(tmp_path)
    first = built(folder, tmp_path / "a").path.read_bytes()
    monkeypatch.setattr(time, "time", lambda: 4e9)
    copy = shutil.copytree(folder, tmp_path / "copy")
    assert built(copy, tmp_path / "b").path.read_bytes() == first
