"""From argv to an exit code; what escapes a command ends here, in one line."""

from __future__ import annotations

import io
import locale
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import click

from vanban_parser import __version__
from vanban_parser.cli import (
    batch,
    configuration,
    corrections,
    deliver,
    doctor,
    explain,
    export,
    parse,
    register,
    release,
    report,
    retry,
    schema,
    score,
    search,
    serve,
    status,
    user,
    watch,
)
from vanban_parser.cli.messages import Language, Say, choose, speaking
from vanban_parser.cli.options import Early, Run, early, language
from vanban_parser.cli.problems import Problem
from vanban_parser.errors import Exit, InternalError, VanbanError, ours

PROGRAM = "vanban"


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line on `argv` (default: the process's) and return its code."""
    _speak_utf8()
    given = early(sys.argv[1:] if argv is None else argv)
    config = Path(given.config) if given.config else None
    try:
        say = Say(_language(given, config))
    except VanbanError as error:
        # The messages themselves are missing: the exception speaks for itself.
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return error.exit_code
    state = Run(say, config, given.debug)
    with speaking(say):
        return _guarded(lambda: _main(state, argv), state)


def group(say: Say) -> click.Group:
    """Return the program with its commands, speaking through `say`."""

    @click.group(
        name=PROGRAM,
        help=say("help.vanban"),
        options_metavar=say("metavar.options"),
        subcommand_metavar=say("metavar.command"),
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    @click.version_option(
        __version__,
        prog_name=PROGRAM,
        message="%(prog)s %(version)s",
        help=say("help.version"),
    )
    @language(say)
    def vanban() -> None:
        pass

    on_files = (parse, explain, batch, watch, status, retry, release)
    on_store = (deliver, export, register, search, report)
    made = [command.build(say) for command in (*on_files, *on_store)]
    made += [command.build(say) for command in (corrections, score, serve, user)]
    made += [user.build_token(say), schema.build(say), doctor.build(say)]
    for built in made:
        built.options_metavar = say("metavar.options")
        vanban.add_command(built)
    return vanban


def _main(state: Run, argv: Sequence[str] | None) -> int:
    program = group(state.say)
    code: object = program.main(
        args=None if argv is None else list(argv),
        prog_name=PROGRAM,
        standalone_mode=False,
        obj=state,
    )
    return code if isinstance(code, int) else Exit.OK


def _guarded(main: Callable[[], int], state: Run) -> int:
    try:
        code = main()
        # Here and not at the interpreter's end, which would print about a lost pipe.
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return Exit.SOME_FAILED
    except Exception as error:  # a person gets a line, not a traceback
        problem = ours(error, PROGRAM)
        _report(Problem.of(problem), problem.filename, state)
        defect = isinstance(problem, InternalError) and problem is not error
        return Exit.INTERNAL if defect else problem.exit_code
    return code


def _report(problem: Problem, filename: str, state: Run) -> None:
    if state.debug:
        traceback.print_exc()
    click.echo(problem.line(state.say, filename), err=True)


def _language(given: Early, config: Path | None) -> Language:
    folder = configuration.working_folder()
    configured = configuration.configured_language(config, os.environ, folder)
    # Elsewhere the environment names the locale.
    system = locale.getlocale()[0] if sys.platform == "win32" else None
    return choose(given.language, os.environ, configured, system)


def _speak_utf8() -> None:
    """Make both streams UTF-8 whatever the system's code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_stdout() -> None:
    """Send what is still buffered for a reader that has gone nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
