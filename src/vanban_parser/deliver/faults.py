"""What a failure means for a message and for its target: wait, or give up.  Pure."""

from __future__ import annotations

from typing import Final

from vanban_parser.deliver.errors import DeliveryError
from vanban_parser.store.senders import Fault

MAX_ATTEMPTS: Final = 25
"""Tries that fail for what may pass, until it is believed that it does not: with the
waits below three days or more, so that a weekend is outlasted."""
FIRST_WAIT: Final = 30.0
LONGEST_WAIT: Final = 6 * 3600.0
_LONGEST_ASKED: Final = 12 * 3600.0
"""Seconds that a target may ask for; longer is taken for a mistake."""


def judge(
    error: DeliveryError,
    attempts: int,
    now: float,
    chance: float,
    first_wait: float = FIRST_WAIT,
) -> Fault:
    """Return what is noted of a message that did not arrive.

    Args:
        error: Why not.
        attempts: Failed tries so far, this one too; from 1.
        now: Seconds since 1970.
        chance: A number in [0, 1).
        first_wait: Seconds to wait after the first failure.
    """
    detail = error.detail
    if not error.transient or (attempts >= MAX_ATTEMPTS and not error.halts):
        return Fault(error.code, detail, None)
    wait = wait_seconds(attempts, chance, first_wait)
    if error.retry_after is not None:
        wait = max(wait, min(error.retry_after, _LONGEST_ASKED))
    return Fault(error.code, detail, now + wait)


def wait_seconds(attempts: int, chance: float, first_wait: float = FIRST_WAIT) -> float:
    """Return how long to wait after so many failed tries.

    Twice as long each time, up to six hours, and half of it by chance, so that several
    messages do not come back at the same moment.
    """
    doubled = first_wait * 2.0 ** min(attempts - 1, 30)
    return float(min(doubled, LONGEST_WAIT) * (0.5 + chance / 2))
