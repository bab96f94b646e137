"""What users would pick instead, each in an environment and a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import tomllib
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from benchmarks import ONE_CORE
from benchmarks.clock import Taken

HERE = Path(__file__).resolve().parent
_INSTALL_SECONDS = 1800
_START_SECONDS = 600
# Letters that are measured with are not to be told of, nor is that they are.
_ALONE = {"HF_HUB_OFFLINE": "1", "DO_NOT_TRACK": "1", "SCARF_NO_ANALYTICS": "true"}
_SAY_VERSIONS = (
    "import importlib.metadata as m, sys;"
    "print(*(f'{n} {m.version(n)}' for n in sys.argv[1:]))"
)


class NotHereError(Exception):
    """A rival cannot be measured here; says why."""


@dataclass(frozen=True, slots=True)
class Rival:
    """One of ``rivals.toml``."""

    name: str
    requires: tuple[str, ...]
    note: str

    @property
    def package(self) -> str:
        """Return the name of its package."""
        return self.requires[0].partition("==")[0].partition("[")[0]


def rivals() -> list[Rival]:
    """Return all of ``rivals.toml``."""
    told = tomllib.loads((HERE / "rivals.toml").read_text(encoding="utf-8"))
    return [
        Rival(name, tuple(one["requires"]), one["note"]) for name, one in told.items()
    ]


def installed(rival: Rival, work: Path) -> Path:
    """Return the interpreter of a rival's environment, made if it is not there.

    Raises:
        NotHereError: it cannot be installed; what was said is in a log below `work`.
    """
    home = work / "rivals" / rival.name
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark = home / "installed.json"
    if mark.exists() and json.loads(mark.read_text()) == list(rival.requires):
        return python
    print(f"installing {rival.name}", file=sys.stderr)
    venv.create(home, with_pip=True, clear=True)
    command = [str(python), "-m", "pip", "install", "-q", *rival.requires]
    with (home / "pip.log").open("wb") as log:
        try:
            code = subprocess.run(
                command, stdout=log, stderr=log, timeout=_INSTALL_SECONDS, check=False
            ).returncode
        except subprocess.TimeoutExpired as error:
            why = f"not installed within {_INSTALL_SECONDS} s"
            raise NotHereError(why) from error
    if code:
        raise NotHereError("pip cannot install it here")
    mark.write_text(json.dumps(rival.requires), encoding="utf-8")
    return python


def version(rival: Rival, python: Path) -> str:
    """Return name and version of a rival's package."""
    command = [str(python), "-c", _SAY_VERSIONS, rival.package]
    return subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout.strip()


class Worker:
    """A rival that is started once and gets one file after the other.

    Raises:
        NotHereError: it does not start.
    """

    def __init__(self, rival: Rival, python: Path, log: Path) -> None:
        self._log = log.open("ab")
        self._process = subprocess.Popen(
            [str(python), str(HERE / "rival_worker.py"), rival.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            encoding="utf-8",
            env={**os.environ, **ONE_CORE, **_ALONE},
        )
        late = threading.Timer(_START_SECONDS, self._process.kill)
        late.start()
        try:
            answer = self._answer()
        finally:
            late.cancel()
        if "error" in answer:
            self.close()
            raise NotHereError(answer["error"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        self._log.close()

    def read(self, path: Path) -> Taken:
        """Return what one file took.

        Raises:
            NotHereError: it could not be read.
        """
        assert self._process.stdin
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        answer = self._answer()
        if "error" in answer:
            raise NotHereError(answer["error"])
        if not answer["characters"]:
            raise NotHereError("no text came out")
        return Taken(answer["wall"], answer["cpu"])

    def _answer(self) -> Mapping[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise NotHereError(f"it ended with {self._process.wait()}")
        told: Mapping[str, Any] = json.loads(line)
        return told
