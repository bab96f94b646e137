"""Headings and lead-ins: what they hand on to the paragraphs below them."""

from __future__ import annotations

import re

from vanban_parser.extract.doers import doers_at, past_gap
from vanban_parser.extract.order_forms import Order
from vanban_parser.extract.outline import PLAIN, Node
from vanban_parser.model.document import Span
from vanban_parser.resolve.task_named import PREFIX, named_point
from vanban_parser.resolve.task_scene import CLAIMS, Context, Scene
from vanban_parser.text import fold, sentences

_FACT = re.compile(
    r"(?:đã|qua kiểm tra|hiện nay|thời gian qua|trong thời gian qua|vừa qua"
    r"|kết quả là)\b",
    re.IGNORECASE,
)
# "Thành lập Tổ giúp việc, gồm các thành viên:" heads a list of people.
_MEMBERS = re.compile(
    r"\b(?:gồm|gồm có|(?:danh sách|các) thành viên|gồm các (?:ông|đồng chí|thành viên)"
    r"[^:]{0,40})(?: (?:như )?sau(?: đây)?)?$",
    re.IGNORECASE,
)
# "UBND huyện yêu cầu:" asks those the letter is addressed to.
_ASKS = re.compile(
    r"\b(?:yêu cầu|đề nghị|chỉ thị)(?: (?:như|các nội dung|các việc|các nhiệm vụ|một số"
    r" (?:nội dung|việc)))?(?: sau)?(?: đây)?\s*:$",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:nhiệm vụ|nội dung|công việc|giải pháp|biện pháp)\b", re.IGNORECASE
)
# "Ông A khiếu nại ..., với các yêu cầu:" tells what somebody else asks for.
_CLAIMS = re.compile(
    r"\b(?:khiếu nại|tố cáo|khởi kiện)\b.*\b(?:nội dung|yêu cầu)(?: (?:như )?sau)?:$"
    r"|\bnội dung (?:khiếu nại|tố cáo|đơn)\b[^:]*:$",
    re.IGNORECASE,
)
# "Đối tượng, nội dung và hình thức", over folded text: the parts under it tell apart.
_AND_WORK = re.compile(
    r"(?:,| va| -) (?:noi dung|nhiem vu|giai phap|hinh thuc|bien phap|tien do)\b"
)
_LONGEST_LABEL = 9
"""Words of a heading that ends in a colon: ``Mục đích, yêu cầu:``."""
_LONGEST_HEADING = 140


def claims(scene: Scene, node: Node) -> Context | None:
    """Read ``Bà A khiếu nại ..., với các yêu cầu:``; None where it is none."""
    words = node.text(scene.text).rstrip()
    found = words.endswith(":") and _CLAIMS.search(words)
    return Context(imposed=False, source=CLAIMS, blocked=True) if found else None


def heading(scene: Scene, node: Node, above: Context) -> Context | None:
    """Read a heading that opens or closes a part with orders; None if it is none."""
    words = node.text(scene.text).rstrip()
    bare = words.strip().rstrip(":. ")
    if len(bare) > _LONGEST_HEADING:
        return None
    if node.rank == PLAIN and not (words.endswith(":") or node.block.bold):
        return None
    if scene.words.imposing_heading.match(fold(bare)):
        of_somebody = PREFIX.match(bare) is not None and named_point(scene, node)
        if not of_somebody:
            # In a letter to somebody, work that names nobody is the addressees'.
            asks = above.asks or bool(scene.head.addressees)
            return Context(imposed=True, asks=asks)
    if _is_background(scene, node, words, bare):
        return Context(imposed=False, blocked=True)
    if _is_sentence(words):
        return None
    if node.kind == "article" and scene.has_items(node) and not words.endswith(":"):
        return Context(imposed=above.imposed and not scene.normative)
    return None


def _is_background(scene: Scene, node: Node, words: str, bare: str) -> bool:
    """Tell whether a heading opens a list of people, or a part without orders."""
    if _MEMBERS.search(bare) and not _WORK.search(bare):
        return not any(scene.acts(item.span) for item in scene.items(node))
    background = scene.words.background_heading.match(fold(bare))
    if background is None or _is_sentence(words):
        return False
    if _AND_WORK.search(fold(bare), background.end()):
        return False
    # "Thời gian qua, ... Để khắc phục, Chủ tịch UBND huyện yêu cầu:" is a lead-in.
    leads = words.endswith(":") and len(bare.split()) > _LONGEST_LABEL
    return not (leads and scene.words.lead_in.search(bare))


def _is_sentence(words: str) -> bool:
    return words.endswith((".", ";")) and len(words.split()) > 9


def is_title(scene: Scene, node: Node) -> bool:
    """Tell whether a short point only names what the items under it are about."""
    words = node.text(scene.text).rstrip()
    return (
        scene.has_items(node)
        and node.rank < PLAIN
        and len(words) < 150
        and not words.endswith((".", ";", ":"))
        and scene.last_order(node.span) is None
    )


def _told_last(scene: Scene, node: Node) -> Span | None:
    """Read ``... Giao Phòng Kinh tế:`` at the end of a paragraph above a list."""
    text, end = scene.text, node.span.end
    start, last = sentences(text, node.span.start, end)[-1]
    for cue in scene.words.cues(text, start, last):
        doers = doers_at(text, past_gap(text, cue.end(), last), last)
        if doers is not None and not text[doers.end : end].strip(" :"):
            issuer = scene.speaker.is_named(doers.of(text))
            return None if issuer else doers
    return None


def lead_in(scene: Scene, node: Node, above: Context) -> Context | None:
    """Read ``... yêu cầu X thực hiện các nội dung sau:`` for the list below it."""
    words = node.text(scene.text).rstrip()
    if not words.endswith(":") or scene.normative:
        return None
    told = _told_last(scene, node)
    if told is not None:
        return Context(imposed=True, doers=(told,), source="lead-in")
    order = scene.last_order(node.span, imposed=above.imposed)
    if order is not None and order.doers is not None:
        # "Chủ tịch UBND tỉnh có ý kiến như sau:" tells nobody yet.
        order = None if scene.speaker.is_named(order.doers.of(scene.text)) else order
    if above.blocked and (order is None or order.cue == "subject"):
        return above
    if order is not None and order.cue not in ("object", "passed"):
        return _of_order(order)
    start, end = sentences(scene.text, node.span.start, node.span.end)[-1]
    if scene.words.lead_in.search(words) and not _FACT.match(scene.text, start, end):
        return Context(
            imposed=True,
            doers=above.doers,
            source=above.source,
            asks=not above.doers and _ASKS.search(words) is not None,
        )
    if above.assigns:
        return above
    return Context(imposed=False)


def _of_order(order: Order) -> Context:
    """Return what an order hands to the list below it."""
    if order.cue == "invite":
        # The list says who is invited.
        return Context(imposed=False, blocked=True)
    doers = (order.doers,) if order.doers is not None else ()
    return Context(
        imposed=True,
        doers=doers,
        source="lead-in" if doers else "addressees",
        asks=not doers,
    )
