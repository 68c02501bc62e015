"""Looking for words at a server: the fake and a real one on loopback answer alike; a bad one is told of."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from pluto_desktop import __version__
from pluto_desktop.adapters.web.lrclib import LrclibServer
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Denied, Invalid, KnownError, Offline, Timeout
from pluto_desktop.domain.online_words import AskedSong, FoundWords
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.web_address import parse_web_address
from pluto_desktop.ports.online_words import WordsServer
from tests.fakes.words_server import FakeWordsServer
from tests.lrclib import Lrclib, record, send, serving

SONG = AskedSong("జో అచ్యుతానంద", "అన్నమయ్య", "Jo & “Jo”", 60_400)
LIVE = FoundWords(SONG.title, SONG.artist, "Live", 190_000, synced="[00:01.00]జో")
STUDIO = FoundWords(SONG.title, SONG.artist, "Jo & “Jo”", 61_000, synced="[00:02.00]జో", plain="జో")
MUSIC = FoundWords("Veena", "B", "", None, instrumental=True)


@pytest.fixture
def server() -> Iterator[Lrclib]:
    with serving() as state:
        yield state


@pytest.fixture(params=["fake", "lrclib"])
def known(request: pytest.FixtureRequest) -> WordsServer:
    """Return a server that knows three songs."""
    if request.param == "fake":
        return FakeWordsServer(LIVE, STUDIO, MUSIC)
    state: Lrclib = request.getfixturevalue("server")
    state.records = [
        record(
            one.title, one.synced or None, one.plain or None, artistName=one.artist, albumName=one.album,
            duration=None if one.duration_ms is None else one.duration_ms / 1000, instrumental=one.instrumental,
        )
        for one in (LIVE, STUDIO, MUSIC)
    ]  # fmt: skip
    return LrclibServer(parse_web_address(state.address))


def test_the_very_song_comes_first_and_others_of_its_name_after_it(known: WordsServer) -> None:
    found = known.find(SONG, CancelToken())
    assert found[0] == STUDIO
    assert LIVE in found


def test_a_song_without_an_artist_is_found_by_its_title(known: WordsServer) -> None:
    assert known.find(AskedSong("veena"), CancelToken()) == [MUSIC]


def test_what_it_does_not_know_is_nothing(known: WordsServer) -> None:
    assert known.find(AskedSong("Nobody's", "N", "", 1_000), CancelToken()) == []


def test_who_has_cancelled_gets_no_answer(known: WordsServer) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        known.find(SONG, cancel)


# -- what goes over the wire --


def ask(server: Lrclib, song: AskedSong = SONG, cancel: CancelToken | None = None, s: float = 30) -> list[FoundWords]:
    return LrclibServer(parse_web_address(server.address), s).find(song, cancel or CancelToken())


def test_no_more_is_sent_than_is_said(server: Lrclib) -> None:
    ask(server)
    names = {"track_name": SONG.title, "artist_name": SONG.artist}
    agent = f"PlutoDesktop/{__version__}"
    assert server.asked == [
        ("/api/get", {**names, "album_name": SONG.album, "duration": "60"}, agent),
        ("/api/search", names, agent),
    ]


def test_a_name_is_cut_where_an_address_would_be_too_long(server: Lrclib) -> None:
    ask(server, AskedSong("పా" * 250, "ట" * 500, "\ud800'\"&?#", 7_200_000))
    path, said, _ = server.asked[0]
    assert (path, len(said["track_name"]), len(said["artist_name"])) == ("/api/get", 200, 200)
    assert said["album_name"] == "?'\"&?#"
    assert "duration" not in said, "the API takes an hour at most"


def test_values_of_another_form_are_none(server: Lrclib) -> None:
    odd: list[object] = [True, -1, 1e400, "60", None]
    server.records = [record(SONG.title, "a\ud800", 5, duration=one, albumName=None) for one in odd]  # type: ignore[arg-type]
    assert [(one.duration_ms, one.synced, one.plain, one.album) for one in ask(server, AskedSong(SONG.title))] == [
        (None, "a?", "", "") for _ in odd
    ]


# -- a server that is slow, broken or hostile --


def body(data: bytes, **how: object) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda request: send(request, data, **how)  # type: ignore[arg-type]


def drip(request: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, for ever: no single wait is long."""
    send(request, b"", length=1_000)
    while not stop.wait(0.02):
        request.wfile.write(b" ")


stop = threading.Event()
BAD = {
    "not JSON": (body(b"<html>"), Invalid, "words_server_odd"),
    "nested without end": (body(b"[" * 200_000), Invalid, "words_server_odd"),
    "a number without end": (body(b"9" * 20_000), Invalid, "words_server_odd"),
    "not a list": (body(b'{"trackName": "x"}'), Invalid, "words_server_odd"),
    "a list of something else": (body(b'[1, null, {"id": 5}]'), Invalid, "words_server_odd"),
    "no text": (body(b"\xff\xfe\x00"), Invalid, "words_server_odd"),
    "large, and it says so": (body(b" ", length=10_000_000), Invalid, "words_server_large"),
    "cut in the middle": (body(b'[{"trackName"', length=500), Offline, "words_server_broke"),
    "too many asked": (body(b"slow down", status=429), Offline, "words_server_busy"),
    "not now": (body(b"", status=503), Offline, "words_server_busy"),
    "not for you": (body(b"", status=403), Invalid, "words_server_odd"),
    "elsewhere": (body(b"", status=302, Location="http://other.test/x"), Invalid, "words_server_elsewhere"),
    "to a file": (body(b"", status=301, Location="file:///etc/hostname"), Invalid, "words_server_odd"),
    "round and round": (body(b"", status=302, Location="/api/search"), Invalid, "words_server_odd"),
}


@pytest.mark.parametrize("how", BAD)
def test_a_bad_answer_is_a_sentence(server: Lrclib, how: str) -> None:
    act, kind, code = BAD[how]
    server.answers["/api/search"] = act
    with pytest.raises(KnownError) as raised:
        ask(server)
    assert (type(raised.value), raised.value.code) == (kind, code)
    assert server.address.removeprefix("http://") in sentence(raised.value)


def test_a_large_answer_that_does_not_say_so_is_read_no_further(server: Lrclib) -> None:
    sent = 0

    def flood(request: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        request.send_response(200)
        request.end_headers()
        for _ in range(160):
            request.wfile.write(b" " * 65_536)
            sent += 65_536

    server.answers["/api/search"] = flood
    with pytest.raises(Invalid, match="words_server_large"):
        ask(server)
    assert sent < 10_000_000


@pytest.mark.parametrize("how", ["hangs", "drips"])
def test_patience_has_an_end(server: Lrclib, how: str) -> None:
    server.answers["/api/get"] = server.hang if how == "hangs" else drip
    stop.clear()
    with pytest.raises(Timeout, match="words_server_slow"):
        ask(server, s=0.3)
    stop.set()


def test_who_leaves_need_not_wait(server: Lrclib) -> None:
    cancel, came = CancelToken(), threading.Event()

    def hang(request: BaseHTTPRequestHandler) -> None:
        came.set()
        server.hang(request)

    server.answers["/api/get"] = hang
    threading.Thread(target=lambda: (came.wait(30), cancel.cancel())).start()
    with pytest.raises(Cancelled):
        ask(server, cancel=cancel)
    assert not server.let_go.is_set()


def test_a_server_follows_itself_to_another_place(server: Lrclib) -> None:
    server.answers["/api/get"] = body(b"", status=307, Location="/there")
    server.answers["/there"] = body(json.dumps(record("x", "[00:01]x")).encode())
    assert [one.title for one in ask(server)] == ["x"]


def test_where_nobody_listens_or_nobody_is(server: Lrclib) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(Offline, match="server_refused"):
            LrclibServer(parse_web_address(address)).find(SONG, CancelToken())
    with pytest.raises(Invalid, match="words_server_odd"):  # it speaks http
        LrclibServer(parse_web_address(server.address.replace("http:", "https:"))).find(SONG, CancelToken())
    with pytest.raises(Offline, match="server_unknown"):
        LrclibServer(parse_web_address("https://nobody.invalid")).find(SONG, CancelToken())


def test_a_certificate_of_nobody_is_not_trusted(server: Lrclib, tmp_path: Path) -> None:
    certificate, key = own_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.secure(context)
    with pytest.raises(Denied, match="words_server_certificate"):
        ask(server)
    assert server.asked == []


def own_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate that nobody vouches for."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    secret, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(name, name, secret.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    pem = (
        made.add_extension(host, critical=False).sign(secret, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    plain = secret.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    for path, data in zip(paths, (pem, plain), strict=True):
        path.write_bytes(data)
    return paths
