"""Write the JSON Schema of the output contract from the models.

python tools/schema.py            write docs/schema/letter-1.json
python tools/schema.py --check    exit with 1 where the committed one differs
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vanban_parser.export.json import dumps
from vanban_parser.export.schema import letter_schema

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "docs" / "schema" / "letter-1.json"


def written() -> str:
    """Return the schema of a letter as its file holds it."""
    return dumps(letter_schema(), indent=2) + "\n"


def main() -> int:
    """Write the schema, or compare it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        PATH.parent.mkdir(parents=True, exist_ok=True)
        PATH.write_text(written(), encoding="utf-8", newline="\n")
        return 0
    if PATH.is_file() and PATH.read_text(encoding="utf-8") == written():
        return 0
    print(
        "docs/schema/letter-1.json is not what the models say.  Within version 1 fields"
        " may be added, never changed; if that is so, run `make schema`.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
