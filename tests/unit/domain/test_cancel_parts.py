"""A part of cancellable work."""

from __future__ import annotations

from pluto_desktop.domain.cancel import CancelToken


def test_a_part_is_cancelled_with_the_whole_and_alone():
    whole = CancelToken()
    one, other = whole.part(), whole.part()
    one.cancel()
    assert (whole.cancelled, one.cancelled, other.cancelled) == (False, True, False)
    whole.cancel()
    assert other.cancelled
    assert whole.part().cancelled, "made too late"
