"""Tesseract, the program: a picture through its stdin, words as TSV from its stdout.

One thread a process: with the OpenMP default two busy cores take four times as long
(measured).  Nothing is written to a disk.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vanban_parser.readers.ocr.nouns import EngineError, Picture, Seen

# The script's model knows all Vietnamese and also Latin words; `vie` is the next best.
_MODELS = ("script/Vietnamese", "Vietnamese", "vie")
_WINDOWS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
# Page segmentation: whole pages by Tesseract's own analysis, one column of lines, or
# words that stand alone.
_PAGE, _ROWS, _SPARSE = "3", "6", "11"
_WORD_LEVEL = "5"
_ASKING_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program, its model for Vietnamese and the seconds it may take for a page."""

    program: Path
    version: str
    model: str
    seconds: float

    @property
    def name(self) -> str:
        return f"tesseract {self.version} {self.model}"

    @property
    def is_substitute(self) -> bool:
        return False

    def read(
        self, picture: Picture, *, rows: bool = False, sparse: bool = False
    ) -> tuple[Seen, ...]:
        mode = _ROWS if rows else _SPARSE if sparse else _PAGE
        command = (
            *(str(self.program), "-", "-", "-l", self.model, "--psm", mode),
            *("--dpi", str(round(picture.dpi)), "-c", "tessedit_create_tsv=1"),
        )
        shape = f"P5 {picture.width} {picture.height} 255\n".encode()
        try:
            done = subprocess.run(
                command,
                input=shape + picture.pixels.tobytes(),
                capture_output=True,
                timeout=self.seconds,
                check=False,
                env=_environment(),
            )
        except subprocess.TimeoutExpired:
            raise EngineError("time limit") from None
        except OSError as error:
            raise EngineError(type(error).__name__) from None
        if done.returncode:
            raise EngineError(f"exit code {done.returncode}")
        return tuple(_words(done.stdout.decode("utf-8", "replace")))


def tesseract(seconds: float) -> Tesseract | None:
    """Return the program as an engine, or None: absent, or without Vietnamese."""
    found = _installed()
    return Tesseract(*found, seconds) if found else None


@lru_cache(maxsize=1)
def _installed() -> tuple[Path, str, str] | None:
    program = _program()
    if program is None:
        return None
    try:
        version = _said(program, "--version")
        models = set(_said(program, "--list-langs").split("\n"))
    except (OSError, subprocess.SubprocessError):
        return None
    models = {model.strip().replace("\\", "/") for model in models}
    model = next((model for model in _MODELS if model in models), None)
    match = re.match(r"tesseract v?(\S+)", version)
    if model is None or match is None:
        return None
    return program, match[1], model


def _program() -> Path | None:
    found = shutil.which("tesseract")
    if found:
        return Path(found)
    folders = [os.environ.get(name) for name in _WINDOWS]
    places = [
        Path(folder, "Tesseract-OCR", "tesseract.exe") for folder in folders if folder
    ]
    return next((place for place in places if place.is_file()), None)


def _said(program: Path, option: str) -> str:
    done = subprocess.run(
        (str(program), option),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_ASKING_SECONDS,
        check=True,
        env=_environment(),
    )
    return done.stdout.decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    return {**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}


def _words(table: str) -> Iterator[Seen]:
    lines: dict[tuple[str, ...], int] = {}
    reader = csv.DictReader(
        io.StringIO(table, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    for row in reader:
        text = (row.get("text") or "").strip()
        if row["level"] != _WORD_LEVEL or not text:
            continue
        key = (row["block_num"], row["par_num"], row["line_num"])
        x0, y0 = float(row["left"]), float(row["top"])
        yield Seen(
            x0,
            y0,
            x0 + float(row["width"]),
            y0 + float(row["height"]),
            text,
            confidence=max(float(row["conf"]), 0.0) / 100,
            line=lines.setdefault(key, len(lines)),
        )
