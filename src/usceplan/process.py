"""How a run of the program ends: what it printed has arrived, what is wrong is said, and the exit code tells."""

import json
import os
import sys
from collections.abc import Callable
from typing import NoReturn

DONE, NOTHING, USAGE, INTERRUPTED = 0, 1, 2, 130
CLOSED_PIPE = DONE
"""A reader that has seen enough (``| head``) makes no failure."""


def finish(work: Callable[[], int], *, as_json: bool) -> NoReturn:
    """Do the work and end the process with the exit code that it gives.

    Output that cannot be written makes an error, so that a full disk never looks like success.
    """
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 (in use until the process ends)
    try:
        code = _checked(work)
    except BrokenPipeError:
        _silence()
        code = CLOSED_PIPE
    except OSError as error:
        _silence()
        message = f"the result cannot be written: {error.strerror or error}"
        code = say("cannot-write", message, "Check the disk and where the output goes.", as_json=as_json)
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


def _checked(work: Callable[[], int]) -> int:
    if sys.stdout is None:
        raise OSError("standard output is closed")
    code = work()
    sys.stdout.flush()
    return code


def _silence() -> None:
    """Let what is left of the output go nowhere: Python would complain once more when it flushes at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(code: str, message: str, hint: str, *, as_json: bool) -> int:
    """Tell what is wrong on standard error, for people or as an object; gives the exit code of a mistake."""
    from usceplan.output.safe_text import clean  # noqa: PLC0415 (wanted only after a mistake)

    plain = "\n".join(clean(line) for line in message.splitlines())
    if as_json:
        text = json.dumps({"error": {"code": code, "message": plain, "hint": clean(hint)}}, ensure_ascii=False)
    else:
        text = f"error: {plain}" + (f"\n\nhint: {clean(hint)}" if hint else "")
    sys.stderr.write(text + "\n")
    return USAGE
