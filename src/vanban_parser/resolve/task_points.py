"""Headings, named points (``BODY: ...``) and lead-ins: what they hand on."""

from __future__ import annotations

import re

from vanban_parser.extract.doers import APPOSED, doers_at, past_gap, subject_at
from vanban_parser.extract.order_forms import Order
from vanban_parser.extract.outline import PLAIN, Node
from vanban_parser.model.document import Span
from vanban_parser.resolve.task_scene import CLAIMS, Context, Scene
from vanban_parser.text import sentences

_PREFIX = re.compile(
    r"(?:đối với|về phía|giao|đề nghị|yêu cầu|trách nhiệm của|nhiệm vụ của|phân công"
    r"|riêng)\s+",
    re.IGNORECASE,
)
_BASED = re.compile(
    r"(?:trên cơ sở|căn cứ|sau khi|khi|ngoài|bên cạnh|song song|để)\b", re.IGNORECASE
)
_FACT = re.compile(
    r"(?:đã|qua kiểm tra|hiện nay|thời gian qua|trong thời gian qua|vừa qua"
    r"|kết quả là)\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"(?P<name>(?:Các|Những|Toàn thể|Mỗi|Từng|Mọi)"
    r"(?:\s+(?!nội dung|nhiệm vụ|giải pháp|chỉ tiêu|vấn đề|trường hợp|hoạt động"
    r"|công việc|bước|văn bản|điều kiện|mục tiêu)[\w/]+)"
    r"(?:\s+[\w/]+){0,9})\s*:"
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
# "UBND các xã thực hiện các việc sau:": the name ends before that.
_ANNOUNCES = re.compile(
    r"\b(?:sau(?: đây)?|dưới đây|cụ thể|(?:chịu|có) trách nhiệm|có nhiệm vụ)\s*$"
    r"|^\s*(?:\w+ trương |tập trung |chủ động )*(?:tổ chức |triển khai )*"
    r"(?:thực hiện|triển khai)(?: tốt)?\s*$",
    re.IGNORECASE,
)
# "Chủ tịch UBND huyện có ý kiến như sau:": who speaks, not who is told.
_SPEAKS = re.compile(
    r"[\s,]*(?:đã )?(?:có ý kiến|cho ý kiến|kết luận|thông báo|trả lời|chỉ thị"
    r"|quyết nghị|nhất trí|thống nhất|đồng ý|thông qua"
    r"|hướng dẫn|nhận thấy|báo cáo|phúc đáp)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:nhiệm vụ|nội dung|công việc|giải pháp|biện pháp)\b", re.IGNORECASE
)
_LABEL = re.compile(r"\b(?:thời gian|thời hạn|hạn|tiến độ)(?: [^\W\d]+){0,3}\s*$")
# "Ông A khiếu nại ..., với các yêu cầu:" tells what somebody else asks for.
_CLAIMS = re.compile(
    r"\b(?:khiếu nại|tố cáo|khởi kiện)\b.*\b(?:nội dung|yêu cầu)(?: (?:như )?sau)?:$"
    r"|\bnội dung (?:khiếu nại|tố cáo|đơn)\b[^:]*:$",
    re.IGNORECASE,
)
_POST_WORDS = 2
_LONGEST_LABEL = 9
"""Words of a heading that ends in a colon: ``Mục đích, yêu cầu:``."""
_LONGEST_HEADING = 140
_LONGEST_NAME_TAIL = 160
# "Các phòng tham gia đào tạo:" above a list is a name, verb or not.
_SHORT_TAIL = 6


def claims(scene: Scene, node: Node) -> Context | None:
    """Read ``Bà A khiếu nại ..., với các yêu cầu:``; None where it is none."""
    found = _CLAIMS.search(node.text(scene.text).rstrip())
    return Context(imposed=False, source=CLAIMS, blocked=True) if found else None


def heading(scene: Scene, node: Node, above: Context) -> Context | None:
    """Read a heading that opens or closes a part with orders; None if it is none."""
    words = node.text(scene.text).rstrip()
    bare = words.strip().rstrip(":. ")
    if len(bare) > _LONGEST_HEADING:
        return None
    if node.rank == PLAIN and not (words.endswith(":") or node.block.bold):
        return None
    if scene.words.imposing_heading.match(bare):
        of_somebody = _PREFIX.match(bare) is not None and named_point(scene, node)
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
    background = scene.words.background_heading.match(bare)
    if background is None or _is_sentence(words):
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


def named_point(scene: Scene, node: Node) -> tuple[Span, Span | None] | None:
    """Read ``BODY: do this`` or ``BODY`` alone as the head of a point.

    Returns the name's span and what follows it on the line, if anything.
    """
    text, end = scene.text, node.span.end
    prefix = _PREFIX.match(text, node.span.start, end)
    begin = prefix.end() if prefix is not None else node.span.start
    doers = doers_at(text, begin, end)
    if doers is None:
        return _everybody(scene, node, begin, end)
    colon = text.find(":", doers.end, end)
    if colon < 0:
        if _heads_items(scene, node, begin, doers):
            return Span(begin, node.span.end), None
        return (doers, None) if _stands_alone(scene, node, doers) else None
    if _is_no_name(scene, doers, colon, end):
        return None
    tail = text[doers.end : colon]
    after = text[colon + 1 : end]
    rest = after.strip()
    whole = not rest and scene.has_items(node) and len(tail.split()) <= _SHORT_TAIL
    if len(tail) > _LONGEST_NAME_TAIL or (not whole and _orders(scene, tail)):
        return None
    name = Span(begin, doers.end + len(_of_name(tail)))
    if not rest:
        return name, None
    if not _is_action(scene, rest):
        return None
    start = colon + 1 + len(after) - len(after.lstrip())
    return name, Span(start, end)


def _of_name(tail: str) -> str:
    """Return what of the words before a colon still belongs to the name."""
    if _ANNOUNCES.search(tail) or APPOSED.match(tail):
        return ""
    return tail.partition("(")[0].rstrip()


def _is_no_name(scene: Scene, doers: Span, colon: int, end: int) -> bool:
    """Tell whether words before a colon are no name of those who do what follows."""
    text = scene.text
    tail = text[doers.end : colon]
    if scene.speaker.is_named(doers.of(text)) and (
        scene.words.cue.search(tail) or _SPEAKS.match(tail)
    ):
        # "UBND huyện yêu cầu:" names who asks, not who is asked.
        return True
    if _LABEL.search(tail):
        # "... lập danh sách, thời hạn: trước ngày 20/9".
        return True
    # "Thanh tra khoa học: UBND các xã chủ trì ..."; a post is that of each body after.
    after = past_gap(text, colon + 1, end)
    is_post = len(doers.of(text).split()) <= _POST_WORDS
    return not is_post and subject_at(text, after, end) is not None


def _everybody(
    scene: Scene, node: Node, begin: int, end: int
) -> tuple[Span, Span | None] | None:
    """Read ``Các chủ rừng: ...``: people that no list of bodies can know."""
    match = _EVERYBODY.match(scene.text, begin, end)
    if match is None:
        return None
    rest = scene.text[match.end() : end]
    if not rest.strip():
        return (Span(begin, match.end("name")), None) if scene.has_items(node) else None
    if scene.words.verb.match(rest.strip()) is None:
        return None
    start = match.end() + len(rest) - len(rest.lstrip())
    return Span(begin, match.end("name")), Span(start, end)


def _heads_items(scene: Scene, node: Node, begin: int, doers: Span) -> bool:
    """``5. Các phòng tham gia đào tạo``: bold, short, over a list, no sentence."""
    tail = scene.text[doers.end : node.span.end]
    quantified = scene.text[begin : begin + 4].casefold().startswith(("các ", "mỗi "))
    return (
        quantified
        and bool(tail.strip())
        and node.block.bold
        and node.rank < PLAIN
        and scene.has_items(node)
        and len(tail.split()) <= _SHORT_TAIL
        and tail[-1] not in ".;,"
    )


def _stands_alone(scene: Scene, node: Node, doers: Span) -> bool:
    """Tell whether a name without a colon heads the items below it."""
    tail = scene.text[doers.end : node.span.end].strip()
    bare = tail.strip(" .;,()")
    bracket = tail.startswith("(") and tail.rstrip(" .;").endswith(")")
    if (bare and not bracket) or node.rank == PLAIN:
        return False
    if scene.has_items(node) or node.block.bold:
        return True
    nodes, at = scene.nodes, node.index + 1
    return at < len(nodes) and nodes[at].rank > node.rank


def _orders(scene: Scene, tail: str) -> bool:
    """Tell whether words between a name and its colon are already an order."""
    tail = tail.strip(" ,")
    words = scene.words
    return bool(tail) and any(
        pattern.match(tail) is not None
        for pattern in (words.verb, words.modal, words.background)
    )


def _is_action(scene: Scene, words: str) -> bool:
    """Tell whether words after ``BODY:`` are something to do, not more names."""
    if scene.words.action.match(words) is not None or _BASED.match(words):
        return True
    return scene.words.verb.match(" ".join(words.split()[1:4])) is not None


def _told_last(scene: Scene, node: Node) -> Span | None:
    """Read ``... Giao Phòng Kinh tế:`` at the end of a paragraph above a list."""
    text, end = scene.text, node.span.end
    start, last = sentences(text, node.span.start, end)[-1]
    for cue in scene.words.cue.finditer(text, start, last):
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
