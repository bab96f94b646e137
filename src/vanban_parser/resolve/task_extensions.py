"""More time granted: ``Gia hạn thời gian nộp báo cáo cho xã A đến ngày ...``.

The office that grants it does nothing more; whoever gets it has to be done by then.
"""

from __future__ import annotations

import re

from vanban_parser.extract.doers import doers_at, past_gap
from vanban_parser.extract.speakers import Speaker
from vanban_parser.model.document import Span
from vanban_parser.resolve.deadlines import find_deadlines
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_scene import Scene
from vanban_parser.text import fold

_GRANTS = re.compile(
    r"(?:(?:đồng ý|thống nhất|chấp thuận|nhất trí|cho phép|cho|việc)(?: chủ trương)?,?"
    r"\s+)*(?:gia hạn|kéo dài|lùi)(?: thêm)?"
    r"(?: (?:thời gian|thời hạn|hạn|tiến độ|thời điểm))?(?: (?:việc|để))?\s+(?=\w)",
    re.IGNORECASE,
)
_FOR = re.compile(r"\b(?:cho|đối với)\s+(?=\w)", re.IGNORECASE)
_BY = re.compile(r"(?:\s*,)?\s+(?:chậm nhất|muộn nhất|thêm)(?: là)?\s*$", re.IGNORECASE)


def extension(scene: Scene, sentence: Span) -> Draft | None:
    """Return the task of those who are granted time in a sentence; None without one."""
    text, start = scene.text, sentence.start
    writer = doers_at(text, start, sentence.end)
    if writer is not None and scene.speaker.is_named(writer.of(text)):
        start = past_gap(text, writer.end, sentence.end)
    grants = _GRANTS.match(text, start, sentence.end)
    if grants is None:
        return None
    found = find_deadlines(text, start, sentence.end, scene.head.issued_on)
    if not found or found[0].spans[0].start <= grants.end():
        return None
    end = found[0].spans[0].start
    by = _BY.search(text, grants.end(), end)
    end = by.start() if by is not None else end
    for to in _FOR.finditer(text, grants.end(), end):
        doers = doers_at(text, to.end(), end)
        if doers is not None and to.start() > grants.end():
            action = scene.trimmed(grants.end(), to.start())
            return Draft(action, (doers,), "extension", deadline=found[0])
    action = scene.trimmed(grants.end(), end)
    named = _addressees_in(scene, action)
    if not named:
        return None
    return Draft(
        action,
        tuple(span for span, _ in named),
        "extension",
        "addressees",
        deadline=found[0],
        names=tuple(name for _, name in named),
    )


def _addressees_in(scene: Scene, action: Span) -> list[tuple[Span, str]]:
    """Return the addressees that an action names; of a single one, that one."""
    words = fold(action.of(scene.text))
    listed = scene.head.addressees
    told = [f for f in listed if fold(f.value) in words] or [
        f for f in listed if len(listed) == 1 and Speaker.of(f.value).words
    ]
    return [(finding.spans[0], finding.value) for finding in told]
