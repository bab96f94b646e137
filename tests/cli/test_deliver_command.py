"""``vanban deliver`` and ``vanban retry --target``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Vanban
from tests.deliver.office import LOOPBACK, letter_with, task
from tests.deliver.receiver import Receiver, receiving
from tests.store.arriving import filed
from vanban_parser.store.engine import open_store

SECRET = "mat-khau-cua-co-quan-mau-2026"
ENV = {"VANBAN_SECRET_HOOK": SECRET}


@pytest.fixture
def receiver(folder: Path) -> Iterator[Receiver]:
    """A receiver that the settings file names, and a letter to tell it of."""
    store = open_store("vanban.db")
    filed(store, letter_with(task(1)))
    store.close()
    with receiving(Receiver()) as one:
        Path("vanban.toml").write_text(
            'database = "vanban.db"\n[targets.phong-cntt]\nkind = "webhook"\n'
            f'url = "{one.url}"\nsecret_env = "VANBAN_SECRET_HOOK"\n'
            f"allow_addresses = {json.dumps(LOOPBACK)}\n"
        )
        yield one


def test_what_waits_is_sent_once(receiver: Receiver, vanban: Vanban) -> None:
    ran = vanban("deliver", env=ENV)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "phong-cntt: sent 2, failed 0, waiting 0, refused 0\n"
    again = vanban("deliver", "--target", "phong-cntt", "--format", "json", env=ENV)
    assert json.loads(again.out)["sent"] == 0
    assert len(receiver.requests) == 2


def test_a_rehearsal_shows_all_but_the_secret(
    receiver: Receiver, vanban: Vanban
) -> None:
    ran = vanban("deliver", "--dry-run", env=ENV)
    assert ran.code == 0
    assert f"POST {receiver.url}\n" in ran.out
    assert '"title": "Báo cáo số 1"' in ran.out
    assert SECRET not in ran.out
    lines = vanban("deliver", "--dry-run", "--format", "json", env=ENV).out.splitlines()
    shown = [json.loads(line) for line in lines]
    assert [one["topic"] for one in shown] == ["letter.registered", "task.created"]
    assert json.loads(shown[1]["request"]["body"])["task"]["page"] == 2
    assert receiver.requests == []
    assert vanban("deliver", env=ENV).out.startswith("phong-cntt: sent 2")


def test_dead_letters_say_why_and_can_be_sent_again(
    receiver: Receiver, vanban: Vanban
) -> None:
    receiver.plan = lambda: 404
    ran = vanban("deliver", env=ENV)
    assert ran.code == 5
    assert "refused 2" in ran.out
    assert "task.created       " in ran.out
    assert "target-refused  404" in ran.out
    record = json.loads(vanban("deliver", "--format", "json", env=ENV).out)
    assert [one["code"] for one in record["dead"]] == ["target-refused"] * 2
    receiver.plan = lambda: 204
    assert vanban("deliver", env=ENV).out.startswith("phong-cntt: sent 0")
    status = vanban("status", env=ENV).out
    assert (
        "Refused by phong-cntt: 2 (why: vanban deliver --target phong-cntt)" in status
    )
    again = vanban("retry", "--target", "phong-cntt", env=ENV)
    assert (again.code, again.out) == (0, "phong-cntt: 2 to be sent again\n")
    assert vanban("deliver", env=ENV).out.startswith("phong-cntt: sent 2")


def test_a_target_that_is_away_is_said(receiver: Receiver, vanban: Vanban) -> None:
    receiver.plan = lambda: "lose"
    ran = vanban("deliver", env=ENV)
    assert ran.code == 5
    assert "the target does not answer (ProtocolError) [target-unreachable]" in ran.out
    again = vanban("deliver", env=ENV)
    assert again.code == 5
    assert len(receiver.requests) == 1, "it is left in peace for a while"
    vanban("retry", "--target", "phong-cntt", env=ENV)
    receiver.plan = lambda: 204
    assert vanban("deliver", env=ENV).code == 0


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("deliver", "--target", "khac"), "There is no target 'khac'"),
        (("retry", "--target", "khac"), "there are: phong-cntt"),
        (("retry", "--target", "phong-cntt", "--all"), "--target"),
        (("deliver",), "secret_env: VANBAN_SECRET_HOOK"),
    ],
)
def test_what_cannot_be_meant_is_said(
    receiver: Receiver, vanban: Vanban, argv: tuple[str, ...], words: str
) -> None:
    ran = vanban(*argv)
    assert ran.code == 2
    assert words in ran.err


def test_without_targets_nothing_is_sent(folder: Path, vanban: Vanban) -> None:
    ran = vanban("deliver", "--database", "vanban.db")
    assert ran.code == 2
    assert "docs/delivery.md" in ran.err


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('kind = "fax"', "targets.a"),
        (
            'kind = "webhook"\nurl = "http://x/"\ncolour = "red"',
            "targets.a.webhook.colour",
        ),
        ('kind = "webhook"', "targets.a.webhook.url"),
    ],
)
def test_a_mistake_in_a_table_is_named(
    folder: Path, vanban: Vanban, lines: str, words: str
) -> None:
    Path("vanban.toml").write_text(f"[targets.a]\n{lines}\n")
    ran = vanban("deliver")
    assert ran.code == 2
    assert words in ran.err
