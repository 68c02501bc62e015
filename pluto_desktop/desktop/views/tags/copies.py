"""Copies of songs being saved to a folder, and what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.models.formatting import one_line, songs_text
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.tags.work import WorkDialog
from pluto_desktop.domain.progress import Progress
from pluto_desktop.services.save_copies import CopiesSaved


class SaveCopiesDialog(WorkDialog):
    """Shows how far it is and what was done. It copies nothing itself."""

    def __init__(self, folder: Path, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("SaveCopiesDialog", "Save copies with tags"), parent)
        self._folder = folder
        self.add_work_buttons()
        text = self.tr("Show the folder")
        self.show_folder = self.add_button(text, text, self.tr("Open the folder with the copies"))
        self.show_folder.clicked.connect(self._open_folder)
        self.choices = [self.show_folder]
        self.fit(560, 280)
        self.show_progress(Progress(0, None))
        self.working = True
        self.begin_work(self.tr("Saving copies to “%1”…").replace("%1", one_line(folder.name)))

    def show_saved(self, done: CopiesSaved) -> None:
        """Tell what became of it."""
        self.end_work(done.failed)
        parts = []
        if done.stopped is not None:
            parts.append(explain(done.stopped))
        if done.cancelled:
            parts.append(self.tr("Stopped. What was saved until then is whole."))
        saved = self.tr("%1 saved to “%2”.").replace("%1", songs_text(len(done.saved)))
        parts.append(saved.replace("%2", one_line(self._folder.name)))
        if done.there:
            parts.append(self.tr("%1 there already, just as they would be.").replace("%1", songs_text(done.there)))
        if done.without_cover:
            text = self.tr("%1 without the library's cover: it is not on this device, or the file cannot hold it.")
            parts.append(text.replace("%1", songs_text(done.without_cover)))
        if done.without_words:
            text = self.tr("%1 without the words: such files cannot hold any.")
            parts.append(text.replace("%1", songs_text(done.without_words)))
        self.say("\n".join(parts))
        if done.saved or done.there:
            self.show_folder.show()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
