"""Names of places, folded so that two spellings of one name are equal.

``Hoà Bình`` and ``HÒA BÌNH``, ``Quí Lộc`` and ``Quý Lộc``, ``Cam Ly – Đà Lạt`` and
``Cam Ly - Đà Lạt`` are one name each; ``Thọ Phú`` and ``Thọ Phủ`` are two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300": "`", "\u0301": "'", "\u0309": "?", "\u0303": "~", "\u0323": "."}
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"), None)
_SYLLABLE = re.compile(r"[^\W_]+(?:['’‘ʼ`´]+[^\W_]+)*")
# Final i and y are one sound after a consonant or qu: Mỹ/Mĩ, Quý/Quí, not Thúy/Thúi.
_FINAL_Y = re.compile(r"(?<=[bcdđghklmnprstvx])y$|(?<=qu)y$")
_PLAIN = str.maketrans("ăâêôơưđ", "aaeooud", "`'?~.")
# Offices and old lists write 01 for 1 ("Phường 01").
_LEADING_ZERO = re.compile(r"^0+(?=\d)")


@lru_cache(maxsize=8192)
def _syllable_key(syllable: str) -> str:
    tone, letters = "", []
    for sign in unicodedata.normalize("NFD", syllable.casefold()):
        if sign in _TONES:
            tone += _TONES[sign]
        else:
            letters.append(sign)
    base = unicodedata.normalize("NFC", "".join(letters)).translate(_APOSTROPHES)
    return _FINAL_Y.sub("i", _LEADING_ZERO.sub("", base)) + tone


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return `name` in the form names are compared in: ``Hoà Lý`` gives ``hoa` li'``.

    Case, the place of the tone mark, i or y, hyphens, apostrophes and leading zeros
    do not count; each tone stands after its syllable.  Every other mark counts.
    """
    return " ".join(map(_syllable_key, _SYLLABLE.findall(name)))


def loose_key(key: str) -> str:
    """Return a key of `name_key` without any mark: ``hoa` li'`` gives ``hoa li``."""
    return key.translate(_PLAIN)
