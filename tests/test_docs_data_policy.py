"""docs/data-policy.md is true, as far as that can be tested: its files, its words, its ages, what needs a page."""

import re

from documents import ROOT, table_after, text_of
from situations import TODAY
from usceplan.browse.ages import age_months
from usceplan.catalog.load import FILES
from usceplan.catalog.program_rules import NEED_A_SOURCE
from usceplan.costs.amounts import Basis
from usceplan.output.ages_view import dated

TEXT = text_of(ROOT / "docs" / "data-policy.md")
IN_WORDS = {
    "audience": "whom it takes",
    "residency_seekers": "residency seekers: whether it takes people who mean to apply for U.S. residency",
    "fees": "fees",
    "visas_accepted": "visas accepted",
    "max_years_since_graduation": "the limit of years since graduation",
    "exams_required": "exams required",
    "excluded_nationalities": "nationalities excluded",
    "duration_weeks": "length in weeks",
    "apply_lead_weeks": "lead time",
}


def test_the_facts_that_need_a_page_are_those_of_the_rules() -> None:
    (listed,) = re.findall(r"<!-- need-a-source -->\n(.*?)<!-- end", TEXT, flags=re.DOTALL)
    assert [line.removeprefix("- ") for line in listed.splitlines()] == [IN_WORDS[fact] for fact in NEED_A_SOURCE]


def test_every_data_file_is_named() -> None:
    named = [row["file"].strip("`") for row in table_after(TEXT, "lies in text files")]
    assert sorted(named) == sorted(f"data/{name}" for name in FILES)


def test_every_basis_is_explained() -> None:
    words = {word for row in table_after(TEXT, "## The words") for word in re.findall(r"[*]([a-z ]+)[*]", row["word"])}
    assert {basis.value for basis in Basis} <= words


def test_ages_are_shown_as_told() -> None:
    assert f"On\n{TODAY}:" in TEXT
    for row in table_after(TEXT, "## How ages are shown"):
        as_of = None if row["`as_of`"] == "null" else row["`as_of`"]
        assert dated(as_of, age_months(as_of, TODAY)) == row["shown as"]
