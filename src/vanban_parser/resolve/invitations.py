"""Invitations: who is asked to attend, and the list of those who take part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban_parser.extract.doers import doers_at, subject_at
from vanban_parser.extract.outline import PLAIN, Node
from vanban_parser.extract.speakers import Speaker
from vanban_parser.lexicon.orders import order_words
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.drafts import Draft
from vanban_parser.text import folded_in

_ATTEND = re.compile(
    r"(?:(?:cùng|về|đến|tới|vui lòng)\s+)*"
    r"(?:tham\s+dự|đến\s+dự|tới\s+dự|dự\s+họp|dự|tham\s+gia)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:(?:sắp xếp|bố trí)[^,;.]{0,30}?,? )?(?:để )?"
    r"(?:(?:cùng|về|đến|tới|vui lòng|và|có mặt),?\s+)*"
    r"(?:tham dự|dự(?! (?:toán|thảo|án|kiến|báo|phòng|trữ|tính)\b))\b",
    re.IGNORECASE,
)
_LONGEST = 400
_LISTED = re.compile(
    r"(?:\W|\d|[ivx])*"
    r"(?:thanh phan(?! (?:doan|to|ban|hoi dong)\b)|dai bieu|doi tuong tham du)\b"
)
_HOST = re.compile(r"(?:chủ trì|thư ký|chủ tọa|chủ toạ)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:,|và)\s*mời\s*\Z", re.IGNORECASE)
_GUESTS = re.compile(
    r"(?:các |quý |toàn thể )*(?:đại biểu|quý vị|khách mời|thành phần)"
    r"(?: (?:nêu|có tên) trên| được mời)?",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(r"\s*(?:như sau|cụ thể(?: như sau)?)?\s*[:.]\s*$", re.IGNORECASE)


def invitation(text: str, sentence: Span, speaker: Speaker) -> Draft | None:
    """Return the task to attend that a sentence with ``kính mời ... dự`` sets."""
    words = order_words()
    ordered = False
    for match in words.cues(text, sentence.start, sentence.end):
        if match.lastgroup != "invite":
            ordered = True
            continue
        if ordered and _GOES_ON.search(text, sentence.start, match.end()):
            continue  # "Đề nghị các xã chuẩn bị, mời đại biểu dự": they invite
        before = text[max(sentence.start, match.start() - 40) : match.start()]
        if words.not_before.search(before):
            continue
        attend = _ATTEND.search(text, match.end(), sentence.end)
        if attend is None:
            continue
        invited = text[match.end() : attend.start()].strip(" ,:")
        if len(invited) > 400:
            continue
        start = (
            match.end()
            + len(text[match.end() :])
            - len(text[match.end() :].lstrip(" :"))
        )
        doers = (Span(start, start + len(invited)),) if len(invited) > 2 else ()
        named = subject_at(text, start, attend.start())
        if named is not None:
            # "mời Bảo hiểm xã hội tỉnh cử cán bộ tham gia".
            doers = (named,)
        end = sentence.end
        tail = _FOLLOWED.search(text, attend.start(), end)
        end = tail.start() if tail is not None else end
        return Draft(Span(attend.start(), max(end, attend.end())), doers, "invitation")
    return None


def is_list_of_invited(text: str, node: Node) -> bool:
    """Tell whether ``Thành phần`` itself invites: ``... kính mời đại biểu dự:``."""
    if len(node.span) > _LONGEST:
        return False
    return _LISTED.match(folded_in(text, node.span.start, node.span.end)) is not None


def attendees(text: str, nodes: Sequence[Node]) -> tuple[Span, ...]:
    """Return the items under ``Thành phần``: those invited, one span an item."""
    for node in nodes:
        words = node.text(text)
        if not is_list_of_invited(text, node):
            continue
        items = [
            leaf.span
            for leaf in _leaves(text, nodes, node)
            if not _HOST.match(leaf.text(text))
        ]
        colon = words.find(":")
        if not items and 0 <= colon < len(words) - 3:
            start = node.span.start + colon + 1
            start += len(text[start:]) - len(text[start:].lstrip())
            items = [Span(start, node.span.end)]
        spans = tuple(_name(text, item) for item in items)
        if spans:
            return spans
    return ()


def called(
    text: str,
    nodes: Sequence[Node],
    draft: Draft,
    meeting: Finding[Deadline] | None,
) -> Draft:
    """Give ``Đề nghị các đồng chí dự họp`` the meeting's time and who takes part.

    Such a letter calls a meeting without ``kính mời``.
    """
    if meeting is None or draft.deadline is not None or draft.rule == "point":
        return draft
    if _CALLED.match(text, draft.action.start, draft.action.end) is None:
        return draft
    unnamed = draft.inherited == "addressees" or _are_guests(text, draft.doers)
    listed = attendees(text, nodes) if unnamed else ()
    if not listed:
        return replace(draft, deadline=meeting)
    return replace(draft, doers=listed, names=(), inherited=None, deadline=meeting)


def _are_guests(text: str, doers: Sequence[Span]) -> bool:
    """Tell whether doers are ``các đại biểu``: those whom the letter's list names."""
    return bool(doers) and all(_GUESTS.fullmatch(doer.of(text)) for doer in doers)


def _leaves(text: str, nodes: Sequence[Node], node: Node) -> Iterator[Node]:
    """Yield the items under a node; of an item that heads others only those."""
    for child in nodes:
        if child.parent == node.index:
            inner = list(_leaves(text, nodes, child))
            heads = child.text(text).rstrip().endswith(":")
            yield from inner if inner and heads else [child]


def invited_below(text: str, nodes: Sequence[Node], node: Node) -> tuple[Span, ...]:
    """Return those listed right below ``kính mời ... như sau:``, one span an item."""
    if not node.text(text).rstrip().endswith(":"):
        return ()
    return tuple(
        _name(text, item.span)
        for item in nodes
        if item.parent == node.index
        and item.rank < PLAIN
        and doers_at(text, item.span.start, item.span.end) is not None
        and not _HOST.match(item.text(text))
    )


def _name(text: str, item: Span) -> Span:
    """Cut an item to the name it starts with; closing signs are no part of it."""
    doers = doers_at(text, item.start, item.end)
    if doers is not None and doers.end < item.end:
        rest = text[doers.end : item.end].strip()
        if rest.startswith("(") or not rest.strip(" .;,"):
            return doers
    end = item.end
    while end > item.start + 1 and text[end - 1] in " ,;.":
        end -= 1
    return Span(item.start, end)
