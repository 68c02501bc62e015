"""The lyrics pane, used the way a person uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from pluto_desktop.desktop.views.lyrics.arrangement import Arrangement
from pluto_desktop.desktop.views.lyrics.offsets import OFFSET_STEP_MS
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.ids import SongId
from tests.gui.lyrics.conftest import SONG, Room, near


def test_the_line_being_sung_is_lit_and_named(room: Room) -> None:
    room.show(SONG, 7_000)
    assert room.pane._canvas.active_text == "చందమామ రావే. Come, O moon"
    assert room.pane._canvas.accessibleName() == room.pane._canvas.active_text
    assert near(room.picture(), room.theme.color("accent")) > 20


def test_words_light_up_as_they_are_sung(room: Room) -> None:
    room.theme.set_less_motion(False)
    room.show(SONG, 6_500)
    little = near(room.picture(), room.theme.color("accent"))
    room.go(9_900)
    assert near(room.picture(), room.theme.color("accent")) > little * 2


def test_a_click_on_a_line_plays_from_it(room: Room) -> None:
    room.show(SONG, 7_000)
    canvas = room.pane._canvas
    row = next(i for i, row in enumerate(canvas._following.scene.rows) if row.start_ms == 10_000)
    with room.qtbot.waitSignal(room.pane.seek_requested) as caught:
        point = canvas.row_rectangle(row).center().toPoint()
        room.qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, point.y()))
    assert caught.args == [10_000]


def test_arrows_choose_a_line_and_enter_plays_it(room: Room) -> None:
    room.show(SONG, 7_000)
    room.pane.setFocus()
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Down)
    assert "Climb the hill" in room.pane._canvas.accessibleName()
    with room.qtbot.waitSignal(room.pane.seek_requested) as caught:
        room.key(Qt.Key.Key_Return)
    assert caught.args == [20_000]


def test_free_scrolling_returns_to_the_song(room: Room) -> None:
    room.show(SONG, 21_000)
    canvas = room.pane._canvas
    assert canvas._back.interval() == 5_000
    canvas._back.setInterval(30)
    before = canvas._following.motion.scroll
    room.wheel(1)
    assert canvas.scrolling_freely
    assert canvas._following.motion.scroll < before
    room.qtbot.waitUntil(lambda: not canvas.scrolling_freely)
    assert canvas._following.motion.scroll == pytest.approx(before)


def test_dragging_scrolls_and_does_not_seek(room: Room) -> None:
    room.show(SONG, 21_000)
    canvas, sought = room.pane._canvas, []
    room.pane.seek_requested.connect(sought.append)
    before = canvas._following.motion.scroll
    room.qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, 200))
    room.qtbot.mouseMove(canvas, QPoint(60, 260))
    room.qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, 260))
    assert canvas._following.motion.scroll < before
    assert sought == []


def test_dots_fill_a_long_pause(room: Room) -> None:
    room.show(SONG, 15_000)
    canvas = room.pane._canvas
    assert canvas._following.primary is not None
    assert canvas._following.scene.rows[canvas._following.primary].pause is not None
    assert near(room.picture(), room.theme.color("accent")) > 3


def test_with_less_motion_dots_fill_whole(room: Room) -> None:
    pictures = {}
    for less in (True, False):
        room.theme.set_less_motion(less)
        for at_ms in (14_900, 16_500, 17_500):
            room.show(SONG, at_ms)
            pictures[less, at_ms] = room.picture()
    assert pictures[True, 14_900] == pictures[True, 16_500] != pictures[True, 17_500]
    assert pictures[False, 14_900] != pictures[False, 16_500]


def switch(room: Room, *languages: str) -> None:
    for language in languages:
        room.qtbot.mouseClick(room.pane._head.languages.buttons[language], Qt.MouseButton.LeftButton)


def shown(room: Room) -> set[str]:
    return {key for key, button in room.pane._head.languages.buttons.items() if button.isChecked()}


@pytest.mark.parametrize(
    ("switched", "expected"),
    [
        ("te", "Come, O moon"),
        ("en", "చందమామ రావే"),
        ("", "చందమామ రావే. Come, O moon"),
        ("te-Latn", "చందమామ రావే. chandamaama raave. Come, O moon"),
        ("te-Latn te en", "chandamaama raave"),
        ("te-Latn te", "chandamaama raave. Come, O moon"),
    ],
)
def test_each_language_is_shown_or_hidden_by_its_switch(room: Room, switched: str, expected: str) -> None:
    room.show(SONG, 7_000)
    told: list[Arrangement] = []
    room.pane.arrangement_chosen.connect(told.append)
    switch(room, *switched.split())
    assert len(told) == len(switched.split())
    assert room.pane._canvas.active_text == expected
    assert (room.pane._head.note.text() == "by Pluto") == ("chandamaama" in expected)


def test_the_last_language_stays(room: Room) -> None:
    room.show(SONG, 7_000)
    switch(room, "en", "te", "te")
    assert shown(room) == {"te"}
    assert room.pane._canvas.active_text == "చందమామ రావే"


def test_latin_letters_that_the_song_has_are_not_called_plutos(room: Room) -> None:
    room.show("[la:te]\n[00:01.00]రావే\n[la:te-Latn]\n[00:01.00]rave", 1_500)
    document = room.pane.view.document if room.pane.view is not None else None
    assert document is not None
    assert document.lines[0].texts == {"te": "రావే", "te-Latn": "rave"}
    switch(room, "te-Latn", "te")
    assert room.pane._canvas.active_text == "rave"
    assert room.pane._head.note.text() == ""


def test_a_song_in_one_language_offers_only_that_and_is_shown_in_it(room: Room) -> None:
    room.pane.set_arrangement(Arrangement(frozenset({"te"})))
    room.show("[00:01.00]Hello\n[00:03.00]there", 2_000)
    enabled = {key for key, button in room.pane._head.languages.buttons.items() if button.isEnabled()}
    assert enabled == shown(room) == {"en"}
    assert room.pane._canvas.active_text == "Hello"
    switch(room, "en")
    assert room.pane._canvas.active_text == "Hello"


def test_english_leads_where_it_is_wanted_first(room: Room) -> None:
    room.pane.set_arrangement(Arrangement(leading="en"))
    room.show(SONG, 7_000)
    assert room.pane._canvas.active_text == "Come, O moon. చందమామ రావే"


def test_the_size_steps_and_tells(room: Room) -> None:
    room.show(SONG, 7_000)
    canvas = room.pane._canvas
    before = canvas.row_rectangle(canvas._following.primary or 0).height()
    room.qtbot.mouseClick(room.pane._head.look, Qt.MouseButton.LeftButton)
    with room.qtbot.waitSignal(room.pane.size_chosen) as caught:
        room.qtbot.mouseClick(room.pane._head.sizes.larger, Qt.MouseButton.LeftButton)
    room.pane._head.look_menu.close()
    assert caught.args == [115]
    assert canvas.row_rectangle(canvas._following.primary or 0).height() > before
    for _ in range(20):
        room.pane.smaller()
    assert not room.pane._head.sizes.smaller.isEnabled()


def test_the_words_are_shifted_and_it_is_remembered(room: Room) -> None:
    song = room.show(SONG, 6_100)
    room.pane.offsets.shift_song(2 * OFFSET_STEP_MS)
    assert "+100 ms for this song" in room.pane._offset_bar.text
    room.pane.offsets.set_output("headphones")
    room.pane.offsets.shift_output(-OFFSET_STEP_MS)
    assert "\u221250 ms for this output" in room.pane._offset_bar.text
    room.settle()
    view = room.words.words_of(song)
    assert (view.offset_ms, view.output_offsets_ms) == (100, {"headphones": -50})
    room.qtbot.mouseClick(room.pane._offset_bar._reset, Qt.MouseButton.LeftButton)
    room.settle()
    assert not room.pane._offset_bar.isVisible()
    assert room.words.words_of(song).offset_ms == 0


def test_shifted_words_are_shown_later_and_played_where_they_are_heard(room: Room) -> None:
    song = room.song(SONG)
    room.words.set_song_offset(song, 2_000)
    room.now = 11_000
    room.pane.show_song(song)
    room.settle()
    assert room.pane._canvas.active_text.startswith("చందమామ")
    room.pane.setFocus()
    room.key(Qt.Key.Key_Down)
    with room.qtbot.waitSignal(room.pane.seek_requested) as caught:
        room.key(Qt.Key.Key_Return)
    assert caught.args == [12_000]


def test_frames_are_made_only_while_playing_and_seen(room: Room) -> None:
    room.show(SONG, 7_000)
    canvas = room.pane._canvas
    assert not canvas.running
    room.pane.set_playing(True)
    assert canvas.running
    room.pane.hide()
    assert not canvas.running
    room.pane.show()
    assert canvas.running
    room.pane.set_playing(False)
    assert not canvas.running


def test_a_song_that_plays_while_the_pane_is_hidden_is_there_when_it_is_shown(room: Room) -> None:
    room.pane.hide()
    room.show(SONG, 7_000)
    room.pane.set_playing(True)
    room.go(8_000)
    room.pane.show()
    assert room.pane._canvas.active_text
    assert room.pane._canvas.running


def test_with_motion_a_line_is_reached_smoothly(room: Room) -> None:
    room.show(SONG, 7_000)
    room.theme.set_less_motion(False)
    canvas = room.pane._canvas
    before = canvas._following.motion.scroll
    room.go(10_100)
    assert canvas._following.motion.moving
    assert canvas._following.motion.scroll < canvas._following.scroll_for(canvas._following.primary or 0)
    room.qtbot.waitUntil(lambda: not canvas._following.motion.moving)
    assert canvas._following.motion.scroll > before
    assert canvas._following.motion.scroll == pytest.approx(
        canvas._following.scroll_for(canvas._following.primary or 0), abs=0.5
    )


def test_plain_words_scroll_and_are_not_lit(room: Room) -> None:
    room.show("\n".join(f"line {number}" for number in range(80)), 5_000)
    canvas = room.pane._canvas
    assert room.pane._canvas.active_text == ""
    assert near(room.picture(), room.theme.color("accent")) == 0
    before = canvas._following.motion.scroll
    room.key(Qt.Key.Key_End)
    assert canvas._following.motion.scroll > before
    assert not canvas.scrolling_freely


def test_verses_of_plain_words_stand_apart(room: Room) -> None:
    room.show("one\ntwo\n\nthree\nfour")
    room.picture()
    scene = room.pane._canvas._following.scene
    one, two, three, four = [scene.stack.top(at, {}) for at, row in enumerate(scene.rows) if row.text]
    assert three - two > 1.4 * (two - one)
    assert four - three == two - one


def test_a_song_without_words_invites_to_add_some(room: Room, tmp_path: Path) -> None:
    room.show(None)
    assert room.pane.message.isVisible()
    with room.qtbot.waitSignal(room.pane.add_requested):
        room.qtbot.mouseClick(room.pane.message.action, Qt.MouseButton.LeftButton)
    path = tmp_path / "words.lrc"
    path.write_text(SONG, encoding="utf-8")
    with room.qtbot.waitSignal(room.pane.attached):
        room.pane.attach(path)
    room.settle()
    assert room.pane._canvas.isVisible()
    assert room.pane.view is not None
    assert not room.pane.view.empty


def test_a_file_dropped_becomes_the_words_and_a_bad_one_changes_nothing(room: Room, tmp_path: Path) -> None:
    room.show(None)
    path = tmp_path / "words.txt"
    path.write_bytes(b"")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(room.pane, enter)
    assert enter.isAccepted()
    with room.qtbot.waitSignal(room.pane.failed) as caught:
        QApplication.sendEvent(room.pane, drop)
    assert caught.args is not None
    assert caught.args[0].code == "lyrics_empty"
    assert room.pane.message.isVisible()


def test_words_that_cannot_be_read_say_so_and_can_be_tried_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    song = room.song(SONG)

    def fail(_song: SongId) -> None:
        raise Denied("file_unreadable", path="catalogue.db")

    monkeypatch.setattr(room.catalogue, "find_lyrics", fail)
    room.pane.show_song(song)
    room.settle()
    assert "catalogue.db" in room.pane.message.body
    monkeypatch.undo()
    room.qtbot.mouseClick(room.pane.message.action, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.pane._canvas.isVisible()


def test_without_a_song_nothing_is_playing(room: Room) -> None:
    room.show(SONG, 7_000)
    room.pane.show_song(None)
    assert room.pane.message.heading == "Nothing is playing"
    assert not room.pane.message.action.isVisible()


def test_colours_follow_the_theme(room: Room) -> None:
    room.show(SONG, 9_900)
    room.theme.set_choice("light")
    picture = room.picture()
    assert near(picture, room.theme.color("accent")) > 20
    assert picture.pixelColor(4, picture.height() - 4).lightness() > 200


@pytest.mark.parametrize(
    "text",
    [
        "[00:01.00]" + "అ" * 4_000,
        "[00:01.00]\u202eabc\u202c def",
        "[00:01.00]a\0b\n[00:01.00]" + "\u0301" * 500,
        "\n".join(f"[{n // 60:02d}:{n % 60:02d}.00]line {n}" for n in range(3_000)),
    ],
    ids=["4,000 letters", "right to left", "NUL and marks", "3,000 lines"],
)
def test_strange_words_are_shown_all_the_same(room: Room, text: str) -> None:
    room.show(text, 1_500)
    assert not room.picture().isNull()
    room.go(2_900_000)
    room.pane._canvas.return_to_song()
    assert not room.picture().isNull()
    assert room.pane._canvas._pictures.bytes <= 48 * 1024 * 1024


def test_where_there_are_no_words_no_shift_is_shown_or_made(room: Room) -> None:
    room.show(SONG, 7_000)
    room.pane.offsets.shift_output(50)
    assert room.pane._offset_bar.isVisible()
    room.show(None)
    assert not room.pane._offset_bar.isVisible()
    room.pane.offsets.shift_output(50)
    room.settle()
    assert not room.pane._offset_bar.isVisible()
    room.show(SONG, 7_000)
    assert room.pane.offsets_text == "Words shifted: +50 ms for this output"
