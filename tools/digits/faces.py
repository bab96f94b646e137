"""Typefaces to train with: found in folders that the user names, never committed.

Debian carries them all: fonts-liberation2, fonts-freefont-ttf, fonts-texgyre,
fonts-linuxlibertine, fonts-vollkorn, fonts-sil-charis (print); fonts-breip, fonts-bwht,
fonts-dkg-handwriting, fonts-dancingscript, fonts-kiloji, fonts-klee, fonts-kristi,
fonts-rufscript, fonts-sjfonts, fonts-seto, fonts-yusei-magic, fonts-humor-sans (hand);
fonts-courier-prime, fonts-gnutypewriter, fonts-ocr-a, fonts-ocr-b, fonts-oxygen,
fonts-play, fonts-tuffy (stamps).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

_UPRIGHT = (
    "LiberationSerif-Regular.ttf",
    "FreeSerif.ttf",
    "texgyretermes-regular.otf",
    "LinLibertine_R.otf",
    "CharisSIL-Regular.ttf",
)
_ITALIC = (
    "LiberationSerif-Italic.ttf",
    "FreeSerifItalic.ttf",
    "texgyretermes-italic.otf",
    "LinLibertine_RI.otf",
    "CharisSIL-Italic.ttf",
)
_HAND = (
    "BecauseWeBuild-Regular.otf",
    "BecauseWeConnect-Regular.otf",
    "BecauseWeCreate-Regular.otf",
    "BecauseWeMentor-Regular.otf",
    "BecauseWeOrganize-Regular.otf",
    "DancingScript-Regular.otf",
    "breipfont.ttf",
    "dkg.ttf",
    "dkgBd.ttf",
    "dkgIt.ttf",
    "kiloji_b.ttf",
    "kiloji_d.ttf",
    "kiloji_p.ttf",
    "KleeOne-Regular.ttf",
    "Kristi.ttf",
    "Rufscript010.ttf",
    "setofont.ttf",
    "Delphine.ttf",
    "SteveHand.ttf",
    "YuseiMagic-Regular.ttf",
    "Humor-Sans.ttf",
)
_STAMP = (
    "Courier Prime.otf",
    "Courier Prime Bold.otf",
    "GNUTypewriter.ttf",
    "OCRA.ttf",
    "OCRB.otf",
    "Oxygen-Sans.ttf",
    "Oxygen-Sans-Bold.ttf",
    "OxygenMono-Regular.ttf",
    "Play-Regular.ttf",
    "Play-Bold.ttf",
    "Tuffy.ttf",
    "Tuffy_Bold.ttf",
)


@dataclass(frozen=True, slots=True)
class Faces:
    """Files of each use; `upright` and `italic` are of one length."""

    upright: tuple[Path, ...]
    italic: tuple[Path, ...]
    hand: tuple[Path, ...]
    stamp: tuple[Path, ...]

    @classmethod
    def find(cls, folders: list[Path]) -> Faces:
        """Return the faces under `folders`.

        Raises:
            FileNotFoundError: one is missing; names it.
        """
        known = {
            path.name: path for folder in folders for path in sorted(folder.rglob("*"))
        }

        def paths(names: tuple[str, ...]) -> tuple[Path, ...]:
            for name in names:
                if name not in known:
                    raise FileNotFoundError(f"{name}: no such font; see tools/digits")
            return tuple(known[name] for name in names)

        return cls(paths(_UPRIGHT), paths(_ITALIC), paths(_HAND), paths(_STAMP))


@cache
def face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Return the face in `path` at `size` pixels an em."""
    return ImageFont.truetype(str(path), size)
