"""A line shared as a picture: from its menu to a file or the clipboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QObject, QSaveFile, QStandardPaths
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.lyrics.pane import LyricsPane
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.file_names import file_stem

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.sharing.dialog import ShareDialog


class ShareDesk(QObject):
    """Makes the dialog when it is first wanted; files are written by a worker. GUI thread."""

    def __init__(
        self,
        owner: QWidget,
        pane: LyricsPane,
        playback: PlaybackModel,
        runner: TaskRunner,
        theme: Theme,
        notifier: Notifier,
    ) -> None:
        super().__init__(owner)
        self._owner, self._pane, self._playback = owner, pane, playback
        self._runner, self._theme, self._notifier = runner, theme, notifier
        self.dialog: ShareDialog | None = None
        """The dialog, while it is open."""

    def fill_menu(self, menu: QMenu, line: int | None) -> None:
        """Add to the menu of a line what shares it."""
        action = menu.addAction(self.tr("Share as a picture…"))
        action.setEnabled(line is not None)
        action.triggered.connect(lambda _=False: self.share(line or 0))

    def share_line_in_front(self) -> None:
        """Share the line the keyboard has come to, or the one that is sung."""
        line = self._pane.line_in_front
        if line is None:
            self._notifier.say(self.tr("No line is being sung: choose one by its menu."))
        else:
            self.share(line)

    def share(self, line: int) -> None:
        """Show the picture of a line (its index in the document)."""
        from pluto_desktop.desktop.views.sharing.dialog import ShareDialog  # noqa: PLC0415 - when it is first wanted

        rows = [row for row in self._pane.rows if row.line is not None and row.line >= line and row.parts]
        song = self._playback.snapshot.row
        title, artist = ("", "") if song is None else (one_line(song.title), one_line(song.artist))
        dialog = ShareDialog(rows, title, artist, self._runner, self._theme, self._owner)
        dialog.save_wanted.connect(lambda image: self._ask_where(image, title))
        dialog.copy_wanted.connect(self._copy)
        dialog.finished.connect(lambda: self._end(dialog))
        self.dialog = dialog
        dialog.open()

    def _end(self, dialog: ShareDialog) -> None:
        dialog.deleteLater()
        self.dialog = None

    def _copy(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._notifier.say(self.tr("The picture was copied."))

    def _ask_where(self, image: QImage, title: str) -> None:
        proposed = f"{file_stem(title, 'lines')}.png"
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        name, _kind = QFileDialog.getSaveFileName(
            self.dialog, self.tr("Save the picture"), str(Path(pictures, proposed)), self.tr("Pictures (*.png)")
        )
        if name:
            path = Path(name)
            self._save(image, path if path.suffix.casefold() == ".png" else path.with_name(f"{path.name}.png"))

    def _save(self, image: QImage, path: Path) -> None:
        text = self.tr("The picture is in “%1”.").replace("%1", one_line(path.name))
        self._runner.run(
            self,
            "picture",
            Lane.WRITE,
            lambda _token: _write(image, path),
            lambda _: self._notifier.say(text),
            self._notifier.fail,
        )


def _write(image: QImage, path: Path) -> None:
    """Write a picture wholly or not at all. Any worker. Raises Denied(``file_unwritable``)."""
    file = QSaveFile(str(path))
    if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and QImageWriter(file, b"png").write(image) and file.commit()):
        raise Denied("file_unwritable", path=str(path))
