"""Whether there is time for many sets of options at once: against trying every order."""

from itertools import permutations
from random import Random

import numpy as np
import pytest

from bound_cases import model_of
from random_instances import small_instance
from usceplan.planning.arrays import timetable
from usceplan.planning.arrays.timetable import Timetable
from usceplan.planning.model import Timing


def end_in_order(order: tuple[Timing, ...], first_week: int) -> int | None:
    """When options that follow one another are over, each begun as early as it can be."""
    week = first_week
    for timing in order:
        start = next((start for start in timing.starts if start >= week), None)
        if start is None:
            return None
        week = start + timing.weeks
    return week


def earliest_end(timings: list[Timing], weeks: int, longest: int | None) -> int | None:
    """The earliest end of all orders; where a stay has a limit, of those that keep it."""
    ends = [
        end
        for order in permutations(timings)
        for week in range(weeks)
        if (end := end_in_order(order, week)) is not None
        if longest is None or end - next(start for start in order[0].starts if start >= week) <= longest
    ]
    return min(ends, default=None)


@pytest.mark.parametrize("at_once", [1, 4096])
def test_ends_of_sets(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable, "AT_ONCE", at_once)
    never = 0
    for seed in range(80):
        model, random = model_of(small_instance(seed)), Random(seed)
        if model is None:
            continue
        frame, timings = model.frame, model.timings
        longest = frame.stay_weeks if frame.stays == 1 else None
        table = Timetable(frame, timings)
        for size in range(1, 4):
            rows = [random.choices(range(len(timings)), k=size) for _ in range(6)]
            in_time, ends = table.earliest_ends(np.array(rows))
            expected = [earliest_end([timings[i] for i in row], frame.weeks, longest) for row in rows]
            assert in_time.tolist() == [end is not None for end in expected], seed
            assert [end for end, is_in in zip(ends.tolist(), in_time, strict=True) if is_in] == [
                end for end in expected if end is not None
            ], seed
            never += expected.count(None)
    assert never > 0


def test_pairs() -> None:
    for seed in range(80):
        model = model_of(small_instance(seed))
        if model is None:
            continue
        timings = model.timings
        pairs = Timetable(model.frame, timings).pairs.tolist()
        for i, one in enumerate(timings):
            for j, other in enumerate(timings):
                assert pairs[i][j] == (earliest_end([one, other], model.frame.weeks, None) is not None), seed


def test_no_sets_have_no_ends() -> None:
    model = model_of(small_instance(1))
    assert model is not None
    in_time, ends = Timetable(model.frame, model.timings).earliest_ends(np.zeros((0, 3), np.int64))
    assert len(in_time) == len(ends) == 0
