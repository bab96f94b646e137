"""Parse letters twice: the same bytes come out, and the second time no OCR is done.

    python -m tools.twice FOLDER [--cache FOLDER]

The second time the engine refuses: a page that is not found in the cache would be
missing, and is counted.  Without `--cache` pages are kept where `vanban parse` keeps
them, so what was read before is not read anew.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from vanban_parser.errors import VanbanError
from vanban_parser.export.json import to_json
from vanban_parser.pipeline import Parser
from vanban_parser.readers.letter_names import SUFFIXES
from vanban_parser.readers.ocr.nouns import EngineError, Picture, Seen
from vanban_parser.readers.ocr.tesseract import Tesseract
from vanban_parser.readers.ocr.trueocr import TrueOcr
from vanban_parser.settings import Settings


@dataclass(slots=True)
class Counted:
    """What came of parsing letters twice."""

    letters: int = 0
    scanned_pages: int = 0
    failed: int = 0
    differing: int = 0
    asked_again: int = 0
    """Looks of an engine in the second round."""

    @property
    def is_well(self) -> bool:
        """Whether nothing differed, and no engine was asked again."""
        return not self.differing and not self.asked_again


def twice(paths: list[Path], settings: Settings) -> Counted:
    """Parse each letter two times, and count; names of those that differ are printed.

    A letter that cannot be read must fail in the same way.
    """
    counted = Counted()

    def page(number: int, of: int) -> None:
        del number, of
        counted.scanned_pages += 1

    first, second = Parser(settings, page), Parser(settings)
    for path in paths:
        before = _outcome(first, path)
        with _refusing(counted):
            after = _outcome(second, path)
        counted.letters += 1
        counted.failed += before.startswith("error ")
        if before != after:
            counted.differing += 1
            print(f"{path.name}: differs")
    return counted


def _outcome(parser: Parser, path: Path) -> str:
    """Return the digest of a letter's record, or the error that it gives."""
    try:
        record = to_json(parser.parse(path))
    except VanbanError as error:
        return f"error {error.code}"
    return hashlib.sha256(record.encode("utf-8")).hexdigest()


@contextmanager
def _refusing(counted: Counted) -> Iterator[None]:
    def read(engine: object, picture: Picture, **how: bool) -> tuple[Seen, ...]:
        del engine, picture, how
        counted.asked_again += 1
        raise EngineError("asked again")

    with (
        mock.patch.object(Tesseract, "read", read),
        mock.patch.object(TrueOcr, "read", read),
    ):
        yield


def main() -> int:
    """Parse and print; exit with 1 where something differed or was read anew."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    paths = sorted(
        path for path in options.folder.rglob("*") if path.suffix.lower() in SUFFIXES
    )
    counted = twice(paths, Settings(ocr_cache=options.cache))
    print(
        f"{counted.letters} letters twice ({counted.failed} cannot be read), "
        f"{counted.scanned_pages} scanned pages; differing: {counted.differing}; "
        f"asked to read again: {counted.asked_again}"
    )
    return int(not counted.is_well)


if __name__ == "__main__":
    raise SystemExit(main())
