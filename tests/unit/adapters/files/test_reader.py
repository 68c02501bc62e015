"""Reading real files of every format, retagged ones, and files that are not what they say."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import mutagen
import pytest
from mutagen.flac import Picture
from mutagen.id3 import APIC, COMM, SYLT, TALB, TCON, TDAT, TIT2, TLAN, TPE1, TPOS, TRCK, TXXX, TYER, USLT

from pluto_desktop.adapters.files.reader import MutagenTagReader
from pluto_desktop.domain.errors import Invalid, KnownError, NotFound
from pluto_desktop.ports.audio_files import AudioFile
from tests.sound import CODECS, noise, write

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One short file of each format."""
    folder = tmp_path_factory.mktemp("sounds")
    samples = noise(1.0)
    return {ending: write(folder / f"sound.{ending}", samples) for ending in CODECS}


@pytest.fixture
def copies(sounds: dict[str, Path], tmp_path: Path) -> dict[str, Path]:
    return {ending: Path(shutil.copy(path, tmp_path)) for ending, path in sounds.items()}


def read(path: Path) -> AudioFile:
    return MutagenTagReader().read(path)


@pytest.mark.parametrize("ending", list(CODECS))
def test_each_format_is_read_whole(copies: dict[str, Path], ending: str) -> None:
    path = copies[ending]
    audio = read(path)
    assert audio.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert audio.format == ending
    assert audio.duration_ms == pytest.approx(1000, abs=120)
    assert (audio.size, audio.mtime_ns) == (path.stat().st_size, path.stat().st_mtime_ns)


@pytest.mark.parametrize("ending", list(CODECS))
def test_retagging_keeps_the_hash_of_the_sound(copies: dict[str, Path], ending: str) -> None:
    path = copies[ending]
    before = read(path)
    file = mutagen.File(path, easy=ending not in {"wav", "aiff"})
    if file.tags is None:
        file.add_tags()
    if ending in {"wav", "aiff"}:
        file.tags.add(TIT2(3, ["A new title " + "long " * 900]))
    else:
        file.tags["title"] = "A new title " + "long " * 900
    file.save()
    after = read(path)
    assert after.sha256 != before.sha256
    assert after.sound_hash == before.sound_hash
    assert after.tags.title.startswith("A new title")


@pytest.mark.parametrize("ending", list(CODECS))
def test_another_sound_has_another_hash(copies: dict[str, Path], tmp_path: Path, ending: str) -> None:
    other = write(tmp_path / f"other.{ending}", noise(1.0, seed=2))
    assert read(other).sound_hash != read(copies[ending]).sound_hash


def test_a_large_file_has_the_same_hashes_as_a_small_one(
    copies: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pluto_desktop.adapters.files import reader

    small = {ending: read(path) for ending, path in copies.items()}
    monkeypatch.setattr(reader, "_WHOLE", 0)
    assert {ending: read(path) for ending, path in copies.items()} == small


def test_every_tag_of_id3_is_read(copies: dict[str, Path]) -> None:
    file = mutagen.File(copies["mp3"])
    file.add_tags() if file.tags is None else file.tags.clear()
    for frame in (
        TIT2(3, ["చందమామ రావే"]), TPE1(3, ["Annamayya; Balakrishna"]), TALB(3, ["Jola"]), TPOS(3, ["1/2"]),
        TRCK(3, ["3/12"]), TYER(3, ["1976"]), TDAT(3, ["0105"]), TCON(3, ["17"]), TLAN(3, ["tel"]),
        COMM(3, "eng", "", ["A note"]), COMM(3, "eng", "iTunNORM", ["00 00"]), USLT(3, "tel", "", "రావే"),
        APIC(3, "image/png", 4, "", b"back"), APIC(3, "image/png", 3, "", PNG),
        TXXX(3, "REPLAYGAIN_TRACK_GAIN", ["-7.03 dB"]), TXXX(3, "replaygain_track_peak", ["0.98"]),
    ):  # fmt: skip
        file.tags.add(frame)
    file.tags.save(copies["mp3"], v2_version=3)
    tags = read(copies["mp3"]).tags
    assert (tags.title, tags.artists, tags.album) == ("చందమామ రావే", ("Annamayya", "Balakrishna"), "Jola")
    assert (tags.disc, tags.track, tags.date, tags.genres) == (1, 3, "1976-05-01", ("Rock",))
    assert (tags.language, tags.comment, tags.lyrics, tags.cover) == ("te", "A note", "రావే", PNG)
    assert (tags.gain_db, tags.peak) == (-7.03, 0.98)


def test_synchronised_lyrics_of_id3_become_lrc(copies: dict[str, Path]) -> None:
    file = mutagen.File(copies["mp3"])
    file.tags.add(SYLT(3, "eng", 2, 1, "", [("one", 1000), ("two", 62_500)]))
    file.save()
    assert read(copies["mp3"]).tags.lyrics == "[00:01.000]one\n[01:02.500]two"


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        (
            [("\nచం", 1000), ("ద ", 1500), ("మామ", 2000), ("\nరావే", 3000)],
            "[00:01.000]<00:01.000>చం<00:01.500>ద <00:02.000>మామ\n[00:03.000]రావే",
        ),
        ([("one\n", 1000), ("two\n", 2000)], "[00:01.000]one\n[00:02.000]two"),
        ([("one", 1000), ("", 1500), ("two", 2000)], "[00:01.000]one\n[00:01.500]\n[00:02.000]two"),
        ([("late", 2000), ("early", 1000)], "[00:01.000]early\n[00:02.000]late"),
    ],
)
def test_syllables_of_id3_become_words(copies: dict[str, Path], entries: list[tuple[str, int]], text: str) -> None:
    file = mutagen.File(copies["mp3"])
    file.tags.add(SYLT(3, "tel", 2, 1, "", entries))
    file.save()
    assert read(copies["mp3"]).tags.lyrics == text


def test_words_in_frames_of_the_sound_are_in_milliseconds(copies: dict[str, Path]) -> None:
    file = mutagen.File(copies["mp3"])
    rate = file.info.sample_rate
    samples = 1152 if file.info.version == 1 else 576
    file.tags.add(SYLT(3, "tel", 1, 1, "", [("one", 100)]))
    file.save()
    seconds = round(100 * samples * 1000 / rate) / 1000
    assert read(copies["mp3"]).tags.lyrics == f"[00:0{seconds:.3f}]one"


def test_words_of_several_languages_are_all_found(copies: dict[str, Path]) -> None:
    file = mutagen.File(copies["mp3"])
    file.tags.add(USLT(3, "eng", "", "You"))
    file.tags.add(USLT(3, "tel", "", "నువ్వు"))
    file.save()
    assert set(read(copies["mp3"]).tags.all_lyrics) == {("en", "You"), ("te", "నువ్వు")}
    flac = mutagen.File(copies["flac"])
    flac["LYRICS"], flac["LYRICS:en"], flac["SYNCEDLYRICS"] = "నువ్వు", "You", "[00:01.00]నువ్వు"
    flac.save()
    tags = read(copies["flac"]).tags
    assert tags.all_lyrics == (("", "[00:01.00]నువ్వు"), ("", "నువ్వు"), ("en", "You"))
    assert tags.lyrics == "[00:01.00]నువ్వు"


@pytest.mark.parametrize("ending", ["flac", "ogg", "opus"])
def test_vorbis_comments_are_read(copies: dict[str, Path], ending: str) -> None:
    file = mutagen.File(copies[ending])
    file.update(
        {"title": "T", "artist": ["A", "B"], "album": "L", "albumartist": "V", "tracknumber": "4/9", "date": "1498",
         "genre": ["Folk", "Lullaby"], "lyrics": "words", "language": "Telugu", "r128_track_gain": "-512"}
    )  # fmt: skip
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/png", PNG
    if ending == "flac":
        file.add_picture(picture)
    else:
        import base64

        file["metadata_block_picture"] = [base64.b64encode(picture.write()).decode()]
    file.save()
    tags = read(copies[ending]).tags
    assert (tags.title, tags.artists, tags.album, tags.album_artist) == ("T", ("A", "B"), "L", "V")
    assert (tags.track, tags.date, tags.genres, tags.lyrics) == (4, "1498", ("Folk", "Lullaby"), "words")
    assert (tags.language, tags.cover, tags.gain_db) == ("te", PNG, 3.0)


def test_the_atoms_of_m4a_are_read(copies: dict[str, Path]) -> None:
    file = mutagen.File(copies["m4a"])
    file.tags["©nam"], file.tags["©ART"], file.tags["trkn"] = ["T"], ["A"], [(5, 9)]
    file.tags["covr"], file.tags["©lyr"], file.tags["©day"] = [PNG], ["words"], ["2001-02-30"]
    file.tags["----:com.apple.iTunes:replaygain_track_gain"] = [b"+1.5 dB"]
    file.save()
    tags = read(copies["m4a"]).tags
    assert (tags.title, tags.artists, tags.track, tags.cover) == ("T", ("A",), 5, PNG)
    assert (tags.lyrics, tags.date, tags.gain_db) == ("words", "2001-02", 1.5)


def test_hostile_tags_are_cleaned(copies: dict[str, Path]) -> None:
    file = mutagen.File(copies["flac"])
    file["title"] = "a\x00b\u202egnp.exe\u2066 " + "x" * 4000
    file["artist"] = "\u200e\x07Name\ufeff"
    file.save()
    tags = read(copies["flac"]).tags
    assert len(tags.title) == 1000
    assert tags.title.startswith("a b gnp.exe")
    assert tags.artists == ("Name",)


def code_of(path: Path) -> str:
    """Return why a file is refused, "" where it is read."""
    try:
        read(path)
    except Invalid as error:
        return error.code
    return ""


def refused(path: Path) -> KnownError:
    with pytest.raises(KnownError) as caught:
        read(path)
    return caught.value


def test_what_is_no_sound_is_refused_with_a_reason(tmp_path: Path) -> None:
    cases = {
        "empty.mp3": b"",
        "picture.mp3": b"\xff\xd8\xff\xe0" + bytes(3000),
        "page.flac": b"<html>" + b"x" * 3000,
        "zeros.mp3": bytes(5000),
        "text.ogg": b"OggS" + b"not really" * 99,
        "short.wav": b"RIFF",
        "tagonly.mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00",
        "lies.flac": b"fLaC\xff\xff\xff\xff" + bytes(99),
        "atoms.m4a": b"\x00\x00\x00\x08ftyp" * 5 + b"\x00\x00\x00\x00mdat",
        "chunk.aiff": b"FORM\xff\xff\xff\xffAIFFSSND\xff\xff\xff\xff",
    }
    codes = {}
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
        codes[name] = refused(tmp_path / name).code
    assert set(codes.values()) <= {"file_empty", "not_audio", "file_damaged"}, codes
    assert codes["empty.mp3"] == "file_empty"
    assert codes["picture.mp3"] == codes["zeros.mp3"] == "not_audio"


@pytest.mark.parametrize("ending", list(CODECS))
@pytest.mark.parametrize("keep", [3, 40, 200, 1000, 4000])
def test_truncated_files_are_read_or_refused_but_never_a_bug(copies: dict[str, Path], ending: str, keep: int) -> None:
    copies[ending].write_bytes(copies[ending].read_bytes()[:keep])
    assert code_of(copies[ending]) in {"", "not_audio", "file_damaged"}


@pytest.mark.parametrize("ending", list(CODECS))
def test_files_with_broken_bytes_are_read_or_refused_but_never_a_bug(copies: dict[str, Path], ending: str) -> None:
    import random

    whole = copies[ending].read_bytes()
    for seed in range(40):
        rng = random.Random(seed)
        data = bytearray(whole)
        for _ in range(rng.choice([1, 10, 200])):
            data[rng.randrange(min(len(data), 3000))] = rng.randrange(256)
        copies[ending].write_bytes(data)
        assert code_of(copies[ending]) in {"", "not_audio", "file_damaged"}


def test_a_file_under_a_wrong_ending_is_read_as_what_it_is(copies: dict[str, Path], tmp_path: Path) -> None:
    wrong = tmp_path / "song.mp3"
    shutil.move(copies["flac"], wrong)
    assert read(wrong).format == "flac"


def test_a_name_that_is_not_utf8_is_no_hindrance(copies: dict[str, Path], tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.mp3"))
    copies["mp3"].rename(odd)
    assert read(odd).path == odd


def test_what_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path / "gone.mp3"), NotFound)
    (tmp_path / "folder.mp3").mkdir()
    assert refused(tmp_path / "folder.mp3").code == "file_unreadable"


def test_reading_changes_nothing(copies: dict[str, Path]) -> None:
    for path in copies.values():
        before = path.read_bytes(), path.stat().st_mtime_ns
        read(path)
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before
