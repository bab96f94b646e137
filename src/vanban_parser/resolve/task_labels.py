"""Label lines under a task: ``Đơn vị chủ trì: X``, ``Thời gian hoàn thành: ...``."""

from __future__ import annotations

import re
from dataclasses import replace

from vanban_parser.extract.doers import doers_at
from vanban_parser.extract.outline import Node
from vanban_parser.model.document import Span
from vanban_parser.resolve.deadlines import read_deadline_cell
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_scene import Scene

_WITH = re.compile(r"phối hợp(?: chặt chẽ)?(?: với| cùng)?\s+", re.IGNORECASE)
_RULE = "label-host"
_SHORTEST_HOST = 30
_GOES_ON = re.compile(r" (?=[^\W\d_])(?!(?:và|hoặc|của|cùng) )")


def take_label(scene: Scene, node: Node, drafts: list[Draft]) -> bool:
    """Attach a label line to the task above it; False where it is none.

    `drafts` is changed in place: a paragraph that a lead label gives to somebody is
    one task, whatever was read in it before.
    """
    label = scene.words.label.match(scene.text, node.span.start, node.span.end)
    if label is None or label.end() >= node.span.end:
        return False
    kind = label.lastgroup or ""
    hosts = _hosts(scene, node, drafts, make=kind == "lead")
    rest = Span(label.end(), node.span.end)
    if not hosts and kind == "time":
        hosts = _timed(scene, node, rest, drafts)
    if not hosts:
        return False
    for index in hosts:
        drafts[index] = _labelled(scene, drafts[index], kind, rest)
    return True


def is_bare_label(scene: Scene, node: Node) -> bool:
    """Tell whether a line only says when or where (``Thời gian: 08 giờ ...``)."""
    label = scene.words.label.match(scene.text, node.span.start, node.span.end)
    return label is not None and label.lastgroup in ("time", "product")


def _hosts(scene: Scene, node: Node, drafts: list[Draft], *, make: bool) -> list[int]:
    """Return the indices of the drafts that a label line belongs to."""
    host = _host(scene, node)
    if host is None:
        return []
    found = [
        at
        for at, draft in enumerate(drafts)
        if host.span.start <= draft.action.start < host.span.end
    ]
    if not make or (found and all(drafts[at].rule == _RULE for at in found)):
        return found
    if len(host.span) < _SHORTEST_HOST and not found:
        return []
    drafts[:] = [draft for at, draft in enumerate(drafts) if at not in found]
    drafts.append(Draft(scene.trimmed(host.span.start, host.span.end), (), _RULE))
    return [len(drafts) - 1]


def _host(scene: Scene, node: Node) -> Node | None:
    """Return the paragraph above a label line and its fellows, or None."""
    index = node.index - 1
    while index >= 0 and scene.words.label.match(
        scene.text, scene.nodes[index].span.start, scene.nodes[index].span.end
    ):
        index -= 1
    return scene.nodes[index] if index >= 0 else None


def _timed(scene: Scene, node: Node, rest: Span, drafts: list[Draft]) -> list[int]:
    """Make a task of ``2. Phòng X tập huấn cho điều tra viên`` over a line with a day.

    Somebody and what comes after the name, of which a line of its own says by when,
    are a task whatever its verb.
    """
    host = _host(scene, node)
    if host is None or len(host.span) < _SHORTEST_HOST or host.kind == node.kind:
        return []
    doers = doers_at(scene.text, host.span.start, host.span.end)
    if doers is None or not _GOES_ON.match(scene.text, doers.end, host.span.end):
        return []
    if (
        read_deadline_cell(scene.text, rest.start, rest.end, scene.head.issued_on)
        is None
    ):
        return []
    action = scene.trimmed(doers.end, host.span.end)
    drafts.append(Draft(action, (doers,), _RULE))
    return [len(drafts) - 1]


def _labelled(scene: Scene, draft: Draft, kind: str, rest: Span) -> Draft:
    text = scene.text
    if kind == "time":
        return replace(
            draft,
            deadline=read_deadline_cell(
                text, rest.start, rest.end, scene.head.issued_on
            ),
            standing=scene.words.standing.search(rest.of(text)) is not None,
        )
    if kind == "support":
        return replace(draft, support=(*draft.support, rest))
    if kind != "lead":
        return draft
    doers = doers_at(text, rest.start, rest.end) or scene.trimmed(rest.start, rest.end)
    # "X chủ trì, phối hợp với Y" on one line.
    together = _WITH.search(text, doers.end, rest.end) if doers.end < rest.end else None
    helper = doers_at(text, together.end(), rest.end) if together is not None else None
    support = (*draft.support, helper) if helper is not None else draft.support
    return replace(draft, doers=(*draft.doers, doers), support=support)
