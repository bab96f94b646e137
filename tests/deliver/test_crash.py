"""300 tasks through all troubles: each event is there, none is there twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deliver.killing import AT_LEAST, NO_FORK, killed
from tests.deliver.office import LOOPBACK, Clock, configured, deliver, fill
from tests.deliver.receiver import Receiver, receiving, troubled
from vanban_parser.store import deliveries
from vanban_parser.store.engine import Store

N = 300


@NO_FORK
def test_a_webhook_has_every_event_once_by_its_id(store: Store, path: Path) -> None:
    ids = fill(store, N)
    with receiving(Receiver()) as receiver:
        hook = {
            "kind": "webhook",
            "url": receiver.url,
            "allow_addresses": LOOPBACK,
            "secret_env": "VANBAN_SECRET_HERE",
        }
        assert killed(str(path), hook) >= AT_LEAST
    subjects = [event["headers"]["ce-subject"] for event in receiver.events.values()]
    assert sorted(one for one in subjects if one in ids) == sorted(ids)


@pytest.mark.parametrize("seed", [7, 11])
def test_a_receiver_full_of_faults_has_every_event_once(
    store: Store, seed: int
) -> None:
    """30 % of the requests fail, are cut or get no answer; some come twice."""
    ids = fill(store, N)
    clock = Clock()
    topics = ("letter.registered", "task.created")
    with receiving(Receiver(plan=troubled(seed))) as receiver:
        hook = configured("webhook", url=receiver.url)
        for _ in range(N):
            deliver(store, hook, clock)
            clock.forward(7 * 3600)
            with store.reading() as tx:
                if not deliveries.pending(tx, "here", topics):
                    break
    taken = [event["headers"]["ce-subject"] for event in receiver.events.values()]
    assert sorted(s for s in taken if s in ids) == sorted(ids)
    assert len(receiver.events) == N + N // 30, "one for each letter, too"
    assert receiver.duplicates > N // 20, "answers were lost"
    assert len(receiver.requests) > 1.3 * len(receiver.events)
    with store.reading() as tx:
        assert deliveries.dead(tx, "here") == ()
