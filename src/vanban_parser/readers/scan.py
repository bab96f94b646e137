"""OCR engines behind one protocol; Tesseract by its command line.

An engine sees one upright grey picture and returns the words on it.  What happens
before (colour, skew, size) is in ``scan_image``, what happens after in ``scan_words``.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from vanban_parser.readers.scan_image import Grey

_PROGRAM = "tesseract"
# Where installers put it without telling the PATH.
_PLACES = (
    "/usr/bin/tesseract",
    "/usr/local/bin/tesseract",
    "/opt/homebrew/bin/tesseract",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_WINDOWS_PROGRAM = Path("Tesseract-OCR", "tesseract.exe")
# Best first: on 50 pages of real scans `vie` lost a fifth fewer words than the script's
# model and took a fifth less time; the script's model alone serves as well.
_LANGUAGES = ("vie", "Vietnamese", "script/Vietnamese")
# Automatic page segmentation without orientation.
_SEGMENTATION = "3"
_WORD_LEVEL = "5"
_VERSION_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word on a picture: its box in pixels, and how sure the engine is, 0 to 1.

    `line` numbers the engine's own lines from 0, top to bottom as it read them.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    confidence: float
    line: int


class Engine(Protocol):
    """Reads words off a picture."""

    @property
    def name(self) -> str:
        """Program, version and model: what the words depend on besides the picture."""

    def words(self, picture: Grey, dpi: int) -> tuple[OcrWord, ...]:
        """Return the words on an upright grey picture, in the engine's reading order.

        Raises:
            EngineError: the engine failed, or took longer than it may.
        """


class EngineError(Exception):
    """An engine could not read a picture; `timed_out` where it took too long."""

    def __init__(self, detail: str, *, timed_out: bool = False) -> None:
        self.timed_out = timed_out
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Tesseract at `program` with the model `language`; `seconds` is its limit a page.

    One OpenMP thread: with more, a page costs several times the processor time.
    """

    program: Path
    language: str
    version: str
    seconds: float

    @property
    def name(self) -> str:
        return f"tesseract {self.version} {self.language} psm{_SEGMENTATION}"

    def words(self, picture: Grey, dpi: int) -> tuple[OcrWord, ...]:
        height, width = picture.shape
        command = [
            str(self.program),
            *("-", "-", "--psm", _SEGMENTATION, "--dpi", str(dpi)),
            *("-l", self.language, "tsv"),
        ]
        data = b"P5\n%d %d\n255\n" % (width, height) + picture.tobytes()
        try:
            done = subprocess.run(
                command,
                input=data,
                capture_output=True,
                timeout=self.seconds,
                check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                creationflags=_creation_flags(),
            )
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"{self.seconds:g} s", timed_out=True) from error
        except OSError as error:
            raise EngineError(str(error)) from error
        if done.returncode:
            raise EngineError(f"tesseract ended with {done.returncode}")
        return tuple(_rows(done.stdout.decode("utf-8", "replace")))


def find_tesseract(program: str, seconds: float) -> Tesseract | None:
    """Return Tesseract with a Vietnamese model, or None where there is none.

    Args:
        program: Its path; empty to look on the PATH and where installers put it.
        seconds: Its time limit for one page.
    """
    path = _program(program)
    if path is None:
        return None
    version, languages = _abilities(path)
    language = next((name for name in _LANGUAGES if name in languages), None)
    return Tesseract(path, language, version, seconds) if language else None


def _program(program: str) -> Path | None:
    if program:
        found = shutil.which(program)
        return Path(found) if found else None
    found = shutil.which(_PROGRAM)
    if found:
        return Path(found)
    places = [Path(place) for place in _PLACES]
    folders = [os.environ.get(name) for name in _WINDOWS_FOLDERS]
    places += [Path(folder) / _WINDOWS_PROGRAM for folder in folders if folder]
    return next((place for place in places if place.is_file()), None)


@cache
def _abilities(program: Path) -> tuple[str, frozenset[str]]:
    """Return version and installed models; asked once a process."""
    answers = []
    for option in ("--version", "--list-langs"):
        try:
            done = subprocess.run(
                [str(program), option],
                capture_output=True,
                timeout=_VERSION_SECONDS,
                check=False,
                stdin=subprocess.DEVNULL,
                creationflags=_creation_flags(),
            )
        except (OSError, subprocess.TimeoutExpired):
            return "", frozenset()
        # Old versions write to stderr.
        answers.append((done.stdout or done.stderr).decode("utf-8", "replace"))
    words = answers[0].split("\n", 1)[0].split()
    return (words[1] if len(words) > 1 else ""), frozenset(
        line.strip() for line in answers[1].splitlines()[1:]
    )


def _creation_flags() -> int:
    """On Windows no console window flashes up for each page."""
    return subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0


def _rows(tsv: str) -> Iterator[OcrWord]:
    lines: dict[tuple[str, ...], int] = {}
    for row in csv.reader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) != 12 or row[0] != _WORD_LEVEL or not row[11].strip():
            continue
        left, top, width, height = map(float, row[6:10])
        line = lines.setdefault(tuple(row[2:5]), len(lines))
        yield OcrWord(
            left,
            top,
            left + width,
            top + height,
            row[11].strip(),
            max(float(row[10]), 0.0) / 100,
            line,
        )
