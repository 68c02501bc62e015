"""The scenes of words looked for online, at a server of words on this device; for looking at."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from singing_scenes import play_song

if TYPE_CHECKING:
    from stage import Script, Stage

SCENES = ("online-dark", "online-light", "online-offer", "online-settings")
_TITLE = "తన కోపమె తన శత్రువు"


@contextmanager
def words_known_elsewhere(library: Path) -> Iterator[None]:
    """Take the words from a demo song, have a server that knows them, and let the settings name it."""
    from pluto_desktop import bootstrap
    from pluto_desktop.lyrics.formats import KINDS
    from tests.lrclib import record, serving

    with bootstrap.open_services(library) as services:
        row = next(row for row in services.browse.list_songs_named(_TITLE) if row.lyrics_languages)
        words, length_s = services.library.catalogue.find_lyrics(row.id), (row.duration_ms or 0) / 1000
        assert words is not None
        services.library.catalogue.set_lyrics(row.id, None)
    synced, plain = (KINDS[name].write(words) for name in ("lrc", "txt"))
    with serving() as server:
        server.records = [
            record(_TITLE, synced, plain, artistName=row.artist, albumName="Lullabies", duration=length_s),
            record(
                _TITLE, synced.replace("[00:", "[01:"), plain, duration=length_s + 71.5, artistName="The Children's "
                "Choir of Rajahmundry and friends", albumName="తెలుగు పాటలు, Live in Visakhapatnam, 1994",
            ),
            record(_TITLE, None, f"{plain}\n{plain}", duration=length_s + 1, albumName="Songs for small people"),
            record(_TITLE, duration=length_s - 12, artistName="Veena", albumName="Strings", instrumental=True),
        ]  # fmt: skip
        settings = Path(os.environ["XDG_CONFIG_HOME"], "pluto-desktop", "settings.json")
        said = json.loads(settings.read_text(encoding="utf-8"))
        said |= {"online.words": True, "online.server": server.address}
        settings.write_text(json.dumps(said), encoding="utf-8")
        yield


def show_online(stage: Stage, scene: str) -> Script:
    """Play the song and look for its words, or open the settings that let it be done."""
    from PySide6.QtWidgets import QTabWidget

    from pluto_desktop.desktop.furniture import Furniture
    from pluto_desktop.desktop.views.settings.dialog import SettingsDialog
    from pluto_desktop.desktop.views.suggesting.dialog import SuggestDialog

    yield from play_song(stage, _TITLE, 2_000)
    furniture = stage.window.findChild(Furniture)
    assert furniture is not None
    if scene == "online-settings":
        stage.window.actions_["settings"].trigger()
        dialog = stage.window.findChild(SettingsDialog)
        assert dialog is not None
        dialog.findChild(QTabWidget).setCurrentIndex(2)
    elif scene == "online-offer":
        stage.window.body.open_pane("lyrics")
    else:
        furniture.words.pane.message.look.click()
        yield lambda: (found := stage.window.findChild(SuggestDialog)) and found.chosen
