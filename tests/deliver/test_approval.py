"""A target that waits for approval is told what a person has looked at, and no more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from tests.deliver.office import Clock, letter_with, sender, task
from tests.store.arriving import NOON, filed
from vanban_parser.deliver.sender import Sender
from vanban_parser.deliver.target import OF_TASKS, Parcel, Remember
from vanban_parser.store import review
from vanban_parser.store.engine import Store
from vanban_parser.store.outbox import Topic
from vanban_parser.store.remotes import Remote
from vanban_parser.store.review import Seen


@dataclass
class Notebook:
    """Writes down what it is told; `meanwhile` happens after the first."""

    told: list[tuple[str, str]] = field(default_factory=list)
    topics: tuple[Topic, ...] = OF_TASKS
    meanwhile: object = None

    def deliver(self, parcel: Parcel, known: Remote, remember: Remember) -> Remote:
        del remember
        title = parcel.duty.title if parcel.duty else "-"
        self.told.append((parcel.message.topic, title))
        if callable(self.meanwhile):
            self.meanwhile()
            self.meanwhile = None
        return known

    def close(self) -> None:
        pass


def waiting_for_approval(store: Store, notebook: Notebook) -> Sender:
    found = sender(store, notebook, Clock())
    return Sender(
        store, found.name, notebook, found.packer, Clock(), "me", approved=True
    )


def approve(store: Store, letter_id: str, revision: int = 0) -> None:
    with store.writing() as tx:
        review.approve(tx, Seen(letter_id, revision, "lanh-dao", NOON))


def rename(store: Store, letter_id: str, revision: int, title: str) -> None:
    at = NOON + dt.timedelta(minutes=revision)
    with store.writing() as tx:
        seen = Seen(letter_id, revision, "van-thu", at)
        review.save(tx, seen, {"/tasks/0/title": title})


def test_nothing_goes_before_approval_and_the_mended_task_goes_after(
    store: Store,
) -> None:
    letter_id = filed(store, letter_with(task(1))).letter_id
    notebook = Notebook()
    target = waiting_for_approval(store, notebook)
    tally = target.run()
    assert (tally.sent, tally.held) == (0, 1)
    assert list(target.rehearse()) == [], "a rehearsal sends no more than it would"
    rename(store, letter_id, 0, "Báo cáo đã sửa")
    assert target.run().sent == 0
    approve(store, letter_id, 1)
    tally = target.run()
    assert (tally.sent, tally.held) == (2, 0)
    assert {title for _, title in notebook.told} == {"Báo cáo đã sửa"}


def test_other_letters_and_other_targets_do_not_wait(store: Store) -> None:
    filed(store, letter_with(task(1), data="one"))
    second = filed(store, letter_with(task(2), data="two", number="9", code="9/UBND"))
    approve(store, second.letter_id)
    notebook, at_once = Notebook(), Notebook()
    assert waiting_for_approval(store, notebook).run().sent == 1
    assert notebook.told == [("task.created", "Báo cáo số 2")]
    other = sender(store, at_once, Clock())
    direct = Sender(store, "other", at_once, other.packer, Clock(), "me")
    assert direct.run().sent == 2


def test_a_letter_that_is_changed_while_it_is_sent_waits_again(store: Store) -> None:
    letter_id = filed(store, letter_with(task(1), task(2))).letter_id
    approve(store, letter_id)
    notebook = Notebook()
    notebook.meanwhile = lambda: rename(store, letter_id, 0, "Chưa ai duyệt")
    tally = waiting_for_approval(store, notebook).run()
    assert notebook.told == [("task.created", "Báo cáo số 1")]
    assert (tally.sent, tally.held) == (1, 2)
    approve(store, letter_id, 1)
    assert waiting_for_approval(store, notebook).run().sent == 2
