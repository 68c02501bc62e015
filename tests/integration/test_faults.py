"""The fault proxy does what it says, to connections that are open and to new ones."""

from __future__ import annotations

import gc
import socket
import socketserver
import threading
import time
from contextlib import ExitStack, suppress

import pytest

from tests.faults import FaultProxy


class _Echo(socketserver.BaseRequestHandler):
    def handle(self):
        while True:
            try:
                got = self.request.recv(65536)
                if not got:
                    return
                self.request.sendall(got)
            except OSError:
                return


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


@pytest.fixture
def address():
    with _Server(("127.0.0.1", 0), _Echo) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address
        server.shutdown()


@pytest.fixture
def proxy(address):
    with FaultProxy(*address) as proxy:
        yield proxy


@pytest.fixture
def connect(proxy):
    made = []

    def connect():
        made.append(socket.create_connection(("127.0.0.1", proxy.port), 10))
        return made[-1]

    yield connect
    for one in made:
        one.close()


def _ask(connection, count=5):
    connection.sendall(b"x" * count)
    return _read(connection, count)


def _read(connection, count):
    got = b""
    while len(got) < count and (piece := connection.recv(65536)):
        got += piece
    return len(got)


def _read_until_reset(connection):
    got = 0
    try:
        while piece := connection.recv(100):
            got += len(piece)
    except ConnectionResetError:
        return got
    raise AssertionError("an end, not a reset")


def test_without_a_fault_everything_goes_through(proxy, connect):
    assert _ask(connect(), 300_000) == 300_000
    assert (proxy.connections, proxy.asked, proxy.answered) == (1, 300_000, 300_000)


def test_an_end_is_handed_on_after_what_was_said(connect):
    connection = connect()
    connection.sendall(b"last words")
    connection.shutdown(socket.SHUT_WR)
    assert _read(connection, 100) == 10


def test_refused_and_let_in_again_at_the_same_port(proxy, connect):
    connection, port = connect(), proxy.port
    _ask(connection)
    proxy.refuse()
    with pytest.raises(ConnectionResetError):
        connection.recv(1)
    with pytest.raises(ConnectionRefusedError):
        connect()
    proxy.clear()
    assert proxy.port == port
    assert _ask(connect()) == 5


def test_what_hangs_goes_on_afterwards(proxy, connect):
    old = connect()
    _ask(old)
    proxy.hang()
    new = connect()
    for connection in (old, new):
        connection.sendall(b"hello")
        connection.settimeout(0.05)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        connection.settimeout(10)
    proxy.clear()
    assert _read(old, 5) == 5
    assert _read(new, 5) == 5


def test_a_delay_is_of_each_byte_and_does_not_add_up(proxy, connect):
    connection = connect()
    _ask(connection)
    proxy.delay(0.1)
    began = time.monotonic()
    assert _ask(connection, 400_000) == 400_000  # a hundred pieces: one after the other they would take 20 s
    assert 0.2 <= time.monotonic() - began < 60


def test_a_throttle_is_for_all_together(proxy, connect):
    connections = [connect(), connect()]
    proxy.throttle(100_000)
    began = time.monotonic()
    for connection in connections:
        connection.sendall(b"x" * 20_000)
    assert [_read(connection, 20_000) for connection in connections] == [20_000, 20_000]
    assert time.monotonic() - began >= 0.4


def test_a_reset_ends_what_is_open_only(proxy, connect):
    connection = connect()
    _ask(connection)
    proxy.reset()
    with pytest.raises(ConnectionResetError):
        connection.recv(1)
    assert _ask(connect()) == 5


def test_a_cut_lets_so_many_bytes_through_once(proxy, connect):
    connection = connect()
    _ask(connection)
    proxy.cut_after(3)
    connection.sendall(b"hello")
    assert _read_until_reset(connection) <= 3
    assert proxy.asked == 8
    assert _ask(connect()) == 5


def test_an_answer_is_cut_where_the_server_was_told_all(proxy, connect):
    connection = connect()
    proxy.cut_after(0, answers=True)
    connection.sendall(b"hello")
    assert _read_until_reset(connection) == 0
    assert (proxy.asked, proxy.answered) == (5, 0)


def test_an_address_leads_through(proxy):
    assert proxy.through("postgresql://u:p@db.example:5432/x?a=b") == f"postgresql://u:p@127.0.0.1:{proxy.port}/x?a=b"


def test_closing_leaves_no_connection_behind_whatever_is_under_way(address):
    """Some have just come, some were told more than they take, and some are done."""
    for turn in range(20):
        with FaultProxy(*address) as proxy, ExitStack() as ends:
            for number in range(4):
                one = ends.enter_context(socket.create_connection(("127.0.0.1", proxy.port), timeout=10))
                one.setblocking(False)
                with suppress(BlockingIOError):
                    while number < turn % 4:
                        one.send(bytes(200_000))
        gc.collect()  # a connection that was left open says so here
