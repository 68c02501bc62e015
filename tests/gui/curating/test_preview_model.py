"""The changes of a plan as a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from pluto_desktop.desktop.models.field_texts import field_text
from pluto_desktop.desktop.views.curate.bulk.preview_model import Part, PreviewModel
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.song_fields import plain_fields
from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.services.bulk.plan import BulkSong, Change, Plan

SONG = BulkSong(SongId("s"), 1, plain_fields(SongFields(title="Jo")))


def _model() -> PreviewModel:
    changes = [
        Change(0, "credits", "", "A\nB"),
        Change(0, "language", "te", "en"),
        Change(0, "title", "Jo", "", Invalid("name_empty")),
    ]
    return PreviewModel(Plan([SONG], changes))


def test_a_row_says_what_was_and_what_will_be(qtmodeltester: ModelTester, qapp: object) -> None:
    model = _model()
    qtmodeltester.check(model, force_py=True)
    rows = [[model.index(row, part).data() for part in Part] for row in range(3)]
    assert rows == [
        ["Jo", "Artists", "", "A, B"],
        ["Jo", "Language", "Telugu", "English"],
        ["Jo", "Song name", "Jo", "A song needs a name."],
    ]
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken == [
        "ticked: Jo, Artists: nothing → A, B",
        "ticked: Jo, Language: Telugu → English",
        "Jo, cannot be changed: A song needs a name.",
    ]


def test_words_say_their_languages_by_name(qapp: object) -> None:
    texts = {"te": "జో", "te-Latn": "jo", "und": "?"}
    told = field_text("lyrics", Document((Line("1", None, None, texts),)).to_json())
    assert told == "1 line · 0 timed · Telugu, Telugu in Latin letters, Not said"


def test_what_cannot_be_is_never_ticked(qapp: object) -> None:
    model = _model()
    told: list[None] = []
    model.ticked.connect(lambda: told.append(None))
    assert (model.count, model.count_songs()) == (2, 1)
    model.tick([1, 2], on=False)
    assert (model.without, model.count, len(told)) == ({1}, 1, 1)
    model.tick([2], on=False)
    model.tick([0, 1, 2], on=True)
    assert (model.without, len(told)) == (set(), 2)
    boxes = [model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in range(3)]
    assert boxes == [Qt.CheckState.Checked, Qt.CheckState.Checked, None]
