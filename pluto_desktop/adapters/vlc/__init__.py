"""The player port on libvlc."""

from pluto_desktop.adapters.vlc.player import VlcPlayer

__all__ = ["VlcPlayer"]
