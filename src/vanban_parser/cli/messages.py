"""What the program says, in Vietnamese or English; JSON keys and codes never change.

The words stand in ``data/messages.toml``.  Errors carry their English text themselves,
so that table has only the Vietnamese of each code.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

from vanban_parser.errors import DataError

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

_FILE = Path(__file__).parents[1] / "data" / "messages.toml"
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_CLICK_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")


class Say:
    """Speak one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._table = _table()

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of `key` with `values` filled in.

        Raises:
            KeyError: the table has no such key; a defect of this program.
        """
        text: str = self._table["text"][key][self.language]
        return text.format(**values) if values else text

    def error(self, code: str, problem: str, remedy: str) -> tuple[str, str]:
        """Return problem and remedy of the error `code`, whose English is given."""
        known = self._table["error"].get(code)
        if self.language == "en" or known is None:
            return problem, remedy
        return known["problem"], known["remedy"]

    def detail(self, text: str) -> str:
        """Return what is told of a file beside an error in this language, if known.

        In the table ``#`` stands for a number; behind a colon there is a name, which
        stays as it is.
        """
        if self.language == "en":
            return text
        known: Mapping[str, str] = self._table["detail"]
        said, colon, name = text.partition(": ")
        form = known.get(text) or known.get(_NUMBER.sub("#", said))
        if form is None or text in known:
            return form or text
        for number in _NUMBER.findall(said):
            form = form.replace("#", number, 1)
        return f"{form}{colon}{name}"

    def field(self, key: str) -> str:
        """Return the contract's `key` with its Vietnamese name: ``số (number)``."""
        name = self._table["field"].get(key)
        return f"{name} ({key})" if name and self.language == "vi" else key

    def click(self, text: str) -> str:
        """Return one of click's own sentences in this language."""
        if self.language == "en":
            return text
        return self._known("click", text)

    def _known(self, section: str, text: str) -> str:
        found: str = self._table[section].get(text, text)
        return found


@contextmanager
def speaking(say: Say) -> Iterator[None]:
    """Let click's own sentences be said by `say` within the block.

    click asks gettext, which wants compiled catalogues and the process's environment;
    its modules hold the function under the name ``_``, so that is what is exchanged.
    """
    put_back: list[tuple[dict[str, Any], str, Callable[..., str]]] = []
    for name in _CLICK_MODULES:
        namespace = vars(sys.modules[f"click.{name}"])
        for alias, spoken in (("_", say.click), ("ngettext", _plural(say))):
            if alias in namespace:
                put_back.append((namespace, alias, namespace[alias]))
                namespace[alias] = spoken
    try:
        yield
    finally:
        for namespace, alias, original in put_back:
            namespace[alias] = original


def choose(
    flag: str | None, environ: Mapping[str, str], configured: object, system: str | None
) -> Language:
    """Decide the language: flag, ``VANBAN_LANG``, settings file, locale, Vietnamese.

    A value that is no language is passed over here; who checks flags and settings
    reports it.

    Args:
        flag: What ``--lang`` was given.
        environ: The environment.
        configured: ``language`` of the settings file, or None.
        system: The locale's name where the environment has none (Windows), or None.
    """
    asked = (flag, environ.get("VANBAN_LANG"), environ.get("VANBAN_LANGUAGE"))
    for candidate in (*asked, configured):
        if candidate in LANGUAGES:
            return candidate
    return _of_locale(environ, system)


def _of_locale(environ: Mapping[str, str], system: str | None) -> Language:
    named = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, named), system or "").lower()
    bare = locale.partition(".")[0]
    # Who set a locale that is neither is likelier to read English than Vietnamese.
    foreign = bare not in ("", "c", "posix") and not bare.startswith("vi")
    return "en" if foreign else "vi"


def _plural(say: Say) -> Callable[[str, str, int], str]:
    def spoken(one: str, many: str, count: int) -> str:
        return say.click(one if count == 1 else many)

    return spoken


@cache
def _table() -> Mapping[str, Any]:
    # Not by lexicon.load: importlib.resources would cost `vanban --help` 30 ms.  That
    # the table is signed is a test.
    try:
        return tomllib.loads(_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(_FILE.name, type(error).__name__) from error
