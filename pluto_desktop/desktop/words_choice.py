"""How a person wants the words arranged, as it is kept in the settings."""

from __future__ import annotations

from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.views.lyrics.arrangement import Arrangement
from pluto_desktop.lyrics.languages import ENGLISH, ROMANISED, TELUGU

_SWITCHES = {ENGLISH: "lyrics.english", TELUGU: "lyrics.telugu", ROMANISED: "lyrics.romanised"}
_LEADING, _COLUMNS = "lyrics.leading", "lyrics.columns"

ARRANGEMENT_KEYS = frozenset({*_SWITCHES.values(), _LEADING, _COLUMNS})
"""The settings that are parts of an arrangement."""


def arrangement_of(preferences: Preferences) -> Arrangement:
    """Return the arrangement that was chosen."""
    shown = frozenset(language for language, key in _SWITCHES.items() if preferences.switch(key))
    return Arrangement(shown, preferences.text(_LEADING), preferences.switch(_COLUMNS))


def keep_arrangement(preferences: Preferences, arrangement: Arrangement) -> None:
    """Remember what was chosen."""
    for language, key in _SWITCHES.items():
        preferences.set(key, language in arrangement.shown)
    preferences.set(_LEADING, arrangement.leading)
    preferences.set(_COLUMNS, arrangement.columns)
