"""What there is to do for a plan: the programs, their papers, the trip, the letters.

The words and the figures of every task are data (``tasks.yaml``); here stands only when there is such a task, what day
it counts from, and what it waits for. What the Match itself asks for is in ``season_tasks.py``.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from usceplan.asked_exams import fewest
from usceplan.catalog.program import Program
from usceplan.catalog.tasks import Wanted
from usceplan.catalog.vocabulary import Document, Exam, Visa
from usceplan.planning.windows import lead
from usceplan.season_tasks import exam_ids, season_drafts
from usceplan.sources import supporting_source
from usceplan.task_drafting import Ahead, Attended, Facts, days_in_words, drafted, named
from usceplan.tasks import Draft, TaskKind
from usceplan.understanding import visa_label
from usceplan.visa_time import papers_for
from usceplan.words import label


def task_drafts(ahead: Ahead) -> tuple[Draft, ...]:
    """Everything to do for a plan and the Match after it; for the Match alone where there is no plan."""
    return (
        *_programs(ahead),
        *_documents(ahead),
        *_visa(ahead),
        *_trips(ahead),
        *_letters(ahead),
        *season_drafts(ahead),
    )


# Programs


def _programs(ahead: Ahead) -> Iterator[Draft]:
    for rotation in ahead.rotations:
        yield from _of_program(ahead, rotation)
        for program, apply_by in rotation.backups:
            yield drafted(
                ahead,
                "backup",
                TaskKind.BACKUP,
                {
                    "words": {
                        "program": label(program),
                        "instead": label(rotation.program),
                        "start": rotation.start,
                    },
                    "anchor": rotation.start,
                    "due": apply_by,
                    "until": rotation.start,
                    **_lead_basis(ahead, program),
                    "programs": (program.id,),
                    "after": _paper_ids(ahead, program, Wanted.APPLICATION),
                    "unless": f"place:{rotation.program.id}",
                },
                program.id,
                rotation.program.id,
            )


def _of_program(ahead: Ahead, rotation: Attended) -> Iterator[Draft]:
    program = rotation.program
    papers = ("Which papers it wants is not stated.",) if program.documents is None else ()
    to_confirm = (*rotation.to_confirm, *papers)
    weeks = lead(program, ahead.situation.catalogue.guidance)
    words = {
        "program": label(program),
        "start": rotation.start,
        "confirm": " ".join(to_confirm),
        "lead": days_in_words(7 * weeks.weeks) + (" (assumed)" if weeks.assumed else ""),
    }
    common: Facts = {"words": words, "anchor": rotation.start, "until": rotation.start, "programs": (program.id,)}
    if to_confirm:
        yield drafted(ahead, "ask", TaskKind.ASK, {**common}, program.id)
    yield drafted(
        ahead,
        "apply",
        TaskKind.APPLY,
        {
            **common,
            "due": rotation.apply_by,
            **_lead_basis(ahead, program),
            "after": (f"ask:{program.id}", *_paper_ids(ahead, program, Wanted.APPLICATION)),
        },
        program.id,
    )
    yield drafted(ahead, "place", TaskKind.PLACE, {**common, "after": (f"apply:{program.id}",)}, program.id)
    yield drafted(
        ahead,
        "paperwork",
        TaskKind.DOCUMENT,
        {
            **common,
            "after": (
                f"place:{program.id}",
                *_paper_ids(ahead, program, Wanted.START),
                *_exams_of(ahead, program),
            ),
        },
        program.id,
    )


def _lead_basis(ahead: Ahead, program: Program) -> Facts:
    if lead(program, ahead.situation.catalogue.guidance).assumed:
        return {"basis": "assumption"}
    return {"basis": "stated", "source": supporting_source(program, "apply_lead_weeks")}


def _exams_of(ahead: Ahead, program: Program) -> tuple[str, ...]:
    """The exams that a program wants passed; nothing is known to be missing where nothing was said of exams."""
    told = ahead.situation.applicant.exams
    if told is None:
        return ()
    wanted = fewest(program.exams_required or (), {one.exam for one in told})
    return exam_ids(exam for exam in wanted if exam is not Exam.ECFMG_CERTIFICATE)


# Papers


def _paper_ids(ahead: Ahead, program: Program, wanted: Wanted) -> tuple[str, ...]:
    return tuple(f"document:{document.value}" for document in papers_for(ahead.situation.catalogue, program, wanted))


def _documents(ahead: Ahead) -> Iterator[Draft]:
    """Every paper once, for all programs that ask for it; backups see only what goes with an application."""
    uses: dict[Document, list[tuple[Program, date]]] = {}
    catalogue = ahead.situation.catalogue
    for rotation in ahead.rotations:
        for document in papers_for(catalogue, rotation.program, Wanted.APPLICATION):
            uses.setdefault(document, []).append((rotation.program, rotation.apply_by))
        for document in papers_for(catalogue, rotation.program, Wanted.START):
            uses.setdefault(document, []).append((rotation.program, rotation.start))
        for program, apply_by in rotation.backups:
            for document in papers_for(catalogue, program, Wanted.APPLICATION):
                uses.setdefault(document, []).append((program, apply_by))
    for document, wanted_by in uses.items():
        yield _document(ahead, document, wanted_by)


def _document(ahead: Ahead, document: Document, uses: list[tuple[Program, date]]) -> Draft:
    file = ahead.situation.catalogue.tasks
    rule, words = file.rule_of(document), file.document
    programs = tuple(dict.fromkeys(program for program, _ in uses))
    last_use = max(day for _, day in uses)
    filled = {"name": rule.name, "programs": named(programs)}
    return Draft(
        id=f"document:{document.value}",
        kind=TaskKind.DOCUMENT,
        title=words.title.format(**filled),
        short=words.short.format(**filled),
        because=words.because.format(**filled),
        missed=words.missed.format(**filled),
        size=words.size,
        basis="assumption",
        source=None,
        size_basis="assumption",
        size_source=None,
        work_days=rule.work_days or 0,
        sensible=None if rule.fresh_days is None else last_use - timedelta(days=rule.fresh_days),
        programs=tuple(program.id for program in programs),
    )


# The trip


def _visa(ahead: Ahead) -> Iterator[Draft]:
    if not ahead.rotations:
        return
    first, applicant = ahead.rotations[0], ahead.situation.applicant
    common: Facts = {"anchor": first.start, "until": first.start, "programs": (first.program.id,)}
    place = f"place:{first.program.id}"
    wait_weeks = ahead.visa_wait_weeks
    if wait_weeks is not None:
        words = {
            "visa": visa_label(applicant.visas),
            "weeks": wait_weeks,
            "start": first.start,
            "later": ahead.visa_start,
        }
        wait = 7 * wait_weeks
        yield drafted(
            ahead, "visa_application", TaskKind.VISA, {"words": words, "wait_days": wait, "after": (place,), **common}
        )
        back = timedelta(days=ahead.situation.catalogue.tasks.tasks.visa_interview.wait_days or 0)
        yield drafted(
            ahead,
            "visa_interview",
            TaskKind.VISA,
            {"words": words, "due": first.start - back, "after": ("visa-application",), **common},
        )
    elif Visa.ESTA in applicant.visas and not applicant.lives_in_us:
        yield drafted(ahead, "esta", TaskKind.VISA, {"words": {"start": first.start}, "after": (place,), **common})


def _trips(ahead: Ahead) -> Iterator[Draft]:
    booked = timedelta(weeks=ahead.situation.catalogue.guidance.due.airfare_weeks_before.value)
    for rotation in ahead.rotations:
        if not rotation.needs_trip:
            continue
        trip = drafted(
            ahead,
            "flights",
            TaskKind.TRAVEL,
            {
                "words": {"program": label(rotation.program), "place": rotation.place, "start": rotation.start},
                "anchor": rotation.start,
                "until": rotation.start,
                "programs": (rotation.program.id,),
                "after": (f"place:{rotation.program.id}",),
            },
            rotation.program.id,
        )
        yield trip._replace(sensible=rotation.start - booked)
    for stay in _same_room(ahead.rotations):
        yield _room(ahead, stay)


def _same_room(rotations: tuple[Attended, ...]) -> Iterator[tuple[Attended, ...]]:
    """The rotations that need a room, those together that follow each other in one place on one stay."""
    together: list[Attended] = []
    for rotation in rotations:
        if together and (rotation.needs_trip or rotation.place != together[0].place or not rotation.needs_room):
            yield tuple(together)
            together = []
        if rotation.needs_room:
            together.append(rotation)
    if together:
        yield tuple(together)


def _room(ahead: Ahead, stay: tuple[Attended, ...]) -> Draft:
    first, last = stay[0], stay[-1]
    words = {
        "place": first.place,
        "program": named(tuple(rotation.program for rotation in stay)),
        "start": first.start,
        "end": last.end,
    }
    facts: Facts = {
        "words": words,
        "anchor": first.start,
        "until": first.start,
        "programs": tuple(rotation.program.id for rotation in stay),
        "after": (f"place:{first.program.id}",),
    }
    return drafted(ahead, "housing", TaskKind.TRAVEL, facts, first.program.id)


# Letters


def _letters(ahead: Ahead) -> Iterator[Draft]:
    situation = ahead.situation
    days, remind = (
        situation.catalogue.guidance.letters.days_before_review.value,
        situation.catalogue.tasks.reminder_days,
    )
    for rotation in ahead.rotations:
        if not rotation.letter_counts:
            continue
        program, end = rotation.program, rotation.end
        words = {"program": label(program), "days": days, "review": situation.review_day}
        common: Facts = {"until": situation.cycle.date("rol_opens"), "programs": (program.id,)}
        asked = drafted(
            ahead, "letter", TaskKind.LETTER, {"words": words, "anchor": end, "wait_days": remind, **common}, program.id
        )
        yield asked._replace(opens=asked.sensible)
        reminded = end + timedelta(days=remind)
        yield drafted(
            ahead,
            "reminder",
            TaskKind.LETTER,
            {
                "words": {**words, "days": remind},
                "opens": reminded,
                "due": reminded,
                "wait_days": max(0, days - remind),
                "after": (f"letter:{program.id}",),
                **common,
            },
            program.id,
        )
