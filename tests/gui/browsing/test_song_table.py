import pytest
from PySide6.QtCore import QMimeData

from pluto_desktop.desktop.models import song_table
from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.models.song_rows import SongRows
from pluto_desktop.desktop.models.song_table import SongRole, SongTableModel, songs_from_mime, songs_to_mime
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.views import SongFilter, SongQuery, Sort, Source
from tests.factories import make_song
from tests.gui.browsing.conftest import rename


@pytest.fixture
def model(world, watched):
    model = SongTableModel(world.browse, world.runner)
    watched(model)
    model.show_query(SongQuery(sort=Sort.ADDED))
    world.settle()
    return model


@pytest.fixture
def unread(world):
    """A list whose Telugu rows nobody looked at; Qt's checker would. The first list shown brings its first rows."""
    model = SongTableModel(world.browse, world.runner)
    model.show_query(SongQuery(filter=SongFilter(language="en")))
    world.settle()
    model.show_query(SongQuery(sort=Sort.ADDED))
    world.settle()
    return model


def see(model, world, rows=range(6)):
    """Look at rows as painting does, and wait until they are here."""
    for row in rows:
        model.song(row)
    world.settle()


def test_the_ids_are_there_at_once_and_rows_come_when_looked_at(unread, qtbot):
    model = unread
    assert model.rowCount() == 6
    index = model.index(0, Column.TITLE)
    assert not index.data()
    with qtbot.waitSignal(model.dataChanged):
        pass
    assert index.data() == "చందమామ రావే"
    assert index.data(SongRole).romanised == "Chandamama Rave"
    assert model.index(0, Column.TAGS).data() == "te bgm ↓"


def test_a_long_list_begins_with_its_first_rows_and_goes_on_below_them(world, watched, signals, monkeypatch, qtbot):
    monkeypatch.setattr(song_table, "_HEAD", 2)
    model = watched(SongTableModel(world.browse, world.runner))
    reset, inserted = signals(model.modelReset), signals(model.rowsInserted)
    with qtbot.waitSignal(model.begun):
        model.show_query(SongQuery(sort=Sort.ADDED))
    assert model.ids == world.ids[:2]
    assert model.loading
    assert model.index(1, Column.TITLE).data() == "Greensleeves"
    world.settle()
    assert model.ids == world.ids
    assert not model.loading
    assert len(reset) == 1
    assert [(first, last) for _, first, last in inserted] == [(2, 5)]


def test_another_list_wanted_before_the_first_one_is_whole_is_shown_instead(world, watched, monkeypatch, qtbot):
    monkeypatch.setattr(song_table, "_HEAD", 2)
    model = watched(SongTableModel(world.browse, world.runner))
    with qtbot.waitSignal(model.begun):
        model.show_query(SongQuery(sort=Sort.ADDED))
    model.show_query(SongQuery(sort=Sort.ADDED, descending=True))
    world.settle()
    assert model.ids == world.ids[::-1]


def test_a_changed_song_touches_its_row_only(model, world, signals):
    see(model, world)
    changed, reset = signals(model.dataChanged), signals(model.modelReset)
    rename(world, world.ids[2], "Another name")
    model.apply_changes(Changes(songs=frozenset({world.ids[2]})))
    model.song(2)
    world.settle()
    assert not reset
    assert {(top.row(), bottom.row()) for top, bottom, _ in changed} == {(2, 2)}
    assert model.index(2, Column.TITLE).data() == "Another name"


def test_the_old_row_stays_in_sight_while_it_is_read_again(model, world):
    see(model, world)
    rename(world, world.ids[0], "Later")
    model.rows.refresh([world.ids[0]])
    assert model.song(0).title == "చందమామ రావే"
    world.settle()
    assert model.song(0).title == "Later"


def test_songs_that_come_and_go_are_inserted_and_removed_without_a_reset(model, world, signals):
    see(model, world)
    reset, removed, inserted = signals(model.modelReset), signals(model.rowsRemoved), signals(model.rowsInserted)
    gone = [world.ids[1], world.ids[4]]
    model.apply_changes(world.catalogue.remove_songs(gone))
    world.settle()
    (new,) = world.catalogue.add_songs([make_song("New")])
    model.apply_changes(Changes(songs=frozenset({new})))
    world.settle()
    assert not reset
    assert sorted((first, last) for _, first, last in removed) == [(1, 1), (4, 4)]
    assert [(first, last) for _, first, last in inserted] == [(4, 4)]
    assert model.ids == [world.ids[0], world.ids[2], world.ids[3], world.ids[5], new]


def test_a_song_removed_before_its_row_was_read_shows_nothing_and_is_not_asked_for_again(unread, world, signals):
    model = unread
    world.catalogue.remove_songs([world.ids[0]])
    see(model, world)
    changed = signals(model.dataChanged)
    assert model.song(0) is None
    world.settle()
    assert not changed


def test_a_heart_does_not_read_the_ids_of_all_songs_again(model, world, signals):
    see(model, world)
    loaded = signals(model.loaded)
    model.apply_changes(world.personal.set_favourite([world.ids[3]], True))
    model.song(3)
    world.settle()
    assert model.song(3).favourite
    assert not loaded


def test_the_favourites_follow_the_hearts(world, watched):
    model = watched(SongTableModel(world.browse, world.runner))
    model.show_query(SongQuery(Source.FAVOURITES))
    world.settle()
    assert model.ids == []
    model.apply_changes(world.personal.set_favourite([world.ids[3]], True))
    world.settle()
    assert model.ids == [world.ids[3]]


def test_the_playing_mark_touches_the_two_rows_concerned(model, world, signals):
    model.set_playing(world.ids[1])
    changed = signals(model.dataChanged)
    model.set_playing(world.ids[4])
    assert [top.row() for top, _, _ in changed] == [1, 4]


def test_an_error_is_told_and_the_next_try_works(unread, world, signals, monkeypatch):
    model = unread
    failed = signals(model.failed)
    with monkeypatch.context() as broken:
        broken.setattr(world.catalogue, "list_song_rows", _raise)
        see(model, world)
    assert [type(error) for (error,) in failed] == [Invalid]
    see(model, world)
    assert model.song(0).title == "చందమామ రావే"


def _raise(_ids):
    raise Invalid("library_damaged", path="catalogue.db")


def test_one_reading_at_a_time_and_only_the_pages_looked_at_last(world, qapp):
    asked = []

    def read(ids):
        asked.append(len(ids))
        return []

    rows = SongRows(read, world.runner)
    rows.set_ids([f"song-{number}" for number in range(100_000)])
    for position in range(0, 100_000, 1000):
        rows.get(position)
    world.settle()
    assert len(asked) == 1
    assert sum(asked) < 400


def test_at_most_so_many_rows_are_kept(world):
    rows = SongRows(world.browse.list_song_rows, world.runner)
    row = world.catalogue.list_song_rows([world.ids[0]])[0]
    from dataclasses import replace

    rows.put(replace(row, id=f"song-{number}") for number in range(10_000))
    assert rows.find("song-0") is None
    assert rows.find("song-9999") is not None


def test_dragged_songs_arrive_and_nonsense_does_not(world):
    assert songs_from_mime(songs_to_mime(world.ids)) == world.ids
    for nonsense in (b"", b"{", b'{"a": 1}', b"[1, null]", b"\xff\xfe"):
        data = QMimeData()
        data.setData("application/x-pluto-songs", nonsense)
        assert songs_from_mime(data) == []
