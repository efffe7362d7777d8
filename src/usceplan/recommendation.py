"""The main job: from a situation to the recommendation that every output renders."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from usceplan.advice import Outcome, PlannedRotation, advice
from usceplan.assessment import Assessment, apply_by, assess_all, payer, to_confirm
from usceplan.assumptions import assumptions, warnings
from usceplan.catalog.catalogue import OwnEntry
from usceplan.catalog.program import Program
from usceplan.catalog.specialties import name_in_text
from usceplan.costs.budget import Budget, Stop, budget_of
from usceplan.costs.prices import Prices
from usceplan.costs.trip import country_of, metro_named, place_in
from usceplan.eligibility import Verdict, is_placement, verdict
from usceplan.money_result import cash_flow_info, likely_info
from usceplan.output import results as out
from usceplan.planning.candidates import points_of_parts
from usceplan.planning.frontier import Frontier, Point, at_most, frontier, named_points
from usceplan.planning.instance import Candidate, Instance
from usceplan.planning.optimizer import NoPlan, Solution, never
from usceplan.planning.plan import BLAMED_TIME, Backup, Maker, Planned, make_plan, start_of
from usceplan.planning.robustness import Place, robustness
from usceplan.planning.scheduling import Leg
from usceplan.planning.situation import Situation, last_day
from usceplan.planning.worth import letter_counts, letter_quality
from usceplan.report_parts import DISCLAIMER, catalogue_info, own_info, usd_info
from usceplan.scales import PERCENT, THOUSAND
from usceplan.task_drafting import AS_PLANNED, Ahead, Attended, Looked
from usceplan.timeline_report import timeline_info, visa_warnings
from usceplan.understanding import visa_label
from usceplan.whatif import Solved, short_form
from usceplan.whatif_problem import problem_of
from usceplan.words import counted, label

ALTERNATIVE_STEPS = 1200
"""Partial plans looked at, and plans dated, in the search for other plans, so that it takes a part of a second."""
ALTERNATIVES_MISSING = (
    "The search for other plans was stopped before its end: one between those listed may be cheaper or stronger."
)
REFUSALS = (
    "Every application is taken to be refused with the same chance, independently; a refused place goes to its first "
    "backup that accepts, and each program stands in for one rotation only. The chances are exact under these "
    "assumptions, which no figure supports."
)


class Recommended(NamedTuple):
    """The result, the solved problem behind it, and what its timeline was made from."""

    result: out.Recommendation
    planned: Planned
    ahead: Ahead


def recommendation_of(
    situation: Situation,
    *,
    deadline: Callable[[], bool] = never,
    with_whatif: bool = True,
    make: Maker = make_plan,
    looked: Looked = AS_PLANNED,
) -> Recommended:
    """Programs with verdict and fit, the best plan, its timeline and budget, and advice.

    ``deadline`` ends the search for the plan; the result then says that it is not proven best. ``with_whatif`` says
    whether to look around the plan as well: for the other plans that none beats, and for what more money would do.
    ``make`` gives the plan: by a search, or one that was kept.
    """
    now = looked.today or situation.today
    prices = Prices(situation)
    assessments = assess_all(situation, prices)
    planned = make(situation, prices, assessments, deadline)
    view = _View(situation, prices, {found.program.id: found for found in assessments}, planned)
    solved = Solved(problem_of(situation, prices, assessments, planned.instance), planned.solution)
    around = _around(planned, deadline) if with_whatif else Frontier((), is_exact=False, nodes=0)
    stops = view.stops()
    ahead = Ahead(situation, now, view.attended(), looked.done)
    timeline = timeline_info(ahead)
    budget = budget_of(situation, prices, stops) if stops else None
    no_plan = None if stops else _no_plan(situation, planned, deadline)
    placements = [found for found in assessments if is_placement(found.program)]
    own = situation.catalogue.own_programs
    open_ones = [found for found in placements if found.verdict is not Verdict.INELIGIBLE]
    result = out.Recommendation(
        generated_on=now,
        catalogue=catalogue_info(situation.catalogue),
        applicant=applicant_info(situation, planned.instance),
        match=match_info(situation),
        programs=[program_info(found, rank, own) for rank, found in enumerate(open_ones, 1)],
        excluded=[program_info(found, None, own) for found in placements if found.verdict is Verdict.INELIGIBLE],
        resources=[resource_info(found, own) for found in assessments if _is_useful_resource(found)],
        plan=view.plan_info(),
        no_plan=no_plan,
        alternatives=alternative_infos(around),
        alternatives_exact=around.is_exact,
        whatif=short_form(solved, deadline) if with_whatif else [],
        timeline=timeline,
        budget=budget_info(situation, budget, situation.applicant.budget) if budget else None,
        advice=[
            out.AdviceInfo(id=one.id, text=one.text, because=one.because, source=one.source)
            for one in advice(situation, view.outcome(no_plan))
        ],
        assumptions=list(assumptions(situation, prices, stops)),
        warnings=[
            *visa_warnings(ahead, timeline),
            *warnings(situation, stops, view.planned_programs(), budget.lines if budget else ()),
            *([ALTERNATIVES_MISSING] if around.points and not around.is_exact else []),
        ],
        disclaimer=DISCLAIMER,
    )
    return Recommended(result, planned, ahead)


def recommend(situation: Situation, *, deadline: Callable[[], bool] = never) -> out.Recommendation:
    """What ``usceplan recommend`` shows: programs with verdict and fit, the best plan, its timeline, its costs, advice.

    ``plan`` of the result is None where none is possible; ``no_plan`` then says why. ``deadline`` is asked again and
    again whether to stop searching for the best plan; the result then says that it is not proven best.
    """
    return recommendation_of(situation, deadline=deadline).result


def _around(planned: Planned, deadline: Callable[[], bool]) -> Frontier:
    solution = planned.solution
    if isinstance(solution, NoPlan):
        return Frontier((), is_exact=solution.proven, nodes=0)
    return frontier(planned.instance, strongest=solution, deadline=at_most(ALTERNATIVE_STEPS, deadline))


def alternative_infos(found: Frontier) -> list[out.AlternativeInfo]:
    """The plans that no other beats, the cheapest first, one with several names once for each."""
    names: dict[Point, list[str]] = {}
    for name, point in named_points(found).items():
        names.setdefault(point, []).append(name)
    return [
        out.AlternativeInfo(
            name=name,
            strength=point.strength / THOUSAND,
            usd=point.cost,
            letters=point.letters,
            rotations=[candidate.program for candidate in point.chosen],
        )
        for point in found.points
        for name in names.get(point, [None])
    ]


def _no_plan(situation: Situation, planned: Planned, deadline: Callable[[], bool]) -> out.NoPlanInfo:
    from usceplan.planning.no_plan import STOPPED, blame  # noqa: PLC0415 (most people have a plan)

    stopped = isinstance(planned.solution, NoPlan) and not planned.solution.proven
    found = STOPPED if stopped else blame(situation, deadline)
    return out.NoPlanInfo(blame=found.limit, reason=found.reason, change=found.change, flag=found.flag)


def _is_useful_resource(found: Assessment) -> bool:
    """A resource is worth knowing unless it is shut to this person; dates and prices don't apply to it."""
    decisive = (
        "open",
        "exists",
        "audience",
        "residency-seekers",
        "graduation-year",
        "nationality",
        "specialty",
        "your-limits",
    )
    failed = {check.rule for check in found.checks if check.result.value == "fail"}
    return not is_placement(found.program) and not failed & set(decisive)


def applicant_info(situation: Situation, instance: Instance) -> out.ApplicantInfo:
    """The applicant as understood, defaults included."""
    applicant, limits, catalogue = situation.applicant, situation.applicant.limits, situation.catalogue
    exams, country = applicant.exams, country_of(catalogue, applicant.nationality)
    metro = None if applicant.us_metro is None else metro_named(catalogue, applicant.us_metro)
    return out.ApplicantInfo(
        specialties=list(applicant.specialties),
        specialty_names=[name_in_text(catalogue.specialties, one) for one in applicant.specialties],
        graduation_year=applicant.graduation_year,
        status=situation.standing(situation.today).status.value,
        visas=[visa.value for visa in applicant.visas],
        visa_label=visa_label(applicant.visas),
        budget=applicant.budget,
        match_year=applicant.match_year,
        nationality=applicant.nationality,
        nationality_name=country.name if country else None,
        home_region=applicant.home_region,
        us_metro=applicant.us_metro,
        us_metro_name=metro.name if metro else None,
        free_housing=list(applicant.free_housing),
        free_housing_names=[metro_named(catalogue, one).name for one in applicant.free_housing],
        housing=applicant.housing.value,
        visa_wait_weeks=applicant.visa_wait_weeks,
        exams=None if exams is None else [out.ExamInfo(exam=one.exam.value, on=one.on) for one in exams],
        held_letters=applicant.held_letters,
        held_weeks=applicant.held_weeks,
        held_involvement=applicant.held_involvement.value,
        available_from=applicant.available_from,
        available_to=applicant.available_to,
        months=list(applicant.months),
        kinds=[kind.value for kind in limits.kinds],
        states=list(limits.states),
        not_states=list(limits.not_states),
        hands_on_only=limits.hands_on_only,
        include=list(limits.include),
        exclude=list(limits.exclude),
        only_confirmed=limits.only_confirmed,
        max_rotations=instance.limits.max_rotations,
        max_stays=instance.limits.max_stays,
        weights=points_of_parts(situation),
        ignored_rules=list(limits.ignore_rules),
        include_application=applicant.include_application,
    )


def match_info(situation: Situation) -> out.MatchInfo:
    """The Match cycle."""
    return out.MatchInfo(
        match_year=situation.cycle.match_year,
        why=situation.why_match_year,
        letter_deadline=situation.letter_deadline,
        milestones=[
            out.MilestoneInfo(id=one.id.value, date=one.date, basis=one.basis, source=one.source, note=one.note)
            for one in situation.cycle.milestones
        ],
    )


def program_info(found: Assessment, rank: int | None, own: Mapping[str, OwnEntry]) -> out.ProgramInfo:
    """A program with its verdict and fit, and what of it is from a person's own file."""
    program = found.program
    return out.ProgramInfo(
        rank=rank,
        id=program.id,
        name=program.name,
        institution=program.institution,
        kind=program.kind,
        involvement=program.hands_on,
        places=[f"{place.city}, {place.state}" if place.city else place.state for place in program.locations or ()],
        url=program.url,
        verdict=found.verdict.value,
        checks=_checks(found),
        fit=out.FitInfo(
            score=found.fit.score,
            criteria=[
                out.CriterionInfo(id=one.id, points=one.points, max=one.max, why=one.why) for one in found.fit.criteria
            ],
        ),
        cost_per_4_weeks=usd_info(found.cost),
        cost_basis="stated" if found.cost_is_stated else "estimate",
        earliest_start=found.earliest_start,
        apply_by=found.apply_by,
        confidence=program.confidence.value,
        guide_check=program.guide_check,
        notes=program.notes,
        own=own_info(own, program.id),
    )


def _checks(found: Assessment) -> list[out.CheckInfo]:
    return [
        out.CheckInfo(rule=one.rule, result=one.result.value, reason=one.reason, source=one.source)
        for one in found.checks
    ]


def resource_info(found: Assessment, own: Mapping[str, OwnEntry]) -> out.ResourceInfo:
    """A resource and what it is for."""
    program = found.program
    return out.ResourceInfo(
        id=program.id,
        name=program.name,
        institution=program.institution,
        type=program.resource_type.value if program.resource_type else "",
        use=program.resource_use or "",
        url=program.url,
        checks=_checks(found),
        own=own_info(own, program.id),
    )


def budget_info(situation: Situation, budget: Budget, limit: int | None) -> out.BudgetInfo:
    """A budget for the output."""
    return out.BudgetInfo(
        limit=limit,
        total=usd_info(budget.counted),
        beside=usd_info(budget.beside),
        lines=[
            out.BudgetLine(
                category=one.category.value,
                item=one.item,
                quantity=one.quantity,
                unit=one.unit,
                unit_usd=usd_info(one.unit_usd),
                usd=usd_info(one.usd),
                basis=one.basis.value,
                source=one.source,
                as_of=one.as_of,
                counted=one.counted,
                warning=one.warning,
            )
            for one in budget.lines
        ],
        by_category=[
            out.CategoryTotal(category=category.value, usd=usd_info(amount), counted=is_counted)
            for category, is_counted, amount in budget.by_category()
        ],
        by_month=[out.MonthTotal(month=month, usd=amount) for month, amount in budget.by_month()],
        cash_flow=cash_flow_info(budget, situation.catalogue.guidance.due),
        likely=likely_info(budget, limit),
        contingencies=[
            out.ContingencyInfo(
                item=one.item, usd=usd_info(one.usd), condition=one.condition, source=one.source, as_of=one.as_of
            )
            for one in budget.contingencies
        ],
    )


class _View(NamedTuple):
    """A solved plan and what is needed to describe it."""

    situation: Situation
    prices: Prices
    by_id: dict[str, Assessment]
    planned: Planned

    @property
    def solution(self) -> Solution | None:
        found = self.planned.solution
        return found if isinstance(found, Solution) else None

    def planned_programs(self) -> tuple[Assessment, ...]:
        return tuple(self.by_id[one.program] for one in self.solution.chosen) if self.solution else ()

    def stops(self) -> tuple[Stop, ...]:
        if self.solution is None:
            return ()
        legs = (None, *self.solution.legs)
        return tuple(
            Stop(self.by_id[one.program].program, one.specialty, one.metro, self._start(one), one.weeks, leg)
            for one, leg in zip(self.solution.chosen, legs, strict=True)
        )

    def _start(self, candidate: Candidate) -> date:
        return start_of(self.planned.instance, candidate)

    def plan_info(self) -> out.PlanInfo | None:
        solution = self.solution
        if solution is None:
            return None
        points = points_of_parts(self.situation)
        scores = {
            "letters": solution.scores.letters,
            "hands-on": solution.scores.hands_on,
            "specialty": solution.scores.specialty,
            "recency": solution.scores.recency,
            "mix": solution.scores.mix,
        }
        return out.PlanInfo(
            strength=solution.scores.total / THOUSAND,
            max_strength=sum(points.values()),
            proven_optimal=solution.proven_optimal,
            upper_bound=solution.upper_bound / THOUSAND,
            parts=[out.PartInfo(id=name, points=got / THOUSAND, max=points[name]) for name, got in scores.items()],
            stays=0 if self.situation.applicant.lives_in_us else len(solution.stays),
            usd=solution.cost,
            rotations=[self._rotation_info(number) for number in range(len(solution.chosen))],
            robustness=self._robustness(solution),
        )

    def _robustness(self, solution: Solution) -> out.RobustnessInfo:
        guidance, applicant = self.situation.catalogue.guidance, self.situation.applicant
        told, usual = applicant.refusal_percent, guidance.planning.refusal_percent.value
        places = tuple(
            Place(chosen.letter > 0, tuple((one.candidate.program, one.candidate.letter > 0) for one in backups))
            for chosen, backups in zip(solution.chosen, self.planned.backups, strict=True)
        )
        found = robustness(
            places,
            refusal_percent=usual if told is None else told,
            certainty_percent=guidance.planning.place_certainty_percent.value,
            held=applicant.held_letters,
            wanted=guidance.letters.target.value,
        )
        return out.RobustnessInfo(
            refusal_rate=found.refusal_percent / PERCENT,
            place_certainty=found.certainty_percent / PERCENT,
            applications_per_place=found.applications or None,
            letter_chances=[chance / PERCENT for chance in found.chances],
            meaning=REFUSALS,
        )

    def _rotation_info(self, number: int) -> out.RotationInfo:
        stop, found = self.stops()[number], self.planned_programs()[number]
        program = stop.program
        standing = self.situation.standing(stop.start)
        fees = self.prices.fees(program, payer(self.situation, program, stop.weeks, standing, stop.specialty))
        usd = fees.usd + self.prices.living_usd(stop.metro, stop.start, stop.weeks)
        checks = found.checks_by_standing[standing]
        return out.RotationInfo(
            program=program.id,
            name=program.name,
            institution=program.institution,
            place=place_in(self.situation.catalogue, program, stop.metro),
            metro=stop.metro,
            kind=program.kind,
            involvement=program.hands_on,
            specialty=stop.specialty,
            specialty_name=name_in_text(self.situation.catalogue.specialties, stop.specialty),
            start=stop.start,
            end=last_day(stop.start, stop.weeks),
            weeks=stop.weeks,
            apply_by=apply_by(self.situation, program, stop.start),
            verdict=verdict(checks).value,
            to_confirm=list(to_confirm(checks)),
            letter=self._letter(stop),
            usd=usd_info(usd),
            usd_basis="stated" if fees.complete else "estimate",
            arrival=self._arrival(number, stop.leg),
            backups=[self._backup(one) for one in self.planned.backups[number]],
            own=own_info(self.situation.catalogue.own_programs, program.id),
        )

    def _letter(self, stop: Stop) -> out.LetterInfo:
        counts = letter_counts(self.situation, stop.start, stop.weeks)
        quality = letter_quality(self.situation, stop.program, stop.specialty)
        least = self.situation.catalogue.guidance.letters.min_weeks.value
        if stop.weeks < least:
            why = f"shorter than {counted(least, 'week')}"
        elif counts and quality:
            why = f"ends by {self.situation.letter_deadline.isoformat()}, in time for a letter"
        elif counts:
            why = "the program gives no letter"
        else:
            why = f"ends after {self.situation.letter_deadline.isoformat()}, too late for a letter"
        return out.LetterInfo(counts=counts and quality > 0, quality=quality / THOUSAND, why=why)

    def _arrival(self, number: int, leg: Leg | None) -> out.LegInfo:
        costs = self.planned.instance.costs
        if self.situation.applicant.lives_in_us:
            return out.LegInfo(kind="from-home", from_place=None, weeks_waiting=0, usd=0)
        if leg is None:
            return out.LegInfo(kind="arrive", from_place=None, weeks_waiting=0, usd=costs.stay)
        last = self.stops()[number - 1]
        before = place_in(self.situation.catalogue, last.program, last.metro)
        waiting = leg.weeks if leg.kind == "wait" else 0
        return out.LegInfo(kind=leg.kind, from_place=before, weeks_waiting=waiting, usd=leg.usd)

    def _backup(self, backup: Backup) -> out.BackupInfo:
        candidate = backup.candidate
        return out.BackupInfo(
            program=candidate.program,
            name=self.by_id[candidate.program].program.name,
            specialty=candidate.specialty,
            weeks=candidate.weeks,
            start=self._start(candidate),
            strength=backup.strength / THOUSAND,
            usd=backup.usd,
        )

    def attended(self) -> tuple[Attended, ...]:
        return tuple(self._attended(number, stop) for number, stop in enumerate(self.stops()))

    def _attended(self, number: int, stop: Stop) -> Attended:
        situation, applicant = self.situation, self.situation.applicant
        checks = self.by_id[stop.program.id].checks_by_standing[situation.standing(stop.start)]
        is_from_home = stop.leg is None or stop.leg.kind == "home"
        return Attended(
            program=stop.program,
            start=stop.start,
            weeks=stop.weeks,
            place=place_in(situation.catalogue, stop.program, stop.metro),
            apply_by=apply_by(situation, stop.program, stop.start),
            letter_counts=self._letter(stop).counts,
            to_confirm=to_confirm(checks),
            needs_trip=stop.metro != applicant.us_metro if applicant.lives_in_us else is_from_home,
            needs_room=stop.metro not in (applicant.us_metro, *applicant.free_housing),
            backups=tuple(self._backup_program(one) for one in self.planned.backups[number]),
        )

    def _backup_program(self, backup: Backup) -> tuple[Program, date]:
        program = self.by_id[backup.candidate.program].program
        return program, apply_by(self.situation, program, self._start(backup.candidate))

    def outcome(self, no_plan: out.NoPlanInfo | None) -> Outcome:
        rotations = tuple(
            PlannedRotation(
                name=label(stop.program),
                start=stop.start,
                weeks=stop.weeks,
                settings=stop.program.settings or (),
                residency_on_site=stop.program.residency_programs_on_site is True,
            )
            for stop in self.stops()
        )
        # A search that was stopped says nothing of what is open.
        is_known = no_plan is not None and no_plan.blame != BLAMED_TIME
        return Outcome(rotations, no_plan.reason if no_plan and is_known else None)
