"""The program as a person starts it: language, help, pipes, interrupts, settings."""

from __future__ import annotations

import json
import os
import signal
import string
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest

import vanban_parser
from tests.cli.conftest import Vanban
from tests.cli.fakes import ENV, FAKED, TEXT
from vanban_parser.cli import app, work
from vanban_parser.cli.messages import Say, choose
from vanban_parser.errors import VanbanError
from vanban_parser.lexicon.load import table

ROOT = Path(__file__).parents[2]


def test_the_module_can_be_run() -> None:
    command = [sys.executable, "-m", "vanban_parser", "--help"]
    done = subprocess.run(command, env=ENV, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"explain" in done.stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from vanban_parser.cli import main; main(['--help']);"
        "heavy = {'pydantic', 'pymupdf', 'docx', 'pdfplumber', 'rich', 'lxml',"
        " 'multiprocessing', 'importlib.metadata'};"
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=ENV, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f"{n:02}.pdf").write_text("ok", encoding="utf-8")
    script = tmp_path / "faked.py"
    script.write_text(FAKED, encoding="utf-8")
    command = [sys.executable, str(script), "parse", str(tmp_path), "--jobs", "1"]
    with subprocess.Popen(
        command, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        first = process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
        code = process.wait(timeout=60)
    assert json.loads(first)["source"]["filename"] == "00.pdf"
    assert (code, said) == (1, b"")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent in another way there")
def test_an_interrupt_ends_all_processes_with_130_and_no_traceback(
    tmp_path: Path,
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.pdf").write_text("slow", encoding="utf-8")
    (tmp_path / "0.pdf").write_text("ok", encoding="utf-8")
    script = tmp_path / "faked.py"
    script.write_text(FAKED, encoding="utf-8")
    command = [sys.executable, str(script), "parse", str(tmp_path), "--jobs", "2"]
    with subprocess.Popen(
        command,
        env=ENV,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout
        process.stdout.readline()  # it is under way
        started = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in said
    assert time.monotonic() - started < 15


def test_stdout_is_utf_8_whatever_the_system_says(tmp_path: Path) -> None:
    env = {**ENV, "PYTHONIOENCODING": "ascii", "VANBAN_LANG": "vi"}
    command = [sys.executable, "-m", "vanban_parser", "doctor"]
    done = subprocess.run(
        command, env=env, capture_output=True, check=False, cwd=tmp_path
    )
    assert "bảng địa danh" in done.stdout.decode("utf-8")


def test_the_program_speaks_vietnamese_unless_asked_otherwise(vanban: Vanban) -> None:
    assert "Thiếu đối số" in vanban("parse", lang=None).err
    assert "Missing argument" in vanban("parse", "--lang", "en", lang=None).err
    assert "Missing argument" in vanban("--lang=en", "parse", lang="vi").err
    assert "Cách dùng: vanban" in vanban("--help", lang="vi").out


def test_click_speaks_as_before_when_the_program_has_ended(vanban: Vanban) -> None:
    before = vars(click.core)["_"]
    vanban("--help", lang="vi")
    assert vars(click.core)["_"] is before


@pytest.mark.parametrize(
    ("flag", "environ", "configured", "language"),
    [
        ("en", {"VANBAN_LANG": "vi"}, "vi", "en"),
        (None, {"VANBAN_LANG": "en", "LANG": "vi_VN.UTF-8"}, "vi", "en"),
        (None, {"LANG": "vi_VN.UTF-8"}, "en", "en"),
        (None, {"LANG": "en_US.UTF-8"}, None, "en"),
        (None, {"LANG": "fr_FR.UTF-8"}, None, "en"),
        (None, {"LC_ALL": "vi_VN", "LANG": "en_US"}, None, "vi"),
        (None, {"LANG": "C.UTF-8"}, None, "vi"),
        (None, {}, None, "vi"),
        ("fr", {}, 7, "vi"),
    ],
)
def test_the_language_comes_from_flag_environment_file_and_locale(
    flag: str | None, environ: dict[str, str], configured: object, language: str
) -> None:
    assert choose(flag, environ, configured, None) == language


def test_every_error_can_be_said_in_vietnamese() -> None:
    def below(kind: type[VanbanError]) -> set[type[VanbanError]]:
        children = set(kind.__subclasses__())
        return children.union(*map(below, children))

    kinds = {k for k in below(VanbanError) if k.__module__.startswith("vanban_parser.")}
    assert {k.code for k in kinds} - set(table("messages")["error"]) == set()


def test_every_text_is_there_in_both_languages_with_the_same_gaps() -> None:
    def gaps(text: str) -> set[str | None]:
        return {gap for _, gap, _, _ in string.Formatter().parse(text)} - {None}

    for key, text in table("messages")["text"].items():
        assert set(text) == {"vi", "en"}, key
        assert gaps(text["vi"]) == gaps(text["en"]), key


def test_every_sentence_of_click_that_is_translated_is_one_it_says() -> None:
    folder = Path(click.__file__).parent
    source = "".join(p.read_text(encoding="utf-8") for p in folder.glob("*.py"))
    for sentence in table("messages")["click"]:
        assert sentence.replace("\n", "\\n").replace("\t", "\\t") in source, sentence


def test_every_option_has_help_in_both_languages() -> None:
    for language in ("vi", "en"):
        program = app.group(Say(language))
        for command in program.commands.values():
            assert command.help
            assert command.short_help
            for parameter in command.params:
                if isinstance(parameter, click.Option):
                    assert parameter.help, parameter.name


def test_the_version_is_that_of_the_package(vanban: Vanban) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert vanban("--version").out == f"vanban {vanban_parser.__version__}\n"
    assert project.get("version", vanban_parser.__version__) == (
        vanban_parser.__version__
    )


def test_the_schema_that_is_printed_describes_the_record_that_is_printed(
    vanban: Vanban, write: Any
) -> None:
    schema = json.loads(vanban("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    write(a="warn")
    record = json.loads(vanban("parse", "a.pdf").out)
    jsonschema.Draft202012Validator(schema).validate(record)
    del record["number"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(record)


def test_the_doctor_finds_this_machine_well(vanban: Vanban) -> None:
    ran = vanban("doctor")
    assert ran.code == 0, ran.out
    for thing in ("Python", "pymupdf", "data/messages.toml", "soffice", "stdout"):
        assert f"{thing}: " in ran.out
    assert "PROBLEM" not in ran.out


def test_the_doctor_says_what_is_wrong(
    vanban: Vanban, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(settings: object) -> object:
        raise ModuleNotFoundError("no", name="docx")

    monkeypatch.setattr(work, "make_parser", broken)
    ran = vanban("doctor")
    assert ran.code == 3
    assert "PROBLEM       parser: " in ran.out


def test_a_defect_outside_any_file_is_one_line_and_code_70(
    vanban: Vanban, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError(TEXT)

    monkeypatch.setattr("vanban_parser.export.schema.letter_schema", broken)
    ran = vanban("schema")
    assert (ran.code, ran.out) == (70, "")
    assert "ZeroDivisionError" in ran.err
    assert TEXT.splitlines()[0] not in ran.err
    assert len(ran.err.splitlines()) == 1


def test_settings_come_from_the_nearest_file(
    vanban: Vanban, write: Any, folder: Path
) -> None:
    (folder / "vanban.toml").write_text("max_bytes = 1\n", encoding="utf-8")
    ran = vanban("parse", "-", stdin=b"ok")
    assert json.loads(ran.out)["error"]["code"] == "too-large"
    env = {"VANBAN_MAX_BYTES": "5"}
    assert vanban("parse", "-", stdin=b"ok", env=env).code == 0


def test_a_mistyped_setting_is_refused_with_the_one_that_was_meant(
    vanban: Vanban, folder: Path
) -> None:
    (folder / "vanban.toml").write_text("max_byte = 1\n", encoding="utf-8")
    ran = vanban("parse", "-", stdin=b"ok")
    assert (ran.code, ran.out) == (2, "")
    assert "max_byte → max_bytes?" in ran.err
    assert "vanban.toml" in ran.err
    assert vanban("--help").code == 0
