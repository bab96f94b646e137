"""Sentences that look like orders and are none, each with the reason.

What letters say beside their orders: facts and figures, what others wrote, praise and
criticism, rights, goals, lists of members.
"""

from __future__ import annotations

import re

from vanban_parser.extract.doers import doers_at
from vanban_parser.extract.persons import persons_end
from vanban_parser.lexicon.orders import order_words
from vanban_parser.model.document import Span

_FACT = re.compile(
    r"(?:ngày \d{1,2}[/.]\d{1,2}[/.]\d{4},? [^.;]{3,90}? (?:có|ban hành|nhận được)"
    r" (?:các )?(?:văn bản|công văn|quyết định|kế hoạch|thông báo|chỉ thị|báo cáo"
    r"|tờ trình)"
    r"|(?:quyết định|nghị quyết|chỉ thị|quy chế|quy định)(?: này)? có hiệu lực"
    r"|đã|qua (?:kiểm tra|rà soát|theo dõi|công tác)|hiện nay|(?:trong )?thời gian qua"
    r"|vừa qua|trước đây|tính đến|đến nay|còn \d)\b",
    re.IGNORECASE,
)
_CITES = re.compile(
    r"theo quy định (?:tại|của) (?:các )?(?:điểm|khoản|điều|mục|luật|bộ luật|nghị định"
    r"|thông tư|pháp lệnh)\b",
    re.IGNORECASE,
)
# "Đơn vị nào chậm nộp thì ...": what befalls whoever does not.
_WHOEVER = re.compile(
    r"(?:nếu )?(?:những |các )?(?:(?:cơ quan|đơn vị|địa phương|cá nhân|tập thể|tổ chức"
    r"|hộ|xã|phường|trường|người)(?:, | và |/)?)+(?: (?!nào)[^\s,.;:]+){0,6}? nào\b",
    re.IGNORECASE,
)
# "Học viên vắng mặt không lý do sẽ bị xử lý": likewise.
_BEFALLS = re.compile(r"[^,;:]{4,120}?\b(?:sẽ|thì) (?:bị|không được)\b", re.IGNORECASE)
_JUDGED = re.compile(
    r"(?:[^,;:]{0,60}?\b)?(?:phê bình|biểu dương|ghi nhận|đánh giá cao|tuyên dương"
    r"|hoan nghênh|cảm ơn)\b",
    re.IGNORECASE,
)
_EMPOWERS = re.compile(r"(?:ủy|uỷ) quyền\b", re.IGNORECASE)
_RIGHT = re.compile(
    r",?\s+(?:được (?:quyền|phép)|có (?:các )?(?:quyền|chức năng|thẩm quyền))\b",
    re.IGNORECASE,
)
# "Tổ trưởng Tổ xây dựng Đề án và trưởng các nhóm có quyền trưng dụng ...".
_MAY = re.compile(
    r"(?:[^\W\d_]+ ){2,24}có quyền (?!hạn|lợi|sử dụng|sở hữu)", re.IGNORECASE
)
_GOAL = re.compile(
    r"(?:phấn đấu|đến (?:hết )?(?:năm|quý|tháng)|tỷ lệ|mục tiêu|chỉ tiêu)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d\s?(?:%|phần trăm)|tỷ lệ", re.IGNORECASE)
# "Ông Nguyễn Văn A - Phó Trưởng phòng ...": a list of members.
_PERSON = re.compile(
    r"(?:Ông|Bà|Đồng chí|Đ/c)[:\s]+[A-ZĐÀ-Ỹ][^,;.:–-]{2,40}\s*[-–,:]\s+\w",
    re.IGNORECASE,
)
# Work given in the same sentence, not told of: "việc được giao", "theo yêu cầu".
_AND_WORK = re.compile(
    r"(?<!được )(?<!đã )(?<!theo )\b(?:giao|yêu cầu|đề nghị)\b", re.IGNORECASE
)


# "Địa điểm: Hội trường A": where and when something is.
_WHERE = re.compile(
    r"\W*(?:địa điểm|thời gian|địa chỉ)(?: \w+){0,2}\s?:", re.IGNORECASE
)
# "Thông tin chi tiết xin liên hệ ông A": whom to ask, and nothing to do.
_CONTACT = re.compile(
    r"\W*(?:mọi |nếu cần |để biết )?(?:thêm )?thông tin (?:chi tiết|thêm)"
    r"[^.;]{0,40}\bliên hệ\b",
    re.IGNORECASE,
)


def trap(text: str, paragraph: Span, sentence: Span) -> str | None:
    """Return why a sentence of a paragraph orders nothing, or None where it may.

    The reason is one of ``quoted``, ``fact``, ``citation``, ``judgement``, ``right``,
    ``condition``, ``member``, ``contact``.
    """
    if _is_quoted(text, paragraph, sentence):
        return "quoted"
    at = (text, sentence.start, sentence.end)
    if _CONTACT.match(*at):
        return "contact"
    if _FACT.match(*at) or _WHERE.match(*at):
        return "fact"
    if _CITES.match(*at) and not _AND_WORK.search(text, sentence.start, sentence.end):
        return "citation"
    if _WHOEVER.match(*at) or _BEFALLS.match(*at):
        return "condition"
    judged = _JUDGED.match(*at)
    if judged is not None and not _AND_WORK.search(text, sentence.start, sentence.end):
        return "judgement"
    if _is_right(text, sentence):
        return "right"
    return "member" if _is_member(text, sentence) else None


def is_goal(text: str, sentence: Span) -> bool:
    """Tell whether a sentence sets a figure to reach and nothing to do."""
    goal = _GOAL.match(text, sentence.start, sentence.end)
    return (
        goal is not None and _SHARE.search(text, goal.end(), sentence.end) is not None
    )


def _is_quoted(text: str, paragraph: Span, sentence: Span) -> bool:
    before = text[paragraph.start : sentence.start]
    return before.count("“") > before.count("”")


def _is_right(text: str, sentence: Span) -> bool:
    """``Phòng A được quyền ...``, ``Ủy quyền cho A ...``."""
    if _EMPOWERS.match(text, sentence.start, sentence.end):
        return True
    if _MAY.match(text, sentence.start, sentence.end):
        return True
    doers = doers_at(text, sentence.start, sentence.end)
    if doers is None:
        return False
    return _RIGHT.match(text, doers.end, sentence.end) is not None


def _is_member(text: str, sentence: Span) -> bool:
    """``Ông A - Phó Trưởng phòng``; with a duty after the post it is an order."""
    if _PERSON.match(text, sentence.start, sentence.end) is None:
        return False
    end = persons_end(text, sentence.start, sentence.end)
    rest = text[end : sentence.end].lstrip(" ,;") if end is not None else ""
    words = order_words()
    return not (words.modal.match(rest) or words.verb.match(rest))
