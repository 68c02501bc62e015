"""A window on the mirror of a shared library: what only works on a library of this device is not offered."""

from __future__ import annotations

from pluto_desktop.desktop.actions import Actions
from pluto_desktop.desktop.views.lyrics.pane import LyricsPane

_OWN_ONLY = ("add_demo", "restore_library", "write_tags")
_CURATORS = ("add_folder", "add_files", "add_words", "save_song")


def offer_what_works(actions: Actions, pane: LyricsPane) -> None:
    """Take out of menus and keys what does not work there, and what curators do until it is known who this is."""
    _offer(actions, _OWN_ONLY, offered=False)
    offer_adding(actions, pane, offered=False)


def offer_adding(actions: Actions, pane: LyricsPane, *, offered: bool) -> None:
    """Offer to add music and words, or not: only curators may."""
    _offer(actions, _CURATORS, offered=offered)
    pane.offer_adding(offered=offered)


def _offer(actions: Actions, names: tuple[str, ...], *, offered: bool) -> None:
    for name in names:
        actions[name].setVisible(offered)
        actions[name].setEnabled(offered)
