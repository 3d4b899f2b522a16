"""Where a request may go: checked before each hop."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from queue import Empty, Queue
from threading import Thread
from urllib.parse import urlsplit

from requests.utils import get_environ_proxies, select_proxy

from etl.errors import FetchError, TransientFetchError
from etl.fetch.deadline import Deadline
from etl.fetch.policy import Endpoint, Policy, address_of
from etl.metadata.catalogue import OfficialFile

HTTPS = 443


def authority(url: str) -> str:
    """Host of an https address, with its port where that is not 443.

    Raises
    ------
    FetchError
        The address is not plain https.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port or HTTPS
    except ValueError:
        raise FetchError(f"{url!r} is no address") from None
    if parts.scheme != "https":
        raise FetchError(f"{parts.scheme or 'no'} address {url!r}: only https is fetched")
    if not host or parts.username is not None or parts.password is not None:
        raise FetchError(f"{url!r} names no host, or a user; give a plain https address")
    return host if port == HTTPS else f"{host}:{port}"


def allowed_authorities(file: OfficialFile) -> frozenset[str]:
    """Hosts that a file may come from, with a port where it is not 443."""
    return frozenset(host.lower() for host in file.hosts) or frozenset({authority(file.url or "")})


def check_host(url: str, allowed: frozenset[str]) -> str:
    """Authority of an address, which must be an allowed one."""
    found = authority(url)
    if found not in allowed:
        raise FetchError(f"host {found} is not one of those allowed for this file ({', '.join(sorted(allowed))})")
    return found


def proxy_for(url: str) -> str | None:
    """Proxy that the environment names for an address, if any."""
    proxy = select_proxy(url, get_environ_proxies(url))
    if proxy and proxy.lower().startswith("socks"):
        raise FetchError("the environment names a SOCKS proxy, which is not supported; name an HTTP one in HTTPS_PROXY")
    return proxy


def _resolved(host: str, port: int, policy: Policy, deadline: Deadline) -> Sequence[Endpoint]:
    """Resolve in a thread of its own: a resolver knows no deadline."""
    answers: Queue[Sequence[Endpoint] | Exception] = Queue()

    def ask() -> None:
        try:
            answers.put(policy.resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=min(policy.idle_s, deadline.remaining))
    except Empty:
        raise TransientFetchError(f"no answer to the name {host} within {policy.idle_s:g} s") from None
    if isinstance(answer, socket.gaierror):
        raise TransientFetchError(f"the name {host} has no address: {answer.strerror}") from None
    if isinstance(answer, Exception):
        raise FetchError(f"the name {host} cannot be looked up: {answer}") from None
    return answer


def checked_endpoints(url: str, policy: Policy, deadline: Deadline) -> Sequence[Endpoint]:
    """Endpoints of an address; a single one that is not public refuses them all."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    endpoints = _resolved(host, parts.port or HTTPS, policy, deadline)
    refused = sorted({str(address_of(each)) for each in endpoints if not policy.is_allowed(address_of(each))})
    if refused:
        raise FetchError(f"host {host} stands for {', '.join(refused)}, which is no public address")
    if not endpoints:
        raise TransientFetchError(f"the name {host} has no address")
    return endpoints
