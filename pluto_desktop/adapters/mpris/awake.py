"""Keeping the screen from sleeping, as org.freedesktop.ScreenSaver has it.

https://specifications.freedesktop.org/idle-inhibit-spec/latest/
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable

_log = logging.getLogger(__name__)

_SERVICE = "org.freedesktop.ScreenSaver"
_PATH = "/org/freedesktop/ScreenSaver"


def keep_awake(reason: str, address: str | None = None) -> Callable[[], None]:
    """Keep the screen awake, for a reason that the desktop may show, until what is returned is called.

    Returns at once and may be called from any thread; so may what it returns. Without such a service, or without a bus
    (``address``, else the session's), nothing happens. The desktop lets go by itself when the connection ends.
    """
    ended, left = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    def run() -> None:
        try:
            loop.run_until_complete(_hold(reason, address, left))
        except Exception as error:  # noqa: BLE001 - a broken bus, of whatever kind, must not disturb the singing
            _log.info("the screen may sleep: %s: %s", type(error).__name__, error)
        finally:
            ended.set()
            loop.close()

    def let_go() -> None:
        if not ended.is_set():
            try:
                loop.call_soon_threadsafe(left.set)
            except RuntimeError:
                _log.debug("the bus was left already")

    threading.Thread(target=run, name="pluto-awake", daemon=True).start()
    return let_go


async def _hold(reason: str, address: str | None, left: asyncio.Event) -> None:
    address = address or os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not address or address.startswith("disabled:"):
        return
    from dbus_fast import Message  # noqa: PLC0415 - loading it costs start-up time
    from dbus_fast.aio import MessageBus  # noqa: PLC0415

    bus = await MessageBus(bus_address=address).connect()
    await bus.call(Message(_SERVICE, _PATH, _SERVICE, "Inhibit", signature="ss", body=["Pluto", reason]))
    await left.wait()
    bus.disconnect()
