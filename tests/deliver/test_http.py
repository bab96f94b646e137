"""Where nothing is sent, and answers that are none."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address, ip_network
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.deliver.receiver import Receiver, receiving
from vanban_parser.deliver.addresses import may_be_used, resolve
from vanban_parser.deliver.errors import (
    AddressRefusedError,
    CertificateError,
    TargetSettingsError,
    UnreachableError,
)
from vanban_parser.deliver.http import HttpClient, Policy, Request

HERE = (ip_network("127.0.0.0/8"),)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "fe80::1",
        "100.100.100.200",
        "168.63.129.16",
        "fd00:ec2::254",
        "224.0.0.1",
        "255.255.255.255",
    ],
)
def test_the_machine_and_its_cloud_are_not_sent_to(address: str) -> None:
    assert not may_be_used(ip_address(address), ())


@pytest.mark.parametrize("address", ["10.1.2.3", "192.168.7.7", "203.162.4.190"])
def test_the_network_of_the_office_is(address: str) -> None:
    assert may_be_used(ip_address(address), ())


def test_what_is_allowed_is_sent_to() -> None:
    assert may_be_used(ip_address("127.0.0.1"), HERE)
    assert may_be_used(ip_address("::ffff:127.0.0.1"), HERE)
    assert not may_be_used(ip_address("169.254.169.254"), HERE)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1"])
def test_other_names_of_the_machine_do_not_help(host: str) -> None:
    with pytest.raises((AddressRefusedError, UnreachableError)):
        resolve("here", host, 80, ())


def client(**policy: object) -> HttpClient:
    values = {"target": "here", "allowed": HERE, "timeout": 2.0, **policy}
    return HttpClient(Policy(**values), lambda: 0.0)  # type: ignore[arg-type]


def test_secrets_do_not_follow_a_redirect() -> None:
    with receiving(Receiver()) as elsewhere:
        plan = (302, {"Location": elsewhere.url}, b"")
        with receiving(Receiver(plan=lambda: plan)) as receiver:
            one = client(secrets={"X-Key": "mat-khau"})
            answer = one.send(Request("POST", receiver.url, {}, b"{}"))
            one.close()
        assert answer.status == 302
        assert receiver.requests[0]["headers"]["x-key"] == "mat-khau"
        assert elsewhere.requests == []


def test_no_log_or_error_shows_a_secret() -> None:
    policy = Policy("here", {"Authorization": "mat-khau"}, HERE)
    assert "mat-khau" not in repr(policy)
    with pytest.raises(TargetSettingsError) as caught:
        HttpClient(policy, lambda: 0.0).check("http://van-thu:mat-khau@127.0.0.1/")
    assert "mat-khau" not in str(caught.value)


def test_proxies_of_the_environment_see_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with receiving(Receiver()) as receiver:
        one = client()
        head = {"webhook-id": "1"}
        assert one.send(Request("POST", receiver.url, head, b"{}")).status == 204
        one.close()


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", 120.0),
        ("Thu, 01 Jan 1970 00:01:00 GMT", 60.0),
        ("Thu, 01 Jan 1960 00:01:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("9" * 40, 999_999_999.0),
    ],
)
def test_how_long_to_wait(value: str, wait: float | None) -> None:
    plan = (503, {"Retry-After": value}, b"")
    with receiving(Receiver(plan=lambda: plan)) as receiver:
        one = client()
        assert one.send(Request("POST", receiver.url, {}, b"{}")).retry_after == wait
        one.close()


def issued(folder: Path, name: str) -> Path:
    """Write a certificate with its key for `name`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@contextmanager
def secured(certificate: Path) -> Iterator[int]:
    """Run a server with TLS; yield its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(204)
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815 - the server's own way to name it

        def log_message(self, *_: object) -> None:
            pass

    class Server(HTTPServer):
        def handle_error(self, *_: object) -> None:
            pass  # a client that hangs up is what is tested

    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def test_a_server_must_prove_who_it_is(tmp_path: Path) -> None:
    ours, other = issued(tmp_path, "localhost"), issued(tmp_path, "khac.vn")
    with secured(ours) as port:
        asked = Request("GET", f"https://localhost:{port}/")
        with pytest.raises(CertificateError):
            client().send(asked)
        trusting = client(ca_file=str(ours))
        assert trusting.send(asked).status == 204
        trusting.close()
    with secured(other) as port:
        asked = Request("GET", f"https://localhost:{port}/")
        with pytest.raises(CertificateError, match="localhost"):
            client(ca_file=str(other)).send(asked)
