"""How long a visitor visa takes, and the first start that it can be there for.

The rule is that of the tasks (``tasks.yaml``): the program is asked and its papers are gathered, it answers the
application and the place is accepted; only then the visa is applied for, the interview waited for, and the passport
comes back. Candidates know nothing of it: a plan may start sooner than its visa can be there, and then it is said so.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from usceplan.applicant import Applicant
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.program import Program
from usceplan.catalog.tasks import TaskRule, Wanted
from usceplan.catalog.vocabulary import Document
from usceplan.costs.trip import needs_new_visa
from usceplan.planning.situation import next_monday
from usceplan.words import counted


class Asked(NamedTuple):
    """A program to apply to, and what has to be confirmed first."""

    program: Program
    to_confirm: tuple[str, ...]

    @property
    def has_question(self) -> bool:
        """Whether a question comes before the application: about these, or which papers the program wants."""
        return bool(self.to_confirm) or self.program.documents is None


def visa_wait(catalogue: Catalogue, applicant: Applicant) -> int | None:
    """The weeks that a visa interview is away, as told, else as usual; None for who has no visa to apply for."""
    if not needs_new_visa(catalogue, applicant):
        return None
    return usual_wait(catalogue) if applicant.visa_wait_weeks is None else applicant.visa_wait_weeks


def usual_wait(catalogue: Catalogue) -> int:
    """What is left of the weeks that the guidance plans for a visa before the passport comes back after the interview.

    Data gives both, so that the tasks agree with the day on which the budget pays for the visa.
    """
    back = catalogue.tasks.tasks.visa_interview.wait_days or 0
    return max(0, catalogue.guidance.due.visa_weeks_before.value - back // 7)


def papers_for(catalogue: Catalogue, program: Program, wanted: Wanted) -> tuple[Document, ...]:
    """The papers that a program wants with the application, or before the first day."""
    return tuple(one for one in program.documents or () if catalogue.tasks.rule_of(one).wanted is wanted)


def first_start_with_visa(catalogue: Catalogue, programs: Iterable[Asked], today: date, wait_weeks: int) -> date:
    """The first Monday for which the visa can be there, whichever of the programs comes first."""
    rules = catalogue.tasks.tasks
    steps = (rules.apply, rules.place, rules.visa_application, rules.visa_interview)
    before = max((_days_before_applying(catalogue, one) for one in programs), default=0)
    days = before + sum(map(_days, steps)) + 7 * wait_weeks
    return next_monday(today + timedelta(days=days))


def _days(rule: TaskRule) -> int:
    return rule.work_days + (rule.wait_days or 0)


def _days_before_applying(catalogue: Catalogue, asked: Asked) -> int:
    """Days for the answer to a question and, at the same time, for the papers."""
    papers = papers_for(catalogue, asked.program, Wanted.APPLICATION)
    gathered = [catalogue.tasks.rule_of(paper).work_days or 0 for paper in papers]
    answered = _days(catalogue.tasks.tasks.ask) if asked.has_question else 0
    return max([answered, *gathered])


def too_soon(start: date, visa_start: date, wait_weeks: int) -> str:
    """What to say of a plan that starts sooner than its visa can be there."""
    return (
        f"The visa cannot be there for the start on {start}: with an interview {counted(wait_weeks, 'week')} away "
        f"(--visa-wait-weeks; 0 if you have the visa) it can be for a start on {visa_start}. Plan with "
        f"--available-from {visa_start}, or ask the embassy for an earlier appointment."
    )
