"""What docs has from the program is up to date, the same wherever it is made, and loads nothing from elsewhere."""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from command_line import CACHE
from command_tree import VARIABLES, Command, common_parameters, own_parameters, program
from markdown_text import anchor, plain
from markup import svg_root
from screen_pictures import PICTURES
from usceplan.output.schemas import RESULTS
from usceplan.process import EXIT_CODES
from write_reference import DOCS, pictures, texts

MADE = ("reference/cli.md", "reference/json.md", "man/usceplan.1", *(f"images/{one.name}.svg" for one in PICTURES))
MOST_BYTES = 150_000
"""Of a picture, so that a page with it opens at once on a phone."""


@cache
def made() -> dict[str, str]:
    """All of it, made once for all tests."""
    return {**texts(), **pictures(Path(CACHE))}


@cache
def commands() -> tuple[Command, ...]:
    return tuple(program().walk())


@pytest.mark.parametrize("name", MADE)
def test_what_is_shipped_is_what_the_program_makes(name: str) -> None:
    assert (DOCS / name).read_bytes() == made()[name].encode(), "run: make docs"


def test_nothing_else_is_made() -> None:
    assert set(made()) == set(MADE)


def test_the_width_and_the_manners_of_a_terminal_make_no_difference() -> None:
    code = (
        "from write_reference import texts; import sys; sys.stdout.buffer.write('\\0'.join(texts().values()).encode())"
    )
    variables = {"COLUMNS": "37", "NO_COLOR": "1", "USCEPLAN_ASCII": "1", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    path = os.pathsep.join(one for one in sys.path if one)
    done = subprocess.run(
        [sys.executable, "-c", code], env={**variables, "PYTHONPATH": path}, stdout=subprocess.PIPE, check=True
    )
    assert done.stdout.decode() == "\0".join(texts().values())


# The references


def test_every_command_and_every_option_is_in_both() -> None:
    cli, man = made()["reference/cli.md"], made()["man/usceplan.1"].replace("\\-", "-")
    for command in commands():
        assert f"\n### {command.path}\n" in cli
        assert f"\n\\fB{command.path}\\fR" in man
        for one in command.parameters:
            assert f"`{one.name.replace('|', chr(92) + '|')}" in cli
            assert one.name in man
        for example in command.examples:
            assert f"\n{example}\n" in cli
            assert f"\n{example}\n" in man
    assert all(variable in cli and variable in man for variable in (*VARIABLES.values(), "USCEPLAN_ASCII"))
    assert all(f"| {code} |" in cli and f"\\fB{code}\\fR" in man for code in EXIT_CODES)


def test_what_a_command_does_not_share_is_described_with_it() -> None:
    (root, *_) = commands()
    shared = {one for several in common_parameters(root).values() for one in several}
    whatif = next(one for one in commands() if one.path == "usceplan whatif")
    (own,) = own_parameters(whatif, shared)["Running"]
    assert (own.name, own.default) == ("--time-limit", "20.0")


def test_limits_and_defaults_are_told() -> None:
    search = next(one for one in commands() if one.path == "usceplan programs search")
    text, limit = (one for one in search.parameters if one.name in ("TEXT...", "--limit"))
    assert text.text.endswith("Required.")
    assert (limit.default, limit.text) == ("10", "The most entries to show. From 1 to 1000.")


def test_every_result_is_in_the_json_reference() -> None:
    assert [name for name in RESULTS if f"\n## {name}\n" not in made()["reference/json.md"]] == []


@pytest.mark.parametrize("name", ["reference/cli.md", "reference/json.md"])
def test_every_link_leads_to_one_heading(name: str) -> None:
    headings = [anchor(line.lstrip("# ")) for line in made()[name].splitlines() if line.startswith("#")]
    links = set(re.findall(r"\]\(#([^)]+)\)", made()[name]))
    assert {one: headings.count(one) for one in links} == dict.fromkeys(links, 1)


def test_a_text_means_nothing_in_markdown() -> None:
    assert plain("one of *|<b> and ``a|b`` with --c-d, x--y") == "one of \\*\\|\\<b\\> and `a\\|b` with `--c-d`, x--y"


# The man page


@pytest.mark.parametrize(
    "reader", [["groff", "-ww", "-man", "-Tutf8", "-z"], ["mandoc", "-Tlint", "-Wstyle"]], ids=["groff", "mandoc"]
)
def test_readers_of_man_pages_find_nothing_wrong(reader: list[str]) -> None:
    if shutil.which(reader[0]) is None:
        pytest.skip(f"{reader[0]} is not installed")
    done = subprocess.run([*reader, str(DOCS / "man/usceplan.1")], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# The pictures


@pytest.mark.parametrize("picture", [one.name for one in PICTURES])
def test_a_picture_is_small_and_loads_nothing(picture: str) -> None:
    text = made()[f"images/{picture}.svg"]
    assert len(text.encode()) < MOST_BYTES
    assert re.findall(r"url\((?!#)|@import|@font-face", text) == []
    root = svg_root(text)
    assert [value for one in root.iter() for value in one.attrib.values() if "://" in value] == []
    assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {
        *("svg", "title", "style", "defs", "clipPath", "rect", "g", "circle", "text")
    }


def test_the_picture_shows_the_command_and_what_it_prints() -> None:
    words = "".join(svg_root(made()["images/recommend.svg"]).itertext()).replace("\xa0", " ")
    assert "$ usceplan recommend --specialty IM --grad-year 2023 --visa b1-b2 --budget 9k" in words
    assert "a planning score, no chance of matching" in words
