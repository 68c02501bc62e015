"""Joins the parts of the window."""

from __future__ import annotations

import gc
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pluto_desktop.bootstrap import (
    Services,
    kinds,
    libraries,
    make_doctor,
    make_library_care,
    make_restore,
    make_settings,
)
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied

if TYPE_CHECKING:
    from pluto_desktop.bootstrap.shared_window import SharedWindow
    from pluto_desktop.desktop.app import Desktop
    from pluto_desktop.desktop.parts import FirstParts, JoinMediaKeys, Parts, Place, Threads, WindowControls
    from pluto_desktop.domain.bgm import BgmOffset
    from pluto_desktop.domain.changes import Changes
    from pluto_desktop.domain.health import Finding
    from pluto_desktop.domain.profiles import Profile
    from pluto_desktop.ports.player import Player
    from pluto_desktop.services.archive import Prepared, Restored
    from pluto_desktop.services.edit_many import EditMany
    from pluto_desktop.services.import_report import AddsMusic, ImportKind
    from pluto_desktop.services.listening_test import ListeningTest
    from pluto_desktop.services.playing import PlaySession, Post
    from pluto_desktop.services.playing_values import Heard, PlaySnapshot
    from pluto_desktop.services.reaction_test import ReactionTest
    from pluto_desktop.services.timing_player import TimingPlayer

T = TypeVar("T")

_SWITCH_S = 0.0003
"""How long a worker may keep the GUI thread waiting: drawing a page takes the interpreter a hundred times."""


def open_window(
    folder: Path,
    files: Sequence[Path],
    *,
    when_ready: Callable[[Desktop], None] | None = None,
    when_usable: Callable[[Desktop], None] | None = None,
) -> int:
    """Open the window on a library, play ``files`` if there are any, and return the exit code when it is closed.

    For taking pictures and measuring: ``when_usable`` is called with the window's object once the first page shows its
    songs and the search box takes keys, ``when_ready`` once everything is there.
    """
    gc.disable()  # the window collects by its own clock; while it is made nothing is garbage
    sys.setswitchinterval(_SWITCH_S)
    from pluto_desktop.desktop.quick_imports import import_pyside

    import_pyside()
    from pluto_desktop.adapters.system.paths import default_paths
    from pluto_desktop.desktop.app import run
    from pluto_desktop.desktop.parts import Connecting

    paths = default_paths()

    def choose(profile: Profile | None) -> Place:
        chosen = libraries.make_shared_libraries().choose(profile)
        return make_place(paths.library if chosen is None else chosen, "" if profile is None else profile.id)

    def accept(profile_id: str, library_id: str) -> Place:
        return choose(libraries.accept_library(libraries.make_shared_libraries().get(profile_id), library_id))

    shared = libraries.find_profile(folder)
    return run(
        make_settings(),
        make_place(folder, "" if shared is None else shared.id),
        Connecting(libraries.make_shared_libraries, choose, accept),
        paths.logs,
        files,
        when_ready=when_ready,
        when_usable=when_usable,
    )


def make_place(folder: Path, profile_id: str = "") -> Place:
    """Return what a window needs to open the library of a folder: a shared one's where a profile is named."""
    from pluto_desktop.desktop.parts import Place, Repairs

    return Place(
        folder,
        lambda threads: make_parts(folder, threads),
        Repairs(
            restore_backup=lambda: make_library_care(folder).restore_backup(),
            start_anew=lambda: make_library_care(folder).start_anew(),
            has_backup=lambda: make_library_care(folder).inspect().backup is not None,
        ),
        profile_id,
    )


def make_parts(folder: Path, threads: Threads) -> FirstParts:
    """Open a library for the window's first page. On a worker thread; raises a KnownError with a sentence."""
    from pluto_desktop.desktop.parts import FirstParts

    services = Services(kinds.open_library(folder), in_window=True)
    services.browse.data_version()  # from now on what a command changes is seen, though the page is not read yet
    closing: list[Callable[[], None]] = [services.close]

    def make_rest() -> Parts:
        return _make_rest(services, threads, closing)

    def close() -> None:
        while closing:
            closing.pop()()

    return FirstParts(services.browse, services.personal, lambda: services.find, make_rest, close)


def _make_rest(services: Services, threads: Threads, closing: list[Callable[[], None]]) -> Parts:
    """Make what the window needs besides its first page; what is to be closed before the library joins ``closing``."""
    from pluto_desktop.adapters.sql.bgm import SqlBgmMemory
    from pluto_desktop.adapters.vlc.player import VlcPlayer
    from pluto_desktop.bootstrap.many import make_many_parts
    from pluto_desktop.desktop.parts import Parts
    from pluto_desktop.desktop.timing_parts import TimingParts
    from pluto_desktop.services.align_bgm import AlignBgm
    from pluto_desktop.services.playable import FindPlayable, SongsAt
    from pluto_desktop.services.playing import PlaySession
    from pluto_desktop.services.playing_bgm import BgmHelp

    folder, library = services.folder, services.library
    shared = _join_shared(services, threads, closing)
    player = VlcPlayer(shlex.split(os.environ.get("PLUTO_VLC_ARGUMENTS", "")))
    closing.append(player.close)
    memory = SqlBgmMemory(library.connections)
    find_playable = FindPlayable(library.reader, None if shared is None else shared.arrive, memory)
    closes = CancelToken()
    closing.append(closes.cancel)
    align = AlignBgm(library.reader, memory, lambda: _AlignerApart(closes))
    session = PlaySession(
        player,
        find_playable,
        library.personal,
        library.personal,
        threads.submit,
        threads.post,
        submit_write=threads.submit_write,
        on_changes=threads.tell_changes,
        look=find_playable.look,
        bgm=BgmHelp(find_playable.find_bgm, find_playable.bring_bgm, align, memory, threads.submit_long),
    )

    def media_keys() -> JoinMediaKeys:
        # libvlc takes a moment to load too: it begins here, on the player's own thread.
        player.start()
        return _media_keys(session, folder, threads.post)

    def own(act: Callable[[], T]) -> T:
        """Do what changes the catalogue, unless it is a copy of a shared one."""
        if shared is not None:
            raise Denied("shared_library", name=shared.name)
        return act()

    def keep(cancel: CancelToken) -> Changes:
        changes = services.upkeep.run_once(cancel) | services.follow_merges()
        if shared is not None:
            from pluto_desktop.bootstrap.shared import make_leftovers

            make_leftovers(services).run_once(cancel)
        return changes

    def give_back() -> None:
        from pluto_desktop.adapters.system import memory

        library.connections.give_back()
        memory.give_back()

    def measure_loudness(cancel: CancelToken) -> int:
        return services.loudness.run_once(cancel)

    def prepare_restore(archive: Path, cancel: CancelToken) -> Prepared:
        return make_restore().prepare(archive, folder, lambda _: None, cancel)

    def complete_restore(prepared: Prepared) -> Restored:
        return make_restore().complete(prepared)

    words = services.words if shared is None else shared.words
    return Parts(
        browse=services.browse,
        personal=services.personal,
        words=words,
        save_words=lambda: services.make_save_words(edits=shared is None),
        look_online=lambda address: services.make_online_words(address, words),
        session=session,
        listening_test=lambda: _listening_test(threads.post),
        reaction_test=lambda: _reaction_test(threads.post),
        peaks=lambda: services.peaks,
        importing=partial(_importing, services, shared),
        imports=lambda: services.imports,
        demo=lambda: own(lambda: services.demo),
        export=lambda: services.export,
        prepare_restore=prepare_restore,
        complete_restore=complete_restore,
        add_bgm=services.add_bgm if shared is None else shared.add_bgm,
        clashes_here=(lambda: services.clashes_here) if shared is None else None,
        song_forms=lambda: services.song_forms if shared is None else shared.song_forms,
        complete_names=lambda: services.complete_names,
        many=make_many_parts(library.reader, lambda: _edit_many(services, shared), lambda: services.drafts),
        history=lambda: services.history if shared is None else shared.history,
        undoable=lambda: services.own_operations.peek(),  # noqa: PLW0108 - loaded when it is used
        undo=lambda: services.undo if shared is None else shared.undo,
        attention=lambda: services.attention,
        timing=TimingParts(
            lambda: services.time_words if shared is None else shared.time_words,
            find_playable,
            lambda: _timing_player(threads.post),
        ),
        smart=lambda: services.smart,
        save_copies=lambda: services.writable.save_copies,
        write_tags=lambda: own(lambda: services.writable.write_tags),
        songs_at=SongsAt(library.catalogue),
        keep=keep,
        measure_loudness=measure_loudness,
        give_back=give_back,
        media_keys=media_keys,
        keep_awake=_keep_awake,
        examine=partial(_examine, services),
        read_only=services.read_only,
        note=library.note,
        watch_folders=None if shared is not None or services.read_only else lambda: services.watch_folders,
        sharing=None if shared is None else shared.sharing,
        keeps=None if shared is None else shared.keeps,
    )


def _importing(services: Services, shared: SharedWindow | None, kind: ImportKind) -> AddsMusic:
    from pluto_desktop.services.import_report import ImportKind

    adds: AddsMusic
    if shared is not None:
        adds = shared.importing
    else:
        adds = services.importing if kind in {ImportKind.ADDED, ImportKind.OPENED} else services.following
    return adds if kind is ImportKind.OPENED else services.remembering(adds, asked=kind is not ImportKind.FOLLOWED)


def _edit_many(services: Services, shared: SharedWindow | None) -> EditMany:
    return services.edit_many if shared is None else shared.edit_many


class _AlignerApart:
    """Fulfils Aligner in a process of its own, which gives way to the window.

    What comparing loads and reckons takes some seconds, in which it would hold the lock that the window needs to draw.
    """

    def __init__(self, closes: CancelToken) -> None:
        self._closes = closes

    def align(self, song: Path, bgm: Path) -> BgmOffset:
        """Compare two files. Raises Cancelled where the window closes meanwhile."""
        from pluto_desktop.adapters.files.pool import ProcessPool

        pool = ProcessPool(help_out=False, workers=1, worth_it=1)
        found = [one for batch in pool.each(_align, [(song, bgm)], self._closes) for one in batch]
        self._closes.raise_if_cancelled()
        return found[0]


def _align(pair: tuple[Path, Path]) -> BgmOffset:
    from pluto_desktop.adapters.audio.alignment import AvAligner

    return AvAligner().align(*pair)


def _examine(services: Services, heard: Heard) -> Iterator[Finding]:
    from pluto_desktop.services.doctor import examine_sound

    yield from examine_sound(heard, services.personal.output_offsets_ms())
    yield from make_doctor(services.folder).examine()


def _join_shared(services: Services, threads: Threads, closing: list[Callable[[], None]]) -> SharedWindow | None:
    """Join the servers where the folder is a shared library's mirror; nothing is connected to here."""
    profile = libraries.find_profile(services.folder)
    if profile is None:
        return None
    from pluto_desktop.bootstrap.shared_window import SharedWindow

    window = SharedWindow(services, profile, threads)
    closing.append(window.close)
    return window


def _keep_awake(reason: str) -> Callable[[], None]:
    from pluto_desktop.adapters.mpris.awake import keep_awake

    return keep_awake(reason)


def _listening_test(post: Post) -> ListeningTest:
    from pluto_desktop.playback.click_taps import click_track
    from pluto_desktop.services.listening_test import ListeningTest

    return _tap_test(ListeningTest, click_track(), post)


def _reaction_test(post: Post) -> ReactionTest:
    from pluto_desktop.playback.cue_taps import cue_track
    from pluto_desktop.services.reaction_test import ReactionTest

    return _tap_test(ReactionTest, cue_track(), post)


def _tap_test(make: Callable[[Player, Path, Post], T], track: bytes, post: Post) -> T:
    """Make an exercise with a player of its own and a track that lies in a file of its own."""
    import tempfile

    from pluto_desktop.adapters.vlc.player import VlcPlayer

    with tempfile.NamedTemporaryFile(prefix="pluto-clicks-", suffix=".wav", delete=False) as file:
        file.write(track)
    return make(VlcPlayer(shlex.split(os.environ.get("PLUTO_VLC_ARGUMENTS", ""))), Path(file.name), post)


def _timing_player(post: Post) -> TimingPlayer:
    from pluto_desktop.adapters.vlc.player import VlcPlayer
    from pluto_desktop.services.timing_player import TimingPlayer

    return TimingPlayer(VlcPlayer(shlex.split(os.environ.get("PLUTO_VLC_ARGUMENTS", ""))), post)


def _media_keys(session: PlaySession, folder: Path, post: Post) -> JoinMediaKeys:
    from pluto_desktop.adapters.mpris.server import MprisServer
    from pluto_desktop.adapters.sql.library import COVERS
    from pluto_desktop.services.remote import Remote

    def cover_of(snapshot: PlaySnapshot) -> Path | None:
        cover = None if snapshot.row is None else snapshot.row.cover
        return None if cover is None else folder / COVERS / cover[:2] / cover

    def join(window: WindowControls) -> Callable[[], None]:
        remote = Remote(
            session,
            MprisServer(),
            post,
            cover_of=cover_of,
            on_raise=window.come_forward,
            on_quit=window.quit,
            on_open=window.open_file,
            announces=window.announces,
        )
        return remote.close

    return join
