"""``vanban score``: how much was read as people left it, field by field."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vanban_parser.cli.options import Run, common
from vanban_parser.cli.problems import printable
from vanban_parser.cli.storing import columns, database, opened
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.export.measure import Count, Label
    from vanban_parser.store.engine import Tx

_SHA256 = "sha256"


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("score", help=say("help.score"), short_help=say("short.score"))
    @click.argument("labels", required=False, metavar=say("metavar.labels"))
    @click.option("--readings", metavar=say("metavar.file"), help=say("help.readings"))
    @click.option("--approved", is_flag=True, help=say("help.approved"))
    @database(say)
    @common(say)
    @click.pass_obj
    def command(
        run: Run,
        *,
        labels: str | None,
        readings: str | None,
        approved: bool,
        database: str | None,
    ) -> Exit:
        if readings is not None and labels is None:
            raise click.UsageError(run.say("usage.readings"))
        if labels is None:
            pairs = _own(run, database, approved=approved)
        else:
            known = _labels(run, Path(labels))
            told = _told(run, known, readings, database)
            pairs = [(label, _nearest(label, told)) for label in known]
        return _print(run, pairs)

    return command


def _own(
    run: Run, database: str | None, *, approved: bool
) -> list[tuple[Label, Label | None]]:
    """Return each letter that people looked at: as they left it, and as it was read."""
    from vanban_parser.export.gold import to_gold
    from vanban_parser.store.reviewed import reviewed

    with opened(run, database) as store, store.reading() as tx:
        return [
            (to_gold(one.mended), to_gold(one.read))
            for one in reviewed(tx, approved_only=approved)
        ]


def _labels(run: Run, folder: Path) -> list[Label]:
    """Return the labels of a folder.

    Raises:
        click.UsageError: there is no such folder, or a file in it is no label.
    """
    if not folder.is_dir():
        raise click.UsageError(run.say("usage.no_labels", path=printable(str(folder))))
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            label = json.loads(path.read_text(encoding="utf-8"))
            _check(label)
        except (OSError, ValueError, KeyError, TypeError) as error:
            shown = printable(str(path))
            raise click.UsageError(run.say("usage.no_label", path=shown)) from error
        found.append(label)
    return found


def _check(label: Any) -> None:
    """See that a label has what is compared.

    Raises:
        KeyError, TypeError: it has not.
    """
    from vanban_parser.export.measure import measure

    str(label[_SHA256])
    measure(label, label)


def _told(
    run: Run, labels: Sequence[Label], readings: str | None, database: str | None
) -> dict[str, list[Label]]:
    """Return what was read of each file, by its digest: now, or as the store has it.

    Raises:
        click.UsageError: the file of readings is not there.
    """
    from vanban_parser.export.gold import to_gold

    told: dict[str, list[Label]] = defaultdict(list)
    if readings is not None:
        for letter in _letters(run, Path(readings)):
            told[letter.source.sha256].append(to_gold(letter))
        return told
    with opened(run, database) as store, store.reading() as tx:
        for digest in sorted({label[_SHA256] for label in labels}):
            told[digest] = list(_stored(tx, digest))
    return told


def _stored(tx: Tx, digest: str) -> Iterator[Label]:
    from vanban_parser.export.gold import to_gold
    from vanban_parser.store import letters

    for head in letters.of_file(tx, digest):
        letter = letters.record(tx, head.id)
        if letter is not None:
            yield to_gold(letter)


def _letters(run: Run, path: Path) -> Iterator[Any]:
    """Yield the letters that `vanban parse -o` wrote; lines of errors are left out."""
    from pydantic import ValidationError

    from vanban_parser.model.letter import Letter

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        shown = printable(str(path))
        raise click.UsageError(run.say("usage.no_readings", path=shown)) from error
    for line in lines:
        try:
            yield Letter.model_validate_json(line)
        except ValidationError:
            continue


def _nearest(label: Label, told: dict[str, list[Label]]) -> Label | None:
    """Return what was read of a label's letter: of a file with several, the likest."""
    from vanban_parser.export.measure import likeness

    found = told.get(label[_SHA256], [])
    return max(found, key=lambda reading: likeness(label, reading), default=None)


def _print(run: Run, pairs: Iterable[tuple[Label, Label | None]]) -> Exit:
    from vanban_parser.export.measure import ROWS, Count, measure

    sums: dict[str, Count] = dict.fromkeys(ROWS, Count())
    n_letters = n_unread = 0
    for label, reading in pairs:
        if reading is None:
            n_unread += 1
            continue
        n_letters += 1
        for name, count in measure(label, reading).items():
            sums[name] += count
    if not n_letters:
        click.echo(run.say("corrections.none"), err=True)
        return Exit.OK
    head = [tuple(run.say(f"score.{name}") for name in ("field", "claimed", "there"))]
    for line in columns(head + [_row(name, count) for name, count in sums.items()]):
        click.echo(line)
    click.echo(run.say("score.letters", n=n_letters, unread=n_unread), err=True)
    return Exit.OK


def _row(name: str, count: Count) -> tuple[str, str, str]:
    return name, _share(count.right, count.claimed), _share(count.right, count.there)


def _share(right: int, of: int) -> str:
    return f"{right}/{of}" + (f" ({100 * right / of:.1f}%)" if of else "")
