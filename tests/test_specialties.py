"""Specialties: the file is consistent, words mean one thing, closeness reads both ways, figures are never invented."""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from usceplan.catalog.reading import read_file
from usceplan.catalog.specialties import (
    Closeness,
    Method,
    Percent,
    SpecialtiesFile,
    Specialty,
    closeness,
    folded,
    name_in_text,
    name_of,
    specialties_problems,
)

DATA: Any = read_file(Path(__file__).parents[1] / "data" / "specialties.yaml", "data/specialties.yaml").data
FILE = SpecialtiesFile.model_validate(DATA)
IDS = [each.id for each in FILE.specialties]

CATALOGUE_WORDS = """
addiction-psychiatry adolescent-medicine allergy-immunology anesthesiology breast-surgery cardiac-surgery cardiology
cardiothoracic-surgery child-psychiatry colorectal-surgery critical-care dentistry dermatology developmental-medicine
emergency-medical-services emergency-medicine endocrinology family-medicine gastroenterology gastrointestinal-oncology
gastrointestinal-surgery general-surgery genetics geriatrics gynecologic-oncology gynecology head-and-neck-surgery
hematology hematology-oncology hepatobiliary-surgery hospital-medicine immunology infectious-disease internal-medicine
interventional-radiology medical-toxicology neonatology nephrology neurology neuropathology neurosurgery
nuclear-medicine obstetrics-gynecology oncology ophthalmology orthopedic-surgery otolaryngology pain-medicine
palliative-medicine pathology pediatric-cardiology pediatric-critical-care pediatric-endocrinology
pediatric-gastroenterology pediatric-hematology-oncology pediatric-infectious-disease pediatric-nephrology
pediatric-neurology pediatric-neurosurgery pediatric-surgery pediatrics physical-medicine-and-rehabilitation
plastic-surgery psychiatry pulmonary-critical-care pulmonology radiation-oncology radiology rheumatology
surgical-oncology thoracic-surgery transplant-surgery trauma-surgery urology vascular-medicine vascular-surgery
wound-care
""".split()
RESIDENCIES = """
internal-medicine family-medicine pediatrics psychiatry neurology pathology general-surgery obstetrics-gynecology
emergency-medicine anesthesiology radiology physical-medicine-and-rehabilitation dermatology orthopedic-surgery
neurosurgery ophthalmology otolaryngology urology plastic-surgery child-neurology medicine-pediatrics
preliminary-medicine preliminary-surgery transitional-year preventive-medicine nuclear-medicine radiation-oncology
""".split()


def changed(change: Callable[[Any], None]) -> SpecialtiesFile:
    """The file after a change to its data."""
    data = deepcopy(DATA)
    change(data)
    return SpecialtiesFile.model_validate(data)


def specialty(id_: str, **fields: Any) -> Any:
    """The data of a small specialty."""
    return {"id": id_, "name": id_, "aliases": [], "residency": False, "related": {}, "match": None, **fields}


# The file


def test_the_file_is_consistent() -> None:
    assert specialties_problems(FILE) == []


@pytest.mark.parametrize("word", CATALOGUE_WORDS)
def test_every_word_of_the_catalogue_is_an_id(word: str) -> None:
    assert word in FILE.by_id


def test_any_is_no_specialty() -> None:
    assert "any" not in FILE.by_id
    assert "any" not in FILE.meanings


@pytest.mark.parametrize("id_", RESIDENCIES)
def test_residencies_can_be_entered_directly(id_: str) -> None:
    assert FILE.by_id[id_].residency


@pytest.mark.parametrize("id_", ["cardiology", "hospital-medicine", "critical-care", "child-psychiatry", "dentistry"])
def test_fellowships_and_other_fields_cannot(id_: str) -> None:
    assert not FILE.by_id[id_].residency


@pytest.mark.parametrize("each", [s for s in FILE.specialties if s.match], ids=lambda s: str(s.id))
def test_specialties_with_match_figures_are_residencies(each: Specialty) -> None:
    assert each.residency


@pytest.mark.parametrize("each", FILE.specialties, ids=lambda s: str(s.id))
def test_the_words_of_a_specialty_mean_it_alone(each: Specialty) -> None:
    words = [each.id, each.name, *each.aliases]
    assert [FILE.meanings[folded(word)] for word in words] == [(each.id,)] * len(words)


@pytest.mark.parametrize("each", FILE.ambiguous, ids=lambda a: str(a.text))
def test_ambiguous_words_mean_what_is_listed(each: Any) -> None:
    assert set(FILE.meanings[folded(each.text)]) == set(each.means)


def test_a_name_within_a_sentence_keeps_its_abbreviations() -> None:
    assert name_in_text(FILE, "hematology-oncology") == "hematology and oncology"
    assert name_in_text(FILE, "otolaryngology") == "otolaryngology (ENT)"


def test_name_of() -> None:
    assert name_of(FILE, "internal-medicine") == "Internal medicine"
    with pytest.raises(KeyError):
        name_of(FILE, "alchemy")


# Folding


@pytest.mark.parametrize(
    "spellings",
    [
        ("OB/GYN", "ob-gyn", "Ob & Gyn", "ob and gyns", "OBGYN"),
        ("PM&R", "pm & r", "PM and R", "pmr"),
        ("Internal medicine", "internal-medicine", "INTERNAL_MEDICINE", " internal  medicine ", "internal medicines"),
        ("surgery", "Surgeries"),
        ("women's health", "women\N{RIGHT SINGLE QUOTATION MARK}s health", "womens health"),
        ("Pediatrics", "p\N{LATIN SMALL LETTER E WITH ACUTE}diatrics", "pediatric"),
    ],
)
def test_spellings_of_one_word_fold_alike(spellings: tuple[str, ...]) -> None:
    assert len({folded(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("text", ["", " ", "!?", "&", "and", "\N{SNOWMAN}"])
def test_nothing_folds_to_nothing(text: str) -> None:
    assert folded(text) == ""


def test_abbreviations_keep_their_last_letter() -> None:
    assert folded("EMS") == "ems"


@given(st.text())
def test_folding_gives_letters_and_digits_only(text: str) -> None:
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789" for char in folded(text))


# Closeness


@pytest.mark.parametrize(
    ("target", "other", "expected"),
    [
        ("internal-medicine", "internal-medicine", 1000),
        ("internal-medicine", "hospital-medicine", 900),
        ("internal-medicine", "cardiology", 800),
        ("cardiology", "internal-medicine", 800),
        ("internal-medicine", "family-medicine", 700),
        ("child-neurology", "pediatric-neurology", 1000),
        ("psychiatry", "child-psychiatry", 800),
        ("pediatrics", "neonatology", 800),
        ("general-surgery", "trauma-surgery", 800),
        ("neurology", "psychiatry", 500),
        ("psychiatry", "dermatology", 0),
        ("internal-medicine", "alchemy", 0),
        ("alchemy", "alchemy", 1000),
    ],
)
def test_closeness(target: str, other: str, expected: int) -> None:
    assert closeness(FILE, target, other) == expected


@given(st.sampled_from(IDS), st.sampled_from(IDS))
def test_closeness_reads_both_ways_in_steps(one: str, other: str) -> None:
    value = closeness(FILE, one, other)
    assert value == closeness(FILE, other, one)
    assert value in {0, *range(400, 1001, 100)}


def test_each_pair_is_written_once() -> None:
    written = [frozenset((each.id, other)) for each in FILE.specialties for other in each.related]
    assert len(written) == len(set(written))


def test_only_the_same_field_is_as_close_as_can_be() -> None:
    same = [pair for pair in combinations(IDS, 2) if closeness(FILE, *pair) == 1000]
    assert same == [("child-neurology", "pediatric-neurology")]


@pytest.mark.parametrize("id_", sorted(set(CATALOGUE_WORDS) - set(RESIDENCIES) - {"dentistry"}))
def test_every_other_field_is_close_to_some_residency(id_: str) -> None:
    assert max(closeness(FILE, residency, id_) for residency in RESIDENCIES) >= 500


# Match figures


@pytest.mark.parametrize(
    ("id_", "year", "counts", "share"),
    [
        ("internal-medicine", 2025, (10941, 10584, 1145, 3575), "44.6"),
        ("internal-medicine", 2022, (None, 8915, 1133, 2435), "40.0"),
        ("family-medicine", 2025, (5357, 4552, 627, 804), "31.4"),
        ("pathology", 2025, (622, 619, 57, 168), "36.3"),
        ("neurology", 2024, (None, None, None, None), "29.5"),
        ("preliminary-surgery", 2025, (1194, 673, 88, 240), "48.7"),
        ("orthopedic-surgery", 2024, (916, None, 6, 2), None),
        ("urology", 2025, (403, 403, None, None), None),
    ],
)
def test_match_figures(id_: str, year: int, counts: tuple[int | None, ...], share: str | None) -> None:
    record = FILE.by_id[id_].match
    assert record is not None
    (row,) = [row for row in record.years if row.match_year == year]
    assert (row.offered, row.filled, row.filled_by_us_img, row.filled_by_non_us_img) == counts
    assert row.img_share_of_filled_pct == (None if share is None else Decimal(share))


@pytest.mark.parametrize("each", [s for s in FILE.specialties if s.match], ids=lambda s: str(s.id))
def test_printed_shares_agree_with_the_counts(each: Specialty) -> None:
    assert each.match is not None
    for row in each.match.years:
        if None in (row.filled, row.filled_by_us_img, row.filled_by_non_us_img, row.img_share_of_filled_pct):
            continue
        assert row.filled
        counted = Decimal(100 * ((row.filled_by_us_img or 0) + (row.filled_by_non_us_img or 0))) / row.filled
        # A count computed from a rounded percentage may be off by count_uncertainty, for each of the two groups.
        slack = Decimal("0.06") + Decimal(200 * (row.count_uncertainty or 0)) / row.filled
        assert abs(counted - (row.img_share_of_filled_pct or 0)) <= slack


def test_nothing_is_said_of_2026_by_specialty() -> None:
    rows = [row for s in FILE.specialties if s.match for row in s.match.years if row.match_year == 2026]
    assert rows
    assert all(row.method is Method.NOT_FOUND and row.img_share_of_filled_pct is None for row in rows)


def test_rates_of_all_img() -> None:
    rates = {row.match_year: row for row in FILE.img_match.pgy1_match_rates}
    assert sorted(rates) == list(range(2018, 2027))
    assert (rates[2025].us_img_match_rate_pct, rates[2025].non_us_img_match_rate_pct) == (Decimal("67.8"), Decimal(58))
    assert rates[2026].us_img_match_rate_pct is None


def test_visa_acceptance_and_surveys() -> None:
    visas = FILE.img_match.visa_acceptance
    assert (visas.programs_studied, visas.accept_j1, visas.of_those_also_h1b) == (419, 267, 92)
    surveys = {survey.id: survey for survey in FILE.img_match.director_surveys.surveys}
    assert sorted(surveys) == [
        "all-specialties-2016",
        "all-specialties-2018",
        "all-specialties-2021",
        "all-specialties-2024",
        "family-medicine-2024",
    ]
    assert surveys["all-specialties-2024"].factors is None
    assert [len(surveys[id_].factors or ()) for id_ in sorted(surveys)] == [2, 8, 20, 0, 13]


# Mistakes in a file


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        pytest.param(
            lambda d: d["specialties"].append(specialty("cardiology", name="Cardiology")),
            ("specialties", len(IDS), "id"),
            "cardiology is the id of an earlier specialty",
            id="id twice",
        ),
        pytest.param(
            lambda d: d["specialties"][0]["related"].update({"alchemy": 0.5}),
            ("specialties", 0, "related", "alchemy"),
            "no specialty has the id alchemy",
            id="unknown related",
        ),
        pytest.param(
            lambda d: d["specialties"][0]["related"].update({"internal-medicine": 0.5}),
            ("specialties", 0, "related", "internal-medicine"),
            "a specialty is not related to itself",
            id="related to itself",
        ),
        pytest.param(
            lambda d: d["specialties"][1]["related"].update({"internal-medicine": 0.5}),
            ("specialties", 1, "related", "internal-medicine"),
            "the pair family-medicine and internal-medicine is already written with internal-medicine",
            id="pair twice",
        ),
        pytest.param(
            lambda d: d["specialties"].append(specialty("alchemy", aliases=["I.M."])),
            ("specialties", len(IDS), "aliases", 0),
            "'I.M.' already means internal-medicine; list it under ambiguous if it means both",
            id="alias of two",
        ),
        pytest.param(
            lambda d: d["specialties"].append(specialty("alchemy", aliases=["&"])),
            ("specialties", len(IDS), "aliases", 0),
            "expected letters or digits in '&'",
            id="alias of nothing",
        ),
        pytest.param(
            lambda d: d["ambiguous"].append({"text": "peds", "means": ["pediatrics", "family-medicine"]}),
            ("ambiguous", len(FILE.ambiguous), "text"),
            "'peds' already means pediatrics alone",
            id="ambiguous and not",
        ),
        pytest.param(
            lambda d: d["ambiguous"][0].update(means=["pediatrics", "alchemy"]),
            ("ambiguous", 0, "means", 1),
            "no specialty has the id alchemy",
            id="unknown meaning",
        ),
        pytest.param(
            lambda d: d["specialties"][0]["match"]["years"][0].update(sources=["hearsay"]),
            ("specialties", 0, "match", "years", 0, "sources", 0),
            "no source has the id hearsay",
            id="unknown source",
        ),
        pytest.param(
            lambda d: d["img_match"]["visa_acceptance"].update(specialty="alchemy"),
            ("img_match", "visa_acceptance", "specialty"),
            "no specialty has the id alchemy",
            id="unknown specialty of visas",
        ),
        pytest.param(
            lambda d: d["img_match"]["director_surveys"]["surveys"][0].update(specialty="alchemy"),
            ("img_match", "director_surveys", "surveys", 0, "specialty"),
            "no specialty has the id alchemy",
            id="unknown specialty of a survey",
        ),
        pytest.param(
            lambda d: d["img_match"]["step_2_ck"]["historic"]["us_img"]["by_specialty"].update({"alchemy": 230}),
            ("img_match", "step_2_ck", "historic", "us_img", "by_specialty", "alchemy"),
            "no specialty has the id alchemy",
            id="unknown specialty of a score",
        ),
        pytest.param(
            lambda d: d["img_match"]["step_2_ck"].update(by_specialty_2022_2024={"alchemy": 230}),
            ("img_match", "step_2_ck", "by_specialty_2022_2024", "alchemy"),
            "no specialty has the id alchemy",
            id="unknown specialty of a recent score",
        ),
    ],
)
def test_problems_are_found(change: Callable[[Any], None], path: tuple[str | int, ...], message: str) -> None:
    assert (path, message) in specialties_problems(changed(change))


ROW: dict[str, Any] = {
    "match_year": 2025,
    "offered": 10,
    "filled": 9,
    "filled_by_us_img": 1,
    "filled_by_non_us_img": 2,
    "method": "reported",
    "confidence": "low",
    "sources": ["mar-2022"],
}


@pytest.mark.parametrize(
    "update",
    [
        pytest.param({"filled": 11}, id="more filled than offered"),
        pytest.param({"filled_by_us_img": 8}, id="more IMGs than filled"),
        pytest.param({"sources": []}, id="figure without source"),
        pytest.param({"confidence": None}, id="figure without confidence"),
        pytest.param({"method": "not-found"}, id="not found with a source"),
        pytest.param({"method": "not-found", "confidence": None, "sources": []}, id="not found with counts"),
        pytest.param({"offered": -1}, id="negative count"),
        pytest.param({"offered": "10"}, id="count as text"),
        pytest.param({"img_share_of_filled_pct": 101}, id="more than all"),
        pytest.param({"remark": "x"}, id="unknown key"),
    ],
)
def test_impossible_rows_are_refused(update: dict[str, Any]) -> None:
    def change(data: Any) -> None:
        data["specialties"][0]["match"]["years"][0] = {**ROW, **update}

    with pytest.raises(ValidationError):
        changed(change)


@pytest.mark.parametrize(("given_", "expected"), [(57.1, "57.1"), (40, "40"), ("8.0", "8.0"), (Decimal("0.1"), "0.1")])
def test_percentages_are_what_is_written(given_: Any, expected: str) -> None:
    assert TypeAdapter(Percent).validate_python(given_) == Decimal(expected)


@pytest.mark.parametrize("value", [True, None, "half", -1, float("nan"), [1], "1e1"])
def test_what_is_no_percentage_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Percent).validate_python(value)


@pytest.mark.parametrize("value", [0, 0.85, 1.1, -0.5, "x"])
def test_closeness_out_of_steps_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Closeness).validate_python(value)


def test_the_model_has_a_json_schema() -> None:
    schema = SpecialtiesFile.model_json_schema()
    assert schema["properties"]["schema"]["const"] == "usceplan.specialties/1"
