"""Sign a letter as Vietnamese offices do: number and day come with the signatures.

The page's own text keeps its blanks; the digits stand only in the appearances of
signature fields.  Every field is really signed (PAdES, one increment each), by keys of
`pki`; pyHanko is needed for that.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pymupdf
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tools.letters.model import Letter
from tools.letters.pdf import set_pdf
from tools.letters.pki import Identity, authority, identity
from tools.letters.widgets import Widget, lay, plan

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import BasePdfFileWriter
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession

_ID = generic.ByteStringObject(b"vanban_parser 02")
_BETWEEN_SIGNATURES = dt.timedelta(seconds=40)


class _StillWriter(IncrementalPdfFileWriter):
    """Writes an increment with nothing in it that differs from one run to the next."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        return generic.ArrayObject([_ID, _ID])

    def _update_meta(self) -> None:
        """Leave the dates of the file as they are."""


class _NoStamp(BaseStampStyle):
    """Leaves the appearance of a field as it is."""

    def create_stamp(
        self, writer: BasePdfFileWriter, box: object, text_params: object
    ) -> None:
        return None


class _DatedSigner(signers.PdfSigner):
    """Signs at a given time in place of now."""

    def __init__(
        self,
        metadata: signers.PdfSignatureMetadata,
        signer: signers.Signer,
        when: dt.datetime,
    ) -> None:
        super().__init__(metadata, signer, stamp_style=_NoStamp())
        self._when = when

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 - pyHanko's own
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._when
        return session


def sign_pdf(letter: Letter) -> bytes:
    """Return `letter` as a signed PDF with its `stamps` in signature fields.

    Raises:
        ValueError: the letter has no stamps, or no blanks to lay them over.
    """
    if letter.stamps is None:
        raise ValueError("no [stamps] in the letter's source")
    document = pymupdf.open("pdf", set_pdf(letter))
    widgets = plan(document, letter, letter.stamps)
    lay(document, widgets)
    document.subset_fonts()
    pdf: bytes = document.tobytes(
        garbage=3, deflate=True, deflate_fonts=True, no_new_id=True
    )
    document.close()
    when = dt.datetime.fromisoformat(letter.stamps.signed_at)
    for widget in widgets:
        name = letter.stamps.agency if widget.by_agency else letter.signer
        pdf = _sign(pdf, widget, identity(name), when)
        when += _BETWEEN_SIGNATURES
    return pdf


def _sign(pdf: bytes, widget: Widget, who: Identity, when: dt.datetime) -> bytes:
    certificate = Certificate.load(who.certificate)
    store = SimpleCertificateStore()
    store.register(Certificate.load(authority().certificate))
    signer = signers.SimpleSigner(
        signing_cert=certificate,
        signing_key=PrivateKeyInfo.load(who.key),
        cert_registry=store,
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=widget.name,
        md_algorithm="sha256",
        name=certificate.subject.native["common_name"],
        subfilter=SigSeedSubFilter.PADES,
    )
    out = io.BytesIO()
    _DatedSigner(metadata, signer, when).sign_pdf(
        _StillWriter(io.BytesIO(pdf)), existing_fields_only=True, output=out
    )
    return out.getvalue()
