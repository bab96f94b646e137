"""Write files that are made to do harm, or that came to harm, for the tests.

    python -m tools.hostile FOLDER

Each `CASES` names what `vanban parse` must say of the file.  The bombs are small: what
they unpack to is not.
"""

from __future__ import annotations

import argparse
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_MAIN = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_BLOCK_BYTES = 1 << 20
_AES_256 = 5  # pymupdf.PDF_ENCRYPT_AES_256, which mypy does not see


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and the codes of errors that are right for it; `ok`: it is read."""

    name: str
    codes: tuple[str, ...]
    make: Callable[[], bytes]


def sample(suffix: str) -> bytes:
    """Return a good letter."""
    return min(SAMPLES.glob(f"*/letter.{suffix}")).read_bytes()


# PDF


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """Return a PDF of these objects, numbered from 1."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    starts = []
    for number, body in enumerate(objects, start=1):
        starts.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % start for start in starts)
    out.write(b"trailer\n<</Size %d/Root %d 0 R>>\n" % (len(objects) + 1, root))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object of bytes that are packed already."""
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), entries, data)


def one_page(content: bytes, resources: bytes = b"", *more: bytes) -> bytes:
    """Return a PDF of one page: object 4 is its content, `more` are 5 and on."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<<%b>>>>" % resources,
        content,
        *more,
    )


def deflated(block: bytes, times: int) -> bytes:
    """Return `block` so many times over as zlib packs it, without ever unpacking it.

    After a full flush the packed block means the same wherever it stands.
    """
    packer = zlib.compressobj(9)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(block, check)
    return first + again * (times - 1) + b"\x03\x00" + struct.pack(">I", check)


def flate_bomb(operators: bytes, n_mib: int) -> bytes:
    """Return a page whose content unpacks to `n_mib` MiB of these operators."""
    block = (operators * (_BLOCK_BYTES // len(operators) + 1))[:_BLOCK_BYTES]
    block = block[: block.rindex(operators) + len(operators)]
    content = stream(deflated(block, n_mib), b"/Filter/FlateDecode")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return one_page(content, b"/Font<</F 5 0 R>>", font)


def image_bomb(side: int) -> bytes:
    """Return a page that is one picture of `side` x `side` grey pixels."""
    packed = deflated(bytes(side), side)
    image = stream(
        packed,
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode" % (side, side),
    )
    draw = stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    return one_page(draw, b"/XObject<</I 5 0 R>>", image)


def vast_page(points: int) -> bytes:
    """Return a letter of one page that is `points` wide and high."""
    with pymupdf.open() as made:
        page = made.new_page(width=points, height=points)
        for line in range(20):
            page.insert_text((72, 72 + 20 * line), "UBND giao cac phong, ban. " * 3)
        data: bytes = made.tobytes(no_new_id=True)
    return data


def many_pages(count: int) -> bytes:
    """Return a PDF of so many pages, all with the same content."""
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R>>"
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
        stream(b""),
        *([page] * count),
    )


def nested_array(depth: int) -> bytes:
    """Return a page whose box stands in so many brackets."""
    deep = b"[" * depth + b"0" + b"]" * depth
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Deep %b>>" % deep,
    )


def page_tree_loop() -> bytes:
    """Return a PDF whose page tree is its own child."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000>>",
    )


def form_loop(depth: int) -> bytes:
    """Return a page whose forms draw each other twice, `depth` deep."""
    form = (
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
    )
    forms = [stream(b"/F Do /F Do", form % (6 + n)) for n in range(depth)]
    last = stream(b"0 0 m", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return one_page(stream(b"/F Do"), b"/XObject<</F 5 0 R>>", *forms, last)


def locked_pdf() -> bytes:
    """Return a letter that opens with a password only."""
    with pymupdf.open(stream=sample("pdf"), filetype="pdf") as letter:
        data: bytes = letter.tobytes(
            encryption=_AES_256, user_pw="mật", owner_pw="khẩu"
        )
    return data


# DOCX


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


# Pictures and others


def png(side: int) -> bytes:
    """Return a picture of `side` x `side` black pixels, a bit each."""
    row = bytes(side // 8 + 1)

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", deflated(row, side)),
            chunk(b"IEND", b""),
        )
    )


def nested_rtf(depth: int) -> bytes:
    """Return an RTF of groups in groups."""
    return b"{\\rtf1\\ansi " + b"{" * depth + b"x" + b"}" * depth + b"}"


def half_of(suffix: str) -> bytes:
    """Return the first half of a good letter."""
    data = sample(suffix)
    return data[: len(data) // 2]


_TOO_MUCH = ("too-large", "memory-limit", "time-limit")

CASES: tuple[Case, ...] = (
    Case("empty.pdf", ("empty-file",), lambda: b""),
    Case("truncated.pdf", ("damaged-file",), lambda: half_of("pdf")),
    Case("truncated.docx", ("damaged-file",), lambda: half_of("docx")),
    Case("locked.pdf", ("encrypted-file",), locked_pdf),
    Case("locked.docx", ("encrypted-file",), locked_docx),
    Case("pdf-by-another-name.docx", ("ok",), lambda: sample("pdf")),
    Case("text.pdf", ("unsupported-format",), lambda: b"Kinh gui: cac phong\n" * 9),
    Case("program.doc", ("unsupported-format",), lambda: b"MZ\x90\x00" + bytes(999)),
    Case("flate-bomb-paths.pdf", _TOO_MUCH, lambda: flate_bomb(b"0 0 m ", 1600)),
    Case(
        "flate-bomb-text.pdf",
        _TOO_MUCH,
        lambda: flate_bomb(b"BT /F 9 Tf 9 9 Td (a b) Tj ET ", 400),
    ),
    Case("image-bomb.pdf", ("no-text", *_TOO_MUCH), lambda: image_bomb(30_000)),
    Case("vast-page.pdf", ("too-large",), lambda: vast_page(200_000)),
    Case("many-pages.pdf", ("too-large",), lambda: many_pages(2_000)),
    Case(
        "nested-array.pdf", ("damaged-file", "no-text"), lambda: nested_array(500_000)
    ),
    Case("page-tree-loop.pdf", ("damaged-file", "too-large"), page_tree_loop),
    Case("form-loop.pdf", ("no-text", "time-limit"), lambda: form_loop(60)),
    Case("zip-bomb.docx", ("too-large",), lambda: zip_bomb(1_000)),
    Case(
        "lying-zip-bomb.docx",
        ("too-large", "damaged-file"),
        lambda: zip_bomb(1_000, claimed=9_000),
    ),
    Case("many-parts.docx", ("too-large",), lambda: many_parts(10_001)),
    Case("laughs.docx", ("damaged-file",), lambda: laughs(12)),
    Case("outside-entity.docx", ("damaged-file",), outside_entity),
    Case("nested-tables.docx", ("damaged-file",), lambda: nested_tables(100_000)),
    Case("long-paragraph.docx", ("ok", *_TOO_MUCH), lambda: long_paragraph(300_000)),
    Case(
        "nested-groups.rtf",
        # LibreOffice takes as much of time and memory as it is given.
        (
            *("ok", "damaged-file", "conversion-timeout", "no-text"),
            *("missing-program", *_TOO_MUCH),
        ),
        lambda: nested_rtf(300_000),
    ),
    Case("picture.png", ("unsupported-format", *_TOO_MUCH), lambda: png(30_000)),
)


def write(folder: Path) -> Iterator[tuple[Case, Path]]:
    """Write the files of all cases."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        path = folder / case.name
        path.write_bytes(case.make())
        yield case, path


def main() -> int:
    """Write the files and say what they are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    for case, path in write(parser.parse_args().folder):
        print(f"{path}  {path.stat().st_size:>10} bytes  {' or '.join(case.codes)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
