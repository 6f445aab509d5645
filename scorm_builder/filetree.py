"""A package as a value: an immutable mapping of package path → file.

Stands in the middle of the road: ``render`` and the targets make a :class:`FileTree`, ``archive``
writes one. A :class:`File` does not hold a picture's bytes; it says where they lie on the disk, so
that a course of any number of pictures takes the memory of one read buffer.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

READ_SIZE = 1 << 18
"""Bytes read at a time. 256 KiB keeps the peak flat and costs no more than larger reads."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A run of bytes of a file on the disk: ``length`` bytes from ``start``."""

    path: Path
    start: int
    length: int


Part = bytes | Slice


class ChangedOnDisk(Exception):
    """A file became shorter or vanished after one step had looked at it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"'{path}' changed while it was being read")
        self.path = path


def read_parts(parts: Iterable[Part]) -> Iterator[bytes]:
    """Yield the bytes of ``parts`` in order, in blocks of at most :data:`READ_SIZE`.

    Raises :class:`ChangedOnDisk` when a file is gone or shorter than its slice says.
    """
    for part in parts:
        if isinstance(part, bytes):
            if part:
                yield part
            continue
        left = part.length
        try:
            stream = part.path.open("rb", buffering=0)
        except FileNotFoundError:
            raise ChangedOnDisk(part.path) from None
        with stream:
            stream.seek(part.start)
            while left:
                block = stream.read(min(left, READ_SIZE))
                if not block:
                    raise ChangedOnDisk(part.path)
                left -= len(block)
                yield block


@dataclass(frozen=True, slots=True)
class File:
    """One file of a package: its bytes as parts, with their size, CRC-32 and SHA-256.

    The two sums are of the bytes that ``parts`` stand for, in that order.
    """

    parts: tuple[Part, ...]
    size: int
    crc32: int
    sha256: str

    @classmethod
    def of(cls, content: bytes | str) -> File:
        """A file of bytes in memory; text becomes UTF-8."""
        data = content.encode() if isinstance(content, str) else content
        return cls((data,), len(data), zlib.crc32(data), hashlib.sha256(data).hexdigest())

    @classmethod
    def of_parts(cls, parts: Iterable[Part]) -> File:
        """A file of ``parts``, each read once to take the sums.

        Raises :class:`OSError` or :class:`ChangedOnDisk` when a part cannot be read.
        """
        kept = tuple(parts)
        size, crc, digest = 0, 0, hashlib.sha256()
        for block in read_parts(kept):
            size += len(block)
            crc = zlib.crc32(block, crc)
            digest.update(block)
        return cls(kept, size, crc, digest.hexdigest())

    def blocks(self) -> Iterator[bytes]:
        """The file's bytes, block by block."""
        return read_parts(self.parts)

    def read(self) -> bytes:
        """The file's bytes, whole."""
        return b"".join(self.blocks())


class FileTree(Mapping[str, File]):
    """An immutable mapping of package path (``/`` between names, none at the front) → file."""

    def __init__(self, files: Mapping[str, File] | None = None) -> None:
        self._files = dict(files or {})

    def __getitem__(self, path: str) -> File:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def with_files(self, files: Mapping[str, File]) -> FileTree:
        """A tree with ``files`` added. Raises :class:`ValueError` when a path is taken."""
        taken = sorted(set(files) & set(self._files))
        if taken:
            raise ValueError(f"two files for one package path: {', '.join(taken)}")
        return FileTree({**self._files, **files})

    def __repr__(self) -> str:
        return f"FileTree({sorted(self._files)})"
