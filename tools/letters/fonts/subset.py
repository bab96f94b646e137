"""Make the four committed faces from Liberation Serif (run once; needs fonttools).

python tools/letters/fonts/subset.py /usr/share/fonts/truetype/liberation2
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

_FAMILY = "Van Thu Serif"
_FACES = {
    "regular": ("LiberationSerif-Regular.ttf", "Regular"),
    "bold": ("LiberationSerif-Bold.ttf", "Bold"),
    "italic": ("LiberationSerif-Italic.ttf", "Italic"),
    "bolditalic": ("LiberationSerif-BoldItalic.ttf", "Bold Italic"),
}
# Basic Latin, Latin-1, Latin Extended-A, ơ and ư, the Vietnamese block, and signs.
_LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),
    *range(0x1EA0, 0x1EFA),
    *(0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022),
    *(0x2026, 0x2264, 0x2265),
]
_DIGITIZED_IN_2021 = 3_700_000_000  # seconds since 1904: any fixed time will do


def main(folder: Path) -> None:
    """Write the faces beside this file."""
    for face, (source, style) in _FACES.items():
        font = TTFont(folder / source, recalcTimestamp=False)
        options = subset.Options(
            hinting=False,
            layout_features=[],
            name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
            notdef_outline=True,
            drop_tables=["GPOS", "GSUB", "GDEF", "kern", "DSIG", "FFTM"],
        )
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=_LETTERS)
        cutter.subset(font)
        full = f"{_FAMILY} {style}"
        for record in font["name"].names:
            new = {
                1: _FAMILY,
                2: style,
                3: full,
                4: full,
                6: full.replace(" ", ""),
            }.get(record.nameID)
            if new:
                record.string = new
        font["head"].modified = font["head"].created = _DIGITIZED_IN_2021
        font.save(Path(__file__).parent / f"{face}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
