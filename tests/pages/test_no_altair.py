"""No Altair object is built during a run of a page."""

from pathlib import Path

import altair as alt
import pytest

from dashboard import warm
from dashboard.menu import ENTRIES
from tests.pages.shown import run_page


@pytest.mark.parametrize("page", [entry.name for entry in ENTRIES])
def test_a_page_run_builds_no_altair_object(page: str, release_dir: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATLAS_DATA_DIR", str(release_dir))
    warm.imports_and_release()

    def refused(self: object, *_: object, **__: object) -> None:
        raise AssertionError(f"{type(self).__name__} built during a run")

    monkeypatch.setattr(alt.SchemaBase, "__init__", refused)
    with pytest.raises(AssertionError, match="during a run"):
        alt.Chart()
    test, figures = run_page(monkeypatch, release_dir, page)
    assert not test.exception
    assert "could not be drawn" not in " ".join(element.proto.body for element in test.get("html"))
    assert figures
