"""What comes after U.S. clinical experience: exams and certification still to do, and the residency application.

These are shown beside the budget and count against it only if the applicant says so.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from usceplan.catalog.vocabulary import Exam
from usceplan.costs.amounts import Category, Dollars, Line, due_on, line
from usceplan.costs.parameters import eras_fee
from usceplan.costs.trip import priced_lines
from usceplan.planning.situation import Situation

EXAM_FEES: dict[Exam, tuple[tuple[str, str], ...]] = {
    Exam.STEP_1: (
        ("USMLE Step 1", "exams.usmle_step1_img"),
        ("USMLE Step 1, surcharge outside the United States", "exams.usmle_step1_surcharge"),
    ),
    Exam.STEP_2_CK: (
        ("USMLE Step 2 CK", "exams.usmle_step2ck_img"),
        ("USMLE Step 2 CK, surcharge outside the United States", "exams.usmle_step2ck_surcharge"),
    ),
    Exam.ECFMG_CERTIFICATE: (
        ("application for ECFMG certification", "exams.ecfmg_application"),
        ("ECFMG pathway", "exams.ecfmg_pathways"),
    ),
    Exam.OET: (("OET Medicine", "exams.oet_medicine"),),
}
"""What everyone has to pass for residency; TOEFL and IELTS are asked for by single programs only."""
SURCHARGES = frozenset({"exams.usmle_step1_surcharge", "exams.usmle_step2ck_surcharge"})


def exam_lines(situation: Situation) -> tuple[Line, ...]:
    """The exams and the certification that the applicant has not passed yet; all of them where nothing was said."""
    return tuple(
        due_on(entry, day) for exam, day in _still_to_come(situation) for entry in _exam_lines(situation, exam, day)
    )


def _still_to_come(situation: Situation) -> Iterator[tuple[Exam, date]]:
    told = {passed.exam: passed.on for passed in situation.applicant.exams or ()}
    if Exam.ECFMG_CERTIFICATE in told and told[Exam.ECFMG_CERTIFICATE] is None:
        return
    for exam in EXAM_FEES:
        on = told.get(exam)
        if exam not in told:
            yield exam, latest_test_day(situation)
        elif on is not None and on > situation.today:
            yield exam, on


def latest_test_day(situation: Situation) -> date:
    """The last day of a test whose score still reaches residency programs when they begin to review."""
    weeks = situation.catalogue.calendar.score_reporting.planning.weeks
    return max(situation.today, situation.review_day - timedelta(weeks=weeks))


def _exam_lines(situation: Situation, exam: Exam, day: date) -> Iterator[Line]:
    for name, parameter in EXAM_FEES[exam]:
        if parameter in SURCHARGES and situation.applicant.lives_in_us:
            continue
        yield from priced_lines(situation.catalogue, Category.EXAMS, name, parameter, day, unit="attempt")


def residency_programs(situation: Situation) -> int:
    """How many residency programs the application goes to."""
    return situation.applicant.residency_programs or situation.catalogue.guidance.due.residency_applications.value


def application_lines(situation: Situation) -> tuple[Line, ...]:
    """Registering and applying for residency in one specialty at the season's prices."""
    catalogue, day, number = situation.catalogue, situation.submission_day, residency_programs(situation)
    fees = eras_fee(catalogue.costs, number, day)
    applications = line(
        Category.APPLICATION,
        f"ERAS applications to {number} residency programs",
        Dollars(fees.low, fees.typical, fees.high),
        unit="season",
        basis=fees.basis,
        source=fees.source,
        as_of=fees.as_of,
        warning=fees.warning,
    )
    registered = situation.cycle.date("nrmp_registration_opens")
    season = "residency_application"
    found = (
        *priced_lines(catalogue, Category.APPLICATION, "ERAS token", f"{season}.eras_token", day, unit="season"),
        applications,
        *priced_lines(
            catalogue, Category.APPLICATION, "USMLE transcript", "exams.usmle_transcript_eras", day, unit="season"
        ),
    )
    nrmp = priced_lines(
        catalogue, Category.APPLICATION, "NRMP registration", f"{season}.nrmp_registration", registered, unit="season"
    )
    paid = [due_on(entry, max(situation.today, day)) for entry in found]
    paid += [due_on(entry, max(situation.today, registered)) for entry in nrmp]
    return tuple(entry._replace(counted=False) for entry in paid)
