"""The present state of something that goes on by itself, and those who are told of every new one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

State = TypeVar("State")


class Told(Generic[State]):
    """Any thread. A listener is called on the thread that shows a state, and on that of :meth:`watch` for the first."""

    def __init__(self, state: State) -> None:
        self._guard = threading.Lock()
        self._state = state
        self._listeners: list[Callable[[State], None]] = []

    @property
    def state(self) -> State:
        """The present one."""
        with self._guard:
            return self._state

    def watch(self, tell: Callable[[State], None]) -> Callable[[], None]:
        """Tell every new state from now on, the present one at once; call what is returned to end that."""
        with self._guard:
            self._listeners.append(tell)
            state = self._state
        tell(state)

        def leave() -> None:
            with self._guard:
                if tell in self._listeners:
                    self._listeners.remove(tell)

        return leave

    def show(self, state: State) -> None:
        """Make another state the present one and tell it; nothing happens where it is the same."""
        with self._guard:
            if state == self._state:
                return
            self._state = state
            listeners = list(self._listeners)
        for tell in listeners:
            tell(state)
