"""A device with the mirror of a shared library whose servers are away, for the pictures of the documentation."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stage import Script, Stage

    from pluto_desktop.domain.songs import NewSong

_SONGS = 240
_HERE_EACH = 5
_SIZE = 4_300_000


def fill_mirror() -> Path:
    """Make the mirror of a library called Family; every fifth song's sound is on this device. Return its folder."""
    from pluto_desktop import bootstrap
    from pluto_desktop.adapters.sql.library import open_library
    from pluto_desktop.bootstrap.libraries import make_shared_libraries
    from pluto_desktop.domain.ids import new_id
    from pluto_desktop.domain.keeping import Pin, PinKind
    from pluto_desktop.domain.profiles import parse_line
    from pluto_desktop.domain.shared import Role, SharedLibrary
    from tests.corpus import songs

    os.environ["PLUTO_PASSWORD"] = "none"  # noqa: S105 - nobody listens there
    libraries = make_shared_libraries()
    profile, _ = parse_line("pluto://lata@127.0.0.1:1/pluto?mongo=127.0.0.1:1/pluto&tls=off")
    answer = SharedLibrary(new_id(), 1, readable=True, writable=True, role=Role.CURATOR, user="lata")
    folder = libraries.folder_of(libraries.save(replace(profile, name="Family"), None, answer))
    opened = open_library(folder)
    ids = opened.catalogue.add_songs(list(_placed(songs(_SONGS, numbered=False), folder)))
    opened.close()
    with bootstrap.open_services(folder) as services:
        from pluto_desktop.bootstrap.keeping import make_keeping

        def nobody() -> None:
            raise AssertionError

        keeping = make_keeping(services, nobody)  # type: ignore[arg-type]
        keeping.keep([Pin(PinKind.SONG, song) for song in ids[: 4 * _HERE_EACH : _HERE_EACH]])
        services.personal.set_favourite(ids[2:9:3], favourite=True)
    return folder


def _placed(songs: Iterator[NewSong], folder: Path) -> Iterator[NewSong]:
    for number, song in enumerate(songs):
        location = song.song_location
        assert location is not None
        if number % _HERE_EACH:
            yield replace(song, song_location=None)
            continue
        path = folder / "media" / location.sha256[:2] / f"{location.sha256}.mp3"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        yield replace(song, song_location=replace(location, path=path, size=_SIZE))


def show_offline(stage: Stage) -> Script:
    """Play a song that is not here: its words are shown, and why it does not sound."""
    from stage import still

    from pluto_desktop.desktop.furniture import Furniture
    from pluto_desktop.domain.connections import Standing

    furniture = stage.window.findChild(Furniture)
    assert furniture is not None
    yield lambda: furniture._pill._state is not None and furniture._pill._state.standing is Standing.OFFLINE  # noqa: SLF001
    furniture.pages.open("songs", focus=True)
    yield still(0.5)
    page = furniture.pages.current()
    model = page.model  # type: ignore[union-attr]
    away = next(row.id for row in map(model.song, range(12)) if row and not row.on_device and row.lyrics_languages)
    furniture.playing.play_songs([away])
    yield lambda: not furniture.words.pane.notice.isHidden()
    yield still(6.0)


def show_on_device(stage: Stage) -> Script:
    """Show what is kept on this device and what only was played."""
    from stage import still

    from pluto_desktop.desktop.furniture import Furniture
    from pluto_desktop.desktop.views.sidebar.sidebar import ON_DEVICE

    furniture = stage.window.findChild(Furniture)
    assert furniture is not None
    furniture.pages.open(ON_DEVICE, focus=True)
    yield still(2.0)
