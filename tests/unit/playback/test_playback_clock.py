from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path

import pytest

from pluto_desktop.playback.clock import PlaybackClock

TRACES = sorted((Path(__file__).parent / "traces").glob("*.json"))


def running(position_ms: float = 0.0, at_s: float = 0.0) -> PlaybackClock:
    clock = PlaybackClock()
    clock.start(position_ms, at_s, running=False)
    clock.resume(at_s)
    clock.report(position_ms + 1.0, at_s + 0.001)
    clock.report(position_ms + 250.0, at_s + 0.25)
    return clock


def test_holds_until_the_first_sound() -> None:
    clock = PlaybackClock()
    clock.start(5000, 10.0)
    assert clock.position_ms(10.2) == 5000
    clock.report(5150, 10.25)
    assert clock.position_ms(10.35) == pytest.approx(5250)


def test_aims_at_the_median_so_one_wrong_report_does_not_move_it() -> None:
    clock = running()
    for step in range(2, 8):
        clock.report(step * 250.0 + (80 if step == 5 else 0), step * 0.25)
    assert clock.position_ms(2.0) == pytest.approx(2000, abs=1)


def test_slews_at_most_five_in_a_hundred_and_never_backwards() -> None:
    clock = running()
    for step in range(2, 9):
        clock.report(step * 250.0 - 60, step * 0.25)
    positions = [clock.position_ms(2.0 + tick / 100) for tick in range(100)]
    speeds = [(b - a) / 10 for a, b in pairwise(positions)]
    assert min(speeds) >= 0.949
    assert max(speeds) <= 1.051


def test_snaps_where_the_player_is_far_away() -> None:
    clock = running()
    for step in range(2, 7):
        clock.report(step * 250.0 + 3000, step * 0.25)
    assert clock.position_ms(1.5) == pytest.approx(4500)


def test_after_a_seek_neither_the_echo_nor_the_last_word_from_before_counts() -> None:
    clock = running()
    clock.seek(30_000, 1.0)
    clock.report(30_000, 1.01)
    clock.report(1_020, 1.02)
    assert clock.position_ms(1.2) == 30_000
    clock.report(30_200, 1.25)
    assert clock.position_ms(1.35) == pytest.approx(30_300)


def test_a_player_that_lands_elsewhere_is_believed_in_the_end() -> None:
    clock = running()
    clock.seek(30_000, 1.0)
    for step in range(1, 5):
        clock.report(25_000 + step * 250, 1.0 + step * 0.25)
    assert clock.position_ms(2.1) == pytest.approx(26_100)


def test_presumed_sound_is_counted_and_corrected_without_going_back() -> None:
    clock = running()
    clock.seek(9_000, 1.0)
    clock.presume(1.02)
    assert clock.position_ms(1.01) == 9_000
    assert clock.position_ms(1.12) == pytest.approx(9_100)
    before = clock.position_ms(1.27)
    clock.report(9_200, 1.27)
    after = [clock.position_ms(1.27 + tick / 100) for tick in range(30)]
    assert after[0] == pytest.approx(before)
    assert after == sorted(after)
    assert after[20] == pytest.approx(9_400, abs=1)


def test_what_was_presumed_too_early_is_waited_for() -> None:
    clock = running()
    clock.seek(9_000, 1.0)
    clock.presume(1.02)
    assert clock.position_ms(1.12) == pytest.approx(9_100)
    clock.presume(1.20)
    shown = [clock.position_ms(1.13 + tick / 100) for tick in range(40)]
    assert shown[0] == pytest.approx(9_100)
    assert shown == sorted(shown)
    assert shown[37] == pytest.approx(9_300)


def test_far_ahead_of_the_sound_it_waits_and_does_not_go_back() -> None:
    clock = running()
    before = clock.position_ms(1.0)
    for step in range(4, 10):  # the sound stood still for 800 ms
        clock.report(step * 250.0 - 800, step * 0.25)
    shown = [clock.position_ms(2.26 + tick / 100) for tick in range(100)]
    assert shown[0] >= before
    assert shown == sorted(shown)
    assert shown[-1] == pytest.approx(3_250 - 800, abs=1)


def test_without_news_it_does_not_run_on_for_ever() -> None:
    clock = running()
    assert clock.position_ms(10.0) == clock.position_ms(60.0) == pytest.approx(3_250, abs=1)
    clock.report(3_300, 60.0)
    assert clock.position_ms(60.5) == pytest.approx(3_750 + 0.05 * 500, abs=1)  # 50 ms behind, slewing


def test_its_error_is_that_of_nearly_all_of_its_last_reports() -> None:
    clock = running()
    assert clock.error_ms is None
    for step in range(2, 42):
        clock.report(step * 250.0 + (3 if step % 2 else -3) + (90 if step == 20 else 0), step * 0.25)
    estimate = clock.error_ms
    assert estimate is not None
    assert 2 < estimate < 8
    clock.seek(60_000, 11.0)
    assert clock.error_ms == estimate
    clock.start(0, 12.0)
    assert clock.error_ms is None


def test_a_pause_that_is_told_late_is_no_step_back() -> None:
    clock = running()
    shown = clock.position_ms(1.02)
    clock.pause(1.0)
    assert clock.position_ms(1.03) == shown


def test_pause_stops_it_and_resume_goes_on_from_there() -> None:
    clock = running()
    clock.pause(1.0)
    assert clock.position_ms(5.0) == pytest.approx(1000, abs=1)
    clock.report(1400, 5.0)
    assert clock.position_ms(5.0) == pytest.approx(1000, abs=1)
    clock.resume(6.0)
    assert clock.position_ms(6.5) == pytest.approx(1500, abs=1)


def test_counts_with_the_speed() -> None:
    clock = running()
    clock.set_rate(1.5, 1.0)
    assert clock.position_ms(3.0) == pytest.approx(4000, abs=1)
    clock.set_rate(0.5, 3.0)
    assert clock.position_ms(5.0) == pytest.approx(5000, abs=1)


def test_a_report_that_arrives_late_is_no_step_back() -> None:
    clock = running()
    shown = clock.position_ms(0.6)
    clock.report(500, 0.5)
    assert clock.position_ms(0.6) >= shown


@pytest.mark.parametrize("seed", range(20))
def test_never_backwards_whatever_is_reported(seed: int) -> None:
    chance = random.Random(seed)
    clock = running()
    now, last = 0.3, clock.position_ms(0.3)
    for _ in range(400):
        now += chance.random() * 0.05
        if chance.random() < 0.2:
            clock.report(now * 1000 + chance.gauss(0, 25), now - chance.random() * 0.01)
        if chance.random() < 0.02:
            clock.pause(now)
            clock.resume(now)
        position = clock.position_ms(now)
        assert position >= last - 1e-6
        last = position


def replay(trace: dict[str, list[list[object]]]) -> list[tuple[float, float, float]]:
    """Return (time, shown, real) where the real position was recorded, fed as the session feeds the clock."""
    clock = PlaybackClock()
    events = [
        (float(str(at)), str(name), float(str(value)), float(str(told))) for at, name, value, told in trace["events"]
    ]
    answers, awaited = [], False
    for at, real in ((float(str(a)), float(str(b))) for a, b in trace["truth"]):
        while events and events[0][0] <= at:
            _, name, value, told = events.pop(0)
            awaited = name in {"start", "seek", "rate"} or (awaited and name != "sought")
            match name:
                case "start":
                    clock.start(value, told, running=False)
                case "seek":
                    clock.seek(value, told)
                case "rate":
                    position_ms = clock.position_ms(told)
                    clock.set_rate(value, told)
                    clock.seek(position_ms, told)
                case "sought":
                    clock.presume(told)
                case "report":
                    clock.report(value, told)
                case "playing":
                    clock.resume(told)
                    if not awaited:
                        clock.presume(told)
                case "paused":
                    clock.pause(told)
        answers.append((at, clock.position_ms(at), real))
    return answers


@pytest.mark.parametrize("path", TRACES, ids=lambda path: path.stem)
def test_on_recorded_playing_it_shows_what_was_heard(path: Path) -> None:
    """Times count from the first sound after what was asked: an arriving song may keep silent for a while."""
    trace = json.loads(path.read_text())
    asked = [(at, name, value) for at, name, value, _ in trace["events"] if name in {"start", "seek", "rate"}]
    steady, sought, changed = list[float](), list[float](), list[float]()
    shown = replay(trace)
    for (begin, name, _), (end, _, _) in pairwise([*asked, (float("inf"), "", 0.0)]):
        speed = next((value for at, kind, value in reversed(asked) if kind == "rate" and at <= begin), 1.0)
        errors = [(at, abs(position - real)) for at, position, real in shown if begin <= at < end]
        for at, error in errors:
            since = at - errors[0][0]
            if name == "rate" or speed != 1.0:
                changed += [error] if since >= 1.0 else []
            elif since >= 0.5:
                (steady if since >= 1.2 else sought).append(error)
    for errors_ms, limit_ms in ((steady, 20), (sought, 40), (changed, 60)):
        assert len(errors_ms) > 25
        assert sorted(errors_ms)[int(len(errors_ms) * 0.95)] < limit_ms


@pytest.mark.parametrize("path", TRACES, ids=lambda path: path.stem)
def test_on_recorded_playing_it_goes_back_only_where_it_was_sent(path: Path) -> None:
    trace = json.loads(path.read_text())
    sent = [at for at, name, _, _ in trace["events"] if name in {"start", "seek"}]
    for (before, first, _), (after, second, _) in pairwise(replay(trace)):
        assert second >= first - 1e-6 or any(before <= at <= after for at in sent)


def test_every_format_was_recorded_whole_and_arriving() -> None:
    formats = ("flac", "m4a", "mp3", "mp3_vbr", "ogg", "opus", "wav")
    assert {path.stem for path in TRACES} == {f"{each}_{way}" for each in formats for way in ("local", "streamed")}
