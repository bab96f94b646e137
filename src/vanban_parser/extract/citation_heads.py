"""What stands before a number: the document's type, and where the mention starts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban_parser.lexicon.document_types import (
    abbreviations,
    citing_names,
    either,
    type_by_code,
    words_of_no_document,
)
from vanban_parser.lexicon.numbers import NumberMatch

# "số", and what OCR makes of it.
NO = r"[Ss][ốôồổỗộ]|SỐ"
_TYPE = rf"(?P<type>(?i:{either(citing_names())}))"
_ADJACENT = re.compile(
    rf"(?<!\w){_TYPE}\s{{0,2}}:?\s{{0,2}}(?:\(\s{{0,2}})?(?:(?:{NO})\s{{0,2}}[:.]?\s{{0,2}})?$"
)
_SHORT = re.compile(
    rf"(?<![\w/-])(?P<type>{either(abbreviations())})\s{{0,2}}(?:(?:{NO})\s{{0,2}}:?\s{{0,2}})?$"
)
_NOT_DOCUMENT = re.compile(
    rf"(?<!\w)(?i:{either(words_of_no_document())})\s{{0,2}}(?:(?:{NO})\s{{0,2}}:?\s{{0,2}})?$"
)
_SEPARATOR = re.compile(
    r"\s{0,2}\)?\s{0,2}(?:(?:[,;–-]|và|hoặc|cùng|với|đến)\s{0,2}){0,4}(?:các\s)?"
    rf"(?:(?:{NO})\s{{0,2}}:?\s{{0,2}})?$"
)
_LOOSE = re.compile(rf"(?<!\w){_TYPE}(?!\w)")
_LABEL = re.compile(rf"(?<!\w)(?:{NO})\s{{0,2}}:?\s{{0,2}}$")
_CLAUSE = re.compile(r"[.;“”\"]\s")
_OWN_LINE = re.compile(
    rf"[\s(]{{0,3}}(?:(?:Luật|LUẬT)\s)?(?:{NO})\s{{0,2}}[:.]?\s{{0,2}}$"
)
_GENERIC = ("văn bản", "công văn", None)
MAX_HEAD = 130


@dataclass(frozen=True, slots=True)
class Head:
    """The type before a number (None: not said), the mention's start, the rule."""

    document_type: str | None
    start: int
    rule: str
    listed: bool = False


def squeeze(text: str) -> str:
    """Return `text` with single spaces, none at the ends, in lower case."""
    return re.sub(r"\s+", " ", text).strip().lower()


def own_type(number: NumberMatch) -> str | None:
    """Return the type that the notation itself names (``QĐ-UBND``)."""
    groups = number.groups
    return type_by_code(groups[0]) if len(groups) > 1 else None


def is_separator(words: str) -> bool:
    """Tell whether `words` only part two numbers of a list (``, số``; ``và``)."""
    return _SEPARATOR.match(words) is not None


def _adjacent(before: str, offset: int) -> Head | None:
    if match := _ADJACENT.search(before):
        return Head(squeeze(match["type"]), offset + match.start(), "numbered")
    if match := _SHORT.search(before):
        name = abbreviations()[match["type"]]
        return Head(name, offset + match.start(), "numbered-abbreviated")
    return None


def _apart(before: str, offset: int, own: str | None) -> Head | None:
    """Find the type some words before: ``Nghị quyết của HĐND tỉnh số 12/NQ-HĐND``."""
    label = _LABEL.search(before)
    if label is None:
        return None
    clauses = [0, *(clause.end() for clause in _CLAUSE.finditer(before))]
    types = list(_LOOSE.finditer(before, clauses[-1]))
    if types and types[-1]["type"][0].isupper():
        kind = squeeze(types[-1]["type"])
        if own in (None, kind):
            return Head(kind, offset + types[-1].start(), "numbered-apart")
    return Head(own, offset + label.start(), "number-alone")


def read_head(
    text: str, start: int, number: NumberMatch, previous: tuple[int, str | None] | None
) -> Head | None:
    """Return what introduces `number` in the paragraph from `start`, or None.

    `previous` is end and type of the citation before in the paragraph.  None where
    the number is no citation: a form's, or the paragraph's own (``Số: 12/...``).
    """
    pos = number.span.start
    floor = max(start, previous[0] if previous else 0)
    offset = max(floor, pos - MAX_HEAD)
    before = text[offset:pos]
    if _NOT_DOCUMENT.search(before) or _OWN_LINE.fullmatch(text, start, pos):
        return None
    if head := _adjacent(before, offset):
        return head
    own = own_type(number)
    if previous and offset == previous[0] and is_separator(before):
        kind = previous[1] if own is None or previous[1] in _GENERIC else own
        return Head(kind or own, pos, "numbered-listed", listed=True)
    return _apart(before, offset, own) or (
        Head(own, pos, "number-alone") if own else None
    )
