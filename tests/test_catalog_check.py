"""``usceplan catalog check``: all mistakes at once, and what looks wrong in the programs."""

import json
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from command_line import TODAY, Ran, usceplan_with
from situations import TODAY as THE_DAY
from situations import catalogue, made_up
from test_own_files import CHEAPER, NEW, Config
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import FILES
from usceplan.catalog.program import Fee
from usceplan.catalog.suspicions import price_ranges, suspicions, weekly_usd
from usceplan.output.schemas import schema_text

OFFICIAL = {"url": "https://lee.example/a", "as_of": "2026-05", "official": True, "supports": ["fees"]}


def kinds(today: date = THE_DAY, **changes: Any) -> list[str]:
    """The sorts of suspicion about the made-up program with some facts changed."""
    (found,) = suspicions([made_up(**changes)], catalogue().programs, today)
    return [one.kind for one in found]


def fee(**changes: Any) -> dict[str, Any]:
    return {"item": "tuition", "usd": 500, "per": "week", "as_of": "2026", **changes}


# What looks wrong


def test_nothing_looks_wrong_in_a_good_entry() -> None:
    assert kinds() == []


SUSPICIOUS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a price without a date": ({"fees": [fee(as_of=None)]}, ["price-without-date"]),
    "an unknown price needs no date": ({"fees": [fee(usd=None, as_of=None)], "fees_complete": None}, []),
    "no official page": (
        {"sources": [{**OFFICIAL, "official": False}], "verified": False},
        ["no-official-source"],
    ),
    "no official page that could show that it exists": (
        {"sources": [{**OFFICIAL, "official": False}]},
        ["no-official-source", "verified-without-page"],
    ),
    "a page older than two years": ({"sources": [{**OFFICIAL, "as_of": "2024-11-21"}]}, ["old-page"]),
    "a page of two years ago to the day": ({"sources": [{**OFFICIAL, "as_of": "2024-11-22"}]}, []),
    "a month that may be younger": ({"sources": [{**OFFICIAL, "as_of": "2024-11"}]}, []),
    "a month that is older": ({"sources": [{**OFFICIAL, "as_of": "2024-10"}]}, ["old-page"]),
    "a year that may be younger": ({"sources": [{**OFFICIAL, "as_of": "2024"}]}, []),
    "a year that is older": ({"sources": [{**OFFICIAL, "as_of": "2023"}]}, ["old-page"]),
    "a page without a date": ({"sources": [{**OFFICIAL, "as_of": None}]}, []),
    "a page of tomorrow": ({"sources": [{**OFFICIAL, "as_of": "2026-11-23"}]}, ["page-of-the-future"]),
    "a price far above the others": ({"fees": [fee(usd=9000)]}, ["unusual-fee"]),
    "a price far below the others": ({"fees": [fee(usd=9)]}, ["unusual-fee"]),
    "an application fee is of no kind": ({"fees": [fee(usd=9000, per="application")]}, []),
    "a deposit is part of a price": ({"fees": [fee(usd=9000, role="deposit")]}, []),
    "a kind with few prices": ({"kind": "volunteer", "fees": [fee(usd=9000)]}, []),
}


@pytest.mark.parametrize(("changes", "expected"), SUSPICIOUS.values(), ids=SUSPICIOUS)
def test_what_looks_wrong(changes: dict[str, Any], expected: list[str]) -> None:
    assert kinds(**changes) == expected


def test_two_years_before_february_29_is_a_day_too() -> None:
    assert kinds(date(2028, 2, 29), sources=[{**OFFICIAL, "as_of": "2026-02-28"}]) == ["old-page"]
    assert kinds(date(2028, 2, 29), sources=[{**OFFICIAL, "as_of": "2026-03-01"}]) == []


ALIKE: dict[str, tuple[dict[str, Any], bool]] = {
    "the same under another id": ({}, True),
    "of another kind": ({"kind": "externship"}, False),
    "in another city": ({"locations": [{"city": "Boston", "state": "MA"}], "url": None}, False),
    "in another specialty": ({"specialties": ["psychiatry"]}, False),
    "in a place that is unknown": ({"locations": None, "url": None}, True),
    "under quite another name": (
        {"name": "Visiting Clinician Weeks", "institution": "Lake Clinic", "url": None},
        False,
    ),
    "under another name on the same page": ({"name": "Visiting Clinician Weeks"}, True),
    "of words in another order": ({"name": "The Observership", "institution": "Hospital, Example", "url": None}, True),
}


@pytest.mark.parametrize(("changes", "expected"), ALIKE.values(), ids=ALIKE)
def test_entries_that_look_like_the_same_program(changes: dict[str, Any], expected: bool) -> None:
    other = made_up(**{"id": "other", **changes})
    found = suspicions([other], [other, made_up()], THE_DAY)
    assert [[one.kind for one in each] for each in found] == [["looks-like-another"] if expected else []]


WEEKLY: dict[str, tuple[dict[str, Any], float | None]] = {
    "a week": ({"per": "week"}, 520),
    "a day": ({"per": "day"}, 2600),
    "a day of four a week": ({"per": "day", "days_per_week": 4}, 2080),
    "four weeks": ({"per": "4-weeks"}, 130),
    "a year": ({"per": "year"}, 10),
    "a rotation of known length": ({"per": "rotation"}, 130),
    "an application": ({"per": "application"}, None),
    "an unknown amount": ({"usd": None}, None),
    "for free": ({"usd": 0}, None),
}


@pytest.mark.parametrize(("changes", "expected"), WEEKLY.values(), ids=WEEKLY)
def test_prices_are_compared_by_the_week(changes: dict[str, Any], expected: float | None) -> None:
    assert weekly_usd(Fee.model_validate(fee(**{"usd": 520, **changes})), made_up()) == expected


def test_a_month_is_a_twelfth_of_a_year() -> None:
    month = Fee.model_validate(fee(usd=1000, per="month"))
    assert weekly_usd(month, made_up()) == pytest.approx(1000 * 12 * 7 / 365.25)


def test_the_usual_range_is_that_of_the_catalogue() -> None:
    prices = [made_up(id=f"a-{usd}", fees=[fee(usd=usd)]) for usd in (100, 100, 200, 200, 200, 200, 400, 400)]
    assert price_ranges(prices[1:]) == {}, "seven prices say nothing"
    low, high = price_ranges(prices)["observership"]
    assert low < 100
    assert high > 400
    assert low * high == pytest.approx(100 * 400 * (low * high) / 40000)
    assert set(price_ranges(catalogue().programs)) == {"observership"}


# The command


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path)


def check(config: Config, *arguments: str) -> Ran:
    return usceplan_with({"XDG_CONFIG_HOME": str(config.folder.parent)}, "catalog", "check", *TODAY, *arguments)


def test_the_shipped_files_have_no_mistakes(config: Config) -> None:
    ran = check(config)
    assert (ran.code, ran.err) == (0, "")
    *lines, count = ran.out.splitlines()
    assert count.startswith(f"{len(FILES)} files checked: 0 mistakes, {len(lines)} warnings (old-page ")
    assert all(line.startswith("data/programs.yaml:") and ": warning: " in line for line in lines)


def test_warnings_stand_where_the_fact_stands(config: Config) -> None:
    text = (data_folder() / "programs.yaml").read_text().splitlines()
    for warning in json.loads(check(config, "--json").out)["warnings"]:
        at = text[warning["line"] - 1][warning["column"] - 1 :]
        start = {"old-page": ("19", "20"), "price-without-date": ("{item", "item")}.get(warning["kind"])
        assert start is None or at.startswith(start), warning


def test_own_files_are_checked_with_the_shipped_ones(config: Config) -> None:
    path = config.write(CHEAPER.replace("2026-11}]", "2023}]").replace(", as_of: 2026-11,", ", as_of: 2023,"))
    wrong = config.write("programs: [{id: a}]", name="wrong.yaml")
    ran = check(config)
    assert ran.code == 1
    assert f'{wrong}:1:12: programs[a]: missing key "name"' in ran.out
    lines = [line.removeprefix(f"{path}:4:") for line in ran.out.splitlines() if line.startswith(f"{path}:4:")]
    column = path.read_text().splitlines()[3].index("2023") + 1
    said = "programs[bidmc-radiology-observership].sources[0].as_of: warning: the page is of 2023, more than 2 years"
    assert any(line.startswith(f"{column}: {said}") for line in lines)
    assert f"{len(FILES) + 2} files checked: 4 mistakes, " in ran.out


def test_only_the_files_given_are_told_of(config: Config) -> None:
    path = config.write(NEW)
    config.write("programs: 5", name="other.yaml")
    ran = check(config, str(path))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"{path}:10:12: programs[lee-clinic].fees[0]: warning: the price of rotation has no date",
        "1 file checked: 0 mistakes, 1 warning (price-without-date 1).",
    ]


def test_an_override_is_warned_of_for_its_own_facts_alone(config: Config) -> None:
    path = config.write("programs: [{id: cleveland-clinic-physician-preceptorship, competitive: Very.}]")
    assert check(config, str(path)).out == "1 file checked: 0 mistakes, 0 warnings.\n"


def test_a_changed_shipped_file_is_checked_in_the_place_of_the_shipped_one(config: Config, tmp_path: Path) -> None:
    folder = copytree(data_folder(), tmp_path / "data")
    changed = folder / "renamed.yaml"
    (folder / "programs.yaml").rename(changed)
    text = changed.read_text().replace("city: Pittsburgh", "city: Pittsburg", 1)
    changed.write_text(text)
    line = text[: text.index("city: Pittsburg,")].count("\n") + 1
    ran = check(config, str(changed))
    assert ran.code == 1
    assert ran.out.startswith(
        f"{changed}:{line}:24: programs[allegheny-international-observership].locations[0].city: "
    )
    assert 'expected a city of places.yaml, got "Pittsburg"; did you mean "Pittsburgh"?' in ran.out
    assert ran.out.splitlines()[-1] == "1 file checked: 1 mistake, 0 warnings."


def test_a_requirements_file_is_told_by_its_folder_or_its_schema(config: Config, tmp_path: Path) -> None:
    text = "programs: [{id: osu-im, state: ZZ}]\n"
    path = config.write(text, folder="residency_requirements.d")
    assert "no state has the code ZZ" in check(config, str(path)).out
    other = tmp_path / "other.yaml"
    other.write_text("schema: usceplan.own-residency_requirements/1\n" + text)
    assert "no state has the code ZZ" in check(config, str(other)).out


def test_a_file_that_is_not_there_is_a_mistake(config: Config) -> None:
    ran = check(config, "/nowhere/a.yaml")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines()[0] == "/nowhere/a.yaml: there is no such file; check its name and its folder"


def test_the_json_fits_its_schema(config: Config) -> None:
    config.write("programs: 5")
    ran = check(config, "--json")
    result = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    Draft202012Validator(json.loads(schema_text("catalog-check"))).validate(result)
    assert result["checked_on"] == THE_DAY.isoformat()
    (mistake,) = result["mistakes"]
    assert mistake == {
        "file": str(config.folder / "programs.d" / "mine.yaml"),
        "line": 1,
        "column": 11,
        "path": "programs",
        "message": "expected a list, got 5",
    }
    assert {one["kind"] for one in result["warnings"]} >= {"old-page", "price-without-date", "no-official-source"}


def test_a_day_that_is_none_is_refused() -> None:
    ran = usceplan_with({}, "catalog", "check", "--today", "soon")
    assert (ran.code, ran.out) == (2, "")
    assert "--today" in ran.err


def test_what_a_file_holds_cannot_act_on_the_terminal(config: Config) -> None:
    path = config.write('programs: [{id: lee, "na\\e[31mme": A}]')
    ran = check(config, str(path))
    assert ran.code == 1
    assert "\x1b" not in ran.out
