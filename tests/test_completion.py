import shutil
from pathlib import Path

import pytest

from command_line import process
from situations import catalogue
from usceplan.catalog.folder import data_folder
from usceplan.catalog.words_of_files import program_ids, specialty_ids
from usceplan.cli import completion


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
    ],
)
def test_ids_are_completed(line: str, words: list[str]) -> None:
    assert offered(line) == words


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
