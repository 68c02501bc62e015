"""What a frame is made of: pictures rendered before, that cover like one and stay sharp."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from pluto_desktop.desktop.fonts import load_families, make_font
from pluto_desktop.desktop.views.lyrics.arrangement import Arrangement
from pluto_desktop.desktop.views.lyrics.block import Block
from pluto_desktop.desktop.views.lyrics.easel import Easel, Picture, Pictures
from pluto_desktop.desktop.views.lyrics.look import PANE, Kind
from pluto_desktop.desktop.views.lyrics.rows import Part, Row
from pluto_desktop.desktop.views.lyrics.shaped import PAD_PX, ShapedText
from pluto_desktop.lyrics.document import Word
from tests.gui.lyrics.conftest import Room, near

LINES = "[la:te,en]\n" + "\n".join(
    f"[{n // 15:02d}:{n % 15 * 4:02d}.00]{text}"
    for n in range(1, 40)
    for text in (f"<{n // 15:02d}:{n % 15 * 4:02d}.00>చందమామ <{n // 15:02d}:{n % 15 * 4 + 2:02d}.00>రావే", f"Come, {n}")
)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of texts that are shaped or drawn from now on; both are slow."""
    found: list[str] = []
    shape, draw = ShapedText.__init__, ShapedText.draw

    def shaped(self: ShapedText, text: str, *others: object) -> None:
        found.append(f"shaped {text}")
        shape(self, text, *others)  # type: ignore[arg-type]

    def drawn(self: ShapedText, *others: object) -> None:
        found.append("drawn")
        draw(self, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(ShapedText, "__init__", shaped)
    monkeypatch.setattr(ShapedText, "draw", drawn)
    return found


def settle(room: Room) -> None:
    """Wait until everything that can be done between frames is done."""
    canvas = room.pane._canvas
    room.qtbot.waitUntil(lambda: not canvas._ahead.isActive())
    canvas.grab()


def test_no_frame_shapes_or_renders_while_the_words_move_on(room: Room, made: list[str]) -> None:
    room.show(LINES, 21_000)
    room.theme.set_less_motion(False)
    settle(room)
    canvas = room.pane._canvas
    for line in range(6, 9):
        room.now = line * 4_000 + 100
        made.clear()
        canvas.advance()
        canvas.grab()
        assert canvas._following.motion.moving
        canvas._following.motion.step(canvas._following.motion._start_s + 0.1)
        canvas.grab()
        canvas._following.motion.step(canvas._following.motion._start_s + 1.0)
        canvas.grab()
        assert made == []
        settle(room)


def test_no_frame_shapes_or_renders_while_a_person_scrolls_a_page(room: Room, made: list[str]) -> None:
    room.show(LINES, 21_000)
    settle(room)
    made.clear()
    for _ in range(7):
        room.wheel(-1)
        room.pane._canvas.grab()
    assert made == []


def test_work_ahead_ends_and_rests_while_nobody_sees_it(room: Room) -> None:
    room.show(LINES, 21_000)
    settle(room)
    room.wheel(-1)
    assert room.pane._canvas._ahead.isActive()
    room.pane.hide()
    assert not room.pane._canvas._ahead.isActive()


def part(text: str, words: tuple[Word, ...] = ()) -> Row:
    return Row((Part(text, words, Kind.LATIN),), 0, 0, 1_000)


def painted(row: Row, activity: float, ratio: float = 1.0, y: float = 20.0) -> tuple[QImage, Block, Pictures]:
    """Return a row painted on black, white where it is not sung and red where it is."""
    load_families()
    pictures = Pictures()
    pictures.set_look(QColor("white"), QColor("red"), QColor("red"), ratio)
    block = Block(row, 400, 100, PANE)
    image = QImage(round(400 * ratio), round(120 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    easel = Easel(painter, pictures)
    block.paint(easel, QPointF(easel.snap(26), easel.snap(y)), activity, 1.0, block.reaches(2_000))
    painter.end()
    return image, block, pictures


@pytest.mark.parametrize("words", [(), (Word(0, 1_000, "\u25a0\u25a0\u25a0", "en"),)], ids=["by lines", "by words"])
@pytest.mark.parametrize("activity", [0.25, 0.5, 0.75])
def test_while_a_colour_goes_the_ground_does_not_shine_through(
    qapp: object, activity: float, words: tuple[Word, ...]
) -> None:
    image, _, _ = painted(part("\u25a0\u25a0\u25a0", words), activity)
    most = max((image.pixelColor(x, y) for x in range(26, 90) for y in range(20, 60)), key=lambda color: color.red())
    assert most.red() >= 250
    assert most.green() == pytest.approx(255 * (1 - activity), abs=4)


def test_of_two_columns_without_word_times_only_the_first_is_coloured(room: Room) -> None:
    room.pane.resize(900, 600)
    room.pane.set_arrangement(Arrangement(columns=True))
    room.show("[la:te,en]\n[00:01.00]\u0c05\u0c05\u0c05\n[00:01.00]\u25a0\u25a0\u25a0 en\n[00:05.00]\u25a0", 1_500)
    picture, accent = room.picture(), room.theme.color("accent")
    halves = (picture.copy(0, 0, 450, 600), picture.copy(450, 0, 450, 600))
    assert [near(half, accent) > 10 for half in halves] == [True, False]


def test_small_letters_that_are_sung_take_the_colour_that_can_be_read(qapp: object) -> None:
    load_families()
    pictures = Pictures()
    pictures.set_look(QColor("white"), QColor("red"), QColor("blue"), 1.0)
    text = ShapedText("\u25a0", make_font("lyrics-active"), 400)
    small = ShapedText("\u25a0", make_font("lyrics-second"), 400)
    for shown, large, color in ((text, True, "red"), (small, False, "blue")):
        image = pictures.colored(shown, large=large).pixmap.toImage()
        middle = image.pixelColor(PAD_PX + round(shown.width / 2), image.height() // 2)
        assert middle == QColor(color)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("y", [20.0, 20.4, 20.5, 21.3])
def test_at_rest_every_pixel_is_as_it_was_rendered(qapp: object, ratio: float, y: float) -> None:
    image, block, pictures = painted(part("Come, O moonbeam"), 0.0, ratio, y)
    picture = pictures.get(block._rest_key, lambda: pytest.fail("not rendered"))
    snap = Easel(QPainter(), pictures).snap
    left, top = (round((snap(place) - PAD_PX) * ratio) for place in (26, y))
    rendered = picture.pixmap.toImage()
    rendered.setDevicePixelRatio(1.0)
    flat = QImage(rendered.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.black)
    painter = QPainter(flat)
    painter.drawImage(0, 0, rendered)
    painter.end()
    top += picture.top
    shown = image.copy(QRect(left, top, flat.width(), flat.height()))
    shown.setDevicePixelRatio(1.0)
    assert shown == flat


@pytest.mark.parametrize("text", ["ఱ్ఱూ ద్ధృౄ", "Åj|", "_", "\u0301", ""])
def test_a_picture_has_all_the_ink_and_no_empty_row_above_or_below(qapp: object, text: str) -> None:
    load_families()
    image = ShapedText(text, make_font("lyrics-active"), 400).render(QColor("white"), 1.5)
    picture = Picture.of(image)

    def is_empty(of: QImage, row: int) -> bool:
        return all(of.pixelColor(x, row).alpha() == 0 for x in range(of.width()))

    kept = picture.pixmap.toImage()
    rows = range(picture.top, picture.top + kept.height())
    assert all(is_empty(image, row) for row in range(image.height()) if row not in rows)
    assert image.copy(0, picture.top, image.width(), kept.height()) == kept
    assert picture.pixmap.devicePixelRatio() == 1.5
    if text:
        assert not is_empty(kept, 0)
        assert not is_empty(kept, kept.height() - 1)


@pytest.mark.parametrize(("percent", "rows"), [(100, 1), (220, 2)])
def test_what_is_painted_in_parts_looks_like_what_is_painted_whole(
    room: Room, percent: int, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.theme.set_less_motion(False)
    room.pane.set_size(percent)
    room.show(LINES.replace("రావే", "రావేజాబిల్లి"), 20_050)
    canvas = room.pane._canvas
    assert canvas._following.scene.block(canvas._following.primary or 0)._parts[0].text.rows == rows
    asked: list[QRect] = []
    monkeypatch.setattr(canvas, "update", asked.append)
    parts = QImage(canvas.size(), QImage.Format.Format_RGB32)
    canvas.render(parts)
    for at_ms in range(20_100, 23_900, 170):
        room.go(at_ms)
        for area in asked:
            assert area.width() < canvas.width() / 4 or rows == 2
            canvas.render(parts, area.topLeft(), area)
        asked.clear()
        whole = QImage(canvas.size(), QImage.Format.Format_RGB32)
        canvas.render(whole)
        assert parts == whole
