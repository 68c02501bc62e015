"""The demo songs: added once, whole, and good enough to be the first thing somebody hears."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pluto_desktop.adapters.files.reader import MutagenTagReader
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.lyrics.formats import read
from pluto_desktop.resource_files import resource_path
from pluto_desktop.services.demo import Demo
from tests.fakes.catalogue import FakeCatalogue

SOURCE = resource_path("demo")


def demo(catalogue: FakeCatalogue, media: Path, source: Path = SOURCE) -> Demo:
    return Demo(MutagenTagReader(), catalogue, catalogue, media, source)


def test_two_songs_with_words_bgm_and_cover(tmp_path: Path) -> None:
    catalogue = FakeCatalogue()
    ids = demo(catalogue, tmp_path / "media").add()
    assert len(ids) == 2
    for song_id in ids:
        song, words = catalogue.get_song(song_id), catalogue.find_lyrics(song_id)
        assert song.song is not None
        assert song.bgm is not None
        assert song.cover is not None
        assert song.song.duration_ms == pytest.approx(song.bgm.duration_ms, abs=5)
        assert words is not None
        assert (words.timing, words.languages) == ("word", ("en", "te"))
        assert all(set(line.texts) == {"en", "te"} for line in words.lines)
        location = catalogue.find_location(song.song.sha256)
        assert location is not None
        assert location.path.is_relative_to(tmp_path)


def test_adding_twice_adds_nothing(tmp_path: Path) -> None:
    catalogue = FakeCatalogue()
    first = demo(catalogue, tmp_path).add()
    assert demo(catalogue, tmp_path).add() == first
    assert catalogue.counts().songs == 2


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


def test_the_folder_is_small_and_says_where_everything_is_from() -> None:
    assert sum(path.stat().st_size for path in SOURCE.iterdir()) < 2_000_000
    readme = (SOURCE / "README.md").read_text(encoding="utf-8")
    assert "public domain" in readme
    assert "GPL-3.0-or-later" in readme


@pytest.mark.parametrize("name", ["twinkle", "vemana"])
def test_every_word_has_its_time_and_fits_its_line(name: str) -> None:
    parsed = read((SOURCE / f"{name}.lrc").read_bytes())
    assert parsed.warnings == ()
    language = parsed.document.metadata["language"].partition(",")[0]
    for line in parsed.document.lines:
        assert "".join(word.text for word in line.words) == line.texts[language]
        times = [time for word in line.words for time in (word.start_ms, word.end_ms)]
        assert None not in times
        assert times == sorted(time for time in times if time is not None)
        assert (line.start_ms, line.end_ms) == (times[0], times[-1])


def test_the_demo_works_from_a_folder_that_can_only_be_read(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(SOURCE, source)
    for path in source.iterdir():
        path.chmod(0o444)
    assert len(demo(FakeCatalogue(), tmp_path / "media", source).add()) == 2
