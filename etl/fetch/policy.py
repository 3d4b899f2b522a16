"""What a fetch may do: limits, and which addresses it may reach."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

Address = IPv4Address | IPv6Address
#: As :func:`socket.getaddrinfo` tells them: family and what :meth:`socket.socket.connect` takes.
Endpoint = tuple[int, tuple[Any, ...]]

#: Translators of IPv4 carry the address in the last 32 bits (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")
#: Special by IANA's registers, whatever the ipaddress module of this Python knows of them.
_SPECIAL = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16"))
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def is_public(address: Address) -> bool:
    """Whether an address lies on the public internet; one that carries an IPv4 address is judged by that."""
    if isinstance(address, IPv6Address):
        carried = _carried(address)
        if carried is not None:
            return is_public(carried)
        if address not in _GLOBAL_UNICAST or address.scope_id:
            return False
    kinds = (address.is_private, address.is_loopback, address.is_link_local, address.is_multicast, address.is_reserved)
    return address.is_global and not any(kinds) and not any(address in network for network in _SPECIAL)


def resolve(host: str, port: int) -> list[Endpoint]:
    """Every endpoint that the system's resolver gives for a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((family, where) for family, _, _, _, where in found))


def address_of(endpoint: Endpoint) -> Address:
    """The address inside an endpoint."""
    return ip_address(endpoint[1][0])


@dataclass(frozen=True)
class Policy:
    """Limits of a fetch.

    Attributes
    ----------
    deadline_s : float
        Wall clock for one file: every attempt, redirect, page and wait together.
    idle_s : float
        How long a connection may say nothing.
    max_bytes : int
        Most bytes of one file, counted after decompression, all its pages together.
    max_pages : int
        Most pages of one file.
    max_redirects : int
        Most redirects of one request.
    attempts : int
        How often a request is made when the connection fails or the server says that it is busy.
    backoff_s : float
        Wait before the second attempt; doubled for each further one, with jitter.
    pause_s : float
        Wait between two requests to one host.
    hosts_at_once : int
        How many hosts are asked at the same time; one connection each.
    is_allowed : callable
        Whether an address may be connected to.
    resolve : callable
        Endpoints of a host and port.
    ca_bundle : str or None
        Certificates to trust in place of those of the environment.
    """

    deadline_s: float = 600
    idle_s: float = 30
    max_bytes: int = 200 * 2**20
    max_pages: int = 500
    max_redirects: int = 3
    attempts: int = 4
    backoff_s: float = 1
    pause_s: float = 0.5
    hosts_at_once: int = 4
    is_allowed: Callable[[Address], bool] = is_public
    resolve: Callable[[str, int], Sequence[Endpoint]] = resolve
    ca_bundle: str | None = None
