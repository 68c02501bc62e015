"""Writing tags into audio files with mutagen: into a copy that is verified before it takes the file's name."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import stat
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.files.lyrics_embed import EMBEDDERS, embedded_texts
from pluto_desktop.adapters.files.reader import MutagenTagReader, tag_class
from pluto_desktop.adapters.files.swapping import Swap, Swaps, sync
from pluto_desktop.adapters.files.tag_fields import PUTTERS, list_held, picture_kind
from pluto_desktop.adapters.files.text import clean, date, names
from pluto_desktop.domain.errors import Conflict, Denied, Invalid
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location
from pluto_desktop.lyrics.languages import named_languages
from pluto_desktop.ports.audio_files import AudioFile, FileTags, NewTags, TaggedCopy

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


class MutagenTagWriter:
    """Fulfils TagWriter. Any thread, one at a time; ``folder`` is the library's, where it is noted what is written."""

    def __init__(self, folder: Path) -> None:
        self._swaps = Swaps(folder)
        self._reader = MutagenTagReader()

    def holds(self, form: str) -> frozenset[str]:
        """Return the names of the fields that files of a format can hold."""
        return frozenset(list_held(form)) | ({"lyrics"} if form in EMBEDDERS else frozenset())

    def as_read(self, form: str, new: NewTags) -> FileTags:
        """Return what is read of a file of a format once it holds new tags."""
        said, fields = new.said, new.given & self.holds(form)
        read: dict[str, Any] = {}
        for field in fields - {"lyrics"}:
            read[field] = _as_read(field, getattr(said, field))
        if "cover" in fields and form == "m4a" and picture_kind(said.cover or b"") not in {"png", "jpeg"}:
            del read["cover"]  # atoms hold no other pictures
        if "lyrics" in fields and new.words is not None:
            read["all_lyrics"] = tuple(embedded_texts(form, new.words))
            read["lyrics"] = read["all_lyrics"][0][1] if read["all_lyrics"] else ""
        return replace(FileTags(), **read)

    def write(self, location: Location, new: NewTags) -> AudioFile:
        """Write tags into a file."""
        path, shown = location.path, _shown(location.path)
        before = self._read(location, new)
        try:
            file = path.resolve(strict=True)
            _refuse_unwritable(file, shown)
            with self._swaps.begin(file) as swap:
                swap.copy()
                written = self._make(swap.new, before, new)
                if _identity(file) != (before.size, before.mtime_ns):
                    raise Conflict("tags_file_changed", path=shown)
                return self._put(swap, path, written, shown)
        except OSError as error:
            raise Denied("disk_full" if error.errno in _FULL else "tags_unwritable", path=shown) from error

    def write_copy(self, location: Location, new: NewTags, folder: Path, stem: str) -> TaggedCopy:
        """Write a copy of a file with tags into a folder, under a name that is free there."""
        before = self._read(location, new)
        ending = location.path.suffix or f".{before.format}"
        try:
            with self._swaps.begin(folder / f"{stem}{ending}") as swap:
                shutil.copyfile(location.path, swap.new)
                cover = self._make(swap.new, before, new).tags.cover
                path, made = _named(swap.new, folder, stem, ending)
                return TaggedCopy(path, made, None if cover is None else MediaHash(sha256(cover).hexdigest()))
        except OSError as error:
            code = "disk_full" if error.errno in _FULL else "copies_unwritable"
            raise Denied(code, path=_shown(folder)) from error

    def settle(self) -> list[Path]:
        """Put right what a kill left."""
        return self._swaps.settle()

    def _read(self, location: Location, new: NewTags) -> AudioFile:
        """Return the file as it is; refuse one that is another by now, or cannot hold the tags."""
        before = self._reader.read(location.path)
        if before.sha256 != location.sha256:
            raise Conflict("tags_file_changed", path=_shown(location.path))
        if not new.given <= self.holds(before.format):
            raise Invalid("tags_format", path=_shown(location.path))
        return before

    def _make(self, copy: Path, before: AudioFile, new: NewTags) -> AudioFile:
        """Write the tags into a copy of a file, bring it to the disk and verify it."""
        shown = _shown(before.path)
        try:
            _put_tags(copy, before.format, new)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in _FULL:
                raise
            # mutagen raises whatever broken tags lead to; the copy is thrown away.
            raise Invalid("tags_failed", path=shown) from error
        with copy.open("rb") as file:
            os.fsync(file.fileno())
        written = self._reader.read(copy)
        wanted = self.as_read(before.format, new)
        fields = set(new.given) | ({"all_lyrics"} if "lyrics" in new.given else set())
        expected = replace(before.tags, **{field: getattr(wanted, field) for field in fields})
        if written.sound_hash != before.sound_hash or written.tags != expected:
            raise Invalid("tags_failed", path=shown)
        return written

    def _put(self, swap: Swap, path: Path, written: AudioFile, shown: str) -> AudioFile:
        """Bring the new file under the old one's name and read it there; the old one comes back if that fails."""
        swap.keep()
        try:
            swap.put()
            found = self._reader.read(path)
            if found.sha256 != written.sha256:
                raise Invalid("tags_failed", path=shown)
        except BaseException:
            swap.put_back()
            raise
        return found


def _refuse_unwritable(file: Path, shown: str) -> None:
    """Raise Denied for a file that is not to be written, or that would be parted from its other names."""
    status = file.stat()
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(file, os.W_OK):
        raise Denied("tags_read_only", path=shown)
    if status.st_nlink > 1:
        raise Denied("tags_two_names", path=shown)


def _put_tags(path: Path, form: str, new: NewTags) -> None:
    file = tag_class(form)(path)
    if file.tags is None:
        file.add_tags()
    PUTTERS[form](file, new.said, new.given)
    file.save()
    if "lyrics" in new.given and new.words is not None:
        EMBEDDERS[form](path, new.words)


def _named(copy: Path, folder: Path, stem: str, ending: str) -> tuple[Path, bool]:
    """Bring a copy under the first name that is free; False where a file of one of the names has its bytes already."""
    number = 1
    while True:
        target = folder / (f"{stem}{ending}" if number == 1 else f"{stem} ({number}){ending}")
        if _take_name(copy, target):
            sync(folder)
            return target, True
        if target.is_file() and filecmp.cmp(copy, target, shallow=False):
            return target, False
        number += 1


def _take_name(copy: Path, target: Path) -> bool:
    """Give a copy a name in one step; returns False where something has it."""
    try:
        os.link(copy, target)
    except FileExistsError:
        return False
    except OSError:  # a disk without second names, as cameras and USB sticks have: nothing else makes files here
        if os.path.lexists(target):
            return False
        copy.rename(target)
    return True


def _shown(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def _identity(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_size, status.st_mtime_ns


def _as_read(field: str, value: Any) -> Any:
    if field in {"artists", "genres"}:
        return names(value)
    if field == "date":
        return date(value) if value else ""
    if field == "language":
        return next(iter(named_languages(value)), "")
    return clean(value) if isinstance(value, str) else value or None
