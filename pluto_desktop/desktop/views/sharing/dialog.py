"""Choosing which lines stand in a picture, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.lyrics.rows import Row
from pluto_desktop.desktop.views.sharing.picture import LinesPicture

_PREVIEW_PX = 340


class ShareDialog(PlainDialog):
    """``rows`` are the lines of the song from the chosen one on; the first ``count`` of them are in the picture."""

    save_wanted = Signal(object)
    """A QImage is to go into a file."""
    copy_wanted = Signal(object)
    """A QImage is to go to the clipboard."""

    def __init__(
        self,
        rows: Sequence[Row],
        title: str,
        artist: str,
        runner: TaskRunner,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, QCoreApplication.translate("ShareDialog", "Share lines as a picture"), parent)
        self._rows, self._title, self._artist, self._runner = rows, title, artist, runner
        self.count, self._mode = 1, theme.mode
        self.image: QImage | None = None
        """The picture, None while it is being made."""
        self.preview = QLabel(self)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setFixedHeight(_PREVIEW_PX)
        self.said = ThemedLabel(theme, "", "secondary", "mute", self)
        self.content.addWidget(self.preview)
        self.content.addLayout(self._make_choices())
        self.save = self.add_button(
            self.tr("Save…"), self.tr("Save the picture"), self.tr("Save the picture as a PNG file")
        )
        self.copy = self.add_button(
            self.tr("Copy"), self.tr("Copy the picture"), self.tr("Copy the picture, to be pasted elsewhere")
        )
        self.save.clicked.connect(lambda: self.save_wanted.emit(self.image))
        self.copy.clicked.connect(lambda: self.copy_wanted.emit(self.image))
        self._make()
        self.resize(theme.grown(440), self.sizeHint().height())

    def _make_choices(self) -> QHBoxLayout:
        self.fewer, self.more = QPushButton("\u2212", self), QPushButton("+", self)
        self.turn = QPushButton(self.tr("Light or dark"), self)
        for button, name in (
            (self.fewer, self.tr("One line less")),
            (self.more, self.tr("One line more")),
            (self.turn, self.tr("Light or dark")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setAutoDefault(False)
        self.fewer.clicked.connect(lambda: self._take(self.count - 1))
        self.more.clicked.connect(lambda: self._take(self.count + 1))
        self.turn.clicked.connect(self._turn)
        row = QHBoxLayout()
        for widget in (self.fewer, self.said, self.more):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.turn)
        return row

    def _take(self, count: int) -> None:
        self.count = count
        self._make()

    def _turn(self) -> None:
        self._mode = "light" if self._mode == "dark" else "dark"
        self._make()

    def _make(self) -> None:
        """Lay the picture out here; its ground is painted on a worker."""
        picture = LinesPicture(self._rows[: self.count], self._title, self._artist, self._mode)
        self.image = None
        self.said.setText(self.tr("1 line") if self.count == 1 else self.tr("%1 lines").replace("%1", str(self.count)))
        self.fewer.setEnabled(self.count > 1)
        self.more.setEnabled(self.count < len(self._rows))
        for button in (self.save, self.copy):
            button.setEnabled(False)
        self._runner.run(
            self,
            "picture",
            Lane.CPU,
            lambda _token: picture.ground(),
            lambda ground: self._show(picture, picture.paint(ground)),
        )

    def _show(self, picture: LinesPicture, image: QImage) -> None:
        self.image = image
        ratio = self.devicePixelRatioF()
        height = round(_PREVIEW_PX * ratio)
        small = QPixmap.fromImage(image.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation))
        painter = QPainter(small)
        painter.setPen(self.theme.color("line"))
        painter.drawRect(small.rect().adjusted(0, 0, -1, -1))
        painter.end()
        small.setDevicePixelRatio(ratio)
        self.preview.setPixmap(small)
        self.preview.setAccessibleName(picture.text)
        for button in (self.save, self.copy):
            button.setEnabled(True)
