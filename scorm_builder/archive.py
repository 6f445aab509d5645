"""FileTree → zip: the same bytes for the same tree, whoever writes it, when and where.

Written by hand rather than with ``zipfile``, because a package is what this project makes: each
entry's size and sum are known before it is written, so that no entry needs a data descriptor
(Java's streaming reader, which several LMSs use, fails on those), pictures pass through one buffer,
and every field of every header is ours. The format is PKWARE's APPNOTE 6.3; the fields cited as
§4.3.7, §4.3.12, §4.3.14–16.
"""

from __future__ import annotations

import contextlib
import glob
import os
import secrets
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from scorm_builder.filetree import ChangedOnDisk, File, FileTree, Slice
from scorm_builder.problems import Rule

OUTPUT_FAILED = Rule(
    "output-failed",
    "The package could not be written",
    "What lay under the package's name before is still there, unchanged.",
)
SOURCE_CHANGED = Rule(
    "source-changed",
    "A file changed while the course was being built",
    "The package would have held parts of two versions. Nothing was written; build again.",
)
RULES = (OUTPUT_FAILED, SOURCE_CHANGED)

STORED, DEFLATED = 0, 8
MEDIA = frozenset(("jpg", "jpeg", "png", "webp", "gif", "mp3", "mp4", "woff2", "pdf"))
"""Extensions of files that are compressed already: deflating them again costs time and bytes."""

LEVEL = 6
"""zlib's usual level: 9 takes three times as long for 1 % less."""

DATE, TIME = (1980 - 1980) << 9 | 1 << 5 | 1, 0
"""1980-01-01 00:00, the first moment that a zip can name."""

MODE = 0o100644 << 16
"""A regular file that everyone may read: some hosts unpack with the modes they are given."""

STALE = 600
"""Seconds without a write after which an unfinished file is taken for one of a killed build."""

UNIX = 3 << 8
VERSION, VERSION_ZIP64 = 20, 45
LIMIT_32, LIMIT_16 = 0xFFFFFFFF, 0xFFFF


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    method: int
    crc32: int
    packed: int
    size: int
    offset: int


def write_zip(
    tree: FileTree,
    path: Path,
    *,
    first: str = "imsmanifest.xml",
    written: Callable[[int], None] | None = None,
) -> None:
    """Write ``tree`` to ``path``: the file ``first`` at the front, the rest sorted by name.

    The file appears under its name when it is complete, or not at all. ``written`` is called with
    the number of bytes (before compression) of each file as it is done. Raises :class:`OSError`
    when it cannot be written and :class:`~scorm_builder.filetree.ChangedOnDisk` when a source
    changed meanwhile.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        with unfinished.open("xb", buffering=1 << 18) as stream:
            _sweep(path, unfinished)
            _write(tree, stream, sorted(tree, key=lambda name: (name != first, name)), written)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that appears under its name when it is complete, or not at all.

    Raises :class:`OSError` when it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        with unfinished.open("xb") as stream:
            stream.write(data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _sweep(path: Path, unfinished: Path) -> None:
    """Remove what builds that were killed have left: older than ours, by the disk's own clock."""
    now = unfinished.stat().st_mtime
    for other in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        # Whatever hinders it, a leftover is no reason not to build.
        with contextlib.suppress(OSError):
            if other.stat().st_mtime < now - STALE:
                other.unlink()


def _write(
    tree: FileTree,
    stream: BinaryIO,
    names: Iterable[str],
    written: Callable[[int], None] | None,
) -> None:
    entries = []
    for name in names:
        entries.append(_write_file(stream, name, tree[name]))
        if written:
            written(tree[name].size)
    start = stream.tell()
    for entry in entries:
        stream.write(_central_header(entry))
    stream.write(_end(len(entries), start, stream.tell() - start))


def _write_file(stream: BinaryIO, name: str, file: File) -> _Entry:
    if file.size >= LIMIT_32:
        raise ValueError(f"'{name}' has 4 GiB or more")
    offset = stream.tell()
    if name.rpartition(".")[2] in MEDIA:
        entry = _Entry(name.encode("ascii"), STORED, file.crc32, file.size, file.size, offset)
        stream.write(_local_header(entry))
        _copy(stream, file)
        return entry
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    packed = b"".join([*map(deflate.compress, file.blocks()), deflate.flush()])
    entry = _Entry(name.encode("ascii"), DEFLATED, file.crc32, len(packed), file.size, offset)
    stream.write(_local_header(entry))
    stream.write(packed)
    return entry


def _copy(stream: BinaryIO, file: File) -> None:
    """Copy a stored file, and make sure that it still is what its header says."""
    crc = 0
    for block in file.blocks():
        crc = zlib.crc32(block, crc)
        stream.write(block)
    if crc != file.crc32:
        raise ChangedOnDisk(next(p.path for p in file.parts if isinstance(p, Slice)))


def _local_header(entry: _Entry) -> bytes:
    """§4.3.7. Flags are 0: no data descriptor, and names are ASCII."""
    fields = (0x04034B50, VERSION, 0, entry.method, TIME, DATE, entry.crc32, entry.packed)
    return struct.pack("<IHHHHHIIIHH", *fields, entry.size, len(entry.name), 0) + entry.name


def _central_header(entry: _Entry) -> bytes:
    """§4.3.12, with a Zip64 extra field (§4.5.3) only for an entry behind the first 4 GiB."""
    far = entry.offset >= LIMIT_32
    extra = struct.pack("<HHQ", 1, 8, entry.offset) if far else b""
    version = VERSION_ZIP64 if far else VERSION
    head = (0x02014B50, UNIX | version, version, 0, entry.method, TIME, DATE, entry.crc32)
    sizes = (entry.packed, entry.size, len(entry.name), len(extra), 0, 0, 0)
    tail = (MODE, LIMIT_32 if far else entry.offset)
    return struct.pack("<IHHHHHHIIIHHHHHII", *head, *sizes, *tail) + entry.name + extra


def _end(count: int, start: int, length: int) -> bytes:
    """§4.3.16, with the Zip64 records (§4.3.14–15) before it only where they are needed."""
    end = b""
    if count >= LIMIT_16 or start >= LIMIT_32 or length >= LIMIT_32:
        version = UNIX | VERSION_ZIP64
        end += struct.pack(
            "<IQHHIIQQQQ", 0x06064B50, 44, version, VERSION_ZIP64, 0, 0, count, count, length, start
        )
        end += struct.pack("<IIQI", 0x07064B50, 0, start + length, 1)
    count, length, start = min(count, LIMIT_16), min(length, LIMIT_32), min(start, LIMIT_32)
    return end + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, length, start, 0)
