"""`timeline serve`: what does it all look like, drawn and cited, in a browser?"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from events.errors import BadInputError
from timeline.cli.options import Store, login_name, today
from timeline.cli.terminal.reader import of_locale
from timeline.cli.terminal.saying import remark, say
from timeline.cli.throw_away import DEMO, load_demo, throw_away_engine
from timeline.cli.version import VERSION

if TYPE_CHECKING:
    from events.store.port import Engine
    from timeline.access.rules import Rules
    from timeline.cli.terminal.access_file import RulesInFile
    from timeline.web.access import Access

LOOPBACK = "127.0.0.1"
_KEY_BYTES = 32


class Sharing(NamedTuple):
    """Whether others are let in, and who may see what."""

    access: Annotated[
        Path | None,
        typer.Option(
            "--access",
            metavar="FILE",
            help="Serve a team by the rules of this file, behind a web server that signs people in.",
            show_default=False,
        ),
    ] = None
    listen: Annotated[
        str, typer.Option("--listen", metavar="ADDRESS", help="Listen on this address of the machine (with --access).")
    ] = LOOPBACK

    def rules(self) -> RulesInFile | None:
        """The rules of a team. None on one's own machine.

        Raises:
            BadInputError: other machines are let in without any.

        """
        from timeline.cli.terminal.access_file import RulesInFile

        if self.access is not None:
            return RulesInFile(self.access, remark)
        if self.listen != LOOPBACK:
            message = f"--listen {self.listen} lets other machines in, and nothing says who may see what"
            raise BadInputError(message, hint="Add --access FILE, or leave --listen out.")
        return None

    def host(self) -> str:
        """The address listened on, as a URL writes it."""
        return f"[{self.listen}]" if ":" in self.listen else self.listen


def command(
    *,
    port: Annotated[
        int,
        typer.Option(
            "--port", min=0, max=65535, metavar="N", help="The port to listen on.", show_default="a free port"
        ),
    ] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Allow facts to be added (default: pages only show).")] = False,
    demo: Annotated[bool, typer.Option("--demo", help="Show the bundled example. Nothing is kept.")] = False,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="TAG",
            help="The language of the pages, en or ar (default: that of the browser, then of your locale).",
            show_default=False,
        ),
    ] = None,
    sharing: Sharing,
    store: Store,
) -> None:
    """Show dialogues in your browser: drawn, cited, as known on any day.

    Only this machine can reach the pages, and nothing can be changed there without --write. Prints the address first.
    Ctrl-C ends it.

    With --access, rules decide what people see: docs/how-to/serve-a-team.md.
    """
    from timeline.application.tracker import Tracker
    from timeline.values.languages import tag_of
    from timeline.web.desk import Desk
    from timeline.web.serving import Pages, hosts_of, listener, port_of, serve

    with ExitStack() as stack:
        rules = sharing.rules()
        listening = stack.enter_context(listener(port, sharing.listen))
        engine = stack.enter_context(_engine(store, demo=demo, write=write))
        desk = Desk(
            tracker=lambda: Tracker(engine, today()),
            access=_access(rules, writes=write),
            hosts=hosts_of(port_of(listening)) | (_names_of(rules()) if rules else frozenset()),
            key=token_bytes(_KEY_BYTES),
            writes=write,
            version=VERSION,
            language=of_locale(os.environ) if lang is None else tag_of(lang),
        )
        address = f"http://{sharing.host()}:{port_of(listening)}/" + (f"d/{DEMO}" if demo else "")
        opens = not (no_open or rules)
        pages = Pages(desk)

        def ready() -> None:
            _tell(address, opens=opens)
            pages.load()

        serve(pages, listening, ready=ready, ended=desk.live.end)


def _access(rules: RulesInFile | None, *, writes: bool) -> Access:
    """Who looks: whoever starts the server, or whom the rules know."""
    if rules is None:
        from timeline.web.access import OwnMachine

        return OwnMachine(login_name(), writes=writes)
    from timeline.web.team import Team

    return Team(rules, today, writes=writes)


def _names_of(rules: Rules) -> frozenset[str]:
    """By which names a proxy calls the server: those that people type."""
    return frozenset() if rules.proxy is None else frozenset(rules.proxy.names)


def _engine(store: Store, *, demo: bool, write: bool) -> Engine:
    """The store whose dialogues are shown. With `write` it is made where there is none yet."""
    if demo:
        engine = throw_away_engine()
        load_demo(engine, login_name())
        return engine
    from events.store.options import OpenMode

    return store.engine(OpenMode.CREATE if write else None)


def _tell(address: str, *, opens: bool) -> None:
    """Print the address; open a browser, where there is one and it is wished.

    Not before requests are taken: whoever has read the address may tell the server to end, and it does.
    """
    say(address)
    sys.stdout.flush()
    if opens:
        import webbrowser

        webbrowser.open(address)
