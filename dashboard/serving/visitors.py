"""Who asks, as far as limits need it: an address, how much it asks at once, how often.

Addresses are kept in memory while they are busy and are neither logged nor stored.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.types import Scope

Network = IPv4Network | IPv6Network
# An IPv6 customer has a /64 to herself and would else have as many allowances as it has addresses.
_IPV6_CUSTOMER_BITS = 64


def _plain(text: str) -> str:
    """An address without port and brackets, IPv4 as IPv4; empty where it is none."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return ""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def _is_trusted(address: str, proxies: Iterable[Network]) -> bool:
    return bool(address) and any(ip_address(address) in network for network in proxies)


def client_of(scope: Scope, proxies: Iterable[Network]) -> str:
    """The address that asks.

    Only a proxy that the operator named is believed, and of what it forwards the last address that is not itself
    such a proxy: what stands before that could have been written by anybody.

    Parameters
    ----------
    scope : ASGI scope
        Of the request.
    proxies : iterable of networks
        Whose word counts.
    """
    peer = _plain((scope.get("client") or ("",))[0])
    if not _is_trusted(peer, proxies):
        return peer
    told = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for").decode("latin-1")
    for step in reversed(told.split(",")):
        address = _plain(step)
        if not address:
            break
        peer = address
        if not _is_trusted(peer, proxies):
            break
    return peer


def household_of(address: str) -> str:
    """The address under which limits are counted."""
    if ":" not in address:
        return address
    return str(ip_network(f"{address}/{_IPV6_CUSTOMER_BITS}", strict=False))


@dataclass(slots=True)
class Allowance:
    """So many at once, then so many a second.

    Attributes
    ----------
    rate : float
        A second.
    burst : float
        At once.
    """

    rate: float
    burst: float
    left: float = field(init=False)
    at: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.burst
        self.at = time.monotonic()

    def _refill(self) -> None:
        now = time.monotonic()
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now

    def wait_s(self) -> float:
        """Take one, and say how many seconds to wait for it."""
        self._refill()
        self.left -= 1
        return max(0.0, -self.left / self.rate)

    def take(self) -> bool:
        """Take one where one is left."""
        self._refill()
        if self.left < 1:
            return False
        self.left -= 1
        return True

    @property
    def is_full(self) -> bool:
        """Whether it is as if nothing had been taken."""
        self._refill()
        return self.left >= self.burst


@dataclass(slots=True)
class Visitor:
    """What one address has open and may still ask."""

    runs: Allowance
    requests: Allowance
    sockets: int = 0
    answers: int = 0

    @property
    def is_idle(self) -> bool:
        """Whether nothing need be remembered."""
        return not self.sockets and not self.answers and self.runs.is_full and self.requests.is_full


class Visitors:
    """Everyone who is here.

    Parameters
    ----------
    proxies : iterable of networks
        Proxies whose word on addresses counts.
    arrive : callable
        Makes a visitor with full allowances.
    """

    def __init__(self, proxies: Iterable[Network], arrive: Callable[[], Visitor]) -> None:
        self._proxies = tuple(proxies)
        self._arrive = arrive
        self._here: dict[str, Visitor] = {}

    def __len__(self) -> int:
        return len(self._here)

    def of(self, scope: Scope) -> Visitor:
        """The visitor who asks."""
        address = household_of(client_of(scope, self._proxies))
        found = self._here.get(address)
        if found is None:
            found = self._here[address] = self._arrive()
        return found

    def forget_idle(self) -> None:
        """Forget whoever has nothing open and has not asked of late."""
        for address in [address for address, visitor in self._here.items() if visitor.is_idle]:
            del self._here[address]
