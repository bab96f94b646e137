"""Orders in one sentence: who is told, by which words, to do what.

Grammar only; what a sentence inherits from its place in the letter is decided by
``resolve.tasks``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban_parser.extract.doers import (
    action_after,
    doers_at,
    does,
    is_described,
    past_bracket,
    past_gap,
    whole_name,
)
from vanban_parser.extract.order_forms import (
    LEAD,
    PAST,
    Cue,
    Order,
    forbidden,
    implementing,
    passed_on,
    to_be_sent,
)
from vanban_parser.extract.speakers import Speaker, is_generic
from vanban_parser.lexicon.orders import order_words
from vanban_parser.lexicon.organs import organ_at
from vanban_parser.model.document import Span

_TO = re.compile(
    r"\s*(?:(?:cho|đối với)\s+)?(?:(?:các )?(?:ông,? \(?bà\)?|đồng chí|đ/c)\s*:?\s+)?"
    r"(?=\w)",
    re.IGNORECASE,
)
# "Đề nghị các đồng chí nghiên cứu": those the letter is addressed to.
_YOU = re.compile(
    r"quý (?:cơ quan|đơn vị|sở|ban|bộ|cục|phòng|ủy ban|ông,? \(?bà\)?|địa phương"
    r"|công ty|trường|ngành|vị)(?: (?:và|,) [^,;.]{0,30})?\s+(?=\w)"
    r"|(?:các )?(?:đồng chí|ông,? \(?bà\)?|ông/bà|vị đại biểu|anh,? chị)\s+",
    re.IGNORECASE,
)
# A sentence that starts so has its main clause after a comma.
_LONG_LEAD = re.compile(
    r"(?:căn cứ|trên cơ sở|trong thời hạn|trong vòng|sau khi|để|nhằm|thực hiện|theo"
    r"|khi|định kỳ|trước ngày|chậm nhất|hằng|hàng|quý|năm \d|tháng \d|nhận được"
    r"|ngay sau|trong quá trình|từ ngày|đến ngày|trong quý|trong tháng|trong năm|qua"
    r"|do(?! (?:đó|vậy))|với|trường hợp|nếu|đối với)\b",
    re.IGNORECASE,
)
# "Theo đó, các hội phải ..." says what a rule means.
_EXPLAINS = re.compile(r"(?:theo đó|như vậy|theo quy định)\b", re.IGNORECASE)
# "Sở A có Công văn số ..., theo đó đề nghị ...": what another letter asks.
_TOLD_OF = re.compile(
    r"\b(?:công văn|văn bản|tờ trình|báo cáo|thông báo|kế hoạch|quyết định|đơn"
    r"|kết luận)\b[^.;]{0,400}?"
    r"(?:theo đó|trong đó|nêu rõ|có nội dung|với nội dung)[,:]?\s*$",
    re.IGNORECASE,
)
_TELLS = re.compile(r"(?:giao|yêu cầu|(?:kính |trân trọng )?đề nghị)\b", re.IGNORECASE)
_LONGEST_LEAD = 420
# "Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện" closes a letter.
_INFORMS = re.compile(r"(?:trân trọng )?thông báo\b[^.;]{0,200}\bbiết\b", re.IGNORECASE)
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
        if subject is not None and _INFORMS.match(text, subject.action.start):
            order = passed_on(text, sentence, speaker)
        elif subject is not None and not _is_speaker(text, subject, speaker):
            order = subject
        else:
            order = _cued(text, sentence, speaker) or _own_duty(text, subject)
    if order is None:
        order = to_be_sent(text, sentence) or passed_on(text, sentence, speaker)
    if order is not None:
        yield order


def told_at(text: str, pos: int, end: int, speaker: Speaker) -> Cue | None:
    """Return the kind of the cue at `pos` where the issuer tells somebody else by it.

    What a body is told to make others do (``; chỉ đạo các phòng ...``) is its own
    duty, and so is what it may ask of the issuer (``; đề nghị UBND tỉnh khen thưởng``).
    """
    match = order_words().cue.match(text, pos, end)
    if match is None or _is_other_word(text, match.end(), end):
        return None
    if not _TELLS.match(match.group()):
        return None
    start = past_gap(text, match.end(), end)
    to = _TO.match(text, start, end)
    doers = doers_at(text, to.end() if to is not None else start, end)
    if doers is None or speaker.is_named(doers.of(text)):
        return None
    return _kind(match)


def _own_duty(text: str, subject: Order | None) -> Order | None:
    """The writer asking (``UBND tỉnh yêu cầu:``) is given no duty by that."""
    if subject is None or order_words().cue.match(text, subject.action.start):
        return None
    return subject


def _is_speaker(text: str, order: Order, speaker: Speaker) -> bool:
    """Tell whether the subject is the one who writes (``UBND tỉnh yêu cầu X ...``)."""
    return order.doers is not None and speaker.speaks(order.doers.of(text))


# With an ordering word ----------------------------------------------------------


def _cued(text: str, sentence: Span, speaker: Speaker) -> Order | None:
    words = order_words()
    for match in words.cue.finditer(text, sentence.start, sentence.end):
        before = text[sentence.start : match.start()]
        polite = words.polite.match(match.group()) is not None
        if not polite and words.not_before.search(before[-40:]):
            continue
        if _TOLD_OF.search(before):
            continue
        if words.weak.match(match.group()) and not _names(before, speaker):
            continue
        # "(giao Ban Dân tộc tỉnh thông báo)": in brackets the issuer speaks.
        bracketed = before.endswith("(")
        speaks = polite or _is_speaking(before, speaker)
        if not bracketed and (_is_open(before) or not speaks):
            continue
        if _is_other_word(text, match.end(), sentence.end):
            continue
        order = _after_cue(text, match, sentence)
        if order is not None:
            return order
    return None


def _names(before: str, speaker: Speaker) -> bool:
    """Tell whether the clause before a cue is the writer's name."""
    clause = re.split(r"[,;:]", before)[-1].strip()
    found = organ_at(clause, 0, len(clause)) if clause else None
    return found is not None and speaker.speaks(found.of(clause))


def _is_other_word(text: str, pos: int, end: int) -> bool:
    """Tell whether the cue is part of another word (giao thông), not of a name."""
    match = order_words().not_after.match(text, pos, end)
    return match is not None and not match.group().strip()[:1].isupper()


def _is_open(before: str) -> bool:
    """Tell whether a quotation or bracket has begun and not ended."""
    return before.count("“") > before.count("”") or (
        before.count("(") > before.count(")")
    )


def _is_speaking(before: str, speaker: Speaker) -> bool:
    """Tell whether nobody but the issuer can be the one who orders."""
    clause = re.split(r"[,;:]", before)[-1].strip()
    if not clause:
        return True
    found = organ_at(clause, 0, len(clause))
    if found is None:
        # No body at the head of the clause: an adverb or a thing, unless it is past.
        return PAST.search(clause) is None
    rest = clause[found.end :].strip()
    if PAST.search(rest) or order_words().background.match(rest):
        return False
    return speaker.speaks(found.of(clause))


def _after_cue(text: str, match: re.Match[str], sentence: Span) -> Order | None:
    words = order_words()
    kind = _kind(match)
    start = past_gap(text, match.end(), sentence.end)
    to = _TO.match(text, start, sentence.end)
    doers = doers_at(text, start, sentence.end)
    if doers is None and to is not None:
        doers = doers_at(text, to.end(), sentence.end)
    pronoun = _YOU.match(text, start, sentence.end)
    if doers is not None and not (pronoun and _does(text, pronoun.end(), sentence.end)):
        doers = whole_name(text, doers, sentence.end)
        action = action_after(text, doers.end, _bracket_end(text, match, sentence))
        return Order(doers, action, kind) if action is not None else None
    start = pronoun.end() if pronoun is not None else start
    if kind == "order" or not words.action.match(text, start, sentence.end):
        return None
    modal = words.modal.match(text, start, sentence.end)
    begin = modal.end() if modal is not None else start
    return (
        Order(None, Span(begin, sentence.end), kind) if begin < sentence.end else None
    )


def _does(text: str, pos: int, end: int) -> bool:
    return does(text, pos, end, imposed=False)


def _kind(match: re.Match[str]) -> Cue:
    if match.lastgroup == "order":
        return "order"
    return "invite" if match.lastgroup == "invite" else "request"


def _bracket_end(text: str, match: re.Match[str], sentence: Span) -> int:
    """An order in brackets ends with them."""
    if match.start() == 0 or text[match.start() - 1] != "(":
        return sentence.end
    close = text.find(")", match.end(), sentence.end)
    return close if close >= 0 else sentence.end


# With a doer at the head -----------------------------------------------------------


def _subject(
    text: str, sentence: Span, audience: tuple[Speaker, ...], *, imposed: bool
) -> Order | None:
    """Read ``BODY [duty word] VERB ...`` at the head of a sentence or main clause."""
    words = order_words()
    end = sentence.end
    long_lead = _LONG_LEAD.match(text, sentence.start, end)
    if not imposed and _EXPLAINS.match(text, sentence.start, end):
        return None
    if words.opening.match(text, sentence.start, end) and long_lead is None:
        return None
    for start in _heads(text, sentence):
        doers = doers_at(text, start, end)
        if doers is None or _is_open(text[sentence.start : start]):
            continue
        doers = whole_name(text, doers, end)
        pos = past_gap(text, past_bracket(text, doers.end, end), end)
        duty = words.modal.match(text, pos, end) is not None
        if not duty and is_described(text, pos, end):
            return None
        sure = imposed and _is_sure(text, doers)
        if not (duty or does(text, pos, end, imposed=sure)):
            continue
        strong = _STRONG.match(text, pos, end) is not None
        if not (imposed or strong or _is_told(doers.of(text), audience)):
            return None
        action = action_after(text, doers.end, end)
        return Order(doers, action, "subject") if action is not None else None
    return None


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


def _heads(text: str, sentence: Span) -> Iterator[int]:
    """Yield where the main clause may start: the sentence, after a lead-in, a comma."""
    yield sentence.start
    lead = LEAD.match(text, sentence.start, sentence.end)
    if lead is not None:
        yield lead.end()
    if _LONG_LEAD.match(text, sentence.start, sentence.end):
        limit = min(sentence.start + _LONGEST_LEAD, sentence.end)
        for comma in re.finditer(r"[,;:]\s+", text[sentence.start : limit]):
            pos = sentence.start + comma.end()
            if order_words().verb.match(text, pos, sentence.end):
                # The main clause has begun, without a subject.
                return
            yield pos
