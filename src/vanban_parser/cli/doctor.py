"""``vanban doctor``: is everything there that parsing needs?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from vanban_parser import __version__
from vanban_parser.cli import doctor_targets
from vanban_parser.cli.doctor_store import findings
from vanban_parser.cli.options import Run, common
from vanban_parser.cli.problems import Problem, worst
from vanban_parser.errors import Exit, VanbanError, ours

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say

# Names as pip knows them: that is what a person would install.
PACKAGES = (
    *("pymupdf", "lxml", "numpy", "pillow"),
    *("pydantic", "click", "rich", "spacy"),
)
TOOLS = {"soffice": ".doc, .rtf", "tesseract": "OCR"}
"""Programs by name, and what they are for."""
EXTRAS = {
    "watchdog": "doctor.events",
    "psycopg": "doctor.servers",
    "trueocr": "doctor.pictures",
}
"""Packages by module, and the words for what they are for."""
_ALL_LETTERS = "Ủy ban nhân dân xã Đồng Thịnh"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `code` is the exit code that it asks for."""

    name: str
    text: str
    code: Exit = Exit.OK
    optional: bool = False


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("doctor", help=say("help.doctor"), short_help=say("short.doctor"))
    @common(say)
    @click.pass_obj
    def command(run: Run) -> Exit:
        checks = list(_checks(run))
        for check in checks:
            click.echo(f"{_state(check, run.say):<14}{check.name}: {check.text}")
        return worst(*(check.code for check in checks))

    return command


def _checks(run: Run) -> Iterator[Check]:
    yield Check("vanban", __version__)
    yield Check("Python", f"{sys.version.split()[0]} ({sys.platform})")
    yield from map(_package, PACKAGES)
    yield from _data(run.say)
    yield _gazetteer(run.say)
    yield _model(run.say)
    yield _parser(run)
    yield _stdout()
    yield _settings(run)
    yield from (Check(*found) for found in findings(run))
    yield from (Check(*found) for found in doctor_targets.findings(run))
    yield from _extras(run.say)
    yield from (_tool(name, use, run.say) for name, use in TOOLS.items())


def _state(check: Check, say: Say) -> str:
    if check.code:
        return say("doctor.bad")
    return say("doctor.optional") if check.optional else say("doctor.ok")


def _package(name: str) -> Check:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Check(name, version(name))
    except PackageNotFoundError:
        return Check(name, f"pip install {name}", Exit.MISSING_DEPENDENCY)


def _data(say: Say) -> Iterator[Check]:
    """Look at every file of ``data/``: a table must be signed, others have bytes."""
    from importlib import resources

    from vanban_parser.lexicon.load import PACKAGE

    files = sorted(resources.files(PACKAGE).iterdir(), key=lambda file: file.name)
    for file in files:
        if file.is_file() and not file.name.endswith((".py", ".pyc")):
            yield _data_file(file.name, len(file.read_bytes()), say)


def _data_file(name: str, n_bytes: int, say: Say) -> Check:
    from vanban_parser.lexicon.load import table

    label = f"data/{name}"
    if not name.endswith(".toml"):
        size = say("doctor.bytes", n=n_bytes)
        return Check(label, size, Exit.OK if n_bytes else Exit.INTERNAL)
    try:
        checked = table(name.removesuffix(".toml"))["checked"]
    except VanbanError as error:
        return _failed(label, error, say)
    return Check(label, say("doctor.signed", by=checked["by"], on=checked["on"]))


def _parser(run: Run) -> Check:
    """Make the parser, with the libraries that it imports."""
    from vanban_parser.cli import work

    label = run.say("doctor.parser")
    try:
        work.make_parser(run.settings())
    except Exception as error:
        return _failed(label, ours(error, label), run.say)
    return Check(label, run.say("doctor.loads"))


def _gazetteer(say: Say) -> Check:
    from vanban_parser.lexicon.gazetteer import gazetteer

    label = say("doctor.gazetteer")
    try:
        n_eras = len(gazetteer().eras)
    except Exception as error:
        return _failed(label, ours(error, label), say)
    return Check(label, say("doctor.eras", n=n_eras))


def _model(say: Say) -> Check:
    """Load the trained stage; its hashes are checked on the way."""
    from vanban_parser.extract import tagged, weights

    label = f"models/{weights.MANIFEST}"
    try:
        stated = weights.manifest()
        tagged.network()
        tagged.tagger()
    except Exception as error:
        return _failed(label, ours(error, label), say)
    size = say("doctor.bytes", n=stated["bytes"])
    return Check(label, f"{stated['made']}, {size}, {say('doctor.loads')}")


def _stdout() -> Check:
    encoding = sys.stdout.encoding
    try:
        _ALL_LETTERS.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return Check("stdout", encoding, Exit.USAGE)
    return Check("stdout", encoding)


def _settings(run: Run) -> Check:
    import os

    from vanban_parser.cli import configuration

    label = run.say("doctor.settings")
    try:
        run.settings()
    except VanbanError as error:
        return _failed(label, error, run.say)
    folder = configuration.working_folder()
    path = configuration.find(run.config, os.environ, folder)
    return Check(label, str(path) if path else run.say("doctor.defaults"))


def _extras(say: Say) -> Iterator[Check]:
    """Look for packages that only some offices need."""
    from importlib.util import find_spec

    for name, use in EXTRAS.items():
        there = "pip" if find_spec(name) else say("doctor.absent")
        text = f"{there} ({say('doctor.used_for', what=say(use))})"
        yield Check(name, text, optional=True)


def _tool(name: str, use: str, say: Say) -> Check:
    from shutil import which

    where = which(name) or say("doctor.absent")
    return Check(name, f"{where} ({say('doctor.used_for', what=use)})", optional=True)


def _failed(label: str, error: VanbanError, say: Say) -> Check:
    text, remedy = Problem.of(error).said(say)
    return Check(label, f"{text}; {remedy}", error.exit_code)
