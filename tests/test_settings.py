"""Settings: where they come from, which wins, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from vanban_parser.cli.configuration import find, load
from vanban_parser.errors import Exit, SettingsError
from vanban_parser.settings import Settings, UnknownSettingError, checked


def loaded(
    folder: Path,
    *,
    explicit: Path | None = None,
    environ: dict[str, str] | None = None,
    **flags: object,
) -> Settings:
    nobody = {"HOME": str(folder / "nobody"), "XDG_CONFIG_HOME": "", "APPDATA": ""}
    environ = nobody | (environ or {})
    return load(explicit=explicit, flags=flags, environ=environ, folder=folder)


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    assert loaded(tmp_path) == Settings()


def test_the_last_of_file_environment_and_flag_wins(tmp_path: Path) -> None:
    file = 'language = "en"\nmax_pages = 1\nmax_bytes = 1\n'
    (tmp_path / "vanban.toml").write_text(file, encoding="utf-8")
    environ = {"VANBAN_MAX_PAGES": "2", "VANBAN_MAX_BYTES": "2"}
    settings = loaded(tmp_path, environ=environ, max_bytes=3)
    assert settings == Settings(language="en", max_pages=2, max_bytes=3)


def test_a_file_is_looked_for_upwards_and_the_nearest_is_used(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "vanban.toml").write_text("max_pages = 1", encoding="utf-8")
    assert loaded(below).max_pages == 1
    (below / "vanban.toml").write_text("max_pages = 2", encoding="utf-8")
    assert loaded(below).max_pages == 2
    named = tmp_path / "other.toml"
    named.write_text("max_pages = 3", encoding="utf-8")
    assert loaded(below, environ={"VANBAN_CONFIG": str(named)}).max_pages == 3
    (tmp_path / "own.toml").write_text("max_pages = 4", encoding="utf-8")
    assert loaded(below, explicit=tmp_path / "own.toml").max_pages == 4


@pytest.mark.skipif("sys.platform != 'linux'", reason="the folder has another name")
def test_the_users_own_file_is_the_last_resort(tmp_path: Path) -> None:
    own = tmp_path / "config" / "vanban"
    own.mkdir(parents=True)
    (own / "vanban.toml").write_text("", encoding="utf-8")
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert find(None, environ, tmp_path) == own / "vanban.toml"


def test_a_byte_order_mark_of_a_windows_editor_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "vanban.toml"
    path.write_text("max_pages = 7", encoding="utf-8-sig")
    assert loaded(tmp_path).max_pages == 7


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("max_page = 1", "max_page → max_pages?"),
        ("zzz = 1", "(zzz)"),
        ("max_pages = 0", "max_pages: "),
        ('language = "fr"', "language: "),
        ("max_pages =", "vanban.toml"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_by_name(
    tmp_path: Path, file: str, words: str
) -> None:
    (tmp_path / "vanban.toml").write_text(file, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        loaded(tmp_path)
    assert words in str(raised.value)
    assert raised.value.filename.endswith("vanban.toml")
    assert raised.value.exit_code == Exit.USAGE


def test_a_variable_is_refused_by_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(UnknownSettingError) as raised:
        loaded(tmp_path, environ={"VANBAN_MAXPAGES": "1"})
    assert raised.value.filename == "VANBAN_MAXPAGES"
    assert raised.value.nearest == "max_pages"
    with pytest.raises(SettingsError, match="VANBAN_LANG: "):
        loaded(tmp_path, environ={"VANBAN_LANG": "fr"})


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"gone\.toml"):
        loaded(tmp_path, explicit=tmp_path / "gone.toml")


@given(st.dictionaries(st.sampled_from(["max_pages", "max_bytes"]), st.integers(1)))
def test_only_what_was_given_is_returned(values: dict[str, object]) -> None:
    assert checked(values, "a test") == values


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Settings().max_pages = 1  # type: ignore[misc]
