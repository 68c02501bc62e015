"""New identifiers are random UUIDs in their canonical form."""

from __future__ import annotations

import uuid

from pluto_desktop.domain.ids import new_id


def test_new_ids_are_canonical_uuids_of_version_four() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    for text in made:
        parsed = uuid.UUID(text)
        assert (str(parsed), parsed.version, parsed.variant) == (text, 4, uuid.RFC_4122)
