"""Passwords: hashed with Argon2id, checked in the same time whoever asks."""

from __future__ import annotations

import threading
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 10
"""Characters of a password."""
_LONGEST: Final = 1024

# 46 MiB and some 50 ms each; one at a time, so that many tries take no memory.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1)
_ONE: Final = threading.Lock()


def hashed(password: str) -> str:
    """Return what is kept of a password.

    Raises:
        ValueError: it is too short or too long.
    """
    if not SHORTEST <= len(password) <= _LONGEST:
        raise ValueError("a password has between 10 and 1,024 characters")
    with _ONE:
        return _HASHER.hash(password)


def is_right(password: str, known: str | None) -> bool:
    """Tell whether a password is the one that was hashed.

    Without one it takes as long: who asks does not learn which users there are.
    """
    with _ONE:
        try:
            _HASHER.verify(known or _nobody(), password[:_LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return known is not None


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
