"""Keeping songs, albums and playlists of a shared library on this device, within a budget for all the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Denied, NotFound
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.keeping import Held, HeldMedium, Pin, PinKind, Removed, SongMedium
from pluto_desktop.domain.songs import MediaKind
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.files import MediaFolder
from pluto_desktop.ports.keeping import CoverCache, HeldMedia, Pins
from pluto_desktop.services.shared.fetch import FetchCovers, FetchMedia

_COVERS_BYTES = 256_000_000


class Keeping:
    """What is kept here and what goes. Any worker thread; only :meth:`bring` asks the servers."""

    def __init__(
        self,
        pins: Pins,
        held: HeldMedia,
        folder: MediaFolder,
        reader: CatalogueReader,
        fetch: Callable[[], FetchMedia],
        fetch_covers: Callable[[], FetchCovers],
        covers: CoverCache,
    ) -> None:
        """``fetch`` and ``fetch_covers`` give what asks the servers; they may raise a KnownError."""
        self._pins, self._held, self._folder, self._reader = pins, held, folder, reader
        self._fetch, self._fetch_covers, self._covers = fetch, fetch_covers, covers

    # -- what a person wants --

    def keep(self, pins: Sequence[Pin]) -> Changes:
        """Keep things from now on; :meth:`list_missing` then tells what is to be brought."""
        before = set(self._held.list_pinned_songs())
        self._pins.put_pins(pins)
        return Changes(songs=frozenset(set(self._held.list_pinned_songs()) - before))

    def list_pins(self) -> list[Pin]:
        """Return everything that is kept."""
        return self._pins.list_pins()

    def remove(self, songs: Sequence[SongId]) -> Removed:
        """Take songs off this device, unless they belong to an album or a playlist that is kept."""
        self._pins.drop_pins([Pin(PinKind.SONG, song) for song in songs])
        pinned = set(self._held.list_pinned_songs())
        changes = self._drop([song for song in songs if song not in pinned])
        return Removed(Changes(songs=frozenset(songs)) | changes, tuple(song for song in songs if song in pinned))

    def remove_lists(self, pins: Sequence[Pin]) -> Changes:
        """Keep albums and playlists no longer; songs of theirs that nothing else keeps are taken off this device."""
        before = self._held.list_pinned_songs()
        self._pins.drop_pins(pins)
        after = set(self._held.list_pinned_songs())
        gone = [song for song in before if song not in after]
        return Changes(songs=frozenset(gone)) | self._drop(gone)

    def _drop(self, songs: Sequence[SongId]) -> Changes:
        wanted = {one.medium.sha256 for one in self._held.list_media_of(songs)}
        return self._delete([one for one in self._held.list_held() if one.sha256 in wanted and not one.held])

    # -- what is here --

    def count(self) -> Held:
        """Return how much lies here."""
        return self._held.count_held()

    def list_missing(self, songs: Sequence[SongId] | None = None) -> list[SongMedium]:
        """Return what is still to be brought of everything that is kept, or of some songs; each medium once."""
        wanted = self._held.list_pinned_songs() if songs is None else songs
        missing: dict[MediaHash, SongMedium] = {}
        for one in self._held.list_media_of(wanted):
            if not self._is_here(one):
                missing.setdefault(one.medium.sha256, one)
        return list(missing.values())

    def _is_here(self, one: SongMedium) -> bool:
        if one.medium.kind is MediaKind.COVER:
            return self._reader.find_cover(one.medium.sha256) is not None
        return one.here

    def bring(self, one: SongMedium, cancel: CancelToken, tell: Callable[[int], None]) -> Changes:
        """Bring a medium; ``tell`` hears how many of its bytes are here.

        Raises what :class:`FetchMedia` and :class:`FetchCovers` raise.
        """
        if one.medium.kind is MediaKind.COVER:
            if not list(self._fetch_covers().bring([one.medium.sha256], cancel)):
                raise NotFound("medium_lost", medium=one.medium.sha256)
            return Changes()
        return self._fetch().bring(one.medium, cancel, tell)[1]

    # -- the budget --

    def trim(self, budget: int) -> Changes:
        """Delete what was played longest ago until all sound here takes ``budget`` bytes; what is kept stays.

        Media whose files somebody took away are forgotten: the shared library brings them again.
        """
        held = self._held.list_held()
        lost = {one.path for one in held if self._folder.holds(one.path) and not one.path.exists()}
        changes = self._held.forget(list(lost)) if lost else Changes()
        here = [one for one in held if one.path not in lost]
        over = sum(one.size for one in here) - budget
        going: list[HeldMedium] = []
        for one in here:
            if over <= 0:
                break
            if not one.held and self._folder.holds(one.path):
                going.append(one)
                over -= one.size
        return changes | self._delete(going)

    def trim_covers(self) -> int:
        """Delete the covers that came first until they take 256 MB, but none of what is kept; return how many."""
        return self._covers.trim(_COVERS_BYTES, frozenset(self._held.list_spared_covers()))

    def _delete(self, media: Sequence[HeldMedium]) -> Changes:
        """Forget media and delete their files, in this order: a file that nobody knows is found again when wanted."""
        if not media:
            return Changes()
        changes = self._held.forget([one.path for one in media])
        for one in media:
            try:
                self._folder.remove(one.path)
            except Denied:
                continue  # it takes room, and harms nothing else
        return changes
