"""A person writes at the very moment at which we do: what the person wrote stays."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.deliver.conftest import Start
from tests.deliver.office import deliver, letter_with, task
from tests.deliver.real.bench import ELSEWHERE, Bench
from tests.deliver.real.redmine import Project
from tests.deliver.real.warrior import Warrior
from tests.deliver.test_trackers import config, one, reread
from tests.store.arriving import filed
from vanban_parser.deliver import taskwarrior_lock
from vanban_parser.deliver.caldav import CalDav
from vanban_parser.deliver.errors import BusyError
from vanban_parser.deliver.http import Answer, HttpClient, Request
from vanban_parser.deliver.redmine import Redmine
from vanban_parser.deliver.sync import Found, Tracker, Values
from vanban_parser.deliver.taskwarrior import Taskwarrior
from vanban_parser.deliver.taskwarrior_program import Command
from vanban_parser.model.letter import Deadline
from vanban_parser.store import deliveries
from vanban_parser.store.engine import Store

ONE = str(task(1).id)
LATER = Deadline(text="trước ngày 15/12/2026", date="2026-12-15")


def sent_and_read_again(bench: Bench, store: Store, again: Callable[[], None]) -> None:
    """Deliver a task, let a better reading change it, deliver that after `again`."""
    came = letter_with(task(1))
    filed(store, came)
    deliver(store, config(bench))
    reread(store, came, task(1, title="Khác", deadline=LATER))
    again()
    tally = deliver(store, config(bench))
    assert (tally.sent, tally.failed, tally.dead) == (1, 0, 0)


def test_what_a_person_writes_after_our_look_stays(
    bench: Bench, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: list[Callable[[], object]] = [
        lambda: bench.change(ONE, due="2026-12-24"),
        lambda: (bench.annotate(ONE, "đã gọi điện"), bench.complete(ONE)),
    ]
    for kind in (CalDav, Redmine, Taskwarrior):

        def change(
            self: Tracker,
            found: Found,
            values: Values,
            real: Callable[..., Found] = kind.change,
        ) -> Found:
            if acts:
                acts.pop(0)()
            return real(self, found, values)

        monkeypatch.setattr(kind, "change", change)
    sent_and_read_again(bench, store, lambda: None)
    assert acts == []
    seen = one(bench)
    assert (seen.title, seen.due) == ("Khác", "2026-12-24")
    assert seen.is_done
    assert any("đã gọi điện" in words for words in seen.comments)


@pytest.fixture
def issues(started: Start) -> Bench:
    return started("redmine", ELSEWHERE)()


def test_no_write_comes_between_our_look_at_an_issue_and_ours(
    issues: Project, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Right before each of our writes the person writes, until nothing is left."""
    acts = [
        lambda: issues.annotate(ONE, "đã gọi điện"),
        lambda: issues.change(ONE, assignee="lan"),
        lambda: issues.annotate(ONE, "gọi lại"),
        lambda: issues.change(ONE, due="2026-12-24"),
    ]
    writes = []
    sent = HttpClient.send

    def send(self: HttpClient, request: Request) -> Answer:
        if request.method == "PUT":
            writes.append(request.body)
            if acts:
                acts.pop(0)()
        return sent(self, request)

    def again() -> None:
        for number in range(2):
            issues.annotate(ONE, f"lần {number}")
        monkeypatch.setattr(HttpClient, "send", send)

    sent_and_read_again(issues, store, again)
    seen = one(issues)
    assert (seen.title, seen.due) == ("Khác", "2026-12-24")
    assert seen.assignee == str(issues.user("lan"))
    assert len(seen.comments) == 4
    assert all(b"lock_version" in body for body in writes)
    assert len(writes) > 4, "the number was looked for"


def test_what_redmine_refuses_is_no_conflict(issues: Project, store: Store) -> None:
    """A person's start date after our due date: given up, with Redmine's own words."""
    came = letter_with(task(1))
    filed(store, came)
    deliver(store, config(issues))
    issues.edit(ONE, start_date="2026-11-25")
    early = Deadline(text="trước ngày 20/11/2026", date="2026-11-20")
    reread(store, came, task(1, deadline=early))
    assert deliver(store, config(issues)).dead == 1
    with store.reading() as tx:
        (dead,) = deliveries.dead(tx, "here")
    assert dead.error_code == "target-refused"
    assert "422 Due date must be greater than start date" in dead.error_detail


def test_a_command_of_a_person_waits_while_we_change_a_task(
    started: Start, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = started("taskwarrior", ELSEWHERE)()
    assert isinstance(bench, Warrior)
    ran = Command.run
    theirs: list[threading.Thread] = []
    finished: list[bool] = []

    def run(self: Command, words: list[str], given: bytes = b"") -> bytes:
        answer = ran(self, words, given)
        if "rc.locking=off" in self.options and not theirs:
            # We have looked at the task and not yet written it.
            person = threading.Thread(
                target=bench.change, args=(ONE,), kwargs={"due": "2026-12-24"}
            )
            person.start()
            person.join(0.5)
            finished.append(not person.is_alive())
            theirs.append(person)
        return answer

    monkeypatch.setattr(Command, "run", run)
    sent_and_read_again(bench, store, lambda: None)
    (person,) = theirs
    person.join()
    assert finished == [False], "it waits"
    seen = one(bench)
    assert (seen.title, seen.due) == ("Khác", "2026-12-24")


def test_a_command_that_never_ends_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "pending.data"
    data.touch()
    holder = subprocess.Popen(
        ["python3", "-c", _HOLDER, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    try:
        with (
            pytest.raises(TimeoutError),
            taskwarrior_lock.held(tmp_path, timeout=0.1),
        ):
            pass
        program = Command("here", "task", str(tmp_path), (), 0.1, {})
        monkeypatch.setattr(Command, "run", lambda *_: str(tmp_path).encode())
        with pytest.raises(BusyError), program.alone():
            pass
    finally:
        holder.kill()
        holder.communicate()
    with taskwarrior_lock.held(tmp_path, timeout=5) as is_held:
        assert is_held
    with taskwarrior_lock.held(tmp_path / "none", timeout=0) as is_held:
        assert not is_held


_HOLDER = """
import fcntl, sys, time
file = open(sys.argv[1], "r+b")
fcntl.lockf(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""
