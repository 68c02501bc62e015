"""The doctor tells how the library is, in sentences, and changes nothing."""

from __future__ import annotations

from pathlib import Path

from pluto_desktop import bootstrap
from pluto_desktop.domain.health import Finding
from pluto_desktop.services.doctor import Doctor, examine_sound
from pluto_desktop.services.playing_values import Heard


def examine_library(folder: Path) -> Finding:
    findings = list(Doctor([lambda: Finding("a", "A", "1")], bootstrap.make_library_care(folder)).examine())
    assert [found.key for found in findings] == ["a", "library"]
    return findings[-1]


def make_library(folder: Path) -> None:
    with bootstrap.open_services(folder):
        pass


def test_no_library_yet_is_well(library_folder: Path):
    found = examine_library(library_folder)
    assert found.ok
    assert "not there yet" in found.found
    assert not library_folder.exists()


def test_a_whole_library_is_well(library_folder: Path):
    make_library(library_folder)
    found = examine_library(library_folder)
    assert found.ok, found
    assert "whole" in found.found


def test_a_damaged_library_says_what_to_do(library_folder: Path):
    make_library(library_folder)
    (library_folder / "catalogue.db").write_bytes(b"not a database" * 1000)
    before = sorted(library_folder.rglob("*"))
    found = examine_library(library_folder)
    assert not found.ok
    assert "damaged" in found.advice
    assert sorted(library_folder.rglob("*")) == before


def test_backups_are_counted_as_one_says_it(library_folder: Path):
    make_library(library_folder)
    assert examine_library(library_folder).found.endswith("with no backups")
    care = bootstrap.make_library_care(library_folder)
    care.back_up()
    assert examine_library(library_folder).found.endswith("with 1 backup")
    care.back_up()
    assert examine_library(library_folder).found.endswith("with 2 backups")


def test_how_the_music_is_heard_is_told_in_words():
    heard = Heard("VLC 3.0.24, the song read by libavformat", 0.43, "head", "Headphones")
    player, clock, output = examine_sound(heard, {"head": 120, "": -50})
    assert player.found == "VLC 3.0.24, the song read by libavformat"
    assert "within 0.4 ms" in clock.found
    assert output.found == "Headphones; words are shown 120 ms later there"


def test_before_anything_was_played_the_clock_says_so():
    player, clock, output = examine_sound(Heard("", None, "", ""), {"": -50})
    assert player.found == "nothing was played yet"
    assert "not known" in clock.found
    assert output.found == "the system's choice; words are shown 50 ms earlier there"
    assert all(finding.ok for finding in (player, clock, output))
