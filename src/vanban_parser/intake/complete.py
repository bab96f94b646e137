"""Whether a file is whole, told from its first and last bytes.

A copy that is under way has the right start and no end.  What is of no known kind has
no end to look for: it counts as whole, and whoever reads it says what it is.
"""

from __future__ import annotations

import os
import re
import struct
from pathlib import Path
from typing import BinaryIO, Final

_TAIL: Final = 2048
_ZIP_TAIL: Final = 65_557  # the end record with the longest comment it may have
_TIFF: Final = {b"II*\x00": "<", b"MM\x00*": ">"}
_MAX_IMAGES: Final = 10_000
_PACKET: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<.*edxml", re.IGNORECASE | re.DOTALL)
_ELEMENT: Final = re.compile(rb"<([A-Za-z_][\w.:-]*)")


def is_complete(path: Path) -> bool:
    """Tell whether the file at `path` has the end that its kind must have.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(1024)
        size = file.seek(0, os.SEEK_END)
        if b"%PDF-" in start:
            return b"%%EOF" in _tail(file, size, _TAIL)
        if start.startswith(b"PK\x03\x04"):
            return _zip_ends(_tail(file, size, _ZIP_TAIL))
        if start.startswith(b"\xff\xd8\xff"):
            # Cameras add things after the end of the picture.
            return b"\xff\xd9" in _tail(file, size, _TAIL)
        if start.startswith(b"\x89PNG\r\n\x1a\n"):
            return b"IEND\xae\x42\x60\x82" in _tail(file, size, _TAIL)
        return _ends_otherwise(file, start, size)


def _ends_otherwise(file: BinaryIO, start: bytes, size: int) -> bool:
    if start[:4] in _TIFF:
        return _tiff_ends(file, size, _TIFF[start[:4]])
    if start.startswith(b"{\\rtf"):
        return _tail(file, size, _TAIL).rstrip(b"\x00\r\n\t ").endswith(b"}")
    if _PACKET.match(start):
        return _xml_ends(start, _tail(file, size, _TAIL))
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_ends(start, size)
    return True


def _tail(file: BinaryIO, size: int, n_bytes: int) -> bytes:
    file.seek(max(size - n_bytes, 0))
    return file.read(n_bytes)


def _zip_ends(tail: bytes) -> bool:
    at = tail.rfind(b"PK\x05\x06")
    # The record has 22 bytes and then as much comment as it says.
    if at < 0 or len(tail) - at < 22:
        return False
    (n_comment,) = struct.unpack_from("<H", tail, at + 20)
    return bool(len(tail) - at - 22 >= n_comment)


def _xml_ends(start: bytes, tail: bytes) -> bool:
    """Tell whether the outermost element is closed."""
    outermost = _ELEMENT.search(start)
    if outermost is None:
        return False
    end = tail.rstrip(b"\x00\r\n\t ")
    return end.endswith(b"</" + outermost[1] + b">")


def _tiff_ends(file: BinaryIO, size: int, order: str) -> bool:
    """Tell whether every directory of images, and what it points to, is there."""
    file.seek(4)
    (at,) = struct.unpack(f"{order}I", file.read(4).ljust(4, b"\0"))
    seen: set[int] = set()
    while at:
        if at in seen or len(seen) > _MAX_IMAGES or at + 2 > size:
            return False
        seen.add(at)
        file.seek(at)
        (n_entries,) = struct.unpack(f"{order}H", file.read(2))
        entries = file.read(12 * n_entries + 4)
        if len(entries) < 12 * n_entries + 4:
            return False
        if not _strips_end(file, entries[: 12 * n_entries], size, order):
            return False
        (at,) = struct.unpack_from(f"{order}I", entries, 12 * n_entries)
    return bool(seen)


_STRIP_OFFSETS, _STRIP_BYTES = 273, 279
_WIDTHS = {3: "H", 4: "I"}


def _strips_end(file: BinaryIO, entries: bytes, size: int, order: str) -> bool:
    """Tell whether the strips of an image lie within the file."""
    found: dict[int, tuple[int, ...]] = {}
    for at in range(0, len(entries), 12):
        tag, kind, count = struct.unpack_from(f"{order}HHI", entries, at)
        if tag not in (_STRIP_OFFSETS, _STRIP_BYTES) or kind not in _WIDTHS:
            continue
        form = f"{order}{count}{_WIDTHS[kind]}"
        n_bytes = struct.calcsize(form) if count < size else size + 1
        if n_bytes <= 4:
            found[tag] = struct.unpack_from(form, entries, at + 8)
            continue
        (where,) = struct.unpack_from(f"{order}I", entries, at + 8)
        if where + n_bytes > size:
            return False
        file.seek(where)
        found[tag] = struct.unpack(form, file.read(n_bytes))
    starts, lengths = found.get(_STRIP_OFFSETS, ()), found.get(_STRIP_BYTES, ())
    return all(a + n <= size for a, n in zip(starts, lengths, strict=False))


def _ole_ends(start: bytes, size: int) -> bool:
    """Tell whether the sectors that the header counts are there.

    Source:
        MS-CFB 2.2: the header, its sector shift at byte 30 and, at byte 44, how many
        sectors hold the allocation table; each describes a sector's worth of sectors.
    """
    if len(start) < 512:
        return False
    (shift,) = struct.unpack_from("<H", start, 30)
    if shift not in (9, 12):
        return True  # damaged, which its reader will say
    (n_tables,) = struct.unpack_from("<I", start, 44)
    places = struct.unpack_from("<109I", start, 76)[: min(n_tables, 109)]
    sector = 1 << shift
    # The table itself is the last thing that must be within the file.
    return all((place + 1) * sector < size for place in places)
