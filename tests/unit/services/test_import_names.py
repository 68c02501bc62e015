"""What file names say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pluto_desktop.services.import_names import NamedBy, bgm_of, named_by, pair_key


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jola.mp3", NamedBy("Jola")),
        ("01 - Jola.mp3", NamedBy("Jola", track=1)),
        ("01. Jola.mp3", NamedBy("Jola", track=1)),
        ("07_Jola_Pata.mp3", NamedBy("Jola Pata", track=7)),
        ("2-03 Jola.mp3", NamedBy("Jola", disc=2, track=3)),
        ("Annamayya - Jola.mp3", NamedBy("Jola", "Annamayya")),
        ("12 - Annamayya – చందమామ రావే.mp3", NamedBy("చందమామ రావే", "Annamayya", track=12)),
        ("1999.mp3", NamedBy("1999")),
        ("99 Luftballons.mp3", NamedBy("99 Luftballons")),
        ("24-7.mp3", NamedBy("24-7")),
        (" - .mp3", NamedBy("-")),
        ("...mp3", NamedBy("..")),
    ],
)
def test_titles_from_names(name: str, expected: NamedBy) -> None:
    assert named_by(Path("/m") / name) == expected


def test_a_name_that_is_not_utf8_still_names_a_song() -> None:
    assert named_by(Path(os.fsdecode(b"/m/caf\xe9.mp3"))).title == "caf\ufffd"


@pytest.mark.parametrize(
    "name", ["Name (bgm)", "name [Karaoke]", "NAME_(instrumental)", "Name (Minus One)", "Name - (minus-one)"]
)
def test_a_bgm_and_its_song_share_a_key(name: str) -> None:
    assert bgm_of(Path(f"/m/{name}.ogg")) == pair_key(Path("/m/Name.mp3"))


@pytest.mark.parametrize("name", ["Name", "(bgm)", "Name (live)", "bgm Name", "Name bgm"])
def test_other_names_are_no_bgm(name: str) -> None:
    assert bgm_of(Path(f"/m/{name}.ogg")) is None
