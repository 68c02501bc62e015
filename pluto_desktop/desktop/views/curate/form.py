"""The form of one song: everything that is said of it, in boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from pluto_desktop.desktop.forms.ui_song_form import Ui_SongForm
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.field_texts import field_name
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.viewport import give_viewport
from pluto_desktop.desktop.views.curate.boxes import FormBox, Note
from pluto_desktop.desktop.views.curate.completing import COMPLETED, Completing
from pluto_desktop.desktop.views.curate.credits import CreditsEditor
from pluto_desktop.desktop.views.curate.facts import medium_facts, words_facts
from pluto_desktop.desktop.views.curate.files import COVER_SIDE, CoverBox, FileBox, WordsBox
from pluto_desktop.desktop.views.curate.pane import CurateForm
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.song_form import FIELD_OF, SongDraft, read_draft, texts_of
from pluto_desktop.lyrics.languages import ENGLISH, TELUGU
from pluto_desktop.lyrics.romanise import romanise_title
from pluto_desktop.services.complete_names import NameKind
from pluto_desktop.services.song_forms import OpenedSong


class SongForm(CurateForm):
    """Shows a song and what is typed of it. It reads and writes nothing: what it wants it asks by signals."""

    wanted = Signal(object)
    """A song (id) is to be opened, or read again, once what was begun is kept: :meth:`show_opened` shows it."""
    begun = Signal(object, object)
    """Of a song (id) this was begun (:class:`SongDraft`, perhaps an empty one): it is to be kept soon."""
    put_by = Signal()
    """What was begun is to be kept at once."""
    save_wanted = Signal(object, object)
    """What was begun (song id, :class:`SongDraft`) is to be saved."""
    delete_wanted = Signal(object, str)
    """A song (id, title) is to be deleted."""
    words_wanted = Signal(object)
    """A song (id) is to get the words of a file."""
    timing_wanted = Signal(object)
    """The words of a song (id) are to be timed."""
    split_wanted = Signal(object)
    """A song (id) is to become two."""
    names_wanted = Signal(object, str, object)
    """Names are wanted: see :attr:`Completing.wanted`."""
    picture_wanted = Signal(str)
    """The picture of a file (its path) is to be shown as the cover: :meth:`show_picture` takes it."""
    opened = Signal(object)
    """A song (id) is shown, or None: what was read of it, or that it is gone."""
    left = Signal()
    """Escape: the keyboard is to go back to where the song was chosen."""

    def __init__(self, theme: Theme, covers: CoverLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._covers = theme, covers
        self._song: SongId | None = None
        self._opened: OpenedSong | None = None
        self._draft: SongDraft | None = None
        self._decided: frozenset[str] = frozenset()
        """The fields about which the person chose and that were not read since."""
        self._kept_at_ms: int | None = None
        self._pictured = ""
        self.form = form = Ui_SongForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]
        inside = form.area.takeWidget()
        give_viewport(form.area).setAutoFillBackground(False)
        form.area.setWidget(inside)
        inside.setAutoFillBackground(False)
        form.foot.setProperty("surface", "foot")
        form.save.setProperty("kind", "primary")
        form.delete_song.setProperty("tone", "bad")
        self.credits = CreditsEditor(theme, form.inside)
        form.credits_box.addWidget(self.credits)
        form.credits_head.addWidget(self.credits.add_button)
        self.unsaved, self.changed_elsewhere, self.waiting = (Note(theme, form.inside) for _ in range(3))
        for note in (self.unsaved, self.changed_elsewhere, self.waiting):
            form.told.addWidget(note)
        self.boxes: dict[str, FormBox] = {}

    # -- what the window says --

    @property
    def song(self) -> SongId | None:
        """The song that is shown, or is about to be."""
        return self._song

    @property
    def draft(self) -> SongDraft | None:
        """What was begun on it; empty where nothing was."""
        return self._draft

    @property
    def shown(self) -> frozenset[SongId]:
        """The song that is shown, if one is."""
        return frozenset() if self._song is None else frozenset({self._song})

    @property
    def edited(self) -> frozenset[SongId]:
        """The song, where something was begun on it."""
        return self.shown if self._draft else frozenset()

    @property
    def savable(self) -> bool:
        """Whether something valid changed."""
        if self._draft is None:
            return False
        reading = read_draft(self._draft)
        return not reading.problems and bool(reading.changes or self._draft.files)

    def complete(self) -> None:
        """Make the boxes, which takes as long as the rest of the form."""
        if not self.boxes:
            self._make_boxes()
            self._make_files()
            self._connect()
            self._restyle()

    def show_songs(self, songs: Sequence[SongId]) -> None:
        """Ask for another song; what was begun on the one before is kept."""
        self.complete()
        if songs[0] != self._song:
            self._song = songs[0]
            self._opened = self._draft = None
            self._reflect()
            self.wanted.emit(songs[0])

    def apply_changes(self, changes: Changes) -> None:
        """Ask for the song again where it changed."""
        if self._song is not None and (changes.everything or self._song in changes.songs):
            self.wanted.emit(self._song)

    def put_away(self) -> None:
        """Have what was begun kept now."""
        self.put_by.emit()

    def entry(self) -> QWidget:
        """Return the first box."""
        return self.form.title

    def show_opened(self, opened: OpenedSong) -> None:
        """Show a song that was read; what is being typed into its form stays."""
        if opened.song.id != self._song:
            return
        if self._draft is not None and self._draft:
            carried = self._draft.carried(opened.draft.base, opened.draft.version)
            self._draft = replace(carried, elsewhere=carried.elsewhere - self._decided)
        else:
            self._draft, self._kept_at_ms = opened.draft, opened.kept_at_ms
        self._decided = frozenset()
        if self._opened is None:
            self.form.area.verticalScrollBar().setValue(0)
        self._opened = opened
        self._fill()
        self.opened.emit(self._song)

    def put_on_top(self, widget: QWidget) -> None:
        """Give something a place above the boxes."""
        self.form.told.insertWidget(0, widget)

    def show_picture(self, path: str, picture: QImage | None) -> None:
        """Show the picture of a file that is to be the cover; None where it holds none."""
        if picture is not None and self._pictured == path:
            shown = QPixmap.fromImage(picture)
            shown.setDevicePixelRatio(self.devicePixelRatioF())
            self.cover.show_picture(shown)

    def settle(self, saved: SongDraft) -> None:
        """Take what was begun as saved, or given up: only what was typed since is shown over the song from here on."""
        if self._draft is not None:
            self._draft = self._draft.after(saved)
        self._kept_at_ms = None
        self._reflect()

    def give_up(self, given_up: SongDraft) -> None:
        """Leave only what was typed since the draft stood like this; what was chosen in its place is read."""
        if self._draft is not None:
            self._draft, self._decided = self._draft.without(given_up), given_up.fields
            self.begun.emit(self._song, self._draft)
            self.wanted.emit(self._song)

    def close_song(self) -> None:
        """Show no song: it is gone."""
        self._song = self._opened = self._draft = None
        self._reflect()
        self.opened.emit(None)

    def save(self) -> None:
        """Ask for what was begun to be saved, where that can be done."""
        if self._song is not None and self.savable:
            self.save_wanted.emit(self._song, self._draft)

    def revert(self) -> None:
        """Give up what was begun."""
        if self._song is not None and self._draft is not None:
            self.settle(self._draft)
            self._fill()
            self.begun.emit(self._song, self._draft)
            self.put_by.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the form by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- making --

    def _make_boxes(self) -> None:
        form = self.form
        for name in FIELD_OF:
            editor = self.credits if name == "credits" else getattr(form, name)
            box = FormBox(name, editor, getattr(form, f"{name}_cell"), self._theme, form.inside)
            box.edited.connect(lambda name=name: self._edited(name))
            box.on_enter(self.save)
            self.boxes[name] = box
        for name, (kind, several) in COMPLETED.items():
            Completing(getattr(form, name), kind, several=several).wanted.connect(self.names_wanted)
        for edit in self.credits.edits:
            Completing(edit, NameKind.ARTIST).wanted.connect(self.names_wanted)
        self.credits.edit_made.connect(lambda edit: Completing(edit, NameKind.ARTIST).wanted.connect(self.names_wanted))

    def _make_files(self) -> None:
        form, theme = self.form, self._theme
        sound = self.tr("Sound (%1)").replace("%1", "*.mp3 *.flac *.m4a *.ogg *.opus *.wav *.aiff *.wma")
        pictures = self.tr("Pictures (%1)").replace("%1", "*.jpg *.jpeg *.png *.webp")
        inside = form.inside
        self.cover = CoverBox(theme, self.tr("Cover"), pictures, form.cover_cell, inside)
        self.files = {
            "cover": self.cover,
            "song": FileBox(theme, self.tr("Song file"), sound, form.song_cell, inside, removable=False),
            "bgm": FileBox(theme, self.tr("Music without voice"), sound, form.bgm_cell, inside, removable=True),
        }
        for name, box in self.files.items():
            box.chosen.connect(lambda path, name=name: self._choose(name, path))
        self.telugu = WordsBox(theme, self.tr("From a file…"), form.telugu_cell, inside)
        self.english = WordsBox(theme, self.tr("Time…"), form.english_cell, inside)
        self.telugu.pressed.connect(lambda: self.words_wanted.emit(self._song))
        self.english.pressed.connect(lambda: self.timing_wanted.emit(self._song))

    def _connect(self) -> None:
        form = self.form
        form.save.clicked.connect(lambda _checked=False: self.save())
        form.revert.clicked.connect(lambda _checked=False: self.revert())
        form.delete_song.clicked.connect(lambda _checked=False: self._delete())
        form.split.clicked.connect(lambda _checked=False: self.split_wanted.emit(self._song))
        self.credits.rows_changed.connect(self._chain_tabs)
        self._covers.loaded.connect(lambda _cover: self._show_cover())
        self._theme.changed.connect(self._restyle)
        self._chain_tabs()

    def _chain_tabs(self) -> None:
        form = self.form
        order: list[QWidget] = []
        for name, box in self.boxes.items():
            order += self.credits.controls() if name == "credits" else [box.editor]
        for file in self.files.values():
            order += file.controls()
        order += [self.telugu.button, self.english.button, form.delete_song, form.split, form.revert, form.save]
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    # -- what is typed --

    def _edited(self, name: str) -> None:
        draft = self._draft
        if draft is None or self._song is None:
            return
        typed = {name: self.boxes[name].text}
        if name == "title" and self.boxes["romanised"].text in {"", romanise_title(draft.text("title"))}:
            typed["romanised"] = romanise_title(typed["title"])  # it was made of the title, and is again
            self.boxes["romanised"].fill(typed["romanised"])
        self._take(draft.typed(typed))

    def _choose(self, name: str, path: str | None) -> None:
        if self._draft is not None:
            self._take(self._draft.with_file(name, path))

    def _take(self, draft: SongDraft) -> None:
        self._draft = draft
        self._reflect()
        self.begun.emit(self._song, draft)

    def _delete(self) -> None:
        if self._opened is not None:
            self.delete_wanted.emit(self._song, self._opened.song.title)

    # -- showing --

    def _fill(self) -> None:
        draft, opened = self._draft, self._opened
        assert draft is not None
        assert opened is not None
        for name, text in {**texts_of(draft.base), **draft.texts}.items():
            self.boxes[name].fill(text)
        self.telugu.facts.setText(words_facts(opened.words, TELUGU))
        self.english.facts.setText(words_facts(opened.words, ENGLISH))
        self._reflect()

    def _reflect(self) -> None:
        """Show what of the boxes is changed, or wrong, and what can be done."""
        draft, form = self._draft, self.form
        self.edits_changed.emit()
        form.delete_song.setEnabled(draft is not None)
        form.split.setEnabled(draft is not None)
        form.revert.setEnabled(bool(draft))
        form.save.setEnabled(self.savable)
        if draft is None:
            return
        problems, was = read_draft(draft).problems, texts_of(draft.base)
        for name, box in self.boxes.items():
            if name in problems:
                box.show(explain(problems[name]), "wrong")
            elif name not in draft.texts:
                box.show("", "")
            elif FIELD_OF[name] in draft.elsewhere:
                text = self.tr("Somebody else changed it meanwhile. Saving puts yours in place of theirs: %1")
                box.show(text.replace("%1", box.was(was[name])), "changed")
            else:
                box.show(box.was(was[name]), "changed")
        self._show_files(draft)
        self._tell(draft)

    def _show_files(self, draft: SongDraft) -> None:
        assert self._opened is not None
        opened, song = self._opened, self._opened.song
        facts = {
            "song": (medium_facts(song.song), opened.song_file),
            "bgm": (medium_facts(song.bgm), opened.bgm_file),
            "cover": (self.tr("A picture") if song.cover is not None else "", None),
        }
        for name, box in self.files.items():
            text, path = facts[name]
            box.show_file(text, "" if path is None else str(path), draft.files.get(name))
        self._show_cover()

    def _show_cover(self) -> None:
        if self._opened is None or self._draft is None:
            return
        song, there = self._opened.song, "cover" not in self._draft.files
        chosen = self._draft.files.get("cover", "")
        if chosen and chosen == self._pictured:
            return
        self._pictured = chosen
        cover = song.cover if there else None
        self.cover.show_picture(self._covers.pixmap(cover, song.title, COVER_SIDE, self.devicePixelRatioF()))
        if chosen:
            self.picture_wanted.emit(chosen)

    def _tell(self, draft: SongDraft) -> None:
        text = ""
        if draft and self._kept_at_ms is not None:
            at = QDateTime.fromMSecsSinceEpoch(self._kept_at_ms)
            short, today = QLocale.FormatType.ShortFormat, at.date() == QDate.currentDate()
            shown = QLocale().toString(at.time(), short) if today else QLocale().toString(at, short)
            text = self.tr("Not saved yet · from %1").replace("%1", shown)
        elif draft:
            text = self.tr("Not saved yet")
        self.unsaved.say(text, "warn")
        names = ", ".join(field_name(name) for name in sorted(draft.elsewhere if draft else ()))
        said = self.tr("This song was changed since you began: %1. What you typed is still here.")
        self.changed_elsewhere.say(said.replace("%1", names) if names else "", "warn")
        waits = self._opened is not None and self._opened.waits
        self.waiting.say(self.tr("An edit of this song waits here until it is sent.") if waits else "", "mute")

    def _restyle(self) -> None:
        font = self._theme.font("secondary")
        for label in self.form.inside.findChildren(QLabel):
            if label.objectName().endswith("_label"):
                label.setFont(font)
