"""What tests of fetching share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from tests.servers import NAME, Site, serving


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """A certificate authority that only the tests trust."""
    return trustme.CA()


@pytest.fixture(scope="session")
def ca_bundle(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture(scope="session")
def certificate(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert(NAME, "other.example", "127.0.0.1")


@pytest.fixture
def site(certificate: trustme.LeafCert) -> Iterator[Site]:
    with serving(certificate) as running:
        yield running


@pytest.fixture
def other_site(certificate: trustme.LeafCert) -> Iterator[Site]:
    with serving(certificate) as running:
        yield running


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests name a proxy themselves."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
