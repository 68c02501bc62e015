"""Writing words into audio files with mutagen: into a copy that is verified before it takes a file's place."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.files.lyrics_tags import id3_lyrics
from pluto_desktop.adapters.files.reader import MutagenTagReader
from pluto_desktop.adapters.files.text import clean_lines
from pluto_desktop.domain.errors import Denied, Invalid, NotFound
from pluto_desktop.lyrics.document import Document, Line, Timing
from pluto_desktop.lyrics.formats import KINDS
from pluto_desktop.ports.audio_files import AudioFile

ISO_639_2 = {"te": "tel", "en": "eng", "hi": "hin", "ta": "tam", "kn": "kan", "ml": "mal", "sa": "san"}
_MS, _LYRICS, _UTF8 = 2, 1, 3


class MutagenLyricsTagger:
    """Fulfils LyricsTagger. Without state: safe from any thread."""

    def embed(self, source: Path, document: Document, target: Path) -> AudioFile:
        """Write words into a copy of a file, verify it, and put it at ``target``; that may be the file itself."""
        reader = MutagenTagReader()
        before = reader.read(source)
        write = EMBEDDERS.get(before.format)
        if write is None:
            raise Invalid("embed_format", path=str(source))
        part = ""
        try:
            handle, part = tempfile.mkstemp(prefix=".pluto-", suffix=source.suffix, dir=target.absolute().parent)
            os.close(handle)
            shutil.copyfile(source, part)
            shutil.copymode(source, part)
            try:
                write(Path(part), document)
            except Exception as error:
                # mutagen raises whatever broken tags lead to; the copy is thrown away.
                raise Invalid("embed_failed", path=str(source)) from error
            after = reader.read(Path(part))
            if after.sound_hash != before.sound_hash or not after.tags.lyrics:
                raise Invalid("embed_failed", path=str(source))
            with open(part, "rb") as file:  # noqa: PTH123 - a temporary file's name is text
                os.fsync(file.fileno())
            Path(part).replace(target)
            part = ""
            return reader.read(target)
        except FileNotFoundError as error:
            raise NotFound("file_missing", path=str(target.parent)) from error
        except OSError as error:
            code = "disk_full" if error.errno == errno.ENOSPC else "lyrics_unwritable"
            raise Denied(code, path=str(target)) from error
        finally:
            if part:
                with contextlib.suppress(OSError):
                    Path(part).unlink()


def _write_id3(path: Path, document: Document) -> None:
    """USLT for each language, and SYLT where there are times."""
    from mutagen import File  # noqa: PLC0415 - costs time to load, and few ever write

    file = File(path)
    if file.tags is None:
        file.add_tags()
    file.tags.delall("USLT")
    file.tags.delall("SYLT")
    for frame in _frames(document):
        file.tags.add(frame)
    file.save()


def _frames(document: Document) -> Iterator[Any]:
    from mutagen.id3 import SYLT, USLT  # noqa: PLC0415

    for language in document.languages:
        code = ISO_639_2.get(language.split("-")[0], "und")
        described = language if "-" in language else ""
        yield USLT(encoding=_UTF8, lang=code, desc=described, text=document.text(language))
        if entries := _sylt(document, language):
            yield SYLT(encoding=_UTF8, lang=code, format=_MS, type=_LYRICS, desc=described, text=entries)


def _write_vorbis(path: Path, document: Document) -> None:
    """LYRICS: with times as enhanced LRC, which players of such files read."""
    from mutagen import File  # noqa: PLC0415

    file = File(path)
    if file.tags is None:
        file.add_tags()
    for key in [key for key in file.tags.keys() if _holds_words(key)]:  # noqa: SIM118 - comments iterate as pairs
        del file.tags[key]
    file.tags["LYRICS"] = _text(document)
    file.save()


def _write_mp4(path: Path, document: Document) -> None:
    """©lyr: with times as enhanced LRC."""
    mp4 = importlib.import_module("mutagen.mp4").MP4(path)
    if mp4.tags is None:
        mp4.add_tags()
    for key in [key for key in mp4.tags if _holds_words(key.rpartition(":")[2])]:
        del mp4.tags[key]
    mp4.tags["©lyr"] = [_text(document)]
    mp4.save()


EMBEDDERS: dict[str, Callable[[Path, Document], None]] = {
    "mp3": _write_id3, "wav": _write_id3, "aiff": _write_id3,
    "flac": _write_vorbis, "ogg": _write_vorbis, "oga": _write_vorbis, "opus": _write_vorbis, "spx": _write_vorbis,
    "m4a": _write_mp4,
}  # fmt: skip


def embedded_texts(form: str, document: Document) -> list[tuple[str, str]]:
    """Return what is read as all words of a file of a format after a document was embedded in it."""
    if EMBEDDERS[form] is not _write_id3:
        return [("", clean_lines(_text(document)))]
    frames: dict[str, list[Any]] = {"SYLT": [], "USLT": []}
    for frame in _frames(document):
        frames[frame.FrameID].append(frame)
    return id3_lyrics(frames, None)


def _holds_words(key: str) -> bool:
    name = key.casefold().partition(":")[0]
    return name in {"lyrics", "syncedlyrics", "unsyncedlyrics", "unsynced lyrics"}


def _text(document: Document) -> str:
    return KINDS["txt" if document.timing is Timing.NONE else "elrc"].write(document)


def _sylt(document: Document, language: str) -> list[tuple[str, int]]:
    """Return the entries of one language: lines, or words where any has times; a newline begins a line."""
    lines = [line for line in document.lines if language in line.texts and line.start_ms is not None]
    following = [line.start_ms for line in lines[1:]]
    entries: list[tuple[str, int]] = []
    for index, line in enumerate(lines):
        entries += _entries(line, language)
        after = following[index] if index < len(following) else None
        if line.end_ms is not None and (after is None or line.end_ms < after):
            entries.append(("", line.end_ms))
    return entries


def _entries(line: Line, language: str) -> list[tuple[str, int]]:
    words: list[Any] = [word for word in line.words if word.lang == language and word.start_ms is not None]
    if "".join(word.text for word in words) != line.texts[language]:
        return [(f"\n{line.texts[language].replace(chr(10), ' ')}", line.start_ms or 0)]
    begun = [("\n" if index == 0 else "", word) for index, word in enumerate(words)]
    return [(f"{newline}{word.text.replace(chr(10), ' ')}", word.start_ms) for newline, word in begun]
