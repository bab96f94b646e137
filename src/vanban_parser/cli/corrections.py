"""``vanban corrections``: what people mended, as labels that measure the parser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vanban_parser.cli.options import Run, common, group
from vanban_parser.cli.problems import OutputError, printable
from vanban_parser.cli.storing import database, opened
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say


def build(say: Say) -> click.Command:
    """Return the command with its own commands, in the language of `say`."""
    return group(say, "corrections", [_export(say)])


def _export(say: Say) -> click.Command:
    @click.command("export", help=say("help.corrections_export"))
    @click.argument("folder", metavar=say("metavar.out_folder"))
    @click.option("--approved", is_flag=True, help=say("help.approved"))
    @database(say)
    @common(say)
    @click.pass_obj
    def command(run: Run, *, folder: str, approved: bool, database: str | None) -> Exit:
        from vanban_parser.export.gold import to_gold
        from vanban_parser.intake.disk import write_whole
        from vanban_parser.store.reviewed import reviewed

        target, n_written = Path(folder), 0
        with opened(run, database) as store, store.reading() as tx:
            for one in reviewed(tx, approved_only=approved):
                label = to_gold(one.mended, f"{one.by or ''}".strip() or None)
                text = json.dumps(label, ensure_ascii=False, indent=1) + "\n"
                try:
                    target.mkdir(parents=True, exist_ok=True)
                    write_whole(target / f"{one.letter_id}.json", text)
                except OSError as error:
                    shown = printable(str(target))
                    raise OutputError(shown, error.strerror or "") from error
                n_written += 1
        click.echo(run.say("corrections.written", n=n_written, path=printable(folder)))
        return Exit.OK

    return command
