"""What an operator may set: the only place of the read side that looks at the environment.

Every variable is documented in docs/configuration.md; a test holds the two together. A value that cannot be used
stops the start with a sentence that names the variable: a typing error must not become a silent default.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from dashboard.errors import SettingError
from dashboard.hosting import Hosting, read_hosting

_ROOT = Path(__file__).resolve().parent.parent
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Settings:
    """The settings of this process.

    Attributes
    ----------
    data_dir : pathlib.Path
        ``ATLAS_DATA_DIR``: the folder with ``releases/``.
    public_url : str
        ``ATLAS_PUBLIC_URL``: address at which readers reach the atlas, with a slash at the end; empty where it was not
        set, and links then carry the address that the reader's browser used.
    report_url : str
        ``ATLAS_REPORT_URL``: where a reader reports a problem, with ``{title}`` and ``{body}``; empty where it says
        ``none``, and no report is offered. Not set: a mail to which the reader adds the address.
    releases_open : int
        ``ATLAS_RELEASES_OPEN``: how many older releases are open at once for dated links.
    api_answers : int
        ``ATLAS_API_ANSWERS``: how many answers of the data API are made at once.
    hosting : Hosting
        How the atlas stands in the open network.
    """

    data_dir: Path
    public_url: str
    report_url: str
    releases_open: int
    api_answers: int
    hosting: Hosting


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"https", "http"} or not parts.netloc or parts.query or parts.fragment:
        raise ValueError("it must be an address such as https://atlas.example.org/")
    return text if text.endswith("/") else text + "/"


# Without a form or a mailbox of the operator's, the reader's own mail program opens with the report written: the link
# leads somewhere, and who is to get the mail is for the reader to say.
_OWN_MAIL = "mailto:?subject={title}&body={body}"


def _report_address(text: str) -> str:
    if text == "none":
        return ""
    if urlsplit(text).scheme not in {"https", "mailto"}:
        raise ValueError("it must begin with https:// or mailto:")
    if "{body}" not in text:
        raise ValueError("it must hold {body}, where the link and the number go")
    return text


def _whole(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers between two limits."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise ValueError(f"it must be a whole number from {least} to {most}")
        return int(text)

    return read


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment names; defaults for the rest.

    Parameters
    ----------
    environment : mapping of str to str
        Such as ``os.environ``. A variable that is set to nothing counts as not set.

    Returns
    -------
    Settings
        All settings.

    Raises
    ------
    SettingError
        A variable holds what cannot be used; the message names it and says what is expected.
    """

    def value(name: str, read: Callable[[str], _Value], default: _Value) -> _Value:
        text = environment.get(name, "").strip()
        if not text:
            return default
        try:
            return read(text)
        except ValueError as problem:
            raise SettingError(f"The environment variable {name} cannot be used: {problem}") from problem

    return Settings(
        data_dir=value("ATLAS_DATA_DIR", Path, _ROOT / "data"),
        public_url=value("ATLAS_PUBLIC_URL", _address, ""),
        report_url=value("ATLAS_REPORT_URL", _report_address, _OWN_MAIL),
        releases_open=value("ATLAS_RELEASES_OPEN", _whole(1, 20), 3),
        api_answers=value("ATLAS_API_ANSWERS", _whole(1, 1000), 16),
        hosting=read_hosting(value, _whole),
    )


class _Noted(dict[str, str]):
    """An environment that notes which variables were asked for."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        super().__init__(environment)
        self.names: dict[str, None] = {}

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        self.names[name] = None
        return super().get(name, default)


@cache
def _names() -> tuple[str, ...]:
    """Every variable there is: those that a reading asks for."""
    noted = _Noted({})
    read_settings(noted)
    return tuple(noted.names)


@lru_cache(maxsize=4)
def _read(texts: tuple[str | None, ...]) -> Settings:
    return read_settings({name: text for name, text in zip(_names(), texts, strict=True) if text is not None})


def settings() -> Settings:
    """The settings of this process, read once and again only when the environment has changed."""
    # Asked many times in a page run: looking through the whole environment would take ten times as long.
    return _read(tuple(map(os.environ.get, _names())))
