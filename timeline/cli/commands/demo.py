"""`timeline demo`: what does this look like, without anything of one's own?"""

from __future__ import annotations

from importlib.resources import files

from timeline.cli.options import Times, login_name, today
from timeline.cli.terminal.cards import state_sections
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import say
from timeline.cli.terminal.steps import print_steps
from timeline.cli.throw_away import throw_away_engine

DIALOGUE = "iraq-nato"
"""The dialogue of the bundled storyline."""


def command(*, times: Times) -> None:
    """Load the bundled storyline into a throw-away store and look at it.

    Prints the projected timeline, the state and the replay of what real reports said of one dialogue. Nothing is kept.
    """
    from events.fact_file import read
    from events.intake.batch import record
    from events.store.log import FactLog
    from timeline.application.tracker import Tracker

    storyline = files("timeline") / "demo" / f"{DIALOGUE}.yaml"
    with throw_away_engine() as engine:
        with storyline.open("rb") as file:
            receipt = record(FactLog(engine), read(file, storyline.name), recorded_by=login_name())
        say(f"{len(receipt.appended)} facts of the bundled storyline, in a store that is gone when this ends.")
        tracker, output, asked = Tracker(engine, today()), Output(), times.given()
        _heading(f"timeline show {DIALOGUE}")
        output.reply(tracker.ask("show", DIALOGUE, **asked), dialogue=DIALOGUE)
        _heading(f"timeline state {DIALOGUE}")
        state = tracker.ask("state", DIALOGUE, **asked).plain
        output.answer(state, state_sections(state))
        _heading(f"timeline replay {DIALOGUE}")
        print_steps(tracker.ask("replay", DIALOGUE), output, DIALOGUE)


def _heading(command_line: str) -> None:
    say(f"\n$ {command_line}\n")
