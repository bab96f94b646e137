"""DOCX files that are made to do harm."""

from __future__ import annotations

import io
import struct
import zipfile

from tools.hostile.packing import deflated

_MAIN = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def docx(document: bytes, **parts: bytes) -> bytes:
    """Return a DOCX with this main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(_MAIN, document)
        for name, data in parts.items():
            archive.writestr(f"word/{name}.xml", data)
    return out.getvalue()


def body(inner: bytes, before: bytes = b"") -> bytes:
    """Return the XML of a main part."""
    return b'<?xml version="1.0"?>%b<w:document %b><w:body>%b</w:body></w:document>' % (
        before,
        _W.encode(),
        inner,
    )


def paragraph(text: bytes) -> bytes:
    """Return a paragraph of one run."""
    return b"<w:p><w:r><w:t>%b</w:t></w:r></w:p>" % text


def zip_bomb(n_mib: int, *, claimed: int | None = None) -> bytes:
    """Return a DOCX whose main part unpacks to `n_mib` MiB.

    Args:
        n_mib: How much it is.
        claimed: The size that the directory names, where it lies.
    """
    block = paragraph(b"x" * 100) * 8_000
    raw = deflated(block, n_mib)[2:-4]  # without zlib's head and sum
    size = len(block) * n_mib if claimed is None else claimed
    name = _MAIN.encode()
    head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(raw), size, len(name), 0)
    local = b"PK\x03\x04" + head + name + raw
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + head
    entry += struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + b"PK\x05\x06" + end


def many_parts(count: int) -> bytes:
    """Return a DOCX with so many parts."""
    return docx(
        body(paragraph(b"x")), **{f"part{number}": b"" for number in range(count)}
    )


def laughs(depth: int) -> bytes:
    """Return a DOCX with entities that are ten of the one before (billion laughs)."""
    entities = [b'<!ENTITY a0 "ha">']
    for number in range(1, depth):
        ten = b"&a%d;" % (number - 1) * 10
        entities.append(b'<!ENTITY a%d "%b">' % (number, ten))
    kind = b"<!DOCTYPE d [%b]>" % b"".join(entities)
    return docx(body(paragraph(b"&a%d;" % (depth - 1)), kind))


def outside_entity() -> bytes:
    """Return a DOCX that asks for a file of the machine."""
    kind = b'<!DOCTYPE d [<!ENTITY out SYSTEM "file:///etc/passwd">]>'
    return docx(body(paragraph(b"&out;"), kind))


def nested_tables(depth: int) -> bytes:
    """Return a DOCX of tables in tables."""
    opening, closing = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    return docx(body(opening * depth + paragraph(b"x") + closing * depth))


def locked_docx() -> bytes:
    """Return a DOCX whose parts are locked with ZIP's own password."""
    data = bytearray(docx(body(paragraph(b"x"))))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


def long_paragraph(n_words: int) -> bytes:
    """Return a DOCX whose one paragraph never ends."""
    words = (
        "Giao Sở Nội vụ phối hợp các xã báo cáo trước ngày 15/10/2020, đạt 12,5% và "
    )
    times = n_words // len(words.split())
    return docx(body(paragraph(words.encode() * times)))
