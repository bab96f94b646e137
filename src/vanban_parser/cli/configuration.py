"""Where settings come from: defaults, ``vanban.toml``, ``VANBAN_*``, flags; last wins.

One file is used: the one named by ``--config`` or ``VANBAN_CONFIG``, else the nearest
``vanban.toml`` from the working folder upwards, else the user's own.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vanban_parser.errors import SettingsError

if TYPE_CHECKING:
    from vanban_parser.settings import Settings

FILENAME = "vanban.toml"
PREFIX = "VANBAN_"
# Variables that name no setting: where the file is, and a shorter name for one.
_ALIASES = {"VANBAN_LANG": "language"}
_NOT_SETTINGS = frozenset({"VANBAN_CONFIG"})
# Of targets; whatever follows is the office's own choice.
_SECRETS = "VANBAN_SECRET_"


def load(
    *,
    explicit: Path | None,
    flags: Mapping[str, object],
    environ: Mapping[str, str],
    folder: Path,
) -> Settings:
    """Return the settings in force.

    Args:
        explicit: The file that ``--config`` names, or None.
        flags: Settings given on the command line.
        environ: The environment.
        folder: The working folder.

    Raises:
        SettingsError: a file is missing or broken, a key unknown or a value unfit.
    """
    from vanban_parser.settings import Settings, checked

    values: dict[str, object] = {}
    path = find(explicit, environ, folder)
    if path is not None:
        values |= checked(read(path), str(path))
    for name, key in _variables(environ).items():
        values |= checked({key: environ[name]}, name)
    values |= checked(flags, "--")
    return Settings.model_validate(values)


def find(
    explicit: Path | None, environ: Mapping[str, str], folder: Path
) -> Path | None:
    """Return the settings file to use, or None; one that is named need not exist."""
    named = explicit or environ.get("VANBAN_CONFIG")
    if named:
        return Path(named)
    homes = [folder, *folder.parents, _user_folder(environ)]
    candidates = (home / FILENAME for home in homes)
    # Not Path.is_file: that raises where a folder may not be searched.
    return next((path for path in candidates if os.path.isfile(path)), None)  # noqa: PTH113


def state_folder(environ: Mapping[str, str]) -> Path:
    """Return the user's own folder for what the program keeps, on a local disk."""
    home = Path(environ.get("HOME") or os.path.expanduser("~"))  # noqa: PTH111 - as below
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData/Local") / "vanban"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "vanban"
    return Path(environ.get("XDG_STATE_HOME") or home / ".local/state") / "vanban"


def working_folder() -> Path:
    """Return the working folder; ``.`` where it has been deleted meanwhile."""
    try:
        return Path.cwd()
    except OSError:
        return Path()


def read(path: Path) -> dict[str, object]:
    """Return the keys and values of a settings file, not yet checked."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(str(path), error.strerror or "") from error
    except ValueError as error:
        raise SettingsError(str(path), str(error)) from error


def configured_language(
    explicit: Path | None, environ: Mapping[str, str], folder: Path
) -> object:
    """Return ``language`` of the settings file; None where that cannot be read.

    Only for choosing in which language to complain: `load` reports what is wrong.
    """
    path = find(explicit, environ, folder)
    try:
        return read(path).get("language") if path else None
    except SettingsError:
        return None


def _variables(environ: Mapping[str, str]) -> dict[str, str]:
    names = sorted(
        name
        for name in environ
        if name.startswith(PREFIX)
        and not name.startswith(_SECRETS)
        and name not in _NOT_SETTINGS
        and environ[name]
    )
    return {
        name: _ALIASES.get(name, name.removeprefix(PREFIX).lower()) for name in names
    }


def _user_folder(environ: Mapping[str, str]) -> Path:
    home = Path(environ.get("HOME") or os.path.expanduser("~"))  # noqa: PTH111 - no RuntimeError where nobody has a home
    if sys.platform == "win32":
        return Path(environ.get("APPDATA") or home / "AppData/Roaming") / "vanban"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "vanban"
    return Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "vanban"
