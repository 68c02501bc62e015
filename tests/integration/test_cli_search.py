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


def test_an_error_told_to_a_reader_that_went_away_is_no_traceback(folder: Path) -> None:
    for command in ("show nobody --json", "search --json", "library restore nowhere.zip --json"):
        shell = f"{sys.executable} -m pluto_desktop {command} --library {folder} | true; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 2, command
        assert "Traceback" not in done.stderr
        assert done.stderr.count("\n") == 1


def test_questions_that_are_cut_off_or_no_text_are_answered_one_by_one(folder: Path) -> None:
    command = [sys.executable, "-m", "pluto_desktop", "--library", str(folder), "search", "--stdin", "--json"]
    typed = b"a\0b\n\xff\xfe\n\n   \nnuvvu\r\n" + b"glass " * 200_000 + b"\nparting\xe2\x80\xa8glass\nthe part"
    done = subprocess.run(command, input=typed, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == 8
    assert [len(answer["songs"]) for answer in answers] == [0, 0, 0, 0, 1, 1, 1, 1]


def test_ctrl_c_while_questions_are_waited_for(folder: Path) -> None:
    import signal

    command = [sys.executable, "-m", "pluto_desktop", "--library", str(folder), "search", "--stdin", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"nuvvu\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["songs"]
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr is not None
        assert process.stderr.read() == b"Stopped. What was finished before is kept.\n"


def test_telugu_comes_out_whole_where_the_locale_knows_no_telugu(folder: Path) -> None:
    import os

    command = [sys.executable, "-m", "pluto_desktop", "search", "nuvvu", "--library", str(folder)]
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert "నువ్వు నేను" in done.stdout.decode("utf-8")
