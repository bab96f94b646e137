"""Keys and certificates for the signed sample: always the same, worth nothing.

The keys follow from the words below, so everybody has them.  That is their point: the
signatures are real ones to a program and prove nothing to a person.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

_EXPONENT = 65537
_PRIME_BITS = 1024
_FROM = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
_TO = dt.datetime(2044, 1, 1, tzinfo=dt.UTC)
_SMALL = [n for n in range(3, 2000) if all(n % d for d in range(2, int(n**0.5) + 1))]
_N_WITNESSES = 20
ORGANISATION = "Mẫu thử, không có giá trị"
_CA_NAME = "CA thử nghiệm của vanban_parser"


@dataclass(frozen=True)
class Identity:
    """A key and its certificate, both in DER (the key as PKCS #8)."""

    key: bytes
    certificate: bytes


@cache
def identity(name: str) -> Identity:
    """Return the key and the certificate of the signer called `name`."""
    key = _key(name)
    builder = _builder(name, key, _CA_NAME)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = builder.add_extension(usage, critical=True)
    signed = builder.sign(_key(_CA_NAME), hashes.SHA256())
    return _identity(key, signed)


@cache
def authority() -> Identity:
    """Return the key and the self-signed certificate of the authority."""
    key = _key(_CA_NAME)
    basic = x509.BasicConstraints(ca=True, path_length=0)
    builder = _builder(_CA_NAME, key, _CA_NAME).add_extension(basic, critical=True)
    return _identity(key, builder.sign(key, hashes.SHA256()))


def _identity(key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> Identity:
    return Identity(
        key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        certificate.public_bytes(serialization.Encoding.DER),
    )


def _builder(name: str, key: rsa.RSAPrivateKey, issuer: str) -> x509.CertificateBuilder:
    serial = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") | 1
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(_FROM)
        .not_valid_after(_TO)
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@cache
def _key(name: str) -> rsa.RSAPrivateKey:
    p, q = _prime(f"{name} p"), _prime(f"{name} q")
    d = pow(_EXPONENT, -1, (p - 1) * (q - 1))
    return rsa.RSAPrivateNumbers(
        p=p,
        q=q,
        d=d,
        dmp1=rsa.rsa_crt_dmp1(d, p),
        dmq1=rsa.rsa_crt_dmq1(d, q),
        iqmp=rsa.rsa_crt_iqmp(p, q),
        public_numbers=rsa.RSAPublicNumbers(_EXPONENT, p * q),
    ).private_key()


def _prime(seed: str) -> int:
    """Return the first prime from a number that follows from `seed`."""
    digits = b"".join(
        hashlib.sha256(f"{seed} {n}".encode()).digest()
        for n in range(_PRIME_BITS // 256)
    )
    # The two highest bits set: the product of two such primes has 2048 bits.
    candidate = int.from_bytes(digits, "big") | 3 << (_PRIME_BITS - 2) | 1
    while not _is_prime(candidate):
        candidate += 2
    return candidate


def _is_prime(n: int) -> bool:
    """Miller and Rabin's test; numbers with p - 1 a multiple of e do not pass."""
    if any(n % small == 0 for small in _SMALL) or (n - 1) % _EXPONENT == 0:
        return False
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    return all(_is_witness(n, base, odd, twos) for base in _SMALL[:_N_WITNESSES])


def _is_witness(n: int, base: int, odd: int, twos: int) -> bool:
    x = pow(base, odd, n)
    if x in (1, n - 1):
        return True
    for _ in range(twos - 1):
        x = x * x % n
        if x == n - 1:
            return True
    return False
