"""What is done while words are timed: the keys and the buttons ask for it here, the views show what came of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QObject, Signal

from pluto_desktop.domain.peaks import Onset
from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.stretches import stretch_of
from pluto_desktop.lyrics.timing import moments
from pluto_desktop.lyrics.timing.checks import Check, Tally, check_lines, tally
from pluto_desktop.lyrics.timing.pieces import sung_language
from pluto_desktop.lyrics.timing.session import TimingSession
from pluto_desktop.lyrics.timing.snapping import USUAL_SPREAD_MS, Snap, Snapper, as_tapped, snap_times
from pluto_desktop.lyrics.timing.taps import Taps, next_speed
from pluto_desktop.playback.loop import loop_of
from pluto_desktop.services.timing_player import TimingPlayer


class TimingBoard(QObject):
    """The words of one song, its sound, and the person's taps. GUI thread. Times in milliseconds of the song."""

    changed = Signal()
    """The words changed."""
    moved = Signal()
    """Another line is next, or another piece of it."""
    played = Signal()
    """The sound began, stopped, repeats or has another speed."""

    def __init__(
        self, document: Document, line: int | None, duration_ms: int | None, parent: QObject, language: str = ""
    ) -> None:
        """``line`` is where to go on, ``language`` what the song is said to be in."""
        super().__init__(parent)
        self._language = language
        self._session = TimingSession(document, line, language)
        self._duration_ms = duration_ms
        self.player: TimingPlayer | None = None
        self.reaction_ms = 0
        self.offset_ms = 0
        """How much later the sound of the present output is heard."""
        self.spread_ms = USUAL_SPREAD_MS
        """How uneven the person's taps are."""
        self.onsets: Sequence[Onset] = ()
        """Where something begins to sound; none while the sound is not known."""
        self.snaps = False
        """Whether a tap goes to the onset that it was surely meant for."""
        self._count()

    # -- what is --

    @property
    def document(self) -> Document:
        """The words as they are now."""
        return self._session.document

    @property
    def line(self) -> int:
        """The line that the next tap is for; the number of lines where all were tapped."""
        return self._session.line

    @property
    def piece(self) -> int:
        """How many pieces of it are tapped."""
        return self._session.piece

    @property
    def next_line(self) -> Line | None:
        """The line that the next tap is for, None behind the last."""
        lines = self.document.lines
        return lines[self.line] if self.line < len(lines) else None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._session.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self._session.can_redo

    @property
    def duration_ms(self) -> int | None:
        """How long the song is, where that is known."""
        heard = None if self.player is None else self.player.duration_ms
        return heard or self._duration_ms

    @property
    def playing(self) -> bool:
        """Whether the song plays."""
        return self.player is not None and self.player.playing

    @property
    def rate(self) -> float:
        """How fast it plays."""
        return 1.0 if self.player is None else self.player.rate

    def sung_language(self, line: Line) -> str:
        """Return the language in which a line is sung; "" where it has no text."""
        return sung_language(line, self._language)

    def check_again(self) -> None:
        """Check the lines against the song's length, which the player may know better; tell how the sound stands."""
        self._count()
        self.played.emit()

    def heard_ms(self) -> float:
        """Return what of the song is in the ear now; cheap enough for every frame."""
        if self.player is None:
            return 0.0
        return max(0.0, self.player.position_ms() - self.offset_ms * self.rate)

    # -- sound --

    def join_player(self, player: TimingPlayer) -> None:
        """Play through this from now on."""
        self.player = player
        player.on_changed = self.played.emit

    def toggle(self) -> None:
        """Play, or pause."""
        if self.player is not None:
            self.player.set_playing(playing=not self.player.playing)

    def seek(self, at_ms: float) -> None:
        """Go to a moment of the song."""
        if self.player is not None:
            self.player.seek(at_ms)

    def play_line(self) -> None:
        """Play from where the line that is next starts, or from a little before it where that is not known."""
        line = self.next_line
        start = None if line is None else line.start_ms
        if self.player is not None:
            self.player.play_from(self._session.replay_ms() if start is None else start)

    def change_speed(self, steps: int) -> None:
        """Play faster, or slower below zero."""
        if self.player is not None:
            self.player.set_rate(next_speed(self.player.rate, steps))

    def set_speed(self, rate: float) -> None:
        """Play at a speed."""
        if self.player is not None:
            self.player.set_rate(rate)

    def toggle_loop(self) -> bool:
        """Repeat the line in hand, or no longer; whether it could be done."""
        if self.player is None:
            return False
        if self.player.loop is not None:
            self.player.set_loop(None)
            return True
        index = self._in_hand()
        stretch = None if index is None else stretch_of(self.document, [index])
        return stretch is not None and self.loop(*stretch)

    def loop(self, start_ms: int, end_ms: int | None) -> bool:
        """Repeat a stretch; whether it is long enough."""
        wanted = loop_of(start_ms, end_ms, self.duration_ms)
        if self.player is None or wanted is None:
            return False
        self.player.set_loop(wanted)
        self.player.set_playing(playing=True)
        return True

    # -- tapping --

    def tap_start(self) -> None:
        """Start the next line where the song is heard now; a song that rests plays first."""
        self._tap(lambda at_ms: self._session.tap_start(at_ms, self._snap()))

    def tap_end(self) -> None:
        """End the line begun last."""
        self._tap(self._session.tap_end)

    def tap_piece(self) -> None:
        """Start the next word."""
        self._tap(lambda at_ms: self._session.tap_piece(at_ms, self._snap()))

    def back(self) -> None:
        """Go back a line, and hear the three seconds before it again."""
        at = self._session.go_back()
        if self.player is not None:
            self.player.play_from(at)
        self.moved.emit()

    def choose(self, index: int) -> None:
        """Let the next tap be for a line."""
        if index != self.line:
            self._session.choose(index)
            self.moved.emit()

    def step(self, by: int) -> None:
        """Go to the next line, or the one before, and to where it starts."""
        lines = self.document.lines
        found = [at for at, line in enumerate(lines) if line.texts and (at - self.line) * by > 0]
        if found:
            self.choose(found[0] if by > 0 else found[-1])
            start = lines[self.line].start_ms
            if start is not None:
                self.seek(start)

    # -- changes --

    def edit(self, change: Callable[[Document], Document], line: int | None = None) -> bool:
        """Change the words, and go on at ``line``; whether anything changed."""
        if not self._session.edit(change, line):
            return False
        self._tell()
        return True

    def nudge(self, by_ms: int, *, end: bool = False) -> None:
        """Move the start of the line in hand, or its end."""
        index = self._in_hand()
        if index is None:
            return
        line = self.document.lines[index]
        at = line.end_ms if end else line.start_ms
        if at is not None:
            put = moments.set_end if end else moments.set_start
            self.edit(lambda document: put(document, index, max(0, at + by_ms)))

    def move_block(self, line_id: str, start_ms: int, end_ms: int | None) -> None:
        """Let a line be sung from here to there."""
        index = self.index_of(line_id)
        if index is not None:
            self.edit(lambda document: moments.set_span(document, index, start_ms, end_ms))

    def repeat_times(self) -> tuple[range, range] | None:
        """Give the lines from the next on the times of those they repeat; return both, None where there are none.

        They begin where the first of them starts, else where the song is heard now.
        """
        target, line = self.line, self.next_line
        source = moments.find_repeated(self.document, target)
        if line is None or source is None:
            return None
        start = line.start_ms if line.start_ms is not None else round(self.heard_ms())
        done = target + len(source)
        self.edit(lambda document: moments.repeat_times(document, source, target, start), done)
        return source, range(target, min(done, len(self.document.lines)))

    def snap_times(self, indexes: Collection[int] | None) -> int | None:
        """Let the starts of lines and their words, or of all, go to the onsets they are surely meant for.

        One step; return in how many lines anything starts elsewhere now, None where nothing does.
        """
        before, snapper = self.document.lines, Snapper(self.onsets, self.spread_ms)
        if not self.edit(lambda document: snap_times(document, snapper, indexes)):
            return None
        return sum(one != two for one, two in zip(before, self.document.lines, strict=True))

    def forget_times(self, indexes: Collection[int]) -> None:
        """Take the times of lines away."""
        self.edit(lambda document: moments.forget_times(document, indexes))

    def undo(self) -> None:
        """Take the last step back."""
        if self._session.undo():
            self._tell()

    def redo(self) -> None:
        """Do it again."""
        if self._session.redo():
            self._tell()

    def restart(self, document: Document, line: int | None = None) -> None:
        """Begin anew with other words, at a line or the first without a start; no earlier step can be taken back."""
        self._session = TimingSession(document, line, self._language)
        self._tell()

    def index_of(self, line_id: str) -> int | None:
        """Return where a line is."""
        return next((at for at, line in enumerate(self.document.lines) if line.id == line_id), None)

    # -- inside --

    def _tap(self, tap: Callable[[int], bool]) -> None:
        player = self.player
        if player is None:
            return
        if not player.playing:
            player.set_playing(playing=True)
            return
        taps = Taps(self.reaction_ms, self.offset_ms, player.rate)
        if tap(taps.meant_ms(player.position_ms())):
            self._tell()

    def _snap(self) -> Snap:
        """Return where a tap goes now; at half the speed a person is uneven by half as much of the song."""
        return Snapper(self.onsets, self.spread_ms * self.rate) if self.snaps else as_tapped

    def _in_hand(self) -> int | None:
        """Return the line that is worked on: the next one where it has a start, else the one before that has."""
        lines = self.document.lines
        timed = [at for at in range(min(self.line + 1, len(lines))) if lines[at].start_ms is not None]
        return timed[-1] if timed else None

    def _tell(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        self.checks: list[tuple[Check, ...]] = check_lines(self.document, self.duration_ms)
        self.tally: Tally = tally(self.document, self.checks)
