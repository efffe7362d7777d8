"""How well a program serves an applicant: the points of each criterion, worked out by hand, and the order of rank.

The weights are those of ``guidance.yaml``: involvement 25, specialty 20, letter 20, residency programs on site 10,
timing 10, cost 10, certainty 5, which make 100. Asked on 2026-11-22 for the 2028 Match: residency programs may review
applications from 2027-09-22, so a letter must be asked for by 2027-08-23.
"""

from datetime import date, timedelta
from functools import cache
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations import MADE_UP, PAGE, catalogue, situation
from usceplan.assessment import Assessment, apply_by, assess, assess_all, compared_cost
from usceplan.catalog.program import Program
from usceplan.catalog.program_rules import FACTS
from usceplan.catalog.vocabulary import Involvement, Kind, LetterOffer, Visa
from usceplan.costs.amounts import Dollars
from usceplan.costs.prices import Prices
from usceplan.eligibility import Check, Result
from usceplan.fit import Criterion, Fit, Offer, fit
from usceplan.planning.situation import Situation

USUAL = situation()

FACTS_OF_BEST: dict[str, Any] = {
    **MADE_UP,
    "provider": "academic-medical-center",
    "kind": "externship",
    "hands_on": "full",
    "settings": None,
    "max_years_since_graduation": None,
    "visas_accepted": None,
    "excluded_nationalities": None,
    "intake": None,
}


def program(**changes: Any) -> Program:
    """A program that has all points, with some facts changed."""
    return Program.model_validate({**FACTS_OF_BEST, **changes})


def results(passed: int, unknown: int = 0, failed: int = 0) -> tuple[Check, ...]:
    each = [Result.PASS] * passed + [Result.UNKNOWN] * unknown + [Result.FAIL] * failed
    return tuple(Check(f"rule-{number}", result, "Because.", None) for number, result in enumerate(each))


FREE = Dollars(0, 0, 0)
BEST = Offer(date(2027, 6, 7), date(2027, 7, 4), FREE, results(15))


def criterion(name: str, found: Fit) -> Criterion:
    return next(one for one in found.criteria if one.id == name)


def test_the_best_program_has_every_point() -> None:
    found = fit(USUAL, program(), BEST)
    assert found == Fit(
        100,
        (
            Criterion("involvement", 25, 25, "hands-on"),
            Criterion("specialty", 20, 20, "internal medicine"),
            Criterion("letter", 20, 20, "gives a letter"),
            Criterion("residency-on-site", 10, 10, "residency programs on site"),
            Criterion("timing", 10, 10, "can end 7 weeks before letters must be asked for"),
            Criterion("cost", 10, 10, "four weeks cost about $0 of $9,000"),
            Criterion("certainty", 5, 5, "15 of 15 checks confirmed, newest page of 2026-05"),
        ),
    )


def test_a_program_of_which_nothing_is_known() -> None:
    silent = program(
        kind=None,
        hands_on=None,
        specialties=None,
        residency_programs_on_site=None,
        letter={"offered": None, "letterhead": None},
        sources=[{"url": PAGE, "as_of": None, "official": True, "supports": sorted(FACTS)}],
    )
    found = fit(USUAL, silent, Offer(None, None, Dollars(9000, 9000, 9000), results(0, unknown=10, failed=5)))
    # 5 as for observing, 10 for a specialty that may be yours, 10 for a letter that may be given.
    assert [(one.points, one.why) for one in found.criteria] == [
        (5, "hands-on not stated"),
        (10, "specialties not stated"),
        (10, "nothing said of letters"),
        (0, "not stated"),
        (0, "cannot start in time"),
        (0, "four weeks cost about $9,000 of $9,000"),
        (0, "0 of 15 checks confirmed, no page is dated"),
    ]
    assert found.score == 25


@pytest.mark.parametrize(
    ("hands_on", "kind", "points", "why"),
    [
        ("full", "externship", 25, "hands-on"),
        ("limited", "externship", 15, "limited hands-on"),
        ("none", "observership", 5, "observing only"),
        (None, "observership", 5, "hands-on not stated"),
        ("none", "research", 0, "observing only"),
        ("full", "research", 0, "hands-on"),
    ],
)
def test_involvement(hands_on: str | None, kind: str, points: int, why: str) -> None:
    found = criterion("involvement", fit(USUAL, program(hands_on=hands_on, kind=kind), BEST))
    assert (found.points, found.max, found.why) == (points, 25, why)


# Closeness to internal medicine: cardiology 0.8, family medicine 0.7, neurology 0.5, radiology none.
@pytest.mark.parametrize(
    ("wanted", "offered", "points", "why"),
    [
        pytest.param("internal-medicine", ["internal-medicine"], 20, "internal medicine", id="the aim"),
        pytest.param("internal-medicine", ["any"], 20, "internal medicine", id="any"),
        pytest.param("internal-medicine", ["cardiology"], 16, "cardiology, close to yours", id="a subspecialty"),
        pytest.param("internal-medicine", ["family-medicine"], 14, "family medicine, close to yours", id="a neighbor"),
        pytest.param(
            "internal-medicine", ["neurology", "radiology"], 10, "neurology, close to yours", id="loosely tied"
        ),
        pytest.param(
            "internal-medicine",
            ["neurology", "cardiology", "family-medicine"],
            16,
            "cardiology, close to yours",
            id="the closest counts",
        ),
        pytest.param("internal-medicine", None, 10, "specialties not stated", id="not stated"),
        pytest.param("internal-medicine", ["radiology"], 0, "neither your specialty nor one close to it", id="another"),
        pytest.param("internal-medicine", [], 0, "neither your specialty nor one close to it", id="none"),
        pytest.param(
            "internal-medicine radiology",
            ["radiology"],
            16,
            "radiology (diagnostic), your other choice",
            id="a second one",
        ),
        pytest.param(
            "internal-medicine family-medicine",
            ["family-medicine"],
            16,
            "family medicine, your other choice",
            id="a second one that is close besides",
        ),
        pytest.param(
            "internal-medicine family-medicine",
            ["family-medicine", "internal-medicine"],
            20,
            "internal medicine",
            id="the aim before the second",
        ),
    ],
)
def test_specialty(wanted: str, offered: list[str] | None, points: int, why: str) -> None:
    asked = situation(specialties=tuple(wanted.split()))
    found = criterion("specialty", fit(asked, program(specialties=offered), BEST))
    assert (found.points, found.max, found.why) == (points, 20, why)


@pytest.mark.parametrize(
    ("offered", "points", "why"),
    [
        ("yes", 20, "gives a letter"),
        ("possible", 14, "a letter is possible"),
        (None, 10, "nothing said of letters"),
        ("no", 0, "gives no letter"),
    ],
)
def test_letter(offered: str | None, points: int, why: str) -> None:
    found = criterion("letter", fit(USUAL, program(letter={"offered": offered, "letterhead": None}), BEST))
    assert (found.points, found.max, found.why) == (points, 20, why)


@pytest.mark.parametrize(
    ("on_site", "points", "why"),
    [(True, 10, "residency programs on site"), (False, 0, "no residency programs on site"), (None, 0, "not stated")],
)
def test_residency_on_site(on_site: bool | None, points: int, why: str) -> None:
    found = criterion("residency-on-site", fit(USUAL, program(residency_programs_on_site=on_site), BEST))
    assert (found.points, found.max, found.why) == (points, 10, why)


@pytest.mark.parametrize(
    ("end", "points", "why"),
    [
        pytest.param(date(2027, 8, 15), 10, "can end 1 week before letters must be asked for", id="eight days before"),
        pytest.param(date(2027, 8, 22), 10, "can end just before letters must be asked for", id="the day before"),
        pytest.param(date(2027, 8, 23), 10, "can end just before letters must be asked for", id="the last day"),
        pytest.param(date(2027, 8, 24), 5, "ends before review begins, too late for a letter", id="a day too late"),
        pytest.param(date(2027, 9, 21), 5, "ends before review begins, too late for a letter", id="the eve of review"),
        pytest.param(date(2027, 9, 22), 2, "ends after residency programs begin to review", id="the day of review"),
        pytest.param(None, 0, "cannot start in time", id="never"),
    ],
)
def test_timing(end: date | None, points: int, why: str) -> None:
    start = end - timedelta(days=27) if end else None
    found = criterion("timing", fit(USUAL, program(), BEST._replace(start=start, end=end)))
    assert (found.points, found.max, found.why) == (points, 10, why)


@pytest.mark.parametrize(
    ("cost", "budget", "points"),
    [
        pytest.param(0, 9000, 10, id="free"),
        pytest.param(900, 9000, 9, id="a tenth"),
        pytest.param(901, 9000, 8, id="points are rounded down"),
        pytest.param(2000, 9000, 7, id="less than a quarter"),
        pytest.param(8999, 9000, 0, id="a dollar is left"),
        pytest.param(9000, 9000, 0, id="all of it"),
        pytest.param(12000, 9000, 0, id="more than all"),
        pytest.param(0, 0, 0, id="no budget"),
        pytest.param(500, 0, 0, id="no budget and a cost"),
    ],
)
def test_cost(cost: int, budget: int, points: int) -> None:
    # The low and the high do not count.
    offer = BEST._replace(cost=Dollars(0, cost, 100_000))
    found = criterion("cost", fit(situation(budget=budget), program(), offer))
    assert (found.points, found.max) == (points, 10)
    assert found.why == f"four weeks cost about ${cost:,} of ${budget:,}"


# Half of five points for the confirmed checks, half for a page of the last twelve months, a quarter up to three years.
@pytest.mark.parametrize(
    ("checks", "as_of", "points"),
    [
        pytest.param(results(15), "2026-05-25", 5, id="all confirmed, fresh"),
        pytest.param(results(15), "2026", 5, id="a year is its first day, which is fresh"),
        pytest.param(results(15), "2025-11-22", 5, id="twelve months old to the day"),
        pytest.param(results(15), "2025-11", 3, id="a month is its first day, which is not fresh"),
        pytest.param(results(15), "2023-11-22", 3, id="three years old to the day"),
        pytest.param(results(15), "2023-11-21", 2, id="older"),
        pytest.param(results(15), None, 2, id="no date"),
        pytest.param(results(9, unknown=6), "2026-05", 4, id="nine of fifteen confirmed, fresh"),
        pytest.param(results(6, unknown=5, failed=4), "2024", 2, id="six of fifteen confirmed, not fresh"),
        pytest.param(results(0, failed=15), "2026-05", 2, id="none confirmed, fresh"),
        pytest.param(results(0, unknown=15), "2015", 0, id="none confirmed, old"),
    ],
)
def test_certainty(checks: tuple[Check, ...], as_of: str | None, points: int) -> None:
    dated = program(sources=[{"url": PAGE, "as_of": as_of, "official": True, "supports": sorted(FACTS)}])
    found = criterion("certainty", fit(USUAL, dated, BEST._replace(checks=checks)))
    assert (found.points, found.max) == (points, 5)


def test_the_newest_page_tells_how_fresh_a_program_is() -> None:
    pages = [
        {"url": PAGE, "as_of": as_of, "official": False, "supports": sorted(FACTS)}
        for as_of in ("2012", "2026-05", None)
    ]
    found = criterion("certainty", fit(USUAL, program(sources=pages), BEST._replace(checks=results(13, unknown=2))))
    assert (found.points, found.why) == (4, "13 of 15 checks confirmed, newest page of 2026-05")


# invariants

programs = st.builds(
    program,
    hands_on=st.sampled_from([*Involvement, None]),
    kind=st.sampled_from([*Kind, None]),
    letter=st.sampled_from([*LetterOffer, None]).map(lambda offered: {"offered": offered, "letterhead": None}),
    residency_programs_on_site=st.sampled_from([True, False, None]),
    specialties=st.none()
    | st.lists(st.sampled_from(["any", "internal-medicine", "cardiology", "neurology", "radiology"]), max_size=3),
)
offers = st.builds(
    lambda end, cost, checks: Offer(end, end, Dollars(0, cost, cost), checks),
    st.none() | st.dates(date(2026, 11, 22), date(2028, 3, 12)),
    st.integers(0, 50_000),
    st.builds(results, st.integers(1, 15), st.integers(0, 15), st.integers(0, 15)),
)


@given(programs, offers, st.integers(0, 1_000_000))
def test_the_score_is_the_sum_of_its_criteria_between_0_and_100(looked_at: Program, offer: Offer, budget: int) -> None:
    found = fit(situation(budget=budget), looked_at, offer)
    assert found.score == sum(one.points for one in found.criteria)
    assert 0 <= found.score <= 100
    assert all(0 <= one.points <= one.max and one.why for one in found.criteria)


@given(offers, st.integers(0, 100_000), st.integers(0, 100_000))
def test_more_budget_never_lowers_the_points_of_cost(offer: Offer, budget: int, more: int) -> None:
    before, after = (
        criterion("cost", fit(situation(budget=usd), program(), offer)).points for usd in (budget, budget + more)
    )
    assert after >= before


@given(offers, st.data())
def test_certainty_never_rises_when_a_check_becomes_unknown(offer: Offer, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(offer.checks) - 1))
    checks = list(offer.checks)
    checks[place] = checks[place]._replace(result=Result.UNKNOWN)
    before = criterion("certainty", fit(USUAL, program(), offer)).points
    assert criterion("certainty", fit(USUAL, program(), offer._replace(checks=tuple(checks)))).points <= before


@given(offers, st.integers(1, 60))
def test_a_later_end_never_betters_the_timing(offer: Offer, days: int) -> None:
    if offer.end is None:
        return
    later = offer._replace(end=offer.end + timedelta(days=days))
    points = [criterion("timing", fit(USUAL, program(), each)).points for each in (offer, later)]
    assert points[1] <= points[0]


# rank


def _ranked(score: int, cost: int, name: str) -> Assessment:
    found = _assessed(USUAL, program(id=name))
    return found._replace(fit=found.fit._replace(score=score), cost=Dollars(0, cost, cost))


def _assessed(asked: Situation, looked_at: Program) -> Assessment:
    return assess(asked, Prices(asked), looked_at)


def test_rank_is_by_fit_then_cost_then_id() -> None:
    ranked = [
        _ranked(80, 5000, "a-dear-one"),
        _ranked(70, 0, "b-free-one"),
        _ranked(70, 1000, "a-dearer-one"),
        _ranked(70, 1000, "b-of-the-same-price"),
        _ranked(70, 1001, "a-dollar-more"),
        _ranked(0, 0, "a-misfit"),
    ]
    assert all(sorted(order, key=Assessment.rank_key) == ranked for order in permutations(ranked))


@cache
def _catalogue_ranked() -> tuple[Assessment, ...]:
    return assess_all(USUAL, Prices(USUAL))


def test_the_whole_catalogue_is_ranked() -> None:
    found = _catalogue_ranked()
    assert sorted(one.program.id for one in found) == sorted(program.id for program in catalogue().programs)
    keys = [(-one.fit.score, one.cost.typical, one.program.id) for one in found]
    assert keys == sorted(keys)
    assert all(0 <= one.fit.score <= 100 for one in found)


def test_why_is_told_in_plain_words() -> None:
    for one in _catalogue_ranked():
        for found in one.fit.criteria:
            assert found.why[0].islower() or found.why[0].isdigit(), (one.program.id, found)
            assert not {"None", "_", "null"} & set(found.why.split()), (one.program.id, found)


# what fit is given

HOME = situation(visas=(Visa.US_PERSON,), us_metro="chicago")
"""Someone who lives where the program is, so that only its fees cost anything."""


@pytest.mark.parametrize(
    ("duration", "fee", "usd"),
    [
        pytest.param({"min": 4, "max": 4}, 1000, 1000, id="four weeks are sold"),
        pytest.param({"min": 2, "max": 12}, 1000, 1000, id="four weeks among others"),
        pytest.param({"min": 8, "max": 8}, 1001, 501, id="eight weeks, half of them, rounded up"),
        pytest.param({"min": 1, "max": 2}, 700, 1400, id="two weeks, twice"),
        pytest.param({"min": None, "max": None, "fixed": [3, 6]}, 900, 1200, id="three weeks are nearer than six"),
        pytest.param({"min": None, "max": None, "fixed": [3, 5]}, 900, 1200, id="of two as near the shorter"),
        pytest.param(None, 1000, 1000, id="no stated length"),
    ],
)
def test_programs_are_compared_by_four_weeks(duration: dict[str, Any] | None, fee: int, usd: int) -> None:
    looked_at = program(duration_weeks=duration, fees=[{"item": "fee", "usd": fee, "per": "rotation", "as_of": "2026"}])
    assert compared_cost(HOME, Prices(HOME), looked_at) == (Dollars(usd, usd, usd), True)


def test_living_is_part_of_what_four_weeks_cost() -> None:
    abroad, _ = compared_cost(USUAL, Prices(USUAL), program())
    at_home, _ = compared_cost(HOME, Prices(HOME), program())
    assert at_home.typical == 1000 < abroad.low <= abroad.typical <= abroad.high


def test_a_price_that_is_not_stated_is_an_estimate() -> None:
    cost, is_stated = compared_cost(HOME, Prices(HOME), program(fees=None, fees_complete=None))
    assert not is_stated
    assert 0 < cost.low <= cost.typical <= cost.high


@pytest.mark.parametrize(
    ("duration", "end"),
    [
        pytest.param({"min": 1, "max": 12}, date(2027, 2, 14), id="four weeks, the least for a letter"),
        pytest.param({"min": 6, "max": 12}, date(2027, 2, 28), id="the shortest that is long enough"),
        pytest.param({"min": 1, "max": 2}, date(2027, 1, 31), id="too short for a letter, so the longest"),
    ],
)
def test_timing_looks_at_the_first_rotation_that_can_bring_a_letter(duration: dict[str, Any], end: date) -> None:
    """Eight weeks after 2026-11-22 is a Sunday, so the first start is on Monday, 2027-01-18."""
    found = _assessed(USUAL, program(duration_weeks=duration))
    assert found.earliest_start == date(2027, 1, 18)
    spare = (date(2027, 8, 23) - end).days // 7
    assert criterion("timing", found.fit).why == f"can end {spare} weeks before letters must be asked for"


def test_apply_by_is_the_lead_time_before_the_start_and_never_past() -> None:
    assert apply_by(USUAL, program(), date(2027, 6, 7)) == date(2027, 4, 12)
    assert apply_by(USUAL, program(), date(2027, 1, 4)) == USUAL.today


def test_without_any_start_there_is_no_date_and_no_point_for_timing() -> None:
    found = _assessed(situation(available_from=date(2028, 3, 1)), program())
    assert (found.earliest_start, found.apply_by) == (None, None)
    assert criterion("timing", found.fit) == Criterion("timing", 0, 10, "cannot start in time")
