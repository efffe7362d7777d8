"""``usceplan whatif``: parse, call one function, render."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from usceplan.catalog.catalogue import Catalogue
from usceplan.cli.environment import surroundings
from usceplan.cli.request import situation_from
from usceplan.cli.search_time import SearchTime, search_time
from usceplan.cli.writing import print_json
from usceplan.output.results import WhatIfReport
from usceplan.problems import UserError
from usceplan.process import DONE, INTERRUPTED, NOTHING
from usceplan.profile import placement_id
from usceplan.whatif_report import whatif_report

SHARE = 4
"""One search takes at most this part of the time that is left, so that a hard one leaves some for those after it."""


@dataclass(frozen=True, slots=True)
class WhatIfRequest:
    """What was asked on the command line."""

    told: dict[str, Any]
    want: str | None
    profile: str | None
    as_json: bool
    no_input: bool
    no_color: bool
    time_limit: float


class SharedTime:
    """The time for all searches together."""

    def __init__(self, limit: SearchTime, seconds: float) -> None:
        self._limit = limit
        self._end = time.monotonic() + seconds

    def is_over(self) -> bool:
        """Whether nothing more should be begun."""
        return self._limit.is_over()

    def share(self) -> Callable[[], bool]:
        """The deadline of a search that begins now."""
        now = time.monotonic()
        end = now + max(0.0, self._end - now) / SHARE
        return lambda: self._limit.interrupted or time.monotonic() > end


def run_whatif(request: WhatIfRequest) -> int:
    """Print what changes would do; the exit code is 1 where there is no plan and no change makes one."""
    around = surroundings(no_input=request.no_input)
    situation, _ = situation_from(request.told, request.profile, around)
    want = None if request.want is None else _placement(request.want, situation.catalogue)
    with search_time(request.time_limit, around.progress) as limit:
        report = whatif_report(situation, SharedTime(limit, request.time_limit), want)
    if request.as_json:
        print_json(around.out, report.model_dump_json(by_alias=True, indent=2))
    else:
        from usceplan.output.terminal import make_console, print_whatif  # Rich takes time

        color = False if request.no_color else None
        print_whatif(report, make_console(around.out, color=color, environment=around.variables))
    if limit.interrupted:
        return INTERRUPTED
    return DONE if _found_plan(report) else NOTHING


def _placement(text: str, catalogue: Catalogue) -> str:
    try:
        return placement_id(text, catalogue)
    except UserError as error:
        raise UserError(f"--want: {error.message}", error.hint, error.code) from None


def _found_plan(report: WhatIfReport) -> bool:
    """Whether there is a plan as things are or with some change; of a program wanted, one that includes it."""
    if report.wanted is not None:
        return report.wanted.as_is.strength is not None or bool(report.wanted.changes)
    return report.plan is not None or any(one.strength is not None for one in report.changes)
