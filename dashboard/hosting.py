"""The settings that make the atlas fit for the open network: who may frame it, limits, metrics, log."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Literal, cast
from urllib.parse import urlsplit

LogForm = Literal["text", "json"]
_SOURCE = re.compile(r"https://(\*\.)?[a-zA-Z0-9.-]+(:[0-9]+)?")


@dataclass(frozen=True)
class Hosting:
    """How the atlas stands in the open network.

    Attributes
    ----------
    frame_ancestors : str
        ``ATLAS_FRAME_ANCESTORS``: who may show the atlas in a frame: ``'self'``, ``'none'``, ``*`` or addresses.
    trusted_proxies : tuple of networks
        ``ATLAS_TRUSTED_PROXIES``: proxies whose word on the reader's address counts.
    sessions, sessions_per_address : int
        ``ATLAS_SESSIONS``, ``ATLAS_SESSIONS_PER_ADDRESS``: open at once.
    runs_per_second, runs_per_second_per_address : int
        ``ATLAS_RUNS_PER_SECOND``, ``ATLAS_RUNS_PER_SECOND_PER_ADDRESS``: page runs of a session, of an address.
    files_per_second_per_address : int
        ``ATLAS_FILES_PER_SECOND_PER_ADDRESS``: answers other than pages and their parts.
    patience_s : int
        ``ATLAS_PATIENCE_S``: seconds that a reader may leave unread what was sent.
    metrics_port, metrics_address : int, str
        ``ATLAS_METRICS_PORT``, ``ATLAS_METRICS_ADDRESS``: where Prometheus asks; port 0 is nowhere.
    log_form : {'text', 'json'}
        ``ATLAS_LOG``: lines for people or for machines.
    """

    frame_ancestors: str
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]
    sessions: int
    sessions_per_address: int
    runs_per_second: int
    runs_per_second_per_address: int
    files_per_second_per_address: int
    patience_s: int
    metrics_port: int
    metrics_address: str
    log_form: LogForm


def _frames(text: str) -> str:
    """Who may frame: a keyword, everybody, or a list of https addresses without paths."""
    word = text.strip("'").lower()
    if word in {"self", "none"}:
        return f"'{word}'"
    parts = text.split()
    if text != "*" and not all(part == "'self'" or _SOURCE.fullmatch(part) for part in parts):
        raise ValueError("it must be self, none, * or addresses such as https://news.example.org with spaces between")
    return text if text == "*" else " ".join(parts)


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in text.split(","))
    except ValueError as problem:
        raise ValueError("it must be addresses or networks with commas between, such as 10.0.0.0/8") from problem


def _log_form(text: str) -> LogForm:
    if text not in {"text", "json"}:
        raise ValueError("it must be text or json")
    return cast(LogForm, text)


def _host(text: str) -> str:
    if urlsplit(f"//{text}").hostname is None:
        raise ValueError("it must be an address of this machine, such as 127.0.0.1 or 0.0.0.0")
    return text


def read_hosting(value: Callable[..., Any], whole: Callable[[int, int], Callable[[str], int]]) -> Hosting:
    """The settings of hosting.

    Parameters
    ----------
    value : callable
        Gives the value of a variable: its name, how to read it, its default.
    whole : callable
        Makes a reader of whole numbers between two limits.
    """
    return Hosting(
        frame_ancestors=value("ATLAS_FRAME_ANCESTORS", _frames, "'self'"),
        trusted_proxies=value("ATLAS_TRUSTED_PROXIES", _networks, ()),
        sessions=value("ATLAS_SESSIONS", whole(1, 100_000), 500),
        sessions_per_address=value("ATLAS_SESSIONS_PER_ADDRESS", whole(1, 100_000), 100),
        runs_per_second=value("ATLAS_RUNS_PER_SECOND", whole(1, 10_000), 5),
        runs_per_second_per_address=value("ATLAS_RUNS_PER_SECOND_PER_ADDRESS", whole(1, 100_000), 25),
        files_per_second_per_address=value("ATLAS_FILES_PER_SECOND_PER_ADDRESS", whole(1, 100_000), 20),
        patience_s=value("ATLAS_PATIENCE_S", whole(1, 3600), 30),
        metrics_port=value("ATLAS_METRICS_PORT", whole(0, 65_535), 0),
        metrics_address=value("ATLAS_METRICS_ADDRESS", _host, "127.0.0.1"),
        log_form=value("ATLAS_LOG", _log_form, "text"),
    )
