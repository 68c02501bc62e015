"""Tags written into audio files, in memory."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pluto_desktop.domain.errors import Conflict, Invalid, KnownError
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location
from pluto_desktop.lyrics.document import Timing
from pluto_desktop.lyrics.formats import KINDS
from pluto_desktop.ports.audio_files import AudioFile, FileTags, NewTags, TaggedCopy
from pluto_desktop.services.tags_wanted import FIELDS
from tests.fakes.files import FakeFiles


class FakeTagWriter:
    """Fulfils TagWriter for the files of a FakeFiles; ``left`` is what a kill left, ``errors`` what is raised."""

    def __init__(self, files: FakeFiles) -> None:
        self._files = files
        self.left: list[Path] = []
        self.errors: dict[Path, KnownError] = {}
        self.formats = {"mp3": frozenset(FIELDS)}

    def holds(self, form: str) -> frozenset[str]:
        return self.formats.get(form, frozenset())

    def as_read(self, form: str, new: NewTags) -> FileTags:
        fields = {field: getattr(new.said, field) for field in new.given & self.holds(form) if field != "lyrics"}
        if "lyrics" in new.given and new.words is not None:
            text = KINDS["txt" if new.words.timing is Timing.NONE else "elrc"].write(new.words)
            fields |= {"lyrics": text, "all_lyrics": (("", text),)}
        return replace(FileTags(), **fields)

    def write(self, location: Location, new: NewTags) -> AudioFile:
        self._files.put(str(location.path), *self._written(location, new))
        return self._files.read(location.path)

    def write_copy(self, location: Location, new: NewTags, folder: Path, stem: str) -> TaggedCopy:
        copy = self._written(location, new)
        cover = None if copy[1].cover is None else MediaHash(sha256(copy[1].cover).hexdigest())
        if folder in self.errors:
            raise self.errors[folder]
        for number in range(1, 100):
            name = stem if number == 1 else f"{stem} ({number})"
            target = folder / f"{name}{location.path.suffix}"
            if target not in self._files.files:
                self._files.put(str(target), *copy)
                return TaggedCopy(target, made=True, cover=cover)
            if self._files.files[target][:2] == copy:
                return TaggedCopy(target, made=False, cover=cover)
        raise AssertionError(stem)

    def settle(self) -> list[Path]:
        left, self.left = self.left, []
        return left

    def _written(self, location: Location, new: NewTags) -> tuple[str, FileTags]:
        """Return the sound of a file, and its tags once new ones are written."""
        before = self._files.read(location.path)
        if location.path in self.errors:
            raise self.errors[location.path]
        if before.sha256 != location.sha256:
            raise Conflict("tags_file_changed", path=str(location.path))
        if not new.given <= self.holds(before.format):
            raise Invalid("tags_format", path=str(location.path))
        read = self.as_read(before.format, new)
        fields = new.given | ({"all_lyrics"} if "lyrics" in new.given else frozenset())
        tags = replace(before.tags, **{field: getattr(read, field) for field in fields})
        return self._files.files[location.path][0], tags
