"""What the importers of Jira and Planner make of our CSV is what the tasks say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deliver.office import letter_with, task
from tests.export.importers import Imported, jira, planner
from vanban_parser.export.duty import Duty
from vanban_parser.export.formats import FORMATS
from vanban_parser.export.handed import Handed
from vanban_parser.export.signs import without_controls
from vanban_parser.model.letter import Deadline

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
READERS: dict[str, Callable[[bytes], list[Imported]]] = {
    "jira": jira,
    "planner": planner,
}
PRIORITIES = {
    "jira": {1: "Highest", 2: "High", 3: "High", None: "Medium"},
    "planner": {1: "Urgent", 2: "Important", 3: "Important", None: "Medium"},
}
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)
deadlines = st.one_of(
    st.none(),
    st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)).map(
        lambda day: Deadline(text="hạn", date=day.isoformat())
    ),
    st.just(Deadline(text="17 giờ", date="2026-11-30T17:00")),
    st.just(Deadline(text="31/11", date="2026-11-31")),
)
tasks = st.lists(st.tuples(texts, texts, deadlines), max_size=6)
urgencies = st.sampled_from([None, "khẩn", "thượng khẩn", "hỏa tốc"])


@pytest.mark.parametrize("form", READERS)
@given(given=tasks, urgency=urgencies)
@settings(max_examples=60, deadline=None)
def test_what_is_imported_is_what_the_tasks_say(
    form: str, given: list[tuple[str, str, Deadline | None]], urgency: Any
) -> None:
    made = [
        task(n, title=title, action=action, deadline=due)
        for n, (title, action, due) in enumerate(given)
    ]
    one = Handed(letter_with(*made, urgency=urgency, code="12 /UBND VX"), "1")
    written = FORMATS[form].write([one], NOW)
    imported = {found.text.split()[1]: found for found in READERS[form](written.data)}
    duties = {duty.id: duty for duty in one.duties() if isinstance(duty, Duty)}
    # Each is there or was refused, with a code.
    n_refused = len(written.refused)
    assert len(imported) + n_refused == len(made)
    assert all(error.code == "unfit-for-format" for error in written.refused)
    for key, found in imported.items():
        duty = duties[key]
        due = duty.due.date() if isinstance(duty.due, dt.datetime) else duty.due
        assert found.title == " ".join(without_controls(duty.title).split())
        assert found.text.split("\n\n", 1)[1] == without_controls(duty.text)
        assert found.due == due
        assert found.priority == PRIORITIES[form][duty.rank]
        assert "vanban" in found.labels
        assert not found.title.startswith(("=", "+", "-", "@"))
    if form == "jira":
        assert all(found.labels[1] == "12-/UBND-VX" for found in imported.values())
    else:
        assert all(found.group == "12 /UBND VX" for found in imported.values())
