"""The scene of the form of a song, with something changed and something that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stage import Script, Stage

SCENES = ("form-dark", "form-light")
_TITLE = "అదివో అల్లదివో"


def show_form(stage: Stage, _scene: str) -> Script:
    """Choose a song in curate mode and type into its form."""
    from stage import still

    from pluto_desktop.desktop.furniture import Furniture
    from pluto_desktop.desktop.views.curate.form import SongForm
    from pluto_desktop.desktop.views.songs.view import SongsView

    furniture = stage.window.findChild(Furniture)
    assert furniture is not None
    page = furniture.pages.current()
    assert isinstance(page, SongsView)
    stage.window.top.curate_button.click()
    rows = (row for at in range(60) if (row := page.model.song(at)) is not None)
    page.reveal(next(row.id for row in rows if row.title == _TITLE))
    yield lambda: stage.window.findChild(SongForm)
    form = stage.window.findChild(SongForm)
    assert form is not None
    yield lambda: form.draft is not None
    furniture.curating.mode.edit(page.chosen())
    form.form.album.setText("Tirumala Sankirtanalu")
    form.form.release_date.setText("1480-13-08")
    form.credits.add()
    form.credits.edits[-1].setText("M. S. Subbulakshmi")
    yield still(0.6)
