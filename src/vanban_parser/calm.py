"""The garbage collector, held back while one letter is read.

A letter becomes some hundred thousand small values, none of which refers back to what
holds it: they go by their reference counts.  Python would look through them, and with
them through all that lexicon and model hold, again and again: a tenth of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Values made and not yet gone before it looks; by default it does at 700 or 2,000.
_SELDOM = 200_000


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Let the collector look seldom; what it was set to before comes back after.

    Nothing is changed where it looks seldom anyway, or is off.
    """
    usual = gc.get_threshold()
    if not 0 < usual[0] < _SELDOM:
        yield
        return
    gc.set_threshold(_SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
