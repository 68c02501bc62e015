"""What a song is made of: tags, names, words, covers."""

from __future__ import annotations

import pickle
from pathlib import Path

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import NewSong
from pluto_desktop.ports.audio_files import AudioFile, FileTags
from pluto_desktop.services.import_song import SongFiles, SongMaker, SongRead, make_song
from tests.fakes.files import FakeFiles


def made(tags: FileTags, name: str = "a.mp3", *, lyrics: Path | None = None, cover: Path | None = None) -> NewSong:
    path = Path("/m") / name
    audio = AudioFile(path, 1, 1, MediaHash("0" * 64), "sound", "mp3", 60_000, tags)
    return make_song(SongFiles(path, lyrics=lyrics, cover=cover), audio)


def test_tags_win_over_the_file_name() -> None:
    song = made(FileTags(title="Jola", artists=("Annamayya",), track=4, date="1498"), "09 - Other - Name.mp3")
    assert (song.title, song.artists, song.track, song.release_date) == ("Jola", ("Annamayya",), 4, ReleaseDate(1498))


def test_a_song_without_tags_is_named_by_its_file() -> None:
    song = made(FileTags(), "09 - Annamayya - Jola.mp3")
    assert (song.title, song.artists, song.track) == ("Jola", ("Annamayya",), 9)


def test_an_artist_in_the_tags_is_not_lost_to_the_file_name() -> None:
    assert made(FileTags(artists=("Annamayya",)), "annamayya - Jola.mp3").title == "Jola"
    assert made(FileTags(artists=("Annamayya",)), "Intro - Jola.mp3").title == "Intro - Jola"


def test_telugu_titles_are_romanised_and_tell_the_language() -> None:
    song = made(FileTags(title="చందమామ రావే"))
    assert (song.romanised, song.language) == ("Chandamama Rave", "te")


def test_latin_titles_tell_no_language_but_words_do() -> None:
    assert made(FileTags(title="Chandamama")).language == ""
    assert made(FileTags(title="Chandamama", lyrics="చందమామ రావే\nజాబిల్లి రావే")).language == "te"
    assert made(FileTags(title="Twinkle", lyrics="Twinkle twinkle little star")).language == "en"
    assert made(FileTags(title="Chandamama", language="hi")).language == "hi"


def test_words_beside_the_file_win_over_those_inside(tmp_path: Path) -> None:
    beside = tmp_path / "a.lrc"
    beside.write_text("[00:01.00]beside\n", encoding="utf-8")
    song = made(FileTags(lyrics="inside"), lyrics=beside)
    assert song.lyrics is not None
    assert song.lyrics["lines"][0]["texts"] == {"en": "beside"}
    beside.write_bytes(b"\x00\x01\x02" * 99)
    song = made(FileTags(lyrics="inside"), lyrics=beside)
    assert song.lyrics is not None
    assert song.lyrics["lines"][0]["texts"] == {"en": "inside"}
    assert made(FileTags(), lyrics=tmp_path / "gone.lrc").lyrics is None


def _texts(song: NewSong) -> list[dict[str, str]]:
    return [line["texts"] for line in song.lyrics["lines"]] if song.lyrics is not None else []


def test_the_best_words_of_all_are_taken(tmp_path: Path) -> None:
    ttml, lrc, txt = tmp_path / "a.ttml", tmp_path / "a.lrc", tmp_path / "a.txt"
    txt.write_text("plain", encoding="utf-8")
    audio = AudioFile(
        Path("/m/a.mp3"), 1, 1, MediaHash("0" * 64), "sound", "mp3", 60_000, FileTags(lyrics="[00:01.00]tag")
    )

    def best(*words: Path) -> list[dict[str, str]]:
        return _texts(make_song(SongFiles(audio.path, words=words), audio))

    assert best(txt) == [{"en": "tag"}]
    lrc.write_text("[00:01.00]lrc", encoding="utf-8")
    assert best(lrc, txt) == [{"en": "lrc"}]
    ttml.write_text('<tt><body><div><p begin="1s">ttml</p></div></body></tt>', encoding="utf-8")
    assert best(ttml, lrc, txt) == [{"en": "ttml"}]
    plain = AudioFile(audio.path, 1, 1, audio.sha256, "sound", "mp3", 60_000, FileTags(lyrics="tag"))
    assert _texts(make_song(SongFiles(audio.path, words=(txt,)), plain)) == [{"en": "plain"}]


def test_files_and_tags_in_other_languages_are_put_to_it(tmp_path: Path) -> None:
    telugu, english = tmp_path / "a.te.lrc", tmp_path / "a.en.lrc"
    telugu.write_text("[00:01.00]నువ్వు", encoding="utf-8")
    english.write_text("[00:01.20]You", encoding="utf-8")
    audio = AudioFile(Path("/m/a.mp3"), 1, 1, MediaHash("0" * 64), "sound", "mp3", 60_000, FileTags())
    assert _texts(make_song(SongFiles(audio.path, words=(english, telugu)), audio)) == [{"en": "You", "te": "నువ్వు"}]
    tags = FileTags(lyrics="నువ్వు", all_lyrics=(("te", "నువ్వు"), ("en", "You")))
    assert _texts(made(tags)) == [{"te": "నువ్వు", "en": "You"}]


def test_covers_inside_win_over_those_beside(tmp_path: Path) -> None:
    beside = tmp_path / "cover.jpg"
    beside.write_bytes(b"beside")
    assert made(FileTags(cover=b"inside"), cover=beside).cover_bytes == b"inside"
    assert made(FileTags(), cover=beside).cover_bytes == b"beside"
    assert made(FileTags(), cover=tmp_path / "gone.jpg").cover_bytes is None


def test_errors_are_returned_and_travel_between_processes() -> None:
    files = FakeFiles()
    path = files.put("/m/a.mp3", "one")
    files.errors[path] = Invalid("file_empty", path="/m/a.mp3")
    read = SongMaker(files)(SongFiles(path))
    copy: SongRead = pickle.loads(pickle.dumps(read))
    assert isinstance(copy.error, Invalid)
    assert (copy.error.code, copy.error.params) == ("file_empty", {"path": "/m/a.mp3"})
