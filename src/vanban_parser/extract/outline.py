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
_MARKERS: tuple[tuple[int, str, re.Pattern[str]], ...] = (
    (
        1,
        "part",
        re.compile(
            r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?:[IVXLC]+|\d+|thứ\s+\w+)\b[.:]?\s*"
        ),
    ),
    (2, "roman", re.compile(r"(?:[IVX]{1,5})\s*[./)]\s*(?=\D)")),
    (2, "capital", re.compile(r"[A-HĐ]\s*[.)/]\s+(?=\S{2})")),
    (3, "article", re.compile(r"(?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?\s*[.:]?\s*")),
    (5, "decimal", re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\s*[.)]?\s+(?=\D)")),
    (4, "number", re.compile(r"\d{1,2}\s*[.)/]\s*(?=[^\d\s])")),
    (6, "letter", re.compile(r"[a-zđ]\d?\s*[.)]\s*(?=\S)")),
    (7, "bracket", re.compile(r"\(\s*\d{1,2}\s*\)\s*")),
    (8, "dash", re.compile(r"[-–—•]\s*(?=\S)")),
    (9, "plus", re.compile(r"[+*]\s*(?=\S)")),
)
PLAIN = 10
"""Rank of a paragraph without a marker."""


@dataclass(frozen=True, slots=True)
class Node:
    """One paragraph of the body.

    `span` is its text without the marker; `parent` and `previous` (the sibling or
    paragraph before) are indices into the outline, or None.
    """

    index: int
    block: Block
    span: Span
    rank: int
    kind: str
    parent: int | None

    def text(self, text: str) -> str:
        """Return the words after the marker."""
        return self.span.of(text)


def outline(text: str, blocks: Sequence[Block]) -> tuple[Node, ...]:
    """Return the paragraphs of `blocks` (tables left out) as a tree, in text order.

    A paragraph without a marker belongs to the innermost numbered point above it;
    one that follows a paragraph ending in ``:`` is a child of that paragraph where
    it carries a marker.
    """
    nodes: list[Node] = []
    stack: list[int] = []
    for block in blocks:
        if block.flow is Flow.CELL:
            continue
        rank, kind, start = _marker(text, block)
        if start >= block.end:
            continue
        parent = _parent(text, nodes, stack, rank)
        node = Node(len(nodes), block, Span(start, block.end), rank, kind, parent)
        nodes.append(node)
        while stack and nodes[stack[-1]].rank >= rank:
            stack.pop()
        stack.append(node.index)
    return tuple(nodes)


def _marker(text: str, block: Block) -> tuple[int, str, int]:
    for rank, kind, pattern in _MARKERS:
        match = pattern.match(text, block.start, block.end)
        if match is None:
            continue
        if kind == "capital" and not block.bold:
            continue
        return rank, kind, match.end()
    return PLAIN, "plain", block.start


def _parent(
    text: str, nodes: Sequence[Node], stack: Sequence[int], rank: int
) -> int | None:
    """Return the nearest node above of a lower rank.

    A plain paragraph contains what follows only when it announces a list.
    """
    for index in reversed(stack):
        above = nodes[index]
        if above.rank >= rank:
            continue
        if above.rank == PLAIN and not above.span.of(text).rstrip().endswith(":"):
            continue
        return index
    if rank < PLAIN and nodes:
        # "... yêu cầu:" in plain text, then a list that starts at a high level.
        for node in reversed(nodes):
            if node.rank < PLAIN:
                break
            if node.span.of(text).rstrip().endswith(":"):
                return node.index
    return None
