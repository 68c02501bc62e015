"""What every SettingsStore does, the fake and the file alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pluto_desktop.adapters.system.settings_file import SettingsFile
from pluto_desktop.ports.settings import SettingsStore
from tests.fakes.settings_store import FakeSettingsStore

Reopen = Callable[[], SettingsStore]


@pytest.fixture(params=["fake", "file"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Reopen:
    """Return a function that opens the same store, as the next start of the program would."""
    if request.param == "fake":
        store = FakeSettingsStore()
        return lambda: store
    return lambda: SettingsFile(tmp_path / "not" / "there" / "settings.json")


def test_a_new_store_is_empty(reopen: Reopen):
    assert reopen().load_all() == {}


def test_what_was_saved_is_there_next_time(reopen: Reopen):
    values = {"a": 1, "b": [1.5, 2.0], "c": "జో అచ్యుతానంద", "d": True, "e": {"f": None}}
    reopen().save_all(values)
    assert reopen().load_all() == values


def test_saving_replaces_everything(reopen: Reopen):
    store = reopen()
    store.save_all({"a": 1})
    store.save_all({"b": 2})
    assert reopen().load_all() == {"b": 2}


def test_what_was_loaded_is_the_callers_own(reopen: Reopen):
    reopen().save_all({"a": [1]})
    reopen().load_all()["a"] = "changed"
    assert reopen().load_all() == {"a": [1]}
