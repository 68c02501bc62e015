"""Making a smart playlist, or changing one: its name, its rule, its order, and what the rule chooses, as one types."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from pluto_desktop.desktop.models.formatting import clock, one_line, songs_text
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.desktop.views.smart.completing import CompletingRule
from pluto_desktop.desktop.views.smart.texts import order_of, order_texts
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.playlists import LARGEST_LIMIT, RULE_ORDERS, Rule
from pluto_desktop.services.smart_playlists import Preview

SHOWN = 6
"""So many of the first songs are shown."""

_PAUSE_MS = 120
_LONGEST_NAME = 200
_LIMIT = 50


class SmartDialog(PlainDialog):
    """Shows what it is told of the rule that is typed, and asks for it by signals. It writes nothing itself."""

    preview_wanted = Signal(object)
    """What a :class:`Rule` would choose is wanted: :meth:`show_preview` or :meth:`show_error` answers."""
    save_wanted = Signal(str, object)
    """The playlist is to have this name and this :class:`Rule`."""

    def __init__(
        self, theme: Theme, name: str, rule: Rule, parent: QWidget | None = None, *, new: bool = False
    ) -> None:
        title = (
            QCoreApplication.translate("SmartDialog", "New smart playlist")
            if new
            else QCoreApplication.translate("SmartDialog", "Smart playlist")
        )
        super().__init__(theme, title, parent)
        self._refused = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.preview_wanted.emit(self.rule()))
        self.name = QLineEdit(name, self)
        self.name.setMaxLength(_LONGEST_NAME)
        self.words = QLineEdit(rule.words, self)
        self.words.setPlaceholderText(self.tr("genre:lullaby  -played:30d  is:favourite"))
        self.completing = CompletingRule(self.words)
        self.problem = ThemedLabel(theme, "", "secondary", "bad", self)
        self.problem.setWordWrap(True)
        self.order = QComboBox(self)
        for text, key in order_texts():
            self.order.addItem(text, key)
        self.order.setCurrentIndex(self.order.findData(order_of(rule)))
        self.limited = QCheckBox(self.tr("Only the first"), self)
        self.limited.setAccessibleName(self.tr("Only so many songs"))
        self.limited.setChecked(rule.limit is not None)
        self.limit = QSpinBox(self)
        self.limit.setRange(1, LARGEST_LIMIT)
        self.limit.setValue(rule.limit or _LIMIT)
        self.limit.setEnabled(self.limited.isChecked())
        self.limit.setAccessibleName(self.tr("How many songs"))
        self._lay_out_form()
        self._lay_out_preview()
        self.save = self.add_primary(self.tr("Save"), self.tr("Save the smart playlist"), self.tr("Save  (Enter)"))
        self.save.clicked.connect(self._save)
        self.close_button.setText(self.tr("Cancel"))
        self.close_button.setAccessibleName(self.tr("Cancel"))
        self.close_button.setToolTip(self.tr("Cancel  (Esc)"))
        self._connect()
        self.fit(560, 560)
        (self.words if name else self.name).setFocus()
        self._offer_save()
        self.preview_soon()

    def rule(self) -> Rule:
        """Return the rule as it is typed now."""
        sort, descending = RULE_ORDERS[self.order.currentData()]
        limit = self.limit.value() if self.limited.isChecked() else None
        return Rule(self.words.text().strip(), sort, descending, limit)

    def preview_soon(self) -> None:
        """Ask what the rule chooses, once nothing was typed for a moment."""
        self._refused = False
        self._offer_save()
        self._pause.start()

    def show_preview(self, rule: Rule, preview: Preview) -> None:
        """Show what a rule chooses, if it is still the one that is typed."""
        if rule != self.rule():
            return
        self.problem.setText("")
        self.words.setAccessibleDescription("")
        self.problem.hide()
        self.count.setText(songs_text(preview.songs) if preview.songs else self.tr("No song fits the rule just now"))
        for label, row in zip(self.first, [*preview.first[:SHOWN], *[None] * SHOWN], strict=False):
            parts = () if row is None else (row.title, row.artist, clock(row.duration_ms))
            label.set_whole(" · ".join(one_line(part) for part in parts if part))
        self._offer_save()

    def show_error(self, rule: Rule, error: KnownError) -> None:
        """Say under the field why a rule is not understood, if it is still the one that is typed."""
        if rule != self.rule():
            return
        self._refused = True
        typed = bool(self.words.text())  # nobody is told off before they typed
        self.problem.setText(explain(error) if typed else "")
        self.problem.setVisible(typed)
        self.words.setAccessibleDescription(self.problem.text())
        self.count.setText("")
        for label in self.first:
            label.set_whole("")
        self._offer_save()

    def _lay_out_form(self) -> None:
        form = QFormLayout()
        form.setSpacing(10)
        self._add(form, self.tr("Name"), self.name)
        hint = self.tr("As in the search box: words of a title, an artist or an album, and words that filter.")
        told = ThemedLabel(self.theme, hint, "secondary", "mute", self)
        told.setWordWrap(True)
        rule = QVBoxLayout()
        rule.setSpacing(4)
        for part in (self.words, self.problem, told):
            rule.addWidget(part)
        self._add(form, self.tr("Rule"), self.words, rule)
        self.problem.hide()
        self._add(form, self.tr("Order"), self.order)
        line = QHBoxLayout()
        line.addWidget(self.limited)
        line.addWidget(self.limit)
        line.addWidget(ThemedLabel(self.theme, self.tr("songs"), "body", "text", self))
        line.addStretch(1)
        form.addRow("", line)
        self.content.addLayout(form)

    def _lay_out_preview(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        self.count = ThemedLabel(self.theme, "", "title", "text", inside)
        self.first = [ElidedLabel(self.theme, "body", "mute", inside) for _ in range(SHOWN)]
        for label in (self.count, *self.first):
            column.addWidget(label)
        column.addStretch(1)
        self.add_scrolled(inside)

    def _add(self, form: QFormLayout, text: str, control: QWidget, around: QLayout | None = None) -> None:
        """Put a control with its name into the form, alone or with what lies around it."""
        label = QLabel(text, self)
        label.setBuddy(control)
        control.setAccessibleName(text)
        if around is None:
            form.addRow(label, control)
        else:
            form.addRow(label, around)

    def _connect(self) -> None:
        self.name.textChanged.connect(lambda _text: self._offer_save())
        self.words.textChanged.connect(lambda _text: self.preview_soon())
        self.order.currentIndexChanged.connect(lambda _at: self.preview_soon())
        self.limit.valueChanged.connect(lambda _count: self.preview_soon())
        self.limited.toggled.connect(self.limit.setEnabled)
        self.limited.toggled.connect(lambda _on: self.preview_soon())

    def _offer_save(self) -> None:
        """Let Enter save before the preview is there: whoever saves looks at the rule once more."""
        self.save.setEnabled(not self._refused and bool(self.name.text().strip()) and bool(self.words.text().strip()))

    def _save(self) -> None:
        self.save_wanted.emit(" ".join(self.name.text().split()), self.rule())
