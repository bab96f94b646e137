"""Signature (ô 7) and Nơi nhận (ô 9b), block by block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban_parser.lexicon.person_names import is_surname
from vanban_parser.model.document import Flow, Span
from vanban_parser.zones.closing_start import (
    first_of_closing,
    is_name_like,
    is_recipients,
    opens_list,
    opens_title,
    starts_annex,
)
from vanban_parser.zones.lines import RECIPIENTS, Lines
from vanban_parser.zones.signers import SIGNED_NOTE, Signers

# One line of a text taken from the page line by line: an item of Nơi nhận, and a line
# of the signature beside it.
_BOTH = re.compile(r"(?P<item>[^;]*[:;,.]) (?P<title>[^\W\d_][^:;,]{5,})$")
_ARCHIVED = re.compile(r"\W*Lưu\b")
# Of a page that shows no columns: an item, the signer's name, maybe the next item.
_NAMED = re.compile(
    r"(?P<item>\W*[^;]+[.;)]) (?P<name>[A-ZĐÀ-Ỹ][^\W\d_]+(?: [A-ZĐÀ-Ỹ][^\W\d_]*){1,4})"
    r"(?: (?P<rest>- .+))?$"
)
_LONGEST_LINE = 90
_LONGEST_ITEM = 120
_LONGEST_REST = 60


@dataclass(frozen=True, slots=True)
class ClosingZone:
    """`start` is the index of the first block of the closing, None if there is none."""

    start: int | None
    signature: tuple[Span, ...]
    distribution: tuple[Span, ...]
    end: int


def closing_zone(lines: Lines, start: int, issuer: Sequence[str] = ()) -> ClosingZone:
    """Return the first signature block and Nơi nhận after `start`.

    `issuer` are the folded lines of the issuing bodies: of two signature blocks side by
    side (a joint letter) that of the first body is returned.
    """
    first = first_of_closing(lines, start)
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
        self.headless = False
        """The list's heading was not read: only what has a dash is of it."""

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
        if is_recipients(self.lines, self.at):
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
        elif not self.distribution and opens_list(self.lines, self.at):
            self.listing = self.headless = True
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
        if match["item"].isupper() or not (title.isupper() and opens_title(title)):
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
        if opens_title(rest):
            at = self.lines.text.index(rest, start, end)
            self.signers.add(self.at, Span(at, at + len(rest)))
        elif rest:
            self.distribution.append(Span(start, end))
        return True

    def _is_recipient(self, folded: str) -> bool:
        if self.headless or folded.startswith(("-", "+", "luu")):
            return folded.startswith(("-", "+", "luu"))
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
            and is_name_like(words.split())
            and not words.endswith((";", ".", ":"))
            and (
                block.bold
                or folded.startswith("da ky")
                or (block.flow is Flow.FULL and self.signers.awaits_name)
            )
        )
