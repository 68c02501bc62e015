"""Every setting there is: declared once, with its type, default, range and label.

A key that is not declared here does not exist: asking for it is a bug and raises :class:`UnknownSetting`.
Labels are English; the window passes them through Qt's translation (context ``settings``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pluto_desktop.domain.errors import Invalid

BUDGET_UNIT = 1_000_000
"""Bytes in one MB of the budget for songs of shared libraries."""

Value = bool | int | float | str | tuple[float, ...] | tuple[str, ...]
"""What a setting can hold."""


class Kind(StrEnum):
    """The type of a setting's value."""

    SWITCH = "switch"
    WHOLE = "whole"
    DECIMAL = "decimal"
    CHOICE = "choice"
    TEXT = "text"
    DECIMALS = "decimals"
    TEXTS = "texts"


class UnknownSetting(LookupError):
    """A key that no setting is declared under: a bug of ours, never a person's mistake."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``minimum`` and ``maximum`` bound numbers (each of several), ``length`` the count of several.

    ``choices`` are (value, label) pairs. ``unit`` is shown behind a number. A ``hidden`` setting is remembered but
    stands in no dialog.
    """

    key: str
    kind: Kind
    default: Value
    label: str
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[tuple[str, str], ...] = ()
    length: int | None = None
    unit: str = ""
    hint: str = ""
    hidden: bool = False

    @property
    def group(self) -> str:
        """The part of the key before the first dot: the page of the dialog."""
        return self.key.partition(".")[0]

    def check(self, value: object) -> Value:
        """Return ``value`` in the setting's own type. Raises Invalid("setting_invalid") where it does not fit."""
        checked = _CONVERTERS[self.kind](value)
        if checked is None or not self._in_range(checked):
            raise Invalid("setting_invalid", label=self.label, value=str(value)[:80])
        return checked

    def _in_range(self, value: Value) -> bool:
        if self.kind is Kind.CHOICE and value not in dict(self.choices):
            return False
        if isinstance(value, tuple) and self.length is not None and len(value) != self.length:
            return False
        numbers = value if isinstance(value, tuple) else (value,)
        return all(self._number_fits(number) for number in numbers if isinstance(number, int | float))

    def _number_fits(self, number: float) -> bool:
        above = self.minimum is None or number >= self.minimum
        return above and (self.maximum is None or number <= self.maximum)


def _switched(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _decimal(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value:  # noqa: PLR0124 - NaN is not
        return float(value)
    return None


def _decimals(value: object) -> tuple[float, ...] | None:
    if not isinstance(value, list | tuple):
        return None
    numbers = [_decimal(item) for item in value]
    return None if None in numbers else tuple(number for number in numbers if number is not None)


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return tuple(str(item) for item in value)
    return None


_CONVERTERS: dict[Kind, Callable[[object], Value | None]] = {
    Kind.SWITCH: _switched,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.CHOICE: _text,
    Kind.TEXT: _text,
    Kind.DECIMALS: _decimals,
    Kind.TEXTS: _texts,
}


def _switch(key: str, label: str, *, default: bool, hint: str = "", hidden: bool = False) -> Setting:
    return Setting(key, Kind.SWITCH, default, label, hint=hint, hidden=hidden)


def _choice(key: str, label: str, default: str, *choices: tuple[str, str], hint: str = "") -> Setting:
    return Setting(key, Kind.CHOICE, default, label, choices=choices, hint=hint)


_DECLARED = (
    _choice("appearance.theme", "Theme", "system", ("system", "As the system"), ("dark", "Dark"), ("light", "Light")),
    Setting("appearance.text_scale", Kind.WHOLE, 100, "Text size", 80, 200, unit="%"),
    _switch("appearance.less_motion", "Less motion", default=False, hint="Lists and words jump instead of gliding."),
    _switch("lyrics.english", "Show the English words", default=True),
    _switch("lyrics.telugu", "Show the Telugu words", default=True),
    _switch(
        "lyrics.romanised",
        "Show the Telugu words in Latin letters",
        default=False,
        hint="Where a song has none, Pluto spells them and says so.",
    ),
    _choice(
        "lyrics.leading", "First and largest", "sung", ("sung", "What is sung"), ("te", "తెలుగు"), ("en", "English")
    ),
    _switch(
        "lyrics.columns",
        "Languages side by side",
        default=False,
        hint="In two columns where there is room, else below each other.",
    ),
    Setting("lyrics.size", Kind.WHOLE, 100, "Size of the words", 70, 220, unit="%"),
    Setting(
        "lyrics.lead_ms",
        Kind.WHOLE,
        600,
        "Show a line early by",
        0,
        1500,
        unit="ms",
        hint="Never before the line before it has ended.",
    ),
    Setting("lyrics.return_after_s", Kind.WHOLE, 5, "Return to the sung line after scrolling, within", 2, 60, unit="s"),
    _switch(
        "online.words",
        "Look for words online when I ask",
        default=False,
        hint="A song without words, or whose words have no times, then offers it.",
    ),
    Setting("online.server", Kind.TEXT, "https://lrclib.net", "Server of words"),
    Setting("lyrics.strip_opacity", Kind.WHOLE, 85, "Darkness behind the floating words", 40, 100, unit="%"),
    _switch("strip.open", "Floating words", default=False, hidden=True),
    Setting("strip.place", Kind.TEXT, "", "Place of the floating words", hidden=True),
    Setting("playback.practice_percent", Kind.WHOLE, 100, "Speed of practising", 50, 100, unit="%", hidden=True),
    Setting("timing.reaction_ms", Kind.WHOLE, 150, "Reaction time", 0, 500, unit="ms", hidden=True),
    Setting("timing.spread_ms", Kind.WHOLE, 40, "Spread of the reaction time", 0, 200, unit="ms", hidden=True),
    _switch("timing.snap", "Snap taps to the sound", default=False, hidden=True),
    Setting("stage.display", Kind.TEXT, "", "Display of Stage", hidden=True),
    Setting("stage.size", Kind.WHOLE, 100, "Size of the words on Stage", 60, 300, unit="%", hidden=True),
    _switch(
        "library.copy_on_import",
        "Copy music into the library when adding it",
        default=False,
        hint="Otherwise files stay where they are. Adding never changes them.",
    ),
    _switch("playback.resume", "Carry on where you stopped when Pluto opens", default=True),
    _choice(
        "playback.replaygain",
        "Even loudness",
        "off",
        ("off", "Off"),
        ("track", "Each song alike"),
        ("album", "Each album alike"),
    ),
    Setting("playback.replaygain_preamp_db", Kind.DECIMAL, 0.0, "Louder or softer by", -12.0, 12.0, unit="dB"),
    _switch("playback.equaliser_on", "Equaliser", default=False),
    Setting("playback.equaliser_preset", Kind.TEXT, "flat", "Preset"),
    Setting("playback.equaliser_preamp_db", Kind.DECIMAL, 0.0, "Pre-amplifier", -20.0, 20.0, unit="dB"),
    Setting("playback.equaliser_bands_db", Kind.DECIMALS, (0.0,) * 10, "Bands", -20.0, 20.0, length=10, unit="dB"),
    _choice(
        "songs.title_sort", "Sort titles by", "romanised", ("native", "The script they are in"), ("romanised", "Sound")
    ),
    Setting("songs.columns", Kind.TEXTS, (), "Columns", hidden=True),
    Setting("songs.sort", Kind.TEXT, "", "Orders of the lists", hidden=True),
    _switch(
        "device.keep_played",
        "Keep everything I play on this device",
        default=False,
        hint="Of a shared library. Otherwise what was played longest ago makes room for what is played.",
    ),
    Setting(
        "device.budget_mb",
        Kind.WHOLE,
        4000,
        "Room for songs of shared libraries",
        100,
        1_000_000,
        unit="MB",
        hint="What you keep on this device stays, even where it needs more.",
    ),
    _switch("desktop.tray", "Keep Pluto in the tray when its window is closed", default=False),
    _switch("desktop.notify", "Tell me when the song changes", default=False),
    Setting("window.geometry", Kind.TEXT, "", "Place and size of the window", hidden=True),
    Setting("window.splitter", Kind.TEXT, "", "Widths inside the window", hidden=True),
    Setting("window.page", Kind.TEXT, "", "Page last open", hidden=True),
    Setting("window.curating", Kind.SWITCH, default=False, label="Curate mode", hidden=True),
)

SETTINGS = MappingProxyType({setting.key: setting for setting in _DECLARED})
"""All settings by key, in the order of the dialog."""


def setting(key: str) -> Setting:
    """Return the declaration of a setting. Raises :class:`UnknownSetting`."""
    try:
        return SETTINGS[key]
    except KeyError:
        raise UnknownSetting(key) from None


def settings_of(group: str, *, hidden: bool = False) -> Iterable[Setting]:
    """Yield the settings of one group, as the dialog shows them; the hidden ones too if asked."""
    return (found for found in SETTINGS.values() if found.group == group and (hidden or not found.hidden))
