"""Adding music for real: the command line, the disk, the database, and a power cut in the middle."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from tests.commands import answer, pluto, put, start
from tests.sound import noise, write


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("sound") / "sound.flac", noise(0.2))


def wait_for_songs(process: subprocess.Popen[str], library: Path) -> None:
    """Wait until the first songs are in the library for good."""
    deadline = time.monotonic() + 60
    while process.poll() is None and songs_in(library) == 0:
        assert time.monotonic() < deadline
        time.sleep(0.005)


def songs_in(library: Path) -> int:
    try:
        connection = sqlite3.connect(f"file:{library / 'catalogue.db'}?mode=ro", uri=True)
    except sqlite3.OperationalError:
        return 0
    try:
        return connection.execute("SELECT count(*) FROM metadata").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def test_a_folder_is_added_shown_and_added_again(sound: Path, tmp_path: Path, library_folder: Path) -> None:
    music = tmp_path / "music"
    put(sound, music / "01 - jola.flac", title="చందమామ రావే", artist="Annamayya", album="Jola", date="1498")
    put(sound, music / "01 - jola (bgm).flac")
    (music / "01 - jola.lrc").write_text("[00:00.10]చందమామ రావే\n[00:00.15]జాబిల్లి రావే\n", encoding="utf-8")
    (music / "cover.jpg").write_bytes(b"\xff\xd8\xff" + bytes(100))
    (music / "broken.mp3").write_bytes(b"")
    code, report = answer("import", music, library=library_folder)
    assert code == 1
    assert {key: report[key] for key in ("added", "already", "skipped")} == {"added": 1, "already": 0, "skipped": 1}
    assert report["errors"][0]["path"] == str(music / "broken.mp3")
    assert "empty" in report["errors"][0]["reason"]

    code, song = answer("show", "చందమామ రావే", library=library_folder)
    assert code == 0
    expected = {"artist": "Annamayya", "album": "Jola", "release_date": "1498", "language": "te", "has_bgm": True}
    assert expected.items() <= song.items()
    assert song["romanised"] == "Chandamama Rave"
    assert song["has_cover"]
    code, words = answer("lyrics", "show", song["id"], library=library_folder)
    assert [line["texts"]["te"] for line in words["lyrics"]["lines"]] == ["చందమామ రావే", "జాబిల్లి రావే"]

    code, report = answer("import", music, library=library_folder)
    assert (report["added"], report["already"], report["skipped"]) == (0, 1, 1)


def test_a_name_of_several_songs_lists_them_all(sound: Path, tmp_path: Path, library_folder: Path) -> None:
    put(sound, tmp_path / "a.flac", title="Same", artist="One")
    put(sound, tmp_path / "b.flac", title="same", artist="Two")
    answer("import", tmp_path / "a.flac", tmp_path / "b.flac", library=library_folder)
    code, told = answer("show", "SAME", library=library_folder)
    assert code == 2
    assert sorted(song["artist"] for song in told["songs"]) == ["One", "Two"]
    code, told = answer("lyrics", "show", "same", library=library_folder)
    assert (code, len(told["songs"])) == (2, 2)
    code, out, err = pluto("show", "same", library=library_folder)
    assert (code, out) == (2, "")
    assert all(song["id"] in err for song in told["songs"])
    code, out, err = pluto("show", "nothing", library=library_folder)
    assert (code, err) == (2, "There is no song “nothing” in this library.\n")


def test_names_that_are_not_utf8_and_titles_without_end(sound: Path, tmp_path: Path, library_folder: Path) -> None:
    odd = put(sound, Path(os.fsdecode(os.fsencode(tmp_path) + b"/m/caf\xe9.flac")))
    put(sound, tmp_path / "m/long.flac", title="L" * 4000, artist="\u202eevil\u0000name")
    broken = Path(os.fsdecode(os.fsencode(tmp_path) + b"/m/\xff.mp3"))
    broken.write_bytes(b"")
    code, report = answer("import", tmp_path / "m", library=library_folder)
    assert (code, report["added"]) == (1, 2)
    assert os.fsencode(report["errors"][0]["path"]) == os.fsencode(broken)
    code, song = answer("show", "caf\ufffd", library=library_folder)
    assert os.fsencode(song["file"]) == os.fsencode(odd)
    code, report = answer("import", tmp_path / "m", library=library_folder)
    assert (report["added"], report["already"]) == (0, 2)


def test_moved_retagged_and_copied_files(sound: Path, tmp_path: Path, library_folder: Path) -> None:
    music = tmp_path / "music"
    moved, retagged = put(sound, music / "a.flac", title="A"), put(sound, music / "b.flac", title="B")
    answer("import", music, library=library_folder)
    _, before = answer("show", "B", library=library_folder)
    moved.rename(music / "elsewhere.flac")
    tags = FLAC(retagged)
    tags["title"] = "Better"
    tags.save()
    shutil.copy(retagged, music / "copy.flac")
    _, report = answer("import", music, library=library_folder)
    assert (report["added"], report["already"]) == (0, 3)
    _, after = answer("show", "Better", library=library_folder)
    assert after["id"] == before["id"]
    _, song = answer("show", "A", library=library_folder)
    assert song["file"] == str(music / "elsewhere.flac")
    assert song["reachable"]


def test_copying_makes_the_library_independent_of_the_originals(
    sound: Path, tmp_path: Path, library_folder: Path
) -> None:
    original = put(sound, tmp_path / "usb/a.flac", title="A")
    data = original.read_bytes()
    answer("import", original.parent, "--copy", library=library_folder)
    shutil.rmtree(original.parent)
    _, song = answer("show", "A", library=library_folder)
    assert song["reachable"]
    assert Path(song["file"]).is_relative_to(library_folder / "media")
    assert Path(song["file"]).read_bytes() == data


def test_kill_9_leaves_a_library_that_opens_and_an_import_that_carries_on(
    sound: Path, tmp_path: Path, library_folder: Path
) -> None:
    music = tmp_path / "music"
    count = 1500
    for number in range(count):
        put(sound, music / f"{number // 100}/{number}.flac", title=f"Song {number}")
    process = start("import", music, "--json", library=library_folder)
    wait_for_songs(process, library_folder)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "the import was over before it could be killed"

    code, _, err = pluto("catalog", "export", tmp_path / "half.jsonl", library=library_folder)
    assert code == 0, err
    half = [json.loads(line) for line in (tmp_path / "half.jsonl").read_text(encoding="utf-8").splitlines()]
    assert 0 < len(half) < count
    code, report = answer("import", music, library=library_folder)
    assert (code, report["added"], report["already"]) == (0, count - len(half), len(half))
    pluto("catalog", "export", tmp_path / "all.jsonl", library=library_folder)
    titles = [json.loads(line)["title"] for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(titles) == sorted(f"Song {number}" for number in range(count))
    assert not leftover_workers(music)


def leftover_workers(music: Path) -> list[str]:
    """Return the command lines of processes that still work on a folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if os.fsencode(music) in command:
            found.append(command.decode(errors="replace"))
    return found


def test_ctrl_c_tells_what_was_added(sound: Path, tmp_path: Path, library_folder: Path) -> None:
    music = tmp_path / "music"
    for number in range(1500):
        put(sound, music / f"{number // 100}/{number}.flac", title=f"Song {number}")
    process = start("import", music, "--json", library=library_folder)
    wait_for_songs(process, library_folder)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    report = json.loads(out)
    assert (process.returncode, err) == (130, "")
    assert report["cancelled"]
    assert 0 < report["added"] < 1500


def test_a_catalogue_goes_from_one_library_to_another(tmp_path: Path, library_folder: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(
        'title,artist,album,release_date,language,plays,lyrics\n"Jola, pata",Annamayya,Jola,1498,te,7,"[00:01.00]జోజో"\n'
        "Bad,,,,,many,\n",
        encoding="utf-8",
    )
    code, report = answer("catalog", "import", source, library=library_folder)
    assert (code, report["added"], report["skipped"]) == (1, 1, 1)
    assert report["errors"] == [{"line": 3, "reason": report["errors"][0]["reason"]}]
    code, told = answer("catalog", "export", tmp_path / "out.jsonl", library=library_folder)
    assert (code, told["exported"]) == (0, 1)
    other = tmp_path / "other"
    answer("catalog", "import", tmp_path / "out.jsonl", library=other)
    answer("catalog", "export", tmp_path / "again.jsonl", library=other)
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


def test_importing_what_was_exported_changes_nothing(tmp_path: Path, library_folder: Path) -> None:
    lyrics = [
        "[00:01.00]one\n[00:02.00]two\nnever stamped\n",
        "[00:01.00]one\nఒకటి\n[00:03.00]\n[00:05.00][00:09.00]twice\n",
        "[ti:x]\nplain\n\nwords\n",
        "[00:01.00]<00:01.00>word <00:01.50>by word\nand more\n[bg: behind]\n",
    ]
    rows = [
        {"title": f" Title {n}", "artist": "A; B", "album": "C", "release_date": "1976-05", "plays": n, "lyrics": text}
        for n, text in enumerate(lyrics)
    ]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert answer("catalog", "import", source, library=library_folder)[1]["added"] == len(rows)
    for ending in ("csv", "jsonl", "csv"):
        exported = tmp_path / f"out.{ending}"
        answer("catalog", "export", exported, library=library_folder)
        before = exported.read_bytes()
        _, report = answer("catalog", "import", exported, library=library_folder)
        assert (report["added"], report["updated"], report["unchanged"]) == (0, 0, len(rows)), report
        answer("catalog", "export", exported, library=library_folder)
        assert exported.read_bytes() == before
