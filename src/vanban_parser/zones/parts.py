"""Some pages, or a stretch, of a document as a document of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vanban_parser.model.document import Block, Document, Flow, Span, Table


def pages_of(document: Document, first: int, last: int) -> Document:
    """Return what begins on the pages `first` to `last` (from 1) as a document.

    Its text is new, and so are all offsets; pages keep their numbers.  Footnotes and
    stamps go with their page; what has no page goes with page 1.
    """
    blocks = [block for block in document.blocks if first <= (block.page or 1) <= last]
    part = _of(document, blocks)
    return replace(
        part,
        source=replace(document.source, pages=(first, last)),
        notices=tuple(
            notice
            for notice in document.notices
            if first <= (notice.page or first) <= last
        ),
        signatures=tuple(
            fact for fact in document.signatures if first <= (fact.page or 1) <= last
        ),
    )


def stretch_of(document: Document, start: int, end: int) -> Document:
    """Return what begins from `start` to before `end` as a document of its own.

    For what has no pages.  Its text is new, and so are all offsets; footnotes go with
    the first letter, as nothing says where they are called.
    """
    blocks = [
        block
        for block in document.blocks
        if (start <= block.start < end if _flows(block) else start == 0)
    ]
    return _of(document, blocks)


def _flows(block: Block) -> bool:
    return block.flow not in (Flow.STAMP, Flow.NOTE)


def _of(document: Document, blocks: Sequence[Block]) -> Document:
    """Return a document of these blocks; what is said of the file stays."""
    moved = _moved(blocks)
    inside = _Inside(blocks, moved)
    return Document(
        source=document.source,
        text="\n".join(block.span.of(document.text) for block in blocks),
        blocks=tuple(_shifted(block, moved[block.start]) for block in blocks),
        words=tuple(
            word._replace(start=span.start, end=span.end)
            for word in document.words
            if (span := inside.span(Span(word.start, word.end))) is not None
        ),
        tables=tuple(
            table
            for whole in document.tables
            if (table := _table(whole, inside)) is not None
        ),
        inserted=tuple(inside.spans(document.inserted)),
        notices=document.notices,
        signatures=document.signatures,
    )


def start_of_page(document: Document, page: int) -> int:
    """Return where the text of a page and of those after it starts.

    Footnotes and stamps do not count: they stand after all pages.
    """
    return min(
        (
            block.start
            for block in document.blocks
            if (block.page or 1) >= page and _flows(block)
        ),
        default=len(document.text),
    )


def _moved(blocks: Sequence[Block]) -> dict[int, int]:
    """Return how far each block moves, by its start."""
    moved, at = {}, 0
    for block in blocks:
        moved[block.start] = at - block.start
        at += block.end - block.start + 1
    return moved


def _shifted(block: Block, by: int) -> Block:
    return replace(block, start=block.start + by, end=block.end + by)


class _Inside:
    """Finds the block in which a span lies; asked in the order of the text."""

    def __init__(self, blocks: Sequence[Block], moved: Mapping[int, int]) -> None:
        # Stamps stand last in the text, so blocks are in the order of their starts.
        self._blocks = blocks
        self._moved = moved
        self._at = 0

    def span(self, span: Span) -> Span | None:
        """Return where a span of the whole stands in the part; None: outside."""
        if self._at and span.start < self._blocks[self._at - 1].end:
            self._at = 0
        while self._at < len(self._blocks) and self._blocks[self._at].end < span.end:
            self._at += 1
        if self._at == len(self._blocks) or span.start < self._blocks[self._at].start:
            return None
        by = self._moved[self._blocks[self._at].start]
        return Span(span.start + by, span.end + by)

    def spans(self, spans: Sequence[Span]) -> list[Span]:
        """Return those of `spans` that lie in the part."""
        return [found for span in spans if (found := self.span(span)) is not None]


def _table(table: Table, inside: _Inside) -> Table | None:
    """Return a table that lies in the part; one that goes on over its end is cut."""
    cells = tuple(
        replace(cell, spans=tuple(inside.spans(cell.spans))) for cell in table.cells
    )
    return replace(table, cells=cells) if any(cell.spans for cell in cells) else None
