"""What a tờ trình submits: ``kính trình X phê duyệt Đề án, với các nội dung sau:``.

Mostly its last sentence asks again, in full; where none does, this one is the request.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_scene import Scene

_RULE = "cue-submitted"
_TYPE = "tờ trình"
_CONTENTS = re.compile(
    r"[,;]?\s*(?:(?:với|theo|gồm|về) )?(?:một số |các |những )?"
    r"(?:nội dung|vấn đề)?(?: (?:chủ yếu|chính|cụ thể|cơ bản|trọng tâm))*"
    r" (?:như sau|sau đây|sau)\s*$",
    re.IGNORECASE,
)


def submitted(scene: Scene, draft: Draft) -> Draft | None:
    """Return a request that announces what it submits, without the announcement."""
    if scene.head.document_type != _TYPE or draft.rule != "cue-request":
        return None
    contents = _CONTENTS.search(draft.action.of(scene.text))
    if contents is None or not contents.start():
        return None
    action = scene.trimmed(draft.action.start, draft.action.start + contents.start())
    return replace(draft, action=action, rule=_RULE)


def asked_once(drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts without those whose letter asks again at its end."""
    again = any(draft.rule == "cue-request" for draft in drafts)
    return [draft for draft in drafts if draft.rule != _RULE or not again]
