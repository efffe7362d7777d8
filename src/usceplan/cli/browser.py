"""A Chromium browser of this machine, which makes a PDF of a page: found by name or place, run without a window."""

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
# Where browsers are that are not on the PATH, as on these systems none is.
MAC_PROGRAMS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PROGRAMS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")

SECONDS = 90
"""A browser that takes longer is taken to hang."""


def browser_path(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """The browser: one on the PATH, else one where the system keeps programs. Raises ``UserError`` for want of one."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    found = found or next((str(path) for path in _usual_places(environment, platform) if path.is_file()), None)
    if found is None:
        raise UserError(
            "--pdf needs Chromium or Chrome, and none was found",
            f"Leave --pdf out, open the page in any browser and print it to a PDF there; or install Chromium. "
            f"Looked on the PATH for: {', '.join(NAMES)}.",
            "no-browser",
        )
    return found


def _usual_places(environment: Mapping[str, str], platform: str) -> Iterator[Path]:
    if platform == "darwin":
        yield from map(Path, MAC_PROGRAMS)
    elif platform == "win32":
        folders = [environment[name] for name in WINDOWS_FOLDERS if environment.get(name)]
        yield from (Path(folder, program) for program in WINDOWS_PROGRAMS for folder in folders)


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
