"""Set a letter as DOCX as offices do.

A table without rules holds the head, another one Nơi nhận and the signature; everything
else stands in plain paragraphs.

The same letter gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from tools.letters.docx_parts import (
    CENTRE,
    Filler,
    add_borders,
    add_line,
    add_run,
    bare_table,
    repack,
    rule_below,
    set_widths,
)
from tools.letters.footnotes import Footnotes
from tools.letters.model import Block, Letter, Motto, Paragraph, Run, Style, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

_MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_LINES_TO_SIGN = 4


def set_docx(letter: Letter) -> bytes:
    """Return `letter` as a DOCX file."""
    document = _blank(letter.kind or "CÔNG VĂN")
    notes = Footnotes(document)
    _head(document, letter)
    _title(document, letter)
    _addressees(document, letter)
    if letter.authority:
        add_line(document.add_paragraph(), letter.authority, bold=True, after=8)
    for block in letter.blocks:
        _block(document, block, notes)
    _signature(document, letter)
    for annex in letter.annexes:
        document.add_section(WD_SECTION.NEW_PAGE)
        add_line(document.add_paragraph(), annex.label, bold=True)
        for line in annex.title:
            add_line(document.add_paragraph(), line, bold=True)
        add_line(document.add_paragraph(), annex.attached_to, italic=True, after=10)
        for block in annex.blocks:
            _block(document, block, notes)
    notes.save()
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue())


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
    number.alignment = CENTRE
    number.paragraph_format.element.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="PAGE">'
            "<w:r><w:t>2</w:t></w:r></w:fldSimple>"
        )
    )
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


def _block(document: Document, block: Block, notes: Footnotes) -> None:
    if isinstance(block, Table):
        _table(document, block)
        return
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_after = Pt(6)
    if block.style is Style.CENTRE:
        form.alignment = CENTRE
    else:
        form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        form.first_line_indent = Cm(1.27)
    for run in block.runs:
        _body_run(paragraph, block, run, notes)


def _body_run(
    paragraph: WordParagraph, block: Paragraph, run: Run, notes: Footnotes
) -> None:
    add_run(
        paragraph,
        run.text,
        bold=run.bold or block.style in (Style.HEADING, Style.CENTRE),
        italic=run.italic or block.style is Style.BASIS,
    )
    if run.note is not None:
        notes.hang(paragraph, run.note)


def _head(document: Document, letter: Letter) -> None:
    party = letter.motto is Motto.PARTY
    size = 14 if party else 12
    names, numbers = bare_table(document, 2, 6.4, 10.4)
    left, right = map(Filler, names)
    for line in letter.parent:
        add_line(left.paragraph(), line, size=size)
    for line in letter.issuer:
        add_line(left.paragraph(), line, size=size, bold=True)
    if party:
        add_line(left.paragraph(), "*", size=14)
        add_line(right.paragraph(), "ĐẢNG CỘNG SẢN VIỆT NAM", size=15, bold=True)
    else:
        rule_below(left.paragraph(), Cm(2))
        motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        add_line(right.paragraph(), motto, size=12, bold=True)
        motto = "Độc lập - Tự do - Hạnh phúc"
        add_line(right.paragraph(), motto, size=13, bold=True)
    rule_below(right.paragraph(), Cm(2.2))
    left, right = map(Filler, numbers)
    size = 14 if party else 13
    add_line(left.paragraph(), letter.number, size=size)
    add_line(right.paragraph(), letter.place_date, size=size, italic=True)
    if letter.kind is None:
        for line in letter.subject:
            add_line(left.paragraph(), line, size=12, italic=party)
    if letter.urgency:
        box = add_line(left.paragraph(), letter.urgency, size=13, bold=True, after=4)
        box.paragraph_format.space_before = Pt(6)
        box.paragraph_format.left_indent = Cm(2)
        box.paragraph_format.right_indent = Cm(2)
        add_borders(box, ("top", "left", "bottom", "right"))
    document.add_paragraph()


def _title(document: Document, letter: Letter) -> None:
    if letter.kind is None:
        return
    size = 15 if letter.motto is Motto.PARTY else 14
    add_line(document.add_paragraph(), letter.kind, size=size, bold=True)
    for line in letter.subject:
        add_line(document.add_paragraph(), line, bold=True)
    rule_below(document.add_paragraph(), Cm(6.5))


def _addressees(document: Document, letter: Letter) -> None:
    if len(letter.addressees) == 1:
        line = f"{letter.address} {letter.addressees[0]}"
        add_line(document.add_paragraph(), line, after=12)
        return
    for n, line in enumerate((letter.address, *letter.addressees)):
        if letter.addressees:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(5 if n else 3)
            last = n == len(letter.addressees)
            paragraph.paragraph_format.space_after = Pt(12 if last else 0)
            add_run(paragraph, line)


def _table(document: Document, table: Table) -> None:
    made = document.add_table(rows=len(table.rows), cols=len(table.widths))
    made.style = "Table Grid"
    set_widths(made, [Cm(16.3 * width) for width in table.widths])
    for n, row in enumerate(table.rows):
        cells = list(made.rows[n].cells)
        if len(row) == 1:
            cells = [cells[0].merge(cells[-1])]
        head, alone = n == 0, len(row) == 1
        for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            if not alone and (head or table.is_centred(column)):
                paragraph.alignment = CENTRE
            add_run(paragraph, text, size=12, bold=head or alone)
    document.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _signature(document: Document, letter: Letter) -> None:
    party = letter.motto is Motto.PARTY
    left, right = map(Filler, bare_table(document, 1, 8, 8.3)[0])
    heading = left.paragraph()
    add_run(
        heading, "Nơi nhận:", size=14 if party else 12, bold=not party, italic=not party
    )
    heading.runs[0].underline = party or None
    for line in letter.distribution:
        add_run(left.paragraph(), line, size=12 if party else 11)
    size = 14 if party else 13
    for n, line in enumerate(letter.signature):
        add_line(right.paragraph(), line, size=size, bold=not party or n == 0)
    for _ in range(_LINES_TO_SIGN):
        right.paragraph()
    add_line(right.paragraph(), letter.signer, size=size, bold=True)
