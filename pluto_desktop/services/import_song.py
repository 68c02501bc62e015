"""From files to a song: what runs in the workers of an import. Pure but for reading the files of one job."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import Location, MediaKind, Medium, NewSong
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.languages import script_of
from pluto_desktop.lyrics.romanise import romanise_title
from pluto_desktop.ports.audio_files import AudioFile, TagReader
from pluto_desktop.ports.catalogue import Beside
from pluto_desktop.services.import_names import named_by
from pluto_desktop.services.song_words import small_file, words_of_song

_COVER_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SongFiles:
    """The files of one song to be read: its sound, and what lies beside it."""

    audio: Path
    bgm: Path | None = None
    lyrics: Path | None = None
    cover: Path | None = None
    words: tuple[Path, ...] = ()

    @property
    def all_lyrics(self) -> tuple[Path, ...]:
        """The file that a person named, else those found beside the sound (``words``)."""
        return (self.lyrics,) if self.lyrics is not None else self.words


@dataclass(frozen=True, slots=True)
class SongRead:
    """What became of a job: the song, or why there is none; ``bgm_error`` tells of its bgm alone."""

    files: SongFiles
    song: NewSong | None = None
    error: KnownError | None = None
    bgm_error: KnownError | None = None


@dataclass(frozen=True, slots=True)
class BesideFiles:
    """What lies beside an unchanged file and its song wants, or has older. ``duration_ms`` is the song's."""

    song_id: SongId
    duration_ms: int | None
    lyrics: tuple[Path, ...] = ()
    cover: Path | None = None


@dataclass(frozen=True, slots=True)
class SongMaker:
    """Reads the files of one song and makes the song of them. Can be pickled when its reader can; any thread."""

    tags: TagReader

    def __call__(self, files: SongFiles) -> SongRead:
        """Read and make; known errors are returned, never raised."""
        try:
            audio = self.tags.read(files.audio)
        except KnownError as error:
            return SongRead(files, error=error)
        bgm, bgm_error = None, None
        if files.bgm is not None:
            try:
                bgm = self.tags.read(files.bgm)
            except KnownError as error:
                bgm_error = error
        return SongRead(files, make_song(files, audio, bgm), bgm_error=bgm_error)


def read_beside(files: BesideFiles) -> Beside:
    """Read what came to lie beside a known song; what cannot be read is passed over. Runs in the workers."""
    document = words_of_song(files.lyrics, None, files.duration_ms)
    return Beside(
        files.song_id,
        document.to_json() if document is not None else None,
        small_file(files.cover, _COVER_BYTES) if files.cover is not None else None,
    )


def make_song(files: SongFiles, audio: AudioFile, bgm: AudioFile | None = None) -> NewSong:
    """Return the song that its files tell of."""
    tags = audio.tags
    title, artists, disc, track = tags.title, tags.artists, tags.disc, tags.track
    if not title:
        named = named_by(files.audio)
        title, disc, track = named.title, disc or named.disc, track or named.track
        if named.artist and not artists:
            artists = (named.artist,)
        elif named.artist and named.artist.casefold() != artists[0].casefold():
            title = f"{named.artist} - {named.title}"
    document = words_of_song(files.all_lyrics, tags, audio.duration_ms)
    return NewSong(
        title=title,
        romanised=romanise_title(title),
        artists=artists,
        album=tags.album,
        album_artist=tags.album_artist,
        disc=disc,
        track=track,
        release_date=ReleaseDate.parse(tags.date) if tags.date else None,
        genres=tags.genres,
        language=tags.language or guess_language(title, document),
        song=medium_of(audio, MediaKind.SONG),
        song_location=location_of(audio),
        bgm=medium_of(bgm, MediaKind.BGM) if bgm is not None else None,
        bgm_location=location_of(bgm) if bgm is not None else None,
        cover_bytes=tags.cover or (small_file(files.cover, _COVER_BYTES) if files.cover is not None else None),
        lyrics=document.to_json() if document is not None and document.lines else None,
    )


def guess_language(title: str, document: Document | None) -> str:
    """Return the language a song seems to be in: that of its words, else of its title's script; "" where unknown.

    Latin letters in a title say nothing: Telugu titles are written so too.
    """
    if document is not None and document.lines:
        count = dict.fromkeys(document.languages, 0)
        for line in document.lines:
            for language, text in line.texts.items():
                count[language] += len(text)
        if "te" in count:
            return "te"
        best = max(count, key=lambda language: count[language])
        return "" if best == "und" else best.split("-")[0]
    return "te" if script_of(title) == "te" else ""


def medium_of(audio: AudioFile, kind: MediaKind) -> Medium:
    """Return what was read as a medium."""
    return Medium(
        audio.sha256,
        audio.size,
        audio.format,
        kind,
        audio.duration_ms,
        audio.sound_hash,
        audio.tags.gain_db,
        audio.tags.peak,
    )


def location_of(audio: AudioFile) -> Location:
    """Return where what was read lies."""
    return Location(audio.path, audio.size, audio.mtime_ns, audio.sha256)


def shown(path: Path) -> str:
    """Return a path for people: bytes that are no text become replacement characters."""
    return os.fsencode(path).decode("utf-8", "replace")
