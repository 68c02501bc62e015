"""What libvlc is told of a file, and of one that is still coming."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.adapters.vlc.media import facts_of

BY_AVFORMAT = (":demux=avformat",)


@pytest.mark.parametrize(
    ("name", "options", "bias_ms", "after_seek_ms"),
    [
        ("a.mp3", (), 52.0, 114.0),
        ("a.flac", (), 104.0, 104.0),
        ("a.ogg", BY_AVFORMAT, 0.0, 0.0),
        ("a.m4a", (), 0.0, 0.0),
    ],
)
def test_what_still_comes_is_never_asked_for_its_end_first(
    name: str, options: tuple[str, ...], bias_ms: float, after_seek_ms: float
):
    facts = facts_of(Path(name), arriving=True)
    assert facts.options == options
    assert (facts.bias_at(1.0, sought=False), facts.bias_at(1.0, sought=True)) == (bias_ms, after_seek_ms)


def test_an_mp3_that_is_whole_is_the_same_after_a_seek(tmp_path: Path):
    path = tmp_path / "a.mp3"
    path.write_bytes(b"\xff\xfb" * 100)
    facts = facts_of(path)
    assert facts.options == BY_AVFORMAT
    assert facts.bias_at(1.0, sought=True) == facts.bias_at(1.0, sought=False) == 52.0
