"""Lists that only name what their head line is about: no item is a task by itself.

``- Gửi hồ sơ về Sở A, gồm:`` over ``+ Tờ trình; + Danh sách ...`` is one task, and the
items are part of what is to be done.
"""

from __future__ import annotations

import re

from vanban_parser.extract.doers import doers_at
from vanban_parser.extract.outline import PLAIN, Node
from vanban_parser.model.document import Span
from vanban_parser.resolve.deadlines import find_deadlines
from vanban_parser.resolve.task_scene import Scene
from vanban_parser.text import fold, sentences

# "..., gồm:", "gửi những tài liệu sau đây về Sở A:"; over folded text.
_CONSISTS = re.compile(
    r"\bgom(?: co)?\s*:\s*$"
    r"|\b(?:tai lieu|ho so|giay to|thanh phan ho so)\b[^:;.]{0,60}"
    r"\b(?:sau|kem theo)\b[^:;.]{0,90}:\s*$"
)
_LONGEST_THING = 400
# "TTYT huyện A: 02 cán bộ" names how many of whom.
_COUNTED = re.compile(r":\s*(?:khoảng |ít nhất |tối thiểu )?\d", re.IGNORECASE)


def things_below(scene: Scene, node: Node) -> Span | None:
    """Return the items under a line that ends in a colon, where most name things.

    None where most of them, or what stands under them, tell somebody to do something.
    """
    if not node.text(scene.text).rstrip().endswith(":"):
        return None
    items = scene.items(node)
    if not items or any(item.rank >= PLAIN for item in items):
        return None
    listed = _CONSISTS.search(fold(node.text(scene.text))) is not None
    things = sum(
        _is_thing(scene, item) or (listed and _is_named(scene, item)) for item in items
    )
    if 2 * things <= len(items) or any(_is_due(scene, item) for item in items):
        return None
    return scene.trimmed(items[0].span.start, items[-1].span.end)


def _is_named(scene: Scene, item: Node) -> bool:
    """Tell whether an item below ``..., gồm:`` begins with neither verb nor doer."""
    told = doers_at(scene.text, item.span.start, item.span.end)
    return told is None and not scene.acts(item.span)


def _is_thing(scene: Scene, item: Node) -> bool:
    """Tell whether an item is one phrase without a verb at its head."""
    text, span = scene.text, item.span
    if scene.has_items(item) or len(span) > _LONGEST_THING or scene.acts(span):
        return False
    counted = _COUNTED.search(text, span.start, span.end) is not None
    if ":" in item.text(text) and not counted:
        return False
    if len(sentences(text, span.start, span.end)) > 1:
        return False
    if counted:
        return True
    if scene.words.cue.search(text, span.start, span.end) is not None:
        return False
    told = scene.orders(span, imposed=True)
    return not told or doers_at(text, span.start, span.end) is None


def _is_due(scene: Scene, item: Node) -> bool:
    span, issued_on = item.span, scene.head.issued_on
    return bool(find_deadlines(scene.text, span.start, span.end, issued_on))
