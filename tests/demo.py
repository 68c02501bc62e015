"""Two of the demo songs, one in each language: enough for most tests, and sooner there than six."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from pluto_desktop.bootstrap import Services
from pluto_desktop.domain.ids import SongId
from pluto_desktop.resource_files import resource_path
from pluto_desktop.services.demo import Demo

NAMES = ("twinkle", "vemana")


def add_two_songs(services: Services) -> list[SongId]:
    """Put the two songs into a library as the demo itself does, and return their ids in order."""
    source, catalogue = resource_path("demo"), services.library.catalogue
    with TemporaryDirectory() as folder:
        for path in source.iterdir():
            if path.name.startswith(NAMES):
                (Path(folder) / path.name).symlink_to(path)
        entries = json.loads((source / "songs.json").read_text(encoding="utf-8"))
        chosen = json.dumps([entry for entry in entries if entry["name"] in NAMES])
        (Path(folder) / "songs.json").write_text(chosen, encoding="utf-8")
        return Demo(services._tags, catalogue, catalogue, services.folder / "media", Path(folder)).add()
