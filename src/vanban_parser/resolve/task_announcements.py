"""Sentences that announce what is to be done, and leave it to the list after them."""

from __future__ import annotations

import re

from vanban_parser.extract.outline import Node
from vanban_parser.model.document import Span
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_scene import Scene

_EXHORTS = re.compile(
    r"(?:nâng cao|nêu cao|đề cao|phát huy)(?: tinh thần)? trách nhiệm",
    re.IGNORECASE,
)
_LIST_FOLLOWS = re.compile(r"(?:như sau|sau đây|sau)\s*:$", re.IGNORECASE)
# "Ban hành kế hoạch ..., bao gồm:" is a duty, of which the list below gives parts.
_DETAILS = re.compile(r"\b(?:trong đó|bao gồm)[ :]*$", re.IGNORECASE)
# "... giao các phòng theo bảng sau:" says nothing by itself.
_ANNOUNCES = re.compile(
    r"(?:(?:chỉ đạo|khẩn trương|quan tâm|chủ động|thực hiện|triển khai|tổ chức"
    r"|tập trung)[, ]*)*"
    r"(?:(?:tốt )?(?:các|những|một số) )?(?:nội dung|nhiệm vụ|công việc|việc)?"
    r"(?: công (?:tác|việc))?"
    r"(?: (?:cụ thể|trọng tâm|chủ yếu))*[, ]*"
    r"(?:như sau|sau đây|sau|dưới đây|theo (?:bảng|biểu|danh sách|phụ lục)[^.;]{0,60})",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:(?:tổ chức|triển khai|thực hiện|tập trung|(?:chịu|có) trách nhiệm|có nhiệm vụ)"
    r"[, ]*)+",
    re.IGNORECASE,
)


def only_exhorts(scene: Scene, node: Node, draft: Draft) -> bool:
    """Tell whether a draft urges, and then announces the list of what is to be done.

    ``... nâng cao trách nhiệm, trong đó tập trung thực hiện các nhiệm vụ sau:``.
    """
    text = scene.text[: node.span.end].rstrip()
    last = draft.action.end >= len(text) - 1
    heads_list = scene.has_points(node) and _LIST_FOLLOWS.search(text) is not None
    words = scene.text[draft.action.start : draft.action.end]
    return last and heads_list and _EXHORTS.match(words) is not None


def only_announces(
    scene: Scene, node: Node, draft: Draft, sentence: Span, *, own: bool
) -> bool:
    """Tell whether a sentence says nothing that the list after it does not say.

    ``... thực hiện các việc sau:`` is such a one; a duty that ends in ``trong đó:``
    is not.
    """
    if _announces(scene.text, draft.action):
        return True
    text = scene.text[: node.span.end].rstrip()
    heads_list = scene.has_points(node) and text.endswith(":") and not own
    if not heads_list or sentence.end < len(text):
        return False
    details = _DETAILS.search(sentence.of(scene.text)) is not None
    return draft.rule != "point" or not details


def _announces(text: str, action: Span) -> bool:
    """Tell whether words only say that what is to be done follows (``như sau``)."""
    words = action.of(text)
    if _ANNOUNCES.fullmatch(words) is not None:
        return True
    listed = text[action.end : action.end + 2].lstrip().startswith(":")
    return listed and _BARE.fullmatch(words) is not None
