"""Everything found in one letter, before it is written as the contract wants it."""

from __future__ import annotations

from dataclasses import dataclass

from vanban_parser.model.findings import Finding, Rival
from vanban_parser.model.letter import Commune, DateMention, Percentage, Reference
from vanban_parser.resolve.drafts import TaskFinding
from vanban_parser.resolve.header import Header
from vanban_parser.resolve.signing import Signing


@dataclass(frozen=True, slots=True)
class Facts:
    """The findings of all stages, each list in text order."""

    header: Header
    signing: Signing
    addressees: tuple[Finding[str], ...]
    distribution: tuple[Finding[str], ...]
    references: tuple[Finding[Reference], ...]
    dates: tuple[Finding[DateMention], ...]
    percentages: tuple[Finding[Percentage], ...]
    communes: tuple[Finding[Commune], ...]
    tasks: tuple[TaskFinding, ...]
    no_tasks: tuple[Rival, ...] = ()
    """Sentences that look like orders and are none, each with the reason."""
