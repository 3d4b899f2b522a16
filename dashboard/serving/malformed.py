"""Our headers on the answers that never reach the application: what is not HTTP, and wishes for a socket that are none.

The server and its socket library answer those by themselves, with fixed sentences and no way to add a header; so two of
their methods are replaced when the process starts to serve. A test sends both kinds over a bare connection, and fails
when a later version answers in another way.
"""

from http import HTTPStatus

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from websockets.http11 import Response
from websockets.server import ServerProtocol

from dashboard.serving.headers import Headers

_refuse = ServerProtocol.reject


def carry(headers: Headers) -> None:
    """Have those answers carry the headers of every other.

    Parameters
    ----------
    headers : list of tuple
        Names and values.
    """

    def send_400_response(self: H11Protocol, msg: str) -> None:
        plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        for event in (
            h11.Response(status_code=400, headers=[*plain, *headers], reason=HTTPStatus.BAD_REQUEST.phrase.encode()),
            h11.Data(data=msg.encode("ascii")),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def reject(self: ServerProtocol, status: HTTPStatus | int, text: str) -> Response:
        response = _refuse(self, status, text)
        for name, value in headers:
            response.headers[name.decode()] = value.decode()
        return response

    H11Protocol.send_400_response = send_400_response  # type: ignore[method-assign]
    ServerProtocol.reject = reject  # type: ignore[method-assign]
