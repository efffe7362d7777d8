"""The first CP-SAT model: a way through a network by week.

* home: where one is before, between and after stays; from a rotation to home takes one whole week at least;
* a place, in a stay: one has ended a rotation there, and waits there at its rate by the week;
* a gate, by stay: passed in a week by who comes from home or from another place, to begin a rotation anywhere;
* a rotation: it leads from its first Monday to the Monday after its last week. It begins where one is, or at the gate.

Where stays are limited in length, each has places and a gate of its own. Options of one place with the same length and
the same starts share their ways through the network.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from ortools.sat.python import cp_model

from formulation import Formulation, Group, stay_weeks, total, weighted


class Network(Formulation):
    """Options dated by a way through a network."""

    def _date(self) -> None:
        self._weeks = sorted({week for group in self._groups for week in group.starts})
        self._starts_by_place, self._first_ends = _times(self._groups)
        self._ways = _Ways(self.model)
        self._begun: dict[Group, list[tuple[Any, int]]] = defaultdict(list)
        limits, costs, longest = self._exported["limits"], self._exported["costs"], stay_weeks(self._exported)
        # Where waiting costs nothing, moves no more than stays, and no stay is limited, there is no use in going home.
        at_once = longest is None and costs["stay"] >= costs["move"] and not any(costs["weekly"].values())
        stays = 1 if at_once else min(limits["max_stays"], limits["max_rotations"])
        layers = 1 if longest is None else stays
        arrivals: list[Any] = []
        for layer in range(layers):
            # One comes home for the next stay; without a next one the way just ends.
            back = layer + 1 if layers > 1 else 0
            arrived, spent = self._stay(layer, back if layer + 1 < stays else None)
            arrivals += arrived
            if longest is not None:
                self.model.add(weighted(spent) <= longest * total(arrived))
        self.model.add_linear_constraint(total(arrivals), 0, stays)
        self._ways.go_on_from_where_one_is({("home", 0, self._weeks[0]): 1})
        self._costs += self._ways.costs
        for group, numbers in self._groups.items():
            begun = total(variable for variable, _ in self._begun[group])
            self.model.add(total(self._taken[number] for number in numbers) == begun)

    def _stay(self, layer: int, back: int | None) -> tuple[list[Any], list[tuple[Any, int]]]:
        """The ways of one stay, or of all where they are not limited: the arrivals, and what takes how many weeks."""
        costs, ways, last = self._exported["costs"], self._ways, self._weeks[-1]
        spent: list[tuple[Any, int]] = []
        for group in self._groups:
            for week in sorted(group.starts):
                begun = ways.add(("start", layer, group.place, week), ("place", layer, group.place, week + group.weeks))
                self._begun[group].append((begun, week))
                spent.append((begun, group.weeks))
        for place, weeks in self._starts_by_place.items():
            first = self._first_ends[place]
            for week in weeks:
                ways.add(("gate", layer, week), ("start", layer, place, week))
                if week >= first:
                    ways.add(("place", layer, place, week), ("start", layer, place, week))
            for week in range(first, last + 1):
                here = ("place", layer, place, week)
                ways.add(here, ("gate", layer, week), costs["move"])
                if week < last:
                    spent.append((ways.add(here, ("place", layer, place, week + 1), self._rates[place]), 1))
                if week < last and back is not None:
                    ways.add(here, ("home", back, week + 1))
        for week in range(self._weeks[0], last):
            ways.add(("home", layer, week), ("home", layer, week + 1))
        return [ways.add(("home", layer, week), ("gate", layer, week), costs["stay"]) for week in self._weeks], spent

    def dated(self, solver: cp_model.CpSolver) -> list[tuple[Group, int]]:
        """The group and the first week of each rotation of the plan found."""
        return [
            (group, week)
            for group, begun in self._begun.items()
            for variable, week in begun
            if solver.boolean_value(variable)
        ]


class _Ways:
    """Ways from one node of the network to another, each taken at most once."""

    def __init__(self, model: cp_model.CpModel) -> None:
        self.costs: list[tuple[Any, int]] = []
        self._model = model
        self._into: dict[Hashable, list[Any]] = defaultdict(list)
        self._out: dict[Hashable, list[Any]] = defaultdict(list)

    def add(self, tail: Hashable, head: Hashable, cost: int = 0) -> Any:  # noqa: ANN401
        """A way, as the variable that says whether it is taken."""
        taken = self._model.new_bool_var("")
        self._out[tail].append(taken)
        self._into[head].append(taken)
        if cost:
            self.costs.append((taken, cost))
        return taken

    def go_on_from_where_one_is(self, begin: Mapping[Hashable, int]) -> None:
        """Nobody leaves a node more often than they came to it, but for where they begin."""
        for node, out in self._out.items():
            self._model.add(total(out) <= total(self._into[node]) + begin.get(node, 0))


def _times(groups: Iterable[Group]) -> tuple[dict[str, list[int]], dict[str, int]]:
    """By place, the weeks in which rotations can start, and the first one in which a rotation can have ended."""
    starts: dict[str, set[int]] = defaultdict(set)
    ends: dict[str, int] = {}
    for group in groups:
        starts[group.place] |= group.starts
        end = min(group.starts) + group.weeks
        ends[group.place] = min(end, ends.get(group.place, end))
    return {place: sorted(weeks) for place, weeks in starts.items()}, ends
