"""The words of lists of songs: the orders they offer, and what is said where there is nothing to list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.desktop.views.pages.state import Words
from pluto_desktop.domain.views import SongQuery, Sort, Source

translate = QCoreApplication.translate


_NATURAL = {
    Source.ALL: QT_TRANSLATE_NOOP("songs", "As added"),
    Source.FAVOURITES: QT_TRANSLATE_NOOP("songs", "Newest heart first"),
    Source.RECENTLY_ADDED: QT_TRANSLATE_NOOP("songs", "Newest first"),
    Source.RECENTLY_PLAYED: QT_TRANSLATE_NOOP("songs", "Played last first"),
    Source.ALBUM: QT_TRANSLATE_NOOP("songs", "Disc and track"),
    Source.ARTIST: QT_TRANSLATE_NOOP("songs", "By album"),
    Source.PLAYLIST: QT_TRANSLATE_NOOP("songs", "Playlist order"),
    Source.SMART: QT_TRANSLATE_NOOP("songs", "Order of the rule"),
    Source.GENRE: QT_TRANSLATE_NOOP("songs", "As added"),
    Source.FOLDER: QT_TRANSLATE_NOOP("songs", "By file"),
    Source.ON_DEVICE: QT_TRANSLATE_NOOP("songs", "Title in Latin letters"),
}


def orders(source: Source) -> list[tuple[str, object]]:
    """Return the orders a list offers: (label, (sort, descending))."""
    found: list[tuple[str, object]] = [(translate("songs", _NATURAL[source]), (Sort.NATURAL, False))]
    found += [
        (translate("songs", "Title"), (Sort.TITLE, False)),
        (translate("songs", "Title in Latin letters"), (Sort.ROMANISED, False)),
        (translate("songs", "Artist"), (Sort.ARTIST, False)),
        (translate("songs", "Album"), (Sort.ALBUM, False)),
        (translate("songs", "Newest year"), (Sort.YEAR, True)),
        (translate("songs", "Recently added"), (Sort.ADDED, True)),
        (translate("songs", "Most played"), (Sort.PLAYS, True)),
        (translate("songs", "Longest"), (Sort.DURATION, True)),
    ]
    return found


_NAMES = {
    Sort.TITLE: QT_TRANSLATE_NOOP("songs", "Title"),
    Sort.ROMANISED: QT_TRANSLATE_NOOP("songs", "Title in Latin letters"),
    Sort.ARTIST: QT_TRANSLATE_NOOP("songs", "Artist"),
    Sort.ALBUM: QT_TRANSLATE_NOOP("songs", "Album"),
    Sort.YEAR: QT_TRANSLATE_NOOP("songs", "Year"),
    Sort.GENRE: QT_TRANSLATE_NOOP("songs", "Genre"),
    Sort.DURATION: QT_TRANSLATE_NOOP("songs", "Time"),
    Sort.PLAYS: QT_TRANSLATE_NOOP("songs", "Plays"),
    Sort.POPULARITY: QT_TRANSLATE_NOOP("songs", "Popularity"),
    Sort.ADDED: QT_TRANSLATE_NOOP("songs", "Added"),
    Sort.PLAYED: QT_TRANSLATE_NOOP("songs", "Played last"),
    Sort.RANDOM: QT_TRANSLATE_NOOP("songs", "By chance"),
}


def order_name(query: SongQuery) -> str:
    """Return the name of an order that the drop-down may not offer."""
    if query.sort is Sort.NATURAL:
        return translate("songs", _NATURAL[query.source])
    return (
        translate("songs", "%1, reversed").replace("%1", translate("songs", _NAMES[query.sort]))
        if query.descending
        else translate("songs", _NAMES[query.sort])
    )


def words(query: SongQuery) -> Words:
    """Return what is said where a query finds nothing."""
    if not query.filter.empty:
        return Words(
            translate("songs", "Nothing here with these filters"),
            translate("songs", "No song of this list is in that language, or has what you ask for."),
            translate("songs", "Show all"),
            "all",
            "playlist",
        )
    return {
        Source.ALL: Words(
            translate("songs", "Your songs will be here"),
            translate("songs", "Add a folder of music, or drop files on the window. Pluto reads them where they are."),
            translate("songs", "Add my music"),
            "add_music",
        ),
        Source.FAVOURITES: Words(
            translate("songs", "No favourites yet"),
            translate("songs", "Press the heart beside a song that plays, and it is kept here."),
            translate("songs", "Browse songs"),
            "browse_songs",
            "heart",
        ),
        Source.RECENTLY_ADDED: Words(
            translate("songs", "Nothing was added yet"),
            translate("songs", "What you add to the library stands here, the newest first."),
            translate("songs", "Add my music"),
            "add_music",
        ),
        Source.RECENTLY_PLAYED: Words(
            translate("songs", "Nothing was played yet"),
            translate("songs", "Songs you listen to stand here, the last one first."),
            translate("songs", "Browse songs"),
            "browse_songs",
        ),
        Source.ALBUM: Words(
            translate("songs", "This album is empty"), translate("songs", "Its songs are no longer in the library.")
        ),
        Source.ARTIST: Words(
            translate("songs", "No songs"), translate("songs", "The songs of this artist are no longer in the library.")
        ),
        Source.PLAYLIST: Words(
            translate("songs", "An empty playlist"),
            translate("songs", "Drag songs here, or choose Add to playlist in the menu of a song."),
            translate("songs", "Browse songs"),
            "browse_songs",
            "playlist",
        ),
        Source.SMART: Words(
            translate("songs", "No song fits the rule"),
            translate("songs", "Songs come here by themselves as soon as they do."),
            translate("songs", "Edit the rule…"),
            "edit_rule",
            "sparkles",
        ),
        Source.GENRE: Words(
            translate("songs", "No songs"), translate("songs", "No song of this genre is in the library any more.")
        ),
        Source.FOLDER: Words(
            translate("songs", "No songs"), translate("songs", "No song of the library lies in this folder any more.")
        ),
        Source.ON_DEVICE: Words(
            translate("songs", "Nothing is kept here yet"),
            translate(
                "songs", "Choose Keep on this device in the menu of a song, an album or a playlist, or play a song."
            ),
            translate("songs", "Browse songs"),
            "browse_songs",
            "device-desktop",
        ),
    }[query.source]


def loading() -> Words:
    """Return what is said while a list takes long."""
    return Words(
        translate("songs", "Reading the library"),
        translate("songs", "The list will be here in a moment."),
        mark="hourglass",
    )


def failed() -> Words:
    """Return what is said when a list could not be read."""
    return Words(
        translate("songs", "This list could not be read"),
        translate("songs", "Nothing was changed or lost. Try again; if it stays so, run “pluto doctor”."),
        translate("songs", "Try again"),
        "again",
        "alert-triangle",
    )
