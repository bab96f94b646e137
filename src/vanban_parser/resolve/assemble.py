"""Facts written as a letter: values, evidence by JSON Pointer, ids, warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from vanban_parser.model.document import Document
from vanban_parser.model.findings import Finding, Rival
from vanban_parser.model.letter import (
    IssuingBody,
    Letter,
    Signature,
    SourceFile,
    Task,
)
from vanban_parser.resolve.confidence import confidence, traits_of, unsure
from vanban_parser.resolve.drafts import TaskFinding
from vanban_parser.resolve.evidence import evidence
from vanban_parser.resolve.facts import Facts
from vanban_parser.resolve.signatures import digital_signatures
from vanban_parser.resolve.task_ids import task_ids
from vanban_parser.resolve.titles import title_of
from vanban_parser.resolve.warnings import codes, warn
from vanban_parser.text import fold


@dataclass(frozen=True, slots=True)
class Assembled:
    """A letter; by JSON Pointer the readings that lost, and each value's traits."""

    letter: Letter
    rivals: Mapping[str, tuple[Rival, ...]]
    traits: Mapping[str, tuple[str, ...]]


def assemble(
    document: Document, facts: Facts, language: Literal["vi", "en"]
) -> Assembled:
    """Return the letter that `facts` are, and how each value was come by."""
    header, signing = facts.header, facts.signing
    found = dict(_pointers(facts))
    signatures, doubts = digital_signatures(document, _value(header.issuer))
    doubted = (*codes(document, facts, found), *doubts)
    orders = {
        f"/tasks/{index}/action": task.probability
        for index, task in enumerate(facts.tasks)
    }
    traits = traits_of(document, found, doubted, orders)
    sure = confidence(traits)
    letter = Letter(
        source=SourceFile(
            filename=document.source.filename,
            sha256=document.source.sha256,
            media_type=document.source.media_type,
            page_count=document.source.page_count,
            text_source=document.source.text_source.value,
            encoding=document.source.encoding,
            pages=document.source.pages,
            part=document.source.part,
        ),
        document_type=_value(header.document_type),
        issuing_body=IssuingBody(
            name=_value(header.issuer),
            parent=_value(header.parent),
            level=header.level if header.issuer else None,
        ),
        number=_value(header.number),
        notation=_value(header.notation),
        code=_value(header.code),
        place=_value(header.place),
        issued_on=_value(header.issued_on),
        subject=_value(header.subject),
        urgency=_value(header.urgency),
        secrecy=_value(header.secrecy),
        addressees=tuple(finding.value for finding in facts.addressees),
        distribution=tuple(finding.value for finding in facts.distribution),
        signature=Signature(
            authority=_value(signing.authority),
            position=_value(signing.position),
            name=_value(signing.name),
        ),
        digital_signatures=signatures,
        references=tuple(finding.value for finding in facts.references),
        dates=tuple(finding.value for finding in facts.dates),
        percentages=tuple(finding.value for finding in facts.percentages),
        communes=tuple(finding.value for finding in facts.communes),
        tasks=tuple(_tasks(document.text, facts)),
        evidence={
            pointer: tuple(evidence(document, finding))
            for pointer, finding in found.items()
        },
        confidence=sure,
        warnings=warn(document, (*doubted, *unsure(sure)), language),
        text=document.text,
    )
    rivals = {pointer: f.rivals for pointer, f in found.items() if f.rivals}
    if facts.no_tasks:
        rivals["/tasks"] = facts.no_tasks
    return Assembled(letter, rivals, traits)


def _value(finding: Finding[str] | None) -> str | None:
    return finding.value if finding is not None else None


def _pointers(facts: Facts) -> Iterator[tuple[str, Finding[object]]]:
    """Yield each finding with the JSON Pointer (RFC 6901) of its value."""
    header, signing = facts.header, facts.signing
    single: tuple[tuple[str, Finding[str] | None], ...] = (
        ("/document_type", header.document_type),
        ("/issuing_body/name", header.issuer),
        ("/issuing_body/parent", header.parent),
        ("/number", header.number),
        ("/notation", header.notation),
        ("/code", header.code),
        ("/place", header.place),
        ("/issued_on", header.issued_on),
        ("/subject", header.subject),
        ("/urgency", header.urgency),
        ("/secrecy", header.secrecy),
        ("/signature/authority", signing.authority),
        ("/signature/position", signing.position),
        ("/signature/name", signing.name),
    )
    for pointer, finding in single:
        if finding is not None:
            yield pointer, finding
    lists: tuple[tuple[str, tuple[Finding[object], ...]], ...] = (
        ("addressees", facts.addressees),
        ("distribution", facts.distribution),
        ("references", facts.references),
        ("dates", facts.dates),
        ("percentages", facts.percentages),
        ("communes", facts.communes),
    )
    for name, findings in lists:
        for index, item in enumerate(findings):
            yield f"/{name}/{index}", item
    for index, task in enumerate(facts.tasks):
        yield from _task_pointers(f"/tasks/{index}", task)


def _task_pointers(
    base: str, task: TaskFinding
) -> Iterator[tuple[str, Finding[object]]]:
    yield f"{base}/action", task.action
    if task.deadline is not None:
        yield f"{base}/deadline", task.deadline
    if task.condition is not None:
        yield f"{base}/condition", task.condition
    if task.consequence is not None:
        yield f"{base}/consequence", task.consequence
    for name, findings in (
        ("assignees", task.assignees),
        ("coordinators", task.coordinators),
        ("report_to", task.report_to),
    ):
        for index, finding in enumerate(findings):
            yield f"{base}/{name}/{index}", finding


def _tasks(text: str, facts: Facts) -> Iterator[Task]:
    """Yield the tasks, each with an id that a better parser keeps.

    Not of the file: a PDF and a DOCX of one letter agree.
    """
    header = facts.header
    code = _value(header.code)
    # A letter without a number is told from others by what it is about.
    named = code or f"{_value(header.notation)} {_value(header.subject)}"
    letter = (_value(header.issuer), named, _value(header.issued_on))
    actions = [task.action.spans[0] for task in facts.tasks]
    ids = task_ids(text, actions, letter)
    for task, name in zip(facts.tasks, ids, strict=True):
        yield Task(
            id=name,
            title=title_of(task.action.value),
            action=task.action.value,
            assignees=tuple(f.value for f in task.assignees),
            coordinators=tuple(f.value for f in task.coordinators),
            report_to=tuple(f.value for f in task.report_to),
            deadline=task.deadline.value if task.deadline is not None else None,
            kind=task.kind,
            communes=_communes(facts, task),
            condition=_value(task.condition),
            consequence=_value(task.consequence),
            annex=task.annex,
        )


def _communes(facts: Facts, task: TaskFinding) -> tuple[str, ...]:
    """Return the codes of the communes that the task's assignees name."""
    codes: list[str] = []
    for assignee in task.assignees:
        plain = fold(assignee.value)
        for commune in facts.communes:
            code, name = commune.value.code, fold(commune.value.name)
            if code is None or code in codes or name not in plain:
                continue
            if any(
                outer.contains(inner)
                for outer in assignee.spans
                for inner in commune.spans
            ):
                codes.append(code)
    return tuple(codes)
