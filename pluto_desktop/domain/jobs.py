"""A piece of work that may take long, for whoever shows how far it is and lets a person stop it."""

from __future__ import annotations

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import OperationId
from pluto_desktop.domain.progress import Progress


class Job:
    """What is done, to how many songs, how far it is, and how it is stopped. Any thread.

    Whoever does the work reports and ends it; whoever shows it looks from time to time and may cancel.
    """

    def __init__(self, title: str, songs: int, cancel: CancelToken, op_id: OperationId | None = None) -> None:
        """``title`` is what the operation is called, "" where it has no name; ``op_id`` its id, where it has one."""
        self.title, self.songs, self.cancel, self.op_id = title, songs, cancel, op_id
        self.progress = Progress(0, None)
        """How far it is."""
        self.ended = False
        """Whether it is over."""
        self.stopped = False
        """Whether it ended because it was cancelled: then nothing was done."""

    def report(self, progress: Progress) -> None:
        """Say how far it is."""
        self.progress = progress

    def end(self, *, stopped: bool = False) -> None:
        """Say that it is over."""
        self.stopped = stopped
        self.ended = True
