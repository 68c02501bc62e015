"""What of a shared library is on this device, from the command line: got, kept, listed, removed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pymongo import MongoClient

from pluto_desktop.cli import main
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.resource_files import resource_path
from tests.faults import FaultProxy
from tests.servers import Mongo, Postgres
from tests.sound import noise, write

Run = Callable[..., tuple[int, Any, str]]


class Family:
    """A shared library behind proxies, and a device that knows it."""

    def __init__(self, postgres: Postgres, mongo: Mongo, stack: ExitStack) -> None:
        address, media = urlsplit(postgres.make_database()), urlsplit(mongo.uri)
        self.media_name, self.uri = mongo.make_database(), mongo.uri
        with MongoClient[dict[str, object]](mongo.uri) as client:
            roles = [{"role": "dbOwner", "db": self.media_name}]
            client[self.media_name].command("createUser", address.username, pwd=address.password, roles=roles)
        servers = [(address.hostname or "", address.port or 0), (media.hostname or "", media.port or 0)]
        self.proxies = [stack.enter_context(FaultProxy(*server)) for server in servers]
        one, other = self.proxies
        self.line = (
            f"pluto://{address.username}:{address.password}@127.0.0.1:{one.port}{address.path}"
            f"?mongo=127.0.0.1:{other.port}/{self.media_name}&tls=off"
        )

    def lose(self, data: bytes) -> None:
        """Take the bytes of a medium from the media's server behind everybody's back."""
        with MongoClient[dict[str, Any]](self.uri) as client:
            database = client[self.media_name]
            for file in list(database["media.files"].find({"length": len(data)})):
                database["media.chunks"].delete_many({"files_id": file["_id"]})
                database["media.files"].delete_one({"_id": file["_id"]})


@pytest.fixture
def family(postgres: Postgres, mongo: Mongo, run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Family]:
    with ExitStack() as stack:
        family = Family(postgres, mongo, stack)
        monkeypatch.setenv("PLUTO_PASSWORD", parse_line(family.line)[1] or "")
        for arguments in (
            ("backend", "init", family.line),
            ("connect", family.line, "--name", "F"),
            ("connect", "--use", "F"),
        ):
            code, _, said = run(*arguments)
            assert code == 0, said
        yield family


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs ``pluto … --json`` and gives its exit code, answer and errors."""

    def command(*arguments: str | Path) -> tuple[int, Any, str]:
        code = main([*map(str, arguments), "--json"])
        out, err = capsys.readouterr()
        lines = out.splitlines()
        return code, json.loads(lines[-1]) if lines else None, err

    return command


def add(run: Run, tmp_path: Path, title: str, *more: str | Path) -> bytes:
    """Add a song from another device, and return the bytes of its sound."""
    path = write(tmp_path / f"{title}.mp3", noise(1, seed=len(title)))
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
        code, _, said = run("song", "add", path, "--title", title, *more)
    assert code == 0, said
    return path.read_bytes()


def test_a_song_its_bgm_and_its_cover_are_got_with_and_without_servers(
    family: Family, run: Run, tmp_path: Path
) -> None:
    bgm = write(tmp_path / "bgm.mp3", noise(2, seed=9))
    cover = tmp_path / "cover.png"
    cover.write_bytes(resource_path("demo/twinkle.png").read_bytes())
    sound = add(run, tmp_path, "Whole", "--bgm", bgm, "--cover", cover)
    add(run, tmp_path, "Another")

    code, answer, said = run("get", "Whole", "--audio", "--bgm", "--cover")
    assert (code, answer["state"], said) == (0, "complete", "")
    kept = {part: Path(path).read_bytes() for part, path in answer["files"].items()}
    assert kept == {"audio": sound, "bgm": bgm.read_bytes(), "cover": cover.read_bytes()}

    out = tmp_path / "out"
    out.mkdir()
    assert run("get", "Whole", "--audio", "--bgm", "--cover", "-o", out)[0] == 0
    assert sorted(path.name for path in out.iterdir()) == ["Whole (bgm).mp3", "Whole.mp3", "Whole.png"]
    assert (out / "Whole.mp3").read_bytes() == sound

    for proxy in family.proxies:
        proxy.refuse()
    assert run("get", "Whole", "-o", tmp_path / "again.mp3")[0] == 0
    code, answer, said = run("get", "Another")
    assert (code, answer["missing"]["audio"]["code"]) == (3, "audio_not_here")
    assert "“Another” is not on this device" in said
    assert run("get", "Nothing")[0] == 2

    # Playlists are a person's own: they are made without servers, and the mirror answers.
    code, made, said = run("playlist", "add", "Mine", "--rule", "is:here")
    assert (code, made["songs"], said) == (0, 1, "")
    assert [song["title"] for song in run("playlist", "show", "Mine")[1]["list"]] == ["Whole"]
    code, answer, said = run("keep", "--playlist", "Mine")
    assert (code, answer["error"]["code"]) == (2, "smart_not_kept")
    code, answer, _ = run("show", "Another")
    assert (code, answer["file"], answer["reachable"]) == (0, None, True)


def test_a_device_that_has_seen_nothing_yet_looks_on_the_servers(family: Family, run: Run, tmp_path: Path) -> None:
    words = tmp_path / "words.lrc"
    words.write_text("[00:01.00]One\n", encoding="utf-8")
    add(run, tmp_path, "New", "--lyrics", words)
    assert family.line
    code, answer, said = run("lyrics", "show", "New")
    assert (code, said) == (0, "")
    assert [line["texts"] for line in answer["lyrics"]["lines"]] == [{"en": "One"}]


def test_what_the_library_lost_is_partial(family: Family, run: Run, tmp_path: Path) -> None:
    bgm = write(tmp_path / "bgm.mp3", noise(2, seed=9))
    add(run, tmp_path, "Half", "--bgm", bgm)
    family.lose(bgm.read_bytes())
    code, answer, said = run("get", "Half", "--audio", "--bgm")
    assert (code, answer["state"], set(answer["files"])) == (1, "partial", {"audio"})
    assert answer["missing"]["bgm"]["code"] == "bgm_lost"
    assert "has lost the music without voice of “Half”" in said
    code, answer, _ = run("keep", "Half")
    assert (code, [one["part"] for one in answer["lost"]]) == (1, ["bgm"])
    assert run("get", "Half", "--cover")[0] == 2


def test_songs_and_albums_are_kept_listed_and_removed(family: Family, run: Run, tmp_path: Path) -> None:
    first = add(run, tmp_path, "First", "--album", "Evening")
    second = add(run, tmp_path, "Second")
    code, answer, _ = run("keep", "--album", "evening")
    assert (code, answer["kept"], answer["brought_bytes"]) == (0, 1, len(first))
    for proxy in family.proxies:
        proxy.refuse()
    code, answer, said = run("keep", "Second")
    assert (code, answer["brought_bytes"]) == (3, 0)
    assert "comes when they answer" in said

    code, answer, _ = run("keep", "--list")
    assert [(one["kind"], one["name"]) for one in answer["kept"]] == [("album", "Evening"), ("song", "Second")]
    assert (answer["songs_here"], answer["bytes_here"], answer["bytes_missing"]) == (1, len(first), len(second))

    code, answer, said = run("keep", "First", "--remove")
    assert (code, len(answer["stayed"])) == (1, 1)
    assert "an album or a playlist it belongs to is kept" in said
    assert run("keep", "--album", "Evening", "--remove")[0] == 0
    assert run("keep", "Second", "--remove")[0] == 0
    code, answer, _ = run("keep", "--list")
    assert (answer["kept"], answer["songs_here"]) == ([], 0)


def test_what_a_killed_command_brought_is_not_asked_for_again(family: Family, run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "long.wav", noise(80))
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
        assert run("song", "add", path, "--title", "Long")[0] == 0
    assert run("show", "Long")[0] == 0
    size, proxy = path.stat().st_size, family.proxies[1]
    proxy.throttle(1_000_000)
    before = proxy.answered
    keeping = subprocess.Popen([sys.executable, "-m", "pluto_desktop", "keep", "Long"], stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not list(Path(os.environ["XDG_DATA_HOME"]).rglob(".part-*.json")) and time.monotonic() < until:
        assert keeping.poll() is None
        time.sleep(0.02)
    keeping.kill()
    keeping.wait(30)
    assert proxy.answered - before < size
    proxy.clear()
    before = proxy.answered
    code, answer, _ = run("keep", "Long")
    assert (code, answer["kept"]) == (0, 1)
    assert proxy.answered - before < size - 900_000
    code, answer, _ = run("get", "Long")
    assert Path(answer["files"]["audio"]).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["keep"], "name what is to be kept"),
        (["keep", "--album", "No"], "no album “No”"),
        (["keep", "--playlist", "No"], "no playlist “No”"),
    ],
)
def test_what_is_not_there_is_told(family: Family, run: Run, arguments: list[str], said: str) -> None:
    assert family.line
    code, _, told = run(*arguments)
    assert code == 2
    assert said in told


def test_a_library_of_this_device_alone_gives_its_files_and_keeps_nothing(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "Mine.mp3", noise(1))
    assert run("import", path)[0] == 0
    code, answer, _ = run("get", "Mine")
    assert (code, answer["files"]) == (0, {"audio": str(path)})
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    path.unlink()
    code, answer, said = run("get", "Mine")
    assert (code, answer["missing"]["audio"]["code"]) == (2, "no_audio_here")
    assert sha256 not in said
    code, _, said = run("keep", "Mine")
    assert code == 2
    assert "belongs to this device alone" in said
