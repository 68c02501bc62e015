"""The words of lists of songs: the orders they offer, and what is said where there is nothing to list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from pluto_desktop.domain.views import SongQuery, Sort, Source


def _tr(text: str) -> str:
    return QCoreApplication.translate("songs", text)


@dataclass(frozen=True, slots=True)
class Words:
    """A title, a sentence, a button and what it does (``all``, ``again`` or an action for the window)."""

    title: str
    text: str
    button: str = ""
    does: str = ""
    mark: str = "music"


_NATURAL = {
    Source.ALL: "As added",
    Source.FAVOURITES: "Newest heart first",
    Source.RECENTLY_ADDED: "Newest first",
    Source.RECENTLY_PLAYED: "Played last first",
    Source.ALBUM: "Disc and track",
    Source.ARTIST: "By album",
    Source.PLAYLIST: "Playlist order",
    Source.GENRE: "As added",
    Source.FOLDER: "By file",
}


def orders(source: Source) -> list[tuple[str, object]]:
    """Return the orders a list offers: (label, (sort, descending))."""
    found: list[tuple[str, object]] = [(_tr(_NATURAL[source]), (Sort.NATURAL, False))]
    found += [
        (_tr("Title"), (Sort.TITLE, False)),
        (_tr("Title in Latin letters"), (Sort.ROMANISED, False)),
        (_tr("Artist"), (Sort.ARTIST, False)),
        (_tr("Album"), (Sort.ALBUM, False)),
        (_tr("Newest year"), (Sort.YEAR, True)),
        (_tr("Recently added"), (Sort.ADDED, True)),
        (_tr("Most played"), (Sort.PLAYS, True)),
        (_tr("Longest"), (Sort.DURATION, True)),
    ]
    return found


_NAMES = {
    Sort.TITLE: "Title",
    Sort.ROMANISED: "Title in Latin letters",
    Sort.ARTIST: "Artist",
    Sort.ALBUM: "Album",
    Sort.YEAR: "Year",
    Sort.GENRE: "Genre",
    Sort.DURATION: "Time",
    Sort.PLAYS: "Plays",
    Sort.POPULARITY: "Popularity",
    Sort.ADDED: "Added",
}


def order_name(query: SongQuery) -> str:
    """Return the name of an order that the drop-down may not offer."""
    if query.sort is Sort.NATURAL:
        return _tr(_NATURAL[query.source])
    return _tr("%1, reversed").replace("%1", _tr(_NAMES[query.sort])) if query.descending else _tr(_NAMES[query.sort])


def words(query: SongQuery) -> Words:
    """Return what is said where a query finds nothing."""
    if not query.filter.empty:
        return Words(
            _tr("Nothing here with these filters"),
            _tr("No song of this list is in that language, or has what you ask for."),
            _tr("Show all"),
            "all",
            "playlist",
        )
    return {
        Source.ALL: Words(
            _tr("Your songs will be here"),
            _tr("Add a folder of music, or drop files on the window. Pluto reads them where they are."),
            _tr("Add my music"),
            "add_music",
        ),
        Source.FAVOURITES: Words(
            _tr("No favourites yet"),
            _tr("Press the heart beside a song that plays, and it is kept here."),
            _tr("Browse songs"),
            "browse_songs",
            "heart",
        ),
        Source.RECENTLY_ADDED: Words(
            _tr("Nothing was added yet"),
            _tr("What you add to the library stands here, the newest first."),
            _tr("Add my music"),
            "add_music",
        ),
        Source.RECENTLY_PLAYED: Words(
            _tr("Nothing was played yet"),
            _tr("Songs you listen to stand here, the last one first."),
            _tr("Browse songs"),
            "browse_songs",
        ),
        Source.ALBUM: Words(_tr("This album is empty"), _tr("Its songs are no longer in the library.")),
        Source.ARTIST: Words(_tr("No songs"), _tr("The songs of this artist are no longer in the library.")),
        Source.PLAYLIST: Words(
            _tr("An empty playlist"),
            _tr("Drag songs here, or choose Add to playlist in the menu of a song."),
            _tr("Browse songs"),
            "browse_songs",
            "playlist",
        ),
        Source.GENRE: Words(_tr("No songs"), _tr("No song of this genre is in the library any more.")),
        Source.FOLDER: Words(_tr("No songs"), _tr("No song of the library lies in this folder any more.")),
    }[query.source]


def loading() -> Words:
    """Return what is said while a list takes long."""
    return Words(_tr("Reading the library"), _tr("The list will be here in a moment."), mark="hourglass")


def failed() -> Words:
    """Return what is said when a list could not be read."""
    return Words(
        _tr("This list could not be read"),
        _tr("Nothing was changed or lost. Try again; if it stays so, run “pluto doctor”."),
        _tr("Try again"),
        "again",
        "alert-triangle",
    )
