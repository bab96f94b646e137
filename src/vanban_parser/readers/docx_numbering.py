"""List numbers as Word shows them: ``1.``, ``a)``, ``II.``, ``2.1.``, ``-``.

Source: ECMA-376 part 1, 17.9 (numbering), 17.18.59 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from vanban_parser.readers.docx_styles import Style, Styles, indents
from vanban_parser.readers.docx_xml import (
    VAL,
    Node,
    W,
    child,
    child_value,
    descend,
    is_on,
    whole,
)

_LEVELS = 9
# Beyond it Word itself gives up on letters and Roman numerals.
_LAST_LETTERED = 780
_LAST_ROMAN = 3999
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_VIETNAMESE = (
    *("không", "một", "hai", "ba", "bốn", "năm"),
    *("sáu", "bảy", "tám", "chín", "mười"),
)
_AFTER = {"nothing": ""}


def _roman(number: int) -> str:
    if not 0 < number <= _LAST_ROMAN:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def _letters(number: int) -> str:
    """Return a, b, ... z, aa, bb, ...: Word knows no đ."""
    if not 0 < number <= _LAST_LETTERED:
        return str(number)
    turns, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (turns + 1)


def _vietnamese(number: int) -> str:
    return _VIETNAMESE[number] if number < len(_VIETNAMESE) else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "vietnameseCounting": _vietnamese,
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; `left` and `first` are its indents in points."""

    pattern: str
    kind: str
    start: int
    restart: int | None
    legal: bool
    after: str
    left: float | None
    first: float | None
    style: str | None


@dataclass(frozen=True, slots=True)
class Number:
    """What stands in front of a numbered paragraph, its space included."""

    label: str
    level: Level


class Numbering:
    """Counts the numbered paragraphs of a document, which must come in order."""

    def __init__(self, root: Node | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Node] = {}
        self._lists: dict[str, Node] = {}
        self._levels: dict[tuple[str, int], Level | None] = {}
        # Lists of one abstract definition go on counting together.
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for node in () if root is None else root:
            if node.tag == W + "abstractNum":
                self._abstract[node.get(W + "abstractNumId") or ""] = node
            elif node.tag == W + "num":
                self._lists[node.get(W + "numId") or ""] = node

    def number(
        self, num_id: str | None, level: str | None, style: Style
    ) -> Number | None:
        """Count a paragraph of the list `num_id` and return its number.

        Args:
            num_id: The list, also if the paragraph's style names it; None or ``0``:
                the paragraph is in none.
            level: The level from ``0``; None: that which is tied to the style.
            style: The paragraph's style.
        """
        if num_id is None or num_id not in self._lists:
            return None
        depth = whole(level)
        if depth is None:
            depth = self._level_of_style(num_id, style)
        depth = min(max(depth, 0), _LEVELS - 1)
        found = self._level(num_id, depth)
        if found is None:
            return None
        counters = self._count(num_id, depth, found)
        label = self._label(num_id, found, counters)
        return Number(label + found.after if label else "", found)

    def _level_of_style(self, num_id: str, style: Style) -> int:
        for depth in range(_LEVELS if style.look.num_id == num_id else 0):
            level = self._level(num_id, depth)
            if level is not None and level.style == style.style_id:
                return depth
        return 0

    def _count(self, num_id: str, depth: int, level: Level) -> list[int | None]:
        abstract = child_value(self._lists[num_id], W + "abstractNumId") or ""
        counters = self._counters.setdefault(abstract, [None] * _LEVELS)
        if (num_id, depth) not in self._begun:
            self._begun.add((num_id, depth))
            start = self._start_override(num_id, depth)
            if start is not None:
                counters[depth] = start - 1
        for index in range(depth):
            if counters[index] is None:
                above = self._level(num_id, index)
                counters[index] = 1 if above is None else above.start
        current = counters[depth]
        counters[depth] = level.start if current is None else current + 1
        for index in range(depth + 1, _LEVELS):
            below = self._level(num_id, index)
            restart = None if below is None else below.restart
            # lvlRestart n: only a level above the n-th (from 1) restarts it.
            if restart is None or depth < restart:
                counters[index] = None
        return counters

    def _label(self, num_id: str, level: Level, counters: list[int | None]) -> str:
        if level.kind == "bullet":
            glyph = level.pattern.strip()
            return glyph if glyph == "+" or glyph[1:].isalpha() else "-"

        def shown(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self._level(num_id, depth)
            number = counters[depth]
            if other is None or number is None:
                return ""
            kind = "decimal" if level.legal else other.kind
            return _FORMATS.get(kind, str)(number)

        return _PLACEHOLDER.sub(shown, level.pattern)

    def _level(self, num_id: str, depth: int) -> Level | None:
        key = (num_id, depth)
        if key not in self._levels:
            node = self._level_node(num_id, depth)
            self._levels[key] = None if node is None else _read_level(node)
        return self._levels[key]

    def _level_node(self, num_id: str, depth: int) -> Node | None:
        override = self._override(num_id, depth)
        own = child(override, W + "lvl")
        if own is not None:
            return own
        abstract = self._definition(num_id)
        for node in () if abstract is None else abstract:
            if node.tag == W + "lvl" and whole(node.get(W + "ilvl")) == depth:
                return node
        return None

    def _definition(self, num_id: str) -> Node | None:
        """Return the list's abstract definition, also if a list style holds it."""
        found: Node | None = None
        for _ in range(_LEVELS):
            if num_id not in self._lists:
                break
            name = child_value(self._lists[num_id], W + "abstractNumId") or ""
            found = self._abstract.get(name)
            link = child_value(found, W + "numStyleLink")
            chain = self._styles.chain(link)
            if not chain:
                break
            num_id = (
                child_value(descend(chain[0], W + "pPr", W + "numPr"), W + "numId")
                or ""
            )
        return found

    def _override(self, num_id: str, depth: int) -> Node | None:
        for node in self._lists[num_id]:
            if node.tag == W + "lvlOverride" and whole(node.get(W + "ilvl")) == depth:
                return node
        return None

    def _start_override(self, num_id: str, depth: int) -> int | None:
        return whole(child_value(self._override(num_id, depth), W + "startOverride"))


def _read_level(node: Node) -> Level:
    left, first = indents(descend(node, W + "pPr", W + "ind"))
    legal = child(node, W + "isLgl")
    hidden = descend(node, W + "rPr", W + "vanish")
    text = child(node, W + "lvlText")
    pattern = "" if text is None or hidden is not None else text.get(VAL) or ""
    kind = child_value(node, W + "numFmt") or "decimal"
    start = whole(child_value(node, W + "start"))
    return Level(
        pattern=pattern,
        kind=kind if pattern else "none",
        start=0 if start is None else start,
        restart=whole(child_value(node, W + "lvlRestart")),
        legal=legal is not None and is_on(legal),
        after=_AFTER.get(child_value(node, W + "suff") or "", " "),
        left=left,
        first=first,
        style=child_value(node, W + "pStyle"),
    )
