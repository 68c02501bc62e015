"""Files of lyrics from one format to another, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import mutagen
import pytest

from pluto_desktop.cli import main
from tests.sound import noise, write


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "song.te.lrc"
    path.write_text(
        "[ti:T]\n[offset:100]\n[00:10.10]<00:10.10>నువ్వు<00:11.10>\n[00:10.10]You\n[00:20.10]x\nwhat\n",
        encoding="utf-8",
    )
    return path


def test_json_is_what_is_printed_where_nothing_else_is_asked_for(song: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["lyrics", "convert", str(song)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["format", "offset_ms", "metadata", "timing", "lines", "warnings"]
    assert (found["format"], found["offset_ms"], found["timing"]) == ("elrc", 100, "word")
    assert found["lines"][0] == {
        "start_ms": 10_000,
        "end_ms": 11_000,
        "texts": {"te": "నువ్వు", "en": "You"},
        "words": [{"start_ms": 10_000, "end_ms": 11_000, "text": "నువ్వు", "lang": "te"}],
        "agent": None,
        "background": False,
    }
    assert [warning["line"] for warning in found["warnings"]] == [6]


def test_what_is_lost_is_said_first(song: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "out.srt"
    assert main(["lyrics", "convert", str(song), "-o", str(out)]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Lines that lose the times of their words: 1." in shown.err
    assert "నువ్వు\nYou" in out.read_text(encoding="utf-8")
    assert main(["lyrics", "convert", str(song), "--to", "srt", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {loss["what"]: loss["count"] for loss in found["losses"]} == {"word_times": 1, "open_ends": 1, "metadata": 1}
    assert found["text"] == out.read_text(encoding="utf-8")


def test_two_files_of_one_song_become_one(song: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    roman = tmp_path / "song.te-Latn.lrc"
    roman.write_text("[00:10.00]nuvvu", encoding="utf-8")
    assert main(["lyrics", "convert", str(song), str(roman), "--to", "ttml"]) == 0
    assert 'ttm:role="x-roman" xml:lang="te-Latn">nuvvu' in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["gone.lrc"],
        ["--to", "mp3", "song.te.lrc"],
        ["-o", "out.mp3", "song.te.lrc"],
        ["big.lrc"],
        ["binary.lrc"],
        ["."],
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_two(
    song: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(song.parent)
    Path("big.lrc").write_bytes(b"[00:01.00]a\n" * 180_000)
    Path("binary.lrc").write_bytes(bytes(range(256)) * 9)
    assert main(["lyrics", "convert", *arguments]) == 2
    shown = capsys.readouterr()
    assert (shown.out, len(shown.err.splitlines())) == ("", 1)


@pytest.mark.parametrize("data", [b"", b"[[[[", b"\xff\xfe<", b"<tt><p begin='", b"WEBVTT\n\n1 --> 2"])
def test_what_is_malformed_is_done_all_the_same(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "x.lrc"
    path.write_bytes(data)
    assert main(["lyrics", "convert", str(path), "--to", "json"]) == 0
    assert "lines" in json.loads(capsys.readouterr().out)


def test_words_go_into_a_file_and_into_a_copy(song: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    sound, copy = write(tmp_path / "a.flac", noise(0.3)), tmp_path / "b.flac"
    before = sound.read_bytes()
    assert main(["lyrics", "embed", str(sound), "--words", str(song), "--copy", str(copy)]) == 0
    assert sound.read_bytes() == before
    assert "నువ్వు" in mutagen.File(copy)["lyrics"][0]
    assert main(["lyrics", "embed", str(sound), "--words", str(song), "--in-place", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"file": str(sound), "losses": []}
    assert "నువ్వు" in mutagen.File(sound)["lyrics"][0]
    assert main(["lyrics", "embed", str(sound), "--in-place"]) == 2
    assert main(["lyrics", "embed", str(sound), "--words", str(song)]) == 2


def test_a_song_of_the_library_gives_its_words_to_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    library, sound = tmp_path / "library", tmp_path / "Song.flac"
    write(sound, noise(0.3))
    (tmp_path / "Song.te.lrc").write_text("[00:01.00]నువ్వు", encoding="utf-8")
    (tmp_path / "Song.en.srt").write_text("1\n00:00:01,100 --> 00:00:02,000\nYou\n", encoding="utf-8")
    assert main(["import", str(sound), "--library", str(library)]) == 0
    assert main(["lyrics", "embed", "Song", "--in-place", "--library", str(library)]) == 0
    capsys.readouterr()
    assert mutagen.File(sound)["lyrics"][0] == "[00:01.00]నువ్వు\n[00:01.00]You\n"
    assert main(["lyrics", "embed", "Song", "--copy", str(tmp_path / "b.flac"), "--library", str(library)]) == 0
    assert main(["show", "Song", "--json", "--library", str(library)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["reachable"]
