"""The two interfaces of MPRIS2 as objects on the bus. Their names and types are the specification's.

The annotations are D-Bus signatures, which is how dbus-fast learns them; hence no mypy here, and none of the
``from __future__`` that turns annotations into text.
"""
# mypy: ignore-errors
# ruff: noqa: D102, F722, F821 - the specification's names and signatures

from dbus_fast import PropertyAccess
from dbus_fast.service import ServiceInterface, dbus_property, method, signal

from pluto_desktop.adapters.mpris.metadata import LOOP, REPEAT, STATUS, file_of, metadata_of, track_path
from pluto_desktop.ports.media_keys import NowPlaying, RemoteControls

_READ = PropertyAccess.READ


class RootInterface(ServiceInterface):
    """``org.mpris.MediaPlayer2``: the program itself."""

    def __init__(self, controls: RemoteControls) -> None:
        super().__init__("org.mpris.MediaPlayer2")
        self._controls = controls

    @method()
    def Raise(self):
        self._controls.command("raise")

    @method()
    def Quit(self):
        self._controls.command("quit")

    @dbus_property(access=_READ)
    def CanQuit(self) -> "b":
        return True

    @dbus_property(access=_READ)
    def CanRaise(self) -> "b":
        return True

    @dbus_property(access=_READ)
    def HasTrackList(self) -> "b":
        return False

    @dbus_property(access=_READ)
    def Identity(self) -> "s":
        return "Pluto"

    @dbus_property(access=_READ)
    def DesktopEntry(self) -> "s":
        return "pluto"

    @dbus_property(access=_READ)
    def SupportedUriSchemes(self) -> "as":
        return ["file"]

    @dbus_property(access=_READ)
    def SupportedMimeTypes(self) -> "as":
        return ["audio/mpeg", "audio/flac", "audio/ogg", "audio/opus", "audio/mp4", "audio/x-wav", "audio/x-aiff"]


class PlayerInterface(ServiceInterface):
    """``org.mpris.MediaPlayer2.Player``: what plays, and what can be asked of it."""

    def __init__(self, controls: RemoteControls) -> None:
        super().__init__("org.mpris.MediaPlayer2.Player")
        self._controls = controls
        self.playing = NowPlaying()

    def show(self, playing: NowPlaying) -> None:
        """Take over what plays and tell what of it changed."""
        before, self.playing = self._values(), playing
        after = self._values()
        changed = {name: value for name, value in after.items() if before[name] != value}
        if changed:
            self.emit_properties_changed(changed)

    def _values(self) -> dict[str, object]:
        playing = self.playing
        there = bool(playing.track)
        return {
            "PlaybackStatus": STATUS.get(playing.state, "Stopped"),
            "LoopStatus": LOOP.get(playing.repeat, "None"),
            "Rate": playing.rate,
            "Shuffle": playing.shuffle,
            "Metadata": metadata_of(playing),
            "Volume": playing.volume / 100,
            "CanGoNext": playing.has_next,
            "CanGoPrevious": there,
            "CanPlay": there,
            "CanPause": there,
            "CanSeek": there,
        }

    @method()
    def Next(self):
        self._controls.command("next")

    @method()
    def Previous(self):
        self._controls.command("previous")

    @method()
    def Pause(self):
        self._controls.command("pause")

    @method()
    def PlayPause(self):
        self._controls.command("play_pause")

    @method()
    def Stop(self):
        self._controls.command("stop")

    @method()
    def Play(self):
        self._controls.command("play")

    @method()
    def Seek(self, offset: "x"):
        self._controls.seek_by(offset // 1000)

    @method()
    def SetPosition(self, track: "o", position: "x"):
        length_ms = self.playing.duration_ms
        if track != track_path(self.playing) or position < 0 or (length_ms is not None and position > length_ms * 1000):
            return  # asked of a song that is over, or beyond its end: the specification says to do nothing
        self._controls.seek_to(position // 1000)

    @method()
    def OpenUri(self, uri: "s"):
        path = file_of(uri)
        if path is not None:
            self._controls.open_file(path)

    @signal()
    def Seeked(self, position: "x") -> "x":
        return position

    @dbus_property(access=_READ)
    def PlaybackStatus(self) -> "s":
        return self._values()["PlaybackStatus"]

    @dbus_property()
    def LoopStatus(self) -> "s":
        return self._values()["LoopStatus"]

    @LoopStatus.setter
    def LoopStatus(self, value: "s"):
        if value in REPEAT:
            self._controls.set_repeat(REPEAT[value])

    @dbus_property()
    def Rate(self) -> "d":
        return self.playing.rate

    @Rate.setter
    def Rate(self, value: "d"):
        if value == 0.0:
            self._controls.command("pause")
        else:
            self._controls.set_rate(value)

    @dbus_property()
    def Shuffle(self) -> "b":
        return self.playing.shuffle

    @Shuffle.setter
    def Shuffle(self, value: "b"):
        self._controls.set_shuffle(value)

    @dbus_property(access=_READ)
    def Metadata(self) -> "a{sv}":
        return metadata_of(self.playing)

    @dbus_property()
    def Volume(self) -> "d":
        return self.playing.volume / 100

    @Volume.setter
    def Volume(self, value: "d"):
        self._controls.set_volume(round(max(0.0, min(1.0, value)) * 100))

    @dbus_property(access=_READ)
    def Position(self) -> "x":
        return round(self._controls.position_ms() * 1000)

    @dbus_property(access=_READ)
    def MinimumRate(self) -> "d":
        return 0.5

    @dbus_property(access=_READ)
    def MaximumRate(self) -> "d":
        return 1.5

    @dbus_property(access=_READ)
    def CanGoNext(self) -> "b":
        return self.playing.has_next

    @dbus_property(access=_READ)
    def CanGoPrevious(self) -> "b":
        return bool(self.playing.track)

    @dbus_property(access=_READ)
    def CanPlay(self) -> "b":
        return bool(self.playing.track)

    @dbus_property(access=_READ)
    def CanPause(self) -> "b":
        return bool(self.playing.track)

    @dbus_property(access=_READ)
    def CanSeek(self) -> "b":
        return bool(self.playing.track)

    @dbus_property(access=_READ)
    def CanControl(self) -> "b":
        return True
