"""What the library says of songs, written into their files from the command line, and what a kill leaves of that."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mutagen.flac import FLAC

from pluto_desktop import bootstrap
from pluto_desktop.cli import main
from pluto_desktop.domain.cancel import CancelToken
from tests.commands import ROOT, put
from tests.sound import noise, write


class House:
    """A library with two songs of a folder, and what a person types about it."""

    def __init__(self, folder: Path, music: Path, output: pytest.CaptureFixture[str]) -> None:
        self.folder, self.music, self._output = folder, music, output

    def pluto(self, *arguments: str | Path) -> tuple[int, str, str]:
        code = main([*map(str, arguments), "--library", str(self.folder)])
        return code, *self._output.readouterr()

    def answer(self, *arguments: str | Path) -> tuple[int, dict[str, Any]]:
        code, out, _ = self.pluto(*arguments, "--json")
        return code, json.loads(out)

    def list_files(self) -> list[str]:
        return sorted(path.name for path in self.music.iterdir())


@pytest.fixture
def house(tmp_path: Path, library_folder: Path, capsys: pytest.CaptureFixture[str]) -> House:
    sound = write(tmp_path / "sound.flac", noise(0.3))
    for name in ("one", "two"):
        put(sound, tmp_path / "music" / f"{name}.flac", title=name, artist="A")
    house = House(library_folder, tmp_path / "music", capsys)
    house.pluto("import", house.music)
    house.pluto("song", "set", "one", "--title", "చందమామ", "--notes", "mine", "--tag", "t")
    return house


def test_tags_are_compared_and_written_and_nothing_is_read_back(house: House) -> None:
    one = house.music / "one.flac"
    code, told = house.answer("song", "write-tags", "--all", "--dry-run")
    assert (code, told["same"], told["left_out"]) == (0, 1, [])
    (file,) = told["files"]
    assert (file["file"], file["written"]) == (str(one), False)
    assert file["changes"]["title"] == {"before": "one", "after": "చందమామ"}
    assert FLAC(one)["title"] == ["one"]

    done, out, err = house.pluto("song", "write-tags", "చందమామ")
    assert (done, err) == (0, "")
    assert out.splitlines()[-1] == "1 written, 0 the same, 0 left out."
    assert "  title: “one” → “చందమామ”" in out.splitlines()
    assert (FLAC(one)["title"], FLAC(one)["comment"]) == (["చందమామ"], ["mine"])
    assert house.answer("song", "write-tags", "--all")[1]["same"] == 2
    assert house.answer("import", house.music)[1]["already"] == 2
    shown = house.answer("show", "చందమామ")[1]
    assert (shown["notes"], shown["tags"], shown["file"]) == ("mine", ["t"], str(one))


def test_wrong_use_and_files_that_cannot_be_written_are_told(house: House) -> None:
    assert house.pluto("song", "write-tags")[0] == 2
    assert house.pluto("song", "write-tags", "one", "--all")[0] == 2
    (house.music / "one.flac").chmod(0o444)
    done, _, err = house.pluto("song", "write-tags", "చందమామ")
    assert (done, len(err.splitlines())) == (2, 1)
    assert "write-protected" in err
    code, told = house.answer("song", "write-tags", "--all")
    assert (code, [one["code"] for one in told["left_out"]]) == (1, ["tags_read_only"])


_KILLED = """
import os, signal, sys
from pluto_desktop.adapters.files.swapping import Swap
from pluto_desktop.cli import main

def die(swap):
    put(swap)
    os.kill(os.getpid(), signal.SIGKILL)

put, Swap.put = Swap.put, die
main(["song", "write-tags", "--all", "--library", sys.argv[1]])
"""


def test_a_file_written_as_the_program_was_killed_is_known_after_the_next_start(house: House) -> None:
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(house.folder)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert FLAC(house.music / "one.flac")["title"] == ["చందమామ"]
    assert len(house.list_files()) == 3, "the old file is kept still"
    with bootstrap.open_services(house.folder) as services:
        assert services.upkeep.run_once(CancelToken()).songs
    assert house.list_files() == ["one.flac", "two.flac"]
    told = house.answer("song", "write-tags", "--all")[1]
    assert (told["same"], told["left_out"]) == (2, [])
    assert house.answer("show", "చందమామ")[1]["notes"] == "mine"


def test_copies_are_saved_with_tags_and_not_made_twice(house: House, tmp_path: Path) -> None:
    to = tmp_path / "copies"
    assert house.pluto("song", "save-copies", "one", "--to", to)[0] == 2
    to.mkdir()
    code, told = house.answer("song", "save-copies", "--all", "--to", to)
    assert (code, told["left_out"], told["there"]) == (0, [], 0)
    assert sorted(Path(path).name for path in told["saved"]) == ["A - two.flac", "A - చందమామ.flac"]
    assert FLAC(to / "A - చందమామ.flac")["title"] == ["చందమామ"]
    assert FLAC(house.music / "one.flac")["title"] == ["one"]
    (house.music / "two.flac").unlink()
    done, out, err = house.pluto("song", "save-copies", "--all", "--to", to)
    assert (done, out) == (1, "0 saved, 1 there already, 1 left out.\n")
    assert "“two” is not on this device" in err
    done, _, err = house.pluto("song", "save-copies", "చందమామ", "--to", to / "not there")
    assert (done, len(err.splitlines())) == (2, 1)
    done, _, err = house.pluto("song", "save-copies", "చందమామ", "--to", house.music)
    assert (done, "would become songs once more" in err) == (2, True)
    assert house.pluto("song", "save-copies", "--to", to)[0] == 2


_KILLED_COPYING = """
import os, signal, sys
from pluto_desktop.adapters.files import tag_writing
from pluto_desktop.cli import main

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(tag_writing, sys.argv[3], die)
main(["song", "save-copies", "--all", "--to", sys.argv[2], "--library", sys.argv[1]])
"""


@pytest.mark.parametrize("step", ["_put_tags", "_take_name"])
def test_a_copy_that_a_kill_broke_off_has_no_name_and_is_taken_away(house: House, tmp_path: Path, step: str) -> None:
    to = tmp_path / "copies"
    to.mkdir()
    arguments = [sys.executable, "-c", _KILLED_COPYING, str(house.folder), str(to), step]
    assert subprocess.run(arguments, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert [path.name.startswith(".pluto-new-") for path in to.iterdir()] == [True]
    with bootstrap.open_services(house.folder) as services:
        services.upkeep.run_once(CancelToken())
    assert list(to.iterdir()) == []
