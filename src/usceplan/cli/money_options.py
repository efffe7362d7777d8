"""The options of ``usceplan budget`` about money over time, what would lower it, and in which currency."""

from typing import Annotated

import typer

from usceplan.cli.options import MONEY

ByMonth = Annotated[
    bool, typer.Option("--by-month", help="Every payment of every month, and the running total.", rich_help_panel=MONEY)
]
Levers = Annotated[
    bool,
    typer.Option(
        "--levers", help="What would lower the cost, by a search each: --time-limit 30.", rich_help_panel=MONEY
    ),
]
Currency = Annotated[
    str | None,
    typer.Option("--currency", help="Your own currency beside dollars: EUR.", metavar="CODE", rich_help_panel=MONEY),
]
PerDollar = Annotated[
    str | None,
    typer.Option("--rate", help="How much of it a U.S. dollar is: 0.92.", metavar="N", rich_help_panel=MONEY),
]
RateDate = Annotated[
    str | None,
    typer.Option("--rate-date", help="The day of that rate.", metavar="DATE", rich_help_panel=MONEY),
]
