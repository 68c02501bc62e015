"""What a person does about the edits that wait, and about a library that is not the one it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.pages import Pages
from pluto_desktop.desktop.parts import Sharing
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.sidebar.sidebar import WAITING_EDITS
from pluto_desktop.desktop.views.status.pill import StatusPill
from pluto_desktop.desktop.views.status.sheet import StatusSheet
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.connections import PillState

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.status.edits import EditsBox
    from pluto_desktop.desktop.views.waiting.view import WaitingView
    from pluto_desktop.domain.edits import Choices
    from pluto_desktop.services.shared.edits import EditLine


class EditsDesk(QObject):
    """Fills the pill's sheet and carries out what is chosen in it. GUI thread."""

    changed = Signal(object)
    """The :class:`Changes` of an edit that was chosen about."""
    listed = Signal(object)
    """The edits (EditLine), as they are now."""
    choose_wanted = Signal(object)
    """What counts where an edit (EditLine) clashes is to be chosen."""
    apart_wanted = Signal(str)
    """The library that answers, named by its id, is to be connected to as one of its own."""
    accept_wanted = Signal(str)
    """It is to take the place of the one that is here."""

    def __init__(
        self, pill: StatusPill, pages: Pages, sharing: Sharing, runner: TaskRunner, notifier: Notifier, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._page: WaitingView | None = None
        self._looking = False
        self._sharing, self._runner, self._notifier = sharing, runner, notifier
        self._sheet: StatusSheet | None = None
        self._state: PillState | None = None
        pill.sheet_made.connect(self._join)
        pages.opened.connect(self._opened)

    def show_state(self, state: PillState) -> None:
        """Follow how things stand: the edits are read again while somebody looks at them."""
        self._state = state
        if self._looking or (self._sheet is not None and self._sheet.isVisible()):
            self._reload()

    def look(self, on: bool) -> None:
        """Read the edits whenever something changes, from now on or no longer: curate mode shows them."""
        self._looking = on
        if on:
            self._reload()

    def resolve(self, line: EditLine, choices: Choices) -> None:
        """Let an edit go out as it was chosen."""
        edits = self._sharing.edits
        self._act(lambda: edits.resolve(line.op_id, choices, line.clash))

    def _join(self, sheet: StatusSheet) -> None:
        self._sheet = sheet
        edits = self._sharing.edits
        self._join_box(sheet.edits)
        sheet.shown.connect(self._reload)
        sheet.send_held.clicked.connect(lambda _checked=False: self._act(edits.release))
        sheet.discard_held.clicked.connect(lambda _checked=False: self._ask_discard_held())
        sheet.apart.clicked.connect(lambda _checked=False: self._with_there(self.apart_wanted.emit))
        sheet.accept_other.clicked.connect(lambda _checked=False: self._with_there(self._ask_accept))
        self._reload()

    def _join_box(self, box: EditsBox) -> None:
        edits = self._sharing.edits
        box.retry_wanted.connect(lambda line: self._act(lambda: edits.retry(line.op_id)))
        box.choose_wanted.connect(self.choose_wanted)
        box.discard_wanted.connect(self._ask_discard)

    def _opened(self, key: str) -> None:
        if key != WAITING_EDITS:
            return
        if self._page is None:
            page = self._page = cast("WaitingView", self._pages.current())
            self._join_box(page.edits)
        self._reload()

    def _reload(self) -> None:
        edits = self._sharing.edits
        self._runner.run(self, "edits", Lane.READ, lambda _token: edits.list_edits(), self._show, self._notifier.fail)

    def _show(self, lines: list[EditLine]) -> None:
        for view in (self._sheet, self._page):
            if view is not None:
                view.show_edits(lines)
        self.listed.emit(lines)

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
