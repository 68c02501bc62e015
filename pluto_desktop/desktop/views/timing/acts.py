"""Everything that is done in the editor by menu or key, but for tapping."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from pluto_desktop.desktop.actions import Actions
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.timing.board import TimingBoard
from pluto_desktop.desktop.views.timing.lines import LinesTable
from pluto_desktop.desktop.views.timing.told import lines_text
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.timing import moments, texts

_OF_LINES = (
    "split", "merge", "remove", "down", "up", "romanise", "shift", "stretch", "repeat", "snap", "forget",
    "forget_words",
)  # fmt: skip
"""What needs lines to be done to."""


class TimingActs(QObject):
    """Registers the actions of the window and does what they say to the lines. GUI thread."""

    said = Signal(str)
    """What was done, or why nothing was."""

    def __init__(self, board: TimingBoard, table: LinesTable, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._board, self._table, self._theme, self._window = board, table, theme, window
        self.actions = Actions(window, theme)
        self._register()
        table.split_wanted.connect(self._split)
        board.changed.connect(self._offer)
        self._offer()

    def fill(self, menu: QMenu, *names: str) -> None:
        """Put actions into a menu; "" is a line between."""
        for name in names:
            if name:
                menu.addAction(self.actions[name])
            else:
                menu.addSeparator()

    # -- inside --

    def _register(self) -> None:
        board, group = self._board, self.tr("Words")
        acts: tuple[tuple[str, str, list[str], Callable[[], object]], ...] = (
            ("undo", self.tr("Undo"), ["Ctrl+Z"], board.undo),
            ("redo", self.tr("Redo"), ["Ctrl+Shift+Z", "Ctrl+Y"], board.redo),
            ("paste", self.tr("Paste a text…"), ["Ctrl+V"], self._ask_text),
            ("romanise", self.tr("Write the Telugu in Latin letters"), ["Ctrl+R"], self._romanise),
            ("split", self.tr("Part the line in two"), ["Ctrl+Return"], self._split_in_middle),
            ("merge", self.tr("Join with the next line"), ["Ctrl+J"], self._merge),
            ("insert", self.tr("Put a line in"), ["Insert"], self._insert),
            ("remove", self.tr("Take lines out"), ["Delete"], self._remove),
            ("down", self.tr("Text of the column one line down"), ["Alt+Down"], partial(self._align, 1)),
            ("up", self.tr("Text of the column one line up"), ["Alt+Up"], partial(self._align, -1)),
            ("shift", self.tr("Shift the times…"), ["Ctrl+T"], self._ask_shift),
            ("stretch", self.tr("Stretch between two lines…"), ["Ctrl+Shift+T"], self._ask_stretch),
            ("repeat", self.tr("Copy the times of the earlier verse"), ["Ctrl+D"], self._repeat),
            ("snap", self.tr("Snap the starts to the sound"), ["Ctrl+M"], self._snap),
            (
                "forget",
                self.tr("Forget the times of lines"),
                ["Ctrl+Delete"],
                partial(self._forget, moments.forget_times),
            ),
            ("forget_words", self.tr("Forget the times of words"), [], partial(self._forget, moments.forget_words)),
        )
        for name, text, keys, act in acts:
            self.actions.add(name, group, text, keys, act, repeats=name in {"undo", "redo"})

    def _offer(self) -> None:
        board, lines = self._board, self._board.document.lines
        self.actions["undo"].setEnabled(board.can_undo)
        self.actions["redo"].setEnabled(board.can_redo)
        for name in _OF_LINES:
            self.actions[name].setEnabled(bool(lines))

    @property
    def _row(self) -> int:
        return max(0, self._table.currentIndex().row())

    def _edit(self, change: Callable[[Document], Document], line: int | None = None, *, nothing: str = "") -> None:
        self._table.take_typed()  # else what stands in an open cell is lost, and the keyboard goes astray with it
        if not self._board.edit(change, line) and nothing:
            self.said.emit(nothing)

    def _split(self, row: int, language: str, at: int) -> None:
        text = self.tr("The line cannot be parted there.")
        self._edit(lambda document: texts.split_line(document, row, language, at), row, nothing=text)

    def _split_in_middle(self) -> None:
        self._table.take_typed()
        language = self._table.language
        text = self._board.document.lines[self._row].texts.get(language, "")
        gaps = [at for at in range(1, len(text)) if text[at - 1] == " "]
        middle = min(gaps, key=lambda at: abs(at - len(text) / 2), default=0)
        self._split(self._row, language, middle)

    def _merge(self) -> None:
        row = self._row
        self._edit(lambda document: texts.merge_lines(document, row), row)

    def _insert(self) -> None:
        row = self._row if self._board.document.lines else 0
        self._edit(lambda document: texts.insert_line(document, row), row)

    def _remove(self) -> None:
        rows = self._table.rows
        self._edit(lambda document: texts.remove_lines(document, rows), min(rows, default=0))

    def _forget(self, forget: Callable[[Document, set[int]], Document]) -> None:
        rows = self._table.rows
        self._edit(lambda document: forget(document, rows), min(rows, default=0))

    def _align(self, by: int) -> None:
        row, language = self._row, self._table.language
        move = texts.push_down if by > 0 else texts.pull_up
        self._edit(lambda document: move(document, row, language), row)

    def _romanise(self) -> None:
        rows = self._table.rows
        chosen = rows if len(rows) > 1 else None
        text = self.tr("There is no Telugu that is not in Latin letters already.")
        self._edit(lambda document: texts.romanise_lines(document, chosen), nothing=text)

    def _repeat(self) -> None:
        self._table.take_typed()
        done = self._board.repeat_times()
        if done is None:
            self.said.emit(self.tr("No earlier lines have the times of these: time them once first."))
            return
        source, target = done
        text = self.tr("The times of lines %1 to %2 are those of lines %3 to %4 now.")
        for place, number in enumerate((source.start + 1, source.stop, target.start + 1, target.stop), start=1):
            text = text.replace(f"%{place}", str(number))
        self.said.emit(text)

    def _snap(self) -> None:
        board, rows = self._board, self._table.rows
        if not board.onsets:
            self.said.emit(self.tr("It is not known yet where something begins to sound."))
            return
        self._table.take_typed()
        moved = board.snap_times(rows if len(rows) > 1 else None)
        if moved is None:
            self.said.emit(self.tr("No start lies so near to a beginning sound that it surely belongs there."))
            return
        lines = lines_text(moved)
        self.said.emit(self.tr("Snapped to the sound: %1. Undo takes it back.").replace("%1", lines))

    def _ask_text(self) -> None:
        from pluto_desktop.desktop.views.timing.dialogs import PasteDialog  # noqa: PLC0415 - when it is wanted

        dialog = PasteDialog(self._theme, QGuiApplication.clipboard().text(), self._window)
        dialog.pasted.connect(
            lambda language, text: self._edit(lambda document: texts.paste_text(document, language, text), 0)
        )
        self._show(dialog)

    def _ask_shift(self) -> None:
        from pluto_desktop.desktop.views.timing.dialogs import ShiftDialog  # noqa: PLC0415 - when it is wanted

        rows = self._table.rows
        chosen = rows if len(rows) > 1 else None
        dialog = ShiftDialog(self._theme, len(rows if chosen else self._board.document.lines), self._window)
        dialog.shifted.connect(lambda by: self._edit(lambda document: moments.shift(document, by, chosen)))
        self._show(dialog)

    def _ask_stretch(self) -> None:
        from pluto_desktop.desktop.views.timing.dialogs import StretchDialog  # noqa: PLC0415 - when it is wanted

        if self._board.tally.timed < 2:
            self.said.emit(self.tr("Time two lines first; what is between them is stretched."))
            return
        dialog = StretchDialog(self._theme, self._board.document, self._window)
        dialog.stretched.connect(lambda one, two: self._edit(lambda document: moments.stretch(document, one, two)))
        self._show(dialog)

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(self._take_keyboard)
        dialog.open()

    def _take_keyboard(self) -> None:
        """Go on tapping: the lines have the keyboard again."""
        self._window.activateWindow()
        self._table.setFocus()
