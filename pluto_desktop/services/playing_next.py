"""What comes next is made ready while the current song still plays, so that no gap is heard."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.ports.player import Player
from pluto_desktop.services.playing_bgm import player_bgm
from pluto_desktop.services.playing_parts import Finder
from pluto_desktop.services.playing_sound import Sound
from pluto_desktop.services.playing_values import Playable


@dataclass(slots=True)
class _Upcoming:
    """The entry that is to follow; ``playable`` is None until it was found, or where it failed."""

    entry: int
    song_id: SongId
    token: int
    playable: Playable | None = None


class NextUp:
    """Gets the song that follows ready in the player. The session's thread only."""

    def __init__(self, player: Player, finder: Finder, sound: Sound) -> None:
        self._player, self._finder, self._sound = player, finder, sound
        self._upcoming: _Upcoming | None = None

    def expect(self, following: tuple[int, SongId] | None) -> bool:
        """Forget what is ready unless it is what follows; whether there is something still to be made ready."""
        if self._upcoming is not None and (following is None or following[0] != self._upcoming.entry):
            self.drop()
        return following is not None and self._upcoming is None

    def prepare(self, following: tuple[int, SongId], token: int) -> None:
        """Find an entry (its number and song) and get it ready under a token."""
        upcoming = self._upcoming = _Upcoming(*following, token)

        def found(playable: Playable | KnownError) -> None:
            if self._upcoming is upcoming and isinstance(playable, Playable) and playable.path is not None:
                upcoming.playable = playable
                gain_db = self._sound.gain_of(playable)
                self._player.preload(upcoming.token, playable.path, gain_db=gain_db, source=playable.source)
                if playable.bgm is not None and (bgm := player_bgm(playable.bgm)) is not None:
                    self._player.set_bgm(upcoming.token, bgm, voice=playable.bgm.voice)

        self._finder.find("playing-next", upcoming.song_id, found)

    def take(self, token: int) -> Playable | None:
        """Return what took over in the player under ``token``, and forget it; None if that is not what was ready."""
        upcoming = self._upcoming
        if upcoming is None or upcoming.token != token or upcoming.playable is None:
            return None
        self._upcoming = None
        return upcoming.playable

    def failed(self, token: int) -> None:
        """Note that what was made ready cannot be played: its turn comes, and it fails then."""
        if self._upcoming is not None and self._upcoming.token == token:
            self._upcoming.playable = None

    def lost_bgm(self, token: int) -> None:
        """Note that the music without voice of what was made ready cannot be played."""
        upcoming = self._upcoming
        if upcoming is not None and upcoming.token == token and upcoming.playable is not None:
            bgm = upcoming.playable.bgm
            if bgm is not None:
                upcoming.playable = replace(upcoming.playable, bgm=replace(bgm, path=None))

    def drop(self) -> None:
        """Forget what was made ready, in the player too."""
        if self._upcoming is not None:
            self.forget()
            self._player.clear_preloaded()

    def forget(self) -> None:
        """Forget what was made ready: the player has forgotten it already."""
        self._upcoming = None
