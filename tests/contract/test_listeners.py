"""Whatever a listener's program asks for, the server keeps the library as it is."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from pluto_desktop.domain.batches import ArtistName, BatchCommand, BatchKind, SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import CommandKind, Credits, SongFields
from tests.contract.shared_library import SharedServer, add, change, command
from tests.factories import make_document, make_medium, sha256

WORDS = make_document("hello").to_json()
EVERY_FIELD = {
    "title": "b", "romanised": "b", "credits": Credits(("B",)), "genres": ("g",), "tags": ("t",), "notes": "n",
    "place": (1, 2), "language": "te", "popularity": 3, "lyrics": WORDS, "song": None, "bgm": None, "cover": None,
}  # fmt: skip


def batch(*edits: SongEdit, kind: BatchKind = BatchKind.EDIT, artists: tuple[ArtistName, ...] = ()) -> BatchCommand:
    return BatchCommand(OperationId(new_id()), kind, "t", edits, artists)


@pytest.mark.parametrize("name", EVERY_FIELD)
def test_no_field_can_be_changed(shared: SharedServer, name: str):
    done = add(shared.curator, SongFields(title="a"), make_medium())
    with pytest.raises(Denied, match="rights_missing"):
        shared.listener.commit(change(done.song_id, 1, **{name: EVERY_FIELD[name]}))
    assert shared.listener.get_song(done.song_id).song.version == 1


def test_no_other_write_is_done(shared: SharedServer):
    done, gone = (
        add(shared.curator, SongFields(title="a", credits=Credits(("A",)))),
        add(shared.curator, SongFields(title="b")),
    )
    shared.curator.commit(command(CommandKind.DELETE, song_id=gone.song_id, base_version=1))
    before, head = shared.listener.get_song(done.song_id), shared.listener.head()
    theirs = shared.curator.begin_upload(OperationId(new_id()), sha256("theirs"))
    artist = before.song.artists[0].artist_id
    one = SongEdit(done.song_id, SongFields(title="x", given=frozenset({"title"})), 1)

    def commit_batch(asked: BatchCommand) -> object:
        return shared.listener.commit_batch(asked, CancelToken(), lambda _progress: None)

    for forbidden in (
        lambda: shared.listener.commit(command(CommandKind.ADD, SongFields(title="c"))),
        lambda: shared.listener.commit(command(CommandKind.DELETE, song_id=done.song_id, base_version=1)),
        lambda: shared.listener.commit(command(CommandKind.RESTORE, song_id=gone.song_id, base_version=2)),
        lambda: shared.listener.begin_upload(OperationId(new_id()), sha256("x")),
        lambda: shared.listener.extend_upload(theirs),
        lambda: shared.listener.drop_upload(theirs),
        lambda: commit_batch(batch(one)),
        lambda: commit_batch(batch(SongEdit(done.song_id, SongFields(), 1, CommandKind.DELETE))),
        lambda: commit_batch(batch(kind=BatchKind.RENAME, artists=(ArtistName(artist, "Z", "A"),))),
        lambda: shared.listener.condemn_unreferenced(0, 1),
        lambda: shared.listener.forget_changes(0, 1),
        lambda: shared.listener.list_expired_uploads(1),
        lambda: shared.listener.initialise(),
    ):
        with pytest.raises(Denied):
            forbidden()
    assert shared.listener.get_song(done.song_id) == before
    assert shared.listener.get_song(SongId(gone.song_id)).deleted
    assert shared.listener.head() == head
    shared.curator.extend_upload(theirs)


def test_no_table_can_be_written_and_no_function_of_a_curator_called(postgres_shared: SharedServer):
    """Not by another program either: what the rights are is asked of the server itself."""
    rights = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    with postgres_shared.listener.engine.connect() as connection:
        tables = connection.execute(
            text(
                "SELECT relname, right_ FROM pg_class, unnest(CAST(:rights AS text[])) right_"
                " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'p')"
                " AND (has_table_privilege(oid, right_)"
                " OR right_ IN ('INSERT', 'UPDATE') AND has_any_column_privilege(oid, right_))"
            ),
            {"rights": list(rights)},
        ).all()
        functions = connection.execute(
            text(
                "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
                " AND prorettype <> 'trigger'::regtype AND has_function_privilege(oid, 'EXECUTE')"
            )
        ).all()
    assert tables == []
    assert functions == []
