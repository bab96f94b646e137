"""Where one order of a sentence ends and the next one, to somebody else, begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban_parser.extract.cued_orders import told_at
from vanban_parser.extract.doers import doers_at, past_gap, subject_at
from vanban_parser.extract.order_forms import implements
from vanban_parser.model.document import Span
from vanban_parser.resolve.task_scene import Scene
from vanban_parser.text import fold, sentences

_LINK = re.compile(
    r"(?:;|(?P<comma>,))\s+(?:(?:riêng|đồng thời|và)\s+)?(?=\S)", re.IGNORECASE
)
_WHEN = re.compile(
    r"(?:sau khi|ngay sau khi|khi|trường hợp|nếu|trên cơ sở|căn cứ|để|nhằm)\b[^,]*$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[^,;:]{0,60}?\b(?:giao|yêu cầu|đề nghị)\b", re.IGNORECASE)
_TWO_WORDS = re.compile(r"\w+ \w+")
_BARE_GROUP = re.compile(r"[a-zđ]\w* \w+")


def clauses(scene: Scene, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """Yield sentences, cut where another body's duty begins, and if it was cut off."""
    for first, last in sentences(scene.text, start, end):
        if implements(scene.text, Span(first, last)):
            yield Span(first, last), False
            continue
        begin = first
        names = _Names(scene, first, last)
        for link in _LINK.finditer(scene.text, first, last):
            if names.hold(link.start(), first):
                # "Thủ trưởng các phòng; Chủ tịch UBND các xã ...": still the names.
                continue
            if _is_new_order(scene, first, link, last):
                yield Span(first, link.start()), first > begin
                first = link.end()
        yield Span(first, last), first > begin


class _Names:
    """Lists of names in a sentence, at its head or after the cue of an order.

    Asked from left to right, so that a long list is gone through once.
    """

    def __init__(self, scene: Scene, first: int, last: int) -> None:
        text = scene.text
        self._scene, self._last = scene, last
        cues = scene.words.cues(text, first, last)
        self._starts = [past_gap(text, cue.end(), last) for cue in cues]
        self._next = 0
        self._clause = -1
        self._end = -1

    def hold(self, at: int, first: int) -> bool:
        """Tell whether a sign stands among names; its clause began at `first`."""
        while self._next < len(self._starts) and self._starts[self._next] <= at:
            self._take(self._starts[self._next])
            self._next += 1
        if first != self._clause:
            self._take(first)
            self._clause = first
        return self._end > at

    def _take(self, start: int) -> None:
        names = doers_at(self._scene.text, start, self._last)
        self._end = max(self._end, names.end if names is not None else -1)


def _is_new_order(scene: Scene, first: int, link: re.Match[str], end: int) -> bool:
    """Tell whether another body is told something after a ``;`` or ``, giao``."""
    at = link.end()
    before = scene.text[first : link.start()]
    if link["comma"] is not None and _WHEN.match(before) and ";" not in before:
        # "Sau khi A công bố kết quả, giao B ...": one order, and when it is due.
        return False
    if before.count("(") > before.count(")") or before.count("“") > before.count("”"):
        return False
    told = subject_at(scene.text, at, end)
    if told is not None and (link["comma"] is None or _is_like(scene, told, before)):
        return True
    cue = told_at(scene.text, at, end, scene.speaker)
    if cue != "request":
        return cue is not None
    # "Đề nghị A làm X; đề nghị B làm Y": else B is asked by A, not by the letter.
    return link["comma"] is None and _ASKS.match(scene.text, first, at) is not None


def _is_like(scene: Scene, told: Span, before: str) -> bool:
    """Tell whether one does what another did before a comma.

    ``Các xã báo cáo về huyện trước ngày 5, Phòng A báo cáo về tỉnh trước ngày 7``.
    """
    if _BARE_GROUP.fullmatch(told.of(scene.text)) is not None:
        # "từng cơ quan, đơn vị, cá nhân thực hiện": the last of a list.
        return False
    verb = _TWO_WORDS.match(scene.text, past_gap(scene.text, told.end, len(scene.text)))
    if verb is None or not verb.group()[0].islower():
        return False
    return f" {fold(verb.group())} " in fold(before)
