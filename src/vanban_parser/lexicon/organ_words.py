"""The words of ``data/organs.toml`` as compiled patterns.

Names match whatever the case and the place of the tone mark, with ``&`` for ``và``,
any dash, and a comma that may be a dash or missing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from types import MappingProxyType
from typing import Any

from vanban_parser.lexicon.alternatives import Word, alternatives
from vanban_parser.lexicon.load import table
from vanban_parser.text import fold

CAPITALS = "A-ZĐ" + "".join(
    chr(code)
    for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))
    if chr(code).isupper()
)
"""The capital letters of Vietnamese, for a regex character class."""
_TONES = MappingProxyType(
    {
        pair[0]: pair
        for pair in (
            *(("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ")),
            *(("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("ọe", "oẹ")),
            *(("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"), ("ùy", "uỳ")),
            ("Ủy", "Uỷ"),
        )
    }
)
_SEPARATORS = MappingProxyType(
    {
        ", ": r"(?: ?, ?| ?[-–—] ?| và | )",
        " và ": r"(?: và | ?& ?|, | )",
        " - ": r"(?: ?[-–—] ?| )",
    }
)
_VARIES = re.compile("|".join([*_SEPARATORS, *_TONES]))
_PIECE = re.compile(rf"{_VARIES.pattern}|.")


def loose(name: str) -> str:
    """Return a regex for `name` in all the ways it is written."""
    return _spelt([name])


def any_of(names: Iterable[str]) -> str:
    """Return a regex that matches any of `names`, the longest first, as whole words."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return rf"{_spelt(ordered)}(?!\w)"


def _spelt(names: Iterable[str]) -> str:
    """Return a regex for `names` in all the ways they are written."""
    return alternatives(word for name in names for word in _spellings(name))


def _spellings(name: str) -> Iterator[Word]:
    """Yield `name` letter by letter, once for each way to write its tones.

    In small letters: the patterns ignore case.
    """
    if _VARIES.search(name) is None:
        yield tuple(name.lower())
        return
    ways = [_ways(piece) for piece in _PIECE.findall(name)]
    for way in product(*ways):
        yield tuple(chain.from_iterable(way))


def _ways(piece: str) -> Sequence[Word]:
    if piece in _SEPARATORS:
        return ((_SEPARATORS[piece],),)
    return [tuple(way.lower()) for way in _TONES.get(piece, (piece,))]


def _nouns(names: Iterable[str]) -> str:
    """Return a regex for common nouns, not where they are part of another word."""
    ahead = table("organs")["not_before"]
    known = set(names)
    bound = sorted(known.intersection(ahead), key=len, reverse=True)
    free = any_of(known.difference(ahead))
    parts = [rf"{loose(name)}(?!\w)(?! {any_of(ahead[name])})" for name in bound]
    return rf"(?:{free}|{_one_of(bound, parts)})"


def _one_of(words: Collection[str], parts: Iterable[str]) -> str:
    """Return a regex for any of `parts`, none of which is tried where no word begins.

    Each of them matches one of `words` and looks at what stands around.
    """
    return rf"(?={any_of(words)})(?:{'|'.join(parts)})" if words else r"(?!)"


@dataclass(frozen=True, slots=True)
class OrganWords:
    """Patterns that match where a name or a part of one begins."""

    field: re.Pattern[str]
    name: re.Pattern[str]
    committee: re.Pattern[str]
    strict_head: re.Pattern[str]
    free_head: re.Pattern[str]
    goes_on: re.Pattern[str]
    post: re.Pattern[str]
    person: re.Pattern[str]
    group: re.Pattern[str]
    quantifier: re.Pattern[str]
    qualifier: re.Pattern[str]
    link: re.Pattern[str]
    stop: re.Pattern[str]
    place: re.Pattern[str]
    kind: re.Pattern[str]
    listing: re.Pattern[str]
    doing: re.Pattern[str]
    """A verb or adverb of duty; as in `stop`, not where it is part of a noun."""
    acting: re.Pattern[str]
    """As `doing`, and the verbs that names are made of too."""
    openings: frozenset[tuple[str, str | None]]
    """What a name may begin with: its first word, folded, alone or with the second."""
    dependent: frozenset[str]
    posts_alone: frozenset[str]
    groups_alone: frozenset[str]


_PROPER = rf"[{CAPITALS}\d][\w’']*"
_NAME = rf"(?: [{CAPITALS}][\w’']*(?:(?: | ?[-–] ?){_PROPER}){{0,4}})"
_NUMBERED = (
    r"(?:(?:phường|quận|thôn|ấp|khu vực|khu phố|tổ dân phố)"
    rf"(?-i: \d{{1,3}}(?: {_PROPER}){{0,3}}))"
)
_COMMITTEES = (
    *("UBND", "HĐND", "Ủy ban nhân dân", "Hội đồng nhân dân", "Công an", "Đảng ủy"),
    *("UBMTTQ", "Ủy ban MTTQ Việt Nam", "Hội Nông dân", "Trạm Y tế", "Huyện ủy"),
    *("Ban Chỉ huy Quân sự", "Phòng Y tế", "Trung tâm Y tế", "Phòng Nội vụ"),
)


_FIRST_WORDS = re.compile(r"(\w+)(?: (?!và )(\w+))?")


def _openings(names: Iterable[str]) -> frozenset[tuple[str, str | None]]:
    """Return the first two words of each name, or the first where a sign follows it."""
    found = (_FIRST_WORDS.match(fold(name)) for name in names)
    return frozenset((match[1], match[2]) for match in found if match is not None)


_OPENING = ("names", "strict_heads", "free_heads", "posts", "groups", "quantifiers")


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def _stops(stops: Mapping[str, Any], known: set[str]) -> str:
    """Return a regex for `known` words, not where they are part of another word."""
    before, after = stops["unless_followed"], stops["unless_after"]
    special = [word for word in known if word in before or word in after]
    parts = []
    for word in special:
        behind = "".join(rf"(?<!{loose(noun)} )" for noun in after.get(word, ()))
        ahead = rf"(?! {any_of(before[word])})" if word in before else ""
        parts.append(rf"{behind}{loose(word)}(?!\w){ahead}")
    return f"{_one_of(special, parts)}|{any_of(known.difference(special))}"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def organ_words() -> OrganWords:
    """Return the patterns, compiled once a process."""
    data = table("organs")
    doing = table("tasks")["doing"]
    verbs = {*doing["verbs"], *doing["rarer_verbs"], *doing["adverbs"]}
    nouns_too = (*doing["nouns_too"], *doing["rarer_nouns_too"])
    # "thành" and "thị" are short for thành phố, thị xã, but only in a list.
    first = set(data["territories"]["words"]) - {"thành", "thị"}
    kinds = rf"(?:{_nouns(first)}|(?:TP|TX|TT)\.)"
    listed = _nouns([*data["territories"]["named"], "thành", "thị"])
    named = rf"(?:{_nouns(data['territories']['named'])}|(?:TP|TX|TT)\.)"
    quantified = r"(?:các |những |một số |\d{1,3} )?"
    # "xã A, huyện B" goes up; "các xã, phường" lists; a name ends the list.
    place = (
        rf"(?:{named}(?-i:{_NAME})|{_NUMBERED})(?:, ?{named}(?-i:{_NAME})){{0,2}}"
        rf"|{kinds}(?:(?:, ?| và | ?/ ?|-)(?:các )?{listed}(?!(?-i:{_NAME}))){{0,8}}"
    )
    # One alternative for a word, and no way back: hostile lists cost linear time.
    member = _nouns(
        name
        for section in ("groups", "territories", "listing_heads")
        for name in (*data[section]["words"], *data[section].get("rarer", ()))
    )
    return OrganWords(
        field=_compile(any_of([*data["fields"]["words"], *data["fields"]["rarer"]])),
        name=_compile(any_of(data["names"]["words"])),
        committee=_compile(any_of(_COMMITTEES)),
        strict_head=_compile(any_of(data["strict_heads"]["words"])),
        free_head=_compile(any_of(data["free_heads"]["words"])),
        goes_on=_compile(any_of(data["strict_heads"]["goes_on"])),
        post=_compile(any_of(data["posts"]["words"])),
        person=_compile(any_of(data["posts"]["persons"])),
        group=_compile(_nouns([*data["groups"]["words"], *data["groups"]["rarer"]])),
        quantifier=_compile(
            rf"(?:{any_of(data['quantifiers']['words'])} |\d{{1,3}} )+"
        ),
        qualifier=_compile(rf" {any_of(data['qualifiers']['plain'])}"),
        link=_compile(rf" (?P<link>{any_of(data['qualifiers']['links'])}) "),
        stop=_compile(_stops(data["stops"], {*data["stops"]["words"], *verbs})),
        place=_compile(rf" {quantified}(?:{place})"),
        kind=_compile(kinds),
        listing=_compile(
            rf"(?P<kinds>(?>{member}(?:(?:, | và | ?/ ?){member})*))"
            r"(?: ngành)?(?P<colon> ?: ?| )"
        ),
        doing=_compile(_stops(data["stops"], verbs)),
        acting=_compile(
            _stops(data["stops"], {*verbs, *(w for w in nouns_too if " " in w)})
        ),
        openings=_openings(
            name
            for words in (
                *(data[key]["words"] for key in _OPENING),
                data["groups"]["rarer"],
                _COMMITTEES,
            )
            for name in words
        ),
        dependent=_folded(data["dependent"]["words"]),
        posts_alone=_folded(data["posts"]["alone"]),
        groups_alone=_folded(data["groups"]["alone"]),
    )
