import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from command_line import environment, process, run_usceplan
from situations import catalogue
from usceplan import understanding
from usceplan.catalog.editor_schemas import FORMS
from usceplan.catalog.folder import data_folder
from usceplan.catalog.places import Region
from usceplan.catalog.words_of_files import program_ids, specialty_ids
from usceplan.cli import completion
from usceplan.cli.demo_applicants import load_demo
from usceplan.eligibility import RULES
from usceplan.output.list_columns import COLUMNS
from usceplan.output.schemas import RESULTS
from usceplan.profile import exams, known_metro, region, status
from usceplan.told import Answer


def offered(line: str, **variables: str) -> list[str]:
    """What bash offers for the last word of a line."""
    asked = {
        "_USCEPLAN_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split(" ")) - 1),
    }
    ran = process(variables={**asked, **variables})
    assert ran.stderr == ""
    return ran.stdout.split()


def test_the_ids_read_off_the_files_are_those_of_the_catalogue() -> None:
    assert program_ids(data_folder()) == [program.id for program in catalogue().programs]
    assert specialty_ids(data_folder()) == sorted(catalogue().specialties.by_id)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("usceplan programs show ucsd-a", ["ucsd-ace-program"]),
        ("usceplan programs compare ucsd-ace-program chop-", ["chop-international-observership"]),
        ("usceplan programs list --specialty cardiol", ["cardiology"]),
        ("usceplan recommend --specialty IM,cardiol", ["IM,cardiology"]),
        ("usceplan recommend --include ucsd-a", ["ucsd-ace-program"]),
        ("usceplan whatif --want ucsd-a", ["ucsd-ace-program"]),
        ("usceplan budget --rotation ucsd-a", ["ucsd-ace-program"]),
        ("usceplan sources ucsd-a", ["ucsd-ace-program"]),
        ("usceplan explain ucsd-a", ["ucsd-ace-program"]),
        ("usceplan outlook cardiol", ["cardiology"]),
        ("usceplan programs show zzz", []),
        ("usceplan recommend --visa es", ["esta"]),
        ("usceplan programs list --visa b1-b2,es", ["b1-b2,esta"]),
        ("usceplan recommend --state n,o", ["n,oh", "n,ok", "n,or"]),
        ("usceplan recommend --status fin", ["final-year-student"]),
        ("usceplan recommend --nationality Sri", ["Sri-lanka"]),
        ("usceplan recommend --us-metro new-y", ["new-york"]),
        ("usceplan budget --city el", ["el-paso"]),
        ("usceplan recommend --ignore-rule grad", ["graduation-year"]),
        ("usceplan recommend --kind elective,obs", ["elective,observership"]),
        ("usceplan programs list --sort price-", ["price-low", "price-high"]),
        ("usceplan programs list --columns id,price-l", ["id,price-low"]),
        ("usceplan sources cos", ["costs"]),
        ("usceplan schema programs-s", ["programs-search", "programs-show"]),
        ("usceplan catalog schema programs", ["programs.yaml", "programs.d"]),
        ("usceplan demo older", ["older-graduate"]),
        ("usceplan completion f", ["fish"]),
        ("usceplan programs sh", ["show"]),
        ("usceplan match --no-p", ["--no-pager"]),
    ],
)
def test_ids_are_completed(line: str, words: list[str]) -> None:
    assert offered(line) == words


def test_the_words_written_out_for_completion_are_those_of_the_modules_that_take_time() -> None:
    assert tuple(RULES) == completion.RULES
    assert tuple(RESULTS) == completion.SCHEMAS
    assert tuple(COLUMNS) == completion.COLUMNS
    assert tuple(region.value.replace("_", "-") for region in Region) == completion.REGIONS
    assert set(FORMS) == set(completion.complete_form(""))
    assert [person.id for person in load_demo(data_folder(), catalogue())] == completion.complete_demo("")


UNDERSTOOD: dict[str, tuple[Callable[[str], list[str]], Callable[[str], object]]] = {
    "visas": (completion.complete_visa, understanding.visa),
    "states": (completion.complete_state, lambda text: understanding.state(text, catalogue().places.states)),
    "countries": (completion.complete_country, lambda text: understanding.country(text, catalogue().places.countries)),
    "metros": (completion.complete_metro, lambda text: known_metro(text, catalogue())),
    "regions": (completion.complete_region, region),
    "statuses": (completion.complete_status, status),
    "exams": (completion.complete_exam, lambda text: exams(Answer((text,), "--exam"))),
}


@pytest.mark.parametrize(("complete", "understand"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_every_word_offered_is_understood(
    complete: Callable[[str], list[str]], understand: Callable[[str], object]
) -> None:
    offered_words = complete("")
    assert offered_words
    for word in offered_words:
        understand(word)  # raises an error where it is not


def test_nearly_every_country_metro_and_state_is_offered() -> None:
    places = catalogue().places
    assert len(completion.complete_state("")) == len(places.states)
    assert len(completion.complete_metro("")) == len(places.metros)
    assert len(completion.complete_country("")) == sum(
        re.fullmatch("[A-Za-z -]+", one.name) is not None for one in places.countries
    ), "those with signs that a shell would need quotes for are typed"


def test_profiles_are_completed_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "usceplan" / "profiles"
    folder.mkdir(parents=True)
    for name in ("anna", "ana-maria", "bo"):
        (folder / f"{name}.yaml").touch()
    for line in ("recommend --profile an", "profile edit --profile an", "programs compare --profile an"):
        assert offered(f"usceplan {line}", XDG_CONFIG_HOME=str(tmp_path)) == ["ana-maria", "anna"]


# The shells themselves


def in_shell(shell: str, script: str, folder: Path) -> list[str]:
    """What a shell prints that has loaded its script and can find the program."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not on this machine")
    (folder / "usceplan").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m usceplan "$@"\n')
    (folder / "usceplan").chmod(0o755)
    (folder / "script").write_text(run_usceplan("completion", shell).out)
    ran = subprocess.run(
        [shell, *(["-f"] if shell == "zsh" else ["--no-config"] if shell == "fish" else ["--norc"]), "-c", script],
        env=environment(PATH=f"{folder}{os.pathsep}{os.environ['PATH']}", HOME=str(folder)),
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stderr == ""
    return ran.stdout.split()


def test_bash_completes(tmp_path: Path) -> None:
    script = (
        "source script; COMP_WORDS=(usceplan demo o); COMP_CWORD=2; _usceplan_completion usceplan;"
        ' echo "${COMPREPLY[@]}"'
    )
    assert in_shell("bash", script, tmp_path) == ["older-graduate"]


def test_zsh_completes(tmp_path: Path) -> None:
    script = (
        "compdef() { }; _arguments() { print -r -- $* }; source script; words=(usceplan demo o); CURRENT=3;"
        " _usceplan_completion"
    )
    assert in_shell("zsh", script, tmp_path) == ["*:", ':(("older-graduate"))']


def test_fish_completes(tmp_path: Path) -> None:
    assert in_shell("fish", "source script; complete -C 'usceplan demo o'", tmp_path) == ["older-graduate"]


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_every_shell_has_a_script(shell: str) -> None:
    ran = run_usceplan("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert "_USCEPLAN_COMPLETE" in ran.out


def test_a_shell_without_a_script_is_refused() -> None:
    ran = run_usceplan("completion", "fisch")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        'error: no script for the shell "fisch"\n\n'
        'hint: Did you mean "fish"? Choose one of bash, zsh, fish, powershell.\n'
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_put_where_the_shell_finds_it(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not on this machine")
    command = f'"{sys.executable}" -m usceplan --install-completion; true'
    ran = subprocess.run(
        [shell, "-c", command], env=environment(HOME=str(tmp_path)), capture_output=True, encoding="utf-8", check=True
    )
    assert f"{shell} completion installed in {tmp_path}/" in ran.stdout
    assert any("_USCEPLAN_COMPLETE" in path.read_text() for path in tmp_path.rglob("*") if path.is_file())


def test_a_persons_own_programs_are_completed_too(tmp_path: Path) -> None:
    folder = tmp_path / "usceplan" / "programs.d"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("programs:\n- name: Mine\n  id: 'my-own-clinic'\n- {id: my-other, name: Other}\n")
    assert offered("usceplan programs show my-o", XDG_CONFIG_HOME=str(tmp_path)) == ["my-other", "my-own-clinic"]


BROKEN = {
    "no file": None,
    "an empty file": b"",
    "no text": b"\xff\xfe\x00id: x\n",
    "no list": b"schema: 1\n",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_broken_data_complete_nothing_and_say_nothing(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("programs.yaml", "specialties.yaml"):
        if content is not None:
            (tmp_path / name).write_bytes(content)
    monkeypatch.setattr("usceplan.catalog.folder.data_folder", lambda: tmp_path)
    monkeypatch.setattr(completion, "_own_files", list)
    assert completion.complete_program("") == completion.complete_specialty("") == []
    assert capsys.readouterr() == ("", "")


def test_a_file_with_a_mistake_still_completes_what_can_be_read_off_it(tmp_path: Path) -> None:
    shutil.copy(data_folder() / "programs.yaml", tmp_path)
    with (tmp_path / "programs.yaml").open("a") as file:
        file.write("  - id: [\n    broken: {")
    assert program_ids(tmp_path) == program_ids(data_folder())


def test_a_home_that_is_not_there_makes_no_noise() -> None:
    assert offered("usceplan programs show ucsd-a", HOME="", XDG_CONFIG_HOME="relative") == ["ucsd-ace-program"]
