"""``vanban serve``, ``user`` and ``token``, as a person starts them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.fakes import ENV, ROOT
from tests.web.house import PASSWORD, Browser, sample
from vanban_parser.store import users
from vanban_parser.store.engine import open_store

RUN = [sys.executable, "-m", "vanban_parser"]


def vanban(*argv: str, stdin: str = "", home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RUN, *argv],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=ENV | {"XDG_STATE_HOME": str(home)},
        cwd=ROOT,
        timeout=60,
        check=False,
    )


@contextmanager
def serving(
    argv: Sequence[str], home: Path
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the page; yield its process and the address that it printed."""
    process = subprocess.Popen(
        [*RUN, "serve", "--port", "0", *argv],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=ENV | {"XDG_STATE_HOME": str(home), "VANBAN_SETTLE_SECONDS": "0.2"},
        cwd=ROOT,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"https?://\S+", line)
        assert found, line + (process.stderr.read() if process.stderr else "")
        yield process, found[0]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=30)


@pytest.mark.parametrize(
    "argv", [["--host", "0.0.0.0"], ["--name", "a.example"], ["--https"]]
)
def test_without_users_it_is_for_this_machine_alone(
    argv: list[str], tmp_path: Path
) -> None:
    said = vanban("serve", "--port", "0", *argv, home=tmp_path)
    assert said.returncode == 2
    assert "vanban user add" in said.stderr


def test_it_watches_the_inbox_and_ends_in_order(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    shutil.copyfile(sample("05"), inbox / "a.pdf")
    with serving([str(inbox), "--jobs", "1"], tmp_path) as (process, address):
        parts = urlsplit(address)
        assert parts.hostname == "127.0.0.1"
        browser = Browser(parts.port or 0)
        assert browser.get(f"{parts.path}?{parts.query}").status == 303
        deadline = time.monotonic() + 40
        while "1186/UBND-VHXH" not in (html := browser.get("/").text):
            assert time.monotonic() < deadline, html
            time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert (next(inbox.glob("done/*/*/a.pdf"))).exists()


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with serving([], tmp_path) as (_, address):
        port = str(urlsplit(address).port)
        other = tmp_path / "other"
        said = vanban("serve", "--port", port, home=other)
    assert said.returncode == 2
    assert port in said.stderr


def test_users_are_added_changed_and_listed(tmp_path: Path) -> None:
    database = str(tmp_path / "vanban.db")
    own = ["--database", database]
    made = vanban(
        "user", "add", "Lan", "--role", "clerk", *own, stdin=PASSWORD, home=tmp_path
    )
    assert made.returncode == 0, made.stderr
    again = vanban(
        "user", "add", "lan", "--role", "admin", *own, stdin=PASSWORD, home=tmp_path
    )
    assert again.returncode == 2
    short = vanban(
        "user", "add", "ba", "--role", "admin", *own, stdin="ngắn", home=tmp_path
    )
    assert short.returncode == 2
    changed = vanban("user", "change", "LAN", "--role", "leader", *own, home=tmp_path)
    assert changed.returncode == 0
    listed = vanban("user", "list", *own, home=tmp_path)
    assert listed.stdout.split()[:2] == ["lan", "leader"]
    assert PASSWORD not in listed.stdout
    store = open_store(database)
    with store.reading() as tx:
        kept = users.get(tx, "lan")
    store.close()
    assert kept is not None
    assert kept.password.startswith("$argon2id$")


def test_a_token_is_printed_once_and_revoked(tmp_path: Path) -> None:
    own = ["--database", str(tmp_path / "vanban.db")]
    made = vanban("token", "issue", "n8n", "--scope", "read", *own, home=tmp_path)
    token = made.stdout.strip()
    assert re.fullmatch(r"vb_[0-9a-f]{12}_[\w-]{43}", token)
    listed = vanban("token", "list", *own, home=tmp_path).stdout
    assert token not in listed
    id_ = token.split("_")[1]
    assert id_ in listed
    assert vanban("token", "revoke", id_, *own, home=tmp_path).returncode == 0
    assert vanban("token", "revoke", id_, *own, home=tmp_path).returncode == 2


def test_help_imports_nothing_of_the_page() -> None:
    code = (
        "import sys; from vanban_parser.cli import main; main(['--help']);"
        "main(['serve', '--help']);"
        "print([m for m in ('fastapi', 'uvicorn', 'jinja2', 'argon2', 'sqlalchemy')"
        " if m in sys.modules], file=sys.stderr)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, **ENV},
        check=True,
        timeout=60,
    )
    assert said.stderr.strip() == "[]"
