"""usceplan: plan U.S. clinical experience before the residency Match.

What scripts may use is in ``__all__``; docs/api.md describes it. Each name is imported where it is first asked for, so
that ``import usceplan`` loads nothing else.
"""

__version__ = "0.1.0"

VERSION_LINE = f"usceplan {__version__}\n"
"""What ``usceplan --version`` prints; results name the catalogue as well."""

__all__ = [
    "BudgetReport",
    "Catalogue",
    "DataError",
    "NothingFoundError",
    "Profile",
    "Recommendation",
    "Situation",
    "TimelineReport",
    "UserError",
    "__version__",
    "budget",
    "load_catalogue",
    "recommend",
    "situation",
    "timeline",
]

TYPE_CHECKING = False  # type checkers know the name; to import it from typing would take time
if TYPE_CHECKING:
    from usceplan.budget_report import budget
    from usceplan.catalog.catalogue import Catalogue
    from usceplan.catalog.load import load_catalogue
    from usceplan.output.results import BudgetReport, Recommendation, TimelineReport
    from usceplan.plan_wanted import timeline
    from usceplan.planning.situation import Situation
    from usceplan.problems import DataError, NothingFoundError, UserError
    from usceplan.recommendation import recommend
    from usceplan.script_profile import Profile, situation
else:
    _HOMES = {
        "BudgetReport": "usceplan.output.results",
        "Catalogue": "usceplan.catalog.catalogue",
        "DataError": "usceplan.problems",
        "NothingFoundError": "usceplan.problems",
        "Profile": "usceplan.script_profile",
        "Recommendation": "usceplan.output.results",
        "Situation": "usceplan.planning.situation",
        "TimelineReport": "usceplan.output.results",
        "UserError": "usceplan.problems",
        "budget": "usceplan.budget_report",
        "load_catalogue": "usceplan.catalog.load",
        "recommend": "usceplan.recommendation",
        "situation": "usceplan.script_profile",
        "timeline": "usceplan.plan_wanted",
    }

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 (it would take time at every start)

        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
