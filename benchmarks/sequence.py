"""The second CP-SAT model: a sequence of rotations, one after another.

The first rotation, the second and so on each have a group, a start and an end, and are reached from the one before by
going on (with or without waiting, with or without a move) or from home. Which options the groups stand for is said
apart, so that options dated alike don't multiply. Smaller than the network by an order of magnitude, and faster.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from formulation import Formulation, Group, stay_weeks, total, weighted


@dataclass(frozen=True, slots=True)
class _Slot:
    """A rotation of the sequence. Without one, ``used`` is 0, and start and end are the end of the one before."""

    used: Any
    start: Any
    end: Any
    groups: dict[Group, Any]
    """Whether the rotation is of each group."""
    rates: dict[int, Any]
    """Whether it takes place where waiting costs so much a week."""
    places: dict[str, Any]
    """Whether it takes place there."""


class Sequence(Formulation):
    """Options dated by a sequence of slots."""

    def _date(self) -> None:
        limits, longest = self._exported["limits"], stay_weeks(self._exported)
        self._weeks = (
            min(min(group.starts) for group in self._groups),
            max(max(group.starts) + group.weeks for group in self._groups),
        )
        self._slots = [self._slot() for _ in range(limits["max_rotations"])]
        for group, numbers in self._groups.items():
            taken = total(self._taken[number] for number in numbers)
            self.model.add(taken == total(slot.groups[group] for slot in self._slots))
        first = self._slots[0]
        self.model.add(first.used == 1)
        self._costs.append((first.used, self._exported["costs"]["stay"]))
        arrived, homes = first.start, []
        self._limit_stay(arrived, first, longest)
        for before, slot in pairwise(self._slots):
            home = self._reach(before, slot)
            homes.append(home)
            if longest is not None:
                arrived = self._arrival(arrived, home, slot)
                self._limit_stay(arrived, slot, longest)
        self.model.add_linear_constraint(total(homes), 0, limits["max_stays"] - 1)

    def _slot(self) -> _Slot:
        model = self.model
        groups = {group: model.new_bool_var("") for group in self._groups}
        slot = _Slot(
            used=model.new_bool_var(""),
            start=model.new_int_var(*self._weeks, ""),
            end=model.new_int_var(*self._weeks, ""),
            groups=groups,
            rates={rate: model.new_bool_var("") for rate in sorted(set(self._rates.values()))},
            places={place: model.new_bool_var("") for place in sorted(self._rates)},
        )
        model.add(total(groups.values()) == slot.used)
        model.add(slot.end == slot.start + weighted([(chosen, group.weeks) for group, chosen in groups.items()]))
        for place, here in slot.places.items():
            model.add(here == total(chosen for group, chosen in groups.items() if group.place == place))
        for rate, so_dear in slot.rates.items():
            model.add(so_dear == total(here for place, here in slot.places.items() if self._rates[place] == rate))
        for starts in {group.starts for group in groups}:
            alike = model.new_bool_var("")
            model.add(alike == total(chosen for group, chosen in groups.items() if group.starts == starts))
            allowed = cp_model.Domain.from_values(sorted(starts))
            model.add_linear_expression_in_domain(slot.start, allowed).only_enforce_if(alike)
        return slot

    def _reach(self, before: _Slot, slot: _Slot) -> Any:  # noqa: ANN401  # a variable of OR-Tools
        """How a slot is reached from the one before, and what that costs; gives whether it is reached from home."""
        model, costs = self.model, self._exported["costs"]
        home, moved = model.new_bool_var(""), model.new_bool_var("")
        gap = slot.start - before.end
        model.add_implication(slot.used, before.used)
        model.add(gap >= 0)
        model.add(gap == 0).only_enforce_if(~slot.used)
        model.add_implication(home, slot.used)
        model.add(gap >= 1).only_enforce_if(home)
        for place, here in slot.places.items():
            model.add(here <= before.places[place] + moved + home)
        weeks = self._weeks[1] - self._weeks[0]
        waiting = model.new_int_var(0, weeks * max(before.rates), "")
        for rate, so_dear in before.rates.items():
            model.add(waiting >= rate * gap).only_enforce_if([so_dear, ~home])
        self._costs += [(home, costs["stay"]), (moved, costs["move"]), (waiting, 1)]
        return home

    def _arrival(self, before: Any, home: Any, slot: _Slot) -> Any:  # noqa: ANN401
        """The first week of the stay that a slot belongs to; ``before`` is that of the slot before."""
        arrived = self.model.new_int_var(*self._weeks, "")
        self.model.add(arrived == slot.start).only_enforce_if(home)
        self.model.add(arrived == before).only_enforce_if(~home)
        return arrived

    def _limit_stay(self, arrived: Any, slot: _Slot, longest: int | None) -> None:  # noqa: ANN401
        if longest is not None:
            self.model.add(slot.end - arrived <= longest)

    def dated(self, solver: cp_model.CpSolver) -> list[tuple[Group, int]]:
        """The group and the first week of each rotation of the plan found."""
        return [
            (group, int(solver.value(slot.start)))
            for slot in self._slots
            for group, chosen in slot.groups.items()
            if solver.boolean_value(chosen)
        ]
