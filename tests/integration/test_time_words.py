"""The words of a song while they are timed, on a real library: drafts, saving, what somebody else did meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.bootstrap import Services
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict
from pluto_desktop.domain.ids import SongId
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import read
from pluto_desktop.lyrics.timing.moments import set_start, shift
from pluto_desktop.lyrics.timing.texts import set_text
from tests.factories import make_song

WORDS = read("[00:01.00]one\n[00:02.00]two\n[00:03.00]three\n").document


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with bootstrap.open_services(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def song(services: Services) -> SongId:
    (added,) = services.library.catalogue.add_songs([make_song("a")])
    services.library.catalogue.set_lyrics(added, WORDS)
    return added


def elsewhere(services: Services, song: SongId, words: Document) -> None:
    """Somebody else changes the words, by an edit of their own."""
    services.words.set_words(song, words)


def test_what_was_begun_is_found_again_and_the_library_knows_nothing_of_it(services: Services, song: SongId) -> None:
    timing, begun, before = services.time_words, shift(WORDS, 500), services.edit.list_revisions(song)
    opened = timing.open(song)
    assert (opened.document, opened.kept_at_ms) == (WORDS, None)
    assert timing.keep(song, begun, 2, opened.seen) is not None
    again = timing.open(song)
    assert (again.document, again.line, again.seen) == (begun, 2, opened.seen)
    assert services.words.words_of(song).document == WORDS
    assert services.edit.list_revisions(song) == before


def test_words_that_are_what_they_were_are_no_draft(services: Services, song: SongId) -> None:
    timing = services.time_words
    seen = timing.open(song).seen
    timing.keep(song, shift(WORDS, 500), 0, seen)
    assert timing.keep(song, WORDS, 0, seen) is None
    assert timing.open(song).kept_at_ms is None


def test_saving_is_one_edit_that_can_be_taken_back(services: Services, song: SongId) -> None:
    timing, begun, before = services.time_words, shift(WORDS, 500), services.edit.list_revisions(song)
    seen = timing.open(song).seen
    timing.keep(song, begun, 0, seen)
    changes = timing.save(song, begun, seen)
    assert (changes.songs, changes.lyrics) == (frozenset({song}), True)
    assert services.words.words_of(song).document == begun
    assert timing.open(song).kept_at_ms is None
    revision, *others = services.edit.list_revisions(song)
    assert (revision.changed, len(others)) == (("lyrics",), len(before))
    services.edit.send(services.edit.revert_song(song, revision.number), CancelToken())
    assert services.words.words_of(song).document == WORDS


def test_other_lines_that_somebody_changed_are_joined_and_that_is_told(services: Services, song: SongId) -> None:
    timing, begun = services.time_words, set_start(WORDS, 0, 1_500)
    timing.keep(song, begun, 0, timing.open(song).seen)
    elsewhere(services, song, set_text(WORDS, 2, "en", "drei"))
    opened = timing.open(song)
    assert opened.joined
    assert [line.texts["en"] for line in opened.document.lines] == ["one", "two", "drei"]
    assert opened.document.lines[0].start_ms == 1_500
    timing.save(song, opened.document, opened.seen)
    assert services.words.words_of(song).document == opened.document


def test_of_the_same_line_nothing_is_chosen_until_a_person_says_so(services: Services, song: SongId) -> None:
    timing, mine = services.time_words, set_start(WORDS, 0, 1_500)
    timing.keep(song, mine, 0, timing.open(song).seen)
    theirs = set_start(WORDS, 0, 700)
    elsewhere(services, song, theirs)
    opened = timing.open(song)
    assert (opened.document, opened.joined) == (mine, False)
    with pytest.raises(Conflict, match="song_changed"):
        timing.save(song, mine, opened.seen)
    assert services.words.words_of(song).document == theirs
    assert timing.open(song).document == mine, "the draft is kept"


def test_what_is_begun_after_words_that_clashed_goes_on_from_what_was_chosen(services: Services, song: SongId) -> None:
    timing, sent = services.time_words, set_start(WORDS, 0, 1_500)
    seen = timing.open(song).seen
    theirs = set_text(set_start(WORDS, 0, 700), 2, "en", "drei")
    elsewhere(services, song, theirs)  # and theirs was chosen of the line
    timing.keep(song, set_text(sent, 1, "en", "zwei"), 1, seen)
    opened = timing.go_on(song, sent)
    assert (opened.document, opened.line) == (set_text(theirs, 1, "en", "zwei"), 1)
    timing.save(song, opened.document, opened.seen)
    assert services.words.words_of(song).document == opened.document


def test_a_line_begun_anew_after_theirs_was_chosen_of_it_is_chosen_about_again(
    services: Services, song: SongId
) -> None:
    timing, sent, begun = services.time_words, set_start(WORDS, 0, 1_500), set_start(WORDS, 0, 1_600)
    seen = timing.open(song).seen
    theirs = set_start(WORDS, 0, 700)
    elsewhere(services, song, theirs)
    timing.keep(song, begun, 0, seen)
    opened = timing.go_on(song, sent)
    assert opened.document == begun
    with pytest.raises(Conflict, match="song_changed"):
        timing.save(song, begun, opened.seen)
    assert services.words.words_of(song).document == theirs


def test_what_was_begun_can_be_given_up(services: Services, song: SongId) -> None:
    timing = services.time_words
    timing.keep(song, shift(WORDS, 500), 0, timing.open(song).seen)
    opened = timing.forget(song)
    assert (opened.document, opened.kept_at_ms) == (WORDS, None)


def test_words_of_a_song_that_has_none_begin_empty(services: Services, song: SongId) -> None:
    services.library.catalogue.set_lyrics(song, None)
    timing = services.time_words
    opened = timing.open(song)
    assert (opened.document, opened.seen.document) == (Document(), None)
    timing.save(song, WORDS, opened.seen)
    assert services.words.words_of(song).document == WORDS


def test_a_draft_outlives_a_program_that_is_killed(services: Services, song: SongId) -> None:
    work = (
        "import os, signal, sys; from pathlib import Path; from pluto_desktop import bootstrap\n"
        "from pluto_desktop.lyrics.timing.moments import shift\n"
        "with bootstrap.open_services(Path(sys.argv[1])) as services:\n"
        "    opened = services.time_words.open(sys.argv[2])\n"
        "    services.time_words.keep(sys.argv[2], shift(opened.document, 250), 1, opened.seen)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", work, str(services.folder), song], check=False, env=dict(os.environ))
    assert done.returncode == -signal.SIGKILL
    opened = services.time_words.open(song)
    assert (opened.document, opened.line) == (shift(WORDS, 250), 1)
    assert opened.kept_at_ms is not None
