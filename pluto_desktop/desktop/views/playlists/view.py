"""A playlist: its songs in the person's order, changed here and only here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QToolButton, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.file_names import file_stem
from pluto_desktop.domain.ids import PlaylistId, SongId
from pluto_desktop.domain.views import SongQuery, Sort, Source
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal

_LONGEST_NAME = 200


class _NameEditor(QLineEdit):
    """A field that can be left by Esc, with what was typed forgotten."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PlaylistView(SongsView):
    """One playlist. Reorder by dragging or Alt with arrows in its own order; F2 renames; Delete takes out."""

    delete_requested = Signal(object, str)
    """Delete the playlist (id, name); the window asks first."""
    exported = Signal(object)
    """A file was written: a :class:`~pluto_desktop.services.personal.PlaylistExport`."""
    imported = Signal(object)
    """A playlist was made of a file: a :class:`~pluto_desktop.services.personal.PlaylistImport`."""

    def __init__(
        self,
        browse: Browse,
        personal: Personal,
        runner: TaskRunner,
        theme: Theme,
        covers: CoverLoader,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(browse, personal, runner, theme, covers, parent)
        self._playlist: PlaylistId | None = None
        self._after: list[int] = []
        self.ask_save_path: Callable[[str], str] = self._ask_save_path
        """Asks where to write a playlist, given a name to suggest; returns "" where the person thought better of it."""
        self.editor = _NameEditor(self)
        self.editor.setMaxLength(_LONGEST_NAME)
        self.editor.setAccessibleName(self.tr("Name of the playlist"))
        self.editor.hide()
        self.heading.add_field(self.editor)
        self.more = QToolButton(self)
        self.more.setToolTip(self.tr("More about this playlist"))
        self.more.setAccessibleName(self.tr("More about this playlist"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setMenu(self._build_more())
        self.heading.buttons.addWidget(self.more)
        self.heading.title.setToolTip(self.tr("F2 renames"))
        self.editor.editingFinished.connect(self._rename)
        self.editor.left.connect(self._stop_renaming)
        self.rename_wanted.connect(self.start_renaming)
        self.table.move_wanted.connect(self._move)
        self.table.songs_dropped.connect(self._insert)
        self.state.take_songs()
        self.state.songs_dropped.connect(lambda songs: self._insert(songs, 0))
        self.model.loaded.connect(self._select_moved)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _build_more(self) -> QMenu:
        menu = rounded(QMenu(self))
        menu.addAction(self.tr("Rename\tF2")).triggered.connect(lambda _=False: self.start_renaming())
        menu.addAction(self.tr("Export as M3U8…")).triggered.connect(lambda _=False: self.export())
        menu.addSeparator()
        menu.addAction(self.tr("Delete playlist…")).triggered.connect(lambda _=False: self._ask_delete())
        return menu

    # -- what the window says --

    def show_playlist(self, playlist_id: PlaylistId, name: str) -> None:
        """Show a playlist in its own order."""
        self.show_query(SongQuery(Source.PLAYLIST, playlist_id), name)

    def show_query(self, query: SongQuery, heading: str) -> None:
        """Show a playlist (the query's key); a name that is being typed for another one is kept first."""
        self._rename()
        self._playlist = PlaylistId(query.key)
        super().show_query(query, heading)
        self._allow_moves(query)

    def import_file(self, path: Path) -> None:
        """Make a playlist of an M3U or M3U8 file and tell by :attr:`imported`."""
        personal = self._personal
        self._runner.run(
            self, "import", Lane.WRITE, lambda _token: personal.import_m3u8(path), self._imported, self.error.emit
        )

    # -- what the person does --

    def removal_label(self) -> str:
        """Return what the menu calls taking songs out of the playlist."""
        return self.tr("Remove from this playlist")

    def remove_chosen(self) -> None:
        """Take the chosen rows out of the playlist; only these rows, where a song stands more than once."""
        playlist, rows = self._playlist, self.table.chosen_rows()
        if playlist is None or not rows:
            return
        if self._own_order():
            self._write(lambda: self._personal.remove_from_playlist(playlist, rows))
            return
        chosen = set(self.table.chosen())

        def remove() -> Changes:
            held = self._personal.list_playlist_songs(playlist)
            return self._personal.remove_from_playlist(playlist, [at for at, song in enumerate(held) if song in chosen])

        self._write(remove)

    def start_renaming(self) -> None:
        """Turn the heading into a field."""
        if self._playlist is None:
            return
        self.editor.setFont(self.heading.title.font())
        self.editor.setText(self.heading.title.whole())
        self.heading.title.hide()
        self.heading.set_filters_offered(offered=False)
        self.editor.show()
        self.editor.selectAll()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def export(self) -> None:
        """Write the playlist to a file the person names."""
        playlist, personal = self._playlist, self._personal
        if playlist is None:
            return
        chosen = self.ask_save_path(_file_name(self.heading.title.whole()))
        if not chosen:
            return
        path = Path(chosen)
        if not path.suffix:
            path = path.with_name(path.name + ".m3u8")
        self._runner.run(
            self,
            "export",
            Lane.WRITE,
            lambda _token: personal.export_m3u8(playlist, path),
            self.exported.emit,
            self.error.emit,
        )

    # -- inside --

    def _ask_save_path(self, name: str) -> str:
        path, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Export the playlist"), name, self.tr("Playlists (*.m3u8)")
        )
        return path

    def _ask_delete(self) -> None:
        if self._playlist is not None:
            self.delete_requested.emit(self._playlist, self.heading.title.whole())

    def _rename(self) -> None:
        if self.editor.isHidden():
            return
        name, playlist = self.editor.text().strip(), self._playlist
        self._stop_renaming()
        if name and playlist is not None and name != self.heading.title.whole():
            self.heading.title.set_whole(name)
            self._write(lambda: self._personal.rename_playlist(playlist, name))

    def _stop_renaming(self) -> None:
        focused = self.editor.hasFocus()
        self.editor.hide()
        self.heading.title.show()
        self.heading.set_filters_offered(offered=True)
        if focused:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _own_order(self) -> bool:
        query = self.model.query
        return query is not None and query.sort is Sort.NATURAL and query.filter.empty and not query.descending

    def _allow_moves(self, query: SongQuery) -> None:
        self.table.reorderable = query.sort is Sort.NATURAL and query.filter.empty and not query.descending

    def _show(self, query: SongQuery) -> None:
        super()._show(query)
        self._allow_moves(query)

    def _move(self, rows: Sequence[int], to: int) -> None:
        playlist = self._playlist
        if playlist is None or not rows:
            return
        start = to - sum(1 for row in rows if row < to)
        self._after = list(range(start, start + len(rows)))
        self._write(lambda: self._personal.move_in_playlist(playlist, list(rows), to))

    def _insert(self, songs: Sequence[SongId], to: int) -> None:
        playlist = self._playlist
        if playlist is not None and songs:
            self._write(lambda: self._personal.add_to_playlist(playlist, songs, to))

    def _write(self, change: Callable[[], Changes]) -> None:
        self._runner.run(self, "write", Lane.WRITE, lambda _token: change(), self._written, self.error.emit)

    def _written(self, changes: Changes) -> None:
        self.apply_changes(changes)
        self.changed.emit(changes)

    def _imported(self, result: object) -> None:
        self.imported.emit(result)
        self.changed.emit(Changes(playlists=True))

    def _select_moved(self) -> None:
        if self._after:
            rows, self._after = self._after, []
            if rows[-1] < len(self.model.ids):
                self.table.choose_rows(rows, rows[0])

    def _restyle(self) -> None:
        self.more.setIcon(self._theme.icon("dots"))


def _file_name(name: str) -> str:
    return f"{file_stem(name, 'playlist')}.m3u8"
