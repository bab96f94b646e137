"""Open a DOCX: refuse what is no letter or means harm, hand on the parsed parts."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from lxml import etree

from vanban_parser.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    TooLargeError,
    UnsupportedFormatError,
)
from vanban_parser.readers.docx_xml import Node, W
from vanban_parser.settings import Settings

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# Stream of an OLE file that holds a DOCX under a password ([MS-OFFCRYPTO] 2.3.4.4).
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_FORMATS = (b"%PDF", b"{\\rtf", b"<html", b"<HTML", b"<!DOC", b"<?xml")
_CENTRAL_HEADER = b"PK\x01\x02"
_MAX_ENTRIES = 10_000
# XML of real letters shrinks 10 to 40 times; DEFLATE cannot pass 1032.
_MAX_RATIO = 200
_RATIO_COUNTS_FROM_BYTES = 20_000_000
_CHUNK_BYTES = 1 << 16
_OFFICE_DOCUMENT = "officeDocument"
_MAIN_PART = "word/document.xml"
_ENCRYPTED_FLAG = 1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# Fetches nothing and leaves entities alone; lxml's limits on depth and length hold.
_PARSER = etree.XMLParser(
    remove_blank_text=True, resolve_entities=False, no_network=True
)
# ISO 29500 Strict says the same things under other names (ISO/IEC 29500-1, annex A).
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)


@dataclass(frozen=True, slots=True)
class Package:
    """Roots of the parts that carry a letter's words and their form.

    `properties` are what the document says of itself, by name.
    """

    document: Node
    styles: Node | None
    numbering: Node | None
    footnotes: Node | None
    endnotes: Node | None
    properties: Mapping[str, str]


def open_package(data: bytes, filename: str, settings: Settings) -> Package:
    """Return the parsed parts of a DOCX.

    Parts are read here and not by python-docx's package class: that unpacks every
    part whole, whatever the directory promised, and gives up at a relationship that
    leads nowhere, which Word itself opens.

    Raises:
        VanbanError: it is empty, locked, damaged, too large or something else.
    """
    _refuse_other_formats(data, filename)
    if len(data) > settings.max_bytes:
        raise TooLargeError(filename, f"{len(data):,} bytes")
    if data.count(_CENTRAL_HEADER) > _MAX_ENTRIES:
        raise TooLargeError(filename, f"more than {_MAX_ENTRIES:,} parts")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile raises a dozen kinds on damaged directories
        raise DamagedFileError(filename, "its ZIP directory") from error
    with archive:
        return _Parts(archive, filename, settings.max_unpacked_bytes).package()


def _refuse_other_formats(data: bytes, filename: str) -> None:
    if not data:
        raise EmptyFileError(filename)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise EncryptedFileError(filename)
        raise UnsupportedFormatError(filename, "the old format of Word, .doc")
    if data.lstrip()[:5].startswith(_OTHER_FORMATS):
        raise UnsupportedFormatError(filename)
    if not data.startswith(b"PK"):
        raise DamagedFileError(filename, "it does not start like a ZIP file")


class _Parts:
    """The parts of one archive by name; counts what it unpacks."""

    def __init__(
        self, archive: zipfile.ZipFile, filename: str, max_unpacked_bytes: int
    ) -> None:
        self._archive = archive
        self._filename = filename
        self._left = max_unpacked_bytes
        self._infos = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info
            for info in archive.infolist()
        }
        self._refuse_bombs()

    def package(self) -> Package:
        """Follow the relationships from the package to the parts a letter has."""
        top = self._related("")
        main = top.get(_OFFICE_DOCUMENT, _MAIN_PART)
        main = main if main.lower() in self._infos else _MAIN_PART
        document = self._parse(main)
        if document is None:
            if "content.xml" in self._infos:
                raise UnsupportedFormatError(self._filename, "an OpenDocument file")
            raise DamagedFileError(self._filename, f"it lacks: {_MAIN_PART}")
        if document.tag != W + "document":
            raise UnsupportedFormatError(self._filename, "no text document")
        related = self._related(main)
        folder = main.rpartition("/")[0]

        def part(kind: str) -> Node | None:
            return self._parse(related.get(kind, f"{folder}/{kind}.xml"))

        return Package(
            document=document,
            styles=part("styles"),
            numbering=part("numbering"),
            footnotes=part("footnotes"),
            endnotes=part("endnotes"),
            properties=dict(self._properties(top)),
        )

    def _properties(self, top: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the core properties and those that the office has made its own."""
        for kind in ("core-properties", "custom-properties"):
            root = self._parse(top[kind]) if kind in top else None
            for one in () if root is None else root:
                if isinstance(one.tag, str):
                    name = one.get("name") or one.tag.rpartition("}")[2]
                    yield name, "".join(node.text or "" for node in one.iter())

    def _refuse_bombs(self) -> None:
        infos = self._infos.values()
        if sum(info.file_size for info in infos) > self._left:
            raise TooLargeError(self._filename, "unpacked")
        for info in infos:
            size = info.file_size
            if size > _RATIO_COUNTS_FROM_BYTES and size > _MAX_RATIO * max(
                info.compress_size, 1
            ):
                raise TooLargeError(self._filename, "a part unpacks enormously")

    def _related(self, source: str) -> dict[str, str]:
        """Return part names by the last word of the relationship's type.

        `source` is the part whose relationships they are; empty: the whole package.
        """
        folder, name = posixpath.split(source)
        root = self._parse(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        for relationship in () if root is None else root:
            kind, target = relationship.get("Type"), relationship.get("Target")
            if kind and target and relationship.get("TargetMode") != "External":
                name = posixpath.normpath(posixpath.join("/", folder, target))
                found.setdefault(kind.rpartition("/")[2], name.lstrip("/"))
        return found

    def _parse(self, name: str) -> Node | None:
        """Return the root element of a part, or None where there is no such part."""
        info = self._infos.get(name.lower())
        if info is None:
            return None
        content = self._unpack(info)
        for strict, transitional in _STRICT:
            content = content.replace(strict, transitional)
        try:
            root = etree.fromstring(content, _PARSER)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise DamagedFileError(self._filename, name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            # Forbidden in packages (ECMA-376 part 2, 7.2.5): entities are an attack.
            raise DamagedFileError(self._filename, f"declares entities: {name}")
        return cast("Node", root)

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        """Return a part's bytes; stop where the directory lied about their number."""
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedFileError(self._filename)
        if info.compress_type not in _METHODS:
            raise DamagedFileError(self._filename, f"unknown packing: {info.filename}")
        chunks = bytearray()
        try:
            with self._archive.open(info) as stream:
                while len(chunks) <= self._left and (
                    chunk := stream.read(_CHUNK_BYTES)
                ):
                    chunks += chunk
        except Exception as error:  # as above: BadZipFile, zlib.error, EOFError ...
            raise DamagedFileError(self._filename, info.filename) from error
        self._left -= len(chunks)
        if self._left < 0:
            raise TooLargeError(self._filename, "unpacked")
        return bytes(chunks)
