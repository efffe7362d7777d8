"""``usceplan`` alone in a terminal: a greeting, what one can do, and the dialogue that ends in a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import typer
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from usceplan.asked import default_match_year
from usceplan.cli.command_words import option_words, said_plainly, shell_line
from usceplan.cli.demo import DemoRequest, run_demo
from usceplan.cli.dialogue import EXPLAIN, agreed, ask_missing, dialogue_console, review, typed
from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.folders import usual_profile_path
from usceplan.cli.loading import catalogue_for
from usceplan.cli.options import BY_NAME, OPTIONS
from usceplan.cli.profile_file import is_there
from usceplan.cli.profile_init import keep_answers
from usceplan.cli.questions import Question, questions
from usceplan.cli.recommend import RecommendRequest, run_recommend
from usceplan.cli.request import answers_of, day_of, refuse_unclear
from usceplan.cli.run_options import Run
from usceplan.cli.switches import TRUE
from usceplan.problems import UserError
from usceplan.process import DONE
from usceplan.told import Answers

PLAN, DEMO, COMMANDS, LEAVE = "1", "2", "3", "q"


class Choice(NamedTuple):
    """What one can do, in a line and explained."""

    text: str
    explanation: str


MENU = {
    PLAN: Choice(
        "Make my plan: five short questions, about a minute",
        "Asks for your specialty, year of graduation, visa, budget and Match year, and shows what it understood before "
        "it plans. Then it prints the programs for you, the best plan, its dates and what it costs. Nothing is kept "
        "unless you say so.",
    ),
    DEMO: Choice(
        "See the plans of three made-up applicants",
        "Shows how a plan looks, before you tell anything of yourself. It asks nothing and keeps nothing.",
    ),
    COMMANDS: Choice(
        "See all commands",
        "Prints what else the program can do: look up programs, prices and Match dates, ask what a change would do, "
        "write a calendar or a report. You type a command after the word usceplan, outside this menu.",
    ),
}

_KEEPING = (
    "yes writes your answers into this file on your computer, so that no command asks for them again. usceplan profile "
    "edit changes them. A file that is there already is kept under another name. no keeps nothing. You see your plan "
    "in both cases."
)


@dataclass(frozen=True, slots=True)
class FirstRunRequest:
    """What was asked on the command line."""

    today: str | None
    no_color: bool
    time_limit: float


def run_first_run(request: FirstRunRequest) -> int:
    """Greet and do what is chosen, until a plan is made or the person leaves."""
    around = surroundings(no_input=False)
    if not around.can_ask:
        hint = "Use the options instead: usceplan recommend --help lists them. usceplan demo asks nothing."
        raise UserError("there is no terminal to ask on", hint, "no-terminal")
    console = dialogue_console(around, no_color=request.no_color)
    console.print("[bold]usceplan[/bold] plans your U.S. clinical experience (USCE) before the residency Match:")
    console.print("which programs you may apply to, in which weeks, for how much money, and what to do by when.")
    console.print("No account, no network: nothing leaves this computer.\n")
    while (chosen := _choice(console)) != LEAVE:
        if chosen == PLAN:
            return _plan(request, around, console)
        if chosen == DEMO:
            run_demo(
                DemoRequest(request.today, as_json=False, no_color=request.no_color, time_limit=request.time_limit)
            )
        else:
            typer.echo(_help(), nl=True)
        console.print()
    return DONE


def _help() -> str:
    from usceplan.cli.app import app

    command = typer.main.get_command(app)
    return command.get_help(typer.Context(command, info_name="usceplan"))


def _choice(console: Console) -> str:
    while True:
        console.print("[bold]What would you like to do?[/bold]")
        for key, choice in MENU.items():
            console.print(f"  {key}  {choice.text}")
        prompt = f"Write {', '.join(MENU)}, or {LEAVE} to leave; {EXPLAIN} explains. [{PLAN}] > "
        try:
            text = typed(prompt, console).casefold() or PLAN
        except EOFError:  # Ctrl-D, by which one leaves shells
            text = LEAVE
        console.print()
        if text in (*MENU, LEAVE, "quit", "exit"):
            return text if text in MENU else LEAVE
        if text == EXPLAIN:
            _explain(console)
        else:
            console.print(f"  Write one of {', '.join(MENU)}, or {LEAVE}.\n", style="yellow")


def _explain(console: Console) -> None:
    for key, choice in MENU.items():
        console.print(f"  {key}  {choice.text}")
        console.print(Padding(f"{choice.explanation}\n", (0, 0, 0, 5)))


def _plan(request: FirstRunRequest, around: Surroundings, console: Console) -> int:
    """Ask what is not known yet, show it, offer to keep it, plan, and say how to do the same without questions."""
    known = answers_of({"today": request.today}, None, around)
    today = day_of(known)
    catalogue = catalogue_for(around)
    refuse_unclear(known, catalogue, today)
    match_year, why = default_match_year(catalogue, known, today)
    asked = questions(catalogue, today, match_year)
    told = review(asked, ask_missing(known, asked, console, why), console, why)
    refuse_unclear(told, catalogue, today)
    answers = said_plainly(told, asked)
    saved = _offer_to_keep(known, answers, asked, around, console)
    code = run_recommend(
        RecommendRequest(
            Run(
                told=_as_options(answers),
                profile=None,
                as_json=False,
                no_input=True,
                no_color=request.no_color,
                time_limit=request.time_limit,
            ),
            why=False,
            export_model=None,
            save=None,
        )
    )
    line = shell_line(["usceplan", "recommend", *option_words(answers)], windows=around.on_windows)
    console.print("\nThe same plan again, without questions:")
    console.print(f"  {line}", markup=False, soft_wrap=True)
    if saved is not None:
        console.print("or, as your answers are kept: usceplan recommend (usceplan profile edit changes them)")
    return code


def _offer_to_keep(
    known: Answers, answers: Answers, asked: tuple[Question, ...], around: Surroundings, console: Console
) -> Path | None:
    """Where the answers are kept; None where they are not, or where a profile holds them already."""
    path = usual_profile_path(around.variables)
    if is_there(path) and all(name in known and known[name].texts == answers[name].texts for name in answers):
        return path
    kept = "Change your profile" if is_there(path) else "Keep your answers in a profile"
    console.print(f"{kept}, so that you are not asked again?")
    console.print(f"  {escape(str(path))}", soft_wrap=True)
    if not agreed("Only you can read it.", _KEEPING, console):
        console.print("  Not kept.\n")
        return None
    try:
        backup = keep_answers(path, answers, asked, around.variables)
    except UserError as error:
        console.print(f"  {escape(error.message)}. {escape(error.hint)}\n", style="yellow")
        return None
    console.print("  Kept." + (f" The older one is {escape(str(backup))}" if backup else "") + "\n", soft_wrap=True)
    return path


def _as_options(answers: Answers) -> dict[str, Any]:
    """The answers as the options of a command hold them."""
    return {option.name: _held(option.name, answers) for option in OPTIONS}


def _held(name: str, answers: Mapping[str, Any]) -> Any:  # noqa: ANN401  # a text, texts, or true or false
    if name not in answers:
        return None
    option, answer = BY_NAME[name], answers[name]
    if option.switch:
        return answer.text == TRUE
    return list(answer.texts) if option.repeated else answer.text
