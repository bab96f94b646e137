"""Is a word spelt like a Vietnamese syllable?  By onset, rhyme and tone, no lists."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Grave, acute, tilde, hook above, dot below; a syllable bears at most one of them.
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# A syllable that ends in a stop has the acute or the dot below.
_TONES_OF_STOPS = frozenset("\u0301\u0323")
_ONSET = "ngh|ng|nh|ch|th|tr|kh|gh|gi|ph|qu|[bcdđghklmnpqrstvx]|"
_RHYMES = (
    *("a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay"),
    *("ăc", "ăm", "ăn", "ăng", "ăp", "ăt"),
    *("âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây"),
    *("e", "ec", "em", "en", "eng", "eo", "ep", "et"),
    *("ê", "êch", "êm", "ên", "êng", "ênh", "êp", "êt", "êu"),
    *("i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu"),
    *("iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu"),
    *("y", "ych", "yn", "ynh", "yt", "yêm", "yên", "yêng", "yêt", "yêu"),
    *("o", "oc", "oi", "om", "on", "ong", "op", "ot", "ooc", "oong"),
    *("oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat"),
    *("oay", "oăc", "oăm", "oăn", "oăng", "oăt", "oe", "oen", "oeo", "oet"),
    *("ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt"),
    *("ơ", "ơi", "ơm", "ơn", "ơp", "ơt"),
    *("u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut"),
    *("uân", "uâng", "uât", "uây", "uê", "uêch", "uênh", "uơ"),
    *("uy", "uya", "uych", "uyn", "uynh", "uyp", "uyt", "uyu", "uyên", "uyêt"),
    *("uôc", "uôi", "uôm", "uôn", "uông", "uôt"),
    *("ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt", "ưu"),
    *("ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu"),
)
_SYLLABLE = re.compile(
    f"(?:{_ONSET})(?:{'|'.join(sorted(_RHYMES, key=len, reverse=True))})"
)
_STOP = re.compile(r"(?:c|ch|p|t)\Z")
# "nghiêng" is seven letters, each with at most two marks.
_LONGEST = 7


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Tell whether `word` can be a Vietnamese syllable, whatever its capitals.

    Foreign words, abbreviations and syllables of minority languages mostly are not.
    """
    if not 0 < len(word) <= 3 * _LONGEST:
        return False
    letters: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFD", word.lower()):
        (tones if character in _TONES else letters).append(character)
    bare = unicodedata.normalize("NFC", "".join(letters))
    if len(bare) > _LONGEST or len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOP.search(bare) or not tones or tones[0] in _TONES_OF_STOPS
