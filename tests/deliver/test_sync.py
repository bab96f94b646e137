"""Whose a field is: decided from what we wrote, what we would write, what is there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.deliver.sync import plan, settled
from vanban_parser.store.remotes import Remote

names = st.sampled_from(["title", "due", "text"])
values = st.dictionaries(names, st.sampled_from(["", "a", "b", "c"]))


@given(values, values, values)
def test_only_what_nobody_changed_is_written(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    do = plan(base, mine, theirs)
    for name in do.write:
        assert theirs.get(name, "") == base[name], "it is what we wrote"
        assert do.write[name] == mine[name]
    for name in do.kept:
        assert theirs.get(name, "") != mine[name]
        assert theirs.get(name, "") != base.get(name)
    there = {**theirs, **do.write}
    assert set(mine) == {*do.kept, *(n for n in mine if there.get(n, "") == mine[n])}


@given(values, values, values)
def test_a_second_time_changes_nothing(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    first = plan(base, mine, theirs)
    again = plan(first.ours, mine, {**theirs, **first.write})
    assert again.write == {}
    assert again.kept == first.kept


def test_a_person_who_takes_a_change_back_gives_the_field_back() -> None:
    assert plan({"title": "a"}, {"title": "b"}, {"title": "x"}).kept == ("title",)
    assert plan({"title": "a"}, {"title": "b"}, {"title": "a"}).write == {"title": "b"}


def test_what_was_never_written_is_a_persons() -> None:
    assert plan({}, {"title": "b"}, {"title": "x"}).kept == ("title",)
    assert plan({}, {"title": "b"}, {"title": ""}).kept == ("title",)


def test_what_was_on_its_way_counts_if_it_arrived() -> None:
    known = Remote("1", sent={"title": "a"}, trying={"title": "b", "due": "d"})
    assert settled(known, {"title": "b", "due": "x"}) == {"title": "b"}
    assert settled(known, {"title": "a", "due": "d"}) == {"title": "a", "due": "d"}
