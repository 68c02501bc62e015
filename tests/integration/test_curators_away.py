"""Everything a curator does is done while the servers are away, waits, is seen here at once, and goes out by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pluto_desktop import bootstrap
from pluto_desktop.bootstrap import libraries
from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.edits import EditState
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.lyrics.document import Document
from pluto_desktop.services.edit_songs import NewFiles
from pluto_desktop.services.import_song import SongFiles
from tests.integration.test_edits_cli import Group, added, group
from tests.sound import noise, write

__all__ = ["group"]

CANCEL = CancelToken()


def said(**fields: object) -> SongFields:
    return SongFields(**fields, given=frozenset(fields))  # type: ignore[arg-type]


def test_every_action_of_a_curator_waits_while_the_servers_are_away(group: Group, tmp_path: Path) -> None:
    ids = {title: SongId(added(group, tmp_path, title, artist="X")) for title in ("a", "bb", "ccc", "dddd", "eeeee")}
    group.away()
    known = libraries.make_shared_libraries()
    backend = Backend(known.list_all().known[0], group.password)
    with bootstrap.open_services(known.folder_of(known.list_all().known[0])) as services:
        shared = SharedServices(services, backend)
        edit, many, reader = shared.edit, shared.edit_many, services.library.reader
        words = Document.from_json({"lines": [{"id": "1", "start_ms": 5, "texts": {"te": "ఒకటి"}}]})
        new, bgm = (write(tmp_path / f"{name}.mp3", noise(1, seed=at)) for at, name in enumerate(("new", "bgm"), 70))
        artist = reader.get_song(ids["a"]).artists[0].artist_id

        actions: dict[str, Callable[[], object]] = {
            "form": lambda: edit.update_song(ids["a"], said(title="A", tags=("t",)), NewFiles()),
            "words": lambda: edit.update_song(ids["a"], said(lyrics=words.to_json()), NewFiles()),
            "bgm": lambda: edit.update_song(ids["a"], SongFields(), NewFiles(bgm=bgm)),
            "add": lambda: edit.add_song(SongFiles(new), said(title="new")),
            "delete": lambda: edit.delete_song(ids["bb"]),
            "bulk": lambda: many.apply(
                [SongEdit(ids[one], said(genres=("g",)), 1) for one in ("ccc", "dddd")], title="b"
            ),
            "merge": lambda: many.merge(ids["ccc"], [ids["dddd"]], title="m"),
            "rename": lambda: many.rename_artist(artist, "Y", title="r"),
            "bulk delete": lambda: many.delete([ids["eeeee"]], title="d"),
            "bulk restore": lambda: many.restore([ids["eeeee"]], title="d"),
            "undo": lambda: shared.undo.undo(CANCEL),
            "redo": lambda: shared.undo.redo(CANCEL),
        }
        for name, act in actions.items():
            before = [(line.op_id, line.state) for line in shared.edits.list_edits()]
            act()
            now = [(line.op_id, line.state) for line in shared.edits.list_edits()]
            assert now != before, name
            assert {state for _, state in now} == {EditState.WAITING}, name
        first, third = reader.get_song(ids["a"]), reader.get_song(ids["ccc"])
        assert (first.title, first.artist, first.bgm is not None) == ("A", "Y", True)
        assert (third.genres, third.artist) == (("g",), "Y")
        assert reader.find_lyrics(ids["a"]) == words

        group.back()
        shared.link.try_now()
        sent = shared.publish.run_once(CANCEL)
        assert (sent.failed, sent.conflicts, sent.stopped) == ((), (), None)
        assert shared.edits.list_edits() == []
        shared.sync(lambda _changes: None).run_once(CANCEL)
        there = {song: backend.catalogue.get_song(song) for song in ids.values()}
        assert there[ids["a"]].song.title == "A"
        assert there[ids["a"]].lyrics == words.to_json()
        assert [there[ids[one]].deleted for one in ("a", "bb", "ccc", "dddd", "eeeee")] == [
            False,
            True,
            False,
            True,
            False,
        ]
        assert reader.get_song(ids["a"]).artist == "Y"
        shared.close()
        backend.close()
