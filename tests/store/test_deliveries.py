"""The outbox, who has been told, and what changes are worth telling."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.cli.fakes import TASK
from tests.store.arriving import LEASE, ME, NOON, filed, of_bytes
from vanban_parser.store import corrections, deliveries, jobs, outbox, remotes, senders
from vanban_parser.store.engine import Store, Tx, open_store
from vanban_parser.store.errors import SenderLostError
from vanban_parser.store.filing import read_again
from vanban_parser.store.remotes import Remote
from vanban_parser.store.senders import Fault

ALL = ("letter.registered", "task.created", "task.changed", "task.withdrawn")
OTHER = jobs.Lease("other", 3e9)


def topics(tx: Tx, target: str = "a") -> list[str]:
    return [message.topic for message in deliveries.pending(tx, target, ALL)]


def test_each_target_is_told_by_itself(store: Store) -> None:
    filed(store, of_bytes("one"))
    with store.writing() as tx:
        assert senders.begin(tx, "a", 0.0, LEASE)
        assert not senders.begin(tx, "a", 0.0, OTHER), "one sender a target"
        assert senders.begin(tx, "b", 0.0, OTHER)
        first, second = deliveries.pending(tx, "a", ALL)
        assert [first.topic, second.topic] == ["letter.registered", "task.created"]
        deliveries.settle(tx, "a", first, ME, NOON)
        with pytest.raises(SenderLostError):
            deliveries.settle(tx, "b", first, ME, NOON)
        deliveries.fail(tx, "a", second, ME, Fault("busy", "503", 50.0), NOON)
    with store.writing() as tx:
        (again,) = deliveries.pending(tx, "a", ALL)
        assert (again.id, again.attempts, again.not_before) == (second.id, 1, 50.0)
        assert deliveries.pending(tx, "a", ALL, after=second.seq) == ()
        assert deliveries.pending(tx, "a", ALL, since="2027-01-01") == ()
        deliveries.fail(tx, "a", again, ME, Fault("refused", "404", None), NOON)
        assert deliveries.counts(tx, "a", ALL) == {"sent": 1, "dead": 1}
        assert deliveries.counts(tx, "b", ALL) == {"pending": 2}
        (dead,) = deliveries.dead(tx, "a")
        assert (dead.error_code, dead.error_detail) == ("refused", "404")
        assert deliveries.revive(tx, "a", NOON) == 1
        assert topics(tx) == ["task.created"]


def test_a_late_sender_is_followed_and_notes_nothing(store: Store) -> None:
    filed(store, of_bytes("one"))
    with store.writing() as tx:
        assert senders.begin(tx, "a", 0.0, jobs.Lease(ME, 100.0))
        senders.hold(tx, "a", jobs.Lease(ME, 200.0))
        assert not senders.begin(tx, "a", 150.0, OTHER)
        assert senders.begin(tx, "a", 201.0, OTHER)
        (message, _) = deliveries.pending(tx, "a", ALL)
        with pytest.raises(SenderLostError):
            deliveries.settle(tx, "a", message, ME, NOON)
        with pytest.raises(SenderLostError):
            remotes.remember(tx, "a", str(TASK.id), Remote(), ME, NOON)
        with pytest.raises(SenderLostError):
            senders.hold(tx, "a", jobs.Lease(ME, 300.0))
        senders.finish(tx, "a", "other")
        assert senders.begin(tx, "a", 0.0, LEASE)


def test_what_a_task_has_become_is_remembered(store: Store) -> None:
    now = Remote("17", '"e"', {"title": "x"}, {"title": "y"}, ("due",), withdrawn=True)
    with store.writing() as tx:
        senders.begin(tx, "a", 0.0, LEASE)
        remotes.remember(tx, "a", "t", Remote(remote_id="16", sent={}), ME, NOON)
        remotes.remember(tx, "a", "t", now, ME, NOON)
        assert remotes.get(tx, "a", "t") == now
        assert remotes.get(tx, "b", "t") is None
        assert remotes.kept(tx, "a") == {"t": ("due",)}


def test_only_what_changed_is_told(store: Store) -> None:
    came = of_bytes("one")
    letter_id = filed(store, came).letter_id
    with store.writing() as tx:
        read_again(tx, [came], NOON, "x")
        assert topics(tx) == ["letter.registered", "task.created"], "nothing changed"
        corrections.correct_all(tx, letter_id, {"/tasks/0/title": "Báo cáo"}, "v", NOON)
        corrections.correct_all(tx, letter_id, {"/urgency": "khẩn"}, "v", NOON)
        corrections.correct_all(tx, letter_id, {"/place": "Mẫu Mới"}, "v", NOON)
        assert topics(tx)[2:] == ["task.changed"] * 2, "the place is not told"
        read_again(tx, [came.model_copy(update={"tasks": ()})], NOON, "x")
        assert topics(tx)[4:] == ["task.changed"], "it stays, and quotes no word"


def test_a_task_that_comes_and_goes_is_told_each_time(store: Store) -> None:
    came = of_bytes("one")
    filed(store, came)
    nothing = came.model_copy(update={"tasks": ()})
    with store.writing() as tx:
        for again in (nothing, came, nothing):
            read_again(tx, [again], NOON, "x")
        told = ["task.withdrawn", "task.created", "task.withdrawn"]
        assert topics(tx)[2:] == told, "a second time is another event"


def test_a_target_may_wait_for_approval(store: Store) -> None:
    from vanban_parser.store import review
    from vanban_parser.store.review import Seen

    came = of_bytes("one")
    letter_id = filed(store, came).letter_id
    other = filed(store, of_bytes("two")).letter_id

    def waiting(tx: Tx) -> list[str]:
        found = deliveries.pending(tx, "a", ALL, approved=True)
        return [message.letter_id for message in found]

    with store.writing() as tx:
        assert waiting(tx) == []
        assert deliveries.n_held(tx, "a", ALL) == 4
        review.approve(tx, Seen(letter_id, 0, "v", NOON))
        assert waiting(tx) == [letter_id] * 2
        assert deliveries.is_approved(tx, letter_id)
        assert not deliveries.is_approved(tx, other)
        review.save(tx, Seen(letter_id, 0, "v", NOON), {"/subject": "rà soát"})
        assert waiting(tx) == [], "it was approved as it stood before"
        review.approve(tx, Seen(letter_id, 1, "v", NOON))
        better = came.model_copy(update={"issued_on": "2020-10-03"})
        read_again(tx, [better], NOON, "x")
        assert waiting(tx) == [], "nobody has seen what is read now"
        assert len(deliveries.pending(tx, "a", ALL)) == deliveries.n_held(tx, "a", ALL)


def test_what_was_mended_in_a_task_shows_in_lists(store: Store) -> None:
    from vanban_parser.store import tasks

    came = of_bytes("one")
    letter_id = filed(store, came).letter_id
    deadline = {"text": "trước ngày 20/10/2020", "date": "2020-10-20"}
    with store.writing() as tx:
        corrections.correct_all(
            tx, letter_id, {"/tasks/0/deadline": deadline}, "v", NOON
        )
        (row,) = tasks.of_letter(tx, letter_id)
        assert row.due == "2020-10-20"
        read_again(tx, [came], NOON, "x")
        (row,) = tasks.of_letter(tx, letter_id)
        assert row.due == "2020-10-20", "what a person mended holds on"


def test_closing_formulas_are_told_to_nobody(store: Store) -> None:
    general = TASK.model_copy(update={"kind": "general"})
    filed(store, of_bytes("one", tasks=(general,)))
    with store.reading() as tx:
        assert outbox.counts(tx) == {"letter.registered": 1}


def test_an_outbox_of_before_is_numbered(database: str) -> None:
    from vanban_parser.store import migrate

    store = open_store(database)
    letter_id = filed(store, of_bytes("one")).letter_id
    with store.writing() as tx:
        later = ("sessions", "users", "tokens", "login_failures", "reviews")
        for table in ("deliveries", "remotes", "senders", "outbox", *later):
            tx.execute(text(f"DROP TABLE {table}"))
        tx.execute(
            text(
                "CREATE TABLE outbox (id VARCHAR(36) NOT NULL PRIMARY KEY,"
                " topic TEXT NOT NULL, letter_id VARCHAR(36) NOT NULL,"
                " task_id VARCHAR(36), payload TEXT NOT NULL, created_at TEXT NOT NULL,"
                " state VARCHAR(8) NOT NULL, attempts INTEGER NOT NULL,"
                " not_before FLOAT NOT NULL, lease_owner TEXT, lease_until FLOAT,"
                " error TEXT)"
            )
        )
        tx.execute(
            text(
                "CREATE INDEX ix_outbox_state_not_before ON outbox (state, not_before)"
            )
        )
        for id_, topic, at in (("2", "task.created", "b"), ("1", "x", "c")):
            tx.execute(
                text(
                    "INSERT INTO outbox VALUES (:i, :t, :l, 'k', '{}', :a, 'pending',"
                    " 0, 0, NULL, NULL, NULL)"
                ),
                {"i": id_, "t": topic, "l": letter_id, "a": at},
            )
        tx.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        migrate.upgrade(tx)
        found = tx.execute(text("SELECT id, seq FROM outbox ORDER BY seq")).all()
    assert [tuple(row) for row in found] == [("2", 1), ("1", 2)]
    store.close()
