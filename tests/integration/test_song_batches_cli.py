"""Songs merged, artists renamed and edits undone from the command line, in a library of this device alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pluto_desktop.cli import main
from pluto_desktop.domain.batches import Batch
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.batches_here import BatchesHere
from tests.sound import noise, write


class House:
    """A library, and what a person types about it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def run(self, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
        self.capsys.readouterr()
        done = main([*map(str, arguments), "--library", str(self.folder), "--json"])
        said = self.capsys.readouterr()
        assert done == code, said.err
        assert len(said.err.splitlines()) == (0 if code == 0 else 1)
        answer: dict[str, Any] = json.loads(said.out)
        return answer

    def artist(self, song: str) -> str:
        return str(self.run("show", song)["artist"])


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> House:
    house = House(tmp_path / "library", capsys)
    for seed, title in enumerate(("one", "two"), 1):
        audio = write(tmp_path / f"{title}.mp3", noise(1, seed=seed))
        house.run("song", "add", audio, "--title", title, "--artist", "Balu")
    return house


def test_songs_are_merged_and_that_is_undone_and_done_again(house: House, tmp_path: Path) -> None:
    words = tmp_path / "two.txt"
    words.write_text("some words")
    house.run("song", "set", "two", "--lyrics", words)
    gone = house.run("show", "two")["id"]
    merged = house.run("song", "merge", "one", "two", "--take")
    assert (merged["state"], merged["songs"], merged["left"]) == ("done", 2, [])
    assert house.run("show", "one")["has_lyrics"]
    assert house.run("show", gone, code=2)["error"]["code"] == "song_not_found"
    assert house.run("song", "undo")["songs"] == 2
    assert house.run("show", "two")["id"] == gone
    assert not house.run("show", "one")["has_lyrics"]
    house.run("song", "redo")
    house.run("show", "two", code=2)
    assert house.run("song", "redo", code=2)["error"]["code"] == "nothing_to_redo"
    assert house.run("song", "merge", "one", "one", code=2)["error"]["code"] == "merge_with_itself"


def test_an_artist_is_renamed_and_the_operation_reverted(house: House) -> None:
    renamed = house.run("artist", "rename", "balu", "S. P. Balu")
    assert renamed["songs"] == 2
    assert house.artist("one") == house.artist("two") == "S. P. Balu"
    house.run("song", "set", "two", "--artist", "Other")
    reverted = house.run("song", "revert", "--operation", renamed["operation"], code=1)
    assert [left["fields"] for left in reverted["left"]] == [["artist"]]
    assert (house.artist("one"), house.artist("two")) == ("Balu", "Other")
    assert house.run("artist", "rename", "nobody", "x", code=2)["error"]["code"] == "artist_not_found"
    assert house.run("song", "revert", "--operation", "none", code=2)["error"]["code"] == "operation_not_found"
    house.run("song", "revert", code=2)


def test_undo_takes_single_edits_back_in_order(house: House) -> None:
    house.run("song", "set", "one", "--notes", "n", "--title", "first")
    house.run("song", "delete", "two")
    house.run("song", "undo")
    assert house.run("show", "two")["title"] == "two"
    house.run("song", "undo")
    assert house.run("show", "one")["notes"] == ""
    house.run("song", "undo")
    house.run("show", "two", code=2)
    house.run("song", "undo")
    assert house.run("song", "undo", code=2)["error"]["code"] == "nothing_to_undo"
    for _ in range(4):
        house.run("song", "redo")
    assert house.run("show", "first")["notes"] == "n"
    house.run("show", "two", code=2)


def test_a_song_is_split_and_a_merged_one_comes_back(house: House, tmp_path: Path) -> None:
    bgm = write(tmp_path / "bgm.mp3", noise(1, seed=7))
    house.run("song", "set", "one", "--bgm", bgm, "--album", "Al")
    assert house.run("song", "split", "two", "--title", "x", code=2)["error"]["code"] == "nothing_to_split"
    assert house.run("song", "split", "one", code=2)["error"]["code"] == "wrong_use"
    nothing = house.run("song", "split", "one", "--bgm", "stays", "--title", "x", code=2)
    assert nothing["error"]["code"] == "split_nothing"
    split = house.run("song", "split", "one", "--title", "three", "--artist", "Rani")
    assert (split["state"], split["songs"], split["song"]) == ("done", 2, house.run("show", "one")["id"])
    new, old = house.run("show", "three"), house.run("show", "one")
    assert (new["id"], new["artist"], new["album"], new["has_audio"]) == (split["other"], "Rani", "Al", True)
    assert (new["has_bgm"], old["has_bgm"], old["artist"]) == (False, False, "Balu")
    house.run("song", "undo")
    assert house.run("show", "one")["has_bgm"]
    house.run("show", "three", code=2)

    gone = house.run("show", "one")["id"]
    house.run("song", "merge", "two", "one", "--take")
    assert house.run("show", "two")["has_bgm"]
    other = house.run("song", "split", "two", "--back", "nobody", code=2)
    assert other["error"]["code"] == "song_not_merged"
    back = house.run("song", "split", "two", "--back", gone)
    assert (back["other"], house.run("show", "one")["id"]) == (gone, gone)
    assert (house.run("show", "one")["has_bgm"], house.run("show", "two")["has_bgm"]) == (True, False)


def test_a_split_tells_the_song_it_made_whatever_else_changed_meanwhile(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.run("song", "set", "one", "--bgm", write(tmp_path / "bgm.mp3", noise(1, seed=7)))
    does = BatchesHere.do

    def do(batches: BatchesHere, *given: Any) -> Batch:
        batch = does(batches, *given)
        return replace(batch, changes=batch.changes | Changes(songs=frozenset({SongId("another")})))

    monkeypatch.setattr(BatchesHere, "do", do)
    split = house.run("song", "split", "one", "--title", "three")
    assert house.run("show", "three")["id"] == split["other"]
