"""The body that issued a cited document: ``của Bộ Nội vụ``, ``UBND tỉnh ban hành``."""

from __future__ import annotations

import re
from functools import lru_cache

from vanban_parser.extract.citation_parts import Part
from vanban_parser.lexicon.document_types import body_words, citing_names, either
from vanban_parser.lexicon.organs import organ_at

_CAPITAL = "A-ZĐÀÁẢÃẠĂÂẤẦẨÈÉÊÌÍÒÓÔỐỒƠÙÚƯỨỦỨỲÝ"
_TYPES = rf"(?i:{either(citing_names())})"
_EITHER_CASE = either(body_words("subject_verbs"))
_AREA = (
    r"(?:tỉnh|thành\sphố|Thành\sphố|huyện|quận|thị\sxã|thị\strấn|phường|đặc\skhu"
    r"|xã(?!\shội))(?!\w)"
)
# A comma ends a name unless a known name goes on behind it.
_PAUSE = (
    r"[.;:()“”\"\n]|\s[-–—]\s(?=[a-zđ])|\s(?=(?:Kết\sluận|Báo\scáo|Thông\sbáo)(?!\w))"
    r"|,(?!\s(?:[Tt]hể\sthao|[Cc]hống|cứu\snạn|[Kk]hoa\shọc|Hạ\stầng))"
)


def _stops(pause: str, words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"{pause}|\s(?:(?i:{_EITHER_CASE})|{either(words)}"
        rf"|và\s(?={_TYPES})|(?:và\s)?(?:khoản|điểm|Điều|Mục)\s\d)(?!\w)"
    )


_STOPS = _stops(_PAUSE, body_words("stops"))
# A steering committee bears its task in its name, small words after a comma and all.
_LONG_STOPS = _stops(
    rf"[.;:()“”\"\n]|,(?=\s[{_CAPITAL}])",
    tuple(word for word in body_words("stops") if word not in body_words("purposes")),
)
# "liên Bộ: Bộ Tài chính, Bộ Xây dựng": the bodies are listed.
_JOINT = re.compile(r"liên\s(?:[Bb]ộ|ngành|[Ss]ở|tịch)\b")
_JOINT_STOPS = _stops(
    r"[.;()“”\"\n]|,(?!\s(?:Bộ|Sở|Ủy\sban|Ban)\s)", body_words("stops")
)
_LONG_HEAD = re.compile(either(body_words("heads_with_purpose")))
_SINGLE = re.compile(rf"{either(body_words('single'))}(?!\w)", re.IGNORECASE)
# "UBND tỉnh Sông Mai như sau": a small word after a place is no more of the name.
_AREA_NAME = re.compile(rf"{_AREA}(?:\s[{_CAPITAL}][^\W_]*)*")
_GOES_ON = re.compile(rf"\s?(?:$|[-–—,]|\s(?:{_AREA}|và\s|\())")
_OF = re.compile(
    rf"[\s,]{{0,3}}\)?[\s,]{{0,3}}(?:của|do)\s(?=(?:các\s|liên\s)?[{_CAPITAL}])"
)
_LOOSE_END = re.compile(r"\s(?:và|cùng)$")
MAX_BODY = 160


def _clean(words: str) -> str | None:
    body = re.sub(r"\s+", " ", words).strip(" ,-–—'’")
    return _LOOSE_END.sub("", body) or None


def name_end(text: str, pos: int, end: int) -> int:
    """Return where the name of the body that starts at `pos` ends."""
    if single := _SINGLE.match(text, pos, end):
        return single.end()
    limit = min(end, pos + MAX_BODY)
    stops = _STOPS
    if _LONG_HEAD.match(text, pos):
        stops = _LONG_STOPS
    elif _JOINT.match(text, pos):
        stops = _JOINT_STOPS
    stop = stops.search(text, pos, limit)
    while stop and text.startswith("(cũ)", stop.start()):
        stop = stops.search(text, stop.start() + 4, limit)
    last = stop.start() if stop else limit
    for area in _AREA_NAME.finditer(text, pos, last):
        following = text[area.end() : last].lstrip()
        if following[:1].islower() and not _GOES_ON.match(text, area.end(), last):
            return area.end()
    return last


_AND = re.compile(r"\s(?:và|cùng)\s")
# Bodies whose names say in free words what they do.
_FREE_HEAD = re.compile(r"(?:Tổng\s[Cc]ục|Chi\s[Cc]ục|Cục|Vụ|Trung\stâm|Viện|Ban)\s")


@lru_cache(maxsize=2048)
def _organ_end(words: str) -> int | None:
    found = organ_at(words, 0, len(words))
    return found.end if found is not None else None


# "VKSND tối cao", "Sở Nông nghiệp và PTNT": small words and abbreviations of a name.
_RANK = re.compile(rf"\s(?:tối|cấp)\scao(?!\w)|\svà\s[{_CAPITAL}]{{2,6}}(?![\w&/-])")


def _with_rank(text: str, known: int, last: int) -> int:
    """Return where the name ends with its court's rank, or its field's short form."""
    rank = _RANK.match(text, known, last)
    if rank is None or _organ_end(text[known:last].partition(" và ")[2]) is not None:
        return known
    return rank.end()


def _known_end(text: str, pos: int, last: int, end: int) -> int:
    """Return where the name ends by the grammar of names, where that is surer.

    Small words behind it are the sentence's (``Sở Tài chính tình hình ...``), so is
    ``và`` that no other body follows; a name may also go on where it seemed to stop
    (``Cục Kiểm tra văn bản và Quản lý xử lý vi phạm hành chính``).
    """
    if any(p.match(text, pos) for p in (_LONG_HEAD, _JOINT, _SINGLE)):
        return last
    limit = min(end, pos + MAX_BODY) if _FREE_HEAD.match(text, pos) else last
    found = _organ_end(text[pos:limit])
    if found is None:
        return last
    known = _with_rank(text, pos + found, last)
    if known > last:
        goes_on = re.fullmatch(r"\s[a-zđ][\w\s]*", text[last:known])
        return known if goes_on else last
    rest = text[known:last]
    if (link := _AND.match(rest)) is not None:
        other = _organ_end(rest[link.end() :])
        return last if other is not None else known
    small = re.match(rf"\s(?!{_AREA})[a-zđ]", rest)
    return known if small else last


def read_body(text: str, pos: int, end: int) -> Part | None:
    """Read ``của Bộ Nội vụ`` at `pos`: the body's name as written, without ``của``."""
    match = _OF.match(text, pos, end)
    if match is None:
        return None
    last = name_end(text, match.end(), end)
    last = _known_end(text, match.end(), last, end)
    body = _clean(text[match.end() : last])
    if body is None:
        return None
    return Part(body, match.end() + len(text[match.end() : last].rstrip(" ,-–—")))


_ISSUES = re.compile(
    rf"(?:^|[\s,])(?:(?:đã|vừa|mới)\s)?{either(body_words('issues'))}"
    r"\s(?:các\s|theo\s|\d{1,2}\s)?$"
)
_BOUNDARY = re.compile(
    r"[.;:(“”\"\n]|,\s|(?:^|\s)(?:của|và|theo|Theo|do|tham\smưu|tham\smưu\scho|giúp)\s"
    # "dự thảo đã được Sở Nội vụ gửi": who acts follows "được"; a footnote's number.
    rf"|(?:^|\s)được\s(?=[{_CAPITAL}])|^\d{{1,2}}\s(?=[{_CAPITAL}])"
    # "Ngày 14/10/2026 UBND tỉnh ban hành": no comma after the date.
    r"|(?:^|\s)[Nn]gày\s\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}"
    r"|\stháng\s\d{1,2}\snăm\s\d{4})\s(?=[^\W\d])"
)
_ASKED = re.compile(r"(?:đề\snghị|ý\skiến|báo\scáo)\scủa\s(?P<body>[^.;:]+)$")
_TWO_PARTS = re.compile(
    rf"(?:Bộ|Sở|Phòng|Ban|Cục|Vụ)\s[{_CAPITAL}][^.,;:]{{2,60}}\svà\s$"
)
_NAME_START = re.compile(rf"(?![IVXLC]+\b)[{_CAPITAL}][^\W_]")
_NO_NAME = re.compile(
    r"(?:Căn\scứ|Thực\shiện|Theo|Tiếp\stheo|Xét|Ngày|Qua|Trên|Sau|Tại|Điều|Đồng\sthời"
    r"|Hiện|Để|Nhằm|Về|Việc|Các|Những|Quy|Phụ\slục|Mục)\b"
)
MAX_BEFORE = 260


def issues(text: str, start: int, pos: int) -> bool:
    """Tell whether a verb of issuing stands right before `pos`."""
    return _ISSUES.search(text[max(start, pos - 40) : pos]) is not None


def _clause_body(clause: str) -> str:
    asked = _ASKED.search(clause)
    if asked:
        return asked["body"]
    cut = 0
    for boundary in _BOUNDARY.finditer(clause):
        if not _TWO_PARTS.search(clause[cut : boundary.end()]):
            cut = boundary.end()
    return clause[cut:]


# "Sở Nội vụ tổng hợp, phân tích kết quả và ban hành": the verb is its second one.
_SECOND_VERB = re.compile(r"\svà\s(?!tại)")
_PERSON = re.compile(
    rf"(?:^|\s)(?:[Đđ]ồng\schí|[ÔôBb][nà]g?|đ/c)\s(?:[{_CAPITAL}][^\W\d]*\s?){{2,6}},\s$"
)
_SENTENCE = re.compile(r"[.;:(“”\"\n]\s?")
_OPENS = re.compile(rf"(?:^|,\s)(?=[{_CAPITAL}])")


def _subject_body(clauses: str) -> str | None:
    """Return the body that opens the last clause of a sentence that has one.

    A verb in small letters must follow it: ``..., Sở Nội vụ phân tích, tổng hợp``.
    """
    sentence = clauses[max((m.end() for m in _SENTENCE.finditer(clauses)), default=0) :]
    for opening in reversed(list(_OPENS.finditer(sentence))):
        end = _organ_end(sentence[opening.end() :])
        if end is not None:
            at = opening.end()
            follows = sentence[at + end : at + end + 2]
            return sentence[at : at + end] if _VERB_AFTER.match(follows) else None
    return None


_VERB_AFTER = re.compile(r"\s[a-zđ]")


def body_before(text: str, start: int, pos: int) -> str | None:
    """Return the body that issues what is named at `pos`, if a verb says so.

    ``UBND tỉnh ban hành Kế hoạch số``, ``Theo đề nghị của Sở Tư pháp tại Tờ trình số``.
    """
    before = text[max(start, pos - MAX_BEFORE) : pos]
    verb = _ISSUES.search(before)
    if verb is None:
        return None
    clauses = before[: verb.start()]
    body = _clause_body(clauses).strip()
    second = _SECOND_VERB.match(before, len(clauses) - 3) is not None
    person = _PERSON.search(clauses[: len(clauses) - len(body)].rstrip() + " ")
    if person is not None and body[name_end(body, 0, len(body)) :].strip():
        # "UBND tỉnh đã điều động ông A, Giám đốc Sở B, ... tại Quyết định": not of B.
        body = _subject_body(clauses[: person.start()]) or ""
    elif second and not _NAME_START.match(body):
        body = _subject_body(clauses) or ""
    if not _NAME_START.match(body) or _NO_NAME.match(body):
        return None
    if "," in body:
        return _clean(body)
    last = _known_end(body, 0, name_end(body, 0, len(body)), len(body))
    return _clean(body[:last])
