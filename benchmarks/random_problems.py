"""Random optimization problems of medium size, by seed: too large to enumerate, small enough for CP-SAT.

Each rule of the problem is in force in some of them: gaps, moves, stays and their limits, letters held, programs that
must be included, money that runs out, caps reached and not.
"""

from collections.abc import Iterator
from datetime import date
from random import Random

from usceplan.planning.instance import (
    Candidate,
    CappedPart,
    Instance,
    MixPart,
    Parts,
    PlanCosts,
    PlanLimits,
    RecencyPart,
)

FIRST_MONDAY = date(2027, 1, 4)
METROS = ("austin", "boston", "chicago", "denver")


def medium_instance(seed: int) -> Instance:
    """Up to twelve programs and six rotations, with dollars and weeks as in real problems."""
    random = Random(f"medium {seed}")
    weeks = random.randint(16, 36)
    metros = METROS[: random.randint(1, 4)]
    rates = {metro: random.choice([0, 100, 250, 400]) for metro in metros}
    deadline = random.randint(weeks // 2, weeks)
    blocks = [
        block
        for number in range(random.randint(4, 12))
        for block in _blocks(random, f"program-{number}", metros, rates, weeks=weeks, deadline=deadline)
    ]
    candidates = tuple(candidate._replace(index=index) for index, candidate in enumerate(blocks))
    programs = sorted({candidate.program for candidate in candidates})
    resident = random.random() < 0.15
    most = random.randint(2, 6)
    limits = PlanLimits(
        budget=random.choice([2500, 4000, 6000, 9000, 15000]),
        max_rotations=most,
        max_stays=most if resident else random.randint(1, 3),
        stay_days=None if resident else random.choice([None, 60, 90, 180]),
        must_include=tuple(random.sample(programs, 1)) if random.random() < 0.2 else (),
    )
    costs = PlanCosts(
        once=0 if resident else 185,
        stay=0 if resident else random.choice([200, 700, 1200]),
        move=0 if resident else random.choice([0, 150, 300]),
        weekly={metro: 0 if resident else rate for metro, rate in rates.items()},
    )
    return Instance(FIRST_MONDAY, weeks, candidates, limits, costs, _parts(random))


def _blocks(
    random: Random, program: str, metros: tuple[str, ...], rates: dict[str, int], *, weeks: int, deadline: int
) -> Iterator[Candidate]:
    metro, fee = random.choice(metros), random.choice([0, 250, 500, 1000])
    involvement, closeness = random.choice([200, 600, 1000]), random.choice([300, 700, 1000])
    mix = (random.random() < 0.4, random.random() < 0.4, random.random() < 0.3)
    first, step = random.randint(0, weeks // 3), random.choice([1, 1, 4])
    for length in random.sample([2, 4, 6, 8, 12], random.randint(1, 2)):
        for start in range(first, weeks - length + 1, step):
            in_time = start + length <= deadline
            yield Candidate(
                index=0,
                program=program,
                specialty="internal-medicine",
                metro=metro,
                start=start,
                weeks=length,
                usd=(fee + rates[metro]) * length,
                letter=closeness * involvement // 1000 if in_time and length >= 4 else 0,
                hands_on=involvement * length if in_time else involvement * length // 2,
                specialty_weeks=closeness * length if in_time else closeness * length // 2,
                mix=mix,
                recency=(10 if start >= weeks // 4 else 5) if length >= 4 else 0,
            )


def _parts(random: Random) -> Parts:
    wanted = random.choice([6000, 12000, 24000])
    return Parts(
        letters=CappedPart(40, 3000, random.choice([0, 0, 1000, 2000, 4000])),
        hands_on=CappedPart(25, wanted, random.choice([0, 0, 3600])),
        specialty=CappedPart(15, wanted, random.choice([0, 0, 3600])),
        recency=RecencyPart(10, random.choice([0, 0, 5, 10])),
        mix=MixPart(3, 3, 4, (random.random() < 0.1, random.random() < 0.1, random.random() < 0.1)),
    )
