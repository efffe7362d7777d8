"""A Chromium browser of this machine, which makes a PDF of a page: found by its usual names and places."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from usceplan.problems import UserError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "brave-browser",
    "microsoft-edge",
    "msedge",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
"""Variables that Windows has, with the folders that programs are installed in, none of which is on the PATH."""
WINDOWS_PLACES = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "BraveSoftware/Brave-Browser/Application/brave.exe",
)
MACOS_NAMES = ("Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser")
SECONDS = 90
"""A browser that takes longer is taken to hang."""


def browser_path(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """The browser: one on the PATH, else one where the system keeps programs. Raises ``UserError`` for want of one."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    found = found or next((str(path) for path in _usual_places(environment, platform) if path.is_file()), None)
    if found is None:
        raise UserError(
            "--pdf needs Chromium, Chrome or Edge, and none was found on the PATH or where it is usually installed",
            f"Leave --pdf out, open the page in any browser and print it to a PDF there; or install Chromium. "
            f"Looked on the PATH for: {', '.join(NAMES)}.",
            "no-browser",
        )
    return found


def _usual_places(environment: Mapping[str, str], platform: str) -> Iterator[Path]:
    if platform == "darwin":
        for root in ("/", environment.get("HOME", "/")):
            yield from (Path(root, "Applications", f"{name}.app", "Contents/MacOS", name) for name in MACOS_NAMES)
    elif platform == "win32":
        folders = [environment[name] for name in WINDOWS_FOLDERS if environment.get(name)]
        yield from (Path(folder, place) for place in WINDOWS_PLACES for folder in folders)


def pdf_of(html: str, browser: str, folder: Path) -> bytes:
    """The page as PDF. It is made in a folder of its own in ``folder``, where a confined browser may write as well.

    Raises ``UserError`` where the browser fails.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="usceplan-report-", dir=folder, ignore_cleanup_errors=True) as name:
            page, pdf = Path(name, "page.html"), Path(name, "page.pdf")
            page.write_text(html, encoding="utf-8")
            _run([browser, *_flags(Path(name)), f"--print-to-pdf={pdf}", page.as_uri()])
            return pdf.read_bytes()
    except OSError as error:
        raise _failed(browser, error.strerror or str(error)) from None


def _flags(folder: Path) -> list[str]:
    flags = [
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'profile'}",
    ]
    # Chromium refuses to be confined for the administrator, and so to start. The page is our own and runs no script.
    is_administrator = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*flags, "--no-sandbox"] if is_administrator else flags


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise _failed(command[0], f"it had not ended after {SECONDS} seconds") from None
    except subprocess.CalledProcessError as error:
        last = error.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise _failed(command[0], "".join(last) or f"it ended with {error.returncode}") from None


def _failed(browser: str, reason: str) -> UserError:
    hint = "Leave --pdf out, open the page in any browser and print it to a PDF there."
    return UserError(f"{browser} made no PDF: {reason}", hint, "no-pdf")
