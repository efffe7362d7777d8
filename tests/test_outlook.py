"""The outlook: figures as they are on file, statements held against a plan, and a screen that anyone can read."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from command_line import GRADUATE, TODAY, run_usceplan, usceplan_with
from situations import TODAY as DAY
from situations import catalogue, situation
from stopped_search import interrupted, without_a_first_look
from usceplan.outlook_report import Checked, checked, outlook_report
from usceplan.output.layout import Sheet, marks_for
from usceplan.output.outlook_results import Outlook
from usceplan.output.outlook_view import METHODS, VISAS, outlook_sections

PERSON = GRADUATE[:-2]


def shown(result: Outlook, *, width: int = 80, encoding: str = "utf-8", why: bool = False) -> str:
    sections = outlook_sections(result, Sheet(width, marks_for(encoding)), why=why)
    return "\n\n".join("\n".join(line.plain for line in section) for section in sections if section)


def as_json(*arguments: str) -> dict[str, Any]:
    ran = run_usceplan("outlook", *arguments, *TODAY, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


# Figures


def test_every_figure_on_file_is_shown_as_it_is() -> None:
    result = outlook_report(catalogue(), DAY)
    by_id = {one.id: one for one in result.figures}
    for specialty in catalogue().specialties.specialties:
        if specialty.match is None:
            assert specialty.id not in by_id
            continue
        found = {(year.match_year, year.track): year for year in by_id[specialty.id].years}
        for year in specialty.match.years:
            if year.method.value == "not-found":
                assert year.match_year in by_id[specialty.id].missing_years
                continue
            shown_year = found[year.match_year, year.track]
            assert (shown_year.offered, shown_year.filled) == (year.offered, year.filled)
            assert (shown_year.us_img, shown_year.non_us_img) == (year.filled_by_us_img, year.filled_by_non_us_img)
            assert tuple(shown_year.sources) == year.sources


@pytest.mark.parametrize(
    ("specialty", "year", "share", "basis"),
    [
        ("internal-medicine", 2025, 44.6, "stated"),
        ("urology", 2025, None, None),
        ("neurosurgery", 2023, 7.5, "stated"),
    ],
)
def test_the_share_of_imgs(specialty: str, year: int, share: float | None, basis: str | None) -> None:
    (figures,) = outlook_report(catalogue(), DAY, specialty).figures
    rows = [one for one in figures.years if one.match_year == year]
    assert [(one.img_share_pct, one.share_basis) for one in rows] == ([(share, basis)] if rows else [])


def test_a_share_that_nobody_states_is_computed_from_the_counts_and_says_so() -> None:
    for figures in outlook_report(catalogue(), DAY).figures:
        for year in figures.years:
            if year.us_img is None or year.non_us_img is None or not year.filled:
                continue
            computed = 100 * (year.us_img + year.non_us_img) / year.filled
            assert year.img_share_pct is not None
            # Counts that were computed from percentages can be off, and a stated share is rounded.
            assert abs(year.img_share_pct - computed) < (0.06 if not year.count_uncertainty else 1.0)


def test_every_source_of_a_figure_is_listed_with_its_address() -> None:
    result = outlook_report(catalogue(), DAY)
    listed = {one.id for one in result.sources}
    assert {source for figures in result.figures for year in figures.years for source in year.sources} <= listed
    assert {source for rate in result.match_rates for source in rate.sources} <= listed
    assert all(one.url.startswith("http") for one in result.sources)


def test_the_words_of_the_screen_cover_the_data() -> None:
    methods = {year.method for figures in outlook_report(catalogue(), DAY).figures for year in figures.years}
    assert methods <= set(METHODS)
    visas = {visa for one in outlook_report(catalogue(), DAY).statements for visa in one.visas or ()}
    assert visas <= set(VISAS)


def test_no_figure_is_shown_as_a_chance() -> None:
    for specialty in (None, "internal-medicine"):
        assert "They are no chance of yours" in " ".join(shown(outlook_report(catalogue(), DAY, specialty)).split())


def test_means_whose_labels_are_in_doubt_are_given_to_nobody() -> None:
    text = " ".join(shown(outlook_report(catalogue(), DAY, "family-medicine")).split())
    assert "the two groups averaged 232 and 240" in text
    assert "U.S. IMGs 240" not in text


def test_a_specialty_that_no_match_leads_to() -> None:
    result = outlook_report(catalogue(), DAY, "cardiology")
    assert (result.figures, result.entered_by) == ([], ["Internal medicine"])
    assert "The closest that one can match into: Internal medicine." in " ".join(shown(result).split())


# Statements


@pytest.fixture(scope="module")
def applicant() -> Checked:
    return checked(situation())


def test_statements_are_those_of_the_specialty() -> None:
    assert len(outlook_report(catalogue(), DAY).statements) == len(catalogue().requirements.programs)
    assert {one.specialty for one in outlook_report(catalogue(), DAY, "pediatrics").statements} == {"pediatrics"}


def test_without_an_applicant_there_are_only_statements() -> None:
    result = outlook_report(catalogue(), DAY)
    assert (result.applicant, result.experience, result.answers) == (None, None, [])
    assert all(one.answers == [] for one in result.statements)


def test_with_an_applicant_every_statement_is_answered_with_reason_and_source(applicant: Checked) -> None:
    result = outlook_report(catalogue(), DAY, applicant=applicant)
    assert result.experience is not None
    assert result.experience.outcome == "plan"
    weeks = sum(one.weeks for one in result.experience.rotations)
    counted = (one for one in result.experience.model_dump().items() if one[0] in ("hands_on", "limited", "watching"))
    assert sum(number for _, number in counted) + result.experience.unstated + result.experience.later == weeks
    for statement in result.statements:
        assert [one.about for one in statement.answers] == ["experience", "graduation-year", "visa"]
        assert all(one.reason and one.source == statement.source for one in statement.answers)
    for about in ("experience", "graduation-year", "visa"):
        named = [one for count in result.answers if count.about == about for one in count.programs]
        assert sorted(named) == sorted(one.id for one in result.statements)


def test_without_time_the_experience_is_not_judged_and_the_rest_is() -> None:
    with without_a_first_look():
        result = outlook_report(catalogue(), DAY, applicant=checked(situation(), lambda: True))
    assert result.experience is not None
    assert result.experience.outcome == "not-computed"
    answers = {one.about: one.answer for one in result.statements[0].answers}
    assert answers["experience"] == "not-computed"
    assert answers["graduation-year"] != "not-computed"


def test_without_a_plan_the_weeks_held_are_what_counts() -> None:
    result = outlook_report(catalogue(), DAY, applicant=checked(situation(budget=0, held_weeks=60)))
    assert result.experience is not None
    assert (result.experience.outcome, result.experience.hands_on) == ("no-plan", 60)
    assert "No plan is possible within your limits. 60 weeks hands-on" in " ".join(shown(result).split())


# The command


@pytest.mark.parametrize("arguments", [(), ("IM",), PERSON, ("peds", *PERSON)], ids=["all", "IM", "person", "both"])
def test_json_is_valid_against_its_schema(arguments: tuple[str, ...]) -> None:
    schema = json.loads(run_usceplan("schema", "outlook").out)
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    assert [error.message for error in validator.iter_errors(as_json(*arguments))] == []


def test_the_specialty_asked_about_is_that_of_the_applicant_who_names_none() -> None:
    person = ("--grad-year", "2023", "--visa", "b1-b2", "--budget", "9000")
    assert as_json("neurology", *person)["applicant"]["specialties"] == ["neurology"]
    assert as_json("neurology", *person, "--specialty", "IM")["applicant"]["specialties"] == ["internal-medicine"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nerology",), "unknown-specialty", 'Did you mean "neurology"?'),
        (("IM", "--grad-year", "2023"), "missing-answers", ""),
        (("IM", "--time-limit", "-1"), "usage", "usceplan outlook --help"),
    ],
)
def test_mistakes_are_said_with_the_way_out(arguments: tuple[str, ...], code: str, said: str) -> None:
    ran = run_usceplan("outlook", *arguments, "--json")
    assert (ran.code, ran.out) == (2, "")
    error = json.loads(ran.err)["error"]
    assert error["code"] == code
    assert said in error["hint"]


def test_a_usual_profile_that_tells_too_little_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "usceplan").mkdir()
    (tmp_path / "usceplan" / "profile.yaml").write_text("specialty: IM\n", encoding="utf-8")
    variables = {"XDG_CONFIG_HOME": str(tmp_path)}
    ran = usceplan_with(variables, "outlook", "--json", *TODAY)
    assert ran.code == 0
    assert json.loads(ran.out)["not_checked"].endswith("not told: --grad-year YEAR, --visa VISA, --budget USD.")
    assert "Not checked:" in usceplan_with(variables, "outlook", *TODAY).out


def test_ctrl_c_leaves_what_needs_no_plan() -> None:
    with without_a_first_look(), interrupted(at_look=1):
        ran = run_usceplan("outlook", "IM", *GRADUATE)
    assert (ran.code, ran.err) == (130, "")
    assert "No plan was found in the time left" in ran.out
    assert "44.6%" in ran.out


# Screens


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
@pytest.mark.parametrize("specialty", [None, "internal-medicine", "family-medicine", "radiology"])
def test_no_line_is_wider_than_the_screen(width: int, specialty: str | None, applicant: Checked) -> None:
    text = shown(outlook_report(catalogue(), DAY, specialty, applicant), width=width, why=True)
    assert [line for line in text.split("\n") if cell_len(line) > width] == []


@pytest.mark.parametrize("specialty", [None, "neurology"])
def test_screen(specialty: str | None, snapshot: SnapshotAssertion) -> None:
    assert shown(outlook_report(catalogue(), DAY, specialty)) == snapshot


def test_screen_of_an_applicant_in_ascii(applicant: Checked, snapshot: SnapshotAssertion) -> None:
    text = shown(outlook_report(catalogue(), DAY, "internal-medicine", applicant), encoding="ascii")
    assert text.isascii()
    assert text == snapshot


def test_statements_are_held_against_a_saved_plan(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    assert run_usceplan("recommend", *GRADUATE, "--save", str(plan)).code == 0
    saved = json.loads(plan.read_text(encoding="utf-8"))
    found = as_json("IM", "--plan", str(plan))
    assert [one["program"] for one in found["experience"]["rotations"]] == [
        one["program"] for one in saved["rotations"]
    ]
    assert found["warnings"] == []
    plan.write_text(json.dumps({**saved, "catalogue": {**saved["catalogue"], "digest": "0" * 16}}), encoding="utf-8")
    assert "The data have changed since this plan was made" in as_json("IM", "--plan", str(plan))["warnings"][0]
    refused = run_usceplan("outlook", "--plan", str(plan), "--visa", "j1")
    assert (refused.code, refused.out) == (2, "")
    assert "--plan has answers of its own and cannot be combined with --visa" in refused.err
