"""Reading one audio file: its hashes in one pass over its bytes, its tags by mutagen."""

from __future__ import annotations

import hashlib
import importlib
import io
import mmap
import os
import threading
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, Protocol

import xxhash

from pluto_desktop.adapters.files.containers import Spans, format_of, ogg_sound, sound_spans
from pluto_desktop.adapters.files.lyrics_tags import frame_ms
from pluto_desktop.adapters.files.tags import READERS, from_id3, from_vorbis
from pluto_desktop.adapters.files.view import File, View
from pluto_desktop.domain.errors import Denied, Invalid, KnownError, NotFound
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.ports.audio_files import AudioFile, FileTags

_CHUNK = 256 * 1024
_WHOLE = 2 * 1024 * 1024
_OGG = frozenset({"ogg", "oga", "opus", "spx"})
_OGG_IN_MEMORY = 512 * 1024 * 1024
_CLASSES = {
    "mp3": ("mutagen.mp3", "MP3"),
    "flac": ("mutagen.flac", "FLAC"),
    "ogg": ("mutagen.oggvorbis", "OggVorbis"),
    "oga": ("mutagen.oggflac", "OggFLAC"),
    "opus": ("mutagen.oggopus", "OggOpus"),
    "spx": ("mutagen.oggspeex", "OggSpeex"),
    "m4a": ("mutagen.mp4", "MP4"),
    "wav": ("mutagen.wave", "WAVE"),
    "aiff": ("mutagen.aiff", "AIFF"),
    "aac": ("mutagen.aac", "AAC"),
    "wma": ("mutagen.asf", "ASF"),
    "wv": ("mutagen.wavpack", "WavPack"),
    "ape": ("mutagen.monkeysaudio", "MonkeysAudio"),
    "mpc": ("mutagen.musepack", "Musepack"),
    "tta": ("mutagen.trueaudio", "TrueAudio"),
}
_OPTIONS = {"mp3": {"translate": False}}
"""Frames are read as they are: turning them into those of a newer version takes a tenth of the time, for nothing."""
_classes: dict[str, Any] = {}
_local = threading.local()


class _Hash(Protocol):
    def update(self, data: memoryview, /) -> None: ...


class MutagenTagReader:
    """Reads audio files with mutagen; fulfils TagReader. Without state: safe from any thread, and can be pickled."""

    def read(self, path: Path) -> AudioFile:
        """Read one file, from its first byte to its last, once."""
        shown = _shown(path)
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - Path.open is twice as slow for small files
                return _read(path, shown, file)
        except KnownError:
            raise
        except FileNotFoundError as error:
            raise NotFound("file_missing", path=shown) from error
        except (PermissionError, IsADirectoryError) as error:
            raise Denied("file_unreadable", path=shown) from error
        except (OSError, ValueError) as error:
            raise Invalid("file_damaged", path=shown) from error


@dataclass(frozen=True, slots=True)
class _Sums:
    sha256: str
    sound: str
    sound_bytes: int


def _read(path: Path, shown: str, file: FileIO) -> AudioFile:
    status = os.fstat(file.fileno())
    size = status.st_size
    if size == 0:
        raise Invalid("file_empty", path=shown)
    # A small file is read at one go and looked at in memory: mutagen's many small reads cost more than its parsing.
    data = _buffer()[: file.readinto(_buffer()[: size + 1])] if size < _WHOLE else memoryview(b"")
    head = bytes(data[:64]) or file.read(64)
    name = format_of(head, path.suffix.lower())
    if not name:
        raise Invalid("not_audio", path=shown)
    if name in _OGG and len(data) != size:
        data = _all_of(file, size)
    whole = len(data) == size
    sums = _sums_of_data(data, name) if whole else _sums_of_file(file, size, name)
    if sums.sound_bytes == 0:
        raise Invalid("not_audio" if head.startswith(b"ID3") else "file_damaged", path=shown)
    tags, duration_ms = _tags(View(data), name, shown) if whole else _tags_of_file(file, name, shown)
    return AudioFile(path, size, status.st_mtime_ns, MediaHash(sums.sha256), sums.sound, name, duration_ms, tags)


def _all_of(file: FileIO, size: int) -> memoryview:
    if size > _OGG_IN_MEMORY:
        raise ValueError("an Ogg file this large is no song")
    file.seek(0)
    return memoryview(file.readall())


def _sums_of_data(data: memoryview, name: str) -> _Sums:
    if name in _OGG:
        parts = ogg_sound(data)
    else:
        parts = [data[start:end] for start, end in sound_spans(View(data), len(data), name)]
    sound = xxhash.xxh3_128()
    for part in parts:
        sound.update(part)
    return _sums(hashlib.sha256(data).hexdigest(), sound.hexdigest(), sum(map(len, parts)))


def _sums_of_file(file: FileIO, size: int, name: str) -> _Sums:
    sha256, sound = hashlib.sha256(), xxhash.xxh3_128()
    spans = sound_spans(file, size, name)
    _hash_spans(file, spans, sha256, sound)
    return _sums(sha256.hexdigest(), sound.hexdigest(), sum(end - start for start, end in spans))


def _sums(sha256: str, sound: str, sound_bytes: int) -> _Sums:
    """Join the hashes. That of the sound is fast rather than strong: it only has to know a retagged file again."""
    return _Sums(sha256, f"{sound}-{sound_bytes:x}", sound_bytes)


def _hash_spans(file: FileIO, spans: Spans, whole: _Hash, sound: _Hash) -> None:
    buffer = _buffer()[:_CHUNK]
    file.seek(0)
    at = 0
    while (count := file.readinto(buffer)) > 0:
        whole.update(buffer[:count])
        for start, end in spans:
            first, last = max(start - at, 0), min(end - at, count)
            if first < last:
                sound.update(buffer[first:last])
        at += count


def _buffer() -> memoryview:
    """Return this thread's buffer: fresh memory for each file would cost more than reading a small one.

    Pages of its own rather than a bytearray, which begins a few bytes into a page: there, some processors copy from
    the disk's cache five times as slowly.
    """
    buffer: memoryview | None = getattr(_local, "buffer", None)
    if buffer is None:
        buffer = _local.buffer = memoryview(mmap.mmap(-1, _WHOLE))
    return buffer


def _tags_of_file(file: FileIO, name: str, shown: str) -> tuple[FileTags, int | None]:
    file.seek(0)
    buffered = io.BufferedReader(file, 64 * 1024)
    try:
        return _tags(buffered, name, shown)
    finally:
        buffered.detach()


def _tags(file: File, name: str, shown: str) -> tuple[FileTags, int | None]:
    try:
        read = tag_class(name)(file, **_OPTIONS.get(name, {}))
        length = float(getattr(read.info, "length", 0.0) or 0.0)
    except Exception as error:
        # mutagen raises ValueError, IndexError, struct.error and more for broken files.
        raise Invalid("not_audio" if name in {"mp3", "aac"} else "file_damaged", path=shown) from error
    duration_ms = round(length * 1000) if 0 < length < 1e7 else None
    if read.tags is None:
        return _pictures_only(read), duration_ms
    try:
        reader = READERS.get(type(read.tags).__name__)
        if reader is from_id3:
            return from_id3(read.tags, frame_ms(read.info)), duration_ms
        if reader is not None and reader is not from_vorbis:
            return reader(read.tags), duration_ms
        return from_vorbis(read.tags, getattr(read, "pictures", ())), duration_ms
    except Exception:  # noqa: BLE001 - a file whose tags are broken still plays: it is added by its name
        return FileTags(), duration_ms


def _pictures_only(read: Any) -> FileTags:
    pictures = getattr(read, "pictures", ())
    return from_vorbis({}, pictures) if pictures else FileTags()


def tag_class(name: str) -> Any:
    """Return mutagen's class for files of a format."""
    if name not in _classes:
        module, cls = _CLASSES[name]
        _classes[name] = getattr(importlib.import_module(module), cls)
    return _classes[name]


def _shown(path: Path) -> str:
    """Return a path for a sentence: bytes that are no text become a replacement character."""
    return os.fsencode(path).decode("utf-8", "replace")
