"""Reading one audio file: its hashes in one pass over its bytes, its tags by mutagen."""

from __future__ import annotations

import hashlib
import importlib
import os
import threading
from io import FileIO
from pathlib import Path
from typing import Any, Protocol

import xxhash

from pluto_desktop.adapters.files.containers import Spans, format_of, ogg_sound, sound_spans
from pluto_desktop.adapters.files.tags import READERS, from_vorbis
from pluto_desktop.domain.errors import Denied, Invalid, KnownError, NotFound
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.ports.audio_files import AudioFile, FileTags

_CHUNK = 256 * 1024
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


def _read(path: Path, shown: str, file: FileIO) -> AudioFile:
    status = os.fstat(file.fileno())
    if status.st_size == 0:
        raise Invalid("file_empty", path=shown)
    head = file.read(64)
    name = format_of(head, path.suffix.lower())
    if not name:
        raise Invalid("not_audio", path=shown)
    sha256, sound_hash, sound_bytes = _hashes(file, status.st_size, name)
    if sound_bytes == 0:
        raise Invalid("file_damaged" if head[:3] != b"ID3" else "not_audio", path=shown)
    tags, duration_ms = _tags(file, name, shown)
    return AudioFile(
        path, status.st_size, status.st_mtime_ns, MediaHash(sha256), sound_hash, name, duration_ms, tags
    )  # fmt: skip


def _hashes(file: FileIO, size: int, name: str) -> tuple[str, str, int]:
    """Return the SHA-256 of all bytes, the hash of the sound's, and how many those are.

    The second one is fast rather than strong: it only has to tell a retagged file from another one, and an import
    reads every byte through it.
    """
    whole, sound = hashlib.sha256(), xxhash.xxh3_128()
    if name in _OGG:
        if size > _OGG_IN_MEMORY:
            raise ValueError("an Ogg file this large is no song")
        file.seek(0)
        data = _read_all(file, size)
        whole.update(data)
        sound_bytes = 0
        for part in ogg_sound(data):
            sound.update(part)
            sound_bytes += len(part)
    else:
        spans = sound_spans(file, size, name)
        sound_bytes = sum(end - start for start, end in spans)
        _hash_spans(file, spans, whole, sound)
    return whole.hexdigest(), f"{sound.hexdigest()}-{sound_bytes:x}", sound_bytes


def _hash_spans(file: FileIO, spans: Spans, whole: _Hash, sound: _Hash) -> None:
    buffer = _buffer()
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
    """Return this thread's buffer: fresh memory for each file would cost more than reading a small one."""
    buffer: memoryview | None = getattr(_local, "buffer", None)
    if buffer is None:
        buffer = _local.buffer = memoryview(bytearray(_CHUNK))
    return buffer


def _read_all(file: FileIO, size: int) -> bytes:
    parts = []
    while part := file.read(max(size, _CHUNK)):
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _tags(file: FileIO, name: str, shown: str) -> tuple[FileTags, int | None]:
    file.seek(0)
    try:
        read = _class(name)(file)
        length = float(getattr(read.info, "length", 0.0) or 0.0)
    except Exception as error:
        # mutagen raises ValueError, IndexError, struct.error and more for broken files.
        raise Invalid("not_audio" if name in {"mp3", "aac"} else "file_damaged", path=shown) from error
    duration_ms = round(length * 1000) if 0 < length < 1e7 else None
    if read.tags is None:
        return _pictures_only(read), duration_ms
    try:
        reader = READERS.get(type(read.tags).__name__)
        if reader is not None and reader is not from_vorbis:
            return reader(read.tags), duration_ms
        return from_vorbis(read.tags, getattr(read, "pictures", ())), duration_ms
    except Exception:  # noqa: BLE001 - a file whose tags are broken still plays: it is added by its name
        return FileTags(), duration_ms


def _pictures_only(read: Any) -> FileTags:
    pictures = getattr(read, "pictures", ())
    return from_vorbis({}, pictures) if pictures else FileTags()


def _class(name: str) -> Any:
    if name not in _classes:
        module, cls = _CLASSES[name]
        _classes[name] = getattr(importlib.import_module(module), cls)
    return _classes[name]


def _shown(path: Path) -> str:
    """Return a path for a sentence: bytes that are no text become a replacement character."""
    return os.fsencode(path).decode("utf-8", "replace")
