"""Covers: decoded and scaled off the GUI thread, kept in a bounded cache, and gradients where there is none."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.ids import MediaHash

# A list of songs shows no covers: what paints them is loaded for the first one, not for the window's first paint.
if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPixmap

    from pluto_desktop.domain.cancel import CancelToken

_BUDGET = 48 * 1024 * 1024
_MOST_WAITING = 48

FindCover = Callable[[MediaHash], bytes | None]


class CoverLoader(QObject):
    """Gives covers as square, rounded pixmaps. GUI thread only; reading and decoding happen on workers.

    :meth:`pixmap` never waits: until a cover is here (and for good where there is none) it gives the title's gradient.
    At most 48 MB of pixels are kept; while many are wanted, the last 48 asked for come first and the rest are asked
    for again when they are painted.
    """

    loaded = Signal(object)
    """A cover came: its :data:`MediaHash`."""
    missed = Signal(object)
    """A cover (:data:`MediaHash`) is wanted and not on this device; said each time that it is asked for."""

    def __init__(self, find: FindCover, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._runner = runner
        self._kept: OrderedDict[tuple[str, int, int], QPixmap] = OrderedDict()
        self._bytes = 0
        self._none: set[MediaHash] = set()
        self._waiting: OrderedDict[tuple[MediaHash, int, int, float], None] = OrderedDict()
        self._busy: tuple[MediaHash, int, int, float] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._next)

    def came(self, cover: MediaHash) -> None:
        """Tell that a cover that was missed is on this device now."""
        self._none.discard(cover)
        self.loaded.emit(cover)  # whoever shows it asks for it again

    def look_again(self) -> None:
        """Let whoever shows a cover that was missed ask for it again."""
        for cover in list(self._none):
            self.loaded.emit(cover)

    def pixmap(self, cover: MediaHash | None, title: str, size: int, ratio: float = 1.0, radius: int = 8) -> QPixmap:
        """Return a picture of ``size`` logical pixels at a screen's ``ratio``; asks for the cover if it is not here."""
        if cover in self._none:
            self.missed.emit(cover)
        elif cover is not None:
            key = (str(cover), round(size * ratio), radius)
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
            self._want((cover, size, radius, ratio))
        return self._gradient(title, size, ratio, radius)

    def forget(self) -> None:
        """Look again for covers that were not there (after an import)."""
        self._none.clear()

    def _gradient(self, title: str, size: int, ratio: float, radius: int) -> QPixmap:
        from pluto_desktop.desktop.models.pictures import gradient, gradient_name  # noqa: PLC0415 - see the head

        key = (gradient_name(title), round(size * ratio), radius)
        found = self._kept.get(key)
        if found is None:
            found = self._keep(key, gradient(title, key[1], radius * ratio), ratio)
        self._kept.move_to_end(key)
        return found

    def _keep(self, key: tuple[str, int, int], image: QImage, ratio: float) -> QPixmap:
        from PySide6.QtGui import QPixmap  # noqa: PLC0415

        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self._kept[key] = pixmap
        self._bytes += key[1] * key[1] * 4
        while self._bytes > _BUDGET and len(self._kept) > 1:
            old, _ = self._kept.popitem(last=False)
            self._bytes -= old[1] * old[1] * 4
        return pixmap

    def _want(self, wish: tuple[MediaHash, int, int, float]) -> None:
        if wish == self._busy:
            return
        self._waiting[wish] = None
        self._waiting.move_to_end(wish)
        if len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
        if self._busy is None and not self._timer.isActive():
            self._timer.start()

    def _next(self) -> None:
        if self._busy is not None or not self._waiting:
            return
        wish, _ = self._waiting.popitem(last=True)
        self._busy = wish
        cover, size, radius, ratio = wish
        find = self._find

        def read(_token: CancelToken) -> QImage | None:
            from pluto_desktop.desktop.models.pictures import decode  # noqa: PLC0415 - see the head

            return decode(find(cover), round(size * ratio), radius * ratio)

        self._runner.run(
            self,
            "cover",
            Lane.CPU,
            read,
            lambda image: self._take(wish, image),
            lambda _error: self._take(wish, None),
        )

    def _take(self, wish: tuple[MediaHash, int, int, float], image: QImage | None) -> None:
        cover, size, radius, ratio = wish
        self._busy = None
        if image is None:
            self._none.add(cover)
            self.missed.emit(cover)
        else:
            self._keep((str(cover), round(size * ratio), radius), image, ratio)
            self.loaded.emit(cover)
        if self._waiting:
            self._timer.start()
