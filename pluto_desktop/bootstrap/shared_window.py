"""Joins what a window has of a shared library: it is followed, and its songs play as they come."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from pluto_desktop.bootstrap import Services, libraries
from pluto_desktop.bootstrap.shared import Backend, SharedServices, make_edits, make_keep_edits
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Cancelled, Denied, KnownError, NotFound, Offline
from pluto_desktop.domain.profiles import Profile
from pluto_desktop.services.shared.within import Patience, within

if TYPE_CHECKING:
    from pluto_desktop.adapters.sql.seats import SqlSeat
    from pluto_desktop.desktop.keep_parts import KeepParts
    from pluto_desktop.desktop.parts import Threads
    from pluto_desktop.domain.connections import PillState
    from pluto_desktop.domain.ids import MediaHash, OperationId, SongId
    from pluto_desktop.domain.jobs import Job
    from pluto_desktop.domain.songs import Medium
    from pluto_desktop.ports.player import Source
    from pluto_desktop.services.edit_many import EditMany
    from pluto_desktop.services.edit_songs import EditSongs
    from pluto_desktop.services.history import History
    from pluto_desktop.services.shared.add_music import AddSharedMusic
    from pluto_desktop.services.shared.arriving import ArrivingMedium
    from pluto_desktop.services.shared.beside import Beside
    from pluto_desktop.services.shared.fetch import FetchMedia
    from pluto_desktop.services.shared.follow import Follow, SyncState
    from pluto_desktop.services.shared.send_batches import LeftAlone, SentBatch
    from pluto_desktop.services.song_forms import SongForms
    from pluto_desktop.services.time_words import TimeWords
    from pluto_desktop.services.undo import Undo
    from pluto_desktop.services.words import Words

_MAY_WRITE = "may_write"
"""What the person may do is remembered under this name, for a window that opens while the servers are away."""
_PATIENCE_S = 2.0
"""How long a song that is not here is waited for, in all, before the person is told."""


class SharedWindow:
    """What a window has of a shared library: following it, and songs that play as they come. Connects when used."""

    def __init__(self, services: Services, profile: Profile, threads: Threads) -> None:
        from pluto_desktop.desktop.parts import Sharing
        from pluto_desktop.services.shared.standing import SharedStanding

        self._services, self._profile, self._threads = services, profile, threads
        self._closing = CancelToken()
        self._guard = Lock()
        self._shared: SharedServices | None = None
        self._password: str | None = None
        self._seat: SqlSeat | None = None
        self._sending: tuple[Callable[[Job], None], Callable[[LeftAlone], None]] | None = None
        self._coming: dict[MediaHash, tuple[Path, ArrivingMedium]] = {}
        edits = make_edits(services)
        personal = services.library.personal
        self._standing = SharedStanding(
            profile.label,
            self._make_follow,
            edits.count,
            personal.load_state(_MAY_WRITE) is True,
            lambda may: personal.save_state(_MAY_WRITE, may),
        )
        self.sharing = Sharing(
            self._watch,
            self._try_again,
            self._standing.run,
            self._let_go,
            self._give_password,
            edits,
            self._standing.count_again,
            self._watch_sending,
            lambda: self.beside,
        )

    @property
    def name(self) -> str:
        """What a person calls the library."""
        return self._profile.label

    @cached_property
    def words(self) -> Words:
        """The words of songs; what is changed waits here until whoever follows the servers has sent it."""
        from pluto_desktop.services.words import Words
        from pluto_desktop.services.words_edited import EditedWords

        library = self._services.library
        return Words(library.catalogue, EditedWords(lambda: self._edit, self._send_soon), library.personal)

    @cached_property
    def time_words(self) -> TimeWords:
        """Timing words; what is saved waits here until whoever follows the servers has sent it."""
        from pluto_desktop.services.time_words import TimeWords

        library, drafts = self._services.library, self._services.drafts
        return TimeWords(library.catalogue, drafts, library.personal, lambda: self._edit, self._send_soon)

    @cached_property
    def song_forms(self) -> SongForms:
        """Forms of songs; what is saved waits here until whoever follows the servers has sent it."""
        from pluto_desktop.services.song_forms import SongForms

        services = self._services
        return SongForms(
            services.library.catalogue,
            services.drafts,
            lambda: self._edit,
            self._send_soon,
        )

    @cached_property
    def history(self) -> History:
        """What was done to the library; its servers are asked, what waits or was seen here is told without them."""
        from pluto_desktop.adapters.sql.seen_operations import SqlSeenOperations
        from pluto_desktop.services.history import History

        library = self._services.library
        return History(
            lambda: self.edit_many,
            lambda: self._edit,
            library.reader,
            self.sharing.edits.list_edits,
            SqlSeenOperations(library.connections),
        )

    @cached_property
    def beside(self) -> Beside:
        """What is edited in this window told to others, and what they edit told here."""
        from pluto_desktop.adapters.sql.seats import SqlSeat
        from pluto_desktop.domain.ids import new_id
        from pluto_desktop.services.shared.beside import Beside

        standing, library = self._standing, self._services.library
        self._seat = SqlSeat(library.folder, library.personal)
        return Beside(
            new_id(),
            self.name,
            lambda: self.shared.editors,
            lambda: standing.may_write and not standing.offline,
            sit_down=self._seat.sit_down,
        )

    @cached_property
    def importing(self) -> AddSharedMusic:
        """Adding music: it waits on this device and is sent as soon as the servers can be reached."""
        from pluto_desktop.adapters.files.pool import ProcessPool
        from pluto_desktop.adapters.files.reader import MutagenTagReader
        from pluto_desktop.adapters.files.walker import DiskWalker
        from pluto_desktop.adapters.sql.covers import DiskCovers
        from pluto_desktop.adapters.sql.library import COVERS
        from pluto_desktop.services.new_songs import NewSongs
        from pluto_desktop.services.shared.add_music import AddSharedMusic

        if not self._standing.may_write:
            raise Denied("adding_not_allowed", name=self.name)
        services = self._services
        return AddSharedMusic(
            MutagenTagReader(),
            DiskWalker(),
            services.library.reader,
            NewSongs(make_keep_edits(services, show=False), DiskCovers(services.folder / COVERS)),
            pool=ProcessPool(help_out=False),
            waiting=self._show_and_send,
        )

    def _show_and_send(self) -> None:
        from pluto_desktop.adapters.sql.outbox import SqlOutbox

        SqlOutbox(self._services.library.connections).show()
        self._send_soon()

    def _send_soon(self) -> None:
        """Let whoever follows the servers send what waits, and the window say that it does.

        A server that is known to be dead is spared: this may come once a second.
        """
        self._standing.count_again()
        self._standing.try_again()

    @cached_property
    def keeps(self) -> KeepParts:
        """Keeping songs on this device."""
        from pluto_desktop.bootstrap.keeping import make_keep_parts

        return make_keep_parts(self._services, lambda: self.shared, self._threads)

    def arrive(self, medium: Medium) -> tuple[Path, Source | None]:
        """Bring a medium to this device and return what it plays from meanwhile. On a worker.

        Raises Offline at once where the servers are known to be away, Timeout where nothing came after two seconds.
        """
        if self._standing.offline:
            self._standing.try_again()
            raise Offline("server_unreachable", server=self.name)
        patience = Patience(_PATIENCE_S)
        coming = self._coming.get(medium.sha256)
        if coming is not None and coming[1].wanted:  # it was slow to come when it was asked for before
            coming[1].wait_for_start(patience.left_s)
            return coming
        fetch = self.shared.playing
        path, arriving = within(patience.left_s, self.name, lambda: fetch.arrive(medium), give_up=_let_go)
        if arriving is not None:
            self._coming[medium.sha256] = path, arriving
            self._threads.post(partial(self._fill, fetch, arriving, medium))
            arriving.wait_for_start(patience.left_s)
        return path, arriving

    def add_bgm(self, song: SongId, path: Path) -> Changes:
        """Give a song a file with its music without voice: an edit that waits here and goes out by itself."""
        from pluto_desktop.domain.shared import SongFields
        from pluto_desktop.services.edit_songs import NewFiles

        if not self._standing.may_write:
            raise Denied("adding_not_allowed", name=self.name)
        self._edit.update_song(song, SongFields(), NewFiles(bgm=path))
        self._send_soon()
        return Changes(songs=frozenset({song}))

    @property
    def edit_many(self) -> EditMany:
        """Changes many songs by one operation, which waits here and goes out by itself. Raises Denied for listeners."""
        if not self._standing.may_write:
            raise Denied("editing_not_allowed", name=self.name)
        return self._edit_many

    @property
    def undo(self) -> Undo:
        """Takes back what this person did on this device; that, too, waits and goes out by itself."""
        from pluto_desktop.services.undo import Undo

        return Undo(self._services.own_operations, self.edit_many)

    @cached_property
    def _edit(self) -> EditSongs:
        """Makes edits, which are kept here first: that needs no servers, and no password for them."""
        from pluto_desktop.services.shared.late import LateHistory, SentLater

        edits = SentLater(make_keep_edits(self._services), lambda: self.shared.publish)
        return self._services.make_edit(edits, LateHistory(lambda: self.shared.reader))

    @cached_property
    def _edit_many(self) -> EditMany:
        from pluto_desktop.bootstrap.shared_batches import make_edit_many

        def send(op_id: OperationId, cancel: CancelToken) -> SentBatch:
            return self.shared.publish.send_batch(op_id, cancel)

        return make_edit_many(self._services, send, lambda: self.shared.reader, self._send_soon)

    @property
    def shared(self) -> SharedServices:
        """The servers' services. On a worker: the keyring may ask the person. Raises NotFound("password_needed")."""
        with self._guard:
            if self._shared is None:
                if self._closing.cancelled:
                    raise Cancelled
                password = self._password or self._find_password()
                if password is None:
                    raise NotFound("password_needed", name=self._profile.label)
                self._shared = SharedServices(self._services, Backend(self._profile, password))
            return self._shared

    def close(self) -> None:
        """Let everything that runs end, and close the connections."""
        self._closing.cancel()
        for _, arriving in list(self._coming.values()):  # no worker came to fill them
            arriving.abandon()
        with self._guard:
            if self._shared is not None:
                self._shared.close()
        if self._seat is not None:
            self._seat.leave()

    def _let_go(self) -> None:
        self._closing.cancel()
        self.keeps.pause()

    def _find_password(self) -> str | None:
        return libraries.make_shared_libraries().find_password(self._profile) or os.environ.get("PLUTO_PASSWORD")

    def _give_password(self, password: str) -> None:
        """Connect with another password; what was connected with the one before is let go."""
        with self._guard:
            self._password = password
            shared, self._shared = self._shared, None
        if shared is not None:
            self._threads.submit_network("close", shared.close, lambda _: None)
        self._standing.try_again()

    def _try_again(self) -> None:
        shared = self._shared
        if shared is not None:
            shared.publish.take_up()
            shared.link.try_now()
        self._standing.try_again()

    def _watch(self, tell: Callable[[PillState], None]) -> Callable[[], None]:
        post = self._threads.post
        return self._standing.watch(lambda state: post(partial(tell, state)))

    def _watch_sending(self, begun: Callable[[Job], None], left: Callable[[LeftAlone], None]) -> None:
        self._sending = begun, left

    def _tell_begun(self, job: Job) -> None:
        if self._sending is not None:
            self._threads.post(partial(self._sending[0], job))

    def _tell_left(self, left: LeftAlone) -> None:
        if self._sending is not None:
            self._threads.post(partial(self._sending[1], left))

    def _make_follow(
        self,
        listen: Callable[[SyncState], None],
        rest: Callable[[CancelToken, float], bool],
        asked: Callable[[], bool],
    ) -> Follow:
        from pluto_desktop.services.shared.follow import Follow

        def tell(changes: Changes) -> None:
            self._threads.post(partial(self._threads.tell_changes, changes))

        shared = self.shared

        def send(cancel: CancelToken) -> None:
            sending = shared.publish.run_once(cancel, self._tell_begun)
            if sending.changes:
                tell(sending.changes)
            for left in sending.left:
                self._tell_left(left)
            self._standing.count_again()

        def notice(what: KnownError) -> None:
            self._standing.notice(what)
            tell(Changes(everything=True))  # a deletion that clashed and hid nothing, held hides its song again

        sync = shared.sync(tell, notice)
        return Follow(sync, shared.reader, listen, rest=rest, send=send, asked=asked)

    def _fill(self, fetch: FetchMedia, arriving: ArrivingMedium, medium: Medium) -> None:
        def work() -> Changes:
            try:
                return fetch.fill(arriving, self._closing)
            except (KnownError, Cancelled):
                return Changes()  # whoever plays it was told
            finally:
                self._coming.pop(medium.sha256, None)

        self._threads.submit_network(f"fill {medium.sha256}", work, self._threads.tell_changes)


def _let_go(arrived: tuple[Path, ArrivingMedium | None]) -> None:
    """Nobody waits for a medium any more: whoever asks for it again begins anew."""
    if arrived[1] is not None:
        arrived[1].abandon()
