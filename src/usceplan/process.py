"""How a run of the program ends: what it printed has arrived, what is wrong is said, and the exit code tells."""

import errno
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # what is imported here takes longer than `--version` otherwise does
    from collections.abc import Callable, Sequence
    from typing import NoReturn

DONE, NOTHING, USAGE, BUG, INTERRUPTED = 0, 1, 2, 70, 130
EXIT_CODES = {
    DONE: "Done.",
    NOTHING: "Nothing was found, no plan is possible, or a check found mistakes.",
    USAGE: "Bad input: an option, an answer or a file cannot be used. Standard error says what, and how to mend it.",
    BUG: "A bug of the program. Standard error names the file of a report.",
    INTERRUPTED: "Interrupted, as by Ctrl-C.",
}
"""What the exit codes mean, for the reference."""

CLOSED_PIPE = DONE
"""A reader that has seen enough (``| head``) makes no failure."""


def finish(work: "Callable[[], int]", arguments: "Sequence[str]") -> "NoReturn":
    """Do the work of a command line and end the process with the exit code that it gives.

    Output that cannot be written makes an error, so that a full disk never looks like success. A failure that nobody
    foresaw is written to a report, and its exit code is 70.
    """
    try:
        code = _code_of(work, arguments)
    except KeyboardInterrupt:  # during the work, or while something is said of it
        code = INTERRUPTED
    sys.exit(code)


def _code_of(work: "Callable[[], int]", arguments: "Sequence[str]") -> int:
    as_json = "--json" in arguments
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 (in use until the process ends)
    try:
        return _checked(work)
    except OSError as error:
        _silence()
        message = f"the result cannot be written: {error.strerror or error}"
        hint = "Check the disk and where the output goes."
        return CLOSED_PIPE if is_closed_pipe(error) else say("cannot-write", message, hint, as_json=as_json)
    except Exception as error:  # whatever it is, a traceback helps nobody at a terminal
        from usceplan.cli.bug_report import tell_of_bug  # noqa: PLC0415 (wanted only after a bug)

        tell_of_bug(error, arguments, os.environ, as_json=as_json)
        return BUG


def _checked(work: "Callable[[], int]") -> int:
    if sys.stdout is None:
        raise OSError("standard output is closed")
    code = work()
    sys.stdout.flush()
    return code


def is_closed_pipe(error: OSError, platform: str = sys.platform) -> bool:
    """Whether the reader of the output has gone; Windows calls that an invalid argument."""
    return isinstance(error, BrokenPipeError) or (platform == "win32" and error.errno == errno.EINVAL)


def _silence() -> None:
    """Let what is left of the output go nowhere: Python would complain once more when it flushes at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(code: str, message: str, hint: str, *, as_json: bool) -> int:
    """Tell what is wrong on standard error, for people or as an object; gives the exit code of a mistake."""
    from usceplan.output.safe_text import clean  # noqa: PLC0415 (wanted only after a mistake)

    if as_json:
        import json  # noqa: PLC0415 (the same)

        plain = "\n".join(clean(line) for line in message.splitlines())
        error = {"error": {"code": code, "message": plain, "hint": clean(hint)}}
        text = json.dumps(error, ensure_ascii=_error_encoding() != "utf-8")
    else:
        encoding = _error_encoding()
        plain = "\n".join(clean(line, encoding) for line in message.splitlines())
        text = f"error: {plain}" + (f"\n\nhint: {clean(hint, encoding)}" if hint else "")
    tell(text + "\n")
    return USAGE


def tell(text: str) -> None:
    """Write a message to standard error; where it cannot be written, the exit code alone has to tell."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _error_encoding() -> str:
    """What standard error can carry, or is asked to be written in."""
    return "ascii" if os.environ.get("USCEPLAN_ASCII") else getattr(sys.stderr, "encoding", None) or "utf-8"
