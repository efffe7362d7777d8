"""``usceplan budget compare``: parse, call one function, render."""

from dataclasses import dataclass
from pathlib import Path

from usceplan.budget_comparison import Kept, comparison
from usceplan.cli.environment import surroundings
from usceplan.cli.plan_request import plan_wanted
from usceplan.cli.printing import console_for, print_result
from usceplan.process import DONE


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """What was asked on the command line."""

    first: Path
    second: Path
    today: str | None
    as_json: bool
    no_color: bool


def run_comparison(request: ComparisonRequest) -> int:
    """Print two saved plans side by side."""
    around = surroundings(no_input=True)
    plans = (request.first, request.second)
    wanted = [plan_wanted({"today": request.today}, None, path, around) for path in plans]
    first, second = (
        Kept(str(path), one.saved, one.situation)
        for path, one in zip(plans, wanted, strict=True)
        if one.saved is not None  # as it is for a plan read from a file
    )
    report = comparison(first, second, wanted[0].today)
    if request.as_json:
        print_result(report, around)
        return DONE
    from usceplan.output.budget_comparison_view import print_comparison  # Rich takes time

    print_comparison(report, console_for(around, no_color=request.no_color))
    return DONE
