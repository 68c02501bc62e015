"""Write tags into files: comparing, asking, writing, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHeaderView, QProgressBar, QStackedWidget, QTreeView, QWidget

from pluto_desktop.desktop.models.formatting import grouped, songs_text
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.importing.reasons import ReasonsDialog
from pluto_desktop.desktop.views.tags.model import TagsModel
from pluto_desktop.desktop.views.tags.texts import files_text
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.progress import Progress
from pluto_desktop.services.import_report import ImportError_
from pluto_desktop.services.write_tags import LeftOut, TagPlan, TagsWritten

_FEW = 12
"""So many files are shown with their fields at first."""
_STEPS = 1000


class WriteTagsDialog(PlainDialog):
    """Shows what it is told. It compares and writes nothing itself."""

    write_wanted = Signal(object)
    """Write these changes (a list of :class:`FileChanges`)."""
    stop_wanted = Signal()
    """Stop what is being done: a file that is being written is finished."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("WriteTagsDialog", "Write tags into files"), parent)
        self._comparing = self._writing = False
        self._left_out: Sequence[LeftOut] = ()
        self._model: TagsModel | None = None
        self.told = ThemedLabel(theme, "", "body", "mute", self)
        self.told.setWordWrap(True)
        self.state = ThemedLabel(theme, "", "body", "mute", self)
        self.state.setWordWrap(True)
        self.state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _STEPS)
        self.tree = QTreeView(self)
        self.tree.setAccessibleName(self.tr("Files and what will be written into them"))
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.state)
        self._pages.addWidget(self.tree)
        self.content.addWidget(self.told)
        self.content.addWidget(self._pages, 1)
        self.content.addWidget(self.bar)
        all_, none = self.tr("All"), self.tr("None")
        self.all = self.add_button(all_, self.tr("Tick everything"), self.tr("Tick everything"))
        self.none = self.add_button(none, self.tr("Tick nothing"), self.tr("Tick nothing"))
        self.reasons = self.add_button("", "", self.tr("Show the files that are left out, each with the reason"))
        self.reasons.setProperty("kind", "link")
        self.stop = self.add_button(self.tr("Stop"), self.tr("Stop"), self.tr("Stop after the file at hand"))
        self.write = self.add_button("", "", self.tr("Write what is ticked; the sound stays the same to the byte"))
        self.write.setProperty("kind", "primary")
        self.all.clicked.connect(lambda _checked=False: self._tick_all(on=True))
        self.none.clicked.connect(lambda _checked=False: self._tick_all(on=False))
        self.reasons.clicked.connect(self._show_reasons)
        self.stop.clicked.connect(self._stop)
        self.write.clicked.connect(self._write)
        self.fit(780, 520)
        self.show_progress(Progress(0, None))
        self._comparing = True
        self._begin(self.tr("Comparing the files with the library…"))

    def show_progress(self, progress: Progress) -> None:
        """Show how many files are compared or written."""
        self.bar.setRange(0, 0 if progress.total is None else _STEPS)
        if progress.total is not None:
            self.bar.setValue(_STEPS * progress.done // progress.total if progress.total else _STEPS)
            text = self.tr("%1 of %2").replace("%1", grouped(progress.done))
            self.bar.setAccessibleName(text.replace("%2", files_text(progress.total)))

    def show_plan(self, plan: TagPlan) -> None:
        """Ask what is to be written."""
        self._end(plan.left_out)
        if not plan.files:
            same = self.tr("The tags of %1 say what the library says already.").replace("%1", files_text(plan.same))
            self._say(same if plan.same else self.tr("There is no file here that could be written."))
            return
        text = self.tr("%1 say something else than the library. What is ticked is written into them.")
        self.told.setText(text.replace("%1", files_text(len(plan.files))))
        self._model = TagsModel(plan.files, self)
        self._model.ticked.connect(self._offer_writing)
        self.tree.setModel(self._model)
        header = self.tree.header()
        for section in range(3):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        if len(plan.files) <= _FEW:
            self.tree.expandAll()
        self.tree.setCurrentIndex(self._model.index(0, 0))
        self._pages.setCurrentWidget(self.tree)
        for button in (self.all, self.none, self.write):
            button.show()
        self.write.setDefault(True)
        self._offer_writing()
        self.tree.setFocus()

    def show_written(self, done: TagsWritten) -> None:
        """Tell what became of it."""
        self._end(done.failed)
        parts = []
        if done.stopped is not None:
            parts.append(explain(done.stopped))
        if done.cancelled:
            parts.append(self.tr("Stopped: the other files are as they were."))
        parts.append(self.tr("The tags of %1 were written.").replace("%1", songs_text(len(done.written))))
        self._say("\n".join(parts))

    def show_error(self, error: KnownError) -> None:
        """Say why nothing was done."""
        self._end(())
        self._say(explain(error))

    def reject(self) -> None:
        """Close; writing is stopped first, and what became of it told."""
        if self._writing:
            self._stop()
            return
        if self._comparing:
            self.stop_wanted.emit()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close as Esc does."""
        event.ignore()
        self.reject()

    def _begin(self, text: str) -> None:
        self._say(text)
        for button in (self.all, self.none, self.write, self.reasons):
            button.hide()
        self.stop.setEnabled(True)
        self.stop.show()
        self.bar.show()
        self.close_button.hide()
        self.stop.setFocus()

    def _end(self, left_out: Sequence[LeftOut]) -> None:
        self._comparing = self._writing = False
        self._left_out = left_out
        self.bar.hide()
        self.stop.hide()
        self.close_button.show()
        self.close_button.setFocus()
        if left_out:
            text = self.tr("%1 left out — see why").replace("%1", grouped(len(left_out)))
            self.reasons.setText(text)
            self.reasons.setAccessibleName(text)
            self.reasons.show()

    def _say(self, text: str) -> None:
        self.told.setText("")
        self.state.setText(text)
        self._pages.setCurrentWidget(self.state)
        for button in (self.all, self.none, self.write):
            button.hide()

    def _offer_writing(self) -> None:
        assert self._model is not None
        count = self._model.ticked_files
        text = self.tr("Write %1").replace("%1", files_text(count))
        self.write.setText(text)
        self.write.setAccessibleName(text)
        self.write.setEnabled(count > 0)

    def _tick_all(self, *, on: bool) -> None:
        if self._model is not None:
            self._model.tick_all(on=on)

    def _write(self) -> None:
        if self._model is not None and (chosen := self._model.chosen()):
            self._writing = True
            self._begin(self.tr("Writing…"))
            self.write_wanted.emit(chosen)

    def _stop(self) -> None:
        if self._comparing:
            self.reject()
            return
        self.stop.setEnabled(False)
        self.state.setText(self.tr("Stopping…"))
        self.stop_wanted.emit()

    def _show_reasons(self) -> None:
        told = [ImportError_(Path(one.title), one.error) for one in self._left_out]
        ReasonsDialog(self.theme, told, self).open()
