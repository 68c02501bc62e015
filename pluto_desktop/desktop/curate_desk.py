"""Curate mode: who may change the library has its pages in the side bar, and the form of what is chosen at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.pages import Pages
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.desktop.views.sidebar.rows import NavRow
from pluto_desktop.desktop.views.sidebar.sidebar import CURATE
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.drafts import DraftKind
from pluto_desktop.domain.ids import SongId

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pluto_desktop.desktop.views.curate.pane import CurateForm, CuratePane
    from pluto_desktop.services.song_forms import Begun

    MakeForm = Callable[[QWidget], CurateForm]

PANE = "curate"
_REMEMBERED = "window.curating"
_BREATH_MS = 5


class CurateDesk(QObject):
    """Turns the mode on and off and shows what is chosen in the pane's forms. GUI thread.

    Nothing of it is offered where the person may not change the library: see :meth:`offer`.
    """

    words_wanted = Signal(object)
    """The words of a song (id) are to be gone on with."""
    mode_changed = Signal(bool)
    """Curate mode was turned on or off."""
    pane_made = Signal(object)
    """The pane (:class:`CuratePane`) was made."""

    def __init__(
        self, window: MainWindow, pages: Pages, playback: PlaybackModel, preferences: Preferences, *, offered: bool
    ) -> None:
        super().__init__(window)
        self._window, self._pages, self._playback, self._preferences = window, pages, playback, preferences
        self._pane: CuratePane | None = None
        self._make_one: MakeForm | None = None
        self._make_many: MakeForm | None = None
        self._one: CurateForm | None = None
        self._many: CurateForm | None = None
        self._before = "lyrics"
        self._chosen: list[SongId] = []
        """What was chosen in the page when that was last looked at."""
        self._songs: list[SongId] = []
        """What the pane shows, or is about to."""
        self._begun: Sequence[Begun] = ()
        """What was begun and not saved, as it is said in the pane."""
        self.on = False
        """Whether the mode is on."""
        self._offered = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._follow)
        group = self.tr("Curate")
        self._action = window.actions_.add("curate", group, self.tr("Curate"), ["Ctrl+Shift+E"], self._toggle)
        self._action.setCheckable(True)
        keys = ["Alt+Return", "Alt+Enter"]
        self._edit = window.actions_.add(
            "edit_song", group, self.tr("Edit the song"), keys, self._edit_chosen, icon="pencil"
        )
        window.top.set_curate(self._action, window.actions_.tip("curate", self.tr("Edit songs")))
        pages.opened.connect(lambda _key: self._soon.start())
        self.offer(offered=offered)

    # -- what others say --

    def offer(self, *, offered: bool) -> None:
        """Offer the mode, or take it away from who may change nothing (any more)."""
        if not offered and self.on:
            self.set_on(on=False)
        begins = offered and not self._offered
        self._offered = offered
        for action in (self._action, self._edit):
            action.setVisible(offered)
            action.setEnabled(offered)
        self._window.top.offer_curate(offered=offered)
        self._pages.set_presence(replace(self._pages.presence, edits=offered))
        if begins and self._preferences.switch(_REMEMBERED):
            self.set_on(on=True)

    def join_page(self, page: BrowsingPage) -> None:
        """Listen to a page that was made."""
        page.edit_requested.connect(self.edit)
        page.selection_changed.connect(self._soon.start)

    def add_page(self, key: str, name: str, icon: str) -> NavRow:
        """Give a page out of :data:`~pluto_desktop.desktop.views.sidebar.sidebar.CURATE` its row."""
        return self._window.side.add_curate_row(key, name, icon)

    def set_form(self, make: MakeForm) -> None:
        """Say what makes the form of one song, given its parent, when it is first wanted."""
        self._make_one = make

    def set_many_form(self, make: MakeForm) -> None:
        """Say what makes the form of several songs, given its parent, when it is first wanted."""
        self._make_many = make

    def apply_changes(self, changes: Changes) -> None:
        """Let the form that is shown look again at what a mutation changed."""
        if self._pane is not None and (form := self._pane.form) is not None:
            form.apply_changes(changes)

    def remember(self) -> None:
        """Write down whether the mode is on."""
        if self._offered:
            self._preferences.set(_REMEMBERED, self.on)

    def close(self) -> None:
        """Keep what was begun: the window closes."""
        for form in (self._one, self._many):
            if form is not None:
                form.put_away()

    def tell_begun(self, begun: Sequence[Begun]) -> None:
        """Say where nothing is chosen on which songs something was begun, the newest first."""
        before, self._begun = self._begun, begun
        if self._pane is None or self._pane.form is not None:
            return
        if begun:
            text = self.tr("What you began on %1 and did not save is still here. Choose a song, or go on with it.")
            text = text.replace("%1", songs_text(len({song for one in begun for song in one.songs})))
            self._pane.say(self.tr("Not saved yet"), text, self.tr("Go on") if len(begun) == 1 else self.tr("Go on…"))
        elif before:
            self._pane.say_nothing()

    def say_gone(self) -> None:
        """Say in place of the form that the song it showed is gone."""
        if self._pane is not None:
            self._chosen = []
            text = self.tr("The song that stood here is in the library no longer. Choose another one.")
            self._pane.say(self.tr("Nothing is chosen"), text)

    def focus_page(self) -> None:
        """Give the keyboard back to the page."""
        self._window.body.show_pages()
        if (page := self._pages.current()) is not None:
            page.setFocus()

    # -- what the person does --

    def set_on(self, *, on: bool) -> None:
        """Turn the mode on or off; what was begun stays a draft."""
        self._action.setChecked(on)
        if on == self.on:
            return
        self.on = on
        body = self._window.body
        self._window.side.set_curating(curating=on)
        if on:
            self._before = body.pane_open if body.pane_open != PANE else "lyrics"
            self._show_pane(front=False)
            self._follow()
        else:
            self._chosen = []
            if body.pane_open == PANE:
                body.open_pane(self._before, front=False)
            if self._pages.key in CURATE:
                self._pages.open("songs")
        self.mode_changed.emit(on)

    def edit(self, songs: Sequence[SongId]) -> None:
        """Open the form of songs and give it the keyboard."""
        if not self._offered or not songs:
            return
        self.set_on(on=True)
        self._chosen = self._chosen_in_page()  # only another choice there takes the form away from these
        self._songs = list(songs)
        self._show(self._songs)
        self._show_pane(front=True)
        self._made_pane().setFocus()

    # -- inside --

    def _toggle(self) -> None:
        self.set_on(on=not self.on)

    def _edit_chosen(self) -> None:
        playing = self._playback.snapshot.song_id
        self.edit(self._chosen_in_page() or ([playing] if playing is not None else []))

    def _follow(self) -> None:
        """Show what is chosen in the page; where nothing is, what was shown stays."""
        before, self._chosen = self._chosen, self._chosen_in_page() if self.on else []
        if self._chosen and self._chosen != before:
            self._songs = self._chosen
            self._show(self._songs)

    def _chosen_in_page(self) -> list[SongId]:
        page = self._pages.current()
        return [] if page is None else page.chosen()

    def _show(self, songs: Sequence[SongId]) -> None:
        pane = self._made_pane()
        form, make = (self._one, self._make_one) if len(songs) == 1 else (self._many, self._make_many)
        if form is not None:
            pane.show_songs(form, songs)
        elif songs and make is not None:
            # Making a form takes a while: it is completed and filled in events of their own, others in between.
            form = make(pane)
            if len(songs) == 1:
                self._one = form
            else:
                self._many = form
            QTimer.singleShot(_BREATH_MS, self, partial(self._complete, form))

    def _complete(self, form: CurateForm) -> None:
        form.complete()
        QTimer.singleShot(_BREATH_MS, self, lambda: self._show(self._songs))

    def _ask_begun(self) -> None:
        """Go on with what was begun; of several things the person chooses one."""
        if len(self._begun) == 1:
            self._go_on(self._begun[0])
            return
        from pluto_desktop.desktop.views.curate.begun import BegunMenu  # noqa: PLC0415 - rarely wanted

        button = self._made_pane().state.button
        menu = BegunMenu(self._begun, button)
        # Later: a menu that closes gives the keyboard back to its button.
        menu.chosen.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _go_on(self, begun: Begun) -> None:
        if begun.kind is DraftKind.WORDS:
            self.words_wanted.emit(begun.songs[0])
        else:
            self.edit(begun.songs)

    def _show_pane(self, *, front: bool) -> None:
        self._made_pane()
        self._window.body.open_pane(PANE, front=front)

    def _made_pane(self) -> CuratePane:
        if self._pane is None:
            from pluto_desktop.desktop.views.curate.pane import CuratePane  # noqa: PLC0415 - for curators only

            self._pane = CuratePane(self._window.theme)
            self._pane.pressed.connect(self._ask_begun)
            self._window.body.add_pane(PANE, self._pane)
            self.pane_made.emit(self._pane)
        return self._pane
