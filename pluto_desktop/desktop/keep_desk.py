"""Keeping songs of a shared library on this device, from the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.cover_fetching import CoverFetching
from pluto_desktop.desktop.first_page import FirstPage
from pluto_desktop.desktop.keep_parts import KeepParts
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.on_device.view import OnDeviceView
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.desktop.views.sidebar.sidebar import ON_DEVICE
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.connections import PillState, Standing
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.keeping import FetchState, Held, Pin, PinKind, Removed
from pluto_desktop.domain.settings import BUDGET_UNIT, Value
from pluto_desktop.services.playing_values import PlaySnapshot


class KeepDesk(QObject):
    """Carries out what pages ask of this device, and shows what lies here. GUI thread; only in shared mode."""

    changed = Signal(object)
    """The :class:`Changes` of what was kept or removed."""

    def __init__(
        self,
        window: MainWindow,
        keeps: KeepParts,
        first: FirstPage,
        playback: PlaybackModel,
        runner: TaskRunner,
        notifier: Notifier,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window, self._keeps, self._pages = window, keeps, first.pages
        self._runner, self._notifier, self._preferences = runner, notifier, preferences
        self._state, self._held = FetchState(), Held()
        self._played: SongId | None = None
        self._fetching_covers = CoverFetching(first.covers, keeps, runner, self)
        self._row = window.side.show_on_device()
        window.side.keep_wanted.connect(lambda playlist: self.keep([Pin(PinKind.PLAYLIST, playlist)]))
        window.side.leave_wanted.connect(lambda playlist: self.remove_list(Pin(PinKind.PLAYLIST, playlist)))
        group, name = self.tr("Pages"), self.tr("On this device")
        window.actions_.add("page_on_device", group, name, ["Ctrl+9"], self._open)
        self._pages.set_presence(replace(self._pages.presence, shared=True, edits=False))
        keeps.set_budget(self._budget)
        preferences.changed.connect(self._setting_changed)
        playback.changed.connect(self._keep_played)
        self._leave = keeps.watch(self._show_state)
        self._token = runner.run(self, "keep", Lane.FOLLOW, keeps.run)
        self._count()

    def join_page(self, page: BrowsingPage) -> None:
        """Listen to a page that was made."""
        page.keep_requested.connect(self.keep)
        page.leave_requested.connect(self.remove)
        page.leave_list_requested.connect(self.remove_list)
        if isinstance(page, OnDeviceView):
            page.strip.pause_wanted.connect(self._keeps.pause)
            page.strip.go_on_wanted.connect(self._keeps.go_on)
            page.strip.settings_wanted.connect(self._window.actions_["settings"].trigger)
            self._show_on(page)

    def apply_changes(self, changes: Changes) -> None:
        """See what is to be brought now, and how much lies here."""
        if changes.songs or changes.playlists or changes.albums or changes.everything:
            self._keeps.look_again()
            self._count()

    def show_standing(self, state: PillState) -> None:
        """Dim what cannot be had while the servers are away."""
        offline = state.standing is Standing.OFFLINE
        self._pages.set_presence(replace(self._pages.presence, offline=offline, edits=state.may_write))
        self._fetching_covers.set_offline(offline=offline)
        if not offline:
            self._keeps.look_again()

    def keep(self, pins: Sequence[Pin]) -> None:
        """Keep songs, albums or playlists."""
        keep, wanted = self._keeps.keep, list(pins)
        self._runner.run(self, "write", Lane.WRITE, lambda _t: keep(wanted), self._kept, self._notifier.fail)

    def remove(self, songs: Sequence[SongId]) -> None:
        """Take songs off this device."""
        remove, gone = self._keeps.remove, list(songs)
        self._runner.run(
            self, "write", Lane.WRITE, lambda _t: remove(gone), lambda removed: self._removed(gone, removed),
            self._notifier.fail,
        )  # fmt: skip

    def remove_list(self, pin: Pin) -> None:
        """Keep an album or a playlist no longer."""
        remove = self._keeps.remove_lists
        self._runner.run(self, "write", Lane.WRITE, lambda _t: remove([pin]), self._let_go, self._notifier.fail)

    def close(self) -> None:
        """Bring nothing more."""
        self._token.cancel()
        self._leave()

    # -- inside --

    @property
    def _budget(self) -> int:
        return self._preferences.whole("device.budget_mb") * BUDGET_UNIT

    def _open(self) -> None:
        self._window.body.show_pages()
        self._pages.open(ON_DEVICE, focus=True)

    def _kept(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self._notifier.say(self.tr("Kept on this device from now on. What is missing comes by itself."))

    def _let_go(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self._notifier.say(self.tr("%1 removed from this device").replace("%1", songs_text(len(changes.songs))))

    def _removed(self, songs: Sequence[SongId], removed: Removed) -> None:
        self.changed.emit(removed.changes)
        gone = len(songs) - len(removed.stayed)
        if gone:
            self._notifier.say(self.tr("%1 removed from this device").replace("%1", songs_text(gone)))
        if removed.stayed:
            text = self.tr("%1 stayed: an album or a playlist they belong to is kept. Remove that instead.")
            self._notifier.say(text.replace("%1", songs_text(len(removed.stayed))), Kind.WARN)

    def _keep_played(self, snapshot: PlaySnapshot) -> None:
        if not snapshot.playing or snapshot.song_id is None or snapshot.song_id == self._played:
            return
        self._played = snapshot.song_id
        if self._preferences.switch("device.keep_played"):
            keep, pin = self._keeps.keep, Pin(PinKind.SONG, snapshot.song_id)
            self._runner.run(self, "write", Lane.WRITE, lambda _t: keep([pin]), self.changed.emit, self._notifier.fail)

    def _setting_changed(self, key: str, _value: Value) -> None:
        if key == "device.budget_mb":
            self._keeps.set_budget(self._budget)
            self._show()

    def _count(self) -> None:
        count = self._keeps.count_held
        self._runner.run(self, "count", Lane.READ, lambda _t: count(), self._counted, self._notifier.fail)

    def _counted(self, held: Held) -> None:
        self._held = held
        self._row.set_count(held.songs)
        self._show()

    def _show_state(self, state: FetchState) -> None:
        self._state = state
        self._show()

    def _show(self) -> None:
        page = next((page for page in self._pages.all() if isinstance(page, OnDeviceView)), None)
        if page is not None:
            self._show_on(page)

    def _show_on(self, page: OnDeviceView) -> None:
        page.strip.show_held(self._held, self._budget)
        page.strip.show_state(self._state)
