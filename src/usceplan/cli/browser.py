"""A Chromium browser of this machine, which makes a PDF of a page: found by its usual names, run without a window."""

import os
import shutil
import subprocess
import tempfile
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
SECONDS = 90
"""A browser that takes longer is taken to hang."""


def browser_path() -> str:
    """The browser. Raises ``UserError`` where there is none on the PATH."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise UserError(
            "--pdf needs Chromium or Chrome, and none was found on the PATH",
            f"Leave --pdf out, open the page in any browser and print it to a PDF there; or install Chromium. "
            f"Looked for: {', '.join(NAMES)}.",
            "no-browser",
        )
    return found


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
