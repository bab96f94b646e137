"""A sheet-by-sheet press: puts lines, rules and boxes on A4 pages of a PDF.

Lengths are points; `y` grows downwards from the top of the page, as people read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pymupdf

from tools.letters.faces import NAMES, embed, face
from tools.letters.lines import (
    Align,
    Line,
    Piece,
    Word,
    break_lines,
    operators,
    words,
)
from tools.letters.model import Run

_MM = 72 / 25.4
WIDTH, HEIGHT = 210 * _MM, 297 * _MM
LEFT = 30 * _MM
RIGHT = WIDTH - 17 * _MM
TOP = 20 * _MM
BOTTOM = HEIGHT - 20 * _MM
FIRST_LINE = 12.7 * _MM
_ASCENT = 0.891  # of the size: where the base line of a line of text lies
_PAGE_NUMBER_TOP = 30.0
_NOTE_SIZE = 10.0
# Fixed, so that the same letter gives the same bytes on any day.
_MADE = "D:20260101000000+07'00'"


@dataclass(frozen=True)
class Type:
    """How a paragraph is set."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT
    leading: float = 1.16  # line height, of the size
    indent: float = 0  # of the first line


@dataclass(frozen=True)
class Column:
    """A strip of the page between two `x`."""

    x0: float
    x1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


MEASURE = Column(LEFT, RIGHT)


@dataclass
class _Sheet:
    shown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Press:
    """Collects what stands on each page; `pdf` binds the pages."""

    def __init__(self) -> None:
        self.y = TOP
        self._sheets = [_Sheet()]
        self._n_notes = 0

    # -- on the page at hand ---------------------------------------------------------

    def rule(self, x0: float, x1: float, y: float) -> None:
        """Draw a horizontal line."""
        self._show(f"0.6 w {x0:.2f} {HEIGHT - y:.2f} m {x1:.2f} {HEIGHT - y:.2f} l S")

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw the outline of a rectangle."""
        self._show(f"0.6 w {x0:.2f} {HEIGHT - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re S")

    def put(
        self, text: str | Sequence[Run], column: Column, y: float, kind: Type
    ) -> float:
        """Set a paragraph at `y` whatever the room; return the `y` below it."""
        for line in self._lines(text, column, kind):
            first = kind.indent if line[0] == 0 else 0
            self._put_line(line[1], column, y, kind, first)
            y += kind.size * kind.leading
        return y

    def verbatim(self, text: str, column: Column, y: float, kind: Type) -> float:
        """Set one centred line with all its blanks; return the `y` below it."""
        piece = Piece(text, face(bold=kind.bold, italic=kind.italic))
        line = Line((Word((piece,)),), last=True)
        x = column.middle - line.width(kind.size) / 2
        base = HEIGHT - y - kind.size * _ASCENT
        self._show(operators(line, kind.size, x, base))
        return y + kind.size * kind.leading

    def height(self, text: str | Sequence[Run], column: Column, kind: Type) -> float:
        """Return how high a paragraph would be."""
        n_lines = sum(1 for _ in self._lines(text, column, kind))
        return n_lines * kind.size * kind.leading

    # -- down the pages --------------------------------------------------------------

    def flow(self, text: str | Sequence[Run], kind: Type, after: float = 6) -> None:
        """Set a paragraph in the full measure, on as many pages as it takes."""
        notes = [] if isinstance(text, str) else [r.note for r in text if r.note]
        found = list(self._lines(text, MEASURE, kind))
        for n, line in found:
            self.need(kind.size * kind.leading + _notes_height(notes))
            if n == 0:
                self._sheets[-1].notes += notes
            first = kind.indent if n == 0 else 0
            self._put_line(line, MEASURE, self.y, kind, first)
            self.y += kind.size * kind.leading
        self._n_notes += len(notes)
        self.y += after

    def need(self, height: float) -> None:
        """Turn the page unless `height` points are left on it."""
        room = BOTTOM - _notes_height(self._sheets[-1].notes) - self.y
        if height > room and self.y > TOP:
            self.turn()

    def turn(self) -> None:
        """Begin a new page."""
        self._sheets.append(_Sheet())
        self.y = TOP

    def pdf(self, title: str) -> bytes:
        """Return the finished file: faces cut to what is used, no dates of its own."""
        document = pymupdf.open()
        first_note = 1
        for n, sheet in enumerate(self._sheets, start=1):
            page = document.new_page(width=WIDTH, height=HEIGHT)
            first_note += self._foot(sheet, first_note)
            shown = [*self._page_number(n), *sheet.shown]
            embed(page, [name for name in NAMES.values() if _uses(shown, name)])
            contents = document.get_new_xref()
            document.update_object(contents, "<<>>")
            document.update_stream(contents, "\n".join(shown).encode("ascii"))
            page.set_contents(contents)
        document.set_metadata(
            {
                "title": title,
                "producer": "vanban_parser tools.letters",
                "creationDate": _MADE,
                "modDate": _MADE,
            }
        )
        document.subset_fonts()
        bound: bytes = document.tobytes(
            garbage=4, deflate=True, deflate_fonts=True, no_new_id=True
        )
        document.close()
        return bound

    # -- inside ----------------------------------------------------------------------

    def _show(self, operator: str) -> None:
        self._sheets[-1].shown.append(operator)

    def _lines(
        self, text: str | Sequence[Run], column: Column, kind: Type
    ) -> Iterator[tuple[int, Line]]:
        runs: Iterable[Run] = (Run(text),) if isinstance(text, str) else text
        found = words(runs, bold=kind.bold, italic=kind.italic, first=self._n_notes + 1)
        yield from enumerate(break_lines(found, kind.size, column.width, kind.indent))

    def _put_line(
        self, line: Line, column: Column, y: float, kind: Type, indent: float
    ) -> None:
        free = column.width - indent - line.width(kind.size)
        x, extra = column.x0 + indent, 0.0
        if kind.align is Align.CENTRE:
            x += free / 2
        elif kind.align is Align.JUSTIFY and not line.last and line.n_gaps:
            extra = free / line.n_gaps
        base = HEIGHT - y - kind.size * _ASCENT
        self._show(operators(line, kind.size, x, base, extra))

    def _foot(self, sheet: _Sheet, first: int) -> int:
        """Set the footnotes of a page above its bottom; return their number."""
        y = BOTTOM - _notes_height(sheet.notes) + 8
        self._sheets.append(sheet)  # what is shown goes to this page
        if sheet.notes:
            self.rule(LEFT, LEFT + 144, y - 3)
        kind = Type(size=_NOTE_SIZE, align=Align.JUSTIFY)
        for n, note in enumerate(sheet.notes, start=first):
            y = self.put(f"{n} {note}", MEASURE, y, kind)
        self._sheets.pop()
        return len(sheet.notes)

    def _page_number(self, n: int) -> list[str]:
        if n == 1:
            return []
        line = Line((Word((Piece(str(n), face()),)),), last=True)
        x = WIDTH / 2 - line.width(13) / 2
        return [operators(line, 13, x, HEIGHT - _PAGE_NUMBER_TOP - 13 * _ASCENT)]


def _uses(shown: Sequence[str], name: str) -> bool:
    return any(f"/{name} " in operator for operator in shown)


def _notes_height(notes: Sequence[str]) -> float:
    """Return the room that footnotes take, the rule above them included."""
    measure = Type(size=_NOTE_SIZE)
    lines = 0
    for note in notes:
        found = words((Run(f"1 {note}"),), bold=False, italic=False, first=1)
        lines += sum(1 for _ in break_lines(found, _NOTE_SIZE, MEASURE.width))
    return lines * measure.size * measure.leading + 12 if notes else 0.0
