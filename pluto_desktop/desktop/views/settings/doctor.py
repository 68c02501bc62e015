"""What the doctor found, in a dialog: each thing well, or what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.domain.health import Finding
from pluto_desktop.services.playing import PlaySession
from pluto_desktop.services.playing_values import Heard


class DoctorDialog(PlainDialog):
    """Examines the installation, the library and how the music is heard, off the GUI thread, each time it is opened."""

    def __init__(
        self,
        examine: Callable[[Heard], Iterator[Finding]],
        session: PlaySession,
        runner: TaskRunner,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, QCoreApplication.translate("DoctorDialog", "Diagnostics"), parent)
        self._examine, self._session, self._runner = examine, session, runner
        self.findings: tuple[Finding, ...] = ()
        self.summary = ThemedLabel(theme, "", "body", "mute", self)
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 12, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(2, 1)
        self.content.addWidget(self.summary)
        self.add_scrolled(self._inside)
        name, hint = self.tr("Copy the findings"), self.tr("Copy the findings as text")
        self.copy_button = self.add_button(self.tr("Copy"), name, hint)
        self.copy_button.clicked.connect(self._copy)
        self.fit(680, 520)

    def showEvent(self, event: QShowEvent) -> None:
        """Examine each time it is opened."""
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Examine again."""
        self.summary.setText(self.tr("Looking…"))
        self.copy_button.setEnabled(False)
        examine, heard = self._examine, self._session.heard()
        self._runner.run(self, "examine", Lane.READ, lambda _token: tuple(examine(heard)), self._show)

    def _show(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, finding in enumerate(findings):
            mark = QLabel(self._inside)
            icon, ink = ("circle-check", "ok") if finding.ok else ("alert-triangle", "warn")
            mark.setPixmap(self.theme.pixmap(icon, ink, 18, self.devicePixelRatioF()))
            mark.setAccessibleName(self.tr("ok") if finding.ok else self.tr("to do"))
            text = ThemedLabel(self.theme, "\n".join(part for part in (finding.found, finding.advice) if part))
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(ThemedLabel(self.theme, finding.label, "strong"), row, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 2)
        self._grid.setRowStretch(len(findings), 1)
        bad = sum(not finding.ok for finding in findings)
        well = self.tr("All is well.")
        self.summary.setText(self.tr("%1 to look at.").replace("%1", str(bad)) if bad else well)
        self.copy_button.setEnabled(True)

    def _copy(self) -> None:
        lines = [f"{'ok   ' if one.ok else 'TO DO'} {one.label}: {one.found} {one.advice}" for one in self.findings]
        QGuiApplication.clipboard().setText("\n".join(lines))
