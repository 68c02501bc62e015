"""Where the window was, and the widths inside it."""

from __future__ import annotations

import binascii
import json

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from pluto_desktop.desktop.body import Body
from pluto_desktop.desktop.preferences import Preferences

DEFAULT_SIZE = (1440, 900)
SMALLEST = (480, 420)


def restore_geometry(window: QMainWindow, preferences: Preferences) -> None:
    """Put the window where it was; what makes no sense (another screen, a damaged value) gives the usual size."""
    window.setMinimumSize(*SMALLEST)
    text = preferences.text("window.geometry")
    try:
        stored = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
    except (ValueError, UnicodeEncodeError):
        stored = b""
    if stored and window.restoreGeometry(QByteArray(stored)):
        return
    screen = window.screen().availableGeometry()
    window.resize(min(DEFAULT_SIZE[0], screen.width()), min(DEFAULT_SIZE[1], screen.height()))


def restore_widths(body: Body, preferences: Preferences) -> None:
    """Open the pane that was open, as wide as it was; the words where nothing was remembered."""
    pane, width = "lyrics", 0
    try:
        stored = json.loads(preferences.text("window.splitter") or "{}")
    except ValueError:
        stored = {}
    if isinstance(stored, dict):
        pane = stored.get("pane", pane)
        width = stored.get("width", width)
    if isinstance(width, int) and 0 < width < 4000:
        body.set_pane_width(width)
    body.open_pane(pane if pane in {"lyrics", "queue", ""} else "lyrics", front=False)


def save_geometry(window: QMainWindow, body: Body, page: str, preferences: Preferences) -> None:
    """Remember where the window is, its pane and its page."""
    geometry = bytes(window.saveGeometry().data())
    preferences.set("window.geometry", binascii.b2a_base64(geometry, newline=False).decode("ascii"))
    preferences.set("window.splitter", json.dumps({"pane": body.pane_open, "width": body.pane_width}))
    preferences.set("window.page", page)
