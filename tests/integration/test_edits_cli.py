"""Edits made without servers, from the command line, against real servers: seen, sent, chosen, held."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from psycopg2 import sql
from pymongo import MongoClient

from pluto_desktop import bootstrap
from pluto_desktop.bootstrap import libraries
from pluto_desktop.bootstrap.shared import Backend, make_keep_edits
from pluto_desktop.cli import main
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.profiles import Profile, parse_line
from pluto_desktop.domain.shared import CommandKind, SongCommand, SongFields
from pluto_desktop.lyrics.document import Document
from tests.faults import FaultProxy
from tests.servers import Mongo, Postgres
from tests.sound import noise, write

Answer = dict[str, Any]


class Group:
    """A library of a group behind proxies, a device that knows it, and somebody else who changes it."""

    def __init__(self, postgres: Postgres, mongo: Mongo, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.admin = postgres.admin_url
        address, media = urlsplit(postgres.make_database()), urlsplit(mongo.uri)
        self.database, name = address.path[1:], mongo.make_database()
        self.password = address.password or ""
        with MongoClient[dict[str, object]](mongo.uri) as client:
            roles = [{"role": "dbOwner", "db": name}]
            client[name].command("createUser", address.username, pwd=self.password, roles=roles)
        self.proxies = [FaultProxy("127.0.0.1", address.port or 0), FaultProxy("127.0.0.1", media.port or 0)]
        for proxy in self.proxies:
            proxy.__enter__()
        way = "pluto://{}@127.0.0.1:{}{}?mongo=127.0.0.1:{}/{}&tls=off"
        one, other = self.proxies
        self.line = way.format(address.username, one.port, address.path, other.port, name)
        self.direct: Profile = parse_line(way.format(address.username, address.port, address.path, media.port, name))[0]
        self.initialise()
        assert self.run("connect", self.line, "--name", "Family")[0] == 0
        assert self.run("connect", "--use", "Family")[0] == 0

    def initialise(self) -> None:
        backend = Backend(self.direct, self.password)
        backend.initialise()
        backend.close()

    def run(self, *arguments: str | Path) -> tuple[int, Answer]:
        """Run a command and return its exit code and what it told."""
        self.capsys.readouterr()
        code = main([*map(str, arguments), "--json"])
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        self.said = said.err
        return code, json.loads(said.out.splitlines()[-1]) if said.out else {}

    def edits(self) -> list[Answer]:
        found = self.run("edits")[1]["edits"]
        assert isinstance(found, list)
        return found

    def away(self) -> None:
        for proxy in self.proxies:
            proxy.refuse()

    def back(self) -> None:
        for proxy in self.proxies:
            proxy.clear()

    def other_sets(self, song_id: str, **said: Any) -> None:
        """Change a song as somebody else does, from what it is now."""
        backend = Backend(self.direct, self.password)
        fields = SongFields(**said, given=frozenset(said))
        backend.catalogue.commit(SongCommand(OperationId(new_id()), CommandKind.UPDATE, SongId(song_id), None, fields))
        backend.close()

    def there(self, song_id: str) -> tuple[str, str, bool]:
        """Return title, notes and whether it is deleted of a song, as the server has it."""
        backend = Backend(self.direct, self.password)
        shared = backend.catalogue.get_song(SongId(song_id))
        backend.close()
        return shared.song.title, shared.song.notes, shared.deleted

    def on_servers(self, *statements: sql.Composable) -> None:
        connection = psycopg2.connect(self.admin)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
        finally:
            connection.close()

    def back_up(self) -> None:
        self._alone("CREATE DATABASE {} TEMPLATE {}", f"{self.database}_backup", self.database)

    def restore(self) -> None:
        self._alone("DROP DATABASE {}", self.database)
        self._alone("CREATE DATABASE {} TEMPLATE {}", self.database, f"{self.database}_backup")

    def make_anew(self) -> None:
        self._alone("DROP DATABASE {}", self.database)
        self._alone("CREATE DATABASE {}", self.database)
        self.initialise()

    def _alone(self, statement: str, *names: str) -> None:
        """Do something to databases that nobody may be connected to meanwhile."""
        self.on_servers(
            sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}").format(
                sql.Literal(self.database)
            ),
            sql.SQL(statement).format(*map(sql.Identifier, names)),
        )


@pytest.fixture
def group(
    postgres: Postgres, mongo: Mongo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Group]:
    monkeypatch.setenv("PLUTO_PASSWORD", urlsplit(postgres.admin_url).password or "")
    monkeypatch.delenv("PLUTO_LIBRARY", raising=False)
    group = Group(postgres, mongo, capsys)
    yield group
    for proxy in group.proxies:
        proxy.__exit__(None, None, None)


def added(group: Group, tmp_path: Path, title: str, **more: str) -> str:
    path = write(tmp_path / f"{title}.mp3", noise(1, seed=len(title)))
    options = [part for name, value in more.items() for part in (f"--{name}", value)]
    song_id: str = group.run("song", "add", path, "--title", title, *options)[1]["id"]
    return song_id


def test_what_is_edited_without_servers_is_seen_at_once_and_a_clash_holds_back_its_own_song_only(
    group: Group, tmp_path: Path
) -> None:
    first, second = added(group, tmp_path, "First"), added(group, tmp_path, "Another")
    assert group.edits() == []
    group.away()
    assert group.run("song", "set", "First", "--title", "నువ్వు", "--notes", "mine")[0] == 3
    assert group.run("song", "set", "నువ్వు", "--title", "నేను")[0] == 3
    assert group.run("song", "delete", "Another")[0] == 3
    third = added(group, tmp_path, "పాట")

    # As it will be, in every command, with a mark.
    code, shown = group.run("show", "nenu")
    assert (code, shown["title"], shown["notes"], shown["waiting"]) == (0, "నేను", "mine", True)
    assert group.run("show", "Another")[0] == 2
    (found,) = group.run("search", "paata")[1]["songs"]
    assert (found["id"], found["waiting"]) == (third, True)
    assert group.run("show", "పాట")[1]["file"] is not None
    assert group.run("lyrics", "show", "పాట")[1]["waiting"] is True
    code, history = group.run("song", "history", "నేను")
    assert (code, [one["kind"] for one in history["waiting"]]) == (3, ["update_song", "update_song"])
    assert [(one["title"], one["state"]) for one in group.edits()] == [
        ("నువ్వు", "waiting"), ("నేను", "waiting"), ("Another", "waiting"), ("పాట", "waiting"),
    ]  # fmt: skip

    # Somebody else changed the title meanwhile, and a field that was not touched here.
    group.other_sets(first, title="theirs", language="te")
    group.back()
    code, told = group.run("edits", "retry")
    assert (code, [one["state"] for one in told["edits"]]) == (1, ["conflict", "waiting"])
    clash = told["edits"][0]["clash"]
    assert (clash["fields"], clash["theirs"]["title"], clash["base"]["title"]) == (["title"], "theirs", "First")
    assert group.there(second)[2]
    assert group.there(third) == ("పాట", "", False)
    assert group.there(first) == ("theirs", "", False)

    # Theirs counts where they clash, the rest goes out; the later edit then clashes too, and mine counts.
    code, told = group.run("edits", "resolve", told["edits"][0]["id"][:12], "--theirs")
    assert (code, [one["state"] for one in told["edits"]]) == (1, ["conflict"])
    assert group.there(first) == ("theirs", "mine", False)
    assert group.run("edits", "resolve", told["edits"][0]["id"], "--mine") == (0, {"edits": []})
    assert group.there(first) == ("నేను", "mine", False)
    code, shown = group.run("show", first)
    assert (shown["title"], shown["language"], shown["waiting"]) == ("నేను", "te", False)
    assert group.run("edits", "discard", "nothing")[1]["error"]["code"] == "edit_not_found"

    # An undoing that waited lets be what somebody else changed before it was sent, and that is told.
    assert group.run("song", "set", first, "--notes", "later")[0] == 0
    group.away()
    assert group.run("song", "undo")[0] == 3
    group.other_sets(first, notes="theirs")
    group.back()
    code, told = group.run("edits", "retry")
    assert (code, told["edits"], len(told["left_alone"])) == (1, [], 1)
    assert told["left_alone"][0]["left"] == [{"song": first, "fields": ["notes"]}]
    assert "Left alone, as others changed the same since: “నేను”." in group.said
    assert group.there(first)[1] == "theirs"


def test_two_edits_of_one_song_do_not_clash_with_each_other_and_a_deletion_there_is_a_choice(
    group: Group, tmp_path: Path
) -> None:
    song = added(group, tmp_path, "First")
    group.away()
    for title in ("Second", "Third"):
        assert group.run("song", "set", song, "--title", title)[0] == 3
    group.other_sets(song, notes="theirs")
    group.back()
    assert group.run("edits", "retry") == (0, {"edits": []})
    assert group.there(song) == ("Third", "theirs", False)

    group.away()
    assert group.run("song", "set", song, "--title", "Fourth")[0] == 3
    backend = Backend(group.direct, group.password)
    backend.catalogue.commit(SongCommand(OperationId(new_id()), CommandKind.DELETE, SongId(song)))
    backend.close()
    group.back()
    code, told = group.run("edits", "retry")
    assert (code, told["edits"][0]["clash"]["theirs"]) == (1, None)
    assert group.run("show", song)[1]["title"] == "Fourth"
    assert group.run("edits", "resolve", told["edits"][0]["id"], "--mine") == (0, {"edits": []})
    assert group.there(song) == ("Fourth", "theirs", False)


def test_what_is_given_up_is_gone_with_its_bytes(group: Group, tmp_path: Path) -> None:
    group.away()
    song = added(group, tmp_path, "First")
    assert group.run("song", "set", song, "--notes", "n")[0] == 3
    file = Path(group.run("show", song)[1]["file"])
    assert file.exists()
    assert group.run("edits", "discard", group.edits()[0]["id"]) == (0, {"edits": []})
    assert group.run("show", song)[0] == 2
    assert not file.exists()
    group.back()
    assert group.run("edits", "retry") == (0, {"edits": []})


def test_after_a_restored_backup_nothing_is_sent_until_a_person_agrees(group: Group, tmp_path: Path) -> None:
    song, other = added(group, tmp_path, "First"), added(group, tmp_path, "Another")
    group.back_up()
    group.other_sets(song, title="lost")
    assert group.run("edits", "retry")[0] == 0
    group.away()
    assert group.run("song", "set", song, "--title", "mine")[0] == 3
    assert group.run("song", "set", other, "--title", "also mine")[0] == 3
    group.restore()
    group.other_sets(song, title="since then")
    group.back()
    code, told = group.run("edits", "retry")
    assert (code, [one["state"] for one in told["edits"]]) == (1, ["held", "held"])
    assert group.there(song) == ("since then", "", False)
    assert group.run("show", song)[1]["title"] == "mine"
    # Agreed, they go out, and what nobody saw here is not overwritten, though the versions are alike.
    code, told = group.run("edits", "release")
    assert (code, [one["state"] for one in told["edits"]]) == (1, ["conflict"])
    assert group.there(song) == ("since then", "", False)
    assert group.there(other) == ("also mine", "", False)
    assert group.run("edits", "resolve", told["edits"][0]["id"], "--theirs") == (0, {"edits": []})
    assert group.run("show", song)[1]["title"] == "since then"


def test_a_device_that_was_away_for_long_holds_its_edits_and_they_can_be_given_up(group: Group, tmp_path: Path) -> None:
    song = added(group, tmp_path, "First")
    group.away()
    assert group.run("song", "set", song, "--title", "mine")[0] == 3
    group.other_sets(song, notes="n")
    backend = Backend(group.direct, group.password)
    with backend.catalogue.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM changes WHERE seq < (SELECT max(seq) FROM changes)")
    backend.close()
    group.back()
    assert [one["state"] for one in group.run("edits", "retry")[1]["edits"]] == ["held"]
    assert group.run("edits", "discard", "--held") == (0, {"edits": []})
    assert group.run("show", song)[1]["title"] == "First"
    assert group.run("edits", "retry")[0] == 0
    assert group.there(song) == ("First", "n", False)


def test_another_library_behind_the_address_gets_nothing_until_it_is_accepted(group: Group, tmp_path: Path) -> None:
    song = added(group, tmp_path, "First")
    group.away()
    assert group.run("song", "set", song, "--title", "mine")[0] == 3
    group.make_anew()
    group.back()
    code, told = group.run("edits", "retry")
    assert (code, told["error"]["code"]) == (2, "other_library")
    path = write(tmp_path / "more.mp3", noise(1))
    code, told = group.run("song", "add", path)
    assert (code, told["error"]["code"]) == (2, "other_library")
    backend = Backend(group.direct, group.password)
    assert backend.catalogue.list_songs(None, 10).songs == ()
    assert group.run("show", song)[1]["title"] == "mine"

    assert group.run("connect", "--accept", "Family")[0] == 0
    code, told = group.run("edits", "retry")
    assert (code, {one["state"] for one in told["edits"]}) == (1, {"held"})
    assert backend.catalogue.list_songs(None, 10).songs == ()
    code, told = group.run("edits", "release")
    assert (code, [one["state"] for one in told["edits"]]) == (1, ["failed"]), told
    assert [each.song.title for each in backend.catalogue.list_songs(None, 10).songs] == ["more"]
    backend.close()
    assert group.run("edits", "discard", told["edits"][0]["id"]) == (0, {"edits": []})


def set_words(group: Group, song: str, *texts: str, as_other: bool = False) -> None:
    """Give a song words, line by line with the ids 0, 1 and so on."""
    lines = [{"id": str(at), "start_ms": at * 1000, "texts": {"te": text}} for at, text in enumerate(texts)]
    document = Document.from_json({"lines": lines})
    if as_other:
        group.other_sets(song, lyrics=document.to_json())
        return
    folder = libraries.make_shared_libraries().folder_of(libraries.make_shared_libraries().list_all().known[0])
    with bootstrap.open_services(folder) as services:
        said = SongFields(lyrics=document.to_json(), given=frozenset({"lyrics"}))
        at = services.library.catalogue.get_song(SongId(song))
        base = {"lyrics": document_there(services, song)}
        make_keep_edits(services).keep(CommandKind.UPDATE, said, song_id=at.id, base_version=at.version, base=base)


def document_there(services: bootstrap.Services, song: str) -> dict[str, Any] | None:
    words = services.library.catalogue.find_lyrics(SongId(song))
    return None if words is None else words.to_json()


KILLED = """
import os, signal, sys
from pluto_desktop.services.shared.publish import Publish
Publish.run_once = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from pluto_desktop.cli import main
main(sys.argv[1:])
"""


def test_a_clash_is_resolved_field_by_field_and_line_by_line_and_a_kill_before_it_is_sent_loses_nothing(
    group: Group, tmp_path: Path
) -> None:
    song = added(group, tmp_path, "First")
    set_words(group, song, "a", "b", "c", as_other=True)
    assert group.run("edits", "retry") == (0, {"edits": []})
    group.away()
    set_words(group, song, "a mine", "b", "c mine")
    assert group.run("song", "set", song, "--title", "Mine", "--notes", "mine", "--language", "te")[0] == 3
    set_words(group, song, "a theirs", "b theirs", "c", as_other=True)
    group.other_sets(song, title="Theirs", notes="theirs", genres=("folk",))
    group.back()
    code, told = group.run("edits", "retry")
    assert (code, [one["state"] for one in told["edits"]]) == (1, ["conflict", "waiting"])
    words = told["edits"][0]
    assert [(one["key"], one["mine"]["texts"]["te"], one["theirs"]["texts"]["te"]) for one in words["lines"]] == [
        ("0", "a mine", "a theirs")
    ]
    assert group.run("edits", "resolve", words["id"], "--line", "1=mine")[1]["error"]["code"] == "choice_unknown"
    assert group.run("edits", "resolve", words["id"])[1]["error"]["code"] == "choice_missing"
    assert group.run("edits", "resolve", words["id"], "--line", "0=both")[0] == 2

    # While the servers are away a choice is kept, and a program that is killed before it sent it has lost nothing.
    arguments = ["edits", "resolve", words["id"], "--line", "0=mine"]
    killed = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert [one["state"] for one in group.edits()] == ["waiting", "waiting"]
    code, told = group.run("edits", "retry")
    (edit,) = told["edits"]
    assert (code, sorted(edit["clash"]["fields"])) == (1, ["notes", "title"])
    assert group.run("show", song)[1]["genres"] == ["folk"]
    group.away()
    code, told = group.run("edits", "resolve", edit["id"], "--field", "title=mine", "--field", "notes=theirs")
    assert (code, [one["state"] for one in told["edits"]]) == (3, ["waiting"])
    group.back()
    assert group.run("edits", "retry") == (0, {"edits": []})
    assert group.there(song) == ("Mine", "theirs", False)
    backend = Backend(group.direct, group.password)
    lyrics = backend.catalogue.get_song(SongId(song)).lyrics
    backend.close()
    assert lyrics is not None
    assert [line["texts"]["te"] for line in lyrics["lines"]] == ["a mine", "b theirs", "c mine"]
    assert group.run("show", song)[1]["language"] == "te"
