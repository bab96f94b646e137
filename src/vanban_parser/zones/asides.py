"""What stands in a header and is none of its parts: drafts, stamps, addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban_parser.zones.lines import SUBJECT, Lines, Piece

# Status and circulation (ô 11), the issuer's address (ô 13), a copy's mark.
_ASIDE = re.compile(
    r"\W*(?:(?:ban )?du thao(?: (?:lan|so)(?: thu)? \w{1,4})?(?: ?\d{1,2})?"
    r"(?:[ ,-]{0,3}(?:ngay )?[\d/.-]{4,10})?"
    r"|xem xong tra lai|luu hanh noi bo|tai lieu (?:thu hoi|hoi nghi|noi bo)\b.{0,40}"
    r"|xong hoi nghi tra lai|khong pho bien\b.{0,60}|ban so\W*\d*"
    r"|(?:dia chi|tru so|(?:so )?dien thoai|dt|tel|fax|hotline|e-? ?mail|website"
    r"|ma so thue)\b ?[:.].*|(?:sao y|trich sao|sao luc)\b.{0,80})\W*$"
)
# An arrival stamp printed as words (NĐ 30/2020 Art. 21): its number and day are the
# receiver's.
_ARRIVED = re.compile(r"\W*(?:(?:cong van|van ban) )?den\b(?: (?:so|ngay)\b.*)?\W*$")
_ARRIVAL = re.compile(
    r"\W*(?:so ?:?[\d ./…]*|ngay ?:?[\d ./…-]*|gio\b.{0,20}|(?:kinh )?chuyen ?:.*"
    r"|(?:luu )?ho so\b.*|lhs\b.*|so va ky hieu.*)$"
)


def without_asides(lines: Lines, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces that are the header's own."""
    kept = [piece for piece in pieces if not _ASIDE.match(piece.folded)]
    for at, piece in enumerate(kept):
        if _ARRIVED.match(piece.folded):
            first, last = _arrival(lines, kept, at)
            return kept[:first] + kept[last:]
    return kept


def _arrival(lines: Lines, pieces: Sequence[Piece], at: int) -> tuple[int, int]:
    """Return the range of the arrival stamp around ``ĐẾN``.

    The receiver's name stands above it, in capitals; under the number or the subject
    it cannot be the issuer's.
    """
    last = at + 1
    while last < len(pieces) and _ARRIVAL.match(pieces[last].folded):
        last += 1
    opened = next(
        (
            index
            for index in range(at)
            if lines.is_number(pieces[index].index)
            or SUBJECT.match(pieces[index].folded)
        ),
        None,
    )
    first = at
    while (
        opened is not None
        and first - 1 > opened
        and lines.is_capitals(pieces[first - 1].index)
    ):
        first -= 1
    return first, last
