"""The JSON Schemas of what the commands print with ``--json``, made from the models of the results."""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from usceplan.output.browse_results import (
    ProgramComparison,
    ProgramDetails,
    ProgramList,
    ProgramSearch,
    SourceList,
)
from usceplan.output.budget_comparison_result import BudgetComparison
from usceplan.output.catalog_results import CatalogCheck, CatalogDiff, CatalogPaths
from usceplan.output.demo_result import Demo
from usceplan.output.doctor_result import DoctorReport
from usceplan.output.explain_results import Explanation
from usceplan.output.field_texts import field_texts
from usceplan.output.match_result import MatchReport
from usceplan.output.outlook_results import Outlook
from usceplan.output.profile_result import ProfileCheck, ProfilePath, ProfileShown
from usceplan.output.results import BudgetReport, NextReport, Recommendation, TimelineReport, WhatIfReport
from usceplan.problems import UserError, nearest
from usceplan.saved_plan import SavedPlan

RESULTS: dict[str, type[BaseModel]] = {
    "recommendation": Recommendation,
    "budget": BudgetReport,
    "budget-comparison": BudgetComparison,
    "whatif": WhatIfReport,
    "explain": Explanation,
    "plan": SavedPlan,
    "timeline": TimelineReport,
    "next": NextReport,
    "match": MatchReport,
    "programs-list": ProgramList,
    "programs-search": ProgramSearch,
    "programs-show": ProgramDetails,
    "programs-compare": ProgramComparison,
    "outlook": Outlook,
    "sources": SourceList,
    "catalog-check": CatalogCheck,
    "catalog-path": CatalogPaths,
    "catalog-diff": CatalogDiff,
    "demo": Demo,
    "doctor": DoctorReport,
    "profile-show": ProfileShown,
    "profile-path": ProfilePath,
    "profile-check": ProfileCheck,
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _DescribedFields(GenerateJsonSchema):
    """Schemas whose fields are described by the docstrings below them."""

    def model_schema(self, schema: Any) -> JsonSchemaValue:  # noqa: ANN401  # of pydantic_core
        made = super().model_schema(schema)
        texts = field_texts(schema["cls"])
        for name, field in schema["cls"].model_fields.items():
            if name in texts:
                made["properties"][field.alias or name]["description"] = texts[name]
        return made


def schema_text(name: str) -> str:
    """The JSON Schema of a result, as text. Raises ``UserError`` for a name that is none."""
    if name not in RESULTS:
        close = nearest(name, RESULTS)
        hint = f'Did you mean "{close}"? ' if close else ""
        raise UserError(f'no schema is called "{name}"', f"{hint}Choose one of {', '.join(RESULTS)}.", "unknown-schema")
    return json.dumps({"$schema": DIALECT, **schema_of(RESULTS[name])}, indent=2, ensure_ascii=False)


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of what a model prints, every field described."""
    return model.model_json_schema(by_alias=True, mode="serialization", schema_generator=_DescribedFields)
