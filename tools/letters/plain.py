"""Read a letter that someone typed off as plain text, so that it can be set anew.

The blocks stand apart by empty lines, in the order of the page: issuer, motto, number,
place and date, subject (or type and subject), ``Kính gửi:``, addressees, the body one
paragraph a line, ``Nơi nhận:`` and its list, authority and position, signer.
"""

from __future__ import annotations

from collections.abc import Sequence

from tools.letters.model import Letter, LetterSourceError, Motto
from tools.letters.source import paragraph

_PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_N_HEAD_BLOCKS = 5
_ADDRESS = "Kính gửi:"
_DISTRIBUTION = "Nơi nhận:"
# A blank is wide enough on paper to be filled in by hand.
_BLANKS = (
    ("Số: /", f"Số:{' ' * 10}/"),
    ("Số: -", f"Số:{' ' * 10}-"),
    ("ngày tháng", f"ngày{' ' * 6}tháng"),
)


def parse(text: str) -> Letter:
    """Return the letter in `text`.

    Raises:
        LetterSourceError: a block is missing.
    """
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    blocks = [[line.strip() for line in block if line.strip()] for block in blocks]
    head, rest = blocks[:_N_HEAD_BLOCKS], blocks[_N_HEAD_BLOCKS:]
    if len(head) < _N_HEAD_BLOCKS:
        raise LetterSourceError(f"{len(head)} blocks; issuer to subject are five")
    issuer, motto, number, place_date, subject = head
    kind = subject[0] if subject[0].isupper() else None
    address = _find(rest, _ADDRESS)
    distribution = _find(rest, _DISTRIBUTION)
    lines = [line for block in rest[address + 1 : distribution] for line in block]
    n_addressees = len(rest[address + 1])
    *signature, signer = [
        line for block in rest[distribution + 2 :] for line in block
    ] or [""]
    return Letter(
        issuer=tuple(issuer),
        motto=Motto.PARTY if motto[0] == _PARTY else Motto.STATE,
        number=_with_blanks(number[0]),
        place_date=_with_blanks(place_date[0]),
        kind=kind,
        subject=tuple(subject[1:] if kind else subject),
        addressees=tuple(lines[:n_addressees]),
        blocks=tuple(map(paragraph, lines[n_addressees:])),
        distribution=tuple(rest[distribution + 1]),
        signature=tuple(signature),
        signer=signer,
    )


def _find(blocks: Sequence[Sequence[str]], first: str) -> int:
    for n, block in enumerate(blocks[:-1]):
        if block[0] == first:
            return n
    raise LetterSourceError(f"no block {first!r}, or nothing after it")


def _with_blanks(line: str) -> str:
    for typed, printed in _BLANKS:
        line = line.replace(typed, printed)
    return line
