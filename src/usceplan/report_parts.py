"""Parts that every result has: which catalogue it rests on, and amounts."""

from usceplan import __version__
from usceplan.catalog.catalogue import Catalogue
from usceplan.costs.amounts import Dollars
from usceplan.output import results as out


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
    )
