"""Whose request it is: only a proxy that was named is believed, and only as far as it can know."""

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.serving.visitors import Allowance, Visitor, Visitors, client_of, household_of
from tests.asgi import scope_of

_PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"), ip_network("127.0.0.1"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.1", None, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),  # not a proxy: what it says of others counts for nothing
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),  # the first could be made up
        ("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.1.1.1", "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7, rubbish", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        ("10.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"),
        ("::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7"),  # a server that listens on IPv6 sees IPv4 so
        ("::ffff:192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("10.0.0.1", "10.2.2.2", "10.2.2.2"),
        ("", "198.51.100.7", ""),
    ],
)
def test_the_address_that_counts(peer: str, forwarded: str | None, client: str):
    headers = {"x_forwarded_for": forwarded} if forwarded else {}
    assert client_of(scope_of("/", client=peer, **headers), _PROXIES) == client


def test_nobody_is_believed_where_no_proxy_was_named():
    assert client_of(scope_of("/", client="127.0.0.1", x_forwarded_for="198.51.100.7"), ()) == "127.0.0.1"


@given(st.text(alphabet="0123456789abcdef.:,[] x", max_size=60))
def test_whatever_is_forwarded_the_reader_cannot_choose_who_she_is(forged: str):
    honest = "198.51.100.7"
    scope = scope_of("/", client="10.0.0.1", x_forwarded_for=f"{forged}, {honest}")
    assert client_of(scope, _PROXIES) == honest


def test_a_customer_with_many_ipv6_addresses_is_one():
    assert household_of("2001:db8::1") == household_of("2001:db8::ffff:1") != household_of("2001:db8:0:1::1")
    assert household_of("192.0.2.1") != household_of("192.0.2.2")


def test_an_allowance_gives_its_burst_at_once_and_then_makes_wait():
    allowance = Allowance(rate=10, burst=3)
    assert [allowance.wait_s() for _ in range(3)] == [0, 0, 0]
    assert allowance.wait_s() == pytest.approx(0.1, abs=0.02)
    assert allowance.wait_s() == pytest.approx(0.2, abs=0.02)
    assert not allowance.take()


def test_who_has_nothing_open_and_asked_nothing_of_late_is_forgotten():
    visitors = Visitors((), lambda: Visitor(Allowance(1, 1), Allowance(1, 1)))
    idle, busy, spent = (visitors.of(scope_of("/", client=f"192.0.2.{n}")) for n in (1, 2, 3))
    busy.sockets += 1
    spent.runs.take()
    visitors.forget_idle()
    assert visitors.of(scope_of("/", client="192.0.2.2")) is busy
    assert visitors.of(scope_of("/", client="192.0.2.3")) is spent
    assert len(visitors) == 2
    assert idle.is_idle
