from __future__ import annotations

import threading
from pathlib import Path

from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.playing import PlaySession
from pluto_desktop.services.playing_values import Playable, PlaySnapshot, PlayState
from tests.bench.rows import plain_row
from tests.fakes.personal import FakePersonal
from tests.fakes.player import FakePlayer


def model_of(player: FakePlayer) -> PlaybackModel:
    personal = FakePersonal()
    session = PlaySession(
        player,
        lambda song: Playable(Path(song), plain_row(song), duration_ms=60_000),
        personal,
        personal,
        lambda key, work, done: done(work()),
        lambda work: work(),
        now=player.clock,
    )
    return PlaybackModel(session)


def test_tells_the_window_of_songs_jumps_and_failures(qtbot: QtBot) -> None:
    model = model_of(FakePlayer({Path("good"): 60_000}))
    songs: list[PlaySnapshot] = []
    jumps: list[float] = []
    model.song_changed.connect(songs.append)
    model.sought.connect(jumps.append)
    with qtbot.waitSignal(model.failed) as failed:
        model.session.play_songs([SongId("bad"), SongId("good")])
    song, error = failed.args or ("", None)
    assert isinstance(error, KnownError)
    assert (song, error.code) == ("bad", "file_missing")
    assert songs[-1].song_id == "good"
    assert model.snapshot.state is PlayState.PLAYING
    with qtbot.waitSignal(model.changed):
        model.session.toggle_pause()
    model.session.seek(3_000_000_000)
    assert jumps[-1] == 59_950
    assert model.position_ms() == 59_950
    model.close()
    model.session.stop()
    assert model.snapshot.state is PlayState.PAUSED


def test_events_of_another_thread_arrive_on_the_windows(qtbot: QtBot) -> None:
    model = model_of(FakePlayer({Path("good"): 60_000}))
    threads: list[int] = []
    model.changed.connect(lambda _: threads.append(threading.get_ident()))
    with qtbot.waitSignal(model.changed):
        worker = threading.Thread(target=lambda: model.session.set_volume(5))
        worker.start()
        worker.join()
    assert set(threads) == {threading.get_ident()}
    model.close()
