"""Words as spaCy's network knows them: their forms, keys and rows of its tables."""

from __future__ import annotations

from functools import lru_cache

from vanban_parser.text import fold

_DIGITS = str.maketrans("0123456789", "dddddddddd")
SIGNS = {
    **dict.fromkeys("’‘´`", "'"),
    **dict.fromkeys("”“„»«", '"'),
    **dict.fromkeys("—–", "-"),
    **dict.fromkeys("€£¥฿₺₹৳₩₣", "$"),
    **dict(zip("？！，；：。।", "?!,;:..", strict=True)),
    "…": "...",
}
"""Signs that spaCy takes for others; a frame has each as a word of its own."""
_U64 = (1 << 64) - 1
_HASH_SEED = 1
# Words for which spaCy has numbers of its own, as they can be the normal form, the
# folded form, the shape or the role of a word of a letter.
_ACOMP = 398
_NAMED = (
    *("acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass"),
    *("cc", "ccomp", "complm", "conj", "cop", "csubj", "csubjpass", "dep", "det"),
    *("dobj", "expl", "hmod", "hyph", "infmod", "intj", "iobj", "mark", "meta", "neg"),
    *("nmod", "nn", "npadvmod", "nsubj", "nsubjpass", "num", "number", "oprd", "obj"),
    *("obl", "parataxis", "partmod", "pcomp", "pobj", "poss", "possessive", "preconj"),
    *("prep", "prt", "punct", "quantmod", "relcl", "rcmod", "root", "xcomp", "acl"),
)
_RESERVED = {"X": 101, "_": 456} | {
    name: number for number, name in enumerate(_NAMED, start=_ACOMP)
}
_KEPT_WORDS = 16_384


def normal_form(word: str) -> str:
    """Return a word in small letters, each digit as ``d``, a sign as its plain one."""
    return SIGNS.get(word) or word.lower().translate(_DIGITS)


def shape(word: str) -> str:
    """Return spaCy's shape of a word: ``Xxxx`` for Triệu, ``dd/dd`` for 20/10.

    Of more than four alike only four are kept.
    """
    if len(word) >= 100:
        return "LONG"
    found: list[str] = []
    last, run = "", 0
    for char in word:
        if char.isalpha():
            kind = "X" if char.isupper() else "x"
        else:
            kind = "d" if char.isdigit() else char
        run = run + 1 if kind == last else 0
        last = kind
        if run < 4:
            found.append(kind)
    return "".join(found)


@lru_cache(maxsize=_KEPT_WORDS)
def key_of(word: str) -> int:
    """Return the 64 bits by which spaCy knows a word: MurmurHash64A of its UTF-8."""
    if not word:
        return 0
    if word in _RESERVED:
        return _RESERVED[word]
    data, times = word.encode(), 0xC6A4A7935BD1E995
    found = _HASH_SEED ^ (len(data) * times & _U64)
    whole = len(data) & ~7
    for at in range(0, whole, 8):
        block = int.from_bytes(data[at : at + 8], "little") * times & _U64
        block = (block ^ block >> 47) * times & _U64
        found = (found ^ block) * times & _U64
    if whole < len(data):
        found = (found ^ int.from_bytes(data[whole:], "little")) * times & _U64
    found = (found ^ found >> 47) * times & _U64
    return found ^ found >> 47


@lru_cache(maxsize=_KEPT_WORDS)
def rows_of(key: int, seed: int, n_rows: int) -> tuple[int, int, int, int]:
    """Return the four rows of a table that are added up for a key.

    MurmurHash3, as thinc has it for keys of 64 bits.
    """
    first = key * 0x87C37B91114253D5 & _U64
    first = (first << 31 | first >> 33) & _U64
    first = (first * 0x4CF5AD432745937F & _U64) ^ seed ^ 8
    second = seed ^ 8
    first = first + second & _U64
    second = second + first & _U64
    first, second = _mixed(first), _mixed(second)
    first = first + second & _U64
    second = second + first & _U64
    four = (first & 0xFFFFFFFF, first >> 32, second & 0xFFFFFFFF, second >> 32)
    a, b, c, d = (number % n_rows for number in four)
    return a, b, c, d


def _mixed(bits: int) -> int:
    bits = (bits ^ bits >> 33) * 0xFF51AFD7ED558CCD & _U64
    bits = (bits ^ bits >> 33) * 0xC4CEB9FE1A85EC53 & _U64
    return bits ^ bits >> 33


@lru_cache(maxsize=_KEPT_WORDS)
def keys_of(word: str, role: str) -> tuple[int, int, int, int]:
    """Return the keys of a word: normal form, folded, shape, role."""
    forms = (normal_form(word), fold(word), shape(word), role)
    first, second, third, fourth = map(key_of, forms)
    return first, second, third, fourth
