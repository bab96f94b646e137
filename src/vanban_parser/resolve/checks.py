"""What does not fit together in a letter: shares, counts, doers, orders without a task.

Each check yields a warning code and the field where a person should look; none changes
a value.  A check that cannot be sure says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from vanban_parser.extract.doers import doers_at, past_gap
from vanban_parser.lexicon.gazetteer import Gazetteer, gazetteer
from vanban_parser.lexicon.orders import order_words
from vanban_parser.model.document import Document, Flow
from vanban_parser.resolve.deadline_unheard import unheard
from vanban_parser.resolve.facts import Facts
from vanban_parser.resolve.territory import era_order, last_day
from vanban_parser.text import fold, lines_with, whole_folded

Doubt = tuple[str, str | None]

# "45/50 (90%)", "đạt 45/50 xã, chiếm 90%": a ratio and the share that it says it is.
# "11/15 đơn vị đạt trên 80%" is of something else.
_RATIO = re.compile(
    # What stands before is looked at after the first digit: digits are found fast.
    r"(?P<part>\d(?<![\d/.,]\d)\d{0,5})\s?/\s?(?P<whole>\d{1,6})(?![\d/.,])"
    r"(?:\s+[^\d\s;.,()%]{1,9}){0,4}"
    r"\s*(?:\(\s*(?:(?:chiếm|đạt)\s+)?(?:tỷ lệ\s+)?"
    r"|,?\s*(?:(?:chiếm|tương đương|bằng)\s+(?:tỷ lệ\s+)?|đạt tỷ lệ\s+))"
    r"(?P<share>\d{1,3}(?:[.,]\d{1,2})?)\s?%"
)
_DAY_BEFORE = re.compile(r"\b(?:ngay|den|truoc|tu|sau|dot)\s*$")
_COUNT = re.compile(
    r"(?<![\d/.,])(?P<n>\d{1,3})\s+(?=(?:xa|phuong|thi tran|dac khu)\b)"
)
# Two counts may be of anything; three that each have a share are a division.
_LEAST_COUNTS = 3
_AREA = re.compile(r"\b(huyện|quận|thị xã|thành phố|tỉnh) ([^,;()]+)$", re.IGNORECASE)
# Characters that tell a noun (theo đề nghị) from an order.
_BEFORE = 20
# Types that order; a report or a decision on one person may well order nothing.
_ORDERING = frozenset({"công văn", "chỉ thị", "công điện", "kế hoạch"})
# What may stand on a line before an order: a marker, "Giải pháp khắc phục:".
_AT_HEAD = re.compile(
    r"(?:.*[.;]\s+)?\W*(?:(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)/]\s*)?(?:[^.;:]{3,60}:\s*)?"
)
_LABEL = 80
"""Characters looked at before an order on its line."""
_REPORTING = frozenset({"báo cáo", "tờ trình"})
# "V. Kiến nghị, đề xuất" over something, and not over "Không có".
_PROPOSES = re.compile(
    r"^[^\w\n]*(?:(?:[ivx]{1,4}|\d{1,2}|[a-z])[.)/] *)?(?:mot so |cac )?"
    r"(?:kien nghi|de xuat)"
    r"(?: (?!cua|tai|xu ly)[^.;\n]{0,60}|[,:][^.;\n]{0,60})?\n(?![^\w\n]*khong\b)",
    re.MULTILINE,
)
# Names of kinds of bodies, folded; "các phòng" addresses every Phòng.
_KIND = re.compile(
    r"(?:giam doc |thu truong |truong |chu tich |chanh )?(?:cac )?"
    r"(so|phong|ban|nganh|ubnd|truong|tram|trung tam|cong an|chi cuc|cuc|hoi|doan"
    r"|benh vien|xa|phuong|huyen|quan|don vi|co quan|bo|vien|van phong)\b"
)
# A group that names these takes in any body of its level.
_ANYBODY = frozenset({"nganh", "don vi", "co quan"})


def inconsistencies(document: Document, facts: Facts) -> Iterator[Doubt]:
    """Yield what does not fit together."""
    yield from _ratios(document, facts)
    yield from _counts(document, facts)
    yield from _strangers(facts)
    yield from _orders_unheard(document, facts)
    yield from unheard(document, facts)
    yield from _from_the_future(facts)


def _from_the_future(facts: Facts) -> Iterator[Doubt]:
    """A cited document that is younger than the letter: one of the dates is wrong."""
    issued = facts.header.issued_on
    if issued is None:
        return
    cited = (f.value for f in facts.references if not f.value.annex)
    if any((one.issued_on or "")[: len(issued.value)] > issued.value for one in cited):
        yield "date-before-references", "/issued_on"


def _ratios(document: Document, facts: Facts) -> Iterator[Doubt]:
    """A share that is not what its ratio gives, beyond rounding."""
    for match in _RATIO.finditer(document.text):
        part, whole = int(match["part"]), int(match["whole"])
        before = fold(document.text[max(match.start() - 8, 0) : match.start()])
        if not whole or _DAY_BEFORE.search(before):
            continue
        printed = match["share"].replace(",", ".")
        decimals = len(printed.partition(".")[2])
        step = 10.0**-decimals
        # One unit of the last digit: offices cut as often as they round.
        if abs(100 * part / whole - float(printed)) > step + 1e-9:
            pointer = _percentage_at(facts, match.start("share"))
            yield "ratio-differs", pointer


def _percentage_at(facts: Facts, place: int) -> str | None:
    for index, finding in enumerate(facts.percentages):
        if any(span.start <= place < span.end for span in finding.spans):
            return f"/percentages/{index}"
    return None


def _counts(document: Document, facts: Facts) -> Iterator[Doubt]:
    """Counts of communes, each with its share, that are not all of the district."""
    for block in document.blocks:
        if block.flow is Flow.STAMP:
            continue
        words = block.span.of(document.text)
        if words.count("%") < _LEAST_COUNTS:
            continue
        found = list(_COUNT.finditer(fold(words)))
        if len(found) < _LEAST_COUNTS:
            continue
        ends = [match.start() for match in found[1:]] + [len(words)]
        counts = [
            int(match["n"])
            for match, end in zip(found, ends, strict=True)
            if "%" in words[match.start() : end]
        ]
        if len(counts) < len(found):
            continue
        total = _communes_of_the_area(facts)
        if total is not None and sum(counts) != total:
            yield "counts-differ", _percentage_at(facts, block.start + words.index("%"))


def _communes_of_the_area(facts: Facts) -> int | None:
    """Return how many communes the issuer's area had; None if unsure."""
    header = facts.header
    issuer = header.issuer.value if header.issuer else ""
    area = _AREA.search(issuer)
    if area is None or header.issued_on is None:
        return None
    day = last_day(header.issued_on.value)
    units = gazetteer()
    era = era_order(day)[0]
    if area[1].lower() == "tỉnh":
        return _of_province(units, area[2], era)
    totals = {
        sum(
            era in unit.eras
            and (unit.valid_from or "") <= (day or "") <= (unit.valid_to or "9999")
            for unit in units.inside(district)
        )
        for district in units.districts(area[2])
        if era in district.eras and district.kind == area[1].lower()
    }
    return totals.pop() if len(totals) == 1 else None


def _of_province(units: Gazetteer, name: str, era: str) -> int | None:
    provinces = [p for p in units.provinces(name) if era in p.eras]
    if len(provinces) != 1:
        return None
    return sum(era in unit.eras for unit in units.inside(provinces[0]))


def _strangers(facts: Facts) -> Iterator[Doubt]:
    """Doers whom neither Kính gửi nor Nơi nhận names, nor a group there covers."""
    addressed = [_plain(f.value) for f in (*facts.addressees, *facts.distribution)]
    if not facts.addressees or len(addressed) < 2:
        return
    kinds = {kind for words in addressed for kind in _kinds(words)}
    for index, task in enumerate(facts.tasks):
        if task.annex or task.kind == "general":
            continue
        for place, doer in enumerate(task.assignees):
            if not _is_addressed(_plain(doer.value), addressed, kinds):
                yield "assignee-not-addressed", f"/tasks/{index}/assignees/{place}"


def _plain(name: str) -> str:
    return fold(name).replace("uy ban nhan dan", "ubnd")


def _kinds(words: str) -> list[str]:
    """Return the kinds of bodies that a group (``các phòng, ban``) takes in."""
    if "cac " not in words and words[:3] != "cac":
        return []
    return [match[1] for match in _KIND.finditer(words)]


def _is_addressed(doer: str, addressed: Sequence[str], kinds: set[str]) -> bool:
    own = _KIND.match(doer)
    if own is None or "cac " in doer or kinds & _ANYBODY or own[1] in kinds:
        return True
    words = set(re.findall(r"\w+", doer))
    return any(
        doer in other or words <= set(re.findall(r"\w+", other)) or other in doer
        for other in addressed
    )


def _orders_unheard(document: Document, facts: Facts) -> Iterator[Doubt]:
    """Ordering words, or a part that proposes, in a letter with no task read.

    In a letter of an ordering type any such word will do; in the others one that
    begins a sentence and names somebody (``Giao Phòng A ...``).
    """
    kind = facts.header.document_type
    if facts.tasks or kind is None:
        return
    text = document.text
    strict = kind.value not in _ORDERING
    orders = any(_is_order(text, cue, strict=strict) for cue in _cues(text))
    if orders or (kind.value in _REPORTING and _PROPOSES.search(whole_folded(text))):
        yield "orders-without-task", "/tasks"


def _cues(text: str) -> Iterator[re.Match[str]]:
    words = order_words()
    found = (words.cues(text, *line) for line in lines_with(text, words.cue_marks))
    for match in chain.from_iterable(found):
        before = text[max(match.start() - _BEFORE, 0) : match.start()]
        if match.lastgroup == "invite" or words.not_before.search(before):
            continue
        if not words.not_after.match(text, match.end()):
            yield match


def _is_order(text: str, cue: re.Match[str], *, strict: bool) -> bool:
    if not strict:
        return True
    if order_words().weak.match(cue.group()):
        # "; chỉ đạo các sở báo cáo": told of somebody else.
        return False
    line = text.rfind("\n", 0, cue.start()) + 1
    if _AT_HEAD.fullmatch(text[max(line, cue.start() - _LABEL) : cue.start()]) is None:
        return False
    stop = text.find("\n", cue.end())
    end = stop if stop >= 0 else len(text)
    return doers_at(text, past_gap(text, cue.end(), end), end) is not None
