"""The player: one sound at a time, told what to do from any thread, telling back through one listener.

Every method returns at once; the work happens on the player's own thread. Events are delivered on a thread of the
player's: a listener only posts them on (to Qt's queue, to a test's queue).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from pluto_desktop.playback.loop import Loop


class PlayerState(StrEnum):
    """What the player is doing."""

    IDLE = "idle"
    OPENING = "opening"
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The player went into a state. ``token`` is the one given to :meth:`Player.load`."""

    token: int
    state: PlayerState
    at_s: float


@dataclass(frozen=True, slots=True)
class TimeReported:
    """The position that was audible at ``at_s`` (``time.monotonic`` seconds), already freed of the known bias."""

    token: int
    position_ms: float
    at_s: float


@dataclass(frozen=True, slots=True)
class LengthKnown:
    """The length of what is loaded."""

    token: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Sought:
    """What follows ``position_ms`` is ready, after a start, a seek or a change of speed; it sounds from ``at_s`` on."""

    token: int
    position_ms: float
    at_s: float


@dataclass(frozen=True, slots=True)
class Looped:
    """The end of a stretch was heard and the player went back to its start, whose sound is expected at ``at_s``."""

    token: int
    position_ms: float
    at_s: float


@dataclass(frozen=True, slots=True)
class Advanced:
    """The preloaded next medium took over without a command, under its own ``token``; its sound starts at ``at_s``."""

    token: int
    at_s: float


@dataclass(frozen=True, slots=True)
class PlayerFailed:
    """What was loaded cannot be played: ``file_missing``, ``file_unreadable``, ``not_audio`` or ``cut_short``."""

    token: int
    code: str


@dataclass(frozen=True, slots=True)
class BgmJoined:
    """The music without voice plays beside what is loaded, in step with it: the voice is now what was asked for."""

    token: int


@dataclass(frozen=True, slots=True)
class BgmLeft:
    """The music without voice is not there any more, and the song is heard instead.

    ``code`` is "" where it was over before the song, else as in :class:`PlayerFailed`.
    """

    token: int
    code: str


@dataclass(frozen=True, slots=True)
class OutputsChanged:
    """The output devices there are: (name, description) pairs; name "" is the system's default."""

    devices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AvailabilityKnown:
    """Whether sound can be played at all became known (VLC is looked for when it is first needed)."""

    available: bool
    reason: str


PlayerEvent = (
    StateChanged
    | TimeReported
    | LengthKnown
    | Sought
    | Looped
    | Advanced
    | PlayerFailed
    | BgmJoined
    | BgmLeft
    | OutputsChanged
    | AvailabilityKnown
)
Listener = Callable[[PlayerEvent], None]


@dataclass(frozen=True, slots=True)
class Equaliser:
    """Ten bands of gain in decibels (31 Hz to 16 kHz, an octave each) and a pre-amplifier; -20 to 20."""

    preamp_db: float = 0.0
    bands_db: tuple[float, ...] = (0.0,) * 10


class Source(Protocol):
    """The bytes of a medium, some of which may still be on their way. Any thread."""

    @property
    def size(self) -> int:
        """How many bytes the medium has."""
        ...

    def read(self, first: int, count: int) -> bytes:
        """Return some bytes from byte ``first`` on, at most ``count``; waits for them. b"" behind the end.

        Raises a KnownError where they will not come, Cancelled once it is closed.
        """
        ...

    def here(self, first: int) -> int:
        """Return up to which byte all are here from ``first`` on; ``first`` where none is. Waits for nothing."""
        ...

    def close(self) -> None:
        """Say that nobody plays it any more: whoever waits for bytes is let go."""
        ...


@dataclass(frozen=True, slots=True)
class Bgm:
    """The music of a song without its voice, to be played beside it: ``path`` and ``source`` as for the song.

    Where the song is at x the same music is at x + ``offset_ms`` here.
    """

    path: Path
    source: Source | None = None
    offset_ms: int = 0


class Player(Protocol):
    """Plays media of this device."""

    @property
    def available(self) -> bool:
        """Whether sound can be played at all (VLC is installed); True until the contrary is known."""
        ...

    @property
    def unavailable_reason(self) -> str:
        """Why no sound can be played, for a log; "" where it can."""
        ...

    @property
    def about(self) -> str:
        """What plays, for the diagnostics: its name and version, and what reads the present medium; "" before that."""
        ...

    def start(self) -> None:
        """Begin to look for VLC and the output devices, if that has not begun; every other command does so too."""
        ...

    def set_listener(self, listener: Listener | None) -> None:
        """Set who is told of events; None stops telling."""
        ...

    def load(
        self,
        token: int,
        path: Path,
        *,
        start_ms: int = 0,
        paused: bool = False,
        gain_db: float = 0.0,
        source: Source | None = None,
    ) -> None:
        """Stop what plays, forget the preloaded, start ``path`` at ``start_ms``; events about it carry ``token``.

        With a ``source`` its bytes come from there, and ``path`` only names it.
        """
        ...

    def preload(self, token: int, path: Path, *, gain_db: float = 0.0, source: Source | None = None) -> None:
        """Get the next medium ready, to take over without a gap when the present one ends."""
        ...

    def set_bgm(self, token: int, bgm: Bgm | None, *, voice: int = 100) -> None:
        """Let the music without voice play beside what ``token`` names (loaded or preloaded), or no more.

        Given before the first sound it is there from the first sound on. Given later it is heard once it is in step,
        told by :class:`BgmJoined`. It follows every pause, seek, speed and sound setting; the song's end is its end.
        ``voice`` as in :meth:`set_voice`. Nothing where the token is another by now.
        """
        ...

    def set_voice(self, token: int, percent: int) -> None:
        """Cross-fade to a share of the voice: 100 is the song, 0 its music without voice, between them a part of each.

        Kept until the music without voice has joined; without any the song is heard.
        """
        ...

    def set_bgm_offset(self, token: int, offset_ms: int) -> None:
        """Shift the music without voice against the song, as in :class:`Bgm`."""
        ...

    def clear_preloaded(self) -> None:
        """Forget the preloaded medium: stop when the present one ends."""
        ...

    def set_paused(self, paused: bool) -> None:
        """Pause or resume."""
        ...

    def seek(self, position_ms: int) -> None:
        """Go to a position of what is loaded."""
        ...

    def set_loop(self, loop: Loop | None) -> None:
        """Go back to the start of a stretch whenever its end is heard, until None, :meth:`load` or :meth:`stop`.

        Meanwhile nothing preloaded takes over. Nothing is sought now.
        """
        ...

    def set_rate(self, rate: float) -> None:
        """Set the speed, 0.5 to 1.5; the pitch stays."""
        ...

    def set_volume(self, percent: int) -> None:
        """Set the volume, 0 to 100."""
        ...

    def set_gain(self, gain_db: float) -> None:
        """Change the gain of what is loaded, in decibels."""
        ...

    def set_muted(self, muted: bool) -> None:
        """Silence the sound, or not."""
        ...

    def set_equaliser(self, equaliser: Equaliser | None) -> None:
        """Use an equaliser, or none."""
        ...

    def set_output(self, device: str) -> None:
        """Play on an output device by its name; on the default (""), too, while that device is not there."""
        ...

    def stop(self) -> None:
        """Stop and unload."""
        ...

    def close(self) -> None:
        """Stop and free everything; the player cannot be used again. May take a moment: not from the GUI thread."""
        ...
