"""What an OLE compound file holds, from its directory; no library is needed for that.

[MS-CFB]: directory entries are 128 bytes, their names UTF-16; [MS-DOC]: the stream
``WordDocument`` begins with the FIB, which says whether the rest is encrypted.
"""

from __future__ import annotations

import struct

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")

_ENTRY_BYTES = 128
_HEADER_BYTES = 512
_SECTOR_SHIFT_AT = 30
_SHIFTS = frozenset({9, 12})
_NAME_BYTES_AT, _START_AT = 64, 116
_MOST_STREAMS = 4096
# wIdent of Word 97-2003 and of Word 6 and 95; flags at 10, of which bit 8 is fEncrypted.
_WORD = frozenset({0xA5EC, 0xA5DC})
_FIB_FLAGS_AT = 10
_IS_ENCRYPTED = 0x0100
_FIB_BYTES = 12


def has_stream(data: bytes, name: str) -> bool:
    """Tell whether the compound file `data` has a stream or storage of this name."""
    return _entry(data, name) is not None


def is_word(data: bytes) -> bool:
    """Tell whether it is a document of Word 6 to 2003."""
    return _fib(data) is not None


def is_encrypted_word(data: bytes) -> bool:
    """Tell whether a Word document needs a password to be read (FibBase.fEncrypted)."""
    fib = _fib(data)
    return fib is not None and bool(
        struct.unpack_from("<H", fib, _FIB_FLAGS_AT)[0] & _IS_ENCRYPTED
    )


def _fib(data: bytes) -> bytes | None:
    """Return how ``WordDocument`` begins; None: there is none, or it is no Word's."""
    entry = _entry(data, "WordDocument")
    if entry is None:
        return None
    sector_bytes = 1 << struct.unpack_from("<H", data, _SECTOR_SHIFT_AT)[0]
    (start,) = struct.unpack_from("<I", data, entry + _START_AT)
    offset = (start + 1) * sector_bytes
    fib = data[offset : offset + _FIB_BYTES]
    if len(fib) < _FIB_BYTES or struct.unpack_from("<H", fib)[0] not in _WORD:
        return None
    return fib


def _entry(data: bytes, name: str) -> int | None:
    """Return where the directory entry of `name` stands; entries lie in a grid."""
    if len(data) < _HEADER_BYTES or not data.startswith(SIGNATURE):
        return None
    if struct.unpack_from("<H", data, _SECTOR_SHIFT_AT)[0] not in _SHIFTS:
        return None
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted, _HEADER_BYTES)
    for _ in range(_MOST_STREAMS):
        if at < 0 or at + _ENTRY_BYTES > len(data):
            return None
        (n_bytes,) = struct.unpack_from("<H", data, at + _NAME_BYTES_AT)
        if at % _ENTRY_BYTES == 0 and n_bytes == len(wanted):
            return at
        at = data.find(wanted, at + 2)
    return None
