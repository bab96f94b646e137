"""Names of bodies printed in capitals, in the capitals of running text; their level.

Nghị định 30/2020/NĐ-CP, annex II: a capital begins the kind of body and each phrase
that says what it is in charge of, and every syllable of a proper name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from vanban_parser.lexicon.gazetteer import gazetteer
from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.placenames import name_key
from vanban_parser.model.letter import BodyLevel

_PIECE = re.compile(r"\w+(?:\.(?=\w))?|[^\w]+")
_KINDS = (
    *(("thành", "phố"), ("thị", "xã"), ("thị", "trấn"), ("đặc", "khu"), ("khu", "phố")),
    *(("khu", "vực"), ("tỉnh",), ("huyện",), ("quận",)),
    *(("xã",), ("phường",), ("thôn",)),
)
_NO_KIND = frozenset({("xã", "hội"), ("tỉnh", "ủy"), ("huyện", "ủy"), ("quận", "ủy")})
_JOINING = frozenset({"và"})
_PLACE_WORDS = 5
"""Syllables of a place name at most."""
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"[aăâeêioôơuưy]{1,3}(?:ng|nh|ch|[ckmnpt])?"
)
_VOWEL = re.compile("[aăâeêioôơuưy]")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_ROMAN = re.compile(r"[IVX]+")


def normal_capitals(name: str) -> str:
    """Return a header's name in normal capitals; one not in capitals as it is.

    ``SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH`` gives ``Sở Văn hóa, Thể thao và Du lịch``,
    ``UBND TỈNH AN BÌNH`` gives ``UBND tỉnh An Bình``.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    letters = [character for character in name if character.isalpha()]
    if not letters or sum(map(str.islower, letters)) * 4 > len(letters):
        return name
    pieces = _PIECE.findall(name)
    at = [index for index, piece in enumerate(pieces) if piece[0].isalnum()]
    if not at:
        return name
    words = [pieces[index] for index in at]
    opens = [_opens(pieces, index) for index in at]
    for index, word in zip(at, _Casing(words, opens).run(), strict=True):
        pieces[index] = word
    return "".join(pieces)


def _opens(pieces: Sequence[str], index: int) -> bool:
    """Tell whether a comma, dash or bracket stands before the piece at `index`."""
    return index > 0 and bool(set(pieces[index - 1]) & set(",-–—/(:;+"))


class _Casing:
    """One name: its words, and which of them follow a mark."""

    def __init__(self, words: list[str], opens: list[bool]) -> None:
        self._printed = words
        self._words = [word.lower() for word in words]
        self._opens = opens
        self._out = list(self._words)
        self._plain = False
        self._capital = True

    def run(self) -> list[str]:
        """Return the words in normal capitals."""
        known = self._kind(0) or self._phrase(0) or _is_abbreviation(self._printed[0])
        if not known and self._until_mark(0) > 1:
            return self._title_all()
        index = 0
        while index < len(self._words):
            index = self._step(index)
        return self._out

    def _title_all(self) -> list[str]:
        """A name without any known word is that of a place or a person."""
        self._title(0, len(self._words))
        return self._out

    def _step(self, index: int) -> int:
        """Case the word or phrase at `index`; return where the next one starts."""
        if _is_abbreviation(self._printed[index]):
            self._out[index] = self._printed[index]
            self._capital = index == 0
            return index + 1
        kind = self._kind(index)
        if kind:
            return self._place(index, kind)
        phrase = self._phrase(index)
        if phrase:
            return self._known(index, phrase)
        tail = self._place_at(index)
        if tail and index:
            return self._title(index, tail)
        return self._plain_word(index)

    def _plain_word(self, index: int) -> int:
        word = self._words[index]
        starts = self._capital or (self._opens[index] and not self._plain)
        joined = word in _JOINING
        if starts and not joined:
            self._out[index] = word[:1].upper() + word[1:]
        self._capital = joined and not self._plain
        return index + 1

    def _kind(self, index: int) -> int:
        """Return how many words the territorial kind at `index` has, or 0."""
        two = tuple(self._words[index : index + 2])
        if two in _NO_KIND or (index and self._words[index - 1] == "tác"):
            return 0
        for kind in _KINDS:
            if tuple(self._words[index : index + len(kind)]) == kind:
                return len(kind)
        return 0

    def _place(self, index: int, kind: int) -> int:
        start = index + kind
        if index == 0:
            self._out[0] = self._out[0].capitalize()
        self._capital = False
        if start >= len(self._words) or self._opens[start] or self._kind(start):
            return start
        if self._words[start] in _JOINING or self._words[start] in {"các", "trực"}:
            return start
        length = self._place_at(start) or self._until_mark(start)
        return self._title(start, length)

    def _title(self, start: int, length: int) -> int:
        for index in range(start, start + length):
            word = self._printed[index]
            # Names of the highlands ("KRÔNG PẮK") are not spelt as Vietnamese is.
            known = word in _abbreviations() or not _VOWEL.search(_plain(word))
            keep = known or _ROMAN.fullmatch(word)
            if self._words[index] not in _JOINING:
                self._out[index] = word if keep else word.capitalize()
        self._capital = False
        return start + length

    def _until_mark(self, start: int) -> int:
        end = start + 1
        while end < len(self._words) and not self._opens[end] and not self._kind(end):
            end += 1
        return min(end - start, _PLACE_WORDS)

    def _place_at(self, start: int) -> int:
        """Return how many words, up to the end or a mark, name a known place."""
        end = start + 1
        while end < len(self._words) and not self._opens[end] and not self._kind(end):
            end += 1
        length = end - start
        name = " ".join(self._words[start:end])
        if not 2 <= length <= _PLACE_WORDS:
            return 0
        places = gazetteer()
        return length if places.is_province(name) or places.is_district(name) else 0

    def _phrase(self, index: int) -> tuple[str, ...]:
        if tuple(self._words[max(index - 1, 0) : index + 1]) == ("xã", "hội"):
            return ()  # "trật tự xã hội" names no association
        known = _phrases()
        for length in range(min(12, len(self._words) - index), 0, -1):
            key = name_key(" ".join(self._words[index : index + length]))
            found = known.get(key)
            if found is not None and not (self._plain and key in _not_plain()):
                return found
        return ()

    def _known(self, index: int, phrase: tuple[str, ...]) -> int:
        for offset, word in enumerate(phrase):
            printed = self._words[index + offset]
            # The case of the list, the tone marks of the letter.
            self._out[index + offset] = (
                "".join(
                    b.upper() if a.isupper() else b
                    for a, b in zip(word, printed, strict=False)
                )
                + printed[len(word) :]
            )
        starts = index == 0 or self._capital or (self._opens[index] and not self._plain)
        if starts:
            first = self._out[index]
            self._out[index] = first[:1].upper() + first[1:]
        joined = name_key(" ".join(phrase))
        self._plain = self._plain or joined in _plain_heads()
        self._capital = joined in _heads() and joined not in _plain_heads()
        end = index + len(phrase)
        if joined in _proper_after() and end < len(self._words):
            return self._title(end, self._until_mark(end))
        return end


def _is_abbreviation(word: str) -> bool:
    if word in _abbreviations():
        return True
    if len(word) < 2 or word.isdigit():
        return False
    return not _SYLLABLE.fullmatch(_plain(word))


def _plain(word: str) -> str:
    """Return a word in small letters without its tone."""
    plain = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return unicodedata.normalize("NFC", plain)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table("organs")["abbreviations"]["words"])


@cache
def _not_plain() -> frozenset[str]:
    """Return what is no name of its own inside the purpose of a committee."""
    return _heads() | frozenset(map(name_key, table("organs")["fields"]["words"]))


@cache
def _proper_after() -> frozenset[str]:
    return frozenset(map(name_key, table("organs")["capitals"]["proper_after"]))


@cache
def _heads() -> frozenset[str]:
    data = table("organs")
    heads = (*data["strict_heads"]["words"], *data["free_heads"]["words"])
    return frozenset(map(name_key, heads))


@cache
def _plain_heads() -> frozenset[str]:
    return frozenset(map(name_key, table("organs")["capitals"]["plain_after"]))


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    """Return each known phrase, by its key, as words with their capitals."""
    data = table("organs")
    phrases = (
        *data["strict_heads"]["words"],
        *data["free_heads"]["words"],
        *data["names"]["words"],
        *data["fields"]["words"],
        *data["capitals"]["phrases"],
        *data["capitals"]["plain_after"],
        *data["capitals"]["proper_after"],
    )
    return {name_key(phrase): tuple(re.findall(r"\w+", phrase)) for phrase in phrases}


# Level --------------------------------------------------------------------------

_CENTRAL_CITIES = "hà nội|hồ chí minh|đà nẵng|hải phòng|cần thơ|huế|đồng nai|hcm"
_CENTRAL = re.compile(
    r"^(?:bộ (?!chỉ huy|đội|phận)|chính phủ|(?:phó )?thủ tướng|quốc hội|chủ tịch nước"
    r"|văn phòng (?:bộ|chính phủ|quốc hội|chủ tịch nước|trung ương)|tổng cục|vụ "
    r"|cục |thanh tra chính phủ|kiểm toán nhà nước|ngân hàng nhà nước|ủy ban dân tộc"
    r"|ủy ban thường vụ quốc hội|hội đồng dân tộc|ban bí thư|bảo hiểm xã hội việt nam"
    r"|thông tấn xã|đài truyền hình việt nam|đài tiếng nói việt nam|trung ương "
    r"|ban cơ yếu|tổng liên đoàn|liên đoàn thương mại và công nghiệp việt nam)"
    r"|(?:tối cao|trung ương)$|^ban (?:tổ chức|tuyên giáo|nội chính|dân vận) trung ương"
)
_COMMUNE = re.compile(
    r"(?<!\w)(?<!thị )(?<!tác )(?<!tấn )"
    r"(?:xã|phường|thị trấn|đặc khu)(?!\w| hội)"
)
_DISTRICT = re.compile(
    r"(?<!\w)(?:huyện|quận|thị xã)(?!\w)|^(?:huyện|quận|thị) (?:ủy|đoàn)|^phòng "
)
_PROVINCE = re.compile(
    rf"(?<!\w)tỉnh(?!\w)|^(?:thành|thuế|sở|chi cục)(?!\w)(?! phố)"
    rf"|(?<!\w)(?:thành phố|tp\.?) ?(?:{_CENTRAL_CITIES})(?!\w)"
    rf"|^ban quản lý (?:các )?khu"
)
_CITY = re.compile(r"(?<!\w)(?:thành phố|tp\.?)(?!\w)")


def level(name: str) -> BodyLevel | None:
    """Return the level of the body called `name` by the words of its name alone.

    ``other`` where it names neither a territory nor a body of the State or Party.
    """
    words = " ".join(unicodedata.normalize("NFC", name).lower().split())
    words = words.replace("uỷ", "ủy").replace("hoà", "hòa")
    if _COMMUNE.search(words):
        return "commune"
    if _PROVINCE.search(words):
        return "province"
    if _DISTRICT.search(words) or _CITY.search(words):
        return "district"
    return "central" if _CENTRAL.search(words) else "other"
