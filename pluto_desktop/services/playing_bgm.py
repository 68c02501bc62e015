"""The music without voice of the song that plays: beside it, shifted to fit, and how much of the voice is heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from pluto_desktop.domain.bgm import LARGEST_OFFSET_MS, BgmOffset, length_difference_ms
from pluto_desktop.domain.errors import Denied, Invalid, KnownError, NotFound, Offline
from pluto_desktop.domain.ids import SongId
from pluto_desktop.ports.personal import BgmMemory
from pluto_desktop.ports.player import Bgm, BgmJoined, BgmLeft, Player
from pluto_desktop.services.playing_parts import Listeners, Submit
from pluto_desktop.services.playing_values import BgmFailed, BgmState, BgmView, Playable, PlayableBgm

_WHOLE = 100
_HEARD = frozenset({BgmState.THERE, BgmState.COMING})
_COMPARE_AFTER_MS = 20_000
"""A song heard for so long is compared with its music, even if nobody has switched: who skips through songs while they
look for one sets off nothing. Who switches sooner sets it off then."""


class Align(Protocol):
    """Finds how a song and its music without voice lie against each other. Runs on a worker."""

    def __call__(self, song_id: SongId, /, *, anew: bool = False) -> BgmOffset | None:
        """Find it, or return what is known; None where they cannot be compared here. Raises KnownError."""
        ...


class BgmHelp(NamedTuple):
    """What the music without voice needs from outside."""

    find: Callable[[SongId], PlayableBgm | None]
    """Finds what is known of it, without bringing it. Runs on a worker; raises KnownError."""
    bring: Callable[[SongId], PlayableBgm]
    """Brings it to this device. Runs on a worker; raises KnownError."""
    align: Align
    memory: BgmMemory
    submit_align: Submit
    """Runs the comparing, which takes a second or so."""


def player_bgm(bgm: PlayableBgm | None) -> Bgm | None:
    """Return what the player is told; None where nothing is here to be played."""
    if bgm is None or bgm.path is None:
        return None
    return Bgm(bgm.path, bgm.source, 0 if bgm.offset is None else bgm.offset.offset_ms)


@dataclass(slots=True)
class _Song:
    """The song it belongs to. ``token`` is 0 while it is only shown."""

    song_id: SongId
    token: int
    playable: Playable


class BgmPart:
    """Follows the current song. The session's thread only. ``on_changed`` is called after each change."""

    def __init__(
        self,
        player: Player,
        help_: BgmHelp | None,
        submit: Submit,
        submit_write: Submit,
        listeners: Listeners,
        *,
        on_changed: Callable[[], None],
    ) -> None:
        self._player, self._help = player, help_
        self._submit, self._submit_write = submit, submit_write
        self._listeners, self._changed = listeners, on_changed
        self._song: _Song | None = None
        self._bgm: PlayableBgm | None = None
        self._state = BgmState.NONE
        self._error: KnownError | None = None
        self._voice = _WHOLE
        self._less = 0
        self._comparing = self._compared = False

    def view(self) -> BgmView:
        """Return what is to be shown."""
        bgm = self._bgm
        if bgm is None or self._song is None:
            return BgmView()
        song_ms = self._song.playable.duration_ms
        offset_ms = 0 if bgm.offset is None else bgm.offset.offset_ms
        return BgmView(
            self._state,
            self._voice if self._state in _HEARD or not self._song.token else _WHOLE,
            bgm.offset,
            self._comparing,
            length_difference_ms(song_ms, bgm.medium.duration_ms, offset_ms),
            self._error,
        )

    # ---- the song

    def forget(self) -> None:
        """No song, or one of which nothing is known yet."""
        self._song, self._bgm, self._state, self._error = None, None, BgmState.NONE, None
        self._voice, self._less = _WHOLE, 0
        self._comparing = self._compared = False

    def show(self, song_id: SongId, playable: Playable) -> None:
        """Know what a song has that is not loaded."""
        self._take(_Song(song_id, 0, playable), playable.bgm)

    def load(self, song_id: SongId, token: int, playable: Playable) -> None:
        """Let the music play beside a song that the player was just told to load."""
        self._begin(_Song(song_id, token, playable), playable.bgm)

    def take_over(self, song_id: SongId, token: int, playable: Playable) -> None:
        """Follow a song that was made ready with its music and plays already."""
        self._take(_Song(song_id, token, playable), playable.bgm)
        if self._bgm is not None and self._bgm.path is None and self._voice < _WHOLE:
            self._bring()

    def heard(self, for_ms: float) -> None:
        """Take note that the song has been heard for so long, in milliseconds."""
        if not self._compared and (for_ms >= _COMPARE_AFTER_MS or self._voice < _WHOLE):
            self._compare()

    def sought(self) -> None:
        """Look where the song went: music that was over may not be over there."""
        if self._state is BgmState.OVER:
            self._bring()

    def look_again(self) -> None:
        """Look at a song that was changed: it may have music without voice now that it did not have."""
        help_, song = self._help, self._song
        if help_ is None or song is None or self._state not in {BgmState.NONE, BgmState.LOST}:
            return

        def work() -> PlayableBgm | None:
            try:
                return help_.find(song.song_id)
            except KnownError:
                return None

        def done(found: PlayableBgm | None) -> None:
            if song is self._song and found is not None:
                (self._begin if song.token else self._take)(song, found)
                self._changed()

        self._submit("playing-bgm-known", work, done)

    # ---- what a person asks

    def toggle(self) -> None:
        """Go from the song to its music without voice (or with as little of it as was set last), or back."""
        self.set_voice(self._less if self.view().voice == _WHOLE else _WHOLE)

    def set_voice(self, percent: int, *, keep: bool = True) -> None:
        """Hear so much of the voice, 0 to 100, from now on; ``keep`` remembers it for the song."""
        song, percent = self._song, max(0, min(_WHOLE, percent))
        if song is None:
            return
        if self._bgm is None:
            self._tell(NotFound("no_bgm", name=song.playable.row.title))
            return
        self._voice = percent
        if percent < _WHOLE:
            self._less = percent
        if keep:
            self._keep(lambda memory: memory.set_voice_of(song.song_id, percent))
        if song.token and percent < _WHOLE and self._state not in _HEARD:
            self._bring()
        else:
            self._player.set_voice(song.token, percent)
        self._changed()

    def set_offset(self, offset_ms: int) -> None:
        """Shift the music against the song by hand."""
        if self._bgm is not None:
            offset_ms = max(-LARGEST_OFFSET_MS, min(LARGEST_OFFSET_MS, offset_ms))
            offset = replace(self._bgm.offset or BgmOffset(), offset_ms=offset_ms, by_hand=True)
            song, bgm = self._bgm.song.sha256, self._bgm.medium.sha256
            self._keep(lambda memory: memory.set_bgm_offset(song, bgm, offset))
            self._use_offset(offset)

    def find_offset(self) -> None:
        """Compare the two again."""
        self._compare(anew=True)

    # ---- what the player says

    def hear(self, event: BgmJoined | BgmLeft) -> None:
        """Follow the player."""
        if self._song is None or event.token != self._song.token or self._bgm is None:
            return
        if isinstance(event, BgmJoined):
            self._state = BgmState.THERE
        elif event.code:
            self._lose(self._error_of(event.code, self._bgm))
        else:
            self._state = BgmState.OVER

    @staticmethod
    def _error_of(code: str, bgm: PlayableBgm) -> KnownError:
        if bgm.source is not None:
            return Offline("bgm_stopped")
        match code:
            case "file_missing":
                return NotFound("bgm_missing", path=str(bgm.path))
            case "file_unreadable":
                return Denied("bgm_unplayable", path=str(bgm.path))
            case "cut_short":
                return Invalid("bgm_cut_short")
        return Invalid("bgm_unplayable", path=str(bgm.path))

    # ---- within

    def _take(self, song: _Song, bgm: PlayableBgm | None) -> None:
        self.forget()
        self._song, self._bgm = song, bgm
        if bgm is not None:
            self._voice = bgm.voice
            self._less = bgm.voice if bgm.voice < _WHOLE else 0
            self._state = BgmState.AWAY if bgm.path is None else BgmState.THERE

    def _begin(self, song: _Song, bgm: PlayableBgm | None) -> None:
        self._take(song, bgm)
        if bgm is not None and bgm.path is not None:
            self._play()
        elif bgm is not None and self._voice < _WHOLE:
            self._bring()

    def _play(self) -> None:
        assert self._song is not None
        self._state, self._error = BgmState.COMING, None
        self._player.set_bgm(self._song.token, player_bgm(self._bgm), voice=self._voice)

    def _bring(self) -> None:
        help_, song = self._help, self._song
        if help_ is None or song is None:
            return
        self._state, self._error = BgmState.COMING, None

        def work() -> PlayableBgm | KnownError:
            try:
                return help_.bring(song.song_id)
            except KnownError as error:
                return error

        def done(found: PlayableBgm | KnownError) -> None:
            if song is not self._song:
                return
            if isinstance(found, KnownError):
                self._lose(found)
            else:
                self._bgm = found
                self._play()
            self._changed()

        self._submit("playing-bgm", work, done)

    def _lose(self, error: KnownError) -> None:
        self._state, self._error = BgmState.LOST, error
        if self._voice < _WHOLE:
            self._tell(error)

    def _compare(self, *, anew: bool = False) -> None:
        """Find how the two lie against each other, where both are here whole and nobody knows."""
        help_, song, bgm = self._help, self._song, self._bgm
        if help_ is None or song is None or bgm is None or bgm.path is None or self._comparing:
            return
        if not anew and (bgm.offset is not None or bgm.source is not None or song.playable.source is not None):
            return
        self._comparing = self._compared = True

        def work() -> BgmOffset | None:
            try:
                return help_.align(song.song_id, anew=anew)
            except KnownError:
                return None

        def done(found: BgmOffset | None) -> None:
            if song is self._song:
                self._comparing = False
                by_hand = self._bgm is not None and self._bgm.offset is not None and self._bgm.offset.by_hand
                if found is not None and (anew or not by_hand):
                    self._use_offset(found)
                self._changed()

        help_.submit_align("playing-align", work, done)

    def _use_offset(self, offset: BgmOffset) -> None:
        if self._bgm is not None and self._song is not None:
            self._bgm = replace(self._bgm, offset=offset)
            self._player.set_bgm_offset(self._song.token, offset.offset_ms)
            self._changed()

    def _keep(self, keep: Callable[[BgmMemory], None]) -> None:
        help_ = self._help
        if help_ is None:
            return

        def work() -> None:
            try:
                keep(help_.memory)
            except KnownError:
                return  # a full or read-only disk must not disturb the music; it counts for as long as the song plays

        self._submit_write("playing-bgm-memory", work, lambda _: None)

    def _tell(self, error: KnownError) -> None:
        assert self._song is not None
        self._listeners.tell(BgmFailed(self._song.song_id, error))
