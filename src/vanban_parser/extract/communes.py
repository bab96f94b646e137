"""Where a letter names communes: with their kind, in lists, bare below a list's head.

Which unit a name means is not decided here (see ``resolve.places``); ``known`` tells
whether a name is that of a commune there and then, which is what a boundary hangs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from vanban_parser.extract.commune_names import (
    Kinds,
    Known,
    bare_name,
    known_name,
    unknown_name,
)
from vanban_parser.model.document import Span
from vanban_parser.model.letter import CommuneKind
from vanban_parser.text import lines_with

ALL_KINDS: Kinds = ("xã", "phường", "thị trấn", "đặc khu")
_BY_WORD: dict[str, CommuneKind] = {
    "xã": "xã",
    "phường": "phường",
    "thị trấn": "thị trấn",
    "đặc khu": "đặc khu",
    "tt": "thị trấn",
    "p": "phường",
    "x": "xã",
}

_KIND = r"(?:xã|phường|thị trấn|đặc khu)"
# "thị xã", "hợp tác xã", "thông tấn xã", "cấp xã", "văn xã", "công xã" are no communes.
_HEAD = re.compile(
    r"(?<!\w)(?<!thị )(?<!tác )(?<!tấn )(?<!cấp )(?<!văn )(?<!công )"
    r"(?:(?P<many>các|những|một số|nhiều|\d{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) "
    rf"(?:(?:UBND|Ủy ban nhân dân) )?)?"
    rf"(?P<kinds>{_KIND}(?:(?: ?[,/] ?| và | ?[-–] ?){_KIND})*)(?!\w)",
    re.IGNORECASE,
)
_PLACES = re.compile(r"(?<!\w)(?:các|những|một số) (?:địa phương|đơn vị)(?!\w)", re.I)
_KIND_WORD = re.compile(rf"(?<!\w){_KIND}(?!\w)", re.IGNORECASE)
# A capital first, which is found fast.
_SHORT = re.compile(
    r"[TPX](?<![\w.][TPX])(?:(?<=T)T(?:\. ?| )|(?<=[PX])\. ?)(?=[^\W_a-z])"
)
# What the first two have in them, folded.
_KIND_FOLDED = ("xa", "phuong", "thi tran", "dac khu")
_PLACES_FOLDED = ("dia phuong", "don vi")
_SOCIETY = re.compile(r"hội\b", re.IGNORECASE)
_TO_NAME = re.compile(r"\n| ?:? ?[“\"]?")

_MARK = r"(?:\(\d{1,3}\) ?|\d{1,3}[.)] |[-+*] )?"
_LEAD = rf" ?{_MARK}(?:(?:riêng|cùng|và|gồm|có|là|như|UBND|HĐND) )*{_MARK}"
_ITEM_LEAD = re.compile(_LEAD)
# Between two names of a list: what is said of the first, then a comma or "và".
_NEXT = rf"(?: ?[,;&/] ?(?:và )?| và | & ){_LEAD}"
_STRICT_NEXT = re.compile(_NEXT)
_LOOSE_NEXT = re.compile(
    rf"{_NEXT}|(?: ?\([^()\n]{{0,80}}\)|(?:[^,;.\n()]|(?<=\d)[.,](?=\d)){{0,60}}?)"
    rf"(?: ?[,;](?!\d) ?(?:và )?| và | & ){_LEAD}"
)
_OPENER = re.compile(r"[:(]|(?<!\w)(?:như|gồm có|gồm|là)(?!\w):?")
_CAPITAL = re.compile(r" [^\W\d_a-zà-ỹ]")
_TITLE_WORD = re.compile(r"(?<!\w)[^\W\d_a-z][a-zà-ỹ]+ $")
_COLON = re.compile(r" ?:")
_SENTENCE_END = re.compile(r"[.;] (?=[^\W\d_a-z])|;|$", re.MULTILINE)
_BULLET = re.compile(r"(?:[-+*] ?|\(?\d{1,3}[.)] ?|[a-zđ][.)] ?)?(?:UBND )?")
_LINE_REST = re.compile(
    r" ?(?:\([^()\n]{0,80}\)|[:–-]? ?\d[^,;\n]{0,30})?[.,;]* ?$", re.M
)
_FORMER = re.compile(r" ?\(?(?:cũ|trước đây|trước khi sáp nhập)\b")
_WINDOW = 150
_MOST_OPENERS = 3
_LONGEST_LIST = 4000


@dataclass(frozen=True, slots=True)
class CommuneMention:
    """A name of a commune at `span`, which begins with the kind word if there is one.

    `kinds` are the kinds it can be of.  `is_certain`: a kind word stands right before
    it, so it is a commune even if no table knows it.  `is_former`: the letter says
    that the unit is no more (``xã X (cũ)``).  `in_list`: a list's head stands before.
    """

    span: Span
    name: str
    kinds: Kinds
    rule: str
    is_certain: bool = False
    is_former: bool = False
    in_list: bool = False


def _kinds(words: str) -> Kinds:
    found = [_BY_WORD[m[0].lower()] for m in _KIND_WORD.finditer(words)]
    return tuple(dict.fromkeys(found))


def _mention(
    text: str, start: int, name: tuple[int, int], kinds: Kinds, rule: str
) -> CommuneMention:
    return CommuneMention(
        span=Span(start, name[1]),
        name=text[slice(*name)].replace("\n", " "),
        kinds=kinds,
        rule=rule,
        is_certain=rule in {"kind-then-name", "kind-then-unknown-name"},
        is_former=_FORMER.match(text, name[1]) is not None,
        in_list=rule in {"list-after-kind", "bare-name-in-list"},
    )


def _line_end(text: str, position: int) -> int:
    """Return where the line ends, or where a list is no longer followed."""
    end = text.find("\n", position, position + _LONGEST_LIST)
    return min(len(text), position + _LONGEST_LIST) if end < 0 else end


def _is_society(text: str, head: re.Match[str], start: int) -> bool:
    """XÃ HỘI is society; only ``xã Hội An`` in small letters can be a commune."""
    return not text[head.end() - 2].islower() and bool(_SOCIETY.match(text, start))


def _rest_of_list(
    text: str, position: int, kinds: Kinds, known: Known, *, loose: bool, rule: str
) -> Iterator[CommuneMention]:
    """Yield the names that go on a list after `position`, up to the next kind word."""
    step = _LOOSE_NEXT if loose else _STRICT_NEXT
    stop = _line_end(text, position)
    while gap := step.match(text, position, stop):
        if _KIND_WORD.search(gap[0]) or _KIND_WORD.match(text, gap.end()):
            return
        end = bare_name(text, gap.end(), stop, kinds, known, is_first=False)
        if end is None:
            return
        yield _mention(text, gap.end(), (gap.end(), end), kinds, rule)
        position = end


def _direct(
    text: str, head: re.Match[str], kinds: Kinds, known: Known
) -> CommuneMention | None:
    """Return the commune whose name follows the kind word at once."""
    lead = _TO_NAME.match(text, head.end())
    if lead is None or not lead[0] or _is_society(text, head, lead.end()):
        return None
    if lead[0] == "\n" and _starts_line(text, head.start("kinds")):
        return None
    start, stop, last = lead.end(), len(text), (kinds[-1],)
    word = [*_KIND_WORD.finditer(head["kinds"])][-1].start() + head.start("kinds")
    is_below = lead[0] == "\n"
    end = None if is_below else known_name(text, start, stop, last, known)
    if end is not None:
        return _mention(text, word, (start, end), last, "kind-then-name")
    if not (is_below or ":" in lead[0] or _is_in_heading(text, word, head.end())):
        end = unknown_name(text, start, stop)
    if end is not None:
        return _mention(text, word, (start, end), last, "kind-then-unknown-name")
    # The kind may be that of another time; then the whole name must be known.
    pool = last if is_below or text[start : start + 1].isdigit() else ALL_KINDS
    end = bare_name(text, start, stop, pool, known, is_first=True)
    if end is None:
        return None
    return _mention(text, word, (start, end), last, "kind-then-name")


def _is_in_heading(text: str, start: int, end: int) -> bool:
    """Tell whether the kind word is of a heading, where every word has a capital."""
    word, before = text[start:end], text[max(start - 12, 0) : start]
    return word.isupper() or (word[0].isupper() and bool(_TITLE_WORD.search(before)))


def _starts_line(text: str, position: int) -> bool:
    return position == 0 or text[position - 1] == "\n"


def _after_opener(
    text: str, position: int, kinds: Kinds, known: Known
) -> Iterator[CommuneMention]:
    """Yield the bare names after a colon, bracket or "như" that the head announces."""
    stop = min(_line_end(text, position), position + _WINDOW)
    sentence = _SENTENCE_END.search(text, position, stop)
    stop = sentence.start() if sentence else stop
    for opener in islice(_OPENER.finditer(text, position, stop), _MOST_OPENERS):
        lead = _ITEM_LEAD.match(text, opener.end())
        start = lead.end() if lead else opener.end()
        end = bare_name(
            text, start, _line_end(text, start), kinds, known, is_first=True
        )
        if end is None:
            continue
        rule = "bare-name-in-list"
        yield _mention(text, start, (start, end), kinds, rule)
        yield from _rest_of_list(text, end, kinds, known, loose=True, rule=rule)
        return
    if text[stop - 1 : stop + 1] == ":\n":
        yield from _lines_below(text, stop + 1, kinds, known)


def _lines_below(
    text: str, position: int, kinds: Kinds, known: Known
) -> Iterator[CommuneMention]:
    """Yield the names that fill the lines below a head, one a line."""
    while position < len(text):
        stop = _line_end(text, position)
        bullet = _BULLET.match(text, position, stop)
        start = bullet.end() if bullet else position
        end = bare_name(text, start, stop, kinds, known, is_first=True)
        if end is None or not _LINE_REST.match(text, end):
            return
        yield _mention(text, start, (start, end), kinds, "bare-name-in-list")
        position = stop + 1


def _of_head(text: str, head: re.Match[str], known: Known) -> Iterator[CommuneMention]:
    kinds = _kinds(head["kinds"])
    is_plural = head["many"] is not None or len(kinds) > 1
    announces = is_plural and _COLON.match(text, head.end())
    first = None if announces else _direct(text, head, kinds, known)
    if first is not None:
        yield first
        yield from _rest_of_list(
            text,
            first.span.end,
            first.kinds,
            known,
            loose=is_plural,
            rule="list-after-kind",
        )
    elif is_plural and _CAPITAL.match(text, head.end()):
        # The first name is not to be read; the others may be.
        rule = "list-after-kind"
        yield from _rest_of_list(text, head.end(), kinds, known, loose=True, rule=rule)
    elif is_plural:
        yield from _after_opener(text, head.end(), kinds, known)


def _shortened(text: str, known: Known) -> Iterator[CommuneMention]:
    """Yield ``TT. Triệu Sơn``, ``P.12``: only where the table knows the name."""
    for head in _SHORT.finditer(text):
        kinds = (_BY_WORD[head[0].rstrip(". ").lower()],)
        end = known_name(text, head.end(), _line_end(text, head.end()), kinds, known)
        if end is not None:
            name = (head.end(), end)
            yield _mention(text, head.start(), name, kinds, "kind-then-name")


def _in_lines(
    pattern: re.Pattern[str], text: str, words: Iterable[str]
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that lies in a line and holds one of `words`."""
    for start, end in lines_with(text, words):
        yield from pattern.finditer(text, start, end)


def find_mentions(text: str, known: Known) -> tuple[CommuneMention, ...]:
    """Return the communes that running text names, in order, none twice.

    Args:
        text: ``Document.text``.
        known: whether a name is that of a commune of one of the kinds, where and when
            the letter was written.
    """
    found: dict[int, CommuneMention] = {}

    def add(mentions: Iterator[CommuneMention]) -> None:
        for mention in mentions:
            key = mention.span.end
            if key not in found or len(mention.span) > len(found[key].span):
                found[key] = mention

    for head in _in_lines(_HEAD, text, _KIND_FOLDED):
        add(_of_head(text, head, known))
    for head in _in_lines(_PLACES, text, _PLACES_FOLDED):
        add(_after_opener(text, head.end(), ALL_KINDS, known))
    add(_shortened(text, known))
    return tuple(sorted(found.values(), key=lambda mention: mention.span))
