"""A server of words on loopback, which speaks as LRCLIB does or as badly as a test wants."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Record = dict[str, Any]
Answer = Callable[[BaseHTTPRequestHandler], None]


def record(title: str, synced: str | None = None, plain: str | None = None, **said: Any) -> Record:
    """Return a record as the API has it."""
    return {
        "id": 1, "name": title, "trackName": title, "artistName": "", "albumName": "", "duration": 60.0,
        "instrumental": False, "plainLyrics": plain, "syncedLyrics": synced, **said,
    }  # fmt: skip


@dataclass
class Lrclib:
    """``records`` are what it has, ``asked`` the path, the parameters and the user agent of each request.

    With ``answers`` (a path: what is done) it does that instead; ``let_go`` ends what hangs.
    """

    address: str = ""
    records: list[Record] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    let_go: threading.Event = field(default_factory=threading.Event)
    secure: Callable[[ssl.SSLContext], None] = lambda _context: None
    """Lets it speak TLS from now on."""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        parts = urlsplit(request.path)
        said = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append((parts.path, said, request.headers["User-Agent"]))
        if (act := self.answers.get(parts.path)) is not None:
            act(request)
            return
        named = [one for one in self.records if one["trackName"].casefold() == said["track_name"].casefold()]
        if parts.path == "/api/search":
            send(request, json.dumps(named).encode())
            return
        seconds = float(said.get("duration", 0))
        exact = (one for one in named if one["artistName"] == said["artist_name"] and _near(one, seconds))
        one = next(exact, None)
        missing = {"code": 404, "name": "TrackNotFound", "message": "Failed to find specified track"}
        send(request, json.dumps(one or missing).encode(), 200 if one else 404)

    def hang(self, _request: BaseHTTPRequestHandler) -> None:
        """Say nothing until the test lets go."""
        self.let_go.wait(60)


def _near(one: Record, seconds: float) -> bool:
    return not seconds or abs(one["duration"] - seconds) <= 2


def send(
    request: BaseHTTPRequestHandler, body: bytes, status: int = 200, length: int | None = None, **headers: str
) -> None:
    """Send an answer; ``length`` is what it says of itself, if that is not so."""
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(body) if length is None else length))
    request.end_headers()
    request.wfile.write(body)


@contextmanager
def serving() -> Iterator[Lrclib]:
    """Run a server for the block."""
    state = Lrclib()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                state.answer(self)
            except OSError:
                return  # whoever asked has left

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Whoever does not trust it has left."""

    server = Server(("127.0.0.1", 0), Handler)

    def secure(context: ssl.SSLContext) -> None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        state.address = state.address.replace("http:", "https:")

    state.secure = secure
    state.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
