"""The settings dialog: every control is bound to one declared setting; a change holds at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from pluto_desktop.desktop.forms.ui_settings import Ui_SettingsForm
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.settings.words_server import WordsServerField
from pluto_desktop.domain.settings import Value, setting

_TEXT_LEFT = 8


translate = QCoreApplication.translate


class SettingsDialog(QDialog):
    """Labels, ranges, choices and hints come from the declarations; the form says only where things stand."""

    libraries_wanted = Signal()
    """The list of libraries is to be opened."""

    def __init__(self, preferences: Preferences, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._theme = theme
        self._form = Ui_SettingsForm()
        self._form.setupUi(self)  # type: ignore[no-untyped-call]
        self.setAccessibleName(self.windowTitle())
        self._form.pages.tabBar().setAccessibleName(self.tr("Pages of the settings"))
        self.controls: dict[str, QWidget] = {}
        for control in self.findChildren(QWidget):
            key = control.property("setting")
            if isinstance(key, str):
                self.controls[key] = control
                self._bind(key, control)
        server = self._form.online_server
        self._form.online_told.addWidget(WordsServerField(server, preferences, theme, self))
        buttons: QDialogButtonBox = self._form.buttons
        buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).setText(self.tr("Restore defaults"))
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))  # Qt's own knows no Telugu
        for button in buttons.buttons():
            button.setAccessibleName(button.text().replace("&", ""))
            button.setIcon(QIcon())  # the platform's own picture, of another family
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        buttons.clicked.connect(self._pressed)
        self._form.libraries.setAutoDefault(False)
        self._form.libraries.clicked.connect(lambda _checked=False: self.libraries_wanted.emit())
        preferences.changed.connect(self._changed)
        theme.changed.connect(self._align)
        self._align()
        self.resize(theme.grown(560), theme.grown(400))
        self._form.theme.setFocus()

    def _align(self) -> None:
        """Let the fields of all pages begin at one line, and the labels where the boxes to tick do."""
        labels = [label for label in self.findChildren(QLabel) if label.buddy() is not None]
        for label in labels:
            label.setContentsMargins(_TEXT_LEFT, 0, 0, 0)
            label.setMinimumWidth(0)
        widest = max(label.sizeHint().width() for label in labels)
        for label in labels:
            label.setMinimumWidth(widest)

    def _bind(self, key: str, control: QWidget) -> None:
        declared = setting(key)
        hint = translate("settings", declared.hint) if declared.hint else ""
        control.setToolTip(hint or translate("settings", declared.label))
        if hint:
            control.setAccessibleDescription(hint)
        if isinstance(control, QComboBox):
            for value, label in declared.choices:
                control.addItem(translate("settings", label), value)
            control.activated.connect(lambda _at: self._preferences.set(key, control.currentData()))
        elif isinstance(control, QCheckBox):
            control.setText(translate("settings", declared.label))
            control.setAccessibleName(control.text())
            control.clicked.connect(partial(self._preferences.set, key))
        elif isinstance(control, QSpinBox | QDoubleSpinBox):
            if isinstance(control, QSpinBox):
                control.setRange(int(declared.minimum or 0), int(declared.maximum or 0))
                control.setSingleStep(max(1, (control.maximum() - control.minimum()) // 30))
            else:
                control.setRange(declared.minimum or 0.0, declared.maximum or 0.0)
                control.setSingleStep(0.5)
                control.setDecimals(1)
            control.setSuffix(f" {declared.unit}" if declared.unit else "")
            control.setKeyboardTracking(False)
            control.lineEdit().setTextMargins(_TEXT_LEFT, 0, 0, 0)  # a style sheet does not reach it
            control.valueChanged.connect(partial(self._preferences.set, key))
        self._show(control, self._preferences.get(key))

    def _show(self, control: QWidget, value: Value) -> None:
        with QSignalBlocker(control):
            if isinstance(control, QComboBox):
                control.setCurrentIndex(control.findData(value))
            elif isinstance(control, QCheckBox):
                control.setChecked(value is True)
            elif isinstance(control, QLineEdit) and control.text() != value:
                control.setText(str(value))
            elif isinstance(control, QSpinBox | QDoubleSpinBox):
                assert isinstance(value, int | float)
                control.setValue(value)  # type: ignore[arg-type]

    def _changed(self, key: str, value: Value) -> None:
        control = self.controls.get(key)
        if control is not None:
            self._show(control, value)

    def _pressed(self, button: QAbstractButton) -> None:
        buttons: QDialogButtonBox = self._form.buttons
        if buttons.buttonRole(button) is QDialogButtonBox.ButtonRole.ResetRole:
            page = self._form.pages.currentWidget()
            for key, control in self.controls.items():
                if page.isAncestorOf(control):
                    self._preferences.set(key, setting(key).default)
        else:
            self.close()
