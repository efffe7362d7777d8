"""Loading all data files: the shipped ones load, and each mistake in a copy of them is placed and explained."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from situations import catalogue
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import FILES, digest, load_catalogue
from usceplan.problems import DataError

ENTRY = "project-img-san-antonio"
RADIOLOGY = "bidmc-radiology-observership"
ALLEGHENY = "allegheny-international-observership"
KEPT = {ALLEGHENY, RADIOLOGY, ENTRY, "master-the-wards-observership"}
SPECIALTY = "expected the id of a specialty of specialties.yaml, got"
CARDIOLOGY_FEE = "      - {item: x, usd: 1, per: week, only: {specialties: [cardiologie]}, as_of: null}\n"


@dataclass(frozen=True)
class Change:
    """One change of a data file: the first ``old`` after ``after`` becomes ``new``; ``at`` is where the mistake is."""

    file: str
    old: str
    new: str
    at: str | None = None
    """The text of ``new`` at which the mistake stands; its beginning where not given."""
    after: str = ""

    def apply(self, folder: Path) -> str:
        """Make the change; the place of the mistake as ``data/FILE:line:column``."""
        path = folder / self.file
        text = path.read_text()
        start = text.index(self.old, text.index(self.after))
        text = text[:start] + self.new + text[start + len(self.old) :]
        path.write_text(text)
        place = start + (self.new.index(self.at) if self.at else 0)
        line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
        return f"data/{self.file}:{line}:{column}"


def in_entry(old: str, new: str, at: str | None = None, *, entry: str = ENTRY) -> Change:
    return Change("programs.yaml", old, new, at, after=f"- id: {entry}\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data with a few entries of the catalogue only: a mistake is found sooner in a short file."""
    copied = copytree(data_folder(), tmp_path / "data")
    programs = copied / "programs.yaml"
    kept = KEPT | {id_ for _, law in catalogue().guidance.law for id_ in law.except_programs}
    header, *entries = re.split(r"^(?=  - id: )", programs.read_text(), flags=re.MULTILINE)
    programs.write_text(header + "".join(one for one in entries if one.split()[2] in kept))
    return copied


def problems(folder: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        load_catalogue(folder)
    return [str(problem) for problem in caught.value.problems]


def test_the_shipped_data_load() -> None:
    found = catalogue()
    assert len(found.programs) == 227
    assert found.collected == date(2026, 11, 22)
    assert [one.id for one in found.programs] == sorted(one.id for one in found.programs)
    assert found.program(ENTRY).id == ENTRY
    assert re.fullmatch(r"[0-9a-f]{16}", found.digest)


def test_the_digest_names_the_content_of_all_files(folder: Path) -> None:
    assert digest(data_folder()) == catalogue().digest
    whole = digest(folder)
    assert whole != catalogue().digest
    for name in FILES:
        (folder / name).write_text((folder / name).read_text() + "# a change\n")
        changed = digest(folder)
        assert changed != whole
        whole = changed


def test_an_entry_that_does_not_exist_is_no_program() -> None:
    with pytest.raises(KeyError):
        catalogue().program("no-such-program")


REFERENCES: dict[str, tuple[Change, str]] = {
    "a specialty that is misspelled": (
        in_entry("specialties: null", "specialties: [internal-medicin]", "internal-medicin]"),
        f'programs[{ENTRY}].specialties[0]: {SPECIALTY} "internal-medicin"; did you mean "internal-medicine"?',
    ),
    "a specialty unlike any other": (
        in_entry("specialties: null", "specialties: [any, zzz]", "zzz"),
        f'programs[{ENTRY}].specialties[1]: {SPECIALTY} "zzz"',
    ),
    "a specialty of a fee": (
        in_entry("fees:\n", f"fees:\n{CARDIOLOGY_FEE}", "cardiologie"),
        f'programs[{ENTRY}].fees[0].only.specialties[0]: {SPECIALTY} "cardiologie"; did you mean "cardiology"?',
    ),
    "a city that no place has": (
        in_entry("{city: San Antonio, state: TX}", "{city: San Antonia, state: TX}", "San Antonia"),
        f'programs[{ENTRY}].locations[0].city: expected a city of places.yaml, got "San Antonia"; '
        'did you mean "San Antonio"?',
    ),
    "a city of another state": (
        in_entry("{city: San Antonio, state: TX}", "{city: San Antonio, state: AK}", "San Antonio"),
        f'programs[{ENTRY}].locations[0].city: expected a city of places.yaml, got "San Antonio"',
    ),
    "a state that does not exist": (
        in_entry("{city: San Antonio, state: TX}", "{city: San Antonio, state: XX}", "XX"),
        f'programs[{ENTRY}].locations[0].state: expected a state of places.yaml, got "XX"',
    ),
    "a country that does not exist": (
        in_entry("excluded_nationalities: null", "excluded_nationalities: [Irann]", "Irann"),
        f'programs[{ENTRY}].excluded_nationalities[0]: expected a country of places.yaml, got "Irann"; '
        'did you mean "Iran"?',
    ),
    "a source that supports no fact": (
        in_entry("supports: [", "supports: [prices, ", "prices"),
        f'programs[{ENTRY}].sources[0].supports[0]: expected the name of a fact, got "prices"',
    ),
    "a misspelled fact": (
        in_entry("supports: [", "supports: [visa_accepted, ", "visa_accepted"),
        f'programs[{ENTRY}].sources[0].supports[0]: expected the name of a fact, got "visa_accepted"; '
        'did you mean "visas_accepted"?',
    ),
    "an audience that no source states": (
        in_entry("audience: null", "audience: [graduate]", "[graduate]", entry=ALLEGHENY),
        f'programs[{ALLEGHENY}].audience: expected a source whose supports names "audience", or null',
    ),
    "residency seekers of whom no source speaks": (
        in_entry("residency_seekers: null", "residency_seekers: accepted", "accepted", entry=ALLEGHENY),
        f'programs[{ALLEGHENY}].residency_seekers: expected a source whose supports names "residency_seekers", or null',
    ),
    "a visa list that no source states": (
        in_entry("visas_accepted: null", "visas_accepted: [b1]", "[b1]", entry=RADIOLOGY),
        f'programs[{RADIOLOGY}].visas_accepted: expected a source whose supports names "visas_accepted", or null',
    ),
    "a limit of years that no source states": (
        in_entry("max_years_since_graduation: null", "max_years_since_graduation: 5", "5"),
        f"programs[{ENTRY}].max_years_since_graduation: expected a source whose supports names "
        '"max_years_since_graduation", or null',
    ),
    "fees that no source states": (
        in_entry("fees: null", "fees: []", "[]", entry=ALLEGHENY),
        f'programs[{ALLEGHENY}].fees: expected a source whose supports names "fees", or null',
    ),
    "a source of a day to come": (
        in_entry("as_of: 2026-05}", "as_of: 2026-12}", "2026", entry=RADIOLOGY),
        f"programs[{RADIOLOGY}].fees[0].as_of: expected a date up to 2026-11-22, the day of collection, got 2026-12",
    ),
    "an id given twice": (
        Change("programs.yaml", "- id: project-img-san-antonio\n", "- id: master-the-wards-observership\n", "master"),
        'programs[master-the-wards-observership].id: "master-the-wards-observership" is the id of an entry above; '
        "expected an id of its own",
    ),
    "guidance: a source that is not listed": (
        Change("guidance.yaml", "sources: [aafp_letters, uva_fm_letters]", "sources: [aafp_letters, uva]", "uva"),
        'letters.target.sources[1]: unknown source "uva"; expected a name listed under sources',
    ),
    "guidance: a health paper without a price": (
        Change("guidance.yaml", "health_compliance.titer_mmr", "health_compliance.titer_mnr"),
        'compliance.items[0].parameter: expected a parameter of costs.yaml, got "health_compliance.titer_mnr"; '
        'did you mean "health_compliance.titer_mmr"?',
    ),
    "guidance: an exception for no program": (
        Change("guidance.yaml", "ucla-img-program-family-medicine", "ucla-img-family-medicine"),
        "law.ca_graduate_hands_on.except_programs[0]: expected the id of an entry of programs.yaml, "
        'got "ucla-img-family-medicine"; did you mean "ucla-img-program-family-medicine"?',
    ),
    "guidance: a law of no state": (
        Change("guidance.yaml", "state: NY", "state: ZZ", "ZZ"),
        'law.ny_student_weeks.state: expected a state of places.yaml, got "ZZ"',
    ),
    "guidance: a source of a year to come": (
        Change("guidance.yaml", "as_of: 2024-11-02", "as_of: 2027", "2027"),
        "sources.ny_reg.as_of: expected a date up to 2026-11-22, the day of collection, got 2027",
    ),
    "guidance: a price that no rule covers": (
        Change("guidance.yaml", "{charge: application, kind: null", "{charge: application, kind: research"),
        "fee_estimates: expected a rule for application with kind: null and provider: null",
    ),
    "places: a city in no metro": (
        Change("places.yaml", "metro: houston", "metro: hoston", "hoston"),
        "there is no metro 'hoston'",
    ),
    "places: a factor without a price": (
        Change("places.yaml", "food_factor: ", "food_factor: x", "x"),
        "in costs.yaml",
    ),
    "costs: a row without its source": (
        Change("costs.yaml", "usd: 160, source: embassy", "usd: 160, source: embassi", "embassi"),
        "groups.immigration.b1_b2_visa_fee.values[0].source: there is no source 'embassi'",
    ),
    "specialties: a relative that does not exist": (
        Change("specialties.yaml", "{hospital-medicine: 0.9", "{hospital-medicin: 0.9"),
        "no specialty has the id hospital-medicin",
    ),
    "calendar: a source that does not exist": (
        Change("match_calendar.yaml", "sources: [thedo-2019]", "sources: [thedo]", "thedo"),
        "expected the id of an entry of sources, got thedo",
    ),
    "tasks: a source that does not exist": (
        Change("tasks.yaml", "sources: [iatrox]", "sources: [iatro]", "iatro"),
        'unknown source "iatro"',
    ),
    "tasks: a word in braces that nobody fills in": (
        Change("tasks.yaml", 'title: "Sit {exam}"', 'title: "Sit {exams}"', '"Sit {exams}"'),
        'expected a word in braces that is filled in, got "exams"; did you mean "exam"?',
    ),
    "tasks: a brace that is not closed": (
        Change("tasks.yaml", 'title: "Sit {exam}"', 'title: "Sit {exam"', '"Sit {exam"'),
        "expected every { to be closed by }",
    ),
    "tasks: a paper twice": (
        Change("tasks.yaml", "{document: visa,", "{document: cv,"),
        "expected each document once, got cv again",
    ),
    "requirements: a specialty that does not exist": (
        Change("residency_requirements.yaml", "specialty: neurology", "specialty: neurologi", "neurologi"),
        "no specialty has the id neurologi",
    ),
}


@pytest.mark.parametrize("name", REFERENCES)
def test_a_broken_reference_is_placed_and_explained(folder: Path, name: str) -> None:
    change, message = REFERENCES[name]
    place = change.apply(folder)
    found = problems(folder)
    assert any(message in problem for problem in found), found
    (problem,) = [problem for problem in found if message in problem]
    # Some mistakes make others (a city without its metro); the one that was made comes with its place.
    if change.at is not None:
        assert problem.startswith(f"{place}: "), (place, problem)
    assert problem.startswith(f"data/{change.file}:")
    assert re.match(r"data/[a-z_]+\.yaml:\d+:\d+: \S", problem)


FORMS: dict[str, tuple[Change, str]] = {
    "a negative price": (in_entry("usd: 2000", "usd: -2000", "-2000"), "fees[1].usd: expected"),
    "a price that is not a number": (in_entry("usd: 2000", "usd: .nan", ".nan"), "fees[1].usd: expected"),
    "a price in words": (in_entry("usd: 2000", "usd: two thousand", "two"), "fees[1].usd: expected"),
    "a period that does not exist": (in_entry("per: 4-weeks", "per: fortnight", "fortnight"), "fees[1].per: expected"),
    "a bare host as source": (
        in_entry('- url: "', '- url: "https://example.org" # "', '"https', entry=ALLEGHENY),
        f"programs[{ALLEGHENY}].sources[0].url: expected the page that states the fact, got a bare host name",
    ),
    "more follows, and no row says what": (
        in_entry("fees_complete: true", "fees_complete: false"),
        "expected a fee with usd: null for what follows",
    ),
    "a paper that takes no time and is wanted": (
        Change("tasks.yaml", "wanted: application, work_days: 2}", "wanted: application}"),
        "expected because where wanted is nothing, and work_days elsewhere",
    ),
    "an estimate out of order": (
        Change("guidance.yaml", "{low: 104, typical: 175, high: 300}", "{low: 104, typical: 375, high: 300}"),
        "fee_estimates[0].usd: expected low, typical and high in rising order",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_value_of_the_wrong_form_is_placed_and_explained(folder: Path, name: str) -> None:
    change, message = FORMS[name]
    place = change.apply(folder)
    (problem,) = problems(folder)
    assert message in problem
    if change.at is not None:
        assert problem.startswith(f"{place}: "), (place, problem)
    assert problem.startswith(f"data/{change.file}:")


def test_the_mistakes_of_several_files_come_at_once(folder: Path) -> None:
    changes = [
        in_entry("usd: 2000", "usd: much", "much"),
        Change("guidance.yaml", "value: 9000", "value: -1", "-1"),
        Change("costs.yaml", "usd: 160", "usd: -160", "-160"),
    ]
    places = [change.apply(folder) for change in changes]
    found = problems(folder)
    assert len(found) == 3
    assert {place for place in places if any(problem.startswith(f"{place}: ") for problem in found)} == set(places)
    assert found == sorted(found, key=lambda problem: problem.split(":")[0])


def test_broken_references_of_several_files_come_at_once(folder: Path) -> None:
    names = (
        "a specialty that is misspelled",
        "guidance: a law of no state",
        "requirements: a specialty that does not exist",
    )
    for name in names:
        REFERENCES[name][0].apply(folder)
    found = problems(folder)
    assert len(found) == 3
    for name in names:
        assert any(REFERENCES[name][1] in problem for problem in found), name


def _remove(folder: Path) -> None:
    (folder / "costs.yaml").unlink()


def _empty(folder: Path) -> None:
    (folder / "costs.yaml").write_text("")


def _garble(folder: Path) -> None:
    (folder / "costs.yaml").write_bytes(b"schema: \xff\xfe\n")


def _make_a_folder(folder: Path) -> None:
    _remove(folder)
    (folder / "costs.yaml").mkdir()


@pytest.mark.parametrize("harm", [_remove, _empty, _garble, _make_a_folder])
def test_a_file_that_cannot_be_read_is_named(folder: Path, harm: Callable[[Path], None]) -> None:
    harm(folder)
    change = in_entry("usd: 2000", "usd: much")
    change.apply(folder)
    found = problems(folder)
    assert [problem for problem in found if problem.startswith("data/costs.yaml")], found
    assert [problem for problem in found if problem.startswith("data/programs.yaml")], found


def test_a_folder_without_data_names_every_file(tmp_path: Path) -> None:
    found = problems(tmp_path)
    assert [problem.split(":")[0] for problem in found] == sorted(f"data/{name}" for name in FILES)
