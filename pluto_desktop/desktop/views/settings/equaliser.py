"""The equaliser: ten bands, some presets, an on-off switch."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import grouped
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.domain.settings import Value
from pluto_desktop.playback.equaliser import BANDS_HZ, PRESETS

_NAMES: Final = {
    "flat": QT_TRANSLATE_NOOP("equaliser", "Flat"),
    "voice": QT_TRANSLATE_NOOP("equaliser", "Clear voice"),
    "bass": QT_TRANSLATE_NOOP("equaliser", "More bass"),
    "treble": QT_TRANSLATE_NOOP("equaliser", "More treble"),
    "classical": QT_TRANSLATE_NOOP("equaliser", "Classical"),
    "carnatic": QT_TRANSLATE_NOOP("equaliser", "Carnatic"),
    "pop": QT_TRANSLATE_NOOP("equaliser", "Pop"),
    "rock": QT_TRANSLATE_NOOP("equaliser", "Rock"),
    "small_speakers": QT_TRANSLATE_NOOP("equaliser", "Small speakers"),
    "night": QT_TRANSLATE_NOOP("equaliser", "Late evening"),
}
CUSTOM: Final = "custom"


translate = QCoreApplication.translate


class EqualiserDialog(PlainDialog):
    """Moves are heard at once; the settings remember them."""

    def __init__(self, preferences: Preferences, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, translate("equaliser", "Equaliser"), parent)
        self._preferences = preferences
        self.switch = QCheckBox(self.tr("Use the equaliser"), self)
        self.switch.setAccessibleName(self.switch.text())
        self.preset = QComboBox(self)
        self.preset.setAccessibleName(self.tr("Preset"))
        self.preset.setToolTip(self.tr("Preset"))
        for preset in PRESETS:
            self.preset.addItem(translate("equaliser", _NAMES[preset.key]), preset.key)
        self.preset.addItem(self.tr("My own"), CUSTOM)
        top = QHBoxLayout()
        top.addWidget(self.switch, 1)
        top.addWidget(self.preset)
        self._values: dict[QSlider, ThemedLabel] = {}
        self.sliders = [self._slider(hertz) for hertz in BANDS_HZ]
        self.preamp = self._slider(0)
        self.preamp.setAccessibleName(self.tr("Pre-amplifier, in decibels"))
        sliders = QHBoxLayout()
        sliders.setSpacing(6)
        sliders.addLayout(self._column(self.preamp, self.tr("Pre")))
        sliders.addSpacing(14)
        for hertz, slider in zip(BANDS_HZ, self.sliders, strict=True):
            name = f"{hertz // 1000}k" if hertz >= 1000 else str(hertz)
            sliders.addLayout(self._column(slider, name))
        self.content.addLayout(top)
        self.content.addLayout(sliders, 1)
        self.switch.clicked.connect(lambda on: preferences.set("playback.equaliser_on", on))
        self.preset.activated.connect(lambda _at: self._use(self.preset.currentData()))
        preferences.changed.connect(self._changed)
        self._show()
        self.fit(620, 340)

    def _slider(self, hertz: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Vertical, self)
        slider.setRange(-24, 24)
        slider.setSingleStep(1)
        slider.setPageStep(6)
        slider.setAccessibleName(self.tr("%1 hertz, in decibels").replace("%1", grouped(hertz)))
        slider.valueChanged.connect(self._moved)
        return slider

    def _column(self, slider: QSlider, name: str) -> QVBoxLayout:
        column = QVBoxLayout()
        value = self._values[slider] = ThemedLabel(self.theme, "", "hint", "text", self)
        value.setMinimumWidth(value.fontMetrics().horizontalAdvance("+12.0"))
        value.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(value)
        column.addWidget(slider, 1, Qt.AlignmentFlag.AlignHCenter)
        label = ThemedLabel(self.theme, name, "hint", "mute", self)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label)
        return column

    def _use(self, key: str) -> None:
        self._preferences.set("playback.equaliser_preset", key)
        preset = next((preset for preset in PRESETS if preset.key == key), None)
        if preset is not None:
            self._preferences.set("playback.equaliser_preamp_db", preset.preamp_db)
            self._preferences.set("playback.equaliser_bands_db", preset.bands_db)
        self._preferences.set("playback.equaliser_on", True)  # noqa: FBT003 - the value of a setting

    def _moved(self) -> None:
        preamp, bands = self.preamp.value() / 2, tuple(slider.value() / 2 for slider in self.sliders)
        self._preferences.set("playback.equaliser_bands_db", bands)
        self._preferences.set("playback.equaliser_preamp_db", preamp)
        self._preferences.set("playback.equaliser_preset", CUSTOM)
        self._preferences.set("playback.equaliser_on", True)  # noqa: FBT003 - the value of a setting

    def _changed(self, key: str, _value: Value) -> None:
        if key.startswith("playback.equaliser"):
            self._show()

    def _show(self) -> None:
        preferences = self._preferences
        self.switch.setChecked(preferences.switch("playback.equaliser_on"))
        at = self.preset.findData(preferences.text("playback.equaliser_preset"))
        self.preset.setCurrentIndex(at if at >= 0 else self.preset.count() - 1)
        bands, preamp = preferences.get("playback.equaliser_bands_db"), preferences.get("playback.equaliser_preamp_db")
        values = list(bands) if isinstance(bands, tuple) else [0.0] * len(self.sliders)
        for slider, value in zip([self.preamp, *self.sliders], [preamp, *values], strict=True):
            if isinstance(value, float):
                with QSignalBlocker(slider):
                    slider.setValue(round(value * 2))
                slider.setToolTip(f"{value:+.1f} dB")
                self._values[slider].setText(f"{value:+.1f}" if value else "0")
