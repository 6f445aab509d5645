"""A QTI package as it came: a zip that nobody unpacks; what is read is read by its name."""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
import zlib
from urllib.parse import unquote

from lxml import etree

from scorm_builder.interchange.item import Notes, Refused
from scorm_builder.interchange.source import line_of, plain_line, text_of, xml_of

MANIFEST = "imsmanifest.xml"
MAX_FILES = 10_000
MAX_FILE = 64 << 20
MAX_ALL = 256 << 20
"""Bytes that are unpacked of one package, however small it is packed."""


class Package:
    """The files of a zip by their names. Raises :class:`Refused` for what no package needs."""

    def __init__(self, data: bytes) -> None:
        self.title = ""
        self.weights: dict[str, str] = {}
        """What its test says that each item is worth, by the item's name."""
        self._left = MAX_ALL
        self._files: dict[str, zipfile.ZipInfo] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            every = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise Refused(f"the zip cannot be read: {error}") from None
        if len(every) > MAX_FILES:
            raise Refused(f"the zip holds more than {MAX_FILES:,} files")
        for info in every:
            if not info.filename.endswith("/"):
                self._admit(info)
        self.root = self._root()

    def _admit(self, info: zipfile.ZipInfo) -> None:
        name = info.filename.replace("\\", "/")
        shown = plain_line(name, 80)
        if not name or name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise Refused(f"the zip holds a file that leads out of it: '{shown}'")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise Refused(f"the zip holds a link: '{shown}'")
        if info.flag_bits & 1:
            raise Refused(f"the zip is encrypted: '{shown}'")
        if name in self._files:
            raise Refused(f"the zip holds two files of one name: '{shown}'")
        self._files[name] = info

    def _root(self) -> str:
        """The folder of the manifest: the top, or the only folder there."""
        if MANIFEST in self._files:
            return ""
        found = [name for name in self._files if name.count("/") == 1 and name.endswith(MANIFEST)]
        return found[0].removesuffix(MANIFEST) if len(found) == 1 else ""

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises :class:`Refused`."""
        info = self._files.get(name)
        if info is None:
            raise Refused("the package does not hold it")
        try:
            with self._zip.open(info) as file:
                data = file.read(min(MAX_FILE, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as bad:
            raise Refused(f"it cannot be unpacked: {bad}") from None
        if len(data) > min(MAX_FILE, self._left):
            raise Refused("it is too large when it is unpacked")
        self._left -= len(data)
        return data

    def find(self, folder: str, href: str) -> str:
        """The name of the file that ``href`` leads to from ``folder``, if there is one."""
        path = unquote(href.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]).replace("\\", "/")
        name = posixpath.normpath(posixpath.join(folder, path))
        if name not in self._files and not href.startswith(("/", "..")):
            return next((n for n in (f"{self.root}{path}", path) if n in self._files), name)
        return name

    def beside(self, item: str, href: str) -> tuple[bytes, str] | str:
        """The file that an item shows: its bytes and name, or why it cannot be had."""
        if "://" in href or href.startswith("//"):
            return "it lies elsewhere: fetch it and add it by hand"
        name = self.find(posixpath.dirname(item), href)
        try:
            return self.read(name), posixpath.basename(name)
        except Refused as refused:
            return refused.message

    # -- which files are items --------------------------------------------------------------------

    def items(self, notes: Notes) -> list[str]:
        """The names of its items in order, as its manifest and its test have them."""
        if f"{self.root}{MANIFEST}" not in self._files:
            found = sorted(name for name in self._files if name.lower().endswith(".xml"))
            if not found:
                raise Refused("it is a zip without a manifest and without XML: no QTI package")
            notes.leave_out(
                "the package", "it has no manifest: every XML file was looked at", notes.span()
            )
            return found
        items: list[str] = []
        tests: list[str] = []
        root = xml_of(text_of(self.read(f"{self.root}{MANIFEST}")))
        for resource in root.iter("{*}resource"):
            kind = resource.get("type") or ""
            name = self.find(self.root, resource.get("href") or self._first(resource))
            if "imsqti_item" in kind.replace("-", "_"):
                items.append(name)
            elif "imsqti_test" in kind or "assessment_test" in kind:
                tests.append(name)
            elif "qti" in kind.lower():
                line = line_of(resource)
                why = f"resources of the type '{plain_line(kind, 60)}' are not taken"
                notes.leave_out(f"'{plain_line(name, 80)}'", why, notes.span(line, MANIFEST))
        order = self._order(tests, notes)
        return list(dict.fromkeys([*(name for name in order if name in set(items)), *items]))

    def _first(self, resource: etree._Element) -> str:
        file = resource.find("{*}file")
        return (file.get("href") or "") if file is not None else ""

    def _order(self, tests: list[str], notes: Notes) -> list[str]:
        order: list[str] = []
        for name in tests:
            try:
                root = xml_of(text_of(self.read(name)))
            except Refused as refused:
                why = f"the test: {refused.message}"
                notes.leave_out(f"'{plain_line(name, 80)}'", why, notes.span(refused.line, name))
                continue
            self.title = self.title or plain_line(root.get("title"), 200)
            self._rules(root, name, notes)
            folder = posixpath.dirname(name)
            for element in root.iter("{*}assessmentItemRef", "{*}qti-assessment-item-ref"):
                item = self.find(folder, element.get("href") or "")
                order.append(item)
                for weight in element.iterfind("{*}weight"):
                    self.weights[item] = weight.get("value") or ""
                for weight in element.iterfind("{*}qti-weight"):
                    self.weights[item] = weight.get("value") or ""
        return order

    def _rules(self, root: etree._Element, name: str, notes: Notes) -> None:
        """Say what a test asks for beside its order."""
        kinds = {
            "timeLimits": "a time limit",
            "selection": "a choice of some items",
            "ordering": "another order for each learner",
            "branchRule": "branches",
            "preCondition": "conditions for items",
            "testFeedback": "feedback at the end",
            "rubricBlock": "instructions",
        }
        for kind, words in kinds.items():
            dashed = "".join(f"-{c.lower()}" if c.isupper() else c for c in kind)
            found = next(root.iter(f"{{*}}{kind}", f"{{*}}qti-{dashed}"), None)
            if found is not None:
                span = notes.span(line_of(found), name)
                notes.leave_out(f"the test '{self.title or name}'", words, span)
