"""What libvlc is told of a file, and of one that is still coming, and what it reports too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.adapters.vlc.media import facts_of, flac_block_ms, tempo_bias_ms
from tests.sound import noise, write

BY_AVFORMAT = (":demux=avformat",)


@pytest.mark.parametrize(
    ("name", "options"), [("a.mp3", ()), ("a.flac", ()), ("a.ogg", BY_AVFORMAT), ("a.wav", BY_AVFORMAT), ("a.m4a", ())]
)
def test_what_still_comes_is_never_asked_for_its_end_first(name: str, options: tuple[str, ...]) -> None:
    assert facts_of(Path(name), arriving=True).options == options


def test_an_mp3_is_late_by_two_of_its_frames(tmp_path: Path) -> None:
    facts = facts_of(write(tmp_path / "a.mp3", noise(1)))
    assert facts.options == BY_AVFORMAT
    assert facts.bias_ms == pytest.approx(2 * 1152 / 44.1)
    assert facts.exact_length


def test_an_mp3_without_a_head_is_taken_for_a_usual_one(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"\xff\xfb" * 100)
    facts = facts_of(path)
    assert facts.bias_ms == pytest.approx(2 * 1152 / 44.1)
    assert not facts.exact_length


def test_an_mp3_begins_with_the_frame_a_place_lies_in(tmp_path: Path) -> None:
    landing = facts_of(write(tmp_path / "a.mp3", noise(1))).landing
    assert landing.start_ms(25_496) == pytest.approx(976 * 1152 / 44.1 - (576 + 529) / 44.1)
    assert landing.after_s == pytest.approx(0.0361, abs=0.0001)  # as measured on the samples


def test_a_flac_begins_with_the_block_behind_where_it_is_sent(tmp_path: Path) -> None:
    landing = facts_of(write(tmp_path / "a.flac", noise(1))).landing
    assert landing.start_ms(42_822) == pytest.approx(410 * 4608 / 44.1)
    assert landing.start_ms(landing.sent_ms(42_822)) == pytest.approx(409 * 4608 / 44.1)


def test_a_flac_of_uneven_blocks_begins_who_knows_where(tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", noise(1))
    data = bytearray(path.read_bytes())
    data[8:10] = (16).to_bytes(2, "big")
    path.write_bytes(data)
    assert facts_of(path).landing.start_ms(42_822) == 42_822


@pytest.mark.parametrize("name", ["a.flac", "a.ogg", "a.opus", "a.m4a", "a.wav"])
def test_other_files_are_heard_when_they_are_said_to_be(name: str, tmp_path: Path) -> None:
    assert facts_of(write(tmp_path / name, noise(1))).bias_ms == 0.0


def test_the_head_of_a_flac_says_how_long_a_block_is(tmp_path: Path) -> None:
    head = write(tmp_path / "a.flac", noise(1)).read_bytes()[:64]
    assert flac_block_ms(head) == pytest.approx(4608 / 44.1)
    assert flac_block_ms(head[:20]) is flac_block_ms(b"OggS" + head[4:]) is None


@pytest.mark.parametrize(
    ("speed", "block_ms", "bias_ms"),
    [
        (0.5, 23.2, 35.5),
        (0.75, 104.5, 31.75),
        (1.0, 23.2, 0.0),
        (1.25, 23.2, 31.4),
        (1.5, 26.1, 29.95),
        (1.5, 104, 20.5),
    ],
)
def test_another_speed_keeps_some_sound_back(speed: float, block_ms: float, bias_ms: float) -> None:
    assert tempo_bias_ms(speed, block_ms) == pytest.approx(bias_ms)
