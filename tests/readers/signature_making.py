"""Signed PDF files of an invented office, and what others do to them afterwards."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

import pymupdf
from asn1crypto import cms, x509
from asn1crypto.keys import PrivateKeyInfo
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tools.letters.pki import Identity, identity
from vanban_parser.model.document import SignatureFact
from vanban_parser.readers.signatures import read_signatures
from vanban_parser.settings import Settings

if TYPE_CHECKING:
    from pyhanko.pdf_utils.writer import BasePdfFileWriter
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession

SIGNER = "Lê Văn Mẫu"
SIGNED_AT = dt.datetime(2026, 9, 10, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
TITLE = b"Thu mau so 1"
DETACHED = "/adbe.pkcs7.detached"
_ROOM = 3000
"""Bytes that `by_hand` leaves for the CMS object."""


@cache
def blank() -> bytes:
    """Return a PDF of two pages, not signed."""
    with pymupdf.open() as pdf:
        for number in (1, 2):
            page = pdf.new_page(width=595, height=842)
            page.insert_text((72, 100), f"Page {number} of the letter")
        # Its letters stand in the file as they are: a test may alter one.
        pdf.set_metadata({"title": TITLE.decode()})
        data: bytes = pdf.tobytes(no_new_id=True)
    return data


class _Signer(signers.PdfSigner):
    """Signs at a given time in place of now."""

    when = SIGNED_AT

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 - pyHanko's own
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.when
        return session


def sign(
    data: bytes,
    *,
    who: Identity | None = None,
    name: str = "Signature1",
    page: int = 0,
    when: dt.datetime = SIGNED_AT,
    pss: bool = False,
) -> bytes:
    """Return `data` with one more signature in a new field of the page (from 0)."""
    who = who or identity(SIGNER)
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(who.certificate),
        signing_key=PrivateKeyInfo.load(who.key),
        cert_registry=SimpleCertificateStore(),
        prefer_pss=pss,
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    box = (300, 600, 400, 650)
    append_signature_field(writer, SigFieldSpec(name, on_page=page, box=box))
    out = io.BytesIO()
    pdf_signer = _Signer(metadata, signer)
    pdf_signer.when = when
    pdf_signer.sign_pdf(writer, existing_fields_only=True, output=out)
    return out.getvalue()


@cache
def signed() -> bytes:
    """Return `blank`, signed by SIGNER on page 1."""
    return sign(blank())


def objects(data: bytes) -> dict[str, int]:
    """Return the numbers of a PDF's catalog, its first page, and the next object."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        return {
            "catalog": pdf.pdf_catalog(),
            "page": pdf.page_xref(0),
            "next": pdf.xref_length(),
        }


def shown(data: bytes, number: int) -> str:
    """Return an object of a PDF as text."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        return str(pdf.xref_object(number, compressed=True))


def grown(data: bytes, changes: Mapping[int, str]) -> bytes:
    """Return `data` and, behind it, new or other objects (ISO 32000-1, 7.5.6)."""
    before = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    out = bytearray(data if data.endswith(b"\n") else data + b"\n")
    places = {}
    for number, value in changes.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n{value}\nendobj\n".encode("latin-1")
    start = len(out)
    size = max(objects(data)["next"], *(number + 1 for number in changes))
    table = "".join(
        f"{number} 1\n{place:010} 00000 n \n" for number, place in places.items()
    )
    root = objects(data)["catalog"]
    out += (
        f"xref\n{table}trailer\n<</Size {size}/Root {root} 0 R/Prev {before}>>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(out)


def stream(content: str, entries: str = "") -> str:
    """Return a stream object."""
    return f"<<{entries}/Length {len(content)}>>\nstream\n{content}\nendstream"


def with_entry(value: str, entry: str) -> str:
    """Return a dictionary with an entry put in front."""
    return value.replace("<<", f"<<{entry}", 1)


def with_note(data: bytes, note: str, extra: Mapping[int, str] | None = None) -> bytes:
    """Return `data` with an annotation added to page 1; `extra` objects with it."""
    numbers = objects(data)
    new = numbers["next"]
    page = shown(data, numbers["page"])
    page = (
        page.replace("/Annots[", f"/Annots[{new} 0 R ")
        if "/Annots[" in page
        else with_entry(page, f"/Annots[{new} 0 R]")
    )
    assert f"{new} 0 R" in page
    return grown(data, {numbers["page"]: page, new: note, **(extra or {})})


def by_hand(
    contents: Callable[[bytes], bytes],
    *,
    kind: str = DETACHED,
    value: str = "",
    gap: tuple[int, int] = (0, 0),
) -> bytes:
    """Return `blank` with a signature whose CMS object `contents` makes.

    Args:
        contents: From the signed bytes to the object.
        kind: The format to name.
        value: Further entries of the signature.
        gap: By how many bytes the byte range leaves out more, before and after.
    """
    data = blank()
    numbers = objects(data)
    field, signature = numbers["next"], numbers["next"] + 1
    catalog = with_entry(
        shown(data, numbers["catalog"]), f"/AcroForm<</Fields[{field} 0 R]/SigFlags 3>>"
    )
    page = with_entry(shown(data, numbers["page"]), f"/Annots[{field} 0 R]")
    hole = "0" * 2 * _ROOM
    made = grown(
        data,
        {
            numbers["catalog"]: catalog,
            numbers["page"]: page,
            field: "<</Type/Annot/Subtype/Widget/FT/Sig/T(By hand)/F 132"
            f"/Rect[10 10 60 40]/P {numbers['page']} 0 R/V {signature} 0 R>>",
            signature: f"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter{kind}{value}"
            f"/ByteRange[0 {'*' * 10} {'*' * 10} {'*' * 10}]/Contents<{hole}>>>",
        },
    )
    start = made.index(f"<{hole}>".encode())
    first, rest = start - gap[0], start + len(hole) + 2 + gap[1]
    numbers_of_range = (first, rest, len(made) - rest)
    ranged = made.replace(
        b"*" * 10 + b" " + b"*" * 10 + b" " + b"*" * 10,
        b" ".join(b"%010d" % number for number in numbers_of_range),
    )
    cms_object = contents(ranged[:first] + ranged[rest:])
    filled = cms_object.hex().ljust(len(hole), "0")
    return ranged.replace(hole.encode(), filled.encode())


def cms_of(
    digest: bytes,
    certificate: bytes,
    seal: Callable[[bytes], bytes],
    how: Mapping[str, object],
    *,
    inside: bytes | None = None,
    with_attributes: bool = True,
    name: str = "sha256",
    signing_time: dt.datetime | None = None,
) -> bytes:
    """Return a CMS signature in DER.

    Args:
        digest: Of the signed bytes.
        certificate: The signer's.
        seal: From the bytes to sign (attributes, or the digest) to the signature.
        how: The signature's algorithm.
        inside: Content that the object brings along.
        with_attributes: Whether to sign attributes and not the digest itself.
        name: The digest's algorithm.
        signing_time: A further attribute.
    """
    own = x509.Certificate.load(certificate)
    pairs: list[tuple[str, object]] = [
        ("content_type", "data"),
        ("message_digest", digest),
    ]
    if signing_time is not None:
        pairs.append(("signing_time", cms.Time(name="utc_time", value=signing_time)))
    attributes = cms.CMSAttributes(
        [cms.CMSAttribute({"type": kind, "values": [one]}) for kind, one in pairs]
    )
    info: dict[str, object] = {
        "version": "v1",
        "sid": {
            "issuer_and_serial_number": {
                "issuer": own.issuer,
                "serial_number": own.serial_number,
            }
        },
        "digest_algorithm": {"algorithm": name},
        "signature_algorithm": how,
        "signature": seal(attributes.dump() if with_attributes else digest),
    }
    if with_attributes:
        info["signed_attrs"] = attributes
    content: dict[str, object] = {"content_type": "data"}
    if inside is not None:
        content["content"] = inside
    return bytes(
        cms.ContentInfo(
            {
                "content_type": "signed_data",
                "content": {
                    "version": "v1",
                    "digest_algorithms": [{"algorithm": name}],
                    "encap_content_info": content,
                    "certificates": [own],
                    "signer_infos": [info],
                },
            }
        ).dump()
    )


def sha256(data: bytes) -> bytes:
    """Return the SHA-256 digest."""
    return hashlib.sha256(data).digest()


def facts(data: bytes, settings: Settings | None = None) -> tuple[SignatureFact, ...]:
    """Return what the reader says of the signatures in a PDF."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        return read_signatures(pdf, data, settings or Settings())
