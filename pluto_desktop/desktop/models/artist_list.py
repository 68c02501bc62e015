"""The names at the left of a page: artists, genres, folders, each with a quiet second line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from pluto_desktop.desktop.models.formatting import albums_text, one_line, songs_text
from pluto_desktop.desktop.models.value_list import ValueListModel
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.domain.songs import ArtistRow
from pluto_desktop.services.browse import Browse

ReadNames = Callable[[], "Sequence[Name]"]


@dataclass(frozen=True, slots=True)
class Name:
    """A line of a list of names.

    ``place`` follows the detail; of a long one the end is shown. ``tooltip`` is shown where the name alone does not say
    which one it is.
    """

    key: str
    name: str
    detail: str
    place: str = ""
    tooltip: str = ""


class NameListModel(ValueListModel[Name]):
    """Names that :meth:`reload` reads with the function given."""

    def __init__(self, read: ReadNames, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(runner, lambda name: name.key, lambda name: name.name, _spoken, parent)
        self._read = read

    def reload(self) -> None:
        """Read the names again."""
        self.load(self._read)


def _spoken(name: Name) -> str:
    return f"{name.tooltip or name.name}, {name.detail}"


def artist_name(artist: ArtistRow) -> Name:
    """Return an artist as a line."""
    detail = songs_text(artist.songs)
    if artist.albums:
        detail += " · " + albums_text(artist.albums)
    return Name(artist.id, one_line(artist.name), detail)


def read_artists(browse: Browse) -> list[Name]:
    """Read the artists."""
    return [artist_name(artist) for artist in browse.list_artists()]


def read_genres(browse: Browse) -> list[Name]:
    """Read the genres."""
    return [Name(genre, one_line(genre), songs_text(count)) for genre, count in browse.list_genres()]


def read_folders(browse: Browse) -> list[Name]:
    """Read the folders. Names that are not UTF-8 are shown with replacement characters; the key stays exact."""
    found = []
    for path, count in browse.list_folders():
        whole = one_line(str(path).encode("utf-8", "replace").decode())
        name = one_line((path.name or str(path)).encode("utf-8", "replace").decode())
        found.append(Name(str(path), name, songs_text(count), _parent(path), whole))
    return found


def _parent(path: Path) -> str:
    return one_line(str(path.parent).encode("utf-8", "replace").decode())
