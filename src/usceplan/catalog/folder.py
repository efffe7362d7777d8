"""Where the data files are. It imports nothing heavy, so that a shell's completion can use it."""

from pathlib import Path


def data_folder() -> Path:
    """Where the shipped data files are: beside the package once installed, at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent.parent / "data"
