"""Save the words of a song: the format, the file, and what that format cannot hold, said before it is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from pluto_desktop.desktop.forms.ui_save_words import Ui_SaveWordsForm
from pluto_desktop.desktop.models.field_texts import language_name
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.domain.file_names import file_stem
from pluto_desktop.lyrics.formats.kinds import KINDS
from pluto_desktop.lyrics.formats.losses import SENTENCES, Loss
from pluto_desktop.services.save_words import Savable

COPY, OWN = "copy", "own"
"""What is chosen besides the formats: a copy of the song's audio file, and that file itself."""

_ORDER = ("elrc", "ttml", "lrc", "srt", "vtt", "ass", "ultrastar", "txt", "json")
_OF_LANGUAGES = {"second_language", "language_names"}
"""The losses that name languages."""


class SaveWordsDialog(QDialog):
    """Asks where the words of one song go. It writes nothing itself."""

    save_wanted = Signal(object, str, object, bool)
    """Write the words (:class:`Savable`) as a format (or COPY or OWN) to a file (a Path); whether the person said of
    that very file that it may be replaced."""

    def __init__(self, words: Savable, folder: Path, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._folder = words, folder
        self._typed = False
        self._agreed = ""
        self.form = form = Ui_SaveWordsForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]
        title = self.tr("Save the words of “%1”").replace("%1", one_line(words.name))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.told = ThemedLabel(theme, "", "secondary", "warn", self)
        self.told.setWordWrap(True)
        form.told.addWidget(self.told)
        for name in _ORDER:
            kind = KINDS[name]
            form.format.addItem(f"{kind.label}  ({kind.endings[0]})", name)
        if words.audio is not None:
            form.format.addItem(self.tr("A copy of the audio file, with the words in it"), COPY)
        if words.own:
            form.format.addItem(self.tr("The audio file itself"), OWN)
        form.format.currentIndexChanged.connect(self._show_choice)
        form.file.textEdited.connect(self._take_typed)
        form.file.textChanged.connect(self._offer_saving)
        form.choose.clicked.connect(self._choose)
        form.save.clicked.connect(self._save)
        form.cancel.clicked.connect(self.reject)
        self._show_choice()
        room = self.screen().availableSize()
        self.resize(min(theme.grown(560), room.width()), min(theme.grown(300), room.height()))
        form.format.setFocus()

    @property
    def choice(self) -> str:
        """The format that is chosen, or COPY or OWN."""
        return str(self.form.format.currentData())

    def _show_choice(self) -> None:
        """Propose a file for the choice, and say what it loses."""
        form, choice = self.form, self.choice
        proposed = self._proposed(choice)
        if choice == OWN or not self._typed:
            form.file.setText(str(proposed))
        else:
            form.file.setText(str(Path(form.file.text()).with_suffix(proposed.suffix)))
        for widget in (form.file, form.choose):
            widget.setEnabled(choice != OWN)
        embedded = choice in {COPY, OWN}
        lost = self._words.embedded_losses if embedded else self._words.losses[choice]
        self.told.setText(self._told(lost))
        self.told.setAccessibleName(self.told.text())
        self._offer_saving()

    def _told(self, lost: tuple[Loss, ...]) -> str:
        if not lost:
            return self.tr("Nothing of the words is lost.")
        rows = [self.tr("This cannot hold everything:")]
        for loss in lost:
            text = QCoreApplication.translate("losses", SENTENCES[loss.what])
            named = one_line(loss.named)
            if loss.what in _OF_LANGUAGES:
                named = ", ".join(map(language_name, named.split(", ")))
            rows.append(f"• {text.format(count=loss.count, named=named)}")
        return "\n".join(rows)

    def _proposed(self, choice: str) -> Path:
        audio = self._words.audio
        if choice == OWN and audio is not None:
            return audio
        name = file_stem(self._words.name, "words")
        if choice == COPY and audio is not None:
            return self._folder / f"{name}{audio.suffix}"
        return self._folder / f"{name}{KINDS[choice].endings[0]}"

    def _take_typed(self) -> None:
        self._typed = True

    def _offer_saving(self) -> None:
        name = self.form.file.text().strip()
        self.form.save.setEnabled(bool(name) and "\0" not in name and Path(name).is_absolute())

    def _choose(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, self.windowTitle(), self.form.file.text())
        if name:
            self._typed = True
            self._agreed = name
            self.form.file.setText(name)

    def _save(self) -> None:
        name = self.form.file.text().strip()
        self.save_wanted.emit(self._words, self.choice, Path(name), name == self._agreed or self.choice == OWN)
        self.accept()
