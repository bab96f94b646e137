"""Orders by an ordering word: ``giao A làm ...``, ``đề nghị các xã ...``."""

from __future__ import annotations

import re

from vanban_parser.extract.doers import (
    action_after,
    doers_at,
    does,
    past_gap,
    whole_name,
)
from vanban_parser.extract.order_forms import PAST, Cue, Order
from vanban_parser.extract.relative import told_of
from vanban_parser.extract.speakers import Speaker
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
    r"|công ty|trường|ngành|bệnh viện|hội|vị(?: đại biểu)?)"
    r"(?:(?:,| và) (?:quý )?(?:cơ quan|đơn vị|địa phương|ban|ngành|vị|tổ chức))*"
    r"\s+(?=\w)"
    r"|(?:các )?(?:đồng chí|ông,? \(?bà\)?|ông/bà|vị đại biểu|anh,? chị)\s+",
    re.IGNORECASE,
)
_POLITE = re.compile(r"quý\b", re.IGNORECASE)
# "Sở A có Công văn số ..., theo đó đề nghị ...": what another letter asks.
_TOLD_OF = re.compile(
    r"\b(?:công văn|văn bản|tờ trình|báo cáo|thông báo|kế hoạch|quyết định|đơn"
    r"|kết luận)\b[^.;]{0,400}?"
    r"(?:theo đó|trong đó|nêu rõ|có nội dung|với nội dung)[,:]?\s*$",
    re.IGNORECASE,
)
# "Đoàn đã ban hành các thông báo, đề nghị các xã ...": likewise, and all told of it.
_HAS_ASKED = re.compile(
    r"\bđã (?:ban hành|phát hành|gửi|có)\b(?:(?!\bnhưng\b|\btuy nhiên\b|\bchưa\b"
    r"|\bđến nay\b|\bnay\b)[^.;]){0,200}?"
    r"\b(?:công văn|văn bản|thông báo|kế hoạch|kết luận|quyết định|báo cáo)\b"
    r"(?:(?!\bnhưng\b|\btuy nhiên\b|\bchưa\b|\bđến nay\b|\bnay\b)[^.;]){0,200},\s*$",
    re.IGNORECASE,
)
# "Nay Giám đốc Sở chỉ đạo ...": what may stand before the writer's name.
_NOW = re.compile(
    r"^(?:nay|do đó|do vậy|vì vậy|vì thế|đồng thời|ngoài ra)\s+", re.IGNORECASE
)
# "Nội dung chương trình yêu cầu từng xã trả lời": what a thing takes, not an order.
_THING = re.compile(
    r"(?:các |những |mỗi )?(?:nội dung|chương trình|quy chế|luật|nghị định|thông tư"
    r"|pháp luật|tiêu chuẩn|tiêu chí|hệ thống|phần mềm|phiếu|biểu mẫu)\b(?!.*\bnày\b)",
    re.IGNORECASE,
)
# What that can be long at most: no need to look through the whole sentence.
_TOLD_WITHIN = 500
_TELLS = re.compile(r"(?:giao|yêu cầu|(?:kính |trân trọng )?đề nghị)\b", re.IGNORECASE)


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


def cued(text: str, sentence: Span, speaker: Speaker) -> Order | None:
    """Return the order that the issuer gives in a sentence by such a word."""
    words = order_words()
    for match in words.cues(text, sentence.start, sentence.end):
        before = text[sentence.start : match.start()]
        polite = words.polite.match(match.group()) is not None
        if not polite and words.not_before.search(before[-40:]):
            continue
        if _is_told_of(text, sentence.start, match.start()):
            continue
        if words.weak.match(match.group()) and not _names(before, speaker):
            continue
        # "(giao Ban Dân tộc tỉnh thông báo)": in brackets the issuer speaks.
        bracketed = before.endswith("(")
        speaks = polite or _is_speaking(before, speaker)
        if not bracketed and (is_open(before) or not speaks):
            continue
        if _is_other_word(text, match.end(), sentence.end):
            continue
        order = _after_cue(text, match, sentence)
        if order is not None:
            return order
    return None


def _is_told_of(text: str, start: int, at: int) -> bool:
    """Tell whether a sentence from `start` tells up to `at` what was asked before."""
    near = max(start, at - _TOLD_WITHIN)
    return any(told.search(text, near, at) for told in (_TOLD_OF, _HAS_ASKED))


def _names(before: str, speaker: Speaker) -> bool:
    """Tell whether the clause before a cue is the writer's name."""
    clause = _NOW.sub("", re.split(r"[,;:]", before)[-1].strip())
    found = organ_at(clause, 0, len(clause)) if clause else None
    return found is not None and speaker.speaks(found.of(clause))


def _is_other_word(text: str, pos: int, end: int) -> bool:
    """Tell whether the cue is part of another word (giao thông), not of a name."""
    match = order_words().not_after.match(text, pos, end)
    return match is not None and not match.group().strip()[:1].isupper()


def is_open(before: str) -> bool:
    """Tell whether a quotation or bracket has begun and not ended."""
    return before.count("“") > before.count("”") or (
        before.count("(") > before.count(")")
    )


def _is_speaking(before: str, speaker: Speaker) -> bool:
    """Tell whether nobody but the issuer can be the one who orders."""
    clause = _NOW.sub("", re.split(r"[,;:]", before)[-1].strip())
    if not clause:
        return True
    found = organ_at(clause, 0, len(clause))
    if found is None:
        # No body at the head of the clause: an adverb or a thing, unless it is past.
        return PAST.search(clause) is None and _THING.match(clause) is None
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
        meant = told_of(text, doers, sentence.end)
        doers = meant[0] if meant else whole_name(text, doers, sentence.end)
        begin = meant[1] if meant else doers.end
        action = action_after(text, begin, _bracket_end(text, match, sentence))
        return Order(doers, action, kind) if action is not None else None
    told = None
    if pronoun is not None and _POLITE.match(pronoun.group()):
        told = Span(start, start + len(pronoun.group().rstrip()))
    start = pronoun.end() if pronoun is not None else start
    if kind == "order" or not words.action.match(text, start, sentence.end):
        return None
    modal = words.modal.match(text, start, sentence.end)
    begin = modal.end() if modal is not None else start
    return (
        Order(told, Span(begin, sentence.end), kind) if begin < sentence.end else None
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
