"""What changes the library or what is the person's own, and the telling of every view afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.batch_telling import BatchTelling
from pluto_desktop.desktop.long_work import LongWork
from pluto_desktop.desktop.models.formatting import one_line, songs_text
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import PlaylistId, SongId
from pluto_desktop.domain.playlists import Playlist
from pluto_desktop.services.personal import PlaylistExport, PlaylistImport

if TYPE_CHECKING:
    from pluto_desktop.domain.batches import Batch

T = TypeVar("T")


class LibraryDesk(QObject):
    """Runs mutations on the writing worker; every one that worked is told by :attr:`changed`."""

    changed = Signal(object)
    """The :class:`Changes` of a mutation that is done."""
    playlist_made = Signal(object)
    """A playlist (:class:`Playlist`) was made and may be shown."""
    demo_added = Signal(object)
    """The demo songs (ids) are in the library."""

    def __init__(
        self,
        parts: Parts,
        telling: BatchTelling,
        work: LongWork,
        runner: TaskRunner,
        notifier: Notifier,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._parts, self._telling, self._work = parts, telling, work
        self._runner, self._notifier = runner, notifier

    def set_favourite(self, ids: Sequence[SongId], loved: bool) -> None:
        """Give songs a heart or take it."""
        personal, songs = self._parts.personal, list(ids)
        if songs:
            self._write(lambda: personal.set_favourite(songs, loved))

    def add_to_playlist(self, ids: Sequence[SongId], playlist: PlaylistId, name: str = "") -> None:
        """Put songs at a playlist's end."""
        personal, songs = self._parts.personal, list(ids)
        said = self.tr("%1 added to “%2”") if name else self.tr("%1 added to the playlist")
        text = said.replace("%1", songs_text(len(songs))).replace("%2", one_line(name))
        if songs:
            self._write(lambda: personal.add_to_playlist(playlist, songs), text)

    def create_playlist(self, name: str, ids: Sequence[SongId] = ()) -> None:
        """Make a playlist."""
        personal, songs = self._parts.personal, list(ids)

        def made(playlist: Playlist) -> None:
            self.changed.emit(Changes(playlists=True))
            self.playlist_made.emit(playlist)

        self._run(lambda: personal.create_playlist(name, songs), made)

    def rename_playlist(self, playlist: PlaylistId, name: str) -> None:
        """Give a playlist another name."""
        personal = self._parts.personal
        self._write(lambda: personal.rename_playlist(playlist, name))

    def ask_delete_playlist(self, playlist: PlaylistId, name: str) -> None:
        """Ask whether a playlist is to go; its songs stay."""
        personal = self._parts.personal
        self._notifier.say(
            self.tr("Delete the playlist “%1”? Its songs stay in the library.").replace("%1", one_line(name)),
            Kind.WARN,
            self.tr("Delete the playlist"),
            lambda: self._write(lambda: personal.delete_playlist(playlist)),
        )

    def import_playlist(self, path: Path) -> None:
        """Make a playlist of an M3U or M3U8 file."""
        personal = self._parts.personal
        self._run(lambda: personal.import_m3u8(path), self.tell_imported)

    def tell_imported(self, result: PlaylistImport) -> None:
        """Tell what came of a playlist file."""
        self.changed.emit(result.changes)
        self.playlist_made.emit(result.playlist)
        if result.missing:
            text = self.tr("“%1” is there with %2. %3 that it names are not in the library; add them and import again.")
            text = text.replace("%1", one_line(result.playlist.name)).replace("%2", songs_text(result.songs))
            self._notifier.say(text.replace("%3", songs_text(len(result.missing))), Kind.WARN)

    def export_playlist(self, playlist: PlaylistId, path: Path) -> None:
        """Write a playlist to a file."""
        personal = self._parts.personal
        self._run(lambda: personal.export_m3u8(playlist, path), self.tell_exported)

    def tell_exported(self, result: PlaylistExport) -> None:
        """Tell what was written."""
        text = self.tr("%1 written to “%2”.").replace("%1", songs_text(result.songs)).replace("%2", result.path.name)
        kind = Kind.INFO
        if result.missing:
            kind = Kind.WARN
            left = self.tr("%1 without a file on this device were left out.")
            text += " " + left.replace("%1", songs_text(len(result.missing)))
        self._notifier.say(text, kind)

    def ask_remove_songs(self, ids: Sequence[SongId]) -> None:
        """Ask whether songs are to leave the library: a shared one for everybody, one's own without their files."""
        songs = list(ids)
        if not songs:
            return
        own = self.tr("Remove %1 from the library? The files stay where they are.")
        shared = self.tr("Remove %1 from the shared library, for everybody?")
        text = own if self._parts.sharing is None else shared
        self._notifier.say(
            text.replace("%1", songs_text(len(songs))),
            Kind.WARN,
            self.tr("Remove from the library"),
            lambda: self._remove(songs),
        )

    def _remove(self, songs: list[SongId]) -> None:
        make = self._parts.many.edit

        def removed(batch: Batch) -> None:
            said = self.tr("%1 removed from the library.").replace("%1", songs_text(batch.songs))
            self._telling.tell(batch, said)

        self._work.run(
            self.tr("Removing %1").replace("%1", songs_text(len(songs))), len(songs),
            lambda token, report: make().delete(songs, cancel=token, progress=report), removed,
        )  # fmt: skip

    def add_demo(self) -> None:
        """Put the demo songs into the library."""
        demo = self._parts.demo

        def added(ids: list[SongId]) -> None:
            self.changed.emit(Changes(everything=True))
            self.demo_added.emit(ids)

        self._run(lambda: demo().add(), added)

    def add_bgm(self, song: SongId, path: Path) -> None:
        """Give a song a file with its music without voice."""
        add = self._parts.add_bgm
        self._write(lambda: add(song, path), self.tr("The music without voice was added to the song."))

    def find_file(self, song_id: SongId, then: Callable[[Path | None], None]) -> None:
        """Find a song's file and hand it on."""
        browse = self._parts.browse
        self._runner.run(self, "file", Lane.READ, lambda _token: browse.find_file(song_id), then, self._notifier.fail)

    def _write(self, change: Callable[[], Changes], said: str = "") -> None:
        def done(changes: Changes) -> None:
            self.changed.emit(changes)
            if said:
                self._notifier.say(said)

        self._run(change, done)

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._runner.run(self, "write", Lane.WRITE, lambda _token: work(), done, self._notifier.fail)
