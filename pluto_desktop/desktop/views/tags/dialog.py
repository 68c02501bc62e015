"""Write tags into files: comparing, asking, writing, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHeaderView, QTreeView, QWidget

from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.tags.model import TagsModel
from pluto_desktop.desktop.views.tags.texts import files_text
from pluto_desktop.desktop.views.tags.work import WorkDialog
from pluto_desktop.domain.progress import Progress
from pluto_desktop.services.write_tags import TagPlan, TagsWritten

_FEW = 12
"""So many files are shown with their fields at first."""


class WriteTagsDialog(WorkDialog):
    """Shows what it is told. It compares and writes nothing itself."""

    write_wanted = Signal(object)
    """Write these changes (a list of :class:`FileChanges`)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("WriteTagsDialog", "Write tags into files"), parent)
        self._comparing = False
        self._model: TagsModel | None = None
        self.told = ThemedLabel(theme, "", "body", "mute", self)
        self.told.setWordWrap(True)
        self.tree = QTreeView(self)
        self.tree.setAccessibleName(self.tr("Files and what will be written into them"))
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.pages.addWidget(self.tree)
        self.content.insertWidget(0, self.told)
        all_, none = self.tr("All"), self.tr("None")
        self.all = self.add_button(all_, self.tr("Tick everything"), self.tr("Tick everything"))
        self.none = self.add_button(none, self.tr("Tick nothing"), self.tr("Tick nothing"))
        self.add_work_buttons()
        self.write = self.add_button("", "", self.tr("Write what is ticked; the sound stays the same to the byte"))
        self.write.setProperty("kind", "primary")
        self.choices = [self.all, self.none, self.write]
        self.all.clicked.connect(lambda _checked=False: self._tick_all(on=True))
        self.none.clicked.connect(lambda _checked=False: self._tick_all(on=False))
        self.write.clicked.connect(self._write)
        self.fit(780, 520)
        self.show_progress(Progress(0, None))
        self._comparing = True
        self.begin_work(self.tr("Comparing the files with the library…"))

    def show_plan(self, plan: TagPlan) -> None:
        """Ask what is to be written."""
        self._comparing = False
        self.end_work(plan.left_out)
        if not plan.files:
            same = self.tr("The tags of %1 say what the library says already.").replace("%1", files_text(plan.same))
            self.say(same if plan.same else self.tr("There is no file here that could be written."))
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
        self.pages.setCurrentWidget(self.tree)
        for button in self.choices:
            button.show()
        self.write.setDefault(True)
        self._offer_writing()
        self.tree.setFocus()

    def show_written(self, done: TagsWritten) -> None:
        """Tell what became of it."""
        self.end_work(done.failed)
        parts = []
        if done.stopped is not None:
            parts.append(explain(done.stopped))
        if done.cancelled:
            parts.append(self.tr("Stopped: the other files are as they were."))
        parts.append(self.tr("The tags of %1 were written.").replace("%1", songs_text(len(done.written))))
        self.say("\n".join(parts))

    def say(self, text: str) -> None:
        """Say something in the place of the list."""
        self.told.setText("")
        super().say(text)

    def stop_work(self) -> None:
        """Stop writing after the file at hand; of comparing there is nothing to tell."""
        if self._comparing:
            self.reject()
        else:
            super().stop_work()

    def reject(self) -> None:
        """Close; comparing ends with it."""
        if self._comparing:
            self.stop_wanted.emit()
        super().reject()

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
            self.working = True
            self.begin_work(self.tr("Writing…"))
            self.write_wanted.emit(chosen)
