"""One small answer from a server on the web, within a time, a size, and at the server that was named."""

from __future__ import annotations

import ssl
import threading
import time
from concurrent.futures import Future, wait
from email.message import Message
from http.client import HTTPException, HTTPResponse, IncompleteRead
from socket import gaierror
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from pluto_desktop import __version__
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, Invalid, KnownError, Offline, Timeout
from pluto_desktop.domain.web_address import WebAddress

MOST_BYTES = 2 * 1024 * 1024
"""An answer is never larger than this, as no file of words is."""

_NOTHING = 404
_BUSY = frozenset({429, 500, 502, 503, 504})
_REASONS: tuple[tuple[tuple[type[Exception], ...], type[KnownError], str], ...] = (
    ((ssl.SSLCertVerificationError,), Denied, "words_server_certificate"),
    ((TimeoutError,), Timeout, "words_server_slow"),
    ((gaierror,), Offline, "server_unknown"),
    ((ConnectionRefusedError,), Offline, "server_refused"),
    ((ConnectionError, IncompleteRead), Offline, "words_server_broke"),
    ((ssl.SSLError, HTTPException), Invalid, "words_server_odd"),
)
_LOOK_S = 0.05
_BLOCK = 64 * 1024


def fetch(address: WebAddress, path: str, until_s: float, cancel: CancelToken) -> bytes | None:
    """Return what a server has at a path behind its address, None where it has nothing there.

    ``until_s``, on the monotonic clock, is when patience ends. Raises what
    :class:`pluto_desktop.ports.online_words.WordsServer` names. Any worker thread.
    """
    answer: Future[bytes | None] = Future()
    asking = cancel.part()

    def ask() -> None:
        try:
            answer.set_result(_get(address, path, until_s, asking))
        except BaseException as error:  # noqa: BLE001 - raised where somebody waits for it
            answer.set_exception(error)

    # On a thread of its own: looking a name up cannot be broken off, and nobody who left need wait for it.
    threading.Thread(target=ask, name="pluto-web", daemon=True).start()
    while not wait([answer], timeout=_LOOK_S).done:
        cancel.raise_if_cancelled()
        if time.monotonic() > until_s:
            asking.cancel()
            raise Timeout("words_server_slow", server=address.server)
    return answer.result()


def _get(address: WebAddress, path: str, until_s: float, cancel: CancelToken) -> bytes | None:
    server = address.server
    request = Request(  # noqa: S310 - the address is http or https, and no other handler is there
        address.base + path, headers={"User-Agent": f"PlutoDesktop/{__version__}", "Accept": "application/json"}
    )
    try:
        with _opener(address).open(request, timeout=max(_LOOK_S, until_s - time.monotonic())) as response:
            return _read(response, server, cancel)
    except HTTPError as error:
        error.close()
        if error.code == _NOTHING:
            return None
        raise _of_status(error.code, server) from error
    except URLError as error:
        raise _of_reason(error.reason, server) from error
    except (OSError, HTTPException) as error:
        raise _of_reason(error, server) from error


def _read(response: HTTPResponse, server: str, cancel: CancelToken) -> bytes:
    data, length = bytearray(), response.length
    while length is None or len(data) < length:
        if max(len(data), length or 0) > MOST_BYTES:
            raise Invalid("words_server_large", server=server)
        block = response.read1(_BLOCK)
        cancel.raise_if_cancelled()
        if not block:
            break
        data += block
    if length is not None and len(data) < length:
        raise Offline("words_server_broke", server=server)
    return bytes(data)


def _of_status(status: int, server: str) -> KnownError:
    if status in _BUSY:
        return Offline("words_server_busy", server=server)
    return Invalid("words_server_odd", server=server)


def _of_reason(reason: object, server: str) -> KnownError:
    """Return what went wrong on the way, by the first line of the table that fits."""
    for kinds, error, code in _REASONS:
        if isinstance(reason, kinds):
            return error(code, server=server)
    return Offline("server_unreachable", server=server)


class _AtHome(HTTPRedirectHandler):
    """Follows a server to another place of its own, and to nobody else: a person named this one."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        here, there = urlsplit(req.full_url), urlsplit(newurl)
        if (there.scheme, there.netloc) != (here.scheme, here.netloc):
            fp.close()
            raise Invalid("words_server_elsewhere", server=here.netloc, other=there.netloc or newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _opener(address: WebAddress) -> OpenerDirector:
    """Return what opens http and https and nothing else, through the system's proxy unless it is this device."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler({} if address.loopback else None),
        HTTPHandler(),
        HTTPSHandler(),
        _AtHome(),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
