"""The catalogue as every command sees it."""

from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
from usceplan.cli.environment import Surroundings


def catalogue_for(_around: Surroundings) -> Catalogue:
    """The catalogue to work with. Raises ``DataError`` for files that cannot be used."""
    return load_catalogue(data_folder())
