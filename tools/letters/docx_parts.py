"""Paragraphs, short rules and tables of a DOCX, and the package around them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_ZIP_DATE = (2026, 1, 1, 0, 0, 0)


def add_line(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
    after: float = 0,
) -> Paragraph:
    """Fill a centred paragraph with one run."""
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_after = Pt(after)
    add_run(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def add_run(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
) -> None:
    """Add characters of one face to a paragraph."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    # Unset, not False, where plain: as Word writes it.
    run.bold, run.italic = bold or None, italic or None


def rule_below(paragraph: Paragraph, indent: Length) -> None:
    """Make an empty paragraph a short rule: a border between two indents."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = indent
    form.line_spacing = Pt(3)
    form.space_after = Pt(6)
    add_borders(paragraph, ("top",))


def add_borders(paragraph: Paragraph, sides: Iterable[str]) -> None:
    """Rule a paragraph on some of its sides."""
    border = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1")):
            line.set(qn(f"w:{name}"), value)
        border.append(line)
    paragraph.paragraph_format.element.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def bare_table(document: Document, n_rows: int, *widths: float) -> list[list[_Cell]]:
    """Add a table without rules; return its cells by rows, `widths` in cm."""
    table = document.add_table(rows=n_rows, cols=len(widths))
    set_widths(table, [Cm(width) for width in widths])
    for row in table.rows:  # a signature does not part from its position
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no call for it
        properties.append(OxmlElement("w:cantSplit"))
    return [list(row.cells) for row in table.rows]


def set_widths(table: Table, widths: list[Length]) -> None:
    """Fix the widths in the grid and in each cell: programs obey one or the other."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


class Filler:
    """Adds paragraphs to a cell, the first one into the paragraph it comes with."""

    def __init__(self, cell: _Cell) -> None:
        self._cell = cell
        self._fresh = True

    def paragraph(self) -> Paragraph:
        first, self._fresh = self._fresh, False
        made: Paragraph = (
            self._cell.paragraphs[0] if first else self._cell.add_paragraph()
        )
        return made


def repack(package: bytes) -> bytes:
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
