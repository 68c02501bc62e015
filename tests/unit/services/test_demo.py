"""The demo songs: added once, whole, and good enough to be the first thing somebody hears."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest

from pluto_desktop.adapters.files.reader import MutagenTagReader
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.lyrics.document import Document, Word
from pluto_desktop.lyrics.formats import read
from pluto_desktop.resource_files import resource_path
from pluto_desktop.services.demo import Demo
from tests.fakes.catalogue import FakeCatalogue

SOURCE = resource_path("demo")
ENTRIES = {entry["name"]: entry for entry in json.loads((SOURCE / "songs.json").read_text(encoding="utf-8"))}
each_song = pytest.mark.parametrize("name", list(ENTRIES))


def demo(catalogue: FakeCatalogue, media: Path, source: Path = SOURCE) -> Demo:
    return Demo(MutagenTagReader(), catalogue, catalogue, media, source)


def words_of(name: str) -> Document:
    parsed = read((SOURCE / f"{name}.ttml").read_bytes())
    assert parsed.warnings == ()
    return parsed.document


@cache
def samples_of(file: str) -> tuple[np.ndarray, int]:
    """Return a file's samples, a row a channel, and their rate."""
    with av.open(str(SOURCE / file)) as container:
        stream = container.streams.audio[0]
        return np.concatenate([frame.to_ndarray() for frame in container.decode(stream)], axis=1), stream.rate


def test_three_songs_in_each_language_with_words_bgm_and_cover(tmp_path: Path) -> None:
    catalogue = FakeCatalogue()
    ids = demo(catalogue, tmp_path / "media").add()
    assert sorted(catalogue.get_song(song_id).language for song_id in ids) == ["en"] * 3 + ["te"] * 3
    for song_id in ids:
        song, words = catalogue.get_song(song_id), catalogue.find_lyrics(song_id)
        assert song.song is not None
        assert song.bgm is not None
        assert song.cover is not None
        assert words is not None
        assert (words.timing, words.languages) == ("word", ("en", "te", "te-Latn"))
        location = catalogue.find_location(song.song.sha256)
        assert location is not None
        assert location.path.is_relative_to(tmp_path)


def test_adding_twice_adds_nothing(tmp_path: Path) -> None:
    catalogue = FakeCatalogue()
    first = demo(catalogue, tmp_path).add()
    assert demo(catalogue, tmp_path).add() == first
    assert catalogue.counts().songs == 6


def test_a_copy_cut_short_is_made_again(tmp_path: Path) -> None:
    catalogue = FakeCatalogue()
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "twinkle.ogg").write_bytes(b"OggS")
    demo(catalogue, tmp_path).add()
    assert (tmp_path / "demo" / "twinkle.ogg").read_bytes() == (SOURCE / "twinkle.ogg").read_bytes()


def test_a_library_that_cannot_be_written_is_said_and_nothing_added(tmp_path: Path) -> None:
    catalogue = FakeCatalogue()
    (tmp_path / "demo").write_text("in the way", encoding="utf-8")
    with pytest.raises(Denied) as raised:
        demo(catalogue, tmp_path).add()
    assert "Nothing was added" in sentence(raised.value)
    assert catalogue.counts().songs == 0


def test_the_demo_works_from_a_folder_that_can_only_be_read(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(SOURCE, source)
    for path in source.iterdir():
        path.chmod(0o444)
    assert len(demo(FakeCatalogue(), tmp_path / "media", source).add()) == 6


def test_the_folder_is_small_and_says_where_everything_is_from() -> None:
    assert sum(path.stat().st_size for path in SOURCE.iterdir()) < 7_000_000
    readme = (SOURCE / "README.md").read_text(encoding="utf-8")
    assert "public domain" in readme
    assert "GPL-3.0-or-later" in readme
    assert all(f"`{name}*`" in readme for name in ENTRIES)


@each_song
def test_every_line_is_in_both_scripts_and_a_translation(name: str) -> None:
    for line in words_of(name).lines:
        assert set(line.texts) == {"en", "te", "te-Latn"}
        assert all(line.texts.values())


@each_song
def test_every_word_has_its_time_inside_the_sound_and_fits_its_line(name: str) -> None:
    samples, rate = samples_of(f"{name}.ogg")
    before = 0
    for line in words_of(name).lines:
        sung = ["te", "te-Latn"] if ENTRIES[name]["language"] == "te" else ["en"]
        assert sorted({word.lang for word in line.words}) == sung
        for language in sung:
            words = [word for word in line.words if word.lang == language]
            assert "".join(word.text for word in words) == line.texts[language]
            times = _times(words)
            assert times == sorted(times)
            assert (line.start_ms, line.end_ms) == (times[0], times[-1])
            assert all(word.end_ms > word.start_ms for word in words)
        assert line.start_ms >= before
        before = line.end_ms
    assert before < samples.shape[1] * 1000 / rate


@each_song
def test_somebody_sings_while_a_word_is_lit_and_nobody_between_the_lines(name: str) -> None:
    whole, rate = samples_of(f"{name}.ogg")
    alone, _ = samples_of(f"{name} (bgm).ogg")
    assert whole.shape == alone.shape
    voice = (whole - alone).mean(axis=0)
    lines = words_of(name).lines
    sung = [_level(voice, rate, word.start_ms, word.end_ms) for line in lines for word in line.words]
    rests = [
        _level(voice, rate, end, start)
        for end, start in zip(
            [0, *(line.end_ms + 1200 for line in lines)], [line.start_ms for line in lines], strict=False
        )
        if start - end > 1000
    ]
    assert rests
    assert max(rests) < 0.25 * min(sung)


@each_song
@pytest.mark.parametrize("file", ["{}.ogg", "{} (bgm).ogg"])
def test_nothing_is_cut_off_or_clicks(name: str, file: str) -> None:
    samples, rate = samples_of(file.format(name))
    assert np.abs(samples).max() < 10 ** (-1 / 20)
    assert np.abs(samples.mean(axis=1)).max() < 1e-3
    assert np.abs(np.diff(samples, axis=1)).max() < 0.3
    edge = rate // 100
    assert max(np.abs(samples[:, :edge]).max(), np.abs(samples[:, -edge:]).max()) < 1e-3


def _times(words: list[Word]) -> list[int]:
    times = [time for word in words for time in (word.start_ms, word.end_ms)]
    return [time for time in times if time is not None]


def _level(samples: np.ndarray, rate: int, start_ms: int, end_ms: int) -> float:
    return float(np.sqrt(np.mean(samples[start_ms * rate // 1000 : end_ms * rate // 1000] ** 2)))
