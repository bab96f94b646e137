"""Templates, and what each of them may use."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from vanban_parser import __version__
from vanban_parser.web.access import Visitor
from vanban_parser.web.words import Language, Words, filters

_FOLDER = Path(__file__).with_name("templates")


def page(
    template: str,
    there: Visitor | None,
    language: Language,
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    """Return a page.

    Args:
        template: Its file, without ``.html``.
        there: Who is to see it.
        language: In which language.
        status: Of the answer.
        values: What the template shows.
    """
    words = _words(language)
    html = (
        _environment()
        .get_template(f"{template}.html")
        .render(
            t=words,
            lang=language,
            there=there,
            csrf=there.session.csrf if there else "",
            version=__version__,
            here=template,
            **values,
        )
    )
    return HTMLResponse(html, status)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= filters() | {"data": _data}
    return made


def _data(value: object) -> Markup:
    """Return a value as JSON that can stand in a script element, and ends none."""
    text = json.dumps(value, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


@cache
def _words(language: Language) -> Words:
    return Words(language)
