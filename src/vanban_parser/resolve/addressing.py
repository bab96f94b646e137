"""Kính gửi and Nơi nhận as lists (NĐ 30/2020 annex I, ô 9a and 9b)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.zones import Zones
from vanban_parser.text import fold

_HEADING = re.compile(
    r"^\W*(?:kinh\s+(?:gui|goi|trinh|moi|chuyen|thua)|[^:]{3,90}\bdien)\s*:?\s*"
)
# "(sau đây gọi chung là thủ trưởng các đơn vị)" names nobody else.
_ASIDE = re.compile(r"\W*\(.{0,12}\b\S?oi (?:chung|tat)\b|\W*\(\s*dia chi\b")
# Where a person lives or can be reached, on lines of its own under the name.
_ADDRESS = re.compile(
    r"\W*(?:(?:dia chi|noi o|cho o|noi cu tru|cu tru|thuong tru|tam tru|ho khau)\b"
    r"[^:]{0,30}:"
    r"|(?:dia chi|thuong tru|tam tru|cu tru|hien o|ngu) (?:tai|o)\b"
    r"|(?:so )?(?:dien thoai|dt|cccd|cmnd|can cuoc)\b[^:]{0,30}:|sinh (?:nam|ngay)\b)"
)
# What begins with one of these is another addressee, though an address stands above.
_ANOTHER = re.compile(
    r"\W*[-–+*•]|(?:ong|ba|anh|chi|dong chi|cac|ho|uy ban|ubnd|chu tich|giam doc|so"
    r"|phong|ban|cong ty|cong an|chi cuc|trung tam|hop tac xa|doanh nghiep)\b(?! dan\b)"
)
_BULLET = re.compile(r"^\s*(?:[-–—+*•]\s*)+")
_INLINE_BULLET = re.compile(r"(?<=[;,:.])\s+[-–—]\s+(?=\S)")
_END = re.compile(r"[\s.,;:/]+$")
_PURPOSE = re.compile(
    # Scans lose the hook of "để"; "đề án", "đề cương" are no purposes.
    r"\s*\(\s*(?:để\b|đ[eêẻềếéè] (?!(?:án|cương|xuất|nghị|tài)\b)|b/ ?c|bc\b|báo cáo"
    r"|t/ ?h|p/ ?h|phối hợp|đ/ ?b|biết|chỉ đạo|c/ ?đ"
    r"|thực hiện|theo dõi|t/ ?d|kiểm tra|đăng|đ/ ?tin|qua |\d{1,3}\s*(?:bản|b)?\s*\)"
    # How it is sent: "(VBĐT)", "(bản điện tử)", "(gửi qua email)".
    r"|VB ?ĐT\b|(?:VB|văn bản|bản|gửi) (?:điện tử|giấy|chính)\b|gửi (?:qua |bản )"
    r"|e-?mail\b"
    r"|thay\s)[^()]*\)?",
    re.IGNORECASE,
)
# The bracket before a purpose, lost in a scan.
_UNOPENED = re.compile(
    r"\s+đ[ểeêẻềếéè] (?:biết|b/ ?c|báo cáo|phối hợp|thực hiện|chỉ đạo|theo dõi)\)?$",
    re.IGNORECASE,
)
# "Các sở: NV; TC; YT": abbreviations that share their head word are one item.
_SHARED = re.compile(
    r"\W*(?:Các|Những) [^:;]{2,30}:(?: ?[A-ZĐ][\wĐ&,.]{0,9}(?: ?- ?[\wĐ&]{1,9})? ?;){2}"
)
_ENCLOSED_LIST = re.compile(
    r"\s*\((?:theo |có )?danh sách (?:đính |gửi )?kèm(?: theo)?\)$", re.IGNORECASE
)
_ARCHIVE = re.compile(r"^Lưu\b", re.IGNORECASE)
_DRAFTER = re.compile(r"\s*\([^()]*\)?(?:[\s.,]*[A-ZĐ][\w.]{0,6})?\s*$")
_TRAILING_INITIAL = re.compile(r"(?<=[)\w])[.\s]+[A-ZĐ]\.?$")
_COPIES_WITHIN = re.compile(r"\s*\(\s*\d{1,3}\s*(?:bản|b)?\s*\)(?=,)")
# What a seal beside the list left of itself: "⁄ã", "KÁ"; "TU" and "HĐ" are bodies.
_SCRAP = re.compile(r"[\W_]*(?![A-ZĐ]+\b)[^\W\d_]{1,2}[\W_]*")
_COPIES = re.compile(r"[\s;,(]*\b\d{1,3}\s*(?:bản|b)\)?\s*$")


def addressees(text: str, zones: Zones) -> tuple[Finding[str], ...]:
    """Return those whom Kính gửi names, one a line or ``;``-separated item."""
    found: list[Finding[str]] = []
    lives = False
    for index, span in enumerate(zones.addressees):
        start = span.start
        if index == 0:
            heading = _HEADING.match(fold(span.of(text)))
            start += heading.end() if heading else 0
        line = fold(text[start : span.end])
        if start >= span.end or _ASIDE.match(line):
            continue
        if _is_of_address(line, goes_on=lives):
            lives = not line.rstrip().endswith((";", "."))
            continue
        lives = False
        for item in _items(text, Span(start, span.end), "addressee"):
            value = _ENCLOSED_LIST.sub("", item.value)
            found.append(Finding(value, item.spans, item.rule))
    return tuple(found)


def _is_of_address(line: str, *, goes_on: bool) -> bool:
    """Tell whether a line (folded) says where the person above lives.

    `goes_on`: the line above does, and this one may have the rest of it.
    """
    if _ADDRESS.match(line):
        return True
    return goes_on and _ANOTHER.match(line) is None


def distribution(text: str, zones: Zones) -> tuple[Finding[str], ...]:
    """Return who gets the letter by Nơi nhận, without purposes, copies, drafter."""
    found: list[Finding[str]] = []
    for span in _joined(text, zones.distribution):
        for item in _items(text, span, "recipient"):
            value = _without_remarks(item.value)
            if value:
                found.append(Finding(value, item.spans, item.rule))
    return tuple(found)


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Join lines that only go on with the item above (no dash, item not ended)."""
    group: Span | None = None
    for span in spans:
        line = span.of(text)
        if not line.strip(" -_*."):
            continue
        goes_on = (
            group is not None
            and not _BULLET.match(line)
            and not group.of(text).rstrip().endswith((";", "."))
            and not _ARCHIVE.match(line)
            and _BULLET.match(group.of(text)) is not None
        )
        if goes_on and group is not None:
            group = Span(group.start, span.end)
            continue
        if group is not None:
            yield group
        group = span
    if group is not None:
        yield group


def _items(text: str, span: Span, rule: str) -> Iterator[Finding[str]]:
    """Yield the items of one line: split at ``;`` outside brackets and at dashes."""
    for start, end in _pieces(text, span):
        words = text[start:end]
        lead = _BULLET.match(words)
        start += lead.end() if lead else len(words) - len(words.lstrip())
        value = _END.sub("", text[start:end])
        if not any(map(str.isalnum, value)) or _SCRAP.fullmatch(value):
            continue
        where = Span(start, start + len(value))
        yield Finding(value.replace("\n", " "), (where,), rule)


def _pieces(text: str, span: Span) -> Iterator[tuple[int, int]]:
    start, depth = span.start, 0
    archive = _ARCHIVE.match(_BULLET.sub("", span.of(text)))
    shared = _SHARED.match(span.of(text)) is not None
    for at in range(span.start, span.end):
        sign = text[at]
        depth += (sign == "(") - (sign == ")")
        bullet = _INLINE_BULLET.match(text, at, span.end) if at > start else None
        if bullet is not None and depth <= 0:
            yield start, at
            start = bullet.end() - 2
        elif sign == ";" and depth <= 0 and archive is None and not shared:
            yield start, at
            start = at + 1
    yield start, span.end


# A purpose behind the unit that a bracket names: "(Phòng Tổng hợp - để biết)".
_PURPOSE_WITHIN = re.compile(
    r"\s*[-–—,;]\s*để (?:biết|b/ ?c|báo cáo|phối hợp|thực hiện|theo dõi|t/ ?h)"
    r"\s*(?=\))",
    re.IGNORECASE,
)


def _without_remarks(item: str) -> str:
    item = _PURPOSE_WITHIN.sub("", item)
    item = _UNOPENED.sub("", _PURPOSE.sub("", item))
    if _ARCHIVE.match(item):
        item = _COPIES.sub("", _COPIES_WITHIN.sub("", item))
        unit = _DRAFTER.sub("", item)
        item = item if _ARCHIVE.fullmatch(unit.strip(" :.")) else unit
        item = _TRAILING_INITIAL.sub("", item) if "(" in item else item
    return _END.sub("", item).strip()
