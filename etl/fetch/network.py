"""Requests: one per host at a time, and every hop checked."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urljoin

import requests
from requests import Response
from requests import exceptions as errors
from urllib3.exceptions import HTTPError

from etl.errors import FetchError, TransientFetchError
from etl.fetch.agent import user_agent
from etl.fetch.connection import PinnedAdapter
from etl.fetch.deadline import Deadline
from etl.fetch.destinations import check_host, checked_endpoints, proxy_for
from etl.fetch.failures import CA_SETTINGS, failure
from etl.fetch.patience import retry_after
from etl.fetch.policy import Policy

REDIRECTS = {301, 302, 303, 307, 308}
BUSY = {429, 502, 503, 504}


@dataclass
class _Turn:
    """Whose turn it is to ask a host, and when it may be asked again."""

    lock: Lock = field(default_factory=Lock)
    free_at: float = 0.0


@dataclass
class Network:
    """The network, as far as a policy lets us."""

    policy: Policy
    _turns: defaultdict[str, _Turn] = field(default_factory=lambda: defaultdict(_Turn))
    _deadlines: set[Deadline] = field(default_factory=set)
    _is_interrupted: bool = False

    @contextmanager
    def deadline(self) -> Iterator[Deadline]:
        """Time for one file."""
        deadline = Deadline(self.policy.deadline_s)
        self._deadlines.add(deadline)
        if self._is_interrupted:
            deadline.cut()
        try:
            yield deadline
        finally:
            deadline.close()
            self._deadlines.discard(deadline)

    def interrupt(self) -> None:
        """Cut every connection that is open, and open no more."""
        self._is_interrupted = True
        for deadline in list(self._deadlines):
            deadline.cut()

    @contextmanager
    def answer(
        self, url: str, headers: Mapping[str, str], allowed: frozenset[str], deadline: Deadline
    ) -> Iterator[Response]:
        """Ask for an address and follow its redirects; of the answer only the headers are read.

        Parameters
        ----------
        url : str
            What to ask for.
        headers : Mapping
            Headers beside our own.
        allowed : frozenset of str
            Hosts that may be asked.
        deadline : Deadline
            When to give up.

        Raises
        ------
        FetchError
            A hop that is not allowed, a connection that fails, or an answer other than 200 and 304.
        """
        for _ in range(self.policy.max_redirects + 1):
            with self._hop(url, headers, allowed, deadline) as response:
                if response.status_code not in REDIRECTS:
                    _check_status(response)
                    yield response
                    return
                url = _target(url, response)
        raise FetchError(f"more than {self.policy.max_redirects} redirects")

    @contextmanager
    def _hop(
        self, url: str, headers: Mapping[str, str], allowed: frozenset[str], deadline: Deadline
    ) -> Iterator[Response]:
        request = _prepared(url, headers)
        host = check_host(request.url or "", allowed)
        with self._turn(host, deadline):
            try:
                with self._sent(request, host, deadline) as response:
                    yield response
            finally:
                deadline.unwatch()

    @contextmanager
    def _turn(self, host: str, deadline: Deadline) -> Iterator[None]:
        turn = self._turns[host]
        if not turn.lock.acquire(timeout=deadline.remaining):
            deadline.check()
        try:
            deadline.wait(max(0.0, turn.free_at - monotonic()))
            yield
        finally:
            turn.free_at = monotonic() + self.policy.pause_s
            turn.lock.release()

    @contextmanager
    def _sent(self, request: requests.PreparedRequest, host: str, deadline: Deadline) -> Iterator[Response]:
        url = request.url or ""
        proxy = proxy_for(url)
        # A proxy resolves names itself: there the list of hosts alone decides.
        endpoints = () if proxy else checked_endpoints(url, self.policy, deadline)
        deadline.check()
        options: dict[str, Any] = {
            "stream": True,
            "timeout": min(self.policy.idle_s, deadline.remaining) or 0.001,
            "verify": self.policy.ca_bundle or _trusted(),
            "proxies": {"https": proxy} if proxy else {},
        }
        with closing(PinnedAdapter(endpoints, deadline)) as adapter:
            try:
                response = adapter.send(request, **options)
            except (errors.RequestException, HTTPError, OSError, ValueError) as error:
                deadline.check()
                raise failure(error, host) from None
            with response:
                yield response


def _prepared(url: str, headers: Mapping[str, str]) -> requests.PreparedRequest:
    # Each request has a connection of its own; a server that closes it shows where the body really ends.
    own = {"User-Agent": user_agent(), "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}
    try:
        return requests.Request("GET", url, headers={**own, **headers}).prepare()
    except (errors.RequestException, ValueError):
        raise FetchError(f"{url!r} is no address that can be asked") from None


def _trusted() -> str | bool:
    return next((os.environ[name] for name in CA_SETTINGS if os.environ.get(name)), True)


def _target(url: str, response: Response) -> str:
    location = response.headers.get("Location")
    if not location:
        raise FetchError(f"the server answers {response.status_code} and does not say where to go")
    try:
        return urljoin(url, location)
    except ValueError:
        raise FetchError(f"the server redirects to {location!r}, which is no address") from None


def _check_status(response: Response) -> None:
    status = response.status_code
    if status in {200, 304}:
        return
    reason = f"the server answers {status} {response.reason or ''}".rstrip()
    if status in BUSY:
        raise TransientFetchError(reason, retry_after(response.headers.get("Retry-After")))
    raise FetchError(reason)
