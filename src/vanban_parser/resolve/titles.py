"""A task's title: fit for a tracker's list, verb first, at most 120 characters."""

from __future__ import annotations

import re

LONGEST = 120

_MANNERS = "khẩn trương|chủ động|tiếp tục|tích cực|nghiêm túc|kịp thời|tập trung"
_VERBS = (
    "tham mưu|triển khai|tổ chức|xây dựng|ban hành|trình|lập|rà soát|tổng hợp|báo cáo"
    "|hướng dẫn|kiểm tra|theo dõi|thẩm định|xử lý|thực hiện|đôn đốc|nghiên cứu|đề xuất"
    "|hoàn thành|hoàn thiện|chuẩn bị|làm việc|giám sát|xác định|giải quyết|tuyên truyền"
)
_LEADING = re.compile(
    rf"^(?:(?:{_MANNERS}),?\s+)*chủ trì,?(?: và)?"
    r"(?: phối hợp(?:[^,;.]{0,20}? với)? [^;.]{3,160}?)?"
    rf",?\s+(?=(?:{_VERBS})\b)",
    re.IGNORECASE,
)
_CITATION = re.compile(
    r"\s+(?:theo|tại|căn cứ|trên cơ sở)\s+(?:\w+\s+){1,4}số\s+\S+"
    r"(?:\s+ngày\s+\S+)?(?:\s+của\s+[^,;.]{3,60})?",
    re.IGNORECASE,
)


def title_of(action: str) -> str:
    """Return the first thing to be done, citations left out, cut at a word's end."""
    title = " ".join(action.split())
    lead = _LEADING.match(title)
    if lead is not None and len(title) - lead.end() > 15:
        title = title[lead.end() :]
    title = re.split(r"(?<=[^\d.][^\d.]{2})[.;]\s", title, maxsplit=1)[0]
    if len(title) > LONGEST:
        title = _CITATION.sub("", title)
    if len(title) > LONGEST:
        cut = title[: LONGEST - 1]
        title = cut[: cut.rfind(" ")].rstrip(" ,;:-–(") + "…"
    title = title.strip(" .;,:")
    return title[:1].upper() + title[1:]
