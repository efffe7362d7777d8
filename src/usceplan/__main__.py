"""Where the program starts: the ``usceplan`` script and ``python -m usceplan``."""

import atexit
import gc
import sys

from usceplan import VERSION_LINE
from usceplan.process import DONE, finish

COLLECT_AFTER = 100_000
"""New objects before a look for garbage: a run makes many that stay, and little that has to be looked for."""


def run() -> None:
    """Run the command line that the process was started with.

    ``--version``, wherever it stands, is answered here, before anything heavy is imported: at once, and even where a
    library of the command line is missing.
    """
    gc.set_threshold(COLLECT_AFTER)
    # What is there at the end goes with the process: nobody need look through it once more.
    atexit.register(gc.freeze)
    finish(_answer_version if "--version" in sys.argv[1:] else _run_command, sys.argv[1:])


def _answer_version() -> int:
    sys.stdout.write(VERSION_LINE)
    return DONE


def _run_command() -> int:
    from usceplan.cli.app import run_command  # noqa: PLC0415 (the command line takes time to import)

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    run()
