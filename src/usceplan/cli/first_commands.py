"""The commands of somebody new: ``start``, ``demo``, ``profile`` and ``doctor``."""

from typing import Annotated, Any

import typer

from usceplan.cli.completion import complete_demo, complete_profile
from usceplan.cli.grouped_help import GroupedCommand
from usceplan.cli.manners import Program
from usceplan.cli.options import with_applicant_options
from usceplan.cli.run_options import USUAL_SECONDS, Json, NoColor, NoInput, Profile, TimeLimit, Today

first_commands = typer.Typer()
profile_commands = typer.Typer(
    cls=Program,
    name="profile",
    help="Keep your answers in a file, so that no command asks for them.",
    epilog="\b\nExamples:\n  usceplan profile init\n  usceplan profile init --profile anna\n  usceplan profile show",
    rich_markup_mode=None,
)

KeptProfile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        help="The name of a profile in the config folder, or a file.",
        metavar="NAME|FILE",
        autocompletion=complete_profile,
    ),
]


@first_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan\n  usceplan start",
)
def start(*, today: Today = None, no_color: NoColor = False, time_limit: TimeLimit = USUAL_SECONDS) -> None:
    """Greet, ask five questions, plan, and keep the answers if you like: what usceplan alone does in a terminal."""
    from usceplan.cli.first_run import FirstRunRequest, run_first_run

    raise typer.Exit(run_first_run(FirstRunRequest(today, no_color, time_limit)))


@first_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan demo\n  usceplan demo older-graduate\n  usceplan demo --json > demo.json",
)
def demo(
    name: Annotated[
        str | None,
        typer.Argument(help="One of them; all without it.", metavar="[NAME]", autocompletion=complete_demo),
    ] = None,
    *,
    today: Today = None,
    as_json: Json = False,
    no_color: NoColor = False,
    time_limit: TimeLimit = USUAL_SECONDS,
) -> None:
    """The plans of three made-up applicants, one after the other, or of one of them. Asks nothing.

    They are recent-graduate, older-graduate and resident-of-texas.
    """
    from usceplan.cli.demo import DemoRequest, run_demo

    raise typer.Exit(run_demo(DemoRequest(today, as_json, no_color, time_limit, name)))


@first_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan doctor\n  usceplan doctor --json",
)
def doctor(*, as_json: Json = False, no_color: NoColor = False) -> None:
    """Versions, folders, encodings, terminal and data, with what is wrong: for bug reports.

    It holds no answers of yours, and no name of yours in a path. The exit code is 1 where something is wrong.
    """
    from usceplan.cli.doctor import DoctorRequest, run_doctor

    raise typer.Exit(run_doctor(DoctorRequest(as_json, no_color)))


@profile_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan profile init\n  usceplan profile init --specialty IM --visa b1-b2 --budget 9k",
)
@with_applicant_options
def init(told: dict[str, Any], *, profile: KeptProfile = None, no_input: NoInput = False) -> None:
    """Make a profile: what the options tell is taken, the five questions are asked for the rest.

    A file that is there already is left as it is. The profile without a name is read unasked by every command.
    """
    from usceplan.cli.profile_init import InitRequest, run_init

    raise typer.Exit(run_init(InitRequest(told, profile, no_input)))


@profile_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan profile show\n  usceplan profile show --profile anna --budget 12k",
)
@with_applicant_options
def show(told: dict[str, Any], *, profile: Profile = None, as_json: Json = False, no_color: NoColor = False) -> None:
    """What is told for each option, and where: a flag, a variable, a line of the file, or the default."""
    from usceplan.cli.profile_show import ShowRequest, run_show

    raise typer.Exit(run_show(ShowRequest(told, profile, as_json, no_color)))


@profile_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan profile edit\n  usceplan profile edit --profile anna",
)
def edit(*, profile: KeptProfile = None, no_input: NoInput = False) -> None:
    """Change a profile in your editor (VISUAL or EDITOR), or question by question where none is set.

    The editor gets a copy; the profile is replaced only by one without mistakes. Each older one is kept beside it.
    """
    from usceplan.cli.profile_edit import EditRequest, run_edit

    raise typer.Exit(run_edit(EditRequest(profile, no_input)))


@profile_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan profile path\n  usceplan profile path --json",
)
def path(*, profile: KeptProfile = None, as_json: Json = False) -> None:
    """Where the profile is, or would be."""
    from usceplan.cli.profile_show import PathRequest, run_path

    raise typer.Exit(run_path(PathRequest(profile, as_json)))


@profile_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan profile check\n  usceplan profile check --profile me.yaml",
)
def check(
    *, profile: KeptProfile = None, today: Today = None, as_json: Json = False, no_color: NoColor = False
) -> None:
    """Every mistake in a profile, as FILE:LINE:COLUMN. The exit code is 1 where there is one."""
    from usceplan.cli.profile_check import CheckRequest, run_check

    raise typer.Exit(run_check(CheckRequest(profile, as_json, no_color, today)))
