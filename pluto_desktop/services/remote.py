"""Joins the playing session to the media keys: what plays is told, what is asked is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pluto_desktop.playback.queue import Repeat
from pluto_desktop.ports.media_keys import MediaKeys, NowPlaying
from pluto_desktop.services.playing import PlaySession, Post
from pluto_desktop.services.playing_values import (
    PlaySnapshot,
    PlayState,
    SessionChanged,
    SessionEvent,
    SessionSought,
)


class Remote:
    """The session's controls for others. Fulfils ``RemoteControls``: its methods post to the session's thread.

    ``cover_of`` names a picture file for a song's cover, or None; it is called on the session's thread and must be
    quick. ``on_raise``, ``on_quit`` and ``on_open`` are the window's; ``announces`` says whether the song that begins
    now is to be announced on the desktop.
    """

    def __init__(
        self,
        session: PlaySession,
        keys: MediaKeys,
        post: Post,
        *,
        cover_of: Callable[[PlaySnapshot], Path | None] = lambda _: None,
        on_raise: Callable[[], None] = lambda: None,
        on_quit: Callable[[], None] = lambda: None,
        on_open: Callable[[Path], None] = lambda _: None,
        announces: Callable[[], bool] = lambda: False,
    ) -> None:
        self._session, self._keys, self._post, self._cover_of = session, keys, post, cover_of
        self._on_open, self._announces = on_open, announces
        self._announced = ""
        self._commands: dict[str, Callable[[], None]] = {
            "play": session.play,
            "pause": session.pause,
            "play_pause": session.toggle_pause,
            "stop": session.stop,
            "next": session.next,
            "previous": session.previous,
            "raise": on_raise,
            "quit": on_quit,
        }
        self._told: NowPlaying | None = None
        self._unsubscribe = session.subscribe(self._on_event)
        keys.start(self)
        self._tell(session.snapshot())

    def close(self) -> None:
        """Leave the media keys."""
        self._unsubscribe()
        self._keys.close()

    def command(self, name: str) -> None:
        """Do one of the named commands."""
        if (work := self._commands.get(name)) is not None:
            self._post(work)

    def seek_by(self, offset_ms: int) -> None:
        """Go forwards or backwards; past the end means the next song."""
        self._post(lambda: self._seek_by(offset_ms))

    def seek_to(self, position_ms: int) -> None:
        """Go to a position."""
        self._post(lambda: self._session.seek(position_ms))

    def open_file(self, path: Path) -> None:
        """Add a file and play it."""
        self._post(lambda: self._on_open(path))

    def set_volume(self, percent: int) -> None:
        """Set the volume."""
        self._post(lambda: self._session.set_volume(percent))

    def set_rate(self, rate: float) -> None:
        """Set the speed."""
        self._post(lambda: self._session.set_rate(rate))

    def set_shuffle(self, shuffle: bool) -> None:
        """Set the random order."""
        self._post(lambda: self._session.set_shuffle(shuffle))

    def set_repeat(self, repeat: str) -> None:
        """Set what happens at the end."""
        self._post(lambda: self._session.set_repeat(Repeat(repeat)))

    def position_ms(self) -> float:
        """Return the position now; reading the clock beside its thread is harmless, it only computes."""
        return self._session.position_ms()

    def _seek_by(self, offset_ms: int) -> None:
        target = self._session.position_ms() + offset_ms
        duration_ms = self._session.snapshot().duration_ms
        if duration_ms is not None and target >= duration_ms:
            self._session.next()
        else:
            self._session.seek(target)

    def _on_event(self, event: SessionEvent) -> None:
        match event:
            case SessionChanged(snapshot):
                self._tell(snapshot)
            case SessionSought(position_ms):
                self._keys.sought(position_ms)

    def _tell(self, snapshot: PlaySnapshot) -> None:
        row = snapshot.row
        state = {PlayState.PLAYING: "playing", PlayState.OPENING: "playing", PlayState.PAUSED: "paused"}
        playing = NowPlaying(
            state=state.get(snapshot.state, "stopped"),
            track="" if snapshot.song_id is None else f"{snapshot.song_id}/{snapshot.entry}",
            title="" if row is None else row.title,
            artists=() if row is None or not row.artist else (row.artist,),
            album="" if row is None else row.album,
            duration_ms=snapshot.duration_ms,
            cover=self._cover_of(snapshot),
            file=snapshot.path,
            track_number=None if row is None else row.track,
            disc_number=None if row is None else row.disc,
            rate=snapshot.rate,
            volume=snapshot.volume,
            shuffle=snapshot.shuffle,
            repeat=snapshot.repeat.value,
            has_next=snapshot.has_next,
        )
        if playing != self._told:
            self._told = playing
            self._keys.publish(playing)
        if playing.state == "playing" and playing.title and playing.track != self._announced:
            self._announced = playing.track
            if self._announces():
                self._keys.announce(playing)
