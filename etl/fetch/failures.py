"""Why a request failed, in words, without the addresses and passwords that texts of libraries carry."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from http.client import HTTPException, IncompleteRead

from requests import exceptions as errors
from urllib3.exceptions import HTTPError

from etl.errors import FetchError, TransientFetchError

#: The first of these that is set names the certificates to trust.
CA_SETTINGS = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it was made from: requests and urllib3 wrap one in the other."""
    seen: list[object] = []
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, BaseException) and each not in seen:
            seen.append(each)
            yield each
            waiting += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]


def failure(error: Exception, host: str) -> FetchError:
    """Turn the error of a library into ours.

    Parameters
    ----------
    error : Exception
        What requests, urllib3 or the system raised.
    host : str
        The host that was asked.

    Returns
    -------
    FetchError
        A :class:`~etl.errors.TransientFetchError` where it may pass.
    """
    causes = list(_causes(error))
    return _tls(causes, host) or _connection(causes, host) or _misunderstood(error, host)


def _tls(causes: Sequence[BaseException], host: str) -> FetchError | None:
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(f"the certificate of {host} is not trusted: {cause.verify_message}")
    return None


def _connection(causes: Sequence[BaseException], host: str) -> FetchError | None:
    if isinstance(causes[0], errors.InvalidProxyURL):
        return FetchError("the proxy that the environment names has no usable address")
    if any(isinstance(cause, errors.ProxyError) for cause in causes):
        return TransientFetchError(f"the proxy that the environment names does not connect to {host}")
    if any(isinstance(cause, (errors.Timeout, TimeoutError)) for cause in causes):
        return TransientFetchError(f"{host} did not answer in time")
    for cause in causes:
        if isinstance(cause, HTTPException) and not isinstance(cause, (OSError, IncompleteRead)):
            return FetchError(f"the answer of {host} is not understood: {cause or type(cause).__name__}")
    if isinstance(causes[0], (errors.ConnectionError, errors.ChunkedEncodingError, HTTPError)):
        texts = [cause.strerror for cause in causes if isinstance(cause, OSError) and isinstance(cause.strerror, str)]
        return TransientFetchError(f"the connection to {host} failed: {texts[0] if texts else 'it broke'}")
    return None


def _misunderstood(error: Exception, host: str) -> FetchError:
    if isinstance(error, OSError) and not isinstance(error, errors.RequestException):
        return FetchError(f"the certificates to trust cannot be read; look at {', '.join(CA_SETTINGS)}")
    return FetchError(f"the answer of {host} is not understood: {type(error).__name__}")
