"""Why no plan is possible, and the least change found that opens one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from usceplan.applicant import Limits
from usceplan.assessment import assess_all
from usceplan.catalog.vocabulary import Visa
from usceplan.costs.prices import Prices
from usceplan.eligibility import RULES
from usceplan.match import match_cycle
from usceplan.planning.candidates import build_instance
from usceplan.planning.instance import Instance
from usceplan.planning.optimizer import Solution, never, solve
from usceplan.planning.plan import with_budget
from usceplan.planning.situation import Situation
from usceplan.problems import UserError
from usceplan.words import dollars

ENOUGH_USD = 1_000_000
VISAS_TO_TRY: tuple[tuple[str, tuple[Visa, ...]], ...] = (("b1-b2", (Visa.B1, Visa.B2)), ("esta", (Visa.ESTA,)))


@dataclass(frozen=True, slots=True)
class Blame:
    """The limit that leaves no plan, in words; the change that opens one and its flag, or None where none was found."""

    limit: str
    reason: str
    change: str | None
    flag: str | None


def blame(situation: Situation, instance: Instance, deadline: Callable[[], bool] = never) -> Blame:
    """What to change, the least first: budget, dates, the applicant's own limits, Match year, visa, a rule."""
    least = least_budget(instance, deadline)
    if least is not None:
        reason = f"The cheapest plan costs {dollars(least)}, more than the budget of {dollars(instance.limits.budget)}."
        return Blame("budget", reason, f"Raise the budget to {dollars(least)}.", f"--budget {least}")
    for change in _changes(situation):
        if deadline():
            break
        if _opens(change.situation, deadline):
            return Blame(change.limit, change.reason, change.text, change.flag)
    reason = "No single change of budget, dates, limits, Match year, visa or rule opens a plan."
    return Blame("several", reason, None, None)


def least_budget(instance: Instance, deadline: Callable[[], bool] = never) -> int | None:
    """The least budget with which a plan is possible, in whole dollars; None where money is not what is missing."""
    found = solve(with_budget(instance, ENOUGH_USD), deadline=deadline)
    if not isinstance(found, Solution):
        return None
    too_little, enough = instance.limits.budget, found.cost
    while enough - too_little > 1:
        middle = (too_little + enough) // 2
        tried = solve(with_budget(instance, middle), deadline=deadline)
        if isinstance(tried, Solution):
            enough = tried.cost
        else:
            too_little = middle
    return enough


@dataclass(frozen=True, slots=True)
class _Change:
    limit: str
    reason: str
    text: str
    flag: str
    situation: Situation


def _opens(situation: Situation, deadline: Callable[[], bool]) -> bool:
    prices = Prices(situation)
    instance = build_instance(situation, prices, assess_all(situation, prices))
    return isinstance(solve(with_budget(instance, ENOUGH_USD), deadline=deadline), Solution)


def _changes(situation: Situation) -> Iterator[_Change]:
    yield from _other_dates(situation)
    yield from _fewer_limits(situation)
    yield from _later_match(situation)
    yield from _other_visas(situation)
    yield from _ignored_rules(situation)


def _other_dates(situation: Situation) -> Iterator[_Change]:
    applicant = situation.applicant
    if applicant.available_from or applicant.available_to or applicant.months:
        freed = replace(applicant, available_from=None, available_to=None, months=())
        yield _Change(
            "dates",
            "No program can start and end within the dates and months you gave.",
            "Give more time: leave out or widen --available-from, --available-to and --months.",
            "--available-from, --available-to, --months",
            replace(situation, applicant=freed),
        )


def _fewer_limits(situation: Situation) -> Iterator[_Change]:
    limits = situation.applicant.limits
    choices: tuple[tuple[str, Limits], ...] = (
        ("--only-confirmed", replace(limits, only_confirmed=False)),
        ("--hands-on-only", replace(limits, hands_on_only=False)),
        ("--kind", replace(limits, kinds=())),
        ("--state and --not-state", replace(limits, states=(), not_states=())),
        ("--exclude", replace(limits, exclude=())),
        ("--include", replace(limits, include=())),
        ("--max-rotations", replace(limits, max_rotations=None)),
    )
    for flag, fewer in choices:
        if fewer != limits:
            freed = replace(situation, applicant=replace(situation.applicant, limits=fewer))
            yield _Change("your limits", f"Your limit {flag} leaves no plan.", f"Leave out {flag}.", flag, freed)


def _later_match(situation: Situation) -> Iterator[_Change]:
    later = situation.applicant.match_year + 1
    try:
        cycle = match_cycle(situation.catalogue.calendar, later)
    except UserError:
        return
    reason = f"No rotation that suits you can end before Match Week, {situation.match_week.isoformat()}."
    moved = replace(situation, applicant=replace(situation.applicant, match_year=later), cycle=cycle)
    yield _Change("dates", reason, f"Plan for the {later} Match.", f"--match-year {later}", moved)


def _other_visas(situation: Situation) -> Iterator[_Change]:
    if situation.applicant.is_us_person:
        return
    for word, visas in VISAS_TO_TRY:
        if set(visas) != set(situation.applicant.visas):
            changed = replace(situation, applicant=replace(situation.applicant, visas=visas))
            text = f"Ask whether you could come on {word.upper()}: plans exist on it."
            yield _Change("visa", "Your visa leaves no plan.", text, f"--visa {word}", changed)


def _ignored_rules(situation: Situation) -> Iterator[_Change]:
    limits = situation.applicant.limits
    for rule in RULES:
        ignored = replace(limits, ignore_rules=(*limits.ignore_rules, rule))
        changed = replace(situation, applicant=replace(situation.applicant, limits=ignored))
        text = f"If the rule {rule} did not hold, a plan would be possible; ignore it only if you know better."
        yield _Change("rule", f"The rule {rule} leaves no plan.", text, f"--ignore-rule {rule}", changed)
