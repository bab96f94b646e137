"""The digital signatures of a PDF: who, when, intact, trusted, and what came after.

Offline, and only for a PDF that has one: the libraries for it cost a cold start.  What
a certificate says is not proof of anything until an office has said whom it trusts
(`Settings.trust_roots`).  The file's bytes are only read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vanban_parser.model.document import Added, SignatureFact
from vanban_parser.settings import Settings

if TYPE_CHECKING:
    import pymupdf
    from asn1crypto.x509 import Certificate

    from vanban_parser.readers.signature_changes import Additions
    from vanban_parser.readers.signature_cms import Seal
    from vanban_parser.readers.signature_fields import SignedField

_UNREAD = SignatureFact(
    field="",
    signer=None,
    organisation=None,
    units=(),
    signed_at=None,
    issuer=None,
    covers_whole_file=False,
    intact=None,
    trusted=None,
    added=Added.OTHER,
)
_MARK = b"/ByteRange"
_WHITE = b" \t\r\n\f\0"
_FORMATS = frozenset(
    {"/adbe.pkcs7.detached", "/adbe.pkcs7.sha1", "/ETSI.CAdES.detached"}
)
# ISO 32000-1, 7.9.4: D:YYYYMMDDHHmmSSOHH'mm'; only the year is a must.
_TIME = re.compile(
    r"D:(?P<clock>\d{14})(?:(?P<zulu>Z)|(?P<sign>[+-])(?P<hours>\d\d)'?(?P<minutes>\d\d)?)?"
)


def read_signatures(
    pdf: pymupdf.Document, data: bytes, settings: Settings
) -> tuple[SignatureFact, ...]:
    """Return the digital signatures of a PDF in the order they were made.

    A field without a signature and a time stamp are none; one whose content makes no
    sense is one, and not intact.

    Args:
        pdf: The file, opened.
        data: Its bytes.
        settings: Whom the office trusts.

    Raises:
        SettingsError: the trust store cannot be read.
    """
    if _MARK not in data:
        return ()
    # Most letters are not signed, and each of these costs a cold start.
    from vanban_parser.readers.signature_changes import Additions
    from vanban_parser.readers.signature_fields import MUPDF_ERRORS, signed_fields

    try:
        fields = signed_fields(pdf)
    except MUPDF_ERRORS:
        # A form that MuPDF cannot walk: the letter is read, and somebody has to look.
        return (_UNREAD,)
    additions = Additions(pdf, data)
    roots = _roots(settings) if fields else ()
    return tuple(_fact(field, data, additions, roots) for field in fields)


def _roots(settings: Settings) -> Sequence[Certificate]:
    if not settings.trust_roots:
        return ()
    from vanban_parser.readers.signature_trust import load_roots

    return load_roots(settings.trust_roots)


def _fact(
    field: SignedField,
    data: bytes,
    additions: Additions,
    roots: Sequence[Certificate],
) -> SignatureFact:
    signed = _signed_bytes(field, data)
    seal = _seal(field, signed)
    signed_at = _iso(field.time) or seal.signing_time
    covers = bool(signed) and not data[field.end :].strip(_WHITE)
    return SignatureFact(
        field=field.name,
        signer=seal.signer,
        organisation=seal.organisation,
        units=seal.units,
        signed_at=signed_at,
        issuer=seal.issuer,
        covers_whole_file=covers,
        intact=seal.intact,
        trusted=_trust(seal, signed_at, roots) if roots else None,
        added=additions.after(field.end) if signed else Added.OTHER,
        page=field.page,
        box=field.box,
    )


def _signed_bytes(field: SignedField, data: bytes) -> tuple[memoryview, ...]:
    """Return what the byte range covers; nothing unless it is all but the contents.

    A range that leaves out anything else would leave room for what nobody signed.
    """
    if not field.byte_range:
        return ()
    start, length, rest, _ = field.byte_range
    gap = data[start + length : rest]
    if start != 0 or field.end > len(data) or gap[:1] + gap[-1:] != b"<>":
        return ()
    try:
        contents = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return ()
    if contents != field.contents:
        return ()
    view = memoryview(data)
    return view[:length], view[rest : field.end]


def _seal(field: SignedField, signed: tuple[memoryview, ...]) -> Seal:
    from vanban_parser.readers.signature_cms import Seal, read_seal

    try:
        seal = read_seal(field.contents, signed, field.format)
    except Exception:
        # A stranger's bytes: asn1crypto raises a dozen kinds.
        return Seal(intact=False)
    if not signed:
        return replace(seal, intact=False)
    return seal if field.format in _FORMATS else replace(seal, intact=None)


def _trust(seal: Seal, signed_at: str | None, roots: Sequence[Certificate]) -> bool:
    if not seal.intact or signed_at is None:
        return False
    moment = dt.datetime.fromisoformat(signed_at)
    if moment.tzinfo is None:
        return False
    from vanban_parser.readers.signature_trust import is_trusted

    return is_trusted(seal.certificate, seal.others, roots, moment)


def _iso(time: str) -> str | None:
    """Return a time of PDF as ISO 8601 with its offset, or None.

    It is among the signed bytes and is what the signer's program shows.  The CMS
    object has one too, but programs that offices use write local time there and call
    it UTC (the time stamps of the same signatures show it).
    """
    match = _TIME.match(time)
    if match is None:
        return None
    clock = match["clock"]
    zone = "+00:00" if match["zulu"] else ""
    if match["sign"]:
        zone = f"{match['sign']}{match['hours']}:{match['minutes'] or '00'}"
    try:
        moment = dt.datetime.strptime(clock, "%Y%m%d%H%M%S")  # noqa: DTZ007 - below
        return dt.datetime.fromisoformat(f"{moment.isoformat()}{zone}").isoformat()
    except ValueError:
        return None
