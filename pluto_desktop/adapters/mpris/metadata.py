"""What MPRIS calls metadata: a song's facts by their xesam and mpris names, in D-Bus's types."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from dbus_fast import Variant

from pluto_desktop.ports.media_keys import NowPlaying

NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"
LOOP = {"off": "None", "all": "Playlist", "one": "Track"}
REPEAT = {shown: name for name, shown in LOOP.items()}
STATUS = {"playing": "Playing", "paused": "Paused", "stopped": "Stopped"}


def track_path(playing: NowPlaying) -> str:
    """Return an object path for a track: any text, hashed, since paths allow few characters."""
    if not playing.track:
        return NO_TRACK
    return "/org/pluto/Track/t" + hashlib.sha256(playing.track.encode(errors="replace")).hexdigest()[:32]


def metadata_of(playing: NowPlaying) -> dict[str, Variant]:
    """Return the metadata; what is not known is left out. Lengths are microseconds in 64 bits."""
    facts = {"mpris:trackid": Variant("o", track_path(playing))}
    if not playing.track:
        return facts
    facts["xesam:title"] = Variant("s", plain(playing.title))
    if playing.artists:
        facts["xesam:artist"] = Variant("as", [plain(name) for name in playing.artists])
    if playing.album:
        facts["xesam:album"] = Variant("s", plain(playing.album))
    if playing.duration_ms is not None:
        facts["mpris:length"] = Variant("x", playing.duration_ms * 1000)
    if playing.cover is not None:
        facts["mpris:artUrl"] = Variant("s", playing.cover.absolute().as_uri())
    if playing.file is not None:
        facts["xesam:url"] = Variant("s", playing.file.absolute().as_uri())
    if playing.track_number is not None:
        facts["xesam:trackNumber"] = Variant("i", playing.track_number)
    if playing.disc_number is not None:
        facts["xesam:discNumber"] = Variant("i", playing.disc_number)
    return facts


def file_of(uri: str) -> Path | None:
    """Return the file a URI names; None for one of another scheme or another machine."""
    parts = urlsplit(uri)
    here = parts.scheme == "file" and parts.netloc in {"", "localhost"} and parts.path.startswith("/")
    return Path(os.fsdecode(unquote_to_bytes(parts.path))) if here else None


def plain(text: str) -> str:
    """Make text that D-Bus carries: neither NUL nor half a surrogate pair may stand in it."""
    return text.replace("\0", "").encode(errors="replace").decode()
