"""The body as a tree: parts, articles, numbered and lettered points, dashes, pluses.

Levels follow NĐ 30/2020 annex I (phần, chương, mục, điều, khoản, điểm) and what
offices put below them (``-`` then ``+``); a letter may skip or mix levels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban_parser.model.document import Block, Flow, Span

# Rank and pattern of each marker; a lower rank contains a higher one.
_MARKERS: tuple[tuple[float, str, re.Pattern[str]], ...] = (
    (
        1,
        "part",
        re.compile(
            r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?:[IVXLC]+|\d+|thứ\s+\w+)\b[.:]?\s*"
        ),
    ),
    (2, "roman", re.compile(r"(?P<label>[IVX]{1,5})\s*[./)]\s*(?=\D)")),
    # A scanned IV is read as IY, a II as Il, 1I or H: before a heading in capitals.
    (
        2,
        "roman",
        re.compile(
            r"(?=\d?[IVXYLH])[IVXYLHTl1]{1,4}\s*[.]\s*"
            r"(?=[^\Wa-z\d_]{2,},? [^\Wa-z\d_]{2,})"
        ),
    ),
    (2, "capital", re.compile(r"(?P<label>[A-HĐ])\s*[.)/]\s+(?=\S{2})")),
    (3, "article", re.compile(r"(?:Điều|ĐIỀU)\s+(?P<label>\d{1,3})[a-zđ]?\s*[.:]?\s*")),
    (5.5, "decimal", re.compile(r"\d{1,2}(?:\.\d{1,2}){2,3}\s*[.)]?\s+(?=\D)")),
    (5, "decimal", re.compile(r"\d{1,2}\.(?P<label>\d{1,2})\s*[.)]?\s+(?=\D)")),
    (4, "number", re.compile(r"(?P<label>\d{1,2})\s*[.)/]\s*(?=[^\d\s])")),
    (4, "number", re.compile(r"(?P<label>\d{1,2})\s?[-–]\s+(?=[^\W\d_])")),
    # A scanned 1 is read as l, or as an I with a mark.
    (4, "number", re.compile(r"(?P<label>[lÌÍÏĨ])\s*[.]\s+(?=[^\W\d_])")),
    (6, "letter", re.compile(r"(?P<label>[a-zđ])\d?\s*[.)]\s*(?=\S)")),
    (7, "bracket", re.compile(r"\(\s*(?P<label>\d{1,2})\s*\)\s*")),
    (8, "dash", re.compile(r"(?:[-–—•]|[_~·»](?=\s))\s*(?=\S)")),
    (9, "plus", re.compile(r"[+*]\s*(?=\S)")),
)
# Signs before a marker that are none, before a letter or digit with its sign.
_SPECKS = re.compile(r"[.…:;,'\"“”„‘’`^|]{1,4}\s?(?=(?:\d{1,2}|[a-zđ])[.)]\s)")
PLAIN = 10
"""Rank of a paragraph without a marker."""

# Which labels start a list: 1, a, I.
_FIRST = frozenset({"1", "01", "l", "Ì", "Í", "Ï", "Ĩ", "a", "A", "I"})


@dataclass(frozen=True, slots=True)
class Node:
    """One paragraph of the body.

    `span` is its text without the marker; `parent` is an index into the outline, or
    None at the top.
    """

    index: int
    block: Block
    span: Span
    rank: float
    kind: str
    parent: int | None

    def text(self, text: str) -> str:
        """Return the words after the marker."""
        return self.span.of(text)


def outline(text: str, blocks: Sequence[Block]) -> tuple[Node, ...]:
    """Return the paragraphs of `blocks` (tables left out) as a tree, in text order.

    A paragraph without a marker belongs to the innermost numbered point above it. A
    list that starts right after a paragraph ending in ``:`` belongs to that one.
    """
    nodes: list[Node] = []
    stack: list[Node] = []
    for block in blocks:
        if block.flow is Flow.CELL:
            continue
        rank, kind, start, starts_list = _marker(text, block)
        if start >= block.end:
            continue
        parent = _parent(text, nodes, stack, rank, starts_list=starts_list)
        node = Node(len(nodes), block, Span(start, block.end), rank, kind, parent)
        nodes.append(node)
        while stack and stack[-1].rank >= rank:
            stack.pop()
        stack.append(node)
    return tuple(nodes)


def _marker(text: str, block: Block) -> tuple[float, str, int, bool]:
    """Return rank and kind of a block's marker, its end, and if it starts a list."""
    begin = _past_specks(text, block)
    for rank, kind, pattern in _MARKERS:
        match = pattern.match(text, begin, block.end)
        if match is None or (kind == "capital" and not block.bold):
            continue
        label = match.groupdict().get("label")
        return rank, kind, match.end(), label is None or label in _FIRST
    return PLAIN, "plain", block.start, False


def _past_specks(text: str, block: Block) -> int:
    """Return where a paragraph begins after specks that a scan shows as signs."""
    specks = _SPECKS.match(text, block.start, block.end)
    return specks.end() if specks is not None else block.start


def _parent(
    text: str,
    nodes: Sequence[Node],
    stack: Sequence[Node],
    rank: float,
    *,
    starts_list: bool,
) -> int | None:
    before = nodes[-1] if nodes else None
    announced = (
        before is not None
        and before.rank == PLAIN
        and before.span.of(text).rstrip().endswith(":")
    )
    # A list begins here; or its first point was lost, and no other list goes on.
    begins = starts_list or all(above.rank != rank for above in stack)
    if before is not None and announced and rank < PLAIN and begins:
        return before.index
    for above in reversed(stack):
        if above.rank == rank:
            return above.parent
        if above.rank < rank:
            return above.index
    return None
