"""A window on the mirror of a shared library: what only works on a library of this device is not offered."""

from __future__ import annotations

from pluto_desktop.desktop.actions import Actions
from pluto_desktop.desktop.views.lyrics.pane import LyricsPane

_OWN_ONLY = ("add_folder", "add_files", "add_demo", "add_words", "restore_library")


def offer_what_works(actions: Actions, pane: LyricsPane) -> None:
    """Take out of menus and keys what changes songs: those of a shared library are changed on its servers."""
    for name in _OWN_ONLY:
        actions[name].setVisible(False)
        actions[name].setEnabled(False)
    pane.offer_adding(offered=False)
