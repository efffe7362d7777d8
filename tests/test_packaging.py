"""What is shipped: the wheel and the source distribution hold all they need, and the installed program runs."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
from configparser import ConfigParser
from email import message_from_string
from email.message import Message
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

import usceplan
from command_line import CITY
from usceplan.catalog.load import digest

CHECKOUT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = {"README.md", "benchmarks", "data", "docs", "mkdocs.yml", "pyproject.toml", "reference", "src", "tests"}
"""What the tests read."""
LIBRARIES = {str(Path(sysconfig.get_path(kind)).resolve()) for kind in ("purelib", "platlib")}
"""Where the libraries of this environment are."""
PIP_INSTALL = ("--isolated", "--quiet", "--disable-pip-version-check", "install", "--no-index", "--no-deps")
ASCII_SYSTEM = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
RECOMMEND = (
    *("recommend", "--json", "--no-input", "--today", "2026-12-01"),
    *("--specialty", "internal-medicine", "--grad-year", "2023", "--visa", "b1-b2"),
    *("--budget", "9000", "--match-year", "2028"),
)


# Runs the program, which may open no file of the checkout but the libraries of an environment in it.
WITHOUT_THE_CHECKOUT = f"""
import os, sys
from usceplan.__main__ import run

def refuse(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path = os.path.realpath(arguments[0]) + os.sep
        if path.startswith({str(CHECKOUT) + os.sep!r}) and not path.startswith({tuple(sorted(LIBRARIES))!r}):
            raise AssertionError(path)

sys.addaudithook(refuse)
run()
"""

CONSUMER = """\
from pathlib import Path

import usceplan
from usceplan.catalog.load import load_catalogue

version: str = usceplan.__version__
ids: list[str] = [program.id for program in load_catalogue(Path("data")).programs]
wrong: int = usceplan.__version__
"""


class Built(NamedTuple):
    wheel: Path
    sdist: Path


class Place(NamedTuple):
    """An environment: its Python, and the folders of its scripts and of its packages."""

    python: Path
    scripts: Path
    packages: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _built(CHECKOUT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def unpacked(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of the source distribution."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(built.sdist) as sdist:
        sdist.extractall(folder, filter="data")
    return _only(folder, "*")


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An environment with the wheel and nothing else, which finds the libraries of this one after its own packages."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=os.name == "posix")
    variables = {"base": str(folder), "platbase": str(folder)}
    scripts, packages = (Path(sysconfig.get_path(kind, "venv", variables)) for kind in ("scripts", "purelib"))
    python = scripts / Path(sys.executable).name
    _ran(sys.executable, "-m", "pip", f"--python={python}", *PIP_INSTALL, str(built.wheel), cwd=folder)
    (packages / "libraries.pth").write_text("\n".join(sorted(LIBRARIES)), encoding="utf-8")
    return Place(python, scripts, packages)


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
        "numpy",
        "icalendar",
        "jinja2",
    }


def test_the_source_distribution_holds_what_development_needs_and_no_more(unpacked: Path) -> None:
    wanted = {name.strip("/") for name in PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]}
    made = {path.name for path in unpacked.iterdir()}
    assert made >= NEEDED
    assert made == wanted | {".gitignore", "PKG-INFO", "pyproject.toml"}
    for name in made - {"PKG-INFO"}:
        assert _files(unpacked / name, name) == _files(CHECKOUT / name, name)


def test_the_same_source_gives_the_same_bytes_elsewhere_and_later(built: Built, unpacked: Path, tmp_path: Path) -> None:
    for path in unpacked.rglob("*"):
        path.touch()
    again = _built(unpacked, tmp_path)
    assert again.wheel.read_bytes() == built.wheel.read_bytes()
    assert again.sdist.read_bytes() == built.sdist.read_bytes()


def test_the_pythons_that_are_promised_are_those_that_are_tested() -> None:
    tested = PROJECT["tool"]["tox"]["env_list"]
    named = [one.rpartition(" ")[2] for one in PROJECT["project"]["classifiers"] if "Python :: 3." in one]
    assert named == tested
    assert PROJECT["project"]["requires-python"] == f">={tested[0]}"
    assert PROJECT["tool"]["mypy"]["python_version"] == tested[0]
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{tested[0].replace('.', '')}"


def test_the_version_is_told_before_anything_heavy_is_imported(installed: Place, tmp_path: Path) -> None:
    code = (
        "import sys; from usceplan.__main__ import run; sys.argv[1:] = ['--version']\n"
        "try: run()\n"
        "finally: print(sorted({'pydantic', 'rich', 'typer', 'yaml', 'usceplan.cli'} & set(sys.modules)))"
    )
    assert _ran(installed.python, "-c", code, cwd=tmp_path) == f"usceplan {usceplan.__version__}\n[]\n"


def test_the_installed_program_recommends_where_the_system_knows_ascii_alone(installed: Place, tmp_path: Path) -> None:
    """As on Windows, where no file is taken to be UTF-8 unless the program says so."""
    result = json.loads(_ran(installed.scripts / "usceplan", *RECOMMEND, cwd=tmp_path, variables=ASCII_SYSTEM))
    assert result["schema"] == "usceplan.recommendation/1"
    assert result["catalogue"]["digest"] == digest(CHECKOUT / "data")
    assert result["programs"]


def test_the_installed_program_does_not_need_the_checkout(installed: Place, tmp_path: Path) -> None:
    where = _ran(installed.python, "-c", "import usceplan.catalog.folder as it; print(it.data_folder())", cwd=tmp_path)
    assert Path(where.strip()) == (installed.packages / "usceplan" / "data").resolve()
    assert "Chicago" in _ran(installed.python, "-c", WITHOUT_THE_CHECKOUT, *CITY, cwd=tmp_path)


def test_a_program_that_imports_the_package_sees_its_types(installed: Place, tmp_path: Path) -> None:
    """Without the file ``py.typed`` in the wheel mypy would refuse the imports."""
    (tmp_path / "consumer.py").write_text(CONSUMER, encoding="utf-8")
    mypy = (sys.executable, "-m", "mypy", "--strict", f"--python-executable={installed.python}", "consumer.py")
    (wrong, summary, _) = _ran(*mypy, cwd=tmp_path, code=1).split("\n")
    assert wrong.startswith("consumer.py:8: error: Incompatible types in assignment")
    assert summary.startswith("Found 1 error")


def _built(source: Path, folder: Path) -> Built:
    """Build with the tools of this environment, so that no network is needed."""
    build = (sys.executable, "-m", "build", "--no-isolation", "--sdist", "--wheel", f"--outdir={folder}")
    _ran(*build, str(source), cwd=folder)
    return Built(_only(folder, "*.whl"), _only(folder, "*.tar.gz"))


def _only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def _files(folder: Path, name: str) -> dict[str, bytes]:
    """The files in a folder, or the file itself, by the names they have where it is called ``name``."""
    if folder.is_file():
        return {name: folder.read_bytes()}
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


def _ran(
    program: Path | str, *arguments: str, cwd: Path, code: int = 0, variables: dict[str, str] | None = None
) -> str:
    """What a program prints that is started in a folder, without anything of the person who runs the tests."""
    personal = ("PYTHON", "USCEPLAN_", "XDG_", "MYPY", "PIP_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(personal)}
    environment = {**kept, "HOME": str(cwd), **(variables or {})}
    command = [str(program), *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout
