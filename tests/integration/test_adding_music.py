"""What is promised of adding music, sentence by sentence, through the command a person gives."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

import mutagen
import pytest
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, TIT2, USLT
from mutagen.mp4 import MP4Cover

from tests.commands import answer, pluto, put
from tests.sound import CODECS, noise, write

JPEG = b"\xff\xd8\xff\xe0" + bytes(100)
WORDS = "[00:00.10]one\n[00:00.15]two\n"


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("sound") / "sound.flac", noise(0.2))


def state_of(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Return what each file under a folder holds, its time and its mode."""
    return {
        str(path): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns, path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def figures(report: dict) -> tuple[int, int, int]:
    return report["added"], report["already"], report["skipped"]


def words_of(song: str, library: Path) -> list[str]:
    _, told = answer("lyrics", "show", song, library=library)
    lyrics = told["lyrics"] or {"lines": []}
    return [text for line in lyrics["lines"] for text in line["texts"].values()]


def title_of(ending: str) -> str:
    return f"A song as {ending}"


def test_every_format_is_added_with_its_tags_and_no_file_is_changed(tmp_path: Path, library_folder: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    for number, ending in enumerate(CODECS):
        path = write(music / f"{ending}.{ending}", noise(0.3, seed=number))
        tagged = mutagen.File(path)
        if tagged.tags is None:
            tagged.add_tags()
        if ending in {"mp3", "wav", "aiff"}:
            tagged.tags.add(TIT2(3, [title_of(ending)]))
        else:
            tagged["\xa9nam" if ending == "m4a" else "title"] = [title_of(ending)]
        tagged.save()
    before = state_of(music)
    code, report = answer("import", music, library=library_folder)
    assert (code, figures(report)) == (0, (len(CODECS), 0, 0))
    for ending in CODECS:
        code, song = answer("show", title_of(ending), library=library_folder)
        assert (code, song["format"], song["file"]) == (0, ending, str(music / f"{ending}.{ending}"))
        assert song["duration_ms"] == pytest.approx(300, abs=120)
    answer("import", music, "--copy", library=library_folder)
    assert state_of(music) == before


def test_covers_and_words_are_found_inside_the_files_and_beside_them(
    sound: Path, tmp_path: Path, library_folder: Path
) -> None:
    music = tmp_path / "music"
    inside = put(sound, music / "inside/a.flac", title="Inside", lyrics=WORDS)
    tagged = FLAC(inside)
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/jpeg", JPEG + b"flac"
    tagged.add_picture(picture)
    tagged.save()
    mp3 = mutagen.File(write(music / "inside/b.mp3", noise(0.2, seed=5)))
    mp3.tags.add(TIT2(3, ["Inside mp3"]))
    mp3.tags.add(USLT(3, "eng", "", "plain words"))
    mp3.tags.add(APIC(3, "image/jpeg", 3, "", JPEG + b"mp3"))
    mp3.save()
    m4a = mutagen.File(write(music / "inside/c.m4a", noise(0.2, seed=6)))
    m4a["\xa9nam"], m4a["\xa9lyr"], m4a["covr"] = ["Inside m4a"], [WORDS], [MP4Cover(JPEG + b"m4a")]
    m4a.save()
    for name in ("cover.jpg", "Folder.PNG"):
        put(sound, music / name / "a.flac", title=f"Beside {name}")
        (music / name / name).write_bytes(JPEG + name.encode())
    put(sound, music / "words/a.flac", title="Beside words")
    (music / "words/A.LRC").write_text(WORDS, encoding="utf-8")
    assert answer("import", music, library=library_folder)[0] == 0
    for title, expected in (
        ("Inside", ["one", "two"]),
        ("Inside mp3", ["plain words"]),
        ("Inside m4a", ["one", "two"]),
        ("Beside words", ["one", "two"]),
    ):
        assert words_of(title, library_folder) == expected
    for title in ("Inside", "Inside mp3", "Inside m4a", "Beside cover.jpg", "Beside Folder.PNG"):
        assert answer("show", title, library=library_folder)[1]["has_cover"], title
    assert not answer("show", "Beside words", library=library_folder)[1]["has_cover"]


@pytest.mark.parametrize("word", ["bgm", "instrumental", "karaoke", "minus one"])
def test_the_same_name_with_a_word_for_it_is_the_bgm(
    sound: Path, tmp_path: Path, library_folder: Path, word: str
) -> None:
    put(sound, tmp_path / "music/Jola.flac", title="Jola")
    write(tmp_path / f"music/Jola ({word}).ogg", noise(0.2, seed=9))
    _, report = answer("import", tmp_path / "music", library=library_folder)
    assert figures(report) == (1, 0, 0)
    assert answer("show", "Jola", library=library_folder)[1]["has_bgm"]
    assert figures(answer("import", tmp_path / "music", library=library_folder)[1]) == (0, 1, 0)


def test_a_folder_that_vanished_is_not_reachable_now_and_comes_back(
    sound: Path, tmp_path: Path, library_folder: Path
) -> None:
    usb = tmp_path / "music/usb"
    put(sound, usb / "a.flac", title="A")
    put(sound, tmp_path / "music/b.flac", title="B")
    answer("import", tmp_path / "music", library=library_folder)
    usb.rename(tmp_path / "unplugged")
    code, report = answer("import", tmp_path / "music", library=library_folder)
    assert (code, figures(report)) == (0, (0, 1, 0))
    assert not answer("show", "A", library=library_folder)[1]["reachable"]
    assert "not reachable now" in pluto("show", "A", library=library_folder)[1]
    assert answer("show", "B", library=library_folder)[1]["reachable"]
    (tmp_path / "unplugged").rename(usb)
    answer("import", tmp_path / "music", library=library_folder)
    assert answer("show", "A", library=library_folder)[1]["reachable"]


def test_each_file_that_is_no_sound_is_told_with_its_reason_and_the_rest_is_added(
    sound: Path, tmp_path: Path, library_folder: Path
) -> None:
    music = tmp_path / "music"
    whole = put(sound, music / "good.flac", title="Good")
    shutil.copy(whole, music / "mislabelled.mp3")
    bad = {
        "zero.mp3": b"",
        "picture.ogg": JPEG * 40,
        "truncated.flac": whole.read_bytes()[:60],
        "lies.wav": b"RIFF\xff\xff\xff\xffWAVEdata\xff\xff\xff\xff",
        "endless.m4a": b"\x00\x00\x00\x08ftyp" * 5 + b"\x00\x00\x00\x00mdat",
        "bomb.mp3": b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + bytes(4000),
        "chunk.aiff": b"FORM\xff\xff\xff\xffAIFFSSND\xff\xff\xff\xff",
        "noise.opus": b"OggS" + b"\xff" * 5000,
    }
    for name, data in bad.items():
        (music / name).write_bytes(data)
    code, report = answer("import", music, library=library_folder)
    assert code == 1
    assert figures(report) == (1, 1, len(bad))
    assert {Path(error["path"]).name for error in report["errors"]} == set(bad)
    for error in report["errors"]:
        assert Path(error["path"]).name in error["reason"]
        assert error["reason"].endswith(".")


def test_the_answer_has_just_what_was_promised(sound: Path, tmp_path: Path, library_folder: Path) -> None:
    put(sound, tmp_path / "a.flac")
    _, report = answer("import", tmp_path / "a.flac", tmp_path / "gone", library=library_folder)
    assert list(report) == ["added", "already", "skipped", "seconds", "errors"]
    assert isinstance(report["seconds"], float)
    assert [set(error) for error in report["errors"]] == [{"path", "reason"}]


def test_exit_codes(sound: Path, tmp_path: Path, library_folder: Path) -> None:
    put(sound, tmp_path / "good/a.flac")
    put(sound, tmp_path / "mixed/a.flac")
    (tmp_path / "mixed/b.mp3").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    assert answer("import", tmp_path / "good", library=library_folder)[0] == 0
    assert answer("import", tmp_path / "good", library=library_folder)[0] == 0
    assert answer("import", tmp_path / "empty", library=library_folder)[0] == 0
    assert answer("import", tmp_path / "mixed", library=library_folder)[0] == 1
    assert answer("import", tmp_path / "gone", library=library_folder)[0] == 2
    assert pluto("import", library=library_folder)[0] == 2


def test_loops_of_links_end_and_odd_names_are_shown(sound: Path, tmp_path: Path, library_folder: Path) -> None:
    music = tmp_path / "music"
    put(sound, music / "a.flac", title="\u202eright to left\u0000nul " + "t" * 4000)
    (music / "loop").symlink_to(music)
    (music / "self").symlink_to(music / "self")
    (music / "gone.flac").symlink_to(tmp_path / "nowhere.flac")
    code, report = answer("import", music, library=library_folder)
    assert (code, figures(report)) == (0, (1, 0, 0))
    _, exported = answer("catalog", "export", tmp_path / "out.csv", library=library_folder)
    assert exported["exported"] == 1
    title = (tmp_path / "out.csv").read_text(encoding="utf-8").split(",")[8]
    assert title.startswith("right to left nul ttt")
    assert title.isprintable()


def test_a_library_that_can_only_be_read_says_so_and_stays_as_it_was(
    sound: Path, tmp_path: Path, library_folder: Path
) -> None:
    put(sound, tmp_path / "a.flac")
    answer("import", tmp_path / "a.flac", library=library_folder)
    connection = sqlite3.connect(library_folder / "catalogue.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    put(sound, tmp_path / "b.flac")
    code, _, err = pluto("import", tmp_path / "b.flac", library=library_folder)
    assert code in {1, 2}
    assert "newer Pluto" in err
    assert answer("search", "b", library=library_folder)[1]["songs"] == []


def test_words_and_covers_added_later_are_taken_without_reading_the_music_again(
    sound: Path, tmp_path: Path, library_folder: Path
) -> None:
    music = tmp_path / "music"
    first, second = put(sound, music / "a.flac", title="A"), put(sound, music / "b.flac", title="B")
    answer("import", music, library=library_folder)
    # Other bytes of the same size and time: who reads them finds another song.
    status, data = first.stat(), bytearray(first.read_bytes())
    data[-1] ^= 1
    first.write_bytes(data)
    os.utime(first, ns=(status.st_atime_ns, status.st_mtime_ns))
    (music / "A.lrc").write_text(WORDS, encoding="utf-8")
    (music / "folder.jpg").write_bytes(JPEG)
    code, report = answer("import", music, library=library_folder)
    assert (code, figures(report), report["completed"]) == (0, (0, 2, 0), 2)
    assert words_of("A", library_folder) == ["one", "two"]
    assert answer("search", "two", library=library_folder)[1]["lines"][0]["text"] == "two"
    for title in ("A", "B"):
        assert answer("show", title, library=library_folder)[1]["has_cover"]
    assert words_of("B", library_folder) == []
    _, report = answer("import", music, library=library_folder)
    assert figures(report) == (0, 2, 0)
    assert "completed" not in report
    (music / "b.lrc").write_text(WORDS, encoding="utf-8")
    _, out, _ = pluto("import", second, library=library_folder)
    assert out == "0 added, 1 already there (1 got words or a cover), 0 skipped.\n"


def test_words_beside_a_file_that_moved_are_taken_too(sound: Path, tmp_path: Path, library_folder: Path) -> None:
    old = put(sound, tmp_path / "old/a.flac", title="A")
    answer("import", tmp_path / "old", library=library_folder)
    new = tmp_path / "new"
    new.mkdir()
    old.rename(new / "a.flac")
    (new / "a.lrc").write_text(WORDS, encoding="utf-8")
    _, report = answer("import", new, library=library_folder)
    assert (figures(report), report["completed"]) == ((0, 1, 0), 1)
    assert words_of("A", library_folder) == ["one", "two"]


def test_words_that_changed_beside_their_file_are_read_again(sound: Path, tmp_path: Path, library_folder: Path) -> None:
    music = tmp_path / "music"
    put(sound, music / "a.flac", title="A", lyrics="in the tags")
    beside = music / "a.lrc"
    beside.write_text(WORDS, encoding="utf-8")
    answer("import", music, library=library_folder)
    beside.write_text("[00:00.10]three\n", encoding="utf-8")
    for completed in (1, None):
        _, report = answer("import", music, library=library_folder)
        assert (figures(report), report.get("completed")) == ((0, 1, 0), completed)
        assert words_of("A", library_folder) == ["three"]
    assert answer("search", "three", library=library_folder)[1]["lines"][0]["text"] == "three"
    assert answer("search", "one", library=library_folder)[1]["lines"] == []
    other = tmp_path / "other.lrc"
    other.write_text("[00:00.10]four\n", encoding="utf-8")
    os.utime(other, (0, 0))
    other.rename(beside)
    answer("import", music, library=library_folder)
    assert words_of("A", library_folder) == ["four"]
    beside.unlink()
    answer("import", music, library=library_folder)
    assert words_of("A", library_folder) == ["four"]


def test_words_a_person_wrote_or_took_away_stay_as_they_are(sound: Path, tmp_path: Path, library_folder: Path) -> None:
    from pluto_desktop.bootstrap import open_services

    music = tmp_path / "music"
    for title in ("Written", "Removed"):
        put(sound, music / f"{title}.flac", title=title, lyrics="from the file")
    answer("import", music, library=library_folder)
    with open_services(library_folder) as services:
        (written,) = services.browse.list_songs_named("Written")
        (removed,) = services.browse.list_songs_named("Removed")
        catalogue = services.library.catalogue
        document = catalogue.find_lyrics(written.id)
        assert document is not None
        catalogue.set_lyrics(written.id, document)
        catalogue.set_lyrics(removed.id, None)
    for title in ("Written", "Removed"):
        (music / f"{title}.lrc").write_text(WORDS, encoding="utf-8")
    _, report = answer("import", music, library=library_folder)
    assert figures(report) == (0, 2, 0)
    assert "completed" not in report
    assert words_of("Written", library_folder) == ["from the file"]
    assert words_of("Removed", library_folder) == []
    retagged = FLAC(music / "Removed.flac")
    retagged["title"] = "Removed, retagged"
    retagged.save()
    answer("import", music, library=library_folder)
    assert words_of("Removed, retagged", library_folder) == []
