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
from usceplan.planning.windows import COMPARED_WEEKS, nearest_length

PRICED_FOR = (
    "Prices are those for a graduate of a school abroad who needs a visa, or a student if no graduates are taken."
)
FEES_ALONE = "They are the fees that the program states, without living costs."
_MOST_USUAL = (Status.GRADUATE, Status.FINAL_YEAR_STUDENT, Status.STUDENT)


@dataclass(frozen=True, slots=True)
class StatedPrice:
    """The fees of so many weeks, over the specialties that were priced.

    ``expected`` has estimates by rule in the place of what is not stated; ``complete`` is whether there are none.
    ``least`` sums the parts that are stated.
    """

    expected: Dollars
    complete: bool
    least: int
    weeks: int

    @property
    def usd(self) -> Dollars | None:
        """The price where all of it is stated."""
        return self.expected if self.complete else None

    def scaled(self, weeks: int) -> "StatedPrice":
        """The price of another number of weeks at the same rate, rounded up."""
        low, typical, high, least = (
            ceil(usd * weeks / self.weeks)
            for usd in (self.expected.low, self.expected.typical, self.expected.high, self.least)
        )
        return StatedPrice(Dollars(low, typical, high), self.complete, least, self.weeks)


def price_of(program: Program, guidance: Guidance, weeks: int, specialties: Iterable[str] = ()) -> StatedPrice:
    """The fees of so many weeks, over the specialties asked for or else all that a fee names.

    Typical is the middle one of the specialties, the lower of two.
    """
    wanted = tuple(specialties) or _priced_specialties(program)
    status = _usual_status(program)
    quotes = [quote(program, Payer(word, weeks, status, is_us_person=False), guidance.fee_estimates) for word in wanted]
    expected = Dollars(
        min(one.usd.low for one in quotes),
        median_low(one.usd.typical for one in quotes),
        max(one.usd.high for one in quotes),
    )
    return StatedPrice(expected, all(one.complete for one in quotes), min(map(_stated_part, quotes)), weeks)


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
