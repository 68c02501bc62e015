"""What every browsing page says to the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.views.pages.state import PageState, Words
from pluto_desktop.domain.ids import SongId

_RELAYED = (
    "play_requested",
    "play_next_requested",
    "enqueue_requested",
    "favourite_requested",
    "playlist_add_requested",
    "show_in_folder_requested",
    "remove_requested",
    "open_album",
    "open_artist",
    "changed",
    "error",
    "action_requested",
    "keep_requested",
    "add_words_requested",
    "save_words_requested",
    "look_words_requested",
    "write_tags_requested",
    "save_copies_requested",
    "leave_requested",
    "leave_list_requested",
    "time_words_requested",
    "edit_requested",
    "merge_requested",
    "split_requested",
    "history_requested",
    "selection_changed",
)


@dataclass(frozen=True, slots=True)
class Presence:
    """Where the songs of a library are: ``shared`` is whether servers bring what is not on this device.

    ``offline`` is whether they cannot be reached just now, ``edits`` whether this person may change songs; ``online``
    is whether the person wants words to be looked for online.
    """

    shared: bool = False
    offline: bool = False
    edits: bool = True
    online: bool = False


class BrowsingPage(QWidget):
    """A page that lists something. It changes nothing but personal lists; what it wants done it asks by signals.

    A page that is given the keyboard hands it to its :meth:`entry`. Qt's focus proxy would do so too, but a page stands
    behind its own controls in the order of Tab, and the way on would lead back to the proxy for ever.
    """

    play_requested = Signal(object, object)
    """Play songs: (list of song ids, index of the one that is wanted; None plays all of them, -1 shuffles)."""
    play_next_requested = Signal(object)
    """Put songs (ids) right after the present one."""
    enqueue_requested = Signal(object)
    """Put songs (ids) at the queue's end."""
    favourite_requested = Signal(object, bool)
    """Give songs (ids) a heart, or take it."""
    playlist_add_requested = Signal(object, object)
    """Add songs (ids) to a playlist (id, or None for a new one)."""
    show_in_folder_requested = Signal(object)
    """Show a song's file (song id) where it lies."""
    remove_requested = Signal(object)
    """Remove songs (ids) from the library; the window asks first and offers to undo."""
    add_words_requested = Signal(object)
    """Give a song (id) the words of a file."""
    save_words_requested = Signal(object)
    """Save the words of a song (id) to a file."""
    look_words_requested = Signal(object)
    """Look online for the words of a song (id)."""
    time_words_requested = Signal(object)
    """Time the words of a song (id)."""
    edit_requested = Signal(object)
    """Open the form of songs (ids)."""
    merge_requested = Signal(object)
    """Make one song of several (ids)."""
    split_requested = Signal(object)
    """Make two songs of one (id)."""
    rename_artist_requested = Signal(object, str)
    """Rename an artist (id, present name) in every song."""
    history_requested = Signal(object, str)
    """Show what was done to a song (id, title)."""
    selection_changed = Signal()
    """Other songs are chosen: :meth:`chosen` tells which."""
    write_tags_requested = Signal(object)
    """Write what the library says of songs (ids) into the tags of their files; the window asks first."""
    save_copies_requested = Signal(object)
    """Save copies of songs (ids), with what the library says of them, to a folder that the window asks for."""
    open_album = Signal(object)
    """Show an album (id)."""
    open_artist = Signal(object)
    """Show an artist (id)."""
    changed = Signal(object)
    """Something personal was changed here: a :class:`~pluto_desktop.domain.changes.Changes` for the other views."""
    error = Signal(object)
    """Something known went wrong: the exception, for the notifier."""
    action_requested = Signal(str)
    """An empty page's button was pressed: ``add_music`` or ``try_demo``, ``search``, ``browse_songs``."""
    keep_requested = Signal(object)
    """Keep things (a list of :class:`~pluto_desktop.domain.keeping.Pin`) on this device."""
    leave_requested = Signal(object)
    """Take songs (ids) off this device; the library keeps them."""
    leave_list_requested = Signal(object)
    """Keep an album or a playlist (a :class:`~pluto_desktop.domain.keeping.Pin`) no longer on this device."""

    presence = Presence()
    PAGE_KEY = ""
    """The key of a page that one desk is there for: it knows its page without importing its class at start."""

    def set_presence(self, presence: Presence) -> None:
        """Say where the songs of the library are; pages inside this one are told too."""
        self.presence = presence
        for inner in self.findChildren(BrowsingPage):
            inner.set_presence(presence)
        for state in self.findChildren(PageState):
            if state.words is not None:
                state.say(self.fitting(state.words))

    def fitting(self, words: Words) -> Words:
        """Return what is said on an empty page: to a shared library music is not added from here."""
        if not self.presence.shared or words.does != "add_music":
            return words
        text = self.tr("The songs of the shared library come by themselves once its servers can be reached.")
        return Words(words.title, text, mark=words.mark)

    def entry(self) -> QWidget | None:
        """Return what takes the keyboard when the page is given it; None for the page itself."""
        return None

    def chosen(self) -> list[SongId]:
        """Return the songs that are chosen, in the list's order: those of the page inside that is seen."""
        for inner in self.findChildren(BrowsingPage):
            if inner.isVisibleTo(self):
                return inner.chosen()
        return []

    def complete(self) -> None:
        """Make what the page itself does not need at once, before it is shown; the second time does nothing.

        A page with a whole list inside takes so long to make that the two are made in two events.
        """

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        super().focusInEvent(event)
        entry = self.entry()
        if entry is not None:
            entry.setFocus(event.reason())

    def relay(self, inner: Any) -> None:
        """Pass on the signals of a page inside this one."""
        for name in _RELAYED:
            getattr(inner, name).connect(getattr(self, name))
