"""A plan as a page to print or to send: one HTML file that loads nothing, and its timeline alone as SVG.

Templates (`templates/`) hold the words around the facts; every text goes through `cleaned` and Jinja's escaping, so
that none of the data is taken for markup. Charts are drawn twice, for wide and for narrow screens; the style sheet
shows one. It also folds long parts on narrow screens, by boxes to tick and not by ``details``, which paper would keep
closed.
"""

import datetime as dt
import re
from collections import Counter
from functools import cache
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from usceplan.output import figures
from usceplan.output.budget_view import amount_in_words, basis_of, likely_in_words, likely_usd, limit_in_words
from usceplan.output.frontier_chart import frontier_chart
from usceplan.output.frontier_view import EXACT, NAMES, STOPPED
from usceplan.output.gantt_chart import gantt
from usceplan.output.layout import marks_for
from usceplan.output.milestone_names import milestone_name
from usceplan.output.money_charts import cash_flow, stack
from usceplan.output.plan_view import backup_in_words, proof, reached, refusals, visa_in_words
from usceplan.output.profile_view import also_said, who
from usceplan.output.results import BudgetLine, CategoryTotal, ProgramInfo, Recommendation, RotationInfo, TaskInfo, Usd
from usceplan.output.safe_text import cleaned
from usceplan.output.task_view import missed_deadlines
from usceplan.words import MONTH_NAMES, capital, counted, dollars, in_words

WIDE, NARROW = 720, 328
"""Widths of the charts in pixels: as wide as the page, and as a phone."""
TOP = 12
"""Programs shown with their reasons, on the screen only."""
PRINTED = 20
"""Programs in the table that is printed, which have no reasons: as many as fill a page."""
MARKS = marks_for("utf-8")
HTML_MARKER = "usceplan report"
"""Says that a file is a report, which another one may take the place of."""

_WITH_HYPHENS = re.compile(r"(--[a-z][a-z-]+|\d{4}-\d{2}-\d{2})")


def html_text(result: Recommendation) -> str:
    """The page of a result that has a plan."""
    safe = cleaned(result, "utf-8")
    plan, budget = safe.plan, safe.budget
    assert plan is not None
    assert budget is not None
    others = safe.alternatives
    charts: dict[str, Any] = {
        f"{name}{suffix}": chart
        for suffix, width in (("", WIDE), ("_narrow", NARROW))
        for name, chart in (
            ("gantt", gantt(plan.rotations, safe.match, safe.generated_on, width)),
            ("stack", stack(budget, width)),
            ("cash", cash_flow(budget.by_month, width)),
            ("frontier", frontier_chart(others, width) if others else None),
        )
    }
    missed = list(missed_deadlines(safe.timeline.tasks))
    template = _environment().get_template("report.html.jinja")
    return template.render(
        **charts,
        result=safe,
        marker=HTML_MARKER,
        title=_title(safe),
        made_by=_made_by(safe),
        sections=_sections(has_late=bool(missed), has_others=bool(others), has_advice=bool(safe.advice)),
        who=[phrase.plain for phrase in who(safe.applicant)],
        also_said=list(also_said(safe.applicant)),
        weeks=sum(one.weeks for one in plan.rotations),
        letters=sum(one.letter.counts for one in plan.rotations),
        first=min(plan.rotations, key=lambda one: (one.apply_by, one.start), default=None),
        visa=visa_in_words(safe),
        missed=missed,
        late=sum(task.state == "late" for task in safe.timeline.tasks),
        months=_by_month(safe.timeline.tasks),
        limit=limit_in_words(budget) or "",
        likely=likely_in_words(budget),
        likely_usd=likely_usd(budget),
        beside=[one for one in budget.by_category if not one.counted],
        others=EXACT if safe.alternatives_exact else STOPPED,
        names=[(name, meaning) for name, (_, meaning) in NAMES.items() if name in {one.name for one in others}],
        program_names={one.id: one.name for one in safe.programs},
        urls={one.id: one.url for one in safe.programs},
        planned={one.program for one in plan.rotations},
        top=safe.programs[:TOP],
        rest=safe.programs[TOP:],
        printed=PRINTED,
        failing=_failing_rules(safe.excluded),
        changed=[one for one in safe.whatif if one.outcome == "changed"],
    )


def svg_text(result: Recommendation) -> str:
    """The timeline of a result that has a plan, as a drawing of its own."""
    safe = cleaned(result, "utf-8")
    assert safe.plan is not None
    return (
        _environment()
        .get_template("timeline.svg.jinja")
        .render(
            chart=gantt(safe.plan.rotations, safe.match, safe.generated_on, WIDE),
            marker=HTML_MARKER,
            title=_title(safe),
            today=safe.generated_on.isoformat(),
            made_by=_made_by(safe),
        )
    )


def _title(result: Recommendation) -> str:
    return f"Plan of U.S. clinical experience for the {result.match.match_year} Match"


def _made_by(result: Recommendation) -> str:
    catalogue = result.catalogue
    return (
        f"Made by usceplan {catalogue.version} on {result.generated_on.isoformat()} from a catalogue of "
        f"{counted(catalogue.programs, 'program')} collected on {catalogue.collected.isoformat()}."
    )


def _sections(*, has_late: bool, has_others: bool, has_advice: bool) -> list[tuple[str, str]]:
    """The ids and names of the sections, for the contents."""
    return [
        ("plan", "The plan"),
        *([("late", "Too late")] if has_late else []),
        ("tasks", "To do"),
        ("money", "Money"),
        *([("others", "Other plans")] if has_others else []),
        ("programs", "Programs"),
        *([("advice", "Advice")] if has_advice else []),
        ("rely", "Warnings and assumptions"),
    ]


def _by_month(tasks: list[TaskInfo]) -> list[tuple[str, list[TaskInfo]]]:
    """The tasks by the month in which they are due; those that are late stand above all months."""
    late = [task for task in tasks if task.state == "late"]
    others = sorted((task for task in tasks if task.state != "late"), key=lambda task: (task.due, task.id))
    months = [(_month(first), list(group)) for first, group in groupby(others, lambda task: task.due.replace(day=1))]
    return [*([("Late", late)] if late else []), *months]


def _month(day: dt.date) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def _failing_rules(excluded: list[ProgramInfo]) -> list[tuple[str, int]]:
    rules = Counter(check.rule for program in excluded for check in program.checks if check.result == "fail")
    return rules.most_common()


@cache
def _environment() -> Environment:
    """Templates that escape every text, and fail on a name that nobody gave."""
    made = Environment(
        loader=PackageLoader("usceplan.output"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        amount=lambda line: amount_in_words(line, MARKS),
        backup=backup_in_words,
        basis=_basis,
        capital=capital,
        counted=counted,
        does=figures.kind_and_involvement,
        dollars=dollars,
        host=figures.host,
        in_words=in_words,
        is_web=is_web,
        iso=figures.iso,
        milestone=milestone_name,
        points=figures.points,
        proof=proof,
        reached=_reached,
        refusals=refusals,
        sentence=sentence,
        thousands=lambda usd: f"{usd:,}",
        unbroken=unbroken,
        usd_in_full=_usd_in_full,
        usd_span=lambda usd: figures.usd_span(usd, MARKS),
    )
    made.tests["is_web"] = is_web
    return made


def is_web(address: str | None) -> bool:
    """Whether an address is one of the web, so that it may be linked: no script, no file."""
    if address is None:
        return False
    try:
        found = urlsplit(address)
    except ValueError:
        return False
    return found.scheme in {"http", "https"} and bool(found.hostname)


def sentence(text: str) -> str:
    """The text with a capital at its beginning and one full stop at its end."""
    return f"{capital(text).rstrip('.')}."


def unbroken(text: str) -> Markup:
    """The text as markup in which no option and no date is broken at the end of a line."""
    words = _WITH_HYPHENS.split(text)
    kept = Markup('<span class="nowrap">{}</span>')
    return Markup("").join(kept.format(word) if number % 2 else word for number, word in enumerate(words))


def _basis(total: CategoryTotal, lines: list[BudgetLine]) -> str:
    return basis_of([line for line in lines if (line.category, line.counted) == (total.category, total.counted)])


def _reached(rotation: RotationInfo, before: RotationInfo | None) -> str:
    return reached(before, rotation)


def _usd_in_full(usd: Usd, basis: str) -> str:
    return figures.usd_in_full(usd, basis, MARKS)
