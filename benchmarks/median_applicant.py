"""The applicant whose search takes the median time, as options of the command line: for ``startup.py``.

Run with: python benchmarks/median_applicant.py [--applicants 500]

The applicants are put in the order of the processor time of ``solve()``, and the one in the middle is taken. Times vary
a little from run to run, so another run may name a neighbor, which takes about as long.
"""

import shlex
from argparse import ArgumentParser
from collections.abc import Iterator

from applicants import TODAY, applicant, instance_of
from catalogues import shipped
from solve_times import timed_solve
from usceplan.applicant import Applicant, PassedExam
from usceplan.understanding import visa_word

SECONDS = 5.0


def main() -> None:
    """Find the applicant, and print the number and the options."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--applicants", type=int, default=500, help="how many there are to choose from")
    count = parser.parse_args().applicants
    number = sorted(range(count), key=_cpu_seconds)[count // 2]
    print(f"{number}: {shlex.join(options_of(applicant(shipped(), number)))}")


def _cpu_seconds(number: int) -> float:
    return timed_solve(instance_of(shipped(), number), SECONDS)[2]


def options_of(person: Applicant) -> list[str]:
    """The options that tell the program of this applicant, on the day of the benchmarks."""
    return [word for name, value in _told(person) for word in (f"--{name}", value) if word]


def _told(person: Applicant) -> Iterator[tuple[str, str]]:
    """Names of options with what is told; those that are switches with nothing."""
    limits = person.limits
    yield from (("specialty", one) for one in person.specialties)
    yield from {
        "grad-year": str(person.graduation_year),
        "visa": visa_word(person.visas),
        "budget": str(person.budget),
        "match-year": str(person.match_year),
        "today": TODAY.isoformat(),
    }.items()
    single = {
        "status": person.status and person.status.value,
        "nationality": person.nationality,
        "us-metro": person.us_metro,
        "held-letters": person.held_letters,
        "held-weeks": person.held_weeks and f"{person.held_weeks}:{person.held_involvement.value}",
        "available-from": person.available_from,
        "available-to": person.available_to,
        "months": ",".join(map(str, person.months)),
        "max-rotations": limits.max_rotations,
        "max-stays": limits.max_stays,
    }
    yield from ((name, str(value)) for name, value in single.items() if value)
    repeated = {
        "free-housing": person.free_housing,
        "kind": limits.kinds,
        "state": limits.states,
        "not-state": limits.not_states,
        "include": limits.include,
        "exclude": limits.exclude,
        "weight": tuple(f"{part}={points}" for part, points in limits.weights.items()),
    }
    yield from ((name, str(value)) for name, values in repeated.items() for value in values)
    if person.exams is not None:
        yield from (("exam", _exam(one)) for one in person.exams or (None,))
    yield from ((name, "") for name in ("hands-on-only", "only-confirmed") if getattr(limits, name.replace("-", "_")))


def _exam(passed: PassedExam | None) -> str:
    if passed is None:
        return "none"
    return f"{passed.exam.value}={passed.on}" if passed.on else passed.exam.value


if __name__ == "__main__":
    main()
