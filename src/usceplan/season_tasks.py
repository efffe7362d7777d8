"""What the Match asks of anyone: exams and certification, the application, the rank list, Match Week.

The words and the figures are data (``tasks.yaml``), the dates those of the Match cycle.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from usceplan.catalog.vocabulary import Exam
from usceplan.planning.situation import WEEK
from usceplan.task_drafting import Ahead, Facts, drafted
from usceplan.tasks import Draft, TaskKind
from usceplan.words import EXAM_NAMES

STEPS = (Exam.STEP_1, Exam.STEP_2_CK)
ERAS = "ERAS"


def exam_ids(exams: Iterable[Exam]) -> tuple[str, ...]:
    """The ids of the tasks to sit these exams."""
    return tuple("english-test" if exam is Exam.OET else f"exam:{exam.value}" for exam in exams)


def season_drafts(ahead: Ahead) -> tuple[Draft, ...]:
    """The tasks of the Match, whatever the rotations."""
    return (*_exams(ahead), *_application(ahead), *_match(ahead), *_last_rotation(ahead))


def application_system(ahead: Ahead) -> str:
    """Where applications to the target specialty go in this Match."""
    applicant = ahead.situation.applicant
    others = ahead.situation.catalogue.calendar.other_application_systems.systems
    return next(
        (
            one.system
            for one in others
            if one.specialty == applicant.target and one.from_match_year <= applicant.match_year
        ),
        ERAS,
    )


# Exams and certification


def _exams(ahead: Ahead) -> Iterator[Draft]:
    planned = _still_to_pass(ahead)
    if planned is None:
        return
    rank_day = ahead.situation.cycle.date("rol_certification_deadline")
    words = _exam_words(ahead)
    to_book = [exam for exam in STEPS if exam in planned and planned[exam] is None]
    if to_book:
        yield drafted(ahead, "ecfmg_application", TaskKind.EXAM, {"words": words, "until": rank_day})
    for exam in STEPS:
        if exam in planned:
            yield from _step(ahead, exam, planned[exam], words)
    yield from _pathway(ahead, planned, words)


def _still_to_pass(ahead: Ahead) -> dict[Exam, date | None] | None:
    """The exams not passed yet, each with the day told for it; None for a holder of the ECFMG certificate."""
    today = ahead.today
    told = {one.exam: one.on for one in ahead.situation.applicant.exams or ()}
    passed = {exam for exam, on in told.items() if on is None or on <= today}
    if Exam.ECFMG_CERTIFICATE in passed:
        return None
    return {exam: told.get(exam) for exam in (*STEPS, Exam.OET) if exam not in passed}


def _exam_words(ahead: Ahead) -> dict[str, object]:
    situation = ahead.situation
    calendar, cycle = situation.catalogue.calendar, situation.cycle
    milestones = {one.id.value: one.date for one in cycle.milestones}
    return {
        "usual": calendar.score_reporting.usual_weeks_max,
        "planned": calendar.score_reporting.planning.weeks,
        "rank": cycle.date("rol_certification_deadline"),
        "pathway": milestones.get("pathways_application_deadline", "a day that ECFMG announces"),
        "consequence": calendar.ecfmg.consequence,
    }


def _step(ahead: Ahead, exam: Exam, on: date | None, words: dict[str, object]) -> Iterator[Draft]:
    situation = ahead.situation
    reporting = situation.catalogue.calendar.score_reporting
    wait = reporting.planning.weeks * WEEK
    review, rank = situation.review_day, situation.cycle.date("rol_certification_deadline")
    needed = review if ahead.today <= review else rank
    what = "when residency programs begin to review" if needed == review else "when rank lists are certified"
    filled = {**words, "exam": _spoken(ahead, exam), "needed": f"by {needed}, {what}"}
    common: Facts = {"words": filled, "until": rank}
    if on is None:
        yield drafted(
            ahead, "exam_registration", TaskKind.EXAM, {"after": ("ecfmg-application",), **common}, exam.value
        )
    yield drafted(
        ahead,
        "exam",
        TaskKind.EXAM,
        {
            "wait_days": wait.days,
            **(_told(on) or Facts(due=needed - wait)),
            "size_basis": "published",
            "size_source": situation.catalogue.calendar.sources[reporting.sources[0]].url,
            "after": (f"exam-registration:{exam.value}",),
            **common,
        },
        exam.value,
    )


def _told(on: date | None) -> Facts:
    """The day of an exam that the applicant told; empty where none is told."""
    return {} if on is None else {"due": on, "opens": on}


def _spoken(ahead: Ahead, exam: Exam) -> str:
    unsaid = " (unless you have passed it)" if ahead.situation.applicant.exams is None else ""
    return EXAM_NAMES[exam] + unsaid


def _pathway(ahead: Ahead, planned: dict[Exam, date | None], words: dict[str, object]) -> Iterator[Draft]:
    day = _milestone(ahead, "pathways_application_deadline")
    if not day:
        return
    common: Facts = {"words": words, "until": ahead.situation.cycle.date("rol_certification_deadline")}
    if Exam.OET in planned:
        yield drafted(ahead, "english_test", TaskKind.EXAM, {**common, **_told(planned[Exam.OET])})
    yield drafted(ahead, "pathway", TaskKind.EXAM, {"after": ("english-test",), **day, **common})


# The application


def _application(ahead: Ahead) -> Iterator[Draft]:
    cycle, catalogue = ahead.situation.cycle, ahead.situation.catalogue
    words: dict[str, object] = {
        "system": application_system(ahead),
        "submit": cycle.date("applicants_may_submit"),
        "review": cycle.date("programs_may_review"),
        "most": catalogue.calendar.letter_portal.max_letters_per_program,
    }
    common: Facts = {"words": words, "until": cycle.date("rol_opens")}
    kind = TaskKind.APPLICATION
    letters = tuple(f"reminder:{one.program.id}" for one in ahead.rotations if one.letter_counts)
    yield drafted(
        ahead,
        "token",
        kind,
        {**_milestone(ahead, "applicants_may_submit"), "opens": cycle.date("img_tokens_available"), **common},
    )
    yield drafted(
        ahead,
        "form",
        kind,
        {
            **_milestone(ahead, "applicants_may_submit"),
            "opens": cycle.date("eras_season_opens"),
            "after": ("token",),
            **common,
        },
    )
    yield drafted(
        ahead,
        "eras_documents",
        kind,
        {**_milestone(ahead, "img_documents_recommended_by"), "after": ("token",), **common},
    )
    yield drafted(
        ahead,
        "submit",
        kind,
        {
            **_milestone(ahead, "programs_may_review"),
            "opens": cycle.date("applicants_may_submit"),
            "after": ("form",),
            **common,
        },
    )
    yield drafted(
        ahead,
        "letters_in",
        TaskKind.LETTER,
        {**_milestone(ahead, "programs_may_review"), "after": ("token", *letters), **common},
    )


# The Match


def _match(ahead: Ahead) -> Iterator[Draft]:
    situation = ahead.situation
    cycle, soap = situation.cycle, situation.catalogue.calendar.soap
    rank_day, week = cycle.date("rol_certification_deadline"), cycle.date("match_week_monday")
    words: dict[str, object] = {"window": soap.window[0].lower() + soap.window[1:], "ends": cycle.date("soap_ends")}
    kind = TaskKind.MATCH
    yield drafted(
        ahead,
        "nrmp",
        kind,
        {
            "words": words,
            **_milestone(ahead, "standard_registration_deadline"),
            "opens": cycle.date("nrmp_registration_opens"),
            "until": rank_day,
        },
    )
    yield drafted(
        ahead,
        "rank_list",
        kind,
        {
            "words": words,
            **_milestone(ahead, "rol_certification_deadline"),
            "opens": cycle.date("rol_opens"),
            "until": rank_day + timedelta(days=1),
            "after": ("nrmp", *exam_ids(STEPS)),
        },
    )
    yield drafted(
        ahead,
        "soap",
        kind,
        {
            "words": words,
            **_milestone(ahead, "match_week_monday"),
            "opens": week,
            "until": cycle.date("soap_ends"),
            "after": ("submit",),
        },
    )
    yield drafted(
        ahead,
        "match_day",
        kind,
        {
            "words": words,
            **_milestone(ahead, "match_day"),
            "opens": cycle.date("match_day"),
            "until": cycle.date("match_day"),
        },
    )


def _last_rotation(ahead: Ahead) -> Iterator[Draft]:
    situation = ahead.situation
    day, days = situation.letter_deadline, situation.catalogue.guidance.letters.days_before_review.value
    yield drafted(
        ahead,
        "last_rotation",
        TaskKind.DATE,
        {"words": {"days": days, "review": situation.review_day}, "due": day, "opens": day, "until": day},
    )


def _milestone(ahead: Ahead, name: str) -> Facts:
    """The day that a task counts back from, and what it rests on; empty where the cycle has no such milestone."""
    found = next((one for one in ahead.situation.cycle.milestones if one.id.value == name), None)
    return {} if found is None else {"anchor": found.date, "basis": found.basis, "source": found.source}
