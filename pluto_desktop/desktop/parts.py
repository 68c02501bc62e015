"""What the window is given: the use cases of one library, already joined. The composition root makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

# Only named here: the window's first paint does not wait for what it does not use yet.
if TYPE_CHECKING:
    from pluto_desktop.desktop.keep_parts import KeepParts
    from pluto_desktop.desktop.many_parts import ManyParts
    from pluto_desktop.desktop.timing_parts import TimingParts
    from pluto_desktop.domain.cancel import CancelToken
    from pluto_desktop.domain.changes import Changes
    from pluto_desktop.domain.connections import PillState
    from pluto_desktop.domain.errors import KnownError
    from pluto_desktop.domain.health import Finding
    from pluto_desktop.domain.ids import SongId
    from pluto_desktop.domain.jobs import Job
    from pluto_desktop.domain.profiles import Profile
    from pluto_desktop.services.archive import ExportLibrary, Prepared, Restored
    from pluto_desktop.services.attention import Attention
    from pluto_desktop.services.browse import Browse
    from pluto_desktop.services.clashes_here import ClashesHere
    from pluto_desktop.services.complete_names import CompleteNames
    from pluto_desktop.services.demo import Demo
    from pluto_desktop.services.find import Find
    from pluto_desktop.services.history import History
    from pluto_desktop.services.import_report import AddsMusic, ImportKind
    from pluto_desktop.services.imports import Imports
    from pluto_desktop.services.listening_test import ListeningTest
    from pluto_desktop.services.online_words import OnlineWords
    from pluto_desktop.services.personal import Personal
    from pluto_desktop.services.playing import PlaySession, Post
    from pluto_desktop.services.playing_parts import Submit
    from pluto_desktop.services.playing_values import Heard
    from pluto_desktop.services.reaction_test import ReactionTest
    from pluto_desktop.services.save_copies import SaveCopies
    from pluto_desktop.services.save_words import SaveWords
    from pluto_desktop.services.shared.beside import Beside
    from pluto_desktop.services.shared.edits import Edits
    from pluto_desktop.services.shared.profiles import SharedLibraries
    from pluto_desktop.services.shared.send_batches import LeftAlone
    from pluto_desktop.services.smart_playlists import SmartPlaylists
    from pluto_desktop.services.song_forms import SongForms
    from pluto_desktop.services.undo import Undo, Undoable
    from pluto_desktop.services.watch_folders import WatchFolders
    from pluto_desktop.services.wave import SongPeaks
    from pluto_desktop.services.words import Words
    from pluto_desktop.services.write_tags import WriteTags


class Threads(NamedTuple):
    """How services that are not Qt's get their work done; made by the window before the services are."""

    submit: Submit
    """Runs work on a reading worker; newer work of a key wins."""
    submit_write: Submit
    """Runs work on the one writing worker, in order, dropping none."""
    submit_network: Submit
    """Runs work that waits for servers; newer work of a key wins."""
    submit_long: Submit
    """Runs work that computes for a second or more; newer work of a key wins."""
    post: Post
    """Runs something soon on the GUI thread; callable from any thread."""
    tell_changes: Callable[[Changes], None]
    """Tells the views what a service changed on its own (a play was counted); GUI thread."""


class WindowControls(NamedTuple):
    """What can be asked of the window from outside. GUI thread."""

    come_forward: Callable[[], None]
    quit: Callable[[], None]
    open_file: Callable[[Path], None]
    announces: Callable[[], bool]
    """Whether a song that begins now is to be announced on the desktop."""


JoinMediaKeys = Callable[[WindowControls], Callable[[], None]]
"""Joins the media keys; call what it returns to leave them. GUI thread."""


class FirstParts(NamedTuple):
    """What the first page shows of an opened library. It is there long before the rest."""

    browse: Browse
    personal: Personal
    find: Callable[[], Find]
    """Gives what finds; loads it when it is first asked. Any worker."""
    make_rest: Callable[[], Parts]
    """Makes the rest, once. On a worker thread."""
    close: Callable[[], None]
    """Closes the library and, if it was made, the player, after everything else."""


class Sharing(NamedTuple):
    """How a shared library tells how it stands with its servers."""

    watch: Callable[[Callable[[PillState], None]], Callable[[], None]]
    """Tells every new state, beginning with the present one, on the GUI thread; call what it returns to end that."""
    try_again: Callable[[], None]
    """Asks the servers at once instead of when it is due; what a person put off goes out, too. Returns at once."""
    follow: Callable[[CancelToken], None]
    """Keeps what is here up to date until it is cancelled: a worker's work for as long as the window is open."""
    let_go: Callable[[], None]
    """Lets whatever waits for the servers end soon: the window closes. Returns at once."""
    give_password: Callable[[str], None]
    """Takes the password a person typed, for as long as the window is open, and asks the servers. Returns at once."""
    edits: Edits
    """The edits that wait here. Any worker."""
    count_again: Callable[[], None]
    """Counts the edits again and tells how many there are. On a worker."""
    watch_sending: Callable[[Callable[[Job], None], Callable[[LeftAlone], None]], None]
    """Tells from now on, on the GUI thread, of each batch that is begun to be sent, and what of one was let be."""
    beside: Callable[[], Beside]
    """Makes what tells who else edits the songs that are edited here. Takes no time; any thread."""


class Parts(NamedTuple):
    """The services of one opened library. None of them is Qt's."""

    browse: Browse
    personal: Personal
    words: Words
    save_words: Callable[[], SaveWords]
    """Makes what writes words to files; it loads a good deal: call it on a worker."""
    look_online: Callable[[str], OnlineWords]
    """Makes what looks for words at the server of an address; it loads a good deal: call it on a worker. KnownError."""
    session: PlaySession
    listening_test: Callable[[], ListeningTest]
    """Makes what finds the listening offset, with a player of its own. On a worker."""
    reaction_test: Callable[[], ReactionTest]
    """Makes what finds a person's reaction time, with a player of its own. On a worker."""
    peaks: Callable[[], SongPeaks]
    """Makes what finds the wave forms of songs. On a worker."""
    importing: Callable[[ImportKind], AddsMusic]
    """Makes what adds music, and brings the library in line with folders that are followed.

    This and the other makers below load a good deal: call them on a worker."""
    imports: Callable[[], Imports]
    """Makes what remembers the imports of late."""
    demo: Callable[[], Demo]
    export: Callable[[], ExportLibrary]
    prepare_restore: Callable[[Path, CancelToken], Prepared]
    """Unpacks an archive beside the library. Any worker."""
    complete_restore: Callable[[Prepared], Restored]
    """Puts what was unpacked in the library's place, once it is closed. Takes no time."""
    add_bgm: Callable[[SongId, Path], Changes]
    """Gives a song a file with its music without voice; of a shared library that waits here until it is sent. Writing
    worker; raises a KnownError."""
    clashes_here: Callable[[], ClashesHere] | None
    """Makes what is done about edits that clash in a library of this device alone; None in shared mode."""
    song_forms: Callable[[], SongForms]
    """Makes what opens and saves the form of a song. On a worker, as the one below."""
    complete_names: Callable[[], CompleteNames]
    """Makes what knows the names a person may be about to type."""
    many: ManyParts
    """What changes many songs at once."""
    history: Callable[[], History]
    """Makes what tells and takes back what was done to the library. On a worker; asks servers in shared mode."""
    undoable: Callable[[], Undoable]
    """Tells what this person could undo and do again. Any worker; no server is asked."""
    undo: Callable[[], Undo]
    """Makes what undoes it. Writing worker."""
    attention: Callable[[], Attention]
    """Makes what finds the songs that need attention. Any worker."""
    timing: TimingParts
    """What times words."""
    smart: Callable[[], SmartPlaylists]
    """Makes what keeps smart playlists. Any worker."""
    write_tags: Callable[[], WriteTags]
    """Makes what writes tags into the files of songs. On a worker; Denied of a library that is not to be written."""
    save_copies: Callable[[], SaveCopies]
    """Makes what saves copies of songs with tags; no server is asked. On a worker; raises why only reading works."""
    songs_at: Callable[[Sequence[Path]], list[SongId]]
    """Finds the songs of files, in the files' order; files that are no song are left out. Any worker."""
    keep: Callable[[CancelToken], Changes]
    """The upkeep that is due each time a library is opened. Any worker."""
    measure_loudness: Callable[[CancelToken], int]
    """Measures a few songs and returns how many were waiting; 0 when all is done. Any worker."""
    give_back: Callable[[], None]
    """Returns memory that large work has left behind to the system. Any worker."""
    media_keys: Callable[[], JoinMediaKeys]
    """Loads what the keyboard's media keys need."""
    keep_awake: Callable[[str], Callable[[], None]]
    """Keeps the screen from sleeping, for a reason to be shown, until what it returns is called. GUI thread."""
    examine: Callable[[Heard], Iterator[Finding]]
    """The doctor: yields findings, also of how the music is heard. Any worker."""
    watch_folders: Callable[[], WatchFolders] | None = None
    """Makes what knows those folders, on a worker; None where the library follows none."""
    read_only: bool = False
    note: KnownError | None = None
    """What the person should be told of the library: why it can only be read."""
    sharing: Sharing | None = None
    """Only in shared mode."""
    keeps: KeepParts | None = None
    """Only in shared mode."""


class MakeParts(Protocol):
    """Opens the library for its first page. Runs on a worker thread; raises a KnownError that has a sentence."""

    def __call__(self, threads: Threads, /) -> FirstParts:
        """Open it."""
        ...


class Repairs(NamedTuple):
    """What can be done about a library that does not open. Each runs on a worker thread; KnownError where it fails."""

    restore_backup: Callable[[], object]
    start_anew: Callable[[], object]
    has_backup: Callable[[], bool]


class Place(NamedTuple):
    """One library to open a window on."""

    folder: Path
    make_parts: MakeParts
    repairs: Repairs
    profile: str = ""
    """The id of its profile; "" for a library of this device alone."""


class Connecting(NamedTuple):
    """Shared libraries, whichever library is open."""

    libraries: Callable[[], SharedLibraries]
    """What knows them, made when it is asked for: most windows never ask."""
    open: Callable[[Profile | None], Place]
    """Chooses a library from now on and returns where it is; None is this device's own. Takes no time; KnownError."""
    accept: Callable[[str, str], Place]
    """Lets another library (its id) take the place of a profile's (its id), once it is closed. Takes no time."""
