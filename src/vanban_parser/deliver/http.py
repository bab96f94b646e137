"""Requests to a target: to its checked address, without redirects, within bounds.

The only module that imports urllib3: docs/decisions/0012-delivery.md says why that one.
Proxies of the environment are not asked: they would see secrets.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Protocol

import urllib3
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.exceptions import SSLError as TlsError
from urllib3.util import Timeout, Url, parse_url

from vanban_parser.deliver.addresses import Network, is_loopback, resolve
from vanban_parser.deliver.errors import (
    AnswerError,
    CertificateError,
    TargetSettingsError,
    TooLongError,
    UnreachableError,
)

MAX_BODY_BYTES = 256 * 1024
"""Longest message: a task and the words it was read from have a few kilobytes."""
_CHUNK = 64 * 1024
_READING = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent; `headers` without the secret ones."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; names of headers in lower case, `retry_after` in seconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    retry_after: float | None = None


class Rehearsed(Exception):  # noqa: N818 - no error: what a rehearsal ends with
    """A message would be sent now."""

    def __init__(self, request: Request) -> None:
        super().__init__(request.method)
        self.request = request


class Client(Protocol):
    """Sends requests to one target."""

    def send(self, request: Request) -> Answer: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Policy:
    """How a target may be reached; `secrets` are headers that no log shows."""

    target: str
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    allowed: tuple[Network, ...] = ()
    plain_secrets: bool = False
    ca_file: str | None = None
    timeout: float = 30.0
    max_answer: int = 1_000_000


def joined(base: str, name: str) -> str:
    """Return the address of `name` below a folder's."""
    return f"{base.rstrip('/')}/{name}"


class HttpClient:
    """Sends requests for real; connections are kept until `close`.

    Not for several threads at once.
    """

    def __init__(self, policy: Policy, now: Callable[[], float]) -> None:
        self._policy = policy
        self._now = now
        self._context: ssl.SSLContext | None = None
        self._pools: dict[tuple[str, str, int], urllib3.HTTPConnectionPool] = {}

    def check(self, address: str) -> None:
        """Make sure that requests to an address can be made at all.

        Raises:
            TargetSettingsError: it is none, or there are no certificates to trust.
        """
        url = _parsed(self._policy.target, address)
        if url.scheme == "https" and self._context is None:
            self._context = _context(self._policy)

    def send(self, request: Request) -> Answer:
        """Send a request and return the answer, whatever its status.

        Raises:
            TargetSettingsError: its address is none, or would show a secret.
            DeliveryError: it cannot be sent, or no answer came.
        """
        name = self._policy.target
        if len(request.body) > MAX_BODY_BYTES:
            raise TooLongError(name, f"{len(request.body)} > {MAX_BODY_BYTES}")
        self.check(request.url)
        url = _parsed(name, request.url)
        pool = self._pool(url)
        headers = {
            "User-Agent": "vanban-parser",
            "Host": url.netloc or "",
            "Accept-Encoding": "identity",
            **request.headers,
            **self._policy.secrets,
        }
        try:
            response = pool.urlopen(
                request.method,
                url.request_uri,
                body=request.body or None,
                headers=headers,
                retries=False,
                redirect=False,
                assert_same_host=False,
                preload_content=False,
                decode_content=False,
            )
        except TlsError as error:
            raise _tls(name, error) from error
        except (HTTPError, OSError, ValueError) as error:
            raise UnreachableError(name, type(error).__name__) from error
        return self._answer(response)

    def close(self) -> None:
        """Let go of all connections."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()

    def _pool(self, url: Url) -> urllib3.HTTPConnectionPool:
        policy = self._policy
        secure = url.scheme == "https"
        port = url.port or (443 if secure else 80)
        host = (url.host or "").strip("[]")
        key = (str(url.scheme), host, port)
        if key not in self._pools:
            address = resolve(policy.target, host, port, policy.allowed)[0]
            exposed = not secure and not is_loopback(address)
            if policy.secrets and exposed and not policy.plain_secrets:
                raise TargetSettingsError(policy.target, "http: with a secret")
            timeout = Timeout(connect=policy.timeout, read=policy.timeout)
            self._pools[key] = (
                urllib3.HTTPSConnectionPool(
                    address,
                    port,
                    timeout=timeout,
                    ssl_context=self._context,
                    server_hostname=host,
                )
                if secure
                else urllib3.HTTPConnectionPool(address, port, timeout=timeout)
            )
        return self._pools[key]

    def _answer(self, response: urllib3.BaseHTTPResponse) -> Answer:
        """Read an answer to its end, if that comes in time and within bounds."""
        name, limit = self._policy.target, self._policy.max_answer
        ends = time.monotonic() + self._policy.timeout
        body = bytearray()
        try:
            while chunk := response.read1(_CHUNK):
                body += chunk
                if len(body) > limit:
                    response.close()
                    raise AnswerError(name, f"> {limit} bytes")
                if time.monotonic() > ends:
                    response.close()
                    raise UnreachableError(name, "timeout")
        except (HTTPError, OSError) as error:
            response.close()
            raise UnreachableError(name, type(error).__name__) from error
        response.release_conn()
        headers = {key.lower(): value for key, value in response.headers.items()}
        wait = _seconds(headers.get("retry-after"), self._now())
        return Answer(response.status, headers, bytes(body), wait)


class Rehearsal:
    """Looks at a target as a client does, and ends where something would be changed."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def send(self, request: Request) -> Answer:
        """Send what only reads.

        Raises:
            Rehearsed: `request` changes something.
            DeliveryError: see `HttpClient.send`.
        """
        if request.method not in _READING:
            raise Rehearsed(request)
        return self._client.send(request)

    def close(self) -> None:
        self._client.close()


def _parsed(target: str, address: str) -> Url:
    try:
        url = parse_url(address)
    except LocationParseError as error:
        raise TargetSettingsError(target, "url") from error
    # Not the address itself: it may hold a secret.
    if url.scheme not in ("http", "https") or not url.host:
        raise TargetSettingsError(target, "url: http(s)://HOST/...")
    if url.auth:
        raise TargetSettingsError(target, "url: no password in it; secret_env")
    return url


def _context(policy: Policy) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=policy.ca_file)
    except (OSError, ssl.SSLError) as error:
        raise TargetSettingsError(policy.target, "ca_file") from error


def _tls(target: str, error: Exception) -> CertificateError | UnreachableError:
    inner = error.args[0] if error.args else error
    if isinstance(inner, ssl.SSLCertVerificationError):
        return CertificateError(target, inner.verify_message)
    return UnreachableError(target, "TLS")


def _seconds(value: str | None, now: float) -> float | None:
    """Return how long ``Retry-After`` asks to wait: seconds, or a date."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        return max(parsedate_to_datetime(value).timestamp() - now, 0.0)
    except (TypeError, ValueError):
        return None
