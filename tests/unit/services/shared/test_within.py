"""An answer is waited for no longer than a person would."""

from __future__ import annotations

import threading

import pytest

from pluto_desktop.domain.errors import Offline, Timeout
from pluto_desktop.services.shared.within import Patience, within

LIMIT_S = 30


def test_an_answer_and_an_error_come_through() -> None:
    assert within(LIMIT_S, "s", lambda: 7, give_up=print) == 7

    def fail() -> int:
        raise Offline("server_refused", server="s")

    with pytest.raises(Offline):
        within(LIMIT_S, "s", fail, give_up=print)


def test_what_comes_too_late_is_given_up() -> None:
    go, late, given = threading.Event(), threading.Event(), list[int]()

    def ask() -> int:
        go.wait(LIMIT_S)
        return 7

    def give_up(answer: int) -> None:
        given.append(answer)
        late.set()

    with pytest.raises(Timeout, match="server_timeout"):
        within(0.01, "s", ask, give_up=give_up)
    go.set()
    assert late.wait(LIMIT_S)
    assert given == [7]


def test_what_one_wait_takes_the_next_has_no_more() -> None:
    now = [100.0]
    patience = Patience(2.0, lambda: now[0])
    assert patience.left_s == 2.0
    now[0] = 101.5
    assert patience.left_s == 0.5
    now[0] = 110.0
    assert patience.left_s == 0.0
