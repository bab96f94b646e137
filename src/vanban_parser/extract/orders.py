"""Orders in one sentence: who is told, by which words, to do what.

Grammar only; what a sentence inherits from its place in the letter is decided by
``resolve.tasks``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban_parser.extract.cued_orders import cued, is_open
from vanban_parser.extract.doers import (
    action_after,
    described_group,
    doers_at,
    does,
    is_described,
    past_bracket,
    past_gap,
    whole_name,
)
from vanban_parser.extract.order_forms import (
    LEAD,
    Order,
    asked_first,
    forbidden,
    implementing,
    passed_on,
    to_be_sent,
)
from vanban_parser.extract.relative import told_of
from vanban_parser.extract.speakers import Speaker, is_generic
from vanban_parser.lexicon.orders import order_words
from vanban_parser.model.document import Span

# A sentence that starts so has its main clause after a comma.
_LONG_LEAD = re.compile(
    r"(?:căn cứ|trên cơ sở|trong thời hạn|trong vòng|sau khi|để|nhằm|thực hiện|theo"
    r"|khi|định kỳ|trước ngày|chậm nhất|hằng|hàng|quý|năm \d|tháng \d|nhận được"
    r"|ngay sau|trong quá trình|từ ngày|đến ngày|trong quý|trong tháng|trong năm|qua"
    r"|do(?! (?:đó|vậy))|trong trường hợp|trên đây là|với|trường hợp|nếu|đối với)\b",
    re.IGNORECASE,
)
# "... tại các phòng, các đơn vị trực thuộc": the comma stands in a list of places.
_IN_LIST = re.compile(r"\b(?:tại|ở|cho|giữa)\s+các\s[^.,;:]{2,60}$", re.IGNORECASE)
# "Hội A đề nghị được gia hạn": what it asks for itself.
_FOR_ITSELF = re.compile(
    r"(?:có (?:văn bản|đơn) )?(?:đề nghị|kiến nghị|xin)(?: được| cho phép| phép)\b",
    re.IGNORECASE,
)
# "Theo đó, các hội phải ..." says what a rule means.
_EXPLAINS = re.compile(r"(?:theo đó|như vậy|theo quy định)\b", re.IGNORECASE)
# What those do who hold a meeting or speak there.
_SAID = re.compile(
    r"(?:chủ trì|kết luận|phát biểu|có ý kiến|ghi nhận|nhấn mạnh|thống nhất|đồng ý"
    r"|nhất trí|chỉ đạo|quyết định|ký|làm việc|cho rằng|thay mặt)\b",
    re.IGNORECASE,
)
_LONGEST_LEAD = 420
# "Kết thúc đợt kiểm tra các đơn vị báo cáo kết quả ...": no comma before the doer.
_AFTER_EVENT = re.compile(
    r"(?:kết thúc|sau khi|sau|hết|khi|xong)\s[^.,;:\n]{4,100}?\s"
    r"(?=(?:các|những|mỗi|từng)\s)",
    re.IGNORECASE,
)
# "Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện" closes a letter.
_INFORMS = re.compile(r"(?:trân trọng )?thông báo\b[^.;]{0,200}\bbiết\b", re.IGNORECASE)
_REASON = re.compile(r"(?:căn cứ|trên cơ sở|theo)\b[^,;]{3,160},\s+", re.IGNORECASE)
_STRONG = re.compile(
    r"(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải\b|cần\b|chủ trì|làm đầu mối"
    r"|khẩn trương|được giao (?:chủ trì|làm|thực hiện))",
    re.IGNORECASE,
)


def find_orders(
    text: str,
    sentence: Span,
    speaker: Speaker,
    audience: tuple[Speaker, ...] = (),
    *,
    imposed: bool,
) -> Iterator[Order]:
    """Yield the order that a sentence gives, if it gives one.

    `imposed`: the sentence stands where the letter tells people what to do, so that
    a doer and a verb are enough; of an addressee (`audience`) they always are.
    """
    order = implementing(text, sentence) or forbidden(text, sentence)
    if order is None:
        subject = _subject(text, sentence, audience, imposed=imposed)
        if subject is not None and _is_reason(text, subject, speaker):
            subject = None
        if subject is not None and _INFORMS.match(text, subject.action.start):
            order = passed_on(text, sentence, speaker)
        elif subject is not None and not (
            _is_speaker(text, subject, speaker, imposed=imposed)
        ):
            order = subject
        else:
            order = cued(text, sentence, speaker) or _own_duty(text, subject)
            order = order or asked_first(text, sentence)
    if order is None:
        order = to_be_sent(text, sentence) or passed_on(text, sentence, speaker)
    if order is not None:
        yield order


def _own_duty(text: str, subject: Order | None) -> Order | None:
    """The writer asking (``UBND tỉnh yêu cầu:``) is given no duty by that."""
    if subject is None or order_words().cue.match(text, subject.action.start):
        return None
    return subject


def _is_speaker(text: str, order: Order, speaker: Speaker, *, imposed: bool) -> bool:
    """Tell whether the subject is the one who writes (``UBND tỉnh yêu cầu X ...``).

    A person (``đồng chí A``) who is named among orders and gives none has a duty.
    """
    if order.doers is None:
        return False
    name = order.doers.of(text)
    if not imposed or speaker.is_named(name):
        return speaker.speaks(name)
    says = order_words().cue.match(text, order.action.start) is not None
    said = _SAID.match(text, order.action.start) is not None
    return (says or said) and speaker.speaks(name)


def _is_reason(text: str, order: Order, speaker: Speaker) -> bool:
    """Tell whether the writer acts after a reason (``căn cứ Luật A, UBND tỉnh``)."""
    reason = _REASON.match(text, order.action.start, order.action.end)
    if reason is None:
        return False
    named = doers_at(text, reason.end(), order.action.end)
    return named is not None and speaker.speaks(named.of(text))


def _subject(
    text: str, sentence: Span, audience: tuple[Speaker, ...], *, imposed: bool
) -> Order | None:
    """Read ``BODY [duty word] VERB ...`` at the head of a sentence or main clause."""
    words = order_words()
    end = sentence.end
    if _is_background(text, sentence, imposed=imposed):
        return None
    for start in _heads(text, sentence, imposed=imposed):
        doers = _named_at(text, sentence, start)
        if doers is None:
            continue
        meant = _of_a_group(text, doers, end, imposed=imposed)
        if meant is not None:
            return meant
        doers = described_group(text, whole_name(text, doers, end), end)
        pos = past_gap(text, past_bracket(text, doers.end, end), end)
        duty = words.modal.match(text, pos, end) is not None
        if not duty and _is_told_of(text, pos, end):
            return None
        sure = imposed and _is_sure(text, doers)
        if not (duty or does(text, pos, end, imposed=sure)):
            continue
        if not (imposed or _is_strong(text, pos, end, doers, audience)):
            return None
        action = action_after(text, doers.end, end)
        return Order(doers, action, "subject") if action is not None else None
    return None


def _is_background(text: str, sentence: Span, *, imposed: bool) -> bool:
    """Tell whether a sentence says what a rule means, or on what a letter rests."""
    at = (text, sentence.start, sentence.end)
    if not imposed and _EXPLAINS.match(*at):
        return True
    return order_words().opening.match(*at) is not None and not _LONG_LEAD.match(*at)


def _named_at(text: str, sentence: Span, start: int) -> Span | None:
    """Return who is named at `start`, not within a quotation or a bracket."""
    if is_open(text[sentence.start : start]):
        return None
    return doers_at(text, start, sentence.end)


def _is_strong(
    text: str, pos: int, end: int, doers: Span, audience: tuple[Speaker, ...]
) -> bool:
    """Tell whether it is a duty wherever it stands: by its words, or an addressee's."""
    strong = _STRONG.match(text, pos, end) is not None
    return strong or _is_told(doers.of(text), audience)


def _is_told_of(text: str, pos: int, end: int) -> bool:
    """Tell whether what follows a name says what it did, or asks for itself."""
    return is_described(text, pos, end) or _FOR_ITSELF.match(text, pos, end) is not None


def _of_a_group(text: str, doers: Span, end: int, *, imposed: bool) -> Order | None:
    """Read ``Các trường chưa nộp báo cáo khẩn trương nộp bổ sung``."""
    meant = told_of(text, doers, end) if imposed else None
    action = action_after(text, meant[1], end) if meant is not None else None
    if meant is None or action is None:
        return None
    return Order(meant[0], action, "subject")


def _is_sure(text: str, doers: Span) -> bool:
    """Tell whether a word we do not list as a verb may be one after this name.

    Not after a bare common noun: ``cá nhân kinh doanh`` is a kind of people.
    """
    name = doers.of(text)
    return not name[:1].islower() or name.startswith(("các ", "những ", "mỗi "))


def _is_told(name: str, audience: tuple[Speaker, ...]) -> bool:
    """Tell whether `name` is among those the letter is addressed to."""
    if not audience:
        return False
    return is_generic(name) or any(body.is_named(name) for body in audience)


def _heads(text: str, sentence: Span, *, imposed: bool) -> Iterator[int]:
    """Yield where the main clause may start: the sentence, after a lead-in, a comma."""
    yield sentence.start
    lead = LEAD.match(text, sentence.start, sentence.end)
    if lead is not None:
        yield lead.end()
    event = _AFTER_EVENT.match(text, sentence.start, sentence.end)
    if event is not None and imposed:
        yield event.end()
    if _LONG_LEAD.match(text, sentence.start, sentence.end):
        limit = min(sentence.start + _LONGEST_LEAD, sentence.end)
        for comma in re.finditer(r"[,;:]\s+", text[sentence.start : limit]):
            pos = sentence.start + comma.end()
            if order_words().verb.match(text, pos, sentence.end):
                # The main clause has begun, without a subject.
                return
            if _IN_LIST.search(text, sentence.start, sentence.start + comma.start()):
                continue
            yield pos
