"""What a shell offers when Tab is pressed: the words that an option or argument takes. Never an error, nothing heavy.

Words of data files are read off their lines. Words that stand in modules which take time to import are written out
here, and a test holds them against those modules.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

# What reads the ids is imported when Tab is pressed: every command names these functions beside its options.

Completer = Callable[[str], list[str]]

EXAMPLES = "demo_applicants.yaml"
"""The file of the demo."""
EXAMS = ("step1", "step2ck", "oet", "toefl", "ielts", "ecfmg", "none")
REGIONS = (
    *("south-asia", "east-southeast-asia", "middle-east", "africa", "europe"),
    *("south-america", "mexico-central-america", "caribbean"),
)
SHELLS = ("bash", "zsh", "fish", "powershell")
RULES = (
    *("open", "exists", "audience", "residency-seekers", "graduation-year", "exams", "visa-accepted", "visa-permits"),
    *("nationality", "host", "state-law", "specialty", "start-in-time", "budget", "your-limits"),
)
SCHEMAS = (
    *("recommendation", "budget", "budget-comparison", "whatif", "explain", "plan", "timeline", "next", "match"),
    *("programs-list", "programs-search", "programs-show", "programs-compare", "outlook", "sources"),
    *("catalog-check", "catalog-path", "catalog-diff", "demo", "doctor"),
    *("profile-show", "profile-path", "profile-check"),
)
COLUMNS = (
    *("id", "name", "institution", "type", "kind", "involvement", "specialties", "places", "provider", "status"),
    *("audience", "seekers", "visas", "letter", "price", "price-low", "price-high", "weeks", "starts", "official"),
    *("newest", "confidence", "use", "url", "unknown", "own"),
)


def _one(words: Callable[[], Iterable[str]]) -> Completer:
    """Completes a value that is one word."""

    def complete(incomplete: str) -> list[str]:
        return _beginning(incomplete, words())

    return complete


def _each(words: Callable[[], Iterable[str]]) -> Completer:
    """Completes a value of several words; after a comma, the last one."""

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        return [f"{before}{comma}{word}" for word in _beginning(last, words())]

    return complete


def _beginning(incomplete: str, words: Iterable[str]) -> list[str]:
    begun = incomplete.casefold()
    return [_as_typed(incomplete, word) for word in words if word.casefold().startswith(begun)]


def _as_typed(incomplete: str, word: str) -> str:
    """The word with its beginning as it was typed, since shells take no other: ``ny`` for NY after ``n``."""
    whole = word.lower() if incomplete.islower() else word
    return incomplete + whole[len(incomplete) :]


def _vocabulary(name: str) -> Callable[[], Iterable[str]]:
    """The words of one list of the vocabulary, which takes a moment to import."""

    def words() -> Iterable[str]:
        from usceplan.catalog import vocabulary

        return [word.value for word in getattr(vocabulary, name)]

    return words


def _data(name: str) -> Callable[[], Iterable[str]]:
    """The words that one function of ``words_of_files`` reads off the data files."""

    def words() -> Iterable[str]:
        from usceplan.catalog import words_of_files
        from usceplan.catalog.folder import data_folder

        found: Iterable[str] = getattr(words_of_files, name)(data_folder())
        return found

    return words


def _programs() -> list[str]:
    """Those of a person's own files too."""
    from usceplan.catalog.folder import data_folder
    from usceplan.catalog.words_of_files import program_ids

    return program_ids(data_folder(), _own_files())


def _own_files() -> list[Path]:
    from usceplan.catalog.own_files import PROGRAMS_FOLDER, own_paths
    from usceplan.cli.folders import own_folder
    from usceplan.problems import DataError

    config = own_folder(os.environ)
    if config is None:
        return []
    try:
        return [path for folder, path in own_paths(config) if folder == PROGRAMS_FOLDER]
    except DataError:
        return []


def _profiles() -> list[str]:
    from usceplan.cli.folders import named_profiles_folder
    from usceplan.problems import UserError

    try:
        return sorted(path.stem for path in named_profiles_folder(os.environ).glob("*.yaml"))
    except (OSError, UserError):
        return []


def _examples() -> list[str]:
    from usceplan.catalog.folder import data_folder
    from usceplan.catalog.words_of_files import entry_ids

    return entry_ids(data_folder() / EXAMPLES)


def _files() -> list[str]:
    from usceplan.catalog.folder import data_folder

    return sorted(path.name for path in data_folder().glob("*.yaml") if path.name != EXAMPLES)


def _forms() -> list[str]:
    from usceplan.catalog.own_files import FOLDERS

    return [*_files(), *FOLDERS]


def _subjects() -> list[str]:
    return [*(name.removesuffix(".yaml") for name in _files()), *_programs()]


complete_program = _one(_programs)
complete_programs = _each(_programs)
complete_specialty = _each(_data("specialty_ids"))
complete_subject = _one(_subjects)
complete_profile = _one(_profiles)
complete_demo = _one(_examples)
complete_schema = _one(lambda: SCHEMAS)
complete_form = _one(_forms)
complete_shell = _one(lambda: SHELLS)
complete_visa = _one(lambda: ("b1-b2", *_vocabulary("Visa")()))
complete_visas = _each(lambda: ("b1-b2", *_vocabulary("Visa")()))
complete_status = _one(_vocabulary("Status"))
complete_region = _one(lambda: REGIONS)
complete_country = _one(_data("country_names"))
complete_housing = _one(_vocabulary("Housing"))
complete_metro = _one(_data("metro_names"))
complete_exam = _each(lambda: EXAMS)
complete_kind = _each(_vocabulary("Kind"))
complete_state = _each(_data("states"))
complete_rule = _each(lambda: RULES)
complete_involvement = _each(_vocabulary("Involvement"))
complete_provider = _each(_vocabulary("Provider"))
complete_audience = _each(_vocabulary("Status"))
complete_open_status = _each(_vocabulary("OpenStatus"))
complete_confidence = _one(_vocabulary("Confidence"))
complete_column = _one(lambda: COLUMNS)
complete_columns = _each(lambda: (*COLUMNS, "all"))
