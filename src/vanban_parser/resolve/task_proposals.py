"""Parts of a report in which its writer says what others should do.

A report tells what was done; under ``Kiến nghị, đề xuất`` or below ``Sở A kiến nghị
UBND tỉnh như sau:`` it asks, and names who should do what.  Under ``Các giải pháp`` it
tells what it means to do itself, and what bodies that it names have to do.
"""

from __future__ import annotations

import re

from vanban_parser.extract.doers import doers_at, past_gap
from vanban_parser.extract.order_forms import Order
from vanban_parser.extract.outline import PLAIN, Node
from vanban_parser.model.document import Span
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_scene import Context, Scene
from vanban_parser.text import fold, sentences

_ASKING = r"(?:de xuat|kien nghi|de nghi)"
_HEADING = re.compile(
    rf"(?:(?:mot so|nhung|cac|noi dung|y kien|ve) )*{_ASKING}\b"
    rf"|.{{3,80}}?(?:,| va| -| –) ?{_ASKING}(?:(?:,| va| -| –) ?{_ASKING})*$"
)
# "Các giải pháp những tháng cuối năm", "Phương hướng, nhiệm vụ quý II": what is ahead.
_AHEAD = re.compile(
    r"(?:(?:mot so|nhung|cac|ve|dinh huong|phuong huong|nhiem vu|nhom|muc tieu)"
    r"(?:,| va| -| –)? )*(?:giai phap|phuong huong)\b"
)
_DONE = re.compile(r"\b(?:da|ket qua|tinh hinh|viec)\b")
# A part that also tells what was hard: its own points say where the asking begins.
_MIXED = re.compile(
    r"\b(?:kho khan|vuong mac|ton tai|han che|nguyen nhan|ket qua|tinh hinh|danh gia"
    r"|cu tri|thuc hien (?:cac )?(?:kien nghi|de xuat))\b"
)
_WITH = re.compile(r"\b(?:doi voi|voi)\s+")
# "Đề nghị của Hội A": what somebody else asks.
_OF = re.compile(rf"{_ASKING} cua\s+")
# "kính trình", "kính báo cáo" lay before; these ask.
_ASKS = re.compile(r"(?:đề xuất|kiến nghị|đề nghị|yêu cầu)$", re.IGNORECASE)
_LONGEST = 140
# Between whom a report asks and the colon: no work yet.
_ANNOUNCES = re.compile(
    r"(?:\s|,|và\b|xem xét|quan tâm|cho ý kiến|có ý kiến|chỉ đạo|giải quyết|thực hiện"
    r"|tổ chức|triển khai|một số|các|những|nội dung|vấn đề|việc|nhiệm vụ|giải pháp"
    r"|kiến nghị|đề xuất|công việc|cụ thể|như|sau|đây)*:",
    re.IGNORECASE,
)
_GRANTS = re.compile(
    r"(?:cho (?:chủ trương|phép|ý kiến|UBND|phòng|sở)|chấp thuận|đồng ý|thống nhất"
    r"|nhất trí|quan tâm|có ý kiến|có văn bản)\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"trên đây là\b|[^.;:]{0,120}\b(?:kính (?:gửi|trình|báo cáo)|trân trọng|báo cáo"
    r"|thông báo)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?:[^:;,.]{3,60}:\s*)?(?:giao(?: nhiệm vụ)?|phân công|yêu cầu)(?: cho)?\s*",
    re.IGNORECASE,
)


def proposals(scene: Scene, node: Node) -> Context | None:
    """Read a heading or a lead-in of a report over what it proposes; None else."""
    if not scene.reporting:
        return None
    return _below_heading(scene, node) or _below_lead_in(scene, node)


def proposals_heading(scene: Scene, node: Node) -> Context | None:
    """Read a paragraph that is no more than the heading of such a part; None else."""
    return _below_heading(scene, node) if scene.reporting else None


def closes(scene: Scene, sentence: Span) -> bool:
    """Tell whether a report is handed over by a sentence (``Trên đây là ..., gửi``)."""
    return _CLOSES.match(scene.text, sentence.start, sentence.end) is not None


def gives_work(scene: Scene, order: Order, sentence: Span) -> bool:
    """Tell whether a report itself gives work: ``Giải pháp: Giao Phòng A ...``.

    What it tells others to have ordered (``UBND tỉnh đã giao ...``) is none.
    """
    if order.cue != "order" or order.doers is None:
        return False
    before = Span(sentence.start, order.doers.start).of(scene.text)
    return _GIVEN.fullmatch(before) is not None


def is_grant(scene: Scene, sentence: Span) -> bool:
    """Tell whether a point asks for leave: ``Cho chủ trương ...``, ``Đồng ý ...``."""
    return _GRANTS.match(scene.text, sentence.start, sentence.end) is not None


def proposed_to_nobody(scene: Scene, sentence: Span) -> Draft | None:
    """Read a point of what is proposed that names nobody, in a report to nobody.

    ``- Sửa đổi Thông tư ... theo hướng dễ thực hiện``: a person has to say whose it is.
    """
    if not scene.acts(sentence):
        return None
    return Draft(scene.trimmed(sentence.start, sentence.end), (), "proposal")


def _below_heading(scene: Scene, node: Node) -> Context | None:
    bare = node.text(scene.text).strip().rstrip(":. ")
    titled = node.rank < PLAIN or node.block.bold
    if not titled or len(bare) > _LONGEST or not scene.has_items(node):
        return None
    words = fold(bare)
    ahead = _AHEAD.match(words) is not None and _DONE.search(words) is None
    asks = _HEADING.match(words) is not None
    if not (ahead or asks) or _MIXED.search(words) is not None:
        return None
    if scene.last_order(node.span) is not None or _is_anothers(scene, node, words):
        return None
    if not asks:
        return Context(imposed=True, proposes=True)
    to = _WITH.search(words)
    start = node.span.start + to.end() if to is not None else node.span.end
    doers = doers_at(scene.text, start, node.span.end)
    return _proposing(doers)


def _is_anothers(scene: Scene, node: Node, words: str) -> bool:
    """Tell whether a heading announces what somebody else asks."""
    of = _OF.search(words)
    if of is None:
        return False
    whose = doers_at(scene.text, node.span.start + of.end(), node.span.end)
    return whose is None or not scene.speaker.is_named(whose.of(scene.text))


def _below_lead_in(scene: Scene, node: Node) -> Context | None:
    text, end = scene.text, node.span.end
    if not node.text(text).rstrip().endswith(":"):
        return None
    start, last = sentences(text, node.span.start, end)[-1]
    for cue in scene.words.cues(text, start, last):
        if _ASKS.search(cue.group()) is None:
            continue
        doers = doers_at(text, past_gap(text, cue.end(), last), last)
        rest = text[doers.end if doers is not None else cue.end() : end].rstrip()
        if _ANNOUNCES.fullmatch(rest) is not None:
            issuer = doers is not None and scene.speaker.is_named(doers.of(text))
            return _proposing(None if issuer else doers)
    return None


def _proposing(doers: Span | None) -> Context:
    return Context(
        imposed=True,
        doers=(doers,) if doers is not None else (),
        source="lead-in" if doers is not None else None,
        asks=doers is None,
        proposes=True,
    )
