"""What a person does about the edits that wait, and about a library that is not the one it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Sharing
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.status.pill import StatusPill
from pluto_desktop.desktop.views.status.sheet import StatusSheet
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.connections import PillState

if TYPE_CHECKING:
    from pluto_desktop.services.shared.edits import EditLine


class EditsDesk(QObject):
    """Fills the pill's sheet and carries out what is chosen in it. GUI thread."""

    changed = Signal(object)
    """The :class:`Changes` of an edit that was chosen about."""
    apart_wanted = Signal(str)
    """The library that answers, named by its id, is to be connected to as one of its own."""
    accept_wanted = Signal(str)
    """It is to take the place of the one that is here."""

    def __init__(
        self, pill: StatusPill, sharing: Sharing, runner: TaskRunner, notifier: Notifier, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._sharing, self._runner, self._notifier = sharing, runner, notifier
        self._sheet: StatusSheet | None = None
        self._state: PillState | None = None
        pill.sheet_made.connect(self._join)

    def show_state(self, state: PillState) -> None:
        """Follow how things stand: the edits are read again while somebody looks at them."""
        self._state = state
        if self._sheet is not None and self._sheet.isVisible():
            self._reload()

    def _join(self, sheet: StatusSheet) -> None:
        self._sheet = sheet
        edits, box = self._sharing.edits, sheet.edits
        sheet.shown.connect(self._reload)
        box.retry_wanted.connect(lambda line: self._act(lambda: edits.retry(line.op_id)))
        box.mine_wanted.connect(lambda line: self._act(lambda: edits.keep_mine(line.op_id)))
        box.theirs_wanted.connect(lambda line: self._act(lambda: edits.keep_theirs(line.op_id)))
        box.discard_wanted.connect(self._ask_discard)
        sheet.send_held.clicked.connect(lambda _checked=False: self._act(edits.release))
        sheet.discard_held.clicked.connect(lambda _checked=False: self._ask_discard_held())
        sheet.apart.clicked.connect(lambda _checked=False: self._with_there(self.apart_wanted.emit))
        sheet.accept_other.clicked.connect(lambda _checked=False: self._with_there(self._ask_accept))
        self._reload()

    def _reload(self) -> None:
        edits, sheet = self._sharing.edits, self._sheet
        if sheet is not None:
            self._runner.run(
                self, "edits", Lane.READ, lambda _token: edits.list_edits(), sheet.show_edits, self._notifier.fail
            )

    def _act(self, act: Callable[[], Changes]) -> None:
        """Do something about edits, and let what may go out now go out at once."""
        sharing = self._sharing

        def work() -> Changes:
            changes = act()
            sharing.count_again()
            return changes

        def done(changes: Changes) -> None:
            self.changed.emit(changes)
            self._reload()
            sharing.try_again()

        def failed(error: Exception) -> None:
            self._reload()
            self._notifier.fail(error)

        self._runner.run(self, "act", Lane.WRITE, lambda _token: work(), done, failed)

    def _ask_discard(self, line: EditLine) -> None:
        edits = self._sharing.edits
        text = self.tr("Give up what you edited of “%1”? It cannot be brought back.").replace(
            "%1", one_line(line.title)
        )
        self._notifier.say(text, Kind.WARN, self.tr("Discard"), lambda: self._act(lambda: edits.discard(line.op_id)))

    def _ask_discard_held(self) -> None:
        edits = self._sharing.edits
        text = self.tr("Give up every edit that is held? They cannot be brought back.")
        self._notifier.say(text, Kind.WARN, self.tr("Discard"), lambda: self._act(edits.discard_held))

    def _ask_accept(self, library_id: str) -> None:
        text = self.tr(
            "Let the other library take this one's place? Its songs come instead of these; your playlists and hearts "
            "stay. The window closes for a moment."
        )
        self._notifier.say(text, Kind.WARN, self.tr("Let it"), lambda: self.accept_wanted.emit(library_id))

    def _with_there(self, act: Callable[[str], object]) -> None:
        reason = None if self._state is None else self._state.reason
        if reason is not None and "there" in reason.params:
            act(str(reason.params["there"]))
