"""Check what no linter knows: the length of modules, and what no file may name.

python tools/house.py    exit with 1 where a rule is broken
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONG = 300
"""Lines of a module from which one asks whether a noun is missing."""
TOO_LONG = 500
"""Lines that no module has."""

# A person's or a machine's own folders; `/tmp` as a bare word stays allowed.
MACHINE_PATH = re.compile(
    r"(?<![\w.~}\]/-])/(?:home|root|Users|work|workspace|srv|opt|mnt)/\w"
    r"|(?<![\w.])/tmp/\w|\b[A-Z]:\\Users\\",
)
URL = re.compile(r"\bhttps?://(?P<host>[\w.-]+)")
# Licences, standards and XML namespaces.  Where packages come from is the user's affair
# and stands in no file.
HOSTS = {
    "127.0.0.1",
    "localhost",
    "fsf.org",
    "json-schema.org",
    "keepachangelog.com",
    "openoffice.org",
    "purl.oclc.org",
    "purl.org",
    "schemas.microsoft.com",
    "schemas.openxmlformats.org",
    "semver.org",
    "www.gnu.org",
    "www.mic.gov.vn",
    "www.w3.org",
}
NOT_OURS = {"LICENSE"}
"""Texts whose words others chose."""
LETTERS = {"samples", "tests"}
"""Folders with invented letters, which may name the sites of invented offices."""


def files() -> list[Path]:
    """Return the files that git tracks or would, or all that are not hidden."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(
            command, cwd=ROOT, capture_output=True, check=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and _is_ours(path)]
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def _is_ours(path: Path) -> bool:
    """Tell whether no folder above a file is hidden, as environments and caches are."""
    folders = path.relative_to(ROOT).parts[:-1]
    return not any(folder.startswith(".") for folder in folders)


def lengths(paths: list[Path]) -> Iterator[tuple[Path, int]]:
    """Yield each Python module with its number of lines; tests may be long."""
    for path in paths:
        tests = path.relative_to(ROOT).parts[0] == "tests"
        if path.suffix == ".py" and path.is_file() and not tests:
            yield path, len(path.read_text(encoding="utf-8").splitlines())


def machines(text: str) -> Iterator[tuple[int, str]]:
    """Yield line number (from 1) and words of each path of a person's machine."""
    for number, line in enumerate(text.splitlines(), 1):
        for match in MACHINE_PATH.finditer(line):
            yield number, match[0]


def hosts(text: str) -> Iterator[tuple[int, str]]:
    """Yield line number (from 1) and words of each host that is not to be named."""
    for number, line in enumerate(text.splitlines(), 1):
        for match in URL.finditer(line):
            if match["host"] not in HOSTS:
                yield number, match[0]


def _named_in(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return  # no text, or deleted and not yet committed
    yield from machines(text)
    if path.relative_to(ROOT).parts[0] not in LETTERS:
        yield from hosts(text)


def complaints(paths: list[Path]) -> Iterator[str]:
    """Yield one sentence for each broken rule."""
    for path, n_lines in lengths(paths):
        if n_lines > TOO_LONG:
            name = path.relative_to(ROOT)
            yield f"{name}: {n_lines} lines; at most {TOO_LONG}: which noun is missing?"
    for path in paths:
        if path.name not in NOT_OURS:
            for number, words in _named_in(path):
                name = path.relative_to(ROOT)
                yield f"{name}:{number}: names {words!r}; name no machine and no host"


def main() -> int:
    """Print what is long, then what is wrong."""
    paths = files()
    for path, n_lines in lengths(paths):
        if LONG < n_lines <= TOO_LONG:
            name = path.relative_to(ROOT)
            print(f"{name}: {n_lines} lines; over {LONG}: is a noun missing?")
    found = list(complaints(paths))
    for complaint in found:
        print(complaint, file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
