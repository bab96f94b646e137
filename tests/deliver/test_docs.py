"""The pages of the targets, followed line by line: they print what they say.

In a page ``sh`` blocks and the lines after ``$`` of ``console`` blocks are run in one
shell, in order; a block whose first line is a comment with a file's name becomes that
file.  Below a command stands what it prints; ``...`` stands for anything.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.fakes import ENV, ROOT
from tests.deliver.conftest import Start
from tests.deliver.real.bench import ELSEWHERE, free_port, program
from tests.deliver.real.redmine import Project

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (\w+\.(?:toml|py))\n")
_NOT_HERE = ("pip install", "apt-get install", "python3 -m venv")
_MARK = "@@@"
_BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(
    _BASH is None or shutil.which("curl") is None, reason="no bash, or no curl"
)


@dataclass(frozen=True)
class Step:
    """A command with what it is said to print, None where nothing is said."""

    command: str
    printed: str | None


def steps(page: str, changes: Mapping[str, str]) -> Iterator[Step]:
    """Yield what a page tells to do, with other ports and names where need be."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    for kind, block in _BLOCK.findall(text):
        if named := _FILE.match(block):
            yield Step(f"cat > {named[1]} <<'EOT'\n{block}EOT", None)
        elif kind == "sh":
            lines = block.splitlines(keepends=True)
            here = "".join(one for one in lines if not one.startswith(_NOT_HERE))
            yield Step(here.rstrip(), None)
        elif kind == "console":
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, printed = part.partition("\n")
                yield Step(command, printed)


def follow(page: str, folder: Path, changes: Mapping[str, str]) -> None:
    """Do in a folder what a page says; each command prints what the page says."""
    shutil.copytree(ROOT / "samples" / "08-chi-thi", folder / "samples" / "08-chi-thi")
    wanted = list(steps(page, changes))
    script = ["exec 2>&1", "trap 'kill $(jobs -p) 2>/dev/null' EXIT"]
    for step in wanted:
        script += [step.command, f"printf '\\n{_MARK} %s\\n' $?"]
    around = {**ENV, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "TZ": "UTC"}
    around["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    around.pop("TASKRC", None)
    done = subprocess.run(
        [str(_BASH), "-u"],
        input="\n".join(script),
        cwd=folder,
        env=around,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    said = re.split(rf"^{_MARK} (\d+)\n", done.stdout, flags=re.MULTILINE)
    outputs, codes = said[0::2], said[1::2]
    assert len(codes) == len(wanted), done.stdout
    for step, output, code in zip(wanted, outputs, codes, strict=False):
        context = f"$ {step.command}\n{output}"
        assert code == "0", context
        if step.printed is not None:
            assert _matches(step.printed, output), context


def _matches(printed: str, output: str) -> bool:
    """Tell whether an output is the printed one, but for times, and ``...``."""
    pattern = re.escape(_plain(printed)).replace(re.escape("..."), ".*")
    return re.fullmatch(pattern, _plain(output), re.DOTALL) is not None


def _plain(text: str) -> str:
    text = re.sub(r"\d\d:\d\d:\d\d", "HH:MM:SS", text)
    text = re.sub(r"\d{8}T\d{6}Z", "STAMP", text)
    text = re.sub(r"\([0-9a-f]{8}\)", "(JOB)", text)
    lines = (" ".join(line.split()) for line in text.replace("\r", "").splitlines())
    return "\n".join(line for line in lines if line)


def test_the_page_of_caldav(tmp_path: Path) -> None:
    port = str(free_port())
    follow("delivery-caldav.md", tmp_path, {":5232": f":{port}"})


def test_the_page_of_webhooks(tmp_path: Path) -> None:
    port = str(free_port())
    follow("delivery-webhook.md", tmp_path, {"8080": port})


def test_the_page_of_taskwarrior(tmp_path: Path) -> None:
    program("task")
    follow("delivery-taskwarrior.md", tmp_path, {})


def test_the_page_of_redmine(started: Start, tmp_path: Path) -> None:
    bench = started("redmine", ELSEWHERE)()
    assert isinstance(bench, Project)
    key = os.environ[bench.table["secret_env"]]
    changes = {
        "http://127.0.0.1:3000": bench.table["url"],
        "van-ban": bench.name,
        "KHOA-API": key,
        '"Sở Tài chính" = "6"': f'"Sở Tài chính" = "{bench.user("noivu")}"',
    }
    follow("delivery-redmine.md", tmp_path, changes)
