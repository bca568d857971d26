"""One request as pages see it: who looks, at which day, in which language. A page asks everything through this.

What the viewer may not see is not there: a dialogue that is kept from them is refused as one that does not exist, and
rows of it are left out of every answer.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from events.errors import BadInputError, NotFoundError
from timeline.access.roles import Act
from timeline.application.familiar import familiar_with
from timeline.application.moment import Moment
from timeline.values.languages import tag_of
from timeline.web.access import ForbiddenError
from timeline.web.body import HTML, Body
from timeline.web.links import address, path_of
from timeline.web.rendering import rendered
from timeline.wording.words import wording_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from starlette.requests import Request

    from timeline.answers.log import RecordedFactAnswer
    from timeline.application.reply import Reply
    from timeline.application.times import Times
    from timeline.application.tracker import Tracker
    from timeline.forms.familiar import Familiar
    from timeline.web.access import Viewer
    from timeline.web.desk import Desk
    from timeline.web.submitted import Submitted
    from timeline.wording.words import Words

_LINKS_OWN: Final = frozenset({"self", "parts", "ending"})
"""What `Visit.link` itself takes, which nobody asks a page."""

KEPT: Final = ("on", "known", "recorded", "lang")
"""What is asked of every page, and stays when a link is followed."""

_LONGEST_HEADER: Final = 200
"""Letters of a list of languages that are read."""


class Visit:
    """One request.

    Attributes:
        desk: what all requests share.
        request: as it came.
        viewer: who looks.
        tracker: that is asked.
        form: that was sent; None where a page is asked for.

    """

    def __init__(self, desk: Desk, request: Request, viewer: Viewer, form: Submitted | None = None) -> None:
        self.desk = desk
        self.request = request
        self.viewer = viewer
        self.form = form
        self.tracker: Tracker = desk.tracker()
        self._query: Mapping[str, str] = request.query_params

    # ---- what was asked ------------------------------------------------------------------------------------------

    def given(self, name: str) -> str | None:
        """A value of the query; None where it is not there or empty."""
        return self._query.get(name) or None

    @property
    def asked(self) -> dict[str, str]:
        """Everything that the query asks, for a link to the same with something changed."""
        return {
            name: text for name, text in self._query.items() if text and name.isidentifier() and name not in _LINKS_OWN
        }

    def forget(self) -> None:
        """Take nothing as asked any more: what is wrong with it is said as of today, in a language that there is."""
        self._query = {}
        for asked in ("times", "moment", "language", "words"):
            self.__dict__.pop(asked, None)

    @property
    def submitted(self) -> Submitted:
        """The form that was sent, where one was."""
        assert self.form is not None, "a form is taken only where one was sent"
        return self.form

    @property
    def stamp(self) -> str:
        """What proves that a form was shown to this viewer."""
        return self.desk.stamps.of(self.viewer.name)

    def named(self, name: str) -> str:
        """A part of the path."""
        found: str = self.request.path_params[name]
        return found

    @cached_property
    def times(self) -> Times:
        """The times that are asked about."""
        return {"on": self.given("on"), "known_at": self.given("known"), "recorded_at": self.given("recorded")}

    @cached_property
    def moment(self) -> Moment:
        """The day to stand on, and what counts as known there.

        Raises:
            BadInputError: a time is none.

        """
        return Moment.of(self.tracker.today, **self.times)

    @cached_property
    def language(self) -> str:
        """In which names, places and our own words are shown on a page.

        Raises:
            BadInputError: what was asked for is none.

        """
        asked = self.given("lang")
        if asked:
            return tag_of(asked)
        return preferred(self.request.headers.get("accept-language", "")) or self.desk.language

    @cached_property
    def words(self) -> Words:
        """Our own words."""
        return wording_for(self.language)

    def now(self) -> Visit:
        """The same, as of today."""
        return self.without("on", "known", "recorded")

    def at(self, day: date) -> Visit:
        """The same, as known on another day."""
        return self.without("known", on=day.isoformat())

    def without(self, *names: str, **asked: str) -> Visit:
        """The same without some of what was asked, or with something else asked."""
        other = Visit(self.desk, self.request, self.viewer)
        other.tracker = self.tracker
        other._query = {**{name: text for name, text in self._query.items() if name not in names}, **asked}
        other.__dict__["language"] = self.language
        return other

    # ---- what is answered ----------------------------------------------------------------------------------------

    def may(self, act: Act, dialogue: str) -> bool:
        """Whether the viewer may do that in a dialogue."""
        return self.viewer.may(act, dialogue)

    def allow(self, act: Act, dialogue: str) -> None:
        """Refuse whoever may not do that in a dialogue, which need not be there.

        Raises:
            ForbiddenError: they may not.

        """
        if not self.may(act, dialogue):
            verb = "judge" if act is Act.JUDGE else "add"
            hint = "The page of access says what you may do, and why."
            raise ForbiddenError(f"you may {verb} nothing here", hint=hint)

    def records(self, dialogue: str) -> bool:
        """Whether the viewer may add facts to a dialogue."""
        return self.may(Act.RECORD, dialogue)

    def judges(self, dialogue: str) -> bool:
        """Whether the viewer may correct, retract and link in a dialogue."""
        return self.may(Act.JUDGE, dialogue)

    @cached_property
    def made_of(self) -> tuple[object, ...]:
        """All that decides what is shown of a dialogue, beside what is recorded of it."""
        return (self.tracker.today, self.language, *map(self.given, KEPT))

    @cached_property
    def slugs(self) -> list[str]:
        """The dialogues that the viewer may see."""
        return [slug for slug in self.versions if self.may(Act.READ, slug)]

    @cached_property
    def versions(self) -> Mapping[str, int]:
        """The number of facts of each dialogue."""
        return self.tracker.versions()

    def fact(self, text: str) -> RecordedFactAnswer:
        """A fact of a dialogue that the viewer may see, by its id or by the report that it filed.

        Raises:
            NotFoundError: there is none for them.
            BadInputError: no id begins so, or several do.

        """
        return self.tracker.fact(text, seen=lambda slug: self.may(Act.READ, slug))

    def familiar(self, dialogue: str) -> Familiar:
        """What a dialogue speaks of, for forms that offer it."""
        engine = self.tracker.engine
        return self.desk.kept.of(("familiar", dialogue), self.tracker.head(), lambda: familiar_with(engine, dialogue))

    def require(self, dialogue: str) -> None:
        """Refuse a dialogue that is not there for this viewer; what is kept from them is not there.

        Raises:
            NotFoundError: it is not.

        """
        if not self.may(Act.READ, dialogue) or dialogue not in self.tracker.slugs():
            raise NotFoundError(f"no dialogue {dialogue!r} in this store")

    def ask(self, question: str, dialogue: str, *about: Any, **options: Any) -> Reply:  # noqa: ANN401 - see Tracker.ask
        """The reply to a question about one dialogue, as of the moment and, on a page, in the viewer's language.

        Raises:
            NotFoundError: there is no such dialogue for this viewer, or no such subject.
            BadInputError: a time is none.

        """
        self.require(dialogue)
        return self.tracker.ask(question, dialogue, *about, **options)

    def read(self, question: str, dialogue: str, *about: Any) -> Any:  # noqa: ANN401 - the model of the question
        """An answer for a page, as its model: as of the moment, in the viewer's language."""
        return self.ask(question, dialogue, *about, language=self.language, **self.times).model

    def told(self, question: str, dialogue: str, *about: Any) -> Any:  # noqa: ANN401 - any value that JSON has
        """The same for a program: in English, unless the address asks for a language."""
        return self.ask(question, dialogue, *about, language=self.given("lang") or "en", **self.times).plain

    def across(self, question: str, *words: str, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - see Tracker.ask
        """The rows of an answer about every dialogue that the viewer may see, or the one that the address names.

        Raises:
            NotFoundError: there is no such dialogue for this viewer.
            BadInputError: a time is none.

        """
        chosen = self.given("dialogue")
        if chosen:
            self.require(chosen)
        seen = [chosen] if chosen else self.slugs
        if not seen:
            return []
        only = () if len(seen) == len(self.tracker.slugs()) else seen
        about, named = (words, {"dialogues": only}) if question == "find" else (only, {})
        rows = self.tracker.ask(question, *about, **named, **options).plain
        return [row for row in rows if row["dialogue"] in set(seen)]

    # ---- pages ---------------------------------------------------------------------------------------------------

    def link(self, *parts: str, ending: str = "", **query: str | None) -> str:
        """The address of another page, at the same moment and in the same language; `query` adds or takes away."""
        kept = {name: self.given(name) for name in KEPT}
        return address(path_of(*parts, ending=ending), {**kept, **query})

    def page(self, template: str, *, code: int = 200, **context: Any) -> Body:  # noqa: ANN401 - whatever it shows
        """A page of a template, answered with a code of HTTP."""
        return Body(self._rendered(template, context).encode(), HTML, code=code)

    def part(self, template: str, **context: Any) -> Markup:  # noqa: ANN401 - whatever it shows
        """A part of a page, of a template of its own."""
        return Markup(self._rendered(template, context))  # noqa: S704 - our templates escape what they are given

    def _rendered(self, template: str, context: Mapping[str, Any]) -> str:
        shown = {**context, "visit": self, "words": self.words, "moment": self.moment, "today": self.tracker.today}
        return rendered(template, shown)


def preferred(accepted: str) -> str:
    """The language that a browser wants most (RFC 9110, 12.5.4); "" where it says none that is one."""
    wanted = []
    for place, part in enumerate(accepted[:_LONGEST_HEADER].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        with suppress(ValueError, BadInputError):
            wanted.append((-float(weight or 1), place, tag_of(tag)))
    return min(wanted)[2] if wanted else ""
