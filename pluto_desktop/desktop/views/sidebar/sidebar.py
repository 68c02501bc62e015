"""The side bar: the pages of the library, and the person's playlists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import IconButton
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.common.viewport import give_viewport
from pluto_desktop.desktop.views.sidebar.name_field import NameField
from pluto_desktop.desktop.views.sidebar.rows import NavRow
from pluto_desktop.domain.ids import PlaylistId
from pluto_desktop.domain.playlists import Playlist

WIDTH = 208
FOLDED_WIDTH = 60
PLAYLIST = "playlist:"
"""What the key of a playlist's page begins with; its id follows."""

LIBRARY = ("songs", "albums", "artists", "genres", "folders", "favourites", "recently_added", "recently_played")
ON_DEVICE = "on_device"
"""The page of what lies on this device of a shared library; it has a row in shared mode only."""
WAITING_EDITS = "waiting_edits"
"""The page of the edits that wait on this device; it has a row in shared mode only."""
CURATE = ("needs_attention", "imports", WAITING_EDITS, "history")
"""The pages for curators, in this order; each has a row in curate mode once it was given one."""
_ICONS = {
    "songs": "music",
    "albums": "disc",
    "artists": "users",
    "genres": "tags",
    "folders": "folder",
    "favourites": "heart",
    "recently_added": "clock",
    "recently_played": "history",
}


class SideBar(QFrame):
    """Shows the pages there are and which is open. It changes nothing: what it wants done it asks by signals."""

    page_chosen = Signal(str)
    """A page was chosen: its key out of :data:`LIBRARY`, or :data:`PLAYLIST` and an id."""
    create_wanted = Signal(str, object)
    """A new playlist is wanted: its name, and the songs (ids) to put in."""
    rename_wanted = Signal(object, str)
    """A playlist (id) is to be called something else."""
    delete_wanted = Signal(object, str)
    """A playlist (id, name) is to be deleted."""
    export_wanted = Signal(object, str)
    """A playlist (id, name) is to be written to a file."""
    play_wanted = Signal(object)
    """A playlist (id) is to be played."""
    keep_wanted = Signal(object)
    """A playlist (id) is to be kept on this device."""
    leave_wanted = Signal(object)
    """A playlist (id) is to be kept on this device no longer."""
    create_smart_wanted = Signal()
    """A new smart playlist is wanted."""
    edit_rule_wanted = Signal(object)
    """The rule of a smart playlist (id) is to be changed."""
    copy_wanted = Signal(object)
    """A playlist is to be made of the songs that a smart one (id) has now."""
    import_wanted = Signal()
    """A playlist file is to be read."""
    songs_dropped = Signal(str, object)
    """Songs (ids) were dropped on a row: its key."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._folded = False
        self._playlists: list[Playlist] = []
        self.rows: dict[str, NavRow] = {}
        self._field: NameField | None = None
        self.setProperty("surface", "side")
        self.setAccessibleName(self.tr("Side bar"))
        self.setFixedWidth(WIDTH)
        self._library_heading = ThemedLabel(theme, self.tr("LIBRARY"), "section", "mute", self)
        self._curate_heading = ThemedLabel(theme, self.tr("CURATE"), "section", "mute", self)
        self._curating = False
        self._playlists_heading = ThemedLabel(theme, self.tr("PLAYLISTS"), "section", "mute", self)
        self.new_button = IconButton(theme, "plus", self.tr("New playlist"), self, size=16)
        self.new_button.set_name(self.tr("New playlist"), self.tr("New playlist  (Ctrl+N)"))
        self.new_button.clicked.connect(lambda _checked=False: self.begin_naming())
        self.new_smart_button = IconButton(theme, "sparkles", self.tr("New smart playlist"), self, size=16)
        self.new_smart_button.set_name(self.tr("New smart playlist"), self.tr("New smart playlist  (Ctrl+Shift+N)"))
        self.new_smart_button.clicked.connect(lambda _checked=False: self.create_smart_wanted.emit())
        self._lay_out()

    # -- what is shown --

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show the numbers behind the pages of the library."""
        for key, count in counts.items():
            self.rows[key].set_count(count)

    def set_playlists(self, playlists: Sequence[Playlist]) -> None:
        """Show the playlists; rows of playlists that stayed are kept, with their focus."""
        self._playlists = list(playlists)
        wanted = {PLAYLIST + playlist.id for playlist in playlists}
        for key in [key for key in self.rows if key.startswith(PLAYLIST) and key not in wanted]:
            gone = self.rows.pop(key)
            gone.hide()
            gone.deleteLater()
        for place, playlist in enumerate(playlists):
            key = PLAYLIST + playlist.id
            icon = "sparkles" if playlist.smart else "playlist"
            row = self.rows.get(key) or self._add_row(key, playlist.name, icon)
            row.set_name(playlist.name)
            row.set_kind(self.tr("smart playlist") if playlist.smart else "")
            row.set_count(playlist.songs)
            row.set_droppable(True)
            self._playlist_box.insertWidget(place, row)
        self._chain_tabs()

    def show_page(self, key: str) -> None:
        """Mark the page that is open; none of the rows for a page that has no row."""
        for name, row in self.rows.items():
            row.setChecked(name == key)

    def set_folded(self, folded: bool) -> None:
        """Show only icons, or names."""
        if folded == self._folded:
            return
        self._folded = folded
        self.end_naming()
        self.setFixedWidth(FOLDED_WIDTH if folded else WIDTH)
        self._library_heading.setVisible(not folded)
        self._show_curate_rows()
        self._playlists_heading.setVisible(not folded)
        self.new_smart_button.setVisible(not folded)
        self._playlists_head.setContentsMargins(0 if folded else 10, 14, 0, 2)
        self._playlists_head.invalidate()  # before it is first shown, it would keep the room of the heading
        for row in self.rows.values():
            row.set_folded(folded)

    @property
    def folded(self) -> bool:
        """Whether only icons are shown."""
        return self._folded

    def show_on_device(self) -> NavRow:
        """Give the page of what lies on this device a row; return it."""
        if ON_DEVICE not in self.rows:
            row = self._add_row(ON_DEVICE, self.tr("On this device"), "device-desktop")
            self._column.insertWidget(self._column.indexOf(self.rows[LIBRARY[-1]]) + 1, row)
            self._chain_tabs()
        return self.rows[ON_DEVICE]

    def add_curate_row(self, key: str, name: str, icon: str) -> NavRow:
        """Give a page out of :data:`CURATE` a row, which is seen in curate mode; return it."""
        row = self._add_row(key, name, icon)
        before = [self.rows[one] for one in CURATE[: CURATE.index(key)] if one in self.rows]
        after = before[-1] if before else self._curate_heading
        self._column.insertWidget(self._column.indexOf(after) + 1, row)
        self._show_curate_rows()
        self._chain_tabs()
        return row

    def set_curating(self, *, curating: bool) -> None:
        """Show the rows of curate mode, or hide them."""
        self._curating = curating
        self._show_curate_rows()

    def _show_curate_rows(self) -> None:
        rows = [self.rows[key] for key in CURATE if key in self.rows]
        for row in rows:
            row.setVisible(self._curating)
        self._curate_heading.setVisible(self._curating and bool(rows) and not self._folded)

    # -- naming --

    def begin_naming(self, playlist: Playlist | None = None, songs: Sequence[object] = ()) -> None:
        """Let the person type the name of a new playlist (holding ``songs``), or another name for one."""
        self.end_naming()
        if self._folded:
            self.setFixedWidth(WIDTH)
        held = list(songs)
        field = NameField(self._theme, playlist.name if playlist else "", self)
        if playlist is None:
            field.named.connect(lambda name: self.create_wanted.emit(name, held))
        else:
            field.named.connect(lambda name: self.rename_wanted.emit(playlist.id, name))
        field.finished.connect(self.end_naming)
        row = self.rows.get(PLAYLIST + playlist.id) if playlist else None
        at = self._playlist_box.indexOf(row) if row is not None else len(self._playlists)
        if row is not None:
            row.hide()
        self._playlist_box.insertWidget(at, field)
        self._field = field
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_naming_of(self, playlist_id: PlaylistId) -> None:
        """Let the person type another name for a playlist."""
        playlist = self._find(PLAYLIST + playlist_id)
        if playlist is not None:
            self.begin_naming(playlist)

    def end_naming(self) -> None:
        """Put the field away; nothing is changed by it."""
        field, self._field = self._field, None
        if field is None:
            return
        had_focus = field.hasFocus()
        self._playlist_box.removeWidget(field)
        field.hide()
        field.deleteLater()
        for key, row in self.rows.items():
            row.setVisible(self._curating or key not in CURATE)
        if self._folded:
            self.setFixedWidth(FOLDED_WIDTH)
        if had_focus:
            self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- inside --

    def _lay_out(self) -> None:
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(10, 28, 10, 16)
        column.setSpacing(0)
        self._library_heading.setContentsMargins(10, 0, 0, 6)
        column.addWidget(self._library_heading)
        names = {
            "songs": self.tr("Songs"),
            "albums": self.tr("Albums"),
            "artists": self.tr("Artists"),
            "genres": self.tr("Genres"),
            "folders": self.tr("Folders"),
            "favourites": self.tr("Favourites"),
            "recently_added": self.tr("Recently added"),
            "recently_played": self.tr("Recently played"),
        }
        for key in LIBRARY:
            column.addWidget(self._add_row(key, names[key], _ICONS[key]))
        self.rows["favourites"].set_droppable(True)
        self._curate_heading.setContentsMargins(10, 14, 0, 6)
        self._curate_heading.hide()
        column.addWidget(self._curate_heading)
        playlists = self._playlists_head = QHBoxLayout()
        playlists.setContentsMargins(10, 14, 0, 2)
        playlists.addWidget(self._playlists_heading, 1)
        playlists.addWidget(self.new_smart_button)
        playlists.addWidget(self.new_button)
        column.addLayout(playlists)
        self._playlist_box = QVBoxLayout()
        self._playlist_box.setSpacing(0)
        column.addLayout(self._playlist_box)
        column.addStretch(1)
        area = QScrollArea(self)
        viewport = give_viewport(area)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("Pages and playlists"))
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        viewport.setAutoFillBackground(False)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(area)

    def _add_row(self, key: str, text: str, icon: str) -> NavRow:
        row = NavRow(self._theme, key, text, icon, self)
        row.set_folded(self._folded)
        row.clicked.connect(lambda _checked=False: self._choose(key))
        row.dropped.connect(lambda ids: self.songs_dropped.emit(key, ids))
        row.key_pressed.connect(lambda pressed: self._key(row, pressed))
        if key.startswith(PLAYLIST):
            row.menu_wanted.connect(lambda place: self._playlist_menu(key, place))
        self.rows[key] = row
        return row

    def _choose(self, key: str) -> None:
        self.rows[key].setChecked(True)
        self.page_chosen.emit(key)

    def _order(self) -> list[NavRow]:
        curate = CURATE if self._curating else ()
        keys = [*LIBRARY, ON_DEVICE, *curate, *(PLAYLIST + playlist.id for playlist in self._playlists)]
        return [self.rows[key] for key in keys if key in self.rows]

    def _chain_tabs(self) -> None:
        rows = self._order()
        for one, other in pairwise(rows):
            QWidget.setTabOrder(one, other)

    def _key(self, row: NavRow, key: Qt.Key) -> None:
        rows = self._order()
        at = rows.index(row)
        targets = {Qt.Key.Key_Up: at - 1, Qt.Key.Key_Down: at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(rows) - 1}
        if key in targets:
            rows[min(max(targets[key], 0), len(rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        elif (playlist := self._find(row.key)) is not None:
            if key == Qt.Key.Key_F2:
                self.begin_naming(playlist)
            elif key == Qt.Key.Key_Delete:
                self.delete_wanted.emit(playlist.id, playlist.name)

    def _find(self, key: str) -> Playlist | None:
        return next((playlist for playlist in self._playlists if PLAYLIST + playlist.id == key), None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with playlists in general."""
        menu = rounded(QMenu(self))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("New playlist…")).triggered.connect(lambda _=False: self.begin_naming())
        smart = menu.addAction(self.tr("New smart playlist…"))
        smart.triggered.connect(lambda _=False: self.create_smart_wanted.emit())
        menu.addAction(self.tr("Import playlist…")).triggered.connect(lambda _=False: self.import_wanted.emit())
        menu.popup(event.globalPos())

    def _playlist_menu(self, key: str, place: QPoint) -> None:
        playlist = self._find(key)
        if playlist is None:
            return
        menu = rounded(QMenu(self))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted: PlaylistId = playlist.id
        menu.addAction(self.tr("Play")).triggered.connect(lambda _=False: self.play_wanted.emit(wanted))
        if playlist.smart:
            menu.addSeparator()
            rule = menu.addAction(self.tr("Edit rule…"))
            rule.triggered.connect(lambda _=False: self.edit_rule_wanted.emit(wanted))
            copy = menu.addAction(self.tr("Copy to playlist"))
            copy.triggered.connect(lambda _=False: self.copy_wanted.emit(wanted))
        elif ON_DEVICE in self.rows:
            keep = menu.addAction(self.tr("Keep on this device"))
            keep.triggered.connect(lambda _=False: self.keep_wanted.emit(wanted))
            leave = menu.addAction(self.tr("Remove from this device"))
            leave.triggered.connect(lambda _=False: self.leave_wanted.emit(wanted))
        menu.addSeparator()
        rename = menu.addAction(self.tr("Rename…"))
        rename.setShortcut(Qt.Key.Key_F2)
        rename.triggered.connect(lambda _=False: self.begin_naming(playlist))
        export = menu.addAction(self.tr("Export as M3U8…"))
        export.triggered.connect(lambda _=False: self.export_wanted.emit(wanted, playlist.name))
        menu.addSeparator()
        delete = menu.addAction(self.tr("Delete") if playlist.smart else self.tr("Delete…"))
        delete.setShortcut(Qt.Key.Key_Delete)
        delete.triggered.connect(lambda _=False: self.delete_wanted.emit(wanted, playlist.name))
        for action in (rename, delete):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        menu.popup(place)
