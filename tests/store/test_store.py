"""Transactions, migrations, the queue, search, corrections."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from tests.store.arriving import INBOX, LEASE, ME, NOON, begun, filed, of_bytes
from vanban_parser.model.letter import Commune, Percentage
from vanban_parser.store import (
    corrections,
    figures,
    inboxes,
    jobs,
    letters,
    migrate,
    tables_review,  # noqa: F401 - its tables
)
from vanban_parser.store.engine import Store, is_sound, open_store
from vanban_parser.store.errors import (
    StoreAddressError,
    StoreTooNewError,
    StoreUnavailableError,
)
from vanban_parser.store.search import find, passage
from vanban_parser.store.tables import SEARCH, metadata

FAR = 3e9


def test_migrations_make_what_the_program_expects(store: Store) -> None:
    with store.writing() as tx:
        context = MigrationContext.configure(
            tx,
            opts={
                "include_object": lambda _, name, kind, *__: (
                    not (str(name).startswith(SEARCH) or f"_{SEARCH}_" in str(name))
                )
            },
        )
        assert compare_metadata(context, metadata) == []
        assert migrate.current(tx) == migrate.HEAD


def test_the_last_migration_is_the_head() -> None:
    folder = Path(migrate.__file__).parent / "migrations" / "versions"
    assert max(path.name[1:5] for path in folder.glob("v*.py")) == migrate.HEAD


def test_opening_again_changes_nothing(database: str, store: Store) -> None:
    filed(store, of_bytes("one"))
    again = open_store(database)
    with again.reading() as tx:
        assert len(letters.latest(tx, 9)) == 1
    assert is_sound(again)
    again.close()


def test_a_later_version_is_not_touched(database: str, store: Store) -> None:
    with store.writing() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNewError, match="9999"):
        open_store(database)


@pytest.mark.parametrize("address", ["mysql://host/name", "oracle://x", "sqlite://"])
def test_an_address_that_is_none_is_named(address: str) -> None:
    with pytest.raises(StoreAddressError, match="postgresql://"):
        open_store(address)


def test_what_is_no_database_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "vanban.db"
    path.write_text("this is no database" * 100)
    with pytest.raises(StoreUnavailableError, match=r"vanban\.db"):
        open_store(str(path))


def test_sqlite_is_written_through(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "vanban.db"
    store = open_store(str(path))
    with store.writing() as tx:
        assert tx.execute(text("PRAGMA synchronous")).scalar() == 2
        assert tx.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            sqlite3.connect(path, timeout=0).execute("BEGIN IMMEDIATE")
    assert store.path == path
    store.close()


def test_a_job_belongs_to_one(store: Store) -> None:
    with store.writing() as tx:
        inboxes.know(tx, INBOX, "inbox")
        assert jobs.enroll(tx, INBOX, "a", NOON)
        assert not jobs.enroll(tx, INBOX, "a", NOON, LEASE), "known already"
        assert jobs.enroll(tx, INBOX, "b", NOON, LEASE)
    with store.writing() as tx:
        (taken,) = jobs.take(tx, INBOX, 0.0, LEASE, 9)
        assert (taken.id, taken.takes) == ("a", 1)
        assert jobs.take(tx, INBOX, 1.9e9, LEASE, 9) == (), "both are held"
        late = jobs.take(tx, INBOX, FAR, jobs.Lease("other", FAR + 60), 9)
        assert [job.takes for job in late] == [2, 2]
    with store.writing() as tx:
        assert jobs.release(tx, ME) == 0
        assert jobs.release(tx, "other", ["a"]) == 1
        assert jobs.counts(tx, INBOX) == {"queued": 1, "running": 1}
        jobs.beat(tx, jobs.Lease("other", FAR + 900), ["b"])
        assert [j.id for j in jobs.take(tx, INBOX, FAR + 99, LEASE, 9)] == ["a"]


def test_a_fault_waits_for_its_time(store: Store) -> None:
    with store.writing() as tx:
        job_id = begun(tx)
        fault = {"error_code": "crashed", "died": True, "at": NOON}
        jobs.postpone(tx, job_id, ME, until=100.0, **fault)
    with store.writing() as tx:
        assert jobs.take(tx, INBOX, 99.0, LEASE, 9) == ()
        (job,) = jobs.take(tx, INBOX, 100.0, LEASE, 9)
    assert (job.attempts, job.deaths, job.error_code) == (1, 1, "crashed")


def test_a_quarantined_job_keeps_no_name(store: Store) -> None:
    with store.writing() as tx:
        job_id = begun(tx)
        jobs.end(tx, job_id, ME, "quarantined", NOON, error_code="secret")
    with store.reading() as tx:
        (job,) = jobs.in_state(tx, "quarantined", inbox=INBOX)
    assert (job.name, job.place, job.letter_id) == (None, None, None)


BODY = "Ủy ban nhân dân xã Mẫu đề nghị ngành điện sửa đường điện trước 30/11."


@pytest.mark.parametrize(
    "query",
    [
        "uy ban",
        "ỦY BAN",
        "u\u0309y ban",
        "uỷ ban",
        "duong dien",
        "đường điện",
        '"đường điện"',
        "de nghi",
        "12/UBND-VX",
        "ubnd vx",
        "30/11",
        "xa mau uy ban",
    ],
)
def test_words_are_found(store: Store, query: str) -> None:
    done = filed(store, of_bytes("one", text=BODY))
    with store.reading() as tx:
        assert [hit.letter_id for hit in find(tx, query, 9)] == [done.letter_id]


@pytest.mark.parametrize(
    "query", ["", "---", "khong co", '"dien duong"', "' OR 1", "*"]
)
def test_other_words_are_not(store: Store, query: str) -> None:
    filed(store, of_bytes("one", text=BODY))
    with store.reading() as tx:
        assert find(tx, query, 9) == ()


def test_words_with_their_own_marks_come_first(store: Store) -> None:
    for n, body in enumerate(["ban bàn " * 9, "bán hàng", "bạn"]):
        head = {"number": str(n), "code": f"{n}/A", "subject": None}
        filed(store, of_bytes(str(n), text=body, **head))
    with store.reading() as tx:
        hits = find(tx, "bán", 9)
        first = letters.get(tx, hits[0].letter_id)
    assert [hit.exact for hit in hits] == [True, False, False]
    assert first is not None
    assert first.code == "1/A"


def test_a_new_reading_replaces_the_words(store: Store) -> None:
    from vanban_parser.store.filing import read_again

    came = of_bytes("one", text="cũ kỹ")
    filed(store, came)
    with store.writing() as tx:
        read_again(tx, [came.model_copy(update={"text": "mới tinh"})], NOON, "x")
        assert find(tx, "cu ky", 9) == ()
        assert len(find(tx, "moi tinh", 9)) == 1


def test_a_passage_is_in_the_letters_own_words() -> None:
    assert "sửa đường điện trước" in passage(BODY, "duong dien")
    assert passage(BODY, "khong co") == ""


def test_corrections_outlive_every_reading(store: Store) -> None:
    from vanban_parser.store.filing import read_again

    came = of_bytes("one")
    letter_id = filed(store, came).letter_id
    with store.writing() as tx:
        corrections.correct_all(tx, letter_id, {"/subject": "rà soát"}, "van-thu", NOON)
        corrections.correct_all(tx, letter_id, {"/issued_on": "2020-10-02"}, "v", NOON)
        with pytest.raises(KeyError):
            corrections.correct_all(tx, letter_id, {"/tasks/7/title": "x"}, "v", NOON)
        with pytest.raises(ValueError, match="issued_on"):
            corrections.correct_all(tx, letter_id, {"/issued_on": "hôm qua"}, "v", NOON)
        better = came.model_copy(update={"issued_on": "2020-10-03"})
        read_again(tx, [better], NOON, "van-thu")
        now = corrections.current(tx, letter_id)
        (first, _) = corrections.of_letter(tx, letter_id)
    assert now is not None
    assert now.subject == "rà soát"
    assert now.issued_on == "2020-10-02", "a person's word stands, whatever is read"
    assert (first.old, first.new, first.actor) == (came.subject, "rà soát", "van-thu")


def test_figures_name_the_commune_they_are_said_of(store: Store) -> None:
    communes = (
        Commune(name="Mẫu", kind="xã", code="00001"),
        Commune(name="Thử", kind="xã", code="00002"),
        Commune(name="Thử", kind="phường", code="00003"),
    )
    said = tuple(
        Percentage(value=value, subject=subject, measure="hộ nghèo")
        for value, subject in [(66.67, "xã Mẫu"), (40, "Thử"), (0, "các xã")]
    )
    came = of_bytes("one", communes=communes, percentages=said)
    filed(store, came)
    with store.reading() as tx:
        found = figures.between(tx, "2020-10", "2020-10")
        assert figures.between(tx, "2020-11", None) == ()
    assert [(f.value, f.commune_code, f.period) for f in found] == [
        (66.67, "00001", "2020-10"),
        (40.0, None, "2020-10"),
        (0.0, None, "2020-10"),
    ]
