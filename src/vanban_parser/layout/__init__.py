"""Geometry of a printed page: words to rows, rows to paragraphs. No Vietnamese.

All lengths are points; y grows downwards.
"""

from vanban_parser.layout.columns import Column, column_of, is_centred, pitch_of
from vanban_parser.layout.paragraphs import (
    cell_paragraphs,
    is_new_paragraph,
    starts_with_marker,
)
from vanban_parser.layout.rows import Ink, Row, insert, rows

__all__ = [
    "Column",
    "Ink",
    "Row",
    "cell_paragraphs",
    "column_of",
    "insert",
    "is_centred",
    "is_new_paragraph",
    "pitch_of",
    "rows",
    "starts_with_marker",
]
