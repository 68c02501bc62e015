"""``pluto backend`` and the services of a shared library on real servers."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pymongo import MongoClient

from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.bootstrap import open_services
from pluto_desktop.bootstrap.shared import Backend, open_backend
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.profiles import Profile, parse_line
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.shared import CommandKind, Committed, SongCommand, SongFields
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.ports.outbox import PendingMedium
from pluto_desktop.services.shared.fetch import FetchMedia
from pluto_desktop.services.shared.keep_edits import KeepEdits
from pluto_desktop.services.shared.publish import Publish
from pluto_desktop.services.shared.uploads import Uploader
from tests.demo import add_two_songs
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.outbox import FakeOutbox
from tests.faults import FaultProxy
from tests.servers import Mongo, Postgres

ROOT = Path(__file__).resolve().parents[2]
SOUND = bytes(range(256)) * 1000


@pytest.fixture
def line(postgres: Postgres, mongo: Mongo) -> str:
    """The administrator's line of an empty pair of databases."""
    address, media = urlsplit(postgres.make_database()), urlsplit(mongo.uri)
    assert (address.username, address.password) != (None, None)
    name = mongo.make_database()
    with MongoClient[dict[str, object]](mongo.uri) as client:
        roles = [{"role": "dbOwner", "db": name}]
        client[name].command("createUser", address.username, pwd=address.password, roles=roles)
    return (
        f"pluto://{address.username}:{address.password}@{address.hostname}:{address.port}{address.path}"
        f"?mongo={media.hostname}:{media.port}/{name}&tls=off"
    )


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pluto_desktop", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_init_twice_status_verify_and_sweep(line: str) -> None:
    first = run("backend", "init", line, "--json")
    assert first.returncode == 0, first.stderr
    library = json.loads(first.stdout)
    assert library["role"] == "admin"
    assert library["media_rights"] in {"exact", "nearest"}
    told = run("backend", "status", line).stdout
    assert ("whole databases only" in told) == (library["media_rights"] == "nearest")
    again = run("backend", "init", line, "--json")
    assert json.loads(again.stdout)["id"] == library["id"]
    assert json.loads(run("backend", "status", line, "--json").stdout) == library
    verified = run("backend", "verify", "--deep", line, "--json")
    assert (verified.returncode, json.loads(verified.stdout)) == (0, {"broken": [], "waiting": [], "orphan": []})
    assert json.loads(run("backend", "sweep", line, "--json").stdout) == {
        "uploads": 0, "media": 0, "orphans": 0, "changes": 0,
    }  # fmt: skip


def test_a_server_that_is_not_there_is_one_sentence_and_exit_code_3(line: str) -> None:
    profile, _ = parse_line(line)
    dead = line.replace(f":{profile.hosts[0].port}/", ":1/")
    done = run("backend", "status", dead)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1
    assert "Nothing answers" in done.stderr


def test_wrong_passwords_and_lines_are_exit_code_2_and_never_shown(line: str) -> None:
    _, password = parse_line(line)
    assert password
    wrong = run("backend", "status", line.replace(f":{password}@", ":mistyped@"))
    assert wrong.returncode == 2
    assert "mistyped" not in wrong.stderr
    assert run("backend", "status", "http://example.org").returncode == 2
    asked = run("backend", "status", line.replace(f":{password}@", "@"))
    assert asked.returncode == 2
    given = run("backend", "init", line.replace(f":{password}@", "@"), PLUTO_PASSWORD=password)
    assert given.returncode == 0


@pytest.fixture
def backend(line: str) -> Iterator[Backend]:
    profile, password = parse_line(line)
    backend = Backend(profile, password or "")
    backend.initialise()
    yield backend
    backend.close()


def publish(backend: Backend, tmp_path: Path) -> tuple[Publish, PendingMedium]:
    path = tmp_path / "song.mp3"
    path.write_bytes(SOUND)
    medium = Medium(MediaHash(hashlib.sha256(SOUND).hexdigest()), len(SOUND), "mp3", MediaKind.SONG, 1000)
    publish = Publish(
        backend.catalogue,
        Uploader(backend.catalogue, backend.media),
        outbox := FakeOutbox(),
        KeepEdits(outbox, DiskMediaFolder(tmp_path / "one" / "media")),
    )
    return publish, PendingMedium(medium, path)


def test_a_song_added_on_one_device_comes_whole_to_another(backend: Backend, tmp_path: Path, line: str) -> None:
    sender, pending = publish(backend, tmp_path)
    fields = SongFields(
        title="పాట", song=pending.medium.sha256, lyrics={"lines": []}, given=frozenset({"title", "song", "lyrics"})
    )
    done = sender.send(sender.keep(CommandKind.ADD, fields, [pending]), CancelToken())
    profile, password = parse_line(line)
    other = Backend(profile, password or "")
    song = other.catalogue.get_song(done.song_id).song
    assert song.song is not None
    fetch = FetchMedia(other.catalogue, other.media, DiskMediaFolder(tmp_path / "two" / "media"), FakeCatalogue())
    path, arriving = fetch.arrive(song.song)
    assert arriving is not None
    fetch.fill(arriving, CancelToken())
    assert path.read_bytes() == SOUND
    assert fetch.arrive(song.song) == (path, None)
    assert backend.verify.run(CancelToken(), deep=True) == []
    other.close()


def test_media_that_mongodb_lost_are_named_by_verify_and_said_to_be_lost(
    backend: Backend, tmp_path: Path, line: str
) -> None:
    sender, pending = publish(backend, tmp_path)
    fields = SongFields(title="a", song=pending.medium.sha256, given=frozenset({"title", "song"}))
    done = sender.send(sender.keep(CommandKind.ADD, fields, [pending]), CancelToken())
    for file_id, _ in list(backend.media.list_files()):
        backend.media.delete(file_id)
    told = run("backend", "verify", line, "--json")
    broken = [{"of": pending.medium.sha256, "songs": [done.song_id]}]
    assert (told.returncode, json.loads(told.stdout)) == (1, {"broken": broken, "waiting": [], "orphan": []})
    fetch = FetchMedia(backend.catalogue, backend.media, DiskMediaFolder(tmp_path / "two"), FakeCatalogue())
    _, arriving = fetch.arrive(pending.medium)
    assert arriving is not None
    with pytest.raises(NotFound, match="medium_lost") as lost:
        fetch.fill(arriving, CancelToken())
    assert sentence(lost.value)
    assert backend.catalogue.get_song(done.song_id).song.title == "a"


def test_a_song_whose_answer_was_lost_is_asked_for_again_and_pushed_once(
    backend: Backend, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile, password = parse_line(line)
    host = profile.hosts[0]
    commit, given = PostgresShared.commit, list[SongCommand]()
    with FaultProxy(host.host, host.port) as proxy, open_services(tmp_path / "solo") as solo:

        def lose_the_first_answer(self: PostgresShared, command: SongCommand) -> Committed:
            if not given:
                proxy.cut_after(1, answers=True)
            given.append(command)
            return commit(self, command)

        monkeypatch.setattr(PostgresShared, "commit", lose_the_first_answer)
        add_two_songs(solo)
        songs = solo.browse.list_song_ids(SongQuery())
        through = replace(profile, hosts=(replace(host, port=proxy.port),))
        with open_backend(through, password or "") as reached:
            report = reached.push_from(solo).run(songs[:1], lambda _progress: None, CancelToken())
    assert (report.pushed, report.stopped) == (1, None)
    assert [command.op_id for command in given] == [given[0].op_id] * 2
    assert [song.song.id for song in backend.catalogue.list_songs(None, 10).songs] == songs[:1]


def test_a_profile_says_nothing_of_a_password(line: str) -> None:
    profile, password = parse_line(line)
    assert isinstance(profile, Profile)
    assert password
    assert password not in repr(profile)
