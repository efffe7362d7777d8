"""Where the program starts: the ``usceplan`` script and ``python -m usceplan``."""

import sys

from usceplan import __version__


def run() -> None:
    """Run the command line that the process was started with.

    ``usceplan --version`` is answered here, before anything heavy is imported: at once, and even where a library of the
    command line is missing.
    """
    if sys.argv[1:2] == ["--version"]:
        sys.stdout.write(f"usceplan {__version__}\n")
        return
    from usceplan.cli.app import main  # noqa: PLC0415 (the command line takes time to import)

    main()


if __name__ == "__main__":
    run()
