"""Bits as text: written to a string of 0 and 1, packed six to a base64url character, and back."""

from __future__ import annotations

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The characters of base64url (RFC 4648 §5), each for six bits."""


def pack(bits: str) -> str:
    """Bits as base64url characters; the last one is filled up with zeros."""
    bits += "0" * (-len(bits) % 6)
    return "".join(ALPHABET[int(bits[i : i + 6], 2)] for i in range(0, len(bits), 6))


def unpack(text: str) -> Bits:
    """The bits of base64url characters. Raises :class:`ValueError` for any other character."""
    return Bits("".join(f"{ALPHABET.index(character):06b}" for character in text))


class CutShort(Exception):
    """The text ended before its bits did."""


class Bits:
    """A run of bits, read from the front."""

    def __init__(self, bits: str) -> None:
        self._bits = bits
        self._at = 0

    @property
    def left(self) -> int:
        """How many have not been read."""
        return len(self._bits) - self._at

    def take(self, width: int) -> int:
        """The next ``width`` bits as a number. Raises :class:`CutShort` when there are fewer."""
        if width > self.left:
            raise CutShort
        start, self._at = self._at, self._at + width
        return int(self._bits[start : self._at] or "0", 2)

    def part(self, width: int) -> Bits:
        """The next ``width`` bits by themselves. Raises :class:`CutShort` likewise."""
        if width > self.left:
            raise CutShort
        start, self._at = self._at, self._at + width
        return Bits(self._bits[start : self._at])


def wide(value: int, width: int) -> str:
    """A number in ``width`` bits. Raises :class:`ValueError` when it does not fit."""
    if not 0 <= value < 1 << width:
        raise ValueError(f"{value} does not fit in {width} bits")
    return f"{value:0{width}b}"


def bit(flag: bool) -> str:
    """One bit."""
    return "1" if flag else "0"


def crc24(text: str) -> str:
    """CRC-24 of RFC 4880 §6.1 over the ASCII text, as 4 base64url characters."""
    crc = 0xB704CE
    for byte in text.encode():
        crc ^= byte << 16
        for _ in range(8):
            crc <<= 1
            if crc & 0x1000000:
                crc ^= 0x1864CFB
    return "".join(ALPHABET[crc >> shift & 63] for shift in (18, 12, 6, 0))
