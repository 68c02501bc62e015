"""Making one song of several, and renaming an artist everywhere, joined with the library."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pluto_desktop.desktop.batch_telling import BatchTelling
from pluto_desktop.desktop.long_work import LongWork
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.formatting import one_line, songs_text
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pluto_desktop.domain.batches import Batch
    from pluto_desktop.domain.ids import ArtistId, SongId
    from pluto_desktop.domain.songs import ArtistRow
    from pluto_desktop.services.bulk.merging import Candidate


class MergeDesk(QObject):
    """Asks how songs, or artists, become one, and lets it be done. GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        telling: BatchTelling,
        work: LongWork,
        runner: TaskRunner,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._telling, self._work = window, parts, telling, work
        self._runner, self._notifier = runner, notifier

    def ask(self, ids: Sequence[SongId]) -> None:
        """Show songs (at least two) side by side and let the person choose how they become one."""
        from pluto_desktop.services.bulk.merging import MOST  # noqa: PLC0415 - rarely wanted

        songs = list(dict.fromkeys(ids))
        if len(songs) > MOST:
            text = self.tr("Choose at most %1 to be merged: they are shown side by side.")
            self._notifier.say(text.replace("%1", songs_text(MOST)), Kind.WARN)
            return
        make = self._parts.many.merge
        self._runner.run(self, "look", Lane.READ, lambda _token: make().look(songs), self._show, self._notifier.fail)

    def ask_rename(self, artist_id: ArtistId, name: str) -> None:
        """Let the person give an artist another name, in every song."""
        browse = self._parts.browse
        self._runner.run(
            self, "artists", Lane.READ, lambda _token: browse.list_artists(),
            partial(self._show_artist, artist_id, name), self._notifier.fail,
        )  # fmt: skip

    def _show(self, songs: list[Candidate]) -> None:
        if len(songs) < 2:
            return
        from pluto_desktop.desktop.views.curate.merging.dialog import MergeDialog  # noqa: PLC0415 - rarely wanted

        dialog = MergeDialog(songs, self._window.theme, self._window)
        dialog.merge_wanted.connect(partial(self._merge, songs))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _merge(self, songs: Sequence[Candidate], keep: SongId, whose: Mapping[str, SongId]) -> None:
        make = self._parts.many.merge
        name = next(one.song.title for one in songs if one.id == keep)
        text = self.tr("%1 became one: “%2”.").replace("%1", songs_text(len(songs))).replace("%2", one_line(name))
        self._runner.run(
            self, f"merge {keep}", Lane.WRITE, lambda token: make().merge(songs, keep, whose, token),
            lambda batch: self._telling.tell(batch, text), self._notifier.fail,
        )  # fmt: skip

    def _show_artist(self, artist_id: ArtistId, name: str, artists: Sequence[ArtistRow]) -> None:
        from pluto_desktop.desktop.views.curate.merging.artist import RenameDialog  # noqa: PLC0415 - rarely wanted

        artist = next((one for one in artists if one.id == artist_id), None)
        if artist is None:
            return
        others = [one for one in artists if one.id != artist_id]
        dialog = RenameDialog(artist, others, self._window.theme, self._window)
        dialog.rename_wanted.connect(partial(self._rename, artist, name))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _rename(self, artist: ArtistRow, before: str, name: str) -> None:
        make = self._parts.many.edit

        def told(batch: Batch) -> None:
            text = self.tr("“%1” is “%2” now, in %3.").replace("%1", one_line(before)).replace("%2", one_line(name))
            self._telling.tell(batch, text.replace("%3", songs_text(batch.songs)))

        said = self.tr("Renaming “%1”").replace("%1", one_line(before))
        self._work.run(
            said, artist.songs, lambda token, report: make().rename_artist(
                artist.id, name, cancel=token, progress=report
            ), told,
        )  # fmt: skip
