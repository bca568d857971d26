"""`timeline demo`: what does this look like, without anything of one's own?"""

from __future__ import annotations

from importlib.resources import files

from timeline.cli.options import Moment, login_name
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import say
from timeline.cli.throw_away import throw_away_engine

DIALOGUE = "iraq-nato"
"""The dialogue of the bundled storyline."""


def command(*, moment: Moment) -> None:
    """Load the bundled storyline into a throw-away store and look at it.

    Prints the projected timeline, the state and the replay of what real reports said of one dialogue. Nothing is kept.
    """
    from events.fact_file import read
    from events.intake.batch import record
    from timeline.cli.asking import ledger_of, log_of, state_json, state_of, timeline_json
    from timeline.cli.commands.replay import print_replay
    from timeline.cli.commands.show import print_timeline
    from timeline.cli.commands.state import print_state

    storyline = files("timeline") / "demo" / f"{DIALOGUE}.yaml"
    with throw_away_engine() as engine:
        log = log_of(engine)
        with storyline.open("rb") as file:
            receipt = record(log, read(file, storyline.name), recorded_by=login_name())
        say(f"{len(receipt.appended)} facts of the bundled storyline, in a store that is gone when this ends.")
        state = state_of(ledger_of(log, DIALOGUE, moment), moment)
        output = Output()
        _heading(f"timeline show {DIALOGUE}")
        print_timeline(timeline_json(state), output, DIALOGUE)
        _heading(f"timeline state {DIALOGUE}")
        print_state(state_json(state), output)
        _heading(f"timeline replay {DIALOGUE}")
        print_replay(engine, DIALOGUE, output)


def _heading(command_line: str) -> None:
    say(f"\n$ {command_line}\n")
