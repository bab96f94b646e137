"""Names at the head of a point: ``BODY: do this``, and ``BODY`` alone over a list."""

from __future__ import annotations

import re

from vanban_parser.extract.doers import APPOSED, doers_at, past_gap, subject_at
from vanban_parser.extract.outline import PLAIN, Node
from vanban_parser.model.document import Span
from vanban_parser.resolve.task_scene import Scene

# What may stand before a name at the head of a point.
PREFIX = re.compile(
    r"(?:đối với|về phía|giao|đề nghị|yêu cầu|trách nhiệm của|nhiệm vụ của|phân công"
    r"|riêng)\s+",
    re.IGNORECASE,
)
_BASED = re.compile(
    r"(?:trên cơ sở|căn cứ|sau khi|khi|ngoài|bên cạnh|song song|để)\b", re.IGNORECASE
)
_EVERYBODY = re.compile(
    r"(?P<name>(?:Các|Những|Toàn thể|Mỗi|Từng|Mọi)"
    r"(?:\s+(?!nội dung|nhiệm vụ|giải pháp|chỉ tiêu|vấn đề|trường hợp|hoạt động"
    r"|công việc|bước|văn bản|điều kiện|mục tiêu)[\w/]+)"
    r"(?:\s+[\w/]+){0,9})\s*:"
)
# "UBND các xã thực hiện các việc sau:": the name ends before that.
_ANNOUNCES = re.compile(
    r"\b(?:sau(?: đây)?|dưới đây|cụ thể|(?:chịu|có) trách nhiệm|có nhiệm vụ)\s*$"
    r"|^\s*(?:\w+ trương |tập trung |chủ động )*(?:tổ chức |triển khai )*"
    r"(?:thực hiện|triển khai)(?: tốt)?\s*$",
    re.IGNORECASE,
)
# "Trung tâm A là đơn vị đầu mối của Sở, có trách nhiệm:".
_HAS_DUTIES = re.compile(
    r"^\s*,?\s*là [^.;:]{3,}\b(?:có trách nhiệm|có nhiệm vụ)\s*$", re.IGNORECASE
)
# "Chủ tịch UBND huyện có ý kiến như sau:": who speaks, not who is told.
_SPEAKS = re.compile(
    r"[\s,]*(?:đã )?(?:có ý kiến|cho ý kiến|kết luận|thông báo|trả lời|chỉ thị"
    r"|quyết nghị|nhất trí|thống nhất|đồng ý|thông qua"
    r"|hướng dẫn|nhận thấy|báo cáo|phúc đáp)\b",
    re.IGNORECASE,
)
# "Sở Y tế Mẫu Sơn xây dựng kế hoạch ... như sau:": what the letter itself is.
_OPENS = re.compile(
    r"\b(?:kế hoạch|phương án|chương trình|hướng dẫn)\b.*\bsau(?: đây)?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(r"\b(?:thời gian|thời hạn|hạn|tiến độ)(?: [^\W\d]+){0,3}\s*$")
# "Các phòng, các đơn vị. Báo cáo kết quả ...": a full stop for a colon.
_STOPPED = re.compile(r"\.\s+(?=[^\W\d_])")
_POST_WORDS = 2
_LONGEST_NAME_TAIL = 160
# "Các phòng tham gia đào tạo:" above a list is a name, verb or not.
_SHORT_TAIL = 6


def named_point(scene: Scene, node: Node) -> tuple[Span, Span | None] | None:
    """Read ``BODY: do this`` or ``BODY`` alone as the head of a point.

    Returns the name's span and what follows it on the line, if anything.
    """
    text, end = scene.text, node.span.end
    prefix = PREFIX.match(text, node.span.start, end)
    begin = prefix.end() if prefix is not None else node.span.start
    doers = doers_at(text, begin, end)
    if doers is None:
        return _everybody(scene, node, begin, end)
    stopped = _after_full_stop(scene, doers, end)
    if stopped is not None:
        return doers, stopped
    colon = text.find(":", doers.end, end)
    if colon < 0:
        if _heads_items(scene, node, begin, doers):
            return Span(begin, node.span.end), None
        return (doers, None) if _stands_alone(scene, node, doers) else None
    return (
        None
        if _is_no_name(scene, doers, colon, end)
        else _before_colon(scene, node, Span(begin, doers.end), colon)
    )


def _before_colon(
    scene: Scene, node: Node, named: Span, colon: int
) -> tuple[Span, Span | None] | None:
    """Read a name, the words between it and a colon, and what follows the colon."""
    text, end = scene.text, node.span.end
    tail = text[named.end : colon]
    after = text[colon + 1 : end]
    rest = after.strip()
    whole = not rest and scene.has_items(node) and _only_names(tail)
    if len(tail) > _LONGEST_NAME_TAIL or (not whole and _orders(scene, tail)):
        return None
    name = Span(named.start, named.end + len(_of_name(tail)))
    if not rest:
        return name, None
    if not _is_action(scene, rest):
        return None
    start = colon + 1 + len(after) - len(after.lstrip())
    return name, Span(start, end)


def _after_full_stop(scene: Scene, doers: Span, end: int) -> Span | None:
    """Return what follows names that end in a full stop, where it is to be done."""
    text = scene.text
    stopped = _STOPPED.match(text, doers.end, end)
    if stopped is None or not text[stopped.end()].isupper():
        return None
    rest = Span(stopped.end(), end)
    return rest if scene.acts(rest) else None


def _only_names(tail: str) -> bool:
    """Tell whether words after a name say no more than that it has the duties below."""
    return len(tail.split()) <= _SHORT_TAIL or _HAS_DUTIES.search(tail) is not None


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
        scene.words.cue.search(tail) or _SPEAKS.match(tail) or _OPENS.search(tail)
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
    """``5. Các phòng tham gia đào tạo``: short, over a list, no sentence.

    Bold type says so; where none is seen, as in scans, no word of it may be a verb.
    """
    tail = scene.text[doers.end : node.span.end]
    quantified = scene.text[begin : begin + 4].casefold().startswith(("các ", "mỗi "))
    return (
        quantified
        and bool(tail.strip())
        and (node.block.bold or not _has_verb(scene, tail))
        and node.rank < PLAIN
        and scene.has_items(node)
        and len(tail.split()) <= _SHORT_TAIL
        and tail[-1] not in ".;,"
    )


def _has_verb(scene: Scene, tail: str) -> bool:
    words = scene.words
    known = (words.action, words.background)
    starts = (word.start() for word in re.finditer(r"\S+", tail))
    return any(pattern.match(tail, at) for at in starts for pattern in known)


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
