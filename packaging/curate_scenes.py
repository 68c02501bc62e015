"""The scenes of curators."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from stage import Script, Stage

    from pluto_desktop.desktop.furniture import Furniture

SCENES = ("attention", "attention-light")


def prepare(library: Path) -> None:
    """Give the library what a curator finds: songs of nobody, words past the end, two that may be one."""
    from dataclasses import replace

    from pluto_desktop.adapters.sql.library import open_library
    from tests.factories import make_document, make_song

    bare = [
        make_song("జయ జయ ప్రియ భారత", artists=("Devulapalli",), lyrics=_untimed("జయ జయ ప్రియ భారత")),
        make_song("మా తెలుగు తల్లికి", artists=("Sankarambadi",), lyrics=_untimed("మా తెలుగు తల్లికి మల్లెపూదండ")),
        make_song("Scarborough Fair", file="fair"),
        make_song("Scarborough fair", artists=("Traditional",), file="faire"),
        make_song("ముద్దుగారే యశోద", artists=("Annamayya",), lyrics=make_document("ముద్దుగారే", lang="te").to_json()),
        make_song("ఎందరో మహానుభావులు", artists=("Tyagaraja",)),
    ]
    opened = open_library(library)
    opened.catalogue.add_songs([replace(song, song_location=None) for song in bare])
    opened.close()


def _untimed(text: str) -> dict[str, object]:
    from dataclasses import replace

    from pluto_desktop.lyrics.document import Document
    from tests.factories import make_document

    whole = make_document(text, lang="te")
    return Document(tuple(replace(line, start_ms=None, end_ms=None) for line in whole.lines)).to_json()


def show(stage: Stage, scene: str) -> Script:
    """Open the page of a scene in curate mode."""
    from stage import still

    from pluto_desktop.desktop.furniture import Furniture

    furniture = stage.window.findChild(Furniture)
    assert furniture is not None
    furniture.curate.set_on(on=True)
    yield still(0.5)
    if scene.startswith("attention"):
        yield from _attention(furniture)


def _attention(furniture: Furniture) -> Script:
    from stage import still

    from pluto_desktop.desktop.views.attention.view import AttentionView

    furniture.pages.open("needs_attention", focus=True)
    yield still(1.0)
    page = furniture.pages.current()
    assert isinstance(page, AttentionView)
    page.step(1)
    page.step(1)
    yield still(0.8)
