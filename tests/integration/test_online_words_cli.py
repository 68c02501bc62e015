"""Words looked for online from the command line, at a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.adapters.system.paths import default_paths
from pluto_desktop.cli import main
from pluto_desktop.lyrics.formats import read
from tests.factories import make_song
from tests.integration.test_edits_cli import Group, added, group
from tests.lrclib import Lrclib, record, send, serving

__all__ = ["group"]

SYNCED, PLAIN = "[00:01.00]జో\n[00:02.00]అచ్యుత", "జోజో"


@pytest.fixture
def server() -> Iterator[Lrclib]:
    with serving() as state:
        state.records = [
            record("జో", SYNCED, duration=180.0, artistName="A"),
            record("జో", None, PLAIN, duration=244.0, artistName="B"),
            record("జో", instrumental=True, duration=180.0),
        ]
        set_up(state.address)
        yield state


def set_up(address: str, *, on: bool = True) -> None:
    path = default_paths().settings_file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"online.words": on, "online.server": address}), encoding="utf-8")


class Room:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        with bootstrap.open_services(folder) as services:
            (self.song,) = services.library.catalogue.add_songs([make_song("జో", file="jo", artists=("A",))])

    def run(self, *arguments: str) -> tuple[int, str, str]:
        code = main(["lyrics", "suggest", "జో", *arguments, "--library", str(self.folder)])
        said = self.capsys.readouterr()
        assert len(said.err.splitlines()) == (code != 0)
        return code, said.out, said.err

    def answer(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        code, out, _ = self.run(*arguments, "--json")
        return code, json.loads(out)

    def words(self, given: str = "") -> str:
        with bootstrap.open_services(self.folder) as services:
            if given:
                services.library.catalogue.set_lyrics(self.song, read(given).document)
            document = services.words.words_of(self.song).document
        return "" if document is None else document.text("te")


@pytest.fixture
def room(library_folder: Path, capsys: pytest.CaptureFixture[str]) -> Room:
    return Room(library_folder, capsys)


def test_what_there_is_is_listed_and_one_taken(room: Room, server: Lrclib) -> None:
    code, out, _ = room.run()
    assert code == 0
    assert out.splitlines()[:4] == [" 1  జో · A", "    lines with times, as long", "    | జో", "    | అచ్యుత"]
    assert "    words without times, 64 s longer" in out
    code, found = room.answer()
    assert found["sent"] == {"title": "జో", "artist": "A", "album": "", "duration_ms": 180_000}
    assert [one["timing"] for one in found["suggestions"]] == ["line", "none", "none"]
    assert [one["instrumental"] for one in found["suggestions"]] == [False, False, True]
    assert (found["timing"], room.words()) == (None, "")

    assert room.answer("--accept", "1")[1]["state"] == "done"
    assert room.words() == "జో\nఅచ్యుత"


def test_words_that_are_there_stay_unless_that_is_said_and_those_with_times_anyway(room: Room, server: Lrclib) -> None:
    room.words("పాత")
    assert room.run("--accept", "1")[0] == 2
    assert room.words() == "పాత"
    assert room.run("--accept", "1", "--replace")[0] == 0
    code, _, said = room.run("--accept", "2", "--replace")
    assert (code, "have times, and these have none" in said) == (2, True)
    assert room.words() == "జో\nఅచ్యుత"
    assert room.answer()[1]["suggestions"][1]["refused"]


@pytest.mark.parametrize("number", ["0", "-1", "4"])
def test_what_is_not_there_or_no_words_is_not_taken(room: Room, server: Lrclib, number: str) -> None:
    assert room.answer("--accept", number)[1]["error"]["code"] == "suggestion_not_found"
    assert room.answer("--accept", "3")[1]["error"]["code"] == "words_instrumental"


def test_what_was_declined_stands_last(room: Room, server: Lrclib) -> None:
    code, found = room.answer("--decline", "1")
    assert code == 0
    assert [(one["timing"], one["declined"]) for one in found["suggestions"]] == [
        ("none", False), ("none", False), ("line", True),
    ]  # fmt: skip
    assert "declined before" in room.run()[1]


def test_nothing_is_sent_while_it_is_off(room: Room, server: Lrclib) -> None:
    set_up(server.address, on=False)
    code, found = room.answer()
    assert (code, found["error"]["code"], server.asked) == (2, "words_online_off", [])


def test_a_server_that_does_not_answer(room: Room, server: Lrclib) -> None:
    server.answers["/api/search"] = lambda request: send(request, b"", 503)
    assert room.run()[0] == 3
    set_up("http://127.0.0.1:1")
    assert room.answer()[1]["error"]["code"] == "server_refused"
    set_up("http://lrclib.net")
    code, found = room.answer()
    assert (code, found["error"]["code"]) == (2, "web_address_open")
    server.records = []
    set_up(server.address)
    server.answers.clear()
    assert "has no words for “జో”" in room.run()[1]


def test_of_a_shared_library_they_wait_for_its_servers(group: Group, server: Lrclib, tmp_path: Path) -> None:
    song = added(group, tmp_path, "జో")
    group.away()
    code, taken = group.run("lyrics", "suggest", song, "--accept", "1")
    assert (code, taken["state"]) == (3, "waiting")
    assert len(group.edits()) == 1
    assert group.run("lyrics", "show", song)[1]["lyrics"]["timing"] == "line"
