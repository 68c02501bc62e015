"""The shell's small parts, each alone: messages, crashes, one window a library, bars, preferences."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Client
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.crashes import CrashReporter
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.single_instance import SingleInstance
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.threads import Poster
from pluto_desktop.desktop.views.common.level_bar import LevelBar
from pluto_desktop.desktop.views.common.toasts import Toasts
from pluto_desktop.desktop.views.sidebar.sidebar import SideBar
from pluto_desktop.domain.errors import KnownError, NotFound
from pluto_desktop.services.settings import Settings
from tests.fakes.settings_store import FakeSettingsStore


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(choice="dark", less_motion=True)


@pytest.fixture
def worn(theme: Theme, qapp: QApplication) -> Iterator[Theme]:
    """The theme with the application dressed in it: a style sheet has borders that widgets alone have not."""
    theme.apply(qapp)
    yield theme
    theme._app = None
    qapp.setStyleSheet("")


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.show()
    return widget


def test_messages_said_before_the_window_is_there_are_not_lost(room: QWidget, theme: Theme) -> None:
    notifier = Notifier()
    notifier.say("early")
    toasts = Toasts(room, theme, 84)
    notifier.show_through(toasts.show_message)
    notifier.say("late", Kind.WARN)
    assert [card.message.text for card in toasts.cards()] == ["early", "late"]


def test_cards_stand_above_each_other_and_close_ranks(room: QWidget, theme: Theme, qtbot: QtBot) -> None:
    notifier, toasts = Notifier(), Toasts(room, theme, 84)
    notifier.show_through(toasts.show_message)
    for text in ("one", "two", "three"):
        notifier.say(text, Kind.ERROR)
    notifier.say("three", Kind.ERROR)
    one, two, three = toasts.cards()
    assert one.geometry().bottom() < two.y()
    assert two.geometry().bottom() < three.y()
    assert three.geometry().bottom() < 600 - 84
    place = three.geometry().bottom()
    QTest.keyClick(three.close_button, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(toasts.cards()) == 2)
    assert two.geometry().bottom() == place


def test_messages_of_one_family_are_one_card_that_counts(room: QWidget, theme: Theme, qtbot: QtBot) -> None:
    notifier, toasts = Notifier(), Toasts(room, theme, 84)
    notifier.show_through(toasts.show_message)
    notifier.say("else")
    for song in ("one", "two", "three"):
        notifier.say(f"{song} cannot be played", Kind.WARN, family="unplayable")
    other, card = toasts.cards()
    assert (other.message.text, card.message.text) == ("else", "three cannot be played")
    assert card.accessibleName() == "three cannot be played and 2 more like this"
    shown = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    assert "and 2 more like this" in shown
    card.dismiss()
    qtbot.waitUntil(lambda: len(toasts.cards()) == 1)
    notifier.say("four cannot be played", Kind.WARN, family="unplayable")
    assert toasts.cards()[-1].accessibleName() == "four cannot be played"


def test_a_side_bar_that_begins_folded_has_its_icons_in_the_middle(worn: Theme, qtbot: QtBot) -> None:
    side = SideBar(worn)
    qtbot.addWidget(side)
    side.set_folded(True)
    side.resize(side.width(), 600)
    side.show()
    row = side.rows["albums"]
    qtbot.waitUntil(lambda: row.isVisible())
    left = row.mapTo(side, row.rect().topLeft()).x()
    hairline = side.width() - side.contentsRect().width()
    assert hairline == 1
    assert left == side.width() - hairline - left - row.width()


def test_the_button_of_a_card_acts_once_and_closes_it(room: QWidget, theme: Theme) -> None:
    done: list[str] = []
    notifier, toasts = Notifier(), Toasts(room, theme, 84)
    notifier.show_through(toasts.show_message)
    notifier.say("Delete it?", Kind.WARN, "Delete", lambda: done.append("deleted"))
    button = toasts.cards()[0].action_button
    assert button is not None
    button.click()
    assert done == ["deleted"]
    assert toasts.cards() == []


def test_the_same_words_with_something_else_to_do_take_the_place_of_the_card_before(
    room: QWidget, theme: Theme
) -> None:
    done: list[str] = []
    notifier, toasts = Notifier(), Toasts(room, theme, 84)
    notifier.show_through(toasts.show_message)
    for operation in ("first", "second"):
        notifier.say("1 song removed.", Kind.INFO, "Undo", lambda operation=operation: done.append(operation))
    notifier.say("Saved.", Kind.INFO, "Show", notifier.deleteLater)
    notifier.say("Saved.", Kind.INFO, "Show", notifier.deleteLater)
    removed, _saved = toasts.cards()
    assert removed.action_button is not None
    removed.action_button.click()
    assert done == ["second"]


def test_the_link_of_a_card_begins_where_its_text_does(room: QWidget, worn: Theme) -> None:
    notifier, toasts = Notifier(), Toasts(room, worn, 84)
    notifier.show_through(toasts.show_message)
    notifier.say("Delete it?", Kind.WARN, "Delete", lambda: None)
    (card,) = toasts.cards()
    assert card.action_button is not None
    inside = card.action_button.sizeHint().width() - card.action_button.fontMetrics().horizontalAdvance("Delete")
    text = next(label for label in card.findChildren(QLabel) if label.text() == "Delete it?")
    begins = text.mapTo(card, text.contentsRect().topLeft()).x()
    assert abs(card.action_button.x() + inside / 2 - begins) <= 1


def test_a_known_error_is_told_in_its_own_words(qapp: QApplication) -> None:
    notifier = Notifier()
    heard: list[str] = []
    notifier.show_through(lambda message: heard.append(message.text))
    notifier.fail(NotFound("file_missing", path="/music/" + "క" * 4000 + "\0.mp3"))
    assert heard[0].startswith("“/music/")
    assert len(heard[0]) < 400
    assert "\0" not in heard[0]


def test_an_error_without_a_sentence_still_says_its_code(qapp: QApplication) -> None:
    assert "no_such_code" in explain(KnownError("no_such_code", path="x"))


def test_a_bug_is_written_down_and_said_once(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, expected_logs: list[str]
) -> None:
    expected_logs.append("a bug")
    notifier = Notifier()
    heard: list[str] = []
    notifier.show_through(lambda message: heard.append(message.text))
    reporter = CrashReporter(tmp_path / "logs", notifier)

    def broken() -> None:
        raise ZeroDivisionError("spilt milk")

    for _ in range(2):
        try:
            broken()
        except ZeroDivisionError as error:
            reporter.report(error)
    qtbot.waitUntil(lambda: len(heard) == 1)
    reports = list((tmp_path / "logs").glob("crash-*.txt"))
    assert len(reports) == 1
    assert "spilt milk" in reports[0].read_text(encoding="utf-8")
    assert str(reports[0]) in heard[0]


def test_a_place_for_reports_that_cannot_be_written_is_no_second_crash(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, expected_logs: list[str]
) -> None:
    expected_logs.extend(["a bug", "could not be written"])
    (tmp_path / "logs").write_text("a file stands where the folder should be")
    notifier = Notifier()
    heard: list[str] = []
    notifier.show_through(lambda message: heard.append(message.text))
    reporter = CrashReporter(tmp_path / "logs", notifier)
    reporter.report(RuntimeError("x"))
    qtbot.waitUntil(lambda: len(heard) == 1)


_SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from pluto_desktop.desktop.single_instance import SingleInstance
app = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
print("window" if instance.claim([Path(name) for name in sys.argv[2:]]) else "handed over", flush=True)
sys.stdin.readline()
"""


def test_a_second_start_hands_its_files_over(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    assert not first.hand_over([])
    assert first.claim([])
    calls: list[list[Path]] = []
    first.called.connect(calls.append)
    arguments = [sys.executable, "-c", _SECOND, str(tmp_path), "/music/పాట.mp3", "/music/b.flac"]
    with subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
        assert second.stdout is not None
        assert second.stdout.read().strip() == "handed over"
    assert calls == [[Path("/music/పాట.mp3"), Path("/music/b.flac")]]
    first.close()


def test_a_caller_who_says_nothing_or_nonsense_is_in_nobodys_way(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    first = SingleInstance(tmp_path)
    assert first.claim([])
    first.listen()
    calls: list[list[Path]] = []
    first.called.connect(calls.append)
    address = first._address
    qtbot.waitUntil(lambda: first.hand_over([]))
    silent = Client(address)
    for said in (b"", b"nonsense", b"{}", b"[1]", b"\xff" * 100):
        with Client(address) as caller:
            caller.send_bytes(said)
            with pytest.raises(EOFError):
                caller.recv_bytes()
    assert first.hand_over([Path("/music/a.mp3")])
    qtbot.waitUntil(lambda: calls == [[], [Path("/music/a.mp3")]])
    silent.close()
    first.close()
    assert not first.hand_over([])


def test_a_window_with_a_long_name_can_be_spoken_to(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("పాట" * 20) / ("ఫ" * 60)
    deep.mkdir(parents=True)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    first = SingleInstance(tmp_path)
    assert first.claim([])
    first.listen()
    qtbot.waitUntil(lambda: first.hand_over([]))
    first.close()


def test_another_library_has_a_window_of_its_own(qapp: QApplication, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "one")
    assert first.claim([])
    second = SingleInstance(tmp_path / "two")
    assert second.claim([])
    first.close()
    second.close()


def test_where_there_is_no_place_for_a_lock_one_library_has_one_window_all_the_same(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "gone"))
    first = SingleInstance(tmp_path)
    assert first.claim([])
    first.listen()
    calls: list[list[Path]] = []
    first.called.connect(calls.append)
    arguments = [sys.executable, "-c", _SECOND, str(tmp_path), "/music/a.mp3"]
    with subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
        assert second.stdout is not None
        assert second.stdout.read().strip() == "handed over"
    assert calls == [[Path("/music/a.mp3")]]
    first.close()


def test_a_window_that_was_killed_is_in_nobodys_way(qapp: QApplication, tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", _SECOND, str(tmp_path)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "window\n"
        first.kill()
    second = SingleInstance(tmp_path)
    assert second.claim([])
    second.close()


def test_posted_calls_run_on_the_gui_thread_in_order(qapp: QApplication, qtbot: QtBot) -> None:
    poster = Poster()
    done: list[int] = []
    for number in range(3):
        poster.post(lambda number=number: done.append(number))
    assert done == []
    qtbot.waitUntil(lambda: done == [0, 1, 2])


def test_a_bar_follows_the_pointer_and_the_keys(theme: Theme, qtbot: QtBot) -> None:
    bar = LevelBar(theme, "Position")
    qtbot.addWidget(bar)
    bar.setRange(0, 1000)
    bar.setSingleStep(50)
    bar.resize(216, 20)
    bar.show()
    chosen: list[int] = []
    bar.chosen.connect(chosen.append)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    QTest.mouseMove(bar, QPoint(108, 10))
    bar.set_shown(3)
    assert bar.value() == 500
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(158, 10))
    assert chosen == [750]
    QTest.keyClick(bar, Qt.Key.Key_Right)
    QTest.keyClick(bar, Qt.Key.Key_Home)
    assert chosen == [750, 800, 0]
    bar.set_shown(3)
    assert bar.value() == 3


def test_a_preference_is_told_at_once_and_written_soon(qapp: QApplication, qtbot: QtBot) -> None:
    store, runner, notifier = FakeSettingsStore(), TaskRunner(), Notifier()
    preferences = Preferences(Settings(store), runner, notifier)
    told: list[tuple[str, object]] = []
    preferences.changed.connect(lambda key, value: told.append((key, value)))
    preferences.set("lyrics.size", 130)
    assert preferences.get("lyrics.size") == 130
    assert told == [("lyrics.size", 130)]
    qtbot.waitUntil(lambda: runner.idle)
    assert store.values == {"lyrics.size": 130}
    assert told == [("lyrics.size", 130)]
    preferences.close()
    runner.close()


def test_settings_that_cannot_be_written_hold_and_are_told(qapp: QApplication, qtbot: QtBot) -> None:
    store, runner, notifier = FakeSettingsStore(), TaskRunner(), Notifier()
    store.read_only = True
    heard: list[Kind] = []
    notifier.show_through(lambda message: heard.append(message.kind))
    preferences = Preferences(Settings(store), runner, notifier)
    preferences.set("lyrics.size", 130)
    qtbot.waitUntil(lambda: heard == [Kind.ERROR])
    assert preferences.get("lyrics.size") == 130
    preferences.close()
    runner.close()


def test_a_quiet_label_stays_quiet_in_another_parent(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(choice="dark")
    theme.apply(qapp)
    side = SideBar(theme)
    qtbot.addWidget(side)
    side.show()
    label = side._library_heading
    assert label.palette().color(label.foregroundRole()) == theme.color("mute")
    label.set_ink("warn")
    assert label.palette().color(label.foregroundRole()) == theme.color("warn")
    theme._app = None
    qapp.setStyleSheet("")
