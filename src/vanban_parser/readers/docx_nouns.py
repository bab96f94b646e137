"""What stands between the DOCX tree and the document: paragraphs and grids of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from vanban_parser.model.document import Align

LINE_BREAK = "\n"
PAGE_BREAK = "\f"
# Stands for w:softHyphen until the encoding is known: the ư of TCVN3, or nothing.
# A noncharacter, which XML forbids, so no letter has it.
SOFT_HYPHEN = "\ufffe"
# A third of the text width of A4 with the margins of NĐ 30/2020 (160 mm): beyond it
# nothing is a first-line indent any more.
_HALF_PAGE_PT = 150.0
# Enough of a cell to tell a header or a signature block by.
_OPENING_PARAGRAPHS = 4
_OPENING_LETTERS = 80
_BREAK = re.compile(f"[{LINE_BREAK}{PAGE_BREAK}]")
_FINISHED = frozenset('.;:!?/)]”"')


class RunFormat(NamedTuple):
    """How a run of characters looks; `size` in points, `font` by its name."""

    size: float
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    font: str = ""


class Run(NamedTuple):
    """Characters of one look; may hold tabs and breaks."""

    text: str
    format: RunFormat


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as typed: tabs, runs of spaces and line breaks are still there.

    `left` and `right` are the distance of its lines from the margins, `indent` that of
    its first line from the left, `before` and `after` the space around it; in points.
    `text` is all its characters.
    """

    runs: tuple[Run, ...]
    align: Align = Align.LEFT
    left: float = 0.0
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    right: float = 0.0
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "".join([run.text for run in self.runs]))

    @property
    def lies_right(self) -> bool:
        """Its first line stands in the right half of the page."""
        if self.align is Align.RIGHT:
            return self.right < _HALF_PAGE_PT
        return self.indent >= _HALF_PAGE_PT

    @property
    def lies_left(self) -> bool:
        """It ends in the left half of the page."""
        return self.right >= _HALF_PAGE_PT

    def part(self, start: int, end: int) -> Paragraph:
        """Return the paragraph cut to the characters ``[start, end)``."""
        ends = list(accumulate(len(run.text) for run in self.runs))
        runs = []
        for run, run_end in zip(self.runs, ends, strict=True):
            run_start = run_end - len(run.text)
            text = run.text[max(start - run_start, 0) : max(end - run_start, 0)]
            if text:
                runs.append(Run(text, run.format))
        return replace(self, runs=tuple(runs))

    def lines(self, *, every_break: bool) -> Iterator[Paragraph]:
        """Yield its lines, each as a paragraph.

        With `every_break` each line break parts two lines; else one inside a
        sentence, left-aligned, is read as a space.
        """
        if not _BREAK.search(self.text):
            yield self
            return
        line: list[Run] = []
        is_first = True
        pieces = self._pieces()
        for (mark, runs), (_, following) in pairwise([*pieces, ("", [])]):
            line.extend(runs)
            if not mark or every_break or self._parts(runs, mark, following):
                yield self._line(line, is_first=is_first)
                line, is_first = [], False
            else:
                line.append(Run(" ", line[-1].format))

    def _pieces(self) -> list[tuple[str, list[Run]]]:
        """Return what stands between breaks, each with the break that ends it."""
        pieces: list[tuple[str, list[Run]]] = [("", [])]
        for run in self.runs:
            start = 0
            for match in _BREAK.finditer(run.text):
                pieces[-1][1].append(Run(run.text[start : match.start()], run.format))
                pieces[-1] = (match[0], pieces[-1][1])
                pieces.append(("", []))
                start = match.end()
            pieces[-1][1].append(Run(run.text[start:], run.format))
        return pieces

    def _line(self, runs: list[Run], *, is_first: bool) -> Paragraph:
        if is_first:
            return replace(self, runs=tuple(runs))
        return replace(self, runs=tuple(runs), indent=self.left, before=0.0)

    def _parts(self, runs: list[Run], mark: str, following: list[Run]) -> bool:
        """Tell whether the break after `runs` ends a paragraph of its own."""
        if mark == PAGE_BREAK or self.align is not Align.LEFT:
            return True
        ending = "".join(run.text for run in runs).rstrip()[-1:]
        if not ending or ending in _FINISHED:
            return True
        beginning = "".join(run.text for run in following).lstrip()[:1]
        return ending != "," and not beginning.islower()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: place in the grid, share of the width, content in document order.

    `x0` and `x1` say where it lies between the table's left (0.0) and right edge
    (1.0).  `ruled`: at least two of its sides are drawn.  `opening` is how its first
    few printed paragraphs begin.
    """

    row: int
    column: int
    x0: float
    x1: float
    items: tuple[Paragraph | Grid, ...]
    row_span: int = 1
    column_span: int = 1
    ruled: bool = False

    opening: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = islice(_openings(self.items), _OPENING_PARAGRAPHS)
        object.__setattr__(self, "opening", tuple(found))

    @property
    def is_blank(self) -> bool:
        """Nothing is printed in it."""
        return not self.opening


def _openings(items: Iterable[Paragraph | Grid]) -> Iterator[str]:
    """Yield how the printed paragraphs begin; those of a table, only its first."""
    for item in items:
        if isinstance(item, Grid):
            for cell in item.cells:
                yield from cell.opening
        elif text := item.text.strip():
            yield text[:_OPENING_LETTERS]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; cells in row order, merged ones once."""

    n_rows: int
    n_columns: int
    cells: tuple[GridCell, ...]

    def rows(self) -> Iterator[tuple[GridCell, ...]]:
        """Yield the cells of each row that starts some, top to bottom."""
        row: list[GridCell] = []
        for cell in self.cells:
            if row and cell.row != row[0].row:
                yield tuple(row)
                row = []
            row.append(cell)
        if row:
            yield tuple(row)


Item = Paragraph | Grid
