"""The wave form of a demo song in a library on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.bootstrap import open_services
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.views import SongQuery


def test_it_is_worked_out_kept_and_had_again_without_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with open_services(folder) as services:
        services.demo.add()
        (song, *_) = services.browse.list_song_ids(SongQuery())
        cancelled = CancelToken()
        cancelled.cancel()
        with pytest.raises(Cancelled):
            services.peaks(song, cancelled)
        assert not (folder / "peaks").exists()
        made = services.peaks(song, CancelToken())
        medium = services.library.reader.get_song(song).song
        assert medium is not None
        assert medium.duration_ms is not None
        assert abs(made.duration_ms - medium.duration_ms) < 100
        assert made.loudest > 20
        assert made.onsets
        location = services.library.reader.find_location(medium.sha256)
        assert location is not None
    (kept,) = (path.name for path in (folder / "peaks").rglob("*.peaks"))
    assert kept == f"{medium.sha256}.peaks"
    location.path.unlink()
    with open_services(folder) as services:
        assert services.peaks(song, CancelToken()) == made
