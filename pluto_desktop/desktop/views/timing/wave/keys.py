"""What the keys do on the wave form. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

FINE_MS, COARSE_MS = 10, 100

_Keys = tuple[Qt.Key, Qt.KeyboardModifier]
_NONE, _SHIFT, _CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class WaveKeys:
    """Finds what a key does; every other key is the window's."""

    def __init__(
        self,
        nudge: Callable[[int], None],
        change_grip: Callable[[int], None],
        zoom: Callable[[int], None],
        show_all: Callable[[], None],
        scroll: Callable[[float], None],
        snap: Callable[[], None],
        leave: Callable[[int], None],
    ) -> None:
        """``zoom`` takes steps, ``scroll`` shares of the view; ``leave`` 1 to go on and -1 to go back."""
        key = Qt.Key
        self._acts: Mapping[_Keys, Callable[[], object]] = {
            (key.Key_Left, _NONE): lambda: nudge(-FINE_MS),
            (key.Key_Right, _NONE): lambda: nudge(FINE_MS),
            (key.Key_Left, _SHIFT): lambda: nudge(-COARSE_MS),
            (key.Key_Right, _SHIFT): lambda: nudge(COARSE_MS),
            (key.Key_Up, _NONE): lambda: change_grip(-1),
            (key.Key_Down, _NONE): lambda: change_grip(1),
            (key.Key_Plus, _NONE): lambda: zoom(1),
            (key.Key_Equal, _NONE): lambda: zoom(1),
            (key.Key_Minus, _NONE): lambda: zoom(-1),
            (key.Key_0, _NONE): show_all,
            (key.Key_PageUp, _NONE): lambda: scroll(-0.8),
            (key.Key_PageDown, _NONE): lambda: scroll(0.8),
            (key.Key_Home, _NONE): lambda: scroll(float("-inf")),
            (key.Key_End, _NONE): lambda: scroll(float("inf")),
            (key.Key_S, _NONE): snap,
            (key.Key_Tab, _CONTROL): lambda: leave(1),
            (key.Key_Backtab, _CONTROL | _SHIFT): lambda: leave(-1),
        }

    def find(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return what a key does, None where it does nothing here."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = Qt.Key(event.key())
        if pressed is Qt.Key.Key_Plus:  # on many keyboards it is typed with Shift
            modifiers &= ~_SHIFT
        return self._acts.get((pressed, modifiers))
