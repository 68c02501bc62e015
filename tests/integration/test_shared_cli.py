"""A group's library from the command line: connect, push, add, change, delete, restore, look at its history."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pymongo import MongoClient

from pluto_desktop.bootstrap.shared import Backend
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.profiles import parse_line
from tests.servers import Mongo, Postgres
from tests.sound import noise, write

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def line(postgres: Postgres, mongo: Mongo) -> str:
    address, media = urlsplit(postgres.make_database()), urlsplit(mongo.uri)
    name = mongo.make_database()
    with MongoClient[dict[str, object]](mongo.uri) as client:
        roles = [{"role": "dbOwner", "db": name}]
        client[name].command("createUser", address.username, pwd=address.password, roles=roles)
    return (
        f"pluto://{address.username}:{address.password}@127.0.0.1:{address.port}{address.path}"
        f"?mongo=127.0.0.1:{media.port}/{name}&tls=off"
    )


@pytest.fixture
def run(line: str, tmp_path: Path) -> Run:
    """Return a function that runs a command as a person without a keyring on a device of their own."""
    _, password = parse_line(line)
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    environment = {**os.environ, **homes, "PYTHONPATH": str(ROOT), "PLUTO_PASSWORD": password or ""}
    environment.pop("PLUTO_LIBRARY", None)

    def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pluto_desktop", *map(str, arguments)],
            env=environment, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip

    return command


def told(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_song_from_push_to_history(run: Run, line: str, tmp_path: Path) -> None:
    profile, password = parse_line(line)
    told(run("backend", "init", line, "--json"))
    assert run("connect", line, "--name", "Family").returncode == 0
    solo = tmp_path / "solo"
    write(tmp_path / "music.mp3", noise(2))
    told(run("import", tmp_path / "music.mp3", "--library", solo, "--json"))
    assert told(run("push", "Family", "--library", solo, "--json"))["pushed"] == 1
    assert told(run("push", "Family", "--library", solo, "--json"))["already"] == 1

    assert run("connect", "--use", "Family").returncode == 0
    path = write(tmp_path / "another.mp3", noise(2, seed=2))
    added = told(run("song", "add", path, "--title", "నువ్వు", "--artist", "A", "--date", "1976-05", "--json"))
    assert (added["state"], added["version"]) == ("done", 1)
    backend = Backend(profile, password or "")
    song = backend.catalogue.get_song(SongId(added["id"])).song
    assert (song.title, song.artist, str(song.release_date)) == ("నువ్వు", "A", "1976-05")
    assert len(backend.catalogue.list_songs(None, 10).songs) == 2

    refused = run("import", path)
    assert refused.returncode == 2
    assert "shared library" in refused.stderr
    assert told(run("song", "set", "నువ్వు", "--notes", "n", "--json"))["version"] == 2
    assert told(run("song", "delete", "నువ్వు", "--json"))["version"] == 3
    assert run("song", "set", "నువ్వు", "--notes", "m").returncode == 2
    assert told(run("song", "restore", added["id"], "--json"))["version"] == 4
    found = backend.catalogue.get_song(SongId(added["id"]))
    assert (found.deleted, found.song.notes) == (False, "n")
    history = told(run("song", "history", "నువ్వు", "--json"))["revisions"]
    assert [one["kind"] for one in history] == ["restore", "delete", "update", "add"]
    assert [one["revision"] for one in history] == [4, 3, 2, 1]
    assert {one["actor"] for one in history} == {profile.user}
    assert history[2]["changed"] == {"notes": {"before": "", "after": "n"}}
    backend.close()


def test_what_was_done_is_reverted_with_the_files_of_then(run: Run, line: str, tmp_path: Path) -> None:
    profile, password = parse_line(line)
    told(run("backend", "init", line, "--json"))
    assert run("connect", line, "--name", "Family").returncode == 0
    assert run("connect", "--use", "Family").returncode == 0
    added = told(run("song", "add", write(tmp_path / "a.mp3", noise(2)), "--title", "T", "--json"))
    backend = Backend(profile, password or "")
    first = backend.catalogue.get_song(SongId(added["id"])).song
    another = write(tmp_path / "b.mp3", noise(2, seed=2))
    told(run("song", "set", "T", "--audio", another, "--bgm", another, "--notes", "n", "--json"))
    told(run("song", "set", "T", "--notes", "m", "--json"))
    refused = run("song", "revert", "T", "2", "--json")
    assert refused.returncode == 2
    assert json.loads(refused.stdout)["clash"] == {"notes": {"mine": "", "theirs": "m", "base": "n"}}
    fields = ("--field", "audio", "--field", "bgm")
    assert told(run("song", "revert", "T", "2", *fields, "--json"))["version"] == 4
    found = backend.catalogue.get_song(SongId(added["id"])).song
    assert (found.song, found.bgm, found.notes) == (first.song, None, "m")
    assert told(run("song", "revert", "T", "1", "--anyway", "--json"))["version"] == 5
    assert backend.catalogue.get_song(SongId(added["id"])).deleted
    assert told(run("song", "revert", added["id"], "--json"))["version"] == 6
    assert not backend.catalogue.get_song(SongId(added["id"])).deleted
    backend.close()


def test_what_cannot_be_sent_waits_and_is_exit_code_3(run: Run, line: str, tmp_path: Path) -> None:
    told(run("backend", "init", line, "--json"))
    assert run("connect", line, "--name", "Family", "--json").returncode == 0
    assert run("connect", "--use", "Family").returncode == 0
    settings = next((tmp_path / "config").rglob("shared-libraries.json"))
    port = str(parse_line(line)[0].hosts[0].port)
    settings.write_text(settings.read_text(encoding="utf-8").replace(f":{port}", ":1"), encoding="utf-8")
    path = write(tmp_path / "another.mp3", noise(2))
    waiting = run("song", "add", path, "--json")
    assert waiting.returncode == 3
    assert json.loads(waiting.stdout)["state"] == "waiting"
    assert "waits on this device" in waiting.stderr
