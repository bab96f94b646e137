"""What a CalDAV server may answer, from one of ours that says what it is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deliver.office import Clock, configured, letter_with, opened, sender, task
from tests.deliver.receiver import Receiver, Reply, receiving
from tests.store.arriving import ME, NOON, filed
from vanban_parser.deliver.outcomes import Event
from vanban_parser.store import remotes, senders
from vanban_parser.store.engine import Store
from vanban_parser.store.remotes import Remote
from vanban_parser.store.senders import Lease


def said(store: Store, *replies: int | Reply, **keys: Any) -> list[Event]:
    """Deliver one task to a server that gives these answers; return what happened."""
    left = list(replies)
    seen: list[Event] = []
    clock = Clock()
    with receiving(Receiver(plan=lambda: left.pop(0) if left else 500)) as server:
        config = configured(
            "caldav",
            url=server.url,
            user="van-thu",
            secret_env="VANBAN_SECRET_HERE",
            **keys,
        )
        target = opened(config, clock)
        sender(store, target, clock, journal=seen.append).run()
        target.close()
    return seen


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        ([401], "target-credentials"),
        ([403], "target-missing"),
        ([404], "target-missing"),
        ([409], "target-refused"),
        ([412, 404], "target-refused"),
        ([412, (200, {}, b"<html>Welcome</html>")], "bad-answer"),
        ([412, (200, {}, b"\xff\xfe")], "bad-answer"),
        ([507], "target-busy"),
        ([(301, {"Location": "http://127.0.0.1:1/"}, b"")], "target-redirects"),
    ],
)
def test_an_answer_means_what_it_means(
    store: Store, replies: list[int | Reply], code: str
) -> None:
    filed(store, letter_with(task(1)))
    assert said(store, *replies)[0].code == code


def test_others_who_write_at_the_same_moment_win(store: Store) -> None:
    filed(store, letter_with(task(1)))
    key = str(task(1).id)
    todo = f"BEGIN:VTODO\nUID:{key}\nSUMMARY:cũ\nEND:VTODO\n"
    calendar = f"BEGIN:VCALENDAR\n{todo}END:VCALENDAR\n"
    with store.writing() as tx:
        senders.begin(tx, "here", 0.0, Lease(ME, 2e9))
        before = {"SUMMARY": "cũ"}
        remotes.remember(tx, "here", key, Remote(f"{key}.ics", sent=before), ME, NOON)
        senders.finish(tx, "here", ME)
    found: Reply = (200, {"ETag": '"1"'}, calendar.encode())
    events = said(store, *[found, 412] * 9)
    assert [event.code for event in events] == ["target-contested"]


def test_a_password_is_in_no_rehearsal(store: Store) -> None:
    filed(store, letter_with(task(1)))
    clock = Clock()
    config = configured(
        "caldav",
        url="http://127.0.0.1:9/",
        user="van-thu",
        secret_env="VANBAN_SECRET_HERE",
    )
    target = opened(config, clock, rehearsing=True)
    (would,) = sender(store, target, clock).rehearse()
    assert would.request is not None
    assert "authorization" not in {name.lower() for name in would.request.headers}
