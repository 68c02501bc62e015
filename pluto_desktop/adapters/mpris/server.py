"""MPRIS2 on a thread of its own with an asyncio loop; without a session bus it does nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from typing import Any

from pluto_desktop.ports.media_keys import NowPlaying, RemoteControls

_log = logging.getLogger(__name__)

_NAME = "org.mpris.MediaPlayer2.pluto"
_PATH = "/org/mpris/MediaPlayer2"


class MprisServer:
    """Fulfils the media-keys port. Every method may be called from any thread and returns at once.

    ``address`` is the bus to use (the session's by default). dbus-fast is loaded on the server's own thread.
    """

    def __init__(self, address: str | None = None) -> None:
        self._address = address
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._player: Any = None
        self._notices: Any = None
        self._tasks: set[asyncio.Future[None]] = set()
        self._closing: asyncio.Event | None = None
        self._latest = NowPlaying()
        self.ready = threading.Event()
        """Set when others can see us, or when it is known that nobody will."""

    def start(self, controls: RemoteControls) -> None:
        """Join the bus."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, args=(controls,), name="pluto-mpris", daemon=True)
            self._thread.start()

    def publish(self, playing: NowPlaying) -> None:
        """Tell what plays now."""
        self._latest = playing
        self._call(lambda: self._player.show(playing))

    def sought(self, position_ms: float) -> None:
        """Tell that the position jumped."""
        self._call(lambda: self._player.Seeked(round(position_ms * 1000)))

    def announce(self, playing: NowPlaying) -> None:
        """Show a notice on the desktop."""
        self._call(lambda: self._show(playing))

    def close(self) -> None:
        """Leave the bus."""
        loop, closing = self._loop, self._closing
        if loop is not None and closing is not None and not loop.is_closed():
            loop.call_soon_threadsafe(closing.set)
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _call(self, work: Callable[[], None]) -> None:
        loop = self._loop
        if loop is None or self._player is None or loop.is_closed():
            return
        try:
            loop.call_soon_threadsafe(work)
        except RuntimeError:
            _log.debug("the bus was left; nothing to tell")

    def _show(self, playing: NowPlaying) -> None:
        task = asyncio.ensure_future(self._notices.show(playing))
        self._tasks.add(task)  # the loop itself would let go of it
        task.add_done_callback(self._tasks.discard)

    def _run(self, controls: RemoteControls) -> None:
        try:
            asyncio.run(self._serve(controls))
        except Exception as error:  # noqa: BLE001 - a broken bus, of whatever kind, must not disturb the music
            _log.info("no media keys: %s: %s", type(error).__name__, error)
        finally:
            self._player = None
            self.ready.set()

    async def _serve(self, controls: RemoteControls) -> None:
        address = self._address or os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
        if not address or address.startswith("disabled:"):
            _log.info("no media keys: there is no session bus")
            return
        from dbus_fast import RequestNameReply  # noqa: PLC0415 - loading it costs start-up time
        from dbus_fast.aio import MessageBus  # noqa: PLC0415

        from pluto_desktop.adapters.mpris.interfaces import PlayerInterface, RootInterface  # noqa: PLC0415
        from pluto_desktop.adapters.mpris.notices import Notices  # noqa: PLC0415

        self._closing = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        bus = await MessageBus(bus_address=address).connect()
        player = PlayerInterface(controls)
        bus.export(_PATH, RootInterface(controls))
        bus.export(_PATH, player)
        if await bus.request_name(_NAME) is not RequestNameReply.PRIMARY_OWNER:
            await bus.request_name(f"{_NAME}.instance{os.getpid()}")
        self._notices = Notices(bus)
        self._player = player
        player.show(self._latest)
        self.ready.set()
        gone = asyncio.ensure_future(bus.wait_for_disconnect())  # type: ignore[no-untyped-call]
        asked = asyncio.ensure_future(self._closing.wait())
        await asyncio.wait({gone, asked}, return_when=asyncio.FIRST_COMPLETED)
        bus.disconnect()
        for task in (gone, asked):
            task.cancel()
        await asyncio.gather(gone, asked, return_exceptions=True)
