"""Dialogs: no word of theirs is cut, at any size of text; none looks like another program's."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.settings.dialog import SettingsDialog
from tests.gui.shell.conftest import OpenHome


def cut(dialog: QDialog) -> list[str]:
    """Return the texts of a dialog that have less room than they take."""
    found = []
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and label.text():
            letters = label.fontMetrics().tightBoundingRect(label.text())
            if label.wordWrap():
                whole = label.height() >= label.heightForWidth(label.width())
            else:
                whole = label.width() >= label.sizeHint().width() and label.height() >= letters.height() + 2
            if not whole:
                found.append(label.text())
    return found


@pytest.mark.parametrize("scale", [100, 200])
def test_no_word_is_cut(open_home: OpenHome, qtbot: QtBot, scale: int) -> None:
    home = open_home(demo=True, settings={"appearance.text_scale": scale})
    for name in ("settings", "equaliser", "shortcuts", "doctor", "about"):
        getattr(home.inside.menus, f"show_{name}")()
        dialog = home.inside.menus._dialogs[name]
        qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=20_000)
        qtbot.waitUntil(lambda dialog=dialog: cut(dialog) == [], timeout=20_000)
        dialog.close()


def test_settings_are_of_one_cast(open_home: OpenHome) -> None:
    home = open_home()
    home.inside.menus.show_settings()
    dialog = home.inside.menus._dialogs["settings"]
    assert isinstance(dialog, SettingsDialog)
    lefts = set()
    pages = dialog._form.pages
    for at in range(pages.count()):
        pages.setCurrentIndex(at)
        QApplication.processEvents()
        labels = [label for label in pages.currentWidget().findChildren(QLabel) if label.buddy()]
        lefts |= {label.buddy().mapTo(dialog, label.buddy().rect().topLeft()).x() for label in labels}
    assert len(lefts) == 1
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    assert all(button.icon().isNull() for button in box.buttons())
    dialog.close()


def test_no_button_looks_like_what_enter_means(open_home: OpenHome) -> None:
    home = open_home()
    for name in ("settings", "shortcuts", "doctor"):
        getattr(home.inside.menus, f"show_{name}")()
        dialog = home.inside.menus._dialogs[name]
        QApplication.processEvents()
        assert not [button.text() for button in dialog.findChildren(QPushButton) if button.isDefault()]
        dialog.close()
