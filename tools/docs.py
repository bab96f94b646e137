"""Write the pages of docs/ that are made from the program, and check all the others.

    python -m tools.docs            write docs/commands.md, errors.md, settings.md, ...
    python -m tools.docs --check    exit with 1 where a document is not true

Checked: the made pages are current; every link leads to a file; every `vanban` and
`make` command in a code block exists with the options and files it names; CHANGELOG.md
has a place for what is not released yet.
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tools.pages import Incomplete, pages, programs

if TYPE_CHECKING:
    import click

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FENCE = re.compile(
    r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"\]\((?P<target>[^)#:\s]+)(?:#[^)]*)?\)")
SHELLS = {"sh", "console", "powershell"}


def documents() -> list[Path]:
    """Return the documents that people read."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


def shell_lines(text: str) -> Iterator[str]:
    """Yield each command in the shell blocks of a document, without its prompt."""
    for block in FENCE.finditer(text):
        if block["language"] in SHELLS:
            for line in block["code"].splitlines():
                yield line.removeprefix("$ ").removeprefix("PS> ").partition(" #")[0]


def make_targets() -> set[str]:
    """Return the names that `make` knows."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def _wrong_make(words: list[str]) -> Iterator[str]:
    """Yield what is wrong with a `make` command."""
    for word in words:
        if "=" not in word and word not in make_targets():
            yield f"there is no `make {word}`"


def _wrong_vanban(words: list[str], program: click.Group) -> Iterator[str]:
    """Yield what is wrong with a `vanban` command."""
    command: click.Command = program
    named = ["vanban"]
    # A command may hold commands of its own: `vanban register export`.
    while words and not words[0].startswith("-") and _holds(command):
        named.append(words.pop(0))
        if named[-1] not in _holds(command):
            yield f"there is no `{' '.join(named)}`"
            return
        command = _holds(command)[named[-1]]
    known = {"--help"}
    for parameter in command.params:
        known |= {*parameter.opts, *parameter.secondary_opts}
    for word in words:
        name = word.partition("=")[0]
        if name.startswith("-") and name != "-" and name not in known:
            yield f"`vanban {command.name}` has no option {name}"
        elif name.startswith("samples") and not any(ROOT.glob(name)):
            yield f"there is no {name}"


def _holds(command: click.Command) -> Mapping[str, click.Command]:
    """Return the commands of a group; none for what is no group."""
    found: Mapping[str, click.Command] = getattr(command, "commands", {})
    return found


def wrong_commands(text: str, program: click.Group) -> Iterator[str]:
    """Yield what is wrong with the commands of a document."""
    for line in shell_lines(text):
        for part in re.split(r"[|;>]|&&", line):
            words = shlex.split(part, posix=True)
            if words[:1] == ["make"]:
                yield from _wrong_make(words[1:])
            elif words[:1] == ["vanban"]:
                yield from _wrong_vanban(words[1:], program)


def complaints() -> Iterator[str]:
    """Yield one sentence for each thing that is not true."""
    for name, text in pages().items():
        path = DOCS / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield f"docs/{name} is not what the program says: run `make docs`"
    program, _ = programs()
    for path in documents():
        name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        for link in LINK.finditer(text):
            if not (path.parent / link["target"]).exists():
                yield f"{name}: the link to {link['target']} leads nowhere"
        yield from (f"{name}: {wrong}" for wrong in wrong_commands(text, program))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if "\n## [Unreleased]\n" not in changes:
        yield "CHANGELOG.md has no section [Unreleased]"


def main() -> int:
    """Write the pages, or check the documents."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    try:
        if parser.parse_args().check:
            found = list(complaints())
            print("\n".join(found), file=sys.stderr, end="\n" if found else "")
            return int(bool(found))
        for name, text in pages().items():
            (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
    except Incomplete as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
