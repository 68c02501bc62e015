"""Media keys and player applets of Linux desktops, by MPRIS2 on the session bus."""

from pluto_desktop.adapters.mpris.server import MprisServer

__all__ = ["MprisServer"]
