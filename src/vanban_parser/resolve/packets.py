"""What a packet's header says beside what the letter itself says.

Neither overwrites the other: the record has the letter's own words, `source.packet` the
header's, and where they differ there is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from vanban_parser.model import letter as contract
from vanban_parser.model.letter import PacketHeader
from vanban_parser.resolve.warnings import message_of
from vanban_parser.text import fold

_LEAD: Final = re.compile(r"^(v/v|ve viec|viec)[\s:]+")
_SIGNS: Final = re.compile(r"\W+")
CONFLICT: Final = "packet-conflict"
UNREAD: Final = "packet-file-not-read"


def conflicts(
    header: PacketHeader, letter: contract.Letter
) -> Iterator[tuple[str, str]]:
    """Yield where a header and a letter differ: a JSON Pointer, the header's words.

    Only where both say something; case, marks, signs and leading zeros make no
    difference, nor does an issuer's name that the other writes in full.
    """
    for pointer, said, own in _pairs(header, letter):
        if said is None or own is None:
            continue
        if not _agree(pointer, said, own):
            yield pointer, said


def agreement(header: PacketHeader, letter: contract.Letter) -> int:
    """Return in how many values a header and a letter agree."""
    return sum(
        said is not None and own is not None and _agree(pointer, said, own)
        for pointer, said, own in _pairs(header, letter)
    )


@dataclass(frozen=True, slots=True)
class Came:
    """A packet: its name, its SHA-256, its header; null where it cannot be opened."""

    filename: str
    sha256: str
    header: PacketHeader | None


def arranged(
    letters: Sequence[contract.Letter],
    came: Came,
    unread: Sequence[str],
    language: Literal["vi", "en"],
) -> list[tuple[int, contract.Letter]]:
    """Return the letter of a packet first, then what was sent with it.

    Args:
        letters: The files of the packet.
        came: The packet.
        unread: Names of files in the packet that could not be read.
        language: Of the warnings.

    Returns:
        Each letter with its index in `letters`.
    """
    best = _best(letters, came)
    first = _told(letters[best], came, unread, language)
    rest = [
        (index, _with_packet(letter, came, attached=True))
        for index, letter in enumerate(letters)
        if index != best
    ]
    return [(best, first), *rest]


def beside(
    letters: Sequence[contract.Letter], came: Came, language: Literal["vi", "en"]
) -> list[contract.Letter]:
    """Return the letters of a file, the one that the packet beside it is about told."""
    best = _best(letters, came)
    unread = () if came.header is not None else (came.filename,)
    return [
        _told(letter, came, unread, language) if index == best else letter
        for index, letter in enumerate(letters)
    ]


def _best(letters: Sequence[contract.Letter], came: Came) -> int:
    header = came.header
    if header is None:
        return 0
    return max(
        range(len(letters)),
        key=lambda index: (agreement(header, letters[index]), -index),
    )


def _told(
    letter: contract.Letter,
    came: Came,
    unread: Sequence[str],
    language: Literal["vi", "en"],
) -> contract.Letter:
    """Return `letter` with what its packet says, and warnings where they differ."""
    differing, not_read = message_of(CONFLICT, language), message_of(UNREAD, language)
    found = conflicts(came.header, letter) if came.header is not None else ()
    warnings = [
        contract.Warning(code=CONFLICT, message=f"{differing} ({said})", field=pointer)
        for pointer, said in found
    ]
    warnings += [
        contract.Warning(code=UNREAD, message=f"{not_read} ({name})") for name in unread
    ]
    told = letter.model_copy(update={"warnings": (*letter.warnings, *warnings)})
    return _with_packet(told, came, attached=False)


def _with_packet(
    letter: contract.Letter, came: Came, *, attached: bool
) -> contract.Letter:
    if came.header is None:
        return letter
    packet = contract.SourcePacket(
        filename=came.filename,
        sha256=came.sha256,
        attached=attached,
        header=came.header,
    )
    source = letter.source.model_copy(update={"packet": packet})
    return letter.model_copy(update={"source": source})


def _pairs(
    header: PacketHeader, letter: contract.Letter
) -> Iterator[tuple[str, str | None, str | None]]:
    yield "/number", header.number, letter.number
    yield "/notation", header.notation, letter.notation
    yield "/issued_on", header.issued_on, letter.issued_on
    yield "/issuing_body/name", header.issuer, letter.issuing_body.name
    yield "/document_type", header.document_type, letter.document_type
    yield "/subject", header.subject, letter.subject
    yield "/place", header.place, letter.place
    yield "/signature/name", header.signer, letter.signature.name
    yield "/urgency", header.urgency, letter.urgency


def _agree(pointer: str, said: str, own: str) -> bool:
    if pointer == "/issued_on":
        return said == own
    mine, theirs = _plain(said), _plain(own)
    if pointer == "/number":
        return mine.lstrip("0") == theirs.lstrip("0")
    if pointer == "/issuing_body/name":
        mine, theirs = _spelt(mine), _spelt(theirs)
        return mine in theirs or theirs in mine
    if pointer == "/subject":
        # Registers and letters shorten each other's.
        mine, theirs = _without_lead(said), _without_lead(own)
        return mine.startswith(theirs) or theirs.startswith(mine)
    return mine == theirs


def _plain(words: str) -> str:
    return " ".join(_SIGNS.sub(" ", fold(words)).split())


def _without_lead(words: str) -> str:
    return _plain(_LEAD.sub("", " ".join(fold(words).split())))


def _spelt(name: str) -> str:
    """Return an office's folded name with its two commonest short forms in full."""
    words = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan"}
    return " ".join(words.get(word, word) for word in name.split())
