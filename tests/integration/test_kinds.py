"""Another kind of server is one line in a table, and then it is reached like any other."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.bootstrap import kinds
from pluto_desktop.bootstrap.libraries import make_shared_libraries
from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid, Offline
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId, new_id
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.domain.shared import CommandKind, Published, SongCommand, SongFields
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.services.import_song import SongFiles
from tests.fakes.shared import FakeShared
from tests.fakes.shared_media import FakeSharedMedia
from tests.fakes.shared_world import World
from tests.sound import noise, write

LINE = "pluto://asha@db/songs?mongo=files/media&catalogue=memory&media=memory"


class Store(FakeSharedMedia):
    """Media in memory as a server has them."""

    def ping(self) -> None:
        pass

    def close(self) -> None:
        pass


def test_a_kind_is_added_in_a_line_and_holds_a_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world, store = World(), Store()
    monkeypatch.setitem(kinds.CATALOGUES, "memory", lambda _profile, _password: FakeShared(world))
    monkeypatch.setitem(kinds.MEDIA, "memory", kinds.MediaKind(lambda *_: store, lambda *_: None))
    profile, _ = parse_line(LINE)
    assert make_shared_libraries().connect(profile, "word").ok
    sound = write(tmp_path / "a.mp3", noise(1))
    with bootstrap.open_services(tmp_path / "mirror") as services:
        shared = SharedServices(services, Backend(profile, "word"))
        said = SongFields(title="T", given=frozenset({"title"}))
        shared.edit.send(shared.edit.add_song(SongFiles(sound), said), CancelToken())
        shared.sync(lambda _changes: None).run_once(CancelToken())
        (row,) = services.browse.list_songs_named("T")
        shared.edit.send(shared.edit.revert_song(row.id), CancelToken())
        shared.close()
    assert world.songs[row.id].deleted
    assert list(store.files.values()) == [sound.read_bytes()]


@pytest.mark.parametrize("cache", ["memory", "device"])
def test_what_is_played_is_kept_where_the_profile_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str
) -> None:
    world, store = World(), Store()
    monkeypatch.setitem(kinds.CATALOGUES, "memory", lambda _profile, _password: FakeShared(world))
    monkeypatch.setitem(kinds.MEDIA, "memory", kinds.MediaKind(lambda *_: store, lambda *_: None))
    profile = replace(parse_line(LINE)[0], cache=cache)
    data = write(tmp_path / "a.mp3", noise(1)).read_bytes()
    medium = Medium(MediaHash(hashlib.sha256(data).hexdigest()), len(data), "mp3", MediaKind.SONG)
    op_id = OperationId(new_id())
    upload = FakeShared(world).begin_upload(op_id, medium.sha256)
    store.put(upload.file_id, io.BytesIO(data), lambda _: None, CancelToken())
    fields = SongFields(title="T", song=medium.sha256, given=frozenset({"title", "song"}))
    published = (Published(medium, upload.file_id),)
    FakeShared(world).commit(SongCommand(op_id, CommandKind.ADD, SongId(new_id()), None, fields, published))
    with bootstrap.open_services(tmp_path / "mirror") as services:
        shared = SharedServices(services, Backend(profile, "word"))
        shared.sync(lambda _changes: None).run_once(CancelToken())
        for _ in range(2):
            path, arriving = shared.playing.arrive(medium)
            if arriving is not None:
                shared.playing.fill(arriving, CancelToken())
                assert arriving.read(100, 50) == data[100:150]
            assert path.exists() == (cache == "device")
            store.error = Offline("server_lost", server="x")
        found = services.library.reader.find_location(medium.sha256)
        assert (found is None) == (cache == "memory")
        shared.close()
    assert [each.name for each in (tmp_path / "mirror").rglob("*.mp3")] == ([path.name] if cache == "device" else [])


def test_a_kind_that_nobody_knows_is_said() -> None:
    with pytest.raises(Invalid, match="kind_unknown"):
        _ = Backend(parse_line(LINE)[0], "word").catalogue
    answer = make_shared_libraries().connect(parse_line(LINE)[0], "word")
    assert [error and error.code for error in (answer.error, answer.media_error)] == ["kind_unknown", "kind_unknown"]
