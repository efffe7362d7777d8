"""Parts of many results: which catalogue they rest on, what is from a person's own files, and amounts."""

from collections.abc import Mapping

from usceplan import __version__
from usceplan.catalog.catalogue import Catalogue, OwnEntry
from usceplan.costs.amounts import Dollars
from usceplan.output import results as out
from usceplan.problems import NothingFoundError

DISCLAIMER = "Planning information, not legal or immigration advice. Confirm with the program before paying."


def usd_info(amount: Dollars) -> out.Usd:
    """An amount for the output."""
    return out.Usd(low=amount.low, typical=amount.typical, high=amount.high)


def catalogue_info(catalogue: Catalogue) -> out.CatalogueInfo:
    """Which catalogue a result rests on."""
    return out.CatalogueInfo(
        version=__version__,
        programs=len(catalogue.programs),
        digest=catalogue.digest,
        collected=catalogue.collected,
        own_files=list(catalogue.own_files),
    )


def own_info(own: Mapping[str, OwnEntry], program_id: str) -> out.OwnInfo | None:
    """What a person's own file says of a program; None where all is as shipped."""
    found = own.get(program_id)
    return None if found is None else out.OwnInfo(file=found.file, new=found.is_new, facts=list(found.facts))


def no_plan_error(no_plan: out.NoPlanInfo) -> NothingFoundError:
    """That there is no plan, why, and what would make one possible."""
    return NothingFoundError(no_plan.reason, no_plan.change or "", "no-plan")
