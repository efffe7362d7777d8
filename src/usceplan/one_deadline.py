"""One deadline for several searches together: none of them leaves time for the others."""

from collections.abc import Callable

from usceplan.planning.optimizer import never


class OneDeadline:
    """A clock on which every search may take all the time that is left; without a deadline, as long as it takes."""

    def __init__(self, deadline: Callable[[], bool] = never) -> None:
        self._deadline = deadline

    def is_over(self) -> bool:
        """Whether nothing more should be begun."""
        return self._deadline()

    def share(self) -> Callable[[], bool]:
        """The deadline of the search that begins now."""
        return self._deadline

    def rest(self) -> Callable[[], bool]:
        """The deadline of the last search."""
        return self._deadline
