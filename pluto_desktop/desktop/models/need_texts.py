"""How the reasons are called for which a song needs attention."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pluto_desktop.domain.attention import Need
from pluto_desktop.domain.songs import SongRow

translate = QCoreApplication.translate


def need_name(need: Need | None) -> str:
    """Return what a reason is called above the list; None is any."""
    return {
        None: translate("attention", "All"),
        Need.NO_ARTIST: translate("attention", "No artist"),
        Need.NO_LYRICS: translate("attention", "No lyrics"),
        Need.NOT_TIMED: translate("attention", "Not timed"),
        Need.ONE_LANGUAGE: translate("attention", "One language"),
        Need.BEYOND_END: translate("attention", "Words past the end"),
        Need.LENGTHS_DIFFER: translate("attention", "Lengths differ"),
        Need.DUPLICATE: translate("attention", "Possible duplicate"),
        Need.NO_COVER: translate("attention", "No cover"),
        Need.UNREACHABLE: translate("attention", "Not reachable"),
    }[need]


def need_meaning(need: Need | None) -> str:
    """Return what a reason means, in a sentence."""
    return {
        None: translate("attention", "Everything that needs attention"),
        Need.NO_ARTIST: translate("attention", "Songs of nobody: no artist is named"),
        Need.NO_LYRICS: translate("attention", "Songs without words"),
        Need.NOT_TIMED: translate("attention", "Songs whose words do not say when they are sung"),
        Need.ONE_LANGUAGE: translate("attention", "Songs with words in Telugu or in English, but not in both"),
        Need.BEYOND_END: translate("attention", "Songs whose words go on after the sound has ended"),
        Need.LENGTHS_DIFFER: translate("attention", "Songs whose music without voice is of another length"),
        Need.DUPLICATE: translate(
            "attention", "Songs that sound the same, or have one name, artist and length: they may be one song"
        ),
        Need.NO_COVER: translate("attention", "Songs without a picture"),
        Need.UNREACHABLE: translate("attention", "Songs whose file is not where it was on this device"),
    }[need]


def need_tag(need: Need, row: SongRow) -> str:
    """Return a reason as it stands behind a song."""
    if need is Need.ONE_LANGUAGE:
        lacks_english = "en" not in row.lyrics_languages
        return translate("attention", "no English") if lacks_english else translate("attention", "no Telugu")
    return {
        Need.NO_ARTIST: translate("attention", "no artist"),
        Need.NO_LYRICS: translate("attention", "no lyrics"),
        Need.NOT_TIMED: translate("attention", "not timed"),
        Need.BEYOND_END: translate("attention", "words past the end"),
        Need.LENGTHS_DIFFER: translate("attention", "lengths differ"),
        Need.DUPLICATE: translate("attention", "possible duplicate"),
        Need.NO_COVER: translate("attention", "no cover"),
        Need.UNREACHABLE: translate("attention", "not reachable"),
    }[need]
