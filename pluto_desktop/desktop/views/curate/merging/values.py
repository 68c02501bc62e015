"""A field of a song in a few words, to be compared with another song's."""

from __future__ import annotations

from pluto_desktop.desktop.models.field_texts import field_text
from pluto_desktop.desktop.views.curate.facts import medium_facts
from pluto_desktop.services.bulk.merging import Candidate


def value_text(one: Candidate, name: str) -> str:
    """Return what a field of a song says, on one line; of its files what is known of them."""
    media = {"song": one.song.song, "bgm": one.song.bgm}
    return (medium_facts(media[name]) if name in media else "") or field_text(name, one.plain[name])
