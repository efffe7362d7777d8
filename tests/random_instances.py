"""Random instances of the optimization problem, by seed: small ones to enumerate, large ones to measure."""

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


def small_instance(seed: int) -> Instance:
    """Few programs, few weeks, and each rule of the problem in force in some of them."""
    random = Random(seed)
    metros = ["Austin", "Boston", "Chicago"][: random.randint(1, 3)]
    weeks = random.randint(8, 18)
    candidates: list[Candidate] = []
    for program in _names(random, random.randint(2, 5)):
        candidates += _small_program(random, program, metros, weeks, first_index=len(candidates))
    max_rotations = random.randint(1, 4)
    programs = sorted({c.program for c in candidates})
    resident = random.random() < 0.2
    limits = PlanLimits(
        budget=random.choice([0, 3, 6, 10, 16, 25, 100]),
        max_rotations=max_rotations,
        max_stays=max_rotations if resident else random.randint(1, 3),
        stay_days=None if resident else random.choice([None, 30, 45, 60, 90]),
        must_include=tuple(p for p in programs if random.random() < 0.07),
    )
    costs = PlanCosts(
        once=0 if resident else random.choice([0, 1]),
        stay=0 if resident else random.choice([0, 1, 2, 5]),
        move=0 if resident else random.choice([0, 1, 3]),
        weekly={metro: 0 if resident else random.choice([0, 1, 2, 3]) for metro in metros},
    )
    return Instance(FIRST_MONDAY, weeks, tuple(candidates), limits, costs, _small_parts(random))


def _names(random: Random, count: int) -> list[str]:
    return random.sample([f"p{i}" for i in range(10)], count)


def _small_program(random: Random, program: str, metros: list[str], weeks: int, *, first_index: int) -> list[Candidate]:
    candidates: list[Candidate] = []
    home = random.choice(metros)
    for _ in range(random.randint(1, 3)):
        length = random.randint(1, 6)
        metro = random.choice(metros) if random.random() < 0.2 else home
        usd, letter, involvement = random.choice([0, 1, 2, 5]), random.choice([0, 500, 1000]), random.choice([1, 3, 5])
        mix = (random.random() < 0.3, random.random() < 0.3, random.random() < 0.3)
        deadline, recency = random.randint(2, weeks), random.choice([0, 5, 10])
        for start in random.sample(range(weeks - length + 1), random.randint(1, 3)):
            in_time = start + length <= deadline
            candidates.append(
                Candidate(
                    index=first_index + len(candidates),
                    program=program,
                    specialty="im",
                    metro=metro,
                    start=start,
                    weeks=length,
                    usd=usd,
                    letter=letter if in_time else 0,
                    hands_on=length * involvement * (200 if in_time else 100),
                    specialty_weeks=length * (1000 if in_time else 500),
                    mix=mix,
                    recency=recency,
                )
            )
    return candidates


def _small_parts(random: Random) -> Parts:
    return Parts(
        letters=CappedPart(40, random.choice([1000, 3000]), random.choice([0, 0, 500, 3000])),
        hands_on=CappedPart(25, random.choice([3000, 7000, 12000]), random.choice([0, 0, 1000])),
        specialty=CappedPart(15, random.choice([3000, 7000, 12000]), random.choice([0, 0, 1000])),
        recency=RecencyPart(10, random.choice([0, 0, 5, 10])),
        mix=MixPart(3, 3, 4, (random.random() < 0.1, random.random() < 0.1, random.random() < 0.1)),
    )


LENGTHS = (1, 2, 3, 4, 6, 8, 12, 16, 24)


def large_instance(seed: int) -> Instance:
    """As large as real ones, with many programs that are nearly alike."""
    random = Random(seed)
    metros = {f"metro{i:02}": random.choice(range(300, 601, 25)) for i in range(25)}
    weeks = random.randint(50, 95)
    review = random.randint(20, weeks - 5)
    full_share = random.choice([0.02, 0.05, 0.15, 0.4])
    candidates: list[Candidate] = []
    for number in range(random.randint(60, 120)):
        metro = random.choice(list(metros))
        involvement = random.choices([5, 3, 1], [full_share, 0.1, 0.9 - full_share])[0]
        candidates += _large_program(
            random, f"prog{number:03}", metro, metros[metro], weeks, review, involvement, first_index=len(candidates)
        )
    resident = random.random() < 0.15
    max_rotations = 6
    limits = PlanLimits(
        budget=random.choice([3000, 5000, 8000, 12000, 20000, 30000]),
        max_rotations=max_rotations,
        max_stays=max_rotations if resident else 2,
        stay_days=None if resident else random.choice([180, 180, 90, None]),
    )
    costs = PlanCosts(
        once=0 if resident else random.choice([185, 435]),
        stay=0 if resident else random.choice([700, 1100, 1500]),
        move=0 if resident else 250,
        weekly={metro: 0 if resident else rate for metro, rate in metros.items()},
    )
    span = random.choice([12000, 24000])
    parts = Parts(
        letters=CappedPart(40, 3000, random.choice([0, 0, 0, 700, 1700])),
        hands_on=CappedPart(25, span, random.choice([0, 0, 4000])),
        specialty=CappedPart(15, span, random.choice([0, 0, 4000])),
        recency=RecencyPart(10, random.choice([0, 0, 5])),
        mix=MixPart(3, 3, 4, (False, False, False)),
    )
    return Instance(FIRST_MONDAY, weeks, tuple(candidates), limits, costs, parts)


def _large_program(
    random: Random,
    program: str,
    metro: str,
    rate: int,
    weeks: int,
    review: int,
    involvement: int,
    *,
    first_index: int,
) -> list[Candidate]:
    candidates: list[Candidate] = []
    lead = random.choice([4, 8, 8, 8, 12, 16, 26])
    monthly = random.random() < 0.4
    longest = random.choice([2, 4, 4, 8, 12, 24])
    lengths = [4] if random.random() < 0.6 else [n for n in LENGTHS if n <= longest][-3:]
    fee = random.choice([0, 0, 500, 500, 1000, 2000, 2400, 3000])
    letter = random.choice([1000, 700, 700, 500])
    mix = random.choice([(True, False, True), (False, True, False), (True, True, True), (False, True, True)])
    closeness = random.choice([[1000], [1000], [1000], [1000, 300], [600], [300]])
    for length in lengths:
        for related in closeness:
            for start in range(lead, weeks - length + 1):
                if monthly and start * 7 % 30 >= 7:
                    continue
                full = max(0, min(length, review - start))
                halved = 2 * full + (length - full)
                counts = length >= 4 and start + length <= review - 4
                candidates.append(
                    Candidate(
                        index=first_index + len(candidates),
                        program=program,
                        specialty=f"s{related}",
                        metro=metro,
                        start=start,
                        weeks=length,
                        usd=fee * length // 4 + rate * length,
                        letter=letter * related * (2 * involvement + 10) // 20000 if counts else 0,
                        hands_on=halved * involvement * 100,
                        specialty_weeks=halved * related // 2,
                        mix=mix,
                        recency=10 if length >= 4 else 0,
                    )
                )
    return candidates
