"""The command line with a fake parser behind it, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from tests.cli.fakes import FAKE
from vanban_parser.cli import main, work


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Vanban = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def vanban(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Vanban:
    """Return what runs ``vanban`` in this process, English unless said otherwise."""
    monkeypatch.setattr(work, "PARSER", FAKE)
    home = str(folder / "home")
    alone = dict.fromkeys(("LANG", "LC_ALL", "LC_MESSAGES", "VANBAN_CONFIG"))
    alone |= {"VANBAN_LANGUAGE": None}

    def run(
        *argv: str,
        stdin: bytes = b"",
        env: dict[str, str] | None = None,
        lang: str | None = "en",
    ) -> Ran:
        around = {**alone, "HOME": home, "XDG_CONFIG_HOME": home, "VANBAN_LANG": lang}
        with CliRunner().isolation(stdin, env={**around, **(env or {})}) as streams:
            code = main(list(argv))
            out, err = (stream.getvalue().decode("utf-8") for stream in streams[:2])
        return Ran(code, out, err)

    return run


@pytest.fixture
def write(folder: Path) -> Callable[..., None]:
    """Return what writes files: ``write(a="ok", b="damaged")`` makes a.pdf, b.pdf."""

    def make(names: Sequence[str] = (), /, **orders: str) -> None:
        for name, order in {**dict.fromkeys(names, "ok"), **orders}.items():
            path = folder / (name if "." in name else f"{name}.pdf")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(order, encoding="utf-8")

    return make
