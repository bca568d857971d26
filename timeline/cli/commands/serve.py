"""`timeline serve`: what does it all look like, drawn and cited, in a browser?"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.options import Store, login_name, today
from timeline.cli.terminal.reader import of_locale
from timeline.cli.terminal.saying import say
from timeline.cli.throw_away import DEMO, load_demo, throw_away_engine

if TYPE_CHECKING:
    from events.store.port import Engine


def command(
    *,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="Listen there.", show_default="a free port")
    ] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Allow facts to be added; pages only show otherwise.")] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Show the bundled storyline, in a store that is gone when this ends.")
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="TAG",
            help="Pages in this language for whoever asks for none: en, ar. That of your locale where left out.",
            show_default=False,
        ),
    ] = None,
    store: Store,
) -> None:
    """Show dialogues in your browser: drawn, cited, as known on any day.

    Only this machine can reach the pages, and nothing can be changed there without --write. Prints the address first.
    Ctrl-C ends it.
    """
    from timeline.application.tracker import Tracker
    from timeline.values.languages import tag_of
    from timeline.web.access import OwnMachine
    from timeline.web.app import app_of
    from timeline.web.desk import Desk
    from timeline.web.serving import hosts_of, listener, port_of, serve

    with ExitStack() as stack:
        listening = stack.enter_context(listener(port))
        engine = stack.enter_context(_engine(store, demo=demo, write=write))
        desk = Desk(
            tracker=lambda: Tracker(engine, today()),
            access=OwnMachine(login_name(), writes=write),
            hosts=hosts_of(port_of(listening)),
            writes=write,
            language=of_locale(os.environ) if lang is None else tag_of(lang),
        )
        address = f"http://127.0.0.1:{port_of(listening)}/" + (f"d/{DEMO}" if demo else "")
        say(address)
        sys.stdout.flush()
        serve(app_of(desk), listening, ready=lambda: None if no_open else _open(address))


def _engine(store: Store, *, demo: bool, write: bool) -> Engine:
    """The store whose dialogues are shown; with `write` it is made where there is none yet."""
    if demo:
        engine = throw_away_engine()
        load_demo(engine, login_name())
        return engine
    from events.store.options import OpenMode

    return store.engine(OpenMode.CREATE if write else None)


def _open(address: str) -> None:
    """Open a browser, where there is one; the address stands on standard output anyway."""
    import webbrowser

    webbrowser.open(address)
