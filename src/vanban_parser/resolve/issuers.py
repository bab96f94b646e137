"""The issuing body and its superior (ô 2): the last body of the header's left side.

In a scan a rule, a stamp or a speck can take a part of the name.  The notation has the
body's initials (``SYT``; NĐ 30/2020, annex I), and the letter mostly names it again:
both together say the name whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from vanban_parser.lexicon.numbers import NumberMatch
from vanban_parser.lexicon.organ_words import organ_words
from vanban_parser.lexicon.organs import normal_capitals, organ_at
from vanban_parser.model.document import Block, Document, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.zones import Zones
from vanban_parser.readers.syllables import is_syllable
from vanban_parser.resolve.respelling import CODE, mended
from vanban_parser.text import fold

INCOMPLETE = "issuer-incomplete"
"""The warning of a name of which a scan has not all."""

# A name that goes on with one of these on the next line is one body over two lines.
_TERRITORY = re.compile(
    r"(?:tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|dac khu|tp\.?)\b"
)
_HEAD = re.compile(
    r"(?:uy ban|ubnd|hdnd|hoi dong|so|bo|phong|ban|van phong|trung tam|cuc|chi cuc"
    r"|tong cuc|vu|thanh tra|truong|benh vien|dang bo|dang uy|huyen uy|tinh uy|thanh uy"
    r"|cong an|bo chi huy|ban chi huy|toa an|vien|kho bac|ngan hang|cong ty|tap doan"
    r"|tong cong ty|hoi|lien doan|doan|mat tran|bao hiem|thue|quoc hoi|chinh phu|hat"
    r"|thu tuong|chi bo|hoc vien|dai|bao|nha|tram|to|doi|kiem toan|lien hiep|cong doan"
    r"|ub|bch|ban quan ly|quan khu|quan doan|quan chung)\b"
)
_ALONE = re.compile(
    r"(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd|bo chi huy quan su)$"
)
# BAN CHỈ ĐẠO 35 / HUYỆN ỦY MẪU SƠN: whose group it is follows, one name.
_GROUP = re.compile(
    r"(?:ban chi dao|ban chi huy|to cong tac|to giup viec|doan kiem tra|doan giam sat"
    r"|hoi dong(?! nhan dan))\b"
)
_SUPERIOR = re.compile(
    r"(?:tinh|thanh|huyen|quan|thi|dang) uy\b|(?:ubnd|hdnd|uy ban nhan dan) "
)
# Kinds of bodies that are no names: of each there are many, in every place.
_KIND_ALONE = re.compile(
    r"(?:so|bo|phong|ban|trung tam|cuc|chi cuc|tong cuc|vu|truong|benh vien|vien|hoi"
    r"|cong ty|lien doan|tram|chi nhanh)$"
)
# The end of CHUYỂN ĐỔI SỐ (QUỐC GIA), which folds like SỞ, the head of a name.
_DIGITAL = re.compile(r"SỐ(?: QUỐC GIA)?")
# What scans make of a rule or a seal beside a name: a sign or foreign letter alone.
_STRAY = re.compile(r"(?:^|\s)(?:[^\w\s&–—-]|[ÑñÇçÄäÖöÜüŠšŽžˆˇ˜])(?=\s|$)")
_SPECK = re.compile(r"(?<=\w)[.,:;](?=\s)")
_COMMITTEE = re.compile(r"(?:uy ban|ubnd|hdnd|hoi dong nhan dan)\b(?!.*\btp\.)")
# The day of a signature's stamp that stands over the name: no name begins with one.
_DAY_STAMP = re.compile(
    r"^(?:\W*(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}:\d\d(?::\d\d)?|[+-]\d\d:\d\d))+\s+"
)
_MIDST = (["va"], ["cua"], ["thuoc"], ["-"])
"""A name does not begin with one of these."""
_JOINING = frozenset({"va", "cua", "cac"})
_WORD = re.compile(r"(?<!\w)[^\W\d_]+")
_SHORTEST_INITIALS = 2
_PLACE_WORDS = 4
_ALIKE = 0.9


def read_issuer(
    document: Document, zones: Zones, number: NumberMatch | None
) -> tuple[Finding[str] | None, Finding[str] | None]:
    """Return the issuing body and its superior: the last body is the issuer."""
    text = document.text
    blocks = {block.start: block for block in document.blocks}
    lines = [
        (span, blocks.get(span.start)) for span in zones.issuer if span.of(text).strip()
    ]
    if not lines:
        return None, None
    groups = _bodies(text, lines)
    if not document.is_recognised:
        bodies = [_body_finding(text, group, scanned=False) for group in groups[-2:]]
    else:
        initials = _initials_in(number)
        groups = [part for group in groups for part in _parted(text, group, initials)]
        bodies = [_body_finding(text, group, scanned=True) for group in groups[-2:]]
        bodies[-1] = _whole(bodies[-1], text, initials)
        bodies = [_doubted(body) for body in bodies]
    if fold(bodies[-1].value).split()[:1] in _MIDST:
        # What stands before it was not read.
        bodies[-1] = replace(bodies[-1], inferred=INCOMPLETE)
    bodies = [_as_written(body, text) for body in bodies]
    return bodies[-1], bodies[0] if len(bodies) > 1 else None


def _as_written(body: Finding[str], text: str) -> Finding[str]:
    """Return a name whose last small words have the capitals that the letter writes.

    No list holds the names of all places.
    """
    words = body.value.split()
    n_small = next((n for n, w in enumerate(reversed(words)) if not w.islower()), 0)
    for n_words in range(min(n_small, _PLACE_WORDS), 1, -1):
        printed = " ".join(words[-n_words:])
        written = _written(printed, text)
        if written.istitle():
            return replace(body, value=body.value.removesuffix(printed) + written)
    return body


def _written(words: str, text: str) -> str:
    """Return how a letter mostly writes words that stand in capitals in its header."""
    any_case = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    found = Counter(" ".join(m.group().split()) for m in any_case.finditer(text))
    del found[words.upper()]
    return max(found, key=found.__getitem__, default=words)


def _bodies(text: str, lines: Sequence[tuple[Span, Block | None]]) -> list[list[Span]]:
    """Group the issuer's lines: one group a body."""
    weights = [block.bold if block else False for _, block in lines]
    # NĐ 30: the superior upright, the issuer bold. Trust it where both occur in order.
    change = next(
        (i for i in range(1, len(lines)) if weights[i] != weights[i - 1]), None
    )
    if (
        change is not None
        and not weights[0]
        and all(weights[change:])
        and not _joins(
            fold(lines[change - 1][0].of(text)), fold(lines[change][0].of(text))
        )
    ):
        upper = _by_words(text, [span for span, _ in lines[:change]])
        return [*upper, [span for span, _ in lines[change:]]]
    return _by_words(text, [span for span, _ in lines])


def _by_words(text: str, spans: Sequence[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    for span in spans:
        words = span.of(text).strip(" -*_")
        folded = fold(words)
        if groups and (
            _joins(_joined(text, groups[-1]), folded)
            or not _HEAD.match(folded)
            or _DIGITAL.fullmatch(words)
            or _is_field_cut(_printed(text, groups[-1]), words)
        ):
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _joined(text: str, spans: Sequence[Span]) -> str:
    return fold(_printed(text, spans))


def _printed(text: str, spans: Sequence[Span]) -> str:
    return " ".join(span.of(text).strip(" -*_") for span in spans)


def _is_field_cut(above: str, below: str) -> bool:
    """Tell whether a field goes on: NÔNG NGHIỆP VÀ MÔI / TRƯỜNG heads no body."""
    both = f"{above} {below}"
    field = organ_words().field
    for start in (word.start() for word in _WORD.finditer(above)):
        match = field.match(both, start)
        if match is not None and match.end() > len(above):
            return True
    return False


def _joins(above: str, below: str) -> bool:
    """Tell whether the line below goes on with the name above."""
    if _ALONE.match(above) and _TERRITORY.match(below):
        return True
    if _GROUP.match(above) and _SUPERIOR.match(below):
        return True
    return above.endswith((",", "-", " va", " cua", " va cac")) or below.startswith(
        ("va ", "- ", "& ", ", ")
    )


def _body_finding(text: str, spans: Sequence[Span], *, scanned: bool) -> Finding[str]:
    printed = " ".join(span.of(text) for span in spans)
    printed = re.sub(r"\s*-{3,}\s*|[*_]+", " ", printed).strip(" .,;:…")
    printed = _DAY_STAMP.sub("", printed)
    printed = _without_specks(printed) if scanned else printed
    spelt = mended(printed) if scanned else printed
    doubt = CODE if spelt != printed else None
    return Finding(normal_capitals(spelt), tuple(spans), "header-issuer", doubt)


def _without_specks(printed: str) -> str:
    printed = _STRAY.sub("", printed)
    # The name of a people's committee or council has no comma and no full stop.
    return _SPECK.sub("", printed) if _COMMITTEE.match(fold(printed)) else printed


# What a scan lost -------------------------------------------------------------


def _initials_in(number: NumberMatch | None) -> tuple[str, ...]:
    """Return the groups of a notation that may be the issuer's initials, folded."""
    if number is None:
        return ()
    plain = (fold(re.sub(r"\W", "", group)) for group in number.groups)
    return tuple(g for g in plain if len(g) >= _SHORTEST_INITIALS and g.isalpha())


def _parted(
    text: str, group: list[Span], initials: Sequence[str]
) -> Iterator[list[Span]]:
    """Part ``UBND TỈNH A`` / ``Y TẾ``, whose SỞ is lost: the notation has ``SYT``."""
    first, *rest = group
    last = _initials(_joined(text, rest))
    superior = re.match(r"(?:ubnd|uy ban nhan dan|bo) ", fold(first.of(text)))
    if superior and rest and any(g[1:] == last and g != last for g in initials):
        yield [first]
        yield rest
    else:
        yield group


def _whole(body: Finding[str], text: str, initials: Sequence[str]) -> Finding[str]:
    """Return the issuer of a scan with what of its name is missing, or a doubt."""
    folded = fold(body.value)
    bare = _KIND_ALONE.match(folded) or _ALONE.match(folded)
    if _HEAD.match(folded) and not bare:
        return _respelt(body, text, initials)
    named = Counter(
        name
        for name in _names(text, initials)
        if _is_part(folded.split(), fold(name).split())
    )
    if named:
        whole, _ = named.most_common(1)[0]
        return Finding(whole, body.spans, "header-issuer-named", INCOMPLETE)
    return replace(body, inferred=INCOMPLETE) if bare else body


def _doubted(body: Finding[str]) -> Finding[str]:
    """Doubt a scan's name with a word that nobody spells so, or an open bracket."""
    odd = not _is_spelt(body.value) or body.value.count("(") != body.value.count(")")
    return replace(body, inferred="unsure") if odd and not body.inferred else body


def _respelt(body: Finding[str], text: str, initials: Sequence[str]) -> Finding[str]:
    """Return a name with a word that is no Vietnamese one as the letter spells it."""
    if _is_spelt(body.value):
        return body
    for name in filter(_is_spelt, map(mended, _names(text, initials))):
        alike = SequenceMatcher(None, fold(name), fold(body.value), autojunk=False)
        same_length = len(name.split()) == len(body.value.split())
        if same_length and alike.ratio() > _ALIKE:
            return replace(body, value=name, inferred=CODE)
    return body


def _is_spelt(name: str) -> bool:
    """Tell whether each word of a name, abbreviations apart, is a Vietnamese one."""
    words = re.findall(r"[^\W\d_]+", name)
    return all(is_syllable(word.lower()) for word in words if not word[1:].isupper())


def _names(text: str, initials: Sequence[str]) -> Iterator[str]:
    """Yield the bodies that the letter names and that a notation's group stands for."""
    for head in _WORD.finditer(text):
        if not head.group()[:1].isupper() or not _HEAD.match(fold(head.group())):
            continue
        found = organ_at(text, head.start(), len(text))
        words = normal_capitals(found.of(text)).split() if found is not None else []
        for end in range(2, len(words) + 1):
            name = " ".join(words[:end]).strip(" ,;")
            if _initials(fold(name)) in initials:
                yield name
                break


def _initials(folded: str) -> str:
    words = re.findall(r"[a-z]+", folded)
    return "".join(word[0] for word in words if word not in _JOINING)


def _is_part(words: Sequence[str], whole: Sequence[str]) -> bool:
    """Tell whether what was read begins or ends the name, which has more."""
    some = list(words)
    begins_or_ends = whole[: len(some)] == some or whole[-len(some) :] == some
    return len(whole) > len(some) and begins_or_ends
