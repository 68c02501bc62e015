"""What of the library needs attention: looked through in the background, counted in the side bar, shown in its page."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer

from pluto_desktop.desktop.curate_desk import CurateDesk
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.listing import Listing, make_listing
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.pages import Pages, page_name
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.attention.view import AttentionView
    from pluto_desktop.domain.attention import Need
    from pluto_desktop.domain.survey import Survey

PAGE = "needs_attention"
_VIEW = "pluto_desktop.desktop.views.attention.view"
"""Loaded on a worker when the mode is turned on: where the page is opened it would be felt."""
_SOON_MS = 40
_REST, _LONGEST_REST_MS = 4, 10_000
"""So many times as long as a look took nobody looks again: an import changes the library ten times a second."""
_MANY = 1_000
"""Changed songs that are looked at one by one; where there are more, the whole library is looked through."""


class AttentionDesk(QObject):
    """Looks the library through while curate mode is on. GUI thread; the looking is done on a reading worker."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        pages: Pages,
        curate: CurateDesk,
        runner: TaskRunner,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._pages, self._curate = window, parts, pages, curate
        self._runner, self._notifier = runner, notifier
        self._view: AttentionView | None = None
        self._survey: Survey | None = None
        self._looking = self._whole = False
        self._changed: set[SongId] = set()
        self._begun = 0.0
        self._row = curate.add_page(PAGE, page_name(PAGE), "alert-circle")
        self._row.set_count_ink("warn")
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)
        group = self.tr("Curate")
        add = window.actions_.add
        self._actions = (
            add("page_needs_attention", group, page_name(PAGE), ["Ctrl+Alt+A"], self._open),
            add(
                "attention_next", group, self.tr("Next song that needs attention"), ["Ctrl+Alt+Down", "Alt+PgDown"],
                lambda: self._step(1), repeats=True,
            ),
            add(
                "attention_previous", group, self.tr("Previous song that needs attention"), ["Ctrl+Alt+Up", "Alt+PgUp"],
                lambda: self._step(-1), repeats=True,
            ),
        )  # fmt: skip
        curate.mode_changed.connect(self._turn)
        self._turn(on=curate.on)

    def join_page(self, page: BrowsingPage) -> None:
        """Take the page when it is made."""
        if page.PAGE_KEY != PAGE:
            return
        view = self._view = cast("AttentionView", page)
        view.need_chosen.connect(self._list)
        view.needs_wanted.connect(self._tell_needs)
        view.apart_wanted.connect(self._set_apart)
        view.again_wanted.connect(self._look_through)
        if self._survey is not None:
            view.show_survey(self._survey)
            self._list(view.pills.need)

    def apply_changes(self, changes: Changes) -> None:
        """Look again soon at songs that may lack other things now."""
        personal = changes.plays or changes.favourites
        shared = changes.lyrics or changes.albums or changes.artists
        if not self._curate.on:
            return
        if changes.everything or len(changes.songs) > _MANY or (shared and not changes.songs):
            self._look_through()
        elif shared or not personal:
            self._look_at(changes.songs)

    # -- inside --

    def _turn(self, on: bool) -> None:
        for action in self._actions:
            action.setEnabled(on)
            action.setVisible(on)
        if on:
            self._runner.run(self, "ahead", Lane.READ, lambda _token: import_module(_VIEW))
            self._look_through()
        else:
            self._timer.stop()
            self._survey, self._whole = None, False
            self._changed.clear()

    def _open(self) -> None:
        self._window.body.show_pages()
        self._pages.open(PAGE, focus=True)

    def _step(self, by: int) -> None:
        if self._pages.key != PAGE:
            self._pages.open(PAGE)
        if self._view is not None:
            self._view.step(by)

    def _look_through(self) -> None:
        """Look at everything soon."""
        self._whole = True
        self._look_soon()

    def _look_at(self, songs: Collection[SongId]) -> None:
        """Look at some songs soon."""
        self._changed.update(songs)
        if self._changed:
            self._look_soon()

    def _look_soon(self) -> None:
        if not self._looking and not self._timer.isActive():
            self._timer.start(_SOON_MS)

    def _look(self) -> None:
        """Look the library through, or at what changed in it, and make the list ready that is shown, as one."""
        attention, view, before = self._parts.attention, self._view, self._survey
        shown = None if view is None else view.model.shown
        need = None if view is None else view.pills.need
        changed = None if self._whole or before is None or len(self._changed) > _MANY else frozenset(self._changed)
        self._looking, self._whole, self._begun = True, False, time.monotonic()
        self._changed.clear()

        def work() -> tuple[Survey, Listing | None]:
            looker = attention()
            survey = looker.survey() if before is None or changed is None else looker.follow(before, changed)
            return survey, None if shown is None else make_listing(need, survey.list_songs(need), shown, changed)

        self._runner.run(self, "look", Lane.READ, lambda _token: work(), lambda found: self._seen(*found), self._fail)

    def _seen(self, survey: Survey, listing: Listing | None) -> None:
        self._looking = False
        if self._curate.on:
            self._survey = survey
            self._row.set_count(survey.songs)
            if self._view is not None:
                self._view.show_survey(survey)
                if listing is not None and listing.need is self._view.pills.need:
                    self._view.show_songs(listing)
                else:
                    self._list(self._view.pills.need)
            self._rest()

    def _fail(self, error: Exception) -> None:
        self._looking, self._survey = False, None
        if self._view is not None:
            self._view.show_failed()
        self._notifier.fail(error)
        self._rest()

    def _rest(self) -> None:
        if self._curate.on and (self._whole or self._changed):
            took_ms = (time.monotonic() - self._begun) * 1000
            self._timer.start(min(max(_SOON_MS, round(took_ms * _REST)), _LONGEST_REST_MS))

    def _list(self, need: Need | None) -> None:
        """Show the songs of a reason."""
        survey, view = self._survey, self._view
        if survey is None or view is None:
            return
        shown = view.model.shown

        def show(listing: Listing) -> None:
            if need is view.pills.need and survey is self._survey:  # otherwise a newer list was shown, or is coming
                view.show_songs(listing)

        self._runner.run(
            self, "list", Lane.READ, lambda _token: make_listing(need, survey.list_songs(need), shown, None), show
        )

    def _tell_needs(self, songs: frozenset[SongId]) -> None:
        attention, survey, view = self._parts.attention, self._survey, self._view
        if survey is None or view is None:
            return
        self._runner.run(
            self,
            f"needs {min(songs, default='')}",
            Lane.READ,
            lambda _token: attention().needs_of(list(songs), survey),
            lambda needs: view.show_needs(songs, needs),
            self._notifier.fail,
        )

    def _set_apart(self, song: SongId, others: Sequence[SongId]) -> None:
        attention = self._parts.attention
        self._runner.run(
            self,
            "apart",
            Lane.WRITE,
            lambda _token: attention().set_apart(song, others),
            lambda _none: self._look_at((song, *others)),
            self._notifier.fail,
        )
