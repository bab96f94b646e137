"""Trees and tables: with rules and colours on a terminal, as plain lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from vanban_parser.cli.nodes import Node
from vanban_parser.cli.problems import printable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.tree import Tree

    from vanban_parser.cli.messages import Say
    from vanban_parser.export.table import Register, WarningRow

_STYLES = {"value": "", "words": "cyan", "warning": "yellow", "rival": "dim"}


def trees(nodes: Iterable[Node], *, terminal: bool) -> Iterator[str]:
    """Yield the text of each tree."""
    if not terminal:
        yield from ("".join(_lines(node, 0)) for node in nodes)
        return
    console = _console()
    for node in nodes:
        yield _drawn(console, _tree(node))


def register(say: Say, *, terminal: bool) -> Callable[[Register], str]:
    """Return what draws one letter as a person files it."""
    if not terminal:
        return lambda entry: "".join(_lines(_entry_node(entry, say), 0)) + "\n"
    console = _console()
    return lambda entry: "".join(
        _drawn(console, part) for part in _entry_parts(entry, say)
    )


def _lines(node: Node, depth: int) -> Iterator[str]:
    colon = ": " if node.text else ":" if node.children else ""
    yield f"{'  ' * depth}{_flat(node.label)}{colon}{_flat(node.text)}\n"
    for child in node.children:
        yield from _lines(child, depth + 1)


def _flat(text: str) -> str:
    return printable(" ".join(text.splitlines()))


def _entry_node(entry: Register, say: Say) -> Node:
    facts = [Node(label, text) for label, text in _facts(entry, say)]
    tasks = tuple(
        Node(f"{number}. {title}", " | ".join(filter(None, (whom, when))))
        for number, title, whom, when in _task_cells(entry)
    )
    warned = tuple(Node(f"[{row.code}]", _told(row, say)) for row in entry.warnings)
    if tasks:
        facts.append(Node(say("table.tasks"), children=tasks))
    if warned:
        facts.append(Node(say("table.warnings"), children=warned))
    return Node(entry.filename, children=tuple(facts))


def _facts(entry: Register, say: Say) -> list[tuple[str, str]]:
    rows = {
        "table.type": entry.document_type,
        "table.code": entry.code,
        "table.date": entry.issued_on,
        "table.issuer": entry.issuing_body,
        "table.subject": entry.subject,
    }
    return [(say(key), text or say("explain.none")) for key, text in rows.items()]


def _task_cells(entry: Register) -> Iterator[tuple[str, str, str, str]]:
    for number, row in enumerate(entry.tasks, 1):
        yield str(number), row.title, "; ".join(row.assignees), row.deadline


def _told(row: WarningRow, say: Say) -> str:
    """Return what a warning says, with the number that its task has in the list."""
    start, _, rest = row.field.removeprefix("/").partition("/")
    index = rest.partition("/")[0]
    if start != "tasks" or not index.isdecimal():
        return row.message
    return say("table.of_task", number=int(index) + 1, message=row.message)


def _entry_parts(entry: Register, say: Say) -> Iterator[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    yield Text(_flat(entry.filename), style="bold")
    facts = Table.grid(padding=(0, 2))
    for label, text in _facts(entry, say):
        facts.add_row(Text(label, style="dim"), Text(_flat(text)))
    yield facts
    if entry.tasks:
        tasks = Table("#", *(say(f"table.{key}") for key in ("task", "whom", "when")))
        for cells in _task_cells(entry):
            tasks.add_row(*(Text(_flat(cell)) for cell in cells))
        yield tasks
    for row in entry.warnings:
        yield Text(f"{_flat(_told(row, say))} [{row.code}]", style="yellow")
    yield Text()


def _tree(node: Node) -> Tree:
    from rich.text import Text
    from rich.tree import Tree

    def line(node: Node) -> Text:
        label = (_flat(node.label), "bold" if node.kind == "value" else "dim")
        return Text.assemble(label, "  ", (_flat(node.text), _STYLES[node.kind]))

    def grow(branch: Tree, node: Node) -> Tree:
        for child in node.children:
            grow(branch.add(line(child)), child)
        return branch

    return grow(Tree(line(node)), node)


def _console() -> Console:
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


def _drawn(console: Console, what: RenderableType) -> str:
    with console.capture() as captured:
        console.print(what)
    return captured.get()
