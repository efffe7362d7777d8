"""What candidates are folded into, and which of it no plan needs."""

from dataclasses import astuple, replace
from random import Random

import pytest

from random_instances import large_instance, small_instance
from usceplan.planning.dominance import undominated
from usceplan.planning.instance import Candidate, Instance
from usceplan.planning.options import Option, affordable, folded

SMALL = list(map(small_instance, range(200)))
INSTANCES = [*SMALL, large_instance(0)]


def alike(candidate: Candidate) -> Candidate:
    """The candidate but for what an option's candidates may differ in."""
    return candidate._replace(index=0, start=0, specialty="")


def test_an_option_has_all_starts_of_candidates_alike_and_of_each_start_the_one_of_least_index() -> None:
    for instance in SMALL:
        options = folded(instance.candidates)
        assert len({alike(option.example) for option in options}) == len(options)
        for option in options:
            mine = [c for c in instance.candidates if alike(c) == alike(option.example)]
            assert option.starts == sum(1 << start for start in {c.start for c in mine})
            assert option.at == {start: min(c for c in mine if c.start == start) for start in {c.start for c in mine}}


def test_options_do_not_depend_on_the_order_of_the_candidates() -> None:
    for seed, instance in enumerate(INSTANCES):
        shuffled = Random(seed).sample(instance.candidates, len(instance.candidates))
        assert list(map(astuple, folded(shuffled))) == list(map(astuple, folded(instance.candidates)))


@pytest.mark.parametrize("money", [0.3, 1.0, 3.0])
def test_affordable_are_the_options_that_fit_the_budget_and_a_stay(money: float) -> None:
    for instance in INSTANCES:
        limits = replace(instance.limits, budget=round(money * instance.limits.budget))
        changed = replace(instance, limits=limits)
        left = [astuple(option) for option in folded(changed.candidates) if can_be_paid(changed, option)]
        assert list(map(astuple, affordable(changed))) == left


def can_be_paid(instance: Instance, option: Option) -> bool:
    usd = instance.costs.once + instance.costs.stay + option.usd
    longest = instance.limits.stay_weeks
    return usd <= instance.limits.budget and (longest is None or option.weeks <= longest)


def test_undominated_are_the_options_in_whose_place_no_other_is_better() -> None:
    taken_out = 0
    for instance in INSTANCES:
        options = affordable(instance)
        left = [b for b in options if not any(is_better(a, b) for a in options if a is not b)]
        assert set(undominated(options)) == set(left)
        taken_out += len(options) - len(left)
    assert taken_out > 0


def is_better(a: Option, b: Option) -> bool:
    """Whether A can take the place of B in every plan and makes it better in the order of the objective."""
    if (a.program, a.metro, a.weeks) != (b.program, b.metro, b.weeks) or not a.at.keys() >= b.at.keys():
        return False
    mine, theirs = ((o.letter, o.hands_on, o.specialty_weeks, o.recency, *o.mix, -o.usd) for o in (a, b))
    if any(x < y for x, y in zip(mine, theirs, strict=True)):
        return False
    return a.usd < b.usd or all(a.at[start].index < c.index for start, c in b.at.items())
