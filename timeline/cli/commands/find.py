"""`timeline find`: which facts speak of a name, a place, a topic or some words, in whatever dialogue?"""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

from datetime import date
from typing import Annotated

import typer

from timeline.cli.options import Store, complete_dialogue, parse_day
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import say_besides


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD]...", help="Words to look for. The beginning of a word is enough."),
    ] = None,
    *,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="NAME", help="A person, in any spelling that you linked to this one."),
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="NAME", help="A place in any language: Seoul also finds 서울.")
    ] = None,
    topic: Annotated[str | None, typer.Option("--topic", metavar="WORDS", help="A topic or an issue.")] = None,
    outlet: Annotated[
        str | None,
        typer.Option(
            "--outlet", metavar="NAME", help="The outlet that published it, or the office whose words it carries."
        ),
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            "--since",
            metavar="DAY",
            parser=parse_day,
            help="Only what became known since this day, such as friday or -30d.",
        ),
    ] = None,
    in_: Annotated[
        list[str] | None,
        typer.Option(
            "--in",
            metavar="DIALOGUE",
            help="Only in this dialogue. May be repeated.",
            autocompletion=complete_dialogue,
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Print at most N facts.")] = 50,
    store: Store,
    output: Output,
) -> None:
    """Find names, places, topics, titles, quotes and notes in all dialogues, the newest entry first.

    Case, accents and variants of script make no difference. A fact is found if it has everything that you ask for.
    """
    with store.tracker() as tracker:
        fields = {"person": person, "place": place, "topic": topic, "outlet": outlet, "since": since}
        output.reply(tracker.ask("find", *(words or ()), **fields, dialogues=in_ or (), limit=limit))
        say_besides(tracker.redacted())
