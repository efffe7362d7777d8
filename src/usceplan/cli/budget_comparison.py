"""``usceplan budget --plan FILE --compare FILE``: two saved plans side by side."""

from pathlib import Path

from usceplan.budget_comparison import Kept, comparison
from usceplan.cli.environment import Surroundings
from usceplan.cli.plan_request import plan_wanted
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.run_options import Run
from usceplan.process import DONE


def run_comparison(plans: tuple[Path, Path], run: Run, around: Surroundings) -> int:
    """Print the comparison; nothing but the day may be told beside the plans."""
    wanted = [plan_wanted(run.told, run.profile, path, around) for path in plans]
    first, second = (
        Kept(str(path), one.saved, one.situation)
        for path, one in zip(plans, wanted, strict=True)
        if one.saved is not None  # as it is for a plan read from a file
    )
    report = comparison(first, second, wanted[0].today)
    if run.as_json:
        print_result(report, around)
        return DONE
    from usceplan.output.budget_comparison_view import print_comparison  # Rich takes time

    print_comparison(report, console_for(around, no_color=run.no_color))
    return DONE
