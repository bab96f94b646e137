"""Whom or what a share is said of, and what is measured, from the words around it.

Three ways of saying it: ``100% văn bản được ký số`` (the population follows),
``Sở A đạt 90%`` or ``xã B 40%`` (it stands before), and ``tăng 5%, chiếm 40%``
(carried from the share before).  The word lists are ``data/percentages.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban_parser.extract.percentage_clauses import (
    clause_before,
    population_after,
    subject_in,
)
from vanban_parser.extract.percentage_words import alternation, words
from vanban_parser.model.document import Span

_MEASURE_LIMIT = 160
"""Longest measure in characters; what is longer is cut at a word."""


@dataclass(frozen=True, slots=True)
class Share:
    """A printed share: its number, and the reach of the words that bound it."""

    number: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a share is said of; `rule` says how that was found."""

    subject: Span | None
    measure: str | None
    rule: str


_GROWTH = re.compile(
    rf"(?<!\w)({alternation(words('growth'))})(?: (?:từ|thêm|là|được))?[ :(]*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"(?:{alternation(words('wholes'))})(?!\w)", re.IGNORECASE)
_APPLIES_TO = re.compile(
    rf" ?(?:/ ?\w+)? ?(?:{alternation(words('applies_to'))}) ", re.IGNORECASE
)
_APPLICATION_END = re.compile(r"[;.](?: |$)|, (?:trừ|không|nhưng)(?!\w)|\n|$")
_EMPTY_VERBS = re.compile(
    r"^(?:(?:đã|đang|sẽ|được|phải|cần|có|là|thì|đều|cũng|vẫn|chỉ|ước|mà|và|với|,)(?!\w)[ ,]*)+"
    r"|[ ,:(]*(?<!\w)(?:(?:đạt|được|là|từ|ở mức|mức|với|có|còn|bằng)(?!\w)[ ,:(]*)+$",
    re.IGNORECASE,
)


def said_of(
    text: str, line: Span, share: Share, previous: Share | None, carried: Said | None
) -> Said | None:
    """Return whom `share` is said of, or None where its line does not say.

    `previous` and `carried` are the share before it on `line` and what that one was
    said of.
    """
    applied = _applied(text, line, share)
    if applied is not None:
        return applied
    after = population_after(text, share.end, line.end)
    before = _before(text, line, share, previous)
    if after is not None and _is_told_of_what_follows(text, line, share, after, before):
        return _after(text, line, share, after)
    if before is not None:
        return before
    if carried is not None and carried.subject is not None:
        return Said(carried.subject, _own_verb(text, line, share, carried), "carried")
    if after is not None:
        return _after(text, line, share, after)
    return None


def _applied(text: str, line: Span, share: Share) -> Said | None:
    match = _APPLIES_TO.match(text, share.end, line.end)
    if match is None:
        return None
    end = _APPLICATION_END.search(text, match.end(), line.end)
    subject = _trimmed(text, match.end(), end.start() if end else line.end)
    if subject is None:
        return None
    left = clause_before(text, line, share.start, None)
    return Said(subject, _measure(text[left.start : left.end] if left else ""), "applied")


def _is_told_of_what_follows(
    text: str, line: Span, share: Share, after: Span, before: Said | None
) -> bool:
    if before is None:
        return not _WHOLE.match(text, after.start, after.end)
    if _WHOLE.match(text, after.start, after.end):
        return False
    return _GROWTH.search(text, max(line.start, share.start - 24), share.start) is None


def _after(text: str, line: Span, share: Share, after: Span) -> Said:
    rest = text[after.end : line.end][:_MEASURE_LIMIT * 2]
    measure = _measure(re.split(r"[.;](?: |$)|, | \(|\)", rest, maxsplit=1)[0])
    if measure is None:
        lead = text[max(line.start, share.start - 40) : share.start]
        verb = re.search(rf"(?:{alternation(words('verbs'))}) $", lead, re.IGNORECASE)
        measure = verb.group().strip() if verb else None
    return Said(after, measure, "after")


def _before(
    text: str, line: Span, share: Share, previous: Share | None
) -> Said | None:
    for clause in _clauses(text, line, share, previous):
        found = subject_in(text, clause)
        if found is not None:
            subject, head = found
            verb = _measure(text[max(found[0].end, head.end if head else 0) : clause.end])
            return Said(subject, _joined(text, head, verb), "before")
    return None


def _clauses(
    text: str, line: Span, share: Share, previous: Share | None
) -> Iterator[Span]:
    """Yield the clauses that may name the subject, the nearest first."""
    end = share.start
    for _ in range(3):
        clause = clause_before(text, line, end, previous)
        if clause is None:
            return
        yield clause
        opening = text[clause.start - 1] if clause.start > line.start else ""
        if opening not in "(:":
            return
        end = clause.start - 1


def _joined(text: str, head: Span | None, verb: str | None) -> str | None:
    if head is None:
        return verb
    return head.of(text) if verb is None else f"{head.of(text)}, {verb}"


def _own_verb(text: str, line: Span, share: Share, carried: Said) -> str | None:
    growth = _GROWTH.search(text, max(line.start, share.start - 24), share.start)
    if growth is not None and growth[1].lower() not in {"đạt", "bằng", "còn"}:
        return growth[1]
    return carried.measure


def _measure(words_between: str) -> str | None:
    measure = words_between.strip(" ,;:()“”\"-")
    for _ in range(3):
        measure = _EMPTY_VERBS.sub("", measure).strip(" ,;:()“”\"-")
    if len(measure) > _MEASURE_LIMIT:
        measure = measure[:_MEASURE_LIMIT].rpartition(" ")[0]
    return measure or None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words_found = text[start:end]
    start += len(words_found) - len(words_found.lstrip(" ,:"))
    end -= len(words_found) - len(words_found.rstrip(" ,:/.;"))
    return Span(start, end) if start < end else None
