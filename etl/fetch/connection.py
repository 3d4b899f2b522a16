"""One https connection, to the very address that was checked; name, Host and certificate stay those of the host."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from functools import partial
from http.client import HTTPResponse
from typing import Any, cast

from requests.adapters import HTTPAdapter
from requests.models import PreparedRequest
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from etl.fetch.deadline import Deadline
from etl.fetch.policy import Endpoint


class WholeResponse(HTTPResponse):
    """A response that is read until the server ends it, so that a body longer than announced is seen.

    Only where the server says that it closes the connection: else nothing but the length tells where the body ends.
    """

    #: What the server announced; None where it announced nothing that it closes after.
    announced: int | None = None

    def begin(self) -> None:
        """Take the announced length out of the hands of those who would stop at it."""
        super().begin()
        lengths = set(self.headers.get_all("Content-Length", ()))
        if self.length and self.will_close and len(lengths) == 1:
            self.announced, self.length = self.length, None
            del self.headers["Content-Length"]


class PinnedConnection(HTTPSConnection):
    """Connects to endpoints that were checked, in their order; to the proxy, where there is one."""

    response_class = WholeResponse

    def __init__(self, *arguments: Any, endpoints: Sequence[Endpoint], deadline: Deadline, **options: Any):
        super().__init__(*arguments, **options)
        self._endpoints = endpoints
        self._deadline = deadline

    def _new_conn(self) -> socket.socket:
        """Open the socket; urllib3 wraps it for TLS, and checks the certificate against the host's name."""
        opened = super()._new_conn() if self.proxy else self._pinned()
        self._deadline.watch(opened)
        return opened

    def _pinned(self) -> socket.socket:
        last: OSError | None = None
        for family, where in self._endpoints:
            opened = socket.socket(family, socket.SOCK_STREAM)
            try:
                opened.settimeout(min(cast(float, self.timeout), self._deadline.remaining) or 0.001)
                opened.connect(where)
                return opened
            except OSError as error:
                opened.close()
                last = error
        if isinstance(last, TimeoutError):
            raise ConnectTimeoutError(self, "timed out") from last
        raise NewConnectionError(self, str(last)) from last


class PinnedAdapter(HTTPAdapter):
    """Sends one request over one pinned connection."""

    def __init__(self, endpoints: Sequence[Endpoint], deadline: Deadline):
        super().__init__(pool_connections=1, pool_maxsize=1)
        self._pinned = partial(PinnedConnection, endpoints=endpoints, deadline=deadline)

    def get_connection_with_tls_context(
        self,
        request: PreparedRequest,
        verify: Any,
        proxies: Mapping[str, str] | None = None,
        cert: Any = None,
    ) -> Any:
        """Pool whose connections are pinned."""
        pool: Any = super().get_connection_with_tls_context(request, verify, proxies, cert)
        pool.ConnectionCls = self._pinned
        return pool
