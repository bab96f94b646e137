"""Lists with one head for many: ``Giám đốc các Sở: Nội vụ, Tài chính``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vanban_parser.lexicon.organ_words import CAPITALS, organ_words
from vanban_parser.model.document import Span

LINK = re.compile(r"(?:, (?:và )?| và | cùng |; ?)")
"""What stands between two names of a list."""
_COMMUNE = re.compile(
    r"(?:xã|phường|thị trấn|đặc khu|Phường|Xã)"
    rf" [{CAPITALS}\d]\w*(?: [{CAPITALS}\d]\w*){{0,4}}"
)
_PLACE = re.compile(rf"\w+(?: \w+)?(?: [{CAPITALS}\d]\w*){{1,5}}")
_PROPER = re.compile(
    rf"[{CAPITALS}][\w’']*(?:(?: | ?[-–] ?)[{CAPITALS}\d][\w’']*){{0,4}}"
)
# "các trường Tiểu học Mẫu A, THCS Mẫu B": the kind of school and its name.
SCHOOL = re.compile(
    r"(?:[Mm]ầm non|MN|[Mm]ẫu giáo|[Tt]iểu học|TH|THCS|THPT"
    r"|[Tt]rung học cơ sở|[Tt]rung học phổ thông|PTDTBT|PTDTNT"
    r"|(?:TH|[Tt]iểu học) ?(?:&|và) ?THCS|THCS ?(?:&|và) ?THPT"
    r"|[Đđ]ại học|[Cc]ao đẳng|[Tt]rung cấp)(?: (?:TH|THCS|THPT))?"
    rf"(?: [{CAPITALS}\d][\w’']*(?:(?: | ?[-–] ?)[{CAPITALS}\d][\w’']*){{0,4}})"
)
_SCHOOLS = "trường"
# A word in small letters goes on with a verb; "và" goes on with a list.
_WORD_AFTER = re.compile(r" (?!và\b|cùng\b|trên\b|tỉnh\b)[a-zà-ỹđ]")
_LONGEST_LIST = 400
_COLON = re.compile(r" ?: ?")
_KINDS = re.compile(r", | và | ?/ ?")

Organ = Callable[[int, int], int | None]
"""Where the name that starts at a position (at a depth) ends."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Head words said once for all `items`; each of the three may be empty.

    ``Chủ tịch UBND các xã: A, B`` has the post ``Chủ tịch``, the body ``UBND``, the
    kind ``xã``.
    """

    post: str
    body: str
    kind: str
    items: tuple[Span, ...]
    end: int


_NUMBERED_KINDS = frozenset({"phường", "quận", "khu phố", "tổ dân phố", "thôn", "ấp"})
# A name that is a number, and nothing counted: "các phường: 1, 2 và 3".
_NUMBER = re.compile(r"\d{1,2}(?=\s*(?:[,;.:)\n]|và\b|$)|(?<=\d) [^\W\d_])")


def listing_at(text: str, pos: int, end: int, organ: Organ) -> Listing | None:
    """Return the list with one head that starts at `pos`, if one does."""
    words = organ_words()
    post = words.post.match(text, pos, end)
    colon_after = _COLON.match(text, post.end(), end) if post is not None else None
    if post is not None and colon_after is not None:
        return _post_of_each(text, pos, post, colon_after.end(), end, organ)
    start = pos
    if post is not None and text[post.end() : post.end() + 1] == " ":
        start = post.end() + 1
    start, quantified = _past_quantifier(text, start, end)
    body = words.committee.match(text, start, end)
    head_at = start
    if body is not None and text[body.end() : body.end() + 1] == " ":
        head_at, quantified = _past_quantifier(text, body.end() + 1, end)
    siblings = body is not None and post is None
    if not (quantified or siblings):
        return None
    head = words.listing.match(text, head_at, end)
    if head is None:
        return None
    if not quantified:
        return _siblings(text, start, body, end)
    colon = bool(head["colon"].strip())
    kind = _KINDS.split(head["kinds"])[0]
    numbered = kind.lower() in _NUMBERED_KINDS
    others = organ if colon else None
    items = tuple(_items(text, head.end(), end, others, numbered=numbered))
    if not items or (len(items) < 2 and not colon):
        return None
    return Listing(
        text[pos : post.end()] if post else "",
        text[start : body.end()] if body and head_at > start else "",
        kind,
        items,
        items[-1].end,
    )


def _post_of_each(
    text: str, pos: int, post: re.Match[str], start: int, end: int, organ: Organ
) -> Listing | None:
    """``Giám đốc: Sở Y tế, Sở Nội vụ``: the post is that of every body named."""
    if organ_words().person.match(text, pos, end):
        return None
    items: list[Span] = []
    while start < end and text[start].isupper():
        if organ_words().post.match(text, start, end):
            break
        stop = organ(start, 2)
        if stop is None:
            break
        items.append(Span(start, stop))
        link = LINK.match(text, stop, end)
        if link is None or ";" in link.group():
            break
        start = link.end()
    if not items:
        return None
    return Listing(text[pos : post.end()], "", "", tuple(items), items[-1].end)


def _past_quantifier(text: str, pos: int, end: int) -> tuple[int, bool]:
    match = organ_words().quantifier.match(text, pos, end)
    return (match.end(), True) if match else (pos, False)


def _siblings(
    text: str, start: int, body: re.Match[str] | None, end: int
) -> Listing | None:
    """``UBND xã A và xã B``: one body word for communes side by side."""
    if body is None:
        return None
    items: list[Span] = []
    pos = body.end() + 1
    while (match := _COMMUNE.match(text, pos, end)) is not None:
        items.append(Span(*match.span()))
        link = LINK.match(text, match.end(), end)
        if link is None or ";" in link.group():
            break
        pos = link.end()
    if len(items) < 2:
        return None
    return Listing("", text[start : body.end()], "", tuple(items), items[-1].end)


def _items(
    text: str, pos: int, end: int, organ: Organ | None, *, numbered: bool
) -> Iterator[Span]:
    """Yield the items; `organ` reads those that are bodies of another kind.

    Wards and hamlets may be `numbered`: ``các phường: 1, 2, An Bình``.
    """
    while True:
        number = _NUMBER.match(text, pos, end) if numbered else None
        stop = (
            number.end()
            if number is not None
            else _school(text, pos, end) or _item(text, pos, end, organ)
        )
        if stop is None:
            return
        yield Span(pos, stop)
        link = LINK.match(text, stop, end)
        if link is None:
            return
        pos = link.end()
        if ";" in link.group() and not _is_field(text, pos, end, organ):
            return


def _school(text: str, pos: int, end: int) -> int | None:
    """Return where a school in a list that ``các trường`` heads ends, if one is it."""
    school = SCHOOL.match(text, pos, end)
    if (
        school is None
        or _SCHOOLS not in text[max(0, pos - _LONGEST_LIST) : pos].lower()
    ):
        return None
    return school.end()


def _is_field(text: str, pos: int, end: int, organ: Organ | None) -> bool:
    """Tell whether a list goes on after ``;``: a field, and no body by its own name.

    ``các sở: Tài chính; Tư pháp; Văn phòng UBND tỉnh`` has two with its head.
    """
    words = organ_words()
    if organ is None or words.field.match(text, pos, end) is None:
        return False
    return words.name.match(text, pos, end) is None


def _item(text: str, pos: int, end: int, organ: Organ | None) -> int | None:
    words = organ_words()
    if pos >= end or not (text[pos].isupper() or words.kind.match(text, pos, end)):
        return None
    field = words.field.match(text, pos, end)
    if field is not None:
        if _is_verb(text, pos, field.end(), end):
            return None
        # "các Sở: Tài chính, Công an tỉnh": with its territory it is a body itself.
        body = organ(pos, 2) if organ and words.name.match(text, pos, end) else None
        return max(field.end(), body or 0)
    if words.post.match(text, pos, end) or words.committee.match(text, pos, end):
        return None
    place = _PLACE.match(text, pos, end) if words.kind.match(text, pos, end) else None
    if words.name.match(text, pos, end) or words.strict_head.match(text, pos, end):
        return organ(pos, 2) if organ is not None else None
    match = place or _PROPER.match(text, pos, end)
    if match is None or _is_verb(text, pos, match.end(), end):
        return None
    return match.end()


def _is_verb(text: str, pos: int, stop: int, end: int) -> bool:
    """Tell whether ``text[pos:stop]`` begins what is to be done (``Các xã: Lập ...``).

    A name that is written like a verb (``Các ban: Tổ chức, Nội chính``) has a sign
    or another name after it.
    """
    verb = organ_words().doing.match(text, pos, end)
    if verb is None or verb.end() < stop:
        return False
    return verb.end() > stop or _WORD_AFTER.match(text, stop, end) is not None
