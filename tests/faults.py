"""A proxy before a server that does what networks do: refuse, hang, delay, throttle, reset, cut."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

_PIECE = 4096
"""Bytes that go through at once: small, so that a throttled stream flows and a cut is exact."""

_LIMIT_S = 120
"""For a call to take effect: a guard only, as on a busy machine the loop may wait for seconds."""

_LINGER_NONE = struct.pack("ii", 1, 0)

_Queue = asyncio.Queue[tuple[float, bytes]]


class FaultProxy:
    """Forwards a port of loopback to a server, with faults that may be changed while connections are open.

    A context manager; its loop runs on a thread of its own, its methods may be called from any other and have taken
    effect when they return. Faults add up: a slow network may hang too. :meth:`clear` takes all of them away.
    """

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self.port = 0
        self.connections = 0
        """How many connections were accepted so far."""
        self.asked = 0
        """How many bytes went through to the server so far."""
        self.answered = 0
        """How many bytes came back through so far."""
        self._delay_s = 0.0
        self._rate: float | None = None
        self._free_at: dict[bool, float] = {}
        self._left: int | None = None
        self._cuts_answers = False
        self._open: dict[asyncio.Task[None], socket.socket] = {}
        self._door: socket.socket | None = None

    def __enter__(self) -> FaultProxy:
        self._loop = asyncio.new_event_loop()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="faults", daemon=True)
        self._thread.start()
        self._call(self._listen)
        return self

    def __exit__(self, *_: object) -> None:
        self._call(self._close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def through(self, address: str) -> str:
        """Return the address of a server as it is reached through here."""
        parts = urlsplit(address)
        user, at, _ = parts.netloc.rpartition("@")
        return urlunsplit(parts._replace(netloc=f"{user}{at}127.0.0.1:{self.port}"))

    def refuse(self) -> None:
        """Let nobody in and reset who is there, as a machine whose server has died."""
        self._call(self._close)

    def hang(self) -> None:
        """Let everybody in, and let not a byte through. What waits goes on at :meth:`clear`."""
        self._do(self._flowing.clear)

    def delay(self, seconds: float) -> None:
        """Let every byte take that long each way: half of a round trip."""
        self._do(lambda: setattr(self, "_delay_s", seconds))

    def throttle(self, bytes_per_s: float) -> None:
        """Let all connections together have that much each way."""
        self._do(lambda: setattr(self, "_rate", bytes_per_s))

    def reset(self) -> None:
        """Reset the connections that are open; new ones go through."""
        self._call(self._reset)

    def cut_after(self, count: int, *, answers: bool = False) -> None:
        """Let that many more bytes through and then reset what is open, once; none: at the next byte.

        Counted is what goes to the server, or its ``answers``: then it gets all that it is told.
        """
        self._do(lambda: self._prepare_cut(count, answers=answers))

    def clear(self) -> None:
        """Be a faultless network again."""
        self._call(self._clear)

    def _do(self, action: Callable[[], None]) -> None:
        async def act() -> None:
            action()

        self._call(act)

    def _call(self, function: Callable[[], object]) -> None:
        asyncio.run_coroutine_threadsafe(function(), self._loop).result(_LIMIT_S)

    async def _listen(self) -> None:
        # No server of asyncio's: that loses who comes while it is closed, and leaves their sockets open.
        if self._door is None:
            self._door = socket.create_server(("127.0.0.1", self.port), backlog=100)
            self._door.setblocking(False)
            self.port = self._door.getsockname()[1]
            self._loop.add_reader(self._door, self._accept, self._door)

    async def _close(self) -> None:
        if self._door is not None:
            self._loop.remove_reader(self._door)
            self._door.close()
            self._door = None
        await self._reset()

    async def _clear(self) -> None:
        self._delay_s, self._rate, self._left = 0.0, None, None
        self._free_at.clear()
        self._flowing.set()
        await self._listen()

    def _prepare_cut(self, count: int, *, answers: bool) -> None:
        self._left, self._cuts_answers = count, answers

    async def _reset(self) -> None:
        tasks = [*self._open]
        self._break_off()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _break_off(self) -> None:
        for task, near in self._open.items():
            _linger_not(near)  # a task that has not begun has no chance to
            task.cancel()

    def _accept(self, door: socket.socket) -> None:
        try:
            near, _ = door.accept()
        except OSError:
            return  # gone before it was let in
        near.setblocking(False)
        self.connections += 1
        task = self._loop.create_task(self._carry(near))
        self._open[task] = near
        task.add_done_callback(lambda task: self._open.pop(task).close())

    async def _carry(self, near: socket.socket) -> None:
        with socket.socket() as far:
            far.setblocking(False)
            try:
                await self._flowing.wait()
                await self._loop.sock_connect(far, self._target)
                async with asyncio.TaskGroup() as ways:  # the first to fail ends all four
                    for source, sink, up in ((near, far, True), (far, near, False)):
                        on_their_way = _Queue(256)
                        ways.create_task(self._take(source, on_their_way))
                        ways.create_task(self._send(on_their_way, sink, up=up))
            except* OSError:
                pass  # the other end is told by closing it
            except* asyncio.CancelledError:
                _linger_not(far)

    async def _take(self, source: socket.socket, on_their_way: _Queue) -> None:
        """Take in one direction. It goes on while pieces are on their way, or a delay would throttle."""
        piece = b"-"
        while piece:
            piece = await self._loop.sock_recv(source, _PIECE)
            await on_their_way.put((self._loop.time() + self._delay_s, piece))

    async def _send(self, queue: _Queue, sink: socket.socket, *, up: bool) -> None:
        while True:
            due, piece = await queue.get()
            await self._sleep_until(due)
            if self._rate is not None and piece:
                start = max(self._loop.time(), self._free_at.get(up, 0.0))
                self._free_at[up] = start + len(piece) / self._rate
                await self._sleep_until(self._free_at[up])
            await self._flowing.wait()
            if not piece:
                sink.shutdown(socket.SHUT_WR)
                return
            cuts = self._left is not None and self._cuts_answers != up
            let = piece[: self._left] if cuts else piece
            self._count(len(let), up=up)  # first: whoever has read it may look at once
            await self._loop.sock_sendall(sink, let)
            if cuts and self._left is not None:
                self._left -= len(let)
                if len(let) < len(piece) or self._left == 0:
                    self._left = None
                    self._break_off()
                    return

    def _count(self, count: int, *, up: bool) -> None:
        if up:
            self.asked += count
        else:
            self.answered += count

    async def _sleep_until(self, moment: float) -> None:
        wait = moment - self._loop.time()
        if wait > 0:
            await asyncio.sleep(wait)


def _linger_not(end: socket.socket) -> None:
    """Let a socket be reset when it is closed."""
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NONE)
