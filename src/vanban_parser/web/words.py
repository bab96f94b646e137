"""What the page says, in Vietnamese or English; and how it writes days."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final, Literal

from vanban_parser.lexicon.load import table

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")

_DAY = re.compile(
    r"^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})(?:\s+(\d{1,2})[:hg](\d{2}))?$"
)


class Words:
    """Says things by key, in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._table: dict[str, dict[str, str]] = table("web")["text"]

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key, `values` filled in."""
        text = self._table[key][self.language]
        return text.format_map(values) if values else text

    def knows(self, key: str) -> bool:
        """Tell whether there are words for a key."""
        return key in self._table

    def for_scripts(self) -> dict[str, str]:
        """Return the words that scripts say, by the part of the key after ``js.``."""
        return {
            key.removeprefix("js."): said[self.language]
            for key, said in self._table.items()
            if key.startswith("js.")
        }


def shown_day(iso: str | None) -> str:
    """Return an ISO date as people write it: ``14/10/2020``, ``10/2020 09:30`` ..."""
    if not iso:
        return ""
    day, _, time = iso.partition("T")
    shown = "/".join(reversed(day.split("-")))
    return f"{shown} {time[:5]}" if time else shown


def shown_moment(iso: str | None) -> str:
    """Return a point in time to the minute, without its zone."""
    if not iso:
        return ""
    return f"{dt.datetime.fromisoformat(iso):%d/%m/%Y %H:%M}"


def stored_day(shown: str) -> str | None:
    """Return a date that a person typed as ISO 8601; None where nothing was typed.

    Raises:
        ValueError: it is no date.
    """
    if not shown.strip():
        return None
    match = _DAY.match(" ".join(shown.split()))
    if match is None:
        raise ValueError(shown)
    day, month, year, hour, minute = match.groups()
    later = [f"{int(part):02}" for part in (month, day) if part is not None]
    iso = "-".join([year, *later])
    dt.date(int(year), int(month or 1), int(day or 1))
    if hour is None:
        return iso
    if day is None:
        raise ValueError(shown)
    return f"{iso}T{dt.time(int(hour), int(minute)):%H:%M}"


def shown_percent(value: float) -> str:
    """Return a number as a letter prints it."""
    return f"{value:.10g}".replace(".", ",") + "%"


def brief(value: object) -> str:
    """Return a value of a record in a few words, for the history."""
    if value is None or value == []:
        return "—"
    if isinstance(value, list):
        items = [item["title"] if isinstance(item, dict) else item for item in value]
        return "; ".join(map(str, items))
    return str(value)


def filters() -> dict[str, Any]:
    """Return what templates write values with."""
    return {
        "brief": brief,
        "day": shown_day,
        "moment": shown_moment,
        "percent": shown_percent,
    }
