"""Documents cited without a number: by name in a basis, by name and date or issuer.

A plan or programme that is merely spoken of is none; only what the words cite is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban_parser.extract.citation_bodies import name_end, read_body
from vanban_parser.extract.citation_parts import read_date

_BASIS = re.compile(
    r"[-+\s]{0,3}Căn\scứ\s(?:vào\s)?(?P<type>Quy\schế|Điều\slệ|Nội\squy|Kế\shoạch|Chương\strình"
    r"|Đề\sán|Phương\sán|Biên\sbản|Hợp\sđồng|Thỏa\sthuận|Thoả\sthuận|Quy\sđịnh|Hướng\sdẫn)"
    r"\s(?!này|nêu|nói|trên|số|của|và)"
)
_BASIS_END = re.compile(
    r"[.;:(\n]|,\s(?=[A-ZĐỦƯÂÔ])|[\s,]{1,3}(?:ban\shành|được\sban\shành|kèm\stheo)\s|[,;]?\s{0,2}$"
)
_DATED = re.compile(
    r"(?<!\w)(?P<type>Đơn(?=\s(?:đề\snghị|xin|khiếu|tố|kiến|yêu|đăng|trình))|Biên\sbản|Hợp\sđồng"
    r"|Giấy\sđề\snghị|Phiếu\strình|Thỏa\sthuận|Tờ\strình|Báo\scáo|Công\svăn|Văn\sbản"
    r"|Thông\sbáo|Kết\sluận|Nghị\squyết|Quyết\sđịnh)(?=\s)"
)
_CITES = re.compile(
    r"(?:[Tt]ại|[Tt]heo|[Xx]ét|[Cc]ăn\scứ|của|được|và|có|kèm|với|nhận|đến)\s(?:các\s)?$"
)
_TO_DATE = re.compile(r"[^.,;:()\n\d]{0,110}?(?=\s(?:đề\s)?(?:ký\s)?ngày\s\d)")
_NO_DATE_OF = re.compile(
    r"\s(?:trước|nhất|đến|từ|là|vào|họp|hết|sau|khi|lực|hành|tính|kể)$|hiệu\slực"
)
_COUPLED = re.compile(r"\svà\s(?=Đơn\s)")
_BY_BODY = re.compile(
    r"(?<!\w)(?P<type>Quyết\sđịnh|Nghị\squyết|Chỉ\sthị|Nghị\sđịnh|Kết\sluận|Thông\stư)\scủa\s"
    r"(?P<body>Thủ\stướng\sChính\sphủ|Chính\sphủ|Bộ\sChính\strị|Ban\sBí\sthư|Quốc\shội"
    r"|Bộ\strưởng\s|Bộ\s)"
)
_CONSTITUTION = re.compile(
    r"(?<!\w)Hiến\spháp(?:\snước\sCộng\s[^\W\d_]{3}\s[Xx]ã\shội\s[Cc]hủ\snghĩa\sViệt\sNam)?"
)
_SEVERAL = re.compile(r"(?:[Cc]ác|[Nn]hững|[Dd]ự\sthảo|\d)\s$")
_ABOUT = re.compile(
    r"\s(?:về|về\sviệc|V/v)\s(?:[^.,;:()\n]|(?<=phòng),(?=\schống\s)){4,160}"
)


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document at ``text[start:end]`` that has a name and no number."""

    kind: str
    title: str
    start: int
    end: int
    rule: str
    issued_on: str | None = None
    issuing_body: str | None = None


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,")


def _basis(text: str, start: int, end: int) -> NamedDocument | None:
    """Read ``Căn cứ Quy chế làm việc của ...`` at the start of a paragraph."""
    match = _BASIS.match(text, start, end)
    if match is None:
        return None
    stop = _BASIS_END.search(text, match.end(), end)
    last = stop.start() if stop else end
    first = match.start("type")
    words, when = text[first:last], None
    if dated := re.search(r"[\s,]{0,3}(?:ký\s)?ngày\s\d", words):
        date = read_date(text, first + dated.start(), last, None)
        if date is not None:
            when = date.value
            words = words[: dated.start()] + text[date.end : last]
    kind = _squeeze(match["type"]).lower()
    return NamedDocument(kind, _squeeze(words), first, last, "named-basis", when)


def _dated(text: str, start: int, end: int) -> Iterator[NamedDocument]:
    """Yield ``Đơn xin giao đất ngày 14/11/2031``: a name with its date."""
    for match in _DATED.finditer(text, start, end):
        if not _CITES.search(text, max(start, match.start() - 16), match.start()):
            continue
        words = _TO_DATE.match(text, match.end(), end)
        if words is None or _NO_DATE_OF.search(text, match.end(), words.end()):
            continue
        date = read_date(text, words.end(), end, None)
        if date is None or date.value is None:
            continue
        body = read_body(text, date.end, end)
        first = match.start()
        stop = body.end if body else date.end
        kind = _squeeze(match["type"]).lower()
        for name in _COUPLED.split(text[first : words.end()]):
            yield NamedDocument(
                kind,
                _squeeze(name),
                first,
                stop,
                "named-dated",
                date.value,
                body.value if body else None,
            )


def _by_body(text: str, start: int, end: int) -> Iterator[NamedDocument]:
    """Yield ``Quyết định của Thủ tướng Chính phủ về ...``: by issuer and subject."""
    for match in _BY_BODY.finditer(text, start, end):
        if _SEVERAL.search(text, max(start, match.start() - 9), match.start()):
            continue
        body_end = name_end(text, match.start("body"), end)
        about = _ABOUT.match(text, body_end, end)
        if about is None or re.search(r"\d[/-]", about.group()):
            continue
        yield NamedDocument(
            _squeeze(match["type"]).lower(),
            re.sub(r"^(?:về\sviệc|về|V/v)\s", "", _squeeze(about.group())),
            match.start(),
            about.end(),
            "named-by-body",
            None,
            _squeeze(text[match.start("body") : body_end]),
        )


def _constitution(text: str, start: int, end: int) -> Iterator[NamedDocument]:
    """Yield ``Hiến pháp năm 2013``: the constitution with its year."""
    for match in _CONSTITUTION.finditer(text, start, end):
        date = read_date(text, match.end(), end, None)
        if date is not None and date.value is not None:
            yield NamedDocument(
                "hiến pháp",
                _squeeze(match.group()),
                match.start(),
                date.end,
                "named-dated",
                date.value,
            )


# What words have in them, whatever else, where each of the three reads a document.
_READERS = (
    (_dated, ("ngày",)),
    (_by_body, ("Chính phủ", "Bộ ", "Ban Bí", "Quốc hội")),
    (_constitution, ("Hiến",)),
)


def find_named(text: str, start: int, end: int) -> list[NamedDocument]:
    """Return the documents that ``text[start:end]``, a paragraph, cites by name."""
    basis = _basis(text, start, end)
    found = [basis] if basis else []
    words = text[start:end]
    others = [
        named
        for read, marks in _READERS
        if any(mark in words for mark in marks)
        for named in read(text, start, end)
    ]
    found += [named for named in others if not basis or named.start >= basis.end]
    return sorted(found, key=lambda named: named.start)
