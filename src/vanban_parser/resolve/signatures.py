"""Digital signatures as the letter reports them, and what to doubt about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vanban_parser.lexicon.load import table
from vanban_parser.model.document import Added, Document, SignatureFact
from vanban_parser.model.letter import DigitalSignature, SignerKind
from vanban_parser.text import fold

Doubt = tuple[str, str | None]
"""A warning's code, and the JSON Pointer of what it is about."""

_WORD = re.compile(r"\w+")
_NAME_WORDS = range(2, 7)


def digital_signatures(
    document: Document, issuer: str | None
) -> tuple[tuple[DigitalSignature, ...], tuple[Doubt, ...]]:
    """Return the signatures in the order they were made, and the codes of warnings.

    Args:
        document: The letter with the facts that its reader found.
        issuer: The issuing body that the header names, or None.
    """
    facts = document.signatures
    signatures = tuple(map(_reported, facts))
    doubts = [
        (code, f"/digital_signatures/{index}")
        for index, fact in enumerate(facts)
        for code in _doubts(fact)
    ]
    if issuer is not None and _differs(facts, issuer):
        doubts.append(("signature-issuer-differs", "/issuing_body/name"))
    return signatures, tuple(doubts)


def kind_of(name: str | None) -> SignerKind | None:
    """Tell whether a certificate's name is a body's or a person's; None for neither."""
    if not name:
        return None
    if _heads("heads").match(name.casefold()):
        return "organisation"
    words = name.split()
    is_name = len(words) in _NAME_WORDS and all(word.isalpha() for word in words)
    return "person" if is_name else None


def _reported(fact: SignatureFact) -> DigitalSignature:
    return DigitalSignature(
        signer=fact.signer,
        organisation=fact.organisation,
        signed_at=fact.signed_at,
        issuer=fact.issuer,
        covers_whole_file=fact.covers_whole_file,
        intact=fact.intact,
        trusted=fact.trusted,
        kind=kind_of(fact.signer),
        added=fact.added.value,
    )


def _doubts(fact: SignatureFact) -> Iterator[str]:
    if fact.intact is None:
        yield "signature-unread"
    elif not fact.intact:
        yield "signature-not-intact"
    elif fact.added is Added.OTHER:
        yield "signature-added-after"
    # What does not hold is not to be trusted anyway.
    if fact.intact and fact.trusted is False:
        yield "signature-untrusted"


def _differs(facts: tuple[SignatureFact, ...], issuer: str) -> bool:
    """Tell whether bodies signed, and none of them is the issuer."""
    if _heads("without_seal").match(issuer.casefold()):
        return False
    bodies = [
        fact
        for fact in facts
        if fact.signer is not None
        and kind_of(fact.signer) == "organisation"
        and not _heads("publishers").match(fact.signer.casefold())
    ]
    words = _words(issuer)
    return bool(bodies) and not any(_is_of(fact, words) for fact in bodies)


def _is_of(fact: SignatureFact, issuer: frozenset[str]) -> bool:
    """Tell whether one name says no more than the other does.

    ``SỞ A`` of ``UBND TỈNH B`` is the header's ``Sở A tỉnh B``; and the header's
    ``Văn phòng Ủy ban nhân dân tỉnh B`` signs with the seal of the committee.
    """
    own = _words(fact.signer or "")
    whole = own.union(*map(_words, (fact.organisation or "", *fact.units)))
    return issuer <= whole or own <= issuer


def _words(name: str) -> frozenset[str]:
    short = table("signers")["short"]
    return frozenset(
        word
        for printed in _WORD.findall(fold(name))
        for word in short.get(printed, printed).split()
    )


@cache
def _heads(key: str) -> re.Pattern[str]:
    """Return a pattern for the names that begin with one of a list."""
    names = [str(name) for name in table("signers")[key]]
    plain = [fold(name) for name in names if " " in name]
    ordered = sorted({*names, *plain}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
