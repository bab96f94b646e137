"""A letter comes in: one record, one line, one place, on both databases."""

from __future__ import annotations

import datetime as dt
import threading
from uuid import UUID

import pytest

from tests.cli.fakes import TASK, TEXT, letter
from tests.store.arriving import INBOX, ME, NOON, OFFICE, begun, filed, of_bytes
from vanban_parser.model.letter import Deadline, Reference
from vanban_parser.store import audit, filing, jobs, letters, outbox, register, tasks
from vanban_parser.store.arrivals import Arrival
from vanban_parser.store.engine import Store, open_store
from vanban_parser.store.errors import LeaseLostError


def test_a_letter_has_one_of_everything(store: Store) -> None:
    came = of_bytes("one")
    done = filed(store, came)
    assert (done.state, done.place) == ("registered", "done/2026/11/cong-van.pdf")
    assert (done.year, done.number) == (2026, 1)
    with store.reading() as tx:
        assert letters.record(tx, done.letter_id) == came
        line = register.entry(tx, done.letter_id)
        fields = register.input_fields(tx, done.letter_id)
        told = outbox.counts(tx)
        acts = [act.action for act in audit.of_letter(tx, done.letter_id)]
        assert jobs.counts(tx) == {"registered": 1}
    assert line is not None
    assert fields is not None
    assert (line.arrived_on, line.issuer, line.code) == (
        "2026-11-27",
        "Ủy ban nhân dân xã Mẫu",
        "12/UBND-VX",
    )
    # A công văn is known by its subject alone.
    assert line.summary == "rà soát hồ sơ"
    assert (fields.code_number, fields.arrival_number, fields.priority) == ("12", 1, 0)
    assert fields.due_on == "2020-10-15"
    assert told == {"letter.registered": 1, "task.created": 1}, (
        "the letter and its task"
    )
    assert acts == []


def test_same_bytes_are_put_aside(store: Store) -> None:
    first = filed(store, of_bytes("one"))
    again = filed(store, of_bytes("one", "other-name.pdf"))
    assert again.state == "duplicate"
    assert again.place == "duplicate/other-name.pdf"
    assert again.letter_id == first.letter_id
    with store.reading() as tx:
        assert len(register.entries(tx)) == 1
        assert outbox.counts(tx) == {"letter.registered": 1, "task.created": 1}


def test_other_bytes_with_one_number_are_for_a_person(store: Store) -> None:
    filed(store, of_bytes("one"))
    scan = filed(store, of_bytes("two", text="hoàn toàn khác, bản quét mờ " * 9))
    with store.reading() as tx:
        line = register.entry(tx, scan.letter_id)
        (relation,) = letters.unsettled(tx)
    assert line is not None
    assert line.number == 2
    assert line.note == "Nghi trùng số đến 1/2026"
    assert relation.kind == "suspected-duplicate"
    with store.writing() as tx:
        letters.settle(tx, relation, NOON, "van-thu")
    with store.reading() as tx:
        assert letters.unsettled(tx) == ()
        assert [a.action for a in audit.of_letter(tx, scan.letter_id)] == ["settled"]


def test_pdf_and_docx_of_one_letter_share_a_line(store: Store) -> None:
    pdf = filed(store, of_bytes("one"))
    docx = filed(store, of_bytes("two", "cong-van.docx", "docx"))
    assert docx.state == "registered"
    assert docx.number is None
    assert docx.place == "done/2026/11/cong-van.docx"
    with store.reading() as tx:
        assert [line.number for line in register.entries(tx)] == [1]
        (relation,) = letters.relations_of(tx, pdf.letter_id)
        (row,) = tasks.every(tx)
        head = letters.get(tx, docx.letter_id)
        assert outbox.counts(tx) == {"letter.registered": 1, "task.created": 1}, (
            "nothing is to be done twice"
        )
    assert (relation.letter_id, relation.kind) == (docx.letter_id, "other-format")
    assert row.letter_id == pdf.letter_id
    assert head is not None
    assert head.twin_of == pdf.letter_id
    after = filed(store, of_bytes("three", number="13", code="13/UBND-VX"))
    assert after.number == 2, "the number that was not used is not lost"


def test_without_a_number_the_subject_tells(store: Store) -> None:
    blank = {"number": None, "code": None}
    filed(store, of_bytes("one", **blank))
    same = filed(store, of_bytes("two", **blank))
    other = filed(store, of_bytes("three", subject="việc khác", **blank))
    undated = filed(store, of_bytes("four", issued_on=None, **blank))
    with store.reading() as tx:
        (relation,) = letters.relations_of(tx, same.letter_id)
        assert letters.relations_of(tx, other.letter_id) == ()
        assert letters.relations_of(tx, undated.letter_id) == ()
    assert relation.kind == "suspected-duplicate"


def test_a_correction_names_what_it_corrects(store: Store) -> None:
    first = filed(store, of_bytes("one"))
    cited = (Reference(document_type="công văn", code="12/UBND-VX"),)
    subject = "đính chính Công văn số 12/UBND-VX ngày 01/10/2020"
    other = {"number": "15", "code": "15/UBND-VX", "references": cited}
    mending = filed(store, of_bytes("two", subject=subject, **other))
    with store.reading() as tx:
        line = register.entry(tx, mending.letter_id)
        (relation,) = letters.relations_of(tx, first.letter_id)
    assert line is not None
    assert line.note == "Đính chính văn bản số đến 1/2026"
    assert relation.kind == "corrects"


def test_numbers_begin_anew_each_year(store: Store) -> None:
    eve = dt.datetime(2026, 12, 31, 23, 59, tzinfo=OFFICE)
    morning = dt.datetime(2027, 1, 1, 0, 1, tzinfo=OFFICE)
    given = [
        filed(store, of_bytes(str(n), number=str(n), code=f"{n}/UBND"), at)
        for n, at in enumerate((NOON, eve, morning, morning))
    ]
    assert [(done.year, done.number) for done in given] == [
        (2026, 1),
        (2026, 2),
        (2027, 1),
        (2027, 2),
    ]


def test_a_failure_leaves_nothing_and_no_gap(store: Store) -> None:
    filed(store, of_bytes("one"))
    with store.writing() as tx:
        job_id = begun(tx)
    arrival = Arrival(job_id, INBOX, ME, "x.pdf", 9, NOON)
    with pytest.raises(ZeroDivisionError), store.writing() as tx:  # noqa: PT012
        filing.file(tx, arrival, [of_bytes("two", number="2", code="2/UBND")])
        raise ZeroDivisionError
    with store.reading() as tx:
        job = jobs.get(tx, job_id)
        assert job is not None
        assert (job.state, job.name) == ("running", None)
        assert [line.number for line in register.entries(tx)] == [1]
    third = filed(store, of_bytes("three", number="3", code="3/UBND"))
    assert third.number == 2


def test_who_lost_the_lease_records_nothing(store: Store) -> None:
    with store.writing() as tx:
        job_id = begun(tx)
        jobs.release(tx, ME, [job_id])
        jobs.take(tx, INBOX, 1.0, jobs.Lease("watcher-2", 2e9), 1)
    arrival = Arrival(job_id, INBOX, ME, "x.pdf", 9, NOON)
    with pytest.raises(LeaseLostError), store.writing() as tx:
        filing.file(tx, arrival, [of_bytes("one")])
    with store.reading() as tx:
        assert register.entries(tx) == ()


def test_places_are_never_shared(store: Store) -> None:
    names = ["a.pdf", "A.pdf", "a.pdf", "ủy.pdf", "u\u0309y.pdf", f"{'ộ' * 83}ab.pdf"]
    places = [
        filed(
            store, of_bytes(str(n), name, number=str(n), code=f"{n}/UBND")
        ).place.removeprefix("done/2026/11/")
        for n, name in enumerate([*names, names[-1]])
    ]
    assert places[:4] == ["a.pdf", "A (2).pdf", "a (3).pdf", "ủy.pdf"]
    assert places[4] == "u\u0309y (2).pdf"
    assert places[5] == names[5]
    assert places[6] == f"{'ộ' * 82} (2).pdf"
    assert all(len(place.encode()) <= 255 for place in places)


def test_watchers_at_once_leave_no_gap_and_no_double(
    database: str, store: Store
) -> None:
    """Three at once, each with letters of its own and some that others have too."""
    failures: list[BaseException] = []

    def watch(owner: str) -> None:
        own = open_store(database)
        try:
            for n in range(12):
                name = str(n) if n % 3 == 0 else f"{owner}-{n}"
                head = {"number": name, "code": f"{name}/UBND-VX"}
                filed(own, of_bytes(name, **head), owner=owner)
        except BaseException as error:  # told by the main thread
            failures.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=watch, args=(f"w{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with store.reading() as tx:
        numbers = [line.number for line in register.entries(tx)]
        assert jobs.counts(tx) == {"registered": 28, "duplicate": 8}
    assert numbers == list(range(1, 29))


def test_a_second_reading_keeps_the_tasks_ids(store: Store) -> None:
    other = TASK.model_copy(
        update={
            "id": UUID("0f1e2d3c-0000-4000-8000-000000000001"),
            "action": "lập danh sách hộ nghèo gửi Phòng Lao động",
        }
    )
    came = of_bytes("one", tasks=(TASK, other))
    done = filed(store, came)
    better = TASK.model_copy(
        update={
            "id": UUID("0f1e2d3c-0000-4000-8000-000000000002"),
            "action": "báo cáo kết quả.",
            "deadline": Deadline(text="trước ngày 16/10/2020", date="2020-10-16"),
        }
    )
    with store.writing() as tx:
        before = [row.id for row in tasks.of_letter(tx, done.letter_id)]
        tasks.finish(tx, before[0], NOON, "van-thu")
        again = came.model_copy(update={"tasks": (better,)})
        (version,) = filing.read_again(tx, [again], NOON, "van-thu")
    with store.reading() as tx:
        now = tasks.of_letter(tx, done.letter_id)
        latest = letters.record(tx, done.letter_id)
        first = letters.record(tx, done.letter_id, 1)
        line = register.entry(tx, done.letter_id)
    assert version == 2
    assert before == [str(TASK.id), str(other.id)]
    assert {row.id: row.state for row in now} == {
        before[0]: "done",
        before[1]: "withdrawn",
    }
    assert now[0].due == "2020-10-16"
    assert latest is not None
    assert [str(task.id) for task in latest.tasks] == [before[0]]
    assert first == came
    assert line is not None
    assert line.number == 1


def test_due_is_what_is_written_or_reckoned(store: Store) -> None:
    receipt = Deadline(text="trong 5 ngày kể từ ngày nhận", duration="P5D")
    reckoned = receipt.model_copy(update={"computed_date": "2026-12-02"})
    written = reckoned.model_copy(update={"date": "2026-12-01"})
    wanted = {receipt: None, reckoned: "2026-12-02", written: "2026-12-01"}
    for n, (deadline, due) in enumerate(wanted.items()):
        task = TASK.model_copy(update={"deadline": deadline})
        came = of_bytes(str(n), number=str(n), code=f"{n}/UBND", tasks=(task,))
        done = filed(store, came)
        with store.reading() as tx:
            (row,) = tasks.of_letter(tx, done.letter_id)
        assert row.due == due, deadline


def test_a_file_may_hold_several_letters(store: Store) -> None:
    both = [of_bytes("one", number=n, code=f"{n}/UBND-VX") for n in ("1", "2")]
    with store.writing() as tx:
        job_id = begun(tx)
        arrival = Arrival(job_id, INBOX, ME, "hai-van-ban.pdf", 9, NOON)
        done = filing.file(tx, arrival, both)
        assert [one.number for one in done.entered] == [1, 2]
        assert filing.read_again(tx, both, NOON, "van-thu") == (2, 2)
        codes = [line.code for line in register.entries(tx)]
    assert codes == ["1/UBND-VX", "2/UBND-VX"]
    assert filed(store, of_bytes("one")).state == "duplicate"


def test_due_lists_count_the_last_day_whole(store: Store) -> None:
    for n, date in enumerate(["2026-11-20", "2026-11-27", "2026-12-01T17:00"]):
        task = TASK.model_copy(update={"deadline": Deadline(text="hạn", date=date)})
        filed(store, of_bytes(str(n), number=str(n), code=f"{n}/UBND", tasks=(task,)))
    with store.reading() as tx:
        week = tasks.due_between(tx, NOON.date(), dt.date(2026, 12, 1))
        late = tasks.due_between(tx, None, dt.date(2026, 11, 26))
    assert [row.due for row in week] == ["2026-11-27", "2026-12-01T17:00"]
    assert [row.due for row in late] == ["2026-11-20"]
    assert late[0].code == "0/UBND"


def test_the_clerk_fills_in_her_columns_only(store: Store) -> None:
    done = filed(store, of_bytes("one"))
    with store.writing() as tx:
        assert register.annotate(tx, (2026, 1), NOON, "v", {"recipient": "Văn phòng"})
        assert not register.annotate(tx, (2026, 9), NOON, "v", {"note": "x"})
    with pytest.raises(ValueError, match="issuer"), store.writing() as tx:
        register.annotate(tx, (2026, 1), NOON, "van-thu", {"issuer": "Khác"})
    with store.reading() as tx:
        line = register.entry(tx, done.letter_id)
    assert line is not None
    assert line.recipient == "Văn phòng"
    assert letter().text == TEXT
