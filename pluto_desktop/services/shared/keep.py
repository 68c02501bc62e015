"""The administrator's work: what was left behind is swept, and the library is verified."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.shared import Broken
from pluto_desktop.ports.shared import SharedKeeper
from pluto_desktop.ports.shared_media import SharedMedia

GRACE_S = 30 * 24 * 3600.0
"""How long a medium is kept after the last thing that referred to it went: so long a deletion can be taken back."""
CHANGES_S = 90 * 24 * 3600.0
"""How long the feed's changes are kept: a device that was away for longer compares everything when it is back."""
_AT_ONCE = 200
_CHANGES_AT_ONCE = 10_000
_YOUNG_S = 24 * 3600.0
"""A file without a row is nobody's only when it is older than any upload can be."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep removed."""

    uploads: int = 0
    media: int = 0
    orphans: int = 0
    changes: int = 0


class Sweep:
    """Removes what nobody refers to, in an order in which a writer beside it loses nothing. Any worker thread."""

    def __init__(
        self, keeper: SharedKeeper, media: SharedMedia, grace_s: float = GRACE_S, changes_s: float = CHANGES_S
    ) -> None:
        self._keeper, self._media, self._grace_s, self._changes_s = keeper, media, grace_s, changes_s

    def run_once(self, cancel: CancelToken) -> Swept:
        """Delete expired uploads, unreferenced media, files that nobody names and old changes of the feed.

        A crash is made good by the next run.
        """
        uploads = media = 0
        while not cancel.cancelled and (expired := self._keeper.list_expired_uploads(_AT_ONCE)):
            for upload in expired:
                self._media.delete(upload.file_id)
            uploads += len(expired)
        while not cancel.cancelled and (condemned := self._keeper.condemn_unreferenced(self._grace_s, _AT_ONCE)):
            for sha256, file_id in condemned:
                self._media.delete(file_id)
                self._keeper.forget_medium(sha256)
            media += len(condemned)
        orphans = 0
        for file_id in _Owners(self._keeper, self._media).list_orphans(cancel):
            self._media.delete(file_id)
            orphans += 1
        changes = 0
        while not cancel.cancelled and (gone := self._keeper.forget_changes(self._changes_s, _CHANGES_AT_ONCE)):
            changes += gone
        return Swept(uploads, media, orphans, changes)


class Verify:
    """Looks whether every reference has whole bytes, and every file an owner. Changes nothing. Any worker thread."""

    def __init__(self, keeper: SharedKeeper, media: SharedMedia) -> None:
        self._keeper, self._media = keeper, media

    def run(self, cancel: CancelToken, *, deep: bool = False) -> list[Broken]:
        """Return what is broken, waiting or an orphan; hashes are only compared when ``deep``.

        *Broken* is a reference without whole bytes, *waiting* what is in grace or in flight, *orphan* a file, or what
        there is of one, that nothing names.
        """
        owners = _Owners(self._keeper, self._media)
        owners.read(cancel)
        found: list[Broken] = []
        for sha256, (file_id, size, songs) in owners.media.items():
            cancel.raise_if_cancelled()
            if not self._whole(sha256, file_id, size, cancel, deep=deep):
                found.append(Broken("broken", sha256, songs))
            elif not songs:
                found.append(Broken("waiting", sha256))
        found += [Broken("waiting", file_id) for file_id in owners.in_flight]
        return found + [Broken("orphan", file_id) for file_id in owners.orphans]

    def _whole(self, sha256: MediaHash, file_id: str, size: int, cancel: CancelToken, *, deep: bool) -> bool:
        if self._media.find_size(file_id) != size:
            return False
        if not deep:
            return True
        digest = hashlib.sha256()
        try:
            for piece in self._media.read(file_id, 0, cancel):
                digest.update(piece)
        except NotFound:
            return False
        return digest.hexdigest() == sha256


class _Owners:
    """Which files belong to what. Files are read first, then uploads, then media.

    A file is stored after its upload's row is there, and an upload becomes a published medium in one transaction: read
    in this order, a file that is in neither belongs to nobody, whoever writes meanwhile. What there is of a file that
    broke off is of use to its upload only: without one it may go at once, however young it is.
    """

    def __init__(self, keeper: SharedKeeper, media: SharedMedia) -> None:
        self._keeper, self._store = keeper, media
        self.media: dict[MediaHash, tuple[str, int, tuple[SongId, ...]]] = {}
        self.in_flight: list[str] = []
        self.orphans: list[str] = []

    def read(self, cancel: CancelToken) -> None:
        """Read everything."""
        files = dict(self._store.list_files())
        broken_off = self._store.list_broken_off()
        under_way = set(self._keeper.list_upload_files())
        after: MediaHash | None = None
        while page := self._keeper.list_media(after, _AT_ONCE):
            cancel.raise_if_cancelled()
            self.media.update({sha256: (file_id, size, songs) for sha256, file_id, size, songs in page})
            after = page[-1][0]
        published = {file_id for file_id, _, _ in self.media.values()}
        self.in_flight = sorted(under_way - published)
        nobodys = files.keys() - published - under_way
        old = {file_id for file_id in nobodys if files[file_id] > _YOUNG_S}
        self.in_flight += sorted(nobodys - old)
        self.orphans = sorted(old | set(broken_off) - published - under_way)

    def list_orphans(self, cancel: CancelToken) -> list[str]:
        """Return the files that belong to nobody."""
        self.read(cancel)
        return self.orphans
