"""The graph of tasks: worked backwards from deadlines and forwards from today, with every conflict explained."""

from datetime import date, timedelta
from graphlib import CycleError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from task_drafts import draft
from usceplan.tasks import Draft, Task, scheduled

TODAY = date(2027, 1, 1)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def by_id(*drafts: Draft, done: tuple[str, ...] = ()) -> dict[str, Task]:
    return {task.id: task for task in scheduled(drafts, TODAY, done)}


# By hand


def test_what_is_waited_for_is_due_before_the_work_of_what_waits() -> None:
    # The form takes 5 days and is due on day 40: the answer must be there on day 35, so ask by day 28.
    found = by_id(draft("ask", work_days=1, wait_days=7), draft("form", work_days=5, due=on(40), after=("ask",)))
    assert found["form"].due == on(40)
    assert found["ask"].due == on(28)
    # Forwards: asked on day 1, answered on day 8, and the form is done on day 13.
    assert (found["ask"].reach, found["form"].reach) == (on(1), on(13))
    assert (found["ask"].start, found["form"].start) == (TODAY, on(8))
    assert [task.state for task in found.values()] == ["now", "later"]


def test_a_deadline_of_its_own_goes_first_where_it_is_earlier() -> None:
    found = by_id(draft("ask", due=on(3)), draft("form", due=on(40), after=("ask",)))
    assert found["ask"].due == on(3)


def test_several_that_wait_take_the_earliest_day() -> None:
    found = by_id(draft("paper"), draft("a", due=on(30), after=("paper",)), draft("b", due=on(20), after=("paper",)))
    assert found["paper"].due == on(20)


def test_nothing_is_done_before_it_opens_or_before_it_makes_sense() -> None:
    found = by_id(
        draft("token", opens=on(10), due=on(50)),
        draft("test", sensible=on(20), work_days=2, due=on(30)),
        draft("late test", sensible=on(45), work_days=3, due=on(30)),
    )
    assert (found["token"].start, found["token"].reach) == (on(10), on(10))
    assert (found["test"].start, found["test"].reach) == (on(20), on(2))
    assert found["late test"].start == on(27), "what makes sense never makes a task late"


def test_a_conflict_names_its_chain_and_how_many_days_are_missing() -> None:
    found = by_id(
        draft("ask", wait_days=7),
        draft("apply", wait_days=28, after=("ask",)),
        draft("visa", work_days=2, wait_days=70, after=("apply",)),
        draft("interview", due=on(50), after=("visa",)),
        draft("room", due=on(60), after=("apply",)),
    )
    late = [task for task in found.values() if task.state == "late"]
    assert [task.id for task in late] == ["ask", "apply", "visa", "interview"]
    assert {task.chain for task in late} == {("ask", "apply", "visa", "interview")}
    assert {task.late_days for task in late} == {57}
    assert {task.conflict for task in late} == {
        "ask (7 days), then apply (28 days), then visa (72 days), then interview: 107 days in all; "
        "only 50 until 2027-02-20."
    }
    assert found["room"].state == "later"
    assert found["room"].conflict is None


def test_a_conflict_with_what_is_not_open_yet() -> None:
    found = by_id(draft("sit", opens=on(30), wait_days=56), draft("review", due=on(60), after=("sit",)))
    assert (
        found["review"].conflict
        == "sit (56 days), then review: 56 days in all from 2027-01-31 on; only 30 until 2027-03-02."
    )


def test_what_was_due_before_today() -> None:
    found = by_id(draft("ask", due=on(-5)))
    assert (found["ask"].state, found["ask"].late_days, found["ask"].conflict) == (
        "late", 5, "ask: due by 2026-12-27, 5 days ago.",
    )  # fmt: skip


def test_what_makes_no_sense_any_more_is_left_out_and_holds_nothing_up() -> None:
    found = by_id(
        draft("apply", due=on(-90), until=on(-30)),
        draft("letter", due=on(10), after=("apply",)),
        draft("paper for it"),
        draft("paper", after=()),
    )
    assert set(found) == {"letter"}, "papers that nothing waits for go too"
    assert found["letter"].reach == TODAY


def test_what_is_done_is_left_out_with_all_that_it_waited_for() -> None:
    drafts = (
        draft("cv"),
        draft("ask", wait_days=7),
        draft("apply", wait_days=28, after=("ask", "cv")),
        draft("place", due=on(20), after=("apply",)),
        draft("backup", due=on(5), after=("cv",), unless="place"),
    )
    assert set(by_id(*drafts)) == {"cv", "ask", "apply", "place", "backup"}
    assert set(by_id(*drafts, done=("apply",))) == {"place", "backup"}
    assert by_id(*drafts, done=("apply",))["place"].reach == TODAY
    assert set(by_id(*drafts, done=("place",))) == set()
    assert set(by_id(*drafts, done=("never heard of",))) == set(by_id(*drafts))


def test_late_tasks_come_first_then_those_due_first() -> None:
    tasks = scheduled(
        [draft("b", due=on(3)), draft("a", due=on(3)), draft("slow", due=on(9), work_days=10), draft("c", due=on(1))],
        TODAY,
    )
    assert [task.id for task in tasks] == ["slow", "c", "a", "b"]


def test_tasks_that_wait_for_each_other_are_a_mistake() -> None:
    with pytest.raises(CycleError):
        scheduled([draft("a", due=on(1), after=("b",)), draft("b", after=("a",))], TODAY)


# Whatever the graph


@st.composite
def graphs(draw: st.DrawFn) -> list[Draft]:
    """Drafts of which each may wait for some before it; the last has a deadline, so that all have a purpose."""
    number = draw(st.integers(1, 8))
    day = st.integers(-40, 200).map(on)
    drafts = []
    for index in range(number):
        after = draw(st.sets(st.integers(0, index - 1)) if index else st.just(set[int]()))
        drafts.append(
            draft(
                f"t{index}",
                work_days=draw(st.integers(0, 30)),
                wait_days=draw(st.integers(0, 60)),
                due=draw(st.none() | day) if index < number - 1 else draw(day),
                opens=draw(st.none() | day),
                sensible=draw(st.none() | day),
                after=tuple(f"t{one}" for one in sorted(after)),
            )
        )
    return drafts


@given(graphs())
def test_no_task_is_due_before_what_it_waits_for(drafts: list[Draft]) -> None:
    found = by_id(*drafts)
    for task in found.values():
        begin = task.due - timedelta(days=task.draft.work_days)
        for before in task.draft.after:
            if before in found:
                assert found[before].due + timedelta(days=found[before].draft.wait_days) <= begin
                assert task.start >= found[before].reach + timedelta(days=found[before].draft.wait_days)
        assert task.draft.due is None or task.due <= task.draft.due
        assert task.reach >= TODAY
        assert task.draft.opens is None or task.start >= task.draft.opens


@given(graphs())
def test_a_task_is_late_exactly_where_it_cannot_be_done_in_time_and_says_why(drafts: list[Draft]) -> None:
    found = by_id(*drafts)
    for task in found.values():
        assert (task.state == "late") == (task.reach > task.due) == (task.conflict is not None) == bool(task.chain)
        if task.chain:
            deadline = found[task.chain[-1]]
            assert task.id in task.chain
            assert deadline.due == deadline.draft.due, "a chain ends at a deadline"
            begin = found[task.chain[0]].reach - timedelta(days=found[task.chain[0]].draft.work_days)
            steps = [found[one].draft for one in task.chain]
            needed = sum(one.work_days + one.wait_days for one in steps) - steps[-1].wait_days
            assert needed - (deadline.due - begin).days == task.late_days


@given(graphs(), st.integers(0, 7))
def test_doing_one_thing_makes_no_other_late(drafts: list[Draft], number: int) -> None:
    done = f"t{number % len(drafts)}"
    before, after = by_id(*drafts), by_id(*drafts, done=(done,))
    assert set(after) <= set(before) - {done}
    for name, task in after.items():
        assert task.reach <= before[name].reach
        assert task.due >= before[name].due
