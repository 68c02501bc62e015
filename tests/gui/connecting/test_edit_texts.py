"""What is said of edits that wait, in the window and by ``pluto edits``."""

from __future__ import annotations

import pytest

from pluto_desktop.cli.edits import say_edit
from pluto_desktop.desktop.views.status.edit_texts import text_of
from pluto_desktop.domain.batches import BatchKind
from pluto_desktop.domain.edits import EditState
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.services.shared.edits import EditLine


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (BatchKind.EDIT, "many songs changed"),
        (BatchKind.DELETE, "many songs deleted"),
        (BatchKind.RESTORE, "many songs brought back"),
        (BatchKind.MERGE, "songs made one"),
        (BatchKind.SPLIT, "split into two songs"),
        (BatchKind.RENAME, "an artist renamed"),
        (BatchKind.REVERT, "something taken back"),
        ("of a newer Pluto", "many songs changed"),
    ],
)
def test_what_was_done_to_many_songs_is_told_as_what_it_is(
    kind: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = EditLine(
        OperationId("op"), SongId("song"), "జో", CommandKind.BATCH, EditState.WAITING, 0, {}, {},
        songs=2, batch_kind=str(kind),
    )  # fmt: skip
    assert text_of(line).splitlines()[1].startswith(said)
    say_edit(line)
    assert said in capsys.readouterr().out
