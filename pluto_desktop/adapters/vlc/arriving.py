"""Media whose bytes are on their way: what libvlc reads passes through here, and what it says is set right by it.

libvlc's own demuxers of MP3 and FLAC play such a medium at once. The one for MP3 knows no table of frames: it takes the
bit rate to be even, goes to a byte and claims to be where it was sent. So it is sent to the byte where the wanted
frame begins, and what it claims from there on is known to be wrong by that much.
"""

from __future__ import annotations

from pathlib import Path

from pluto_desktop.adapters.vlc.landing import Grid, Landing
from pluto_desktop.adapters.vlc.media import MPG123_FRAMES, WAKE_UP_S, flac_block_ms
from pluto_desktop.adapters.vlc.mpeg import FrameTable, Mpeg, read_head, skip_id3
from pluto_desktop.domain.errors import Cancelled, KnownError
from pluto_desktop.ports.player import Source

_HEAD = 8 * 1024
_UNKNOWN_FRAME_MS = 26.0
_UNKNOWN_BLOCK_MS = 93.0


class Arriving:
    """The bytes of a medium on their way, and how libvlc's times of it stand to what is heard.

    ``read`` is called on libvlc's threads, everything else on the player's.
    """

    by_bytes = False
    """Whether libvlc finds a place by bytes, so that only :meth:`go` knows where it really is."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @property
    def size(self) -> int:
        """How many bytes there will be."""
        return self._source.size

    @property
    def bias_ms(self) -> float:
        """What libvlc says too much where it plays now."""
        return 0.0

    @property
    def landing(self) -> Landing | None:
        """What is to be expected of a seek, where that is otherwise than when all is here."""
        return None

    def go(self, position_ms: float) -> int:
        """Return where libvlc is to be sent, in its own milliseconds, so that a position is heard."""
        return round(position_ms)

    def read(self, first: int, count: int) -> bytes:
        """Return some bytes from a place on; waits for them, raises what the source raises."""
        return self._source.read(first, count)

    def close(self) -> None:
        """Let go whoever waits for bytes."""
        self._source.close()


class ArrivingFlac(Arriving):
    """A FLAC by libvlc's own demuxer: its decoder hands out a block when it is given the next, stamped with that."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._block_ms = _UNKNOWN_BLOCK_MS

    @property
    def bias_ms(self) -> float:
        """One block, whose length the head of the file says."""
        return self._block_ms

    @property
    def landing(self) -> Landing:
        """A block later than else, with any of three: libvlc looks for a place until it is near enough."""
        return Landing(WAKE_UP_S + self._block_ms / 1000.0, Grid(self._block_ms, ahead=1, spread=1))

    def go(self, position_ms: float) -> int:
        """Return a place two blocks before."""
        return round(self.landing.sent_ms(position_ms))

    def read(self, first: int, count: int) -> bytes:
        """Return some bytes, and look at the head as it goes by."""
        piece = super().read(first, count)
        if first == 0:
            self._block_ms = flac_block_ms(piece) or self._block_ms
        return piece


class ArrivingMp3(Arriving):
    """An MP3 by libvlc's own demuxer.

    What it says too much: the frames that mpg123 keeps back, and after a seek (``T`` where it was sent, a frame being
    ``f`` long) ``T`` and another frame against ``n f`` less the encoder's delay, ``n`` being the frame it came to.
    """

    by_bytes = True

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._head_at: int | None = None
        self._mpeg: Mpeg | None = None
        self._table: FrameTable | None = None
        self._sent_ms: int | None = None
        self._aimed = 0

    @property
    def bias_ms(self) -> float:
        """As above; where the bytes before a place are not here yet, by the frame that was aimed at."""
        mpeg, table, sent_ms = self._mpeg, self._table, self._sent_ms
        if mpeg is None or table is None or sent_ms is None:
            return MPG123_FRAMES * (_UNKNOWN_FRAME_MS if mpeg is None else mpeg.frame_ms)
        byte = mpeg.first + sent_ms * mpeg.bits // 8000
        if (number := table.next_from(byte)) is None:
            self._learn(mpeg, table)
            number = table.next_from(byte)
        heard_ms = (self._aimed if number is None else number) * mpeg.frame_ms - mpeg.delay_ms
        return sent_ms + (MPG123_FRAMES + 1) * mpeg.frame_ms - heard_ms

    @property
    def landing(self) -> Landing:
        """The frames that mpg123 keeps back, later than else."""
        frame_ms, delay_ms = (_UNKNOWN_FRAME_MS, 0.0) if (m := self._mpeg) is None else (m.frame_ms, m.delay_ms)
        return Landing(WAKE_UP_S + MPG123_FRAMES * frame_ms / 1000.0, Grid(frame_ms, delay_ms))

    def go(self, position_ms: float) -> int:
        """Return the time that libvlc takes for the middle of the frame before the wanted one.

        It plays from the next header on; a table of hundredths is not so exact that it could be aimed at.
        """
        mpeg = self._mpeg
        if mpeg is None:
            return round(position_ms)
        self._table = table = self._table or FrameTable(mpeg)
        self._learn(mpeg, table)
        self._aimed = max(0, int((position_ms + mpeg.delay_ms) / mpeg.frame_ms))
        byte = (table.start_of(self._aimed - 1) + table.start_of(self._aimed)) // 2
        self._sent_ms = max(0, byte - mpeg.first) * 8000 // mpeg.bits
        return self._sent_ms

    def read(self, first: int, count: int) -> bytes:
        """Return some bytes, and look at the head as it goes by.

        The header of an even bit rate begins with "Info" instead of "Xing"; libvlc 3 knows only the latter, and would
        have to estimate the bit rate.
        """
        piece = super().read(first, count)
        if self._mpeg is None:
            self._look(first, piece)
        if self._mpeg is not None and self._mpeg.mark is not None:
            piece = _overwrite(piece, self._mpeg.mark - first, b"Xing")
        return piece

    def _look(self, first: int, piece: bytes) -> None:
        if first == 0 and self._head_at is None:
            self._head_at = skip_id3(piece)
        if self._head_at is None or not first <= self._head_at < first + len(piece):
            return
        head = piece[self._head_at - first :]
        while len(head) < _HEAD and (more := super().read(self._head_at + len(head), _HEAD - len(head))):
            head += more
        self._mpeg = read_head(head, self._head_at)

    def _learn(self, mpeg: Mpeg, table: FrameTable) -> None:
        try:
            table.learn(self._source.read, self._source.here(mpeg.audio))
        except (Cancelled, KnownError):
            return  # it was closed, or nothing more comes: libvlc is told by its own reading


def _overwrite(piece: bytes, at: int, word: bytes) -> bytes:
    """Return a piece with a word put at a place, or the part of it that lies within the piece."""
    low, high = max(at, 0), min(at + len(word), len(piece))
    return piece if low >= high else piece[:low] + word[low - at : high - at] + piece[high:]


def arriving(path: Path, source: Source) -> Arriving:
    """Return what a medium on its way is read through, by the name it will have."""
    kinds = {".flac": ArrivingFlac, ".mp2": ArrivingMp3, ".mp3": ArrivingMp3}
    return kinds.get(path.suffix.lower(), Arriving)(source)
