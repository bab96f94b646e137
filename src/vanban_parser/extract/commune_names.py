"""Where a commune's name ends: the longest name the table knows, or a run of capitals.

The functions take ``known``, which tells whether a name is that of a commune of one of
the kinds, there and then: they know the language, not the map.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from vanban_parser.model.letter import CommuneKind
from vanban_parser.text import fold

Kinds = tuple[CommuneKind, ...]
Known = Callable[[str, Kinds], bool]

# The longest official names have five syllables.
_LONGEST = 6
# A number with decimals or a per cent sign is never part of a name ("Hợp Lý 66,67%").
_WORD = re.compile(
    r"\d{1,2}(?![\w%]|[.,]\d| ?%)|[^\W\d_]+(?:['’‘ʼ`][^\W\d_]+)*(?![^\W_])"
)
# A ward's number may have the next one on its heels ("phường 1,2,3").
_FIRST_NUMBER = re.compile(r"\d{1,2}(?![\w%]|\.\d| ?%)")
_GAP = re.compile(r" ?[-–] ?| ")
_GAP_OR_BREAK = re.compile(r" ?[-–] ?\n?| |\n")
# "phường 12 hộ" counts households; "phường 12 tổ chức" is the ward.
_COUNTED = re.compile(
    r" (?:hộ|người|cán bộ|đồng|lượt|trường|dự án|hồ sơ|thủ tục|công trình|điểm|ngày"
    r"|tháng|năm|khu phố|tổ dân phố|thôn|ấp|đơn vị|ha|m2|km|TTHC)\b"
)
_OFFICE = re.compile(
    r"(?:Ban|Bộ|Chi|Chủ|Công|Cục|Đảng|Đài|Đoàn|Đội|Hội|Hạt|Kho|Liên|Mặt|Ngân|Nhà|Phó"
    r"|Phòng|Quân|Sở|Tổ|Tỉnh|Tòa|Toà|Trạm|Trung|Trưởng|Trường|Ủy|Uỷ|Văn|Viện|Huyện"
    r"|Thành|Thị|Quận|Xã|Phường|Thôn|Ấp|Nông|Việt|Số|Điều|Luật|Nghị|Quyết|Kế)"
)

_AFTER_NUMBER = re.compile(r" ?(?:[,;.)]|và \d|$)", re.MULTILINE)
_VOWEL = re.compile(r"[aeiouy]")

Word = tuple[int, int]


def may_start(text: str, start: int, stop: int) -> bool:
    """Tell whether a name can start there: with a capital or a number."""
    return start < stop and (text[start].isupper() or text[start].isdigit())


def words_at(text: str, start: int, stop: int, *, over_break: bool) -> list[Word]:
    """Return the words of a possible name at `start`: parted by a space or a hyphen.

    With `over_break` one line break may part two of them.
    """
    words: list[Word] = []
    position, broken = start, False
    while len(words) < _LONGEST:
        match = _WORD.match(text, position, stop)
        if match is None and not words:
            match = _FIRST_NUMBER.match(text, position, stop)
        if match is None or (words and match[0].startswith("0")):
            break
        if broken and text[match.start()].isdigit():
            break  # the number of the next row, not "Bảo Lâm 2"
        words.append(match.span())
        gap = (_GAP_OR_BREAK if over_break and not broken else _GAP).match(
            text, match.end(), stop
        )
        if gap is None:
            break
        broken = broken or "\n" in gap[0]
        position = gap.end()
    return words


def _is_capital(text: str, word: Word) -> bool:
    return text[word[0]].isupper() or text[word[0]].isdigit()


def _capital_run(text: str, words: list[Word]) -> int:
    for count, word in enumerate(words):
        if not _is_capital(text, word):
            return count
    return len(words)


def known_name(
    text: str, start: int, stop: int, kinds: Kinds, known: Known
) -> int | None:
    """Return where the name at `start` ends, if `known` knows one; else None.

    The first syllable must be a capital or a number; of the others small letters are
    forgiven ("Hợp lý") where the capitals alone are no name.  The longest name wins,
    and one on a single line wins over one that runs into the next.
    """
    if not may_start(text, start, stop):
        return None
    for over_break in (False, True):
        words = words_at(text, start, stop, over_break=over_break)
        run = _capital_run(text, words)
        if not run:
            return None
        lengths = [*range(len(words), 0, -1)]
        if run < len(words) and known(text[start : words[run - 1][1]], kinds):
            lengths = [*range(run, 0, -1)]
        for length in lengths:
            end: int = words[length - 1][1]
            name = text[start:end]
            if known(name, kinds) and not _is_count(text, name, end, kinds):
                return end
    return None


def _is_count(text: str, name: str, end: int, kinds: Kinds) -> bool:
    if not name.isdigit():
        return False
    return "phường" not in kinds or _COUNTED.match(text, end) is not None


def bare_name(
    text: str, start: int, stop: int, kinds: Kinds, known: Known, *, is_first: bool
) -> int | None:
    """Return where the known name at `start` ends, all of it capitals or numbers.

    Stricter than `known_name`, for names that no kind word introduces: no further
    capital may follow, and a number is a name in lists of wards only.
    """
    if not may_start(text, start, stop):
        return None
    words = words_at(text, start, stop, over_break=False)
    words = words[: _capital_run(text, words)]
    for length in range(len(words), 0, -1):
        end = words[length - 1][1]
        name = text[start:end]
        if name.isdigit() and not _is_ward_number(text, end, kinds, is_first=is_first):
            return None
        if known(name, kinds):
            rest = words[length:]
            clean = not rest or text[end : rest[0][0]].strip() or _digits(text, rest[0])
            return end if clean else None
    return None


def _is_ward_number(text: str, end: int, kinds: Kinds, *, is_first: bool) -> bool:
    if kinds != ("phường",):
        return False
    if is_first:
        return _AFTER_NUMBER.match(text, end) is not None
    return _COUNTED.match(text, end) is None


def _digits(text: str, word: Word) -> bool:
    return text[word[0]].isdigit()


def unknown_name(text: str, start: int, stop: int) -> int | None:
    """Return where a name ends that no table knows: two to four capitalised words.

    Words in capitals all through (an abbreviation, a heading) and names of offices are
    none.
    """
    if not may_start(text, start, stop):
        return None
    words = words_at(text, start, stop, over_break=False)
    end, count = None, 0
    for word in words:
        syllable = text[word[0] : word[1]]
        joined = end is None or text[end : word[0]] == " "
        if not (joined and _is_titled(syllable) and not _OFFICE.fullmatch(syllable)):
            break
        if not _VOWEL.search(fold(syllable)):
            return None  # a letter was lost: "Mỹ H a"
        end, count = word[1], count + 1
    return end if end is not None and 2 <= count <= 4 else None


def _is_titled(syllable: str) -> bool:
    """Tell whether only the first letter is a capital (``R'măng`` is one syllable)."""
    return syllable.istitle() or (
        syllable[0].isupper() and syllable[1:] == syllable[1:].lower()
    )
