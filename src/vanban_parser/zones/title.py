"""Type name and subject under it (ô 5a), and Kính gửi (ô 9a)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban_parser.model.document import Align, Flow, Span
from vanban_parser.zones.lines import (
    ADDRESS,
    MARK,
    PLACE_DATE,
    RECIPIENTS,
    RULE,
    SUBJECT,
    Lines,
    Piece,
)
from vanban_parser.zones.stamped import after_stamp, is_stamp, leads_to_grounds

# Who decides, in capitals between title and căn cứ (CHỦ TỊCH ỦY BAN NHÂN DÂN ...).
_AUTHORITY = re.compile(
    r"(?:chu tich|uy ban|bo truong|giam doc|tong giam doc|hoi dong|thu tuong|chinh phu"
    r"|ban (?:chap hanh|thuong vu|chi dao|giam doc|quan ly)|quoc hoi|cuc truong"
    r"|tong cuc truong|chanh|hieu truong|truong|thong doc|vien truong|bo |so |phong )"
)
_BASIS = re.compile(r"(?:can cu|theo de nghi|xet de nghi|thuc hien|de |nham |ngay \d)")
_HEADING = re.compile(r"(?:[ivx]+|\d+|[a-z])[.)/] ?\S")
_PART = re.compile(r"can cu|-|(?:dieu|chuong|phan|muc) (?:[ivx\d]+|thu)\b|dieu ")
# The title stands within this many blocks of the header.
_WITHIN = 8
_MOST_LINES = 8
_LONGEST_LINE = 700
_LONGEST_BRACKET = 4
_MOST_ADDRESSEES = 60
_DASHES = ("-", "+")
# Addressees are set in deeper than a paragraph, by so many points.
_DEEP = 30.0
# As scans have it, too: "(œọi chung là".
_NAMING = re.compile(r"\W{0,2}(?:sau day |duoc )*\w?oi (?:chung|tat|la)\b")


@dataclass(frozen=True, slots=True)
class TitleZone:
    """Type name, subject, and the index of the first block after them."""

    title: Span | None
    subject: tuple[Span, ...]
    after: int


def title_zone(lines: Lines, start: int, left: Sequence[Piece]) -> TitleZone:
    """Return the type name in capitals after the header, and the lines under it."""
    for index in range(start, min(start + _WITHIN, len(lines))):
        folded = lines.folded[index]
        if ADDRESS.match(folded) or (_BASIS.match(folded) and len(folded) > 60):
            break
        found = lines.title(index)
        if found is None:
            continue
        block, (_, title) = lines.blocks[index], found
        rest = lines.text[title.end : block.end].strip(" :")
        if folded.endswith(":") and not rest and _has_subject_in(left):
            # QUYẾT ĐỊNH: in the body of a letter that has its subject in the header.
            break
        subject: list[Span] = []
        says = any(map(str.isalnum, rest))
        if says and not rest.startswith("CỦA "):
            subject.append(
                Span(lines.text.index(rest, title.end, block.end), block.end)
            )
        after = _subject(lines, index + 1, subject)
        return TitleZone(title, tuple(subject), after)
    return TitleZone(None, (), start)


def _has_subject_in(left: Sequence[Piece]) -> bool:
    return any(SUBJECT.match(piece.folded) for piece in left)


def _subject(lines: Lines, index: int, subject: list[Span]) -> int:
    """Collect the lines under the type name; return the first block after them."""
    first = True
    while index < len(lines) and len(subject) < _MOST_LINES:
        folded = lines.folded[index]
        if _is_between(lines, index) or (subject and _is_stamp(lines, index)):
            index += 1
            continue
        if _ends_subject(lines, index, first=first):
            break
        first = False
        if folded.startswith("("):
            index = _after_bracket(lines, index, subject)
            continue
        subject.append(_unstamped(lines, index))
        index += 1
    return index


def _unstamped(lines: Lines, index: int) -> Span:
    """Return a line of the subject without the stamp that a scan has before it."""
    block = lines.blocks[index]
    skipped = after_stamp(lines.words(block)) if lines.recognised else 0
    return Span(block.start + skipped, block.end)


def _after_bracket(lines: Lines, index: int, subject: list[Span]) -> int:
    """Skip ``(Ban hành kèm theo ...)``, over lines; keep what no bracket ends."""
    for last in range(index, min(index + _LONGEST_BRACKET, len(lines))):
        if lines.folded[last].rstrip(" .").endswith(")"):
            return last + 1
    subject.append(lines.blocks[index].span)
    return index + 1


def _is_between(lines: Lines, index: int) -> bool:
    """Tell whether a line under the type name is no part of the subject."""
    folded = lines.folded[index]
    return (
        RULE.match(folded) is not None
        or MARK.match(folded) is not None
        or _names_issuer(lines, index)
        or PLACE_DATE.fullmatch(folded) is not None
    )


def _is_stamp(lines: Lines, index: int) -> bool:
    """Tell whether a scan has a stamp of arrival between two lines of the subject."""
    if not lines.recognised or index + 1 >= len(lines):
        return False
    here, after = lines.blocks[index : index + 2]
    return is_stamp(lines.words(here), lines.words(after))


def _names_issuer(lines: Lines, index: int) -> bool:
    """``CHỈ THỊ`` / ``CỦA ỦY BAN NHÂN DÂN TỈNH``: the older way, no subject."""
    return lines.is_capitals(index) and lines.folded[index].startswith("cua ")


def _ends_subject(lines: Lines, index: int, *, first: bool) -> bool:
    folded = lines.folded[index]
    if _is_other_part(lines, index):
        return True
    if SUBJECT.match(folded):
        return False
    block = lines.blocks[index]
    if not (block.bold or block.align is Align.CENTER):
        folded = folded.rstrip(",") if not first else folded
        goes_on = first or _goes_on(lines, index)
        return not (goes_on and _reads_as_title(folded))
    ends = folded.endswith((":", ";")) or (folded.endswith(".") and not block.bold)
    return _HEADING.match(folded) is not None or (ends and not first)


def _goes_on(lines: Lines, index: int) -> bool:
    """Tell whether a plain line goes on with the subject above it.

    In small letters; or, on a scan, where a stamp hides how a line begins, because the
    grounds (Căn cứ) come after it or after the next.
    """
    words = lines.words(lines.blocks[index])
    if words[:1].islower():
        return True
    if not lines.recognised:
        return False
    if after_stamp(words):
        return True
    for after in range(index + 1, min(index + 3, len(lines))):
        if leads_to_grounds(words, lines.folded[after]):
            return True
        words = lines.words(lines.blocks[after])
        words = words[after_stamp(words) :]
        if not words[:1].islower():
            return False
    return False


def _is_other_part(lines: Lines, index: int) -> bool:
    folded = lines.folded[index]
    return (
        ADDRESS.match(folded) is not None
        or lines.is_number(index)
        or len(folded) > _LONGEST_LINE
        or lines.blocks[index].flow is Flow.CELL
        or _PART.match(folded) is not None
        or (lines.is_capitals(index) and _AUTHORITY.match(folded) is not None)
    )


def _reads_as_title(folded: str) -> bool:
    """Tell whether a plain line under the type name can still be its subject."""
    return not folded.endswith((".", ";", ":", ",")) and len(folded) < 250


def addressee_zone(lines: Lines, start: int) -> tuple[tuple[Span, ...], int]:
    """Return the blocks of Kính gửi and the index where the body starts."""
    at = next(
        (
            index
            for index in range(start, min(start + 6, len(lines)))
            if ADDRESS.match(lines.folded[index])
        ),
        None,
    )
    if at is None:
        at = _headless(lines, start)
    if at is None:
        return (), start
    found = [lines.blocks[at].span]
    margin = _margin(lines, at)
    index = at + 1
    while index < len(lines) and index - at < _MOST_ADDRESSEES:
        if not _is_addressee(lines, index, found[-1].of(lines.text), margin):
            break
        span = lines.blocks[index].span
        if _ends_item(lines, index, found[-1].of(lines.text), margin):
            found[-1] = Span(found[-1].start, span.end)
        elif not RULE.match(lines.folded[index]):
            found.append(span)
        index += 1
    return tuple(found), _after_naming(lines, index)


def _ends_item(lines: Lines, index: int, before: str, margin: float) -> bool:
    """Tell whether a line goes on with the item above: set in like it, no dash."""
    return (
        before[:1] in _DASHES
        and before[-1:] not in ";.:,"
        and lines.folded[index][:1] not in _DASHES
        and lines.blocks[index].indent > margin + _DEEP
    )


def _after_naming(lines: Lines, index: int) -> int:
    """Skip ``(sau đây gọi chung là ...)``: it names the addressees for the body."""
    if index < len(lines) and _NAMING.match(lines.folded[index]):
        return index + 1
    return index


def _headless(lines: Lines, start: int) -> int | None:
    """Return where a list stands that only addressees can be: a stamp hides their head.

    It is set in far deeper than a paragraph, one item under the other with dashes,
    before any other text.
    """
    if start + 1 >= len(lines):
        return None
    margin = _margin(lines, start)
    both = range(start, start + 2)
    listed = all(
        lines.folded[index][:1] in _DASHES
        and lines.blocks[index].indent > margin + 2 * _DEEP
        for index in both
    )
    return start if listed else None


def _margin(lines: Lines, at: int) -> float:
    """Return the usual first-line indent of the paragraphs after `at`, in points."""
    long = sorted(
        block.indent for block in lines.blocks[at:] if block.end - block.start > 160
    )
    return long[len(long) // 2] if long else 36.0


def _is_addressee(lines: Lines, index: int, before: str, margin: float) -> bool:
    """Tell whether a block is one more addressee."""
    block, folded = lines.blocks[index], lines.folded[index]
    if RULE.match(folded):
        return index + 1 < len(lines) and folded in {"-", "+"}
    if RECIPIENTS.match(folded) or _NAMING.match(folded) or len(folded) > 450:
        return False
    if block.flow in (Flow.LEFT, Flow.RIGHT):
        return block.end - block.start < 400
    deep = block.indent > margin + _DEEP and len(folded) < 120
    begins = before.endswith(":") and ADDRESS.match(Lines.fold_of(before)) is not None
    listed = begins or before.endswith((";", ","))
    if folded[:1] in _DASHES:
        return listed or before[:1] in _DASHES or " - " in before[:14]
    if before[:1] in _DASHES:
        return _follows_dash(lines, index, before, margin)
    if listed:
        return len(folded) < 300
    return deep and not folded.endswith(":") and block.align is not Align.CENTER


def _follows_dash(lines: Lines, index: int, before: str, margin: float) -> bool:
    """Tell whether a line without a dash goes on with a list whose items have one.

    It ends the last of them, or has lost its dash in a scan: then it is set in as they
    are.  A full stop ends the list.
    """
    block = lines.blocks[index]
    if before.endswith(";"):
        deep = block.indent > margin + _DEEP and len(lines.folded[index]) < 120
        return lines.words(block)[:1].islower() or deep
    if before.endswith(","):
        return len(lines.folded[index]) < 300
    return _ends_item(lines, index, before, margin)
