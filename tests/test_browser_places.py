"""Where a browser for the PDF is looked for: on the PATH, then where Windows and macOS install them."""

from pathlib import Path

import pytest

from usceplan.cli.browser import browser_path
from usceplan.problems import UserError


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


def installed(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o755)
    return str(path)


@pytest.mark.parametrize(
    ("variable", "place"),
    [
        ("PROGRAMFILES", "Google/Chrome/Application/chrome.exe"),
        ("PROGRAMFILES(X86)", "Microsoft/Edge/Application/msedge.exe"),
        ("LOCALAPPDATA", "Chromium/Application/chrome.exe"),
    ],
)
def test_on_windows_and_nowhere_else(variable: str, place: str, machine: Path) -> None:
    expected = installed(machine / variable / place)
    environment = {variable: str(machine / variable)}
    assert browser_path(environment, "win32") == expected
    with pytest.raises(UserError, match="none was found"):
        browser_path(environment, "linux")


@pytest.mark.parametrize("name", ["Google Chrome", "Chromium", "Microsoft Edge"])
def test_on_macos(name: str, machine: Path) -> None:
    expected = installed(machine / f"home/Applications/{name}.app/Contents/MacOS/{name}")
    assert browser_path({"HOME": str(machine / "home")}, "darwin") == expected


def test_the_path_comes_first(machine: Path) -> None:
    installed(machine / "home/Applications/Chromium.app/Contents/MacOS/Chromium")
    expected = installed(machine / "bin/microsoft-edge")
    assert browser_path({"HOME": str(machine / "home")}, "darwin") == expected


def test_none_at_all(machine: Path) -> None:
    installed(machine / "home/Applications/Safari.app/Contents/MacOS/Safari")
    with pytest.raises(UserError) as caught:
        browser_path({"HOME": str(machine / "home")}, "darwin")
    assert caught.value.code == "no-browser"
    assert "usually installed" in caught.value.message
