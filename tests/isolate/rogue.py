"""A parser that does what libraries do at their worst, told by the file's bytes."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.fakes import RIVALS, Reading, letter
from vanban_parser.errors import DamagedFileError
from vanban_parser.model.letter import Letter
from vanban_parser.settings import Settings

NAME = "tests.isolate.rogue:Rogue"
SECRET = "lời trong văn bản"
SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


class Rogue:
    """Reads ``order argument``; without an order it reads well."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.n_read = 0
        self.kept: list[bytes] = []

    def sure(self, letter: Letter) -> Letter:
        return letter

    def read(self, path: Path) -> Reading:
        return self.read_bytes(path.read_bytes(), path.name)

    def read_bytes(self, data: bytes, filename: str) -> Reading:
        self.n_read += 1
        order, _, argument = data.decode("utf-8").partition(" ")
        if order:
            getattr(self, order)(argument)
        return Reading(letter(subject=f"{os.getpid()} {self.n_read}"), RIVALS)

    def damage(self, _: str) -> None:
        raise DamagedFileError("a.pdf", "no end")

    def bug(self, _: str) -> None:
        raise ZeroDivisionError(SECRET)

    def hang(self, _: str) -> None:
        time.sleep(600)

    def hang_in_native_code(self, _: str) -> None:
        # Holds the interpreter's lock: no thread of this process runs any more.
        ctypes.PyDLL(None).usleep(ctypes.c_uint(600_000_000))

    def segfault(self, _: str) -> None:
        ctypes.string_at(0)

    def leave(self, code: str) -> None:
        os._exit(int(code))

    def take(self, mebibytes: str) -> None:
        self.kept = [bytes(b"x" * (1 << 20)) for _ in range(int(mebibytes))]

    def take_in_a_child(self, mebibytes: str) -> None:
        code = f"x = b'x' * ({mebibytes} << 20); import time; time.sleep(600)"
        subprocess.run([sys.executable, "-c", code], check=False)

    def write_a_file(self, path: str) -> None:
        with Path(path).open("wb") as file:
            for _ in range(1024):
                file.write(bytes(1 << 20))

    def leave_children(self, path: str) -> None:
        """Start one process, one in a session of its own, one whose parent is gone."""
        plain = subprocess.Popen(SLEEP)
        apart = subprocess.Popen(SLEEP, start_new_session=True)
        code = (
            "from subprocess import DEVNULL, Popen;"
            f"print(Popen({SLEEP!r}, stdout=DEVNULL).pid)"
        )
        orphan = subprocess.run(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, check=True
        )
        pids = [plain.pid, apart.pid, int(orphan.stdout)]
        Path(path).write_text(" ".join(map(str, pids)), encoding="ascii")

    def leave_children_and_hang(self, path: str) -> None:
        self.leave_children(path)
        time.sleep(600)

    def leave_children_and_segfault(self, path: str) -> None:
        self.leave_children(path)
        ctypes.string_at(0)

    def die_once(self, path: str) -> None:
        """Be killed as by a system that is short of memory, the first time."""
        if not Path(path).exists():
            Path(path).touch()
            os.kill(os.getpid(), signal.SIGKILL)

    def die_always(self, path: str) -> None:
        with Path(path).open("a", encoding="ascii") as file:
            file.write("x")
        os.kill(os.getpid(), signal.SIGKILL)

    def chatter(self, _: str) -> None:
        print(SECRET, flush=True)  # noqa: T201 - as libraries do
        os.write(1, SECRET.encode())
        os.write(2, SECRET.encode())
