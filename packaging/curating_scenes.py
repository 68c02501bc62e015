"""The scenes of changing many songs: the form, the preview of every change, songs side by side, one made two."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from stage import Script, Stage

    from pluto_desktop.desktop.furniture import Furniture
    from pluto_desktop.desktop.views.songs.view import SongsView

_MANY = 12


def _furniture(stage: Stage) -> Furniture:
    from pluto_desktop.desktop.furniture import Furniture

    furniture = stage.window.findChild(Furniture)
    assert furniture is not None
    return furniture


def _songs(furniture: Furniture) -> SongsView:
    """Return the page of songs, which is open."""
    from pluto_desktop.desktop.views.songs.view import SongsView

    page = furniture.pages.current()
    assert isinstance(page, SongsView)
    return page


def _choose(stage: Stage, count: int) -> Script:
    """Choose the first songs of the list, in curate mode."""
    from PySide6.QtCore import QItemSelectionModel

    furniture = _furniture(stage)
    furniture.pages.open("songs", focus=True)
    page = _songs(furniture)
    model, table = page.model, page.table
    yield lambda: all(model.song(at) for at in range(count))
    furniture.curating.mode.set_on(on=True)
    flag = QItemSelectionModel.SelectionFlag
    for at in range(count):
        how = flag.Select | flag.Rows if at else flag.ClearAndSelect | flag.Rows
        table.selectionModel().select(model.index(at, 0), how)


def _bulk(stage: Stage) -> Script:
    from stage import still

    from pluto_desktop.desktop.views.curate.bulk.form import BulkForm

    yield from _choose(stage, _MANY)
    furniture = _furniture(stage)
    furniture.curating.mode.edit(_songs(furniture).chosen())
    yield lambda: stage.shown(BulkForm)
    form = stage.shown(BulkForm)
    assert isinstance(form, BulkForm)
    yield form.form.inside.isEnabled
    form.form.genres.setText("Folk, Lullaby")
    form.form.release_date.setText("1942-13")
    yield still(0.3)


def _preview(stage: Stage) -> Script:
    from PySide6.QtWidgets import QApplication
    from stage import still

    from pluto_desktop.desktop.views.curate.bulk.preview import PreviewDialog
    from pluto_desktop.services.bulk.operations import FindReplace

    yield from _choose(stage, _MANY)
    furniture = _furniture(stage)
    songs = _songs(furniture).model.ids
    furniture.curating.bulk.preview(songs, FindReplace("album", r"^(\w+) (\w+)$", r"\2, \1", pattern=True))
    yield lambda: (dialog := stage.window.findChild(PreviewDialog)) and dialog.model
    dialog = stage.window.findChild(PreviewDialog)
    assert dialog is not None
    assert dialog.model is not None
    dialog.model.tick([1], on=False)
    QApplication.setActiveWindow(dialog)
    yield still(0.4)


def _merge(stage: Stage) -> Script:
    from stage import still

    from pluto_desktop.desktop.views.curate.merging.dialog import MergeDialog

    yield from _choose(stage, 3)
    furniture = _furniture(stage)
    furniture.curating.merging.ask(_songs(furniture).chosen())
    yield lambda: stage.window.findChild(MergeDialog)
    yield still(0.4)


def _split(stage: Stage) -> Script:
    from stage import still

    from pluto_desktop.desktop.views.curate.splitting.dialog import SplitDialog

    yield from _choose(stage, 1)
    furniture = _furniture(stage)
    model = _songs(furniture).model
    place = next(at for at, song in enumerate(map(model.song, range(40))) if song is not None and song.has_bgm)
    furniture.curating.splitting.ask(model.ids[place])
    yield lambda: stage.window.findChild(SplitDialog)
    dialog = stage.window.findChild(SplitDialog)
    assert dialog is not None
    dialog.said.boxes["title"].editor.setText("నీలి మేఘాల దారి")  # type: ignore[union-attr]
    yield still(0.4)


def _split_back(stage: Stage) -> Script:
    from PySide6.QtWidgets import QApplication
    from stage import still

    from pluto_desktop.desktop.views.curate.splitting.dialog import SplitDialog
    from pluto_desktop.domain.shared import SongFields

    yield from _choose(stage, 3)
    furniture = _furniture(stage)
    model = _songs(furniture).model
    place = next(at for at, song in enumerate(map(model.song, range(40))) if song is not None and song.has_bgm)
    keep = model.ids[place - 1 if place else 1]
    bgm = furniture.parts.browse.get_song(model.ids[place]).bgm
    assert bgm is not None
    taken = SongFields(bgm=bgm.sha256, given=frozenset({"bgm"}))
    furniture.parts.many.edit().merge(keep, [model.ids[place]], taken)
    furniture.curating.splitting.ask(keep)
    yield lambda: stage.window.findChild(SplitDialog)
    QApplication.setActiveWindow(stage.window.findChild(SplitDialog))
    yield still(0.4)


_ACTS = {"bulk": _bulk, "bulk-preview": _preview, "merge": _merge, "split": _split, "split-back": _split_back}

MANY: dict[str, Callable[[Stage], Script]] = {
    f"{name}{look}": act for name, act in _ACTS.items() for look in ("", "-light")
}
