"""Another name for an artist, in every song; where somebody has that name already, the two become one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from pluto_desktop.desktop.models.formatting import one_line, songs_text
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.curate.boxes import Note
from pluto_desktop.domain.names import fold
from pluto_desktop.domain.song_form import NAME_LENGTH
from pluto_desktop.domain.songs import ArtistRow


class RenameDialog(PlainDialog):
    """Asks for the name. It changes nothing itself."""

    rename_wanted = Signal(str)
    """Give the artist this name."""

    def __init__(
        self, artist: ArtistRow, others: Sequence[ArtistRow], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, translate("RenameDialog", "Rename everywhere"), parent)
        self._artist = artist
        self._others = {fold(one.name): one for one in others}
        said = self.tr("The artist is renamed in %1, as printed there and as the artist of albums.")
        hint = ThemedLabel(theme, said.replace("%1", songs_text(artist.songs)), "secondary", "mute", self)
        hint.setWordWrap(True)
        label = QLabel(self.tr("Name"), self)
        self.name = QLineEdit(artist.name, self)
        self.name.setMaxLength(NAME_LENGTH)
        self.name.setAccessibleName(self.tr("Name of the artist"))
        label.setBuddy(self.name)
        self.note = Note(theme, self)
        self.content.addWidget(hint)
        self.content.addWidget(label)
        self.content.addWidget(self.name)
        self.content.addWidget(self.note)
        self.content.addStretch(1)
        self.rename = QPushButton(self)
        self.rename.setDefault(True)
        self.rename.clicked.connect(lambda _checked=False: self._rename())
        self.buttons.addWidget(self.rename)
        self.close_button.setText(self.tr("Cancel"))
        self.close_button.setAccessibleName(self.tr("Cancel"))
        self.name.textChanged.connect(self._check)
        self._check()
        self.fit(460, 250)
        self.name.setFocus()
        self.name.selectAll()

    def _check(self) -> None:
        name = " ".join(self.name.text().split())
        same = self._others.get(fold(name))
        if same is not None:
            text = self.tr("“%1” is in the library already, with %2. The two become one artist.")
            text = text.replace("%1", one_line(same.name)).replace("%2", songs_text(same.songs))
            self.note.say(text, "warn")
        else:
            self.note.say("", "mute")
        does = self.tr("Make them one") if same is not None else self.tr("Rename")
        self.rename.setText(does)
        self.rename.setAccessibleName(does)
        self.rename.setEnabled(bool(name) and name != self._artist.name)

    def _rename(self) -> None:
        name = " ".join(self.name.text().split())
        self.accept()
        self.rename_wanted.emit(name)


translate = QCoreApplication.translate
