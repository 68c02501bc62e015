"""Making two songs of one, joined with the library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from pluto_desktop.desktop.batch_telling import BatchTelling
from pluto_desktop.desktop.form_desk import FormDesk
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.pages import Pages
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict, KnownError

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.curate.splitting.dialog import SplitDialog
    from pluto_desktop.domain.ids import SongId
    from pluto_desktop.domain.song_split import Goes
    from pluto_desktop.services.bulk.splitting import SplitLook, SplitSongs
    from pluto_desktop.services.edit_many import Split


class SplitDesk(QObject):
    """Asks how one song becomes two, and lets it be done. GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        pages: Pages,
        playback: PlaybackModel,
        forms: FormDesk,
        telling: BatchTelling,
        runner: TaskRunner,
        notifier: Notifier,
        *,
        offered: bool,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._pages, self._playback = window, parts, pages, playback
        self._forms, self._telling = forms, telling
        self._runner, self._notifier = runner, notifier
        self._dialog: SplitDialog | None = None
        group, text = self.tr("Curate"), self.tr("Split into two songs…")
        self._action = window.actions_.add("split_song", group, text, [], self._ask_chosen, icon="columns-3")
        self.offer(offered=offered)

    def offer(self, *, offered: bool) -> None:
        """Offer it, or take it away from who may change nothing."""
        self._action.setVisible(offered)
        self._action.setEnabled(offered)

    def ask(self, song: SongId) -> None:
        """Look at a song and let the person choose how it becomes two."""
        self._look(song, self._show, self._notifier.fail)

    def _ask_chosen(self) -> None:
        """Ask about the first song that is chosen, else about the one that plays."""
        page = self._pages.current()
        chosen = page.chosen() if page is not None else []
        song = chosen[0] if chosen else self._playback.snapshot.song_id
        if song is not None:
            self.ask(song)

    def _look(self, song: SongId, show: Callable[[SplitLook], None], failed: Callable[[Exception], None]) -> None:
        make = self._parts.many.split
        self._runner.run(self, "look", Lane.READ, lambda _token: make().look(song), show, failed)

    def _show(self, look: SplitLook) -> None:
        from pluto_desktop.desktop.views.curate.splitting.dialog import SplitDialog  # noqa: PLC0415 - rarely wanted

        dialog = SplitDialog(look, self._window.theme, self._window)
        dialog.split_wanted.connect(partial(self._split, dialog))
        dialog.back_wanted.connect(partial(self._bring_back, dialog))
        dialog.names_wanted.connect(self._forms.complete)
        dialog.finished.connect(self._closed)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self._dialog = None

    def _split(self, dialog: SplitDialog, look: SplitLook, goes: Mapping[str, Goes], said: Mapping[str, Any]) -> None:
        title = said.get("title", look.song.title)
        text = self.tr("“%1” and “%2” are two songs now.")
        text = text.replace("%1", one_line(look.song.title)).replace("%2", one_line(title))
        self._do(dialog, look, lambda songs, token: songs.split(look, goes, said, token), text)

    def _bring_back(self, dialog: SplitDialog, look: SplitLook, gone: SongId, goes: Mapping[str, Goes]) -> None:
        title = next(one.plain.fields["title"] for one in look.merged if one.song_id == gone)
        text = self.tr("“%1” is a song of its own again.").replace("%1", one_line(title))
        self._do(dialog, look, lambda songs, token: songs.bring_back(look, gone, goes, token), text)

    def _do(
        self,
        dialog: SplitDialog,
        look: SplitLook,
        act: Callable[[SplitSongs, CancelToken], Split],
        text: str,
    ) -> None:
        make = self._parts.many.split

        def done(split: Split) -> None:
            if self._dialog is dialog:
                dialog.accept()
            self._telling.tell(split.batch, text)

        self._runner.run(
            self, f"split {look.song.id}", Lane.WRITE, lambda token: act(make(), token), done,
            partial(self._failed, dialog, look.song.id),
        )  # fmt: skip

    def _failed(self, dialog: SplitDialog, song: SongId, error: Exception) -> None:
        """Say in the dialog why it was not done; after a clash over the song as it is now, with what was typed."""
        if self._dialog is dialog and isinstance(error, Conflict):
            self._look(song, partial(self._show_again, dialog, error), partial(self._cannot_show, dialog))
        else:
            self._tell(dialog, error)

    def _show_again(self, dialog: SplitDialog, error: KnownError, look: SplitLook) -> None:
        if self._dialog is dialog:
            dialog.show_look(look)
            dialog.tell(error)

    def _cannot_show(self, dialog: SplitDialog, error: Exception) -> None:
        self._tell(dialog, error, final=True)

    def _tell(self, dialog: SplitDialog, error: Exception, *, final: bool = False) -> None:
        """Say why it was not done where the person looks."""
        if self._dialog is dialog and isinstance(error, KnownError):
            dialog.tell(error, final=final)
            return
        if self._dialog is dialog:
            dialog.rest()
        self._notifier.fail(error)
