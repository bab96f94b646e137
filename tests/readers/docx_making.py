"""DOCX files of invented letters, made part by part for the tests of the reader."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from vanban_parser.model.document import Document, Flow
from vanban_parser.readers.docx import read_docx
from vanban_parser.settings import Settings

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def t(text: str, properties: str = "") -> str:
    """Return a run; tabs and line breaks in `text` become elements."""
    body = escape(text).replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    body = body.replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}<w:t xml:space='preserve'>{body}</w:t></w:r>"


def p(content: str = "", properties: str = "") -> str:
    """Return a paragraph of plain text or, where it starts with ``<``, of XML."""
    runs = content if content.startswith("<") or not content else t(content)
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{runs}</w:p>"


def cell(*paragraphs: str, properties: str = "") -> str:
    """Return a table cell of paragraphs, given as text or XML."""
    body = "".join(
        x if x.startswith(("<w:p>", "<w:p ", "<w:tbl>")) else p(x) for x in paragraphs
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body or p()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a table row of cells, given as text or as XML of cells."""
    body = "".join(x if x.startswith("<w:tc>") else cell(x) for x in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{body}</w:tr>"


def table(
    *rows: str, widths: Sequence[int] = (4000, 5000), border: str | None = None
) -> str:
    """Return a table; `border` is the kind of all its lines, None: it has none."""
    lines = "".join(f'<w:{side} w:val="{border}"/>' for side in SIDES)
    look = f"<w:tblBorders>{lines}</w:tblBorders>" if border else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def part(root: str, body: str) -> str:
    """Return an XML part with this root element."""
    return f'<?xml version="1.0"?><w:{root} {NAMESPACES}>{body}</w:{root}>'


def relationships(**targets: str) -> str:
    """Return a relationships part: kind of relationship to target."""
    body = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{body}</Relationships>'


def parts(body: str, **more: str) -> dict[str, str]:
    """Return the parts of a letter by name; `more`: styles, numbering, footnotes ..."""
    files = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships(officeDocument="word/document.xml"),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relationships(
            **{kind: f"{kind}.xml" for kind in more}
        ),
    }
    return files | {
        f"word/{kind}.xml": part(kind, content) for kind, content in more.items()
    }


def packed(files: dict[str, str | bytes] | dict[str, str]) -> bytes:
    """Return a ZIP file of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # Its own entry: else the hour of the test would be in the file.
            entry = zipfile.ZipInfo(name)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def read(body: str, **more: str) -> Document:
    """Return the document of a letter with this body."""
    return read_docx(packed(parts(body, **more)), "thu.docx", Settings())


def lines(document: Document, flow: Flow | None = None) -> list[str]:
    """Return the words of the blocks in one flow, or of all."""
    return [
        block.span.of(document.text)
        for block in document.blocks
        if flow is None or block.flow is flow
    ]


def flows(document: Document) -> str:
    """Return the first letters of the blocks' flows: ``LLRRF``."""
    return "".join(block.flow.value[0].upper() for block in document.blocks)
