"""The form of a song, without any window: what stands in its boxes, what of that cannot be, and what it changes.

A *box* holds a text that is typed; a field of :data:`~pluto_desktop.domain.shared.FIELDS` has one, or two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.shared_json import date_from_json, date_to_json
from pluto_desktop.domain.song_fields import Plain

FILES = ("song", "bgm", "cover")
"""The fields that are files."""

FIELD_OF = MappingProxyType(
    {
        "title": "title", "romanised": "romanised", "credits": "credits", "album": "album", "album_artist": "album",
        "release_date": "release_date", "track": "place", "disc": "place", "language": "language", "genres": "genres",
        "tags": "tags", "notes": "notes",
    }
)  # fmt: skip
"""The field that a box belongs to, in the order of the form."""

FORM_FIELDS = (*dict.fromkeys(FIELD_OF.values()), *FILES)
"""The fields that the form edits."""

NAME_LENGTH = 300
"""Characters of a name. Each is part of an index of PostgreSQL, which takes 2,704 bytes for all of an entry."""
_LENGTHS = {"notes": 20_000}
_MOST = 9_999
"""The largest number of a track or a disc."""


def texts_of(plain: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in the boxes for a song's fields in plain form; one artist a line."""
    disc, track = plain["place"]
    date = date_from_json(plain["release_date"])
    return {
        "title": plain["title"],
        "romanised": plain["romanised"],
        "credits": "\n".join(plain["credits"]),
        "album": plain["album"][0],
        "album_artist": plain["album"][1],
        "release_date": "" if date is None else str(date),
        "track": "" if track is None else str(track),
        "disc": "" if disc is None else str(disc),
        "language": plain["language"],
        "genres": ", ".join(plain["genres"]),
        "tags": ", ".join(plain["tags"]),
        "notes": plain["notes"],
    }


@dataclass(frozen=True, slots=True)
class SongDraft:
    """What was begun in the form of a song.

    ``base`` is what the song's fields were, in plain form, at its ``version``. ``texts`` are the boxes that say
    something else now, ``files`` the fields with another file: its path, "" for none. ``elsewhere`` are the fields that
    somebody else changed since the draft was begun: saving it puts its own in place of theirs.
    """

    base: Plain
    version: int
    texts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.texts or self.files)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that say something else now."""
        return frozenset(FIELD_OF[box] for box in self.texts).union(self.files)

    def typed(self, texts: Mapping[str, str]) -> SongDraft:
        """Return the draft with what stands in the boxes now, all of them or some."""
        was = texts_of(self.base)
        now = {**was, **self.texts, **texts}
        return replace(self, texts={box: text for box, text in now.items() if text != was[box]})

    def with_file(self, name: str, path: str | None) -> SongDraft:
        """Return the draft with another file for a field: a path, "" for none, None for the one there is."""
        files = {held: one for held, one in self.files.items() if held != name}
        if path or (path == "" and self.base[name] is not None):
            files[name] = path
        return replace(self, files=files)

    def text(self, box: str) -> str:
        """Return what stands in a box."""
        return self.texts[box] if box in self.texts else texts_of(self.base)[box]

    def carried(self, now: Plain, version: int) -> SongDraft:
        """Return the draft on the song as it is now, with the fields that somebody changed since it was begun.

        What was typed stays as it was typed; boxes that were left alone say what the song is now.
        """
        elsewhere = self.elsewhere.union(name for name in FORM_FIELDS if self.base[name] != now[name])
        draft = SongDraft(now, version).typed(self.texts)
        for name, path in self.files.items():
            draft = draft.with_file(name, path)
        return replace(draft, elsewhere=elsewhere) if draft else draft

    def after(self, saved: SongDraft) -> SongDraft:
        """Return what is left of the draft once an earlier state of it was saved: what was typed meanwhile."""
        if self == saved:
            return SongDraft(self.base, self.version)
        draft = SongDraft({**self.base, **read_draft(saved).changes}, self.version)
        draft = draft.typed({**texts_of(self.base), **self.texts})
        for name, path in self.files.items():
            if saved.files.get(name) != path:
                draft = draft.with_file(name, path)
        return draft

    def without(self, given_up: SongDraft) -> SongDraft:
        """Return what is left of the draft once an earlier state of it was given up, or chosen about elsewhere.

        What the song is by that is not known here: the draft is to be carried over to it.
        """
        texts = {box: text for box, text in self.texts.items() if given_up.texts.get(box) != text}
        files = {name: path for name, path in self.files.items() if given_up.files.get(name) != path}
        return replace(self, texts=texts, files=files, elsewhere=self.elsewhere - given_up.fields)

    def to_json(self) -> dict[str, Any]:
        """Return the form in which a draft is kept."""
        elsewhere = sorted(self.elsewhere)
        return {"base": self.base, "texts": dict(self.texts), "files": dict(self.files), "elsewhere": elsewhere}

    @classmethod
    def from_json(cls, body: Mapping[str, Any], version: int) -> SongDraft:
        """Return the draft that :meth:`to_json` wrote; what a newer program may have added is ignored."""
        known = {name: body["base"][name] for name in FORM_FIELDS}
        texts = {box: text for box, text in body["texts"].items() if box in FIELD_OF}
        files = {name: path for name, path in body["files"].items() if name in FILES}
        return cls(known, version, texts, files, frozenset(FORM_FIELDS).intersection(body.get("elsewhere", ())))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the boxes of a draft mean.

    ``changes`` are the fields in plain form that are to be another value, ``problems`` why a box cannot be used.
    """

    changes: Plain
    problems: Mapping[str, Invalid]

    @property
    def savable(self) -> bool:
        """Whether something valid changed."""
        return bool(self.changes) and not self.problems


def read_draft(draft: SongDraft) -> Reading:
    """Return what a draft's boxes mean; files are not among it. Only boxes that were changed are looked at."""
    values: dict[str, Any] = {}
    problems: dict[str, Invalid] = {}
    for box in draft.texts:
        try:
            values[box] = _READ.get(box, _name)(draft.texts[box], box)
        except Invalid as error:
            problems[box] = error
    changes: Plain = {}
    for box, value in values.items():
        name = FIELD_OF[box]
        if name in _PAIRS:
            at = _PAIRS[name].index(box)
            pair = changes.setdefault(name, list(draft.base[name]))
            pair[at] = value
        else:
            changes[name] = value
    if "album" in changes and not changes["album"][0]:
        if values.get("album_artist"):
            problems["album_artist"] = Invalid("album_missing")
        changes["album"] = ["", ""]
    changes = {name: value for name, value in changes.items() if value != draft.base[name]}
    return Reading(changes, problems)


_PAIRS = {"album": ("album", "album_artist"), "place": ("disc", "track")}


def split_names(text: str) -> list[str]:
    """Return the names of a list as it is typed: with commas or semicolons between them, each once."""
    names = (" ".join(part.split()) for part in text.replace(";", ",").split(","))
    return list(dict.fromkeys(name for name in names if name))


def _name(text: str, box: str) -> str:
    name = " ".join(text.split()) if box != "notes" else text.strip()
    over = len(name) - _LENGTHS.get(box, NAME_LENGTH)
    if over > 0:
        raise Invalid("text_too_long", over=over)
    return name


def _title(text: str, box: str) -> str:
    name = _name(text, box)
    if not name:
        raise Invalid("name_empty")
    return name


def _credits(text: str, box: str) -> list[str]:
    names = [name for line in text.split("\n") if (name := _name(line, box))]
    for at, name in enumerate(names):
        if name in names[:at]:
            raise Invalid("named_twice", name=name)
    return names


def _names(text: str, box: str) -> list[str]:
    return [_name(name, box) for name in split_names(text)]


def _number(text: str, _box: str) -> int | None:
    said = text.strip()
    if not said:
        return None
    if not said.isascii() or not said.isdigit() or not 1 <= int(said[:9]) <= _MOST:
        raise Invalid("number_form", most=_MOST)
    return int(said)


def _date(text: str, _box: str) -> list[int] | None:
    return date_to_json(ReleaseDate.read(text)) if text.strip() else None


_READ: dict[str, Callable[[str, str], Any]] = {
    "title": _title, "credits": _credits, "release_date": _date, "track": _number, "disc": _number,
    "genres": _names, "tags": _names,
}  # fmt: skip
