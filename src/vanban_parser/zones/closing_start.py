"""Where a closing starts: Nơi nhận or a signature; and where annexes start."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban_parser.model.document import Align, Flow
from vanban_parser.zones.lines import RECIPIENTS, Lines
from vanban_parser.zones.signers import TITLE_WORD

_ENCLOSED = re.compile(
    r"(?:phu luc|bieu mau|mau so|danh sach|kem theo|bang tong hop|du thao|de cuong)\b"
)
_ISSUED_WITH = re.compile(r"\((?:ban hanh|kem theo (?:\w+ ){1,3}so\b)")
_COPY = re.compile(r"(?:sao y|sao luc|trich sao)\b")
_PREFIX = re.compile(
    r"(?:(?:T\.?M|T/M|K\.?T|K/T|T\.?L|T/L|T\.?U\.?Q)(?: ?[./] ?| )|Q\. ?)[A-ZĐÀ-Ỹ]"
)
# "- Như trên;", "- Như Điều 3;" stand in no other list.
_FIRST_ITEM = re.compile(
    r"[-–—+*.] ?nhu (?:tren|kinh gui|dieu \d{1,2})(?: ?\([^()]{2,20}\))?[;,.:]"
    r"[\W\d_]*\w?\W*$"
)
# Without Nơi nhận a signature is looked for in this many blocks from the end.
_FROM_END = 12
_LONGEST_TITLE = 70


def is_closed(lines: Lines) -> bool:
    """Tell whether there is a signature or Nơi nhận among the blocks."""
    return any(
        RECIPIENTS.match(lines.folded[index]) is not None
        or (lines.is_capitals(index) and _PREFIX.match(lines.words(block)) is not None)
        for index, block in enumerate(lines.blocks)
    ) or any(_starts_signature(lines, index) for index in range(len(lines)))


def starts_annex(lines: Lines, index: int) -> bool:
    """Tell whether a block starts an annex, an enclosed document or a copy's note."""
    folded = lines.folded[index]
    centred = lines.blocks[index].align is not Align.LEFT
    if centred and (_ENCLOSED.match(folded) or _ISSUED_WITH.match(folded)):
        return True
    if lines.motto(index) or _COPY.match(folded) or _heads_enclosed(lines, index):
        return True
    return folded.startswith("phu luc") and lines.is_capitals(index)


def _heads_enclosed(lines: Lines, index: int) -> bool:
    """Tell whether a block opens two columns with a motto: another letter's header."""
    block = lines.blocks[index]
    before = lines.blocks[index - 1] if index else None
    if block.flow not in (Flow.LEFT, Flow.RIGHT) or (
        before is not None and before.region == block.region
    ):
        return False
    at = index
    while at < len(lines) and lines.blocks[at].region == block.region:
        if lines.motto(at) is not None:
            return True
        at += 1
    return False


def first_of_closing(lines: Lines, start: int) -> int | None:
    """Return the index of the closing's first block, or None where there is none."""
    for index in range(start, len(lines)):
        if is_recipients(lines, index):
            return _top_of_region(lines, start, index)
    for index in range(start, len(lines)):
        if opens_list(lines, index):
            return _top_of_region(lines, start, index)
    before_annex = _signed_before_annex(lines, start)
    if before_annex is not None:
        return _top_of_columns(lines, start, before_annex)
    for index in range(start, len(lines)):
        if _starts_signature(lines, index):
            return _top_of_columns(lines, start, index)
    return None


def _signed_before_annex(lines: Lines, start: int) -> int | None:
    """Return where ``TM.``, ``KT.`` ... in capitals stand right before an annex.

    For letters without Nơi nhận that go on with annexes of many pages.
    """
    for annex in range(start + 1, len(lines)):
        if not starts_annex(lines, annex):
            continue
        for index in range(max(start, annex - _FROM_END), annex):
            words = lines.words(lines.blocks[index])
            if (
                lines.is_capitals(index)
                and lines.blocks[index].flow is not Flow.CELL
                and len(words) <= _LONGEST_TITLE
                and _PREFIX.match(words)
            ):
                return index
    return None


def _top_of_columns(lines: Lines, start: int, index: int) -> int:
    """Return the first block of the two columns that `index` stands in."""
    region = lines.blocks[index].region
    while region and index > start and lines.blocks[index - 1].region == region:
        index -= 1
    return index


def is_recipients(lines: Lines, index: int) -> bool:
    """Tell whether a block is ``Nơi nhận``; a table's column head says it bare."""
    heading = RECIPIENTS.match(lines.folded[index])
    if heading is None:
        return False
    return lines.blocks[index].flow is not Flow.CELL or ":" in heading.group()


def opens_list(lines: Lines, index: int) -> bool:
    """Tell whether a scan has the first item of Nơi nhận, whose heading it lost."""
    block = lines.blocks[index]
    return (
        lines.recognised
        and block.flow is not Flow.CELL
        and _FIRST_ITEM.match(lines.folded[index]) is not None
    )


def _top_of_region(lines: Lines, start: int, index: int) -> int:
    """Return the first block beside Nơi nhận, titles right above it included."""
    index = _top_of_columns(lines, start, index)
    top = index
    if index - 1 > start and _may_be_name(lines, index - 1):
        top -= 1
    while top > start and _is_title_line(lines, top - 1):
        top -= 1
    return top if top < index - 1 or _is_title_line(lines, index - 1) else index


def _may_be_name(lines: Lines, index: int) -> bool:
    """Tell whether a line right above Nơi nhận can be the signer's name."""
    block = lines.blocks[index]
    words = lines.words(block)
    return (
        block.flow is Flow.FULL
        and not words.endswith((".", ";", ":", ","))
        and is_name_like(words.split())
    )


def _is_title_line(lines: Lines, index: int) -> bool:
    block = lines.blocks[index]
    words = lines.words(block)
    return (
        block.flow is not Flow.CELL
        and lines.is_capitals(index)
        and len(words) <= _LONGEST_TITLE
        and (_PREFIX.match(words) is not None or block.align is not Align.LEFT)
        and not words.endswith((":", ";", "./."))
    )


def _starts_signature(lines: Lines, index: int) -> bool:
    """Tell whether capitals near the end start a signature without Nơi nhận."""
    ended = index > 0 and lines.folded[index - 1].endswith("./.")
    if index < len(lines) - _FROM_END and not ended:
        return False
    block = lines.blocks[index]
    words = lines.words(block)
    if (
        block.flow is Flow.CELL
        or not lines.is_capitals(index)
        or len(words) > _LONGEST_TITLE
    ):
        return False
    return _PREFIX.match(words) is not None or (
        block.flow is Flow.RIGHT or block.align is Align.RIGHT
    )


def opens_title(words: str) -> bool:
    """Tell whether words begin as authority or position do."""
    return _PREFIX.match(words) is not None or TITLE_WORD.match(words) is not None


def is_name_like(words: Sequence[str]) -> bool:
    """Tell whether words can be the name of a person, or of two side by side."""
    return 2 <= len(words) <= 6 and all(word[:1].isupper() for word in words)
