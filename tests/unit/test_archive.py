"""A FileTree in, a zip out: read by others, the same every time, never half written."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder import archive
from scorm_builder.archive import write_zip
from scorm_builder.filetree import ChangedOnDisk, File, FileTree, Slice

TREE = FileTree(
    {
        "z.html": File.of("<p>" + "text " * 500),
        "images/a.png": File.of(bytes(range(256)) * 40),
        "imsmanifest.xml": File.of("<manifest/>"),
        "a.js": File.of("1"),
    }
)


def test_manifest_is_first_and_the_rest_sorted(tmp_path: Path) -> None:
    write_zip(TREE, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as z:
        assert z.namelist() == ["imsmanifest.xml", "a.js", "images/a.png", "z.html"]
        assert z.testzip() is None


def test_every_header_is_fixed(tmp_path: Path) -> None:
    write_zip(TREE, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as z:
        for info in z.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.external_attr >> 16 == 0o100644
            assert info.create_system == 3
            assert info.flag_bits == 0, "no data descriptor, no encryption"
            assert info.extra == b""
            stored = info.filename.endswith(".png")
            assert info.compress_type == (zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)


names = st.text("abcxyz019-_.", min_size=1, max_size=12).filter(lambda n: n.strip("."))


@given(st.dictionaries(names, st.binary(min_size=1, max_size=3000), max_size=8))
def test_python_reads_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    path = tmp_path_factory.mktemp("zip") / "x.zip"
    write_zip(FileTree({name: File.of(data) for name, data in files.items()}), path)
    with zipfile.ZipFile(path) as z:
        assert {info.filename: z.read(info) for info in z.infolist()} == files


@pytest.mark.skipif(not shutil.which("zipinfo"), reason="zipinfo is not installed")
def test_zipinfo_and_unzip_find_no_fault(tmp_path: Path) -> None:
    write_zip(TREE, tmp_path / "x.zip")
    tested = subprocess.run(["unzip", "-tqq", tmp_path / "x.zip"], capture_output=True, check=False)
    assert (tested.returncode, tested.stdout, tested.stderr) == (0, b"", b"")
    listed = subprocess.run(
        ["zipinfo", "-s", tmp_path / "x.zip"], capture_output=True, text=True, check=True
    ).stdout
    assert listed.count("-rw-r--r--") == 4
    assert "80-Jan-01 00:00" in listed


JAVA = """
import java.io.*; import java.util.zip.*;
public class Read {
  public static void main(String[] a) throws Exception {
    try (ZipInputStream in = new ZipInputStream(new FileInputStream(a[0]))) {
      ZipEntry e; byte[] b = new byte[8192];
      while ((e = in.getNextEntry()) != null) {
        long n = 0; int k; while ((k = in.read(b)) > 0) n += k;
        System.out.println(e.getName() + " " + n);
      }
    }
  }
}
"""


@pytest.mark.skipif(not shutil.which("java"), reason="Java is not installed")
def test_java_reads_it_as_a_stream(tmp_path: Path) -> None:
    """As Learning Hub-like hosts do; it fails on stored entries with data descriptors."""
    write_zip(TREE, tmp_path / "x.zip")
    (tmp_path / "Read.java").write_text(JAVA)
    said = subprocess.run(
        ["java", tmp_path / "Read.java", tmp_path / "x.zip"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert said.split() == [
        "imsmanifest.xml", "11", "a.js", "1", "images/a.png", "10240", "z.html", "2503",
    ]  # fmt: skip


def test_zip64_records_stand_only_where_needed(tmp_path: Path) -> None:
    write_zip(TREE, tmp_path / "small.zip")
    assert struct.pack("<I", 0x06064B50) not in (tmp_path / "small.zip").read_bytes()
    many = FileTree({f"f{number}": File.of("x") for number in range(66_000)})
    write_zip(many, tmp_path / "many.zip")
    with zipfile.ZipFile(tmp_path / "many.zip") as z:
        assert len(z.namelist()) == 66_000


def test_headers_of_an_entry_behind_four_gibibytes() -> None:
    entry = archive._Entry(b"far.txt", 0, 0x8587D865, 5, 5, (1 << 32) + 7)
    header = archive._central_header(entry)
    assert struct.unpack_from("<I", header, 42)[0] == 0xFFFFFFFF
    assert struct.unpack_from("<HHQ", header, 46 + 7) == (1, 8, (1 << 32) + 7)
    end = archive._end(3, (1 << 32) + 100, 200)
    assert struct.unpack_from("<IQ", end) == (0x06064B50, 44)
    assert end.endswith(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 3, 3, 200, 0xFFFFFFFF, 0))


def test_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "x.zip"
    target.write_bytes(b"old")
    picture = tmp_path / "p.png"
    picture.write_bytes(b"0123456789")
    file = File.of_parts([Slice(picture, 0, 10)])
    picture.write_bytes(b"01234")
    with pytest.raises(ChangedOnDisk):
        write_zip(FileTree({"p.png": file}), target)
    picture.write_bytes(b"9876543210")
    with pytest.raises(ChangedOnDisk):
        write_zip(FileTree({"p.png": file}), target)
    assert target.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p.png", "x.zip"]


def test_parts_are_read_from_their_places(tmp_path: Path) -> None:
    source = tmp_path / "s"
    source.write_bytes(b"abcdefghij")
    file = File.of_parts([b"<", Slice(source, 2, 3), b"", Slice(source, 9, 1), b">"])
    assert file.read() == b"<cdej>"
    assert file == File(file.parts, 6, File.of("<cdej>").crc32, File.of("<cdej>").sha256)


def test_two_files_for_one_path_are_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.js"):
        TREE.with_files({"a.js": File.of("2")})
