"""What plans and directives say without an ordering word, and to nobody by name."""

from __future__ import annotations

import re

from vanban_parser.extract.doers import subject_at
from vanban_parser.model.document import Span
from vanban_parser.resolve.deadlines import find_deadlines
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_scene import Context, Scene

_BASIS = re.compile(r"(?:căn cứ|trên cơ sở)\s", re.IGNORECASE)
_AFTER_BASIS = re.compile(
    r",\s+(?:(?:lãnh đạo|thủ trưởng)(?: (?:cơ quan|đơn vị))?\s+)?", re.IGNORECASE
)
# "Các trường tham dự hội thao được tính điểm": said of those who do, asked of none.
_SAID_OF = re.compile(
    r"[^.,;:]{4,120}?\s(?:(?:bao )?gồm|bị|sẽ|được (?:tính|cộng|hưởng|hỗ trợ|miễn|xét"
    r"|nhận|trao|thưởng|khen|xếp|ưu tiên))\b",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"(?<!\w)(?:trước|chậm nhất|muộn nhất|hạn chót)(?: là| đến| vào)?(?: hết)?"
    r" (?:ngày )?\d{1,2}\s?[/.-]\s?\d{1,2}",
    re.IGNORECASE,
)
_BY_THIS = re.compile(
    r"căn cứ (?:nội dung )?(?:kế hoạch|chỉ thị|công văn|hướng dẫn|thông báo"
    r"|chương trình|công điện) (?:này|trên|nêu trên)\b",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"(?<!\w)(?:trước|chậm nhất|muộn nhất|trong (?:quý|tháng|năm|thời hạn|vòng)|quý|hạn"
    r"|đến (?:hết )?ngày|hoàn thành|xong)\b",
    re.IGNORECASE,
)


def is_planned(scene: Scene, sentence: Span, above: Context) -> bool:
    """Tell whether a plan says there what a body other than the issuer does.

    ``Các khoa cung cấp thông tin theo mẫu``: outside its aims, a plan assigns so.
    """
    if not scene.planning or above.blocked:
        return False
    for order in scene.orders(sentence, imposed=True):
        told = order.doers if order.cue == "subject" else None
        if told is not None and not scene.is_issuer(told.of(scene.text)):
            if _SAID_OF.match(scene.text, told.end, sentence.end):
                return False
            return subject_at(scene.text, told.start, sentence.end) is not None
    return False


def of_nobody(scene: Scene, sentence: Span) -> Draft | None:
    """Read a point that names nobody: what a plan dates, and what a chỉ thị forbids.

    A person has to say whose it is; that it is due must not be lost.
    """
    at = (scene.text, sentence.start, sentence.end)
    dated = scene.planning and scene.acts(sentence) and _LIMITED.search(*at) is not None
    forbids = scene.ordering and scene.words.ban.match(*at) is not None
    if not (dated or forbids):
        return None
    rule = "dated-point" if dated else "ban"
    return Draft(scene.trimmed(sentence.start, sentence.end), (), rule)


def rests(scene: Scene, sentence: Span) -> bool:
    """Tell whether a sentence begins with what it rests on (``Căn cứ ...``)."""
    return _BASIS.match(scene.text, sentence.start, sentence.end) is not None


def rests_on(scene: Scene, sentence: Span) -> bool:
    """Tell whether a verb follows what it rests on: ``Căn cứ tình hình, xây dựng ...``.

    The head of the unit that is told may stand between (``..., lãnh đạo xây dựng``).
    """
    if not rests(scene, sentence):
        return False
    end = sentence.end
    commas = _AFTER_BASIS.finditer(scene.text, sentence.start, end)
    return any(scene.acts(Span(comma.end(), end)) for comma in commas)


def is_due(scene: Scene, sentence: Span) -> bool:
    """Tell whether a sentence sets a deadline, or rests on this very letter."""
    if _BY_THIS.match(scene.text, sentence.start, sentence.end):
        return True
    if _DUE.search(scene.text, sentence.start, sentence.end) is None:
        return False
    issued_on = scene.head.issued_on
    return bool(find_deadlines(scene.text, sentence.start, sentence.end, issued_on))
