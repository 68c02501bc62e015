"""How often the servers are asked: once for a song's page, twice before its sound is heard."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pymongo import MongoClient

from pluto_desktop.adapters.mongo import address as mongo_address
from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId, new_id
from pluto_desktop.domain.shared import AlbumName, CommandKind, Credits, Published, SongCommand, SongFields
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.ports.player import PlayerEvent, TimeReported
from tests.factories import make_document
from tests.integration.shared_device import Device, make_line
from tests.servers import Mongo, Postgres
from tests.sound import noise, write
from tests.wire import Commands, statements_of

LIMIT_S = 25
LONG_S = 60


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Return what notes the commands of every client that is made from now on."""
    listener = Commands()
    monkeypatch.setattr(mongo_address, "MongoClient", partial(MongoClient, event_listeners=[listener]))
    return listener


@pytest.fixture
def player() -> Iterator[VlcPlayer]:
    player = VlcPlayer(["--aout=adummy"])
    yield player
    player.close()


@pytest.fixture
def device(commands: Commands, postgres: Postgres, mongo: Mongo, tmp_path: Path) -> Iterator[Device]:
    device = Device(tmp_path / "library", make_line(postgres, mongo))
    device.shared.backend.initialise()
    yield device
    device.close()


def publish(device: Device, path: Path) -> SongId:
    """Add a song with the sound of a file, its words, artist and album."""
    data, backend = path.read_bytes(), device.shared.backend
    sha256 = MediaHash(hashlib.sha256(data).hexdigest())
    medium = Medium(sha256, len(data), path.suffix[1:], MediaKind.SONG, LONG_S * 1000)
    op_id, song_id = OperationId(new_id()), SongId(new_id())
    file_id = backend.catalogue.begin_upload(op_id, sha256).file_id
    backend.media.put(file_id, io.BytesIO(data), lambda _: None, CancelToken())
    fields = SongFields(
        title="a", credits=Credits(("b",)), album=AlbumName("c", "b"), song=sha256, lyrics=make_document("d").to_json()
    )
    backend.catalogue.commit(SongCommand(op_id, CommandKind.ADD, song_id, None, fields, (Published(medium, file_id),)))
    return song_id


def test_a_song_is_read_with_one_statement_and_heard_after_two_round_trips(
    commands: Commands, player: VlcPlayer, device: Device, tmp_path: Path
):
    song_id = publish(device, write(tmp_path / "song.mp3", noise(LONG_S)))
    device.shared.sync(lambda _: None).run_once(CancelToken())

    with statements_of(device.shared.backend.catalogue.engine) as statements:
        read = device.shared.reader.get_song(song_id)
    assert read.song.album is not None
    assert read.lyrics is not None
    assert (read.song.title, read.song.artist, read.song.album.title, len(read.lyrics["lines"])) == ("a", "b", "c", 1)
    assert len(statements) == 1

    device.shared.backend.media.ping()
    heard = threading.Event()

    def listen(event: PlayerEvent) -> None:
        if isinstance(event, TimeReported) and event.position_ms > 0:
            heard.set()

    player.set_listener(listen)
    cancel = CancelToken()
    # Whatever would be the third is not let out: what is heard then was not waiting for it.
    commands.count_from_here(at_most=2)
    assert read.song.song is not None
    path, arriving = device.shared.fetch.arrive(read.song.song)
    assert arriving is not None
    filler = threading.Thread(target=device.shared.fetch.fill, args=(arriving, cancel))
    filler.start()
    player.load(1, path, source=arriving)
    early = heard.wait(LIMIT_S)
    asked = list(commands.names)
    commands.let_go()
    filler.join(LIMIT_S)
    assert early
    assert asked == ["find", "find"]
