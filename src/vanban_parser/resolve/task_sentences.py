"""Sentences of a paragraph as drafts of tasks, by what they say and inherit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vanban_parser.extract.cued_orders import told_at
from vanban_parser.extract.order_forms import Order
from vanban_parser.extract.outline import PLAIN, Node
from vanban_parser.model.document import Span
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_announcements import only_announces, only_exhorts
from vanban_parser.resolve.task_clauses import clauses
from vanban_parser.resolve.task_continuations import goes_on, is_part_of, longer
from vanban_parser.resolve.task_extensions import extension
from vanban_parser.resolve.task_forms import said_after
from vanban_parser.resolve.task_plans import (
    is_due,
    is_planned,
    of_nobody,
    rests,
    rests_on,
)
from vanban_parser.resolve.task_proposals import (
    closes,
    gives_work,
    is_grant,
    proposed_to_nobody,
)
from vanban_parser.resolve.task_scene import CLAIMS, Context, Scene
from vanban_parser.resolve.task_submissions import submitted
from vanban_parser.resolve.task_topics import past_topic
from vanban_parser.resolve.task_traps import trap

# "1. Phải xác định đây là nhiệm vụ ...": a point for all that the letter asks.
_MUST = re.compile(r"(?:cần )?(?:phải|cần)\s+(?=\w)", re.IGNORECASE)
# "- Lưu ý: số lượng phải sát với nhu cầu": how, and no work of its own.
_NOTE = re.compile(r"\W*(?:lưu ý|chú ý|ghi chú|địa điểm|địa chỉ)\s*:", re.IGNORECASE)
# "Phòng Y tế: - Công tác thống kê": what is looked at there, not what it is to do.
_THING = re.compile(
    r"(?:công tác|việc|tình hình|kết quả|hoạt động)\s(?![^.;]*\b(?:phải|cần)\b)",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"(?:thực hiện|triển khai|thi hành|hướng dẫn|kiểm tra)[^.;]{0,60}?"
    r"(?:quyết định|quy định|quy chế) này",
    re.IGNORECASE,
)


def read_paragraph(
    scene: Scene,
    node: Node,
    span: Span,
    above: Context,
    *,
    own: bool,
    whole: bool = False,
) -> list[Draft]:
    """Return the drafts of ``span``, a paragraph or what follows ``BODY:`` in it.

    `own`: the doers of `above` are named in this very paragraph; `whole`: the list
    under it is no list of orders.
    """
    drafts: list[Draft] = []
    start = span.start if own else past_topic(scene, span, above)
    for sentence, parted in _untrapped(scene, node, start, span.end):
        before = drafts[-1] if drafts else None
        if before is not None and is_part_of(scene, before, sentence):
            drafts[-1] = longer(scene, before, sentence.end)
            continue
        # "Giao A làm X; B làm Y": what tells A tells B.
        under = replace(above, imposed=True) if parted and drafts else above
        draft = _sentence(scene, node, sentence, under, own=own, first=not drafts)
        listed = own or whole
        if draft is not None and only_announces(
            scene, node, draft, sentence, own=listed
        ):
            draft = submitted(scene, draft)
            if draft is None:
                continue
        if before is not None and goes_on(scene, before, draft, sentence):
            drafts[-1] = longer(scene, before, sentence.end)
        elif draft is not None:
            drafts.append(draft)
    if not (own or whole) and drafts and only_exhorts(scene, node, drafts[-1]):
        drafts.pop()
    return drafts


def _untrapped(
    scene: Scene, node: Node, start: int, end: int
) -> Iterator[tuple[Span, bool]]:
    """Yield the clauses that may order something, and if each was cut off another."""
    for sentence, parted in clauses(scene, start, end):
        if trap(scene.text, node.span, sentence) is None:
            yield sentence, parted


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
    if above.source == CLAIMS:
        return None
    imposed = _is_imposed(scene, sentence, above)
    assigned = own or (above.assigns and imposed)
    rarer = _rarer(scene, sentence, imposed=imposed, assigned=assigned)
    if rarer is not None:
        return rarer
    for order in scene.orders(sentence, imposed=imposed):
        if assigned and not _leads(scene, node, sentence, order, above):
            continue
        draft = _from_order(scene, order, sentence, above, own=own)
        if draft is not None:
            return _with_lead(draft, order, sentence)
    if assigned and (first or _acts(scene, sentence)):
        return _point(scene, node, sentence, above, own=own)
    if above.blocked or node.rank == PLAIN:
        return None
    return _names_nobody(scene, sentence, above, imposed=imposed, first=first)


def _names_nobody(
    scene: Scene, sentence: Span, above: Context, *, imposed: bool, first: bool
) -> Draft | None:
    """Read a point without a name by what the list that it stands in asks for."""
    if not (imposed and above.asks):
        return of_nobody(scene, sentence)
    if above.proposes and not scene.head.addressees:
        return proposed_to_nobody(scene, sentence) if first else None
    return _asked_of_all(scene, sentence)


def _is_imposed(scene: Scene, sentence: Span, above: Context) -> bool:
    """Tell whether what bodies do in a sentence is told to them there."""
    if above.imposed and (above.proposes or not scene.reporting):
        return True
    if scene.reporting or scene.normative:
        return False
    # Who does what by when is an order wherever it stands.
    return is_due(scene, sentence) or is_planned(scene, sentence, above)


def _acts(scene: Scene, sentence: Span) -> bool:
    return scene.acts(sentence) or rests_on(scene, sentence)


def _rarer(
    scene: Scene, sentence: Span, *, imposed: bool, assigned: bool
) -> Draft | None:
    """Read time granted, and a doer who is named last."""
    granted = None if scene.reporting or assigned else extension(scene, sentence)
    if granted is not None:
        return granted
    return said_after(scene, sentence) if imposed or assigned else None


def _asked_of_all(scene: Scene, sentence: Span) -> Draft | None:
    """Read a point that names nobody in a list for those the letter is sent to."""
    must = _MUST.match(scene.text, sentence.start, sentence.end)
    start = must.end() if must is not None else sentence.start
    told = must is not None or scene.acts(sentence)
    return asked(scene, Span(start, sentence.end), "point") if told else None


def _leads(
    scene: Scene, node: Node, sentence: Span, order: Order, above: Context
) -> bool:
    """Tell whether an order among somebody's points is told to somebody else.

    Its doers stand at the head of the sentence, or the issuer's own ``giao`` does;
    behind another verb (``- Hướng dẫn, đề nghị các xã ...``) they are what it is about.
    """
    if order.cue == "object":
        return True
    if order.doers is None or order.cue == "passed":
        # "..., đồng thời thông báo cho Sở A biết": who is told of what somebody does.
        return False
    if not scene.acts(sentence) or order.doers.start == sentence.start:
        return True
    if order.cue == "subject" and rests(scene, sentence):
        return True
    told = told_at(scene.text, sentence.start, sentence.end, scene.speaker)
    asks = node.rank == PLAIN or above.source != "heading"
    return told == "order" or (told == "request" and asks)


def _with_lead(draft: Draft, order: Order, sentence: Span) -> Draft:
    before = order.doers.start if order.doers is not None else order.action.start
    if before <= sentence.start:
        return draft
    return replace(draft, lead=Span(sentence.start, before))


def _from_order(
    scene: Scene, order: Order, sentence: Span, above: Context, *, own: bool
) -> Draft | None:
    if scene.normative and not (above.imposed or _of_this(scene, order, sentence)):
        return None
    tells = order.cue == "request" or above.proposes
    tells = tells or (order.cue == "passed" and closes(scene, sentence))
    tells = tells or (not above.blocked and gives_work(scene, order, sentence))
    if scene.reporting and not tells:
        return None
    action = scene.trimmed(order.action.start, order.action.end)
    rule = "sent-object" if order.cue == "object" else f"cue-{order.cue}"
    if order.doers is not None:
        if scene.is_superiors(order):
            return None
        own_plan = scene.is_issuer(order.doers.of(scene.text))
        if own_plan and not scene.assigning:
            return None
        return Draft(action, (order.doers,), rule)
    if own or above.assigns:
        rule = rule if order.cue == "object" else "point"
        return Draft(action, above.doers, rule, above.source)
    return asked(scene, order.action, rule)


def _of_this(scene: Scene, order: Order, sentence: Span) -> bool:
    """Tell whether a duty of a normative decision is about carrying it out."""
    if order.doers is None:
        return False
    told = told_at(scene.text, sentence.start, sentence.end, scene.speaker)
    found = _THIS.search(scene.text, order.action.start, order.action.end)
    return told == "order" or found is not None


def _point(
    scene: Scene, node: Node, sentence: Span, above: Context, *, own: bool
) -> Draft | None:
    """A point under a named doer is its task, whatever verb it starts with."""
    # Between what a report proposes it tells why.
    loose = node.rank == PLAIN or above.proposes
    acts = _acts(scene, sentence) or (above.proposes and is_grant(scene, sentence))
    if loose and not own and not acts:
        return None
    if _THING.match(scene.text, sentence.start, sentence.end):
        return None
    if _NOTE.match(scene.text, sentence.start, sentence.end):
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
