"""The rotations that could be part of a plan, and the optimization problem that they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from usceplan.assessment import Assessment, payer
from usceplan.catalog.guidance import Number
from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import Kind, Visa
from usceplan.costs.prices import Prices, usd
from usceplan.costs.trip import is_visitor
from usceplan.eligibility import Check, Verdict, is_placement, verdict
from usceplan.planning.instance import (
    Candidate,
    CappedPart,
    Instance,
    MixPart,
    Parts,
    PlanCosts,
    PlanLimits,
    RecencyPart,
)
from usceplan.planning.situation import Situation, last_day
from usceplan.planning.windows import durations, start_mondays
from usceplan.planning.worth import (
    THOUSAND,
    hands_on_weeks,
    letter_counts,
    letter_quality,
    mix,
    planned_specialties,
    recency_points,
    specialty_weeks,
)
from usceplan.problems import UserError


@dataclass(frozen=True, slots=True)
class Block:
    """A rotation without its date: what all its starts have in common."""

    assessment: Assessment
    specialty: str
    metro: str
    weeks: int


def build_instance(situation: Situation, prices: Prices, assessments: tuple[Assessment, ...]) -> Instance:
    """The optimization problem of a situation, candidates in the order of ids, specialty, metro, weeks, start."""
    usable = sorted((found for found in assessments if _may_be_planned(situation, found)), key=_id)
    numbers = count()
    candidates = tuple(
        candidate
        for found in usable
        for block in _blocks(situation, prices, found)
        for candidate in _candidates(situation, prices, block, numbers)
    )
    return Instance(
        first_monday=situation.first_monday,
        weeks=situation.horizon_weeks,
        candidates=candidates,
        limits=_limits(situation),
        costs=_costs(prices, candidates),
        parts=_parts(situation),
    )


def _id(found: Assessment) -> str:
    return found.program.id


def _may_be_planned(situation: Situation, found: Assessment) -> bool:
    return is_placement(found.program) and any(
        _is_good_enough(situation, results) for results in found.checks_by_standing.values()
    )


def _is_good_enough(situation: Situation, results: tuple[Check, ...]) -> bool:
    reached = verdict(results)
    if situation.applicant.limits.only_confirmed:
        return reached is Verdict.ELIGIBLE
    return reached is not Verdict.INELIGIBLE


def _blocks(situation: Situation, prices: Prices, found: Assessment) -> Iterator[Block]:
    program = found.program
    for specialty in planned_specialties(situation, program):
        for metro in prices.metros(program):
            for weeks in durations(program, situation.catalogue.guidance):
                yield Block(found, specialty, metro, weeks)


def _candidates(situation: Situation, prices: Prices, block: Block, numbers: Iterator[int]) -> Iterator[Candidate]:
    program, weeks = block.assessment.program, block.weeks
    quality = letter_quality(situation, program, block.specialty)
    recency = points_of_parts(situation)["recency"]
    settings = mix(program)
    for start in start_mondays(situation, program, weeks):
        if not _may_take_place(situation, block, start):
            continue
        who = payer(situation, program, weeks, situation.standing(start), block.specialty)
        cost = prices.fees(program, who).usd.typical + prices.living_usd(block.metro, start, weeks).typical
        yield Candidate(
            index=next(numbers),
            program=program.id,
            specialty=block.specialty,
            metro=block.metro,
            start=situation.week_number(start),
            weeks=weeks,
            usd=cost,
            letter=quality if letter_counts(situation, start, weeks) else 0,
            hands_on=hands_on_weeks(situation, program, start, weeks),
            specialty_weeks=specialty_weeks(situation, program, block.specialty, start, weeks),
            mix=settings,
            recency=recency_points(situation, start, weeks, recency),
        )


def _may_take_place(situation: Situation, block: Block, start: date) -> bool:
    standing = situation.standing(start)
    results = block.assessment.checks_by_standing.get(standing)
    if results is None or not _is_good_enough(situation, results):
        return False
    return not standing.is_student or _student_may(situation, block, start)


def _student_may(situation: Situation, block: Block, start: date) -> bool:
    """A student's elective ends with graduation, and New York limits its weeks."""
    program, law = block.assessment.program, situation.catalogue.guidance.law.ny_student_weeks
    in_state = any(place.state == law.state for place in program.locations or ())
    if in_state and block.weeks > (law.value or block.weeks):
        return False
    if situation.standing(last_day(start, block.weeks)).is_student:
        return True
    return program.kind is not Kind.ELECTIVE


def _limits(situation: Situation) -> PlanLimits:
    applicant, planning = situation.applicant, situation.catalogue.guidance.planning
    rotations = applicant.limits.max_rotations or planning.max_rotations.value
    stays = applicant.limits.max_stays or planning.max_stays.value
    return PlanLimits(
        budget=applicant.budget,
        max_rotations=rotations,
        # Someone who lives in the United States has no stays to count.
        max_stays=rotations if applicant.lives_in_us else stays,
        stay_days=stay_days(situation),
        must_include=tuple(sorted(applicant.limits.include)),
    )


def stay_days(situation: Situation) -> int | None:
    """How many days one stay may last on the applicant's visa; None where nothing on file limits it."""
    if not is_visitor(situation.applicant):
        return None
    entry = situation.catalogue.guidance.entry
    longest: Number = entry.b_stay_days if {Visa.B1, Visa.B2} & set(situation.applicant.visas) else entry.esta_stay_days
    return longest.value


def _costs(prices: Prices, candidates: tuple[Candidate, ...]) -> PlanCosts:
    metros = sorted({candidate.metro for candidate in candidates})
    return PlanCosts(
        once=prices.with_any_plan(),
        stay=usd(prices.stay()).typical,
        move=usd(prices.move()).typical,
        weekly={metro: usd(prices.waiting_week(metro)).typical for metro in metros},
    )


PARTS = ("letters", "hands-on", "specialty", "recency", "mix")
"""The parts of the strength, by the names under which their points can be overridden."""


def points_of_parts(situation: Situation) -> dict[str, int]:
    """The points of each part: those of the guidance, or the applicant's own weights."""
    strength = situation.catalogue.guidance.strength
    given = situation.applicant.limits.weights
    default = {
        "letters": strength.letters.value,
        "hands-on": strength.hands_on.value,
        "specialty": strength.specialty.value,
        "recency": strength.recency.value,
        "mix": strength.mix.value,
    }
    unknown = sorted(set(given) - set(default))
    if unknown:
        raise UserError(f'no part of the strength is called "{unknown[0]}"', f"Choose one of {', '.join(default)}.")
    return {name: given.get(name, points) for name, points in default.items()}


def weeks_wanted(situation: Situation) -> int:
    """The weeks that count in full: more for applicants long past graduation when applications open."""
    strength = situation.catalogue.guidance.strength
    is_older = years_at_application(situation) > strength.older_graduate_years.value
    return strength.weeks_wanted_older.value if is_older else strength.weeks_wanted.value


def years_at_application(situation: Situation) -> int:
    """Calendar years since graduation on the day on which applications open."""
    return situation.submission_day.year - situation.applicant.graduation_year


def _parts(situation: Situation) -> Parts:
    applicant, guidance = situation.applicant, situation.catalogue.guidance
    points = points_of_parts(situation)
    wanted = weeks_wanted(situation) * THOUSAND
    involvement = {
        "full": guidance.factors.hands_on_full,
        "limited": guidance.factors.hands_on_limited,
        "none": guidance.factors.hands_on_none,
    }[applicant.held_involvement.value]
    inpatient, outpatient, residency = _split_mix(situation, points["mix"])
    return Parts(
        letters=CappedPart(
            points["letters"], guidance.letters.target.value * THOUSAND, applicant.held_letters * THOUSAND
        ),
        hands_on=CappedPart(points["hands-on"], wanted, applicant.held_weeks * involvement.value),
        specialty=CappedPart(points["specialty"], wanted, applicant.held_weeks * THOUSAND),
        recency=RecencyPart(points["recency"], 0),
        mix=MixPart(inpatient, outpatient, residency, (False, False, False)),
    )


def _split_mix(situation: Situation, points: int) -> tuple[int, int, int]:
    """The points of the mix, divided as the guidance divides them; what rounding leaves goes to residency programs."""
    strength = situation.catalogue.guidance.strength
    whole = strength.mix.value
    inpatient = points * strength.mix_inpatient.value // whole
    outpatient = points * strength.mix_outpatient.value // whole
    return inpatient, outpatient, points - inpatient - outpatient


def fixed_instance(
    situation: Situation, prices: Prices, rotations: Sequence[tuple[Program, str, date, int]]
) -> Instance:
    """The problem of given rotations (program, metro, start, weeks), to find out how each is best reached.

    What they are worth, their fees and living are left out: these don't depend on how a rotation is reached.
    """
    candidates = tuple(
        Candidate(
            index=index,
            program=program.id,
            specialty="",
            metro=metro,
            start=situation.week_number(start),
            weeks=weeks,
            usd=0,
            letter=0,
            hands_on=0,
            specialty_weeks=0,
            mix=(False, False, False),
            recency=0,
        )
        for index, (program, metro, start, weeks) in enumerate(rotations)
    )
    limits = replace(_limits(situation), max_rotations=len(candidates))
    return Instance(
        first_monday=situation.first_monday,
        weeks=situation.horizon_weeks,
        candidates=candidates,
        limits=limits,
        costs=_costs(prices, candidates),
        parts=_parts(situation),
    )
