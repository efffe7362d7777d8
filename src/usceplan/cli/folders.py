"""Where a person's own files, the program's cache and its reports are, by the XDG base directory specification."""

import sys
from collections.abc import Mapping
from pathlib import Path

from usceplan.problems import UserError


def config_folder(environment: Mapping[str, str]) -> Path:
    """Where a person's own files are: ``usceplan`` in the XDG config folder."""
    base = Path(environment.get("XDG_CONFIG_HOME", ""))
    if base.is_absolute():
        return base / "usceplan"
    try:
        return Path.home() / ".config" / "usceplan"
    except RuntimeError:
        hint = "Set HOME or XDG_CONFIG_HOME, or give the path of a profile file."
        raise UserError("there is no home folder to look for profiles in", hint, "no-home") from None


def named_profiles_folder(environment: Mapping[str, str]) -> Path:
    """Where the profiles are that one names by a word."""
    return config_folder(environment) / "profiles"


def usual_profile_path(environment: Mapping[str, str]) -> Path:
    """The profile that is read unasked, whether it is there or not."""
    return config_folder(environment) / "profile.yaml"


def own_folder(environment: Mapping[str, str]) -> Path | None:
    """The config folder, or null for a user without a home, who can have no files in it."""
    try:
        return config_folder(environment)
    except UserError:
        return None


def state_folder(environment: Mapping[str, str]) -> Path:
    """Where reports of bugs are: ``usceplan`` in the XDG state folder. Raises ``OSError`` for a user without a home."""
    base = Path(environment.get("XDG_STATE_HOME", ""))
    if base.is_absolute():
        return base / "usceplan"
    try:
        return Path.home() / ".local" / "state" / "usceplan"
    except RuntimeError:
        raise OSError("there is no home folder") from None


def cache_folder(environment: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """Where the cache is: ``usceplan`` in the XDG cache folder, else where the system keeps such; null without a home.

    The rule is that of the platformdirs library, which is not needed for so little.
    """
    base = Path(environment.get("XDG_CACHE_HOME", ""))
    if base.is_absolute():
        return base / "usceplan"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if platform == "darwin":
        return home / "Library" / "Caches" / "usceplan"
    if platform == "win32":
        local = Path(environment.get("LOCALAPPDATA", ""))
        return (local if local.is_absolute() else home / "AppData" / "Local") / "usceplan" / "Cache"
    return home / ".cache" / "usceplan"
