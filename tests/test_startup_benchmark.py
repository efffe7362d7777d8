"""What ``benchmarks/startup.py`` times is what it says: the options on its command line tell of a seeded applicant."""

import json
import shlex
from dataclasses import asdict

import pytest

import startup
from applicants import applicant
from command_line import run_usceplan
from median_applicant import options_of
from situations import catalogue
from usceplan.applicant import Applicant


def test_the_options_are_those_of_the_applicant_named() -> None:
    assert shlex.split(startup.OPTIONS) == options_of(applicant(catalogue(), startup.APPLICANT))


@pytest.mark.parametrize("number", [1, 5, 8, startup.APPLICANT])
def test_the_options_tell_all_that_there_is_to_tell(number: int) -> None:
    person = applicant(catalogue(), number)
    ran = run_usceplan("recommend", *options_of(person), "--time-limit", "0", "--json")
    assert ran.err == ""
    found = json.loads(ran.out)["applicant"]
    told = {name: value for name, value in _plain(person).items() if name in found}
    assert {name: found[name] for name in told} == told


def _plain(person: Applicant) -> dict[str, object]:
    """Everything that is told of an applicant, with the names and values of the result."""
    exams = None if person.exams is None else [one._asdict() for one in person.exams]
    told = {**asdict(person), **asdict(person.limits), "exams": exams}
    if not person.held_weeks:
        del told["held_involvement"]
    left_out = {"weights", *(name for name, value in told.items() if value is None and name != "exams")}
    plain: dict[str, object] = json.loads(json.dumps(told, default=str))
    return {name: value for name, value in plain.items() if name not in left_out}
