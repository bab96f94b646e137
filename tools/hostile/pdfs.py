"""PDF files that are made to do harm."""

from __future__ import annotations

import io

import pymupdf

from tools.hostile.packing import deflated, sample

_BLOCK_BYTES = 1 << 20
_AES_256 = 5  # pymupdf.PDF_ENCRYPT_AES_256, which mypy does not see


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
