"""How the encodings before Unicode wrote Vietnamese, and their text as Unicode.

A file in such an encoding says that its characters are those of Windows-1252 or
Latin-1; only the font shows Vietnamese.  The charts are those of TCVN 5712:1993 (VN3,
the ``.Vn`` fonts), VNI for Windows, RFC 1456 (VISCII) and VPS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from unicodedata import normalize

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"


class Encoding(StrEnum):
    """An encoding of one or two bytes a letter; the value is the contract's name."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    VISCII = "viscii"
    VPS = "vps"


# Letters in lower case only: a font of capitals shows them as capitals.  U+00AD is a
# letter here, which others take for a soft hyphen: convert before they drop it.
_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# From 0x80 on, sixteen a line.
_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "Õắằặấầẩậẽẹếềểễệố"
    "ồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉ"
    "đựòóôõỏọụùúũủýợỮ"
)
_VISCII_CONTROLS = dict(zip("\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ", strict=True))
_VPS = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ"
    "Ế\x91\x92ỀỂỄỐỒỔỖýỷỵỚỜỞ"
    "\xa0ắằẳẵặỠớÙờởỡŨỨợỪ"
    "ổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹ"
    "ƯỦồốÔỏơÈừứÚũưÝẺß"
    "àáâãảạăçèéêẽìíîĩ"
    "ẴĐòóôõöƠụùúủüỶẼỳ"
)
_VPS_CONTROLS = dict(
    zip(
        "\x02\x03\x04\x05\x06\x10\x11\x12\x13\x14\x15\x19\x1c\x1d",
        "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮ",
        strict=True,
    )
)
# VNI writes a vowel and then its marks as one more character; ơ, ư have their own
# base, and đ ị ỉ ĩ ỵ are one character.
_TONES_OF_VNI = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_CIRCUMFLEX_OF_VNI = {
    "â": _CIRCUMFLEX,
    "à": _CIRCUMFLEX + _GRAVE,
    "á": _CIRCUMFLEX + _ACUTE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
}
_BREVE_OF_VNI = {
    "ê": _BREVE,
    "è": _BREVE + _GRAVE,
    "é": _BREVE + _ACUTE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_BASES_OF_VNI = {
    "a": ("a", _TONES_OF_VNI | _CIRCUMFLEX_OF_VNI | _BREVE_OF_VNI),
    "e": ("e", _TONES_OF_VNI | _CIRCUMFLEX_OF_VNI),
    "i": ("i", _TONES_OF_VNI),
    "o": ("o", _TONES_OF_VNI | _CIRCUMFLEX_OF_VNI),
    "ô": ("ơ", _TONES_OF_VNI),
    "u": ("u", _TONES_OF_VNI),
    "ö": ("ư", _TONES_OF_VNI),
    "y": ("y", _TONES_OF_VNI),
}
_SINGLES_OF_VNI = {
    "ñ": "đ",
    "ò": "ị",
    "æ": "ỉ",
    "ó": "ĩ",
    "î": "ỵ",
    "ô": "ơ",
    "ö": "ư",
}


def _vni() -> Iterator[tuple[str, str]]:
    """Yield what VNI writes and the letter, for each way to mix capitals."""
    for written, letter in _SINGLES_OF_VNI.items():
        yield written, letter
        yield written.upper(), letter.upper()
    for base, (letter, marks) in _BASES_OF_VNI.items():
        for mark, combining in marks.items():
            composed = normalize("NFC", letter + combining)
            # The case of the mark is what the keyboard gave; the base's counts.
            for sign in {mark, mark.upper()}:
                yield base + sign, composed
                yield base.upper() + sign, composed.upper()
    yield from _twice_marked()


def _twice_marked() -> Iterator[tuple[str, str]]:
    """Yield vowels whose hat and tone somebody typed one after the other (``eâï``)."""
    hats = (("a", "â", _CIRCUMFLEX), ("e", "â", _CIRCUMFLEX), ("o", "â", _CIRCUMFLEX))
    for base, hat, combining in (*hats, ("a", "ê", _BREVE)):
        for tone, mark in _TONES_OF_VNI.items():
            composed = normalize("NFC", base + combining + mark)
            yield base + hat + tone, composed
            yield (base + hat + tone).upper(), composed.upper()


def _surfaces(rows: str) -> Iterator[tuple[str, str]]:
    """Yield the characters that stand for each byte, in Latin-1 and Windows-1252."""
    for code, letter in enumerate(rows, 0x80):
        yield chr(code), letter
        windows = bytes([code]).decode("cp1252", errors="ignore")
        if windows and windows != chr(code):
            yield windows, letter


_CHARTS: dict[Encoding, dict[str, str]] = {
    Encoding.TCVN3: _TCVN3,
    Encoding.VNI: dict(_vni()),
    Encoding.VISCII: dict(_surfaces(_VISCII)) | _VISCII_CONTROLS,
    Encoding.VPS: dict(_surfaces(_VPS)) | _VPS_CONTROLS,
}


def _pattern(chart: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(chart, key=len, reverse=True))))


_PATTERNS = {encoding: _pattern(chart) for encoding, chart in _CHARTS.items()}


def convert(text: str, encoding: Encoding) -> str:
    """Return `text`, all of which is in `encoding`, as Unicode (NFC).

    What the chart does not have stays.  Never call it on text that is Unicode: ``§``
    would become ``Đ``.
    """
    return _PATTERNS[encoding].sub(_replacement(encoding), text)


def convert_pieces(pieces: list[str], encoding: Encoding) -> list[str]:
    """Return neighbouring pieces of one text, converted as `convert` does.

    A letter whose two characters stand in two pieces goes to the first of them.
    """
    whole = "".join(pieces)
    found = _PATTERNS[encoding].finditer(whole)
    chart = _CHARTS[encoding]
    converted = []
    end = position = 0
    match = next(found, None)
    for piece in pieces:
        end += len(piece)
        parts = []
        while match is not None and match.start() < end:
            parts += [whole[position : match.start()], chart[match[0]]]
            position = match.end()
            match = next(found, None)
        parts.append(whole[position:end])
        position = max(position, end)
        converted.append("".join(parts))
    return converted


def leftovers(text: str, encoding: Encoding) -> bool:
    """Tell whether `text` has a letter that `encoding` could not have written."""
    rest = _PATTERNS[encoding].sub("", text)
    return any(character.isalpha() and character > "\x7f" for character in rest)


def _replacement(encoding: Encoding) -> Callable[[re.Match[str]], str]:
    chart = _CHARTS[encoding]
    return lambda match: chart[match[0]]
