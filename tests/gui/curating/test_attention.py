"""Songs that need attention: counted in the side bar, told by reason, gone through by key, gone when mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.adapters.sql.attention import SqlAttention
from pluto_desktop.desktop.models.song_table import SongRole
from pluto_desktop.desktop.views.attention.view import AttentionView
from pluto_desktop.domain.attention import Need
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import Credits, SongFields
from pluto_desktop.services.edit_songs import NewFiles
from tests.factories import make_document, make_song
from tests.gui.shell.conftest import Home, OpenHome

TITLES = ("అందరివాడు", "Bare", "Calm")
STEP = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def home(open_home: OpenHome, tmp_path: Path) -> Home:
    """Return a window in curate mode; of three songs one names no artist, and none has a cover."""
    folder = tmp_path / "library"
    artists = {"Bare": ()}
    with bootstrap.open_services(folder) as services:
        services.library.catalogue.add_songs(
            [
                make_song(
                    title,
                    artists=artists.get(title, ("Annamayya",)),
                    lyrics=make_document("a").to_json() if title == "Calm" else None,
                )
                for title in TITLES
            ]
        )
    home = open_home(folder=folder)
    home.inside.curating.mode.set_on(on=True)
    return home


@pytest.fixture
def page(home: Home, qtbot: QtBot) -> AttentionView:
    QTest.mouseClick(home.window.side.rows["needs_attention"], Qt.MouseButton.LeftButton)
    settle(home, qtbot)
    page = home.inside.pages.current()
    assert isinstance(page, AttentionView)
    return page


def settle(home: Home, qtbot: QtBot) -> None:
    desk = home.inside.curating.attention
    qtbot.waitUntil(lambda: home.desktop.runner.idle and not desk._looking and not desk._timer.isActive())


def titles(page: AttentionView) -> list[str]:
    return [page.model.index(at, 0).data() for at in range(page.model.rowCount())]


def tags(page: AttentionView, at: int) -> list[str]:
    return page.model.tags(page.model.index(at, 0).data(SongRole))


def shown(page: AttentionView) -> dict[str, str]:
    pills = {need: page.pills.pill(need) for need in (None, *Need)}
    return {need or "all": pill.text() for need, pill in pills.items() if not pill.isHidden()}


def edit(home: Home, song: SongId, fields: SongFields) -> None:
    with bootstrap.open_services(home.folder) as services:
        services.edit.send(services.edit.update_song(song, fields, NewFiles()), CancelToken())
    home.inside.apply_changes(Changes(songs=frozenset({song}), artists=True))


NAMED = SongFields(credits=Credits(("Tyagaraja",)), given=frozenset({"credits"}))


def test_songs_are_counted_told_why_and_gone_through_by_key(home: Home, page: AttentionView, qtbot: QtBot) -> None:
    row = home.window.side.rows["needs_attention"]
    assert row.accessibleName() == "Needs attention, 3"
    assert shown(page) == {
        "all": "All 3",
        Need.NO_ARTIST: "No artist 1",
        Need.NO_LYRICS: "No lyrics 2",
        Need.ONE_LANGUAGE: "One language 1",
        Need.NO_COVER: "No cover 3",
    }
    qtbot.waitUntil(lambda: titles(page) == list(TITLES))
    qtbot.waitUntil(lambda: tags(page, 1) == ["no artist", "no lyrics", "no cover"])
    assert tags(page, 2) == ["no Telugu", "no cover"]

    # A pill shows the songs of one reason, which is told first.
    QTest.mouseClick(page.pills.pill(Need.NO_COVER), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.need is Need.NO_COVER)
    qtbot.waitUntil(lambda: titles(page) == list(TITLES))
    qtbot.waitUntil(lambda: tags(page, 1) == ["no cover", "no artist", "no lyrics"])
    QTest.keyClick(page.pills.pill(None), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.model.need is None)
    assert page.pills.pill(None).isChecked()
    assert not page.pills.pill(Need.NO_COVER).isChecked()

    # The keys go to the next song and back while something is typed.
    edit = QLineEdit(page)
    edit.show()
    edit.setFocus()
    assert edit.hasFocus()

    def press(key: Qt.Key) -> list[SongId]:
        QTest.keyClick(home.window.focusWidget() or home.window, key, STEP)
        return page.chosen()

    ids = list(page.model.ids)
    assert press(Qt.Key.Key_Down) == ids[:1]
    assert press(Qt.Key.Key_Down) == ids[1:2]
    assert press(Qt.Key.Key_Up) == ids[:1]
    assert press(Qt.Key.Key_Up) == ids[:1]
    assert edit.hasFocus()
    qtbot.waitUntil(lambda: home.inside.curating.mode._songs == ids[:1])


def test_a_song_that_is_mended_is_gone_and_the_next_one_is_chosen(
    home: Home, page: AttentionView, qtbot: QtBot
) -> None:
    page.pills.choose(Need.NO_LYRICS)
    qtbot.waitUntil(lambda: page.model.need is Need.NO_LYRICS and titles(page) == list(TITLES[:2]))
    first, second = page.model.ids
    page.step(1)
    document = make_document("జో", lang="te").to_json()
    edit(home, first, SongFields(lyrics=document, given=frozenset({"lyrics"})))
    qtbot.waitUntil(lambda: list(page.model.ids) == [second])
    assert page.chosen() == [second]
    assert page.pills.pill(Need.NO_LYRICS).text() == "No lyrics 1"
    edit(home, second, SongFields(lyrics=document, given=frozenset({"lyrics"})))
    qtbot.waitUntil(lambda: not page.model.ids)
    assert page.state.title.text() == "None of these are left"
    assert not page.pills.pill(Need.NO_LYRICS).isHidden()


def test_a_song_that_lacks_more_stays_and_stays_chosen(home: Home, page: AttentionView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: titles(page) == list(TITLES))
    bare = page.model.ids[1]
    page.step(1)
    page.step(1)
    edit(home, bare, NAMED)
    qtbot.waitUntil(lambda: tags(page, 1) == ["no lyrics", "no cover"])
    assert page.chosen() == [bare]
    settle(home, qtbot)
    assert page.pills.pill(Need.NO_ARTIST).isHidden()


def test_two_that_may_be_one_are_told_of_until_the_person_says_they_are_two(
    home: Home, page: AttentionView, qtbot: QtBot
) -> None:
    with bootstrap.open_services(home.folder) as services:
        catalogue = services.library.catalogue
        ids = catalogue.add_songs([make_song("Nuvvu", file="a"), make_song("నువ్వు", file="b", artists=("Sunita",))])
    home.inside.apply_changes(Changes(everything=True))
    qtbot.waitUntil(lambda: not page.pills.pill(Need.DUPLICATE).isHidden())
    QTest.mouseClick(page.pills.pill(Need.DUPLICATE), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: set(page.model.ids) == set(ids))
    assert page.twins.isHidden()
    page.step(1)
    qtbot.waitUntil(page.twins.isVisible)
    assert page.twins.accessibleName().startswith("Maybe the same as ")
    with qtbot.waitSignal(page.merge_requested) as asked:
        QTest.mouseClick(page.twins.merge, Qt.MouseButton.LeftButton)
    assert asked.args is not None
    assert set(asked.args[0]) == set(ids)
    qtbot.waitUntil(lambda: home.window.findChild(QDialog) is not None)
    home.window.findChild(QDialog).close()
    QTest.mouseClick(page.twins.apart, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.model.ids)
    assert page.twins.isHidden()
    settle(home, qtbot)
    with bootstrap.open_services(home.folder) as services:
        assert not services.attention.survey().twins


def test_only_in_the_mode_is_a_library_looked_through_and_one_without_a_fault_says_so(
    open_home: OpenHome, qtbot: QtBot
) -> None:
    home = open_home()
    home.inside.apply_changes(Changes(everything=True))
    assert not home.inside.curating.attention._timer.isActive()
    assert not home.window.actions_["attention_next"].isEnabled()
    home.inside.curating.mode.set_on(on=True)
    assert home.window.actions_["attention_next"].isEnabled()
    home.inside.pages.open("needs_attention", focus=True)
    settle(home, qtbot)
    page = home.inside.pages.current()
    assert isinstance(page, AttentionView)
    assert page.state.title.text() == "Nothing needs attention"
    assert home.window.side.rows["needs_attention"].accessibleName() == "Needs attention, 0"


def test_what_could_not_be_read_is_said_and_can_be_tried_again(home: Home, page: AttentionView, qtbot: QtBot) -> None:
    page.model.set_songs(None, [])
    page.show_failed()
    assert page.state.title.text() == "Not known"
    QTest.mouseClick(page.state.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(page) == list(TITLES))


def test_after_an_edit_only_what_changed_is_looked_at(
    home: Home, page: AttentionView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: titles(page) == list(TITLES))
    looked = list[object]()
    look = SqlAttention.look
    monkeypatch.setattr(
        SqlAttention, "look", lambda self, songs=None: looked.append(songs and set(songs)) or look(self, songs)
    )
    resets = list[None]()
    page.model.modelReset.connect(lambda: resets.append(None))
    first, bare, _ = page.model.ids
    page.step(1)
    page.step(1)
    # It moves to the end of the list, and stays chosen.
    edit(home, bare, SongFields(title="Zeal", given=frozenset({"title"})))
    qtbot.waitUntil(lambda: titles(page) == [TITLES[0], "Calm", "Zeal"])
    assert page.chosen() == [bare]
    settle(home, qtbot)
    assert {bare} in looked
    assert None not in looked
    assert not resets

    # A new song is counted and comes into the list where its name belongs.
    with bootstrap.open_services(home.folder) as services:
        (new,) = services.library.catalogue.add_songs([make_song("Bright")])
    home.inside.apply_changes(Changes(songs=frozenset({new}), albums=True, artists=True, lyrics=True))
    qtbot.waitUntil(lambda: titles(page) == [TITLES[0], "Bright", "Calm", "Zeal"])
    assert home.window.side.rows["needs_attention"].accessibleName() == "Needs attention, 4"
    assert page.chosen() == [bare]
    settle(home, qtbot)
    assert None not in looked

    # What another program did may be anything; and so it may while the mode is off, when nothing is looked at.
    home.inside.apply_changes(Changes(everything=True))
    qtbot.waitUntil(lambda: None in looked)
    settle(home, qtbot)
    looked.clear()
    home.inside.curating.mode.set_on(on=False)
    home.inside.apply_changes(Changes(songs=frozenset({first}), lyrics=True))
    assert not home.inside.curating.attention._timer.isActive()
    assert home.inside.curating.attention._survey is None
    home.inside.curating.mode.set_on(on=True)
    settle(home, qtbot)
    assert looked[0] is None
