"""Files that are dropped end in the right place, each once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import threading
import time
import unicodedata
from pathlib import Path

import pytest

from tests.intake.office import (
    FAST,
    OFFICE,
    Clock,
    Running,
    drop,
    tree,
    until,
    watcher,
)
from vanban_parser.intake import faults
from vanban_parser.intake.journal import Event
from vanban_parser.store import jobs, letters, register
from vanban_parser.store.engine import Store

MONTH = f"{dt.datetime.now(OFFICE):%Y/%m}"


def codes(store: Store) -> list[str]:
    with store.reading() as tx:
        return [str(line.code) for line in register.entries(tx)]


def test_good_and_bad_end_in_their_places(inbox: Path, store: Store) -> None:
    drop(inbox, "a.pdf", "ok 1")
    drop(inbox, "b/c/d.docx", "ok 2")
    drop(inbox, "bad.pdf", "damaged")
    drop(inbox, "bug.pdf", "bug lời-riêng")
    events: list[Event] = []
    watcher(inbox, store, journal=events.append).run(once=True)
    drop(inbox, "copy.pdf", "ok 2")
    watcher(inbox, store, journal=events.append).run(once=True)
    assert sorted(codes(store)) == ["1/UBND-VX", "2/UBND-VX"]
    found = tree(inbox)
    notes = {f"failed/{n}.pdf.loi.{e}" for n in ("bad", "bug") for e in ("txt", "json")}
    assert set(found) == notes | {
        f"done/{MONTH}/a.pdf",
        f"done/{MONTH}/d.docx",
        "duplicate/copy.pdf",
        "failed/bad.pdf",
        "failed/bug.pdf",
    }
    said = found["failed/bad.pdf.loi.txt"]
    assert "bad.pdf" in said
    assert "lỗi damaged-file [damaged-file]" in said
    assert "hãy sửa damaged-file" in said
    assert json.loads(found["failed/bad.pdf.loi.json"])["code"] == "damaged-file"
    told = repr(events) + "".join(found[note] for note in notes)
    assert "lời-riêng" not in told, "words of a letter are nobody's business"
    assert "a.pdf" not in repr(events), "and names are no facts of a log"


def test_other_names_are_left_alone(inbox: Path, store: Store) -> None:
    names = [
        *(".hidden.pdf", "~$don.docx", "a.pdf.part", "b.tmp", "Thumbs.db", "c.lnk"),
        *("x.crdownload", ".sub/y.pdf", "@eaDir/z.pdf", "bad.pdf.loi.txt"),
    ]
    for name in names:
        drop(inbox, name, f"ok {name}")
    watcher(inbox, store).run(once=True)
    assert set(tree(inbox)) == set(names)
    assert codes(store) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_leads_out_of_the_inbox_is_refused(
    inbox: Path, tmp_path: Path, store: Store
) -> None:
    outside = drop(tmp_path / "outside", "a.pdf", "ok 1")
    (inbox / "link.pdf").symlink_to(outside)
    (inbox / "folder").symlink_to(outside.parent)
    (inbox / "broken.pdf").symlink_to("nowhere")
    os.mkfifo(inbox / "pipe.pdf")
    watcher(inbox, store).run(once=True)
    assert codes(store) == []
    assert outside.exists()
    assert (inbox / "link.pdf").is_symlink()


def test_own_folders_are_no_letters(inbox: Path, store: Store) -> None:
    for folder in ("done/2026/01", "failed", "duplicate", "quarantine", "DONE"):
        drop(inbox, f"{folder}/old.pdf", f"ok {folder}")
    drop(inbox, "2026/done/new.pdf", "ok 7")
    watcher(inbox, store).run(once=True)
    assert codes(store) == ["7/UBND-VX"], "a folder further down may be called done"


def test_a_secret_document_leaves_no_word(inbox: Path, store: Store) -> None:
    drop(inbox, "ten-tep-mat.pdf", "secret lời trong văn bản")
    events: list[Event] = []
    watcher(inbox, store, journal=events.append).run(once=True)
    (where,) = [path for path in tree(inbox) if path.endswith("ten-tep-mat.pdf")]
    assert where.startswith("quarantine/")
    assert (inbox / "quarantine" / "DOC_TRUOC.txt").exists()
    assert store.path is not None
    kept = b"".join(p.read_bytes() for p in store.path.parent.glob("vanban.db*"))
    assert b"ten-tep-mat" not in kept
    assert "ten-tep-mat" not in repr(events)
    with store.reading() as tx:
        assert jobs.counts(tx) == {"quarantined": 1}


def test_what_may_pass_is_tried_again_later(inbox: Path, store: Store) -> None:
    drop(inbox, "a.pdf", "locked")
    clock = Clock()
    for tries in range(1, 5):
        watcher(inbox, store, clock=clock).run(once=True)
        with store.reading() as tx:
            (job,) = jobs.in_state(tx, "queued")
        assert (job.attempts, job.error_code) == (tries, "unreadable-file")
        assert job.not_before - clock.now().timestamp() > 10 * 2 ** (tries - 1)
        watcher(inbox, store, clock=clock).run(once=True)  # too early
        clock.ahead += dt.timedelta(hours=1)
    watcher(inbox, store, clock=clock).run(once=True)
    assert "failed/a.pdf" in tree(inbox)


@pytest.mark.parametrize(
    ("order", "code"), [("crash", "poison"), ("hang", "time-limit")]
)
def test_a_file_that_kills_twice_is_poison(
    inbox: Path, store: Store, order: str, code: str
) -> None:
    drop(inbox, "a.pdf", order)
    drop(inbox, "b.pdf", "ok 1")
    clock = Clock()
    watcher(inbox, store, clock=clock).run(once=True)
    assert "failed/a.pdf" not in tree(inbox), "once may be an accident"
    clock.ahead += dt.timedelta(hours=1)
    watcher(inbox, store, clock=clock).run(once=True)
    assert f"[{code}]" in tree(inbox)["failed/a.pdf.loi.txt"]
    assert codes(store) == ["1/UBND-VX"]


@pytest.mark.parametrize(("most", "place"), [(0, "failed/"), (1, "done/")])
def test_a_file_over_which_watchers_keep_dying_is_poison(
    inbox: Path, store: Store, monkeypatch: pytest.MonkeyPatch, most: int, place: str
) -> None:
    monkeypatch.setattr(faults, "MAX_TAKES", most)
    drop(inbox, "a.pdf", "ok 1")
    watcher(inbox, store).run(once=True)
    (where,) = [path for path in tree(inbox) if path.endswith("a.pdf")]
    assert where.startswith(place)


def test_slow_writers_are_waited_for(inbox: Path, store: Store) -> None:
    """They pause for longer than the delay; what is half is never claimed."""
    body = b"%PDF-1.4\n" + b"x" * 3000

    def write(n: int) -> None:
        time.sleep(n * 0.01)
        whole = body + f"\n%%EOF {n:02d}\n".encode()
        with (inbox / f"{n}.pdf").open("wb") as file:
            for start in range(0, len(whole), 1000):
                file.write(whole[start : start + 1000])
                file.flush()
                time.sleep(0.15)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(30)]
    with Running(watcher(inbox, store)):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        until(lambda: len(codes(store)) == 30)
    sizes = {len(text) for text in tree(inbox).values()}
    assert sizes == {len(body) + 10}


def test_a_writer_that_goes_on_gets_its_file_back(inbox: Path, store: Store) -> None:
    """The claim was too early: what was read is not what is there now."""
    handle = drop(inbox, "a.pdf", "ok 1").open("a")

    def journal(event: Event) -> None:
        if event.name == "hashed" and not handle.closed:
            handle.write(" and more")
            handle.close()

    watcher(inbox, store, journal=journal).run(once=True)
    assert tree(inbox) == {f"done/{MONTH}/a.pdf": "ok 1 and more"}
    with store.reading() as tx:
        assert jobs.counts(tx) == {"registered": 1}


def test_what_is_never_whole_fails_in_the_end(inbox: Path, store: Store) -> None:
    (inbox / "a.pdf").write_bytes(b"%PDF-1.4 half")
    (inbox / "empty.pdf").touch()
    watcher(inbox, store).run(once=True)
    assert set(tree(inbox)) == {"a.pdf", "empty.pdf"}, "it may still come"
    with Running(watcher(inbox, store, pace=dataclasses.replace(FAST, patience=0.1))):
        until(lambda: "failed/a.pdf.loi.txt" in tree(inbox))
    assert "[incomplete-file]" in tree(inbox)["failed/a.pdf.loi.txt"]


def test_folders_made_just_now(inbox: Path, store: Store) -> None:
    with Running(watcher(inbox, store)):
        for n in range(300):
            drop(inbox, f"khoa {n % 7}/{n}/{n % 3}/cv.pdf", f"ok {n}")
        until(lambda: len(codes(store)) == 300, 60)
    assert len(set(codes(store))) == 300
    assert not [path for path in tree(inbox) if not path.startswith("done/")]


def test_names_composed_or_not_and_as_long_as_can_be(inbox: Path, store: Store) -> None:
    name = "Công văn Ủy ban.pdf"
    longest = "ộ" * 83 + "ab.pdf"
    names = [
        unicodedata.normalize("NFC", name),
        unicodedata.normalize("NFD", name),
        longest,
        f"sub/{longest}",
        "a" * 251 + ".pdf",
    ]
    for n, one in enumerate(names):
        drop(inbox, one, f"ok {n}")
    drop(inbox, "b/" + "b" * 251 + ".pdf", "damaged")
    watcher(inbox, store).run(once=True)
    assert len(codes(store)) == len(names)
    done = [path for path in tree(inbox) if path.startswith("done/")]
    assert len(done) == len(names)
    assert all(len(path.rpartition("/")[2].encode()) <= 255 for path in done)
    assert len([path for path in tree(inbox) if ".loi." in path]) == 2


@pytest.mark.skipif(os.name == "nt", reason="names there are Unicode")
def test_a_name_that_is_no_text(inbox: Path, store: Store) -> None:
    path = os.path.join(os.fsencode(inbox), b"c\xf4ng v\xe3n.pdf")  # noqa: PTH118
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"ok 1")
    watcher(inbox, store).run(once=True)
    assert codes(store) == ["1/UBND-VX"]


def test_a_persons_file_is_never_written_over(inbox: Path, store: Store) -> None:
    drop(inbox, f"done/{MONTH}/a.pdf", "mine")
    drop(inbox, f"done/{MONTH}/a (2).pdf", "mine too")
    drop(inbox, "failed/b.pdf", "mine")
    drop(inbox, "a.pdf", "ok 1")
    drop(inbox, "b.pdf", "damaged")
    watcher(inbox, store).run(once=True)
    found = tree(inbox)
    assert found[f"done/{MONTH}/a.pdf"] == "mine"
    assert found[f"done/{MONTH}/a (2).pdf"] == "mine too"
    assert found[f"done/{MONTH}/a (3).pdf"] == "ok 1"
    assert found["failed/b (2).pdf"] == "damaged"
    with store.reading() as tx:
        places = {job.place for job in jobs.in_state(tx, "registered", "failed")}
    assert places == {f"done/{MONTH}/a (3).pdf", "failed/b (2).pdf"}


def test_a_stop_lets_the_file_in_hand_end(inbox: Path, store: Store) -> None:
    for n in range(9):
        drop(inbox, f"{n}.pdf", f"slow 0.3 {n}")
    begun = threading.Event()

    def journal(event: Event) -> None:
        if event.name == "hashed":
            begun.set()

    with Running(watcher(inbox, store, journal=journal, n_readers=1)):
        assert begun.wait(10)
    with store.reading() as tx:
        counts = jobs.counts(tx)
        waiting = jobs.in_state(tx, "queued")
    assert 1 <= counts["registered"] <= 3, "three threads have files in hand"
    assert "running" not in counts, "leases are given back"
    assert all(job.takes == 0 for job in waiting)
    watcher(inbox, store).run(once=True)
    assert len(codes(store)) == 9


def test_a_full_disk_stops_the_intake_and_costs_no_try(
    inbox: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vanban_parser.intake import dealing

    full = True
    real = dealing.filing.file

    def file(*arguments: object) -> object:
        if full:
            raise OSError(28, "No space left on device")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(dealing.filing, "file", file)
    for n in range(5):
        drop(inbox, f"{n}.pdf", f"ok {n}")
    running = watcher(inbox, store)
    with Running(running):
        until(lambda: 'state="paused"} 1' in running.metrics())
        full = False
        until(lambda: len(codes(store)) == 5)
    with store.reading() as tx:
        assert {job.attempts for job in jobs.in_state(tx, "registered")} == {0}
    assert not (inbox / "failed").exists()


def test_what_somebody_takes_out_of_our_hands_is_let_go(
    inbox: Path, store: Store
) -> None:
    drop(inbox, "a.pdf", "locked")
    clock = Clock()
    watcher(inbox, store, clock=clock).run(once=True)
    (held,) = [path for path in tree(inbox) if path.endswith("a.pdf")]
    (inbox / held).unlink()
    clock.ahead += dt.timedelta(hours=1)
    events: list[Event] = []
    watcher(inbox, store, clock=clock, journal=events.append).run(once=True)
    assert [event.name for event in events] == ["vanished"]
    with store.reading() as tx:
        assert jobs.counts(tx) == {}


def test_a_clock_that_jumps_doubles_nothing(inbox: Path, store: Store) -> None:
    """All leases look run out; each letter is still recorded once."""
    for n in range(40):
        drop(inbox, f"{n}.pdf", f"slow 0.01 {n}")
    ahead = Clock()
    ahead.ahead = dt.timedelta(days=1)
    first, second = watcher(inbox, store), watcher(inbox, store, clock=ahead)
    with Running(first), Running(second):
        until(lambda: len(codes(store)) == 40)
    assert len(set(codes(store))) == 40
    with store.reading() as tx:
        assert len(letters.latest(tx, 99)) == 40
    assert len([path for path in tree(inbox) if path.startswith("done/")]) == 40


def test_counters_say_how_many_and_no_names(inbox: Path, store: Store) -> None:
    drop(inbox, "a.pdf", "ok 1")
    drop(inbox, "b.pdf", "damaged")
    ran = watcher(inbox, store)
    ran.run(once=True)
    text = ran.metrics()
    assert 'vanban_files_total{end="registered"} 1' in text
    assert 'vanban_failures_total{code="damaged-file"} 1' in text
    assert "vanban_read_seconds_count 1" in text
    assert ".pdf" not in text
