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
    "Explanation",
    "NothingFoundError",
    "Outlook",
    "Profile",
    "Recommendation",
    "Situation",
    "TimelineReport",
    "UserError",
    "WhatIfReport",
    "__version__",
    "budget",
    "explain",
    "load_catalogue",
    "outlook",
    "recommend",
    "situation",
    "timeline",
    "what_if",
]

TYPE_CHECKING = False  # type checkers know the name; to import it from typing would take time
if TYPE_CHECKING:
    from usceplan.budget_report import budget
    from usceplan.catalog.catalogue import Catalogue
    from usceplan.catalog.load import load_catalogue
    from usceplan.explain_report import explain
    from usceplan.outlook_report import outlook
    from usceplan.output.explain_results import Explanation
    from usceplan.output.outlook_results import Outlook
    from usceplan.output.results import BudgetReport, Recommendation, TimelineReport, WhatIfReport
    from usceplan.plan_wanted import timeline
    from usceplan.planning.situation import Situation
    from usceplan.problems import DataError, NothingFoundError, UserError
    from usceplan.recommendation import recommend
    from usceplan.script_profile import Profile, situation
    from usceplan.script_whatif import what_if
else:
    _HOMES = {
        "BudgetReport": "usceplan.output.results",
        "Catalogue": "usceplan.catalog.catalogue",
        "DataError": "usceplan.problems",
        "Explanation": "usceplan.output.explain_results",
        "NothingFoundError": "usceplan.problems",
        "Outlook": "usceplan.output.outlook_results",
        "Profile": "usceplan.script_profile",
        "Recommendation": "usceplan.output.results",
        "Situation": "usceplan.planning.situation",
        "TimelineReport": "usceplan.output.results",
        "UserError": "usceplan.problems",
        "WhatIfReport": "usceplan.output.results",
        "budget": "usceplan.budget_report",
        "explain": "usceplan.explain_report",
        "load_catalogue": "usceplan.catalog.load",
        "outlook": "usceplan.outlook_report",
        "recommend": "usceplan.recommendation",
        "situation": "usceplan.script_profile",
        "timeline": "usceplan.plan_wanted",
        "what_if": "usceplan.script_whatif",
    }

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 (it would take time at every start)

        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
