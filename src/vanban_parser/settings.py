"""One frozen `Settings`, made from defaults, a TOML file and the environment.

Nothing is read here: ``cli.configuration`` finds the file and the variables and hands
their keys and values to `checked`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    ValidationError,
    field_validator,
)

from vanban_parser.errors import SettingsError
from vanban_parser.model.targets import Target, TargetName


class Settings(BaseModel):
    """What an office may choose; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Literal["vi", "en"] = "vi"
    """Language of messages and warnings; never of keys or codes."""
    database: str | None = None
    """Where letters and the register are kept: a path on a local disk, or
    `postgresql://USER@HOST/NAME` where several machines share them; in the user's own
    folder unless given."""
    scan_seconds: PositiveFloat | None = None
    """How often `watch` looks at its folder: every 2 seconds, every 10 on a share."""
    settle_seconds: PositiveFloat | None = None
    """How long a file must lie unchanged before it is taken: 5 seconds, 15 on a
    share."""
    patience_seconds: PositiveInt = 900
    """A file that has had no end for so long is put into `failed`."""
    max_bytes: PositiveInt = 100_000_000
    """A larger file is refused before it is opened."""
    max_pages: PositiveInt = 500
    """A PDF with more pages is refused."""
    max_unpacked_bytes: PositiveInt = 200_000_000
    """A DOCX that unpacks to more is refused."""
    max_conversion_seconds: PositiveInt = 60
    """A .doc or RTF that LibreOffice converts for longer is given up."""
    max_seconds: PositiveInt = 15
    """A letter that is read for longer is given up (each page that is recognised has
    as long again); not for `parse` of the library, which reads in its own process."""
    max_memory_bytes: PositiveInt = 1_300_000_000
    """A letter for which reading takes more memory is given up, as above."""
    max_output_bytes: PositiveInt = 100_000_000
    """A letter whose records are longer is given up, as above."""
    ocr: Literal["auto", "tesseract", "trueocr", "off"] = "auto"
    """What reads pages without usable text from their picture (OCR): by `auto`
    Tesseract, and the package trueocr (`pip install vanban-parser[ocr]`) where that is
    not installed."""
    max_ocr_seconds: PositiveInt = 60
    """A page whose picture takes Tesseract longer is reported as not read."""
    ocr_cache: Path | None = None
    """Folder where words read from pictures are kept, so that no page is read twice;
    they are text of letters.  By default a folder of the user's own."""
    ocr_cache_bytes: NonNegativeInt = 200_000_000
    """The folder grows no larger than this; 0 keeps nothing."""
    allow_secret_letters: bool = False
    """Only for a machine set apart for state secrets, without any outside network: a
    letter that bears MẬT, TỐI MẬT or TUYỆT MẬT is read like any other."""
    not_secret: tuple[Annotated[str, Field(pattern="^[0-9a-f]{64}$")], ...] = ()
    """SHA-256 of files that a person looked at and that bear no mark of secrecy: they
    are read though the gate would stop them, with the warning `secrecy-released`."""
    trust_roots: tuple[Path, ...] = ()
    """Certificates (PEM or DER files, or folders of them) of the authorities whose
    digital signatures are trusted; without any, `trusted` is null."""

    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.0
    """A value less sure than this is left out, with the warning `withheld`."""

    received: dt.date | None = None
    """The day on which the letters came in: what is due so many days after receipt is
    reckoned from it.  Without one, from the letter's own date as the earliest."""
    model: bool = True
    """Whether the trained stage reads the tasks a second time; without it they are the
    grammar's alone."""

    targets: dict[TargetName, Target] = {}
    """Where `vanban deliver` sends tasks: a table `[targets.NAME]` for each, only in a
    file; docs/delivery.md has their keys."""

    @field_validator("trust_roots", "not_secret", mode="before")
    @classmethod
    def _one_is_a_list_of_one(cls, value: object) -> object:
        """Take a single path: the environment has no lists, and a folder will do."""
        return (value,) if isinstance(value, str | Path) else value


class UnknownSettingError(SettingsError):
    """A key is not the name of a setting; `nearest` is the one it resembles most."""

    code = "unknown-setting"
    problem = "there is no such setting"

    def __init__(self, origin: str, key: str) -> None:
        self.key = key
        close = get_close_matches(key, Settings.model_fields, n=1, cutoff=0.5)
        self.nearest = close[0] if close else None
        super().__init__(origin, f"{key} → {self.nearest}?" if self.nearest else key)


def checked(values: Mapping[str, object], origin: str) -> dict[str, object]:
    """Return `values` as settings take them, only the keys that were given.

    Args:
        values: Names of settings and what they are to be; a number may be its digits,
            as the environment has it.
        origin: The file or variable they come from, named in the error.

    Raises:
        UnknownSettingError: a key is not a setting's name.
        SettingsError: a value is not one that its setting can take.
    """
    for key in values:
        if key not in Settings.model_fields:
            raise UnknownSettingError(origin, key)
    try:
        settings = Settings.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise SettingsError(origin, f"{where}: {first['msg']}") from None
    return settings.model_dump(include=set(values))
