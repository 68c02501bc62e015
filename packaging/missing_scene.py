"""A shared library on real servers in which things are missing, for the pictures of the documentation."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stage import Script, Stage

    from pluto_desktop.bootstrap.shared import Backend
    from pluto_desktop.domain.ids import SongId
    from pluto_desktop.domain.shared import CommandKind, SongFields
    from pluto_desktop.ports.outbox import PendingEdit, PendingMedium

SCENES = ("lost-sound", "no-cover", "name-alone")
_SONGS = 60
_LOST, _SOUNDS = "ఉప్పు కప్పురంబు", "Twinkle, Twinkle, Little Star"


@contextmanager
def open_family(home: Path) -> Iterator[Path]:
    """Run the servers of a library called Family and give the folder of its mirror.

    One of its songs has lost its sound, the others have no cover, and every seventh is a name alone.
    """
    from pluto_desktop.bootstrap.devserver import open_dev_backend
    from pluto_desktop.bootstrap.libraries import make_shared_libraries
    from pluto_desktop.bootstrap.shared import open_backend
    from pluto_desktop.domain.profiles import parse_line

    home.chmod(0o711)  # PostgreSQL has a user of its own, who has to get to its part
    with open_dev_backend(home / "servers") as running:
        profile, password = parse_line(running.people()[-1].line)
        os.environ["PLUTO_PASSWORD"] = password or ""
        libraries = make_shared_libraries()
        with open_backend(profile, password or "") as servers:
            _fill(servers)
            library = servers.catalogue.identify()
        yield libraries.folder_of(libraries.save(replace(profile, name="Family"), None, library))


class _AtOnce:
    """Fulfils KeepsEdits by doing each edit on the server."""

    def __init__(self, servers: Backend) -> None:
        self._servers = servers

    def keep(
        self,
        kind: CommandKind,
        fields: SongFields,
        media: Sequence[PendingMedium] = (),
        *,
        song_id: SongId | None = None,
        base_version: int | None = None,
        base: Mapping[str, Any] | None = None,  # noqa: ARG002 - a port's
    ) -> PendingEdit:
        from pluto_desktop.domain.ids import OperationId, SongId, new_id
        from pluto_desktop.domain.shared import SongCommand
        from pluto_desktop.ports.outbox import PendingEdit

        assert not media
        command = SongCommand(OperationId(new_id()), kind, song_id or SongId(new_id()), base_version, fields)
        self._servers.catalogue.commit(command)
        return PendingEdit(command)


def _fill(servers: Backend) -> None:
    from pluto_desktop.adapters.sql.covers import DiskCovers
    from pluto_desktop.domain.shared import SongFields
    from pluto_desktop.services.new_songs import NewSongs
    from tests.corpus import songs

    sounds = {one.song.title: one.song.song for one in servers.catalogue.list_songs(None, 10).songs}
    lost, heard = sounds[_LOST], sounds[_SOUNDS]
    assert lost is not None
    assert heard is not None
    new = NewSongs(_AtOnce(servers), DiskCovers(Path("nowhere")))
    said = SongFields(song=heard.sha256, given=frozenset({"song"}))
    for number, song in enumerate(songs(_SONGS, numbered=False)):
        bare = replace(song, song=None, song_location=None, bgm=None, bgm_location=None, cover_bytes=None)
        if number % 7 == 3:
            new.add(replace(bare, lyrics=None))
        else:
            new.add(bare, said)
    for file_id in servers.catalogue.find_file_ids([lost.sha256]).values():
        servers.media.delete(file_id)


def show_missing(stage: Stage, scene: str) -> Script:
    """Play a song of which something is missing: that is said, and the rest shown."""
    from stage import still

    from pluto_desktop.desktop.furniture import Furniture
    from pluto_desktop.domain.connections import Standing

    furniture = stage.window.findChild(Furniture)
    assert furniture is not None
    yield lambda: furniture._pill._state is not None and furniture._pill._state.standing is Standing.IN_SYNC  # noqa: SLF001
    furniture.pages.open("songs", focus=True)
    page = furniture.pages.current()
    model = page.model  # type: ignore[union-attr]
    yield lambda: len(model.ids) > _SONGS and all(model.song(at) for at in range(12))
    rows = furniture.parts.browse.list_song_rows(model.ids)
    if scene == "lost-sound":
        song = next(row for row in rows if row.title == _LOST)
    elif scene == "no-cover":
        song = next(row for row in rows if row.has_audio and not row.cover and row.lyrics_languages)
    else:
        song = next(row for row in rows if not row.has_audio)
    page.reveal(song.id)  # type: ignore[union-attr]
    furniture.playing.play_songs([song.id])
    if scene == "no-cover":
        yield lambda: stage.playback.snapshot.playing
        yield lambda: stage.playback.position_ms() >= 2_000
    else:
        yield lambda: not furniture.words.pane.notice.isHidden()
        yield still(3.0)
