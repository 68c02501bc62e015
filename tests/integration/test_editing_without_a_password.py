"""A curator's window of a shared library whose servers are away and whose password nobody knows yet: editing works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.bootstrap.shared_window import SharedWindow
from pluto_desktop.desktop.parts import Threads
from pluto_desktop.domain.edits import EditState
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.profiles import Address, Profile
from pluto_desktop.lyrics.document import Document
from tests.factories import make_song
from tests.sound import noise, write


def at_once(_key: object, work: Callable[[], object], done: Callable[[object], object]) -> None:
    done(work())


def test_what_is_edited_waits_and_only_sending_asks_for_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLUTO_PASSWORD", raising=False)
    threads = Threads(at_once, at_once, at_once, at_once, lambda work: work(), lambda _changes: None)  # type: ignore[arg-type]
    nobody = Address("127.0.0.1", 1)
    profile = Profile((nobody,), "pluto", "anna", (nobody,), "pluto")
    with bootstrap.open_services(tmp_path / "library") as services:
        (song,) = services.library.catalogue.add_songs([make_song("One")])
        services.library.personal.save_state("may_write", value=True)
        window = SharedWindow(services, profile, threads)
        monkeypatch.setattr(window, "_find_password", lambda: None)

        opened = window.song_forms.open(song)
        window.song_forms.save(song, opened.draft.typed({"title": "Two"}))
        window.words.set_words(song, Document.from_json({"lines": [{"id": "1", "texts": {"te": "ఒకటి"}}]}))
        window.add_bgm(song, write(tmp_path / "bgm.mp3", noise(1)))
        window.song_forms.delete(song)

        waiting = window.sharing.edits.list_edits()
        assert [(line.song_id, line.state) for line in waiting] == [(song, EditState.WAITING)] * 4
        assert window.song_forms.list_begun() == []
        with pytest.raises(NotFound, match="password_needed"):
            window.history.list_operations()
        window.close()
