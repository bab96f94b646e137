"""The weights of the trained stage, and what is stated of them."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

from vanban_parser.errors import DataError
from vanban_parser.packaged import Mapped, mapped

PACKAGE = "vanban_parser.models"
MANIFEST = "MANIFEST.toml"


def manifest() -> Mapping[str, Any]:
    """Return what is known of the weights: hash, size, data, measures, licence.

    Raises:
        DataError: there is none, or it cannot be read.
    """
    try:
        raw = resources.files(PACKAGE).joinpath(MANIFEST).read_bytes()
        return MappingProxyType(tomllib.loads(raw.decode("utf-8")))
    except (OSError, ValueError) as error:
        raise DataError(MANIFEST, str(error)) from error


def weights() -> Mapped:
    """Return the bytes that spaCy wrote.

    Raises:
        DataError: they are missing, or not those that the manifest describes.
    """
    return _checked(manifest())


def plain_weights() -> Mapped:
    """Return the bytes of the network that tells kinds: a part, ready to multiply.

    Raises:
        DataError: as `weights`.
    """
    return _checked(manifest()["plain"])


def _checked(stated: Mapping[str, Any]) -> Mapped:
    name = stated["file"]
    try:
        raw = mapped(PACKAGE, name)
    except (OSError, ValueError) as error:
        raise DataError(name, str(error)) from error
    if hashlib.sha256(raw).hexdigest() != stated["sha256"]:
        raise DataError(name, "not the file that MANIFEST.toml describes")
    return raw
