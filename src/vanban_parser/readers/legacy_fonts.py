"""What the name of a font says about the text set in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vanban_parser.readers.legacy_tables import Encoding

_SUBSET = re.compile(r"[A-Z]{6}\+")
_STYLE = re.compile(
    r"(?:[-,; ]+|(?<=[a-z])(?=[A-Z])|(?<=H)(?=[BI]))"
    r"(?:bold|italic|oblique|regular|normal|roman|mt|ps)+\s*$",
    re.IGNORECASE,
)
_BY_NAME = (
    # What Windows calls ".VnTime" is "VnTime" in some PDFs.
    (re.compile(r"\.vn|vn(?:time|arial)h?$", re.IGNORECASE), Encoding.TCVN3),
    (re.compile(r"vni(?![a-z])|vni(?=times|helve)", re.IGNORECASE), Encoding.VNI),
    (re.compile(r"visc", re.IGNORECASE), Encoding.VISCII),
    (re.compile(r"vps", re.IGNORECASE), Encoding.VPS),
    # VNtimes new roman, VNbook-Antiqua ...: of several makers, some of them Unicode.
    (re.compile(r"vn[a-z]", re.IGNORECASE), None),
)


@dataclass(frozen=True, slots=True)
class Face:
    """What a font's name says: its encoding (None: some old one), and capitals only."""

    encoding: Encoding | None
    capitals: bool = False


@lru_cache(maxsize=1024)
def face_of(font: str) -> Face | None:
    """Return what is known of a font by its name, or None for one of Unicode.

    ``.VnTimeH`` shows every letter as a capital.  A subset's tag (``ABCDEF+``) and the
    style (``,Bold``) of PDF font names are looked past.
    """
    name = _SUBSET.sub("", font.split(";")[0].strip())
    while (bare := _STYLE.sub("", name)) != name and bare:
        name = bare
    for pattern, encoding in _BY_NAME:
        if pattern.match(name):
            is_h = encoding in (None, Encoding.TCVN3) and name[-1:] in ("H", "h")
            return Face(encoding, capitals=is_h)
    return None
