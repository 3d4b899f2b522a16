"""The look of the front end as every run tells it, read from the settings once.

Streamlit reads six sections of its settings anew for the first message of each run, which is a sixth of what a run
costs whose figures are kept. They do not change while a server runs.
"""

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_read = app_session._populate_theme_msg


@cache
def _told(section: str) -> CustomThemeConfig:
    found = CustomThemeConfig()
    _read(found, section)
    return found


def tell(message: CustomThemeConfig, section: str = "theme") -> None:
    """Write a section of the theme into a message.

    Parameters
    ----------
    message : CustomThemeConfig
        What is written to. Of a section without settings nothing is written: the front end tells the two apart.
    section : str
        Name of the section in Streamlit's settings.
    """
    if (told := _told(section)).ListFields():
        message.MergeFrom(told)


def read_theme_once() -> None:
    """Have Streamlit remember its theme; it has no setting for this, so one of its functions is replaced."""
    app_session._populate_theme_msg = tell  # type: ignore[assignment]
