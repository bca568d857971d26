"""`timeline demo`: what does this look like, without anything of one's own?"""

from __future__ import annotations

from timeline.cli.options import Times, login_name, today
from timeline.cli.terminal.cards import state_sections
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import say
from timeline.cli.terminal.steps import print_steps
from timeline.cli.throw_away import DEMO, load_demo, throw_away_engine


def command(*, times: Times) -> None:
    """Load the bundled storyline into a throw-away store and look at it.

    Prints the projected timeline, the state and the replay of what real reports said of one dialogue. Nothing is kept.
    """
    from timeline.application.tracker import Tracker

    with throw_away_engine() as engine:
        facts = load_demo(engine, login_name())
        say(f"{facts} facts of the bundled storyline, in a store that is gone when this ends.")
        tracker, output, asked = Tracker(engine, today()), Output(), times.given()
        _heading(f"timeline show {DEMO}")
        output.reply(tracker.ask("show", DEMO, **asked), dialogue=DEMO)
        _heading(f"timeline state {DEMO}")
        state = tracker.ask("state", DEMO, **asked).plain
        output.answer(state, state_sections(state))
        _heading(f"timeline replay {DEMO}")
        print_steps(tracker.ask("replay", DEMO), output, DEMO)


def _heading(command_line: str) -> None:
    say(f"\n$ {command_line}\n")
