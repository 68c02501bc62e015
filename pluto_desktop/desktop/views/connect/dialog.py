"""Connect to a shared library: paste a line or fill in the fields, test, keep."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from pluto_desktop.desktop.forms.ui_connect import Ui_ConnectForm
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.connect.answer import AnswerRow
from pluto_desktop.desktop.views.connect.fields import offer_ways, read_profile, show_profile
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.connections import ConnectionAnswer
from pluto_desktop.domain.errors import Denied, Invalid, KnownError
from pluto_desktop.domain.profiles import Profile, Tls, parse_line
from pluto_desktop.domain.shared import Role, SharedLibrary
from pluto_desktop.services.shared.profiles import SharedLibraries


class ConnectDialog(QDialog):
    """Makes a profile, or changes one. What a test finds is said in place, for each server on its own."""

    connected = Signal(object)
    """Both servers answered well and the profile (:class:`Profile`) is kept."""
    unkept = Signal(object)
    """A KnownError: the profile is kept, but its password could not be."""
    crashed = Signal(object)
    """A bug that showed while testing."""

    def __init__(
        self,
        libraries: SharedLibraries,
        runner: TaskRunner,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        changed: Profile | None = None,
    ) -> None:
        super().__init__(parent)
        self._libraries, self._runner, self._changed = libraries, runner, changed
        self._focused: QWidget | None = None
        self.form = form = Ui_ConnectForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]
        self.setAccessibleName(self.windowTitle())
        offer_ways(form)
        self.problem = ThemedLabel(theme, "", "secondary", "bad", self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.catalogue = AnswerRow(theme, self.tr("Catalogue"), self)
        self.media = AnswerRow(theme, self.tr("Media"), self)
        for row in (self.problem, self.catalogue, self.media):
            form.answers.addWidget(row)
        form.line.textEdited.connect(self._take_line)
        form.tls.currentIndexChanged.connect(self._show_way)
        form.ca_choose.clicked.connect(self._choose_file)
        form.test.clicked.connect(lambda: self._ask(keep=False))
        form.connect_.clicked.connect(lambda: self._ask(keep=True))
        form.cancel.clicked.connect(self.reject)
        if changed is not None:
            show_profile(form, changed)
            form.line.setText(changed.line)
            runner.run(self, "password", Lane.READ, lambda _token: libraries.find_password(changed), self._fill_in)
        self._show_way()
        room = self.screen().availableSize()
        self.resize(min(theme.grown(600), room.width()), min(theme.grown(560), room.height()))
        form.line.setFocus()

    # -- what is typed --

    def _take_line(self, text: str) -> None:
        if not text.strip():
            self._say(None)
            return
        try:
            profile, password = parse_line(text)
        except Invalid as error:
            self._say(error)
            return
        show_profile(self.form, profile)
        if password is not None:
            self.form.password.setText(password)
        self.form.line.setText(profile.line)
        self._say(None)

    def _fill_in(self, password: str | None) -> None:
        if password is not None and not self.form.password.text():
            self.form.password.setText(password)

    def _show_way(self) -> None:
        own = self.form.tls.currentData() == Tls.OWN_CA
        for part in (self.form.ca_file_label, self.form.ca_file, self.form.ca_choose):
            part.setVisible(own)

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose the certificate file"))
        if name:
            self.form.ca_file.setText(name)

    # -- asking --

    def _ask(self, *, keep: bool) -> None:
        try:
            profile = read_profile(self.form, self._changed)
        except Invalid as error:
            self._say(error)
            return
        self._say(None)
        password, libraries = self.form.password.text(), self._libraries
        self.catalogue.ask()
        self.media.ask()
        self._set_busy(busy=True)

        def ask(token: CancelToken) -> tuple[ConnectionAnswer, Profile | None, KnownError | None]:
            answer = libraries.connect(profile, password)
            token.raise_if_cancelled()
            if not keep or not answer.ok:
                return answer, None, None
            return answer, *_save(libraries, profile, password, answer.library)

        self._runner.run(self, "connect", Lane.NETWORK, ask, self._answered, self._failed)

    def _answered(self, outcome: tuple[ConnectionAnswer, Profile | None, KnownError | None]) -> None:
        answer, kept, unkept = outcome
        self._set_busy(busy=False)
        self.catalogue.answer(answer.catalogue_error, self._well(answer.library))
        self.media.answer(answer.media_error, self.tr("answers."))
        QTimer.singleShot(0, self, self._make_room)  # when the layouts have heard of the new texts
        if unkept is not None:
            self.unkept.emit(unkept)
        if kept is not None:
            self.accept()
            self.connected.emit(kept)

    def _well(self, library: SharedLibrary | None) -> str:
        if library is None or not library.writable:
            return self.tr("answers; you may read.")
        if library.role is Role.ADMIN:
            return self.tr("answers; you may read, change and administer.")
        return self.tr("answers; you may read and change.")

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self.catalogue.clear()
        self.media.clear()
        if isinstance(error, KnownError):
            self._say(error)
        else:
            self.crashed.emit(error)

    def _set_busy(self, *, busy: bool) -> None:
        if busy:
            self._focused = self.focusWidget()
        self.form.test.setEnabled(not busy)
        self.form.connect_.setEnabled(not busy)
        if not busy and self._focused is not None and self.focusWidget() is self.form.cancel:
            self._focused.setFocus()  # Qt gave the focus of a disabled button on, and Enter would cancel

    def _say(self, error: KnownError | None) -> None:
        self.problem.setText("" if error is None else explain(error))
        self.problem.setVisible(error is not None)
        QTimer.singleShot(0, self, self._make_room)  # when the layouts have heard of the new texts

    def _make_room(self) -> None:
        """Grow where a sentence needs more lines than there are; what grew stays."""
        needed = self.form.column.totalHeightForWidth(self.width())
        room = self.screen().availableSize().height()
        self.resize(self.width(), min(max(self.height(), needed), room))


def _save(
    libraries: SharedLibraries, profile: Profile, password: str, library: SharedLibrary | None
) -> tuple[Profile, KnownError | None]:
    """Keep a profile; return it, and why its password was not kept where it was not."""
    try:
        return libraries.save(profile, password, library), None
    except Denied as error:
        if error.code not in {"no_keyring", "keyring_refused"}:
            raise
        return libraries.get(profile.id), error
