"""The words of ``data/organs.toml`` as compiled patterns.

Names match whatever the case and the place of the tone mark, with ``&`` for ``và``,
any dash, and a comma that may be a dash or missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from vanban_parser.lexicon.load import table

CAPITALS = "A-ZĐ" + "".join(
    chr(code)
    for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))
    if chr(code).isupper()
)
"""The capital letters of Vietnamese, for a regex character class."""
_TONES = {
    pair[0]: f"(?:{pair[0]}|{pair[1]})"
    for pair in (
        *(("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ")),
        *(("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("ọe", "oẹ")),
        *(("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"), ("ùy", "uỳ")),
        ("Ủy", "Uỷ"),
    )
}
_TONED = re.compile("|".join(_TONES))
_SEPARATORS = {
    ", ": r"(?: ?, ?| ?[-–—] ?| và | )",
    " và ": r"(?: và | ?& ?|, )",
    " - ": r"(?: ?[-–—] ?| )",
}


def loose(name: str) -> str:
    """Return a regex for `name` in all the ways it is written."""
    parts = re.split(r"(, | và | - )", name)
    pattern = "".join(_SEPARATORS.get(part) or re.escape(part) for part in parts)
    return _TONED.sub(lambda match: _TONES[match.group()], pattern)


def any_of(names: Iterable[str]) -> str:
    """Return a regex that matches any of `names`, the longest first, as whole words."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return rf"(?:{'|'.join(map(loose, ordered))})(?!\w)"


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
    dependent: frozenset[str]
    posts_alone: frozenset[str]
    groups_alone: frozenset[str]


_PROPER = rf"[{CAPITALS}\d][\w’']*"
_NAME = rf"(?: {_PROPER}(?:(?: | ?[-–] ?){_PROPER}){{0,4}})"
_COMMITTEES = (
    *("UBND", "HĐND", "Ủy ban nhân dân", "Hội đồng nhân dân", "Công an", "Đảng ủy"),
    *("UBMTTQ", "Ủy ban MTTQ Việt Nam", "Hội Nông dân", "Trạm Y tế", "Huyện ủy"),
    *("Ban Chỉ huy Quân sự", "Phòng Y tế", "Trung tâm Y tế", "Phòng Nội vụ"),
)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def _stops(words: Iterable[str], unless: Mapping[str, Iterable[str]]) -> str:
    free = [word for word in words if word not in unless]
    bound = [
        rf"{loose(word)}(?!\w)(?! {any_of(nouns)})"
        for word, nouns in unless.items()
        if nouns
    ]
    return "|".join([*bound, any_of(free)])


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def organ_words() -> OrganWords:
    """Return the patterns, compiled once a process."""
    data = table("organs")
    kind = any_of(data["territories"]["words"]).replace(r"\.)(?!\w)", r"\.)")
    kinds = rf"(?:{kind}|(?:TP|TX|TT|Tp)\.)"
    quantified = r"(?:các |những |một số |\d{1,3} )?"
    one_place = rf"{kinds}(?-i:{_NAME})?"
    members = any_of([*data["groups"]["words"], *data["territories"]["words"]])
    heads = r"(?:sở|bộ|phòng|ban|chi cục|cục|trung tâm|công ty|vụ|hội)(?!\w)"
    return OrganWords(
        field=_compile(any_of(data["fields"]["words"])),
        name=_compile(any_of(data["names"]["words"])),
        committee=_compile(any_of(_COMMITTEES)),
        strict_head=_compile(any_of(data["strict_heads"]["words"])),
        free_head=_compile(any_of(data["free_heads"]["words"])),
        goes_on=_compile(any_of(data["strict_heads"]["goes_on"])),
        post=_compile(any_of(data["posts"]["words"])),
        person=_compile(any_of(data["posts"]["persons"])),
        group=_compile(any_of(data["groups"]["words"])),
        quantifier=_compile(rf"(?:{any_of(data['quantifiers']['words'])} |\d{{1,3}} )+"),
        qualifier=_compile(rf" {any_of(data['qualifiers']['plain'])}"),
        link=_compile(rf" (?P<link>{any_of(data['qualifiers']['links'])}) "),
        stop=_compile(_stops(data["stops"]["words"], data["stops"]["unless_followed"])),
        place=_compile(
            rf" {quantified}{one_place}(?:(?:, ?| và | ?/ ?)(?:các )?{one_place}){{0,8}}"
        ),
        kind=_compile(kinds),
        listing=_compile(
            rf"(?P<kinds>(?:{heads}|{members})(?:(?:, | và | ?/ ?)(?:{heads}|{members}))*)"
            r"(?: ngành)?(?P<colon> ?: ?| )"
        ),
        dependent=_folded(data["dependent"]["words"]),
        posts_alone=_folded(data["posts"]["alone"]),
        groups_alone=_folded(data["groups"]["alone"]),
    )
