"""What the documents say is true: their command lines run, their links lead somewhere, their words exist."""

import re
from pathlib import Path

import pytest

from document_story import Outcome, asks, command_options, installs, matches, missing_tools, story
from documents import (
    DOCUMENTS,
    ROOT,
    Command,
    commands_in_words,
    headings,
    links,
    name_of,
    options_in_words,
    steps,
    text_of,
)
from situations import catalogue
from usceplan.cli.run_options import USUAL_SECONDS

SHOWN = [
    pytest.param(document, number, id=f"{command.place} {command.line.splitlines()[0]}")
    for document in DOCUMENTS
    for number, command in enumerate(step for step in steps(document) if isinstance(step, Command))
]

PICTURES = ROOT / "docs" / "images"


def pages() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)


@pytest.mark.parametrize(("document", "number"), SHOWN)
def test_every_command_line_does_what_the_page_says(document: Path, number: int) -> None:
    outcome = story(document)[number]
    if outcome.ran is None:
        assert outcome.command.whole or installs(outcome.command) or missing_tools()
    elif asks(outcome.command):
        # In a terminal it asks; here it says that there is none, unless a profile answers.
        assert outcome.ran.code == 0 or re.search(r"terminal|there is no profile yet", outcome.ran.err)
    else:
        assert (outcome.ran.code, outcome.ran.err) == (expected_code(outcome.command), "")
        assert_shown(outcome)


def expected_code(command: Command) -> int:
    told = re.search(r"exit code (\d+)", command.remark)
    return int(told[1]) if told else 0


def assert_shown(outcome: Outcome) -> None:
    assert outcome.ran is not None
    if outcome.command.output is None:
        is_silent = outcome.command.whole or ">" in outcome.command.line or outcome.command.line.startswith("cmp ")
        assert outcome.ran.out or is_silent
        return
    assert matches(outcome.command.output, outcome.ran.out), (
        f"{outcome.command.place} shows another output; "
        f"PYTHONPATH=src:tests python tests/document_story.py writes it anew:\n{outcome.ran.out}"
    )


def test_all_tools_are_there() -> None:
    if missing := missing_tools():
        pytest.skip(f"without {' and '.join(missing)}, some command lines of the documents were not run")


def test_every_make_target_exists() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", text, flags=re.MULTILINE)
    shown = {
        target for document in DOCUMENTS for target in re.findall(r"^make ([a-z-]+)", text_of(document), re.MULTILINE)
    }
    assert {"recommend", "test"} <= shown <= set(phony.split())


@pages()
def test_every_option_named_exists(document: Path) -> None:
    known = {"--help", *(option for options in command_options().values() for option in options)}
    assert options_in_words(text_of(document)) <= known


@pages()
def test_every_command_named_exists(document: Path) -> None:
    known = {" ".join(path) for path in command_options() if path}
    named = commands_in_words(text_of(document))
    assert [one for one in named if not any(f"{one} ".startswith(f"{path} ") for path in known)] == []


@pages()
def test_every_link_leads_somewhere(document: Path) -> None:
    for link in links(text_of(document)):
        path, _, heading = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if target.parent == PICTURES and not PICTURES.exists():
            continue  # `make docs` has not made them yet
        assert target.exists(), f"{name_of(document)}: there is no {link}"
        if heading:
            assert heading in headings(text_of(target)), f"{name_of(document)}: there is no {link}"


def test_the_figures_of_the_readme_are_those_of_the_catalogue() -> None:
    text = text_of(DOCUMENTS[0])
    programs = catalogue().programs
    priced = sum(
        1 for program in programs if program.fees == () or any(fee.usd is not None for fee in program.fees or ())
    )
    with_visas = sum(1 for program in programs if program.visas_accepted is not None)
    assert f"{len(programs)} entries" in text
    assert f"{priced} of the {len(programs)} entries state a price, {with_visas} state which visas" in text


def test_the_figures_of_the_readme_are_those_of_the_guidance() -> None:
    words = " ".join(text_of(DOCUMENTS[0]).split())
    guidance = catalogue().guidance
    strength = guidance.strength
    assert guidance.planning.max_rotations.value == 6
    assert "at most six that do not overlap" in words
    points = (
        f"letters ({strength.letters.value} points), hands-on weeks ({strength.hands_on.value}), "
        f"weeks in the specialty ({strength.specialty.value}), recency ({strength.recency.value}) "
        f"and the mix of settings ({strength.mix.value})"
    )
    assert points in words
    assert f"(`--time-limit`, {USUAL_SECONDS:.0f} seconds)" in words
