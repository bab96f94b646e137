"""What all parts of the task grammar look at: the outline and who writes to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban_parser.extract.order_forms import Order
from vanban_parser.extract.orders import find_orders
from vanban_parser.extract.outline import PLAIN, Node, outline
from vanban_parser.extract.speakers import Speaker
from vanban_parser.lexicon.orders import order_words
from vanban_parser.lexicon.organs import level
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.model.zones import Zones
from vanban_parser.text import fold, folded_in, sentences

# Every point of these is an order, unless its heading says otherwise.
_ORDERING_TYPES = frozenset({"chỉ thị", "công điện"})
# These give the issuer's own units work; elsewhere "we shall" is no order.
_ASSIGNING_TYPES = frozenset(
    {"kế hoạch", "quyết định", "chỉ thị", "chương trình", "đề án", "phương án"}
    | {"hướng dẫn"}
)
# These are made of what bodies are to do: who does what in them is told to.
_PLANNING_TYPES = frozenset({"kế hoạch", "phương án", "hướng dẫn"})
# These report; only a request in so many words is a task.
_REPORTING_TYPES = frozenset({"báo cáo", "tờ trình", "biên bản"})
# Decisions that lay down rules: their articles are norms, not orders.
_NORMATIVE = re.compile(
    r"(?:v/v |về việc )?(?:quy định|sửa đổi|bãi bỏ|quy chế"
    r"|ban hành (?:kèm theo )?(?:quy chế|quy định|điều lệ|nội quy))",
    re.IGNORECASE,
)
_ENDS = " ,;.:/"
# "..., mọi thông tin chi tiết xin liên hệ ông A", and what stands after the end.
_CONTACT = re.compile(
    r"[,;.]?\s*(?:(?:moi|neu can|de biet|can)(?: them)?\s+)?thong (?:tin|fin) chi tiet"
    r".{0,40}\blien he\b.*|\s*\./\..{0,24}$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What tasks need to know of the rest of the letter."""

    document_type: str | None
    issuer: str | None
    parent: str | None
    subject: str | None
    issued_on: str | None
    addressees: tuple[Finding[str], ...]


CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Context:
    """What a paragraph hands to those under it."""

    imposed: bool
    """What stands here tells people what to do."""
    doers: tuple[Span, ...] = ()
    source: str | None = None
    """Where the doers come from: heading or lead-in; `CLAIMS`: others ask here."""
    asks: bool = False
    """A lead-in asks the addressees themselves."""
    support: tuple[Span, ...] = ()
    """Who helps with all that stands here: ``phối hợp với X ..., cụ thể:``."""
    due: Finding[Deadline] | None = None
    """A deadline for all that stands here and has none of its own."""
    proposes: bool = False
    """A report asks here: what stands in it is said to be done by others."""
    blocked: bool = False
    """Under a heading of background: a name above a list orders nothing."""

    @property
    def assigns(self) -> bool:
        """Tell whether a point here is somebody's task without saying whose."""
        return self.imposed and bool(self.doers)

    @property
    def plans(self) -> bool:
        """Tell whether a report says here what is ahead, and asks nobody for it."""
        return self.proposes and not (self.asks or self.doers)


class Scene:
    """The outline of one letter's body, read-only once made."""

    def __init__(self, text: str, zones: Zones, head: Letterhead) -> None:
        self.text = text
        self.head = head
        self.words = order_words()
        self.speaker = Speaker.of_letter(head.issuer, head.parent)
        self.audience = tuple(Speaker.of(f.value) for f in head.addressees)
        self.nodes = outline(text, zones.body)
        self._items: dict[int, list[Node]] = {}
        for node in self.nodes:
            if node.parent is not None:
                self._items.setdefault(node.parent, []).append(node)
        self._orders: dict[tuple[Span, bool], tuple[Order, ...]] = {}
        self.pointed = {node.parent for node in self.nodes if node.rank < PLAIN}
        self.ordering = head.document_type in _ORDERING_TYPES
        self.assigning = head.document_type in _ASSIGNING_TYPES
        self.planning = head.document_type in _PLANNING_TYPES
        self.reporting = head.document_type in _REPORTING_TYPES
        self.normative = head.document_type == "quyết định" and bool(
            head.subject and _NORMATIVE.match(head.subject)
        )

    def has_items(self, node: Node) -> bool:
        """Tell whether other paragraphs stand under this one."""
        return node.index in self._items

    def items(self, node: Node) -> Sequence[Node]:
        """Return the paragraphs that stand right under this one."""
        return self._items.get(node.index, ())

    def has_points(self, node: Node) -> bool:
        """Tell whether points with markers of their own stand under this one."""
        return node.index in self.pointed

    def acts(self, span: Span) -> bool:
        """Tell whether words start with a verb or its adverb."""
        if self.words.verb.match(self.text, span.start, span.end) is not None:
            return True
        head = self.text[span.start : min(span.end, span.start + 24)]
        return self.words.unmarked.match(fold(head)) is not None

    def trimmed(self, start: int, end: int) -> Span:
        """Return the span without closing signs, and whom to ask for details."""
        contact = _CONTACT.search(folded_in(self.text, start, end))
        at = start + contact.start() if contact is not None else end
        if start < at < end and self.text.count("(", start, at) <= self.text.count(
            ")", start, at
        ):
            end = at
        while end > start + 1 and self.text[end - 1] in _ENDS:
            end -= 1
        return Span(start, end)

    def orders(self, sentence: Span, *, imposed: bool) -> tuple[Order, ...]:
        """Return the orders of one sentence, which are asked for more than once."""
        key = sentence, imposed
        if key not in self._orders:
            found = find_orders(
                self.text, sentence, self.speaker, self.audience, imposed=imposed
            )
            self._orders[key] = tuple(found)
        return self._orders[key]

    def last_order(self, span: Span, *, imposed: bool = False) -> Order | None:
        """Return the last order among the sentences of a paragraph."""
        found = [
            order
            for start, end in sentences(self.text, span.start, span.end)
            for order in self.orders(Span(start, end), imposed=imposed)
        ]
        return found[-1] if found else None

    def is_superiors(self, order: Order) -> bool:
        """Tell whether a sentence tells what a higher body has ordered.

        ``UBND tỉnh giao Sở Nội vụ ...`` in a letter of a district or of a sở.
        """
        if order.doers is None or order.cue != "subject":
            return False
        name = order.doers.of(self.text)
        if not self.words.cue.match(self.text, order.action.start, order.action.end):
            return False
        if self.head.parent is not None and Speaker.of(self.head.parent).is_named(name):
            return True
        return _rank(name) > max(_rank(self.head.issuer), 0)

    def is_issuer(self, name: str) -> bool:
        """Tell whether `name` is the issuer's own, with or without its territory."""
        if self.head.issuer is None:
            return False
        plain = (_written_out(name), _written_out(self.head.issuer))
        if plain[1].startswith(plain[0]):
            return True
        # "Sở Y tế Mẫu Sơn", of which the header says "Sở Y tế".
        return plain[0].startswith(plain[1] + " ") and self.speaker.is_named(name)


_RANKS = ("commune", "district", "province", "central")


def _rank(name: str | None) -> int:
    """Return how high a body stands (commune 0, central 3), or -1 where unknown."""
    found = level(name) if name else None
    return _RANKS.index(found) if found in _RANKS else -1


def _written_out(name: str) -> str:
    plain = re.sub(r"\bubnd\b", "uy ban nhan dan", fold(name))
    return re.sub(r"\bhdnd\b", "hoi dong nhan dan", plain).strip()
