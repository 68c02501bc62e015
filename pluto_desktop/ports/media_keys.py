"""Being steered from outside the window: media keys, the desktop's player applet, a headset's buttons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class NowPlaying:
    """What others are told of playing.

    ``state`` is ``playing``, ``paused`` or ``stopped``; ``repeat`` ``off``, ``all`` or ``one``. ``track`` changes with
    every entry of the queue; "" means none. ``has_next`` says whether there is another song to go on to.
    """

    state: str = "stopped"
    track: str = ""
    title: str = ""
    artists: tuple[str, ...] = ()
    album: str = ""
    duration_ms: int | None = None
    cover: Path | None = None
    file: Path | None = None
    track_number: int | None = None
    disc_number: int | None = None
    rate: float = 1.0
    volume: int = 80
    shuffle: bool = False
    repeat: str = "off"
    has_next: bool = False


class RemoteControls(Protocol):
    """What can be asked from outside. The methods are called on a thread of the adapter's and return at once."""

    def command(self, name: str) -> None:
        """Do ``play``, ``pause``, ``play_pause``, ``stop``, ``next``, ``previous``, ``raise`` or ``quit``."""
        ...

    def seek_by(self, offset_ms: int) -> None:
        """Go forwards or backwards; past the end means the next song."""
        ...

    def seek_to(self, position_ms: int) -> None:
        """Go to a position."""
        ...

    def open_file(self, path: Path) -> None:
        """Add a file to the library and play it."""
        ...

    def set_volume(self, percent: int) -> None:
        """Set the volume, 0 to 100."""
        ...

    def set_rate(self, rate: float) -> None:
        """Set the speed."""
        ...

    def set_shuffle(self, shuffle: bool) -> None:
        """Set the random order."""
        ...

    def set_repeat(self, repeat: str) -> None:
        """Set ``off``, ``all`` or ``one``."""
        ...

    def position_ms(self) -> float:
        """Return the position now; safe from any thread."""
        ...


class MediaKeys(Protocol):
    """Shows to others what plays and hands on what they ask. Without such a service everything is harmless."""

    def start(self, controls: RemoteControls) -> None:
        """Begin, on a thread of its own."""
        ...

    def publish(self, playing: NowPlaying) -> None:
        """Tell what plays now; from any thread."""
        ...

    def sought(self, position_ms: float) -> None:
        """Tell that the position jumped; from any thread."""
        ...

    def announce(self, playing: NowPlaying) -> None:
        """Show on the desktop, for a moment, what plays; the last such notice goes. From any thread."""
        ...

    def close(self) -> None:
        """End; from any thread."""
        ...
