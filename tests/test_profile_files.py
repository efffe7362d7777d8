"""``usceplan profile``: files that are readable, private, checked before they replace another, and never lost."""

import json
import re
import stat
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from command_line import GRADUATE, TODAY, Ran, usceplan_with
from usceplan.cli.answers import read_profile
from usceplan.cli.options import BY_NAME, OPTIONS
from usceplan.cli.profile_file import profile_text
from usceplan.cli.switches import TRUE
from usceplan.problems import UserError
from usceplan.told import Answer, Answers

if sys.platform == "win32":
    pytest.skip("the editors of these tests are shell scripts", allow_module_level=True)

from terminal_session import session

WHOLE = "specialty: IM\ngrad_year: 2023\nvisa: b1-b2\nbudget: 9000\n"


class Home:
    """A config folder of a test, and the program run with it."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "config"
        self.usual = self.config / "usceplan" / "profile.yaml"

    def run(self, *arguments: str, **variables: str) -> Ran:
        return usceplan_with({"XDG_CONFIG_HOME": str(self.config), **variables}, "profile", *arguments)

    def write(self, text: str, name: str | None = None) -> Path:
        file = self.usual if name is None else self.usual.parent / "profiles" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def files(self) -> list[str]:
        return sorted(str(one.relative_to(self.config)) for one in self.config.rglob("*") if one.is_file())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # where the copies for editors are
    return Home(tmp_path)


def error(ran: Ran) -> str:
    assert ran.out == ""
    return ran.err.partition("\n")[0].removeprefix("error: ")


# The text of a profile


def test_the_text_of_a_profile(snapshot: SnapshotAssertion) -> None:
    told = {
        "specialty": ("internal-medicine", "family-medicine"),
        "grad_year": ("2023",),
        "visa": ("b1-b2",),
        "budget": ("9000",),
        "free_housing": ("Chicago, IL",),
        "exam": ("step1", "step2ck=2027-03-01"),
        "hands_on_only": (TRUE,),
    }
    assert profile_text({name: Answer(texts, "x") for name, texts in told.items()}) == snapshot


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).map(str.strip).filter(bool)


@st.composite
def told(draw: st.DrawFn) -> Answers:
    names = draw(st.sets(st.sampled_from([option.name for option in OPTIONS if option.name != "today"])))
    return {name: Answer(draw(_texts(name)), "x") for name in names}


def _texts(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    option = BY_NAME[name]
    if option.switch:
        return st.sampled_from([(TRUE,), ("false",)])
    words = TEXTS.filter(lambda text: "," not in text)
    return st.lists(words, min_size=1, max_size=3).map(tuple) if option.repeated else TEXTS.map(lambda text: (text,))


@given(told())
def test_a_profile_gives_back_what_was_told_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, told: Answers
) -> None:
    try:
        text = profile_text(told)
    except UserError as refused:
        assert refused.hint
        return
    file = tmp_path_factory.mktemp("profile") / "me.yaml"
    file.write_text(text, encoding="utf-8")
    assert {name: one.texts for name, one in read_profile(file).items()} == {
        name: one.texts for name, one in told.items()
    }


@pytest.mark.parametrize("text", [*"null true ~ 012 1e5 2027-03-01 no 8:none #1 é '".split(), "a: b"])
def test_a_text_that_yaml_could_take_for_something_else_stays_a_text(text: str, tmp_path: Path) -> None:
    (tmp_path / "me.yaml").write_text(profile_text({"nationality": Answer((text,), "x")}), encoding="utf-8")
    assert read_profile(tmp_path / "me.yaml")["nationality"].texts == (text,)


# init


def test_init_writes_what_was_told_for_its_owner_alone(home: Home) -> None:
    ran = home.run("init", *GRADUATE, "--months", "11-2")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"Saved in {home.usual}, which only you can read.\nNext: usceplan recommend\n"
    assert stat.S_IMODE(home.usual.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.usual.parent.stat().st_mode) == 0o700
    answers = read_profile(home.usual)
    assert {name: answer.texts for name, answer in answers.items()} == {
        "specialty": ("internal-medicine",),
        "grad_year": ("2023",),
        "visa": ("b1-b2",),
        "budget": ("9000",),
        "months": ("11-2",),
    }, "the day of one run is not kept"


def test_several_profiles_go_by_name(home: Home) -> None:
    for name in ("anna", "omar-2"):
        ran = home.run("init", *GRADUATE, "--profile", name)
        assert ran.out.endswith(f"Next: usceplan recommend --profile {name}\n")
    assert home.files() == ["usceplan/profiles/anna.yaml", "usceplan/profiles/omar-2.yaml"]
    assert [one["name"] for one in json.loads(home.run("path", "--json").out)["profiles"]] == ["anna", "omar-2"]


@pytest.mark.parametrize("name", ["con", "NUL", "Prn", "aux", "com1", "COM9", "lpt1", "Lpt9", "anna.", "anna "])
def test_a_name_that_windows_cannot_have_is_refused_everywhere(name: str, home: Home) -> None:
    ran = home.run("init", *GRADUATE, "--profile", name)
    assert ran.code == 2
    reason = "cannot name a profile" if name.startswith("anna") else "cannot be the name of a file on Windows"
    assert error(ran) == f'--profile: "{name}" {reason}'
    assert home.files() == []


@pytest.mark.parametrize("name", ["console", "com", "com10", "null", "aux-2"])
def test_a_name_that_only_begins_like_those_is_fine(name: str, home: Home) -> None:
    assert home.run("init", *GRADUATE, "--profile", name).code == 0
    assert home.files() == [f"usceplan/profiles/{name}.yaml"]


class Refused(NamedTuple):
    arguments: tuple[str, ...]
    message: str
    before: str | None = None


REFUSED = {
    "a file that is there": Refused(GRADUATE, "there is a file already; it is left as it is", WHOLE),
    "a file that is broken": Refused(GRADUATE, "there is a file already; it is left as it is", "visa: [b1\n"),
    "an answer that is none": Refused((*GRADUATE, "--visa", "b9"), '--visa: "b9" is not a visa'),
    "answers that contradict each other": Refused((*GRADUATE, "--state", "TX", "--not-state", "TX"), "TX is both in"),
    "a Match that is past": Refused((*GRADUATE, "--match-year", "2026"), "the 2026 Match was on"),
    "a file of JSON": Refused((*GRADUATE, "--profile", "./me.json"), "me.json: a profile is written as YAML"),
    "a name that would be hidden": Refused((*GRADUATE, "--profile", ".anna"), "cannot name a profile"),
    "questions without a terminal": Refused(("--visa", "b1", *TODAY), "not told: --specialty NAME"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_init_refuses_without_a_trace(case: Refused, home: Home) -> None:
    if case.before is not None:
        home.write(case.before)
    ran = home.run("init", *case.arguments)
    assert ran.code == 2
    assert case.message in error(ran)
    assert home.files() == (["usceplan/profile.yaml"] if case.before else [])
    assert case.before is None or home.usual.read_text() == case.before


def test_a_folder_that_cannot_be_made_is_said(home: Home) -> None:
    home.config.touch()
    ran = home.run("init", *GRADUATE)
    assert ran.code == 2
    assert error(ran).startswith(f"cannot make the folder {home.usual.parent}: ")
    assert "XDG_CONFIG_HOME" in ran.err


# show and path


def test_show_says_where_each_value_comes_from(home: Home, snapshot: SnapshotAssertion) -> None:
    home.write("# mine\nspecialty: [IM, FM]\ngrad_year: 2023\nbudget: lots\n")
    home.write(WHOLE, "anna")
    ran = home.run("show", "--visa", "tourist", "--budget", "12k", *TODAY, USCEPLAN_STATE="TX,OH")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.replace(str(home.config), "CONFIG") == snapshot


def test_show_as_json_has_every_option_and_its_place(home: Home) -> None:
    home.write("grad_year: 2023\nbudget: lots\n")
    shown = json.loads(home.run("show", "--visa", "b1", "--json", *TODAY, USCEPLAN_STATE="TX").out)
    values: dict[str, Any] = {one["name"]: one for one in shown["values"]}
    assert list(values) == [option.name for option in OPTIONS]
    assert {name: one["source"] for name, one in values.items() if one["source"] != "default"} == {
        "grad_year": "file",
        "visa": "flag",
        "budget": "file",
        "state": "environment",
        "today": "flag",
    }
    assert values["grad_year"]["where"] == f"{home.usual}:1:12: grad_year"
    assert (values["visa"]["values"], values["visa"]["meaning"]) == (["b1"], "B-1 visitor visa")
    assert (values["budget"]["values"], values["budget"]["meaning"]) == (["lots"], None), "check says what is wrong"
    assert (values["max_rotations"]["values"], values["max_rotations"]["where"]) == (None, "6")


def test_show_before_there_is_any_profile(home: Home) -> None:
    ran = home.run("show", *TODAY)
    assert ran.code == 0
    assert "no profile was read" in ran.out


def test_path_is_one_line_for_scripts(home: Home) -> None:
    assert home.run("path").out == f"{home.usual}\n"
    assert home.run("path", "--profile", "anna").out == f"{home.usual.parent}/profiles/anna.yaml\n"
    assert home.run("path", "--profile", "./me.yaml").out == "me.yaml\n"
    found = json.loads(home.run("path", "--json").out)
    assert (found["path"], found["exists"], found["profiles"]) == (str(home.usual), False, [])


@pytest.mark.parametrize("command", ["check", "edit", "show"])
def test_a_profile_that_is_not_there_is_said_with_what_to_do(command: str, home: Home) -> None:
    home.write(WHOLE, "anna")
    ran = home.run(command, "--profile", "ana")
    assert ran.code == 2
    assert error(ran).endswith("profiles/ana.yaml: there is no profile yet")
    assert 'Did you mean "anna"? Make one with: usceplan profile init --profile ana' in ran.err


# check

CHECKS = {
    "all is well": (WHOLE, []),
    "nothing told": ("visa:\n", []),
    "a text that is none": ("visa: b9\n", ['1:7: visa: "b9" is not']),
    "two texts that are none": ("visa: b1\nbudget: lots\nstate: [TX, Ohoi]\n", ["2:9: budget: ", '3:8: state: "Ohoi"']),
    "a key that is none": ("visa: b1\nbuget: 9k\n", ['2:1: unknown key "buget"; did you mean "budget"?']),
    "broken YAML": ("visa: [b1\n", ["2:1: "]),
    "a newer version": ("schema: usceplan.profile/2\n", ['1:9: schema: expected "usceplan.profile/1"']),
    "of another program": ("services: {web: 1}\n", ['1:1: unknown key "services"']),
    "dates reversed": (
        "available_from: 2028-01-01\navailable_to: 2027-01-01\n",
        ["2:15: available_to: 2027-01-01 is not after 2028-01-01"],
    ),
    "a Match that is past": ("match_year: 2020\n", ["1:13: match_year: "]),
    "a word for a truth": ("only_confirmed: maybe\n", ["1:17: only_confirmed: expected true or false"]),
    "not UTF-8": ("nationality: Per\udcfa\n", ["1:17: the byte 0xFA"]),
}


@pytest.mark.parametrize(("text", "expected"), CHECKS.values(), ids=CHECKS)
def test_check_names_the_line_of_every_mistake(text: str, expected: list[str], home: Home) -> None:
    file = home.write("")
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    ran, as_json = home.run("check"), json.loads(home.run("check", "--json").out)
    *lines, last = ran.out.splitlines()
    assert ran.code == (1 if expected else 0)
    assert len(lines) == len(expected)
    assert all(line.startswith(f"{file}:{start}") for line, start in zip(lines, expected, strict=True)), lines
    assert ("no mistakes" in last) == (not expected)
    assert as_json["ok"] == (not expected)
    assert [(one["line"], one["column"]) for one in as_json["problems"]] == [
        tuple(int(part) for part in start.split(":")[:2]) for start in expected
    ]
    assert file.read_bytes() == text.encode("utf-8", "surrogateescape")


def test_check_says_what_will_be_asked(home: Home) -> None:
    home.write("visa: b1\n")
    assert "Not told, so it will be asked: --specialty, --grad-year and --budget" in home.run("check").out


# edit


def editor(folder: Path, script: str) -> str:
    """An editor that does to its file, which is $1, what a line of shell says."""
    file = folder / "editor.sh"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o700)
    return str(file)


def test_edit_replaces_the_profile_and_keeps_the_older_one(home: Home, tmp_path: Path) -> None:
    home.write(WHOLE)
    for number, budget in ((1, 7000), (2, 6000)):
        before = home.usual.read_text()
        script = f'sed "s/^budget.*/budget: {budget} # mine/" "$1" > "$1.new" && mv "$1.new" "$1"'
        ran = home.run("edit", VISUAL=editor(tmp_path, script), EDITOR="false")
        backup = home.usual.with_name(f"profile.yaml.{number}.bak")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == f"Saved in {home.usual}.\nThe older one is kept: {backup}\n"
        assert f"budget: {budget} # mine" in home.usual.read_text(), "comments stay as they were written"
        assert backup.read_text() == before
        assert {stat.S_IMODE(one.stat().st_mode) for one in (home.usual, backup)} == {0o600}


class Edit(NamedTuple):
    """What the editor does, what is said, and the exit code; the profile stays as it was."""

    script: str
    said: str
    code: int


EDITS = {
    "nothing": Edit("true", "nothing was changed", 0),
    "a mistake": Edit('echo "visa: b9" > "$1"', '1:7: visa: "b9" is not a visa', 2),
    "a mistake of form": Edit('echo "buget: 9" > "$1"', 'unknown key "buget"', 2),
    "all of it removed": Edit(': > "$1"', "the file is empty", 2),
    "the file of a newer version": Edit('echo "schema: usceplan.profile/2" > "$1"', "usceplan.profile/1", 2),
    "a failure": Edit("exit 3", "the editor ended with 3", 2),
}


@pytest.mark.parametrize("case", EDITS.values(), ids=EDITS)
def test_an_edit_that_is_no_good_changes_nothing(case: Edit, home: Home, tmp_path: Path) -> None:
    home.write(WHOLE)
    ran = home.run("edit", EDITOR=editor(tmp_path, case.script))
    assert ran.code == case.code
    assert case.said in ran.out + ran.err
    assert home.files() == ["usceplan/profile.yaml"]
    assert home.usual.read_text() == WHOLE
    drafts = list(tmp_path.glob("profile-*.yaml"))
    assert [str(one) for one in drafts] == re.findall(r"What you wrote is kept in (.*)", ran.err)
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in drafts)


def test_an_editor_that_is_not_there_is_said(home: Home) -> None:
    home.write(WHOLE)
    ran = home.run("edit", EDITOR="no-such-editor --wait")
    assert ran.code == 2
    assert "the editor cannot be started" in error(ran)


def test_an_editor_is_found_as_a_shell_would_find_it(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows starts no ``code.cmd`` by the name ``code`` unless it is looked up."""
    home.write(WHOLE)
    script = editor(tmp_path, 'echo "visa: f1" > "$2"')
    monkeypatch.setattr("shutil.which", {"code": script}.get)
    assert home.run("edit", EDITOR="code --wait").code == 0
    assert home.usual.read_text() == "visa: f1\n"


def test_a_file_of_another_version_is_not_opened_for_editing(home: Home, tmp_path: Path) -> None:
    newer = "schema: usceplan.profile/2\nage: 30\n"
    home.write(newer)
    ran = home.run("edit", EDITOR=editor(tmp_path, f"touch {tmp_path}/opened"))
    assert ran.code == 2
    assert 'expected "usceplan.profile/1"' in error(ran)
    assert not (tmp_path / "opened").exists()
    assert home.usual.read_text() == newer


def test_a_broken_profile_can_be_mended_in_the_editor(home: Home, tmp_path: Path) -> None:
    home.write("visa: [b1\n")
    ran = home.run("edit", EDITOR=editor(tmp_path, 'echo "visa: b1" > "$1"'))
    assert ran.code == 0
    assert home.usual.read_text() == "visa: b1\n"
    assert home.usual.with_name("profile.yaml.1.bak").read_text() == "visa: [b1\n"


def test_what_another_program_wrote_meanwhile_is_not_lost(home: Home, tmp_path: Path) -> None:
    home.write(WHOLE)
    ran = home.run("edit", EDITOR=editor(tmp_path, f'echo "visa: f1" > "$1"; echo "visa: j1" > {home.usual}'))
    assert ran.code == 2
    assert "another program has changed the file meanwhile" in error(ran)
    assert home.usual.read_text() == "visa: j1\n"


def test_a_profile_that_is_a_link_stays_one(home: Home, tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_text(WHOLE)
    home.usual.parent.mkdir(parents=True)
    home.usual.symlink_to(real)
    assert home.run("edit", EDITOR=editor(tmp_path, 'echo "visa: b1" > "$1"')).code == 0
    assert home.usual.is_symlink()
    assert real.read_text() == "visa: b1\n"


def test_without_editor_and_terminal_it_says_what_to_do(home: Home) -> None:
    home.write(WHOLE)
    ran = home.run("edit", EDITOR="")
    assert (ran.code, error(ran)) == (2, "no editor is set, and there is no terminal to ask on")


def test_without_an_editor_it_asks_question_by_question(home: Home) -> None:
    home.write(f"{WHOLE}exam: [step1]\n")
    variables = {"XDG_CONFIG_HOME": str(home.config), "EDITOR": "", "VISUAL": ""}
    with session("profile", "edit", variables=variables) as terminal:
        terminal.answer("Which specialty", "")
        terminal.answer("In which year", "")
        terminal.answer("Which visa", "?")
        terminal.answer("Which visa", "")
        terminal.answer("How much", "12k")
        terminal.answer("Which Match", "2029")
        terminal.answer("This is what I understood", "")
        assert terminal.exit_code() == 0
    answers = read_profile(home.usual)
    assert {name: one.texts for name, one in answers.items()} == {
        "specialty": ("internal-medicine",),
        "grad_year": ("2023",),
        "visa": ("b1-b2",),
        "budget": ("12000",),
        "match_year": ("2029",),
        "exam": ("step1",),
    }
    assert home.usual.with_name("profile.yaml.1.bak").read_text().startswith(WHOLE)


def test_a_mistake_can_be_edited_again(home: Home, tmp_path: Path) -> None:
    home.write(WHOLE)
    mark = tmp_path / "again"
    script = f'test -e {mark} && visa=j1 || visa=b9; touch {mark}; echo "visa: $visa" > "$1"'
    variables = {"XDG_CONFIG_HOME": str(home.config), "EDITOR": editor(tmp_path, script)}
    with session("profile", "edit", variables=variables) as terminal:
        terminal.wait_for('"b9" is not')
        terminal.answer("Edit again?", "?")
        terminal.wait_for("yes opens what you wrote in the editor again")
        terminal.answer("Edit again?", "")
        assert terminal.exit_code() == 0
    assert home.usual.read_text() == "visa: j1\n"


def test_profile_alone_lists_its_commands(home: Home) -> None:
    ran = home.run("--help")
    assert ran.code == 0
    assert all(f"  {command} " in ran.out for command in ("init", "show", "edit", "path", "check"))
    assert home.run() == ran


def test_a_folder_that_may_not_be_looked_into_is_no_surprise(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_: Path, **__: Any) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", forbidden)
    assert home.run("path").out == f"{home.usual}\n"
    assert "there is no profile yet" in error(home.run("check"))
