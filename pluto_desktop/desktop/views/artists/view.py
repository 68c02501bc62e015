"""The page of artists."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from pluto_desktop.desktop.models.artist_list import Name, read_artists
from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.tasks import Lane
from pluto_desktop.desktop.views.artists.strip import AlbumStrip
from pluto_desktop.desktop.views.pages.names_view import NamesKind, NamesView
from pluto_desktop.desktop.views.pages.state import Words
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.songs import AlbumRow
from pluto_desktop.domain.views import AlbumSort, SongFilter, SongQuery, Source
from pluto_desktop.services.browse import Browse

_MOST_ALBUMS = 200
_LOOKED_AT = 3000


class ArtistsView(NamesView):
    """Artists; the chosen one with a strip of albums above the songs."""

    def describe(self) -> NamesKind:
        """Return what the page is about."""
        nothing = Words(
            translate("artists", "Your artists will be here"),
            translate("artists", "Add a folder of music; whoever sings in it is listed here."),
            translate("artists", "Add my music"),
            "add_music",
            "users",
        )
        without = frozenset({Column.ARTIST})
        return NamesKind(
            translate("artists", "Artists"), Source.ARTIST, lambda: read_artists(self._browse), nothing, without
        )

    def _lay_out(self) -> None:
        super()._lay_out()
        self.strip = AlbumStrip(self._theme, self._covers, self)
        self.strip.open_wanted.connect(self.open_album)
        self.strip.hide()

    def join(self, songs: SongsView) -> None:
        """Take the songs in, with the albums above them."""
        super().join(songs)
        songs.layout().insertWidget(1, self.strip)  # type: ignore[union-attr]

    def show_name(self, name: Name) -> None:
        """Show the songs and albums of an artist."""
        super().show_name(name)
        browse = self._browse
        self._runner.run(
            self, "albums", Lane.READ, lambda _token: _albums_of(browse, name.key), self._show_albums, self.error.emit
        )

    def extend_menu(self, menu: QMenu, name: Name) -> None:
        """Offer to rename the artist, where the library may be changed."""
        if self.presence.edits:
            menu.addSeparator()
            rename = menu.addAction(self.tr("Rename everywhere…"))
            rename.triggered.connect(lambda _=False: self.rename_artist_requested.emit(name.key, name.name))

    def _show_albums(self, albums: list[AlbumRow]) -> None:
        self.strip.set_albums(albums)
        self.strip.setVisible(bool(albums))


def _albums_of(browse: Browse, artist: str) -> list[AlbumRow]:
    """Return the albums an artist has songs on, newest first; for a worker thread."""
    ids = browse.list_song_ids(SongQuery(Source.ARTIST, artist))
    wanted = {row.album_id for row in browse.list_song_rows(ids[:_LOOKED_AT]) if row.album_id is not None}
    if not wanted:
        return []
    if len(wanted) <= 8:
        found = [browse.get_album(album) for album in wanted]
        return sorted(found, key=lambda album: (-(album.year or 0), album.title))
    albums = [album for album in browse.list_albums(AlbumSort.YEAR, SongFilter()) if album.id in wanted]
    return albums[:_MOST_ALBUMS]


translate = QCoreApplication.translate
