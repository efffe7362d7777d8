"""What a script asks of changes: what they would do to the plan, or what would let a program into it."""

from collections.abc import Callable

from usceplan.one_deadline import OneDeadline
from usceplan.output.results import WhatIfReport
from usceplan.planning.optimizer import never
from usceplan.planning.situation import Situation
from usceplan.profile import placed, placement_id
from usceplan.told import Answer
from usceplan.whatif_report import whatif_report


def what_if(situation: Situation, want: str | None = None, *, deadline: Callable[[], bool] = never) -> WhatIfReport:
    """What ``usceplan whatif`` shows: the best plan again with more money, an exam passed, other dates and more.

    ``want`` is the id of a program; the result then says what would let it into the plan. ``deadline`` is that of
    ``recommend``, for all searches together: what was not tried in time says so. Raises ``UserError`` for an id that
    is none.
    """
    wanted = None
    if want is not None:
        wanted = placed(Answer((want,), "want"), lambda text: placement_id(text, situation.catalogue))
    return whatif_report(situation, OneDeadline(deadline), wanted)
