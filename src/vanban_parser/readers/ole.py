"""Streams of an OLE compound file ([MS-CFB]), and what they say it is.

The directory's entries are 128 bytes, their names UTF-16.  The stream ``WordDocument``
begins with the FIB ([MS-DOC] 2.5.1), which says whether the rest is encrypted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")

_ENTRY_BYTES = 128
_HEADER_BYTES = 512
_SHIFTS = frozenset({9, 12})
_MOST_ENTRIES = 4096
_LAST_SECTOR = 0xFFFFFFFA
_MINI_BYTES = 64
_DIFAT_IN_HEADER = 109
# wIdent of Word 97 to 2003, and of Word 6 and 95; bit 8 of the flags is fEncrypted.
_WORD = frozenset({0xA5EC, 0xA5DC})
_FIB_FLAGS_AT = 10
_IS_ENCRYPTED = 0x0100
_FIB_BYTES = 12


class BrokenFileError(ValueError):
    """The file's own tables lead out of it or round in a circle."""


def has_stream(data: bytes, name: str) -> bool:
    """Tell whether the compound file `data` has a stream or storage of this name."""
    return _entry(data, name) is not None


def is_word(data: bytes) -> bool:
    """Tell whether it is a document of Word 6 to 2003."""
    return _fib(data) is not None


def is_encrypted_word(data: bytes) -> bool:
    """Tell whether a Word document needs a password to be read (FibBase.fEncrypted)."""
    fib = _fib(data)
    return fib is not None and bool(_number(fib, _FIB_FLAGS_AT, "H") & _IS_ENCRYPTED)


def stream(data: bytes, name: str) -> bytes:
    """Return the bytes of a stream.

    Raises:
        BrokenFileError: there is none of this name, or it cannot be put together.
    """
    entry = _entry(data, name)
    if entry is None:
        raise BrokenFileError(name)
    start, size = _place(data, entry)
    fat = _allocation(data)
    if size >= _number(data, 56):
        sectors = (_sector(data, index) for index in _chain(fat, start))
        return b"".join(sectors)[:size]
    # Small streams lie in 64-byte pieces of one stream, that of the directory's root.
    root, root_size = _place(data, (_number(data, 48) + 1) * _sector_bytes(data))
    whole = b"".join(_sector(data, index) for index in _chain(fat, root))[:root_size]
    table = b"".join(_sector(data, index) for index in _chain(fat, _number(data, 60)))
    small = list(struct.unpack(f"<{len(table) // 4}I", table))
    pieces = (
        whole[index * _MINI_BYTES : (index + 1) * _MINI_BYTES]
        for index in _chain(small, start)
    )
    return b"".join(pieces)[:size]


def _place(data: bytes, entry: int) -> tuple[int, int]:
    """Return first sector and length of a stream, from its entry in the directory."""
    size = _number(data, entry + 120)
    if size > len(data):
        raise BrokenFileError(str(entry))
    return _number(data, entry + 116), size


def _allocation(data: bytes) -> list[int]:
    """Return the FAT: for each sector the next one of its stream."""
    in_header = struct.unpack_from(f"<{_DIFAT_IN_HEADER}I", data, 76)
    sectors = [index for index in in_header if index < _LAST_SECTOR]
    further = _number(data, 68)
    for _ in range(len(data) // _HEADER_BYTES):
        if further >= _LAST_SECTOR:
            break
        listed = _sector(data, further)
        *more, further = struct.unpack(f"<{len(listed) // 4}I", listed)
        sectors += [index for index in more if index < _LAST_SECTOR]
    table = b"".join(_sector(data, index) for index in sectors)
    return list(struct.unpack(f"<{len(table) // 4}I", table))


def _chain(table: list[int], start: int) -> Iterator[int]:
    """Yield the sectors of a stream in order."""
    for _ in range(len(table) + 1):
        if start >= _LAST_SECTOR:
            return
        if start >= len(table):
            raise BrokenFileError(str(start))
        yield start
        start = table[start]
    raise BrokenFileError("a circle")


def _sector(data: bytes, index: int) -> bytes:
    n_bytes = _sector_bytes(data)
    found = data[(index + 1) * n_bytes : (index + 2) * n_bytes]
    if not found:
        raise BrokenFileError(str(index))
    # The last one may be cut short by those who copied it.
    return found.ljust(n_bytes, b"\0")


def _sector_bytes(data: bytes) -> int:
    return 1 << _number(data, 30, "H")


def _number(data: bytes, offset: int, form: str = "I") -> int:
    found: int = struct.unpack_from(f"<{form}", data, offset)[0]
    return found


def _fib(data: bytes) -> bytes | None:
    """Return how ``WordDocument`` begins; None: there is none, or it is no Word's."""
    entry = _entry(data, "WordDocument")
    if entry is None:
        return None
    offset = (_number(data, entry + 116) + 1) * _sector_bytes(data)
    fib = data[offset : offset + _FIB_BYTES]
    if len(fib) < _FIB_BYTES or _number(fib, 0, "H") not in _WORD:
        return None
    return fib


def _entry(data: bytes, name: str) -> int | None:
    """Return where the directory entry of `name` stands; entries lie in a grid."""
    if len(data) < _HEADER_BYTES or not data.startswith(SIGNATURE):
        return None
    if _number(data, 30, "H") not in _SHIFTS:
        return None
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted, _HEADER_BYTES)
    for _ in range(_MOST_ENTRIES):
        if at < 0 or at + _ENTRY_BYTES > len(data):
            return None
        if at % _ENTRY_BYTES == 0 and _number(data, at + 64, "H") == len(wanted):
            return at
        at = data.find(wanted, at + 2)
    return None
