"""Which clause before a share names its subject."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from vanban_parser.extract.percentage_phrases import (
    BULLET,
    CAPITALS,
    EDGES,
    LONG,
    PREDICATE,
    REACH,
    Phrase,
    phrase_at,
    trimmed,
    verb_at,
    without_time,
)
from vanban_parser.extract.percentage_words import alternation, words
from vanban_parser.model.document import Span

_N_CLAUSES = 3
"""How far out of brackets and colons to look."""

_SENTENCE_END = re.compile(
    # After "Tp." or "A." a name goes on; after "USD." a sentence may begin.
    rf"(?:(?<![{CAPITALS}])|(?<=[{CAPITALS}]{{3}}))(?<!Tp)(?<!Th)"
    rf"[.!?…](?= [{CAPITALS}\d“\"(+–-])|;"
)
_SEPARATOR = re.compile(
    r"[,;:()](?!\d)"
    r"|(?<!\w)(?:nhưng|trong khi|còn|riêng|thì|nên|làm cho|khiến|đưa|tương ứng với"
    r"|đặc biệt|nhất là)(?!\w)"
)
_AND = re.compile(r" ?\)? ?(?:và|hoặc)(?!\w)")
_NEW_CLAUSE = re.compile(
    rf", (?=(?:(?:{alternation(words('measures'))}|riêng|trong đó|còn|nhưng|nếu)(?!\w)"
    r"|\d{1,4} \w))",
    re.IGNORECASE,
)
_BROUGHT = re.compile(
    rf"(?<!\w)(?:{alternation(words('bringers'))}) "
    rf"(?=(?:{alternation(words('measures'))}) (?!\d|$))",
    re.IGNORECASE,
)
_COMMA = re.compile(", ")
_HELD = re.compile(
    r"(?<!\w)do [^,;:.]{2,60} (?:nắm giữ|sở hữu|góp|quản lý|bảo đảm|đảm bảo)"
    r"(?: (?:từ|trên|dưới|ít nhất|tối thiểu))? *$",
    re.IGNORECASE,
)
_HOLDER = re.compile(r"(?<!\w)(?:của|tại|cho|là|ở|trừ)(?!\w)|[,;(]", re.IGNORECASE)
_GIVEN = re.compile(
    r"(?<!\w)cho (?P<whom>(?:\w+ ){1,8}?)(?=(?:đã )?được(?!\w))(?!.*, )", re.IGNORECASE
)
# "42/139 cơ quan", which no date is ("tháng 9/2031", "niên độ 2031/2032").
_COUNTED = re.compile(
    r"(?<![\w/.,])(?<!ngày )(?<!tháng )(?<!quý )(?<!đến )(?<!từ )(?<!số )"
    r"\d{1,4}/(?!(?:19|20)\d\d\b)\d{1,4} (?=[^\W\d])"
)
_COUNT_END = re.compile(
    r", (?:chỉ tiêu|mục tiêu|trong đó|còn|đạt|chiếm|tăng|giảm)(?!\w)"
    r"| \(| (?:có|đạt) (?:chỉ số|kết quả|tỷ lệ|tỉ lệ|điểm|mức)(?!\w)"
)
_THEN = re.compile(r"(?<!\w)thì(?!\w)", re.IGNORECASE)
# "Nhờ khai thác tốt nên kim ngạch tăng": what grows follows "nên".
_SO = re.compile(r"(?<!\w)(?:nên|vì vậy|do đó|do vậy),? ")
_CASE = re.compile(r"(?<!\w)(?:trường hợp|nếu)(?!\w) *", re.IGNORECASE)
_CONCERNING = re.compile(r"(?:riêng )?đối với ", re.IGNORECASE)


def clauses_before(
    text: str, floor: int, end: int, previous_end: int | None
) -> Iterator[Span]:
    """Yield the clauses that end at `end`, the nearest first, not before `floor`.

    A clause opens at the end of a sentence, after a colon or an open bracket, or
    after what belongs to the share that ends at `previous_end`.  Where a bracket, a
    colon or a semicolon opens it, the clause before that one follows.
    """
    for _ in range(_N_CLAUSES):
        start = _opening(text, floor, end, previous_end)
        if text[start:end].strip(EDGES):
            yield Span(start, end)
        if start <= floor or text[start - 1] not in "(:;":
            return
        end = start - 1


def _opening(text: str, floor: int, end: int, previous_end: int | None) -> int:
    start = max(floor, end - REACH)
    if previous_end is not None and start <= previous_end <= end:
        start = _after_share(text, previous_end, end)
    boundaries = {m.end() - 1 for m in _SENTENCE_END.finditer(text, start, end)}
    depth = 0
    for position in range(end - 1, start - 1, -1):
        character = text[position]
        if character == ")":
            depth += 1
        elif character == "(":
            depth -= 1
        if depth < 0 or (depth == 0 and (character == ":" or position in boundaries)):
            return position + 1
    return start


def _after_share(text: str, previous_end: int, end: int) -> int:
    sentence = _SENTENCE_END.search(text, previous_end, end)
    if sentence is not None:
        return sentence.start()
    match = _AND.match(text, previous_end, end) or _SEPARATOR.search(
        text, previous_end, end
    )
    return match.end() if match else end


def phrase_in(text: str, clause: Span) -> Phrase | None:
    """Return what `clause` is said of, or None where it begins with its verb."""
    for special in (_holder, _receiver, _case, _concerned, _counted):
        phrase = special(text, clause)
        if phrase is not None:
            return phrase
    starts = [clause.start]
    if (verb := PREDICATE.search(text, clause.start, clause.end)) is not None:
        starts += [m.end() for m in _NEW_CLAUSE.finditer(text, verb.end(), clause.end)]
    starts += [m.end() for m in _BROUGHT.finditer(text, clause.start, clause.end)]
    starts += [m.end() for m in _SO.finditer(text, clause.start, clause.end)]
    starts += [m.end() for m in _THEN.finditer(text, clause.start, clause.end)]
    for start in sorted(starts, reverse=True):
        phrase = phrase_at(text, start, clause.end)
        if phrase is not None:
            return phrase
    for comma in _COMMA.finditer(text, clause.start, clause.end):
        phrase = phrase_at(text, comma.end(), clause.end)
        if phrase is not None:
            return phrase
    return None


def _holder(text: str, clause: Span) -> Phrase | None:
    """``ngân hàng do Nhà nước nắm giữ 51% vốn``: said of the bank."""
    match = _HELD.search(text, clause.start, clause.end)
    if match is None:
        return None
    start = clause.start
    for mark in _HOLDER.finditer(text, clause.start, match.start()):
        start = mark.end()
    subject = trimmed(text, start, match.start())
    return Phrase(subject, None, match.start()) if subject else None


def _last(pattern: re.Pattern[str], text: str, clause: Span) -> re.Match[str] | None:
    found = deque(pattern.finditer(text, clause.start, clause.end), maxlen=1)
    return found[0] if found else None


def _receiver(text: str, clause: Span) -> Phrase | None:
    """``cho 12 doanh nghiệp được vay ... lãi suất 0%``: said of the firms."""
    match = _last(_GIVEN, text, clause)
    if match is None:
        return None
    subject = trimmed(text, *match.span("whom"))
    return Phrase(subject, None, match.end()) if subject else None


def _case(text: str, clause: Span) -> Phrase | None:
    """``trường hợp X thì được giảm 50%``: said of X."""
    match = _last(_THEN, text, clause)
    if match is None or phrase_at(text, match.end(), clause.end) is not None:
        return None
    start = clause.start
    for case in _CASE.finditer(text, clause.start, match.start()):
        start = case.end()
    subject = trimmed(text, start, match.start())
    if subject is None or len(subject) > LONG:
        return None
    return Phrase(subject, None, match.end())


def _counted(text: str, clause: Span) -> Phrase | None:
    """``đã kiểm tra 42/139 cơ quan, đơn vị, đạt tỷ lệ 30%``: said of those counted."""
    match = _last(_COUNTED, text, clause)
    if match is None:
        return None
    stop = _COUNT_END.search(text, match.end(), clause.end)
    end = verb_at(text, match.end(), stop.start() if stop else clause.end)
    subject = trimmed(text, match.start(), end)
    if subject is None or len(subject) > LONG or end <= match.end():
        return None
    return Phrase(subject, None, end)


def _concerned(text: str, clause: Span) -> Phrase | None:
    """``Riêng đối với Ban A được ủy nhiệm, tỷ lệ thu 20%``: said of Ban A."""
    bullet = BULLET.match(text, clause.start, clause.end)
    start = bullet.end() if bullet else clause.start
    while start < clause.end and text[start] == " ":
        start += 1
    match = _CONCERNING.match(text, start, clause.end)
    if match is None:
        return None
    comma = text.find(", ", match.end(), clause.end)
    end = comma if comma >= 0 else clause.end
    subject = without_time(text, match.end(), verb_at(text, match.end(), end))
    return Phrase(subject, None, max(subject.end, comma)) if subject else None
