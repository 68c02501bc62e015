"""Words looked for at a server, from the window: asked for by a person, and taken or declined by them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.pages import Pages
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.word_files_desk import WordFilesDesk
from pluto_desktop.desktop.words_desk import WordsDesk
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import Song

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.suggesting.dialog import SuggestDialog
    from pluto_desktop.services.online_words import OnlineWords, Suggestion, Suggestions
    from pluto_desktop.services.words import Attached


class OnlineWordsDesk(QObject):
    """Offers it where the settings say so and the person may change songs. Nothing is asked by itself. GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        pages: Pages,
        words: WordsDesk,
        files: WordFilesDesk,
        playback: PlaybackModel,
        runner: TaskRunner,
        notifier: Notifier,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._pages, self._words, self._files = window, parts, pages, words, files
        self._playback, self._runner, self._notifier, self._preferences = playback, runner, notifier, preferences
        self._action = window.actions_.add(
            "look_words", self.tr("Words"), self.tr("Look for words online…"), ["Ctrl+Alt+L"], self._look_for_current,
            icon="search",
        )  # fmt: skip
        words.pane.message.look_wanted.connect(self._look_for_current)
        words.pane.words_changed.connect(self._enable)
        preferences.changed.connect(self._setting_changed)
        self.show_offers()

    def show_offers(self) -> None:
        """Offer it in menus and where words would be, or not: the settings, or what the person may do, changed."""
        self._pages.set_presence(replace(self._pages.presence, online=self._preferences.switch("online.words")))
        presence = self._pages.presence
        self._words.queue.set_presence(presence)
        offered = presence.online and presence.edits
        self._action.setVisible(offered)
        self._words.pane.message.offer_looking(offered=offered)
        self._enable()

    def look(self, song_id: SongId) -> None:
        """Ask the server for the words of a song, and show what it has."""
        browse = self._parts.browse
        self._runner.run(
            self, "song", Lane.READ, lambda _token: browse.get_song(song_id), self._open, self._notifier.fail
        )

    def _open(self, song: Song) -> None:
        from pluto_desktop.desktop.views.suggesting.dialog import SuggestDialog  # noqa: PLC0415 - when first wanted

        address = self._preferences.text("online.server")
        dialog = SuggestDialog(song.title, address, self._window.theme, self._window)
        dialog.look_wanted.connect(partial(self._ask, dialog, song.id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self._ask(dialog, song.id)

    def _ask(self, dialog: SuggestDialog, song_id: SongId) -> None:
        make, address = self._parts.look_online, self._preferences.text("online.server")
        dialog.show_asking()

        def work(token: CancelToken) -> tuple[OnlineWords, Suggestions]:
            online = make(address)
            return online, online.look(song_id, token)

        def done(answer: tuple[OnlineWords, Suggestions]) -> None:
            online, found = answer
            dialog.accepted_one.connect(partial(self._accept, online, song_id))
            dialog.declined_one.connect(partial(self._decline, online, song_id))
            dialog.show_found(found)

        def failed(error: Exception) -> None:
            if isinstance(error, KnownError):
                dialog.show_error(error)
            else:
                self._runner.crashed.emit(error)

        # It is the dialog's work: its end, while the server is silent, is the end of the asking.
        self._runner.run(dialog, "look", Lane.NETWORK, work, done, failed)

    def _accept(self, online: OnlineWords, song_id: SongId, one: Suggestion, replaces: bool) -> None:
        def done(attached: Attached | None) -> None:
            if attached is not None:
                self._files.tell_added(attached)
                return
            text = self.tr("The song was given words meanwhile. Nothing was changed.")
            again = partial(self._accept, online, song_id, one, replaces=True)
            self._notifier.say(text, Kind.WARN, self.tr("Replace them"), again)

        self._runner.run(
            self, "accept", Lane.WRITE, lambda _token: online.accept(song_id, one, replaces=replaces), done,
            self._notifier.fail,
        )  # fmt: skip

    def _decline(self, online: OnlineWords, song_id: SongId, one: Suggestion) -> None:
        self._runner.run(
            self, "decline", Lane.WRITE, lambda _token: online.decline(song_id, one), None, self._notifier.fail
        )

    def _look_for_current(self) -> None:
        if (song_id := self._playback.snapshot.song_id) is not None:
            self.look(song_id)

    def _enable(self) -> None:
        """Let the words of the song that plays be looked for where they have no times."""
        view = self._words.pane.view
        lines = view.document.lines if view is not None and view.document is not None else ()
        timed = any(line.start_ms is not None for line in lines)
        self._action.setEnabled(self._action.isVisible() and view is not None and not timed)

    def _setting_changed(self, key: str, _value: object) -> None:
        if key == "online.words":
            self.show_offers()
