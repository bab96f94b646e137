"""An edXML packet that was opened: a header, and files."""

from __future__ import annotations

from dataclasses import dataclass

from vanban_parser.model.letter import PacketHeader


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a packet."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is in a packet."""

    header: PacketHeader
    attachments: tuple[Attachment, ...]
