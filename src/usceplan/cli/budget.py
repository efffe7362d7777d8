"""``usceplan budget``: of the plan, of given rotations, or of living in a city."""

from dataclasses import dataclass
from pathlib import Path

from usceplan import budget
from usceplan.asked import situation_without_plan
from usceplan.budget_report import city_report
from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.home_rate import home_rate
from usceplan.cli.loading import catalogue_for
from usceplan.cli.plan_request import plan_wanted
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.request import answers_of, day_of, situation_from
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import SharedTime, search_time
from usceplan.costs.home_currency import Rate, refuse_later
from usceplan.money_result import home_currency_info
from usceplan.output.results import BudgetReport, NoPlanInfo
from usceplan.plan_wanted import plan_budget
from usceplan.problems import UserError
from usceplan.process import DONE, INTERRUPTED
from usceplan.profile import known_metro, placed
from usceplan.report_parts import no_plan_error
from usceplan.told import Answer

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
        levers_by = SharedTime(limit, request.run.time_limit) if request.levers else None
        report = plan_budget(wanted, limit.is_over, levers_by)
    if isinstance(report, NoPlanInfo):
        if limit.interrupted:
            return INTERRUPTED
        raise no_plan_error(report)
    _print(request, around, report, home)
    return INTERRUPTED if limit.interrupted else DONE


def _rotations(request: BudgetRequest, around: Surroundings) -> BudgetReport:
    situation = situation_from(request.run.told, request.run.profile, around, required=FOR_ROTATIONS)
    return budget(situation, request.rotations)


def _city(request: BudgetRequest, city: str, around: Surroundings) -> BudgetReport:
    answers = answers_of(request.run.told, request.run.profile, around)
    catalogue = catalogue_for(around)
    metro = placed(Answer((city,), "--city"), lambda text: known_metro(text, catalogue))
    return city_report(situation_without_plan(answers, catalogue, day_of(answers)), metro, request.weeks or 1)


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
