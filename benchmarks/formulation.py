"""What both CP-SAT models of an exported model share: options, what they are worth, what they cost.

Candidates that differ only in when they start are one option; a Boolean variable says whether it is taken. The models
differ in how they date the options that are taken, see ``network`` and ``sequence``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ortools.sat.python import cp_model

THOUSAND = 1000
ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Option:
    """Candidates that differ only in when they start."""

    program: str
    place: str
    weeks: int
    usd: int
    letter: int
    hands_on: int
    specialty_weeks: int
    mix: tuple[bool, ...]
    recency: int
    starts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Group:
    """What options have in common that are dated alike."""

    place: str
    weeks: int
    starts: frozenset[int]


class Formulation:
    """A CP-SAT model of an exported model: its variables, its strength and its cost.

    A subclass says in ``_date`` when the options that are taken take place, and what comes on top of their price.
    """

    def __init__(self, exported: Mapping[str, Any]) -> None:
        self.model = cp_model.CpModel()
        self._exported = exported
        self._options = options_of(exported)
        self._taken = [self.model.new_bool_var("") for _ in self._options]
        self._groups = grouped(self._options)
        self._rates = rates(exported, {group.place for group in self._groups})
        self._costs = [(taken, option.usd) for taken, option in zip(self._taken, self._options, strict=True)]
        self._choose()
        if self._options:
            self._date()
        self.strength = self._strength()
        self.cost = self._cost()

    def _date(self) -> None:
        """Date the options that are taken, and add stays, moves and waiting to the costs."""
        raise NotImplementedError

    def dated(self, solver: cp_model.CpSolver) -> list[tuple[Group, int]]:
        """The group and the first week of each rotation of the plan found."""
        raise NotImplementedError

    # ---- Results

    def result(self, solver: cp_model.CpSolver) -> tuple[int, int]:
        """Strength and cost of the plan found."""
        return int(solver.value(self.strength)), int(solver.value(self.cost))

    def rotations(self, solver: cp_model.CpSolver) -> tuple[tuple[str, int, int], ...]:
        """Program, first week and weeks of each rotation of the plan found, in date order."""
        programs = {
            group: [self._options[n].program for n in numbers if solver.boolean_value(self._taken[n])]
            for group, numbers in self._groups.items()
        }
        dated = sorted(self.dated(solver), key=lambda found: found[1])
        return tuple((programs[group].pop(), week, group.weeks) for group, week in dated)

    def keep(self, strength: int, solver: cp_model.CpSolver) -> None:
        """Ask for plans at least as strong, and hint at the plan found."""
        self.model.add(self.strength >= strength)
        hint = self.model.proto.solution_hint
        hint.vars.extend(range(len(self.model.proto.variables)))
        hint.values.extend(solver.response_proto.solution)

    # ---- Which options

    def _choose(self) -> None:
        limits = self._exported["limits"]
        by_program: dict[str, list[Any]] = {program: [] for program in limits["must_include"]}
        for taken, option in zip(self._taken, self._options, strict=True):
            by_program.setdefault(option.program, []).append(taken)
        for program, rivals in by_program.items():
            least = int(program in limits["must_include"])
            self.model.add_linear_constraint(total(rivals), least, 1)
        self.model.add_linear_constraint(total(self._taken), 1, limits["max_rotations"])

    # ---- Strength and cost

    def _strength(self) -> Any:  # noqa: ANN401
        parts = self._exported["parts"]
        terms = [
            (self._capped(parts["letters"], [o.letter for o in self._options]), 1),
            (self._capped(parts["hands_on"], [o.hands_on for o in self._options]), 1),
            (self._capped(parts["specialty"], [o.specialty_weeks for o in self._options]), 1),
        ]
        held = THOUSAND * parts["recency"]["held"]
        level = parts["recency"]["held"]
        for points in sorted({o.recency for o in self._options if o.recency > level}):
            terms.append((self._any([o.recency >= points for o in self._options]), THOUSAND * (points - level)))
            level = points
        for number, name in enumerate(("inpatient", "outpatient", "residency")):
            if name in parts["mix"]["held"]:
                held += THOUSAND * parts["mix"][name]
            else:
                terms.append((self._any([o.mix[number] for o in self._options]), THOUSAND * parts["mix"][name]))
        return weighted(terms) + held

    def _capped(self, part: Mapping[str, int], amounts: Sequence[int]) -> Any:  # noqa: ANN401
        """The score of a capped part. It is bounded from above only: the greatest value is the sum rounded down."""
        whole = THOUSAND * part["points"]
        score = self.model.new_int_var(0, whole, "")
        reached = weighted(list(zip(self._taken, amounts, strict=True))) + part["held"]
        self.model.add(part["cap"] * score <= whole * reached)
        return score

    def _any(self, helps: Sequence[bool]) -> Any:  # noqa: ANN401
        """A variable that can be 1 only if an option is taken that helps."""
        has = self.model.new_bool_var("")
        self.model.add(has <= total(taken for taken, helpful in zip(self._taken, helps, strict=True) if helpful))
        return has

    def _cost(self) -> Any:  # noqa: ANN401
        limits, costs = self._exported["limits"], self._exported["costs"]
        room = limits["budget"] - costs["once"]
        spent = self.model.new_int_var(0, max(room, 0), "")
        self.model.add(spent == weighted(self._costs))
        if room < 0:
            self.model.add_bool_or([])
        return spent + costs["once"]


def options_of(exported: Mapping[str, Any]) -> list[Option]:
    """The candidates folded into options, without those that are too dear or too long for any plan.

    Where neither moves nor places make a difference in cost, all places are one.
    """
    limits, costs = exported["limits"], exported["costs"]
    one_place = costs["move"] == 0 and len(set(costs["weekly"].values())) <= 1
    longest = stay_weeks(exported)
    room = limits["budget"] - costs["once"] - costs["stay"]
    starts: dict[Option, set[int]] = defaultdict(set)
    for c in exported["candidates"]:
        if c["usd"] <= room and (longest is None or c["weeks"] <= longest):
            place = ANYWHERE if one_place else c["metro"]
            alike = Option(
                program=c["program"],
                place=place,
                weeks=c["weeks"],
                usd=c["usd"],
                letter=c["letter"],
                hands_on=c["hands_on"],
                specialty_weeks=c["specialty_weeks"],
                mix=tuple(c["mix"]),
                recency=c["recency"],
                starts=frozenset(),
            )
            starts[alike].add(c["start"])
    return [replace(option, starts=frozenset(weeks)) for option, weeks in starts.items()]


def stay_weeks(exported: Mapping[str, Any]) -> int | None:
    """The whole weeks that fit in a stay; None where stays are not limited."""
    days: int | None = exported["limits"]["stay_days"]
    return None if days is None else days // 7


def grouped(options: Sequence[Option]) -> dict[Group, list[int]]:
    """The numbers of the options of each group."""
    groups: dict[Group, list[int]] = defaultdict(list)
    for number, option in enumerate(options):
        groups[Group(option.place, option.weeks, option.starts)].append(number)
    return groups


def rates(exported: Mapping[str, Any], places: Iterable[str]) -> dict[str, int]:
    """What a week of waiting costs in each place."""
    weekly = exported["costs"]["weekly"]
    return {place: weekly[place] if place in weekly else min(weekly.values()) for place in places}


def total(variables: Iterable[Any]) -> Any:  # noqa: ANN401  # OR-Tools has several types of expressions
    """The sum of variables."""
    return cp_model.LinearExpr.sum(list(variables))


def weighted(terms: Sequence[tuple[Any, int]]) -> Any:  # noqa: ANN401
    """The sum of variables, each times its weight."""
    return cp_model.LinearExpr.weighted_sum([variable for variable, _ in terms], [weight for _, weight in terms])
