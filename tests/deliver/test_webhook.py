"""Events to a receiver: signed, in order, each once by its id whatever it does."""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Any

import pytest
from standardwebhooks import Webhook as Checker
from standardwebhooks import WebhookVerificationError

from tests.deliver.office import (
    SECRET,
    Clock,
    configured,
    deliver,
    fill,
    letter_with,
    opened,
    sender,
    task,
)
from tests.deliver.receiver import Receiver, Reply, receiving, troubled
from tests.store.arriving import NOON, filed
from vanban_parser.deliver.errors import TargetSettingsError
from vanban_parser.deliver.parcels import Packer
from vanban_parser.deliver.sender import Pace
from vanban_parser.deliver.target import Parcel
from vanban_parser.model.targets import Target
from vanban_parser.store import deliveries
from vanban_parser.store.deliveries import Dead, Message
from vanban_parser.store.engine import Store, Tx, open_store
from vanban_parser.store.filing import read_again

KEY = "whsec_" + base64.b64encode(SECRET["VANBAN_SECRET_HERE"].encode()).decode()
LINK = "http://localhost/van-ban/{letter}#{task}"


def hook(address: str, **keys: Any) -> Target:
    default = {"url": address, "secret_env": "VANBAN_SECRET_HERE", "link": LINK}
    return configured("webhook", **(default | keys))


def dead(store: Store) -> tuple[Dead, ...]:
    with store.reading() as tx:
        return deliveries.dead(tx, "here")


def test_an_event_is_signed_and_says_what_it_is(store: Store) -> None:
    letter_id = filed(store, letter_with(task(1))).letter_id
    # Signatures are good for five minutes: the checker knows only the real time.
    clock = Clock(at=dt.datetime.now(dt.UTC))
    with receiving(Receiver(secret=KEY)) as receiver:
        assert deliver(store, hook(receiver.url), clock).sent == 2
    first, second = receiver.events.values()
    assert first["headers"]["ce-type"] == "vn.vanban.letter.registered.v1"
    head = second["headers"]
    assert head["ce-specversion"] == "1.0"
    assert head["ce-id"] == head["webhook-id"]
    assert head["ce-subject"] == str(task(1).id)
    assert head["content-type"] == "application/json"
    assert head["ce-time"].startswith("2026-11-27T12:00:00+07:00")
    data = second["data"]
    assert data["letter"]["code"] == "12/UBND-VX"
    assert data["letter"]["link"].endswith(f"{letter_id}#{task(1).id}")
    assert data["task"]["deadline"]["date"] == "2026-11-30"
    assert data["task"]["quote"].startswith("Giao Phòng Nội vụ: báo cáo")
    assert data["task"]["page"] == 2
    with pytest.raises(WebhookVerificationError):
        Checker(KEY).verify(b"{}", receiver.requests[1]["headers"])


def test_the_events_of_a_task_come_in_order(store: Store) -> None:
    came = letter_with(task(1), task(2))
    filed(store, came)
    first, second = came.tasks
    other = first.model_copy(update={"title": "Khác"})
    with store.writing() as tx:
        read_again(tx, [came.model_copy(update={"tasks": (other, second)})], NOON, "x")
        read_again(
            tx, [came.model_copy(update={"tasks": (), "evidence": {}})], NOON, "x"
        )
    answers = iter([204, 500])
    clock = Clock()
    with receiving(Receiver(plan=lambda: next(answers, 204))) as receiver:
        tally = deliver(store, hook(receiver.url), clock)
        # The letter, the other task's two; the first task's fails and holds up its own.
        assert (tally.sent, tally.failed, tally.waiting) == (3, 1, 2)
        clock.forward(3600)
        assert deliver(store, hook(receiver.url), clock).sent == 3
    mine = [
        event["headers"]["ce-type"]
        for event in receiver.events.values()
        if event["headers"]["ce-subject"] == str(task(1).id)
    ]
    assert mine == [
        f"vn.vanban.task.{name}.v1" for name in ("created", "changed", "withdrawn")
    ]
    assert list(receiver.events.values())[-1]["data"]["task"]["withdrawn"]


@pytest.mark.parametrize(
    ("reply", "code", "given_up"),
    [
        (400, "target-refused", True),
        (404, "target-refused", True),
        (413, "target-refused", True),
        (500, "target-busy", False),
        ((302, {"Location": "http://127.0.0.1:1/"}, b""), "target-redirects", False),
        (401, "target-credentials", False),
        ((429, {"Retry-After": "90"}, b""), "target-busy", False),
        ((200, {}, b"x" * 2_000_000), "bad-answer", False),
        ("lose", "target-unreachable", False),
    ],
)
def test_a_refusal_is_for_ever_and_trouble_passes(
    store: Store,
    reply: int | str | Reply,
    code: str,
    given_up: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    filed(store, letter_with())
    seen = []
    clock = Clock()
    with receiving(Receiver(plan=lambda: reply)) as receiver:
        target = opened(hook(receiver.url), clock)
        tally = sender(store, target, clock, journal=seen.append).run()
        target.close()
    assert seen[0].code == code
    assert tally.dead == given_up
    assert [one.error_code for one in dead(store)] == ([code] if given_up else [])
    with store.writing() as tx:
        assert deliveries.revive(tx, "here", NOON) == given_up
    with receiving(Receiver()) as receiver:
        assert deliver(store, hook(receiver.url)).sent == 1


def test_a_target_is_left_in_peace_as_long_as_it_asks(store: Store) -> None:
    fill(store, 5)
    clock = Clock()
    plan = [(503, {"Retry-After": "600"}, b"")]
    with receiving(Receiver(plan=lambda: plan.pop() if plan else 204)) as receiver:
        config = hook(receiver.url)
        assert deliver(store, config, clock).failed == 1
        clock.forward(590)
        tally = deliver(store, config, clock)
        assert (tally.sent, tally.fault and tally.fault.code) == (0, "target-busy")
        assert len(receiver.requests) == 1
        clock.forward(20)
        assert deliver(store, config, clock).sent == 6


def test_a_target_that_is_away_costs_no_message_its_tries(store: Store) -> None:
    fill(store, 5)
    clock = Clock()
    config = hook("http://127.0.0.1:9/hook")
    for _ in range(40):
        assert deliver(store, config, clock).dead == 0
        clock.forward(7 * 3600)
    with store.reading() as tx:
        waiting = deliveries.pending(tx, "here", ("task.created",))
    assert [message.attempts for message in waiting] == [0] * 5


def test_one_that_always_fails_is_given_up_and_says_why(store: Store) -> None:
    filed(store, letter_with())
    clock = Clock()
    with receiving(Receiver(plan=lambda: 500)) as receiver:
        for _ in range(30):
            deliver(store, hook(receiver.url), clock)
            clock.forward(7 * 3600)
    (given_up,) = dead(store)
    assert (given_up.error_code, given_up.error_detail) == ("target-busy", "500")
    assert len(receiver.requests) == 25


def test_of_a_letter_with_a_mark_of_secrecy_nothing_is_sent(store: Store) -> None:
    filed(store, letter_with(task(1), secrecy="mật"))
    with receiving(Receiver()) as receiver:
        assert deliver(store, hook(receiver.url)).dead == 2
        assert receiver.requests == []
    assert {one.error_code for one in dead(store)} == {"secret-not-sent"}


def test_a_defect_does_not_hold_up_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(store, letter_with(task(1), task(2)))
    packed = Packer.pack

    def pack(self: Packer, tx: Tx, message: Message) -> Parcel:
        if message.task_id == str(task(1).id):
            raise ZeroDivisionError
        return packed(self, tx, message)

    monkeypatch.setattr(Packer, "pack", pack)
    with receiving(Receiver()) as receiver:
        tally = deliver(store, hook(receiver.url))
    assert (tally.sent, tally.failed, tally.fault) == (2, 1, None)


def test_a_slow_receiver_keeps_its_sender(store: Store) -> None:
    filed(store, letter_with())
    clock = Clock()
    with receiving(Receiver(plan=lambda: "slow")) as receiver:
        target = opened(hook(receiver.url, timeout_seconds=1), clock)
        tally = sender(store, target, clock, pace=Pace(lease=0.3)).run()
        target.close()
    assert tally.fault is not None
    assert tally.fault.code == "target-unreachable"


def test_two_senders_do_not_send_at_once(store: Store) -> None:
    fill(store, 3)
    clock = Clock()
    tallies = []

    def meanwhile() -> int:
        if not tallies:
            other = opened(hook("http://127.0.0.1:9/"), clock)
            tallies.append(sender(store, other, clock, owner="sender-2").run())
        return 204

    with receiving(Receiver(plan=meanwhile)) as receiver:
        assert deliver(store, hook(receiver.url), clock).sent == 4
    assert tallies[0].taken


def test_a_rehearsal_shows_the_request_and_sends_nothing(store: Store) -> None:
    filed(store, letter_with(task(1)))
    clock = Clock()
    with receiving(Receiver()) as receiver:
        target = opened(hook(receiver.url), clock, rehearsing=True)
        first, second = sender(store, target, clock).rehearse()
        target.close()
        assert receiver.requests == []
        assert deliver(store, hook(receiver.url), clock).sent == 2
    assert first.request is not None
    assert second.request is not None
    assert second.request.body == receiver.requests[1]["body"]
    sent = receiver.requests[1]["headers"]
    shown = {key.lower(): value for key, value in second.request.headers.items()}
    assert shown.items() <= sent.items()
    assert json.loads(second.request.body)["task"]["title"] == "Báo cáo số 1"


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "ftp://127.0.0.1/"},
        {"url": "http://van-thu:mat-khau@127.0.0.1/"},
        {"secret_env": "VANBAN_SECRET_NONE"},
        {"secret_env": None, "secret_file": "no-such-file"},
        {"url": "https://127.0.0.1:9/", "ca_file": "no-such-file"},
    ],
)
def test_a_target_that_cannot_be_used_says_so(
    store: Store, changes: dict[str, Any]
) -> None:
    filed(store, letter_with())
    with pytest.raises(TargetSettingsError, match=r"docs/delivery\.md") as caught:
        deliver(store, hook("http://127.0.0.1:9/", **changes))
    assert "mat-khau" not in str(caught.value)


@pytest.mark.parametrize("secret", ["short", "whsec_%%%", "whsec_c2hvcnQ="])
def test_a_secret_that_keeps_nothing_secret_is_refused(secret: str) -> None:
    from vanban_parser.deliver.webhook import signing_key

    with pytest.raises(TargetSettingsError):
        signing_key("here", secret)


def test_both_databases_know_whom_was_told_what(database: str) -> None:
    store = open_store(database)
    ids = fill(store, 5)
    clock = Clock()
    with receiving(Receiver(plan=troubled(3, 0.5))) as receiver:
        for _ in range(30):
            deliver(store, hook(receiver.url), clock)
            clock.forward(7 * 3600)
    subjects = [event["headers"]["ce-subject"] for event in receiver.events.values()]
    assert sorted(one for one in subjects if one in ids) == sorted(ids)
    with store.reading() as tx:
        assert deliveries.counts(tx, "here", ("task.created",)) == {"sent": 5}
    store.close()


def test_what_tempts_arrives_unharmed(store: Store) -> None:
    tempting = '=HYPERLINK("http://x")\u0007 31/11 🚨 </script> \u202e'
    filed(store, letter_with(task(1, title=tempting)))
    with receiving(Receiver()) as receiver:
        deliver(store, hook(receiver.url))
    assert list(receiver.events.values())[1]["data"]["task"]["title"] == tempting


def test_a_message_beyond_all_bounds_is_refused(store: Store) -> None:
    filed(store, letter_with(task(1, action="x" * 300_000)))
    with receiving(Receiver()) as receiver:
        assert deliver(store, hook(receiver.url)).dead == 1
    assert [one.error_code for one in dead(store)] == ["message-too-long"]
