"""Work on several cores."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.files.pool import ProcessPool
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid


def double(number: int) -> int:
    return 2 * number


def where(_number: int) -> int:
    time.sleep(0.01)
    return os.getpid()


def refuse(number: int) -> int:
    if number == 77:
        raise Invalid("file_empty", path="77")
    return number


def large(number: int) -> bytes:
    return bytes([number]) * 3_000_000


def fall(number: int) -> int:
    if number % 40 == 39 and os.getpid() != PARENT:
        os._exit(9)
    return number


PARENT = os.getpid()


def results(pool: ProcessPool, work, items) -> list:
    return [result for batch in pool.each(work, items, CancelToken()) for result in batch]


@pytest.mark.parametrize("workers", [0, 1, 3])
@pytest.mark.parametrize("help_out", [True, False])
@pytest.mark.parametrize("count", [0, 1, 23, 24, 1000])
def test_every_item_is_done_once(workers: int, help_out: bool, count: int) -> None:
    pool = ProcessPool(help_out=help_out, workers=workers)
    assert sorted(results(pool, double, range(count))) == [2 * number for number in range(count)]


def test_few_items_start_no_process() -> None:
    assert set(results(ProcessPool(help_out=False, workers=2), where, range(5))) == {os.getpid()}


def test_without_helping_out_all_is_done_elsewhere() -> None:
    assert os.getpid() not in results(ProcessPool(help_out=False, workers=2), where, range(60))


def test_an_error_arrives_whole() -> None:
    with pytest.raises(Invalid) as caught:
        results(ProcessPool(help_out=False, workers=1), refuse, range(100))
    assert (caught.value.code, caught.value.params) == ("file_empty", {"path": "77"})


def test_results_larger_than_what_may_wait_all_arrive() -> None:
    got = results(ProcessPool(help_out=False, workers=2), large, range(48))
    assert sorted(data[0] for data in got) == list(range(48))


def test_what_a_fallen_worker_had_is_done_here() -> None:
    assert sorted(results(ProcessPool(help_out=False, workers=2), fall, range(400))) == list(range(400))


def test_cancelling_stops_early() -> None:
    cancel = CancelToken()
    got = 0
    for batch in ProcessPool(help_out=False, workers=1).each(where, range(2000), cancel):
        got += len(batch)
        cancel.cancel()
    assert got < 200


def test_workers_begin_while_items_are_still_sought(tmp_path: Path) -> None:
    def source() -> Iterator[Path]:
        yield from (tmp_path / str(number) for number in range(30))
        deadline = time.monotonic() + 60
        while not any(tmp_path.iterdir()):
            assert time.monotonic() < deadline
            time.sleep(0.001)
        yield tmp_path / "last"

    got = results(ProcessPool(help_out=False, workers=1), leave_a_trace, source())
    assert len(got) == 31


def leave_a_trace(path: Path) -> str:
    path.touch()
    return path.name


def priority(_number: int) -> int:
    return os.nice(0)


@pytest.mark.skipif(not hasattr(os, "nice"), reason="no priorities here")
def test_workers_of_a_window_give_way_and_those_of_a_command_do_not() -> None:
    ours = os.nice(0)
    assert set(results(ProcessPool(help_out=False, workers=1, worth_it=1), priority, range(4))) == {max(10, ours)}
    assert set(results(ProcessPool(help_out=True, workers=1, worth_it=1), priority, range(4))) == {ours}


_PRIORITY_WHILE_LOADING = os.nice(0) if hasattr(os, "nice") else 0


def priority_while_loading(_number: int) -> int:
    return _PRIORITY_WHILE_LOADING


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
def test_workers_of_a_window_give_way_while_they_load_already() -> None:
    found = results(ProcessPool(help_out=False, workers=1, worth_it=1), priority_while_loading, range(4))
    assert set(found) == {max(10, os.nice(0))}
    assert os.getpriority(os.PRIO_PROCESS, 0) == os.nice(0) == _PRIORITY_WHILE_LOADING
