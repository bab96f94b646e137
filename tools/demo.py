"""The end of ``make demo``: sample letters dropped into a folder, the register printed.

Some come twice, as PDF and DOCX, or again with the same bytes, and one is damaged: what
an office's folder gets in a week.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from vanban_parser.cli import main as vanban

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"


def drop(inbox: Path) -> None:
    """Put the letters into the folder."""
    for path in sorted(SAMPLES.glob("*/letter.*")):
        if path.suffix in (".pdf", ".docx"):
            shutil.copyfile(path, inbox / f"{path.parent.name}{path.suffix}")
    (first, *_) = sorted(SAMPLES.glob("*/letter.pdf"))
    shutil.copyfile(first, inbox / "gui-lai.pdf")
    (inbox / "chep-do.pdf").write_bytes(first.read_bytes()[:4000] + b"%%EOF\n")


def serve(argv: list[str]) -> int:
    """Show these letters on the review page: to a person until Ctrl-C, else briefly."""
    print("--- vanban serve inbox", flush=True)
    if sys.stdin.isatty() and sys.stdout.isatty():
        print("(Ctrl-C ends it)", flush=True)
        return vanban(argv)
    command = [sys.executable, "-m", "vanban_parser", *argv]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        print(process.stdout.readline(), end="", flush=True)
        process.terminate()
        process.wait(60)
    return process.returncode


def main() -> int:
    """Run the demonstration in a folder of its own; return the worst exit code."""
    with tempfile.TemporaryDirectory(prefix="vanban") as home:
        inbox = Path(home, "inbox")
        inbox.mkdir()
        drop(inbox)
        store = ["--database", str(Path(home, "vanban.db"))]
        steps = [
            (f"watch {inbox.name} --once", ["watch", str(inbox), "--once", *store]),
            ("register export", ["register", "export", *store]),
            ("status", ["status", *store]),
            ("search chuyen doi so", ["search", "chuyen", "doi", "so", *store]),
        ]
        worst = 0
        for shown, argv in steps:
            print(f"--- vanban {shown}", flush=True)
            worst = max(worst, vanban(argv))
        for path in sorted((inbox / "failed").glob("*.loi.txt")):
            print(f"--- failed/{path.name}\n{path.read_text(encoding='utf-8')}")
        return max(worst, serve(["serve", str(inbox), "--port", "0", *store]))


if __name__ == "__main__":
    sys.exit(main())
