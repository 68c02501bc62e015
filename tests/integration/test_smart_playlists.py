"""Smart playlists of a library on the disk: by command, after a restart, in an archive, of a newer Pluto."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.cli import main
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.playlists import Rule
from tests.factories import make_song


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = open_library(tmp_path / "library")
    library.catalogue.add_songs(
        [make_song("చందమామ", romanised="Chandamama", genres=("Lullaby",)), make_song("Amazing Grace", tags=("road",))]
    )
    library.close()
    return tmp_path / "library"


class Command:
    """``pluto playlist`` on a library, in this process."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._capsys = folder, capsys

    def __call__(self, *arguments: str, code: int = 0) -> dict[str, Any]:
        done = main(["--library", str(self._folder), "playlist", *arguments, "--json"])
        out, err = self._capsys.readouterr()
        assert done == code, err
        assert len(err.splitlines()) == (0 if code == 0 else 1)
        answer: dict[str, Any] = json.loads(out)
        return answer


@pytest.fixture
def playlist(folder: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(folder, capsys)


def test_made_shown_changed_and_deleted_by_command(playlist: Command):
    made = playlist("add", "Lullabies", "--rule", "candamama genre:lull", "--order", "random", "--first", "20")
    assert (made["smart"], made["songs"], made["first"]) == (True, 1, 20)
    assert [one["title"] for one in playlist("show", "lullabies")["list"]] == ["చందమామ"]
    assert (
        playlist("set", "Lullabies", "--rule=-genre:lullaby tag:road", "--name", "Road", "--first", "0")["songs"] == 1
    )
    shown = playlist("show", made["id"])
    assert (shown["name"], shown["rule"], shown["order"], shown["first"]) == (
        "Road", "-genre:lullaby tag:road", "random", None
    )  # fmt: skip
    assert [one["title"] for one in shown["list"]] == ["Amazing Grace"]
    assert [one["name"] for one in playlist("list")["playlists"]] == ["Road"]
    assert playlist("delete", "road") == {"deleted": made["id"]}
    assert playlist("list") == {"playlists": []}


@pytest.mark.parametrize(
    ("rule", "code"),
    [("", "rule_empty"), ("x" * 5000, "rule_too_long"), ("has:wings", "rule_value"), ("mood:x", "rule_word")],
)
def test_a_rule_that_is_not_understood_is_told_in_a_sentence(playlist: Command, rule: str, code: str):
    assert playlist("add", "P", "--rule", rule, code=2)["error"]["code"] == code
    assert playlist("list") == {"playlists": []}


def test_what_is_not_there_or_meant_twice_is_told(playlist: Command, folder: Path):
    assert playlist("show", "none", code=2)["error"]["code"] == "playlist_not_known"
    with bootstrap.open_services(folder) as services:
        services.personal.create_playlist("p")
    assert playlist("set", "p", "--first", "3", code=2)["error"]["code"] == "playlist_not_found"


def test_it_is_in_an_archive_as_it_was(folder: Path, tmp_path: Path):
    rule = Rule("""జో "a b" -has:bgm""", limit=3)
    with bootstrap.open_services(folder) as services:
        made = services.smart.create("సాయంత్రం", rule)
        services.export.run(tmp_path / "all.zip", lambda _: None, CancelToken())
    bootstrap.make_restore().run(tmp_path / "all.zip", tmp_path / "new", lambda _: None, CancelToken())
    with bootstrap.open_services(tmp_path / "new") as services:
        assert services.personal.list_playlists() == [made]
        assert services.smart.get_rule(made.id) == rule


def test_rules_of_a_newer_pluto_are_kept_as_they_are(folder: Path, playlist: Command):
    for name in ("words", "order"):
        playlist("add", name, "--rule", "amma")
    with sqlite3.connect(folder / "device.db") as device:
        words, order = (row[0] for row in device.execute("SELECT id FROM playlists ORDER BY position"))
        device.execute("UPDATE smart_playlists SET words = 'mood:happy' WHERE playlist_id = ?", (words,))
        device.execute("UPDATE smart_playlists SET sort = 'tempo' WHERE playlist_id = ?", (order,))
    device.close()
    told = playlist("list")["playlists"]
    assert [(one["songs"], one["rule"]) for one in told] == [(None, "mood:happy"), (None, None)]
    assert playlist("show", "words", code=2)["error"]["code"] == "rule_word"
    assert playlist("show", "order", code=2)["error"]["code"] == "rule_newer"
    assert playlist("delete", "order") == {"deleted": order}
