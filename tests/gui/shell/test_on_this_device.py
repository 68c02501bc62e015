"""What of a shared library is on this device, and what cannot be had, as a person sees it: on real servers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from pluto_desktop.bootstrap.shared import SharedServices
from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.views.first_run.page import FirstRun
from pluto_desktop.desktop.views.on_device.view import OnDeviceView
from pluto_desktop.desktop.views.sidebar.sidebar import ON_DEVICE, PLAYLIST
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.desktop.views.status.pill import StatusPill
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.connections import PillState, Standing
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.keeping import Fetching
from pluto_desktop.domain.shared import CommandKind, SongFields
from pluto_desktop.resource_files import resource_path
from pluto_desktop.services.find import LineHit, SongHit
from pluto_desktop.services.import_song import SongFiles
from pluto_desktop.services.playing_values import PlayState
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_removing import press as press_toast
from tests.gui.shell.test_shared_library import (
    LIMIT_MS,
    WORDS,
    Servers,
    curator,
    device,
    servers,
    songs,
    standing,
    titles,
)
from tests.sound import noise, write

__all__ = ["curator", "device", "servers"]

Device = Callable[[str], Path]


def add(curator: SharedServices, tmp_path: Path, title: str, *, words: bool = True, cover: bool = True) -> SongId:
    """Add a song of eight seconds."""
    path = write(tmp_path / f"{title}.mp3", noise(8, seed=sum(title.encode())))
    path.with_suffix(".lrc").write_text(WORDS, encoding="utf-8")
    picture = resource_path("demo/twinkle.png") if cover else None
    files = SongFiles(path, lyrics=path.with_suffix(".lrc") if words else None, cover=picture)
    edit = curator.edit.add_song(files, SongFields(title=title, given=frozenset({"title"})))
    return curator.publish.send(edit, CancelToken()).song_id


def on_device(home: Home) -> OnDeviceView:
    home.inside.pages.open(ON_DEVICE)
    page = home.inside.pages.current()
    assert isinstance(page, OnDeviceView)
    return page


def shown(page: SongsView) -> list[str]:
    rows = [page.model.song(at) for at in range(len(page.model.ids))]
    return [row.title for row in rows if row is not None]


def choose(page: SongsView, *ids: SongId) -> None:
    places = [at for at in (page.model.position_of(one) for one in ids) if at is not None]
    page.table.choose_rows(sorted(places), places[0])


def press(page: SongsView, text: str) -> None:
    """Choose an entry of the menu of the chosen songs."""
    menu = page.build_menu()
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def choose_in_menu(home: Home, text: str) -> None:
    """Choose an entry of the menu of the only playlist."""
    side = home.window.side
    row = next(row for key, row in side.rows.items() if key.startswith(PLAYLIST))
    row.menu_wanted.emit(QPoint(60, 60))
    menu = next(menu for menu in side.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def take_away(home: Home, servers: Servers, qtbot: QtBot) -> None:
    for proxy in servers.proxies:
        proxy.refuse()
    qtbot.waitUntil(lambda: standing(home) is Standing.OFFLINE, timeout=LIMIT_MS)


def test_songs_are_kept_seen_and_removed(
    servers: Servers, device: Device, curator: SharedServices, open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    ids = [add(curator, tmp_path, title) for title in ("First", "Second", "Third")]
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: len(titles(home)) == 3, timeout=LIMIT_MS)
    page = songs(home)
    choose(page, ids[0], ids[1])
    press(page, "Keep on this device")
    here = on_device(home)
    qtbot.waitUntil(lambda: shown(here) == ["First", "Second"], timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: "2 kept" in here.strip.room.whole(), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: len(list(device("listener").rglob("media/??/*.mp3"))) == 2, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: here.strip.room.whole().startswith("2 songs · "), timeout=LIMIT_MS)

    def tags() -> list[str]:
        return [here.model.index(at, Column.TAGS).data() or "" for at in range(2)]

    qtbot.waitUntil(lambda: all("kept" in one for one in tags()), timeout=LIMIT_MS)
    assert home.window.side.rows[ON_DEVICE].accessibleName() == "On this device, 2"

    # A playlist is kept from its own menu; its songs need no removing by themselves.
    inside = home.inside
    inside.library.create_playlist("Evening", [ids[2]])
    qtbot.waitUntil(lambda: any(key.startswith(PLAYLIST) for key in home.window.side.rows), timeout=LIMIT_MS)
    choose_in_menu(home, "Keep on this device")
    qtbot.waitUntil(lambda: shown(here) == ["First", "Second", "Third"], timeout=LIMIT_MS)
    choose(here, ids[2])
    here.remove_chosen()
    qtbot.waitUntil(lambda: any("1 song stayed" in text for text in home.toasts()), timeout=LIMIT_MS)
    choose_in_menu(home, "Remove from this device")
    qtbot.waitUntil(lambda: shown(here) == ["First", "Second"], timeout=LIMIT_MS)

    # By key, from the page itself.
    choose(here, ids[1])
    here.table.setFocus()
    qtbot.keyClick(here.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(here) == ["First"], timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: len(list(device("listener").rglob("media/??/*.mp3"))) == 1, timeout=LIMIT_MS)
    assert len(titles(home)) == 3


def test_without_servers_what_is_not_here_is_marked_and_says_so_at_once(
    servers: Servers, device: Device, curator: SharedServices, open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    kept, other = add(curator, tmp_path, "Kept"), add(curator, tmp_path, "Away")
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: len(titles(home)) == 2, timeout=LIMIT_MS)
    page = songs(home)
    choose(page, kept)
    press(page, "Keep on this device")
    qtbot.waitUntil(lambda: len(list(device("listener").rglob("media/??/*.mp3"))) == 1, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=LIMIT_MS)
    take_away(home, servers, qtbot)

    def spoken(song: SongId) -> str:
        at = page.model.position_of(song)
        assert at is not None
        return str(page.model.index(at, Column.TITLE).data(Qt.ItemDataRole.AccessibleTextRole) or "")

    qtbot.waitUntil(lambda: "not on this device" in spoken(other), timeout=LIMIT_MS)
    assert "not on this device" not in spoken(kept)

    # So it is where it is found, and again when the palette is open as the servers come back.
    box = home.inside.search
    box.focus_search()
    qtbot.keyClicks(box.edit, "achyutananda")

    def found() -> dict[str, tuple[bool, str]]:
        return {row.text: (row.dimmed, row.aside) for row in box.results.model.rows if isinstance(row.hit, SongHit)}

    def away() -> dict[str, bool]:
        return {row.hit.title: row.dimmed for row in box.results.model.rows if isinstance(row.hit, LineHit)}

    qtbot.waitUntil(lambda: away() == {"Kept": False, "Away": True}, timeout=LIMIT_MS)
    box.edit.selectAll()
    qtbot.keyClicks(box.edit, "away")
    qtbot.waitUntil(lambda: found() == {"Away": (True, "not here · 0:08")}, timeout=LIMIT_MS)
    assert "not here" in str(box.results.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    qtbot.keyClick(box.edit, Qt.Key.Key_Escape)

    # It says at once that it cannot be played, and why; the words are there all the same.
    session = home.inside.parts.session
    choose(page, other)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.snapshot().error is not None, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: home.inside.bar.now.title.whole() == "Away", timeout=LIMIT_MS)
    assert home.inside.bar.now.detail.whole() == "Not on this device"
    qtbot.waitUntil(lambda: home.inside.words.pane.view is not None, timeout=LIMIT_MS)
    assert home.inside.words.pane.notice.text().startswith("The sound of “Away” is not on this device")
    assert home.toasts() == ["Kept on this device from now on. What is missing comes by itself."]
    home.inside.playing.play_songs([kept], 0)
    qtbot.waitUntil(lambda: session.snapshot().state is PlayState.PLAYING, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: home.inside.words.pane.notice.isHidden(), timeout=LIMIT_MS)

    # What is kept meanwhile comes when the servers are back.
    choose(page, other)
    press(page, "Keep on this device")
    here = on_device(home)
    qtbot.waitUntil(lambda: here.strip.fetching.whole().startswith("Waiting for the servers"), timeout=LIMIT_MS)
    for proxy in servers.proxies:
        proxy.clear()
    home.inside.parts.sharing.try_again()
    qtbot.waitUntil(lambda: len(list(device("listener").rglob("media/??/*.mp3"))) == 2, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: "not on this device" not in spoken(other), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: found() == {"Away": (False, "0:08")}, timeout=LIMIT_MS)


def test_what_cannot_be_had_is_said_in_place_and_the_rest_is_shown(
    servers: Servers, device: Device, curator: SharedServices, open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    lost = add(curator, tmp_path, "పోయినది")
    bare = curator.publish.keep(CommandKind.ADD, SongFields(title="Bare", given=frozenset({"title"})))
    alone = curator.publish.send(bare, CancelToken()).song_id
    plain = add(curator, tmp_path, "Plain", words=False, cover=False)
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: len(titles(home)) == 3, timeout=LIMIT_MS)
    inside, session, pane = home.inside, home.inside.parts.session, home.inside.words.pane
    medium = inside.parts.browse.get_song(lost).song
    assert medium is not None
    (file_id,) = curator.backend.catalogue.find_file_ids([medium.sha256]).values()
    curator.backend.media.delete(file_id)

    # The media's server lost the sound: that is said, above the words.
    inside.playing.play_songs([lost], 0)
    qtbot.waitUntil(lambda: session.snapshot().error is not None, timeout=LIMIT_MS)
    error = session.snapshot().error
    assert error is not None
    assert error.code == "audio_lost"
    qtbot.waitUntil(lambda: pane.view is not None and not pane.notice.isHidden(), timeout=LIMIT_MS)
    assert "పోయినది" in pane.notice.text()
    qtbot.waitUntil(lambda: inside.bar.now.title.whole() == "పోయినది", timeout=LIMIT_MS)

    # Neither sound nor words nor cover: its name is there, and what is missing.
    inside.playing.play_songs([alone], 0)
    qtbot.waitUntil(lambda: inside.bar.now.title.whole() == "Bare", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: session.snapshot().error is not None, timeout=LIMIT_MS)
    error = session.snapshot().error
    assert error is not None
    assert error.code == "no_audio"
    qtbot.waitUntil(lambda: pane.message.heading == "No words for this song yet", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: "Bare" in pane.notice.text(), timeout=LIMIT_MS)

    # Sound without a cover and without words plays.
    inside.playing.play_songs([plain], 0)
    qtbot.waitUntil(lambda: session.snapshot().state is PlayState.PLAYING, timeout=LIMIT_MS)
    assert session.snapshot().error is None
    qtbot.waitUntil(lambda: pane.notice.isHidden(), timeout=LIMIT_MS)
    assert not inside.bar.now._cover.pixmap().isNull()


def test_hanging_servers_keep_nobody_waiting(
    servers: Servers, device: Device, curator: SharedServices, open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    song = add(curator, tmp_path, "Song")
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: len(titles(home)) == 1, timeout=LIMIT_MS)
    servers.proxies[1].hang()
    home.inside.playing.play_songs([song], 0)
    session = home.inside.parts.session
    qtbot.waitUntil(lambda: session.snapshot().error is not None, timeout=LIMIT_MS)
    error = session.snapshot().error
    assert error is not None
    assert error.code in {"audio_slow", "audio_not_here"}
    servers.proxies[1].clear()


def test_covers_come_when_they_are_looked_at(
    servers: Servers, device: Device, curator: SharedServices, open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    song = add(curator, tmp_path, "Song")
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: len(titles(home)) == 1, timeout=LIMIT_MS)
    cover = home.inside.parts.browse.get_song(song).cover
    assert cover is not None
    assert home.inside.parts.browse.find_cover(cover) is None
    home.inside.playing.play_songs([song], 0)
    qtbot.waitUntil(lambda: home.inside.parts.browse.find_cover(cover) is not None, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: (str(cover), 52, 8) in home.inside.covers._kept, timeout=LIMIT_MS)


def test_everything_played_is_kept_where_that_is_wanted(
    servers: Servers, device: Device, curator: SharedServices, open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    song = add(curator, tmp_path, "Song")
    home = open_home(folder=device("listener"), settings={"device.keep_played": True})
    qtbot.waitUntil(lambda: len(titles(home)) == 1, timeout=LIMIT_MS)
    home.inside.playing.play_songs([song], 0)
    keeps = home.inside.parts.keeps
    assert keeps is not None
    qtbot.waitUntil(lambda: [pin.id for pin in keeps.list_pins()] == [song], timeout=LIMIT_MS)


def test_what_is_fetched_can_be_stopped_and_goes_on_after_a_restart(
    servers: Servers, device: Device, curator: SharedServices, open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    song = add(curator, tmp_path, "Song")
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: len(titles(home)) == 1, timeout=LIMIT_MS)
    servers.proxies[1].throttle(20_000)
    page = songs(home)
    choose(page, song)
    press(page, "Keep on this device")
    strip = on_device(home).strip
    qtbot.waitUntil(lambda: strip.fetching.whole().startswith("Fetching “Song”"), timeout=LIMIT_MS)
    assert (strip.button.text(), strip.bar.isHidden()) == ("Stop fetching", False)
    qtbot.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: strip._state.doing is Fetching.PAUSED, timeout=LIMIT_MS)
    assert strip.button.text() == "Fetch now"
    home.window.quit()
    servers.proxies[1].clear()
    open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: len(list(device("listener").rglob("media/??/*.mp3"))) == 1, timeout=LIMIT_MS)


def test_a_window_without_a_keyring_asks_for_the_password(
    servers: Servers,
    device: Device,
    curator: SharedServices,
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add(curator, tmp_path, "Song")
    monkeypatch.setattr("pluto_desktop.bootstrap.shared_window.SharedWindow._find_password", lambda _self: None)
    home = open_home(folder=device("listener"))
    pill = home.window.top.status
    assert isinstance(pill, StatusPill)
    qtbot.waitUntil(lambda: pill.text() == "Password needed", timeout=LIMIT_MS)
    assert titles(home) == []
    pill.setFocus()
    qtbot.keyClick(pill, Qt.Key.Key_Space)
    sheet = pill._sheet
    assert sheet is not None
    qtbot.waitUntil(sheet.password.isVisible, timeout=LIMIT_MS)
    qtbot.keyClicks(sheet.password, "not this one")
    qtbot.keyClick(sheet.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not accept" in sheet.text.text(), timeout=LIMIT_MS)
    assert pill.text() == "Password needed"
    qtbot.keyClicks(sheet.password, servers.password)
    qtbot.mouseClick(sheet.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(home) == ["Song"], timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: sheet.password.isHidden(), timeout=LIMIT_MS)
    assert sheet.password.text() == ""
    sheet.close()


def test_what_only_works_on_a_library_of_this_device_is_not_offered(
    servers: Servers, device: Device, curator: SharedServices, open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    home = open_home(folder=device("listener"))
    assert home.window.findChild(FirstRun) is None
    page = songs(home)
    qtbot.waitUntil(lambda: page.state.isVisible(), timeout=LIMIT_MS)
    assert page.state.button.isHidden()
    assert "come by themselves" in page.state.text.text()
    offered = {action.text() for action in home.in_menu() if action.isVisible()}
    assert not offered & {"Add the demo songs", "Restore the library…"}
    assert "Export the library…" in offered

    song = add(curator, tmp_path, "Song", words=False)
    qtbot.waitUntil(lambda: titles(home) == ["Song"], timeout=LIMIT_MS)
    choose(page, song)
    home.inside.playing.play_songs([song], 0)
    message = home.inside.words.pane.message
    qtbot.waitUntil(lambda: message.heading == "No words for this song yet", timeout=LIMIT_MS)

    # Whoever may only listen is offered nothing that changes songs; whoever may, gives a song words from here.
    home.inside._show_standing(PillState(Standing.READ_ONLY, "Library"))
    assert not home.window.actions_["add_words"].isEnabled()
    menu = page.build_menu()
    offered = {action.text() for action in menu.actions()}
    assert not offered & {"Add words from a file…", "Remove from library…"}
    menu.close()
    page.remove_chosen()
    assert any("Only its curators remove songs" in text for text in home.toasts())
    home.inside._show_standing(PillState(Standing.IN_SYNC, "Library", may_write=True))
    menu = page.build_menu()
    assert {"Add words from a file…", "Remove from library…"} <= {action.text() for action in menu.actions()}
    menu.close()
    page.remove_chosen()
    press_toast(home, qtbot, "Remove from the library")
    qtbot.waitUntil(lambda: titles(home) == [], timeout=LIMIT_MS)
    press_toast(home, qtbot, "Undo")
    qtbot.waitUntil(lambda: titles(home) == ["Song"], timeout=LIMIT_MS)
    path = tmp_path / "words.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nనువ్వు\nYou\n", encoding="utf-8")
    home.inside.words.pane.attach(path)
    view = home.inside.words.pane
    qtbot.waitUntil(lambda: view.view is not None and not view.view.empty, timeout=LIMIT_MS)

    def there() -> bool:
        words = curator.reader.get_song(song).lyrics
        return words is not None and words["lines"][0]["texts"] == {"te": "నువ్వు", "en": "You"}

    qtbot.waitUntil(there, timeout=LIMIT_MS)
