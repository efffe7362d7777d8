"""Where the program starts: the ``usceplan`` script and ``python -m usceplan``."""

import atexit
import gc
import os
import sys

from usceplan import VERSION_LINE

try:
    from usceplan.process import DONE, finish
except KeyboardInterrupt:  # Ctrl-C before there is anything that could end the program in order
    sys.exit(130)


def run() -> None:
    """Run the command line that the process was started with.

    ``--version``, wherever it stands, is answered here, before anything heavy is imported: at once, and even where a
    library of the command line is missing.
    """
    finish(_answer_version if "--version" in sys.argv[1:] else _run_command, sys.argv[1:])


def _answer_version() -> int:
    sys.stdout.write(VERSION_LINE)
    return DONE


def _run_command() -> int:
    _spare_what_no_run_needs()
    from usceplan.cli.app import run_command  # noqa: PLC0415 (the command line takes time to import)

    return run_command(sys.argv[1:])


def _spare_what_no_run_needs() -> None:
    # Nearly all that a run has done with is free at once; looking for the rest, some five hundred objects even after
    # the longest search, would take longer than much of the work. At the end all of it goes with the process.
    gc.disable()
    atexit.register(gc.freeze)
    # No plugin that another package brings for pydantic has any business with what people tell this program; to look
    # for them takes time as well.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


if __name__ == "__main__":
    run()
