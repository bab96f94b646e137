"""Sentences of a paragraph as drafts of tasks, by what they say and inherit."""

from __future__ import annotations

import re
from dataclasses import replace

from vanban_parser.extract.order_forms import Order
from vanban_parser.extract.outline import PLAIN, Node
from vanban_parser.model.document import Span
from vanban_parser.resolve.deadlines import find_deadlines
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_clauses import announces_only, clauses
from vanban_parser.resolve.task_parts import is_help
from vanban_parser.resolve.task_scene import Context, Scene

_TOPIC = re.compile(r"(?:đối với|về|riêng)\s+[^:]{4,220}:\s+(?=\S)", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"(?:trong đó|nhất là|theo đó|cụ thể|lưu ý|đồng thời|thời gian|hoàn thành|phấn đấu"
    r"|việc|toàn bộ|kết quả|riêng|nếu|trường hợp|trước mắt|ưu tiên)\b",
    re.IGNORECASE,
)
# "Ông Nguyễn Văn A - Phó Trưởng phòng ...": a list of members.
_PERSON = re.compile(
    r"(?:Ông|Bà|Đồng chí|Đ/c)[:\s]+[A-ZĐÀ-Ỹ][^,;.:–-]{2,40}\s*[-–,:]\s+\w",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"(?:thực hiện|triển khai|thi hành|hướng dẫn|kiểm tra)[^.;]{0,60}?"
    r"(?:quyết định|quy định|quy chế) này",
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
_FACT = re.compile(
    r"(?:ngày \d{1,2}[/.]\d{1,2}[/.]\d{4},? [^.;]{3,90}? (?:có|ban hành|nhận được)"
    r" (?:các )?(?:văn bản|công văn|quyết định|kế hoạch|thông báo|chỉ thị|báo cáo"
    r"|tờ trình)"
    r"|đã|qua kiểm tra|hiện nay|thời gian qua|trong thời gian qua|vừa qua|phê bình"
    r"|biểu dương|ghi nhận)\b",
    re.IGNORECASE,
)


def read_paragraph(
    scene: Scene, node: Node, span: Span, above: Context, *, own: bool
) -> list[Draft]:
    """Return the drafts of ``span``, a paragraph or what follows ``BODY:`` in it.

    `own`: the doers of `above` are named in this very paragraph.
    """
    drafts: list[Draft] = []
    announces = scene.has_items(node) and scene.text[: span.end].rstrip().endswith(":")
    topic = None
    if above.doers and not own:
        topic = _TOPIC.match(scene.text, span.start, span.end)
    start = topic.end() if topic is not None else span.start
    for sentence, parted in clauses(scene, start, span.end):
        if drafts and _is_part_of(scene, drafts[-1], sentence):
            drafts[-1] = _longer(scene, drafts[-1], sentence.end)
            continue
        # "Giao A làm X; B làm Y": what tells A tells B.
        under = replace(above, imposed=True) if parted and drafts else above
        draft = _sentence(scene, node, sentence, under, own=own, first=not drafts)
        if draft is None:
            if drafts and _goes_on(scene, sentence):
                drafts[-1] = _longer(scene, drafts[-1], sentence.end)
            continue
        listed = announces and sentence.end == span.end and not own
        if announces_only(draft.action.of(scene.text)) or (
            listed and _only_announces(scene, draft, sentence)
        ):
            continue
        if drafts and _is_same_point(drafts[-1], draft):
            drafts[-1] = _longer(scene, drafts[-1], sentence.end)
        else:
            drafts.append(draft)
    return drafts


def _is_part_of(scene: Scene, before: Draft, sentence: Span) -> bool:
    """Tell whether a clause goes on with a task: its verb alone, or who helps."""
    # "; Phòng Y tế phối hợp thực hiện" is no task of its own.
    return _is_more_of(scene, before, sentence) or is_help(scene.text, sentence)


def _only_announces(scene: Scene, draft: Draft, sentence: Span) -> bool:
    """Tell whether a sentence before a list is said in full by the list.

    ``... thực hiện các việc sau:`` is; a duty that ends in ``trong đó:`` is not.
    """
    words = sentence.of(scene.text).rstrip(" :")
    details = words.lower().endswith("trong đó")
    return draft.rule != "point" or not details


def _is_more_of(scene: Scene, before: Draft, sentence: Span) -> bool:
    """A verb without a name goes on with the one named in the sentence before."""
    if not before.rule.startswith("cue-") or not scene.acts(sentence):
        return False
    return all(order.doers is None for order in scene.orders(sentence, imposed=False))


def _longer(scene: Scene, draft: Draft, end: int) -> Draft:
    return replace(draft, action=scene.trimmed(draft.action.start, end))


def _goes_on(scene: Scene, sentence: Span) -> bool:
    follows = _FOLLOWS.match(scene.text, sentence.start, sentence.end)
    return follows is not None or scene.acts(sentence)


def _is_same_point(before: Draft, draft: Draft) -> bool:
    """A further sentence of a point with the same doers is the same task."""
    return (
        draft.rule == before.rule == "point"
        and draft.inherited is not None
        and draft.doers == before.doers
    )


def _sentence(
    scene: Scene,
    node: Node,
    sentence: Span,
    above: Context,
    *,
    own: bool,
    first: bool,
) -> Draft | None:
    """Read one sentence: points under named doers, then orders, then inherited ones."""
    if _tells(scene, sentence):
        return None
    imposed = above.imposed and not scene.reporting
    if not (imposed or scene.reporting or scene.normative):
        # Who does what by when is an order wherever it stands.
        imposed = _is_due(scene, sentence)
    assigned = own or (above.assigns and imposed)
    if assigned and above.source == "heading" and scene.acts(sentence):
        return _point(scene, node, sentence, above, own=own)
    for order in scene.orders(sentence, imposed=imposed):
        draft = _from_order(scene, order, above, own=own)
        if draft is not None:
            return _with_lead(draft, order, sentence)
    if assigned and (first or scene.acts(sentence)):
        return _point(scene, node, sentence, above, own=own)
    if imposed and above.asks and node.rank < PLAIN and scene.acts(sentence):
        return asked(scene, sentence, "point")
    return None


def _tells(scene: Scene, sentence: Span) -> bool:
    """Tell whether a sentence reports a fact or names a member of a list."""
    at = (scene.text, sentence.start, sentence.end)
    return _FACT.match(*at) is not None or _PERSON.match(*at) is not None


def _with_lead(draft: Draft, order: Order, sentence: Span) -> Draft:
    before = order.doers.start if order.doers is not None else order.action.start
    if before <= sentence.start:
        return draft
    return replace(draft, lead=Span(sentence.start, before))


def _is_due(scene: Scene, sentence: Span) -> bool:
    """Tell whether a sentence sets a deadline, or rests on this very letter."""
    if _BY_THIS.match(scene.text, sentence.start, sentence.end):
        return True
    if _DUE.search(scene.text, sentence.start, sentence.end) is None:
        return False
    issued_on = scene.head.issued_on
    return bool(find_deadlines(scene.text, sentence.start, sentence.end, issued_on))


def _from_order(
    scene: Scene, order: Order, above: Context, *, own: bool
) -> Draft | None:
    if scene.normative and not (above.imposed or _of_this(scene, order)):
        return None
    if scene.reporting and order.cue not in ("request", "passed"):
        # A report proposes what others should order.
        return None
    action = scene.trimmed(order.action.start, order.action.end)
    if order.doers is not None:
        own_plan = scene.is_issuer(order.doers.of(scene.text))
        if own_plan and not scene.assigning:
            return None
        return Draft(action, (order.doers,), f"cue-{order.cue}")
    rule = "sent-object" if order.cue == "object" else f"cue-{order.cue}"
    if own or above.assigns:
        rule = rule if order.cue == "object" else "point"
        return Draft(action, above.doers, rule, above.source)
    return asked(scene, order.action, rule)


def _of_this(scene: Scene, order: Order) -> bool:
    """Tell whether a duty of a normative decision is about carrying it out."""
    found = _THIS.search(scene.text, order.action.start, order.action.end)
    return order.doers is not None and found is not None


def _point(
    scene: Scene, node: Node, sentence: Span, above: Context, *, own: bool
) -> Draft | None:
    """A point under a named doer is its task, whatever verb it starts with."""
    if node.rank == PLAIN and not own and not scene.acts(sentence):
        return None
    modal = scene.words.modal.match(scene.text, sentence.start, sentence.end)
    start = modal.end() if modal is not None else sentence.start
    if not any(map(str.isalpha, scene.text[start : sentence.end])):
        return None
    return Draft(scene.trimmed(start, sentence.end), above.doers, "point", above.source)


def asked(scene: Scene, action: Span, rule: str) -> Draft | None:
    """Kính gửi says who, where the sentence does not."""
    addressees = scene.head.addressees
    if not addressees:
        return None
    return Draft(
        scene.trimmed(action.start, action.end),
        tuple(finding.spans[0] for finding in addressees),
        rule,
        "addressees",
        names=tuple(finding.value for finding in addressees),
    )
