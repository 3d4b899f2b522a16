"""What a run tells of the theme is what Streamlit would tell, without reading its settings again."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.runtime import app_session

from dashboard.serving import theming

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


def _message(tell: object) -> bytes:
    """The theme as the first message of a run holds it."""
    assert callable(tell)
    theme = NewSession().custom_theme
    parts = (theme, theme.light, theme.dark, theme.sidebar, theme.light.sidebar, theme.dark.sidebar)
    for part, section in zip(parts, SECTIONS, strict=True):
        tell(part, section)
    return bytes(theme.SerializeToString(deterministic=True))


def test_the_theme_is_told_as_streamlit_tells_it():
    assert config.get_options_for_section("theme.dark")["backgroundColor"], "the settings of the project are not read"
    plain = _message(theming._read)
    assert len(plain) > 100
    assert _message(theming.tell) == plain


def test_settings_are_read_once(monkeypatch: pytest.MonkeyPatch):
    first = _message(theming.tell)
    monkeypatch.setattr(config, "get_options_for_section", None)
    assert _message(theming.tell) == first


def test_streamlit_asks_for_it_by_the_name_that_is_replaced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(app_session, "_populate_theme_msg", theming._read)
    theming.read_theme_once()
    assert app_session._populate_theme_msg is theming.tell
