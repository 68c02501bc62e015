"""The scenes of curators."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from stage import Script, Stage

    from pluto_desktop.desktop.furniture import Furniture
    from pluto_desktop.domain.ids import SongId

SCENES = (
    "attention",
    "attention-light",
    "attention-twins",
    "history",
    "history-light",
    "history-change",
    "history-change-light",
    "imports",
    "imports-light",
)


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
        make_song(
            "ఒక పొడవైన పేరు " * 9, artists=("A name that is far too long for any row of a list, " * 3,), file="long"
        ),
        make_song(
            "ఒక పొడవైన పేరు " * 9, artists=("A name that is far too long for any row of a list, " * 3,), file="long 2"
        ),
        make_song("ముద్దుగారే యశోద", artists=("Annamayya",), lyrics=make_document("ముద్దుగారే", lang="te").to_json()),
        make_song("ఎందరో మహానుభావులు", artists=("Tyagaraja",)),
    ]
    opened = open_library(library)
    songs = opened.catalogue.add_songs([replace(song, song_location=None) for song in bare])
    opened.close()
    _edit(library, songs)
    _import(library)


def _import(library: Path) -> None:
    """Remember imports: one that went well, one of which something was left out, one that broke off."""
    from pathlib import Path

    from pluto_desktop import bootstrap
    from pluto_desktop.domain.errors import Denied, Invalid
    from pluto_desktop.services.import_report import ImportError_, ImportReport

    broken = ImportError_(Path("side b.mp3"), Invalid("audio_unreadable", path="side b.mp3"))
    with bootstrap.open_services(library) as services:
        for folder, report, asked in (
            ("/music/Family tapes", ImportReport(118, 4), True),
            ("/music/" + "అన్నమాచార్య సంకీర్తనలు " * 8, ImportReport(32, errors=(broken,) * 3), True),
            ("/music/Phone", ImportReport(2), False),
            ("/music/USB", ImportReport(7, stopped=Denied("disk_full", path="/home")), True),
        ):
            services.imports.remember([Path(folder)], report, asked=asked)


def _edit(library: Path, songs: list[SongId]) -> None:
    """Make edits that the history tells of."""
    from pluto_desktop import bootstrap
    from pluto_desktop.domain.batches import SongEdit
    from pluto_desktop.domain.cancel import CancelToken
    from pluto_desktop.domain.dates import ReleaseDate
    from pluto_desktop.domain.shared import AlbumName, SongFields
    from pluto_desktop.services.edit_songs import NewFiles
    from tests.factories import make_document

    with bootstrap.open_services(library) as services:
        edit = services.edit
        words = make_document("జయ జయ ప్రియ భారత", "జనయిత్రీ దివ్య ధాత్రీ", lang="te").to_json()
        for song, said in (
            (songs[1], {"album": AlbumName("Desabhakti Geetalu"), "release_date": ReleaseDate(1942)}),
            (songs[0], {"lyrics": words, "genres": ("Patriotic",), "notes": "From the cassette of 1988, side B."}),
        ):
            edit.send(edit.update_song(song, SongFields(**said, given=frozenset(said)), NewFiles()), CancelToken())
        fields = SongFields(genres=("Keertana",), language="te", given=frozenset({"genres", "language"}))
        services.edit_many.apply([SongEdit(song, fields) for song in songs[6:]], title="Genre Keertana")
        services.edit_many.delete([songs[3]])


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
    furniture.curating.mode.set_on(on=True)
    yield still(0.5)
    if scene.startswith("imports"):
        furniture.pages.open("imports", focus=True)
        yield still(0.8)
    else:
        yield from _attention(furniture, scene) if scene.startswith("attention") else _history(furniture, scene)


def _attention(furniture: Furniture, scene: str) -> Script:
    from stage import still

    from pluto_desktop.desktop.views.attention.view import AttentionView
    from pluto_desktop.domain.attention import Need

    furniture.pages.open("needs_attention", focus=True)
    yield still(1.0)
    page = furniture.pages.current()
    assert isinstance(page, AttentionView)
    if "twins" in scene:
        page.pills.choose(Need.DUPLICATE)
        yield still(0.5)
    page.step(1)
    page.step(1)
    yield still(0.8)


def _history(furniture: Furniture, scene: str) -> Script:
    from stage import still

    from pluto_desktop.desktop.views.history.view import HistoryView

    furniture.pages.open("history", focus=True)
    yield still(0.8)
    page = furniture.pages.current()
    assert isinstance(page, HistoryView)
    page.table.choose(2)
    if "change" in scene:
        page.table.opened.emit(2)
    yield still(0.8)
