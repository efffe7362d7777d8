"""A plan once made, kept as a file (``usceplan.plan/1``) so that it need not be searched for again.

The file holds what was told of the applicant, the day, and the rotations chosen; everything else is worked out from
these and the present data by the functions that made it at first. So its costs are always those of the present data. A
plan of which a rotation is no longer possible by the present data is refused; one made from other data than the present
is used with a warning, and is no longer called proven best.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.assessment import Assessment
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.values import IsoDate, Record, Slug, Text
from usceplan.costs.prices import Prices
from usceplan.eligibility import Result
from usceplan.output.results import Recommendation
from usceplan.planning.candidates import build_instance, points_of_parts
from usceplan.planning.instance import Candidate, Instance, score
from usceplan.planning.optimizer import Solution
from usceplan.planning.plan import Maker, Planned, backups_for, start_of
from usceplan.planning.scheduling import plan_cost
from usceplan.planning.situation import Situation
from usceplan.problems import UserError
from usceplan.scales import THOUSAND
from usceplan.words import counted

PLAN_SCHEMA = "usceplan.plan/1"


class SavedRotation(Record):
    """A rotation of the plan: what names a candidate, whatever its worth and cost."""

    program: Slug
    """Id of the program."""
    specialty: Slug
    """Id of the specialty."""
    metro: Text
    """Id of the metro area."""
    start: IsoDate
    """First day, a Monday."""
    weeks: Annotated[int, Field(strict=True, ge=1, le=104)]
    """Length in weeks."""


class SavedCatalogue(Record):
    """The data files that the plan was made from."""

    version: Text
    """Of the program that ships them."""
    digest: Annotated[str, Field(strict=True, pattern=r"^[0-9a-f]{16}$")]
    """The first 16 hexadecimal digits of the SHA-256 of all of them."""
    collected: IsoDate
    """The day on which the facts were collected."""


class SavedPlan(Record):
    """A plan that ``--save`` keeps. Its figures are those of the day when it was made."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.plan/1"], Field(alias="schema")] = "usceplan.plan/1"
    planned_on: IsoDate
    """The day on which it was made."""
    catalogue: SavedCatalogue
    """The data files that it was made from."""
    answers: dict[str, tuple[Annotated[str, Field(strict=True)], ...]]
    """What was told, by the names of the options, each a list of texts."""
    rotations: Annotated[tuple[SavedRotation, ...], Field(min_length=1)]
    """The rotations by date."""
    strength: Annotated[int, Field(strict=True, ge=0)]
    """In thousandths of a point."""
    proven_optimal: Annotated[bool, Field(strict=True)]
    """Whether it was proven best."""
    upper_bound: Annotated[int, Field(strict=True, ge=0)]
    """What no plan exceeded, in thousandths of a point."""
    usd: Annotated[int, Field(strict=True, ge=0)]
    """Typical cost, whole U.S. dollars."""
    done: tuple[Text, ...] = ()
    """Ids of the tasks that have been marked as done since."""


def plan_to_save(answers: Mapping[str, tuple[str, ...]], found: Recommendation) -> SavedPlan:
    """The plan of a recommendation, as its file holds it; ``answers`` are those without the day and the Match year."""
    plan = found.plan
    assert plan is not None
    return SavedPlan(
        planned_on=found.generated_on,
        catalogue=SavedCatalogue(
            version=found.catalogue.version, digest=found.catalogue.digest, collected=found.catalogue.collected
        ),
        answers={**answers, "match_year": (str(found.applicant.match_year),)},
        rotations=tuple(
            SavedRotation(
                program=one.program, specialty=one.specialty, metro=one.metro, start=one.start, weeks=one.weeks
            )
            for one in plan.rotations
        ),
        strength=round(plan.strength * THOUSAND),
        proven_optimal=plan.proven_optimal,
        upper_bound=round(plan.upper_bound * THOUSAND),
        usd=plan.usd,
    )


def keeping(saved: SavedPlan) -> Maker:
    """What gives the saved plan in the place of a search."""
    return partial(_kept, saved)


def _kept(
    saved: SavedPlan,
    situation: Situation,
    prices: Prices,
    assessments: tuple[Assessment, ...],
    _deadline: Callable[[], bool],
) -> Planned:
    instance = build_instance(situation, prices, assessments)
    solution = kept_solution(saved, situation, assessments, instance)
    backups = tuple(backups_for(instance, solution, number) for number in range(len(solution.chosen)))
    return Planned(instance, solution, backups)


def kept_solution(
    saved: SavedPlan, situation: Situation, assessments: Iterable[Assessment], instance: Instance
) -> Solution:
    """The saved rotations in the problem that they were chosen from, at its costs.

    Raises ``UserError`` where they are not possible any more.
    """
    chosen = _chosen(saved, assessments, instance)
    priced = plan_cost(instance, chosen)
    if priced is None:
        raise UserError(
            "the rotations of the saved plan can no longer be done together",
            "They overlap, or stay longer than the visa or the number of trips allows. Plan again.",
            "plan-outdated",
        )
    is_current = is_of_these_data(saved, situation.catalogue)
    most = sum(points_of_parts(situation).values()) * THOUSAND
    return Solution(
        chosen=chosen,
        cost=priced.cost,
        stays=priced.stays,
        legs=priced.legs,
        scores=score(instance.parts, chosen),
        proven_optimal=saved.proven_optimal and is_current,
        upper_bound=saved.upper_bound if is_current else most,
        nodes=0,
    )


def _chosen(saved: SavedPlan, assessments: Iterable[Assessment], instance: Instance) -> tuple[Candidate, ...]:
    possible = {
        (one.program, one.specialty, one.metro, start_of(instance, one), one.weeks): one for one in instance.candidates
    }
    found = [possible.get((one.program, one.specialty, one.metro, one.start, one.weeks)) for one in saved.rotations]
    by_id = {one.program.id: one for one in assessments}
    gone = [one for one, candidate in zip(saved.rotations, found, strict=True) if candidate is None]
    if gone:
        lines = [f"{one.program} from {one.start}: {_why_gone(one, by_id.get(one.program))}" for one in gone]
        raise UserError(
            f"{counted(len(gone), 'rotation')} of the saved plan "
            f"{'is' if len(gone) == 1 else 'are'} not possible by the present data\n" + "\n".join(lines),
            "Plan again with usceplan recommend --save, which searches anew.",
            "plan-outdated",
        )
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.start))


def _why_gone(rotation: SavedRotation, found: Assessment | None) -> str:
    if found is None:
        return "the catalogue has no such program any more"
    failed = [check.reason for check in found.checks if check.result is Result.FAIL]
    if failed:
        return " ".join(failed)
    return f"{counted(rotation.weeks, 'week')} in {rotation.specialty} from that Monday are not offered"


def is_of_these_data(saved: SavedPlan, catalogue: Catalogue) -> bool:
    """Whether the plan was made from the very data files that are read now."""
    return saved.catalogue.digest == catalogue.digest


def changes_since(saved: SavedPlan, catalogue: Catalogue, usd: int) -> list[str]:
    """A warning where the data files have changed since the plan was made. ``usd`` is what it costs by them."""
    if is_of_these_data(saved, catalogue):
        return []
    costs = "it costs the same" if usd == saved.usd else f"it cost ${saved.usd:,} then and costs ${usd:,} now"
    return [
        f"The data have changed since this plan was made on {saved.planned_on}: its rotations are still possible, and "
        f"at typical prices {costs}. Another plan may be better now: plan again to know."
    ]


def about_saved(saved: SavedPlan, catalogue: Catalogue, usd: int, today: date) -> list[str]:
    """What to know of a saved plan beside which others are searched for; ``usd`` is what it costs by the present data.

    These are planned as of the day on which it was made, as it was.
    """
    warnings = changes_since(saved, catalogue, usd)
    if today > saved.planned_on:
        warnings.append(
            f"Other plans are made as of {saved.planned_on}, as the saved one was: what had to be applied for before "
            f"{today} may be out of reach."
        )
    return warnings


def planned_on(saved: SavedPlan, catalogue: Catalogue) -> date:
    """The day on which the plan was made. Raises ``UserError`` for one that the data say nothing of."""
    first = date(catalogue.collected.year - 1, 1, 1)
    if saved.planned_on < first:
        message = f"the plan was made on {saved.planned_on}, before the prices on file"
        raise UserError(message, "Plan again with usceplan recommend --save.", "plan-outdated")
    return saved.planned_on
