"""Portraits of the course's two invented authors: flat drawings of nobody, as SVG."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """What tells one portrait from the other."""

    ground: str
    skin: str
    shade: str
    coat: str
    collar: str
    behind: str
    """Drawn behind the head: the hair at the back."""
    front: str
    """Drawn over the face: hair, glasses, beard."""


LINNEA = Person(
    ground="#d5e6e4", skin="#f0cdb0", shade="#e0b494", coat="#2f5d62", collar="#f4f1ea",
    behind='<circle cx="160" cy="52" r="26" fill="#7b4a2b"/>'
    '<path d="M92 150 C84 84 118 58 160 58 C202 58 236 84 228 150 L222 178 L98 178 Z"'
    ' fill="#7b4a2b"/>',
    front='<path d="M99 140 C100 92 126 74 160 74 C194 74 220 92 221 140 C212 122 198 110 180 102'
    ' C164 116 128 118 99 140 Z" fill="#8d5833"/>'
    '<g fill="none" stroke="#33424a" stroke-width="4"><circle cx="137" cy="148" r="18"/>'
    '<circle cx="183" cy="148" r="18"/><path d="M155 145 Q160 141 165 145"/></g>'
    '<path d="M144 188 Q160 202 176 188" fill="none" stroke="#a8553f" stroke-width="5"'
    ' stroke-linecap="round"/>'
    '<circle cx="101" cy="176" r="4" fill="#f4f1ea"/><circle cx="219" cy="176" r="4"'
    ' fill="#f4f1ea"/>',
)  # fmt: skip
TOBIAS = Person(
    ground="#e9dfcf", skin="#a9714b", shade="#8f5b39", coat="#f3f5f6", collar="#4a6c9b",
    behind="",
    front='<path d="M99 142 C94 88 120 66 160 66 C200 66 226 88 221 142 C216 128 212 116 204 108'
    ' C180 98 140 98 116 108 C108 116 104 128 99 142 Z" fill="#231c19"/>'
    '<path d="M100 150 C102 214 128 232 160 232 C192 232 218 214 220 150 C214 172 204 178 190 176'
    ' C176 168 144 168 130 176 C116 178 106 172 100 150 Z" fill="#2e2521"/>'
    '<path d="M143 190 Q160 203 177 190 Q160 194 143 190 Z" fill="#e8d9cf"/>',
)  # fmt: skip
PEOPLE = {"linnea-ashgrove": LINNEA, "tobias-merrow": TOBIAS}


def portrait(name: str) -> str:
    """Return the drawing of a person: shoulders, neck, head, eyes, brows and nose."""
    p = PEOPLE[name]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320">\n'
        f'<rect width="320" height="320" fill="{p.ground}"/>\n{p.behind}\n'
        f'<path d="M34 320 C36 262 84 246 124 236 L196 236 C236 246 284 262 286 320 Z"'
        f' fill="{p.coat}"/>\n'
        f'<path d="M122 236 L160 288 L198 236 L188 228 L132 228 Z" fill="{p.collar}"/>\n'
        f'<path d="M136 196 L184 196 L184 236 C178 254 142 254 136 236 Z" fill="{p.shade}"/>\n'
        f'<circle cx="101" cy="156" r="13" fill="{p.shade}"/>'
        f'<circle cx="219" cy="156" r="13" fill="{p.shade}"/>\n'
        f'<path d="M102 132 C102 96 128 80 160 80 C192 80 218 96 218 132 L216 164'
        f' C212 200 184 222 160 222 C136 222 108 200 104 164 Z" fill="{p.skin}"/>\n'
        '<circle cx="138" cy="149" r="5.5" fill="#2b2523"/>'
        '<circle cx="182" cy="149" r="5.5" fill="#2b2523"/>\n'
        f'<path d="M160 152 L155 173 Q160 177 166 173" fill="none" stroke="{p.shade}"'
        ' stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>\n'
        '<path d="M125 126 Q137 119 149 126 M171 126 Q183 119 195 126" fill="none"'
        ' stroke="#4a342a" stroke-width="5" stroke-linecap="round"/>\n'
        f"{p.front}\n</svg>\n"
    )
