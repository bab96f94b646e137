"""Clauses and noun phrases on either side of a share, by cue words."""

from __future__ import annotations

import re

from vanban_parser.extract.percentage_words import alternation, words
from vanban_parser.lexicon.load import table
from vanban_parser.model.document import Span

_REACH = 600
"""Characters looked back or ahead at most."""
_LONG = 200
"""A noun phrase longer than this many characters is none."""
_COMPOUND_WORDS = 12

_SENTENCE_END = re.compile(
    r"(?<!\bTP)(?<!\bTp)(?<!\bTT)(?<!\bTX)(?<![\s.(]P)(?<![\s.(]Q)(?<!\bTh)[.!?…](?= )|;"
)
_SEPARATOR = re.compile(r"[,;)]|(?<!\w)(?:nhưng|trong khi|còn|riêng)(?!\w)")
_WEAK_SEPARATOR = re.compile(r"(?<!\w)và(?!\w)")
_BULLET = re.compile(r" *(?:[-–+*•]+|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđA-ZĐ][.)]) *")
_QUOTES = " ,:“”\"'–-"


def _predicate_regex() -> re.Pattern[str]:
    exceptions = table("percentages")["predicates"]["unless_followed"]
    parts = []
    for word in sorted(words("predicates"), key=len, reverse=True):
        unless = alternation(exceptions.get(word, ()))
        parts.append(
            re.escape(word) + (rf"(?! (?:{unless})(?!\w))" if unless else "")
        )
    return re.compile(rf"(?<!\w)(?<!nhất )(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _any(section: str, tail: str = "") -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternation(words(section))})(?!\w){tail}", re.IGNORECASE
    )


_PREDICATE = _predicate_regex()
_VERB = re.compile(rf"(?<!\w)(?:{alternation(words('verbs'))})(?!\w)", re.IGNORECASE)
_OPENER = _any("openers", "[ ,:]*")
_ADVERBIAL = _any("adverbials")
_HEAD = _any("measures")
_RATE = _any("rates", " +(?:(?:các|số|những) +)?")
_NOT_POPULATION = _any("not_populations")
_POPULATION_END = re.compile(
    rf"(?<!\w)(?:{alternation(words('population_ends'))})(?!\w)"
    r"|(?<!\w)năm (?=\d|nay)|(?<!\w)tháng (?=\d)",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(
    rf", (?=(?:{alternation(words('measures'))}|riêng|trong đó|còn|nhưng|nếu|\d{{1,4}} \w+ )(?!\w))",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<!\w)(?:(?:trong|đến|tính đến|tại) )?(?:(?:hết )?(?:tháng|quý|năm|ngày|giai đoạn|kỳ)"
    r" (?:[\dIVX]|nay|trước|qua|học|kế hoạch)|\d{1,2} (?:tháng|năm|quý)(?!\w)|cả năm(?!\w)|bình quân(?!\w))",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?<!\w)của (?:toàn )?", re.IGNORECASE)
_OWNER_END = re.compile(r"(?<!\w)(?:về|đối với|trong việc|năm \d|tháng \d|theo)(?!\w)", re.IGNORECASE)
_DOES = re.compile(r"(?<!\w)do (?=[^,;:]{2,60}$)", re.IGNORECASE)
_FIELD = re.compile(r"(?<!\w)(?:lĩnh vực|khu vực|nhóm hàng|ngành) (?=\w)", re.IGNORECASE)
_GIVEN = re.compile(r"(?<!\w)(?:cho|thì|rằng) (?=(?:\w+ ){1,8}?(?:được|phải)(?!\w))", re.IGNORECASE)
_CONCERNING = re.compile(r"(?:riêng )?(?:đối với|với) ", re.IGNORECASE)
_THEN = re.compile(r"(?<!\w)thì(?!\w)", re.IGNORECASE)
_CASE = re.compile(r"(?<!\w)(?:trường hợp|nếu|khi)(?!\w) *", re.IGNORECASE)


def clause_before(
    text: str, line: Span, end: int, previous: object | None
) -> Span | None:
    """Return the clause that ends at `end`: it opens after a colon, an open bracket,
    the end of a sentence, or what belongs to the share before it.
    """
    floor = max(line.start, end - _REACH)
    number = getattr(previous, "number", None)
    if isinstance(number, Span) and floor <= number.end <= end:
        floor = _after_previous(text, number.end, end)
    for match in _SENTENCE_END.finditer(text, floor, end):
        floor = match.end()
    floor = max(floor, _open_bracket(text, floor, end), text.rfind(":", floor, end) + 1)
    return Span(floor, end) if text[floor:end].strip(_QUOTES) else _empty(floor, end)
