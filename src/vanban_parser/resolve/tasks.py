"""Tasks: the outline of the body and the orders in its sentences, brought together.

What a sentence does not say it inherits: the doer from the point above it or from
Kính gửi, that it is an order at all from the lead-in or heading it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban_parser.extract.orders import Order, Speaker, doers_at, find_orders
from vanban_parser.extract.outline import PLAIN, Node, outline
from vanban_parser.lexicon.orders import order_words
from vanban_parser.lexicon.organs import distribute
from vanban_parser.model.document import Document, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.deadlines import (
    find_deadlines,
    find_meeting_time,
    read_deadline_cell,
)
from vanban_parser.resolve.drafts import Draft, TaskFinding
from vanban_parser.resolve.invitations import attendees, invitation
from vanban_parser.resolve.task_parts import (
    coordinators,
    general_rule,
    is_for_all_above,
    report_to,
    with_deadlines,
)
from vanban_parser.resolve.task_tables import table_drafts
from vanban_parser.text import fold, sentences

# Every point of these is an order, unless its heading says otherwise.
_ORDERING_TYPES = frozenset({"chỉ thị", "công điện"})
# These give their own units work; elsewhere the sender's "we shall" is no order.
_ASSIGNING_TYPES = frozenset(
    {
        "kế hoạch",
        "quyết định",
        "chỉ thị",
        "chương trình",
        "đề án",
        "phương án",
        "hướng dẫn",
    }
)
# These report; only a request in so many words is a task.
_REPORTING_TYPES = frozenset({"báo cáo", "tờ trình", "biên bản"})
_NORMATIVE = re.compile(
    r"(?:v/v |về việc )?(?:quy định|ban hành (?:kèm theo )?(?:quy chế|quy định|điều lệ|nội quy)|sửa đổi|bãi bỏ|quy chế)",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:đối với|về phía|giao|đề nghị|yêu cầu|trách nhiệm của|nhiệm vụ của|phân công|riêng)\s+",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"(?:đối với|về|riêng)\s+[^:]{4,220}:\s+(?=\S)", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"(?:trong đó|nhất là|theo đó|cụ thể|lưu ý|đồng thời|thời gian|hoàn thành|phấn đấu|việc|toàn bộ|kết quả"
    r"|riêng|nếu|trường hợp|trước mắt)\b",
    re.IGNORECASE,
)
_BASED = re.compile(r"(?:trên cơ sở|căn cứ|sau khi|khi|ngoài|bên cạnh|song song|để)\b", re.IGNORECASE)
_LIMIT = re.compile(r"\(\s*(?:thời hạn|thời gian|hạn)\b", re.IGNORECASE)
_FACT = re.compile(
    r"(?:đã|qua kiểm tra|hiện nay|thời gian qua|trong thời gian qua|vừa qua|kết quả là)\b",
    re.IGNORECASE,
)
_ENDS = " ,;.:/"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What tasks need to know of the rest of the letter."""

    document_type: str | None
    issuer: str | None
    parent: str | None
    subject: str | None
    issued_on: str | None
    addressees: tuple[Finding[str], ...]


@dataclass(frozen=True, slots=True)
class _Context:
    """What a node hands to those under it."""

    imposed: bool
    doers: tuple[Span, ...] = ()
    source: str | None = None
    asks: bool = False
    """A lead-in asks the addressees themselves."""
    blocked: bool = False
    """Under a heading of background: a name above a list orders nothing."""


def find_tasks(
    document: Document, zones: Zones, head: Letterhead
) -> tuple[TaskFinding, ...]:
    """Return the tasks of the letter in text order, closing formulas included."""
    reader = _Reader(document, zones, head)
    drafts = reader.read()
    drafts += table_drafts(document, zones, head.issued_on)
    drafts.sort(key=lambda draft: draft.action.start)
    return tuple(reader.finding(draft) for draft in drafts)


class _Reader:
    def __init__(self, document: Document, zones: Zones, head: Letterhead) -> None:
        self.text = document.text
        self.zones = zones
        self.head = head
        self.words = order_words()
        self.speaker = Speaker.of(head.issuer, head.parent)
        self.audience = tuple(Speaker.of(f.value) for f in head.addressees)
        self.nodes = outline(self.text, zones.body)
        self.children: dict[int, list[int]] = {}
        for node in self.nodes:
            if node.parent is not None:
                self.children.setdefault(node.parent, []).append(node.index)
        self.contexts: dict[int, _Context] = {}
        self.drafts: list[Draft] = []
        self.quoting = False
        self.meeting = self._meeting()
        self.normative = bool(head.subject and _NORMATIVE.match(head.subject)) and (
            head.document_type == "quyết định"
        )

    # Walk ----------------------------------------------------------------

    def read(self) -> list[Draft]:
        root = _Context(imposed=self.head.document_type in _ORDERING_TYPES)
        for node in self.nodes:
            above = (
                self.contexts.get(node.parent, root)
                if node.parent is not None
                else root
            )
            self.contexts[node.index] = above
            if self._is_quoted(node):
                continue
            self.contexts[node.index] = self._node(node, above)
        out: list[Draft] = []
        for draft in self.drafts:
            out += with_deadlines(self.text, draft, self.head.issued_on, self._event())
        return out

    def _is_quoted(self, node: Node) -> bool:
        """Tell whether a paragraph is part of a quotation of another document."""
        words = node.text(self.text)
        was = self.quoting
        opened = words.count("“") - words.count("”")
        if (
            not was
            and words.startswith("“")
            and (opened > 0 or words.rstrip(" .;").endswith("”"))
        ):
            self.quoting = opened > 0
            return True
        if was:
            self.quoting = "”" not in words
            return True
        return False

    def _node(self, node: Node, above: _Context) -> _Context:
        """Read one paragraph; return the context of what stands under it."""
        span, words = node.span, node.text(self.text)
        label = self.words.label.match(self.text, span.start, span.end)
        if label is not None and self._label(label, node):
            return above
        if words.rstrip().endswith(";") and self.words.opening.match(words):
            return above
        heading = self._heading(node, words, above)
        if heading is not None:
            return heading
        named = self._named_point(node)
        if named is not None:
            doers, rest = named
            under = _Context(
                imposed=not above.blocked,
                doers=(doers,),
                source="heading",
                blocked=above.blocked,
            )
            if rest is not None and not above.blocked:
                self._content(node, rest, under, own=True)
            return under
        if not self._is_title(node, words):
            self._content(node, span, above, own=False)
        return self._lead_in(node, words, above) or above

    def _heading(self, node: Node, words: str, above: _Context) -> _Context | None:
        """Read a heading that opens or closes a part with orders."""
        bare = words.strip().rstrip(":. ")
        if (
            len(bare) > 140
            or node.rank == PLAIN
            and not (words.rstrip().endswith(":") or node.block.bold)
        ):
            return None
        article = node.kind == "article"
        if self.words.imposing_heading.match(bare):
            doers = self._whole_doers(node, words)
            if doers is None:
                return _Context(imposed=True)
        if self.words.background_heading.match(bare) and not self._is_sentence(
            bare, words
        ):
            return _Context(imposed=False, blocked=True)
        is_short = node.index in self.children and not self._is_sentence(bare, words)
        if article and is_short and not words.rstrip().endswith(":"):
            return _Context(imposed=above.imposed and not self.normative)
        return None

    def _is_title(self, node: Node, words: str) -> bool:
        """Tell whether a short point only names what the items under it are about."""
        return (
            node.index in self.children
            and node.rank < PLAIN
            and len(words) < 150
            and not words.rstrip().endswith((".", ";", ":"))
            and self._order_in(node.span) is None
        )

    def _is_sentence(self, bare: str, words: str) -> bool:
        return words.rstrip().endswith((".", ";")) and len(bare.split()) > 9

    def _named_point(self, node: Node) -> tuple[Span, Span | None] | None:
        """Read ``BODY: do this`` or ``BODY`` alone as the head of a point."""
        start, end = node.span.start, node.span.end
        prefix = _PREFIX.match(self.text, start, end)
        begin = prefix.end() if prefix is not None else start
        doers = doers_at(self.text, begin, end)
        if doers is None:
            return None
        colon = self.text.find(":", doers.end, end)
        tail = self.text[doers.end : colon if colon >= 0 else end]
        if colon < 0:
            alone = not tail.strip(" .;,()") or (
                tail.lstrip().startswith("(") and tail.rstrip(" .;").endswith(")")
            )
            has_items = (
                node.index in self.children
                or node.block.bold
                or self._is_followed(node)
            )
            return (doers, None) if alone and has_items and node.rank < PLAIN else None
        if len(tail) > 160 or self._has_verb(doers.end, colon):
            return None
        rest = self.text[colon + 1 : end].strip()
        if rest and not self._is_action(rest):
            return None
        whole = Span(
            begin, doers.end if not tail.strip() else self._end_of_name(doers, colon)
        )
        if not rest:
            return whole, None
        at = (
            colon
            + 1
            + len(self.text[colon + 1 : end])
            - len(self.text[colon + 1 : end].lstrip())
        )
        return whole, Span(at, end)

    def _end_of_name(self, doers: Span, colon: int) -> int:
        """A bracket after the name is no part of it; other words before ``:`` are."""
        tail = self.text[doers.end : colon]
        cut = tail.find("(")
        kept = tail[:cut] if cut >= 0 else tail
        return doers.end + len(kept.rstrip())

    def _has_verb(self, start: int, end: int) -> bool:
        """Tell whether words between a name and its colon are already an order."""
        tail = self.text[start:end].strip(" ,")
        return bool(tail) and (
            self.words.verb.match(tail) is not None
            or self.words.modal.match(tail) is not None
            or self.words.background.match(tail) is not None
        )

    def _is_action(self, words: str) -> bool:
        """Tell whether words after ``BODY:`` are something to do, not more names."""
        if self.words.action.match(words) is not None:
            return True
        if _BASED.match(words):
            return True
        return self.words.verb.match(" ".join(words.split()[1:4])) is not None

    def _is_followed(self, node: Node) -> bool:
        """Tell whether dashes or plain text follow a name that stands alone."""
        following = (
            self.nodes[node.index + 1] if node.index + 1 < len(self.nodes) else None
        )
        return following is not None and following.rank > node.rank

    def _whole_doers(self, node: Node, words: str) -> Span | None:
        named = self._named_point(node)
        return named[0] if named is not None else None

    def _lead_in(self, node: Node, words: str, above: _Context) -> _Context | None:
        """Read ``... yêu cầu X thực hiện các nội dung sau:`` for the list below it."""
        if not words.rstrip().endswith(":") or self.normative:
            return None
        order = self._order_in(node.span)
        asked = self.words.lead_in.search(words) is not None
        if order is not None and order.cue != "object":
            doers = (order.doers,) if order.doers is not None else ()
            source = "lead-in" if doers else "addressees"
            return _Context(imposed=True, doers=doers, source=source, asks=not doers)
        if asked and not _FACT.match(words):
            return _Context(imposed=True, doers=above.doers, source=above.source)
        if above.imposed and above.doers:
            return above
        return _Context(imposed=False)

    def _order_in(self, span: Span) -> Order | None:
        last: Order | None = None
        for start, end in sentences(self.text, span.start, span.end):
            for order in find_orders(
                self.text, Span(start, end), self.speaker, imposed=False
            ):
                last = order
        return last

    # Sentences -----------------------------------------------------------

    def _content(self, node: Node, span: Span, above: _Context, *, own: bool) -> None:
        """Read the sentences of a paragraph as orders."""
        is_lead_in = node.index in self.children and self.text[
            : span.end
        ].rstrip().endswith(":")
        topic = _TOPIC.match(self.text, span.start, span.end) if not own else None
        start = topic.end() if topic is not None and above.doers else span.start
        current: Draft | None = None
        for first, last in sentences(self.text, start, span.end):
            sentence = Span(first, last)
            draft = self._sentence(
                node, sentence, above, own=own, first=current is None
            )
            if draft is None:
                if current is not None and self._goes_on(sentence):
                    current = replace(
                        current, action=self._cut(current.action.start, last)
                    )
                    self.drafts[-1] = current
                continue
            if is_lead_in and last == span.end and not own:
                continue
            if self._is_same_point(current, draft):
                assert current is not None
                current = replace(current, action=self._cut(current.action.start, last))
                self.drafts[-1] = current
                continue
            current = draft
            self.drafts.append(draft)

    def _is_same_point(self, current: Draft | None, draft: Draft) -> bool:
        """A further sentence of a point with the same doers is the same task."""
        return (
            current is not None
            and draft.inherited is not None
            and draft.doers == current.doers
            and draft.rule == "point"
            and current.rule == "point"
        )

    def _sentence(
        self, node: Node, sentence: Span, above: _Context, *, own: bool, first: bool
    ) -> Draft | None:
        words = sentence.of(self.text)
        if _FACT.match(words):
            return None
        if _LIMIT.match(words) and self.drafts:
            self._limit(sentence)
            return None
        invited = invitation(self.text, sentence, self.speaker)
        if invited is not None and not own and not above.doers:
            return self._invited(invited)
        reporting = self.head.document_type in _REPORTING_TYPES
        imposed = above.imposed and not reporting
        if (own or (above.doers and imposed)) and self._acts(sentence):
            return self._child(node, sentence, above, own=own)
        for order in find_orders(
            self.text, sentence, self.speaker, self.audience, imposed=imposed
        ):
            draft = self._from_order(node, order, above, own=own)
            if draft is not None:
                return draft
        if imposed and above.doers and first:
            return self._child(node, sentence, above, own=own)
        if imposed and above.asks and node.rank < PLAIN and self._acts(sentence):
            return self._asked(sentence, "point")
        if imposed and above.doers and self._acts(sentence):
            return self._child(node, sentence, above, own=own)
        return None

    def _limit(self, sentence: Span) -> None:
        """Give ``(Thời hạn ... trước ngày ...)`` to the task right above it."""
        last = self.drafts[-1]
        found = find_deadlines(
            self.text, sentence.start, sentence.end, self.head.issued_on
        )
        if found and last.deadline is None and sentence.start - last.action.end < 8:
            self.drafts[-1] = replace(last, deadline=found[0])

    def _from_order(
        self, node: Node, order: Order, above: _Context, *, own: bool
    ) -> Draft | None:
        if order.cue == "object":
            if above.doers and above.imposed:
                return Draft(
                    self._cut(order.action.start, order.action.end),
                    above.doers,
                    "sent-object",
                    above.source,
                )
            return self._asked(order.action, "sent-object")
        if self.normative and not above.imposed:
            return None
        if order.doers is not None:
            if self._is_own_plan(order):
                return None
            action = self._cut(order.action.start, order.action.end)
            return Draft(action, (order.doers,), f"cue-{order.cue}")
        if own or (above.doers and above.imposed):
            return Draft(
                self._cut(order.action.start, order.action.end),
                above.doers,
                "point",
                above.source,
            )
        return self._asked(order.action, f"cue-{order.cue}")

    def _is_own_plan(self, order: Order) -> bool:
        """The sender's own "we shall" is a task only where the letter gives out work."""
        if self.head.document_type in _ASSIGNING_TYPES or order.doers is None:
            return False
        name = fold(order.doers.of(self.text))
        issuer = fold(self.head.issuer or "")
        plain = [
            re.sub(r"\bubnd\b", "uy ban nhan dan", word) for word in (name, issuer)
        ]
        return bool(issuer) and plain[1].startswith(plain[0])

    def _child(
        self, node: Node, sentence: Span, above: _Context, *, own: bool
    ) -> Draft | None:
        """A point under a named doer is its task, whatever verb it starts with."""
        if node.rank == PLAIN and not own and not self._acts(sentence):
            return None
        modal = self.words.modal.match(self.text, sentence.start, sentence.end)
        start = modal.end() if modal is not None else sentence.start
        if start >= sentence.end or not any(
            map(str.isalpha, self.text[start : sentence.end])
        ):
            return None
        return Draft(self._cut(start, sentence.end), above.doers, "point", above.source)

    def _asked(self, action: Span, rule: str) -> Draft | None:
        """Kính gửi says who, where the sentence does not."""
        if not self.head.addressees:
            return None
        return Draft(
            self._cut(action.start, action.end),
            tuple(span for finding in self.head.addressees for span in finding.spans),
            rule,
            "addressees",
            names=tuple(finding.value for finding in self.head.addressees),
        )

    def _acts(self, sentence: Span) -> bool:
        return (
            self.words.verb.match(self.text, sentence.start, sentence.end) is not None
        )

    def _goes_on(self, sentence: Span) -> bool:
        return _FOLLOWS.match(
            self.text, sentence.start, sentence.end
        ) is not None or self._acts(sentence)

    def _cut(self, start: int, end: int) -> Span:
        while end > start + 1 and self.text[end - 1] in _ENDS:
            end -= 1
        return Span(start, end)

    # Labels, meetings ------------------------------------------------------

    def _label(self, label: re.Match[str], node: Node) -> bool:
        """Attach ``Đơn vị chủ trì: X`` and the like to the task above them."""
        kind = label.lastgroup
        if label.end() >= node.span.end:
            return False
        rest = Span(label.end(), node.span.end)
        host = self._host(node, make=kind == "lead")
        if host is None:
            return False
        if kind == "product":
            return True
        first = host[0]
        for index in host[1]:
            self.drafts[index] = self._labelled(self.drafts[index], kind or "", rest)
        return first

    def _host(
        self, node: Node, *, make: bool
    ) -> tuple[bool, list[int]] | None:
        """Return the drafts of the paragraph that a label line belongs to.

        A paragraph that became no task for want of a doer becomes one now.
        """
        index = node.index - 1
        while index >= 0 and self.words.label.match(
            self.text, self.nodes[index].span.start, self.nodes[index].span.end
        ):
            index -= 1
        if index < 0:
            return None
        host = self.nodes[index]
        found = [
            at
            for at, draft in enumerate(self.drafts)
            if host.span.start <= draft.action.start < host.span.end
        ]
        if found and all(self.drafts[at].rule == "label-host" for at in found):
            return True, found
        if found and not make:
            return True, found
        if not make or (len(host.text(self.text)) < 30 and not found):
            return None
        # The whole point is one task, given out by its labels.
        self.drafts = [d for at, d in enumerate(self.drafts) if at not in found]
        self.drafts.append(
            Draft(self._cut(host.span.start, host.span.end), (), "label-host")
        )
        return True, [len(self.drafts) - 1]

    def _labelled(self, draft: Draft, kind: str, rest: Span) -> Draft:
        if kind == "time":
            standing = self.words.standing.search(rest.of(self.text)) is not None
            deadline = read_deadline_cell(
                self.text, rest.start, rest.end, self.head.issued_on
            )
            return replace(draft, deadline=deadline, standing=standing)
        if kind == "support":
            return replace(draft, support=(*draft.support, rest))
        doers = doers_at(self.text, rest.start, rest.end) or rest
        tail = Span(doers.end, rest.end) if doers.end < rest.end else None
        helper = None
        if tail is not None:
            start = re.search(
                r"phối hợp(?: chặt chẽ)?(?: với| cùng)?\s+", tail.of(self.text)
            )
            helper = (
                doers_at(self.text, tail.start + start.end(), tail.end)
                if start
                else None
            )
        support = (*draft.support, helper) if helper is not None else draft.support
        return replace(draft, doers=(*draft.doers, doers), support=support)

    def _meeting(self) -> Finding[Deadline] | None:
        for node in self.nodes:
            words = fold(node.text(self.text)[:40])
            if "thoi gian" in words or words.startswith("vao luc"):
                found = find_meeting_time(
                    self.text, node.span.start, node.span.end, self.head.issued_on
                )
                if found is not None:
                    return found
        return None

    def _event(self) -> str | None:
        return self.meeting.value.date if self.meeting is not None else None

    def _invited(self, draft: Draft) -> Draft:
        meeting = self.meeting or find_meeting_time(
            self.text, draft.action.start, draft.action.end, self.head.issued_on
        )
        listed = attendees(self.text, self.nodes)
        doers = listed or draft.doers
        names = () if doers else tuple(f.value for f in self.head.addressees)
        spans = doers or tuple(s for f in self.head.addressees for s in f.spans)
        return replace(draft, doers=spans, names=names, deadline=meeting)

    # Result ----------------------------------------------------------------

    def finding(self, draft: Draft) -> TaskFinding:
        """Write a draft down."""
        value = draft.action.of(self.text)
        general = (
            None
            if draft.deadline is not None
            else general_rule(self.text, draft.action)
        )
        kind = "general" if general else "task"
        standing = draft.standing or (
            draft.deadline is None and self.words.standing.match(value) is not None
        )
        if standing and kind == "task":
            kind = "standing"
        rule = f"general-{general}" if general else draft.rule
        inferred = (
            "assignee-from-addressees" if draft.inherited == "addressees" else None
        )
        return TaskFinding(
            action=Finding(value, (draft.action,), rule),
            assignees=self._assignees(draft, inferred),
            coordinators=coordinators(self.text, draft),
            report_to=report_to(self.text, draft),
            deadline=draft.deadline,
            kind=kind,  # type: ignore[arg-type]
            annex=self.zones.in_annex(draft.action),
        )

    def _assignees(
        self, draft: Draft, inferred: str | None
    ) -> tuple[Finding[str], ...]:
        rule = f"assignee-{draft.inherited}" if draft.inherited else "assignee"
        if draft.names:
            pairs: Sequence[tuple[str, Span]] = [
                (name, span)
                for name, span in zip(draft.names, draft.doers, strict=False)
            ]
        else:
            pairs = [
                (name, span)
                for span in draft.doers
                for name in distribute(self.text, span)
            ]
        return tuple(Finding(name, (span,), rule, inferred) for name, span in pairs)


__all__ = ["Letterhead", "find_tasks", "is_for_all_above"]
