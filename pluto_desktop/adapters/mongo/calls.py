"""Calls to the server that can be left alone: the driver cannot be interrupted, so a thread of its own waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from pluto_desktop.domain.cancel import CancelToken

T = TypeVar("T")
_LOOK_S = 0.02


def begin(call: Callable[[], T]) -> Future[T]:
    """Start a call on a daemon thread: one that is left alone ends with its time limit and holds up no exit."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001  whatever it is belongs to whoever asks for the result
            future.set_exception(error)

    threading.Thread(target=run, name="pluto-media", daemon=True).start()
    return future


def result_of(future: Future[T], cancel: CancelToken) -> T:
    """Wait for a call; raise Cancelled at once when the token says so, leaving the call to itself."""
    while not wait((future,), _LOOK_S).done:
        cancel.raise_if_cancelled()
    cancel.raise_if_cancelled()
    return future.result()
