"""Sentences with their labels, and what stands above them in the letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tools.trainset import bodies, noise, phrases
from tools.trainset.bodies import Chance, Place, words

_OPTION = re.compile(r"\[([^\[\]]*)\]")
_CHOICE = re.compile(r"<([^<>]*)>")
_SLOT = re.compile(r"\{(?P<slot>\w+)\}|«(?P<said>[^»]*)»")
SHARES = {
    "order": 18,
    "request": 9,
    "invitation": 3,
    "point": 18,
    "general": 7,
    "background": 15,
    "own": 8,
    "quoted": 6,
    "target": 6,
    "norm": 6,
    "detail": 6,
}
"""How often each kind is drawn."""
_TYPES = {
    "ordering": ("chỉ thị", "công điện", "chỉ thị"),
    "article": ("quyết định",),
    "norm": ("quyết định", "nghị quyết", "hướng dẫn", "kế hoạch"),
    "report": ("báo cáo", "báo cáo", "tờ trình", "thông báo"),
    "report-plan": ("báo cáo",),
    "content": ("kế hoạch", "chương trình", "đề án"),
    "aim": ("kế hoạch", "chương trình", "phương án", "chỉ thị"),
    "subjectless": ("giấy mời", "công văn", "thư mời"),
    "imposing": ("kế hoạch", "kế hoạch", "chỉ thị", "hướng dẫn", "thông báo"),
    "lead": ("công văn", "thông báo", "công văn", "công điện"),
}
_ANY_TYPE = (
    *("công văn", "công văn", "thông báo", "kế hoạch", "quyết định", "hướng dẫn"),
    *("chỉ thị", "công điện", "nghị quyết", "tờ trình", "báo cáo", "chương trình"),
)
_POINTS = ("number", "letter", "dash", "dash", "plus", "decimal", "plain")
_KEPT = frozenset(
    re.findall(
        r"\w+",
        """không chưa đã vừa đang sẽ được là có và hoặc của về theo tại trong để cho các
        những gửi phải cần trước sau khi nếu thì do bởi với cùng này trên nêu như tới
        đến từ giao yêu cầu đề nghị kiến kính mời trình báo cáo căn cứ thực hiện trách
        nhiệm hành tổ chức xem xét quyết định hội ban tỉnh huyện phường quyền gồm ông
        bà""",
    )
)
"""Words that say what kind of sentence it is."""
_FIFTHS = {"test": (4,), "dev": (3,), "train": (0, 1, 2)}
"""Which of five templates belong to which part; none is in two."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence under `context` (outermost first), its kind and labelled spans.

    `context` starts with the type of the letter and ends with the kind of the
    paragraph (``plain``, ``dash`` ...).  A span is start, end and label.
    """

    context: tuple[str, ...]
    text: str
    issuer: str
    kind: str
    spans: tuple[tuple[int, int, str], ...] = ()
    complete: bool = True
    """All parts are labelled; else nothing is known of them."""


def examples(part: str, count: int, seed: int) -> Iterator[Example]:
    """Yield `count` sentences of a part: train, dev or test (unseen words too)."""
    random = Random(f"{part}-{seed}")
    chance = Chance(random, unseen=part == "test")
    kinds = {kind["name"]: kind for kind in words("templates")["kind"]}
    names, shares = list(SHARES), list(SHARES.values())
    while count > 0:
        name = random.choices(names, shares)[0]
        yield _Writer(chance, part).example(name, kinds[name])
        count -= 1


class _Writer:
    """Writes one sentence of one invented letter."""

    def __init__(self, chance: Chance, part: str) -> None:
        self.chance = chance
        self.part = part
        self.at: Place = bodies.place(chance)
        self.field = chance.random.choice(phrases.field_names(chance))
        self.issuer = _issuer(chance, self.at)
        self.old = chance.perhaps(0.2)
        self.thing = ""
        self.scan = chance.random.choice([0, 0, 0, 0, 0, 0.05, 0.15])

    def example(self, name: str, kind: dict[str, list[str]]) -> Example:
        say = self.chance.random.choice(_of_part(kind["say"], self.part))
        above = self.chance.random.choice(kind["context"])
        while above == "" and _needs_context(name, say):
            above = self.chance.random.choice(kind["context"])
        pieces = self._pieces(say)
        text, spans = _joined(pieces)
        text = re.sub(r"(?<=[,;] )\S(?=[a-zà-ỹ]+ [a-zà-ỹ])", _lower, text)
        if self.chance.perhaps(0.5):
            text = _unlisted(self.chance, text, spans)
        if not text[0].isupper():
            text = text[0].upper() + text[1:]
        if text.endswith(".") and self.chance.perhaps(0.25):
            text = text[:-1] + self.chance.of([";", "./.", ""])
        return Example(self._context(above), text, self.issuer, name, spans)

    def _context(self, above: str) -> tuple[str, ...]:
        chance = self.chance
        sort = chance.random.choice(_TYPES.get(above, _ANY_TYPE))
        lines: list[str] = []
        if above in ("named", "lead-order") and chance.perhaps(0.4):
            lines.append(self._line("imposing"))
        if above:
            lines.append(self._line(above))
        elif chance.perhaps(0.2):
            lines.append(phrases.said_of(chance, self.field, "topic"))
        point = chance.random.choice(_POINTS) if above else "plain"
        return (sort, *lines, point)

    def _line(self, above: str) -> str:
        templates = words("templates")["context"][above]
        say: str = self.chance.random.choice(templates)
        text, _ = _joined(self._pieces(say))
        return text.upper() if self.chance.perhaps(0.1) else text

    def _pieces(self, template: str) -> list[tuple[str, str | None]]:
        template = self._chosen(template)
        pieces: list[tuple[str, str | None]] = []
        done = 0
        for slot in _SLOT.finditer(template):
            pieces.append(
                (phrases.figures(self.chance, template[done : slot.start()]), None)
            )
            if slot["said"] is not None:
                pieces.append((slot["said"], "ACTION"))
            else:
                pieces += self._fill(slot["slot"])
            done = slot.end()
        pieces.append((phrases.figures(self.chance, template[done:]), None))
        return [(self._worn(text), label) for text, label in pieces if text]

    def _chosen(self, template: str) -> str:
        clauses = words("templates")["clauses"]
        for slot, sort in (("{LEAD}", "lead"), ("{TAIL}", "tail")):
            while slot in template:
                filler = self.chance.random.choice(clauses[sort])
                template = template.replace(slot, filler, 1)

        def option(match: re.Match[str]) -> str:
            return match[1] if self.chance.perhaps(0.5) else ""

        def choice(match: re.Match[str]) -> str:
            return self.chance.random.choice(str(match[1]).split("|"))

        before = None
        while before != template:
            before = template
            template = _OPTION.sub(option, _CHOICE.sub(choice, template))
        return re.sub(r" {2,}", " ", template)

    def _worn(self, text: str) -> str:
        text = noise.old_style(text) if self.old else text
        return noise.scanned(self.chance, text, self.scan) if self.scan else text

    def _fill(self, slot: str) -> list[tuple[str, str | None]]:
        fillers: dict[str, Callable[[], list[tuple[str, str | None]]]] = {
            "A": lambda: self._names("ASSIGNEE"),
            "C": lambda: self._names("COORDINATOR"),
            "A1": lambda: [(bodies.body(self.chance, self.at), "ASSIGNEE")],
            "R": lambda: [(bodies.body(self.chance, self.at), "REPORT_TO")],
            "D": lambda: [(phrases.phrase(self.chance, "deadline"), "DEADLINE")],
            "Q": lambda: [(bodies.one(self.chance, self.at), None)],
            "S": lambda: [(self._self(), None)],
            "N": lambda: [(bodies.person(self.chance), None)],
            "L": lambda: [(phrases.phrase(self.chance, "document"), None)],
            "P": lambda: [(phrases.phrase(self.chance, "period"), None)],
            "W": lambda: [(phrases.phrase(self.chance, "day"), None)],
            "H": lambda: [(phrases.phrase(self.chance, "venue"), None)],
        }
        said = {"T": "topic", "F": "fact", "G": "aim", "M": "limit"}
        if slot in said:
            return [(phrases.said_of(self.chance, self.field, said[slot]), None)]
        if slot == "O" and self.thing:
            thing, self.thing = self.thing, ""
            return [(thing, None)]
        if slot in fillers:
            return fillers[slot]()
        verb, thing = phrases.work(self.chance, self.field)
        if slot == "V":
            self.thing = thing
            return [(verb, "ACTION")]
        if slot == "O":
            return [(thing, None)]
        return [(verb, "ACTION" if slot == "VO" else None), (f" {thing}", None)]

    def _names(self, label: str) -> list[tuple[str, str | None]]:
        if label == "COORDINATOR" and self.chance.perhaps(0.35):
            return [(self.chance.of(words("bodies")["generic"]), label)]
        pieces = bodies.several(self.chance, self.at)
        return [(text, label if named else None) for text, named in pieces]

    def _self(self) -> str:
        """Return the issuer as its own letter calls it."""
        chance, full = self.chance, self.issuer
        short = re.sub(r"Ủy ban nhân dân", "UBND", full)
        bare = re.sub(
            r"\s(tỉnh|huyện|xã|phường|thành phố|quận|thị xã|thị trấn)\s.*",
            r" \1",
            short,
        )
        form = chance.random.choice([full, short, bare, bare])
        posts = (
            ("Chủ tịch ", "Lãnh đạo ")
            if "UBND" in form or "Ủy ban" in form
            else ("Lãnh đạo ",)
        )
        return chance.random.choice(posts) + form if chance.perhaps(0.15) else form


def _lower(match: re.Match[str]) -> str:
    return match.group().lower()


def _unlisted(chance: Chance, text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """Swap some plain words for other syllables of the same length.

    What is left to go by is the order of words and the signs between them.
    """
    syllables = words("bodies")["plain"]
    by_length: dict[int, list[str]] = {}
    for syllable in syllables:
        by_length.setdefault(len(syllable), []).append(syllable)

    def swapped(match: re.Match[str]) -> str:
        inside = any(start <= match.start() < end for start, end, _ in spans)
        inside = inside or match.group() in _KEPT
        same = by_length.get(len(match.group()))
        if inside or not same or not chance.perhaps(0.12):
            return match.group()
        return chance.random.choice(same)

    return re.sub(r"(?<!\w)[a-zà-ỹ]{2,6}(?!\w)", swapped, text)


def _issuer(chance: Chance, at: Place) -> str:
    draw = chance.random.random()
    if draw < 0.4:
        return f"Ủy ban nhân dân {bodies.unit(chance, at)}"
    return bodies.department(chance, at) if draw < 0.75 else bodies.body(chance, at)


def _of_part(say: Sequence[str], part: str) -> list[str]:
    return [text for i, text in enumerate(say) if i % 5 in _FIFTHS[part]]


def _needs_context(name: str, say: str) -> bool:
    return name in ("own", "target", "norm") and not re.search(r"\{[SQAG]\}", say)


def _joined(
    pieces: Sequence[tuple[str, str | None]],
) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """Return the text of pieces, one space between words, and the labelled spans."""
    text = ""
    spans = []
    for piece, label in pieces:
        piece = re.sub(r" {2,}", " ", piece)
        if not text or text.endswith(" "):
            piece = piece.lstrip()
        start = len(text)
        text += piece
        if label and piece.strip():
            lead = len(piece) - len(piece.lstrip())
            spans.append((start + lead, start + len(piece.rstrip()), label))
    return text.strip(), tuple(spans)
