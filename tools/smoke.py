"""Build the wheel, install it alone in a new environment, and use it from elsewhere.

Proves that the package carries its data with it and needs nothing of `dev`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def run(*command: str | Path, cwd: Path) -> str:
    """Return what a command prints; what it complains of goes to our stderr."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return done.stdout


def main() -> int:
    """Exit with 0 when the installed command parses a sample in another folder."""
    sample = min(ROOT.glob("samples/*/*.pdf"))
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = Path(folder)
        venv.create(elsewhere / "env", with_pip=True)
        scripts = elsewhere / "env" / SCRIPTS
        limits = ROOT / "constraints.txt"
        run(
            *(scripts / "python", "-m", "pip", "install", "-qq"),
            *("--constraint", limits, ROOT),
            cwd=elsewhere,
        )
        letter = json.loads(run(scripts / "vanban", "parse", sample, cwd=elsewhere))
    print(f"installed alone, it reads {sample.relative_to(ROOT)}: {letter['code']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
