"""A lint of the shipped data: what the loader's rules do not see, each test listing all mistakes it found."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from situations import catalogue
from usceplan.catalog.folder import data_folder
from usceplan.catalog.guidance import Guided
from usceplan.catalog.load import FILES
from usceplan.catalog.program import ANY_SPECIALTY, Program
from usceplan.catalog.program_rules import NEED_A_SOURCE
from usceplan.catalog.suspicions import suspicions
from usceplan.catalog.values import Record, first_day
from usceplan.catalog.vocabulary import EntryType, FeeBound, FeeRole, OpenStatus
from usceplan.cli.demo_applicants import FILE as DEMO_FILE

PROGRAMS = catalogue().programs
PROSE = ("resource_use", "deadlines", "competitive", "guide_check", "notes")
FILES_BY_NAME = {name: yaml.safe_load((data_folder() / name).read_text()) for name in FILES}
NO_TEXT = frozenset({"url", "supports", "relayed_by", "id", "as_of", "sources", "source"})

BRITISH = re.compile(
    r"\b(programmes?|practis\w+|enrol|enrols|enrolments?|organis\w+|recognis\w+|specialis(?:e|ed|es|ing|ation)|specialit\w+|licences?|"
    r"cent(?:re|res|red)|colou?r(?<!color)\w*|behaviour\w*|favour\w*|labour\w*|honour\w*|neighbour\w*|whilst|amongst|"
    r"cheques?|cancelled|cancelling|travell\w+|counsell\w+|labelled|fulfil|fulfils|acknowledgement|judgement|analys(?:e|ed)|grey|"
    r"paediatric\w*|orthopaedic\w*|gynaecolog\w*|haemato\w*|anaesthe\w*|oesophag\w*|tumour\w*|apologis\w+|"
    r"summaris\w+|prioritis\w+|authoris\w+|utilis\w+|minimis\w+|defence|offence|towards|learnt|spelt)\b",
    re.IGNORECASE,
)
UNTIDY = {
    "two spaces": re.compile(r"  "),
    "a space before a mark": re.compile(r" [,;:.?!](?:\s|$)"),
    "no space after a mark": re.compile(r"[a-z][,;][A-Za-z]"),
    "a word twice": re.compile(r"\b(the|a|an|of|to|in|is|are|and|for|it|you|that)\s+\1\b", re.IGNORECASE),
    "a mark twice": re.compile(r"[,;:]{2}|\.{2,}|\?\?|!!"),
    "a day before its month": re.compile(
        r"\b[0-9]{1,2} (January|February|March|April|May|June|July|August|September|October|November|December)\b"
    ),
    "curly quotes or a long dash": re.compile("[\u2018\u2019\u201c\u201d\u2013\u2014\u00a0]"),
}
PLACES_OF_WORK = re.compile(r"/(?:home|tmp|root|Users|mnt)/|localhost|\bfile://")


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a file that a person reads, with where it stands."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from texts(item, f"{path}[{number}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in NO_TEXT:
                yield from texts(item, f"{path}.{key}")


def prose(value: Any) -> Iterator[tuple[str, str]]:
    """Texts of more than a few words: names of programs and words of the vocabularies are left out."""
    for path, text in texts(value):
        if not path.endswith((".name", ".institution")) and ".aliases[" not in path and text.count(" ") >= 2:
            yield path, text


def each_program() -> Iterator[tuple[str, Program]]:
    yield from ((one.id, one) for one in PROGRAMS)


def test_there_are_227_entries_with_ids_of_their_own() -> None:
    ids = [one.id for one in PROGRAMS]
    assert len(ids) == len(set(ids)) == 227
    assert [one for one in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one)] == []


def test_entries_stand_in_groups_in_the_order_of_their_ids() -> None:
    file = FILES_BY_NAME["programs.yaml"]
    groups = list(dict.fromkeys(one["provider"] for one in file["programs"]))
    in_order = sorted(file["programs"], key=lambda one: (groups.index(one["provider"]), one["id"]))
    assert [one["id"] for one in file["programs"]] == [one["id"] for one in in_order]
    headings = re.findall(r"^# -+ (.+?) \((\d+)\) -+$", (data_folder() / "programs.yaml").read_text(), re.MULTILINE)
    counts = Counter(one["provider"] for one in file["programs"])
    assert [int(count) for _, count in headings] == [counts[group] for group in groups]


def test_every_entry_gives_its_facts_in_the_same_order() -> None:
    order = list(Program.model_fields)
    mistakes = [
        one["id"]
        for one in FILES_BY_NAME["programs.yaml"]["programs"]
        if [key for key in order if key in one] != list(one)
    ]
    assert mistakes == []


@pytest.mark.parametrize("name", FILES)
def test_no_source_is_a_bare_host(name: str) -> None:
    def addresses(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
        if isinstance(value, list):
            for number, item in enumerate(value):
                yield from addresses(item, f"{path}[{number}]")
        elif isinstance(value, dict):
            for key, item in value.items():
                if key == "url" and isinstance(item, str):
                    yield f"{path}.{key}", item
                else:
                    yield from addresses(item, f"{path}.{key}")

    mistakes = []
    for path, address in addresses(FILES_BY_NAME[name]):
        parts = urlsplit(address)
        # A program's own address may be a site's first page; what states a fact may not.
        is_own = re.fullmatch(r"\.programs\[\d+\]\.url", path) is not None and name == "programs.yaml"
        if parts.scheme not in ("http", "https") or "." not in parts.netloc or " " in address:
            mistakes.append(f"{path}: {address} is no address")
        elif parts.path in ("", "/") and not parts.query and not is_own:
            mistakes.append(f"{path}: {address} is a bare host")
    assert mistakes == []


def test_every_price_visa_list_and_limit_has_a_source_that_claims_it() -> None:
    mistakes = [
        f"{name}: {fact}"
        for name, one in each_program()
        for fact in NEED_A_SOURCE
        if getattr(one, fact) is not None and not any(fact in page.supports for page in one.sources)
    ]
    assert mistakes == []
    assert {"fees", "visas_accepted", "max_years_since_graduation", "duration_weeks", "apply_lead_weeks"} <= {
        *NEED_A_SOURCE
    }


def test_no_source_claims_a_fact_that_is_null() -> None:
    mistakes = [
        f"{name}: {page.url} supports {fact}"
        for name, one in each_program()
        for page in one.sources
        for fact in page.supports
        if getattr(one, fact) is None
    ]
    assert mistakes == []


def test_no_source_claims_a_fact_twice() -> None:
    mistakes = [
        f"{name}: {page.url}"
        for name, one in each_program()
        for page in one.sources
        if len(page.supports) != len(set(page.supports))
    ]
    assert mistakes == []


@pytest.mark.parametrize("name", FILES)
def test_no_date_is_later_than_the_day_of_collection(name: str) -> None:
    file = FILES_BY_NAME[name]
    collected = file["collected"]

    def dated(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
        if isinstance(value, list):
            for number, item in enumerate(value):
                yield from dated(item, f"{path}[{number}]")
        elif isinstance(value, dict):
            for key, item in value.items():
                if key == "as_of" and item is not None:
                    yield path, str(item)
                else:
                    yield from dated(item, f"{path}.{key}")

    late = [f"{path}: {as_of}" for path, as_of in dated(file) if first_day(as_of) > collected]
    assert late == []


def test_every_word_of_an_entry_resolves() -> None:
    places, specialties = catalogue().places, catalogue().specialties.by_id
    cities = {(city.city, city.state) for city in places.cities}
    countries = {country.name for country in places.countries}
    mistakes: list[str] = []
    for name, one in each_program():
        named = {word for row in one.fees or () if row.only for word in row.only.specialties or ()}
        mistakes += [
            f"{name}: {word}"
            for word in {*(one.specialties or ()), *named}
            if word not in {*specialties, ANY_SPECIALTY}
        ]
        mistakes += [f"{name}: {word}" for word in one.excluded_nationalities or () if word not in countries]
        for place in one.locations or ():
            if place.state not in places.states or (place.city and (place.city, place.state) not in cities):
                mistakes.append(f"{name}: {place}")
        if ANY_SPECIALTY in (one.specialties or ()) and len(one.specialties or ()) > 1:
            mistakes.append(f"{name}: any, and others beside it")
    assert mistakes == []


def test_lists_name_nothing_twice_and_audiences_have_one_order() -> None:
    facts = (
        "specialties settings includes audience exams_required visas_accepted excluded_nationalities documents "
        "start_months locations fees sources"
    ).split()
    mistakes = []
    for name, one in each_program():
        for fact in facts:
            items = [repr(item) for item in getattr(one, fact) or ()]
            if len(items) != len(set(items)):
                mistakes.append(f"{name}: {fact}")
    assert mistakes == []


def test_fixed_lengths_are_in_order_and_within_the_limits() -> None:
    mistakes = []
    for name, one in each_program():
        limits = one.duration_weeks
        if limits and limits.fixed:
            least, most = limits.min or 0, limits.max or max(limits.fixed)
            if list(limits.fixed) != sorted(limits.fixed) or not least <= limits.fixed[0] <= limits.fixed[-1] <= most:
                mistakes.append(f"{name}: duration_weeks {limits}")
    assert mistakes == []


def test_a_placement_says_what_sort_it_is_and_a_resource_what_it_is_for() -> None:
    mistakes = []
    for name, one in each_program():
        if one.entry is EntryType.RESOURCE and not (one.resource_use or "").strip():
            mistakes.append(f"{name}: no use")
        if one.entry is EntryType.PLACEMENT and one.kind is None and one.notes is None:
            mistakes.append(f"{name}: neither a kind nor a note that says why it is not known")
    assert mistakes == []


def test_there_are_entries_of_every_state_that_matters() -> None:
    """Closed, paused, unverified and shut entries are half of the value, so they must not get lost."""
    status = Counter(one.status for one in PROGRAMS)
    assert status[OpenStatus.CLOSED] > 10
    assert status[OpenStatus.PAUSED] > 5
    assert sum(not one.verified for one in PROGRAMS) > 0
    assert sum(one.entry is EntryType.RESOURCE for one in PROGRAMS) > 10
    assert len({one.guide_top_ten for one in PROGRAMS if one.guide_top_ten}) == 10


def test_an_entry_that_was_not_found_is_not_called_open() -> None:
    assert [name for name, one in each_program() if not one.verified and one.status is OpenStatus.OPEN] == []


def test_an_entry_that_is_said_to_exist_has_an_official_page() -> None:
    shown = {name for name, one in each_program() if any(page.official for page in one.sources)}
    assert {name for name, one in each_program() if one.verified} <= shown


def test_an_entry_of_the_guide_says_what_became_of_its_claims() -> None:
    by_institution: dict[str, list[bool]] = defaultdict(list)
    for one in PROGRAMS:
        if one.guide_top_ten:
            by_institution[one.guide_top_ten].append(one.guide_check is not None)
    assert [name for name, checked in by_institution.items() if not any(checked)] == []
    assert [name for name, one in each_program() if one.guide_check and not one.guide_top_ten] == []


def test_every_fee_row_makes_sense() -> None:
    mistakes = []
    for name, one in each_program():
        for row in one.fees or ():
            if row.role is FeeRole.DEPOSIT and row.per == "application" and row.bound is FeeBound.UP_TO:
                mistakes.append(f"{name}: a deposit of up to an amount")
            if row.prorated and row.per in ("application", "rotation", "day", "week"):
                mistakes.append(f"{name}: {row.item} cannot be prorated")
            if row.per == "application" and (row.first_weeks or row.after_weeks):
                mistakes.append(f"{name}: {row.item} is for the application, not for some of the weeks")
            if row.usd is None and row.bound is not FeeBound.EXACT:
                mistakes.append(f"{name}: {row.item} is a bound of nothing")
            if row.only is not None and not row.only.model_dump(exclude_none=True):
                mistakes.append(f"{name}: {row.item} is only for nobody in particular")
    assert mistakes == []


@pytest.mark.parametrize("name", FILES)
def test_prose_is_plain_american_english(name: str) -> None:
    mistakes = [f"{path}: {found[0]}" for path, text in prose(FILES_BY_NAME[name]) for found in BRITISH.finditer(text)]
    assert mistakes == []


@pytest.mark.parametrize("name", FILES)
def test_prose_is_tidy(name: str) -> None:
    mistakes = [
        f"{path}: {what}: ...{text[max(0, found.start() - 20) : found.end() + 20]}..."
        for path, text in prose(FILES_BY_NAME[name])
        for what, pattern in UNTIDY.items()
        for found in pattern.finditer(text)
    ]
    assert mistakes == []


def test_prose_is_made_of_whole_sentences() -> None:
    mistakes = []
    for name, one in each_program():
        for fact in PROSE:
            text = getattr(one, fact)
            if text is not None and not re.fullmatch(r"[A-Z0-9\"'(].*[.?!][\")]?", text, re.DOTALL):
                mistakes.append(f"{name}: {fact}: {text[:30]}...{text[-30:]}")
    assert mistakes == []


@pytest.mark.parametrize("name", FILES)
def test_no_text_names_a_place_of_the_machine_it_was_made_on(name: str) -> None:
    # An address on the web may hold any word; everything else is looked at, comments too.
    lines = re.sub(r"https?://[^\s\"'})]+", "", (data_folder() / name).read_text()).splitlines()
    assert [f"{number}: {line}" for number, line in enumerate(lines, 1) if PLACES_OF_WORK.search(line)] == []


def _plain(word: str) -> frozenset[str]:
    small = {"of", "or", "and", "copy", "form", "proof", "signed", "statement"}
    return frozenset(part.removesuffix("s") for part in word.split("-")) - small


@pytest.mark.parametrize("fact", ["documents", "includes"])
def test_each_thing_is_written_in_one_way(fact: str) -> None:
    words = sorted({word for one in PROGRAMS for word in getattr(one, fact) or ()})
    alike = [
        f"{one} and {other}"
        for one, other in combinations(words, 2)
        if _plain(one) == _plain(other) or SequenceMatcher(None, one, other).ratio() > 0.88
    ]
    assert alike == []
    british = [word for word in words if BRITISH.search(word.replace("-", " ")) or "enrolment" in word]
    assert british == []


def test_fee_items_and_conditions_are_written_alike() -> None:
    mistakes = []
    for name, one in each_program():
        for row in one.fees or ():
            if row.item.endswith(".") or (
                row.item[0].isupper() and not row.item[:2].isupper() and "New" not in row.item
            ):
                mistakes.append(f"{name}: {row.item}")
            if row.condition and (row.condition[0].isupper() or row.condition.endswith(".")):
                mistakes.append(f"{name}: {row.condition}")
            mistakes += [f"{name}: {found[0]}" for found in BRITISH.finditer(f"{row.item} {row.condition}")]
    assert mistakes == []


# Guidance ------------------------------------------------------------------------------------------------------------


def guided(record: Record, path: str = "") -> Iterator[tuple[str, Guided]]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Guided):
            yield f"{path}{name}", value
        elif isinstance(value, Record):
            yield from guided(value, f"{path}{name}.")


GUIDED = dict(guided(catalogue().guidance))


def test_every_number_of_the_guidance_is_found() -> None:
    assert len(GUIDED) > 60
    assert {"planning.lead_weeks.elective", "strength.letters", "factors.letter_yes", "due.visa_weeks_before"} <= {
        *GUIDED
    }


def test_every_number_has_a_source_or_says_that_it_is_the_planners_own() -> None:
    own = ("Planner's choice.", "Recalled from")
    mistakes = [path for path, one in GUIDED.items() if not one.sources and not any(word in one.why for word in own)]
    assert mistakes == []
    both = [path for path, one in GUIDED.items() if one.sources and "Planner's choice" in one.why]
    assert both == []


def test_every_source_of_the_guidance_is_used() -> None:
    text = (data_folder() / "guidance.yaml").read_text()
    assert [name for name in catalogue().guidance.sources if len(re.findall(rf"\b{name}\b", text)) < 2] == []


def test_laws_and_advice_without_a_source_say_so() -> None:
    guidance = catalogue().guidance
    unsourced = {
        **{name: law.text for name, law in guidance.law if not law.sources},
        **{name: f"{rule.text} {rule.because}" for name, rule in guidance.advice if not rule.sources},
    }
    admissions = ("No rule on file", "their own pages say so", "no count was found")
    assert [name for name, text in unsourced.items() if not any(word in text for word in admissions)] == []


def test_the_points_of_strength_and_fit_are_whole() -> None:
    guidance = catalogue().guidance
    strength, fit = guidance.strength, guidance.fit
    parts = (strength.letters, strength.hands_on, strength.specialty, strength.recency, strength.mix)
    assert sum(part.value for part in parts) == 100
    mix = (strength.mix_inpatient, strength.mix_outpatient, strength.mix_residency)
    assert sum(part.value for part in mix) == strength.mix.value
    assert strength.recency_fresh_points.value == strength.recency.value
    criteria = (fit.involvement, fit.specialty, fit.letter, fit.residency_on_site, fit.timing, fit.cost, fit.certainty)
    assert sum(one.value for one in criteria) == 100


def test_what_the_guidance_says_of_limits_is_what_the_requirements_on_file_say() -> None:
    file = catalogue().requirements
    years = Counter(one.graduation_limit.years for one in file.programs if one.graduation_limit.years is not None)
    law = catalogue().guidance.law.years_common_limit
    assert years.most_common(1)[0][0] == law.value == 5
    assert min(years) == 2
    months = [one.us_experience.min_months for one in file.programs if one.us_experience.min_months]
    assert (min(months), max(months)) == (2, 12)


def test_data_files_have_a_comment_that_says_what_they_hold() -> None:
    names = {*FILES, DEMO_FILE}
    assert [name for name in names if not (data_folder() / name).read_text().startswith("# ")] == []
    assert {path.name for path in Path(data_folder()).glob("*.yaml")} == names


# Who says so, and what looks wrong ------------------------------------------------------------------------------------


def test_every_source_supports_a_fact_that_is_known() -> None:
    mistakes = [
        f"{name}: {page.url}"
        for name, one in each_program()
        for page in one.sources
        if not any(getattr(one, fact) is not None for fact in page.supports)
    ]
    assert mistakes == []


def test_every_rule_of_a_residency_program_names_its_page_and_what_it_is_for() -> None:
    known, states = catalogue().specialties.by_id, catalogue().places.states
    mistakes = [
        one.id
        for one in catalogue().requirements.programs
        if not one.url or not one.dated or one.specialty not in known or one.state not in states
    ]
    assert mistakes == []


def test_no_entry_is_given_twice() -> None:
    """Those that look alike were looked at: the two of the Cleveland Clinic are an observership and a preceptorship."""
    found = suspicions(PROGRAMS, PROGRAMS, catalogue().collected)
    alike = {
        one.id for one, each in zip(PROGRAMS, found, strict=True) for it in each if it.kind == "looks-like-another"
    }
    assert alike == {"cleveland-clinic-international-physician-observer", "cleveland-clinic-physician-preceptorship"}


def test_most_entries_rest_on_official_pages() -> None:
    unofficial = [name for name, one in each_program() if not any(page.official for page in one.sources)]
    assert len(unofficial) < len(PROGRAMS) / 20, unofficial
