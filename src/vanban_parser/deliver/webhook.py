"""Events to a program of the office: signed, each under one id however often sent.

Sources:
    Standard Webhooks 1.0 (headers ``webhook-*``, HMAC-SHA256); CloudEvents 1.0.2, HTTP
    binding in binary mode (headers ``ce-*``, the body is the data).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Final

from vanban_parser import __version__
from vanban_parser.deliver.answers import meaning
from vanban_parser.deliver.duty import link_to
from vanban_parser.deliver.errors import BusyError, TargetSettingsError
from vanban_parser.deliver.http import Answer, Client, Request
from vanban_parser.deliver.target import EVERY, Parcel, Remember
from vanban_parser.export.json import to_record
from vanban_parser.store.outbox import Topic
from vanban_parser.store.remotes import Remote

_TYPE: Final = "vn.vanban.{topic}.v1"
_SOURCE: Final = "urn:vanban_parser"
_PREFIX: Final = "whsec_"
_SHORTEST_SECRET: Final = 24
"""Bytes that Standard Webhooks asks for at least."""
_GONE: Final = 410


class Webhook:
    """Sends events; whoever takes them knows them again by ``webhook-id``."""

    topics: tuple[Topic, ...] = EVERY

    def __init__(  # what a signed message needs
        self,
        name: str,
        url: str,
        secret: str | None,
        client: Client,
        now: Callable[[], float],
        link: str | None = None,
    ) -> None:
        self._name = name
        self._url = url
        self._key = signing_key(name, secret) if secret else None
        self._client = client
        self._now = now
        self._link = link

    def deliver(self, parcel: Parcel, known: Remote, remember: Remember) -> Remote:
        body = self._body(parcel)
        message = parcel.message
        headers = {
            "Content-Type": "application/json",
            "ce-specversion": "1.0",
            "ce-id": message.id,
            "ce-source": _SOURCE,
            "ce-type": _TYPE.format(topic=message.topic),
            "ce-subject": message.task_id or message.letter_id,
            "ce-time": message.created_at,
            **self._signature(message.id, body),
        }
        answer = self._client.send(Request("POST", self._url, headers, body))
        self._expect_taken(answer)
        return known

    def check(self) -> str:
        # Whether it knows the secret shows with the first event; nothing else has a
        # signature.
        answer = self._client.send(Request("HEAD", self._url))
        if 300 <= answer.status < 400:
            raise meaning(self._name, answer)
        # Whatever it says of this: it need take nothing but events.
        return f"HTTP {answer.status}"

    def close(self) -> None:
        self._client.close()

    def _signature(self, message_id: str, body: bytes) -> dict[str, str]:
        at = str(int(self._now()))
        named = {"webhook-id": message_id, "webhook-timestamp": at}
        if self._key is None:
            return named
        return named | {"webhook-signature": signature(self._key, message_id, at, body)}

    def _expect_taken(self, answer: Answer) -> None:
        if 200 <= answer.status < 300:
            return
        if answer.status == _GONE:
            # Standard Webhooks: switch the endpoint off.  A person does that here.
            raise BusyError(self._name, "410")
        raise meaning(self._name, answer)

    def _body(self, parcel: Parcel) -> bytes:
        letter = parcel.letter
        message = parcel.message
        record = to_record(letter)
        data: dict[str, object] = {
            "letter": {
                "id": message.letter_id,
                "program": __version__,
                "link": link_to(self._link, message.letter_id, message.task_id or ""),
                **{key: record[key] for key in _OF_A_LETTER},
            },
            "task": None,
        }
        if parcel.index is not None:
            tasks = record["tasks"]
            assert isinstance(tasks, list)
            duty = parcel.duty
            data["task"] = tasks[parcel.index] | {
                "quote": duty.quote if duty else None,
                "page": duty.page if duty else None,
            }
        elif message.task_id is not None:
            data["task"] = {"id": message.task_id, "withdrawn": True}
        return json.dumps(data, ensure_ascii=False).encode()


_OF_A_LETTER: Final = (
    *("document_type", "issuing_body", "number", "notation", "code", "issued_on"),
    *("subject", "urgency", "addressees"),
)


def signing_key(target: str, secret: str) -> bytes:
    """Return the key that a secret stands for: ``whsec_`` and base64, or plain words.

    Raises:
        TargetSettingsError: it is broken, or too short to keep anything secret.
    """
    key = secret.encode()
    if secret.startswith(_PREFIX):
        try:
            key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except (binascii.Error, ValueError) as error:
            raise TargetSettingsError(target, "secret: whsec_BASE64") from error
    if len(key) < _SHORTEST_SECRET:
        raise TargetSettingsError(target, f"secret: >= {_SHORTEST_SECRET} bytes")
    return key


def signature(key: bytes, message_id: str, at: str, body: bytes) -> str:
    """Return the value of ``webhook-signature``; `at` is in seconds since 1970."""
    signed = f"{message_id}.{at}.".encode() + body
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
