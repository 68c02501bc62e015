"""What is read through while it arrives: where libvlc is sent, and what it then says too much."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from pluto_desktop.adapters.vlc.arriving import Arriving, arriving
from pluto_desktop.adapters.vlc.mpeg import FrameTable, read_head, skip_id3
from pluto_desktop.domain.errors import Cancelled
from tests.sound import RATE, noise, write

SECONDS = 12
FRAME_MS = 1152 / 44.1
DELAY_MS = (576 + 529) / 44.1


class Here:
    """A source of which only the beginning is here; reading on waits for nothing and gives nothing."""

    def __init__(self, data: bytes) -> None:
        self.data, self.until = data, len(data)
        self.closed = False

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, first: int, count: int) -> bytes:
        if self.closed:
            raise Cancelled
        return self.data[first : min(first + count, self.until)]

    def here(self, first: int) -> int:
        return max(first, self.until)

    def close(self) -> None:
        self.closed = True


@pytest.fixture(scope="module", params=["even", "varying"])
def song(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    seconds = np.arange(SECONDS * RATE) / RATE
    samples = (noise(SECONDS) * np.where(np.sin(seconds * 2) > 0, 1.0, 0.02)).astype(np.int16)
    path = tmp_path_factory.mktemp("song") / "a.mp3"
    return write(path, samples, vbr=request.param == "varying").read_bytes()


def frames_of(data: bytes, folder: Path) -> list[int]:
    """Return the bytes at which libavformat finds the frames."""
    path = folder / "b.mp3"
    path.write_bytes(data)
    with av.open(str(path)) as container:
        return [packet.pos for packet in container.demux() if packet.size]


def opened(source: Here) -> Arriving:
    """Read the head of an MP3 as libvlc does."""
    through = arriving(Path("a.mp3"), source)
    through.read(0, 1024)
    return through


def landing(data: bytes, sent_ms: int) -> int:
    """Return the byte at which libvlc goes on reading (``modules/demux/mpeg/es.c``)."""
    mpeg = read_head(data[skip_id3(data) :], skip_id3(data))
    assert mpeg is not None
    return mpeg.first + sent_ms * mpeg.bits // 8000


def test_the_table_has_every_frame_where_it_is(song: bytes, tmp_path: Path) -> None:
    mpeg = read_head(song[skip_id3(song) :], skip_id3(song))
    assert mpeg is not None
    table, starts = FrameTable(mpeg), frames_of(song, tmp_path)
    table.learn(Here(song).read, len(song))
    assert [table.start_of(number) for number in range(len(starts))] == starts
    assert table.next_from(starts[100]) == 100
    assert table.next_from(starts[100] + 1) == 101
    assert table.next_from(len(song)) is None
    assert mpeg.delay_ms == pytest.approx(DELAY_MS)


@pytest.mark.parametrize("position_ms", [0, 40, 1234, 7890, 11_000])
def test_libvlc_is_sent_to_the_frame_that_is_wanted(song: bytes, position_ms: int, tmp_path: Path) -> None:
    through = opened(Here(song))
    byte = landing(song, through.go(position_ms))
    first = next(number for number, start in enumerate(frames_of(song, tmp_path)) if start >= byte)
    begins_ms = first * FRAME_MS - DELAY_MS
    assert begins_ms <= position_ms < begins_ms + FRAME_MS


def test_what_it_says_too_much_is_known_by_where_it_was_sent(song: bytes) -> None:
    through = opened(Here(song))
    assert through.bias_ms == pytest.approx(2 * FRAME_MS)
    sent_ms = through.go(5000)
    number = int((5000 + DELAY_MS) / FRAME_MS)
    assert through.bias_ms == pytest.approx(sent_ms + 3 * FRAME_MS - (number * FRAME_MS - DELAY_MS))


def test_a_place_that_was_guessed_is_known_once_what_lies_before_it_is_here(song: bytes) -> None:
    source = Here(song)
    through, sure = opened(source), opened(Here(song))
    source.until = len(song) // 3
    sent_ms = through.go(10_000)
    guessed_ms = sent_ms - through.bias_ms
    assert guessed_ms == pytest.approx(10_000, abs=600)
    source.until = len(song)
    sure.go(10_000)
    assert through.go(10_000) == sure.go(10_000)
    source.until = len(song) // 3
    again = opened(source)
    assert again.go(10_000) == sent_ms
    source.until = len(song)
    mpeg = read_head(song[skip_id3(song) :], skip_id3(song))
    assert mpeg is not None
    table = FrameTable(mpeg)
    table.learn(source.read, len(song))
    number = table.next_from(landing(song, sent_ms))
    assert number is not None
    assert sent_ms + 3 * FRAME_MS - again.bias_ms == pytest.approx(number * FRAME_MS - DELAY_MS)


def test_libvlc_is_given_a_header_that_it_knows(song: bytes) -> None:
    through = opened(Here(song))
    whole = b"".join(through.read(at, 7) for at in range(0, len(song), 7))
    assert whole == song.replace(b"Info", b"Xing", 1)
    assert through.read(0, len(song)) == whole


def test_a_long_tag_before_the_sound_is_passed_by(song: bytes) -> None:
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 100, 0]) + bytes(100 << 7)
    data = tag + song[skip_id3(song) :]
    through = arriving(Path("a.mp3"), Here(data))
    through.read(0, 1024)
    assert through.go(3000) == 3000  # nothing is known yet
    through.read(len(tag), 1024)
    assert through.go(3000) == opened(Here(song)).go(3000)


def test_one_that_was_closed_meanwhile_is_sought_by_what_is_known(song: bytes) -> None:
    source = Here(song)
    through = opened(source)
    source.close()
    assert through.go(5000) == pytest.approx(5000, abs=600)
    assert through.bias_ms == pytest.approx(through.go(5000) - 5000 + 100, abs=60)


def test_what_is_no_mp3_plays_on_with_what_is_usual() -> None:
    through = opened(Here(bytes(50_000)))
    assert through.go(3000) == 3000
    assert through.bias_ms == pytest.approx(52.0)


def test_a_flac_is_late_by_one_of_its_blocks(tmp_path: Path) -> None:
    source = Here(write(tmp_path / "a.flac", noise(1)).read_bytes())
    through = arriving(Path("a.flac"), source)
    through.read(0, 4096)
    assert through.bias_ms == pytest.approx(4608 / 44.1)
    block_ms = 4608 / 44.1
    assert through.landing is not None
    assert through.landing.start_ms(through.go(1234.4)) == pytest.approx(10 * block_ms)  # it lies in the eleventh
    assert through.landing.after_s == pytest.approx(0.010 + block_ms / 1000)
    through.close()
    assert source.closed
