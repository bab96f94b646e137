"""The pages of docs/ that are made from the program, each a function to its text."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

import vanban_parser
from vanban_parser.errors import Exit, VanbanError
from vanban_parser.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "vanban_parser" / "data"
MADE = "<!-- Made by `make docs`; change {origin} and run it again. -->"

EXITS = {
    Exit.OK: ("all went well", "mọi việc đều xong"),
    Exit.SOME_FAILED: (
        "at least one file could not be read; the others were",
        "ít nhất một tệp không đọc được; các tệp khác vẫn có kết quả",
    ),
    Exit.USAGE: (
        "the command, an option or a setting is wrong; nothing was done",
        "lệnh, tùy chọn hoặc cấu hình sai; chưa làm gì",
    ),
    Exit.MISSING_DEPENDENCY: (
        "a program or package that is needed is not installed",
        "thiếu một phần mềm cần có",
    ),
    Exit.NEEDS_REVIEW: (
        "all files were read, and there are warnings (only with `--strict`)",
        "đã đọc hết, nhưng có cảnh báo cần người xem lại (chỉ khi dùng `--strict`)",
    ),
    Exit.DELIVERY_FAILED: (
        "the letters were read, and could not be handed on",
        "đã đọc xong nhưng chưa chuyển được kết quả đi",
    ),
    Exit.SECRET: (
        "a letter bears a mark of state secrets, or may bear one; it was not read on",
        "một văn bản có, hoặc có thể có, dấu chỉ mức độ mật; không đọc tiếp",
    ),
    Exit.INTERNAL: ("a defect of this program", "lỗi của chính phần mềm"),
    Exit.INTERRUPTED: ("stopped by the user", "người dùng dừng lệnh"),
}


class Incomplete(ValueError):  # noqa: N818 - said of a page, not raised at a user
    """The program says something that no page explains."""


def _read(name: str) -> Mapping[str, object]:
    """Return ``data/<name>.toml``, empty where it is not there."""
    path = DATA / f"{name}.toml"
    if not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _page(title: str, origin: str, *parts: str) -> str:
    """Return a page with its heading and where it comes from."""
    return "\n".join((f"# {title}", "", MADE.format(origin=origin), "", *parts)) + "\n"


def _table(*rows: tuple[str, ...]) -> str:
    """Return a Markdown table; the first row is its head."""
    rows = (rows[0], ("---",) * len(rows[0]), *rows[1:])
    cells = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells) + "\n"


def error_classes() -> list[type[VanbanError]]:
    """Return every error of the package that has a code of its own, by code."""
    for module in pkgutil.walk_packages(vanban_parser.__path__, "vanban_parser."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)

    def below(kind: type[VanbanError]) -> Iterator[type[VanbanError]]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    named = (kind for kind in below(VanbanError) if "code" in vars(kind))
    return sorted(named, key=lambda kind: kind.code)


def errors() -> str:
    """Return docs/errors.md: exit codes, then each error in two languages.

    Raises:
        Incomplete: an exit code or an error has no Vietnamese explanation.
    """
    vietnamese = _read("messages").get("error", {})
    assert isinstance(vietnamese, Mapping)
    exits = [("exit code", "name", "meaning", "nghĩa")]
    for code in Exit:
        if code not in EXITS:
            raise Incomplete(
                f"exit code {code.name} is not explained in tools/pages.py"
            )
        exits.append((str(int(code)), f"`{code.name}`", *EXITS[code]))
    rows = [("code", "exit", "what is wrong; what to do", "lỗi gì; làm gì tiếp")]
    for kind in error_classes():
        said = vietnamese.get(kind.code)
        if said is None:
            raise Incomplete(f"error {kind.code} has no words in data/messages.toml")
        rows.append(
            (
                f"`{kind.code}`",
                str(int(kind.exit_code)),
                f"{kind.problem}; {kind.remedy}",
                f"{said['problem']}; {said['remedy']}",
            )
        )
    return _page(
        "Errors",
        "`errors.py` and `data/messages.toml`",
        "A file that cannot be read never stops the others. Its place in the output is"
        " taken by\n"
        '`{"error": {"code", "message", "remedy"}, "source": {"filename", "sha256"}}`,'
        " one line on stderr\n"
        "says what to do, and the exit code says how the whole run ended. Codes are"
        " stable: programs may\nrely on them, words may be bettered.\n",
        "## Exit codes\n",
        _table(*exits),
        "Of several, the gravest is given.\n",
        "## Error codes\n",
        _table(*rows).rstrip(),
    )


def _field_docs(kind: type) -> dict[str, str]:
    """Return the string that stands under each attribute of a class."""
    (body,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(body, ast.ClassDef)
    docs: dict[str, str] = {}
    for before, after in zip(body.body, body.body[1:], strict=False):
        match before, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=text):
                docs[name] = inspect.cleandoc(ast.literal_eval(text))
    return docs


def _default(value: object) -> str:
    """Return a default as the settings file writes it; a dash for none."""
    match value:
        case None:
            return "-"
        case tuple():
            return f"`{json.dumps(list(value))}`"
        case _:
            return f"`{json.dumps(value)}`"


def settings() -> str:
    """Return docs/settings.md.

    Raises:
        Incomplete: a setting has no explanation.
    """
    docs = _field_docs(Settings)
    rows = [("setting", "variable", "default", "meaning")]
    for name, info in Settings.model_fields.items():
        if name not in docs:
            raise Incomplete(f"setting {name} is not explained in settings.py")
        default = _default(info.get_default())
        meaning = " ".join(docs[name].split())
        rows.append((f"`{name}`", f"`VANBAN_{name.upper()}`", default, meaning))
    return _page(
        "Settings",
        "`settings.py`",
        "The last of these wins: the defaults, a file, the environment, the options of"
        " the command.\n"
        "The file is the one that `--config` or `VANBAN_CONFIG` names, else the nearest"
        " `vanban.toml`\n"
        "from the working folder upwards, else the user's own"
        " (`%APPDATA%\\vanban\\vanban.toml`,\n"
        "`~/Library/Application Support/vanban/vanban.toml`,"
        " `~/.config/vanban/vanban.toml`).\n"
        "`VANBAN_LANG` is short for `VANBAN_LANGUAGE`. An unknown key is an error, so"
        " that a mistyped\none is not silently without effect.\n",
        _table(*rows),
        '```toml\n# vanban.toml\nlanguage = "en"\nmax_pages = 100\n```',
    )


def warnings() -> str | None:
    """Return docs/warnings.md, or None while the program has no table of warnings."""
    table = _read("warnings").get("warning")
    if not isinstance(table, list):
        return None
    columns = {"vi": "nghĩa", "en": "meaning", "look": "where to look"}
    columns = {key: head for key, head in columns.items() if key in table[0]}
    rows = [
        (f"`{warning['code']}`", *(warning[key] for key in columns))
        for warning in sorted(table, key=lambda warning: str(warning["code"]))
    ]
    return _page(
        "Warnings",
        "`data/warnings.toml`",
        "A warning says where a person should look before the record is filed. Its"
        " `field` points at the\nvalue in question, or is null where it is the whole"
        " letter. Codes are stable.\n",
        _table(("code", *columns.values()), *rows).rstrip(),
    )


def _options(command: click.Command, language: str) -> list[tuple[str, ...]]:
    """Return a row for each option of a command, in one language."""
    rows: list[tuple[str, ...]] = []
    for option in command.params:
        if not isinstance(option, click.Option):
            continue  # an argument: it stands in the usage
        names = [*option.opts, *option.secondary_opts]
        if not option.help:
            raise Incomplete(f"{command.name} {names[0]} has no help ({language})")
        rows.append((" ".join(f"`{name}`" for name in names), option.help))
    return rows


def programs() -> tuple[click.Group, click.Group]:
    """Return the command line as it speaks English, and Vietnamese."""
    from vanban_parser.cli.app import group
    from vanban_parser.cli.messages import Say

    return group(Say("en")), group(Say("vi"))


def _command(
    name: str, english: click.Command, vietnamese: click.Command, level: int
) -> Iterator[str]:
    """Yield the parts of the page about a command, then about those that it holds."""
    if not (english.help and vietnamese.help):
        raise Incomplete(f"{name} has no help")
    usage = " ".join(english.collect_usage_pieces(click.Context(english)))
    yield f"{'#' * level} `{name} {usage}`\n"
    for one in (english, vietnamese):
        yield f"{inspect.cleandoc(one.help or '')}\n"
    said = zip(_options(english, "en"), _options(vietnamese, "vi"), strict=True)
    rows = [
        (en[0], " ".join(en[1].split()), " ".join(vi[1].split())) for en, vi in said
    ]
    if rows:
        yield _table(("option", "meaning", "nghĩa"), *rows)
    if isinstance(english, click.Group) and isinstance(vietnamese, click.Group):
        for inner in english.commands:
            both = english.commands[inner], vietnamese.commands[inner]
            yield from _command(f"{name} {inner}", *both, level=level + 1)


def commands() -> str:
    """Return docs/commands.md: each command with each option in two languages.

    Raises:
        Incomplete: a command or an option has no help text.
    """
    english, vietnamese = programs()
    parts = [f"{english.help}\n", f"*{vietnamese.help}*\n"]
    for name in english.commands:
        both = english.commands[name], vietnamese.commands[name]
        parts += _command(f"vanban {name}", *both, level=2)
    parts.append(
        "Exit codes and errors: [errors](errors.md). Settings: [settings](settings.md)."
    )
    return _page("Commands", "the help texts (`data/messages.toml`)", *parts)


def pages() -> dict[str, str]:
    """Return each page that is made from the program, by its file name in docs/.

    Raises:
        Incomplete: something in the program is not explained.
    """
    made = {
        "commands.md": commands(),
        "errors.md": errors(),
        "settings.md": settings(),
    }
    warned = warnings()
    return made if warned is None else {**made, "warnings.md": warned}
