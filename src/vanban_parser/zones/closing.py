"""Signature (ô 7) and Nơi nhận (ô 9b), and where annexes start."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban_parser.lexicon.person_names import is_surname
from vanban_parser.model.document import Align, Flow, Span
from vanban_parser.zones.lines import RECIPIENTS, Lines
from vanban_parser.zones.signers import SIGNED_NOTE, TITLE_WORD, Signers

_ENCLOSED = re.compile(
    r"(?:phu luc|bieu mau|mau so|danh sach|kem theo|bang tong hop|du thao|de cuong)\b"
)
_ISSUED_WITH = re.compile(r"\((?:ban hanh|kem theo (?:\w+ ){1,3}so\b)")
_COPY = re.compile(r"(?:sao y|sao luc|trich sao)\b")
_PREFIX = re.compile(
    r"(?:(?:T\.?M|T/M|K\.?T|K/T|T\.?L|T/L|T\.?U\.?Q)(?: ?[./] ?| )|Q\. ?)[A-ZĐÀ-Ỹ]"
)
# One line of a text taken from the page line by line: an item of Nơi nhận, and a line
# of the signature beside it.
_BOTH = re.compile(r"(?P<item>[^;]*[:;,.]) (?P<title>[^\W\d_][^:;,]{5,})$")
_ARCHIVED = re.compile(r"\W*Lưu\b")
# Of a page that shows no columns: an item, the signer's name, maybe the next item.
_NAMED = re.compile(
    r"(?P<item>\W*[^;]+[.;)]) (?P<name>[A-ZĐÀ-Ỹ][^\W\d_]+(?: [A-ZĐÀ-Ỹ][^\W\d_]*){1,4})"
    r"(?: (?P<rest>- .+))?$"
)
# Without Nơi nhận a signature is looked for in this many blocks from the end.
_FROM_END = 12
_LONGEST_LINE = 90
_LONGEST_TITLE = 70
_LONGEST_ITEM = 120
_LONGEST_REST = 60


@dataclass(frozen=True, slots=True)
class ClosingZone:
    """`start` is the index of the first block of the closing, None if there is none."""

    start: int | None
    signature: tuple[Span, ...]
    distribution: tuple[Span, ...]
    end: int


def closing_zone(lines: Lines, start: int, issuer: str = "") -> ClosingZone:
    """Return the first signature block and Nơi nhận after `start`.

    `issuer` is the folded name of the issuing bodies: of two signature blocks side by
    side (a joint letter) that of the first body is returned.
    """
    first = _first(lines, start)
    if first is None:
        end = start
        while end < len(lines) and not starts_annex(lines, end):
            end += 1
        return ClosingZone(None, (), (), end)
    reader = _Reader(lines, first)
    reader.read()
    return ClosingZone(
        first, reader.signers.chosen(issuer), tuple(reader.distribution), reader.at
    )


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


def _first(lines: Lines, start: int) -> int | None:
    for index in range(start, len(lines)):
        if _is_recipients(lines, index):
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


def _is_recipients(lines: Lines, index: int) -> bool:
    """Tell whether a block is ``Nơi nhận``; a table's column head says it bare."""
    heading = RECIPIENTS.match(lines.folded[index])
    if heading is None:
        return False
    return lines.blocks[index].flow is not Flow.CELL or ":" in heading.group()


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
        and _is_name_like(words.split())
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


class _Reader:
    """Reads the closing block by block; `at` ends on the first block after it."""

    def __init__(self, lines: Lines, first: int) -> None:
        self.lines = lines
        self.first = first
        self.at = first
        self.signers = Signers(lines)
        self.distribution: list[Span] = []
        self.listing = False
        self.turned = False
        """A page was turned within the list: what follows stands in no columns."""

    def read(self) -> None:
        while self.at < len(self.lines):
            if self.at > self.first and starts_annex(self.lines, self.at):
                return
            if not self._take():
                return
            self.at += 1

    def _take(self) -> bool:
        """Take one block; False where the closing has ended."""
        block, folded = self.lines.blocks[self.at], self.lines.folded[self.at]
        if _is_recipients(self.lines, self.at):
            heading = RECIPIENTS.match(folded)
            end = heading.end() if heading else 0
            return self._heading(block.start + end, block.end)
        if block.flow is Flow.RIGHT:
            self.listing = False
            self.signers.add(self.at, block.span)
            return True
        if block.flow is Flow.CELL:
            return False
        if self._turns_page():
            self.listing = self.turned = True
        if self.listing and (self._takes_both() or self._takes_name()):
            return True
        return self._line()

    def _turns_page(self) -> bool:
        """Tell whether a list that no ``Lưu`` ended goes on at the top of a page."""
        if not self.distribution:
            return False
        block, folded = self.lines.blocks[self.at], self.lines.folded[self.at]
        before = self.lines.blocks[self.at - 1]
        words = [span.of(self.lines.text) for span in self.distribution]
        return (
            (block.page or 1) == (before.page or 1) + 1
            and folded.startswith(("-", "+"))
            and not any(_ARCHIVED.match(item) for item in words)
        )

    def _takes_name(self) -> bool:
        """Take an item and the signer's name on one line of the next page."""
        block = self.lines.blocks[self.at]
        match = _NAMED.match(self.lines.words(block))
        if match is None or not self.turned or not self.signers.is_unsigned:
            return False
        if not is_surname(match["name"].split()[0]):
            return False
        start = block.start
        self.distribution.append(Span(start, start + match.end("item")))
        name = Span(start + match.start("name"), start + match.end("name"))
        self.signers.add(self.at, name)
        if match["rest"]:
            self.distribution.append(Span(start + match.start("rest"), block.end))
        return True

    def _line(self) -> bool:
        """Take a line of the left column or of the full width."""
        block, folded = self.lines.blocks[self.at], self.lines.folded[self.at]
        signed = self._looks_signed(self.at)
        if self.listing and not signed:
            if block.flow is Flow.FULL and not self._is_recipient(folded):
                return False
            self.distribution.append(block.span)
            return True
        if block.flow is Flow.FULL and self.signers.is_signed_beside:
            return False
        if (signed or not self.distribution) and len(folded) <= _LONGEST_LINE:
            self.signers.add(self.at, block.span)
            return True
        return False

    def _takes_both(self) -> bool:
        """Take an item and a title on one line (``- Như trên; CHỦ TỊCH``)."""
        block = self.lines.blocks[self.at]
        match = _BOTH.match(self.lines.words(block))
        if block.flow is not Flow.FULL or match is None:
            return False
        title = match["title"]
        if match["item"].isupper() or not (title.isupper() and _opens_title(title)):
            return False
        start, end = match.span("item")
        self.distribution.append(Span(block.start + start, block.start + end))
        self.signers.add(self.at, Span(block.start + match.start("title"), block.end))
        return True

    def _heading(self, start: int, end: int) -> bool:
        """``Nơi nhận:`` again belongs to a copy (SAO Y) or an enclosed letter."""
        if self.distribution and not self.listing:
            return False
        self.listing = True
        rest = self.lines.text[start:end].rstrip().lstrip(" :.-")
        if _opens_title(rest):
            at = self.lines.text.index(rest, start, end)
            self.signers.add(self.at, Span(at, at + len(rest)))
        elif rest:
            self.distribution.append(Span(start, end))
        return True

    def _is_recipient(self, folded: str) -> bool:
        if folded.startswith(("-", "+", "luu")):
            return True
        if not self.distribution:
            return len(folded) < _LONGEST_ITEM and folded.endswith((";", ","))
        before = self.distribution[-1].of(self.lines.text)
        if self.turned and not before.endswith((";", ".", ",", ":")):
            # The end of an item that the line above had no room for.
            return len(folded) < _LONGEST_REST and folded.endswith((";", "."))
        return len(folded) < _LONGEST_ITEM and before.endswith((";", ",", ":"))

    def _looks_signed(self, index: int) -> bool:
        """Tell whether a line is a title in capitals or a signer's name."""
        block, folded = self.lines.blocks[index], self.lines.folded[index]
        if self.lines.is_capitals(index) and not folded.startswith(("-", "phu luc")):
            return True
        if self.signers.awaits_name and SIGNED_NOTE.match(folded):
            return True
        words = self.lines.words(block)
        return (
            not folded.startswith(("-", "+", "luu"))
            and _is_name_like(words.split())
            and not words.endswith((";", ".", ":"))
            and (
                block.bold
                or folded.startswith("da ky")
                or (block.flow is Flow.FULL and self.signers.awaits_name)
            )
        )


def _opens_title(words: str) -> bool:
    return _PREFIX.match(words) is not None or TITLE_WORD.match(words) is not None


def _is_name_like(words: Sequence[str]) -> bool:
    return 2 <= len(words) <= 6 and all(word[:1].isupper() for word in words)
