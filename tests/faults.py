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

_LINGER_NONE = struct.pack("ii", 1, 0)


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
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

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
        self._do(self._reset)

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
        asyncio.run_coroutine_threadsafe(function(), self._loop).result(30)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, limit=_PIECE)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        self._reset()
        tasks = [*self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # what was broken off is closed in the loop's next round

    async def _clear(self) -> None:
        self._delay_s, self._rate, self._left = 0.0, None, None
        self._free_at.clear()
        self._flowing.set()
        await self._listen()

    def _prepare_cut(self, count: int, *, answers: bool) -> None:
        self._left, self._cuts_answers = count, answers

    def _reset(self) -> None:
        for writer in self._open:
            with suppress(OSError):
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NONE)
            writer.transport.abort()
        self._open.clear()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # At once, not as the first step of a task: closing knows of every connection there is.
        self.connections += 1
        self._open.add(writer)
        task = self._loop.create_task(self._carry(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = {writer}
        try:
            await self._flowing.wait()
            far_reader, far_writer = await asyncio.open_connection(*self._target, limit=_PIECE)
            ends.add(far_writer)
            self._open.add(far_writer)
            await asyncio.gather(self._pump(reader, far_writer, up=True), self._pump(far_reader, writer, up=False))
        except (OSError, asyncio.CancelledError):
            pass  # the ends are told below
        finally:
            for end in ends:
                end.close()
            self._open -= ends

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, up: bool) -> None:
        """Carry one direction. Reading goes on while pieces are on their way, or a delay would throttle."""
        on_their_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(256)
        sending = asyncio.create_task(self._send(on_their_way, writer, up=up))
        try:
            while piece := await reader.read(_PIECE):
                await on_their_way.put((self._loop.time() + self._delay_s, piece))
            await on_their_way.put((self._loop.time() + self._delay_s, b""))
            await sending
        finally:
            sending.cancel()

    async def _send(self, queue: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter, *, up: bool) -> None:
        while True:
            due, piece = await queue.get()
            await self._sleep_until(due)
            if self._rate is not None and piece:
                start = max(self._loop.time(), self._free_at.get(up, 0.0))
                self._free_at[up] = start + len(piece) / self._rate
                await self._sleep_until(self._free_at[up])
            await self._flowing.wait()
            if not piece:
                writer.write_eof()
                return
            cuts = self._left is not None and self._cuts_answers != up
            let = piece[: self._left] if cuts else piece
            self._count(len(let), up=up)  # first: whoever has read it may look at once
            writer.write(let)
            await writer.drain()
            if cuts and self._left is not None:
                self._left -= len(let)
                if len(let) < len(piece) or self._left == 0:
                    self._left = None
                    self._reset()
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
