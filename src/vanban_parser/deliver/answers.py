"""What the status of an answer means.  Pure."""

from __future__ import annotations

import json
from collections.abc import Collection

from vanban_parser.deliver.errors import (
    AnswerError,
    BusyError,
    CredentialsError,
    DeliveryError,
    RedirectedError,
    RefusedError,
)
from vanban_parser.deliver.http import Answer

_LATER = frozenset({408, 409, 421, 423, 425, 429})
_UNKNOWN = frozenset({401, 407})
_MOST_WORDS = 200


def expect(target: str, answer: Answer, *fine: int) -> Answer:
    """Return `answer` if its status is one of `fine`, or any 2xx where none is named.

    Raises:
        DeliveryError: what else it means.
    """
    if answer.status in fine or (not fine and 200 <= answer.status < 300):
        return answer
    raise meaning(target, answer)


def meaning(target: str, answer: Answer, words: str = "") -> DeliveryError:
    """Return the error that an unwelcome answer stands for.

    Args:
        target: The target's name.
        answer: What came back.
        words: What the target said, if that quotes nothing of a letter.
    """
    status = answer.status
    detail = f"{status} {words[:_MOST_WORDS]}".strip()
    if 300 <= status < 400:
        return RedirectedError(target, detail)
    if status in _UNKNOWN:
        return CredentialsError(target, detail)
    if status in _LATER or status >= 500:
        return BusyError(target, detail, answer.retry_after)
    if 400 <= status < 500:
        return RefusedError(target, detail)
    return AnswerError(target, detail)


def json_of(target: str, answer: Answer, keys: Collection[str]) -> dict[str, object]:
    """Return the JSON object of an answer, which has at least `keys`.

    Raises:
        AnswerError: it is something else.
    """
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise AnswerError(target, "JSON") from error
    if not isinstance(found, dict) or not found.keys() >= set(keys):
        raise AnswerError(target, "JSON: " + ", ".join(sorted(keys)))
    return found
