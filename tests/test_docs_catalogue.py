"""docs/catalogue.md is true: its tables are those of the models, its example loads, its commands exist."""

import re

import pytest

from command_line import run_usceplan
from field_tables import DOCUMENT, with_tables
from situations import catalogue
from test_own_files import Config
from usceplan.catalog.own_forms import PROGRAMS_SCHEMA
from usceplan.catalog.program_rules import NEED_A_SOURCE
from usceplan.catalog.suspicions import ALIKE, FENCE, LEAST_PRICES, OLD_YEARS, suspicions
from usceplan.cli.loading import SHIPPED_ONLY

TEXT = DOCUMENT.read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(schema.*?)```", TEXT, flags=re.DOTALL)


def test_the_tables_are_those_of_the_models() -> None:
    assert with_tables(TEXT) == TEXT, "run: PYTHONPATH=src:tests python tests/field_tables.py"


def test_every_field_is_described() -> None:
    assert "| None |" not in TEXT


def test_every_link_leads_to_a_heading() -> None:
    headings = {"-".join(line.lstrip("# ").lower().split()) for line in TEXT.splitlines() if line.startswith("#")}
    assert {*re.findall(r"\]\(#([a-z-]+)\)", TEXT)} <= headings


def test_the_example_loads_and_looks_right(config: Config) -> None:
    (text,) = EXAMPLE
    assert f"schema: {PROGRAMS_SCHEMA}\n" in text
    config.write(text, name="lee.yaml")
    found = config.loaded()
    assert {name: own.is_new for name, own in found.own_programs.items()} == {
        "lee-clinic-externship": True,
        "bidmc-radiology-observership": False,
    }
    lee = found.program("lee-clinic-externship")
    assert lee.verified
    assert suspicions([lee], found.programs, catalogue().collected) == [[]]
    assert (found.program("bidmc-radiology-observership").fees or ())[0].usd == 2500


@pytest.fixture
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return Config(tmp_path_factory.mktemp("config"))


def test_the_commands_exist() -> None:
    names = set(re.findall(r"usceplan catalog ([a-z]+)", TEXT))
    assert names == {"add", "check", "diff", "edit", "path", "schema"}
    for name in names:
        shown = run_usceplan("catalog", name, "--help").out
        options = {
            option
            for line in TEXT.splitlines()
            if f"catalog {name}" in line
            for option in re.findall(r" (--[a-z-]+)", line)
        }
        assert all(option in shown for option in options)


def test_what_the_text_says_of_the_rules_is_what_they_do() -> None:
    assert (OLD_YEARS, FENCE, LEAST_PRICES, ALIKE) == (2, 1.5, 8, 0.75)
    assert SHIPPED_ONLY in TEXT
    assert len(NEED_A_SOURCE) == 9
    kinds = set(re.findall(r"^\| `([a-z-]+)` \| ", TEXT, flags=re.MULTILINE))
    found = suspicions(catalogue().programs, catalogue().programs, catalogue().collected)
    assert {one.kind for each in found for one in each} <= kinds
