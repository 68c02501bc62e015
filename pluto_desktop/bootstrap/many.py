"""Joins what changes many songs at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pluto_desktop.desktop.many_parts import ManyParts

if TYPE_CHECKING:
    from pluto_desktop.ports.catalogue import CatalogueReader
    from pluto_desktop.ports.drafts import Drafts
    from pluto_desktop.services.bulk.bulk_edits import BulkEdits
    from pluto_desktop.services.bulk.merging import MergeSongs
    from pluto_desktop.services.bulk.splitting import SplitSongs
    from pluto_desktop.services.edit_many import EditMany


def make_many_parts(
    catalogue: CatalogueReader, edit: Callable[[], EditMany], drafts: Callable[[], Drafts]
) -> ManyParts:
    """Return the makers, given what does operations: at once in a library of this device, else when they are sent."""

    def bulk() -> BulkEdits:
        from pluto_desktop.services.bulk.bulk_edits import BulkEdits

        return BulkEdits(catalogue, edit, drafts())

    def merge() -> MergeSongs:
        from pluto_desktop.services.bulk.merging import MergeSongs

        return MergeSongs(catalogue, edit)

    def split() -> SplitSongs:
        from pluto_desktop.services.bulk.splitting import SplitSongs

        return SplitSongs(catalogue, edit)

    return ManyParts(edit, bulk, merge, split)
