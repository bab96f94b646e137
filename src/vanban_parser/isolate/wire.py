"""How parent and child speak: a head in JSON, then bytes, each after its length.

Never pickle: what a child says after a hostile file took it over must not run here.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

_LENGTHS = struct.Struct("<IQ")
_MOST_HEAD_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    head: Mapping[str, Any]
    body: bytes = b""


class GarbledError(ValueError):
    """What came is no message."""


class TooLongError(GarbledError):
    """A message is longer than its receiver takes."""


def send(stream: BinaryIO, head: Mapping[str, Any], body: bytes = b"") -> None:
    """Write one message; its head says under ``event`` what it is.

    Raises:
        OSError: nobody listens any more.
    """
    text = json.dumps(head).encode("ascii")
    stream.write(_LENGTHS.pack(len(text), len(body)))
    stream.write(text)
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO, most_bytes: int) -> Frame:
    """Read one message.

    Raises:
        EOFError: the other side has gone, perhaps in the middle of it.
        TooLongError: its body is longer than `most_bytes`.
        GarbledError: it is none.
    """
    head_length, body_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if body_length > most_bytes or head_length > _MOST_HEAD_BYTES:
        raise TooLongError
    try:
        head = json.loads(_exactly(stream, head_length))
    except ValueError as error:
        raise GarbledError from error
    if not isinstance(head, dict) or "event" not in head:
        raise GarbledError
    return Frame(head, _exactly(stream, body_length))


def _exactly(stream: BinaryIO, length: int) -> bytes:
    read = bytearray()
    while len(read) < length:
        piece = stream.read(min(length - len(read), 1 << 20))
        if not piece:
            raise EOFError
        read += piece
    return bytes(read)
