"""Sentences that go on with the task before them, and are none of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from vanban_parser.extract.speakers import is_generic
from vanban_parser.model.document import Span
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_parts import is_help
from vanban_parser.resolve.task_plans import is_due
from vanban_parser.resolve.task_scene import Scene
from vanban_parser.text import fold

_THEREFORE = re.compile(r"(?:do vậy|do đó|vì vậy|vì thế|theo đó)\b", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"(?:trong đó|nhất là|theo đó|cụ thể|lưu ý|đồng thời|thời gian|hoàn thành|phấn đấu"
    r"|việc|toàn bộ|kết quả|riêng|nếu|trường hợp|trước mắt|ưu tiên|thời hạn|thời điểm"
    r"|trên cơ sở|đối với|từ đó|qua đó|sau khi|trong quá trình|định kỳ|hằng|hàng"
    r"|trước ngày|chậm nhất|các nội dung|báo cáo)\b",
    re.IGNORECASE,
)


def goes_on(scene: Scene, before: Draft, draft: Draft | None, sentence: Span) -> bool:
    """Tell whether a sentence goes on with the task before it."""
    if draft is None:
        ends = before.rule == "point" and is_due(scene, sentence)
        return ends or _follows(scene, sentence)
    if _is_same_point(before, draft) or _is_pressed(scene, draft, sentence):
        return True
    return _is_named_again(scene, before, draft)


def _is_named_again(scene: Scene, before: Draft, draft: Draft) -> bool:
    """Tell whether a further sentence tells those by their name who were just told."""
    if draft.rule != "cue-subject" or before.rule not in {"point", "cue-subject"}:
        return False
    names = [[fold(s.of(scene.text)) for s in d.doers] for d in (before, draft)]
    return bool(names[0]) and names[0] == names[1]


def _is_pressed(scene: Scene, draft: Draft, sentence: Span) -> bool:
    """Tell whether those just told are urged: ``Do vậy, đề nghị từng đơn vị ...``."""
    if _THEREFORE.match(scene.text, sentence.start, sentence.end) is None:
        return False
    names = [span.of(scene.text) for span in draft.doers]
    return bool(names) and all(map(is_generic, names)) and not draft.inherited


def is_part_of(scene: Scene, before: Draft, sentence: Span) -> bool:
    """Tell whether a clause goes on with a task: its verb alone, or who helps."""
    # "; Phòng Y tế phối hợp thực hiện" is no task of its own.
    return _is_more_of(scene, before, sentence) or is_help(scene.text, sentence)


def _is_more_of(scene: Scene, before: Draft, sentence: Span) -> bool:
    """A verb without a name goes on with the one named in the sentence before."""
    if not before.rule.startswith("cue-") or not scene.acts(sentence):
        return False
    return all(order.doers is None for order in scene.orders(sentence, imposed=False))


def longer(scene: Scene, draft: Draft, end: int) -> Draft:
    """Return a draft whose task goes on to `end`."""
    return replace(draft, action=scene.trimmed(draft.action.start, end))


def _follows(scene: Scene, sentence: Span) -> bool:
    follows = _FOLLOWS.match(scene.text, sentence.start, sentence.end)
    return follows is not None or scene.acts(sentence)


def _is_same_point(before: Draft, draft: Draft) -> bool:
    """A further sentence of a point with the same doers is the same task."""
    return (
        draft.rule == before.rule == "point"
        and draft.inherited is not None
        and draft.doers == before.doers
    )
