"""What ``usceplan timeline`` and ``usceplan next`` tell of a plan, and the timeline within a recommendation."""

from collections.abc import Iterator

from usceplan.output import results as out
from usceplan.plan_months import Span, plan_months, shown_on
from usceplan.problems import UserError, nearest
from usceplan.season_tasks import ERAS, application_system
from usceplan.task_drafting import Ahead
from usceplan.task_rules import task_drafts
from usceplan.tasks import Task, TaskKind, scheduled
from usceplan.visa_time import too_soon
from usceplan.words import label


def timeline_info(ahead: Ahead) -> out.TimelineInfo:
    """The months from today to the start of residency, and every task of the plan."""
    tasks = scheduled(task_drafts(ahead), ahead.today, ahead.done)
    spans = tuple(Span(one.program.id, label(one.program), one.start, one.weeks) for one in ahead.rotations)
    months = [
        out.MonthInfo(
            month=one.month,
            rotations=[
                out.MonthRotation(program=span.program, name=span.name, first=first, last=last)
                for span, first, last in one.parts
            ],
            milestones=list(one.milestones),
            tasks=[
                out.MonthTask(date=shown_on(task, ahead.today), text=task.draft.title, id=task.id) for task in one.tasks
            ],
        )
        for one in plan_months(ahead.situation, spans, tasks, ahead.today)
    ]
    return out.TimelineInfo(
        months=months,
        tasks=[task_info(task) for task in tasks],
        visa_wait_weeks=ahead.visa_wait_weeks,
        visa_start=ahead.visa_start,
        done=list(ahead.done),
    )


def visa_warnings(ahead: Ahead, timeline: out.TimelineInfo) -> Iterator[str]:
    """That the visa cannot be there for the first rotation, and from when on it can."""
    late = [task for task in timeline.tasks if task.kind == TaskKind.VISA.value and task.state == "late"]
    if late and ahead.visa_start is not None and ahead.visa_wait_weeks is not None:
        yield too_soon(ahead.rotations[0].start, ahead.visa_start, ahead.visa_wait_weeks)


def refuse_unknown_tasks(ahead: Ahead) -> None:
    """Raise ``UserError`` where a task that is said to be done is none of the plan."""
    known = [draft.id for draft in task_drafts(ahead)]
    for identifier in ahead.done:
        if identifier not in known:
            close = nearest(identifier, known)
            hint = f'Did you mean "{close}"?' if close else "Ids are shown by usceplan next, and in its --json."
            raise UserError(f'no task of the plan has the id "{identifier}"', hint, "unknown-task")


def task_info(task: Task) -> out.TaskInfo:
    """A task for the output."""
    draft = task.draft
    return out.TaskInfo(
        id=draft.id,
        kind=draft.kind.value,
        title=draft.title,
        short=draft.short,
        due=task.due,
        start=task.start,
        reach=task.reach,
        state=task.state,
        late_days=task.late_days,
        conflict=task.conflict,
        chain=list(task.chain),
        because=draft.because,
        missed=draft.missed,
        programs=list(draft.programs),
        after=list(draft.after),
        work_days=draft.work_days,
        wait_days=draft.wait_days,
        basis=draft.basis,
        source=draft.source,
        size=draft.size,
        size_basis=draft.size_basis,
        size_source=draft.size_source,
    )


def task_assumptions(ahead: Ahead) -> list[str]:
    """What the days of the tasks rest on."""
    applicant, catalogue = ahead.situation.applicant, ahead.situation.catalogue
    found = [
        "How long papers, answers and forms take is not published: these are planning figures (data/tasks.yaml). "
        "Whether a paper is wanted with the application or before the first day is assumed as well."
    ]
    if applicant.exams is None:
        found.append("You said nothing of exams, so all of them are listed; say what you have passed with --exam.")
    system = application_system(ahead)
    if system != ERAS:
        others = catalogue.calendar.other_application_systems
        found.append(f"Applications in your specialty go through {system}. {others.note}")
    unknown = [label(one.program) for one in ahead.rotations if one.program.documents is None]
    if unknown:
        found.append(f"Which papers they want is not stated, so ask: {'; '.join(unknown)}.")
    return found


def timeline_report(result: out.Recommendation, ahead: Ahead) -> out.TimelineReport:
    """The timeline of a plan that a recommendation holds."""
    return out.TimelineReport(
        generated_on=result.generated_on,
        catalogue=result.catalogue,
        match_year=result.match.match_year,
        milestones=result.match.milestones,
        rotations=result.plan.rotations if result.plan else [],
        timeline=result.timeline,
        assumptions=[*task_assumptions(ahead), *result.assumptions],
        warnings=result.warnings,
        disclaimer=result.disclaimer,
    )


def next_report(report: out.TimelineReport, most: int) -> out.NextReport:
    """The first so many tasks of a timeline: those that are late, then those due first. Mere dates are left out."""
    tasks = [task for task in report.timeline.tasks if task.kind != TaskKind.DATE.value]
    return out.NextReport(
        generated_on=report.generated_on,
        catalogue=report.catalogue,
        match_year=report.match_year,
        tasks=tasks[:most],
        more=max(0, len(tasks) - most),
        assumptions=report.assumptions,
        warnings=report.warnings,
        disclaimer=report.disclaimer,
    )
