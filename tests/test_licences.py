"""docs/licences.md names all libraries that come with the program, and a licence of each."""

import pytest
from packaging.requirements import Requirement

from licence_table import WHY, direct, libraries, listed, systems_of

HINT = "run: make licences"


def test_every_library_is_listed_and_no_other() -> None:
    assert listed().keys() == libraries().keys(), HINT


def test_the_program_says_what_it_needs_each_of_its_own_for() -> None:
    assert WHY.keys() == direct().keys()
    assert {name: why for name, (_, _, why) in listed().items() if not why.startswith("needed by ")} == WHY, HINT


@pytest.mark.parametrize("columns", listed().values(), ids=listed())
def test_each_has_a_licence_and_a_page(columns: list[str]) -> None:
    licence, page, why = columns
    assert licence not in {"", "UNKNOWN"}
    assert page.startswith("https://")
    assert why


@pytest.mark.parametrize(
    ("requirement", "systems"),
    [
        ("rich>=13", {"Linux", "macOS", "Windows"}),
        ("colorama; platform_system == 'Windows'", {"Windows"}),
        ("tomli; python_version < '3.11'", set()),
        ("typing-extensions; python_version < '3.13'", {"Linux", "macOS", "Windows"}),
        ("pywin32; sys_platform == 'win32' and extra == 'windows'", set()),
    ],
)
def test_what_is_needed_on_no_system_is_left_out(requirement: str, systems: set[str]) -> None:
    assert systems_of(Requirement(requirement)) == systems
