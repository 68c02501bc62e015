"""Pills that filter a page: all, a language, with words, with bgm."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.face import Face
from pluto_desktop.domain.views import SongFilter


class Pill(QAbstractButton):
    """A checkable pill, painted from the theme's tokens, with a focus ring."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        """Return a pill's size: wide enough for its text, high enough that Telugu is never clipped."""
        return QSize(round(self._face.advance(self.text())) + 26, self._theme.grown(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        on = self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("accent-soft") if on else theme.color("hover" if self.underMouse() else "bg"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(theme.color("accent-text" if on else "mute"))
        face, text = self._face, self.text()
        painter.setFont(face.font)
        baseline = (self.height() + face.metrics.capHeight()) / 2
        painter.drawText(QPointF((self.width() - face.advance(text)) / 2, baseline), text)
        painter.end()

    def _restyle(self) -> None:
        self._face = Face(self._theme.font("secondary"))
        self.updateGeometry()


class FilterChips(QWidget):
    """All / తెలుగు / English / With words / With bgm. One language at most; the rest combine."""

    filter_changed = Signal(object)
    """The person chose another :class:`SongFilter`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Filters"))
        self.all = Pill(self.tr("All"), theme, self)
        self.telugu = Pill("తెలుగు", theme, self)
        self.english = Pill(self.tr("English"), theme, self)
        self.words = Pill(self.tr("With words"), theme, self)
        self.bgm = Pill(self.tr("With bgm"), theme, self)
        self.all.setToolTip(self.tr("Show everything"))
        self.telugu.setToolTip(self.tr("Songs in Telugu, or with words in it"))
        self.english.setToolTip(self.tr("Songs in English, or with words in it"))
        self.words.setToolTip(self.tr("Songs whose words can be read"))
        self.bgm.setToolTip(self.tr("Songs with their music without voice"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for pill in self.pills():
            row.addWidget(pill)
            pill.clicked.connect(lambda _=False, pill=pill: self._press(pill))
        self.all.setChecked(True)

    def pills(self) -> tuple[Pill, ...]:
        """Return the pills in their order."""
        return self.all, self.telugu, self.english, self.words, self.bgm

    def current(self) -> SongFilter:
        """Return the filter that is chosen."""
        language = "te" if self.telugu.isChecked() else "en" if self.english.isChecked() else ""
        has = [name for name, pill in (("lyrics", self.words), ("bgm", self.bgm)) if pill.isChecked()]
        return SongFilter(language=language, has=frozenset(has))

    def clear(self) -> None:
        """Choose *All*."""
        self._press(self.all)

    def _press(self, pressed: Pill) -> None:
        if pressed is self.all:
            for pill in self.pills()[1:]:
                pill.setChecked(False)
        elif pressed is self.telugu:
            self.english.setChecked(False)
        elif pressed is self.english:
            self.telugu.setChecked(False)
        self.all.setChecked(not any(pill.isChecked() for pill in self.pills()[1:]))
        self.filter_changed.emit(self.current())
