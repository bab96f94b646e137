"""Laws that a letter names by their title: ``Luật Đất đai ngày 18/01/2024``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban_parser.extract.citation_parts import read_date
from vanban_parser.lexicon.document_types import citing_names, either, law_titles
from vanban_parser.lexicon.numbers import NumberMatch, parse_number

# What each of the words has in it.
_MARKS = ("uật", "UẬT", "lệnh", "LỆNH")
_KIND = re.compile(r"(?<!\w)(Bộ\s[Ll]uật|BỘ\sLUẬT|Luật|LUẬT|Pháp\slệnh|PHÁP\sLỆNH)\s")
# Not a law: a law school or firm; a law still being drafted.
_NO_LAW = re.compile(
    r"(?:học|ty|phòng|ngành|khoa|hội|dự\sthảo|dự\sán|đề\sán|hành\snghề|sư)\s$",
    re.IGNORECASE,
)
_AMENDING = re.compile(r"(?:sửa\sđ[ổôồỗố]i|b[ổôồỗố]\ssung)[,\s]", re.IGNORECASE)
_NO_TITLE = re.compile(r"(?:sư|gia|này|trên|nêu|nói|số|và|hoặc|có|đã|do)\b")
_WHEN = r"(?:ngày|năm|tháng)\s?\d"
# What belongs to a listed title though no list has it, and who passed the law.
_OF_COUNCILS = re.compile(
    r"\scủa\s(?:HĐND|Hội\sđồng\snhân\sdân)(?:,|\svà)\s(?:UBND|[ỦU]\w\s\w{3}\snhân\sdân)",
    re.IGNORECASE,
)
_OF_ASSEMBLY = re.compile(
    r"\scủa\sQuốc\shội(?:\snước\sCộng\s[^\W\d_]{3}\sxã\shội\schủ\snghĩa\sViệt\sNam)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[\s,]{0,3}\(?\s{0,2}(?:(?:Bộ\s)?[Ll]uật\s)?(?:s[ốôồổỗộ]\s{0,2}:?\s{0,2})(?=\d)"
)
_YEAR = re.compile(r"[\s,]{0,3}\(?\s?((?:19|20)\d\d)(?![\d/.-])\)?")
_TYPES = rf"(?i:{either(citing_names())})"
_END_OF_AMENDING = re.compile(
    rf"[.;:(“”\"\n]|[\s,]{{0,3}}\b{_WHEN}"
    rf"|,?\s(?:được|đã|trong\sđó|theo\sđó|và\s(?={_TYPES}))\s"
)
_END_OF_UNKNOWN = re.compile(
    rf"[.;:(“”\"\n]|(?P<known>[\s,]{{0,3}}\b(?:{_WHEN}|số\s))|\b{_TYPES}\s"
)
MIN_TITLE = 3
_IN_A_TITLE = re.compile(
    r"\b(?:một\ssố\s[Đđ]iều|thi\shành|[Qq]uy\sđịnh\schi\stiết|[Hh]ướng\sdẫn|[Qq]uy\sđịnh)\b[^.;]*$"
)


@dataclass(frozen=True, slots=True)
class LawName:
    """A law at ``text[start:end]``; `inner` are the numbers inside its title."""

    kind: str
    title: str
    start: int
    end: int
    number: NumberMatch | None = None
    issued_on: str | None = None
    inner: tuple[NumberMatch, ...] = ()


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,")


def _amending_end(text: str, pos: int, end: int) -> tuple[int, tuple[NumberMatch, ...]]:
    """Return where an amending law's title ends, and the numbers inside the title.

    A number after the last of several named laws, where the others have none, is the
    amending law's own; so is one after the only named law.
    """
    stop = _END_OF_AMENDING.search(text, pos, min(end, pos + 500))
    last = stop.start() if stop else min(end, pos + 500)
    inner: list[NumberMatch] = []
    for label in re.finditer(r"số\s{0,2}(?=\d)", text[pos:last]):
        number = parse_number(text, pos + label.end())
        if number is not None:
            inner.append(number)
    if not inner:
        return last, ()
    if len(inner) == 1:
        before = re.search(
            r"[\s,]{0,3}\(?(?:[Ll]uật\s)?số\s{0,2}$", text[pos : inner[0].span.start]
        )
        return (pos + before.start() if before else last), ()
    return last, tuple(inner)


def _unknown_end(text: str, pos: int, end: int) -> int | None:
    """Return where an unlisted title ends; only a date or number proves it one."""
    if _NO_TITLE.match(text, pos):
        return None
    stop = _END_OF_UNKNOWN.search(text, pos, min(end, pos + 120))
    if stop is None or stop["known"] is None or stop.start() - pos < MIN_TITLE:
        return None
    return stop.start()


def _title_end(
    kind: str, text: str, pos: int, end: int
) -> tuple[int, tuple[NumberMatch, ...]] | None:
    if _AMENDING.match(text, pos):
        return _amending_end(text, pos, end)
    known = law_titles()[kind].match(text, pos, end)
    stop = known.end() if known else _unknown_end(text, pos, end)
    councils = _OF_COUNCILS.match(text, stop, end) if stop is not None else None
    stop = councils.end() if councils else stop
    return None if stop is None else (stop, ())


def _own_number(text: str, pos: int, end: int) -> tuple[NumberMatch | None, int]:
    label = _NUMBER.match(text, pos, end)
    number = parse_number(text, label.end()) if label else None
    if number is None:
        return None, pos
    return number, number.span.end + text.startswith(")", number.span.end)


def _read(text: str, match: re.Match[str], end: int) -> LawName | None:
    kind = _squeeze(match[1]).lower()
    found = _title_end(kind, text, match.end(), end)
    if found is None:
        return None
    stop, inner = found
    title = _squeeze(text[match.start() : stop])
    assembly = _OF_ASSEMBLY.match(text, stop, end)
    stop = assembly.end() if assembly else stop
    number, pos = _own_number(text, stop, end)
    when = None
    if date := read_date(text, pos, end, number.year if number else None):
        when, pos = date.value, date.end
    elif year := _YEAR.match(text, pos, end):
        when, pos = year[1], year.end()
    return LawName(kind, title, match.start(), pos, number, when, inner)


def find_laws(text: str, start: int, end: int) -> list[LawName]:
    """Return the laws, codes and ordinances named in ``text[start:end]``, in order."""
    found: list[LawName] = []
    words = text[start:end]
    if not any(mark in words for mark in _MARKS):
        return found
    pos = start
    while (match := _KIND.search(text, pos, end)) is not None:
        pos = match.end()
        if _NO_LAW.search(text, max(start, match.start() - 12), match.start()):
            continue
        law = _read(text, match, end)
        if law is not None:
            found.append(law)
            pos = law.end
    return found


def stands_in_a_title(words: str) -> bool:
    """Tell whether `words`, from the last number on, lead into a document's title.

    ``quy định chi tiết một số điều của`` before a law: the law is only part of it.
    """
    return _IN_A_TITLE.search(words) is not None
