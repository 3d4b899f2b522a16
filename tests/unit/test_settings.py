"""What an operator may set: documented, checked, and read in one place."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.errors import SettingError
from dashboard.settings import Settings, read_settings, settings

ROOT = Path(__file__).resolve().parents[2]
_DOCUMENT = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")


def test_every_variable_is_documented_and_every_documented_one_exists():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py"))
    in_code = set(re.findall(r'"(ATLAS_[A-Z0-9_]+)"', code))
    documented = set(re.findall(r"^\| `(ATLAS_[A-Z0-9_]+)`", _DOCUMENT.split("The write side")[0], re.MULTILINE))
    assert in_code == documented


def test_only_settings_looks_at_the_environment():
    readers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("dashboard", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\benviron\b|\bgetenv\b", path.read_text(encoding="utf-8"))
    }
    # The package tells Polars how many threads to start, before anything imports it; a child process is handed a path.
    assert readers - {"dashboard/export/drawing.py"} == {"dashboard/__init__.py", "dashboard/settings.py"}


def test_nothing_needs_to_be_set():
    found = read_settings({})
    assert found.data_dir == ROOT / "data"
    assert found.public_url == ""
    assert all(getattr(found, field.name) is not None for field in fields(Settings))


def test_a_variable_set_to_nothing_counts_as_not_set():
    assert read_settings({"ATLAS_PUBLIC_URL": " ", "ATLAS_DATA_DIR": ""}) == read_settings({})


def test_the_public_address_ends_with_a_slash():
    assert read_settings({"ATLAS_PUBLIC_URL": "https://a.example/atlas"}).public_url == "https://a.example/atlas/"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ATLAS_PUBLIC_URL", "atlas.example.org"),
        ("ATLAS_PUBLIC_URL", "javascript:alert(1)"),
        ("ATLAS_PUBLIC_URL", "https://a.example/?x=1"),
        ("ATLAS_REPORT_URL", "http://a.example/?body={body}"),
        ("ATLAS_REPORT_URL", "javascript:{body}"),
        ("ATLAS_REPORT_URL", "https://a.example/new"),
        ("ATLAS_RELEASES_OPEN", "0"),
        ("ATLAS_RELEASES_OPEN", "many"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, text: str):
    with pytest.raises(SettingError, match=name):
        read_settings({name: text})


def test_settings_follow_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATLAS_DATA_DIR", "one")
    assert settings().data_dir == Path("one")
    assert settings() is settings()
    monkeypatch.setenv("ATLAS_DATA_DIR", "two")
    assert settings().data_dir == Path("two")
