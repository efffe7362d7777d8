"""What a program charges, as far as that can be said without knowing the applicant."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from statistics import median_low

from usceplan.catalog.guidance import Guidance
from usceplan.catalog.program import ANY_SPECIALTY, Program
from usceplan.catalog.vocabulary import FeeRole, Status
from usceplan.costs.amounts import Dollars
from usceplan.costs.fees import FeeQuote, Payer, quote
from usceplan.planning.windows import nearest_length

COMPARED_WEEKS = 4
PRICED_FOR = (
    "Prices are those for a graduate of a school abroad who needs a visa; for a student where no graduates are taken. "
    "They are the stated fees alone, without living costs."
)
_MOST_USUAL = (Status.GRADUATE, Status.FINAL_YEAR_STUDENT, Status.STUDENT)


@dataclass(frozen=True, slots=True)
class StatedPrice:
    """The fees of so many weeks. ``usd`` is None where a part is not stated; ``least`` sums the parts that are."""

    usd: Dollars | None
    least: int
    weeks: int

    def scaled(self, weeks: int) -> "StatedPrice":
        """The price of another number of weeks at the same rate, rounded up."""
        if weeks == self.weeks:
            return self

        def share(usd: int) -> int:
            return ceil(usd * weeks / self.weeks)

        usd = self.usd and Dollars(share(self.usd.low), share(self.usd.typical), share(self.usd.high))
        return StatedPrice(usd, share(self.least), self.weeks)


def price_of(program: Program, guidance: Guidance, weeks: int, specialties: Iterable[str] = ()) -> StatedPrice:
    """The stated fees of so many weeks, over the specialties asked for or else all that a fee names.

    Typical is the middle one of the specialties, the lower of two.
    """
    wanted = tuple(specialties) or _priced_specialties(program)
    status = _usual_status(program)
    quotes = [quote(program, Payer(word, weeks, status, is_us_person=False), guidance.fee_estimates) for word in wanted]
    least = min(map(_stated_part, quotes))
    if not all(one.complete for one in quotes):
        return StatedPrice(None, least, weeks)
    usd = Dollars(
        min(one.usd.low for one in quotes),
        median_low(one.usd.typical for one in quotes),
        max(one.usd.high for one in quotes),
    )
    return StatedPrice(usd, least, weeks)


def price_per_4_weeks(program: Program, guidance: Guidance, specialties: Iterable[str] = ()) -> StatedPrice:
    """The stated fees of four weeks or, where those are not sold, of the nearest length scaled to four."""
    weeks = nearest_length(program, guidance, COMPARED_WEEKS)
    return price_of(program, guidance, weeks, specialties).scaled(COMPARED_WEEKS)


def says_a_price(program: Program) -> bool:
    """Whether a page says anything of what the program itself costs."""
    charges = [fee for fee in program.fees or () if fee.role is FeeRole.CHARGE]
    return program.fees_complete is True or any(fee.usd is not None for fee in charges)


def _priced_specialties(program: Program) -> tuple[str, ...]:
    named = {word for fee in program.fees or () if fee.only for word in fee.only.specialties or ()}
    return tuple(sorted({*named, *(program.specialties or ())} if named else {ANY_SPECIALTY}))


def _usual_status(program: Program) -> Status:
    audience = program.audience or ()
    return next((status for status in _MOST_USUAL if status in audience), (*audience, Status.GRADUATE)[0])


def _stated_part(quoted: FeeQuote) -> int:
    """The low values of the lines that a page states; estimates by a rule name no page."""
    return sum(entry.usd.low for entry in quoted.lines if entry.source is not None)
