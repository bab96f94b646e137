"""What a letter, and a file set from it, shows: for the tests."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pymupdf

from tools.letters.model import Letter, Table

_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>)")


def printed(letter: Letter) -> Iterator[str]:
    """Yield every string of a letter that a page shows."""
    yield from (*letter.parent, *letter.issuer, letter.number, letter.place_date)
    yield from (*letter.subject, *letter.addressees, *letter.distribution)
    yield from (*letter.signature, letter.signer)
    blocks = [*letter.blocks, *(b for a in letter.annexes for b in a.blocks)]
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
        else:
            yield block.text
            yield from (run.note for run in block.runs if run.note)


def pdf_text(pdf: bytes) -> str:
    """Return the text of all pages as PyMuPDF orders it, widgets included."""
    with pymupdf.open("pdf", pdf) as document:
        return "\n".join(page.get_text() for page in document)


def docx_text(package: bytes) -> str:
    """Return the story and the notes, one paragraph a line, in the order of the XML."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        names = {"word/document.xml", "word/footnotes.xml"} & set(parts.namelist())
        xml = "".join(parts.read(name).decode() for name in sorted(names))
    found = _TEXT.findall(xml)
    return "".join(text or "\n" for text, _ in found).replace("&amp;", "&")
