"""Whether an authority of the office's own choice stands behind a certificate.

By pyHanko's path validator, without a network: nothing is fetched, so that a
certificate that was called back since is not noticed.  The certificate has to be valid
on the day of signing.  Imported only where trust is configured.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext

from vanban_parser.errors import SettingsError

_SUFFIXES = frozenset({".pem", ".crt", ".cer", ".der"})
_LARGEST = 1_000_000
_SIGNS = frozenset({"digital_signature", "non_repudiation"})


def load_roots(paths: Sequence[Path]) -> tuple[x509.Certificate, ...]:
    """Return the certificates in files, or in the files of folders.

    Raises:
        SettingsError: a path holds none, or cannot be read.
    """
    roots: list[x509.Certificate] = []
    for path in paths:
        try:
            found = [one for file in _files(path) for one in _certificates(file)]
        except OSError as error:
            raise _unfit(path, error.strerror or "") from error
        except (ValueError, TypeError) as error:
            raise _unfit(path, str(error)) from error
        if not found:
            raise _unfit(path, "no certificate")
        roots += found
    return tuple(roots)


def _unfit(path: Path, why: str) -> SettingsError:
    return SettingsError("trust_roots", f"{path}: {why}")


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES)


def _certificates(path: Path) -> Iterator[x509.Certificate]:
    with path.open("rb") as file:
        content = file.read(_LARGEST)
    pieces = [content]
    if pem.detect(content):
        pieces = [der for _, _, der in pem.unarmor(content, multiple=True)]
    for piece in pieces:
        certificate = x509.Certificate.load(piece, strict=True)
        certificate.subject.hashable  # noqa: B018 - asn1crypto parses when asked
        yield certificate


def is_trusted(
    certificate: bytes,
    others: Sequence[bytes],
    roots: Sequence[x509.Certificate],
    moment: dt.datetime,
) -> bool:
    """Tell whether a chain of certificates, valid at `moment`, leads to a root.

    Args:
        certificate: The signer's, in DER.
        others: What the signature brings along, in DER.
        roots: The authorities that are trusted; at least one.
        moment: The time of signing, with its offset.
    """
    try:
        own = x509.Certificate.load(certificate)
        usage = own.key_usage_value
        if usage is not None and not _SIGNS & usage.native:
            return False
        context = ValidationContext(
            trust_roots=list(roots),
            other_certs=[x509.Certificate.load(one) for one in others],
            moment=moment,
            allow_fetching=False,
        )
        validator = CertificateValidator(own, validation_context=context)
        _finish(validator.async_validate_path())
    except Exception:
        # No chain, a chain that does not hold, or certificates that make no sense.
        return False
    return True


def _finish(work: Coroutine[Any, Any, object]) -> None:
    """Run a coroutine that waits for nothing: nothing is fetched.

    No event loop, so that a caller may have one of its own.
    """
    try:
        work.send(None)
    except StopIteration:
        return
    work.close()
    raise RuntimeError("the path validator waited for something")
