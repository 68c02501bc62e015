"""The demo songs that come with Pluto: for a first look without any music of one's own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import Location, MediaKind, Medium, NewSong
from pluto_desktop.lyrics.formats import read
from pluto_desktop.lyrics.romanise import romanise_title
from pluto_desktop.ports.audio_files import AudioFile, TagReader
from pluto_desktop.ports.catalogue import CatalogueWriter, KnownFiles

_BGM = "{name} (bgm).ogg"


class Demo:
    """Adds the demo songs. ``source`` is the folder they come in, ``media`` the library's own folder for media."""

    def __init__(self, tags: TagReader, known: KnownFiles, writer: CatalogueWriter, media: Path, source: Path) -> None:
        self._tags = tags
        self._known = known
        self._writer = writer
        self._media = media / "demo"
        self._source = source

    def add(self) -> list[SongId]:
        """Put the demo songs into the library, with words, bgm and covers, and return their ids in order.

        The sound is copied into the library, so that it survives a new version of the program. Songs that are there
        already stay as they are. Raises Denied(``demo_not_copied``) where the library cannot be written. Any worker
        thread.
        """
        entries = json.loads((self._source / "songs.json").read_text(encoding="utf-8"))
        songs: list[tuple[SongId | None, NewSong]] = []
        for entry in entries:
            sound = self._copied(f"{entry['name']}.ogg")
            new = self._new_song(entry, sound, self._copied(_BGM.format(name=entry["name"])))
            there = next((known.song_id for known in self._known.list_files_with(sound.sha256)), None)
            songs.append((there, new))
        added = iter(self._writer.add_songs([song for song_id, song in songs if song_id is None]))
        return [song_id or next(added) for song_id, _ in songs]

    def _new_song(self, entry: dict[str, str | int | None], sound: AudioFile, bgm: AudioFile) -> NewSong:
        name, title = str(entry["name"]), str(entry["title"])
        words = read((self._source / f"{name}.ttml").read_bytes(), sound.duration_ms).document
        return NewSong(
            title=title,
            romanised=romanise_title(title),
            artists=(str(entry["artist"]),),
            album=str(entry["album"]),
            album_artist=str(entry["album_artist"]),
            release_date=None if entry["year"] is None else ReleaseDate(int(entry["year"])),
            language=str(entry["language"]),
            song=_medium(sound, MediaKind.SONG),
            song_location=_location(sound),
            bgm=_medium(bgm, MediaKind.BGM),
            bgm_location=_location(bgm),
            cover_bytes=(self._source / f"{name}.png").read_bytes(),
            lyrics=words.to_json(),
        )

    def _copied(self, name: str) -> AudioFile:
        """Return a demo file inside the library, copied there first unless it is there whole."""
        source, target = self._source / name, self._media / name
        try:
            if not target.exists() or target.stat().st_size != source.stat().st_size:
                self._media.mkdir(parents=True, exist_ok=True)
                part = target.with_name(f"{name}.part")
                shutil.copyfile(source, part)
                part.replace(target)
        except OSError as error:
            raise Denied("demo_not_copied", path=str(self._media)) from error
        return self._tags.read(target)


def _medium(file: AudioFile, kind: MediaKind) -> Medium:
    return Medium(
        sha256=file.sha256,
        size=file.size,
        format=file.format,
        kind=kind,
        duration_ms=file.duration_ms,
        sound_hash=file.sound_hash,
    )


def _location(file: AudioFile) -> Location:
    return Location(path=file.path, size=file.size, mtime_ns=file.mtime_ns, sha256=file.sha256)
