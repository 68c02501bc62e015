"""What stands in the window once the library is open: everything is made here and joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from pluto_desktop.desktop.absence import Absence
from pluto_desktop.desktop.adding import Adding
from pluto_desktop.desktop.archive_desk import ArchiveDesk
from pluto_desktop.desktop.batch_telling import BatchTelling
from pluto_desktop.desktop.connect_desk import ConnectDesk
from pluto_desktop.desktop.curating import Curating
from pluto_desktop.desktop.first_page import FirstPage
from pluto_desktop.desktop.geometry import save_geometry
from pluto_desktop.desktop.library_desk import LibraryDesk
from pluto_desktop.desktop.long_work import LongWork
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.menus import Menus
from pluto_desktop.desktop.mirrored import offer_adding, offer_what_works
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.online_words_desk import OnlineWordsDesk
from pluto_desktop.desktop.pages import ALBUM, ARTIST
from pluto_desktop.desktop.parts import Connecting, Parts
from pluto_desktop.desktop.playing_desk import PlayingDesk
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.side_desk import SideDesk
from pluto_desktop.desktop.singing_desk import SingingDesk
from pluto_desktop.desktop.smart_desk import SmartDesk
from pluto_desktop.desktop.sound import SoundSettings
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.tray_desk import TrayDesk
from pluto_desktop.desktop.upkeep import UpkeepDesk
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.desktop.views.player_bar.bar import PlayerBar
from pluto_desktop.desktop.views.playlists.view import PlaylistView
from pluto_desktop.desktop.views.sidebar.sidebar import CURATE, ON_DEVICE
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.desktop.voice_desk import VoiceDesk
from pluto_desktop.desktop.welcome import Welcome
from pluto_desktop.desktop.word_files_desk import WordFilesDesk
from pluto_desktop.desktop.words_desk import WordsDesk
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.connections import PillState, Standing
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.playing_values import PlaySnapshot

if TYPE_CHECKING:
    from pluto_desktop.desktop.keep_desk import KeepDesk
    from pluto_desktop.desktop.watch_desk import WatchDesk


class Furniture(QObject):
    """Owns the window's controllers. GUI thread; made once for each window.

    :meth:`furnish` makes them in small steps, so that the page that is shown already can be used meanwhile.
    """

    ready = Signal()
    """The first page shows its songs, or the first-run page is shown."""

    def __init__(
        self,
        window: MainWindow,
        first: FirstPage,
        parts: Parts,
        connecting: Connecting,
        profile: str,
        runner: TaskRunner,
        notifier: Notifier,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self.window, self.parts = window, parts
        self._first = first
        self.covers, self.pages, self.search = first.covers, first.pages, first.search
        self._runner, self._notifier, self._preferences = runner, notifier, preferences
        self._connecting, self._profile = connecting, profile
        self._told_ready = False

    def furnish(self) -> Iterator[None]:
        """Make everything; let the window breathe at each yield."""
        window, parts = self.window, self.parts
        runner, notifier, preferences = self._runner, self._notifier, self._preferences
        theme, actions, body = window.theme, window.actions_, window.body
        self.playback = PlaybackModel(parts.session, self)
        self.playing = PlayingDesk(self.playback, actions, notifier, self)
        self.work = LongWork(window, runner, notifier)
        telling = BatchTelling(parts, self.work, notifier, self)
        self.library = LibraryDesk(parts, telling, self.work, runner, notifier, self)
        self.smart = SmartDesk(window, parts, self.library, runner, notifier)
        self.side = SideDesk(window.side, parts, self.pages, self.library, self.smart, self.playing, runner, notifier)
        self.voice = VoiceDesk(window, parts, self.playback, self.library, notifier)
        yield
        self.word_files = WordFilesDesk(window, parts, self.library, telling, runner, theme, notifier)
        self.words = WordsDesk(
            body, parts, self.playback, self.covers, self.word_files, runner, theme, notifier, preferences
        )
        self.online_words = OnlineWordsDesk(
            window, parts, self.pages, self.words, self.word_files, self.playback, runner, notifier, preferences
        )
        self.singing = SingingDesk(window, parts, self.words, self.playback, runner, notifier, preferences)
        yield
        self.adding = Adding(window, parts, self.library, self.playing, runner, notifier, preferences)
        self.archive = ArchiveDesk(window, parts, runner, notifier)
        self.connect_desk = ConnectDesk(window, self._connecting, self._profile, runner, notifier)
        own = parts.keeps is None
        self.curating = Curating(
            window,
            parts,
            self.pages,
            self.playback,
            self.covers,
            self.words,
            self.word_files,
            self.adding,
            telling,
            self.work,
            runner,
            notifier,
            preferences,
            offered=own and not parts.read_only,
        )
        yield
        self.menus = Menus(
            window,
            parts,
            self.pages,
            self.library,
            self.side,
            self.words,
            self.adding,
            self.archive,
            self.connect_desk,
            self.curating.tags,
            runner,
            notifier,
            preferences,
        )
        yield
        self.bar = PlayerBar(self.playback, self.covers, theme, actions)
        self.voice.join(self.bar.extras.voice)
        self.absence = Absence(self.playback, self.bar.now, self.words.pane, self)
        self.absence.elsewhere.connect(self.playing.tell_failure)
        if not own:
            offer_what_works(actions, self.words.pane)
        self.welcome = Welcome(
            window, self.adding, self.library, self.connect_desk, self.playing, preferences, offered=own
        )
        self.sound = SoundSettings(self.playback, preferences, self)
        self.tray = TrayDesk(window, self.playback, preferences)
        self.upkeep = UpkeepDesk(parts, runner, preferences, notifier, window, self.open_files)
        self._follow_folders()
        window.set_player_bar(self.bar)
        self.keeping = self._join_keeping()
        self._leave_sharing = self._show_sharing()
        yield
        self.search.make_ahead()
        yield
        self._connect()
        self._begin()

    # -- what comes from outside --

    def open_files(self, paths: Sequence[Path]) -> None:
        """Add files that were given to Pluto and play them."""
        self.adding.open_files(paths)

    def apply_changes(self, changes: Changes) -> None:
        """Tell every view what a mutation changed."""
        if not changes:
            return
        self.side.reload(changes)
        self.pages.apply_changes(changes)
        self.words.apply_changes(changes)
        self.curating.apply_changes(changes)
        if self.keeping is not None:
            self.keeping.apply_changes(changes)
        self._show_playing_anew(changes)

    def remember(self) -> None:
        """Write down where the window is and what it shows."""
        # The library that opens next may be one of this device alone, which has no such page.
        key = "songs" if self.pages.key in {ON_DEVICE, *CURATE} else self.pages.key
        self.curating.remember()
        save_geometry(self.window, self.window.body, key, self._preferences)

    def close(self) -> None:
        """Listen to the session no more."""
        leave, self._leave_sharing = self._leave_sharing, lambda: None
        leave()
        if self.keeping is not None:
            self.keeping.close()
        self.curating.close()
        self.upkeep.close()
        self.singing.close()
        self.playback.close()

    def _show_playing_anew(self, changes: Changes) -> None:
        """Read again what is said of the song that plays, where that may have changed."""
        song, session = self.playback.snapshot.song_id, self.parts.session
        if song is None or not (changes.everything or song in changes.songs):
            return
        browse = self.parts.browse
        self._runner.run(
            self,
            "playing row",
            Lane.READ,
            lambda _token: browse.list_song_rows([song]),
            lambda rows: session.renew(rows[0]) if rows else None,
            self._notifier.fail,
        )

    # -- joining --

    def _connect(self) -> None:
        window, pages, playing, library = self.window, self.pages, self.playing, self.library
        pages.made.connect(self._join_page)
        for page in (*pages.all(), self.words.queue):
            self._join_page(page)
        pages.opened.connect(lambda _key: window.body.show_pages())
        library.changed.connect(self.apply_changes)
        self.curating.changed.connect(self.apply_changes)
        if self.keeping is not None:
            self.keeping.changed.connect(self.apply_changes)
        self.upkeep.changed.connect(self.apply_changes)
        self.adding.importing.finished.connect(self.upkeep.rest_soon)
        self.welcome.left.connect(self._first.focus_page)
        self.side.counted.connect(self._counted)
        self.playback.changed.connect(self._tell_playing)
        search = self.search
        search.typing_began.connect(pages.hold)
        search.typing_paused.connect(pages.let_go)
        search.play_songs.connect(playing.play_songs)
        search.play_from.connect(lambda song, ms: playing.play_songs([song], 0, ms))
        search.enqueue.connect(playing.enqueue)
        search.save_wanted.connect(self.smart.save_search)
        search.show_song.connect(pages.reveal)
        search.open_artist.connect(lambda artist: pages.open(ARTIST + artist, focus=True))
        search.open_album.connect(lambda album: pages.open(ALBUM + album, focus=True))
        self.bar.extras.equaliser_wanted.connect(self.menus.show_equaliser)
        now = self.bar.now
        heart = self.tr("Heart for the song that plays")
        window.actions_.add("favourite", self.tr("Library"), heart, ["F"], now.toggle_favourite, icon="heart")
        now.favourite_wanted.connect(lambda song, loved: library.set_favourite([song], loved))
        now.show_wanted.connect(pages.reveal)
        window.files_dropped.connect(self.adding.add_paths)

    def _join_page(self, page: BrowsingPage) -> None:
        playing, pages = self.playing, self.pages
        page.play_requested.connect(playing.play_songs)
        page.play_next_requested.connect(playing.play_next)
        page.enqueue_requested.connect(playing.enqueue)
        page.favourite_requested.connect(self._favourite)
        page.playlist_add_requested.connect(self.side.add_to_playlist)
        page.show_in_folder_requested.connect(self.menus.show_in_folder)
        page.remove_requested.connect(self._ask_remove)
        page.add_words_requested.connect(self.word_files.ask_add)
        page.save_words_requested.connect(self.word_files.ask_save)
        page.look_words_requested.connect(self.online_words.look)
        self.curating.join_page(page)
        if self.keeping is not None:
            self.keeping.join_page(page)
        page.open_album.connect(lambda album: pages.open(ALBUM + album, focus=True))
        page.open_artist.connect(lambda artist: pages.open(ARTIST + artist, focus=True))
        page.changed.connect(self.apply_changes)
        page.error.connect(self._notifier.fail)
        page.action_requested.connect(self.menus.act)
        self._join_lists(page)

    def _show_sharing(self) -> Callable[[], None]:
        """Show in shared mode how the library stands; return what ends that."""
        sharing = self.parts.sharing
        if sharing is None:
            return lambda: None
        from pluto_desktop.desktop.edits_desk import EditsDesk  # noqa: PLC0415 - only in shared mode
        from pluto_desktop.desktop.sends_desk import SendsDesk  # noqa: PLC0415

        pill = self._pill = self.window.top.show_pill()
        pill.password_given.connect(sharing.give_password)
        self.edits = EditsDesk(pill, self.pages, sharing, self._runner, self._notifier, self)
        self.curating.join_edits(self.edits)
        sends = SendsDesk(self.parts, sharing, self.curating.history, self.work, self._runner, self._notifier, self)
        pill.again_wanted.connect(sends.send_now)
        self.edits.listed.connect(sends.follow_edits)
        self.curating.join_others(sharing, self._runner)
        self.edits.changed.connect(self.apply_changes)
        self.edits.apart_wanted.connect(self.connect_desk.know_apart)
        self.edits.accept_wanted.connect(self.connect_desk.accept_other)
        leave = sharing.watch(self._show_standing)
        token = self._runner.run(self, "follow", Lane.FOLLOW, sharing.follow)

        def end() -> None:
            token.cancel()
            leave()
            sharing.let_go()

        return end

    def _show_standing(self, state: PillState) -> None:
        self._pill.show_state(state)
        offer_adding(self.window.actions_, self.words.pane, offered=state.may_write)
        self.curating.offer(offered=state.may_write)
        self.adding.share(state.library, may_add=state.may_write)
        self.edits.show_state(state)
        self.curating.show_waiting(state.waiting)
        self.search.set_offline(offline=state.standing is Standing.OFFLINE)
        self.voice.show_standing(state)
        if self.keeping is not None:
            self.keeping.show_standing(state)
        self.online_words.show_offers()

    def _join_keeping(self) -> KeepDesk | None:
        """Let songs be kept on this device in shared mode."""
        if self.parts.keeps is None:
            return None
        from pluto_desktop.desktop.keep_desk import KeepDesk  # noqa: PLC0415 - only in shared mode

        return KeepDesk(
            self.window, self.parts.keeps, self._first, self.playback, self._runner, self._notifier, self._preferences
        )

    def count_edits(self) -> None:
        """Count the edits that wait again: another program may have made or ended some."""
        sharing = self.parts.sharing
        if sharing is not None:
            self._runner.run(self, "count edits", Lane.READ, lambda _token: sharing.count_again())

    def _follow_folders(self) -> None:
        """Follow the folders of music, where the library is this device's own."""
        self.watching: WatchDesk | None = None
        if self.parts.watch_folders is None:
            return
        from pluto_desktop.desktop.watch_desk import WatchDesk  # noqa: PLC0415 - a library of this device alone

        watching = self.watching = WatchDesk(self.parts.watch_folders, self._runner, self._notifier, self)
        watching.look_wanted.connect(self.adding.importing.follow)
        self.adding.folders_added.connect(watching.add)
        self.menus.follow(watching)

    def _join_lists(self, page: BrowsingPage) -> None:
        self.smart.join_page(page)
        if isinstance(page, PlaylistView):
            page.delete_requested.connect(self.library.ask_delete_playlist)
            page.exported.connect(self.library.tell_exported)
            page.imported.connect(self.library.tell_imported)

    def _ask_remove(self, ids: Sequence[SongId]) -> None:
        if self.keeping is None or self.pages.presence.edits:
            self.library.ask_remove_songs(ids)
            return
        text = self.tr("Only its curators remove songs from a shared library. Remove from this device is in the menu.")
        self._notifier.say(text, Kind.WARN)

    def _favourite(self, ids: Sequence[SongId], loved: bool) -> None:
        self.library.set_favourite(ids, loved)
        if self.playback.snapshot.song_id in ids:
            self.bar.now.show_favourite(loved)

    def _tell_playing(self, snapshot: PlaySnapshot) -> None:
        self.pages.set_playing(snapshot.song_id, playing=snapshot.playing)
        title = "" if snapshot.row is None or snapshot.song_id is None else snapshot.row.title
        pluto = self.tr("Pluto")
        self.window.setWindowTitle(f"{title[:80]} — {pluto}" if title and snapshot.playing else pluto)

    def _begin(self) -> None:
        self.parts.session.restore(resume=self._preferences.switch("playback.resume"))
        if self.parts.note is not None:
            self._notifier.fail(self.parts.note)
        self.side.reload(Changes(everything=True))

    def _counted(self, songs: int) -> None:
        self.welcome.count(songs)
        page = self.pages.current()
        if songs and isinstance(page, SongsView) and page.model.loading:
            page.model.loaded.connect(self._filled, Qt.ConnectionType.SingleShotConnection)
        else:
            self._filled()

    def _filled(self) -> None:
        if not self._told_ready:
            self._told_ready = True
            self.singing.strip.open_as_before()
            self.ready.emit()
