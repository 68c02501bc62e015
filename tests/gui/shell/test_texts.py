"""Every text of the window is found for translation, and goes through it: a translation that marks each one shows."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QModelIndex, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.loop_desk import Reach
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.conflict.dialog import ConflictDialog
from pluto_desktop.desktop.views.curate.begun import BegunMenu
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.desktop.views.status.edits import EditsBox
from pluto_desktop.desktop.views.suggesting.dialog import SuggestDialog
from pluto_desktop.desktop.views.tags.copies import SaveCopiesDialog
from pluto_desktop.desktop.views.tags.dialog import WriteTagsDialog
from pluto_desktop.domain.drafts import DraftKind
from pluto_desktop.domain.edits import Clash, EditState
from pluto_desktop.domain.errors import Denied, NotFound
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.songs import Location
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.lyrics.formats import ReadWarning, read
from pluto_desktop.lyrics.formats.parsed import WARNINGS
from pluto_desktop.services.save_copies import CopiesSaved
from pluto_desktop.services.shared.edits import EditLine
from pluto_desktop.services.song_forms import Begun
from pluto_desktop.services.tags_wanted import FIELDS, TagChange
from pluto_desktop.services.write_tags import FileChanges, LeftOut, TagPlan, TagsWritten
from tests.factories import make_song
from tests.gui.shell.conftest import Home, OpenHome
from tests.lrclib import record, serving

ROOT = Path(__file__).resolve().parents[3]
DATA = "§"
"""Stands in every name of the library, so that data is told from texts."""
LETTERS = re.compile(r"[^\W\d_]{2,}")
NO_TEXT = re.compile(
    r"Pluto( Desktop)?"
    r"|(Ctrl|Shift|Alt|Meta|Esc|Enter|Return|Space|Delete|Left|Right|F\d+|Home|End|(Toggle )?Media \w+)\b.*"
    r"|[+\u2212-]?\d+[.,\d]* ?(s|ms|dB|k|Hz|kHz|%)"
)
"""The program's name, keys, and numbers with their unit."""


class Marking(QTranslator):
    """Translates what was found for translation, and nothing else, into itself between ‹ and ›."""

    def __init__(self, known: set[tuple[str, str]]) -> None:
        super().__init__()
        self.known = known

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, _comment: str | None = None, _n: int = -1) -> str | None:
        # Nothing, not "": that would be a translation, of no letters.
        return f"‹{source}›" if (context, source) in self.known else None


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Return (context, text) of all that a translator would be given."""
    target = tmp_path_factory.mktemp("texts") / "all.ts"
    subprocess.run([sys.executable, ROOT / "packaging" / "texts.py", target], check=True, cwd=ROOT)
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ET.parse(target).iter("context")
        for message in context.iter("message")
    }


@pytest.fixture
def marked(qapp: QApplication, known: set[tuple[str, str]]) -> Iterator[Marking]:
    """Install the marking translation."""
    marking = Marking(known)
    QCoreApplication.installTranslator(marking)
    yield marking
    QCoreApplication.removeTranslator(marking)


def model_texts(model: QAbstractItemModel) -> Iterator[object]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for role in roles:
        for column in range(columns):
            yield model.headerData(column, Qt.Orientation.Horizontal, role)
            for row in range(min(model.rowCount(QModelIndex()), 40)):
                yield model.index(row, column, QModelIndex()).data(role)


def texts_of(root: QWidget) -> Iterator[tuple[str, object]]:
    """Yield every text that a person can see or hear in a window, with where it stands."""
    ours = (widget for widget in root.findChildren(QWidget) if not isinstance(widget.parent(), QTabBar))
    for widget in [root, *ours]:
        where = f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        texts: list[object] = [
            widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()
        ]  # fmt: skip
        match widget:
            case QLabel() | QAbstractButton():
                texts.append(widget.text())
            case QLineEdit():
                texts.append(widget.placeholderText())
            case QComboBox():
                texts += [widget.itemText(at) for at in range(widget.count())]
            case QTabWidget():
                texts += [widget.tabText(at) for at in range(widget.count())]
            case QMenu():
                texts.append(widget.title())
            case QAbstractItemView() if widget.model() is not None:
                texts += model_texts(widget.model())
        yield from ((where, text) for text in texts)
    for action in root.findChildren(QAction):
        yield from ((f"action of {type(action.parent()).__name__}", text) for text in (action.text(), action.toolTip()))


def unmarked(root: QWidget) -> set[tuple[str, str]]:
    """Return the texts that no translation reached."""
    return {
        (where, text)
        for where, text in texts_of(root)
        if isinstance(text, str)
        and LETTERS.search(text)
        and "‹" not in text
        and DATA not in text
        and not NO_TEXT.fullmatch(text.replace("&", ""))
    }


def fill(folder: Path) -> None:
    with bootstrap.open_services(folder) as services:
        made = (make_song(f"§ {n}", artists=(f"§ {n % 3}",), album=f"§ {n % 4}", genres=("§",)) for n in range(9))
        songs = services.library.catalogue.add_songs(list(made))
        services.personal.create_playlist("§", songs)
        services.personal.set_favourite(songs[:3], favourite=True)


def settled(home: Home, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: home.desktop.runner.idle)


def test_the_first_page(open_home: OpenHome, marked: Marking) -> None:
    home = open_home()
    assert unmarked(home.window) == set()


def test_every_page_and_the_panels(open_home: OpenHome, marked: Marking, qtbot: QtBot, tmp_path: Path) -> None:
    fill(tmp_path / "library")
    home = open_home()
    pages = home.inside.pages
    songs = home.inside.parts.browse.list_song_ids(SongQuery())
    home.inside.playing.play_songs(songs)
    found = set()
    for key in ("songs", "albums", "artists", "genres", "folders", "favourites", "recently_added", "recently_played"):
        pages.open(key)
        settled(home, qtbot)
        found |= unmarked(home.window)
    for text in ("§", "zzzz", "artist:§"):
        home.inside.search.focus_search()
        home.inside.search.edit.setText(text)
        settled(home, qtbot)
        found |= unmarked(home.window)
    assert found == set()


def test_one_album_artist_and_playlist_with_their_menus(
    open_home: OpenHome, marked: Marking, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(tmp_path / "library")
    home = open_home()
    browse, personal = home.inside.parts.browse, home.inside.parts.personal
    song = browse.get_song(browse.list_song_ids(SongQuery())[0])
    assert song.album is not None
    (playlist,) = personal.list_playlists()
    found = set()
    for key in (f"album:{song.album.id}", f"artist:{song.artists[0].artist_id}", f"playlist:{playlist.id}", "songs"):
        home.inside.pages.open(key)
        settled(home, qtbot)
        found |= unmarked(home.window)
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    found |= unmarked(page.table.columns.build_menu())
    page.table.selectRow(0)
    menu = page.build_menu()
    settled(home, qtbot)
    found |= unmarked(menu)
    menu.close()
    assert found == set()


def test_dialogs(open_home: OpenHome, marked: Marking) -> None:
    home = open_home(demo=True)
    menus, found = home.inside.menus, set()
    for show in (menus.show_settings, menus.show_equaliser, menus.show_shortcuts, menus.show_about):
        show()
    for dialog in menus._dialogs.values():
        found |= unmarked(dialog)
        dialog.close()
    assert found == set()


def test_the_form_of_a_song(open_home: OpenHome, marked: Marking, qtbot: QtBot, tmp_path: Path) -> None:
    fill(tmp_path / "library")
    home = open_home()
    desk, songs = home.inside.curating.mode, home.inside.parts.browse.list_song_ids(SongQuery())
    desk.set_on(on=True)
    found = unmarked(home.window)
    kinds = (Begun(kind, tuple(songs[:2]), DATA) for kind in DraftKind)
    menu = BegunMenu(list(kinds), home.window)
    found |= {("begun", one.text()) for one in menu.actions() if "‹" not in one.text() and one.text() != DATA}
    desk.edit(songs[:1])
    settled(home, qtbot)
    form = home.inside.curating.forms._form
    assert form is not None
    form.form.title.setText("")
    form.form.album.setText("§§")
    form.form.release_date.setText("1942-13")
    form.files["bgm"].chosen.emit("/§.mp3")
    form.credits.add()
    settled(home, qtbot)
    found |= unmarked(home.window)
    desk.edit(songs[:2])
    found |= unmarked(home.window)
    assert found == set()


def test_the_editor_of_timed_words(open_home: OpenHome, marked: Marking, qtbot: QtBot, tmp_path: Path) -> None:
    fill(tmp_path / "library")
    home = open_home()
    words = read("[la:te,en]\n[00:05]చందమామ\n[00:05]§ moon\n[00:04]రావే\n[00:20]జాబిల్లి\n[00:20]§ a\n")
    song = home.inside.parts.browse.list_song_ids(SongQuery())[0]
    home.inside.parts.words.set_words(song, words.document)
    timing = home.inside.curating.timing
    timing.open(song)
    qtbot.waitUntil(lambda: timing.window is not None and timing.window.board.player is not None)
    settled(home, qtbot)
    window = timing.window
    assert window is not None
    window.board.forget_times({0})
    window.board.nudge(10)
    settled(home, qtbot)
    for name in ("paste", "shift", "stretch", "repeat", "romanise", "discard"):
        window.acts.actions[name].trigger()
    window.table.lines.refused.emit("§")
    settled(home, qtbot)
    data = re.compile("[\u0c00-\u0c7f]|chandamaama|raave|jaabilli|^Backspace$|^English$")
    found = {(where, text) for where, text in unmarked(window) if not data.search(text)}
    for menu in window.findChildren(QMenu):
        found |= unmarked(menu)
    assert found == set()


def test_what_sings_along(open_home: OpenHome, marked: Marking, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.inside.playing.play_songs(home.inside.parts.browse.list_song_ids(SongQuery()))
    settled(home, qtbot)
    singing, pane, found = home.inside.singing, home.inside.words.pane, set()
    singing.stage.open()
    assert singing.stage.window is not None
    found |= {("keys of Stage", does) for _, does in singing.stage.window.key_table() if "‹" not in does}
    assert "‹" in singing.stage.window.view.hint
    singing.stage.close()
    singing.loop.repeat(0, Reach.VERSE)
    menu = QMenu()
    singing.loop.fill_menu(menu, 0)
    singing.share.fill_menu(menu, 0)
    home.window.actions_["find_offset"].trigger()
    qtbot.waitUntil(lambda: singing.offset.dialog is not None)
    singing.share.share(0)
    settled(home, qtbot)
    for root in (pane.loop_bar, menu, singing.offset.dialog, singing.share.dialog):
        assert root is not None
        found |= {(where, text) for where, text in unmarked(root) if where != "QLabel in ShareDialog"}
    assert found == set()


def test_words_looked_for_online(open_home: OpenHome, marked: Marking, qtbot: QtBot, tmp_path: Path) -> None:
    fill(tmp_path / "library")
    with serving() as server:
        server.records = [record("§ 1", f"[00:01]{DATA}", duration=9), record("§ 1", duration=5, instrumental=True)]
        home = open_home(settings={"online.words": True, "online.server": server.address})
        (song,) = home.inside.parts.browse.list_songs_named("§ 1")
        home.inside.playing.play_songs([song.id])
        settled(home, qtbot)
        found = unmarked(home.inside.words.pane.message)
        home.inside.online_words.look(song.id)
        qtbot.waitUntil(
            lambda: (dialog := home.window.findChild(SuggestDialog)) is not None and dialog.chosen is not None
        )
        dialog = home.window.findChild(SuggestDialog)
        assert dialog is not None
        kinds = {text for at in range(2) for text in dialog.list.item(at).text().split(", ") if DATA not in text}
        assert {text for text in kinds if LETTERS.search(text) and "‹" not in text} == set()
        dialog.list.setCurrentRow(1)
        found |= unmarked(dialog)
    assert found == set()


def test_what_of_a_file_of_words_was_not_understood(open_home: OpenHome, marked: Marking) -> None:
    files = open_home().inside.word_files
    for what in WARNINGS:
        assert files.told_of((ReadWarning(3, what, DATA),)).count("‹") == 3


def test_tags_that_would_be_written(open_home: OpenHome, marked: Marking, qtbot: QtBot, tmp_path: Path) -> None:
    said = [TagChange(field, "", "1" if field == "lyrics" else DATA) for field in FIELDS]
    file = Location(Path("/§.mp3"), 1, 1, MediaHash(""))
    left = (LeftOut(SongId("2"), DATA, NotFound("no_audio_here", name=DATA)),)
    home, found = open_home(), set()
    dialog = WriteTagsDialog(home.window.theme, home.window)
    found |= unmarked(dialog)
    dialog.show_progress(Progress(1, 2))
    dialog.show_plan(TagPlan((FileChanges(SongId("1"), DATA, 1, file, tuple(said)),), 1, left))
    found |= unmarked(dialog)
    model = dialog.tree.model()
    for row in range(len(said)):
        texts = [str(model.index(row, column, model.index(0, 0)).data()) for column in range(3)]
        found |= {("a field", text) for text in texts if "‹" not in text and DATA not in text}
    dialog.show_written(TagsWritten((SongId("1"),), left, cancelled=True))
    found |= unmarked(dialog)
    dialog.show_plan(TagPlan(same=2))
    found |= unmarked(dialog)
    copies = SaveCopiesDialog(Path("/§"), home.window.theme, home.window)
    found |= unmarked(copies)
    copies.show_progress(Progress(1, 2))
    full = Denied("disk_full", path=DATA)
    copies.show_saved(CopiesSaved((Path("/§.mp3"),), 1, 1, 1, left, cancelled=True, stopped=full))
    assert found | unmarked(copies) == set()


def test_an_error_in_the_persons_language(qapp: QApplication, marked: Marking) -> None:
    assert explain(NotFound("song_not_found", name="x")).startswith("‹There is no song “x”")


def test_what_clashes(qapp: QApplication, marked: Marking, qtbot: QtBot) -> None:
    words = {
        "metadata": {"§": "§"},
        "lines": [{"id": "1", "start_ms": 5, "end_ms": 9, "texts": {"te": "§"}, "agent": "§"}],
    }
    theirs = {
        "metadata": {"§": "§§"},
        "lines": [{"id": "1", "start_ms": 7, "texts": {"te": "§"}}, {"id": "§", "texts": {}}],
    }
    mine = {"metadata": {"§": "§§§"}, "lines": [{"id": "2", "end_ms": 7, "texts": {"te": "§"}}]}
    said = {"title": "§", "place": [1, 2], "song": "§" * 9, "language": "§", "lyrics": mine}
    other = {"title": "§§", "place": [None, 3], "song": None, "language": "§§", "lyrics": theirs}
    base = {**other, "title": "§§§", "place": [2, 2], "song": "§§", "language": "", "lyrics": words}
    clash = Clash(5, ("title", "place", "song", "lyrics"), other, base, ("notes",))
    line = EditLine(
        OperationId("1"), SongId("1"), "§", CommandKind.UPDATE, EditState.CONFLICT, 0, said, base, None, clash
    )
    theme, found = Theme(), set()
    dialog, page = ConflictDialog(theme), EditsBox(theme, opens=True)
    for widget in (dialog, page):
        qtbot.addWidget(widget)
    for one in (
        line,
        replace(line, clash=replace(clash, theirs=None)),
        replace(line, kind=CommandKind.DELETE, mine={}),
        replace(line, kind=CommandKind.DELETE, mine={}, clash=replace(clash, others=())),
    ):
        dialog.show_line(one)
        page.show_edits([one])
        found |= unmarked(dialog) | unmarked(page)
    assert found == set()
