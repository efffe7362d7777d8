"""What is wrong with a command line is said in one message: where, what was expected, and how to mend it."""

import errno
import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest

from command_line import CITY, GRADUATE, TODAY, environment, process, run_usceplan, usceplan_with
from situations import catalogue
from usceplan.cli.app import run_command
from usceplan.cli.commands import COMMANDS
from usceplan.cli.usage_words import OTHER_NAMES
from usceplan.problems import nearest
from usceplan.process import is_closed_pipe


class Wrong(NamedTuple):
    """A command line with a mistake, the code of the error, and words that message and hint must hold."""

    arguments: str
    code: str
    message: str
    hint: str


EXAMPLE = " ".join(GRADUATE)

WRONG: dict[str, Wrong] = {
    # The form of the command line
    "a misspelt command": Wrong("recomend", "usage", "'recomend'. Did you mean 'recommend'?", "usceplan --help"),
    "a misspelt command after help": Wrong("help budgt", "usage", "'budgt'", "usceplan --help"),
    "no command": Wrong("--", "usage", "Missing command", "usceplan --help"),
    "an option without its command": Wrong("--specialty IM", "usage", "--specialty", "usceplan --help"),
    "a misspelt option": Wrong("recommend --specialy IM", "usage", "--specialy", "usceplan recommend --help"),
    "an option without its value": Wrong(
        "budget --city", "usage", "--city: expected a value, got nothing", "budget --help"
    ),
    "a stray word": Wrong("recommend IM", "usage", 'takes no more words, got "IM"', "usceplan recommend --help"),
    "a plan without a name": Wrong("next --plan ''", "usage", "--plan: expected a value, got nothing", "next --help"),
    "a file without a name": Wrong("recommend --save=", "usage", "--save: expected a value, got nothing", "--help"),
    "a profile without a name": Wrong(
        "profile path --profile ''", "usage", "--profile: expected a value, got nothing", "profile path --help"
    ),
    "a plan of a budget without a name": Wrong(
        "budget --plan ''", "usage", "--plan: expected a value, got nothing", "budget --help"
    ),
    "a switch with a value": Wrong("recommend --json=yes", "usage", "--json does not take a value", "--help"),
    "weeks that are no number": Wrong(
        "budget --city Chicago --weeks two", "usage", '--weeks: expected a whole number, got "two"', "--help"
    ),
    "no weeks at all": Wrong(
        "budget --city Chicago --weeks 0", "usage", "--weeks: expected a number from 1 to 260, got 0", "--help"
    ),
    "a time limit that is no number": Wrong(
        "recommend --time-limit nan", "usage", "--time-limit: expected seconds, 0 or more", "--help"
    ),
    "a time limit below zero": Wrong("recommend --time-limit -1", "usage", "--time-limit: expected seconds", "--help"),
    "a time limit in words": Wrong(
        "recommend --time-limit long", "usage", '--time-limit: expected a number, got "long"', "--help"
    ),
    "a Match year in words": Wrong("match next", "usage", 'YEAR: expected a whole number, got "next"', "match --help"),
    "no words to search for": Wrong("programs search", "usage", "TEXT: expected a value, got nothing", "search --help"),
    "a command of a group": Wrong("search peds", "usage", "No such command 'search'", "usceplan programs search?"),
    "a command of two groups": Wrong(
        "check", "usage", "No such command 'check'", "usceplan profile check or usceplan catalog check?"
    ),
    "another name of a command": Wrong(
        "plan", "usage", "No such command 'plan'", "Did you mean usceplan recommend? Try: usceplan --help"
    ),
    "a schema that is none": Wrong("schema recomendation", "unknown-schema", '"recomendation"', '"recommendation"?'),
    # The five questions
    "a misspelt specialty": Wrong(
        f"recommend {EXAMPLE} --specialty pediatrcs", "unknown-specialty", '--specialty: "pediatrcs"', '"pediatrics"?'
    ),
    "no specialty": Wrong("recommend --specialty ,", "empty-value", "--specialty: expected NAME", "apply to"),
    "an empty specialty among others": Wrong(
        "recommend --specialty IM --specialty ''", "empty-value", "--specialty: expected a value, got nothing", "out"
    ),
    "an unknown visa": Wrong(f"recommend {EXAMPLE} --visa b9", "unknown-visa", '--visa: "b9"', "b1-b2"),
    "a misspelt visa": Wrong(f"recommend {EXAMPLE} --visa turist", "unknown-visa", '"turist"', '"tourist"?'),
    "a budget in words": Wrong(f"recommend {EXAMPLE} --budget lots", "bad-amount", '--budget: "lots"', "9k"),
    "a budget below zero": Wrong(f"recommend {EXAMPLE} --budget -5", "bad-amount", "cannot be negative", "9000"),
    "a budget that is no number": Wrong(f"recommend {EXAMPLE} --budget nan", "bad-amount", '--budget: "nan"', "9000"),
    "a budget without end": Wrong(f"recommend {EXAMPLE} --budget inf", "bad-amount", '--budget: "inf"', "9000"),
    "a budget in euros": Wrong(
        f"recommend {EXAMPLE} --budget €9000", "bad-amount", '"€9000"', "other currencies first"
    ),
    "a budget of two readings": Wrong(f"recommend {EXAMPLE} --budget 9.000", "bad-amount", "two ways", "9,000 or 9k"),
    "a budget beyond reason": Wrong(f"recommend {EXAMPLE} --budget 2000k", "bad-amount", '"2000k"', "$1,000,000"),
    "a graduation long ago": Wrong(
        f"recommend {EXAMPLE} --grad-year 1900", "bad-graduation-year", "--grad-year: 1900", "from 1960 to 2034"
    ),
    "a graduation far ahead": Wrong(
        f"recommend {EXAMPLE} --grad-year 2035", "bad-graduation-year", "--grad-year: 2035", "from 1960 to 2034"
    ),
    "a year of two digits": Wrong(
        f"recommend {EXAMPLE} --grad-year 23", "bad-graduation-year", "two centuries", "all four digits"
    ),
    "a Match of another year": Wrong(
        f"recommend {EXAMPLE} --match-year 2025", "bad-match-year", "--match-year: 2025", "from 2026 to 2034"
    ),
    "a Match of this year that is past": Wrong(
        f"recommend {EXAMPLE} --match-year 2026", "match-is-past", "--match-year: the 2026 Match was on", "2028"
    ),
    # The other options
    "an unknown status": Wrong(
        f"recommend {EXAMPLE} --status resting", "unknown-word", "--status: expected", "student"
    ),
    "an unknown country": Wrong(
        f"recommend {EXAMPLE} --nationality Indai", "unknown-country", '--nationality: "Indai"', '"India"?'
    ),
    "an unknown region": Wrong(
        f"recommend {EXAMPLE} --home-region asia", "unknown-word", "--home-region: expected a region", "south-asia"
    ),
    "an unknown city to live in": Wrong(
        f"recommend {EXAMPLE} --us-metro Chicgo", "unknown-city", '--us-metro: no city called "Chicgo"', '"Chicago"?'
    ),
    "free housing where no rents are known": Wrong(
        f"recommend {EXAMPLE} --free-housing 'Florence, AL'", "unknown-city", "--free-housing: no rents", "Atlanta"
    ),
    "an unknown exam": Wrong(
        f"recommend {EXAMPLE} --exam stepp1", "unknown-exam", "--exam: expected an exam", '"step1"?'
    ),
    "an exam that changes no plan": Wrong(
        f"recommend {EXAMPLE} --exam 'USMLE Step 3'",
        "unknown-exam",
        'got "USMLE Step 3"',
        "so leave it out. Choose step1",
    ),
    "an exam on no day": Wrong(
        f"recommend {EXAMPLE} --exam step1=2027-02-30", "bad-date", "--exam: the day of the exam", "YYYY-MM-DD"
    ),
    "letters in words": Wrong(
        f"recommend {EXAMPLE} --held-letters two",
        "bad-number",
        "--held-letters: expected the number of letters",
        "0 to 20",
    ),
    "a number without end": Wrong(
        f"recommend {EXAMPLE} --held-letters {'9' * 5000}", "bad-number", "--held-letters", "0 to 20"
    ),
    "half a week": Wrong(f"recommend {EXAMPLE} --held-weeks 0.5", "bad-number", "--held-weeks", "0 to 520"),
    "an unknown involvement": Wrong(
        f"recommend {EXAMPLE} --held-weeks 8:some", "unknown-word", "--held-weeks: expected an involvement", "limited"
    ),
    "a date of another order": Wrong(
        f"recommend {EXAMPLE} --available-from 22/11/2026", "bad-date", "--available-from: the earliest", "YYYY-MM-DD"
    ),
    "dates reversed": Wrong(
        f"recommend {EXAMPLE} --available-from 2027-03-01 --available-to 2027-02-01",
        "bad-dates",
        "--available-to: 2027-02-01 is not after 2027-03-01 (--available-from)",
        "Exchange",
    ),
    "a month that is none": Wrong(f"recommend {EXAMPLE} --months 13", "bad-months", '--months: "13"', "mar-jun"),
    "an unknown kind": Wrong(
        f"recommend {EXAMPLE} --kind observrship",
        "unknown-word",
        "--kind: expected a kind of program",
        '"observership"?',
    ),
    "an unknown state": Wrong(f"recommend {EXAMPLE} --state Ohoi", "unknown-state", '--state: "Ohoi"', '"Ohio"?'),
    "a state both wanted and not": Wrong(
        f"recommend {EXAMPLE} --state TX,OH --not-state Texas",
        "contradiction",
        "TX is both in --state and in --not-state",
        "Leave one",
    ),
    "an unknown program": Wrong(
        f"recommend {EXAMPLE} --include no-such-program-at-all",
        "unknown-program",
        '"no-such-program-at-all"',
        "usceplan programs search",
    ),
    "a program both in and out": Wrong(
        f"recommend {EXAMPLE} --include upmc-enhanced-observership --exclude upmc-enhanced-observership",
        "contradiction",
        "upmc-enhanced-observership is both in --include and in --exclude",
        "Leave one",
    ),
    "a resource in the plan": Wrong(
        f"recommend {EXAMPLE} --include usdoctors-marketplace", "not-a-placement", "--include: USDoctors", "rotations"
    ),
    "more rotations than a plan may have": Wrong(
        f"recommend {EXAMPLE} --max-rotations 7", "bad-number", "--max-rotations", "1 to 6"
    ),
    "an unknown rule": Wrong(
        f"recommend {EXAMPLE} --ignore-rule visa", "unknown-word", "--ignore-rule", "visa-accepted"
    ),
    "an unknown part": Wrong(f"recommend {EXAMPLE} --weight leters=50", "unknown-word", "--weight", '"letters"?'),
    "a weight without points": Wrong(f"recommend {EXAMPLE} --weight letters", "bad-weight", "--weight", "letters=50"),
    "a weight beyond reason": Wrong(f"recommend {EXAMPLE} --weight letters=101", "bad-number", "--weight", "0 to 100"),
    "a day that is none": Wrong(
        f"recommend {EXAMPLE} --today 2026-02-29", "bad-date", "--today: no calendar has the day", "YYYY-MM-DD"
    ),
    "a day before all prices": Wrong(
        f"recommend {EXAMPLE} --today 2024-12-31", "bad-date", "--today: 2024-12-31 lies before", "2025-01-01"
    ),
    "a day after all calendars": Wrong(
        f"recommend {EXAMPLE} --today 2099-01-01", "match-year-out-of-range", "--today: no Match year", "earlier"
    ),
    # The budget's own options
    "a city without weeks": Wrong("budget --city Chicago", "missing-option", "--city needs --weeks", "--weeks 8"),
    "weeks without a city": Wrong("budget --weeks 8", "missing-option", "--weeks needs --city", "--city Chicago"),
    "a city and rotations": Wrong(
        "budget --city Chicago --weeks 8 --rotation x", "contradiction", "--city and --rotation", "one of them"
    ),
    "a misspelt city": Wrong(
        "budget --city Chicgo --weeks 8", "unknown-city", '--city: no city called "Chicgo"', "Chicago"
    ),
    "a city that may be one of two": Wrong(
        "budget --city Columbia --weeks 8", "ambiguous-city", "--city: there are several", '"Columbia, MO"'
    ),
    "an unknown program to cost": Wrong(
        f"budget {EXAMPLE} --rotation upmc-enhanced:4",
        "unknown-program",
        "--rotation upmc-enhanced:4",
        "upmc-enhanced-obs",
    ),
    "a resource to cost": Wrong(
        f"budget {EXAMPLE} --rotation usdoctors-marketplace",
        "not-a-placement",
        "--rotation usdoctors-marketplace",
        "rotations",
    ),
    "a rotation of no weeks": Wrong(
        f"budget {EXAMPLE} --rotation upmc-enhanced-observership:0", "bad-number", "number of weeks", "1 to 104"
    ),
    "a rotation from a Tuesday": Wrong(
        f"budget {EXAMPLE} --rotation namc-internal-medicine-observership:4:2027-06-08",
        "not-a-monday",
        "2027-06-08 is no Monday",
        "2027-06-14",
    ),
    "rotations at once": Wrong(
        f"budget {EXAMPLE} --rotation namc-internal-medicine-observership:4:2027-06-07"
        " --rotation uthealth-houston-internal-medicine-observer:4:2027-06-14",
        "impossible-rotations",
        "cannot be done together",
        "overlap",
    ),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_mistake_is_said_with_its_place_and_how_to_mend_it(case: Wrong) -> None:
    command, *arguments = shlex.split(case.arguments)
    as_json = ["--json"] if command in ("recommend", "budget") else []
    ran = run_usceplan(command, *as_json, *arguments)
    assert (ran.code, ran.out) == (2, "")
    code, message, hint = _object(ran.err) if as_json else (case.code, *_sentences(ran.err))
    assert code == case.code
    assert case.message in message
    assert case.hint in hint


def _object(err: str) -> tuple[str, str, str]:
    assert err.count("\n") == 1
    said = json.loads(err)
    assert set(said) == {"error"}
    assert set(said["error"]) == {"code", "message", "hint"}
    return said["error"]["code"], said["error"]["message"], said["error"]["hint"]


def _sentences(err: str) -> tuple[str, str]:
    said = re.fullmatch(r"error: (?P<message>.+)\n\nhint: (?P<hint>.+)\n", err)
    assert said, err
    return said["message"], said["hint"]


@pytest.mark.parametrize("name", ["a misspelt option", "a budget in words", "dates reversed", "a city without weeks"])
def test_people_are_told_the_same_in_sentences(name: str) -> None:
    case = WRONG[name]
    ran = run_usceplan(*shlex.split(case.arguments))
    message, hint = _sentences(ran.err)
    assert (ran.code, ran.out) == (2, "")
    assert case.message in message
    assert case.hint in hint


def test_other_names_of_commands_lead_to_commands_and_are_none_themselves() -> None:
    assert set(OTHER_NAMES.values()) <= COMMANDS.keys() | {"--version"}
    assert not set(OTHER_NAMES) & COMMANDS.keys()


def test_all_mistakes_are_said_at_once() -> None:
    ran = run_usceplan("recommend", *GRADUATE, "--visa", "b9", "--budget", "lots", "--state", "Ohoi", "--json")
    error = json.loads(ran.err)["error"]
    assert error["code"] == "several-mistakes"
    assert [line.partition(":")[0] for line in error["message"].splitlines()] == ["--visa", "--budget", "--state"]
    assert all(word in error["message"] for word in ("b1-b2", "9k", '"Ohio"?'))


def test_what_is_missing_is_named_in_one_message() -> None:
    ran = run_usceplan("recommend", "--visa", "j1", *TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert "--specialty NAME, --grad-year YEAR, --budget USD" in ran.err
    assert "--visa" not in ran.err
    assert "USCEPLAN_" in ran.err


PART = "--visa b9 --housing castle"
IN_PART = {
    "recommend": "not told: --specialty NAME, --grad-year YEAR, --budget USD. Give each",
    "explain upmc-enhanced-observership": "not told: --specialty NAME, --grad-year YEAR, --budget USD. Give each",
    "budget --rotation upmc-enhanced-observership:4": "not told: --specialty NAME, --grad-year YEAR. Give each",
    "outlook": "not told: --specialty NAME, --grad-year YEAR, --budget USD. Give each",
    "programs compare upmc-enhanced-observership brooklyn-usce": "not told: --specialty NAME, --grad-year YEAR. Give",
    "profile init --profile new": "not told: --specialty NAME, --grad-year YEAR, --budget USD. Give each",
}


@pytest.mark.parametrize(("command", "missing"), IN_PART.items(), ids=IN_PART)
def test_what_is_wrong_is_said_before_what_is_missing_and_in_the_same_message(command: str, missing: str) -> None:
    ran = run_usceplan(*command.split(), *PART.split(), *TODAY)
    message, _, hint = ran.err.removeprefix("error: ").partition("\n\nhint: ")
    first, second, last = message.splitlines()
    assert (ran.code, ran.out, hint) == (2, "", "Mend all of these.\n")
    assert first.startswith('--visa: "b9" is not a visa')
    assert second.startswith('--housing: expected a kind of housing, got "castle". ')
    assert last.startswith(missing)


def test_costs_of_given_rotations_need_no_budget() -> None:
    ran = run_usceplan("budget", "--rotation", "upmc-enhanced-observership:4", *TODAY, "--json")
    assert "--specialty NAME, --grad-year YEAR, --visa VISA" in json.loads(ran.err)["error"]["message"]
    assert "--budget" not in ran.err


def test_nothing_is_asked_where_the_input_is_closed() -> None:
    ran = _in_shell("recommend --json", "<&-")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert json.loads(ran.stderr)["error"]["code"] == "missing-answers"


def _in_shell(arguments: str, redirection: str) -> subprocess.CompletedProcess[str]:
    command = f"{shlex.join([sys.executable, '-m', 'usceplan'])} {arguments} {redirection}"
    return subprocess.run(
        ["/bin/sh", "-c", command], env=environment(), capture_output=True, encoding="utf-8", check=False
    )


def test_a_message_carries_nothing_that_a_terminal_obeys() -> None:
    ran = run_usceplan("recommend", *GRADUATE, "--status", "a\x1b[2Jb\nc\u202ed")
    assert ran.err.startswith('error: --status: expected a status, got "ab')
    assert not set("\x1b\u202e") & set(ran.err)


class Place(NamedTuple):
    """A variable, and the message that names it."""

    variable: str
    value: str
    message: str


PLACES = (
    Place("USCEPLAN_BUDGET", "lots", 'USCEPLAN_BUDGET: "lots" is not an amount'),
    Place("USCEPLAN_HANDS_ON_ONLY", "maybe", 'USCEPLAN_HANDS_ON_ONLY: expected true or false, got "maybe"'),
    Place("USCEPLAN_KIND", ",", "USCEPLAN_KIND: expected KIND, got nothing"),
    Place("USCEPLAN_TODAY", "tomorrow", "USCEPLAN_TODAY: expected a date"),
    Place("USCEPLAN_AVAILABLE_TO", "2026-12-01", "USCEPLAN_AVAILABLE_TO: 2026-12-01 is not after 2027-01-01"),
)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.variable)
def test_a_mistake_in_a_variable_names_it(place: Place) -> None:
    told = [*GRADUATE[:6], "--available-from", "2027-01-01"]
    budget = () if place.variable == "USCEPLAN_BUDGET" else ("--budget", "9000")
    today = () if place.variable == "USCEPLAN_TODAY" else TODAY
    ran = usceplan_with({place.variable: place.value}, "recommend", *told, *budget, *today)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {place.message}")


# Profile files


class Profile(NamedTuple):
    """What a profile file holds, and what its message must hold; {file} stands for its path."""

    content: bytes
    code: str
    message: str


PROFILES = {
    "no YAML": Profile(b"visa: [b1\n", "bad-profile", "{file}:2:1: "),
    "no text at all": Profile(b"\x00\xff\xfe\x89PNG", "bad-profile", "{file}:1:"),
    "not UTF-8": Profile("nationality: Per\u00fa".encode("latin-1"), "bad-profile", "{file}:1:17: the byte 0xFA"),
    "a list": Profile(b"- visa\n- budget\n", "bad-profile", "{file}:1:1: "),
    "of another program": Profile(
        b"version: 3\nservices: {web: {image: nginx}}\n", "bad-profile", "{file}:1:1: unknown key"
    ),
    "of a newer version": Profile(
        b"visa: b1\nschema: usceplan.profile/2\nage: 30\n",
        "foreign-profile",
        '{file}:2:9: schema: expected "usceplan.profile/1", got "usceplan.profile/2"',
    ),
    "a misspelt key": Profile(b"visa: b1\nbuget: 9k\n", "bad-profile", '{file}:2:1: unknown key "buget"'),
    "a key twice": Profile(b"visa: b1\nvisa: b2\n", "bad-profile", "{file}:2:1: "),
    "a list for one value": Profile(b"budget: [9000, 8000]\n", "bad-profile", "{file}:1:9: budget: expected"),
    "a mapping": Profile(b"weight:\n  letters: 50\n", "bad-profile", "{file}:2:3: weight: expected"),
    "a fraction": Profile(b"budget: 9000.5\n", "bad-profile", "{file}:1:9: budget: expected"),
    "a value that is none": Profile(b"\nbudget: lots\n", "bad-amount", '{file}:2:9: budget: "lots" is not an amount'),
    "a truth for an amount": Profile(b"budget: true\n", "bad-amount", '{file}:1:9: budget: "true" is not an amount'),
    "an untruth for an amount": Profile(b"budget: false\n", "bad-amount", '{file}:1:9: budget: "false" is not'),
    "a word for a truth": Profile(
        b"only_confirmed: perhaps\n", "bad-input", '{file}:1:17: only_confirmed: expected true or false, got "perhaps"'
    ),
    "an empty text among others": Profile(
        b"state: [TX, '']\n", "empty-value", "{file}:1:8: state: expected STATE, got nothing"
    ),
    "an empty text": Profile(b"visa: ''\n", "empty-value", "{file}:1:7: visa: expected VISA, got nothing"),
}


@pytest.mark.parametrize("case", PROFILES.values(), ids=PROFILES)
def test_a_profile_that_cannot_be_used_names_the_place(case: Profile, tmp_path: Path) -> None:
    file = tmp_path / "me.yaml"
    file.write_bytes(case.content)
    others = "".join(
        f" {flag} {value}"
        for flag, value in zip(GRADUATE[::2], GRADUATE[1::2], strict=True)
        if f"{flag.removeprefix('--')}:".encode() not in case.content
    )
    ran = run_usceplan("recommend", *others.split(), "--profile", str(file), "--json")
    assert (ran.code, ran.out) == (2, "")
    error = json.loads(ran.err)["error"]
    assert error["code"] == case.code
    assert error["message"].startswith(case.message.format(file=file)), error["message"]
    assert error["hint"]


def test_a_profile_with_several_mistakes_of_form_says_them_all(tmp_path: Path) -> None:
    file = tmp_path / "me.yaml"
    file.write_text("buget: 9k\nvisa: {b1: true}\nexam: [step1, [step2]]\n")
    ran = run_usceplan("recommend", "--profile", str(file))
    lines = ran.err.partition("\n\nhint:")[0].removeprefix("error: ").splitlines()
    assert [line.removeprefix(f"{file}:").partition(" ")[0] for line in lines] == ["1:1:", "2:7:", "3:15:"]


def test_a_profile_with_several_mistakes_of_meaning_says_them_all(tmp_path: Path) -> None:
    file = tmp_path / "me.yaml"
    file.write_text("specialty: IM\ngrad_year: 1850\nvisa: b9\nbudget: lots\nstate: [TX, Ohoi]\ntoday: 2026-11-22\n")
    ran = run_usceplan("recommend", "--profile", str(file))
    lines = ran.err.partition("\n\nhint:")[0].removeprefix("error: ").splitlines()
    places = [line.removeprefix(f"{file}:").partition(": ")[0] for line in lines]
    assert places == ["2:12", "3:7", "4:9", "5:8"]


def test_a_profile_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path, reason in ((tmp_path, "this is a folder"), (tmp_path / "no.yaml", "there is no such file")):
        ran = run_usceplan("recommend", "--profile", str(path / "") if path == tmp_path else str(path))
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"error: {path}: {reason}")


def test_a_profile_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    with mock.patch("pathlib.Path.read_bytes", side_effect=PermissionError):
        ran = run_usceplan("recommend", "--profile", str(tmp_path / "me.yaml"))
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        f"error: {tmp_path / 'me.yaml'}: the file may not be read; give yourself the permission to read it",
    )


def test_the_name_of_a_profile_that_is_not_there_is_shown_as_its_file(tmp_path: Path) -> None:
    ran = usceplan_with({"XDG_CONFIG_HOME": str(tmp_path)}, "recommend", "--profile", "anna")
    assert ran.err.startswith(f"error: {tmp_path}/usceplan/profiles/anna.yaml: there is no such file")


# Output that does not arrive

PRINTING = (("--version",), ("--help",), ("schema",), (*CITY, "--json"), CITY)
"""Each way of writing to standard output."""


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_reader_that_has_seen_enough_makes_no_complaint(arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        ran = process(*arguments, stdout=closed)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("error", "platform", "is_closed"),
    [
        (BrokenPipeError(), "linux", True),
        (OSError(errno.EINVAL, "Invalid argument"), "win32", True),
        (OSError(errno.EINVAL, "Invalid argument"), "linux", False),
        (OSError(errno.ENOSPC, "No space left on device"), "win32", False),
    ],
)
def test_each_system_says_in_its_own_way_that_the_reader_has_gone(
    error: OSError, platform: str, is_closed: bool
) -> None:
    assert is_closed_pipe(error, platform) == is_closed


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_full_disk_is_no_success(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = process(*arguments, stdout=full)
    assert ran.returncode == 2
    assert "the result cannot be written: No space left on device" in ran.stderr
    assert len(ran.stderr.splitlines()) <= 3
    if "--json" in arguments:
        assert json.loads(ran.stderr)["error"]["code"] == "cannot-write"


@pytest.mark.parametrize("arguments", [("--version",), CITY], ids=" ".join)
def test_a_closed_output_is_no_success(arguments: tuple[str, ...]) -> None:
    ran = _in_shell(shlex.join(arguments), ">&-")
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[0] == "error: the result cannot be written: standard output is closed"


def test_a_mistake_with_nobody_to_tell_still_has_its_code() -> None:
    ran = _in_shell("recommend --budgt", "2>&-")
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", "")


# The model file


def test_a_model_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "model.json"
    folder.mkdir()
    small = ("--max-rotations", "1")
    ran = run_usceplan("recommend", *GRADUATE, *small, "--export-model", str(folder))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: cannot write {folder}: it is a folder")
    assert list(tmp_path.rglob("*")) == [folder]


# A catalogue that is broken


def test_broken_data_files_are_told_without_a_traceback(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with mock.patch("usceplan.cli.loading.data_folder", return_value=tmp_path):
        code = run_command(["recommend", *GRADUATE, "--no-input"])
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert "data/programs.yaml: there is no such file" in said.err
    assert "data/costs.yaml: there is no such file" in said.err
    assert "install usceplan again" in said.err


def test_the_examples_of_this_file_rest_on_the_catalogue() -> None:
    assert catalogue().collected >= date(2026, 1, 1)
    assert {"upmc-enhanced-observership", "usdoctors-marketplace"} <= catalogue().by_id().keys()


NEAREST = {
    "a misspelling": ("observrship", "observership"),
    "a beginning": ("obs", "observership"),
    "one letter": ("o", None),
    "two beginnings": ("ex", None),
    "nothing near": ("surgery", None),
}


@pytest.mark.parametrize(("word", "meant"), NEAREST.values(), ids=NEAREST)
def test_what_somebody_most_likely_meant(word: str, meant: str | None) -> None:
    assert nearest(word, ("observership", "externship", "extern", "elective")) == meant


def test_a_profile_that_is_not_there_but_another_is(tmp_path: Path) -> None:
    (tmp_path / "anna.yaml").touch()
    ran = run_usceplan("recommend", "--profile", str(tmp_path / "ana.yaml"))
    assert ran.err.splitlines()[-1] == f"hint: There is {tmp_path}/anna.yaml. usceplan profile init makes a profile."
