"""Connecting to a shared library from the window, and going from one library to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.parts import Place, Sharing
from pluto_desktop.desktop.views.connect.dialog import ConnectDialog
from pluto_desktop.desktop.views.first_run.page import FirstRun
from pluto_desktop.desktop.views.status.pill import StatusPill
from pluto_desktop.domain.connections import PillState, Standing
from pluto_desktop.domain.errors import Denied, Offline
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.services.shared.beside import Beside
from pluto_desktop.services.shared.edits import Edits
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.outbox import FakeOutbox
from tests.fakes.profiles import LIBRARY
from tests.fakes.shared import FakeShared
from tests.gui.shell.conftest import Home, OpenHome

LINE = "pluto://asha:secret-word@db1,db2/songs?mongo=files/media"
PROFILE = replace(parse_line(LINE)[0], name="కుటుంబం", library_id=LIBRARY.id)


def dialog_of(home: Home) -> ConnectDialog:
    home.window.actions_["connect"].trigger()
    [dialog] = [one for one in home.window.findChildren(ConnectDialog) if one.isVisible()]
    return dialog


def fill(dialog: ConnectDialog, line: str = LINE) -> None:
    dialog.form.line.setText(line)
    dialog.form.line.textEdited.emit(line)


def press(button: QAbstractButton, qtbot: QtBot) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def press_on_card(home: Home, label: str, qtbot: QtBot) -> None:
    cards = home.window.toasts.cards()
    [button] = [one for card in cards for one in card.findChildren(QPushButton) if one.text() == label]
    press(button, qtbot)


def test_a_pasted_line_fills_the_fields_and_its_password_is_taken_out(open_home: OpenHome) -> None:
    dialog = dialog_of(open_home(demo=True))
    fill(dialog)
    form = dialog.form
    assert form.servers.text() == "db1,db2"
    assert (form.user.text(), form.password.text()) == ("asha", "secret-word")
    assert form.media_database.text() == "media"
    assert "secret-word" not in form.line.text()
    fill(dialog, "pluto://nonsense")
    assert "line of a shared library" in dialog.problem.text()


def test_a_test_says_what_each_server_answered_and_keeps_nothing(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.shared.connector.catalogue = Denied("wrong_password", server="db1")
    dialog = dialog_of(home)
    fill(dialog)
    press(dialog.form.test, qtbot)
    assert "asking" in dialog.catalogue.text.text()
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    assert dialog.focusWidget() is dialog.form.test  # not Cancel, that comes next and would take the next Enter
    assert "does not accept that name and password" in dialog.catalogue.text.text()
    assert dialog.media.text.text() == "Media: answers."
    home.shared.connector.catalogue = LIBRARY
    home.shared.connector.media = Offline("server_refused", server="files")
    press(dialog.form.connect_, qtbot)
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    assert "you may read and change" in dialog.catalogue.text.text()
    assert "Nothing answers at “files”" in dialog.media.text.text()
    assert dialog.isVisible()
    assert not home.shared.store.profiles.known
    assert not home.shared.secrets.kept


def test_what_is_missing_is_said_before_any_server_is_asked(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    dialog = dialog_of(home)
    press(dialog.form.connect_, qtbot)
    assert "its server is missing" in dialog.problem.text()
    fill(dialog)
    dialog.form.tls.setCurrentIndex(2)
    press(dialog.form.test, qtbot)
    assert "Leave TLS on" in dialog.problem.text()
    dialog.form.tls.setCurrentIndex(1)
    assert dialog.form.ca_file.isVisible()
    assert not home.shared.connector.asked


def test_connecting_keeps_the_profile_and_offers_to_open_it(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    dialog = dialog_of(home)
    fill(dialog, f"{LINE}&media=elsewhere")
    dialog.form.name.setText("Family")
    with qtbot.waitSignal(dialog.connected):
        press(dialog.form.connect_, qtbot)
    [profile] = home.shared.store.profiles.known
    assert (profile.name, profile.library_id, profile.media) == ("Family", LIBRARY.id, "elsewhere")
    assert home.shared.secrets.kept == {profile.id: "secret-word"}
    with qtbot.waitSignal(home.window.closed):
        press_on_card(home, "Open", qtbot)
    assert home.desktop.when_closed is not None
    place = home.desktop.when_closed()
    assert isinstance(place, Place)
    assert (place.folder.name, place.profile) == (LIBRARY.id, profile.id)
    assert home.shared.store.profiles.chosen == profile.id


def test_who_connects_before_there_is_any_song_is_not_asked_whether_to_open(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home()
    page = home.window.findChild(FirstRun)
    assert page is not None
    press(page.connect_card, qtbot)
    [dialog] = home.window.findChildren(ConnectDialog)
    fill(dialog)
    with qtbot.waitSignal(home.window.closed):
        press(dialog.form.connect_, qtbot)
    assert home.desktop.when_closed is not None
    place = home.desktop.when_closed()
    assert isinstance(place, Place)
    assert place.folder.name == LIBRARY.id


def test_without_a_keyring_it_is_kept_and_said(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.shared.secrets.missing = True
    dialog = dialog_of(home)
    fill(dialog)
    with qtbot.waitSignal(dialog.connected):
        press(dialog.form.connect_, qtbot)
    assert home.shared.store.profiles.known
    assert any("no keyring" in text for text in home.toasts())


def test_the_list_opens_changes_and_forgets(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.shared.libraries.save(PROFILE, "secret-word")
    shown = home.inside.connect_desk.show_libraries()
    qtbot.waitUntil(lambda: shown.list.count() == 2)
    assert "open now" in shown.list.item(0).text()
    assert not shown.open_button.isEnabled()
    assert not shown.change_button.isEnabled()
    shown.list.setCurrentRow(1)
    press(shown.change_button, qtbot)
    [dialog] = [one for one in home.window.findChildren(ConnectDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: dialog.form.password.text() == "secret-word")
    assert dialog.form.name.text() == "కుటుంబం"
    dialog.form.user.setText("ravi")
    with qtbot.waitSignal(dialog.connected):
        press(dialog.form.connect_, qtbot)
    [changed] = home.shared.store.profiles.known
    assert (changed.id, changed.user) == (PROFILE.id, "ravi")
    qtbot.waitUntil(lambda: "ravi" in shown.list.item(1).text())
    press(shown.remove_button, qtbot)
    press_on_card(home, "Forget", qtbot)
    qtbot.waitUntil(lambda: shown.list.count() == 1)
    assert not home.shared.secrets.kept
    shown.close()


def test_settings_and_the_first_page_lead_there(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home()
    page = home.window.findChild(FirstRun)
    assert page is not None
    qtbot.mouseClick(page.connect_card, Qt.MouseButton.LeftButton)
    [dialog] = home.window.findChildren(ConnectDialog)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.form.line
    dialog.reject()
    home.inside.menus.show_settings()
    settings = home.inside.menus._dialogs["settings"]
    settings.libraries_wanted.emit()  # type: ignore[attr-defined]
    assert home.inside.connect_desk._list is not None
    assert home.inside.connect_desk._list.isVisible()
    home.inside.connect_desk._list.close()
    settings.close()


def test_the_pill_is_there_in_shared_mode_only(
    open_home: OpenHome, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    solo = open_home(demo=True)
    assert solo.window.findChild(StatusPill) is None
    asked: list[str] = []

    def watch(tell: Callable[[PillState], None]) -> Callable[[], None]:
        tell(PillState(Standing.OFFLINE, "Family", waiting=3))
        return lambda: asked.append("left")

    from pluto_desktop.bootstrap import window

    make = window._make_rest
    edits = Edits(FakeOutbox(), FakeCatalogue())
    beside = Beside("seat", "Family", FakeShared, lambda: False)
    sharing = Sharing(
        watch,
        lambda: asked.append("by itself"),
        lambda: asked.append("again"),
        lambda _token: None,
        lambda: None,
        asked.append,
        edits,
        lambda: None,
        lambda _begun, _left: None,
        lambda: beside,
    )
    monkeypatch.setattr(window, "_make_rest", lambda *given: make(*given)._replace(sharing=sharing))
    home = open_home(demo=True, folder=solo.folder.parent / "shared")
    pill = home.window.findChild(StatusPill)
    assert pill is not None
    assert pill.isVisible()
    sheet = pill.open_sheet()
    assert sheet is not None
    press(sheet.again, qtbot)
    assert asked == ["again"]
    sheet.close()
    home.window.quit()
    assert asked == ["again", "left"]
