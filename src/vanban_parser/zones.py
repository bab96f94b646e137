"""Cut a document into the parts of a letter (NĐ 30/2020 annex I, HD 36-HD/VPTW)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban_parser.lexicon.document_types import type_names
from vanban_parser.model.document import Align, Block, Document, Flow, Span
from vanban_parser.model.zones import Zones
from vanban_parser.text import fold

MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap ?[-–—]* ?tu do"
)
# Matched with its marks: folded, SỞ would read as SỐ.
NUMBER = re.compile(
    r"\W*(?:Luật |LUẬT |Pháp lệnh )?[SsŠ][ốôỐÔ] ?[:.;]?(?=[ \d/._…:]|$)(?! [^\W\d_]{2})"
)
DATE = re.compile(r"\bngay\b.{0,40}\bthang\b|\bthang\b.{0,30}\bnam\s*\d|, ?ngay \d")
ADDRESS = re.compile(
    r"kinh (?:gui|trinh|moi|chuyen|thua)\s*:|kinh gui\b|.{3,90} dien\s*:$"
)
RECIPIENTS = re.compile(r"noi nhan\b\s*:?")
MARK = re.compile(
    r"\W*(?P<mark>hoa toc hen gio.{0,40}|hoa toc|thuong khan|khan|tuyet mat|toi mat|mat)\W*$"
)
SUBJECT = re.compile(r"(?:v/ ?v|ve viec)\b[:.]?")
RULE = re.compile(r"[\W_]*$")
# Who decides, in capitals between title and căn cứ (CHỦ TỊCH ỦY BAN NHÂN DÂN ...).
AUTHORITY = re.compile(
    r"(?:chu tich|uy ban|bo truong|giam doc|tong giam doc|hoi dong|thu tuong|chinh phu"
    r"|ban (?:chap hanh|thuong vu|chi dao|giam doc|quan ly)|quoc hoi|cuc truong"
    r"|tong cuc truong|chanh|hieu truong|truong|thong doc|vien truong|bo |so |phong )"
)
BASIS = re.compile(r"(?:can cu|theo de nghi|xet de nghi|thuc hien|de |nham |ngay \d)")
ENCLOSED = re.compile(
    r"(?:phu luc|bieu mau|mau so|danh sach|kem theo|bang tong hop|du thao|de cuong)\b"
)
COPY = re.compile(r"(?:sao y|sao luc|trich sao)\b")
# The title stands within this many blocks of the header.
_TITLE_BLOCKS = 8
_LONGEST_SUBJECT = 8
_SIGN_PREFIX = re.compile(
    r"(?:T\.?M|T/M|K\.?T|K/T|T\.?L|T/L|T\.?U\.?Q|Q)\s*[./]?\s*[A-ZĐÀ-Ỹ]"
)


def cut(document: Document) -> Zones:
    """Return the parts of the letter in `document`."""
    return _Cutter(document).cut()


class _Cutter:
    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.all = document.blocks
        self.blocks = [
            block
            for block in document.blocks
            if block.flow not in (Flow.STAMP, Flow.NOTE)
        ]
        self.folded = [fold(self._text(block)) for block in self.blocks]

    def cut(self) -> Zones:
        header_end = self._header_end()
        left, right = self._columns(header_end)
        title, subject, after = self._title(header_end, left)
        addressees, body_start = self._addressees(after)
        closing = self._closing(body_start)
        signature, distribution, end = self._signing(closing, body_start)
        body = tuple(self.blocks[body_start : closing if closing is not None else end])
        issuer, number, header_subject = self._left(left)
        last = self._last_of(signature, distribution, body)
        outside = [
            block.start for block in self.all if block.flow in (Flow.STAMP, Flow.NOTE)
        ]
        return Zones(
            issuer=issuer,
            number=number or self._find_number(right),
            place_date=self._place_date(left, right, after),
            title=title,
            subject=subject if title is not None else header_subject,
            marks=self._marks(header_end, body_start),
            addressees=addressees,
            body=body,
            signature=signature,
            distribution=distribution,
            annex_start=last,
            annex_end=max(min(outside, default=len(self.text) + 1), last),
        )

    def _text(self, block: Block) -> str:
        return self.text[block.start : block.end]

    def _is_capitals(self, block: Block) -> bool:
        text = self._text(block)
        return text == text.upper() and any(map(str.isalpha, text))

    # Header ---------------------------------------------------------------

    def _header_end(self) -> int:
        """Return the index of the first block after the header."""
        for index, block in enumerate(self.blocks[:40]):
            if not MOTTO.search(self.folded[index]):
                continue
            if block.flow in (Flow.LEFT, Flow.RIGHT):
                end = index
                while end < len(self.blocks) and self.blocks[end].flow in (
                    Flow.LEFT,
                    Flow.RIGHT,
                ):
                    if ADDRESS.match(self.folded[end]):
                        break
                    end += 1
                return end
            return self._end_of_single_column(index)
        return 0

    def _end_of_single_column(self, motto: int) -> int:
        """Return where a header set in one column ends: at its date, or the title."""
        end = motto + 1
        for index in range(motto + 1, min(motto + 10, len(self.blocks))):
            folded = self.folded[index]
            if ADDRESS.match(folded) or self._type_name(index) is not None:
                break
            if MOTTO.search(folded) or self._is_number(index) or DATE.search(folded):
                end = index + 1
        return end

    def _columns(self, end: int) -> tuple[list[int], list[int]]:
        """Return the header's blocks: the issuer's side and the motto's side."""
        left, right = [], []
        for index in range(end):
            block, folded = self.blocks[index], self.folded[index]
            if block.flow is Flow.LEFT:
                left.append(index)
            elif block.flow is Flow.RIGHT or MOTTO.search(folded):
                right.append(index)
            elif DATE.search(folded) and not self._is_number(index):
                right.append(index)
            else:
                left.append(index)
        # Some offices print the motto on the left, or cells stand in another order.
        if any(MOTTO.search(self.folded[i]) for i in left) and not any(
            MOTTO.search(self.folded[i]) for i in right
        ):
            mottoless = [i for i in left if not MOTTO.search(self.folded[i])]
            if any(self.blocks[i].flow is Flow.RIGHT for i in right):
                return right, left
            return mottoless, [i for i in left if i not in mottoless]
        return left, right

    def _is_number(self, index: int) -> bool:
        return NUMBER.match(self._text(self.blocks[index])) is not None

    def _find_number(self, indices: Sequence[int]) -> Span | None:
        return next((self.blocks[i].span for i in indices if self._is_number(i)), None)

    def _left(
        self, left: Sequence[int]
    ) -> tuple[tuple[Span, ...], Span | None, tuple[Span, ...]]:
        """Return the issuer's lines, the number's line and the subject's lines."""
        issuer: list[Span] = []
        subject: list[Span] = []
        number: Span | None = None
        for index in left:
            block, folded = self.blocks[index], self.folded[index]
            if RULE.match(folded) or MARK.match(folded) or MOTTO.search(folded):
                continue
            if number is None and not subject and self._is_number(index):
                number = block.span
            elif SUBJECT.match(folded):
                subject.append(block.span)
            elif number is None and not subject:
                issuer.append(block.span)
            elif (subject or not self._is_capitals(block)) and not DATE.search(folded):
                # Party letters print the subject without V/v, in italics.
                if "du thao" not in folded and not folded.startswith("("):
                    subject.append(block.span)
        return tuple(issuer), number, tuple(subject)

    def _place_date(
        self, left: Sequence[int], right: Sequence[int], after: int
    ) -> Span | None:
        for index in (*right, *left, *range(len(left) + len(right), after)):
            if index >= len(self.blocks):
                break
            folded = self.folded[index]
            if DATE.search(folded) and len(folded) < 90 and not MOTTO.search(folded):
                if self._is_number(index) and index in left:
                    continue
                return self.blocks[index].span
        return None

    def _marks(self, header_end: int, body_start: int) -> tuple[Span, ...]:
        """Return urgency and secrecy marks: alone on a line, in capitals."""
        upper = {block.start for block in self.blocks[: max(header_end, body_start)]}
        found = []
        for block in self.all:
            early = block.start in upper or (
                block.flow is Flow.STAMP and block.page in (1, None)
            )
            folded = fold(self._text(block)) if early else ""
            if early and MARK.match(folded) and self._is_capitals(block):
                found.append(block.span)
        return tuple(found)

    # Title, subject, addressees --------------------------------------------

    def _type_name(self, index: int) -> str | None:
        """Return the type that a block in capitals prints alone or first."""
        block = self.blocks[index]
        if not self._is_capitals(block) or block.flow is Flow.CELL:
            return None
        folded = self.folded[index]
        for name in type_names():
            plain = fold(name)
            if folded == plain or folded.startswith(plain + " "):
                return name
        return None

    def _title(
        self, start: int, left: Sequence[int]
    ) -> tuple[Span | None, tuple[Span, ...], int]:
        """Return type name, its subject, and the index of the first block after."""
        for index in range(start, min(start + _TITLE_BLOCKS, len(self.blocks))):
            folded = self.folded[index]
            if ADDRESS.match(folded) or BASIS.match(folded) and len(folded) > 60:
                break
            name = self._type_name(index)
            if name is None:
                continue
            block = self.blocks[index]
            title = Span(block.start, block.start + len(name))
            rest = self.text[title.end : block.end].strip(" :")
            if folded.endswith(":") and not rest and self._has_subject_in(left):
                break
            subject: list[Span] = []
            if rest:
                offset = self.text.index(rest, title.end, block.end)
                subject.append(Span(offset, block.end))
            after = self._subject(index + 1, subject)
            return title, tuple(subject), after
        return None, (), start

    def _has_subject_in(self, left: Sequence[int]) -> bool:
        return any(SUBJECT.match(self.folded[index]) for index in left)

    def _subject(self, index: int, subject: list[Span]) -> int:
        """Collect the lines under the type name; return the first block after them."""
        first = True
        while index < len(self.blocks) and len(subject) < _LONGEST_SUBJECT:
            block, folded = self.blocks[index], self.folded[index]
            if RULE.match(folded) or MARK.match(folded):
                index += 1
                continue
            if self._ends_subject(index, block, folded, first=first):
                break
            if not (folded.startswith("(") and folded.endswith(")")):
                subject.append(block.span)
            first = False
            index += 1
        return index

    def _ends_subject(
        self, index: int, block: Block, folded: str, *, first: bool
    ) -> bool:
        if ADDRESS.match(folded) or self._is_number(index) or len(folded) > 700:
            return True
        if block.flow is Flow.CELL or folded.startswith(("can cu", "-", "dieu ")):
            return True
        if self._is_capitals(block) and AUTHORITY.match(folded):
            return True
        if SUBJECT.match(folded):
            return False
        set_apart = block.bold or block.align is Align.CENTER
        if not set_apart:
            return not (first and self._reads_as_title(index, folded))
        heading = re.match(r"(?:[ivx]+|\d+|[a-z])[.)/] ?\S", folded) is not None
        ends = folded.endswith((":", ";")) or (folded.endswith(".") and not block.bold)
        return heading or (ends and not first)

    def _reads_as_title(self, index: int, folded: str) -> bool:
        """Tell whether a plain line under the type name can still be its subject."""
        return not folded.endswith((".", ";", ":", ",")) and len(folded) < 250

    def _addressees(self, start: int) -> tuple[tuple[Span, ...], int]:
        """Return the blocks of Kính gửi and the index where the body starts."""
        at = next(
            (
                index
                for index in range(start, min(start + 6, len(self.blocks)))
                if ADDRESS.match(self.folded[index])
            ),
            None,
        )
        if at is None:
            return (), start
        found = [self.blocks[at].span]
        margin = self._margin(at)
        index = at + 1
        while index < len(self.blocks) and index - at < 60:
            if not self._goes_on(index, found, margin):
                break
            if not RULE.match(self.folded[index]):
                found.append(self.blocks[index].span)
            index += 1
        return tuple(found), index

    def _margin(self, at: int) -> float:
        """Return the usual first-line indent of the paragraphs after `at`."""
        long = [
            block.indent for block in self.blocks[at:] if block.end - block.start > 160
        ]
        return sorted(long)[len(long) // 2] if long else 36.0

    def _goes_on(self, index: int, found: Sequence[Span], margin: float) -> bool:
        """Tell whether a block is one more addressee."""
        block, folded = self.blocks[index], self.folded[index]
        if RULE.match(folded):
            return index + 1 < len(self.blocks) and folded in {"-", "+"}
        before = found[-1].of(self.text)
        empty = ADDRESS.match(fold(before)) is not None and before.endswith(":")
        if block.flow in (Flow.LEFT, Flow.RIGHT):
            return block.end - block.start < 400
        if len(folded) > 450:
            return False
        if folded.startswith(("-", "+")):
            return (
                empty
                or before.endswith((";", ","))
                or (before[:1] in "-+" or " - " in before[:14])
            )
        if empty or before.endswith((";", ",")):
            return len(folded) < 300
        deep = block.indent > margin + 30 and len(folded) < 120
        return deep and not folded.endswith(":") and block.align is not Align.CENTER

    # Signature and recipients ----------------------------------------------

    def _closing(self, start: int) -> int | None:
        """Return the index of the first block of Nơi nhận or the signature."""
        for index in range(start, len(self.blocks)):
            if RECIPIENTS.match(self.folded[index]):
                region = self.blocks[index].region
                while (
                    region
                    and index > start
                    and (self.blocks[index - 1].region == region)
                ):
                    index -= 1
                while index > start and self._is_signing_line(index - 1):
                    index -= 1
                return index
        for index in range(start, len(self.blocks)):
            if self._starts_signature(index):
                return index
        return None

    def _is_signing_line(self, index: int) -> bool:
        block = self.blocks[index]
        text = self._text(block)
        return (
            block.flow is not Flow.CELL
            and self._is_capitals(block)
            and len(text) < 70
            and (_SIGN_PREFIX.match(text) is not None or block.align is not Align.LEFT)
            and not text.endswith((":", ";", "./."))
        )

    def _starts_signature(self, index: int) -> bool:
        """Tell whether capitals near the end start a signature without Nơi nhận."""
        if index < len(self.blocks) - 12 and not self.folded[index - 1].endswith("./."):
            return False
        block = self.blocks[index]
        text = self._text(block)
        if block.flow is Flow.CELL or not self._is_capitals(block) or len(text) > 70:
            return False
        return _SIGN_PREFIX.match(text) is not None or (
            block.flow is Flow.RIGHT or block.align is Align.RIGHT
        )

    def _signing(
        self, closing: int | None, start: int
    ) -> tuple[tuple[Span, ...], tuple[Span, ...], int]:
        """Return signature lines, recipients' lines, and the index after them."""
        if closing is None:
            end = start
            while end < len(self.blocks) and not self._starts_annex(end):
                end += 1
            return (), (), end
        signature: list[Span] = []
        distribution: list[Span] = []
        listing = False
        index = closing
        while index < len(self.blocks):
            block, folded = self.blocks[index], self.folded[index]
            if index > closing and self._starts_annex(index):
                break
            heading = RECIPIENTS.match(folded)
            if heading:
                if distribution and not listing:
                    break
                listing = True
                rest = Span(block.start, block.end).of(self.text)[heading.end() :]
                if rest.strip(" :"):
                    at = block.start + heading.end()
                    distribution.append(Span(at, block.end))
            elif block.flow is Flow.RIGHT:
                listing = False
                signature.append(block.span)
            elif block.flow is Flow.CELL:
                break
            elif listing and not self._looks_signed(block, folded):
                if block.flow is Flow.FULL and not self._is_recipient(
                    folded, distribution
                ):
                    break
                distribution.append(block.span)
            elif self._looks_signed(block, folded) or not distribution:
                if len(folded) > 90:
                    break
                signature.append(block.span)
            else:
                break
            index += 1
        return tuple(signature), tuple(distribution), index

    def _is_recipient(self, folded: str, distribution: Sequence[Span]) -> bool:
        if folded.startswith(("-", "+", "luu")):
            return True
        before = distribution[-1].of(self.text) if distribution else ""
        return len(folded) < 120 and before.endswith((";", ",", ":"))

    def _looks_signed(self, block: Block, folded: str) -> bool:
        """Tell whether a line is a title in capitals or a signer's name."""
        text = self._text(block)
        if self._is_capitals(block) and not folded.startswith(("-", "phu luc")):
            return True
        words = text.split()
        return (
            not folded.startswith(("-", "+", "luu"))
            and 2 <= len(words) <= 6
            and all(word[:1].isupper() for word in words)
            and not text.endswith((";", ".", ":"))
            and (block.bold or folded.startswith("da ky"))
        )

    def _starts_annex(self, index: int) -> bool:
        folded = self.folded[index]
        if ENCLOSED.match(folded) and self.blocks[index].align is not Align.LEFT:
            return True
        if MOTTO.search(folded) or COPY.match(folded):
            return True
        return folded.startswith("phu luc") and self._is_capitals(self.blocks[index])

    def _last_of(
        self,
        signature: Sequence[Span],
        distribution: Sequence[Span],
        body: Sequence[Block],
    ) -> int:
        """Return where the letter proper ends."""
        ends = [span.end for span in (*signature, *distribution)]
        if not ends:
            ends = [body[-1].end] if body else [len(self.text)]
        return max(ends)
