import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from pluto_desktop.desktop.models.song_columns import SPECS, Column
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.views import SongQuery, Sort, Source
from tests.factories import make_song

KEY, HELD = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def view(world, watched):
    view = world.show(SongsView)
    watched(view.model)
    view.show_query(SongQuery(sort=Sort.ADDED), "Songs")
    world.settle()
    return view


def titles(view):
    return [view.model.index(row, Column.TITLE).data() for row in range(view.model.rowCount())]


def press_at(view, qtbot, row, column=Column.TITLE):
    place = view.table.visualRect(view.model.index(row, column)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def texts(menu):
    return [action.text() for action in menu.actions() if action.text() and action.isVisible()]


def test_the_count_comes_when_the_songs_do(world):
    view = world.show(SongsView)
    view.show_query(SongQuery(), "Songs")
    world.settle()
    assert view.heading.detail.isVisible()
    assert view.heading.detail.whole() == "6 songs"


def test_enter_plays_the_list_from_the_row(view, world, qtbot, signals):
    plays = signals(view.play_requested)
    press_at(view, qtbot, 2)
    qtbot.keyClick(view.table, KEY.Key_Return)
    assert plays == [(world.ids, 2)]


def test_a_double_click_and_the_little_triangle_play_too(view, world, qtbot, signals):
    plays = signals(view.play_requested)
    place = view.table.visualRect(view.model.index(1, Column.TITLE)).center()
    qtbot.mouseDClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    press_at(view, qtbot, 3, Column.NUMBER)
    assert [index for _, index in plays] == [1, 3]


def test_several_songs_by_key(view, world, qtbot, signals):
    plays, queued = signals(view.play_requested), signals(view.enqueue_requested)
    following, removed = signals(view.play_next_requested), signals(view.remove_requested)
    press_at(view, qtbot, 1)
    qtbot.keyClick(view.table, KEY.Key_Down, HELD.ShiftModifier)
    qtbot.keyClick(view.table, KEY.Key_Return)
    qtbot.keyClick(view.table, KEY.Key_Return, HELD.ControlModifier)
    qtbot.keyClick(view.table, KEY.Key_Return, HELD.ShiftModifier)
    qtbot.keyClick(view.table, KEY.Key_Delete)
    two = world.ids[1:3]
    assert (plays, queued, following, removed) == ([(two, None)], [(two,)], [(two,)], [(two,)])


def test_home_end_and_select_all(view, world, qtbot):
    view.table.setFocus()
    qtbot.keyClick(view.table, KEY.Key_End)
    assert view.table.currentIndex().row() == 5
    qtbot.keyClick(view.table, KEY.Key_Home)
    assert view.table.currentIndex().row() == 0
    qtbot.keyClick(view.table, KEY.Key_A, HELD.ControlModifier)
    assert view.table.chosen() == world.ids


def test_letters_are_left_to_the_window(view, world, qtbot):
    press_at(view, qtbot, 0)
    qtbot.keyClicks(view.table, "scar")
    assert view.table.chosen_rows() == [0]


def test_a_click_on_a_heading_sorts_in_the_library_and_the_selection_stays(view, world, qtbot):
    press_at(view, qtbot, 0)
    header = view.table.columns
    x = header.sectionViewportPosition(Column.YEAR) + 12
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 12))
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 12))
    world.settle()
    assert view.model.query.sort is Sort.YEAR
    assert view.model.query.descending
    world.settle()
    assert titles(view)[0] == "నగుమోము గనలేని"
    assert view.table.chosen() == [world.ids[0]]
    assert view.table.chosen_rows() == [5]


def test_titles_are_sorted_in_either_script(view, world):
    actions = {action.text(): action for action in view.table.columns.build_menu().actions()}
    actions["Sort titles in Latin letters"].trigger()
    world.settle()
    assert view.model.query.sort is Sort.ROMANISED
    assert view.model.ids == world.catalogue.list_song_ids(SongQuery(sort=Sort.ROMANISED))
    actions["Sort titles as written"].trigger()
    world.settle()
    assert view.model.query.sort is Sort.TITLE


def test_chips_filter_one_language_at_most_and_all_clears(view, world, qtbot):
    chips = view.heading.chips

    def press(pill):
        qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
        world.settle()

    press(chips.telugu)
    assert len(view.model.ids) == 3
    press(chips.words)
    assert view.model.ids == [world.ids[0]]
    press(chips.english)
    assert not chips.telugu.isChecked()
    assert view.model.ids == []
    assert view.state.isVisible()
    assert "filters" in view.state.title.text()
    qtbot.mouseClick(view.state.button, Qt.MouseButton.LeftButton)
    world.settle()
    assert len(view.model.ids) == 6
    assert chips.all.isChecked()


@pytest.mark.parametrize("source", [source for source in Source if source is not Source.ALL])
def test_every_empty_list_says_something_of_its_own(view, world, source):
    view.show_query(SongQuery(source, "nowhere"), "Somewhere")
    world.settle()
    if view.model.ids:
        return
    assert view.state.isVisible()
    assert view.state.title.text()
    assert view.state.text.text().endswith(".")


def test_an_empty_library_offers_to_add_music(world, qtbot, signals):
    world.catalogue.songs.clear()
    view = world.show(SongsView)
    wanted = signals(view.action_requested)
    view.show_query(SongQuery(), "Songs")
    world.settle()
    qtbot.mouseClick(view.state.button, Qt.MouseButton.LeftButton)
    assert wanted == [("add_music",)]


def test_a_list_that_cannot_be_read_says_so_and_can_be_tried_again(world, qtbot, signals, monkeypatch):
    view = world.show(SongsView)
    told = signals(view.error)

    def broken(_query):
        raise Invalid("library_damaged", path="catalogue.db")

    with monkeypatch.context() as patch:
        patch.setattr(world.catalogue, "list_song_ids", broken)
        view.show_query(SongQuery(), "Songs")
        world.settle()
    assert "could not be read" in view.state.title.text()
    assert len(told) == 1
    qtbot.mouseClick(view.state.button, Qt.MouseButton.LeftButton)
    world.settle()
    assert len(view.model.ids) == 6
    assert view.table.isVisible()


def test_columns_are_chosen_remembered_and_put_back(view, world, signals):
    said = signals(view.columns_changed)
    actions = {action.text(): action for action in view.table.columns.build_menu().actions()}
    actions["Genre"].trigger()
    view.table.columns.moveSection(view.table.columns.visualIndex(Column.TIME), 2)
    state = said[-1][0]
    other = world.show(SongsView)
    other.resize(1400, 600)
    other.restore_columns(state)
    assert not other.table.isColumnHidden(Column.GENRE)
    assert other.table.columns.visualIndex(Column.TIME) == 2
    other.table.columns.put_back()
    assert other.table.isColumnHidden(Column.GENRE)
    assert other.table.columns.visualIndex(Column.TIME) == Column.TIME


@pytest.mark.parametrize(
    "state",
    [None, 7, [], {}, {"order": 3, "shown": "x", "widths": []}, {"shown": ["gone"], "widths": {"title": "wide"}}],
)
def test_a_remembered_choice_that_makes_no_sense_does_no_harm(view, state):
    view.restore_columns(state)
    assert not view.table.isColumnHidden(Column.TITLE)
    assert view.table.columns.count() == len(SPECS)


def test_a_narrow_list_drops_columns_and_puts_the_artist_below(view, qtbot):
    view.resize(430, 600)
    qtbot.waitUntil(lambda: view.table.isColumnHidden(Column.ARTIST))
    assert view.table.rows.artist_below
    assert not view.table.isColumnHidden(Column.TIME)
    view.resize(1200, 600)
    qtbot.waitUntil(lambda: not view.table.isColumnHidden(Column.ARTIST))
    assert not view.table.rows.artist_below


def test_the_menu_offers_what_can_be_done_with_one_song(view, world, qtbot, signals):
    world.personal.create_playlist("R&B evening")
    added, albums, artists = signals(view.playlist_add_requested), signals(view.open_album), signals(view.open_artist)
    hearts, folders = signals(view.favourite_requested), signals(view.show_in_folder_requested)
    press_at(view, qtbot, 0)
    menu = view.build_menu()
    world.settle()
    actions = {action.text(): action for action in menu.actions()}
    assert texts(menu)[:4] == ["Play", "Play next", "Add to queue", "Add to playlist"]
    for name in ("Go to album", "Add to favourites", "Show in folder"):
        actions[name].trigger()
    next(action for action in menu.actions() if action.text() == "Go to artist" and action.isVisible()).trigger()
    for action in menu.playlists.actions():
        action.trigger()
    song = world.catalogue.songs[world.ids[0]]
    assert albums == [(song.album.id,)]
    assert artists == [(song.artists[0].artist_id,)]
    assert hearts == [([song.id], True)]
    assert folders == [(song.id,)]
    assert [playlist for _, playlist in added] == [None, world.personal.list_playlists()[0].id]
    assert menu.playlists.actions()[-1].text() == "R&&B evening"


def test_the_menu_key_opens_the_menu_at_the_row(view, world, qtbot):
    press_at(view, qtbot, 2)
    view.table.menu_wanted.emit(view.mapToGlobal(QPoint(80, 80)))
    world.settle()
    menus = view.findChildren(QMenu)
    opened = [menu for menu in menus if menu.isVisible()]
    assert len(opened) == 1
    opened[0].close()


def test_deleting_in_the_favourites_takes_the_heart(view, world, qtbot, signals):
    world.personal.set_favourite([world.ids[1]], True)
    view.show_query(SongQuery(Source.FAVOURITES), "Favourites")
    world.settle()
    hearts, removed = signals(view.favourite_requested), signals(view.remove_requested)
    press_at(view, qtbot, 0)
    qtbot.keyClick(view.table, KEY.Key_Delete)
    assert hearts == [([world.ids[1]], False)]
    assert not removed


def test_a_song_that_is_not_reachable_says_so(view, world):
    location = world.catalogue.locations[world.catalogue.songs[world.ids[0]].song.sha256]
    view.apply_changes(world.catalogue.set_reachable({location.path: False}))
    view.table.viewport().repaint()
    world.settle()
    index = view.model.index(0, Column.TITLE)
    assert "Not reachable now" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "not reachable now" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_reveal_selects_a_song_that_is_still_being_read(world):
    view = world.show(SongsView)
    view.show_query(SongQuery(sort=Sort.ADDED), "Songs")
    view.reveal(world.ids[4])
    world.settle()
    assert view.table.chosen() == [world.ids[4]]


def test_hostile_titles_are_painted_in_one_line(world, view):
    songs = ["A" * 4000, "a\x00b\nc", "שלום \u202eabc\u202c", "", "\U0001f3b6" * 50]
    ids = world.catalogue.add_songs([make_song(title, artists=(title[:900],)) for title in songs])
    view.apply_changes(Changes(songs=frozenset(ids)))
    world.settle()
    assert not view.grab().isNull()
    world.settle()
    for row in range(6, 11):
        shown = view.model.index(row, Column.TITLE).data()
        assert len(shown) <= 401
        assert not set(shown) & set("\x00\n\u202e\u202c")
    assert not view.grab().isNull()


def test_both_themes_and_large_text_paint(world, view, qtbot):
    for mode in ("light", "dark"):
        world.theme.set_choice(mode)
        assert not view.grab().isNull()
    world.theme.set_scale(1.5)
    assert view.table.rowHeight(0) == 75
    assert not view.grab().isNull()


def test_a_click_on_the_heart_gives_and_takes_it(view, world, qtbot, signals):
    hearts, plays = signals(view.favourite_requested), signals(view.play_requested)
    cell = view.table.visualRect(view.model.index(2, Column.TITLE))
    where = QPoint(cell.right() - 10, cell.center().y())
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    view.apply_changes(world.personal.set_favourite([world.ids[2]], True))
    view.model.song(2)
    world.settle()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert hearts == [([world.ids[2]], True), ([world.ids[2]], False)]
    assert not plays


def test_reveal_lets_go_of_chips_that_hide_the_song(view, world, qtbot):
    qtbot.mouseClick(view.heading.chips.telugu, Qt.MouseButton.LeftButton)
    world.settle()
    view.reveal(world.ids[4])
    world.settle()
    assert view.table.chosen() == [world.ids[4]]
    assert view.heading.chips.all.isChecked()


@pytest.fixture
def long_view(view, world):
    world.catalogue.add_songs([make_song(f"Song {number:03}") for number in range(300)])
    view.show_query(SongQuery(sort=Sort.TITLE), "Songs")
    world.settle()
    return view


def top_song(view):
    return view.model.ids[view.table.rowAt(1)]


def test_songs_that_come_do_not_pull_the_list_away(long_view, world):
    bar = long_view.table.verticalScrollBar()
    bar.setValue(150 * long_view.table.rowHeight(0) + 13)
    before, offset = top_song(long_view), bar.value() % long_view.table.rowHeight(0)
    for kind in ("A few", "Song 1"):
        new = world.catalogue.add_songs([make_song(f"{kind} {number}") for number in range(40)])
        long_view.apply_changes(Changes(songs=frozenset(new)))
        world.settle()
        assert top_song(long_view) == before
        assert bar.value() % long_view.table.rowHeight(0) == offset
    long_view.apply_changes(world.catalogue.remove_songs(long_view.model.ids[:20]))
    world.settle()
    assert top_song(long_view) == before


def test_another_order_starts_at_the_top(long_view, world):
    long_view.table.verticalScrollBar().setValue(5000)
    long_view.table.columns.sort_requested.emit(Sort.ADDED, False)
    world.settle()
    assert long_view.table.verticalScrollBar().value() == 0


def test_columns_can_be_chosen_without_a_pointer(view):
    columns = view.heading.order.menu().actions()[-1].menu()
    columns.aboutToShow.emit()
    genre = next(action for action in columns.actions() if action.text() == "Genre")
    genre.trigger()
    assert not view.table.isColumnHidden(Column.GENRE)
