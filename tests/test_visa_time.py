"""How long a visitor visa takes, and what is said of a plan that starts sooner than its visa can be there."""

import json
from datetime import date
from typing import Any

import pytest

from command_line import GRADUATE, run_usceplan
from situations import TODAY, catalogue, made_up, situation, with_programs
from stopped_search import Unlimited
from usceplan.catalog.program import Program
from usceplan.planning.situation import WEEK
from usceplan.recommendation import recommendation_of
from usceplan.task_rules import task_drafts
from usceplan.tasks import scheduled
from usceplan.visa_time import Asked, first_start_with_visa
from usceplan.whatif_report import whatif_report

NOTHING_ASKED = made_up(documents=[])
WITH_PAPERS = made_up(id="with-papers", documents=["transcript", "proof-of-english"])
PAPERS_NOT_STATED = made_up(id="papers-not-stated")


@pytest.mark.parametrize(
    ("programs", "wait", "day"),
    [
        # 28 days for an answer, 2 to accept, 2 for the form, the wait, 14 until the passport is back.
        pytest.param([Asked(NOTHING_ASKED, ())], 11, date(2027, 3, 29), id="123 days from November 22 are March 25"),
        pytest.param([Asked(NOTHING_ASKED, ())], 12, date(2027, 4, 5), id="a week longer"),
        pytest.param([Asked(NOTHING_ASKED, ("its visas",))], 11, date(2027, 4, 5), id="a week for a question"),
        pytest.param([Asked(PAPERS_NOT_STATED, ())], 11, date(2027, 4, 5), id="which papers has to be asked"),
        pytest.param([Asked(WITH_PAPERS, ())], 11, date(2027, 4, 26), id="28 days for the longest paper"),
        pytest.param([Asked(WITH_PAPERS, ("its visas",))], 11, date(2027, 4, 26), id="a question beside the papers"),
        pytest.param(
            [Asked(NOTHING_ASKED, ()), Asked(WITH_PAPERS, ())], 11, date(2027, 4, 26), id="whichever comes first"
        ),
        pytest.param([], 11, date(2027, 3, 29), id="no program yet"),
    ],
)
def test_the_first_start_that_the_visa_can_be_there_for(programs: list[Asked], wait: int, day: date) -> None:
    assert first_start_with_visa(catalogue(), programs, TODAY, wait) == day


@pytest.mark.parametrize("program", [NOTHING_ASKED, WITH_PAPERS, PAPERS_NOT_STATED], ids=lambda one: one.id)
@pytest.mark.parametrize("wait", [1, 11, 30])
def test_the_tasks_agree_to_the_week(program: Program, wait: int) -> None:
    asked = with_programs(situation(visa_wait_weeks=wait, exams=(), nationality="IN"), program)
    ahead = recommendation_of(asked, with_whatif=False).ahead
    assert ahead.visa_start is not None
    for start, state in ((ahead.visa_start, "later"), (ahead.visa_start - WEEK, "late")):
        moved = ahead._replace(rotations=(ahead.rotations[0]._replace(start=start),))
        (interview,) = (one for one in scheduled(task_drafts(moved), moved.today) if one.id == "visa-interview")
        assert interview.state == state


def recommended(*more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run_usceplan("recommend", *GRADUATE, *more, "--json").out)
    return found


def about_visa(found: dict[str, Any]) -> list[str]:
    return [text for text in found["warnings"] if text.startswith("The visa cannot be there")]


def test_a_plan_that_starts_too_soon_says_what_mends_it_and_that_does() -> None:
    found = recommended()
    day, (said,) = found["timeline"]["visa_start"], about_visa(found)
    assert f"--available-from {day}" in said
    shown = " ".join(run_usceplan("recommend", *GRADUATE).out.split())
    assert f"Visa: It cannot be there for the start on {found['plan']['rotations'][0]['start']}" in shown
    assert f"plan with --available-from {day}." in shown
    after = recommended("--available-from", day)
    assert about_visa(after) == []
    assert not [one for one in after["timeline"]["tasks"] if one["kind"] == "visa" and one["state"] == "late"]
    assert "Visa:" not in run_usceplan("recommend", *GRADUATE, "--available-from", day).out


@pytest.mark.parametrize(
    "more",
    [("--visa-wait-weeks", "0"), ("--nationality", "Canada"), ("--visa", "j1")],
    ids=["a visa in hand", "no visa needed", "a status held"],
)
def test_nothing_is_said_to_who_has_no_visa_to_apply_for(more: tuple[str, ...]) -> None:
    found = recommended(*more)
    assert (about_visa(found), found["timeline"]["visa_start"], found["timeline"]["visa_wait_weeks"]) == (
        [],
        None,
        None,
    )
    assert not [one for one in found["budget"]["lines"] if "visitor visa" in one["item"]]


def test_what_if_comes_when_the_visa_can_be_there_whatever_papers_are_then_wanted() -> None:
    soon = made_up(documents=[], id="a", start_months=[2])
    later = made_up(documents=["proof-of-english"], id="b", start_months=[4])
    asked = with_programs(situation(exams=(), limits={"max_rotations": 1}), soon, later)
    report = whatif_report(asked, Unlimited())
    (change,) = (one for one in report.changes if one.id == "visa-in-time")
    assert report.plan is not None
    assert [one.id for one in report.plan.rotations] == ["a"]
    # The plan from March 29 on is b, whose papers make its visa come for April 26 only; from then on it is b again.
    assert (change.flags, change.rotations) == ("--available-from 2027-04-26", ["b"])


def test_what_if_has_nothing_to_mend_where_the_visa_can_be_there() -> None:
    asked = with_programs(situation(exams=(), available_from=date(2027, 5, 1)), made_up(documents=[]))
    assert "visa-in-time" not in {one.id for one in whatif_report(asked, Unlimited()).changes}
