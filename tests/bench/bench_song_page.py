"""Statements for a song's page, and MongoDB commands answered before the first bytes of its sound: one JSON line."""

from __future__ import annotations

import io
import json
import tempfile
from functools import partial
from pathlib import Path

import pymongo

from pluto_desktop.adapters.mongo import address as mongo_address
from pluto_desktop.bootstrap import open_services
from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.domain.shared import AlbumName, CommandKind, Credits, Published, SongCommand, SongFields
from tests.bench.shared_servers import open_servers
from tests.factories import make_document, make_medium
from tests.wire import Commands, statements_of

STATEMENTS, TRIPS = 1, 2
FIRST_BYTES = 32 * 1024


def main() -> None:
    """Measure and print one line."""
    commands = Commands()
    mongo_address.MongoClient = partial(pymongo.MongoClient, event_listeners=[commands])  # type: ignore[misc,assignment]
    with (
        open_servers() as servers,
        tempfile.TemporaryDirectory() as folder,
        open_services(Path(folder) / "library") as services,
    ):
        profile, password = parse_line(servers.line())
        shared = SharedServices(services, Backend(profile, password or ""))
        backend, op_id, song_id = shared.backend, OperationId(new_id()), SongId(new_id())
        medium = make_medium("sound", size=40 * FIRST_BYTES)
        file_id = backend.catalogue.begin_upload(op_id, medium.sha256).file_id
        backend.media.put(file_id, io.BytesIO(bytes(medium.size)), lambda _: None, CancelToken())
        fields = SongFields(
            title="a", credits=Credits(("b", "c")), album=AlbumName("d", "b"), song=medium.sha256,
            lyrics=make_document("e", "f").to_json(),
        )  # fmt: skip
        backend.catalogue.commit(
            SongCommand(op_id, CommandKind.ADD, song_id, None, fields, (Published(medium, file_id),))
        )
        with statements_of(backend.catalogue.engine) as statements:
            song = shared.reader.get_song(song_id)
        assert song.lyrics is not None
        assert song.song.album is not None
        assert len(song.song.artists) == 2
        commands.count_from_here(at_most=TRIPS)
        reading = shared.media.read(file_id, 0, CancelToken())
        first = next(reading)
        trips = len(commands.names)
        commands.let_go()
        assert len(first) == FIRST_BYTES
        shared.close()
    figures = {
        "bench": "song_page",
        "what": "statements for a song's page; MongoDB commands before the bytes that sound first",
        "statements": len(statements),
        "round_trips": trips,
        "target": {"statements": STATEMENTS, "round_trips": TRIPS},
        "met": len(statements) <= STATEMENTS and trips <= TRIPS,
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
