"""``pluto search`` as it is run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.library import open_library
from tests.factories import make_document, make_song


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = open_library(tmp_path / "library")
    library.catalogue.add_songs(
        [
            make_song(
                "నువ్వు నేను", artists=("Annamayya",), album="Jola", lyrics=make_document("వెన్నెల వచ్చే", lang="te").to_json()
            ),
            make_song("The Parting Glass", artists=("Traditional",)),
        ]
    )
    library.close()
    return tmp_path / "library"


def pluto(folder: Path, *arguments: str, typed: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pluto_desktop", "--library", str(folder), "search", *arguments]
    return subprocess.run(command, input=typed, capture_output=True, text=True, encoding="utf-8", check=False)


def test_json(folder: Path) -> None:
    done = pluto(folder, "nuvu", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert set(answer) == {"query", "took_ms", "songs", "lines", "artists", "albums"}
    assert [(song["title"], song["artist"], song["album"]) for song in answer["songs"]] == [
        ("నువ్వు నేను", "Annamayya", "Jola")
    ]
    assert set(answer["songs"][0]) == {"id", "title", "artist", "album"}


def test_a_line_of_lyrics(folder: Path) -> None:
    (line,) = json.loads(pluto(folder, "vennela", "--json").stdout)["lines"]
    assert (line["title"], line["start_ms"], line["text"]) == ("నువ్వు నేను", 0, "వెన్నెల వచ్చే")


def test_one_answer_for_each_line(folder: Path) -> None:
    done = pluto(folder, "--stdin", "--json", typed="partign glass\n\nartist:annamayya\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == ["partign glass", "", "artist:annamayya"]
    assert answers[0]["songs"][0]["title"] == "The Parting Glass"
    assert answers[1]["songs"] == []
    assert answers[2]["songs"][0]["title"] == "నువ్వు నేను"


def test_each_answer_comes_before_the_next_question(folder: Path) -> None:
    command = [sys.executable, "-m", "pluto_desktop", "--library", str(folder), "search", "--stdin", "--json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for typed in ("n", "nu"):
            running.stdin.write(typed + "\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["query"] == typed
        running.stdin.close()
    assert running.returncode == 0


def test_plain_text(folder: Path) -> None:
    done = pluto(folder, "parting", "glass")
    assert done.stdout == "Songs\n  The Parting Glass · Traditional\n"
    nothing = pluto(folder, "zzzzqqqq")
    assert (nothing.returncode, nothing.stdout) == (1, "Nothing found for “zzzzqqqq”.\n")


def test_a_query_is_needed(folder: Path) -> None:
    done = pluto(folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "--stdin" in done.stderr
