"""How often a watcher looks, and how long it waits for what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how long; all in seconds.

    `settle` is how long a file must be as it is; one that is not whole is given up
    after `patience`.  After a stop, readers have `grace` to end.  A full disk is looked
    at again after `pause`; what a claim left behind goes after `stale`; events wake no
    more often than each `nap`.  After a look there is a rest, `rest` times as long as
    the look itself took.
    """

    scan: float = 2.0
    settle: float = 5.0
    patience: float = 900.0
    lease: float = 60.0
    grace: float = 30.0
    pause: float = 15.0
    stale: float = 60.0
    nap: float = 0.25
    rest: float = 40.0
