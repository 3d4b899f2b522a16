"""Where a fetch may go: hosts, ports and addresses."""

from ipaddress import ip_address

import pytest

from etl.errors import FetchError
from etl.fetch.destinations import allowed_authorities, authority, check_host, proxy_for
from etl.fetch.policy import is_public
from etl.metadata.catalogue import OfficialFile


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "8.8.8.8", "2606:4700::6810:84e5", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
)
def test_addresses_of_the_public_internet_may_be_reached(address: str):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.0.8",
        "192.0.0.170",
        "192.88.99.1",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "100::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)
def test_every_other_address_is_refused(address: str):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b", "example.org"),
        ("https://EXAMPLE.org.:443/", "example.org"),
        ("https://example.org:8443/", "example.org:8443"),
        ("https://[2606:4700::1]/", "2606:4700::1"),
    ],
)
def test_the_host_of_an_address_carries_its_port_where_it_is_unusual(url: str, expected: str):
    assert authority(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "//example.org/",
        "example.org",
        "",
        "https:///x",
        "https://",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://@example.org/",
        "https://good.example\\@bad.example/",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://[::1",
    ],
)
def test_only_plain_https_addresses_are_fetched(url: str):
    with pytest.raises(FetchError):
        authority(url)


def file(**fields: object) -> OfficialFile:
    return OfficialFile("file", "demo", "csv", url="https://data.example/x", **fields)  # type: ignore[arg-type]


def test_a_file_may_come_from_the_host_of_its_address_alone_unless_it_names_others():
    assert allowed_authorities(file()) == {"data.example"}
    assert allowed_authorities(file(hosts=("Data.example", "cdn.example:8443"))) == {"data.example", "cdn.example:8443"}


@pytest.mark.parametrize(
    "url", ["https://other.example/", "https://data.example:8443/", "https://data.example.evil.example/"]
)
def test_a_host_that_is_not_allowed_is_named_with_those_that_are(url: str):
    with pytest.raises(FetchError, match=r"not one of those allowed for this file \(data\.example\)"):
        check_host(url, allowed_authorities(file()))


def test_the_environment_names_the_proxy_and_the_exceptions(monkeypatch: pytest.MonkeyPatch):
    for name in ("https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "near.example")
    assert proxy_for("https://data.example/x") == "http://proxy.example:3128"
    assert proxy_for("https://near.example/x") is None


def test_a_socks_proxy_is_refused_in_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "socks5://proxy.example:1080")
    with pytest.raises(FetchError, match="SOCKS"):
        proxy_for("https://data.example/x")
