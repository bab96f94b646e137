"""Noun phrases before and after a share, found by cue words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban_parser.extract.percentage_words import alternation, words
from vanban_parser.lexicon.load import table
from vanban_parser.model.document import Span

REACH = 600
"""Characters looked back or ahead at most: longer sentences name many things."""
LONG = 220
"""A noun phrase of more characters than this is none."""
CAPITALS = "A-ZĐ" + "".join(
    chr(code)
    for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))
    if chr(code).isupper()
)
"""The capital letters of Vietnamese, for a regex character class."""
BULLET = re.compile(
    r"(?: *(?:[-–+*•]+|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}"
    r"|[a-zđA-ZĐ][.)]) )+ *"
)
EDGES = " ,:;.“”\"'–-/="
"""Blanks and punctuation that no name begins or ends with."""


def _predicate_regex() -> re.Pattern[str]:
    exceptions = table("percentages")["predicates"]["unless_followed"]
    listed = sorted(words("predicates"), key=len, reverse=True)
    parts = []
    for word in listed:
        unless = exceptions.get(word, ())
        ahead = rf"(?! {alternation(unless)}(?!\w))" if unless else ""
        parts.append(re.escape(word) + ahead)
    return re.compile(
        r"(?<!\w)(?<!hiết )(?<!huẩn )(?<!nhất )(?<!mức )(?<!Mức )(?<!độ )(?<!đà )"
        # "mặt bằng", "cân bằng", "chứng từ" are one word each.
        r"(?<!mặt )(?<!Mặt )(?<!công )(?<!Công )(?<!cân )(?<!đồng )"
        r"(?<!chứng )(?<!Chứng )"
        rf"(?={alternation(listed)})(?:{'|'.join(parts)})(?!\w)"
    )


def _any(section: str, tail: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(words(section))})(?!\w){tail}", re.IGNORECASE)


PREDICATE = _predicate_regex()
_VERB = re.compile(rf"(?<!\w)(?:{alternation(words('verbs'))})(?!\w)")
_NOUN_VERBS = frozenset(words("noun_verbs"))
# "công nghiệp - xây dựng 41%": after these a verb is one more noun of the list.
_JOINED = (", ", "và ", "- ", "– ")
# A capital at the head of a sentence is no name unless the next word has one too.
_VERB_FIRST = re.compile(
    rf"(?:{PREDICATE.pattern}|{_VERB.pattern})(?! (?-i:[{CAPITALS}]))", re.IGNORECASE
)
# "Giao thông giảm ..." opens with a noun, not with an order.
_OPENER = re.compile(
    rf"(?!giao (?:thông|dịch|nhận|khoán|lưu)(?!\w))"
    rf"(?:{alternation(words('openers'))})(?!\w)[ ,:]+",
    re.IGNORECASE,
)
# "trong đó xã A, xã B đạt": no time or place, though it begins like one.
_AMONG = re.compile(r"trong đó (?!,)", re.IGNORECASE)
_LINKED = re.compile(r"[ ,;]*(?:(?:và|còn) )?")
_LEADS_OVER = re.compile(
    r"(?: (?:lên|ngày càng|cũng|đã))*(?: (?:là|đến|tới|ngày càng)"
    r"|(?<!thực)(?<!thể)(?<!phát)(?<!xuất)(?<!biểu) hiện)$",
    re.IGNORECASE,
)
_ADVERBIAL = _any("adverbials")
_HEAD = _any("measures")
_BARE = re.compile(
    rf"{alternation((*words('measures'), *words('labels')))}", re.IGNORECASE
)
_NOMINAL = _any("nominals")
_RATE = _any("rates", " +(?:(?:các|những) +)?")
_NOT_POPULATION = _any("not_populations")
_POPULATION_END = re.compile(
    rf"(?<!\w)(?:{alternation(words('population_ends'))})(?!\w)"
    r"|(?<!\w)năm (?=\d|nay)|(?<!\w)tháng (?=\d)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<!\w)(?:(?:trong|đến|tính đến|tại) )?"
    r"(?:(?:hết )?(?:tháng|quý|năm|ngày|giai đoạn|kỳ) (?:[\dIVX]|nay|trước|qua|học"
    r"|kế hoạch)|\d{1,2} (?:tháng|năm|quý)(?!\w)"
    r"|cả năm(?!\w)|cùng kỳ(?!\w)|bình quân(?!\w))",
    re.IGNORECASE,
)
_LEADING_TIME = re.compile(
    r"(?:(?:trong|đến|tính đến|đến hết|riêng|so với|so) )?"
    r"(?:(?:tháng|năm|quý|ngày) [\dIVX][\dIVX/.-]*|\d{1,2} tháng)"
    r"(?: (?:đầu|cuối)(?: năm)?)?(?: (?:tháng|năm|quý) ?[\d/]*){0,3}[ ,]+"
    # What a share is compared with, before what it is said of.
    r"|so với (?:cùng kỳ(?: (?:năm|tháng|quý))?|năm|tháng|quý)"
    r"(?: [\dIVX][\dIVX/.-]*| trước| ngoái)*[ ,]+",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?<!\w)của (?:toàn )?", re.IGNORECASE)
_OWNED = re.compile(r"[\w/.]* (?:(?:năm|tháng) [\d/]+ )?của(?!\w)", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"[\d.,/ ]+ ?(?:{alternation(words('units'))})(?!\w)", re.IGNORECASE
)
_ASIDE = re.compile(rf"\(|(?<= )\d[\d.,]* ?(?:{alternation(words('units'))})(?!\w)")
_OWNER_END = re.compile(
    r"(?<!\w)(?:về|đối với|trong việc|trong|năm \d|tháng \d|theo)(?!\w)", re.IGNORECASE
)
_FIELD = re.compile(r"(?<!\w)(?:lĩnh vực|khu vực) (?=\w)", re.IGNORECASE)
_DONE_TO = "đã được "
_AFTER_STOP = re.compile(
    r"[.;:()”\"]| [–-] |, (?=(?:trong đó|góp phần|nhằm|đồng thời|nhưng|bảo đảm"
    r"|đảm bảo|tạo|giúp|chiếm|qua đó|từ đó)(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A subject, the words that name its measure, and where the verb begins."""

    subject: Span
    head: Span | None
    end: int


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without blanks and punctuation at its ends; None if empty."""
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES:
        end -= 1
    return Span(start, end) if start < end else None


def phrase_at(text: str, start: int, end: int) -> Phrase | None:
    """Return the subject of the clause ``text[start:end]``; None if its verb leads."""
    start = _skip_openers(text, start, end)
    verb = verb_at(text, start, end)
    stop = _ASIDE.search(text, start, verb)
    subject = without_time(text, start, stop.start() if stop else verb)
    subject = _without_end(text, subject) if subject else None
    if subject is None or len(subject) > LONG:
        return None
    return _owner(text, subject, verb)


def _without_end(text: str, subject: Span) -> Span:
    """Drop what leads over to the number (``chỉ số cao nhất là``, ``giảm giá đến``)."""
    start = subject.start
    closed = text.rfind(")", start, subject.end)
    if closed >= 0 and text.find("(", start, closed) < 0:
        # The bracket was opened before: its words are not the subject's.
        linked = _LINKED.match(text, closed + 1, subject.end)
        start = linked.end() if linked else closed + 1
    end = _LEADS_OVER.search(text, start, subject.end)
    stop = end.start() if end else subject.end
    return Span(start, stop) if start < stop else subject


def _skip_openers(text: str, start: int, end: int) -> int:
    for _ in range(8):
        while start < end and text[start] in EDGES:
            start += 1
        bullet = BULLET.match(text, start, end) or _LEADING_TIME.match(text, start, end)
        opener = _OPENER.match(text, start, end)
        adverbial = _adverbial(text, start, end)
        if bullet is not None:
            start = bullet.end()
        elif adverbial is not None and not _AMONG.match(text, start, end):
            start = adverbial
        elif opener is not None:
            start = opener.end()
        else:
            break
    return start


def _adverbial(text: str, start: int, end: int) -> int | None:
    """Return where a leading ``Trong năm 2025,`` ends, if the clause goes on."""
    if _ADVERBIAL.match(text, start, end) is None:
        return None
    comma = text.find(", ", start, min(end, start + LONG))
    return comma + 2 if comma >= 0 and text[comma + 2 : end].strip(EDGES) else None


def verb_at(text: str, start: int, end: int) -> int:
    """Return where the verb of the clause ``text[start:end]`` begins, or `end`."""
    if _VERB_FIRST.match(text, start, end):
        return start
    match = PREDICATE.search(text, start, end)
    stop = match.start() if match else end
    if _HEAD.match(text, start, stop) or _NOMINAL.match(text, start, stop):
        return stop
    return _weak_verb(text, start, stop, followed=match is not None)


def _weak_verb(text: str, start: int, stop: int, *, followed: bool) -> int:
    """Return where the first word that is surely a verb stands, or `stop`.

    `followed` tells that the verb proper stands at `stop`: words that serve as nouns
    too ("công nghiệp và xây dựng tăng") are then taken for such.
    """
    for weak in _VERB.finditer(text, start, stop):
        noun = weak.group() in _NOUN_VERBS and (
            followed
            or text[max(start, weak.start() - 4) : weak.start()].endswith(_JOINED)
        )
        if not noun and (text[weak.end() : stop].strip() or not followed):
            return weak.start()
    return stop


def without_time(text: str, start: int, end: int) -> Span | None:
    """Return the phrase without its date; None for a bare date or amount."""
    for match in _TIME.finditer(text, start, end):
        if _OWNED.match(text, match.end(), end):
            continue
        if match.start() - start < 2:
            return None
        end = match.start()
        break
    subject = trimmed(text, start, end)
    if subject is None or not any(c.isalpha() for c in subject.of(text)):
        return None
    return None if _AMOUNT.match(text, subject.start, subject.end) else subject


def is_bare_measure(text: str, subject: Span) -> bool:
    """Tell whether `subject` only names a measure or a plan (``chỉ số``), nobody."""
    return _BARE.fullmatch(text, subject.start, subject.end) is not None


def _owner(text: str, phrase: Span, verb: int) -> Phrase:
    """Part ``mức độ hài lòng của người dân`` into measure and whom it is said of."""
    if _HEAD.match(text, phrase.start, phrase.end) is None:
        return Phrase(phrase, None, verb)
    match = _OWNER.search(text, phrase.start, phrase.end)
    if match is not None:
        end = _OWNER_END.search(text, match.end(), phrase.end)
        owner = trimmed(text, match.end(), end.start() if end else phrase.end)
        if owner is not None:
            return Phrase(owner, trimmed(text, phrase.start, match.start()), verb)
    field = _FIELD.search(text, phrase.start + 1, phrase.end)
    if field is not None:
        head = trimmed(text, phrase.start, field.start())
        return Phrase(Span(field.start(), phrase.end), head, verb)
    rate = _RATE.match(text, phrase.start, phrase.end)
    rest = trimmed(text, rate.end(), phrase.end) if rate else None
    if rate is not None and rest is not None:
        return Phrase(rest, trimmed(text, phrase.start, rate.end()), verb)
    return Phrase(phrase, None, verb)


def population_after(text: str, start: int, limit: int) -> Span | None:
    """Return the noun phrase that follows a share: ``100% [văn bản] được ký số``."""
    limit = min(limit, start + REACH)
    if start < limit and text[start] == " ":
        start += 1
    start = _skip(text, start, limit, ("tổng số ", "số ", "trong số ", "“", '"'))
    if start >= limit or not text[start].isalpha():
        return None
    if _NOT_POPULATION.match(text, start, limit):
        return None
    stop = _AFTER_STOP.search(text, start, limit)
    end = stop.start() if stop else limit
    verb = PREDICATE.search(text, start + 1, end)
    end = _verb_proper(text, verb.start(), end) if verb else end
    end = _weak_verb(text, start + 1, end, followed=verb is not None)
    match = _POPULATION_END.search(text, start + 1, end)
    end = match.start() if match else end
    subject = trimmed(text, start, end)
    if subject is None or len(subject) > LONG:
        return None
    return subject


def _verb_proper(text: str, verb: int, end: int) -> int:
    """Pass over an attribute: ``90% người [đã được điều trị] kiểm soát được ...``."""
    if not text.startswith(_DONE_TO, verb, end):
        return verb
    attribute = verb + len(_DONE_TO)
    comma = text.find(",", attribute, end)
    for match in _VERB.finditer(text, attribute + 1, comma if comma >= 0 else end):
        if match.group() not in _NOUN_VERBS:
            return match.start()
    return verb


def _skip(text: str, start: int, limit: int, heads: tuple[str, ...]) -> int:
    for head in heads:
        if text.startswith(head, start, limit):
            return start + len(head)
    return start
