"""Set a letter as DOCX as offices do: a table without rules for the head, another one for
Nơi nhận and the signature, everything else in plain paragraphs.

The same letter gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as WordParagraph

from tools.letters.footnotes import Footnotes
from tools.letters.model import Block, Letter, Motto, Paragraph, Run, Style, Table

_MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_ZIP_DATE = (2026, 1, 1, 0, 0, 0)
_SHORT_CELL = 12  # characters: a cell no longer than that is centred
_LINES_TO_SIGN = 4
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def set_docx(letter: Letter) -> bytes:
    """Return `letter` as a DOCX file."""
    document = _blank(letter.kind or "CÔNG VĂN")
    notes = Footnotes(document)
    _head(document, letter)
    _title(document, letter)
    _addressees(document, letter)
    if letter.authority:
        _line(document.add_paragraph(), letter.authority, bold=True, after=8)
    for block in letter.blocks:
        _block(document, block, notes)
    _signature(document, letter)
    for annex in letter.annexes:
        document.add_section(WD_SECTION.NEW_PAGE)
        _line(document.add_paragraph(), annex.label, bold=True)
        for line in annex.title:
            _line(document.add_paragraph(), line, bold=True)
        _line(document.add_paragraph(), annex.attached_to, italic=True, after=10)
        for block in annex.blocks:
            _block(document, block, notes)
    notes.save()
    buffer = io.BytesIO()
    document.save(buffer)
    return _repack(buffer.getvalue())


def _blank(title: str) -> Document:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.font.size = Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    number._p.append(parse_xml(field))
    _drop_thumbnail(document)
    properties = document.core_properties
    properties.title, properties.author = title, "vanban_parser tools.letters"
    properties.comments = ""
    properties.created = properties.modified = _MADE
    return document


def _drop_thumbnail(document: Document) -> None:
    """Leave out the picture of python-docx's own template."""
    relations = document.part.package.rels
    for name, relation in list(relations.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del relations[name]


# -- paragraphs ----------------------------------------------------------------------


def _line(
    paragraph: WordParagraph,
    text: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
    after: float = 0,
) -> WordParagraph:
    """Fill a centred paragraph with one run."""
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.space_after = Pt(after)
    _run(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def _run(
    paragraph: WordParagraph,
    text: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    # Unset, not False, where plain: as Word writes it.
    run.bold, run.italic = bold or None, italic or None


def _ruled_below(paragraph: WordParagraph, indent: Length) -> None:
    """Make an empty paragraph a short rule: a border between two indents."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = indent
    form.line_spacing = Pt(3)
    form.space_after = Pt(6)
    _borders(paragraph, ("top",))


def _borders(paragraph: WordParagraph, sides: Iterable[str]) -> None:
    border = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1")):
            line.set(qn(f"w:{name}"), value)
        border.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _block(document: Document, block: Block, notes: Footnotes) -> None:
    if isinstance(block, Table):
        _table(document, block)
        return
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_after = Pt(6)
    if block.style is Style.CENTRE:
        form.alignment = _CENTRE
    else:
        form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        form.first_line_indent = Cm(1.27)
    for run in block.runs:
        _body_run(paragraph, block, run, notes)


def _body_run(
    paragraph: WordParagraph, block: Paragraph, run: Run, notes: Footnotes
) -> None:
    _run(
        paragraph,
        run.text,
        bold=run.bold or block.style in (Style.HEADING, Style.CENTRE),
        italic=run.italic or block.style is Style.BASIS,
    )
    if run.note is not None:
        notes.hang(paragraph, run.note)


# -- places of the page ----------------------------------------------------------------


def _bare_table(document: Document, n_rows: int, *widths: float) -> list[list[Cell]]:
    """Add a table without rules; return its cells by rows, `widths` in cm."""
    table = document.add_table(rows=n_rows, cols=len(widths))
    _set_widths(table, [Cm(width) for width in widths])
    return [list(row.cells) for row in table.rows]


def _set_widths(table: WordTable, widths: list[Length]) -> None:
    """Fix the widths in the grid and in each cell: programs differ in what they obey."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


class _Filler:
    """Adds paragraphs to a cell, the first one into the paragraph it comes with."""

    def __init__(self, cell: Cell) -> None:
        self._cell = cell
        self._fresh = True

    def paragraph(self) -> WordParagraph:
        if self._fresh:
            self._fresh = False
            return self._cell.paragraphs[0]
        return self._cell.add_paragraph()


def _head(document: Document, letter: Letter) -> None:
    party = letter.motto is Motto.PARTY
    size = 14 if party else 12
    names, numbers = _bare_table(document, 2, 6.4, 10.4)
    left, right = map(_Filler, names)
    for line in letter.parent:
        _line(left.paragraph(), line, size=size)
    for line in letter.issuer:
        _line(left.paragraph(), line, size=size, bold=True)
    if party:
        _line(left.paragraph(), "*", size=14)
        _line(right.paragraph(), "ĐẢNG CỘNG SẢN VIỆT NAM", size=15, bold=True)
    else:
        _ruled_below(left.paragraph(), Cm(2))
        motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        _line(right.paragraph(), motto, size=12, bold=True)
        motto = "Độc lập - Tự do - Hạnh phúc"
        _line(right.paragraph(), motto, size=13, bold=True)
    _ruled_below(right.paragraph(), Cm(2.2))
    left, right = map(_Filler, numbers)
    size = 14 if party else 13
    _line(left.paragraph(), letter.number, size=size)
    _line(right.paragraph(), letter.place_date, size=size, italic=True)
    if letter.kind is None:
        for line in letter.subject:
            _line(left.paragraph(), line, size=12, italic=party)
    if letter.urgency:
        box = _line(left.paragraph(), letter.urgency, size=13, bold=True, after=4)
        box.paragraph_format.space_before = Pt(6)
        box.paragraph_format.left_indent = Cm(2)
        box.paragraph_format.right_indent = Cm(2)
        _borders(box, ("top", "left", "bottom", "right"))
    document.add_paragraph()


def _title(document: Document, letter: Letter) -> None:
    if letter.kind is None:
        return
    size = 15 if letter.motto is Motto.PARTY else 14
    _line(document.add_paragraph(), letter.kind, size=size, bold=True)
    for line in letter.subject:
        _line(document.add_paragraph(), line, bold=True)
    _ruled_below(document.add_paragraph(), Cm(6.5))


def _addressees(document: Document, letter: Letter) -> None:
    if len(letter.addressees) == 1:
        line = f"{letter.address} {letter.addressees[0]}"
        _line(document.add_paragraph(), line, after=12)
        return
    for n, line in enumerate((letter.address, *letter.addressees)):
        if letter.addressees:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(5 if n else 3)
            last = n == len(letter.addressees)
            paragraph.paragraph_format.space_after = Pt(12 if last else 0)
            _run(paragraph, line)


def _table(document: Document, table: Table) -> None:
    made = document.add_table(rows=len(table.rows), cols=len(table.widths))
    made.style = "Table Grid"
    _set_widths(made, [Cm(16.3 * width) for width in table.widths])
    for n, row in enumerate(table.rows):
        cells = list(made.rows[n].cells)
        if len(row) == 1:
            cells = [cells[0].merge(cells[-1])]
        for cell, text in zip(cells, row, strict=True):
            head = n == 0
            paragraph = cell.paragraphs[0]
            if (head or len(text) <= _SHORT_CELL) and len(row) > 1:
                paragraph.alignment = _CENTRE
            _run(paragraph, text, size=12, bold=head or len(row) == 1)
    document.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _signature(document: Document, letter: Letter) -> None:
    party = letter.motto is Motto.PARTY
    left, right = map(_Filler, _bare_table(document, 1, 8, 8.3)[0])
    heading = left.paragraph()
    _run(
        heading, "Nơi nhận:", size=14 if party else 12, bold=not party, italic=not party
    )
    heading.runs[0].underline = party or None
    for line in letter.distribution:
        _run(left.paragraph(), line, size=12 if party else 11)
    size = 14 if party else 13
    for n, line in enumerate(letter.signature):
        _line(right.paragraph(), line, size=size, bold=not party or n == 0)
    for _ in range(_LINES_TO_SIGN):
        right.paragraph()
    _line(right.paragraph(), letter.signer, size=size, bold=True)


def _repack(package: bytes) -> bytes:
    """Return the package with fixed times in its directory and parts in order."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return buffer.getvalue()
