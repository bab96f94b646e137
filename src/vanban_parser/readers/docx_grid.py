"""From ``w:tbl`` to a grid: merged cells, places, and which sides are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vanban_parser.readers.docx_nouns import Grid, GridCell, Item
from vanban_parser.readers.docx_styles import Styles
from vanban_parser.readers.docx_xml import (
    VAL,
    Node,
    W,
    child,
    child_value,
    children,
    descend,
    head,
    points,
    whole,
)

_ROW, _CELL = W + "tr", W + "tc"
_ROW_PROPERTIES, _CELL_PROPERTIES = W + "trPr", W + "tcPr"
_WRAPPERS = frozenset(W + name for name in ("ins", "moveTo", "sdtContent", "customXml"))
_CONTROL = W + "sdt"
_SPAN, _VERTICAL_MERGE, _HORIZONTAL_MERGE = W + "gridSpan", W + "vMerge", W + "hMerge"
_CELL_WIDTH, _CELL_BORDERS, _CELL_DELETED = W + "tcW", W + "tcBorders", W + "cellDel"
_ROW_DELETED, _GRID_BEFORE, _TYPE = W + "del", W + "gridBefore", W + "type"
# Word allows 63 columns; a bigger span is damage.
_MOST_COLUMNS = 1000
_SIDES = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
_NAMES = {
    **{W + name: name for name in (*_SIDES, *_SIDES.values())},
    W + "start": "left",
    W + "end": "right",
}
_INVISIBLE = frozenset({"none", "nil", None})
_RULED_SIDES = 2


@dataclass(slots=True)
class _Place:
    """A cell in the making: where it lies, then what it holds."""

    node: Node
    borders: Node | None
    row: int
    column: int
    span: int
    x0: float
    x1: float
    merge: str | None
    row_span: int = 1
    items: tuple[Item, ...] = ()


def read_grid(table: Node, read: Callable[[Node], list[Item]], styles: Styles) -> Grid:
    """Return the table with its cells' content read by `read`, in document order."""
    stops = _stops(table)
    borders = _borders_of_table(table, styles)
    found: list[_Place] = []
    # Column -> the cell that a vertical merge goes on with.
    merging: dict[int, _Place] = {}
    n_rows = 0
    for row, settings in _rows(table):
        above, merging = merging, {}
        column = min(max(_number(settings.get(_GRID_BEFORE)), 0), _MOST_COLUMNS)
        for place in _places(row, n_rows, column, stops):
            upper = above.get(place.column)
            if place.merge == "continue" and upper is not None:
                upper.row_span += 1
                merging[place.column] = upper
                continue
            if place.merge is not None:
                merging[place.column] = place
            place.items = tuple(read(place.node))
            found.append(place)
        n_rows += 1
    width = max((place.x1 for place in found), default=0.0) or 1.0
    return Grid(
        n_rows,
        max((place.column + place.span for place in found), default=0),
        tuple(
            GridCell(
                row=place.row,
                column=place.column,
                x0=place.x0 / width,
                x1=place.x1 / width,
                items=place.items,
                row_span=place.row_span,
                column_span=place.span,
                ruled=_is_ruled(place.borders, borders),
            )
            for place in found
        ),
    )


def _rows(container: Node) -> Iterator[tuple[Node, dict[str, Node]]]:
    """Yield the rows that are not deleted, each with its properties."""
    for node in container:
        if node.tag == _ROW:
            settings = children(head(node, _ROW_PROPERTIES))
            if _ROW_DELETED not in settings:
                yield node, settings
        elif node.tag in _WRAPPERS or node.tag == _CONTROL:
            yield from _rows(node)


def _cells(container: Node) -> Iterator[Node]:
    for node in container:
        if node.tag == _CELL:
            yield node
        elif node.tag in _WRAPPERS or node.tag == _CONTROL:
            yield from _cells(node)


def _places(row: Node, n_row: int, column: int, stops: list[float]) -> Iterator[_Place]:
    x0 = stops[min(column, len(stops) - 1)] if stops else 0.0
    last: _Place | None = None
    for node in _cells(row):
        settings = children(head(node, _CELL_PROPERTIES))
        span = min(max(_number(settings.get(_SPAN)), 1), _MOST_COLUMNS)
        x1 = x0 + _width(settings.get(_CELL_WIDTH), column, span, stops)
        if _CELL_DELETED in settings:
            continue
        merged = settings.get(_HORIZONTAL_MERGE)
        if last is not None and merged is not None and merged.get(VAL) == "continue":
            last.span, last.x1 = last.span + span, x1
        else:
            if last is not None:
                yield last
            borders, merge = settings.get(_CELL_BORDERS), _merge(settings)
            last = _Place(node, borders, n_row, column, span, x0, x1, merge)
        column, x0 = column + span, x1
    if last is not None:
        yield last


def _number(node: Node | None) -> int:
    return 0 if node is None else whole(node.get(VAL)) or 0


def _merge(settings: dict[str, Node]) -> str | None:
    node = settings.get(_VERTICAL_MERGE)
    return None if node is None else node.get(VAL) or "continue"


def _stops(table: Node) -> list[float]:
    """Return where the grid's columns begin and the last ends, in points."""
    stops = [0.0]
    grid = child(table, W + "tblGrid")
    for column in () if grid is None else grid:
        if column.tag == W + "gridCol":
            stops.append(stops[-1] + max(points(column.get(W + "w")) or 0.0, 0.0))
    return stops if stops[-1] > 0 else []


def _width(own: Node | None, column: int, span: int, stops: list[float]) -> float:
    """Return a cell's width: by the grid, else its own, else one a column."""
    if column + span < len(stops):
        return stops[column + span] - stops[column]
    if own is not None and own.get(_TYPE) in {"dxa", None}:
        width = points(own.get(W + "w"))
        if width is not None and width > 0:
            return width
    return float(span)


def _borders(node: Node | None) -> dict[str, bool]:
    """Return which sides an element of borders names, and whether they are seen."""
    return {
        _NAMES[tag]: border.get(VAL) not in _INVISIBLE
        for border in (() if node is None else node)
        if (tag := border.tag) in _NAMES
    }


def _borders_of_table(table: Node, styles: Styles) -> dict[str, bool]:
    properties = child(table, W + "tblPr")
    name = child_value(properties, W + "tblStyle") or styles.default_table
    sides: dict[str, bool] = {}
    for style in reversed(styles.chain(name)):
        sides |= _borders(descend(style, W + "tblPr", W + "tblBorders"))
    own = child(properties, W + "tblBorders")
    return sides | _borders(own)


def _is_ruled(borders: Node | None, table: dict[str, bool]) -> bool:
    own = _borders(borders)
    # Inner borders stand for the outer ones: only a frame around all has just those.
    seen = sum(
        [own.get(side, table.get(inner, False)) for side, inner in _SIDES.items()]
    )
    return seen >= _RULED_SIDES
