"""One frozen `Settings`, made from defaults, a TOML file and the environment."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """What an office may choose; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Literal["vi", "en"] = "vi"
    """Language of messages and warnings; never of keys or codes."""
    max_bytes: int = 100_000_000
    """A larger file is refused before it is opened."""
    max_pages: int = 500
    """A PDF with more pages is refused."""
    max_unpacked_bytes: int = 200_000_000
    """A DOCX that unpacks to more is refused."""
