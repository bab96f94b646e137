"""Rarer forms of an order: the doer in brackets after what is to be done."""

from __future__ import annotations

import re

from vanban_parser.extract.doers import doers_at
from vanban_parser.model.document import Span
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_scene import Scene

_LAST_BRACKET = re.compile(r"\s*\((?P<inside>[^()]{4,200})\)\s*[.;,]*(?:/\.)?\s*$")
_GIVEN = re.compile(r"(?:giao|do|phân công)(?:\s+cho)?\s+(?=\w)", re.IGNORECASE)
_DOES = re.compile(
    r"\s+(?:chủ trì|thực hiện|phụ trách|chịu trách nhiệm|triển khai|làm đầu mối"
    r"|tham mưu|tổ chức thực hiện)\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"phối hợp(?: với| cùng)?\s+", re.IGNORECASE)


def said_after(scene: Scene, sentence: Span) -> Draft | None:
    """Read ``Rà soát hồ sơ (Phòng Kinh tế thực hiện)``, ``(giao Phòng Kinh tế)``."""
    text = scene.text
    bracket = _LAST_BRACKET.search(text, sentence.start, sentence.end)
    if bracket is None or not scene.acts(sentence):
        return None
    start, end = bracket.span("inside")
    given = _GIVEN.match(text, start, end)
    doers = doers_at(text, given.end() if given is not None else start, end)
    if doers is None or not (given or _DOES.match(text, doers.end, end)):
        return None
    together = _WITH.search(text, doers.end, end)
    helper = doers_at(text, together.end(), end) if together is not None else None
    return Draft(
        scene.trimmed(sentence.start, bracket.start()),
        (doers,),
        "named-last",
        support=(helper,) if helper is not None else (),
    )
