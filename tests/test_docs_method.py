"""docs/method.md says what the program does: its tables are made from the data, its figures and rules are the same."""

import pytest

from documents import ROOT, table_after, text_of
from method_tables import with_tables
from situations import catalogue
from usceplan.catalog.guidance import FitWeights
from usceplan.costs.likely import HIGH, LOW
from usceplan.eligibility import RULES
from usceplan.planning.candidates import PARTS
from usceplan.planning.plan import BACKUPS

TEXT = text_of(ROOT / "docs" / "method.md")
WORDS = " ".join(TEXT.split())


def test_the_tables_are_those_of_the_data() -> None:
    assert with_tables(TEXT) == TEXT, "run: PYTHONPATH=src:tests python tests/method_tables.py"


def test_the_rules_are_all_there_in_their_order() -> None:
    rows = table_after(TEXT, "## Who may apply")
    assert [row["rule"].strip("`") for row in rows] == list(RULES)
    assert f"checked by {'fifteen' if len(RULES) == 15 else len(RULES)} rules" in TEXT


def test_the_criteria_of_fit_are_all_there_in_their_order() -> None:
    rows = table_after(TEXT, "## Fit")
    ages = {"fresh_source_months", "old_source_months"}
    assert [row["criterion"].strip("`") for row in rows] == [
        name for name in FitWeights.model_fields if name not in ages
    ]


def test_the_parts_have_their_points() -> None:
    strength = catalogue().guidance.strength
    rows = table_after(TEXT, "## Strength")
    assert [row["part"] for row in rows] == list(PARTS)
    assert [int(row["points"]) for row in rows] == [getattr(strength, part.replace("-", "_")).value for part in PARTS]
    assert sum(int(row["points"]) for row in rows) == 100


def sentences() -> list[str]:
    """What the text says of figures, with those of the data."""
    guidance = catalogue().guidance
    strength, letters = guidance.strength, guidance.letters
    return [
        f"min(letters held + sum of letter qualities, {letters.target.value}) / {letters.target.value}",
        f"at least {letters.min_weeks.value} weeks ends within {strength.recency_fresh_months.value} months",
        f"{strength.recency_acceptable_points.value} of them if within {strength.recency_acceptable_months.value}",
        f"inpatient {strength.mix_inpatient.value}, outpatient {strength.mix_outpatient.value}, "
        f"residency programs on site {strength.mix_residency.value}, each once",
        f"is {strength.weeks_wanted.value}; it is {strength.weeks_wanted_older.value} if more than "
        f"{strength.older_graduate_years.value} calendar years lie",
        f"has at least {letters.min_weeks.value} weeks and ends at least {letters.days_before_review.value} days",
        f"within which amounts {(HIGH - LOW) // 10} of 10 cases stay",
        f"within the budget: the {'three' if BACKUPS == 3 else BACKUPS} with the strongest plan",
    ]


@pytest.mark.parametrize("sentence", sentences())
def test_the_figures_in_words_are_those_of_the_data(sentence: str) -> None:
    assert sentence in WORDS


def test_half_is_half() -> None:
    guidance = catalogue().guidance
    assert "the day of review count half" in WORDS
    assert guidance.strength.after_review_thousandths.value == 500
    assert "unknown involvement as none" in WORDS
