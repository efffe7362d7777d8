"""The JSON, the help and the mistakes of ``usceplan programs`` and ``usceplan sources``."""

import json
import re
import shlex

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from command_line import GRADUATE, TODAY, process, run_usceplan, usceplan_with

RESULTS = {
    "programs list": "programs-list",
    "programs list --resources --include-unknown --specialty IM --sort weeks --reverse": "programs-list",
    "programs list --min-price 90000": "programs-list",
    "programs search peds NYC": "programs-search",
    "programs search bostn qqqq": "programs-search",
    "programs show mass-general-international-observership": "programs-show",
    "programs show ama-observership-listings": "programs-show",
    "programs compare ucsd-ace-program chop-international-observership --weeks 8": "programs-compare",
    f"programs compare ucsd-ace-program chop-international-observership {' '.join(GRADUATE)}": "programs-compare",
    "sources": "sources",
    "sources ucsd-ace-program": "sources",
    "sources --stale 24": "sources",
}
COMMANDS = ("programs list", "programs search", "programs show", "programs compare", "sources")


@pytest.mark.parametrize("line", RESULTS)
def test_json_is_one_object_valid_against_the_shipped_schema_and_the_same_each_time(line: str) -> None:
    arguments = (*shlex.split(line), "--json", *TODAY)
    ran = run_usceplan(*arguments)
    assert (ran.code in (0, 1), ran.err) == (True, "")
    found = json.loads(ran.out)
    schema = json.loads(run_usceplan("schema", RESULTS[line]).out)
    assert list(Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(found)) == []
    assert found["schema"] == f"usceplan.{RESULTS[line]}/1"
    assert found["generated_on"] == "2026-11-22"
    assert run_usceplan(*arguments).out == ran.out


@pytest.mark.parametrize("command", ["programs", *COMMANDS])
def test_help_fits_a_terminal_and_has_examples(command: str) -> None:
    ran = usceplan_with({"COLUMNS": "80"}, *command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert max(len(line) for line in ran.out.splitlines()) <= 80
    assert re.search(rf"^    usceplan {command}", ran.out.partition("Example")[2], re.MULTILINE)
    assert run_usceplan("help", *command.split()).out == run_usceplan(*command.split(), "--help").out


def test_a_group_alone_helps() -> None:
    assert run_usceplan("programs") == run_usceplan("programs", "--help")


WRONG = {
    "an id": ("programs show ucsd-ace-progam", "unknown-program", '"ucsd-ace-program"?'),
    "a nickname for an id": ("programs show MGH", "unknown-program", '"mass-general-international-observership"?'),
    "words for an id": ("programs show 'hopkins bayview'", "unknown-program", "johns-hopkins-bayview"),
    "nothing like an id": ("programs show qqqqqq", "unknown-program", "usceplan programs search"),
    "another id to compare": (
        "programs compare ucsd-ace-program chop-international-observershp",
        "unknown-program",
        '"chop-international-observership"?',
    ),
    "one program to compare": ("programs compare ucsd-ace-program ucsd-ace-program", "programs", "2 to 6"),
    "a resource to compare": (
        "programs compare ucsd-ace-program ama-observership-listings",
        "not-a-placement",
        "cannot be planned",
    ),
    "half of an applicant": (
        "programs compare ucsd-ace-program chop-international-observership --visa b1",
        "missing-answers",
        "--specialty NAME, --grad-year YEAR",
    ),
    "a specialty": ("programs list --specialty pedz", "unknown-specialty", '"pediatrics"?'),
    "a state": ("programs list --state Ohoi", "unknown-state", '"Ohio"?'),
    "a city": ("programs list --city Chcago", "unknown-city", '"Chicago"?'),
    "a column": ("programs list --columns id,pric", "unknown-column", '"price"?'),
    "a column to sort by": ("programs list --sort prise", "unknown-column", '"price"?'),
    "no columns": ("programs list --columns ,", "empty-value", "--columns: expected names"),
    "a kind": ("programs list --kind extership", "unknown-word", '"externship"?'),
    "a visa": ("programs list --visa b3", "unknown-visa", "--visa"),
    "a price": ("programs list --max-price lots", "bad-amount", "--max-price"),
    "no price at all": ("programs list --min-price 500 --max-price 100", "contradiction", "--min-price"),
    "a length": ("programs list --weeks 0", "bad-number", "from 1 to 104"),
    "a month": ("programs list --open-in Mai", "bad-months", "--open-in"),
    "a confidence": ("programs list --confidence hihg", "unknown-word", '"high"?'),
    "nothing": ("programs list --state ''", "empty-value", "--state: expected a value"),
    "two forms": ("programs list --csv", "contradiction", "--csv and --json"),
    "columns of JSON": ("programs list --columns id", "contradiction", "--columns"),
    "questions as JSON": ("programs show ucsd-ace-program --questions", "contradiction", "--questions"),
    "only fillers": ("programs search of the", "no-words", "no word to search for"),
    "a subject": ("sources cots", "unknown-subject", '"costs"?'),
    "a negative age": ("sources --stale -1", "usage", "--stale"),
    "a day": ("sources --today 2026-13-01", "bad-date", "--today"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_what_was_meant(case: tuple[str, str, str]) -> None:
    line, code, text = case
    ran = run_usceplan(*shlex.split(line), "--json")
    assert (ran.code, ran.out) == (2, "")
    error = json.loads(ran.err)["error"]
    assert error["code"] == code
    assert text in f"{error['message']} {error['hint']}"


def test_a_mistake_in_the_words_names_the_help_of_the_command() -> None:
    assert "usceplan programs list --help" in run_usceplan("programs", "list", "--nonsense").err
    assert "usceplan programs --help" in run_usceplan("programs", "lst").err


def test_the_day_can_be_told_by_a_variable() -> None:
    ran = usceplan_with({"USCEPLAN_TODAY": "2027-01-02"}, "sources", "costs", "--json")
    assert json.loads(ran.out)["generated_on"] == "2027-01-02"


def test_listing_needs_no_terminal_library_for_a_table() -> None:
    ran = process("programs", "list", "--csv", "--columns", "id", *TODAY)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[0] == "id"
