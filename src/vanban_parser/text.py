"""Characters: the one normal form of a letter's text, and a folded form to match on."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
}
# What offices type or PDF producers write for a plain sign. U+00D0 (Eth) is the
# commonest stand-in for Đ; U+2011 and U+00AD for the hyphen inside a symbol.
_SIGNS = {
    "\u00d0": "Đ",
    "\u0189": "Đ",
    "\u2010": "-",
    "\u2011": "-",
    "\u00ad": "-",
    "\u2212": "-",
    "\uf02d": "-",
    "\uf0b7": "-",
    "\u2022": "-",
    "\u25cf": "-",
    "\uff0d": "-",
}
_SPACES = dict.fromkeys(
    [
        *(0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0xA0, 0x1680),
        *range(0x2000, 0x200B),
        *(0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
    ],
    " ",
)
_DROPPED = dict.fromkeys(
    [
        *(*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)),
        *(0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFC),
        *(*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0xD800, 0xE000)),
    ],
    None,
)
_TABLE = str.maketrans({**_LIGATURES, **_SIGNS}) | _SPACES | _DROPPED
_RUN_OF_SPACES = re.compile(r"  +")


def normalise(text: str) -> str:
    """Return one paragraph in the form that all offsets mean.

    NFC; ligatures opened; every kind of space one plain space, runs of them one, none
    at the ends; control and zero-width characters gone; Ð read as Đ; soft and
    no-break hyphens as ``-``.  Idempotent.  Dashes (– —) and quotes stay as printed.
    """
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    # Dropping a character can bring a base letter and its mark together.
    text = unicodedata.normalize("NFC", text)
    return _RUN_OF_SPACES.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    base = "d" if base in "đĐ" else base.lower()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """Return `text` without case and marks, of the same length.

    ``Ủy ban`` and ``UỶ BAN`` both give ``uy ban``; offsets stay valid.
    """
    return "".join(map(_fold_character, text))
