"""What residency programs ask for: the sample as it was read, and the mistakes a file can hold."""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from usceplan.catalog.reading import read_file
from usceplan.catalog.requirements import (
    ExperienceStatus,
    LimitKind,
    RequirementsFile,
    ResidencyVisa,
    for_specialty,
    requirements_problems,
)

DATA: Any = read_file(Path(__file__).parents[1] / "data" / "residency_requirements.yaml", "requirements").data
FILE = RequirementsFile.model_validate(DATA)
BY_ID = {program.id: program for program in FILE.programs}
SPECIALTIES = {program.specialty for program in FILE.programs}
STATES = {program.state for program in FILE.programs}


def changed(change: Callable[[Any], None]) -> RequirementsFile:
    """The file after a change to its data."""
    data = deepcopy(DATA)
    change(data)
    return RequirementsFile.model_validate(data)


def test_the_sample_has_the_size_that_its_warning_gives() -> None:
    assert len(FILE.programs) == 19
    assert "19 pages" in FILE.warning


def test_how_many_ask_for_us_experience() -> None:
    assert Counter(program.us_experience.status for program in FILE.programs) == {
        ExperienceStatus.REQUIRED: 7,
        ExperienceStatus.REQUIRED_WITH_EXCEPTIONS: 1,
        ExperienceStatus.PREFERRED: 9,
        ExperienceStatus.NOT_REQUIRED: 2,
    }


@pytest.mark.parametrize(
    ("count", "ids"),
    [
        pytest.param(False, {"indiana-im", "usa-health-im", "siu-peds"}, id="do not count"),
        pytest.param(True, {"grand-strand-im"}, id="count"),
    ],
)
def test_whose_page_speaks_of_observerships(count: bool, ids: set[str]) -> None:
    assert {program.id for program in FILE.programs if program.us_experience.observerships_count is count} == ids


def test_where_observerships_count_less() -> None:
    less = {program.id for program in FILE.programs if program.us_experience.observerships_count_less}
    assert less == {"musc-psychiatry", "ucsf-anesthesia"}


@pytest.mark.parametrize(
    ("id_", "months", "hands_on", "years", "kind"),
    [
        ("usf-neurology", 12, True, 3, LimitKind.FIRM),
        ("osu-im", 3, True, 5, LimitKind.FIRM),
        ("providence-fm", 2, True, 3, LimitKind.FIRM),
        ("mercy-catholic-im", 2, None, 5, LimitKind.STRONGLY_PREFERRED),
        ("mgh-im", 12, None, None, LimitKind.NOT_STATED),
        ("siu-peds", None, True, None, LimitKind.PREFERRED),
        ("prince-georges-im", None, None, 10, LimitKind.PREFERRED),
        ("grand-strand-im", None, False, 5, LimitKind.ENCOURAGED),
        ("musc-psychiatry", None, None, None, LimitKind.NONE),
        ("shadyside-fm", None, None, 2, LimitKind.FIRM_WITH_EXCEPTIONS),
        ("ou-tulsa-obgyn", 0, None, None, LimitKind.NOT_STATED),
    ],
)
def test_what_a_program_asks(id_: str, months: int | None, hands_on: bool | None, years: int | None, kind: str) -> None:
    program = BY_ID[id_]
    asked = program.us_experience
    assert (asked.min_months, asked.hands_on_required) == (months, hands_on)
    assert (program.graduation_limit.years, program.graduation_limit.kind) == (years, kind)


def test_what_else_a_page_says_of_the_experience() -> None:
    said = {program.id: program.us_experience for program in FILE.programs}
    assert {id_ for id_, one in said.items() if one.also_asks} == {
        "osu-im",
        "usa-health-im",
        "indiana-im",
        "providence-fm",
        "uw-peds",
    }
    assert {id_: one.min_weeks for id_, one in said.items() if one.min_weeks} == {"providence-fm": 8}
    assert {id_ for id_, one in said.items() if one.length_is_preferred} == {"mercy-catholic-im"}
    assert {id_ for id_, one in said.items() if one.research_counts} == {"mgh-im"}


def test_to_which_day_years_since_graduation_count() -> None:
    said = {program.id for program in FILE.programs if program.graduation_limit.counted_to is not None}
    assert said == {"providence-fm", "hackensack-im"}


def test_the_gaps_are_named() -> None:
    assert len(FILE.missing) == 5


def test_visas() -> None:
    assert BY_ID["usf-neurology"].visas == (ResidencyVisa.J1, ResidencyVisa.H1B_RARE)
    assert BY_ID["usa-health-im"].visas is None


def test_for_specialty() -> None:
    assert [program.id for program in for_specialty(FILE, "pediatrics")] == ["uw-peds", "siu-peds"]
    assert len(for_specialty(FILE, "internal-medicine")) == 9
    assert for_specialty(FILE, "dermatology") == ()


def test_the_file_is_consistent() -> None:
    assert requirements_problems(FILE.programs, SPECIALTIES, STATES) == []


@pytest.mark.parametrize(
    ("update", "field", "message"),
    [
        ({"id": "usf-neurology"}, "id", "usf-neurology is the id of an earlier residency program"),
        ({"specialty": "alchemy"}, "specialty", "no specialty has the id alchemy"),
        ({"state": "XX"}, "state", "no state has the code XX"),
    ],
)
def test_problems_are_found(update: dict[str, str], field: str, message: str) -> None:
    file = changed(lambda data: data["programs"][1].update(update))
    assert requirements_problems(file.programs, SPECIALTIES, STATES) == [(("programs", 1, field), message)]


@pytest.mark.parametrize(
    ("part", "update"),
    [
        pytest.param("us_experience", {"min_months": 0}, id="no months but required"),
        pytest.param("us_experience", {"status": "perhaps"}, id="unknown status"),
        pytest.param("us_experience", {"min_months": None, "min_weeks": 8}, id="weeks without months"),
        pytest.param("us_experience", {"hands_on_required": "yes"}, id="flag as text"),
        pytest.param("graduation_limit", {"years": None, "kind": "firm"}, id="firm without years"),
        pytest.param("graduation_limit", {"years": 5, "kind": "none"}, id="years without limit"),
        pytest.param("graduation_limit", {"years": 0}, id="limit of nothing"),
    ],
)
def test_impossible_records_are_refused(part: str, update: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        changed(lambda data: data["programs"][0][part].update(update))


@pytest.mark.parametrize("visas", [[], ["b1"], "j1"])
def test_impossible_visas_are_refused(visas: Any) -> None:
    with pytest.raises(ValidationError):
        changed(lambda data: data["programs"][0].update(visas=visas))
