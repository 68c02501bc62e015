"""What the playing session tells: frozen values for the window, the tray and the media keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pluto_desktop.domain.bgm import BgmOffset
from pluto_desktop.domain.errors import Denied, Invalid, KnownError, NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import Medium, SongRow
from pluto_desktop.playback.gain import UNKNOWN, Loudness
from pluto_desktop.playback.loop import Loop
from pluto_desktop.playback.queue import Repeat
from pluto_desktop.ports.player import Source


class PlayState(StrEnum):
    """What the session is doing. STOPPED: a current song may be there, at its start, but nothing is loaded."""

    STOPPED = "stopped"
    OPENING = "opening"
    PLAYING = "playing"
    PAUSED = "paused"


class GainMode(StrEnum):
    """Whether songs, or whole albums, are brought to the same loudness (ReplayGain)."""

    OFF = "off"
    TRACK = "track"
    ALBUM = "album"


class BgmState(StrEnum):
    """How it stands with the music without voice of the current song. NONE: the song has none.

    AWAY: it has one that is brought when it is wanted. COMING: it is on its way, or not in step with the song yet.
    OVER: it ended before the song did. LOST: it cannot be played.
    """

    NONE = "none"
    AWAY = "away"
    COMING = "coming"
    THERE = "there"
    OVER = "over"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class BgmView:
    """What is to be shown of the music without voice of the current song.

    ``voice`` is how much of the voice is heard, or is about to be, 0 to 100. ``offset`` is how the two lie against
    each other, None until that is known; ``comparing`` is whether that is being found out. ``later_ms`` is by how much
    the music ends later than the song (less than 0: sooner), 0 where that is a little. ``error`` says why it is LOST.
    """

    state: BgmState = BgmState.NONE
    voice: int = 100
    offset: BgmOffset | None = None
    comparing: bool = False
    later_ms: int = 0
    error: KnownError | None = None


@dataclass(frozen=True, slots=True)
class PlayableBgm:
    """The music without voice of a song. ``path`` is None where it is brought only when it is wanted."""

    medium: Medium
    song: Medium
    path: Path | None
    source: Source | None = None
    offset: BgmOffset | None = None
    voice: int = 100


@dataclass(frozen=True, slots=True)
class Playable:
    """A song that can be played now, with how loud it and its album are.

    Its bytes lie at ``path``, or come from ``source`` while they are on their way there. Of a song that is only to be
    shown ``path`` may be None: its sound is elsewhere.
    """

    path: Path | None
    row: SongRow
    loudness: Loudness = UNKNOWN
    album_loudness: Loudness = UNKNOWN
    duration_ms: int | None = None
    source: Source | None = None
    bgm: PlayableBgm | None = None


@dataclass(frozen=True, slots=True)
class PlaySnapshot:
    """Everything the window shows of playing, at one moment. The position is not here: ask ``position_ms()``.

    ``queue`` is in play order and the same object as long as it did not change. ``index`` is None in an empty queue.
    ``outputs`` are (name, description) pairs, "" being the system's default. ``available`` is False where VLC is
    missing; ``unavailable_reason`` then says why, for a log or the doctor. ``error`` is the last song's failure
    until the next song plays. ``entry`` tells the current entry of the queue from others with the same song.
    ``sleep_minutes`` are left until the music pauses, rounded up; None where no sleep timer runs. While a ``loop`` is
    repeated, ``rate`` is the speed of practising.
    """

    song_id: SongId | None = None
    row: SongRow | None = None
    queue: tuple[SongId, ...] = ()
    index: int | None = None
    entry: int | None = None
    has_next: bool = False
    state: PlayState = PlayState.STOPPED
    duration_ms: int | None = None
    rate: float = 1.0
    volume: int = 80
    muted: bool = False
    shuffle: bool = False
    repeat: Repeat = Repeat.OFF
    stop_after: bool = False
    output: str = ""
    outputs: tuple[tuple[str, str], ...] = ()
    available: bool = True
    unavailable_reason: str = ""
    error: KnownError | None = None
    sleep_minutes: int | None = None
    gain_mode: GainMode = GainMode.OFF
    path: Path | None = None
    loop: Loop | None = None
    bgm: BgmView = BgmView()

    @property
    def playing(self) -> bool:
        """Whether sound comes, or is about to."""
        return self.state in {PlayState.PLAYING, PlayState.OPENING}


@dataclass(frozen=True, slots=True)
class SessionChanged:
    """Something of the snapshot changed."""

    snapshot: PlaySnapshot


@dataclass(frozen=True, slots=True)
class SessionSought:
    """The position jumped: a seek, or another song began."""

    position_ms: float


@dataclass(frozen=True, slots=True)
class SessionFailed:
    """A song could not be played; the queue goes on if it can. The error has a sentence."""

    song_id: SongId | None
    error: KnownError


@dataclass(frozen=True, slots=True)
class BgmFailed:
    """The music without voice was wanted and cannot be heard; the song goes on. The error has a sentence."""

    song_id: SongId
    error: KnownError


@dataclass(frozen=True, slots=True)
class Heard:
    """How the music is heard at a moment, for the diagnostics.

    ``player`` says what plays and what reads the song, "" before anything was played. ``clock_error_ms`` is the clock's
    own estimate of how far it is off the sound (``PlaybackClock.error_ms``). ``output`` is the device by its name and
    ``output_label`` by its description, "" for the system's default.
    """

    player: str
    clock_error_ms: float | None
    output: str
    output_label: str
    unavailable_reason: str = ""


_ERRORS: dict[str, type[KnownError]] = {"file_missing": NotFound, "file_unreadable": Denied}


def player_error(code: str, path: Path | None) -> KnownError:
    """Return what a player's failure with a file is called, as an error with a sentence."""
    return _ERRORS.get(code, Invalid)(code, path=str(path))


SessionEvent = SessionChanged | SessionSought | SessionFailed | BgmFailed
