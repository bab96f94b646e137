"""What holds for every tracker, each the real one, in another time zone than ours."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.deliver.conftest import BENCHES, Start
from tests.deliver.killing import AT_LEAST, NO_FORK, killed
from tests.deliver.office import Clock, deliver, fill, letter_with, opened, sender, task
from tests.deliver.real.bench import Bench, Seen
from tests.store.arriving import NOON, filed
from vanban_parser.model.letter import Deadline, Letter
from vanban_parser.model.targets import Target
from vanban_parser.settings import Settings
from vanban_parser.store import corrections, deliveries, remotes
from vanban_parser.store.engine import Store
from vanban_parser.store.filing import read_again

ONE = str(task(1).id)


def config(bench: Bench, **keys: Any) -> Target:
    table = bench.table | keys
    return Settings.model_validate({"targets": {"here": table}}).targets["here"]


def one(bench: Bench) -> Seen:
    (seen,) = bench.seen()
    return seen


def reread(store: Store, came: Letter, *tasks: Any, **changes: Any) -> None:
    """Let a better program read a letter again."""
    with store.writing() as tx:
        again = letter_with(*tasks, **changes)
        again = again.model_copy(update={"source": came.source})
        read_again(tx, [again], NOON, "x")


def forget_deliveries(store: Store, *, all_of_it: bool = False) -> None:
    """Let everything be sent again; with `all_of_it` as if it had never been sent."""
    with store.writing() as tx:
        tx.execute(text("DELETE FROM deliveries"))
        if all_of_it:
            tx.execute(text("DELETE FROM remotes"))


@NO_FORK
def test_a_crash_of_senders_leaves_300_tasks_once(
    bench: Bench, store: Store, path: Path
) -> None:
    ids = fill(store, 300)
    assert killed(str(path), bench.table) >= AT_LEAST
    assert sorted(seen.key for seen in bench.seen()) == sorted(ids)


def test_a_task_says_all_that_a_person_needs(bench: Bench, store: Store) -> None:
    filed(store, letter_with(task(1), urgency="hỏa tốc"))
    link = "http://localhost/van-ban/{letter}#{task}"
    assert deliver(store, config(bench, link=link)).sent == 1
    seen = one(bench)
    assert (seen.key, seen.title) == (ONE, "Báo cáo số 1")
    assert seen.due == "2026-11-30"
    assert seen.assignee
    assert seen.priority
    assert not seen.is_done
    for words in (
        "báo cáo kết quả rà soát hồ sơ của thôn 1",
        "Nguyên văn (trang 2): “Giao Phòng Nội vụ: báo cáo",
        "12/UBND-VX",
        "Ủy ban nhân dân xã Mẫu",
        "Thời hạn theo văn bản: trước ngày 30/11/2026",
        f"#{ONE}",
    ):
        assert words in seen.text


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
@pytest.mark.parametrize("name", BENCHES)
def test_a_day_is_that_day_on_machines_elsewhere(
    started: Start,
    store: Store,
    in_zone: Callable[[str], None],
    name: str,
    zone: str,
) -> None:
    in_zone(zone)  # where the letter is sent from, and where the tracker stands
    bench = started(name, zone)()
    filed(store, letter_with(task(1)))
    assert deliver(store, config(bench)).sent == 1
    assert one(bench).due == "2026-11-30"


def test_an_hour_is_that_hour_of_the_office(bench: Bench, store: Store) -> None:
    at = Deadline(text="trước 17 giờ ngày 30/11/2026", date="2026-11-30T17:00")
    filed(store, letter_with(task(1, deadline=at)))
    assert deliver(store, config(bench)).sent == 1
    seen = one(bench)
    assert seen.due in ("2026-11-30T17:00:00+07:00", "2026-11-30")
    assert "Giờ đến hạn: 17:00 30/11/2026" in seen.text


def test_a_task_without_a_deadline_has_none(bench: Bench, store: Store) -> None:
    filed(store, letter_with(task(1, deadline=None), task(2, assignees=())))
    assert deliver(store, config(bench)).sent == 2
    assert {seen.key: seen.due for seen in bench.seen()}[ONE] == ""


@pytest.mark.parametrize("again", ["delivered", "forgotten", "read", "corrected"])
def test_what_people_did_stays(bench: Bench, store: Store, again: str) -> None:
    came = letter_with(task(1), task(2))
    letter_id = filed(store, came).letter_id
    assert deliver(store, config(bench)).sent == 2
    bench.complete(ONE)
    bench.change(ONE, title="Việc của tôi", due="2026-12-24", assignee="lan")
    bench.annotate(ONE, "đã gọi điện")
    before = {seen.key: seen for seen in bench.seen()}
    forget_deliveries(store, all_of_it=again == "forgotten")
    later = Deadline(text="trước ngày 15/12/2026", date="2026-12-15")
    if again == "read":
        reread(store, came, task(1, title="Khác", deadline=later), task(2))
    if again == "corrected":
        with store.writing() as tx:
            values = later.model_dump(mode="json")
            corrections.correct_all(
                tx, letter_id, {"/tasks/0/deadline": values}, "v", NOON
            )
            corrections.correct_all(
                tx, letter_id, {"/tasks/0/title": "Khác"}, "v", NOON
            )
    tally = deliver(store, config(bench))
    assert (tally.failed, tally.dead) == (0, 0)
    after = {seen.key: seen for seen in bench.seen()}
    mine = after[ONE]
    assert mine.is_done
    assert (mine.title, mine.due, mine.assignee) == (
        "Việc của tôi",
        "2026-12-24",
        before[ONE].assignee,
    )
    assert any("đã gọi điện" in words for words in mine.comments)
    if again in ("delivered", "forgotten"):
        assert after == before
    with store.reading() as tx:
        kept = remotes.kept(tx, "here")
    assert len(kept.get(ONE, ())) >= (0 if again == "delivered" else 2)


def test_a_correction_changes_what_nobody_touched(bench: Bench, store: Store) -> None:
    letter_id = filed(store, letter_with(task(1))).letter_id
    deliver(store, config(bench))
    bench.complete(ONE)
    bench.annotate(ONE, "đã gọi điện")
    bench.change(ONE, title="Việc của tôi")
    later = {"text": "trước ngày 15/12/2026", "date": "2026-12-15"}
    with store.writing() as tx:
        corrections.correct_all(tx, letter_id, {"/tasks/0/deadline": later}, "v", NOON)
        corrections.correct_all(tx, letter_id, {"/tasks/0/title": "Khác"}, "v", NOON)
    assert deliver(store, config(bench)).sent == 2
    seen = one(bench)
    assert seen.due == "2026-12-15", "nobody had touched it"
    assert "trước ngày 15/12/2026" in seen.text
    assert seen.title == "Việc của tôi"
    assert seen.is_done
    assert any("đã gọi điện" in words for words in seen.comments)


def test_a_deadline_goes_and_comes(bench: Bench, store: Store) -> None:
    came = letter_with(task(1))
    filed(store, came)
    deliver(store, config(bench))
    reread(store, came, task(1, deadline=None))
    deliver(store, config(bench))
    assert one(bench).due == ""
    reread(store, came, task(1))
    deliver(store, config(bench))
    assert one(bench).due == "2026-11-30"


def test_a_withdrawn_task_becomes_a_comment(bench: Bench, store: Store) -> None:
    came = letter_with(task(1), task(2))
    filed(store, came)
    deliver(store, config(bench))
    before = {seen.key: seen for seen in bench.seen()}
    reread(store, came, task(2))
    deliver(store, config(bench))
    after = {seen.key: seen for seen in bench.seen()}
    (comment,) = after[ONE].comments
    assert comment.startswith("Thu hồi: 12/UBND-VX không còn giao nhiệm vụ này")
    assert dataclasses.replace(after[ONE], comments=()) == before[ONE]
    forget_deliveries(store)
    deliver(store, config(bench))
    assert len({s.key: s for s in bench.seen()}[ONE].comments) == 1, "said once"
    reread(store, came, task(1), task(2))
    deliver(store, config(bench))
    back = {seen.key: seen for seen in bench.seen()}[ONE].comments
    assert len(back) == 2
    assert any("Có hiệu lực trở lại" in words for words in back)


def test_what_a_person_deleted_is_not_made_again(bench: Bench, store: Store) -> None:
    came = letter_with(task(1), task(2))
    filed(store, came)
    deliver(store, config(bench))
    bench.delete(ONE)
    reread(store, came, task(1, title="Khác"), task(2))
    forget_deliveries(store)
    assert deliver(store, config(bench)).dead == 0
    assert [seen.key for seen in bench.seen()] == [str(task(2).id)]


def test_what_was_sent_is_not_asked_for_again(bench: Bench, store: Store) -> None:
    filed(store, letter_with(task(1)))
    deliver(store, config(bench))
    forget_deliveries(store)
    away = {"url": "http://127.0.0.1:9/", "program": "no-such-program"}
    nowhere = config(bench, **{key: away[key] for key in away if key in bench.table})
    assert deliver(store, nowhere).sent == 1, "nothing to be written, nobody asked"


TEMPTING = [
    '=HYPERLINK("http://x/","bấm")',
    "+84 24 3000 0000, @van-thu; a\\nb \\, c",
    "🚨🇻🇳 Khẩn 👩‍💻",
    "trước 31/11/2026",
    "\u202eđảo chữ\u202c \u200bẩn",
    "status:completed due:2020-01-01 +tag /a/b/ -- rc.x=1",
    "ộ" * 120,
    "DUE:20200101\nEND:VTODO",
    "a\u2028b\u0085c",
    "x\u0007y\u001b[31m",
    "<script>alert(1)</script> &amp; %0d%0a",
]


def test_what_tempts_arrives_unharmed_or_is_refused(bench: Bench, store: Store) -> None:
    tasks = [task(n, title=words) for n, words in enumerate(TEMPTING)]
    subject = "về việc " + "ộ" * 292
    filed(store, letter_with(*tasks, subject=subject))
    tally = deliver(store, config(bench))
    seen = {one.key: one for one in bench.seen()}
    with store.reading() as tx:
        dead = {one.task_id: one.error_code for one in deliveries.dead(tx, "here")}
    assert tally.sent == len(seen)
    for one_task in tasks:
        key = str(one_task.id)
        if key in seen:
            assert seen[key].title == one_task.title
            assert subject in seen[key].text
        else:
            assert dead[key] in ("unfit-value", "target-refused")
    assert len(seen) >= len(TEMPTING) - 3


def test_a_day_that_is_none_is_refused(bench: Bench, store: Store) -> None:
    wrong = Deadline(text="trước ngày 31/11/2026", date="2026-11-31")
    filed(store, letter_with(task(1, deadline=wrong), task(2)))
    tally = deliver(store, config(bench))
    assert (tally.sent, tally.dead) == (1, 1)
    with store.reading() as tx:
        (dead,) = deliveries.dead(tx, "here")
    assert (dead.error_code, dead.error_detail) == (
        "unfit-value",
        "deadline 2026-11-31",
    )


def test_a_rehearsal_writes_nothing(bench: Bench, store: Store) -> None:
    filed(store, letter_with(task(1)))
    clock = Clock()
    target = opened(config(bench), clock, rehearsing=True)
    (would,) = sender(store, target, clock).rehearse()
    target.close()
    assert would.request is not None
    assert "Báo cáo số 1".encode() in would.request.body.replace(b"\r\n ", b"")
    assert bench.seen() == []
    assert deliver(store, config(bench)).sent == 1
