"""300 tasks, senders killed at random: each task is there, none is there twice."""

from __future__ import annotations

from pathlib import Path

from tests.deliver.killing import AT_LEAST, NO_FORK, killed
from tests.deliver.office import LOOPBACK, fill
from tests.deliver.receiver import Receiver, receiving
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
