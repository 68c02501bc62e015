"""Settings are read, changed and watched; a bad stored value is never in the way."""

from __future__ import annotations

import pytest

from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.settings import UnknownSetting
from pluto_desktop.services.settings import Settings
from tests.fakes.settings_store import FakeSettingsStore


def test_a_default_counts_until_something_is_set():
    settings = Settings(FakeSettingsStore())
    assert settings.get_text("appearance.theme") == "system"
    settings.set("appearance.theme", "dark")
    assert settings.get_text("appearance.theme") == "dark"


def test_what_was_set_is_there_next_time():
    store = FakeSettingsStore()
    first = Settings(store)
    first.set("playback.equaliser_bands_db", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
    first.set("songs.columns", ["title", "artist"])
    first.set("lyrics.lead_ms", 35)
    again = Settings(store)
    assert again.get_decimals("playback.equaliser_bands_db") == (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)
    assert again.get_texts("songs.columns") == ("title", "artist")
    assert again.get_whole("lyrics.lead_ms") == 35


def test_stored_values_that_do_not_fit_count_as_not_set_and_are_not_lost():
    store = FakeSettingsStore({"lyrics.lead_ms": "loud", "future.setting": {"a": 1}, "appearance.less_motion": True})
    settings = Settings(store)
    assert settings.get_whole("lyrics.lead_ms") == 600
    assert settings.get_switch("appearance.less_motion") is True
    settings.set("desktop.tray", value=True)
    assert store.values["future.setting"] == {"a": 1}
    assert store.values["lyrics.lead_ms"] == "loud"


def test_listeners_hear_of_changes_and_only_of_changes():
    settings = Settings(FakeSettingsStore())
    heard: list[tuple[str, object]] = []
    leave = settings.subscribe(lambda key, value: heard.append((key, value)))
    settings.set("lyrics.lead_ms", 35)
    settings.set("lyrics.lead_ms", 35)
    settings.reset("lyrics.lead_ms")
    leave()
    leave()
    settings.set("lyrics.lead_ms", 1)
    assert heard == [("lyrics.lead_ms", 35), ("lyrics.lead_ms", 600)]


def test_a_wrong_value_changes_nothing():
    settings = Settings(FakeSettingsStore())
    with pytest.raises(Invalid):
        settings.set("lyrics.lead_ms", 99_999)
    assert settings.get_whole("lyrics.lead_ms") == 600


def test_unknown_keys_fail():
    settings = Settings(FakeSettingsStore())
    with pytest.raises(UnknownSetting):
        settings.get("playback.loudness")
    with pytest.raises(UnknownSetting):
        settings.set("playback.loudness", 1)


def test_where_nothing_can_be_saved_the_value_still_holds():
    store = FakeSettingsStore()
    store.read_only = True
    settings = Settings(store)
    heard: list[str] = []
    settings.subscribe(lambda key, _: heard.append(key))
    with pytest.raises(Denied) as caught:
        settings.set("appearance.theme", "dark")
    assert caught.value.code == "settings_unwritable"
    assert settings.get_text("appearance.theme") == "dark"
    assert heard == ["appearance.theme"]
