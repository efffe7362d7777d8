"""The five questions, asked in a terminal for what was not told."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from usceplan import understanding
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.specialties import name_of
from usceplan.cli.options import BY_NAME
from usceplan.match import match_cycle, out_of_reach
from usceplan.problems import UserError
from usceplan.told import REQUIRED, Answers
from usceplan.words import dollars


class Question(NamedTuple):
    """One question: what is asked, an example, what Enter stands for, and how an answer is understood and shown.

    ``label`` names the answer in a list; ``plain`` gives the text that means the same to every later run.
    """

    name: str
    text: str
    example: str
    default: str
    understood: Callable[[str], str]
    label: str = ""
    explanation: str = ""
    plain: Callable[[str], str] = str


def questions(catalogue: Catalogue, today: date, match_year: int) -> tuple[Question, ...]:
    """The five questions in the order in which they are asked."""
    specialties = catalogue.specialties
    budget = catalogue.guidance.planning.budget_question_usd.value
    return (
        Question(
            name="specialty",
            label="Specialty",
            text="Which specialty will you apply to?",
            example="IM, internal medicine, peds",
            explanation=(
                "The field of the residency that you want. Programs in it, or close to it, count most in your plan. "
                "Write its usual name or its short form. Residency begins in: "
                f"{', '.join(one.name for one in specialties.specialties if one.residency)}. Others come after it."
            ),
            default="internal medicine",
            understood=lambda text: name_of(specialties, understanding.specialty(text, specialties)),
            plain=lambda text: understanding.specialty(text, specialties),
        ),
        Question(
            name="grad_year",
            label="Graduation year",
            text="In which year did you, or will you, graduate from medical school?",
            example=f"{today.year - 2}, {today.year + 1}",
            explanation=(
                "The year of your medical degree (MBBS, MD or equal), also one that is still to come. Some programs "
                "take students only, others graduates of recent years, so this decides which are open to you."
            ),
            default=str(today.year),
            understood=lambda text: str(understanding.graduation_year(text, today)),
            plain=lambda text: str(understanding.graduation_year(text, today)),
        ),
        Question(
            name="visa",
            label="Visa or status",
            text="Which visa or status will you have in the United States?",
            example="B1/B2, ESTA, F-1, green card",
            explanation=(
                "What you will be in the United States on. It decides which programs may take you, and how long you "
                "may stay. A tourist visa is B1/B2. Write none if you have no visa yet, and green card or citizen "
                "if you need none."
            ),
            default="B1/B2",
            understood=lambda text: understanding.visa_note(text) or understanding.visa_label(understanding.visa(text)),
            plain=lambda text: understanding.visa_word(understanding.visa(text)),
        ),
        Question(
            name="budget",
            label="Budget",
            text="How much can you spend on U.S. clinical experience, travel and living included?",
            example="9000, $9,000, 9k",
            explanation=(
                "All the money you have for this, in U.S. dollars: program fees, visa, flights, rooms, food, "
                "insurance. At typical prices no plan costs more. Not sure? Take the answer in brackets: usceplan "
                "whatif shows what other sums do."
            ),
            default=str(budget),
            understood=lambda text: dollars(understanding.money(text)),
            plain=lambda text: str(understanding.money(text)),
        ),
        Question(
            name="match_year",
            label="Match year",
            text="Which Match are you preparing for?",
            example=f"{match_year}, next",
            explanation=(
                "The Match gives out the places in residency programs, once a year in March; residency begins that "
                "summer. Its year is that of Match Day, and one applies in the autumn before. Write next for the "
                "one named above."
            ),
            default="next",
            understood=lambda text: _match_in_words(text, catalogue, today, match_year),
            plain=lambda text: str(understanding.match_year(text, today, match_year)),
        ),
    )


def _match_in_words(text: str, catalogue: Catalogue, today: date, default: int) -> str:
    """The Match year, and that it is late where no new letter can be ready; ``UserError`` for one that is past."""
    year = understanding.match_year(text, today, default)
    match_day = match_cycle(catalogue.calendar, year).date("match_day")
    if match_day <= today:
        raise UserError(f"the {year} Match was on {match_day}", f"Write next for {default}.", "match-is-past")
    letters = catalogue.guidance.letters
    weeks, days = letters.min_weeks.value, letters.days_before_review.value
    late = out_of_reach(catalogue.calendar, year, today, weeks, days)
    return str(year) if late is None else f"{year}, which is late for a letter of a new {weeks}-week rotation. {late}"


def missing_message(answers: Answers, required: tuple[str, ...] = REQUIRED) -> UserError | None:
    """What of the required is still to be told, with the option for each; None where nothing is."""
    missing = [BY_NAME[name] for name in required if name not in answers]
    if not missing:
        return None
    flags = ", ".join(f"{option.flag} {option.metavar}" for option in missing)
    hint = (
        "Give each as an option, a USCEPLAN_... variable or a line of a profile file, or run in a terminal to be asked."
    )
    return UserError(f"not told: {flags}", hint, "missing-answers")
