"""What an operation would do to many songs, change by change, to be looked through before anything is written. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.shared import AlbumName, SongFields
from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.domain.song_fields import Plain
from pluto_desktop.domain.song_form import FIELD_OF, SongDraft, read_draft, texts_of
from pluto_desktop.services.bulk.operations import Operation, Shared, Texts

_EXAMPLES = 3
_REPORT_EVERY = 250


@dataclass(frozen=True, slots=True)
class BulkSong:
    """A song as it was when it was read: its fields in plain form, at a version."""

    id: SongId
    version: int
    plain: Plain

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.plain["title"])


@dataclass(frozen=True, slots=True)
class Change:
    """What one box of one song says, and what it is to say. With a ``problem`` it cannot be made.

    ``song`` is its place among the songs of the plan.
    """

    song: int
    box: str
    before: str
    after: str
    problem: Invalid | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Every change that an operation would make; songs that it leaves as they are have none."""

    songs: Sequence[BulkSong]
    changes: Sequence[Change]

    def edits(self, without: Container[int] = ()) -> list[SongEdit]:
        """Return the changes as edits, one a song; left out are the problems, and changes at places ``without``."""
        wanted: dict[int, dict[str, str]] = defaultdict(dict)
        for at, change in enumerate(self.changes):
            if change.problem is None and at not in without:
                wanted[change.song][change.box] = change.after
        edits = []
        for at, texts in wanted.items():
            song = self.songs[at]
            said = read_draft(SongDraft(song.plain, song.version).typed(texts)).changes
            if said:
                edits.append(SongEdit(song.id, fields_from_json(said), song.version, base=song.plain))
        return _albums_of_somebody(edits, {song.id: song for song in self.songs})


def plan(songs: Sequence[BulkSong], operation: Operation, cancel: CancelToken, report: ReportProgress) -> Plan:
    """Return what an operation would do. Raises Invalid where it cannot be done at all, and Cancelled."""
    rule = operation.rule()
    changes: list[Change] = []
    for at, song in enumerate(songs):
        cancel.raise_if_cancelled()
        if at % _REPORT_EVERY == 0:
            report(Progress(at, len(songs)))
        was = texts_of(song.plain)
        try:
            said = {box: text for box, text in rule(was).items() if text != was[box]}
        except Invalid as error:
            changes.append(Change(at, "title", song.title, song.title, error))
            continue
        changes += _changes_of(at, song, was, said)
    report(Progress(len(songs), len(songs)))
    return Plan(songs, changes)


def _changes_of(at: int, song: BulkSong, was: Texts, said: Texts) -> Iterable[Change]:
    if not said:
        return
    reading = read_draft(SongDraft(song.plain, song.version, said))
    now = texts_of({**song.plain, **reading.changes})
    for box in FIELD_OF:
        if box in reading.problems:
            yield Change(at, box, was[box], said[box], reading.problems[box])
        elif now[box] != was[box]:
            yield Change(at, box, was[box], now[box])


def shared_texts(songs: Iterable[BulkSong]) -> dict[str, Shared]:
    """Return for each box what songs say in common, or how many different texts they have."""
    counts: dict[str, Counter[str]] = {box: Counter() for box in FIELD_OF}
    for song in songs:
        for box, text in texts_of(song.plain).items():
            counts[box][text] += 1
    shared = {}
    for box, texts in counts.items():
        first = next(iter(texts), "")
        if len(texts) < 2:
            shared[box] = Shared(first)
        else:
            shared[box] = Shared("", len(texts), tuple(text for text, _ in texts.most_common(_EXAMPLES)))
    return shared


def _albums_of_somebody(edits: list[SongEdit], songs: dict[SongId, BulkSong]) -> list[SongEdit]:
    """Give new albums without an artist the first one of their songs, where all of these have the same.

    An album is its title and its artist: were each song's own taken, a sampler would become as many albums as singers.
    """
    singers: dict[str, set[str]] = defaultdict(set)
    for edit in edits:
        if _names_album(edit.fields):
            singers[edit.fields.album.title].add(_first_artist(edit, songs))
    whose = {title: names.pop() for title, names in singers.items() if len(names) == 1}
    return [
        replace(edit, fields=replace(edit.fields, album=AlbumName(title, whose[title])))
        if _names_album(edit.fields) and (title := edit.fields.album.title) in whose
        else edit
        for edit in edits
    ]


def _names_album(fields: SongFields) -> bool:
    return "album" in fields.given and bool(fields.album.title) and not fields.album.album_artist


def _first_artist(edit: SongEdit, songs: dict[SongId, BulkSong]) -> str:
    names = edit.fields.credits.names if "credits" in edit.fields.given else songs[edit.song_id].plain["credits"]
    return str(names[0]) if names else ""
