"""A webhook receiver of ours: it checks, and does wrong what receivers do wrong."""

from __future__ import annotations

import json
import random
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Receiver:
    """What came; `events` by id, in the order in which they were taken.

    `plan` gives the status for each request, or one of ``lose`` (takes it, and never
    answers), ``cut`` (takes half of it), ``slow``, ``twice``, or a whole reply.
    """

    secret: str | None = None
    plan: Callable[[], int | str | Reply] = lambda: 204
    requests: list[dict[str, Any]] = field(default_factory=list)
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    duplicates: int = 0
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, headers: dict[str, str], body: bytes) -> None:
        """Check an event and keep it, unless it is known by its id."""
        if self.secret is not None:
            Webhook(self.secret).verify(body, headers)
        event = {"headers": headers, "data": json.loads(body)}
        with self.lock:
            if headers["webhook-id"] in self.events:
                self.duplicates += 1
            else:
                self.events[headers["webhook-id"]] = event


def troubled(seed: int, share: float = 0.3) -> Callable[[], int | str]:
    """Return a plan by which a `share` of the requests goes wrong, in every way."""
    chance = random.Random(seed)

    def plan() -> int | str:
        if chance.random() >= share:
            return "twice" if chance.random() < 0.1 else 204
        return chance.choice([500, 503, 429, "lose", "lose", "cut"])

    return plan


@contextmanager
def receiving(receiver: Receiver) -> Iterator[Receiver]:
    """Run a receiver on this machine."""
    server = _Server(receiver)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, receiver: Receiver) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.receiver = receiver


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        receiver = self.server.receiver
        length = int(self.headers.get("Content-Length", 0))
        planned = receiver.plan()
        if planned == "cut":
            self.rfile.read(length // 2)
            self._hang_up()
            return
        body = self.rfile.read(length)
        headers = {key.lower(): value for key, value in self.headers.items()}
        with receiver.lock:
            receiver.requests.append({"headers": headers, "body": body})
        if planned in (204, "lose", "twice", "slow"):
            receiver.take(headers, body)
        if planned == "twice":  # a proxy that repeats
            receiver.take(headers, body)
        self._answer(planned)

    def do_GET(self) -> None:
        self.do_POST()

    def do_HEAD(self) -> None:
        self._answer(self.server.receiver.plan())

    def do_PUT(self) -> None:
        self.do_POST()

    def _answer(self, planned: int | str | Reply) -> None:
        if planned == "lose":
            self._hang_up()
            return
        if planned == "slow":
            time.sleep(2)
        if isinstance(planned, tuple):
            self._reply(*planned)
        else:
            status = planned if isinstance(planned, int) else 204
            self._reply(status, {}, b"" if status == 204 else b"oops")

    def _reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        try:
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def _hang_up(self) -> None:
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()
        self.rfile = self.wfile = _Nothing()  # type: ignore[assignment]

    def log_message(self, *_: object) -> None:
        pass


class _Nothing:
    closed = False

    def read(self, *_: object) -> bytes:
        return b""

    def readline(self, *_: object) -> bytes:
        return b""

    def write(self, *_: object) -> int:
        return 0

    def flush(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True
