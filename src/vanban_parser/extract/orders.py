"""Orders in one sentence: who is told, by which words, to do what.

Grammar only; what a sentence inherits from its place in the letter is decided by
``resolve.tasks``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vanban_parser.lexicon.orders import order_words
from vanban_parser.lexicon.organs import organ_at
from vanban_parser.model.document import Span
from vanban_parser.text import fold

Cue = Literal["order", "request", "invite", "subject", "object", "passed"]

_BETWEEN = re.compile(
    r"(?:\s*[,;]\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng|cùng với|&)\s+)(?=\S)"
)
_BRACKET = re.compile(r"\s*\([^()]{0,120}\)")
_GAP = re.compile(r"[\s,:;–-]*")
_TO = re.compile(r"\s*(?:cho|đối với|đồng chí|các đồng chí|đ/c)\s+")
# What may stand before the doer at the head of a sentence.
_LEAD = re.compile(
    r"(?:(?:đồng thời|ngoài ra|bên cạnh đó|theo đó|riêng|riêng đối với|trước mắt|do đó|vì vậy"
    r"|trên cơ sở đó|trong đó|đối với|về phía|giao|hàng năm|hằng năm)[,:]?\s+)+",
    re.IGNORECASE,
)
_LONG_LEAD = re.compile(
    r"(?:căn cứ|trên cơ sở|trong thời hạn|trong vòng|sau khi|để|nhằm|thực hiện|theo|khi|định kỳ"
    r"|trước ngày|chậm nhất|hằng|hàng|quý|năm \d|tháng \d|nhận được|ngay sau|trong quá trình|từ ngày|đến ngày"
    r"|trong quý|trong tháng|trong năm|qua |do |với )\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải\b|cần\b|chủ trì|làm đầu mối"
    r"|khẩn trương|được giao (?:chủ trì|làm|thực hiện))",
    re.IGNORECASE,
)
# A thing to be sent stands first: "Văn bản góp ý gửi về ... trước ngày ...".
_OBJECT = re.compile(
    r"(?:các |những |mọi |toàn bộ )?(?:văn bản|báo cáo|ý kiến|kết quả|danh sách|hồ sơ|kế hoạch|phiếu|thông tin"
    r"|nội dung|số liệu|bản |biểu|đăng ký|bài |tài liệu|việc )[^.;]{0,160}?\b(?:gửi|nộp|đăng ký|chuyển)"
    r"(?:\s+\S+){0,6}?\s+(?:về|cho|đến|tại|qua|trước)\b",
    re.IGNORECASE,
)
_IMPLEMENT = re.compile(
    r"(?:chịu|có) trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện) (?:quyết định|nghị quyết"
    r"|chỉ thị|kế hoạch|quy chế|quy định)|căn cứ (?:quyết định|nghị quyết)(?: này)? thi hành"
    r"|thi hành quyết định này",
    re.IGNORECASE,
)
# Up to eight plain words after a name, no sign between.
_TAIL = re.compile(r"(?:\s+[\w/-]+){1,8}")
# Ends a name as surely as a verb does.
_STOP = re.compile(r"(?:được biết|biết|để|nhằm|về|theo|khi|nếu|trong|trước|sau)\b", re.IGNORECASE)
# A word in small letters after a name that can be a verb we do not list.
_PLAIN = re.compile(
    r"(?!(?:của|thuộc|tại|ở|các|những|và|hoặc|với|do|từ|cho|gồm|như|trên|về|trong|theo|tỉnh"
    r"|huyện|xã|phường|thành|cấp|số|liên|nêu|này|đó|khác|để|nhằm|mà|khi|nếu|thì|hay)\b)"
    r"[a-zđà-ỹ]{2,}\s+[\w]"
)
_PASSIVE = re.compile(r"\b(?:được|đã|do|bị|sẽ|đang)\b", re.IGNORECASE)
# "... gửi Sở X biết, thực hiện", "... để các đơn vị nghiên cứu, góp ý".
_PASSED = re.compile(r"\b(?:gửi|thông báo|báo cáo|chuyển)\b[^.;]{0,200}?", re.IGNORECASE)
# "các cơ quan, đơn vị, địa phương": those the letter is sent to, whoever they are.
_GENERIC = re.compile(
    r"(?:(?:cac|moi|tung|toan the|thu truong|quy)? ?(?:co quan|don vi|dia phuong|so|ban"
    r"|nganh|phong|doan the|xa|phuong|thi tran|dac khu|huyen|thi xa|thanh pho|truong)"
    r"(?: (?:tren|neu tren|lien quan|co lien quan|thuoc|tinh|truc thuoc|chuyen mon))*"
    r"(?:, | va )?)+"
)
_TO_WHOM = re.compile(r"\b(?:gửi|để|đến|tới|cho)\s+(?=\w)", re.IGNORECASE)
_KNOW = re.compile(
    r"(?:được\s+)?(?:biết|nghiên cứu|tham gia|góp ý|cho ý kiến|tổng hợp|thực hiện|triển khai"
    r"|phối hợp|tổ chức|chỉ đạo|xem xét)(?!\w)",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:đã|vừa|trước đó|trước đây|vừa qua)\b", re.IGNORECASE)
_HEAD = frozenset(
    "chu tich pho giam doc bo truong lanh dao dong chi thuong truc van phong thu truong thu"
    " tuong chanh truong ban so cuc vu vien bi hieu ong ba uy vien thanh pho tinh ub".split()
)
_SPOKEN = re.compile(
    r"(?:đồng chí|ông|bà|chủ tịch|phó chủ tịch|thủ tướng|giám đốc)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Order:
    """An order found in a sentence.

    `doers` names those told, or is None where the sentence leaves that to what stands
    above it; `action` runs from the first word of what is to be done.
    """

    doers: Span | None
    action: Span
    cue: Cue
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """The issuer's and its superior's names as sets of folded words."""

    words: frozenset[str]

    @classmethod
    def of(cls, *names: str | None) -> Speaker:
        """Make one from names; UBND and HĐND count as written out, and the reverse."""
        words: set[str] = set()
        for name in names:
            words.update(_words(name or ""))
        return cls(frozenset(words))

    def is_named(self, name: str) -> bool:
        """Tell whether `name` can mean the issuer or its head (``UBND tỉnh``)."""
        words = _words(name)
        return bool(words) and all(
            word in self.words or word in _HEAD for word in words
        )


def _words(name: str) -> list[str]:
    plain = re.sub(r"\bubnd\b", "uy ban nhan dan", fold(name))
    plain = re.sub(r"\bhdnd\b", "hoi dong nhan dan", plain)
    return re.findall(r"\w+", plain)


def doers_at(text: str, pos: int, end: int) -> Span | None:
    """Return the span of the list of bodies, units or posts that starts at `pos`."""
    first = organ_at(text, pos, end)
    if first is None:
        return None
    last = first.end
    while True:
        bracket = _BRACKET.match(text, last, end)
        after = bracket.end() if bracket is not None else last
        link = _BETWEEN.match(text, after, end)
        following = organ_at(text, link.end(), end) if link is not None else None
        if following is None:
            return Span(first.start, last)
        last = following.end


def find_orders(
    text: str,
    sentence: Span,
    speaker: Speaker,
    audience: tuple[Speaker, ...] = (),
    *,
    imposed: bool,
) -> Iterator[Order]:
    """Yield the orders of one sentence, in order.

    `imposed`: the sentence stands where the letter tells people what to do, so that
    a doer and a verb are enough; of an addressee (`audience`) they always are.
    """
    order = _implementing(text, sentence)
    if order is None:
        subject = _subject(text, sentence, audience, imposed=imposed)
        if subject is not None and not _is_speaker(text, subject, speaker):
            order = subject
        else:
            order = _cued(text, sentence, speaker) or _own_duty(text, subject)
    if order is None:
        thing = _OBJECT.match(text, sentence.start, sentence.end)
        if thing is not None and not _PASSIVE.search(thing.group()):
            order = Order(None, sentence, "object")
    if order is None:
        order = _passed_on(text, sentence, speaker)
    if order is not None:
        yield order


def _own_duty(text: str, subject: Order | None) -> Order | None:
    """The writer asking (``UBND tỉnh yêu cầu:``) is given no duty by that."""
    if subject is None or order_words().cue.match(text, subject.action.start):
        return None
    return subject


def _is_speaker(text: str, order: Order, speaker: Speaker) -> bool:
    """Tell whether the subject is the one who writes (``UBND tỉnh yêu cầu X ...``)."""
    if order.doers is None:
        return False
    name = order.doers.of(text)
    return speaker.is_named(name) or _SPOKEN.match(name) is not None


def implements(text: str, sentence: Span) -> bool:
    """Tell whether a sentence says who has to carry a decision out."""
    return _IMPLEMENT.search(text, sentence.start, sentence.end) is not None


def _implementing(text: str, sentence: Span) -> Order | None:
    """Read ``A, B, C chịu trách nhiệm thi hành Quyết định này``."""
    match = _IMPLEMENT.search(text, sentence.start, sentence.end)
    if match is None or match.start() - sentence.start < 4:
        return None
    start = sentence.start
    lead = _LEAD.match(text, start, match.start())
    start = lead.end() if lead is not None else start
    if organ_at(text, start, match.start()) is None:
        return None
    end = match.start()
    while end > start + 1 and text[end - 1] in " ,":
        end -= 1
    return Order(Span(start, end), Span(match.start(), sentence.end), "subject", strong=True)


def _cued(text: str, sentence: Span, speaker: Speaker) -> Order | None:
    words = order_words()
    for match in words.cue.finditer(text, sentence.start, sentence.end):
        before = text[sentence.start : match.start()]
        bracketed = before.endswith("(")
        if words.not_before.search(before[-40:]):
            continue
        if not bracketed and (_in_quotes(before) or not _is_speaking(before, speaker)):
            continue
        if _is_other_word(text, match.end(), sentence.end):
            continue
        order = _after_cue(text, match, sentence)
        if order is not None:
            return order
    return None


def _is_other_word(text: str, pos: int, end: int) -> bool:
    """Tell whether the cue is part of another word (giao thông), not of a name."""
    match = order_words().not_after.match(text, pos, end)
    return match is not None and not match.group().strip()[:1].isupper()


def _in_quotes(before: str) -> bool:
    return before.count("“") > before.count("”") or before.count("(") > before.count(
        ")"
    )


def _is_speaking(before: str, speaker: Speaker) -> bool:
    """Tell whether nobody but the issuer can be the one who orders."""
    clause = re.split(r"[,;:]", before)[-1].strip()
    if not clause:
        clause = (
            before.rstrip(" ,;:").split(",")[-1].strip() if not before.strip() else ""
        )
    if not clause:
        return True
    found = organ_at(clause, 0, len(clause))
    if found is None:
        # No body at the head of the clause: an adverb or a thing, unless it is past.
        return _PAST.search(clause) is None
    rest = clause[found.end :].strip()
    if _PAST.search(rest) or order_words().background.match(rest):
        return False
    name = found.of(clause)
    return speaker.is_named(name) or _SPOKEN.match(name) is not None


def _after_cue(text: str, match: re.Match[str], sentence: Span) -> Order | None:
    words = order_words()
    kind = match.lastgroup or ""
    start = _GAP.match(text, match.end(), sentence.end).end()  # type: ignore[union-attr]
    to = _TO.match(text, start, sentence.end)
    doers = doers_at(text, start, sentence.end)
    if doers is None and to is not None:
        doers = doers_at(text, to.end(), sentence.end)
    if doers is not None:
        doers = _whole_name(text, doers, sentence.end)
        action = _action_after(text, doers.end, _bracket_end(text, match, sentence))
        if action is None:
            return None
        return Order(doers, action, _cue(kind), strong=True)
    if kind == "order" or not words.action.match(text, start, sentence.end):
        return None
    modal = words.modal.match(text, start, sentence.end)
    begin = modal.end() if modal else start
    if begin >= sentence.end:
        return None
    return Order(None, Span(begin, sentence.end), _cue(kind), strong=True)


def _bracket_end(text: str, match: re.Match[str], sentence: Span) -> int:
    """An order in brackets ends with them: ``(giao Ban Dân tộc tỉnh thông báo)``."""
    if match.start() == 0 or text[match.start() - 1] != "(":
        return sentence.end
    close = text.find(")", match.end(), sentence.end)
    return close if close >= 0 else sentence.end


def _whole_name(text: str, doers: Span, end: int) -> Span:
    """Take words between a name and its verb into the name (``Sở Y tế các tỉnh``)."""
    words = order_words()
    tail = _TAIL.match(text, doers.end, end)
    if tail is None:
        return doers
    for word in re.finditer(r"\S+", tail.group()):
        pos = doers.end + word.start()
        known = words.plain_action, words.background, words.modal, _STOP
        if any(pattern.match(text, pos, end) for pattern in known):
            cut = pos - (len(text[doers.end : pos]) - len(text[doers.end : pos].rstrip()))
            return Span(doers.start, cut) if cut > doers.end else doers
    return doers


def _cue(kind: str) -> Cue:
    return "order" if kind == "order" else "invite" if kind == "invite" else "request"


def _action_after(text: str, pos: int, end: int) -> Span | None:
    """Return what is to be done, after the doers; brackets and duty words skipped."""
    words = order_words()
    bracket = _BRACKET.match(text, pos, end)
    pos = bracket.end() if bracket is not None else pos
    pos = _GAP.match(text, pos, end).end()  # type: ignore[union-attr]
    while (modal := words.modal.match(text, pos, end)) is not None:
        pos = _GAP.match(text, modal.end(), end).end()  # type: ignore[union-attr]
    if pos >= end or not any(map(str.isalpha, text[pos:end])):
        return None
    return Span(pos, end)


def _subject(
    text: str, sentence: Span, audience: tuple[Speaker, ...], *, imposed: bool
) -> Order | None:
    """Read ``BODY [duty word] VERB ...`` at the head of a sentence or main clause."""
    words = order_words()
    if words.opening.match(text, sentence.start, sentence.end) and not _LONG_LEAD.match(
        text, sentence.start, sentence.end
    ):
        return None
    for start in _heads(text, sentence):
        doers = doers_at(text, start, sentence.end)
        if doers is None:
            continue
        doers = _whole_name(text, doers, sentence.end)
        bracket = _BRACKET.match(text, doers.end, sentence.end)
        pos = bracket.end() if bracket is not None else doers.end
        pos = _GAP.match(text, pos, sentence.end).end()  # type: ignore[union-attr]
        duty = words.modal.match(text, pos, sentence.end) is not None
        if not duty and _is_described(text, pos, sentence.end):
            return None
        if not (duty or _does(text, pos, sentence.end, imposed=imposed)):
            continue
        strong = _STRONG.match(text, pos, sentence.end) is not None
        told = bool(audience) and (
            _GENERIC.fullmatch(fold(doers.of(text))) is not None
            or any(body.is_named(doers.of(text)) for body in audience)
        )
        if not (imposed or strong or told):
            return None
        action = _action_after(text, doers.end, sentence.end)
        if action is not None:
            return Order(doers, action, "subject", strong=strong)
    return None


def _passed_on(text: str, sentence: Span, speaker: Speaker) -> Order | None:
    """Read what a letter is sent for: ``gửi X biết, thực hiện``."""
    if _PASSED.search(text, sentence.start, sentence.end) is None:
        return None
    for match in _TO_WHOM.finditer(text, sentence.start, sentence.end):
        doers = doers_at(text, match.end(), sentence.end)
        if doers is None or speaker.is_named(doers.of(text)):
            continue
        pos = _GAP.match(text, doers.end, sentence.end).end()  # type: ignore[union-attr]
        if _KNOW.match(text, pos, sentence.end) and "(" not in text[doers.end : pos]:
            before = text[sentence.start : match.start()]
            if _PAST.search(before):
                return None
            return Order(doers, Span(pos, sentence.end), "passed")
    return None


def subject_at(text: str, start: int, end: int) -> Span | None:
    """Return the doers at `start` where a verb of duty follows them, else None."""
    words = order_words()
    doers = doers_at(text, start, end)
    if doers is None:
        return None
    pos = _GAP.match(text, doers.end, end).end()  # type: ignore[union-attr]
    if words.modal.match(text, pos, end) is not None:
        return doers
    if _is_described(text, pos, end) or not words.action.match(text, pos, end):
        return None
    return doers


def _is_described(text: str, pos: int, end: int) -> bool:
    """Tell whether what follows a name says what it is or did (``là``, ``đã``)."""
    known = order_words().background.match(text, pos, end)
    if known is None:
        return False
    action = order_words().action.match(text, pos, end)
    # "là cơ quan đầu mối" is a duty, "là cơ quan chuyên môn" is not.
    return action is None or action.end() <= known.end()


def _does(text: str, pos: int, end: int, *, imposed: bool) -> bool:
    """Tell whether an action starts at `pos`.

    Among orders a plain word that is no link to another name is taken for a verb.
    """
    if order_words().action.match(text, pos, end) is not None:
        return True
    return imposed and _PLAIN.match(text, pos, end) is not None


def _heads(text: str, sentence: Span) -> Iterator[int]:
    """Yield where the main clause may start: the sentence, after a lead-in, a comma."""
    yield sentence.start
    lead = _LEAD.match(text, sentence.start, sentence.end)
    if lead is not None:
        yield lead.end()
    if _LONG_LEAD.match(text, sentence.start, sentence.end):
        limit = min(sentence.start + 320, sentence.end)
        for comma in re.finditer(r"[,;:]\s+", text[sentence.start : limit]):
            yield sentence.start + comma.end()
