"""``vanban search``: letters by their words, with or without marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vanban_parser.cli.options import Run, common
from vanban_parser.cli.storing import database, opened
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("search", help=say("help.search"), short_help=say("short.search"))
    @click.argument("words", nargs=-1, required=True, metavar=say("metavar.words"))
    @database(say)
    @click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=20,
        metavar="N",
        help=say("help.limit"),
    )
    @common(say)
    @click.pass_obj
    def command(
        run: Run, *, words: tuple[str, ...], database: str | None, limit: int
    ) -> Exit:
        _search(run, " ".join(words), database, limit)
        return Exit.OK

    return command


def _search(run: Run, query: str, database: str | None, limit: int) -> None:
    from vanban_parser.cli.problems import printable
    from vanban_parser.store import letters, register
    from vanban_parser.store.search import find, passage

    with opened(run, database) as store, store.reading() as tx:
        hits = find(tx, query, limit)
        heads = letters.heads(tx, [hit.letter_id for hit in hits])
        for hit in hits:
            if heads[hit.letter_id].twin_of in heads:
                continue  # a DOCX of what is shown as PDF
            letter = letters.record(tx, hit.letter_id)
            line = register.entry(tx, hit.letter_id)
            if letter is None:
                continue
            number = f"{line.number}/{line.year}" if line else "-"
            head = (number, letter.code, letter.issued_on, letter.issuing_body.name)
            click.echo(printable(" | ".join(part or "-" for part in head)))
            if letter.subject:
                click.echo(f"    {printable(letter.subject)}")
            if words := passage(letter.text, query):
                click.echo(f"    ... {printable(words)} ...")
        if not hits:
            click.echo(run.say("search.nothing"), err=True)
