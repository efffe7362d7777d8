"""What there is to do for a plan: which tasks, on which days, and what each waits for."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from situations import GRADUATE, TODAY, catalogue, made_up, situation, with_milestone
from usceplan.applicant import PassedExam
from usceplan.catalog.program import Program
from usceplan.catalog.tasks import Wanted
from usceplan.catalog.vocabulary import Document, Exam, Visa
from usceplan.planning.situation import Situation
from usceplan.recommendation import recommendation_of
from usceplan.season_tasks import application_system
from usceplan.task_drafting import Ahead, Attended, days_in_words
from usceplan.task_rules import task_drafts
from usceplan.tasks import Draft, Task, scheduled
from usceplan.timeline_report import task_assumptions
from usceplan.visa_time import visa_wait

START = date(2027, 6, 7)


def attended(program: Program | None = None, **changes: Any) -> Attended:
    plain = Attended(
        program=program or made_up(documents=[]),
        start=START,
        weeks=4,
        place="Chicago, IL",
        apply_by=date(2027, 4, 5),
        letter_counts=True,
        to_confirm=(),
        needs_trip=True,
        needs_room=True,
        backups=(),
    )
    return plain._replace(**changes)


def ahead(*rotations: Attended, asked: Situation | None = None, today: date = TODAY, wait: int = 0) -> Ahead:
    return Ahead(asked or situation(visa_wait_weeks=wait), today, rotations)


def drafts(*rotations: Attended, **changes: Any) -> dict[str, Draft]:
    return {draft.id: draft for draft in task_drafts(ahead(*rotations, **changes))}


def tasks(*rotations: Attended, **changes: Any) -> dict[str, Task]:
    view = ahead(*rotations, **changes)
    return {task.id: task for task in scheduled(task_drafts(view), view.today)}


# Programs


def test_a_program_is_applied_to_accepted_and_cleared_before_it_starts() -> None:
    found = tasks(attended())
    order = ["apply:made-up", "place:made-up", "paperwork:made-up"]
    days = [found[one].due for one in order]
    assert days == sorted(days)
    assert days[0] == date(2027, 4, 5), "by its own lead time"
    assert days[-1] == START - timedelta(days=28)
    assert found["apply:made-up"].draft.basis == "stated"
    assert found["apply:made-up"].draft.source == "https://www.example.org/observership"
    assert "ask:made-up" not in found


def test_what_is_open_is_asked_before_applying() -> None:
    found = drafts(attended(made_up(documents=None), to_confirm=("No page says which visas it accepts.",)))
    assert "No page says which visas it accepts." in found["ask:made-up"].because
    assert "Which papers it wants is not stated." in found["ask:made-up"].because
    assert "ask:made-up" in found["apply:made-up"].after


def test_how_long_an_answer_takes_is_not_passed_off_as_stated() -> None:
    found = drafts(attended())
    apply, exam = found["apply:made-up"], found["exam:usmle-step-1"]
    assert (apply.basis, apply.size_basis) == ("stated", "assumption")
    assert (exam.size_basis, exam.size_source is not None) == ("published", True)
    assert found["submit"].basis == "projected"
    assert found["submit"].size_basis == "assumption"


def test_a_lead_time_that_is_not_stated_is_called_an_assumption() -> None:
    found = drafts(attended(made_up(documents=[], apply_lead_weeks=None)))
    assert found["apply:made-up"].basis == "assumption"
    assert "13 weeks (assumed)" in found["apply:made-up"].because


def test_backups_are_applied_to_until_the_place_is_taken() -> None:
    other = made_up(id="other", name="Other", documents=["cv"])
    found = drafts(attended(backups=((other, date(2027, 4, 1)),)))
    backup = found["backup:other:made-up"]
    assert (backup.due, backup.unless, backup.after) == (date(2027, 4, 1), "place:made-up", ("document:cv",))
    assert "Example Hospital" in backup.because


# Papers


def test_a_paper_is_gathered_once_for_all_by_the_earliest_day() -> None:
    first = attended(made_up(id="a", name="A", documents=["cv", "tb-test"]))
    later = START + timedelta(weeks=4)
    second = attended(made_up(id="b", name="B", documents=["cv", "tb-test"]), start=later, apply_by=date(2027, 5, 10))
    found = tasks(first, second)
    cv, tb_test = found["document:cv"], found["document:tb-test"]
    assert (cv.draft.programs, tb_test.draft.programs) == (("a", "b"), ("a", "b"))
    assert cv.due == date(2027, 4, 5), "with the first application"
    assert tb_test.due == START - timedelta(days=28), "with the papers for the first start"
    assert tb_test.start == later - timedelta(days=180), "so that it is fresh for the last start too"
    assert "A, Example Hospital; B, Example Hospital" in cv.draft.because


def test_a_backup_sees_the_papers_of_an_application_only() -> None:
    other = made_up(id="other", name="Other", documents=["transcript", "tb-test"])
    found = drafts(attended(backups=((other, date(2027, 4, 1)),)))
    assert "document:transcript" in found
    assert "document:tb-test" not in found


def test_papers_that_other_tasks_cover_are_none_of_their_own() -> None:
    found = drafts(attended(made_up(documents=["visa", "i-94", "application-form"])))
    assert not [one for one in found if one.startswith("document:")]


@pytest.mark.parametrize("document", Document)
def test_every_paper_has_a_rule(document: Document) -> None:
    rule = catalogue().tasks.rule_of(document)
    assert (rule.work_days is None) == (rule.wanted is Wanted.NOTHING)


# The trip


def test_the_visa_is_applied_for_with_a_place_and_before_the_first_start() -> None:
    found = tasks(attended(), attended(made_up(id="b", documents=[]), start=START + timedelta(weeks=4)), wait=11)
    form, interview = found["visa-application"], found["visa-interview"]
    assert interview.due == START - timedelta(days=14), "two weeks until the passport is back"
    assert form.due == interview.due - timedelta(weeks=11)
    assert form.draft.after == ("place:made-up",)
    assert found["place:made-up"].due <= form.due - timedelta(days=form.draft.work_days)
    assert found["apply:made-up"].due < date(2027, 4, 5), "the visa makes the application due earlier"


def test_an_early_start_and_a_long_wait_are_a_conflict_with_a_way_out() -> None:
    found = tasks(attended(start=date(2027, 1, 25), apply_by=date(2026, 11, 30)), wait=20)
    interview = found["visa-interview"]
    assert interview.state == "late"
    assert interview.chain == ("apply:made-up", "place:made-up", "visa-application", "visa-interview")
    assert interview.conflict is not None
    assert "apply (28 days), then accept the place (2 days), then apply for the visa (142 days)" in interview.conflict
    # 28 + 2 + 2 + 140 + 14 days from November 22 are May 27; the Monday after is May 31.
    assert interview.draft.missed is not None
    assert "--available-from 2027-05-31" in interview.draft.missed


@pytest.mark.parametrize(
    ("changes", "wait"),
    [
        pytest.param({}, 11, id="13 weeks in all, two of them after the interview"),
        pytest.param({"visa_wait_weeks": 30}, 30, id="as told"),
        pytest.param({"visa_wait_weeks": 0}, None, id="a visa in hand"),
        pytest.param({"visas": (Visa.US_PERSON,)}, None, id="a U.S. person"),
        pytest.param({"visas": (Visa.J1,)}, None, id="a status that is held"),
        pytest.param({"us_metro": "chicago"}, None, id="in the United States already"),
        pytest.param({"nationality": "CA"}, None, id="no visa needed"),
    ],
)
def test_who_has_to_wait_for_a_visa(changes: dict[str, Any], wait: int | None) -> None:
    assert visa_wait(catalogue(), replace(GRADUATE, **changes)) == wait


def test_no_visa_tasks_for_who_has_one() -> None:
    assert not [one for one in drafts(attended(), wait=0) if one.startswith("visa")]
    assert "esta" in drafts(attended(), asked=situation(visas=(Visa.ESTA,)))


def test_flights_for_each_stay_and_a_room_where_none_is_free() -> None:
    second = attended(made_up(id="b", documents=[]), needs_trip=False, needs_room=False)
    found = tasks(attended(), second)
    assert {one for one in found if one.startswith(("flights", "housing"))} == {"flights:made-up", "housing:made-up"}
    assert found["flights:made-up"].start == START - timedelta(weeks=8), "from when the guidance plans it"
    assert found["flights:made-up"].due == START - timedelta(days=14)


def test_who_lives_there_travels_to_rotations_elsewhere_only() -> None:
    asked = situation(us_metro="chicago", visas=(Visa.US_PERSON,), budget=5000)
    found = recommendation_of(asked, with_whatif=False)
    assert found.ahead.rotations
    metros = {one.program: one.metro for one in found.planned.solution.chosen}  # type: ignore[union-attr]
    for rotation in found.ahead.rotations:
        away = metros[rotation.program.id] != "chicago"
        assert (rotation.needs_trip, rotation.needs_room) == (away, away)


def test_one_room_for_rotations_that_follow_each_other_in_one_place() -> None:
    here, there = "Chicago, IL", "Miami, FL"
    week = timedelta(weeks=4)
    places = [("a", here, True), ("b", here, False), ("c", there, False), ("d", there, True), ("e", there, False)]
    rotations = [
        attended(
            made_up(id=name, documents=[]), start=START + number * week, place=place, needs_trip=begins,
            needs_room=name != "e",
        )
        for number, (name, place, begins) in enumerate(places)
    ]  # fmt: skip
    found = {one: draft.programs for one, draft in drafts(*rotations).items() if one.startswith("housing")}
    assert found == {"housing:a": ("a", "b"), "housing:c": ("c",), "housing:d": ("d",)}
    assert str(START + 2 * week - timedelta(days=1)) in drafts(*rotations)["housing:a"].because


# Letters


def test_a_letter_is_asked_for_in_the_last_week_and_reminded_of() -> None:
    found = tasks(attended())
    asked, reminded, ready = found["letter:made-up"], found["reminder:made-up"], found["letters-in"]
    end = date(2027, 7, 4)
    assert (asked.start, asked.due) == (date(2027, 6, 28), date(2027, 7, 2))
    assert (reminded.start, reminded.due) == (end + timedelta(days=14),) * 2
    assert ready.due == date(2027, 9, 22)
    assert ready.draft.after == ("token", "reminder:made-up")


def test_the_latest_rotation_for_a_letter_just_works_and_a_week_later_does_not() -> None:
    # The last day for a letter that counts, August 23, 2027, is 30 days before review.
    end = situation().letter_deadline
    start = end - timedelta(days=27)
    in_time = tasks(attended(start=start, apply_by=TODAY))
    too_late = tasks(attended(start=start + timedelta(weeks=1), apply_by=TODAY))
    assert in_time["letters-in"].late_days == 0
    assert too_late["letters-in"].late_days == 7
    assert "letter:made-up" not in drafts(attended(letter_counts=False))


# Exams


def exam_tasks(*exams: PassedExam, said: bool = True, **changes: Any) -> dict[str, Task]:
    found = tasks(asked=situation(exams=exams if said else None), **changes)
    return {name: task for name, task in found.items() if task.draft.kind.value == "exam"}


def test_scores_are_there_when_residency_programs_begin_to_review() -> None:
    found = exam_tasks()
    assert found["exam:usmle-step-2-ck"].due == date(2027, 9, 22) - timedelta(weeks=8)
    assert found["exam-registration:usmle-step-2-ck"].due == found["exam:usmle-step-2-ck"].due - timedelta(days=28)
    assert found["ecfmg-application"].due < found["exam-registration:usmle-step-1"].due
    assert found["pathway"].due == date(2027, 12, 31)
    assert found["english-test"].due < found["pathway"].due


def test_no_other_english_test_stands_in_for_oet() -> None:
    assert "english-test" in exam_tasks(PassedExam(Exam.TOEFL), PassedExam(Exam.IELTS))
    assert "english-test" not in exam_tasks(PassedExam(Exam.OET))


def test_exams_that_are_passed_are_no_tasks() -> None:
    step1 = PassedExam(Exam.STEP_1)
    assert "exam:usmle-step-1" not in exam_tasks(step1)
    assert "exam:usmle-step-2-ck" in exam_tasks(step1)
    assert not exam_tasks(PassedExam(Exam.ECFMG_CERTIFICATE))


def test_nothing_said_of_exams_lists_all_of_them_and_says_so() -> None:
    found = exam_tasks(said=False)
    assert found["exam:usmle-step-1"].draft.title == "Sit USMLE Step 1 (unless you have passed it)"
    assert any("say what you have passed with --exam" in text for text in task_assumptions(ahead()))


def test_an_exam_on_a_day_of_ones_own_stays_there_and_may_come_too_late() -> None:
    early = exam_tasks(PassedExam(Exam.STEP_2_CK, date(2027, 3, 1)))["exam:usmle-step-2-ck"]
    assert (early.start, early.due, early.state) == (date(2027, 3, 1), date(2027, 3, 1), "later")
    rank_list = tasks(asked=situation(exams=(PassedExam(Exam.STEP_2_CK, date(2028, 2, 1)),)))["rank-list"]
    assert rank_list.state == "late"
    assert rank_list.conflict is not None
    assert "USMLE Step 2 CK (56 days)" in rank_list.conflict


def test_an_exam_that_a_program_wants_holds_up_its_papers() -> None:
    program = made_up(documents=[], exams_required=["usmle-step-2-ck"])
    said = drafts(attended(program), asked=situation(exams=()))
    unsaid = drafts(attended(program))
    assert "exam:usmle-step-2-ck" in said["paperwork:made-up"].after
    assert "exam:usmle-step-2-ck" not in unsaid["paperwork:made-up"].after


def test_papers_wait_for_one_english_test_of_several() -> None:
    program = made_up(documents=[], exams_required=["oet", "toefl"])
    for told, waits in (((), True), ((PassedExam(Exam.TOEFL),), False)):
        after = drafts(attended(program), asked=situation(exams=told))["paperwork:made-up"].after
        assert ("english-test" in after) is waits


def test_after_review_has_begun_the_rank_list_is_what_scores_are_for() -> None:
    found = tasks(today=date(2027, 10, 1))["exam:usmle-step-1"]
    rank_day = situation().cycle.date("rol_certification_deadline")
    assert found.due == rank_day - timedelta(weeks=8) - timedelta(days=2), "the list takes two days as well"


# The Match


def test_the_season_in_its_order() -> None:
    found = tasks()
    order = ["token", "form", "submit", "nrmp", "rank-list", "soap", "match-day"]
    assert [found[one].due for one in order] == sorted(found[one].due for one in order)
    assert found["submit"].start == date(2027, 9, 1)
    assert found["submit"].due == date(2027, 9, 21)
    assert all(found[one].draft.basis == "projected" for one in order)
    assert all(task.state != "late" for task in found.values())


def test_tasks_follow_the_dates_of_the_match() -> None:
    moved = with_milestone(situation(), "match_week_monday", date(2028, 3, 20))
    assert tasks(asked=moved)["soap"].due == date(2028, 3, 20)


def test_specialties_that_left_eras_say_where_to_apply() -> None:
    obstetrics = ahead(asked=situation(specialties=("obstetrics-gynecology",)))
    assert application_system(obstetrics) == "ResidencyCAS"
    assert {draft.id: draft for draft in task_drafts(obstetrics)}["submit"].title.startswith("Pay and submit the Resi")
    assert any("ResidencyCAS" in text for text in task_assumptions(obstetrics))
    assert application_system(ahead()) == "ERAS"


def test_what_is_over_is_left_out() -> None:
    found = tasks(attended(), today=date(2028, 3, 14))
    assert set(found) == {"soap", "match-day"}


# Words


@pytest.mark.parametrize("rotations", [(), (attended(to_confirm=("?",)),)], ids=["no plan", "a plan"])
def test_every_task_says_why_and_no_brace_is_left(rotations: tuple[Attended, ...]) -> None:
    for draft in task_drafts(ahead(*rotations, wait=11)):
        for text in (draft.title, draft.short, draft.because, draft.missed or "", draft.size):
            assert "{" not in text
        assert draft.because
        assert (draft.basis == "assumption") <= (draft.source is None)


def test_ids_are_unique_and_hold_no_dates() -> None:
    found = [draft.id for draft in task_drafts(ahead(attended(), attended(made_up(id="b", documents=["cv"])), wait=3))]
    assert len(found) == len(set(found))
    assert not re.search(r"\d{3}", " ".join(found))


@pytest.mark.parametrize(
    ("days", "text"), [(0, "0 days"), (1, "1 day"), (7, "1 week"), (10, "10 days"), (91, "13 weeks")]
)
def test_lengths_in_words(days: int, text: str) -> None:
    assert days_in_words(days) == text
