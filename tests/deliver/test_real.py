"""What is particular to one tracker, each the real one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.deliver.conftest import Start
from tests.deliver.office import Clock, deliver, letter_with, opened, sender, task
from tests.deliver.real.bench import ELSEWHERE, Bench
from tests.deliver.real.calendars import Calendars, radicale
from tests.deliver.real.redmine import Project
from tests.deliver.real.warrior import Warrior, taskwarrior
from tests.deliver.test_trackers import config, forget_deliveries, reread
from tests.store.arriving import filed
from vanban_parser.deliver.duty import Duty
from vanban_parser.deliver.errors import UnfitValueError
from vanban_parser.model.letter import Deadline
from vanban_parser.store import deliveries
from vanban_parser.store.engine import Store

ONE = str(task(1).id)


@pytest.fixture
def warrior(tmp_path: Path) -> Iterator[Bench]:
    with taskwarrior(tmp_path) as fresh:
        yield fresh()


@pytest.fixture(scope="module")
def issues(started: Start) -> Bench:
    return started("redmine", ELSEWHERE)()


@pytest.mark.parametrize(
    "zone",
    [
        *("Pacific/Marquesas", "America/Anchorage", "America/Los_Angeles", "UTC"),
        *("Asia/Ho_Chi_Minh", "Asia/Tokyo", "Pacific/Auckland", "Pacific/Kiritimati"),
    ],
)
def test_taskwarrior_shows_the_day_in_every_zone(
    warrior: Warrior, store: Store, zone: str
) -> None:
    filed(store, letter_with(task(1)))
    deliver(store, config(warrior))
    assert warrior.shown(zone)[ONE].startswith("2026-11-30T")


def test_attributes_of_others_stay_in_taskwarrior(
    warrior: Warrior, store: Store
) -> None:
    came = letter_with(task(1))
    filed(store, came)
    deliver(store, config(warrior))
    warrior.task(
        f"uuid:{ONE}", "modify", "+gap", "wait:2027-01-01", "scheduled:tomorrow"
    )
    warrior.task(f"uuid:{ONE}", "start")
    (before,) = warrior.export()
    reread(store, came, task(1, title="Khác"))
    deliver(store, config(warrior))
    (after,) = warrior.export()
    changing = {"description", "modified", "urgency", "vanbantext"}
    assert after["description"] == "Khác"
    assert {k: v for k, v in after.items() if k not in changing} == {
        k: v for k, v in before.items() if k not in changing
    }


@pytest.mark.parametrize("title", [" ", "a &open;b&close;", "a\u0000b", "a\u0007b"])
def test_taskwarrior_never_gets_what_harms_it(
    warrior: Warrior, store: Store, title: str
) -> None:
    filed(store, letter_with(task(1, title=title), task(2)))
    tally = deliver(store, config(warrior))
    assert (tally.sent, tally.dead) == (1, 1)
    with store.reading() as tx:
        assert [d.error_code for d in deliveries.dead(tx, "here")] == ["unfit-value"]
    assert len(warrior.export()) == 1


def test_a_program_that_dies_of_a_task_does_not_get_it_again(
    store: Store, tmp_path: Path
) -> None:
    script = tmp_path / "task"
    script.write_text(
        '#!/bin/sh\ncase "$*" in *import*) kill -SEGV $$ ;; *) echo "[]" ;; esac\n'
    )
    script.chmod(0o755)
    filed(store, letter_with(task(1)))
    table = {"kind": "taskwarrior", "program": str(script), "data": str(tmp_path)}
    bench = type("Dying", (), {"table": table})()
    assert deliver(store, config(bench)).dead == 1
    with store.reading() as tx:
        (dead,) = deliveries.dead(tx, "here")
    assert (dead.error_code, dead.error_detail) == ("target-refused", "signal 11")


def test_hooks_of_taskwarrior_see_no_secret(warrior: Warrior, store: Store) -> None:
    hooks = Path(warrior.table["data"]) / "hooks"
    hooks.mkdir()
    (hooks / "on-add").write_text(f"#!/bin/sh\nenv > {hooks}/seen\ncat\n")
    (hooks / "on-add").chmod(0o755)
    filed(store, letter_with(task(1)))
    assert deliver(store, config(warrior)).sent == 1
    seen = (hooks / "seen").read_text()
    assert "TASKDATA=" in seen
    assert "VANBAN_SECRET" not in seen


def test_a_program_that_is_not_there_is_waited_for(
    store: Store, tmp_path: Path
) -> None:
    filed(store, letter_with(task(1)))
    table = {"kind": "taskwarrior", "program": "no-such-program", "data": str(tmp_path)}
    tally = deliver(store, config(type("Absent", (), {"table": table})()))
    assert tally.fault is not None
    assert (tally.fault.code, tally.dead) == ("target-program", 0)


def test_lines_of_other_programs_stay_in_a_calendar(
    store: Store, tmp_path: Path
) -> None:
    with radicale(tmp_path) as fresh:
        bench = fresh()
        assert isinstance(bench, Calendars)
        came = letter_with(task(1))
        filed(store, came)
        deliver(store, config(bench))
        strange = 'X-STRANGE;P="a;b":giữ\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n'
        strange += "DESCRIPTION:chuông\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VTODO"
        bench.put(ONE, bench.raw(ONE).replace("END:VTODO", strange))
        reread(store, came, task(1, title="Khác"))
        deliver(store, config(bench))
        after = bench.raw(ONE)
    assert "X-STRANGE" in after
    assert "TRIGGER:-PT15M" in after
    assert "SUMMARY:Khác" in after


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"project": "no-such-project"}, "target-missing"),
        ({"secret_env": "VANBAN_SECRET_HERE"}, "target-credentials"),
    ],
)
def test_redmine_is_asked_who_we_are_first(
    issues: Project, store: Store, changes: dict[str, Any], code: str
) -> None:
    filed(store, letter_with(task(1)))
    tally = deliver(store, config(issues, **changes))
    assert tally.fault is not None
    assert (tally.fault.code, tally.dead) == (code, 0)


def test_an_issue_is_found_by_a_field_of_its_own(issues: Project, store: Store) -> None:
    one = task(501)
    filed(store, letter_with(one))
    keyed = config(issues, key_field=issues.key_field)
    assert deliver(store, keyed).sent == 1
    issues.change(str(one.id), title="Việc của tôi")
    forget_deliveries(store, all_of_it=True)
    assert deliver(store, keyed).sent == 1
    mine = [seen for seen in issues.seen() if seen.key == str(one.id)]
    assert [seen.title for seen in mine] == ["Việc của tôi"]


def test_a_letter_may_come_after_its_deadline(issues: Project, store: Store) -> None:
    late = Deadline(text="trước ngày 05/01/2020", date="2020-01-05")
    one = task(502, deadline=late)
    filed(store, letter_with(one))
    assert deliver(store, config(issues)).sent == 1
    assert {seen.key: seen.due for seen in issues.seen()}[str(one.id)] == "2020-01-05"


def test_a_long_subject_is_refused_by_name(issues: Project, store: Store) -> None:
    duty = Duty(
        id=ONE,
        letter_id=ONE,
        title="ộ" * 300,
        text="",
        quote="",
        page=None,
        due=None,
        rank=None,
        urgency=None,
        code="1",
        assignees=(),
        link=None,
    )
    from vanban_parser.deliver.redmine import Redmine
    from vanban_parser.model.targets import Redmine as Configured

    settings = config(issues)
    assert isinstance(settings, Configured)
    target = opened(settings, Clock())
    assert sender(store, target, Clock()).run().sent == 0
    with pytest.raises(UnfitValueError, match="300 > 255"):
        Redmine("here", settings, None).wanted(duty)  # type: ignore[arg-type]
    assert os.environ["VANBAN_SECRET_REDMINE"]
