"""``vanban doctor`` asks each target whether it answers, and shows no secret."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Vanban
from tests.deliver.office import LOOPBACK, SECRET
from tests.deliver.real.calendars import Calendars, radicale
from tests.deliver.receiver import Receiver, receiving
from tests.deliver.test_http import issued, secured
from vanban_parser.cli import doctor, doctor_targets
from vanban_parser.cli.options import Run

PASSWORD = SECRET["VANBAN_SECRET_HERE"]
Ask = Callable[..., Ran]


@pytest.fixture
def ask(vanban: Vanban, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return what runs the doctor on one target of the settings, on nothing else."""

    def checks(run: Run) -> Iterator[doctor.Check]:
        return (doctor.Check(*found) for found in doctor_targets.findings(run))

    monkeypatch.setattr(doctor, "_checks", checks)

    def asked(**table: object) -> Ran:
        default: dict[str, object] = {"allow_addresses": LOOPBACK}
        default |= {"secret_env": "VANBAN_SECRET_HERE"}
        given = default | table if table["kind"] != "taskwarrior" else table
        lines = [
            f"{key} = {json.dumps(value)}"
            for key, value in given.items()
            if value is not None
        ]
        Path("vanban.toml").write_text("\n".join(["[targets.viec]", *lines, ""]))
        ran = vanban("doctor", env=SECRET)
        assert PASSWORD not in ran.out + ran.err
        return ran

    return asked


def test_without_targets_there_is_nothing_to_ask(ask: Ask, vanban: Vanban) -> None:
    Path("vanban.toml").write_text("")
    assert vanban("doctor").out == ""


def test_a_webhook_is_asked_without_an_event(ask: Ask) -> None:
    with receiving(Receiver(plan=lambda: 405)) as receiver:
        ran = ask(kind="webhook", url=f"{receiver.url}?khoa={PASSWORD}")
        assert receiver.events == {}
    assert (ran.code, ran.out) == (
        0,
        "ok            target viec: webhook, answers: HTTP 405\n",
    )


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"url": "http://127.0.0.1:9/"}, 5, "does not answer"),
        ({"allow_addresses": []}, 5, "has an address that is not sent to"),
        ({"secret_env": "VANBAN_SECRET_NONE"}, 2, "VANBAN_SECRET_NONE"),
        ({"url": "http://a:b@127.0.0.1/"}, 2, "no password in it"),
    ],
)
def test_what_is_wrong_with_a_webhook_is_said(
    ask: Ask, changes: dict[str, object], code: int, words: str
) -> None:
    with receiving(Receiver()) as receiver:
        ran = ask(**({"kind": "webhook", "url": receiver.url} | changes))
    assert (ran.code, ran.out[:8]) == (code, "PROBLEM ")
    assert words in ran.out


def test_a_webhook_that_sends_elsewhere_is_a_problem(ask: Ask) -> None:
    moved = (302, {"Location": "http://x/"}, b"")
    with receiving(Receiver(plan=lambda: moved)) as one:
        ran = ask(kind="webhook", url=one.url)
    assert ran.code == 5
    assert "(302)" in ran.out


def test_a_certificate_is_checked(ask: Ask, tmp_path: Path) -> None:
    certificate = issued(tmp_path, "localhost")
    with secured(certificate) as port:
        url = f"https://localhost:{port}/"
        ran = ask(kind="webhook", url=url, allow_addresses=[*LOOPBACK, "::1/128"])
        assert ran.code == 5
        assert "certificate is not trusted" in ran.out
        trusting = {"ca_file": str(certificate)}
        allowed = [*LOOPBACK, "::1/128"]
        ran = ask(kind="webhook", url=url, allow_addresses=allowed, **trusting)
        assert ran.code == 0


@pytest.fixture(scope="module")
def calendars(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calendars]:
    with radicale(tmp_path_factory.mktemp("radicale")) as fresh:
        made = fresh()
        assert isinstance(made, Calendars)
        yield made


def test_a_calendar_is_asked_whether_it_takes_tasks(
    ask: Ask, calendars: Calendars
) -> None:
    table = {**calendars.table, "assignees": None}
    assert ask(**table).out.endswith("caldav, answers: HTTP 207, VTODO\n")
    gone = ask(**table | {"url": table["url"].replace("viec-", "khac-")})
    assert gone.code == 5
    assert "is not there" in gone.out
    home = ask(**table | {"url": table["url"].rsplit("/", 2)[0] + "/"})
    assert home.code == 5
    assert "resourcetype: calendar" in home.out
    stranger = ask(**table | {"user": "nguoi-la"})
    assert stranger.code == 5
    assert "does not accept the password" in stranger.out
    assert calendars.names() == []


@pytest.mark.skipif(shutil.which("task") is None, reason="Taskwarrior is not installed")
def test_taskwarrior_says_its_version(ask: Ask, tmp_path: Path) -> None:
    ran = ask(kind="taskwarrior", data=str(tmp_path))
    assert ran.code == 0
    assert "taskwarrior, answers: 2." in ran.out or "answers: 3." in ran.out


def test_a_program_that_is_not_there_is_named(ask: Ask) -> None:
    ran = ask(kind="taskwarrior", program="no-such-program")
    assert ran.code == 5
    assert "cannot be run" in ran.out
