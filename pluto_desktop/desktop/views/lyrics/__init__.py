"""The words of the song that plays, in time."""

from pluto_desktop.desktop.views.lyrics.pane import LyricsPane

__all__ = ["LyricsPane"]
