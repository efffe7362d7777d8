"""A person's own data files: what they add and override, where that shows, and what is said of mistakes in them."""

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from command_line import GRADUATE, TODAY, process
from situations import catalogue, made_up
from usceplan.catalog.catalogue import Catalogue, OwnEntry
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
from usceplan.catalog.overlay import read_own_files, with_own_files
from usceplan.catalog.own_files import FOLDERS, own_paths
from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import Confidence, EntryType, Kind, Visa
from usceplan.problems import DataError, OwnFilesError

SHIPPED = "bidmc-radiology-observership"

NEW = """
    programs:
      - id: lee-clinic
        name: Externship with Dr. Lee
        institution: Lee Clinic
        provider: clinic
        locations: [{city: Chicago, state: IL}]
        kind: externship
        hands_on: full
        specialties: [internal-medicine]
        fees: [{item: rotation, usd: 900, per: 4-weeks}]
        fees_complete: true
        visas_accepted: [us-person, b1, b2]
        sources:
          - {url: "https://lee.example/rotations", official: true, supports: [fees, visas_accepted]}
"""
CHEAPER = f"""
    programs:
      - id: {SHIPPED}
        fees: [{{item: observership, usd: 1800, per: 4-weeks, as_of: 2026-11}}]
        sources: [{{url: "https://bidmc.example/fees", as_of: 2026-11, official: true, supports: [fees]}}]
"""
LEAST = """
    programs:
      - id: lee-clinic
        name: Externship
        institution: Lee Clinic
        provider: clinic
        sources: [{url: "https://lee.example/a", official: false, supports: [name]}]
"""
RESIDENCY = """
    programs:
      - {id: osu-im, visa_note: null}
      - id: lee-im
        name: Lee Hospital
        specialty: internal-medicine
        state: IL
        us_experience: {status: preferred, statement: Some months in the U.S. are an advantage.}
        url: "https://lee.example/residency"
        dated: No date.
"""


class Config:
    """A config folder with own files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "usceplan"

    def write(self, text: str, name: str = "mine.yaml", folder: str = "programs.d") -> Path:
        path = self.folder / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip())
        return path

    def loaded(self) -> Catalogue:
        return with_own_files(catalogue(), read_own_files(own_paths(self.folder)))

    def mistakes(self) -> list[str]:
        with pytest.raises(OwnFilesError) as caught:
            self.loaded()
        return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path)


# What they say


def test_without_own_files_the_catalogue_is_the_shipped_one(config: Config) -> None:
    assert config.loaded() is catalogue()
    assert (catalogue().own_files, dict(catalogue().own_programs)) == ((), {})


def test_a_new_entry_stands_among_the_others(config: Config) -> None:
    config.write(NEW)
    found = config.loaded()
    assert len(found.programs) == len(catalogue().programs) + 1
    assert [one.id for one in found.programs] == sorted(one.id for one in found.programs)
    lee = found.program("lee-clinic")
    assert (lee.kind, lee.visas_accepted) == (Kind.EXTERNSHIP, (Visa.US_PERSON, Visa.B1, Visa.B2))
    own = found.own_programs["lee-clinic"]
    assert (own.file, own.is_new) == ("programs.d/mine.yaml", True)


def test_what_a_new_entry_leaves_out_is_unknown(config: Config) -> None:
    config.write(LEAST)
    lee = config.loaded().program("lee-clinic")
    known = {"id", "name", "institution", "provider", "entry", "letter", "verified", "confidence", "sources"}
    assert {fact for fact in Program.model_fields if getattr(lee, fact) not in (None, ())} == known
    assert (lee.entry, lee.confidence, lee.letter.offered) == (EntryType.PLACEMENT, Confidence.LOW, None)
    assert not lee.verified, "no page of it is official"


def test_a_new_entry_with_an_official_page_is_verified(config: Config) -> None:
    config.write(NEW)
    assert config.loaded().program("lee-clinic").verified


def test_a_fee_may_leave_out_what_is_unknown_too(config: Config) -> None:
    config.write(NEW)
    (fee,) = config.loaded().program("lee-clinic").fees or ()
    assert (fee.usd, fee.as_of, fee.refundable) == (900, None, None)


def test_an_override_changes_only_the_facts_it_gives(config: Config) -> None:
    config.write(CHEAPER)
    before, after = catalogue().program(SHIPPED), config.loaded().program(SHIPPED)
    changed = {fact for fact in Program.model_fields if getattr(before, fact) != getattr(after, fact)}
    assert changed == {"fees", "sources"}
    assert config.loaded().own_programs == {SHIPPED: OwnEntry("programs.d/mine.yaml", False, ("fees", "sources"))}


def test_shipped_pages_do_not_speak_for_a_fact_that_was_overridden(config: Config) -> None:
    config.write(CHEAPER)
    first, *others = config.loaded().program(SHIPPED).sources
    assert first.url == "https://bidmc.example/fees"
    assert others
    assert not any("fees" in page.supports for page in others)
    assert {fact for page in others for fact in page.supports} | {"fees"} == {
        fact for page in catalogue().program(SHIPPED).sources for fact in page.supports
    }


def test_a_fact_can_be_made_unknown(config: Config) -> None:
    config.write(f"programs: [{{id: {SHIPPED}, fees: null, fees_complete: null}}]")
    assert config.loaded().program(SHIPPED).fees is None


def test_every_shipped_entry_can_be_overridden(config: Config) -> None:
    ids = [one.id for one in catalogue().programs]
    config.write("programs:\n" + "".join(f"  - {{id: {name}, competitive: Very.}}\n" for name in ids))
    found = config.loaded()
    for before, after in zip(catalogue().programs, found.programs, strict=True):
        assert after == before.model_copy(update={"competitive": "Very.", "sources": after.sources})
    assert len(found.own_programs) == len(ids)


def test_residency_requirements_are_added_and_overridden_too(config: Config) -> None:
    config.write(RESIDENCY, folder="residency_requirements.d")
    found = config.loaded()
    by_id = {one.id: one for one in found.requirements.programs}
    assert len(by_id) == len(catalogue().requirements.programs) + 1
    assert by_id["osu-im"].visa_note is None
    assert (by_id["lee-im"].graduation_limit.years, by_id["lee-im"].us_experience.min_months) == (None, None)
    assert {name: own.is_new for name, own in found.own_requirements.items()} == {"osu-im": False, "lee-im": True}
    assert found.programs == catalogue().programs


def test_the_digest_covers_own_files(config: Config) -> None:
    digests = {catalogue().digest}
    for text in (NEW, NEW + "    # a change\n", CHEAPER):
        config.write(text)
        digests.add(config.loaded().digest)
    config.write(NEW, name="other.yaml")
    digests.add(config.loaded().digest)
    assert len(digests) == 5
    assert {len(digest) for digest in digests} == {16}


def test_files_are_read_in_the_order_of_their_names_and_hidden_ones_are_not(config: Config) -> None:
    config.write(NEW, name="b.yaml")
    config.write(CHEAPER, name="a.yml")
    for name in (".a.yaml", "notes.txt", "a.yaml~"):
        config.write("not: a: file", name=name)
    assert config.loaded().own_files == ("programs.d/a.yml", "programs.d/b.yaml")


def test_own_files_are_laid_over_a_cached_catalogue_alike(config: Config, tmp_path: Path) -> None:
    config.write(CHEAPER)
    config.write(RESIDENCY, folder="residency_requirements.d")
    first = load_catalogue(data_folder(), config=config.folder, cache=tmp_path / "cache")
    assert (tmp_path / "cache").is_dir()
    assert load_catalogue(data_folder(), config=config.folder, cache=tmp_path / "cache") == first == config.loaded()


# Mistakes

MISTAKES: dict[str, tuple[str, list[str]]] = {
    "no YAML": ("programs: [\n", ["2:1: expected a value, got the end of the file"]),
    "a list": ("- id: a\n", ["1:1: expected a mapping, got a list"]),
    "no programs": (
        "program: []\n",
        [
            '1:1: missing key "programs"',
            '1:1: unknown key "program"; did you mean "programs"? (allowed: schema, programs)',
        ],
    ),
    "no id": ("programs:\n  - {name: A}\n", ['2:5: programs[0]: missing key "id"']),
    "a bad id": (
        "programs:\n  - {id: My Clinic}\n",
        [
            "2:10: programs[0].id: expected small letters and digits joined by hyphens, such as internal-medicine, "
            'got "My Clinic"'
        ],
    ),
    "an entry that says too little": (
        "programs:\n  - {id: lee-clinic}\n",
        [f'2:5: programs[lee-clinic]: missing key "{key}"' for key in ("name", "institution", "provider", "sources")],
    ),
    "a misspelled fact": (
        f"programs:\n  - id: {SHIPPED}\n    fee: null\n",
        [f'3:5: programs[{SHIPPED}]: unknown key "fee"; did you mean "fees"?'],
    ),
    "a misspelled word": (
        f"programs:\n  - id: {SHIPPED}\n    status: openn\n",
        [f'3:13: programs[{SHIPPED}].status: expected open, paused or closed, got "openn"; did you mean "open"?'],
    ),
    "a price without a source": (
        f"programs:\n  - id: {SHIPPED}\n    fees: [{{item: fee, usd: 1, per: week}}]\n",
        [f'3:11: programs[{SHIPPED}].fees: expected a source whose supports names "fees", or null'],
    ),
    "facts that do not go together": (
        f"programs:\n  - id: {SHIPPED}\n    fees: null\n",
        [f"2:5: programs[{SHIPPED}]: expected fees_complete to be null where fees is null"],
    ),
    "a city that is not on file": (
        f"programs:\n  - id: {SHIPPED}\n    locations: [{{city: Bostn, state: MA}}]\n",
        [
            f'3:24: programs[{SHIPPED}].locations[0].city: expected a city of places.yaml, got "Bostn"; '
            'did you mean "Boston"?'
        ],
    ),
    "an id given twice": (
        f"programs:\n  - {{id: {SHIPPED}, status: open}}\n  - {{id: {SHIPPED}, status: paused}}\n",
        [f'3:10: programs[{SHIPPED}].id: "{SHIPPED}" is the id of an entry above; expected an id of its own'],
    ),
    "another schema": (
        f"schema: usceplan.programs/1\nprograms:\n  - {{id: {SHIPPED}}}\n",
        ['1:9: schema: expected usceplan.own-programs/1, got "usceplan.programs/1"'],
    ),
}


@pytest.mark.parametrize(("text", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_placed_in_the_file(config: Config, text: str, expected: list[str]) -> None:
    path = config.write(text)
    assert config.mistakes() == [f"{path}:{line}" for line in expected]


def test_mistakes_of_all_files_are_told_at_once(config: Config) -> None:
    first = config.write("programs: [{id: a}]", name="a.yaml")
    second = config.write("programs: 5", name="b.yaml")
    third = config.write("programs: [{id: osu-im, state: ZZ}]", folder="residency_requirements.d")
    told = "\n".join(config.mistakes())
    assert all(str(path) in told for path in (first, second, third))
    assert "no state has the code ZZ" in told


def test_two_files_with_one_entry_are_a_mistake(config: Config) -> None:
    first, second = config.write(CHEAPER, name="a.yaml"), config.write(CHEAPER, name="b.yaml")
    assert config.mistakes() == [
        f'{second}:2:9: programs[{SHIPPED}].id: "{SHIPPED}" is the id of an entry of {first} too; '
        "put both into one entry"
    ]


def test_a_file_that_is_no_file_is_a_mistake(config: Config) -> None:
    (config.folder / "programs.d" / "a.yaml").mkdir(parents=True)
    assert config.mistakes() == [f"{config.folder / 'programs.d' / 'a.yaml'}: this is a folder; name a file in it"]


def test_a_folder_that_is_no_folder_is_a_mistake(config: Config) -> None:
    config.folder.mkdir(parents=True)
    (config.folder / FOLDERS[0]).write_text("")
    (told,) = config.mistakes()
    assert told.startswith(f"{config.folder / FOLDERS[0]}: the folder cannot be read")


def test_whatever_a_file_holds_only_data_errors_are_raised(config: Config) -> None:
    entries: list[Any] = [
        None,
        5,
        "text",
        [],
        [[]],
        {},
        {"id": None},
        {"id": "a", "sources": 5},
        {"id": "a", "sources": [5]},
    ]
    pages: list[Any] = [None, 5, {}, [None], [{"supports": 5}]]
    fees: list[Any] = [5, [5], [{"only": 5}], {"item": []}, [[]]]
    entries += [{"id": SHIPPED, "sources": value} for value in pages]
    entries += [{"id": SHIPPED, "fees": value} for value in fees]
    for entry in entries:
        config.write(json.dumps({"programs": [entry]}))
        with pytest.raises(DataError):
            config.loaded()


# Where they show


@pytest.fixture
def variables(config: Config) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(config.folder.parent)}


def test_own_entries_show_in_the_json(config: Config, variables: dict[str, str]) -> None:
    config.write(NEW)
    config.write(CHEAPER, name="other.yaml")
    person = ("--specialty", "IM", "--grad-year", "2023", "--visa", "us-person", "--budget", "9000", *TODAY)
    ran = process("recommend", *person, "--include", "lee-clinic", "--json", variables=variables)
    assert (ran.returncode, ran.stderr) == (0, "")
    result = json.loads(ran.stdout)
    assert result["catalogue"]["own_files"] == ["programs.d/mine.yaml", "programs.d/other.yaml"]
    assert result["catalogue"]["programs"] == len(catalogue().programs) + 1
    own = {one["id"]: one["own"] for one in [*result["programs"], *result["excluded"]] if one["own"]}
    assert own == {
        "lee-clinic": {"file": "programs.d/mine.yaml", "new": True, "facts": own["lee-clinic"]["facts"]},
        SHIPPED: {"file": "programs.d/other.yaml", "new": False, "facts": ["fees", "sources"]},
    }
    assert own["lee-clinic"]["facts"][0] == "name"
    rotations = {one["program"]: one["own"] for one in result["plan"]["rotations"]}
    assert rotations.pop("lee-clinic") == own["lee-clinic"]
    assert set(map(str, rotations.values())) <= {"None"}


def test_own_entries_show_on_the_screen(config: Config, variables: dict[str, str]) -> None:
    config.write(NEW)
    config.write(CHEAPER, name="other.yaml")
    person = ("--specialty", "IM", "--grad-year", "2023", "--visa", "us-person", "--budget", "9000", *TODAY)
    ran = process("recommend", *person, "--include", "lee-clinic", "--why", variables=variables)
    assert ran.returncode == 0
    lines = " ".join(ran.stdout.split())
    assert lines.count("from your file programs.d/mine.yaml: all of it") == 2, "among the programs and in the plan"
    assert "from your file programs.d/other.yaml: fees" in lines
    assert "With your own files: programs.d/mine.yaml, programs.d/other.yaml." in lines


def test_a_mistake_in_an_own_file_stops_every_command(config: Config, variables: dict[str, str]) -> None:
    path = config.write("programs:\n  - {id: lee-clinic, nme: Lee}\n")
    for command in (("recommend", *GRADUATE), ("budget", "--city", "Chicago", "--weeks", "4", *TODAY)):
        ran = process(*command, variables=variables)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert f'{path}:2:22: programs[lee-clinic]: unknown key "nme"; did you mean "name"?' in ran.stderr
        assert "USCEPLAN_SHIPPED_ONLY=true" in ran.stderr


def test_a_mistake_is_an_object_with_json(config: Config, variables: dict[str, str]) -> None:
    config.write("programs: 5")
    ran = process("budget", "--city", "Chicago", "--weeks", "4", *TODAY, "--json", variables=variables)
    error = json.loads(ran.stderr)["error"]
    assert (ran.returncode, ran.stdout, error["code"]) == (2, "", "bad-own-file")
    assert ":1:11: programs: expected a list, got 5" in error["message"]


def test_own_files_can_be_ignored(config: Config, variables: dict[str, str]) -> None:
    config.write("programs: 5")
    city = ("budget", "--city", "Chicago", "--weeks", "4", *TODAY, "--json")
    ran = process(*city, variables={**variables, "USCEPLAN_SHIPPED_ONLY": "yes"})
    assert (ran.returncode, json.loads(ran.stdout)["catalogue"]["own_files"]) == (0, [])
    wrong = process(*city, variables={**variables, "USCEPLAN_SHIPPED_ONLY": "maybe"})
    assert wrong.returncode == 2
    assert 'USCEPLAN_SHIPPED_ONLY: expected true or false, got \\"maybe\\"' in wrong.stderr


def test_the_made_up_program_is_as_good_as_a_shipped_one(config: Config) -> None:
    entry = made_up().model_dump(mode="json", exclude_unset=True)
    config.write(json.dumps({"programs": [entry]}))
    assert config.loaded().program("made-up") == made_up()
