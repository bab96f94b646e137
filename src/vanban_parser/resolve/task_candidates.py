"""Every sentence of a letter's body with what the grammar knows of it.

The seam between the grammar and whatever else judges sentences: which of them order
something, where each stands, and why one was not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vanban_parser.extract.doers import doers_at, does, past_gap
from vanban_parser.extract.outline import Node
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Rival
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_scene import Context, Scene
from vanban_parser.resolve.task_traps import is_goal, trap
from vanban_parser.resolve.task_walk import Walk
from vanban_parser.text import sentences

# Why a sentence that looks like an order is none, by the trap it falls into.
_TRAPS = {
    "quoted": "quoted from another document",
    "fact": "tells what has been done",
    "citation": "cites a rule",
    "judgement": "praises or criticises",
    "right": "gives a right, not a duty",
    "condition": "says what befalls whoever does not",
    "member": "names a member of a list",
}


_TAKEN_BACK = "taken back: to the trained stage an order with probability {:.4f}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of the body, where it stands and what the grammar makes of it."""

    span: Span
    paragraph: Span
    kind: str
    """Kind of its paragraph's marker, see ``extract.outline``."""
    rank: float
    context: Context
    """What stands above hands it: imposed, doers and where they come from."""
    cue: str | None
    """The ordering word in it, or None."""
    doer: bool
    """It begins with a body and a verb of duty."""
    taken: bool
    """A task was read from it."""
    reason: str | None
    """Why it orders nothing; None where it does, or does not look as if."""


def candidates(walk: Walk, drafts: Sequence[Draft]) -> tuple[Candidate, ...]:
    """Return the sentences of a walked body in text order.

    `drafts` are those that the walk gave, whole or split by their deadlines.
    """
    taken = [draft.action for draft in drafts]
    taken += [draft.lead for draft in drafts if draft.lead is not None]
    return tuple(
        _candidate(walk, node, Span(start, end), taken)
        for node in walk.scene.nodes
        for start, end in sentences(walk.scene.text, node.span.start, node.span.end)
    )


def rejections(
    found: Iterable[Candidate], taken_back: Sequence[Draft] = ()
) -> tuple[Rival, ...]:
    """Return the candidates that look like orders and were not taken, in text order.

    `taken_back` are tasks of the grammar that the trained stage is sure are none.
    """
    back = [
        Rival(draft.action, _TAKEN_BACK.format(draft.probability or 0.0))
        for draft in taken_back
    ]
    others = [
        Rival(candidate.span, candidate.reason)
        for candidate in found
        if candidate.reason is not None
        and not any(rival.span.overlaps(candidate.span) for rival in back)
    ]
    return tuple(sorted((*back, *others), key=lambda rival: rival.span))


def _candidate(
    walk: Walk, node: Node, sentence: Span, taken: Sequence[Span]
) -> Candidate:
    scene = walk.scene
    above = walk.contexts.get(node.parent) if node.parent is not None else None
    context = above or Context(imposed=scene.ordering)
    cue = scene.words.cue.search(scene.text, sentence.start, sentence.end)
    is_taken = any(span.overlaps(sentence) for span in taken)
    doer = not is_taken and _begins_with_doer(scene, sentence)
    reason = None
    if not is_taken and (cue is not None or doer) and not _is_head(scene, node):
        quoted = node.index in walk.quoted
        reason = _TRAPS["quoted"] if quoted else _why(scene, node, sentence, context)
    return Candidate(
        sentence,
        node.span,
        node.kind,
        node.rank,
        context,
        cue.group() if cue is not None else None,
        doer,
        is_taken,
        reason,
    )


def _is_head(scene: Scene, node: Node) -> bool:
    """Tell whether a paragraph only stands over others, or is a label line."""
    words = node.text(scene.text).rstrip()
    label = scene.words.label.match(scene.text, node.span.start, node.span.end)
    return node.block.bold or words.endswith(":") or label is not None


def _begins_with_doer(scene: Scene, sentence: Span) -> bool:
    doers = doers_at(scene.text, sentence.start, sentence.end)
    if doers is None:
        return False
    pos = past_gap(scene.text, doers.end, sentence.end)
    return does(scene.text, pos, sentence.end, imposed=False)


def _why(scene: Scene, node: Node, sentence: Span, context: Context) -> str:
    """Return why a sentence that looks like an order gave no task."""
    fallen = trap(scene.text, node.span, sentence)
    if fallen is not None:
        return _TRAPS[fallen]
    if scene.words.opening.match(scene.text, sentence.start, sentence.end):
        return "states a legal basis"
    if is_goal(scene.text, sentence):
        return "sets a figure to reach"
    if context.blocked:
        return "stands under a heading of background"
    doers = doers_at(scene.text, sentence.start, sentence.end)
    if doers is not None and scene.is_issuer(doers.of(scene.text)):
        return "tells what the issuer does itself"
    return _kind_of_letter(scene) or "nobody is told to do anything"


def _kind_of_letter(scene: Scene) -> str | None:
    if scene.reporting:
        return "a report or proposal orders nothing by that"
    return "lays down a rule" if scene.normative else None
