"""What the network tells apart on a header line."""

from __future__ import annotations

DIGITS = "0123456789"
SLASH = "/"
DASH = "-"
LETTER = "L"
"""A run of letters, printed or written: read as such, never as a digit."""
SIGNS = DIGITS + SLASH + DASH + LETTER
"""One a class, in the network's order; the class after the last is "nothing"."""
NOTHING = len(SIGNS)
