"""The S3 server that moto ships, on loopback: a mock, which keeps its objects in memory and checks no signature."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import fsspec
import pytest
from moto.server import ThreadedMotoServer


@contextmanager
def mock_s3(port: int = 0) -> Iterator[str]:
    """Run the mock, and lead this process and those it starts to it; yields its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as environment:
        host, number = server.get_host_and_port()
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{number}",
            "AWS_ACCESS_KEY_ID": "mock",
            "AWS_SECRET_ACCESS_KEY": "mock",
            "AWS_DEFAULT_REGION": "us-east-1",
            "NO_PROXY": host,
        }.items():
            environment.setenv(name, value)
        try:
            yield f"http://{host}:{number}"
        finally:
            server.stop()


def new_bucket(name: str) -> str:
    """Make an empty bucket in the mock that the environment names; returns the address of a folder in it."""
    fsspec.filesystem("s3", skip_instance_cache=True).mkdir(name)
    return f"s3://{name}/atlas"
