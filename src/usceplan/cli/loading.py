"""The catalogue as every command sees it: the shipped one, by way of the cache, with the person's own files."""

from pathlib import Path

from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
from usceplan.cli.environment import Surroundings
from usceplan.cli.folders import cache_folder, own_folder
from usceplan.cli.switches import FALSE_WORDS, TRUE_WORDS
from usceplan.problems import UserError

SHIPPED_ONLY = "USCEPLAN_SHIPPED_ONLY"
"""The variable that has the person's own files ignored."""


def catalogue_for(around: Surroundings) -> Catalogue:
    """The catalogue to work with. Raises ``DataError`` for files that cannot be used, and ``UserError``."""
    folder, own, cache = data_folder(), _own_files(around), cache_folder(around.variables)
    catalogue = load_catalogue(folder, config=own, cache=cache)
    mine = f"files of your own {', '.join(catalogue.own_files)}" if catalogue.own_files else "no file of your own"
    around.tell(f"data {folder} ({catalogue.digest}), {mine}, cache {cache or 'none'}")
    return catalogue


def _own_files(around: Surroundings) -> Path | None:
    word = around.variables.get(SHIPPED_ONLY, "").strip().lower()
    if word in TRUE_WORDS:
        return None
    if word and word not in FALSE_WORDS:
        hint = "Set it to true to ignore data files of your own, or leave it out."
        raise UserError(f'{SHIPPED_ONLY}: expected true or false, got "{word}"', hint)
    return own_folder(around.variables)
