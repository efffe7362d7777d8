"""Cost levers: the largest lines of a plan's budget, and changes that would lower them, each an exact search.

A lever asks for the best plan for no more money than the plan costs now, so that money saved on one thing is not spent
on another. Beside it stands what the very same rotations would cost. Only changes that the figures on file say
something of are tried: fares, for example, are the same all year, so another month only changes what programs fit.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from usceplan.applicant import Limits
from usceplan.catalog.vocabulary import Housing
from usceplan.costs.amounts import Category
from usceplan.costs.budget import Stop
from usceplan.costs.trip import metro_named, place_in
from usceplan.output import results as out
from usceplan.planning.candidates import most_stays, points_of_parts
from usceplan.planning.instance import score
from usceplan.planning.optimizer import NoPlan, Solution
from usceplan.planning.plan import start_of
from usceplan.planning.scheduling import plan_cost
from usceplan.planning.situation import Situation
from usceplan.scales import PERCENT, THOUSAND
from usceplan.whatif import Clock, Resolver, Solved, compared
from usceplan.whatif_changes import Change, Trouble, other_arrivals
from usceplan.whatif_problem import Problem
from usceplan.words import counted, dollars, label

LARGEST = 5
"""The lines shown."""
SAVINGS = (500, 1000, 2000)
NO_CHEAPER = (
    "As things are, no other plan of the same strength costs less, whatever its cities and months: that is proven."
)
ROOM_IS_SHARED = (
    "Housing is a room in a shared home already, the cheapest kind of which there are figures; no other is offered."
)
NOTES = (
    "Fares on file are the same in all months: another month changes which programs fit, not what a flight costs.",
    "Scholarships, waived fees and hospital rooms are not on file: ask the programs.",
)


@dataclass(frozen=True, slots=True)
class _Pull:
    """A change to try, and the category of cost that it is about; None for all of them."""

    about: Category | None
    change: Change


def levers(base: Solved, lines: Iterable[out.BudgetLine], clock: Clock) -> out.LeversInfo:
    """What would lower the cost of a plan; ``lines`` are those of its budget. Raises ValueError where there is none."""
    if isinstance(base.solution, NoPlan):
        raise ValueError("there is no plan whose cost could be lowered")
    resolver = Resolver(base, clock)
    found = [_tried(one, resolver, base.solution) for one in _pulls(base)]
    return out.LeversInfo(
        strength=base.solution.scores.total / THOUSAND,
        usd=base.solution.cost,
        proven_optimal=base.solution.proven_optimal,
        largest=_largest(lines),
        levers=sorted(found, key=_rank),
        notes=list(_notes(base.problem.situation, base.solution)),
    )


def _notes(situation: Situation, solution: Solution) -> Iterator[str]:
    if solution.proven_optimal:
        yield NO_CHEAPER
    if situation.applicant.housing is Housing.SHARED_ROOM:
        yield ROOM_IS_SHARED
    yield from NOTES


def _largest(lines: Iterable[out.BudgetLine]) -> list[out.CostItem]:
    counting = [one for one in lines if one.counted and one.usd.typical]
    whole = sum(one.usd.typical for one in counting)
    return [
        out.CostItem(
            category=one.category, item=one.item, usd=one.usd.typical, percent=one.usd.typical * PERCENT // whole
        )
        for one in sorted(counting, key=lambda one: -one.usd.typical)[:LARGEST]
    ]


def _rank(one: out.Lever) -> tuple[bool, float, int]:
    """Those that lower the cost of the best plan first: the least strength lost, then the most money saved."""
    lowers = one.change.usd_change is not None and one.change.usd_change < 0
    saved = one.change.usd_change if one.change.usd_change is not None else 0
    return not lowers, -(one.change.strength_change or 0.0), saved


# What is tried


def _pulls(base: Solved) -> Iterator[_Pull]:
    """The changes worth trying for a plan, each with the plan's cost as the most to spend."""
    situation, stops = base.problem.situation, base.stops
    yield from _fewer_trips(situation, stops)
    yield from _shared_room(situation, stops)
    yield from _places_to_stay(situation, stops)
    yield from _other_places(base, stops)
    yield from _without_dearest(base, stops)
    yield from _fewer_rotations(situation, stops)
    for change in other_arrivals(situation):
        yield _Pull(None, change)
    yield from _thriftier(situation, base)


def _limited(situation: Situation, limits: Limits) -> Situation:
    return replace(situation, applicant=replace(situation.applicant, limits=limits))


def _fewer_trips(situation: Situation, stops: tuple[Stop, ...]) -> Iterator[_Pull]:
    trips = 1 + sum(stop.leg is not None and stop.leg.kind == "home" for stop in stops)
    if situation.applicant.lives_in_us or trips < 2 or trips > most_stays(situation):
        return
    text, flags = f"{counted(trips - 1, 'trip')} instead of {trips}", f"--max-stays {trips - 1}"
    changed = _limited(situation, replace(situation.applicant.limits, max_stays=trips - 1))
    yield _Pull(Category.AIRFARE, Change("fewer-trips", Trouble.OPTION, text, flags, changed))


def _pays_rent(situation: Situation, stop: Stop) -> bool:
    return stop.metro not in (situation.applicant.us_metro, *situation.applicant.free_housing)


def _shared_room(situation: Situation, stops: tuple[Stop, ...]) -> Iterator[_Pull]:
    """A room in a shared home for who planned with a home of their own."""
    applicant = situation.applicant
    if applicant.housing is Housing.SHARED_ROOM or not any(_pays_rent(situation, stop) for stop in stops):
        return
    changed = replace(situation, applicant=replace(applicant, housing=Housing.SHARED_ROOM))
    text, flags = "A room in a shared home instead of a studio", f"--housing {Housing.SHARED_ROOM}"
    yield _Pull(Category.HOUSING, Change("shared-room", Trouble.OPTION, text, flags, changed))


def _places_to_stay(situation: Situation, stops: tuple[Stop, ...]) -> Iterator[_Pull]:
    """A place to stay free of rent in each city of the plan that has metro prices on file."""
    applicant, places = situation.applicant, situation.catalogue.places.metros
    for metro in dict.fromkeys(stop.metro for stop in stops if _pays_rent(situation, stop)):
        if metro not in places:
            continue
        free = (*applicant.free_housing, metro)
        names = [metro_named(situation.catalogue, one).name for one in free]
        flags = " ".join(f"--free-housing {_quoted(name)}" for name in names)
        changed = replace(situation, applicant=replace(applicant, free_housing=free))
        text = f"A place to stay in {names[-1]} free of rent"
        yield _Pull(Category.HOUSING, Change(f"free-housing-{metro}", Trouble.OPTION, text, flags, changed))


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _other_places(base: Solved, stops: tuple[Stop, ...]) -> Iterator[_Pull]:
    """Each state of the plan left out: rotations would be in other, perhaps cheaper cities."""
    situation, limits = base.problem.situation, base.problem.situation.applicant.limits
    needed = set(limits.include)
    states: dict[str, list[str]] = defaultdict(list)
    for stop in stops:
        place = place_in(situation.catalogue, stop.program, stop.metro)
        state = place.rpartition(", ")[2]
        if len(state) == len("TX") and state not in limits.not_states:
            states[state].append(stop.program.id)
    for state, programs in states.items():
        if needed & set(programs) or limits.states == (state,):
            continue
        left = (*limits.not_states, state)
        flags = " ".join(f"--not-state {one}" for one in left)
        changed = _limited(situation, replace(limits, not_states=left))
        name, text = f"not-{state.lower()}", f"Nothing in {state}"
        yield _Pull(Category.HOUSING, Change(name, Trouble.OPTION, text, flags, changed))


def _without_dearest(base: Solved, stops: tuple[Stop, ...]) -> Iterator[_Pull]:
    """The rotation that costs the most, with its living costs, left out."""
    situation, limits = base.problem.situation, base.problem.situation.applicant.limits
    open_ones = [stop for stop in stops if stop.program.id not in limits.include]
    usd = {one.program: one.usd for one in base.solution.chosen} if isinstance(base.solution, Solution) else {}
    if not open_ones:
        return
    dearest = max(open_ones, key=lambda stop: usd[stop.program.id]).program
    left = (*limits.exclude, dearest.id)
    flags = " ".join(f"--exclude {one}" for one in left)
    text = f"Without the most expensive rotation, {label(dearest)}"
    changed = _limited(situation, replace(limits, exclude=left))
    yield _Pull(Category.PROGRAM_FEES, Change("without-dearest", Trouble.OPTION, text, flags, changed))


def _fewer_rotations(situation: Situation, stops: tuple[Stop, ...]) -> Iterator[_Pull]:
    number = len(stops) - 1
    if number < max(1, len(situation.applicant.limits.include)):
        return
    text, flags = f"{counted(number, 'rotation')} instead of {number + 1}", f"--max-rotations {number}"
    changed = _limited(situation, replace(situation.applicant.limits, max_rotations=number))
    yield _Pull(None, Change("fewer-rotations", Trouble.OPTION, text, flags, changed))


def _thriftier(situation: Situation, base: Solved) -> Iterator[_Pull]:
    assert isinstance(base.solution, Solution)
    for saving in SAVINGS:
        if (budget := base.solution.cost - saving) > 0:
            changed = replace(situation, applicant=replace(situation.applicant, budget=budget))
            text = f"At least {dollars(saving)} less, whatever it takes"
            yield _Pull(None, Change(f"save-{saving}", Trouble.OPTION, text, None, changed))


# What comes of it


def _tried(pull: _Pull, resolver: Resolver, now: Solution) -> out.Lever:
    situation = pull.change.situation
    about = None if pull.about is None else pull.about.value
    if situation is None or resolver.clock.is_over():
        return out.Lever(about=about, change=resolver.result(pull.change), same_plan_usd=None, same_plan_change=None)
    at_most = min(situation.applicant.budget, now.cost)
    capped = replace(situation, applicant=replace(situation.applicant, budget=at_most))
    flags = " ".join(part for part in (pull.change.flags, f"--budget {at_most}") if part)
    change = replace(pull.change, situation=capped, flags=flags)
    problem = resolver.problem(capped)
    same = _same_plan(problem, resolver.base)
    best = _best(resolver.solved(problem), same)
    return out.Lever(
        about=about,
        change=compared(change, best, resolver.base),
        same_plan_usd=same.cost if same else None,
        same_plan_change=same.cost - now.cost if same else None,
    )


def _best(found: Solved, same: Solution | None) -> Solved:
    """What was found; the same plan where a search that was stopped found nothing better."""
    solution = found.solution
    if same is None:
        return found
    if isinstance(solution, NoPlan):
        return found if solution.proven else replace(found, solution=same)
    if solution.proven_optimal or (solution.scores.total, -solution.cost) >= (same.scores.total, -same.cost):
        return found
    return replace(found, solution=replace(same, upper_bound=solution.upper_bound))


def _same_plan(problem: Problem, base: Solved) -> Solution | None:
    """The rotations of the plan in another problem; None where they are not possible or too dear in it."""
    possible = {
        (one.program, one.specialty, one.metro, start_of(problem.instance, one), one.weeks): one
        for one in problem.instance.candidates
    }
    keys = [(stop.program.id, stop.specialty, stop.metro, stop.start, stop.weeks) for stop in base.stops]
    if any(key not in possible for key in keys):
        return None
    chosen = tuple(possible[key] for key in keys)
    priced = plan_cost(problem.instance, chosen)
    if priced is None or priced.cost > problem.instance.limits.budget:
        return None
    return Solution(
        chosen=chosen,
        cost=priced.cost,
        stays=priced.stays,
        legs=priced.legs,
        scores=score(problem.instance.parts, chosen),
        proven_optimal=False,
        upper_bound=sum(points_of_parts(problem.situation).values()) * THOUSAND,
        nodes=0,
    )
