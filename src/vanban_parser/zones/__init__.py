"""Cut a document into the parts of a letter (NĐ 30/2020 annex I, HD 36-HD/VPTW)."""

from __future__ import annotations

import sys

from vanban_parser.model.document import Document, Flow
from vanban_parser.model.zones import Zones
from vanban_parser.zones.closing import closing_zone
from vanban_parser.zones.header import header_zone
from vanban_parser.zones.letters import Part, letter_parts, part_of
from vanban_parser.zones.lines import Lines
from vanban_parser.zones.sides import (
    issuer_side,
    mark_lines,
    number_below,
    number_line,
    place_date_line,
    subject_below,
)
from vanban_parser.zones.title import addressee_zone, title_zone

__all__ = ["Part", "cut", "letter_parts", "part_of"]


def cut(document: Document, until: int = sys.maxsize) -> Zones:
    """Return the parts of the letter in `document`; any text gives some.

    Args:
        document: A read file.
        until: Where the next letter in the file starts: what is there is no part of
            this one, and counts as annexed.
    """
    lines = Lines(document, until)
    header = header_zone(lines)
    side = issuer_side(lines, header.left, header.right)
    titled = title_zone(lines, header.end, header.left)
    addressees, body_start = addressee_zone(lines, titled.after)
    names = [lines.fold_of(span.of(document.text)) for span in side.issuer]
    closing = closing_zone(lines, body_start, names)
    body_end = closing.end if closing.start is None else closing.start
    body = tuple(lines.blocks[body_start:body_end])
    ends = [span.end for span in (*closing.signature, *closing.distribution)]
    if not ends:
        ends = [body[-1].end] if body else [len(lines.text)]
    outside = [
        block.start for block in lines.all if block.flow in (Flow.STAMP, Flow.NOTE)
    ]
    return Zones(
        issuer=side.issuer,
        number=side.number
        or number_line(lines, header.right)
        or number_below(lines, header.end),
        place_date=place_date_line(lines, header, titled.after),
        title=titled.title,
        subject=titled.subject
        if titled.title is not None
        else side.subject or subject_below(lines, header.end),
        marks=(*mark_lines(lines, max(header.end, body_start)), *side.marks),
        addressees=addressees,
        body=body,
        signature=closing.signature,
        distribution=closing.distribution,
        annex_start=max(ends),
        annex_end=max(min(outside, default=len(lines.text) + 1), *ends),
    )
