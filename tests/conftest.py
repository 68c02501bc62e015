"""What every test stands on: no screen, folders of its own, and no warning that nobody expected."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import mongo, postgres

__all__ = ["mongo", "postgres"]

# Before anything imports Qt. PLUTO_TEST_PLATFORM=xcb runs the same tests on a real screen.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("PLUTO_TEST_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.fonts=false;qt.text.font.db=false")
# A test never shows up on the media keys of the person who runs it, nor makes a sound.
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
os.environ.setdefault("PLUTO_VLC_ARGUMENTS", "--aout=adummy")
# What a shell starts in the background ignores Ctrl-C, and so would every program that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

_FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a home of its own, so that none reads or writes the settings of a person."""
    home = tmp_path_factory.mktemp("home")
    for variable, name in _FOLDERS.items():
        folder = home / name
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(variable, str(folder))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("PLUTO_LIBRARY", raising=False)
    return home


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """Return the folder of a library that does not exist yet."""
    return tmp_path / "library"


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def expected_logs() -> list[str]:
    """Return a list; a test that provokes a warning on purpose appends a part of its text."""
    return []


@pytest.fixture(autouse=True)
def no_unexpected_logs(expected_logs: list[str]) -> Iterator[None]:
    """Fail a test that logs a warning or worse which it did not announce, or announces one that does not come."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield
    finally:
        root.removeHandler(collector)
    messages = [f"{record.name}: {record.getMessage()}" for record in collector.records]
    unexpected = [text for text in messages if not any(part in text for part in expected_logs)]
    missing = [part for part in expected_logs if not any(part in text for text in messages)]
    assert not unexpected, f"unexpected log records: {unexpected}"
    assert not missing, f"log records that did not come: {missing}"
