"""Notices on the desktop, as the specification of org.freedesktop.Notifications has them."""

from __future__ import annotations

import asyncio
import html
import logging

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from pluto_desktop.adapters.mpris.metadata import plain
from pluto_desktop.ports.media_keys import NowPlaying

_log = logging.getLogger(__name__)

_SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"


class Notices:
    """One notice at a time on a bus: the next takes the place of the last. The bus's loop only."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        self._shown = 0
        self._one_at_a_time = asyncio.Lock()

    async def show(self, playing: NowPlaying) -> None:
        """Show what plays; without such a service nothing happens."""
        hints = {"desktop-entry": Variant("s", "pluto"), "transient": Variant("b", value=True)}
        if playing.cover is not None:
            hints["image-path"] = Variant("s", playing.cover.absolute().as_uri())
        below = " — ".join(part for part in (", ".join(playing.artists), playing.album) if part)
        title, text = plain(playing.title), html.escape(plain(below))  # the text may hold marks like HTML's
        async with self._one_at_a_time:  # the number of the last one is known when its answer came
            body = ["Pluto", self._shown, "pluto", title, text, [], hints, -1]
            message = Message(_SERVICE, _PATH, _SERVICE, "Notify", signature="susssasa{sv}i", body=body)
            try:
                reply = await self._bus.call(message)
            except (EOFError, OSError) as error:
                _log.info("the bus has gone, and a notice with it: %s", type(error).__name__)
                return
            if reply is not None and reply.message_type is MessageType.METHOD_RETURN:
                self._shown = reply.body[0]
            else:
                _log.debug("no notice could be shown")
