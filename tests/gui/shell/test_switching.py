"""The window closes on one library and opens on another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pluto_desktop.bootstrap.window import make_place
from pluto_desktop.desktop.app import Desktop, run
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.services.settings import Settings
from tests.fakes.player import FakePlayer
from tests.fakes.profiles import LIBRARY
from tests.fakes.settings_store import FakeSettingsStore
from tests.gui.shell.conftest import Lengths, Shared


def test_there_and_back(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pluto_desktop.adapters.vlc.player.VlcPlayer", lambda _arguments: FakePlayer(Lengths()))
    monkeypatch.chdir(tmp_path)
    shared = Shared(tmp_path / "libraries")
    profile = replace(parse_line("pluto://asha@db/songs?mongo=files/media")[0], name="Family")
    kept = shared.libraries.save(profile, None, LIBRARY)
    places: list[tuple[str, str]] = []
    ways = iter([kept, None])

    def look(desktop: Desktop) -> None:
        places.append((desktop._place.folder.name, desktop._place.profile))
        way = next(ways, "enough")
        if way == "enough":
            desktop.window.quit()
        else:
            desktop._furniture.connect_desk.open_library(way)  # type: ignore[arg-type]

    code = run(
        Settings(FakeSettingsStore()), make_place(Path("own")), shared.connecting, tmp_path / "logs",
        when_ready=look,
    )  # fmt: skip
    qapp.setStyleSheet("")
    assert code == 0
    assert places == [("own", ""), (LIBRARY.id, kept.id), ("own", "")]
    assert not shared.store.profiles.chosen
