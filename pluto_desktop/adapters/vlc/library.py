"""Finding libvlc. Nothing here runs before the first command: loading it costs start-up time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from pluto_desktop import __version__

_log = logging.getLogger(__name__)

_NAME = "Pluto"
_ARGUMENTS = ("--no-video", "--quiet", "--intf=dummy", "--no-metadata-network-access", "--no-lua", "--no-media-library")


class VlcMissing(Exception):
    """There is no usable libvlc; the text says what was tried."""


Load = Callable[[Sequence[str]], tuple[Any, Any]]
"""Returns the ``vlc`` module and an instance made with further arguments. Raises VlcMissing."""


def load_vlc(arguments: Sequence[str]) -> tuple[Any, Any]:
    """Import ``vlc`` and make an instance. Raises VlcMissing. Slow: on a worker thread only."""
    try:
        import vlc  # noqa: PLC0415 - loading the library is what must wait

        instance = vlc.Instance([*_ARGUMENTS, *arguments]) or vlc.Instance(["--no-video", "--quiet", *arguments])
    except (Exception, SystemExit) as error:
        # python-vlc raises whatever its search for the library ran into, or wants to end the program; and where there
        # is no library at all, it finds that out only when the first function is called
        raise VlcMissing(f"libvlc was not found ({type(error).__name__}: {error})") from error
    if instance is None:
        raise VlcMissing("libvlc is there but did not start; its plugins may be missing")
    # what the system's mixer shows beside the volume
    instance.set_user_agent(_NAME, f"{_NAME}/{__version__}")
    instance.set_app_id("pluto", __version__, "pluto")
    _log.debug("libvlc %s", vlc.libvlc_get_version().decode(errors="replace"))
    return vlc, instance
