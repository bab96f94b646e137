"""A task's title: fit for a tracker's list, verb first, at most 120 characters.

The first thing to be done, without the legal basis before it, the bodies that help and
the formulas behind it; a long one ends where one of its clauses ends.
"""

from __future__ import annotations

import re
from functools import cache

from vanban_parser.lexicon.orders import order_words

LONGEST = 120
_SHORTEST = 15
"""Characters that must remain for something to be left out before them."""
_WORTH = 45
"""Characters of a title that is worth ending at a clause."""

_HASTE = re.compile(
    r"(?:(?:khẩn trương|nghiêm túc|tích cực|kịp thời|chủ động|nhanh chóng),?\s+)+",
    re.IGNORECASE,
)
_LEADING = (
    r"(?:(?:khẩn trương|chủ động|tiếp tục|tích cực|nghiêm túc|kịp thời|tập trung),?"
    r"\s+)*"
    r"chủ trì,?(?: và)?(?: phối hợp(?:[^,;.]{0,20}? với)? [^;.]{3,200}?)?,?\s+"
    r"(?:(?:thường xuyên|đồng thời|khẩn trương|nghiêm túc),?\s+)?"
)
# "Nhà đầu tư", "Ban chỉ đạo": with these before it a verb is part of a name.
_NOT_IN_A_NAME = (
    r"(?<!\bnhà )(?<!\bchủ )(?<!(?<!các )\bban )(?<!(?<!các )\btổ )(?<!\bđoàn )"
)
# What an action rests on, said before its verb.
_BASIS = re.compile(
    r"(?:căn cứ|trên cơ sở|theo(?! dõi)|sau khi|khi|định kỳ|hằng|hàng|trước ngày"
    r"|đối với|trong|nhằm|để)\b[^.;]{2,260}?(?:[,:]\s+|\s+(?=có trách nhiệm))",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"(?:định kỳ\s+)?(?:hằng|hàng) (?:ngày|tuần|tháng|quý|năm),?\s+", re.IGNORECASE
)
_CITATION = re.compile(
    r"\s+(?:theo|tại|căn cứ|trên cơ sở)\s+(?:\w+\s+){1,4}số\s+\S+"
    r"(?:\s+ngày\s+\S+)?(?:\s+của\s+[^,;.]{3,60})?",
    re.IGNORECASE,
)
_THING = re.compile(r"(?:yêu cầu|báo cáo của|đề nghị của|kết quả)\b", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]*\)")
_FORMULA = re.compile(
    r",?\s+(?:(?:theo )?(?:đúng )?(?:quy định|qui định)(?: của pháp luật)?"
    r"(?: hiện hành)?"
    r"|theo (?:chức năng, nhiệm vụ|thẩm quyền|chức năng|nhiệm vụ)"
    r"(?: được giao| quy định)?"
    r"|(?:theo|đúng) (?:tiến độ|kế hoạch|yêu cầu)(?: đề ra)?"
    r"|(?:bảo đảm|đảm bảo) (?:đúng )?(?:quy định|tiến độ|chất lượng)[^,;]{0,40})$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?<=[^\d.][^\d.]{2})[.;]\s|:\s*(?:\(1\)|-|\+|1[.)])|,\s*cụ thể\b")
# Where a clause of purpose, manner or detail begins: a title may end before it.
_CLAUSE = re.compile(
    r",?\s+(?=(?:để|nhằm|theo hướng|trên cơ sở|thông qua|gồm|bao gồm|nhất là"
    r"|đặc biệt|trong đó|qua đó|góp phần|vừa|tránh|bảo đảm|đảm bảo|phấn đấu|phục vụ"
    r"|khi|nếu|đồng thời|hoàn thành|trước ngày|kể từ|giai đoạn)\b)",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:,?\s+(?:để|và|nhằm|của|trong|với|cho|về|theo|đến|từ|hoặc|các|những|là|đã))+$"
)
_SIGNS = " .;,:-–("


def title_of(action: str) -> str:
    """Return what an action is about, in its own words.

    Ends with ``…`` where words of the same clause are left out.
    """
    title = _verb_first(" ".join(action.split()))
    title = _FIRST.split(title, maxsplit=1)[0]
    title = _without_formula(title.strip(_SIGNS))
    if len(title) > LONGEST:
        title = _BRACKET.sub("", _CITATION.sub("", title))
    if len(title) > LONGEST:
        title = _at_clause(title)
    title = title.strip(_SIGNS)
    return title[:1].upper() + title[1:]


def _verb_first(title: str) -> str:
    for pattern in _leads():
        lead = pattern.match(title)
        rest = title[lead.end() :] if lead is not None else ""
        # "Phát thanh" is a name, "yêu cầu công tác" a thing.
        if len(rest) >= _SHORTEST and rest[0].islower() and not _THING.match(rest):
            title = rest
    return title


@cache
def _leads() -> tuple[re.Pattern[str], ...]:
    """Return what may be left out before a verb, each with the verb after it."""
    verb = f"{_NOT_IN_A_NAME}(?={order_words().verb.pattern})"
    leads = (_BASIS.pattern, _EVERY.pattern, _LEADING, _HASTE.pattern)
    return tuple(re.compile(f"(?:{lead}){verb}", re.IGNORECASE) for lead in leads)


def _without_formula(title: str) -> str:
    while (formula := _FORMULA.search(title)) is not None:
        if formula.start() < _SHORTEST:
            break
        title = title[: formula.start()].rstrip(_SIGNS)
    return title


def _at_clause(title: str) -> str:
    """Cut a long title before its last clause that fits, else after a word."""
    ends = [
        match.start()
        for match in _CLAUSE.finditer(title)
        if _WORTH <= match.start() <= LONGEST
    ]
    if ends:
        return _without_formula(_DANGLING.sub("", title[: ends[-1]].rstrip(_SIGNS)))
    cut = title[: LONGEST - 1]
    comma = cut.rfind(", ")
    stop = comma if comma >= 2 * _WORTH else cut.rfind(" ")
    return cut[: stop if stop > 0 else LONGEST - 1].rstrip(_SIGNS) + "…"
