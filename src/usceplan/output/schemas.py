"""The JSON Schemas of what the commands print with ``--json``, made from the models of the results."""

import json

from usceplan.output.catalog_results import CatalogCheck, CatalogDiff, CatalogPaths
from usceplan.output.results import BudgetReport, Recommendation, Result, WhatIfReport
from usceplan.problems import UserError, nearest

RESULTS: dict[str, type[Result]] = {
    "recommendation": Recommendation,
    "budget": BudgetReport,
    "whatif": WhatIfReport,
    "catalog-check": CatalogCheck,
    "catalog-path": CatalogPaths,
    "catalog-diff": CatalogDiff,
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(name: str) -> str:
    """The JSON Schema of a result, as text. Raises ``UserError`` for a name that is none."""
    if name not in RESULTS:
        close = nearest(name, RESULTS)
        hint = f'Did you mean "{close}"? ' if close else ""
        raise UserError(f'no schema is called "{name}"', f"{hint}Choose one of {', '.join(RESULTS)}.", "unknown-schema")
    schema = RESULTS[name].model_json_schema(by_alias=True, mode="serialization")
    return json.dumps({"$schema": DIALECT, **schema}, indent=2, ensure_ascii=False)
