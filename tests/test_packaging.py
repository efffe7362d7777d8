"""What is shipped: the wheel and the source distribution hold all they need, and the installed program runs."""

import json
import os
import re
import subprocess
import sys
import tarfile
from configparser import ConfigParser
from email import message_from_string
from email.message import Message
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

import usceplan
from usceplan.catalog.load import digest

CHECKOUT = Path(__file__).resolve().parent.parent
RECOMMEND = (
    *("recommend", "--json", "--no-input", "--today", "2026-12-01"),
    *("--specialty", "internal-medicine", "--grad-year", "2023", "--visa", "b1-b2"),
    *("--budget", "9000", "--match-year", "2028"),
)


class Built(NamedTuple):
    wheel: Path
    sdist: Path
    wheel_of_sdist: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("dist")
    of_checkout, of_sdist = folder / "of-checkout", folder / "of-sdist"
    _build("--wheel", to=of_checkout)
    _build(to=of_sdist)  # the source distribution, and the wheel from its unpacked content
    return Built(_only(of_checkout, "*.whl"), _only(of_sdist, "*.tar.gz"), _only(of_sdist, "*.whl"))


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with ZipFile(built.wheel) as wheel:
        wheel.extractall(folder)  # noqa: S202 (made here, not fetched)
    return folder


def test_the_wheel_holds_the_package_the_data_and_the_man_page(built: Built) -> None:
    shared = f"usceplan-{usceplan.__version__}.data/data/share/man"
    expected = {
        **_files(CHECKOUT / "src" / "usceplan", "usceplan"),
        **_files(CHECKOUT / "data", "usceplan/data"),
        **_files(CHECKOUT / "docs" / "man", f"{shared}/man1"),
    }
    assert "usceplan/py.typed" in expected
    assert "usceplan/data/programs.yaml" in expected
    assert {name: content for name, content in _content(built.wheel).items() if ".dist-info/" not in name} == expected


def test_the_script_starts_where_the_module_does(built: Built) -> None:
    scripts = ConfigParser()
    scripts.read_string(_dist_info(built.wheel, "entry_points.txt"))
    assert dict(scripts["console_scripts"]) == {"usceplan": "usceplan.__main__:run"}


def test_the_wheel_says_what_it_needs(built: Built) -> None:
    metadata = _metadata(built.wheel)
    needs = [need for need in metadata.get_all("Requires-Dist", []) if "extra ==" not in need]
    assert metadata["Version"] == usceplan.__version__
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert {re.split(r"[<>=!~ ]", need)[0] for need in needs} == {
        "typer",
        "rich",
        "pydantic",
        "pyyaml",
        "icalendar",
        "jinja2",
    }


def test_the_source_distribution_holds_what_development_needs(built: Built) -> None:
    with tarfile.open(built.sdist) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    at_top = {"CHANGELOG.md", "LICENSE", "Makefile", "README.md", "pyproject.toml"}
    folders = ("data", "docs", "reference", "src", "tests")
    expected = {name for folder in folders for name in _files(CHECKOUT / folder, folder)}
    assert at_top | expected <= names


def test_the_wheel_of_the_source_distribution_is_the_same(built: Built) -> None:
    assert _content(built.wheel_of_sdist) == _content(built.wheel)


def test_the_version_is_told_before_anything_heavy_is_imported(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from usceplan.__main__ import run; sys.argv[1:] = ['--version']\n"
        "try: run()\n"
        "finally: print(sorted({'pydantic', 'rich', 'typer', 'yaml', 'usceplan.cli'} & set(sys.modules)))"
    )
    assert _python(installed, "-c", code, cwd=tmp_path) == f"usceplan {usceplan.__version__}\n[]\n"


def test_the_installed_program_recommends(installed: Path, tmp_path: Path) -> None:
    where = _python(installed, "-c", "import usceplan.catalog.folder as it; print(it.data_folder())", cwd=tmp_path)
    assert Path(where.strip()) == (installed / "usceplan" / "data").resolve()

    result = json.loads(_python(installed, "-m", "usceplan", *RECOMMEND, cwd=tmp_path))
    assert result["schema"] == "usceplan.recommendation/1"
    assert result["catalogue"]["digest"] == digest(CHECKOUT / "data")
    assert result["programs"]


def _build(*options: str, to: Path) -> None:
    """Build with the tools of this environment, so that no network is needed."""
    command = [sys.executable, "-m", "build", "--no-isolation", *options, "--outdir", str(to), str(CHECKOUT)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout


def _only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def _files(folder: Path, name: str) -> dict[str, bytes]:
    """The files in a folder of the checkout, by the names they have where the folder is called ``name``."""
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _content(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _dist_info(wheel: Path, name: str) -> str:
    return _content(wheel)[f"usceplan-{usceplan.__version__}.dist-info/{name}"].decode()


def _metadata(wheel: Path) -> Message:
    return message_from_string(_dist_info(wheel, "METADATA"))


def _python(installed: Path, *arguments: str, cwd: Path) -> str:
    """What Python prints, started outside the checkout with the unpacked wheel before all else on its path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "USCEPLAN_", "XDG_"))}
    environment = {**kept, "HOME": str(cwd), "PYTHONPATH": str(installed)}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
