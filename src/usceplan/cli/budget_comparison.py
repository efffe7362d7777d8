"""``usceplan budget --plan FILE --compare FILE``: two saved plans side by side."""

from pathlib import Path
from typing import Any

from usceplan.budget_comparison import Kept, comparison
from usceplan.cli.environment import Surroundings
from usceplan.cli.plan_request import plan_wanted
from usceplan.cli.writing import print_json
from usceplan.process import DONE


def run_comparison(
    plans: tuple[Path, Path],
    told: dict[str, Any],
    profile: str | None,
    around: Surroundings,
    *,
    as_json: bool,
    no_color: bool,
) -> int:
    """Print the comparison; nothing but the day may be told beside the plans."""
    wanted = [plan_wanted(told, profile, path, around) for path in plans]
    first, second = (
        Kept(str(path), one.saved, one.situation)
        for path, one in zip(plans, wanted, strict=True)
        if one.saved is not None  # as it is for a plan read from a file
    )
    report = comparison(first, second, wanted[0].today)
    if as_json:
        print_json(around.out, report.model_dump_json(by_alias=True, indent=2))
        return DONE
    from usceplan.output.comparison_view import print_comparison  # Rich takes time
    from usceplan.output.terminal import make_console

    color = False if no_color else None
    print_comparison(report, make_console(around.out, color=color, environment=around.variables))
    return DONE
