"""Songs of a library of this device alone edited from the command line; no server is anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import pluto
from tests.sound import noise, write


class House:
    """A library, and what a person types about it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def song(self, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
        done, out, err = pluto("song", *arguments, "--json", library=self.folder)
        assert done == code, err
        assert len(err.splitlines()) == (0 if code == 0 else 1)
        answer: dict[str, Any] = json.loads(out)
        return answer

    def show(self, name: str) -> dict[str, Any]:
        done, out, err = pluto("show", name, "--json", library=self.folder)
        assert done == 0, err
        answer: dict[str, Any] = json.loads(out)
        return answer


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "library")


def test_a_song_is_added_changed_and_reverted_with_its_files(house: House, tmp_path: Path) -> None:
    one, two = (write(tmp_path / f"{name}.mp3", noise(2, seed=seed)) for seed, name in enumerate(("one", "two"), 1))
    cover = tmp_path / "cover.png"
    cover.write_bytes(b"\x89PNG picture")
    added = house.song("add", one, "--title", "నువ్వు", "--artist", "A", "--album", "Al", "--date", "1976-05")
    assert (added["state"], added["version"]) == ("done", 1)
    first = house.show("నువ్వు")
    assert (first["artist"], first["album_artist"], first["release_date"]) == ("A", "A", "1976-05")
    changed = ("--audio", two, "--bgm", one, "--cover", cover, "--title", "Other", "--notes", "n")
    assert house.song("set", "నువ్వు", *changed)["version"] == 2
    one.unlink()
    two.unlink()
    second = house.show("Other")
    assert (second["has_bgm"], second["has_cover"], second["romanised"]) == (True, True, "")
    assert second["sha256"] != first["sha256"]

    assert house.song("revert", "Other", "2", "--field", "audio", "--field", "title")["version"] == 3
    third = house.show("నువ్వు")
    assert (third["sha256"], third["notes"], third["romanised"]) == (first["sha256"], "n", first["romanised"])
    assert Path(third["file"]).is_file(), "the library kept a copy of its own"
    house.song("revert", "నువ్వు", "2")
    assert house.show("నువ్వు") == {**first, "version": 4, "file": third["file"]}
    assert house.song("revert", "నువ్వు", "2", code=2)["error"]["code"] == "nothing_to_change"

    newest = house.song("history", "నువ్వు")["revisions"]
    assert [one["revision"] for one in newest] == [4, 3, 2, 1]
    assert newest[0]["changed"].keys() == {"bgm", "cover", "notes"}
    assert newest[1]["changed"]["title"] == {"before": "Other", "after": "నువ్వు"}
    assert newest[3]["kind"] == "add"
    assert newest[3]["changed"]["artist"]["after"] == ["A"]


def test_what_changed_since_is_a_conflict_that_shows_all_three(house: House, tmp_path: Path) -> None:
    house.song("add", write(tmp_path / "a.mp3", noise(1)), "--title", "T", "--notes", "base")
    house.song("set", "T", "--notes", "first", "--genre", "G")
    house.song("set", "T", "--notes", "second")
    refused = house.song("revert", "T", "2", code=2)
    assert refused["error"]["code"] == "song_changed"
    assert refused["clash"] == {"notes": {"mine": "base", "theirs": "second", "base": "first"}}
    _, told, _ = pluto("song", "revert", "T", "2", library=house.folder)
    assert told.strip() == "notes: mine “base” | theirs “second” | before “first”"
    assert house.song("revert", "T", "2", "--field", "genre")["version"] == 4
    assert (house.show("T")["genres"], house.show("T")["notes"]) == ([], "second")
    house.song("revert", "T", "2", "--anyway")
    assert house.show("T")["notes"] == "base"


def test_adding_and_deleting_are_reverted_too(house: House, tmp_path: Path) -> None:
    added = house.song("add", write(tmp_path / "a.mp3", noise(1)), "--title", "T")
    assert house.song("revert", "T")["version"] == 2
    assert pluto("show", "T", library=house.folder)[0] == 2
    assert house.song("revert", added["id"])["version"] == 3
    assert house.show("T")["id"] == added["id"]
    house.song("delete", "T")
    assert house.song("restore", added["id"])["version"] == 5
    kinds = [one["kind"] for one in house.song("history", "T")["revisions"]]
    assert kinds == ["restore", "delete", "restore", "delete", "add"]
    house.song("set", "T", "--notes", "n")
    assert house.song("revert", "T", "1", code=2)["error"]["code"] == "song_changed"
    assert house.song("revert", "T", "9", code=2)["error"]["code"] == "revision_not_found"
    assert house.song("set", "nobody", "--notes", "n", code=2)["error"]["code"] == "song_not_found"


def test_a_file_that_is_not_kept_any_more_is_said(house: House, tmp_path: Path) -> None:
    house.song("add", write(tmp_path / "a.mp3", noise(1)), "--title", "T")
    kept = Path(house.show("T")["file"])
    house.song("set", "T", "--audio", write(tmp_path / "b.mp3", noise(1, seed=2)))
    kept.unlink()
    assert house.song("revert", "T", code=2)["error"]["code"] == "medium_not_kept"
    assert house.show("T")["version"] == 2
