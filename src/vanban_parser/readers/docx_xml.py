"""WordprocessingML as lxml parses it: names and safe attribute values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of WordprocessingML, to put before a local name."""
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"

VAL = W + "val"
_TWIPS_PER_UNIT = {"pt": 20.0, "in": 1440.0, "cm": 567.0, "mm": 56.7, "pc": 240.0}
# No measure or counter that Word writes is longer; int() refuses endless digits late.
_LONGEST_NUMBER = 18


class Node(Protocol):
    """What this package uses of an lxml element.

    A comment or processing instruction has a function as its `tag`: compare tags,
    never take them apart.
    """

    @property
    def tag(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    def get(self, key: str) -> str | None: ...
    def items(self) -> list[tuple[str, str]]: ...
    def iterchildren(self, *tags: str) -> Iterator[Node]: ...
    def iter(self, *tags: str) -> Iterator[Node]: ...
    def __iter__(self) -> Iterator[Node]: ...
    def __reversed__(self) -> Iterator[Node]: ...


def whole(value: str | None) -> int | None:
    """Return an attribute as a whole number, or None where it is none."""
    if value is None or len(value) > _LONGEST_NUMBER:
        return None
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return round(float(value))
    except (ValueError, OverflowError):
        return None


def points(value: str | None) -> float | None:
    """Return a measure in points; a plain number counts twentieths of a point.

    Source: ECMA-376 part 1, 22.9.2.14 and .15 (ST_TwipsMeasure, ST_UniversalMeasure).
    """
    if value is None or len(value) > _LONGEST_NUMBER:
        return None
    factor = _TWIPS_PER_UNIT.get(value[-2:])
    twips = whole(value)
    if factor is not None:
        try:
            twips = round(float(value[:-2]) * factor)
        except (ValueError, OverflowError):
            return None
    return None if twips is None else twips / 20


def is_on(node: Node) -> bool:
    """Tell whether an on/off element switches on: it does when it gives no value."""
    return node.get(VAL) not in {"0", "false", "off", "none"}


def child(node: Node | None, tag: str) -> Node | None:
    """Return the first child with this tag, or None."""
    return None if node is None else next(node.iterchildren(tag), None)


def head(node: Node | None, tag: str) -> Node | None:
    """Return what `child` does, soonest where that child is the first of all.

    Properties stand first (ECMA-376); where they do not, they are looked for.
    """
    if node is None:
        return None
    first = next(iter(node), None)
    if first is None or first.tag == tag:
        return first
    return next(node.iterchildren(tag), None)


def children(node: Node | None) -> dict[str, Node]:
    """Return the children by tag, of those with one tag the first."""
    return {} if node is None else {part.tag: part for part in reversed(node)}


def descend(node: Node | None, *tags: str) -> Node | None:
    """Return the first child with the first tag, its first with the second ..."""
    for tag in tags:
        node = child(node, tag)
    return node


def child_value(node: Node | None, tag: str) -> str | None:
    """Return ``w:val`` of the first child with this tag, or None."""
    found = child(node, tag)
    return None if found is None else found.get(VAL)


def control_content(control: Node) -> Node | None:
    """Return what a content control holds; None where it only hints to fill it in."""
    if descend(control, W + "sdtPr", W + "showingPlcHdr") is not None:
        return None
    return child(control, W + "sdtContent")


def alternative(node: Node) -> Node | None:
    """Return the one branch of ``mc:AlternateContent`` to read.

    Word writes a text box twice: as a drawing in Choice, as VML in Fallback.  The
    first branch that holds words counts, and only that.
    """
    branches = [branch for branch in node if branch.tag in _BRANCHES]
    for branch in branches:
        if next(branch.iter(W + "t", VML + "textpath"), None) is not None:
            return branch
    return branches[0] if branches else None


_BRANCHES = frozenset({MC + "Choice", MC + "Fallback"})
