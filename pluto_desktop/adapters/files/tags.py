"""From the tag formats of mutagen to :class:`FileTags`. Each function takes a mutagen tag object; any may raise."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from typing import Any

from pluto_desktop.adapters.files.lyrics_tags import (
    ape_lyrics,
    asf_lyrics,
    id3_lyrics,
    mp4_lyrics,
    vorbis_lyrics,
)
from pluto_desktop.adapters.files.text import (
    COVER_BYTES,
    clean,
    date,
    decibels,
    names,
    number,
)
from pluto_desktop.lyrics.languages import named_languages
from pluto_desktop.ports.audio_files import FileTags

_FRONT = 3


def from_id3(tags: Any, a_frame_ms: float | None = None) -> FileTags:
    """Read ID3 frames of any version (mp3, wav, aiff); words may be timed in frames of the sound, that long each."""
    frames: dict[str, list[Any]] = {}
    for key, frame in tags.items():
        frames.setdefault(key[:4], []).append(frame)

    def texts(*keys: str) -> list[object]:
        for key in keys:
            if key in frames and frames[key][0].text:
                return list(frames[key][0].text)
        return []

    custom = {frame.desc.lower(): frame.text[0] for frame in frames.get("TXXX", ()) if frame.text}
    genre = frames.get("TCON")
    return FileTags(
        title=_first(texts("TIT2")),
        artists=names(texts("TPE1")),
        album=_first(texts("TALB")),
        album_artist=_first(texts("TPE2")),
        disc=number(_raw(texts("TPOS"))),
        track=number(_raw(texts("TRCK"))),
        date=date(
            _raw(texts("TDRC")) or _old_date(texts("TYER"), texts("TDAT")) or _raw(texts("TDRL", "TDOR", "TORY"))
        ),
        genres=names(genre[0].genres) if genre else (),
        language=_language(texts("TLAN")),
        comment=next((_first(list(frame.text)) for frame in frames.get("COMM", ()) if not frame.desc), ""),
        **_words(id3_lyrics(frames, a_frame_ms)),
        cover=_picture((frame.type, frame.data) for frame in frames.get("APIC", ())),
        gain_db=decibels(custom.get("replaygain_track_gain", "")),
        peak=_peak(custom.get("replaygain_track_peak", "")),
    )


def from_vorbis(tags: Any, pictures: Iterable[Any] = ()) -> FileTags:
    """Read Vorbis comments (flac, ogg, opus); ``pictures`` are those the container holds itself."""

    def texts(*keys: str) -> list[object]:
        return next((list(tags[key]) for key in keys if tags.get(key)), [])

    gain = decibels(_raw(texts("replaygain_track_gain")))
    if gain is None and (r128 := _integer(_raw(texts("r128_track_gain")))) is not None:
        gain = r128 / 256 + 5.0  # R128 aims at -23 LUFS, ReplayGain 2 at -18
    found = [(picture.type, picture.data) for picture in pictures]
    if not found:
        found = list(_coded_pictures(texts("metadata_block_picture"), texts("coverart")))
    return FileTags(
        title=_first(texts("title")),
        artists=names(texts("artist")),
        album=_first(texts("album")),
        album_artist=_first(texts("albumartist", "album artist", "album_artist")),
        disc=number(_raw(texts("discnumber", "disc"))),
        track=number(_raw(texts("tracknumber", "track"))),
        date=date(_raw(texts("date", "year", "originaldate"))),
        genres=names(texts("genre")),
        language=_language(texts("language")),
        comment=_first(texts("comment", "description")),
        **_words(vorbis_lyrics(tags)),
        cover=_picture(found),
        gain_db=gain,
        peak=_peak(_raw(texts("replaygain_track_peak"))),
    )


def from_mp4(tags: Any) -> FileTags:
    """Read the atoms of m4a."""

    def texts(key: str) -> list[object]:
        values = tags.get(key) or []
        return [value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in values]

    def pair(key: str) -> int | None:
        values = tags.get(key) or [(0, 0)]
        return values[0][0] or None

    def custom(name: str) -> list[object]:
        return texts(f"----:com.apple.iTunes:{name}") or texts(f"----:com.apple.iTunes:{name.upper()}")

    return FileTags(
        title=_first(texts("©nam")),
        artists=names(texts("©ART")),
        album=_first(texts("©alb")),
        album_artist=_first(texts("aART")),
        disc=pair("disk"),
        track=pair("trkn"),
        date=date(_raw(texts("©day"))),
        genres=names(texts("©gen")),
        language=_language(custom("language")),
        comment=_first(texts("©cmt")),
        **_words(mp4_lyrics(tags)),
        cover=_picture((_FRONT, bytes(cover)) for cover in tags.get("covr") or ()),
        gain_db=decibels(_raw(custom("replaygain_track_gain"))),
        peak=_peak(_raw(custom("replaygain_track_peak"))),
    )


def from_ape(tags: Any) -> FileTags:
    """Read APE tags (wv, ape, mpc)."""

    def texts(*keys: str) -> list[object]:
        return next((list[object](str(tags[key]).split("\0")) for key in keys if key in tags), [])

    pictures = []
    if "Cover Art (Front)" in tags:
        pictures.append((_FRONT, tags["Cover Art (Front)"].value.partition(b"\0")[2]))
    return FileTags(
        title=_first(texts("Title")),
        artists=names(texts("Artist")),
        album=_first(texts("Album")),
        album_artist=_first(texts("Album Artist", "AlbumArtist")),
        disc=number(_raw(texts("Disc"))),
        track=number(_raw(texts("Track"))),
        date=date(_raw(texts("Year"))),
        genres=names(texts("Genre")),
        language=_language(texts("Language")),
        comment=_first(texts("Comment")),
        **_words(ape_lyrics(tags)),
        cover=_picture(pictures),
        gain_db=decibels(_raw(texts("REPLAYGAIN_TRACK_GAIN"))),
        peak=_peak(_raw(texts("REPLAYGAIN_TRACK_PEAK"))),
    )


def from_asf(tags: Any) -> FileTags:
    """Read the attributes of wma."""

    def texts(*keys: str) -> list[object]:
        return next((list(tags[key]) for key in keys if key in tags), [])

    return FileTags(
        title=_first(texts("Title")),
        artists=names(texts("Author")),
        album=_first(texts("WM/AlbumTitle")),
        album_artist=_first(texts("WM/AlbumArtist")),
        disc=number(_raw(texts("WM/PartOfSet"))),
        track=number(_raw(texts("WM/TrackNumber"))),
        date=date(_raw(texts("WM/Year"))),
        genres=names(texts("WM/Genre")),
        language=_language(texts("WM/Language")),
        comment=_first(texts("Description")),
        **_words(asf_lyrics(tags)),
        gain_db=decibels(_raw(texts("replaygain_track_gain", "REPLAYGAIN_TRACK_GAIN"))),
        peak=_peak(_raw(texts("replaygain_track_peak", "REPLAYGAIN_TRACK_PEAK"))),
    )


READERS: dict[str, Callable[[Any], FileTags]] = {
    "ID3": from_id3,
    "_WaveID3": from_id3,
    "_IFFID3": from_id3,
    "VCFLACDict": from_vorbis,
    "MP4Tags": from_mp4,
    "APEv2": from_ape,
    "ASFTags": from_asf,
}
"""By the name of mutagen's class of tags; every kind of Ogg has a class of its own and goes to :func:`from_vorbis`."""


def _first(values: list[object]) -> str:
    return next((text for value in values if (text := clean(str(value)))), "")


def _raw(values: list[object]) -> str:
    return str(values[0]) if values else ""


def _integer(text: str) -> int | None:
    return int(text) if text.strip().lstrip("+-").isdecimal() else None


def _peak(value: object) -> float | None:
    found = decibels(value)
    return found if found is not None and 0.0 < found < 16.0 else None


def _language(values: list[object]) -> str:
    if not values:
        return ""
    return next(iter(named_languages(" ".join(str(value) for value in values))), "")


def _old_date(years: list[object], days: list[object]) -> str:
    """Return the date that ID3 before version 2.4 keeps in two frames: ``1976`` and ``0105``, day before month."""
    year, day = _raw(years).strip(), _raw(days).strip()
    return f"{year}-{day[2:]}-{day[:2]}" if len(day) == 4 and day.isdecimal() else year


def _words(found: list[tuple[str, str]]) -> dict[str, Any]:
    return {"lyrics": found[0][1] if found else "", "all_lyrics": tuple(found)}


def _picture(pictures: Iterable[tuple[int, bytes]]) -> bytes | None:
    """Return the front cover, or else the first picture; what is empty or huge is none."""
    best: bytes | None = None
    for kind, data in pictures:
        if not 0 < len(data) <= COVER_BYTES:
            continue
        if kind == _FRONT:
            return bytes(data)
        best = best or bytes(data)
    return best


def _coded_pictures(blocks: list[object], covers: list[object]) -> Iterable[tuple[int, bytes]]:
    from mutagen.flac import Picture  # noqa: PLC0415 - only few files hold any, and it costs time to load

    for block in blocks:
        try:
            picture = Picture(base64.b64decode(str(block)))
        except Exception:  # noqa: BLE001, S112 - mutagen raises whatever broken bytes lead to; the song is good without
            continue
        yield picture.type, picture.data
    for cover in covers:
        try:
            yield _FRONT, base64.b64decode(str(cover))
        except ValueError:
            continue
