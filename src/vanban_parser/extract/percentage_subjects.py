"""Whom or what a share is said of, and what is measured, from the words around it.

Three ways of saying it: ``100% văn bản được ký số`` (the population follows),
``Sở A đạt 90%`` or ``xã B 40%`` (it stands before), and ``tăng 5%, chiếm 40%``
(carried from the share before).  The word lists are ``data/percentages.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vanban_parser.extract.percentage_clauses import clauses_before, phrase_in
from vanban_parser.extract.percentage_names import aim_before, rate_before
from vanban_parser.extract.percentage_phrases import (
    is_bare_measure,
    population_after,
    trimmed,
)
from vanban_parser.extract.percentage_words import alternation, words
from vanban_parser.lexicon.orders import order_words
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


_BARE = "bare"
_NEW_SENTENCE = re.compile(r"[.!?] (?=(?!Trong đó|Riêng)[A-ZĐ])")
_GROWTH = re.compile(
    rf"(?<!\w)({alternation(words('growth'))})"
    r"(?: (?:từ|thêm|là|được|khoảng|gần|trên|tới|đến|lên|còn|tỷ lệ|tỷ trọng))*[ :(]*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"(?:{alternation(words('wholes'))})(?!\w)", re.IGNORECASE)
_APPLIES_TO = re.compile(
    rf" ?(?:/ ?\w+)? ?(?:{alternation(words('applies_to'))}) ", re.IGNORECASE
)
_APPLICATION_END = re.compile(r"[;.](?: |$)|, (?:trừ|không|nhưng)(?!\w)|\n|$")
_REPEATED = 2
"""Words of a subject that tell it again."""
# "đã được ký số": done to the subject.
_PASSIVE = re.compile(
    r"\s*(?:(?:đã|đang|sẽ|đều|phải|cần|cũng|vẫn)\s+)*được\s+(?=\w)", re.IGNORECASE
)
# "thực hiện trao đổi hồ sơ" measures the exchange.
_LIGHT = re.compile(
    rf"(?:thực hiện|tiến hành)(?: việc)? (?!(?:{alternation(words('manners'))})(?!\w))"
    r"(?=\w)",
    re.IGNORECASE,
)
# Between a share and the next clause of the same list.
_LISTED = re.compile(r"\s*(?:trở lên|trở xuống)?\s*(?:[,;]\s*(?:và\s+)?|\s+và\s+)")
_BULLET = re.compile(r"^(?:[-–+*•]+|\d{1,2}[.)]|[a-zđA-ZĐ][.)]) ")
_EMPTY_VERBS = re.compile(
    r"^(?:(?:đã|đang|sẽ|được|phải|cần|có|là|thì|đều|cũng|vẫn"
    r"|chỉ(?! số| tiêu)|ước|mà|và|với|,)"
    r"(?!\w)[ ,]*)+"
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
    named = _named(text, line, share, previous, carried)
    if named is not None:
        return named
    after = population_after(text, share.end, line.end)
    before = _before(text, line, share, previous)
    if after is not None and _is_told_of_what_follows(text, line, share, after, before):
        return _after(text, line, share, after)
    if before is not None and previous is not None:
        before = _like_previous(text, share, previous, before, carried)
    carries = carried is not None and carried.subject is not None
    if previous is not None and _NEW_SENTENCE.search(
        text, previous.number.end, share.number.start
    ):
        # "... được hỗ trợ 100%. Lãi suất 6,5%": said of what its sentence names.
        carries = carries and before is None
    if before is not None and not (before.rule == _BARE and carries):
        return before
    if carried is not None and carried.subject is not None:
        verb = _compared(text, share, previous) or _own_verb(text, line, share, carried)
        return Said(carried.subject, verb, "carried")
    if after is not None:
        return _after(text, line, share, after)
    return None


def _like_previous(
    text: str, share: Share, previous: Share, said: Said, carried: Said | None
) -> Said:
    """``27 xã ký số đạt 90%, 4 xã đạt 80%``: the same is measured of the next one."""
    if carried is None or said.measure is not None or said.subject is None:
        return said
    between = text[previous.number.end : said.subject.start]
    verb = text[said.subject.end : share.number.start].strip(" :")
    if _LISTED.fullmatch(between) is None or not verb:
        return said
    return replace(said, measure=carried.measure)


def _named(
    text: str, line: Span, share: Share, previous: Share | None, carried: Said | None
) -> Said | None:
    """Return what the words right beside a share name as that of which it is."""
    rate = rate_before(text, line.start, share.start)
    if rate is not None:
        return Said(rate, None, "rate")
    applied = _applied(text, line, share)
    if applied is not None or previous is None or carried is None:
        return applied
    aim = aim_before(text, previous.end, share.start)
    if aim is None or carried.subject is None:
        return None
    return Said(carried.subject, carried.measure or aim, "carried")


def _applied(text: str, line: Span, share: Share) -> Said | None:
    match = _APPLIES_TO.match(text, share.end, line.end)
    if match is None:
        return None
    end = _APPLICATION_END.search(text, match.end(), line.end)
    subject = trimmed(text, match.end(), end.start() if end else line.end)
    if subject is None:
        return None
    left = next(clauses_before(text, line.start, share.start, None), None)
    return Said(subject, _measure(left.of(text)) if left else None, "applied")


def _is_told_of_what_follows(
    text: str, line: Span, share: Share, after: Span, before: Said | None
) -> bool:
    whole = _WHOLE.match(text, after.start, after.end) is not None
    if whole and _opens_clause(text, line, share):
        # "...; trên 90% dân số được dùng nước sạch": the whole has a verb of its own.
        return _OWN_VERB.match(text, after.end, line.end) is not None
    if whole:
        return False
    if before is None:
        return True
    return _GROWTH.search(text, max(line.start, share.start - 24), share.start) is None


_OWN_VERB = re.compile(
    rf" (?:đã |sẽ |đều )?(?:được|có|đạt|{alternation(words('verbs'))})(?!\w)"
)
_CLAUSE_OPENED = re.compile(r"[.;] *$")


def _opens_clause(text: str, line: Span, share: Share) -> bool:
    """Tell whether a share stands first behind a full stop or semicolon."""
    before = text[max(line.start, share.start - 3) : share.start]
    return _CLAUSE_OPENED.search(before) is not None


def _after(text: str, line: Span, share: Share, after: Span) -> Said:
    rest = text[after.end : line.end][: _MEASURE_LIMIT * 2]
    clause = _clause_of(rest)
    again = _opening_words(after.of(text))
    if again is not None and (repeated := again.search(clause)) is not None:
        # "100% hồ sơ được tiếp nhận, xử lý hồ sơ": its object is the subject again.
        clause = clause[: repeated.start()]
    measure = _measure(clause)
    if measure is not None and _is_passive(clause):
        measure = f"được {measure}"
    if measure is None:
        lead = text[max(line.start, share.start - 40) : share.start]
        verb = re.search(rf"(?:{alternation(words('verbs'))}) $", lead, re.IGNORECASE)
        measure = verb.group().strip() if verb else None
    return Said(after, measure, "after")


def _is_passive(clause: str) -> bool:
    passive = _PASSIVE.match(clause)
    return passive is not None and bool(order_words().verb.match(clause, passive.end()))


def _clause_of(rest: str) -> str:
    """Return the words up to the clause's end; verbs listed with commas are one."""
    for end in re.finditer(r"[.;](?: |$)|, | \(|\)", rest):
        goes_on = end.group() == ", " and order_words().verb.match(rest, end.end())
        if not (goes_on and rest[: end.start()].strip()):
            return rest[: end.start()]
    return rest


def _opening_words(subject: str) -> re.Pattern[str] | None:
    """Return a pattern for the words that a subject begins with, two at least."""
    words_of = re.split(r",| của | thuộc | trên | tại ", subject, maxsplit=1)[0].split()
    if len(words_of) < _REPEATED:
        return None
    return re.compile(rf"\s{re.escape(' '.join(words_of))}(?!\w)", re.IGNORECASE)


def _before(text: str, line: Span, share: Share, previous: Share | None) -> Said | None:
    previous_end = previous.end if previous else None
    bare: Said | None = None
    measure: str | None = None
    for clause in clauses_before(text, line.start, share.start, previous_end):
        phrase = phrase_in(text, clause)
        if phrase is None:
            continue
        verb = _measure(text[phrase.end : clause.end])
        said = Said(phrase.subject, _joined(text, phrase.head, verb), "before")
        if not is_bare_measure(text, phrase.subject):
            return said if measure is None else replace(said, measure=measure)
        bare = bare or replace(said, rule=_BARE)
        measure = measure or phrase.subject.of(text)
    return bare


def _joined(text: str, head: Span | None, verb: str | None) -> str | None:
    if head is None:
        return verb
    return head.of(text) if verb is None else f"{head.of(text)}, {verb}"


def _own_verb(text: str, line: Span, share: Share, carried: Said) -> str | None:
    growth = _GROWTH.search(text, max(line.start, share.start - 24), share.start)
    if growth is not None and growth[1].lower() not in {"đạt", "bằng", "còn"}:
        return growth[1]
    return carried.measure


# "so với tháng trước bằng 99,8%; so với cùng kỳ bằng 104%": each with its own.
_COMPARED = re.compile(
    r"[\s,;]+(?:và )?(?P<with>so (?:với )?(?:(?! nhưng)[^,;:%()]){3,60}?)"
    r"(?: (?:bằng|là|đạt|tăng|giảm|chỉ bằng))?\s*$"
)


def _compared(text: str, share: Share, previous: Share | None) -> str | None:
    """Return with what a share is compared, where its own words say only that."""
    if previous is None:
        return None
    match = _COMPARED.fullmatch(text, previous.end, share.start)
    return match["with"] if match else None


def _measure(words_between: str) -> str | None:
    measure = _BULLET.sub("", words_between).strip(' ,;:()“”"-')
    for _ in range(3):
        measure = _EMPTY_VERBS.sub("", measure).strip(' ,;:()“”"-')
    light = _LIGHT.match(measure)
    if light is not None and order_words().verb.match(measure, light.end()):
        measure = measure[light.end() :]
    if len(measure) > _MEASURE_LIMIT:
        measure = measure[:_MEASURE_LIMIT].rpartition(" ")[0]
    return measure or None
