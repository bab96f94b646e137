"""What a point is about, said before who does what (``Về kinh phí: Sở A ...``)."""

from __future__ import annotations

import re
from dataclasses import replace

from vanban_parser.extract.doers import subject_at
from vanban_parser.model.document import Span
from vanban_parser.resolve.task_scene import Context, Scene

_TOPIC = re.compile(r"(?:đối với|về|riêng)\s+[^:]{4,220}:\s+(?=\S)", re.IGNORECASE)
# "Tiêu chuẩn, đo lường: UBND các huyện chủ động ...".
_OTHER_TOPIC = re.compile(r"[^:.;]{4,140}:\s+(?=\S)")
# "Đề xuất giải pháp khắc phục: Giao Sở Y tế ...", in a report.
_PROPOSED = re.compile(
    r"(?:(?:đề xuất|kiến nghị|một số|các|và)[ ,]*)*"
    r"(?:giải pháp|biện pháp|hướng xử lý|kiến nghị|đề xuất)[^:.;]{0,60}:\s+(?=\S)",
    re.IGNORECASE,
)
_POST_WORDS = 2
# "Bước 1: Phòng Đào tạo lập danh sách": no post, and no word of what is to be done.
_STEP = re.compile(r"(?:bước|giai đoạn|đợt|vòng|lần)\b", re.IGNORECASE)


def past_topic(scene: Scene, span: Span, above: Context) -> int:
    """Return where a point begins to say who does what, after what it is about."""
    if above.proposes:
        proposed = _PROPOSED.match(scene.text, span.start, span.end)
        span = replace(span, start=proposed.end()) if proposed is not None else span
    topic = _TOPIC.match(scene.text, span.start, span.end)
    if topic is not None and above.doers:
        return topic.end()
    other = _OTHER_TOPIC.match(scene.text, span.start, span.end)
    if other is None or scene.words.cue.search(other.group()):
        return span.start
    if len(other.group().split()) <= _POST_WORDS and not _STEP.match(other.group()):
        # "Giám đốc: Sở Y tế, Sở Nội vụ rà soát ...": the post of each.
        return span.start
    told = subject_at(scene.text, other.end(), span.end)
    return other.end() if told is not None else span.start
