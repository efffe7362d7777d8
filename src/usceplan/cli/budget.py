"""``usceplan budget``: of the plan, of given rotations, or of living in a city."""

from dataclasses import dataclass
from pathlib import Path

from usceplan import understanding
from usceplan.applicant import Applicant
from usceplan.budget_report import city_report, plan_report, rotations_report
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.vocabulary import Housing, Visa
from usceplan.cli.answers import Answer, Answers
from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.home_rate import home_rate
from usceplan.cli.loading import catalogue_for
from usceplan.cli.plan_request import plan_wanted
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.request import answers_of, day_of, default_match_year, situation_from
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import SharedTime, search_time
from usceplan.costs.home_currency import Rate, refuse_later
from usceplan.match import match_cycle
from usceplan.money_result import home_currency_info
from usceplan.output.results import BudgetReport, NoPlanInfo
from usceplan.planning.situation import Situation
from usceplan.problems import NothingFoundError, UserError
from usceplan.process import DONE, INTERRUPTED
from usceplan.profile import housing, known_metro, placed, placed_each
from usceplan.requested_rotation import requested_rotations

FOR_ROTATIONS = ("specialty", "grad_year", "visa")


@dataclass(frozen=True, slots=True)
class BudgetRequest:
    """What was asked on the command line."""

    run: Run
    rotations: tuple[str, ...]
    city: str | None
    weeks: int | None
    plan: Path | None
    by_month: bool
    levers: bool
    currency: str | None
    rate: str | None
    rate_date: str | None


def run_budget(request: BudgetRequest) -> int:
    """Print the budget; the exit code is 1 where there is no plan to cost."""
    around = surroundings(no_input=request.run.no_input)
    _refuse_contradictions(request)
    home = home_rate(request.currency, request.rate, request.rate_date)
    if request.city is not None:
        return _print(request, around, _city(request, request.city, around), home)
    if request.rotations:
        return _print(request, around, _rotations(request, around), home)
    return _plan(request, around, home)


def _refuse_contradictions(request: BudgetRequest) -> None:
    if request.plan is not None and (request.city is not None or request.rotations):
        other = "--rotation" if request.rotations else "--city"
        raise UserError(f"--plan and {other} ask for different budgets", "Give one of them.", "contradiction")
    if request.city is not None and request.rotations:
        raise UserError("--city and --rotation ask for different budgets", "Give one of them.", "contradiction")
    if (request.city is None) != (request.weeks is None):
        missing, given = ("--weeks", "--city") if request.weeks is None else ("--city", "--weeks")
        raise UserError(f"{given} needs {missing}", "For example: --city Chicago --weeks 8", "missing-option")
    if request.levers and (request.city is not None or request.rotations):
        other = "--rotation" if request.rotations else "--city"
        raise UserError(f"--levers is about a plan, and {other} asks for none", "Leave one out.", "contradiction")


def _plan(request: BudgetRequest, around: Surroundings, home: Rate | None) -> int:
    wanted = plan_wanted(request.run.told, request.run.profile, request.plan, around)
    with search_time(request.run.time_limit, around.progress) as limit:
        report = plan_report(
            wanted.situation,
            deadline=limit.is_over,
            make=wanted.make,
            looked=wanted.looked(),
            levers_by=SharedTime(limit, request.run.time_limit) if request.levers else None,
        )
    if isinstance(report, NoPlanInfo):
        if limit.interrupted:
            return INTERRUPTED
        raise NothingFoundError(report.reason, report.change or "", "no-plan")
    changes = wanted.warnings(report.budget.total.typical)
    _print(request, around, report.model_copy(update={"warnings": [*changes, *report.warnings]}), home)
    return INTERRUPTED if limit.interrupted else DONE


def _rotations(request: BudgetRequest, around: Surroundings) -> BudgetReport:
    situation, _ = situation_from(request.run.told, request.run.profile, around, required=FOR_ROTATIONS)
    return rotations_report(situation, requested_rotations(situation, request.rotations))


def _city(request: BudgetRequest, city: str, around: Surroundings) -> BudgetReport:
    answers = answers_of(request.run.told, request.run.profile, around)
    catalogue = catalogue_for(around)
    found = placed(Answer((city,), "--city"), lambda text: known_metro(text, catalogue))
    today = day_of(answers)
    match_year, _ = default_match_year(catalogue, answers, today)
    applicant = Applicant(
        specialties=(),
        graduation_year=today.year,
        visas=_visas(answers),
        budget=0,
        match_year=match_year,
        free_housing=_free_housing(answers, catalogue),
        housing=placed(answers["housing"], housing) if "housing" in answers else Housing.SHARED_ROOM,
    )
    situation = Situation(catalogue, applicant, match_cycle(catalogue.calendar, match_year), today)
    return city_report(situation, found, request.weeks or 1)


def _visas(answers: Answers) -> tuple[Visa, ...]:
    return placed(answers["visa"], understanding.visa) if "visa" in answers else (Visa.B1, Visa.B2)


def _free_housing(answers: Answers, catalogue: Catalogue) -> tuple[str, ...]:
    if "free_housing" not in answers:
        return ()
    return placed_each(answers["free_housing"], lambda text: known_metro(text, catalogue))


def _print(request: BudgetRequest, around: Surroundings, report: BudgetReport, home: Rate | None) -> int:
    if home is not None:
        refuse_later(home, report.generated_on)
        report = report.model_copy(update={"home_currency": home_currency_info(report.budget, home)})
    if request.run.as_json:
        print_result(report, around)
        return DONE
    from usceplan.output.budget_view import print_budget  # Rich takes time

    print_budget(report, console_for(around, no_color=request.run.no_color), in_full=request.by_month)
    return DONE
