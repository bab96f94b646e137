"""From a letter in its zones to its facts: each stage with those before it."""

from __future__ import annotations

from dataclasses import replace

from vanban_parser.extract.percentages import find_percentages
from vanban_parser.extract.tagged import tag
from vanban_parser.model.document import Document, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.addressing import addressees, distribution
from vanban_parser.resolve.dates import resolve_dates
from vanban_parser.resolve.day_of_issue import day_of_issue
from vanban_parser.resolve.deadline_finish import Known
from vanban_parser.resolve.facts import Facts
from vanban_parser.resolve.header import Header, read_header
from vanban_parser.resolve.places import find_communes
from vanban_parser.resolve.references import find_references
from vanban_parser.resolve.respelling import (
    respelt_all,
    respelt_signing,
    respelt_tasks,
)
from vanban_parser.resolve.signing import read_signature
from vanban_parser.resolve.task_deadlines import on_the_calendar
from vanban_parser.resolve.tasks import Letterhead, read_tasks
from vanban_parser.settings import Settings


def find_facts(
    document: Document, zones: Zones, settings: Settings, *, explained: bool
) -> Facts:
    """Return what a letter says, each stage given what it needs of those before it.

    `explained`: also why sentences that look like orders are no tasks.
    """
    header = read_header(document, zones)
    facts = _facts_under(header, document, zones, settings, explained=explained)
    issued_on = day_of_issue(document, facts)
    if issued_on is None:
        return facts
    # Years that are understood, and periods, are reckoned from it.
    header = replace(header, issued_on=issued_on)
    return _facts_under(header, document, zones, settings, explained=explained)


def _facts_under(
    header: Header,
    document: Document,
    zones: Zones,
    settings: Settings,
    *,
    explained: bool,
) -> Facts:
    text = document.text
    issued_on = _value(header.issued_on)
    to = addressees(text, zones)
    copies = distribution(text, zones)
    signing = read_signature(text, zones, scanned=document.is_recognised)
    if document.is_recognised:
        to, copies = respelt_all(to), respelt_all(copies)
        signing = respelt_signing(signing, text)
    references = find_references(
        document, zones, _value(header.code), _value(header.notation), issued_on
    )
    read = read_tasks(
        document,
        zones,
        Letterhead(
            document_type=_value(header.document_type),
            issuer=_value(header.issuer),
            parent=_value(header.parent),
            subject=_value(header.subject),
            issued_on=issued_on,
            addressees=to,
        ),
        tag if settings.model else None,
        explained=explained,
    )
    tasks = respelt_tasks(read.tasks) if document.is_recognised else read.tasks
    cited = [span for finding in references for span in finding.spans]
    due: list[Span] = [
        span
        for task in tasks
        # When a meeting takes place is an event, though it is due then to be there.
        if task.deadline is not None and task.action.rule != "invitation"
        for span in task.deadline.spans
    ]
    return Facts(
        header=header,
        signing=signing,
        addressees=to,
        distribution=copies,
        references=references,
        dates=resolve_dates(document, zones, header.issued_on, cited, due),
        percentages=find_percentages(document, zones),
        communes=find_communes(
            document,
            zones,
            _value(header.issuer),
            _value(header.parent),
            _value(header.place),
            issued_on,
        ),
        tasks=on_the_calendar(text, tasks, Known(issued_on, settings.received)),
        no_tasks=read.rejected,
    )


def _value(finding: Finding[str] | None) -> str | None:
    return finding.value if finding is not None else None
