"""What the library says of songs, written into their files from the command line, and what a kill leaves of that."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from pluto_desktop import bootstrap
from pluto_desktop.domain.cancel import CancelToken
from tests.commands import ROOT, answer, pluto, put
from tests.sound import noise, write


@pytest.fixture
def music(tmp_path: Path, library_folder: Path) -> Path:
    """Return a folder with two songs, added to a library; the first one has a title of its own there."""
    sound = write(tmp_path / "sound.flac", noise(0.5))
    for name in ("one", "two"):
        put(sound, tmp_path / "music" / f"{name}.flac", title=name, artist="A")
    pluto("import", tmp_path / "music", library=library_folder)
    pluto("song", "set", "one", "--title", "చందమామ", "--notes", "mine", "--tag", "t", library=library_folder)
    return tmp_path / "music"


def test_tags_are_compared_written_and_not_read_back_over_a_persons_edits(music: Path, library_folder: Path) -> None:
    code, told = answer("song", "write-tags", "--all", "--dry-run", library=library_folder)
    assert (code, told["same"], told["left_out"]) == (0, 1, [])
    (file,) = told["files"]
    assert (file["file"], file["written"]) == (str(music / "one.flac"), False)
    assert file["changes"]["title"] == {"before": "one", "after": "చందమామ"}
    assert FLAC(music / "one.flac")["title"] == ["one"]

    done, out, err = pluto("song", "write-tags", "చందమామ", library=library_folder)
    assert (done, err) == (0, "")
    assert out.splitlines()[-1] == "1 written, 0 the same, 0 left out."
    assert "  title: “one” → “చందమామ”" in out.splitlines()
    assert (FLAC(music / "one.flac")["title"], FLAC(music / "one.flac")["comment"]) == (["చందమామ"], ["mine"])
    assert answer("song", "write-tags", "--all", library=library_folder)[1]["same"] == 2
    assert answer("import", music, library=library_folder)[1]["already"] == 2
    shown = answer("show", "చందమామ", library=library_folder)[1]
    assert (shown["notes"], shown["tags"], shown["file"]) == ("mine", ["t"], str(music / "one.flac"))


def test_wrong_use_and_files_that_cannot_be_written_are_told(music: Path, library_folder: Path) -> None:
    assert pluto("song", "write-tags", library=library_folder)[0] == 2
    assert pluto("song", "write-tags", "one", "--all", library=library_folder)[0] == 2
    (music / "one.flac").chmod(0o444)
    done, _, err = pluto("song", "write-tags", "చందమామ", library=library_folder)
    assert (done, len(err.splitlines())) == (2, 1)
    assert "write-protected" in err
    code, told = answer("song", "write-tags", "--all", library=library_folder)
    assert (code, [one["code"] for one in told["left_out"]]) == (1, ["tags_read_only"])


_KILLED = """
import os, signal, sys
from pathlib import Path
from pluto_desktop import bootstrap
from pluto_desktop.adapters.files.swapping import Swap
from pluto_desktop.cli import main

def die(swap):
    put(swap)
    os.kill(os.getpid(), signal.SIGKILL)

put, Swap.put = Swap.put, die
main(["song", "write-tags", "--all", "--library", sys.argv[1]])
"""


def test_a_file_written_as_the_program_was_killed_is_known_after_the_next_start(
    music: Path, library_folder: Path
) -> None:
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(library_folder)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert FLAC(music / "one.flac")["title"] == ["చందమామ"]
    assert len(os.listdir(music)) == 3, "the old file is kept still"
    with bootstrap.open_services(library_folder) as services:
        assert services.upkeep.run_once(CancelToken()).songs
    assert sorted(os.listdir(music)) == ["one.flac", "two.flac"]
    told = answer("song", "write-tags", "--all", library=library_folder)[1]
    assert (told["same"], told["left_out"]) == (2, [])
    assert answer("show", "చందమామ", library=library_folder)[1]["notes"] == "mine"
