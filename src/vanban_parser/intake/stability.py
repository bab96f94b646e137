"""When a file has been written to its end, as far as looking can tell.  Pure.

A file is settled when two looks, some seconds apart and with nothing else between
them, found the same size, time and identity.  Whether it is whole is another question
(`complete`): a writer may pause for longer than anyone waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple


class Look(NamedTuple):
    """What one look at a file found; `identity` tells it from another of its name."""

    size: int
    mtime_ns: int
    identity: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Watched:
    """A file and since when (seconds, of a clock that never jumps) it is as it is."""

    look: Look
    since: float
    first_seen: float


Watch = Mapping[str, Watched]
NOTHING: Watch = MappingProxyType({})


def observe(before: Watch, found: Mapping[str, Look], now: float) -> Watch:
    """Return what is known after one more look at the folder.

    Args:
        before: What was known.
        found: Each file by its path, as it is now.
        now: Seconds of a clock that never jumps.
    """
    after: dict[str, Watched] = {}
    for path, look in found.items():
        known = before.get(path)
        if known is not None and known.look == look:
            after[path] = known
        else:
            first = known.first_seen if known is not None else now
            after[path] = Watched(look, now, first)
    return after


def settled(watch: Watch, now: float, settle_seconds: float) -> tuple[str, ...]:
    """Return the paths of files that have not changed for long enough, oldest first.

    An empty file has yet to be written.
    """
    ready = [
        (watched.look.mtime_ns, path)
        for path, watched in watch.items()
        if watched.look.size > 0
        and now > watched.since
        and now - watched.since >= settle_seconds
    ]
    return tuple(path for _, path in sorted(ready))


def given_up(watch: Watch, now: float, patience_seconds: float) -> tuple[str, ...]:
    """Return the paths of files, empty ones too, that nobody has written to for long.

    Those that are still not whole by then will hardly become so.
    """
    return tuple(
        sorted(
            path
            for path, watched in watch.items()
            if now - watched.since >= patience_seconds
        )
    )
