"""The number grammar: số and ký hiệu of a document, as offices print them.

State documents write ``NN/LOẠI-CƠQUAN`` and, when normative, ``NN/YYYY/LOẠI-CƠQUAN``
(NĐ 30/2020/NĐ-CP annex I, ô 3); the Party writes ``NN-LOẠI/CƠQUAN`` (HD 36-HD/VPTW).
Abbreviations of bodies and units are fixed by each head of agency, so there is no
closed list of them: the grammar knows only how a group of letters looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vanban_parser.model.document import Span

Style = Literal["state", "party"]

_CAP = "A-ZĐƯƠÂÊÔĂ"
_LOW = "a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
# One group: capitals, with a small letter only between capitals (NgV, ThU) or after
# two of them at the end (TTg, TTr); "Ban" and "Hà" are none.  Of a word typed right
# after it ("UBNDngày") the capitals count.
_GROUP = (
    rf"[{_CAP}](?:[{_CAP}\d]|&(?=[{_CAP}])|[a-zđ](?=[{_CAP}]))*"
    rf"(?:(?<=[{_CAP}\d][{_CAP}\d])[a-zđ]{{1,2}}(?![^\W_])|(?<=TT)g"
    rf"|(?![^\W_])|(?<=[{_CAP}\d][{_CAP}\d])(?=[{_LOW}]))"
)
_DASH = r" ?[-–—_] ?"
# What may follow the first group. A space alone joins only abbreviations that no
# sentence starts with; a dot or slash only what is no new sentence.
_MORE = (
    rf"(?:{_DASH}{_GROUP}|[-–—]\d{{1,4}}(?![\d/.,]\d|\d)"
    rf"|[./](?=[{_CAP}]{{2}}){_GROUP}|\. (?=[{_CAP}]{{2,8}}[-–—]){_GROUP}"
    # The number of a team ("192/KH-ĐKT 557 ngày ...").
    rf"|(?<=-ĐKT) \d{{2,4}}(?= (?:ngày \d|của ))"
    # The year, as older numbers end ("2070/QĐ.UB.95 ngày ...").
    rf"|(?<=[{_CAP}])\.\d\d(?= (?:ngày|của)|[,;)]|$)"
    # Units joined by a plus, as the power companies write ("KT+AT").
    rf"|\+(?=[{_CAP}]{{2}}){_GROUP}"
    r"|(?<=QH) \d\d?(?!\d|[/.]\d)|(?<=BCĐ) (?:389|138|35)(?!\d|[/.]\d)"
    r"|(?<=[A-ZĐ]) (?:TT|XH|DL|ĐT|TTDL|VX|NC|TH|KT|TC)(?=$|[\s,;.)](?![A-ZĐ]{2})))"
)
_NOTATION = rf"{_GROUP}{_MORE}{{0,5}}"
_DIGITS = r"\d{1,6}(?:\.\d{1,3})?(?:[a-zđ]{1,2}|[A-D])?"
# A slip of the finger (20009) is still the year's place.
_YEAR = r"(?:19|20)\d{2,3}"
# A label, and the dots or spaces that stand where a number is still to be written.
_LABEL = r"(?:(?:[Bb]ộ )?[Ll]uật |LUẬT )?[SsŠš][ốôỐÔ] ?[:.;]? ?"
_BLANK = r"[ .…_]{0,60}"
_LEGACY = "CP|HĐBT|HĐCP|TTg|CTN|HĐNN|LCT|CT|TTG"

_STATE = re.compile(
    rf"(?P<num>{_DIGITS}) ?/ ?(?:(?P<year>{_YEAR}) ?/ ?)?(?P<sym>{_NOTATION})"
)
_PARTY_TYPE = (
    "NQ|QĐ|QĐi|QyĐ|CT|KL|QC|TT|HD|TB|TC|BC|KH|QH|CTr|CTHĐ|ĐA|PA|DA|TTr|CV|BB|GM|PC|BS|"
    "TL|ĐL|QCPH|KHPH|CTPH|CTrPH|HDLN|LN|TTLT|HDLT"
)
_PARTY = re.compile(
    rf"(?P<num>{_DIGITS})(?:(?P<dash> ?[-–—_] ?)(?P<any>{_GROUP})"
    rf"| ?(?P<type>{_PARTY_TYPE})) ?/ ?(?P<sym>{_NOTATION})"
)
_OLD = re.compile(rf"(?P<num>{_DIGITS}) ?[-–—_] ?(?P<sym>{_LEGACY})(?![^\W_]|[-/])")
_BLANK_NUMBER = re.compile(
    rf"(?:{_LABEL})?{_BLANK}(?:/ ?(?:(?P<year>{_YEAR}) ?/ ?)?(?P<sym>{_NOTATION})"
    rf"|[-–—] ?(?P<type>{_PARTY_TYPE}) ?/ ?(?P<org>{_NOTATION}))"
)
_START = re.compile(rf"(?:{_LABEL})?(?=\d)")
_DASHES = re.compile("[–—_]")


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A document's number as the contract writes it: no spaces, dashes as ``-``.

    ``30/2020/NĐ-CP`` has number ``30``, notation ``2020/NĐ-CP``; ``123-CV/HU`` has
    ``123``, ``CV/HU``.  `number` and `code` are None where the number is left blank.
    `year` is that of a normative document's number.  `span` covers what was read of
    the text, without a label ``Số:``.
    """

    number: str | None
    notation: str
    code: str | None
    span: Span
    style: Style
    year: int | None = None

    @property
    def groups(self) -> tuple[str, ...]:
        """The abbreviations in order: ``QĐ``, ``UBND``; a year is left out."""
        parts = re.split(r"[-/.]", self.notation)
        return tuple(part for part in parts if part and not part.isdigit())


def _tidy(text: str) -> str:
    return _DASHES.sub("-", text).replace(" ", "")


def _numbered(match: re.Match[str], style: Style) -> NumberMatch:
    number = match["num"]
    year = match.groupdict().get("year")
    whole = _tidy(match.group())
    notation = whole[len(number) :].lstrip("-/")
    return NumberMatch(
        number=number,
        notation=notation,
        code=whole,
        span=Span(match.start(), match.end()),
        style=style,
        year=_as_year(year),
    )


def _as_year(digits: str | None) -> int | None:
    return int(digits) if digits and len(digits) == len("2020") else None


def _blank(text: str, pos: int) -> NumberMatch | None:
    match = _BLANK_NUMBER.match(text, pos)
    if match is None:
        return None
    year, kind = match["year"], match["type"]
    notation = _tidy(f"{kind}/{match['org']}" if kind else match["sym"])
    return NumberMatch(
        number=None,
        notation=f"{year}/{notation}" if year else notation,
        code=None,
        span=Span(match.start("type" if kind else "sym"), match.end()),
        style="party" if kind else "state",
        year=_as_year(year),
    )


def parse_number(text: str, pos: int = 0) -> NumberMatch | None:
    """Read the number that starts at `pos`, or None where there is none.

    `pos` may stand on the digits, on the label (``Số:``) or, for a number left
    blank, on the dots, the slash or the hyphen.  Words after the notation are not
    taken (``Số: 12/QĐ-UBND Hà Nội, ngày ...``).

    Source:
        NĐ 30/2020/NĐ-CP annex I, ô 3, and annex III; deviations (stray spaces, odd
        dashes, dots between groups, a missing Party hyphen) as letters show them.
    """
    start = _START.match(text, pos)
    if start is None:
        return _blank(text, pos)
    pos = start.end()
    if match := _STATE.match(text, pos):
        return _numbered(match, "state")
    if match := _PARTY.match(text, pos):
        return _numbered(match, "party")
    if match := _OLD.match(text, pos):
        return _numbered(match, "state")
    return None


# Where digits begin, which is found fast, a number may.
_FIRST_DIGIT = re.compile(r"\d(?<!\d\d)")
_CANDIDATE = re.compile(rf"(?:(?<![\w/.,-])|(?<=[Ss]ố))(?={_DIGITS} ?[-–—/A-ZĐ])")


def find_numbers(
    text: str, start: int = 0, end: int | None = None
) -> list[NumberMatch]:
    """Return the numbers in ``text[start:end]``, in order; blank ones are left out.

    Syntax only: whether ``12/TH`` is a document is for the caller to judge.
    """
    end = len(text) if end is None else end
    found: list[NumberMatch] = []
    pos = start
    while (digit := _FIRST_DIGIT.search(text, pos, end)) is not None:
        pos = digit.end()
        if _CANDIDATE.match(text, digit.start(), end) is None:
            continue
        number = parse_number(text, digit.start())
        if number is not None and number.span.end <= end:
            found.append(number)
            pos = number.span.end
    return found


def number_key(code: str) -> str:
    """Return `code` as it compares: capitals and digits only, zeros in front gone.

    ``74 KL/TW`` and ``74-KL/TW`` are one document, so are ``05/TB-SX`` and
    ``5/TB-SX``.
    """
    return re.sub(r"[\W_]", "", code).upper().lstrip("0")
