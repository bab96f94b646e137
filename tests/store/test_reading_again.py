"""A letter that people have worked on is read again: their work stays theirs."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.fakes import letter as made_letter
from tests.store.arriving import NOON, filed, of_bytes
from vanban_parser.model.letter import Deadline, Letter, Task
from vanban_parser.store import corrections, letters, queue, review, search, tasks
from vanban_parser.store.engine import Store, Tx
from vanban_parser.store.filing import read_again
from vanban_parser.store.rebasing import rebased
from vanban_parser.store.review import ConflictError, Seen

ORDERS = (
    "rà soát hồ sơ của các thôn",
    "tổng hợp số liệu hộ nghèo",
    "báo cáo kết quả về Sở",
)


def order(words: str, **changes: Any) -> Task:
    values: dict[str, Any] = {
        "id": uuid.uuid5(uuid.NAMESPACE_OID, words),
        "title": words.capitalize(),
        "action": words,
        "assignees": ("Phòng Nội vụ",),
    }
    return Task(**(values | changes))


def reading(*words: str, **changes: Any) -> Letter:
    return of_bytes("one", tasks=tuple(map(order, words)), **changes)


def stand(tx: Tx, letter_id: str) -> list[dict[str, Any]]:
    letter = corrections.current(tx, letter_id)
    assert letter is not None
    return letter.model_dump(mode="json")["tasks"]  # type: ignore[no-any-return]


def mend(tx: Tx, letter_id: str, **changes: Any) -> None:
    seen = review.of_letter(tx, letter_id).revision
    at = NOON + dt.timedelta(minutes=seen)
    named = {f"/{key}": value for key, value in changes.items()}
    review.save(tx, Seen(letter_id, seen, "van-thu", at), named)


def again(tx: Tx, read: Letter) -> None:
    read_again(tx, [read], NOON, "máy")


def test_a_mended_task_stays_as_mended_and_takes_what_nobody_touched(
    store: Store,
) -> None:
    letter_id = filed(store, reading(*ORDERS)).letter_id
    with store.writing() as tx:
        mine = stand(tx, letter_id)
        mine[1] |= {"assignees": ["Phòng Kinh tế"]}
        mend(tx, letter_id, tasks=mine)
        due = Deadline(text="trước ngày 30/11/2020", date="2020-11-30")
        read = (
            order(ORDERS[0], assignees=("Sở Y tế",)),
            order(ORDERS[1], deadline=due, assignees=("Sở Tài chính",)),
            order(ORDERS[2]),
        )
        again(tx, of_bytes("one", tasks=read))
        now = stand(tx, letter_id)
        rows = tasks.of_letter(tx, letter_id)
    assert now[0]["assignees"] == ["Sở Y tế"], "nobody had changed it"
    assert now[1]["assignees"] == ["Phòng Kinh tế"], "a person had"
    assert now[1]["deadline"]["date"] == "2020-11-30", "read better, and untouched"
    assert [row.assignees[0] for row in rows] == [
        *("Sở Y tế", "Phòng Kinh tế", "Phòng Nội vụ")
    ]


def test_a_mended_task_stays_though_it_is_read_no_more(store: Store) -> None:
    letter_id = filed(store, reading(*ORDERS)).letter_id
    with store.writing() as tx:
        mine = stand(tx, letter_id)
        mine[2] |= {"action": "báo cáo Sở trước khi họp"}
        mend(tx, letter_id, tasks=mine)
        again(tx, reading(ORDERS[0]))
        now = stand(tx, letter_id)
        states = {row.id: row.state for row in tasks.of_letter(tx, letter_id)}
    assert [one["action"] for one in now] == [ORDERS[0], "báo cáo Sở trước khi họp"]
    assert now[1]["id"] == mine[2]["id"], "trackers know it by its id"
    assert states[mine[2]["id"]] == "open"
    assert states[mine[1]["id"]] == "withdrawn"


def test_what_a_person_added_and_did_stays(store: Store) -> None:
    letter_id = filed(store, reading(*ORDERS[:2])).letter_id
    with store.writing() as tx:
        mine = stand(tx, letter_id)
        own = mine[0] | {"id": str(uuid.uuid4()), "action": "mời họp các thôn"}
        mend(tx, letter_id, tasks=[*mine, own])
        tasks.finish(tx, own["id"], NOON, "van-thu")
        again(tx, reading(*ORDERS))
        now = stand(tx, letter_id)
        states = {row.id: row.state for row in tasks.of_letter(tx, letter_id)}
    assert [one["action"] for one in now] == [*ORDERS, "mời họp các thôn"]
    assert states[own["id"]] == "done", "who did it has done it"


def test_what_a_person_took_out_stays_out_however_often_it_is_read(
    store: Store,
) -> None:
    letter_id = filed(store, reading(*ORDERS)).letter_id
    with store.writing() as tx:
        mend(tx, letter_id, tasks=stand(tx, letter_id)[1:])
        for words in (ORDERS, ORDERS[1:], ORDERS):
            again(tx, reading(*words))
            assert [one["action"] for one in stand(tx, letter_id)] == [*ORDERS[1:]]
        rows = tasks.of_letter(tx, letter_id)
    assert sorted(row.state for row in rows) == ["open", "open", "withdrawn"]


def test_a_task_that_a_person_split_is_not_there_twice(store: Store) -> None:
    whole = "rà soát hồ sơ của các thôn; tổng hợp số liệu hộ nghèo gửi Sở"
    head, tail = whole.split("; ")
    letter_id = filed(store, reading(whole)).letter_id
    with store.writing() as tx:
        (one,) = stand(tx, letter_id)
        other = one | {"id": str(uuid.uuid4()), "action": tail}
        mend(tx, letter_id, tasks=[one | {"action": head}, other])
        again(tx, reading(whole))
        assert [task["action"] for task in stand(tx, letter_id)] == [head, tail]
        again(tx, reading(head, tail))
        now = stand(tx, letter_id)
    assert [task["action"] for task in now] == [head, tail]


@pytest.mark.parametrize(
    ("name", "mine", "read"),
    [
        ("place", "Ví dụ", "Thử"),
        ("subject", None, "Về việc khác"),
        ("addressees", ["UBND các xã"], ("Sở Y tế",)),
        ("issued_on", "2020-10-15", "2020-10-16"),
    ],
)
def test_a_persons_value_stands_whatever_is_read(
    store: Store, name: str, mine: object, read: object
) -> None:
    letter_id = filed(store, reading(*ORDERS)).letter_id
    with store.writing() as tx:
        mend(tx, letter_id, **{name: mine})
        again(tx, reading(*ORDERS, **{name: read}))
        again(tx, reading(*ORDERS, **{name: read}, urgency="khẩn"))
        now = corrections.current(tx, letter_id)
    assert now is not None
    assert now.model_dump(mode="json")[name] == mine
    assert now.urgency == "khẩn", "the rest is as it is read"


def test_number_and_notation_of_a_person_are_not_mixed_with_a_readings(
    store: Store,
) -> None:
    letter_id = filed(store, reading(number="12", notation="UBND-VX")).letter_id
    with store.writing() as tx:
        mend(tx, letter_id, number="21", code="21/UBND-VX")
        again(tx, reading(number="12", notation="UBND-NV", code="12/UBND-NV"))
        now = corrections.current(tx, letter_id)
        head = letters.get(tx, letter_id)
    assert now is not None
    assert (now.number, now.notation, now.code) == ("21", "UBND-VX", "21/UBND-VX")
    assert head is not None
    assert head.code == "21/UBND-VX", "lists say what the record says"


def test_lists_keep_what_a_person_mended(store: Store) -> None:
    letter_id = filed(store, reading(*ORDERS)).letter_id
    with store.writing() as tx:
        mend(tx, letter_id, subject="Về việc rà soát")
        again(tx, reading(*ORDERS, subject="Vv rà xoát"))
        (row,) = queue.waiting(tx)
        assert row.subject == "Về việc rà soát"
        assert search.find(tx, "rà soát", 5)


def test_an_undo_after_a_new_reading_brings_the_new_reading(store: Store) -> None:
    letter_id = filed(store, reading(*ORDERS[:2])).letter_id
    with store.writing() as tx:
        mine = stand(tx, letter_id)
        mend(tx, letter_id, tasks=mine[:1], place="Ví dụ")
        again(tx, reading(*ORDERS, place="Thử"))
        seen = review.of_letter(tx, letter_id).revision
        at = NOON + dt.timedelta(hours=1)
        assert review.undo(tx, Seen(letter_id, seen, "van-thu", at))
        now = corrections.current(tx, letter_id)
    assert now is not None
    assert [task.action for task in now.tasks] == [*ORDERS]
    assert now.place == "Thử"


def test_who_has_the_page_open_is_told_of_a_new_reading(store: Store) -> None:
    letter_id = filed(store, reading(*ORDERS)).letter_id
    with store.writing() as tx:
        again(tx, reading(*ORDERS))
        assert review.of_letter(tx, letter_id).revision == 0, "it says the same"
        again(tx, reading(*ORDERS, place="Thử"))
    seen = Seen(letter_id, 0, "van-thu", NOON)
    with store.writing() as tx, pytest.raises(ConflictError) as told:
        review.save(tx, seen, {"/place": made_letter().place})
    assert told.value.review.changed_by == "máy"


def test_an_approval_is_of_what_was_approved(store: Store) -> None:
    letter_id = filed(store, reading(*ORDERS)).letter_id
    with store.writing() as tx:
        review.approve(tx, Seen(letter_id, 0, "lanh-dao", NOON))
        again(tx, reading(*ORDERS))
        assert review.of_letter(tx, letter_id).is_approved
        again(tx, reading(*ORDERS[:2]))
        assert not review.of_letter(tx, letter_id).is_approved
        assert [row.id for row in queue.waiting(tx, "open")] == [letter_id]


_some = st.lists(st.sampled_from("abcdef"), unique=True, max_size=6)


@given(_some, _some, _some)
def test_of_tasks_nothing_of_a_persons_is_lost_and_nothing_comes_twice(
    base: list[str], mine: list[str], read: list[str]
) -> None:
    def record(names: list[str], who: str) -> dict[str, Any]:
        made = [{"id": one, "action": one, "title": one, "by": who} for one in names]
        return {"tasks": made, "issuing_body": {}, "signature": {}}

    before, now = record(base, "read"), record(read, "better")
    left = record(mine, "person")
    gone = frozenset(base) - frozenset(mine)
    found = rebased(before, left, now, gone)["tasks"]
    ids = [task["id"] for task in found]
    assert len(set(ids)) == len(ids)
    assert [one for one in ids if one in mine] == mine, "all of theirs, in their order"
    assert set(ids) == set(mine) | (set(read) - gone)
    assert all(task["by"] == "person" for task in found if task["id"] in mine)
