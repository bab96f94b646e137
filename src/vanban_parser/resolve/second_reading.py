"""The trained stage reads the sentences of the body again, beside the grammar.

The grammar knows structure, the tagger the look of sentences.  Where it is very sure
that a sentence orders nothing, a task of a rule that is often wrong is taken back;
where it is very sure of an order that the grammar has no rule for, and no block of the
grammar objects, one is added.  All else stays, with the tagger's probability beside it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from vanban_parser.extract.doers import action_after, past_gap
from vanban_parser.extract.frames import Frame, frame
from vanban_parser.extract.outline import PLAIN, Node
from vanban_parser.extract.tagged import Tagged, Tagger
from vanban_parser.model.document import Span
from vanban_parser.resolve.deadlines import find_deadlines
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_scene import Context, Scene
from vanban_parser.resolve.task_traps import is_goal, trap
from vanban_parser.text import sentences

# Chosen on invented sentences in wordings, and by offices, that were not learnt.
SURE_NOT = 0.002
"""Below it a task of a doubtful rule is taken back: 1 in 160 orders lies there, and
more than half of the sentences that order nothing."""
SURE = 0.97
"""From it a sentence that the grammar passed over is an order, if nothing bars it: less
than 1 in 100 sentences that order nothing lies there."""
_DOUBTFUL = frozenset(
    {"point", "cue-subject", "cue-request", "sent-object", "cue-passed"}
)
_SHORTEST = 5
"""Words of a sentence that is asked about."""
_NEAREST = 3
"""Lines above a sentence that are shown with it."""

Lead = Callable[["Looked"], Span | None]
"""Who is told in what stands above a point."""


@dataclass(frozen=True, slots=True)
class SecondReading:
    """The drafts that stay or were added, and those taken back, as they were judged."""

    drafts: tuple[Draft, ...]
    taken_back: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """A sentence that holds a task or could: where it stands, what hangs over it."""

    node: Node
    above: Context
    sentence: Span
    held: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence that was asked about."""

    looked: Looked
    tagged: Tagged


def read_again(
    scene: Scene,
    paragraphs: Sequence[tuple[Node, Context]],
    drafts: Sequence[Draft],
    tagger: Tagger,
) -> SecondReading:
    """Return the grammar's drafts as the tagger sees them, and what it adds.

    `paragraphs` are those that the grammar read sentence by sentence, with what they
    inherit: headings, labels and quotations are not among them.
    """
    looked = tuple(_looked_at(scene, paragraphs, drafts))
    # Asking is dear: not where the answer would change nothing.
    asked = _ask(
        scene,
        [one for one in looked if one.held or _is_open(scene, one, drafts)],
        tagger,
    )
    judged = [_judged(draft, asked) for draft in drafts]
    back = tuple(draft for draft in judged if _is_taken_back(scene, draft))
    kept = [draft for draft in judged if draft not in back]
    added = _added(scene, asked, lambda one: _lead(scene, one, looked, tagger))
    return SecondReading((*kept, *added), back)


def lines_above(scene: Scene, node: Node) -> tuple[str, ...]:
    """Return the letter's type, the lines a paragraph stands under, and its kind."""
    lines: list[str] = []
    at = node.parent
    while at is not None and len(lines) < _NEAREST:
        lines.append(scene.nodes[at].text(scene.text))
        at = scene.nodes[at].parent
    return (scene.head.document_type or "", *reversed(lines), node.kind)


def _looked_at(
    scene: Scene,
    paragraphs: Sequence[tuple[Node, Context]],
    drafts: Sequence[Draft],
) -> Iterator[Looked]:
    """Yield the sentences that hold a task, and those that could."""
    starts = sorted(draft.action.start for draft in drafts)
    for node, above in paragraphs:
        for start, end in sentences(scene.text, node.span.start, node.span.end):
            held = bisect_left(starts, end) > bisect_left(starts, start)
            if held or _could_order(scene, node, above, Span(start, end)):
                yield Looked(node, above, Span(start, end), held)


def _is_open(scene: Scene, one: Looked, drafts: Sequence[Draft]) -> bool:
    """Tell whether the tagger may add a task: nothing is there, nor against it."""
    covered = any(
        draft.action.start < one.sentence.end and one.sentence.start < draft.action.end
        for draft in drafts
    )
    return not covered and not _is_barred(scene, one)


def _ask(scene: Scene, looked: Iterable[Looked], tagger: Tagger) -> list[Asked]:
    """Ask about sentences, but for those that are too short to tell."""
    shown: list[tuple[Looked, Frame]] = []
    for one in looked:
        lines = lines_above(scene, one.node)
        given = frame(scene.text, one.sentence, lines, scene.head.issuer)
        if len(given.starts) >= _SHORTEST:
            shown.append((one, given))
    answers = tagger([given for _, given in shown])
    return [Asked(one, answer) for (one, _), answer in zip(shown, answers, strict=True)]


def _could_order(scene: Scene, node: Node, above: Context, sentence: Span) -> bool:
    """Tell whether the tagger may add a task: an ordering word, or a point of a list.

    The points of a list whose doers the grammar knows are its own affair.
    """
    if scene.normative or scene.reporting or above.blocked:
        return False
    at = (scene.text, sentence.start, sentence.end)
    if any(scene.words.cues(*at)) or scene.words.modal.search(*at):
        return True
    if node.rank == PLAIN or node.parent is None or above.assigns:
        return False
    return scene.nodes[node.parent].text(scene.text).rstrip().endswith(":")


def _judged(draft: Draft, asked: Sequence[Asked]) -> Draft:
    """Return a draft with the tagger's probability, where its sentence was shown.

    Of what bodies have to do by the solutions of a report it knows nothing: it learnt
    that reports order nothing.
    """
    for one in asked:
        sentence = one.looked.sentence
        if sentence.start <= draft.action.start < sentence.end:
            if one.looked.above.plans and draft.rule == "cue-subject":
                return draft
            return replace(draft, probability=one.tagged.orders)
    return draft


def _is_taken_back(scene: Scene, draft: Draft) -> bool:
    sure_not = draft.probability is not None and draft.probability < SURE_NOT
    return sure_not and _is_doubtful(scene, draft)


def _is_doubtful(scene: Scene, draft: Draft) -> bool:
    """Tell whether a task rests on a rule that is often wrong, and has no deadline."""
    if draft.rule not in _DOUBTFUL or draft.deadline is not None:
        return False
    span = draft.action
    return not find_deadlines(scene.text, span.start, span.end, scene.head.issued_on)


def _added(scene: Scene, asked: Sequence[Asked], lead: Lead) -> list[Draft]:
    """Return the tasks of sentences that the grammar has no task in."""
    found = []
    for one in asked:
        if one.looked.held or one.tagged.orders < SURE:
            continue
        draft = _named(scene, one) or _point(scene, one, lead)
        if draft is not None:
            found.append(replace(draft, probability=one.tagged.orders))
    return found


def _is_barred(scene: Scene, one: Looked) -> bool:
    """Tell whether the grammar knows that no order stands here.

    Rules of law bind everybody and nobody in particular, a report tells, what ends in a
    colon announces, under a heading of background nothing is ordered, and the grammar's
    own traps are traps for the tagger too.
    """
    announces = one.sentence.of(scene.text).rstrip().endswith(":") or (
        # What is said above a list of orders urges; the grammar has read it.
        scene.has_points(one.node) and one.node.text(scene.text).rstrip().endswith(":")
    )
    could = _could_order(scene, one.node, one.above, one.sentence)
    if announces or not could:
        return True
    trapped = trap(scene.text, one.node.span, one.sentence) is not None
    return trapped or is_goal(scene.text, one.sentence)


def _named(scene: Scene, one: Asked) -> Draft | None:
    """Return the task of a sentence that says whom it means."""
    doers = _told(scene, one)
    if doers is None:
        return None
    action = action_after(scene.text, doers.end, one.looked.sentence.end)
    if action is None:
        return None
    return Draft(scene.trimmed(action.start, action.end), (doers,), "tagged")


def _told(scene: Scene, one: Asked) -> Span | None:
    """Return the doers that the tagger marks right after an ordering word, or first."""
    named = one.tagged.labelled("ASSIGNEE")
    sentence = one.looked.sentence
    if not named:
        return None
    first, last = named[0], named[-1]
    doers = Span(first.start, last.end)
    if scene.is_issuer(doers.of(scene.text)):
        return None
    ends = (
        past_gap(scene.text, cue.end(), sentence.end)
        for cue in scene.words.cues(scene.text, sentence.start, sentence.end)
    )
    begins = first.start == sentence.start
    duty = scene.words.modal.match(
        scene.text, past_gap(scene.text, last.end, sentence.end), sentence.end
    )
    return doers if first.start in ends or (begins and duty) else None


def _point(scene: Scene, one: Asked, lead: Lead) -> Draft | None:
    """Return the task of a point below a lead-in in which only the tagger reads a name.

    Where the grammar knows whose points these are, it has judged them itself.
    """
    node, sentence = one.looked.node, one.looked.sentence
    if node.rank == PLAIN or one.tagged.kind != "point" or one.looked.above.assigns:
        return None
    doers = lead(one.looked)
    if doers is None:
        return None
    action = scene.trimmed(sentence.start, sentence.end)
    return Draft(action, (doers,), "tagged-point", "lead-in")


def _lead(
    scene: Scene, point: Looked, looked: Sequence[Looked], tagger: Tagger
) -> Span | None:
    """Return the doers that the tagger marks in what stands above a point."""
    for one in looked:
        leads = one.node.index == point.node.parent
        if leads and one.sentence.of(scene.text).endswith(":"):
            for asked in _ask(scene, [one], tagger):
                doers = _told(scene, asked)
                if doers is not None:
                    return doers
    return None
