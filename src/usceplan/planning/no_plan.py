"""Why no plan is possible, and the least change found that opens one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from usceplan.applicant import Applicant, Limits
from usceplan.assessment import assess, assess_all
from usceplan.catalog.vocabulary import Visa
from usceplan.costs.prices import Prices
from usceplan.eligibility import RULES, Result
from usceplan.match import match_cycle
from usceplan.planning.candidates import build_instance
from usceplan.planning.instance import Instance, MixPart, Parts, RecencyPart
from usceplan.planning.optimizer import Solution, never, solve
from usceplan.planning.plan import BLAMED_TIME
from usceplan.planning.scheduling import plan_cost
from usceplan.planning.situation import Situation
from usceplan.problems import UserError
from usceplan.understanding import MOST_DOLLARS
from usceplan.words import VISA_NAMES, dollars, label, listed

VISAS_TO_TRY: tuple[tuple[str, tuple[Visa, ...]], ...] = (("b1-b2", (Visa.B1, Visa.B2)), ("esta", (Visa.ESTA,)))
YEARS_TO_TRY = 2
CHANGED_OTHERWISE = frozenset({"budget", "start-in-time", "your-limits"})
"""Rules that are no use to ignore: more money, other dates or wider limits are tried instead."""


class Blame(NamedTuple):
    """The limit that leaves no plan, in words, and the change that opens one, or None where none was found.

    ``flag`` is the option that makes the change; None where the change is to leave options out.
    """

    limit: str
    reason: str
    change: str | None
    flag: str | None


STOPPED = Blame(BLAMED_TIME, "The search was stopped before it found a plan.", "Give it more time.", "--time-limit 60")
_NOT_EXPLAINED = Blame(
    BLAMED_TIME,
    "No plan is possible as things are; the search for a change that opens one was stopped.",
    "Give it more time.",
    "--time-limit 60",
)


def blame(situation: Situation, deadline: Callable[[], bool] = never) -> Blame:
    """What to change, the least first: budget, dates, the applicant's own limits, Match year, visa, a rule.

    Where none of these is enough alone, the first that opens a plan with more money.
    """
    budget = situation.applicant.budget
    least = least_budget(situation, deadline)
    if least is not None and least > budget:
        plan = "A plan" if deadline() else "The cheapest plan"
        reason = f"{plan} costs {dollars(least)}, more than the budget of {dollars(budget)}."
        return Blame("budget", reason, f"Raise the budget to {dollars(least)}.", f"--budget {least}")
    too_dear: Blame | None = None
    for change in _changes(situation):
        least = least_budget(change.situation, deadline)
        if least is not None and least <= budget:
            return Blame(change.limit, change.reason, change.text, change.flag)
        if deadline():
            return _NOT_EXPLAINED
        if least is not None and too_dear is None:
            too_dear = _with_more_money(change, least, budget)
    reason = "No single change of budget, dates, limits, Match year, visa or rule opens a plan."
    return too_dear or Blame("several", reason, None, None)


def least_budget(situation: Situation, deadline: Callable[[], bool] = never) -> int | None:
    """What the cheapest plan costs, in whole dollars; None where there is none at any price.

    When the search is stopped, what the cheapest plan found so far costs.
    """
    rich = replace(situation, applicant=replace(situation.applicant, budget=MOST_DOLLARS))
    prices = Prices(rich)
    instance = build_instance(rich, prices, assess_all(rich, prices))
    if not instance.limits.must_include:
        # Leaving out all rotations but one never makes a plan dearer.
        alone = (plan_cost(instance, (candidate,)) for candidate in instance.candidates)
        return min((priced.cost for priced in alone if priced is not None), default=None)
    found = solve(_worthless(instance), deadline=deadline)
    return found.cost if isinstance(found, Solution) else None


def _worthless(instance: Instance) -> Instance:
    """The same problem with all plans equally strong, so that the best is the cheapest."""
    parts = instance.parts
    return replace(
        instance,
        candidates=tuple(candidate._replace(recency=0) for candidate in instance.candidates),
        parts=Parts(
            letters=replace(parts.letters, points=0),
            hands_on=replace(parts.hands_on, points=0),
            specialty=replace(parts.specialty, points=0),
            recency=RecencyPart(0, 0),
            mix=MixPart(0, 0, 0, (False, False, False)),
        ),
    )


class _Change(NamedTuple):
    limit: str
    reason: str
    text: str
    flag: str | None
    situation: Situation


def _with_more_money(change: _Change, least: int, budget: int) -> Blame:
    return Blame(
        "several",
        f"{change.reason} With that changed, the cheapest plan costs {dollars(least)}, more than {dollars(budget)}.",
        f"{change.text} And raise the budget to {dollars(least)}.",
        " ".join(flag for flag in (change.flag, f"--budget {least}") if flag),
    )


def _changes(situation: Situation) -> Iterator[_Change]:
    yield from _other_dates(situation)
    yield from _fewer_limits(situation)
    yield from _later_matches(situation)
    yield from _other_visas(situation)
    yield from _ignored_rules(situation)


def _with(situation: Situation, applicant: Applicant) -> Situation:
    return replace(situation, applicant=applicant)


def _other_dates(situation: Situation) -> Iterator[_Change]:
    applicant = situation.applicant
    given = {
        "--available-from": applicant.available_from,
        "--available-to": applicant.available_to,
        "--months": applicant.months,
    }
    flags = listed(flag for flag, value in given.items() if value)
    if flags:
        freed = replace(applicant, available_from=None, available_to=None, months=())
        reason = "No program can start and end within the dates and months you gave."
        yield _Change("dates", reason, f"Give more time: widen or leave out {flags}.", None, _with(situation, freed))


def _fewer_limits(situation: Situation) -> Iterator[_Change]:
    limits, applicant = situation.applicant.limits, situation.applicant
    free = Limits(weights=limits.weights, ignore_rules=limits.ignore_rules)
    choices: tuple[tuple[str, Limits], ...] = (
        ("--only-confirmed", replace(limits, only_confirmed=False)),
        ("--hands-on-only", replace(limits, hands_on_only=False)),
        ("--kind", replace(limits, kinds=())),
        ("--state", replace(limits, states=())),
        ("--not-state", replace(limits, not_states=())),
        ("--exclude", replace(limits, exclude=())),
        ("--max-rotations", replace(limits, max_rotations=None)),
        ("--max-stays", replace(limits, max_stays=None)),
        ("--include", replace(limits, include=())),
    )
    given = [(flag, fewer) for flag, fewer in choices if fewer != limits]
    for flag, fewer in given:
        reason = f"Your limit {flag} leaves no plan."
        if flag == "--include":
            reason = f"No plan can hold what you asked for with --include: {_asked_for(situation)}"
        changed = _with(situation, replace(applicant, limits=fewer))
        yield _Change("your-limits", reason, f"Leave out {flag}.", None, changed)
    if len(given) > 1:
        flags = listed(flag for flag, _ in given)
        changed = _with(situation, replace(applicant, limits=free))
        yield _Change("your-limits", f"Your limits {flags} leave no plan.", f"Leave out {flags}.", None, changed)


def _asked_for(situation: Situation) -> str:
    """The programs asked for, each with the rules that it fails."""
    prices = Prices(situation)
    found = [
        assess(situation, prices, situation.catalogue.program(program))
        for program in situation.applicant.limits.include
    ]
    return " ".join(
        " ".join([f"{label(one.program)}.", *(check.reason for check in one.checks if check.result is Result.FAIL)])
        for one in found
    )


def _later_matches(situation: Situation) -> Iterator[_Change]:
    reason = f"No rotation that suits you can end before Match Week, {situation.match_week.isoformat()}."
    for later in range(situation.applicant.match_year + 1, situation.applicant.match_year + 1 + YEARS_TO_TRY):
        try:
            cycle = match_cycle(situation.catalogue.calendar, later)
        except UserError:
            return
        moved = replace(situation, applicant=replace(situation.applicant, match_year=later), cycle=cycle)
        yield _Change("match-year", reason, f"Plan for the {later} Match.", f"--match-year {later}", moved)


def _other_visas(situation: Situation) -> Iterator[_Change]:
    applicant = situation.applicant
    if applicant.is_us_person or applicant.lives_in_us:
        return
    for word, visas in VISAS_TO_TRY:
        if set(visas) != set(applicant.visas):
            name = "/".join(VISA_NAMES[visa] for visa in visas)
            text = f"Ask whether you could come on {name}: plans exist on it."
            changed = _with(situation, replace(applicant, visas=visas))
            yield _Change("visa", "Your visa leaves no plan.", text, f"--visa {word}", changed)


def _ignored_rules(situation: Situation) -> Iterator[_Change]:
    limits = situation.applicant.limits
    for rule in RULES:
        if rule not in CHANGED_OTHERWISE and rule not in limits.ignore_rules:
            ignored = replace(limits, ignore_rules=(*limits.ignore_rules, rule))
            changed = _with(situation, replace(situation.applicant, limits=ignored))
            text = f"Ignore the rule {rule} only if you know better than the pages on file; then plans exist."
            yield _Change("rule", f"The rule {rule} leaves no plan.", text, f"--ignore-rule {rule}", changed)
