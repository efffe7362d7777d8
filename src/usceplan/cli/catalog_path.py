"""``usceplan catalog path``: where the files are, and whether they exist."""

from pathlib import Path
from typing import Literal

from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import FILES
from usceplan.catalog.own_files import PROGRAMS_FOLDER, REQUIREMENTS_FOLDER, own_paths
from usceplan.cli.environment import surroundings
from usceplan.cli.folders import cache_folder, own_folder
from usceplan.cli.printing import print_result
from usceplan.output.catalog_results import CatalogPaths, PathInfo
from usceplan.output.safe_text import clean
from usceplan.process import DONE

TITLES = {
    "data": "shipped",
    "schemas": "schemas",
    "own-programs": "your programs",
    "own-requirements": "your requirements",
    "cache": "cache",
}


def run_path(*, as_json: bool) -> int:
    """Print where the files are."""
    around = surroundings(no_input=True)
    data, own, cache = data_folder(), own_folder(around.variables), cache_folder(around.variables)
    mine = own_paths(own) if own is not None else []
    places = [
        _place("data", data, [name for name in FILES if (data / name).is_file()]),
        _place("schemas", data / "schemas", sorted(path.name for path in (data / "schemas").glob("*.json"))),
    ]
    if own is not None:
        places.append(_own_place("own-programs", own / PROGRAMS_FOLDER, mine))
        places.append(_own_place("own-requirements", own / REQUIREMENTS_FOLDER, mine))
    if cache is not None:
        places.append(_place("cache", cache, sorted(path.name for path in cache.glob("*.json"))))
    if as_json:
        print_result(CatalogPaths(places=places), around)
        return DONE
    for place in places:
        count = f" ({', '.join(place.files)})" if place.what.startswith("own") and place.files else ""
        state = "" if place.exists else " (does not exist)"
        around.out.write(f"{TITLES[place.what]:<18} {clean(place.path + state + count, around.out.encoding)}\n")
    return DONE


def _own_place(
    what: Literal["own-programs", "own-requirements"], folder: Path, mine: list[tuple[str, Path]]
) -> PathInfo:
    return _place(what, folder, [path.name for name, path in mine if name == folder.name])


def _place(
    what: Literal["data", "own-programs", "own-requirements", "schemas", "cache"], folder: Path, files: list[str]
) -> PathInfo:
    return PathInfo(what=what, path=str(folder), exists=folder.is_dir(), files=files)
