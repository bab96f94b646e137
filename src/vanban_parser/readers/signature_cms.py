"""A CMS signature (RFC 5652): whose it is, and whether the signed bytes are the same.

With asn1crypto and cryptography alone: they are there in a tenth of a second; pyHanko
takes two thirds of one, and an HTTP client.  Its part is trust (`signature_trust`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from asn1crypto import algos, cms, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import load_der_public_key

from vanban_parser.text import normalise

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

SHA1_INSIDE = "/adbe.pkcs7.sha1"
"""The format that signs the SHA-1 of the bytes in place of the bytes."""

_MOST_CERTIFICATES = 64
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
    "sha3_256": hashes.SHA3_256,
    "sha3_384": hashes.SHA3_384,
    "sha3_512": hashes.SHA3_512,
}


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature as read; `intact` is None where its algorithm is not known.

    `signing_time` is ISO 8601; `certificate` and `others` are DER.
    """

    signer: str | None = None
    organisation: str | None = None
    units: tuple[str, ...] = ()
    issuer: str | None = None
    signing_time: str | None = None
    intact: bool | None = None
    certificate: bytes = field(default=b"", repr=False)
    others: tuple[bytes, ...] = field(default=(), repr=False)


class _UnknownAlgorithmError(Exception):
    """The signature is of a kind that is not checked here."""


def read_seal(
    contents: bytes, signed: tuple[bytes | memoryview, ...], kind: str
) -> Seal:
    """Return what the CMS object `contents` says of the bytes `signed`.

    Args:
        contents: The object in DER or BER; zeros may follow it.
        signed: The signed bytes, in pieces.
        kind: The format that the PDF names, as ``/adbe.pkcs7.detached``.

    Raises:
        Exception: it is no CMS object; asn1crypto raises a dozen kinds.
    """
    data = cms.ContentInfo.load(contents)["content"]
    info = data["signer_infos"][0]
    sent = [choice.chosen for choice in data["certificates"]]
    sent = [one for one in sent if isinstance(one, x509.Certificate)]
    own = next((one for one in sent if _is_of(one, info["sid"].chosen)), None)
    if own is None:
        return Seal()
    try:
        intact = _holds(data, info, own, signed, kind)
    except (_UnknownAlgorithmError, UnsupportedAlgorithm):
        intact = None
    time = _attribute(info, "signing_time")
    return replace(
        _owner(own.dump()),
        signing_time=time.native.isoformat() if time is not None else None,
        intact=intact,
        others=tuple(one.dump() for one in sent if one is not own),
    )


# An office signs all its letters with a few certificates.
@lru_cache(maxsize=_MOST_CERTIFICATES)
def _owner(certificate: bytes) -> Seal:
    """Return a seal with nothing but whose it is."""
    own = x509.Certificate.load(certificate)
    return Seal(
        signer=_first(own.subject, "common_name"),
        organisation=_first(own.subject, "organization_name"),
        units=tuple(_names(own.subject, "organizational_unit_name")),
        issuer=_first(own.issuer, "common_name")
        or _first(own.issuer, "organization_name"),
        certificate=certificate,
    )


@lru_cache(maxsize=_MOST_CERTIFICATES)
def _key(certificate: bytes) -> PublicKeyTypes:
    own = x509.Certificate.load(certificate)
    return load_der_public_key(own.public_key.dump())


def _is_of(certificate: x509.Certificate, who: Any) -> bool:
    """Tell whether a certificate is the one that a signer's id (`who`) means."""
    if isinstance(who, cms.IssuerAndSerialNumber):
        if certificate.serial_number != who["serial_number"].native:
            return False
        # Names may be equal and written otherwise; to find that out is slow.
        return bool(
            certificate.issuer.dump() == who["issuer"].dump()
            or certificate.issuer == who["issuer"]
        )
    return bool(certificate.key_identifier == who.native)


def _names(name: x509.Name, kind: str) -> Iterator[str]:
    for part in name.chosen:
        for pair in part:
            if pair["type"].native == kind:
                words = normalise(str(pair["value"].native))
                if words:
                    yield words


def _first(name: x509.Name, kind: str) -> str | None:
    return next(_names(name, kind), None)


def _attribute(info: cms.SignerInfo, kind: str) -> Any:
    """Return the first value of a signed attribute, or None."""
    for attribute in info["signed_attrs"] or ():
        if attribute["type"].native == kind:
            return attribute["values"][0]
    return None


def _holds(
    data: cms.SignedData,
    info: cms.SignerInfo,
    certificate: x509.Certificate,
    signed: tuple[bytes | memoryview, ...],
    kind: str,
) -> bool:
    """Tell whether the digest is that of the bytes, and the signer's own."""
    name = info["digest_algorithm"]["algorithm"].native
    digest = _digest(name, signed)
    inside = data["encap_content_info"]["content"].native
    if kind == SHA1_INSIDE:
        if inside != _digest("sha1", signed):
            return False
        digest = _digest(name, (inside,))
    elif inside is not None:
        return False  # it signs something else than the file
    claimed = _attribute(info, "message_digest")
    if claimed is not None:
        if claimed.native != digest:
            return False
        digest = _digest(name, (info["signed_attrs"].untag().dump(),))
    elif info["signed_attrs"]:
        return False
    return _is_signed(info, certificate, digest, name)


def _digest(name: str, pieces: tuple[bytes | memoryview, ...]) -> bytes:
    if name not in _HASHES:
        raise _UnknownAlgorithmError(name)
    made = hashlib.new(name, usedforsecurity=False)
    for piece in pieces:
        made.update(piece)
    return made.digest()


def _is_signed(
    info: cms.SignerInfo, certificate: x509.Certificate, digest: bytes, name: str
) -> bool:
    key = _key(certificate.dump())
    how, signature = info["signature_algorithm"], info["signature"].native
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, digest, ec.ECDSA(utils.Prehashed(_HASHES[name]())))
            return True
        if isinstance(key, rsa.RSAPublicKey):
            if how.signature_algo == "rsassa_pss":
                return _is_pss(key, how["parameters"], signature, digest)
            # PKCS #1 v1.5 by what was signed: signing services leave out the NULL of
            # the digest's algorithm, which is to be accepted (RFC 8017, 9.2).
            found = key.recover_data_from_signature(signature, padding.PKCS1v15(), None)
            return found in _digest_infos(name, digest)
    except (InvalidSignature, ValueError):
        return False
    raise _UnknownAlgorithmError(type(key).__name__)


def _is_pss(key: rsa.RSAPublicKey, how: Any, signature: bytes, digest: bytes) -> bool:
    name = how["hash_algorithm"]["algorithm"].native
    mask = how["mask_gen_algorithm"]["parameters"]["algorithm"].native
    if name not in _HASHES or mask not in _HASHES:
        raise _UnknownAlgorithmError(name)
    pss = padding.PSS(padding.MGF1(_HASHES[mask]()), how["salt_length"].native)
    key.verify(signature, digest, pss, utils.Prehashed(_HASHES[name]()))
    return True


def _digest_infos(name: str, digest: bytes) -> tuple[bytes, ...]:
    """Return the two forms of a digest that RSA signs: with NULL, and without."""
    return tuple(head + digest for head in _heads(name, len(digest)))


@cache
def _heads(name: str, size: int) -> tuple[bytes, ...]:
    """Return what stands before a digest of so many bytes in both forms."""
    full = {"algorithm": name}
    bare = {"algorithm": name, "parameters": None}
    return tuple(
        algos.DigestInfo({"digest_algorithm": how, "digest": bytes(size)}).dump()[
            :-size
        ]
        for how in (full, bare)
    )
