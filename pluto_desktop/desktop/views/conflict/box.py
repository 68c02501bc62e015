"""The amber box of a clash: yours, the library's and what both began from, side by side; nothing is chosen for you."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.conflict.option import Option
from pluto_desktop.desktop.views.conflict.questions import Question, choices_of, headline, merged_text, questions_of
from pluto_desktop.domain.edits import Side

if TYPE_CHECKING:
    from pluto_desktop.services.shared.edits import EditLine


class ConflictBox(QFrame):
    """Shows the clash of one edit; hidden where there is none. GUI thread.

    ``wide`` gives what both began from a column of its own; a narrow box has it below the name of the field. What was
    chosen stays while the same is asked again.
    """

    decided = Signal(object, object)
    """Everything was chosen: the edit (EditLine) and the :class:`~pluto_desktop.domain.edits.Choices`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, wide: bool = False) -> None:
        super().__init__(parent)
        self._theme, self._wide = theme, wide
        self._line: EditLine | None = None
        self._questions: list[Question] = []
        self._chosen: dict[str, Side] = {}
        self._groups: list[QButtonGroup] = []
        self.options: dict[str, dict[Side, Option]] = {}
        """The two answers to each question, by its key."""
        self.setProperty("surface", "clash")
        self.setAccessibleName(self.tr("What clashes"))
        self.title = self._label("strong", "warn")
        self.again = self._label("secondary", "warn")
        self.merged = self._label("secondary", "mute")
        self.left = self._label("secondary", "mute")
        self._rows = QWidget(self)
        self._grid = self._make_grid()
        self.all_mine = self._button(self.tr("Use mine for all"), lambda: self._choose_all(Side.MINE))
        self.all_theirs = self._button(self.tr("Use theirs for all"), lambda: self._choose_all(Side.THEIRS))
        self.send = self._button(self.tr("Save what I chose"), self._decide)
        self.send.setProperty("kind", "primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self.all_mine)
        buttons.addWidget(self.all_theirs)
        buttons.addStretch(1)
        if wide:
            buttons.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for part in (self.title, self.again, self._rows, self.merged, self.left):
            column.addWidget(part)
        column.addLayout(buttons)
        if not wide:
            column.addWidget(self.send, 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    @property
    def line(self) -> EditLine | None:
        """The edit whose clash is shown."""
        return self._line

    def show_line(self, line: EditLine | None) -> None:
        """Show the clash of an edit, or nothing."""
        if line is not None and line.clash is None:
            line = None
        before, self._line = self._line, line
        self.setEnabled(True)
        if line is None:
            self._questions, self._chosen = [], {}
            self.hide()
            return
        asked = questions_of(line)
        same = before is not None and before.op_id == line.op_id
        if not same or before != line:
            kept = set(self._questions) if same else set()
            self._chosen = {each.key: self._chosen[each.key] for each in asked if each in kept & set(asked)
                            and each.key in self._chosen}  # fmt: skip
            self._questions = asked
            self._fill()
            self.title.setText(headline(line))
            self.again.setText(self.tr("It was changed once more. Look at what clashes now.") if same else "")
            self.again.setVisible(same)
            merged = merged_text(line)
            self.merged.setText(merged)
            self.merged.setVisible(bool(merged))
            self._reflect()
        self.show()

    def entry(self) -> QWidget:
        """Return the first thing to choose."""
        first = next(iter(self.options.values()), None)
        return self.all_mine if first is None else first[Side.MINE].button

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for column, stretch in enumerate((2, 3, 3, 3) if self._wide else (2, 3, 3)):
            grid.setColumnStretch(column, stretch)
        return grid

    def _fill(self) -> None:
        """Make a row for each question."""
        focus = self._focused()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for group in self._groups:
            group.deleteLater()
        self._groups, self.options = [], {}
        heads = ["", self.tr("Yours"), self.tr("Library")]
        if self._wide:
            heads.append(self.tr("Both began from"))
        for column, text in enumerate(heads):
            self._grid.addWidget(ThemedLabel(self._theme, text, "hint", "mute", self._rows), 0, column)
        for row, question in enumerate(self._questions, start=1):
            self._add_row(row, question)
        answers = [option.button for both in self.options.values() for option in both.values()]
        for one, other in pairwise([*answers, self.all_mine, self.all_theirs, self.send]):
            QWidget.setTabOrder(one, other)
        if focus in self.options:
            self.options[focus][Side.MINE].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_row(self, row: int, question: Question) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self._named(question), row, 0, top)
        group = QButtonGroup(self)
        self._groups.append(group)
        names = {
            Side.MINE: self.tr("%1, yours: %2"),
            Side.THEIRS: self.tr("%1, the library's: %2"),
        }
        texts = {Side.MINE: question.mine, Side.THEIRS: question.theirs}
        self.options[question.key] = {}
        for column, side in enumerate(Side, start=1):
            name = names[side].replace("%1", question.label).replace("%2", texts[side].replace("\n", ", "))
            option = Option(self._theme, texts[side], name, self._rows)
            group.addButton(option.button)
            option.button.setChecked(self._chosen.get(question.key) is side)
            option.chosen.connect(lambda key=question.key, side=side: self._choose(key, side))
            self.options[question.key][side] = option
            self._grid.addWidget(option, row, column)
        if self._wide and question.base:
            self._grid.addWidget(self._small(question.base), row, 3, top)

    def _named(self, question: Question) -> QWidget:
        cell = QWidget(self._rows)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 5, 0, 0)
        column.setSpacing(1)
        label = ThemedLabel(self._theme, question.label, "body", "text", cell)
        label.setWordWrap(True)
        column.addWidget(label)
        if question.base and not self._wide:
            column.addWidget(self._small(self.tr("was %1").replace("%1", question.base)))
        return cell

    def _small(self, text: str) -> ThemedLabel:
        label = ThemedLabel(self._theme, text, "secondary", "mute", self._rows)
        label.setWordWrap(True)
        label.setContentsMargins(0, 5 if self._wide else 0, 0, 0)
        return label

    def _choose(self, key: str, side: Side) -> None:
        self._chosen[key] = side
        self._reflect()

    def _choose_all(self, side: Side) -> None:
        for answers in self.options.values():
            answers[side].button.setChecked(True)

    def _decide(self) -> None:
        if self._line is not None and self.send.isEnabled():
            self.setEnabled(False)  # until the edit is listed again
            self.decided.emit(self._line, choices_of(self._questions, self._chosen))

    def _reflect(self) -> None:
        left = len(self._questions) - len(self._chosen)
        self.send.setEnabled(left == 0)
        text = self.tr("Still to choose: %1").replace("%1", str(left)) if left else self.tr("Everything is chosen")
        self.left.setText(text)

    def _focused(self) -> str:
        focus = self.window().focusWidget() if self.isVisible() else None
        for key, answers in self.options.items():
            if any(option.button is focus for option in answers.values()):
                return key
        return ""

    def _label(self, role: str, ink: str) -> ThemedLabel:
        label = ThemedLabel(self._theme, "", role, ink, self)
        label.setWordWrap(True)
        return label

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())  # type: ignore[operator]
        return button
