"""Advice, and what to know before relying on anything: assumptions, warnings, the catalogue, the disclaimer."""

import datetime as dt
from typing import TYPE_CHECKING

from rich.text import Text

from usceplan.output.figures import iso, with_host
from usceplan.output.layout import Lines, Sheet, bullets, hang, heading, subheading, wrap
from usceplan.output.results import (
    AdviceInfo,
    BudgetReport,
    CatalogueInfo,
    NextReport,
    Recommendation,
    TimelineReport,
    WhatIfReport,
)

if TYPE_CHECKING:
    from usceplan.output.budget_comparison_result import BudgetComparison

DIGEST = 12
"""Digits of the digest that are shown."""


def advice_section(advice: list[AdviceInfo], sheet: Sheet) -> Lines:
    """What to do for this very profile, why, and which page says so."""
    if not advice:
        return []
    lines = heading("Advice", sheet)
    for one in advice:
        because = with_host(f"Because {one.because.rstrip('.')}.", one.source)
        text = Text.assemble((one.text, "bold"), " ", because)
        lines += hang(f"{sheet.marks.bullet} ", text, sheet.prose)
    return lines


def small_print(
    result: "Recommendation | BudgetReport | BudgetComparison | WhatIfReport | TimelineReport | NextReport",
    sheet: Sheet,
) -> Lines:
    """Assumptions, warnings, which catalogue it all rests on, and the disclaimer."""
    prose, catalogue = sheet.prose, result.catalogue
    own = f"With your own files: {', '.join(catalogue.own_files)}."
    return [
        *heading("Before you rely on this", sheet),
        *_titled("Assumed", result.assumptions, prose),
        *_titled("Warnings", result.warnings, prose),
        *wrap(Text(about_catalogue(catalogue, result.generated_on)), prose.width),
        *(wrap(Text(own), prose.width) if catalogue.own_files else []),
        *wrap(Text(result.disclaimer, "bold"), prose.width),
    ]


def about_catalogue(catalogue: CatalogueInfo, generated_on: dt.date) -> str:
    """Which data a result rests on, and when it was made."""
    return (
        f"Catalogue {catalogue.version} ({catalogue.digest[:DIGEST]}), {catalogue.programs:,} programs, collected "
        f"{iso(catalogue.collected)}. Made on {iso(generated_on)}."
    )


def _titled(title: str, texts: list[str], sheet: Sheet) -> Lines:
    return [*subheading(title, sheet), *bullets(texts, sheet)] if texts else []
