"""Pictures and RTF that are made to do harm."""

from __future__ import annotations

import struct
import zlib

from tools.hostile.packing import deflated


def png(side: int) -> bytes:
    """Return a picture of `side` x `side` black pixels, a bit each."""
    row = bytes(side // 8 + 1)

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", deflated(row, side)),
            chunk(b"IEND", b""),
        )
    )


def nested_rtf(depth: int) -> bytes:
    """Return an RTF of groups in groups."""
    return b"{\\rtf1\\ansi " + b"{" * depth + b"x" + b"}" * depth + b"}"
