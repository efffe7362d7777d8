"""docs/architecture.md names only what exists: modules, functions, models, files; and things go one way as it says."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from documents import ROOT, text_of

TEXT = text_of(ROOT / "docs" / "architecture.md")
SOURCE = ROOT / "src" / "usceplan"
NAMES = sorted(set(re.findall(r"`([a-z_]+(?:\.[A-Za-z_]+)+)`", TEXT)))
PATHS = sorted({path for path in re.findall(r"`([\w./]+)`", TEXT) if "/" in path or path.endswith(".py")})
MODULES = sorted({word for word in re.findall(r"`([a-z_]+)`", TEXT) if "_" in word})

BELOW = ("catalog", "costs", "planning", "eligibility.py", "fit.py", "assessment.py", "match.py", "tasks.py")
"""What knows nothing of results, screens and commands."""


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith((".py", ".yaml", ".md"))])
def test_every_name_exists(name: str) -> None:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        if module_file(parts[:length]).exists():
            found = import_module(".".join(("usceplan", *parts[:length])))
            break
    for part in parts[length:]:
        found = getattr(found, part)


def module_file(parts: list[str]) -> Path:
    path = SOURCE.joinpath(*parts)
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@pytest.mark.parametrize("name", MODULES)
def test_every_module_exists(name: str) -> None:
    assert (SOURCE / f"{name}.py").exists()


@pytest.mark.parametrize("path", PATHS)
def test_every_file_exists(path: str) -> None:
    assert (ROOT / path).exists() or (SOURCE / path).exists()


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def files(where: str) -> list[Path]:
    path = SOURCE / where
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


@pytest.mark.parametrize("where", BELOW)
def test_the_core_knows_nothing_of_what_comes_after_it(where: str) -> None:
    found = [name for file in files(where) for name in imports(file)]
    assert not [name for name in found if name.startswith(("usceplan.output", "usceplan.cli"))]


def test_nothing_but_the_command_line_imports_views() -> None:
    outside = [file for file in SOURCE.rglob("*.py") if file.relative_to(SOURCE).parts[0] not in ("cli", "output")]
    assert not [(file, name) for file in outside for name in imports(file) if name.endswith("_view")]
