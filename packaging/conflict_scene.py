"""A song that somebody else changed while the servers were away, for the pictures of the documentation."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mirror_scene import fill_mirror

if TYPE_CHECKING:
    from stage import Script, Stage

SCENES = ("conflict", "conflict-light", "conflict-words", "conflict-words-light")
_VERSION = 3


def fill_clashing() -> Path:
    """Make the mirror of a curator with two edits that clash: fields of one song, words of another."""
    from pluto_desktop import bootstrap
    from pluto_desktop.domain.views import SongQuery

    folder = fill_mirror()
    with bootstrap.open_services(folder) as services:
        services.library.personal.save_state("may_write", value=True)
        reader = services.library.reader
        rows = services.browse.list_song_rows(services.browse.list_song_ids(SongQuery())[:40])
        with_words = next(row.id for row in rows if row.lyrics_languages)
        other = next(row.id for row in rows if row.id != with_words)
        mine = {"album": ["Desabhakti Geetalu", ""], "release_date": [1942], "tags": ["school"]}
        theirs = {"album": ["Desabhakti", ""], "release_date": [1942, 11, 8], "tags": []}
        base = {"album": ["", ""], "release_date": None, "tags": []}
        _keep(services, other, mine, theirs, base)
        words = reader.find_lyrics(with_words)
        assert words is not None
        before, here, there = (deepcopy(words.to_json()) for _ in range(3))
        _shift(here, 0, 120)
        _shift(there, 0, -200)
        _shift(here, 1, 80)
        _shift(there, 2, 150)
        del there["lines"][3]
        _shift(here, 3, 400)
        _keep(services, with_words, {"lyrics": here}, {"lyrics": there}, {"lyrics": before})
    return folder


def _shift(words: dict[str, Any], line: int, ms: int) -> None:
    words["lines"][line]["start_ms"] = (words["lines"][line]["start_ms"] or 0) + ms


def _keep(services: Any, song: Any, mine: dict[str, Any], theirs: dict[str, Any], base: dict[str, Any]) -> None:
    from pluto_desktop.adapters.sql.outbox import SqlOutbox
    from pluto_desktop.bootstrap.shared import make_keep_edits
    from pluto_desktop.domain.edits import Clash, EditState
    from pluto_desktop.domain.shared import CommandKind
    from pluto_desktop.domain.shared_json import fields_from_json

    fields = fields_from_json(mine)
    edit = make_keep_edits(services).keep(CommandKind.UPDATE, fields, song_id=song, base_version=1, base=base)
    fields_clashing = tuple(name for name in mine if theirs[name] != base[name])
    clash = Clash(_VERSION, fields_clashing, theirs, base, ("notes",) if "album" in mine else ())
    SqlOutbox(services.library.connections).change(replace(edit, state=EditState.CONFLICT, clash=clash))


def show_clash(stage: Stage, scene: str) -> Script:
    """Show the box above the form, or the words line by line."""
    from PySide6.QtWidgets import QDialog
    from stage import still

    from pluto_desktop.desktop.furniture import Furniture
    from pluto_desktop.desktop.views.sidebar.sidebar import WAITING_EDITS
    from pluto_desktop.desktop.views.waiting.view import WaitingView

    furniture = stage.window.findChild(Furniture)
    assert furniture is not None
    yield stage.window.top.curate_button.isVisible
    furniture.curating.mode.set_on(on=True)
    furniture.pages.open(WAITING_EDITS, focus=True)
    page = furniture.pages.current()
    assert isinstance(page, WaitingView)
    yield lambda: page.edits.list.count() == 2
    page.edits.list.setCurrentRow(1 if "words" in scene else 0)
    yield still(1.0)
    if "words" in scene:
        page.edits.choose.click()
        yield lambda: stage.shown(QDialog)
        yield still(0.5)
