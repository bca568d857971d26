"""What does `timeline add` ask next? A conversation without a terminal: questions out, typed answers in.

The conversation is a script (a generator) that is played again from its beginning with one answer less to go back, so
that every question is asked in one place only and going back costs nothing to write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from events.errors import BadInputError, TimelineError
from events.facts.attributes import attributes_of, summary_of
from events.facts.tracking import DialogueOpened, ReportFiled
from events.wording import did_you_mean, shown, slug_of
from timeline.forms.asking import Asking, persons_asked
from timeline.forms.doubts import doubts
from timeline.forms.familiar import Choice, Familiar
from timeline.forms.kinds import KINDS, attributes_that_matter, choices_of, kinds_meant
from timeline.forms.question import BACK, HELP, HELPS, FormQuestion, confirmed, explanation, one_of, which_of
from timeline.forms.report_head import head_of, proposed_id, published_on
from timeline.forms.short_name import proposed_short_name, read_short_name
from timeline.forms.spelling import SpellingError, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from datetime import date

    from pydantic import JsonValue

    from events.facts.base import Fact
    from timeline.forms.familiar import StoreContents
    from timeline.forms.report_head import Head

    Script = Generator[FormQuestion, Any, list["FactFileDocument"]]
    """Yields questions, is sent what their answers mean, and returns the documents."""

FactFileDocument = dict[str, Any]
"""A document of a fact file."""

NO_REPORT: Final = "none"

OFFERED: Final = 6
"""Attributes that are named where somebody is asked what else a report says."""

_OFTEN: Final = ("persons", "place", "by", "when", "window", "topics", "said_by", "modality", "reason", "quote", "note")
"""The attributes that facts have most, of whatever kind."""

LISTED: Final = 6
"""Dialogues that are named in the question."""

_HOW_ELSE: Final = (
    "Type one of the names below, such as persons, and you are asked for it. Or type name=value at once, as in"
    " mode=video. Enter goes on."
)

_REPORT: Final = ("outlet", "url", "title", "language", "published", "kind", "origin")


class Conversation:
    """Where a conversation stands.

    Attributes:
        question: the one to be answered. None once all is said.
        documents: what is to be appended, once all is said.

    """

    def __init__(self, known: StoreContents, today: date) -> None:
        self._known = known
        self._today = today
        self._answers: list[str] = []
        self._asked: list[str] = []
        self._earlier: dict[str, str] = {}
        self.question: FormQuestion | None = None
        self.documents: list[FactFileDocument] = []
        self._play()

    @property
    def suggestion(self) -> str:
        """What this question was answered before: refused just now, or by somebody who went back."""
        return self._earlier.get(self.question.key, "") if self.question else ""

    def hear(self, typed: str) -> str:
        """Take what was typed, and return what there is to say of it: an explanation, a refusal, or nothing."""
        text = self._wish(typed.strip())
        if text.startswith(BACK):
            name = text.strip(BACK).strip()
            return self._back_to(name) if name else self.back(text.count(BACK))
        question = self.question
        if question is None:
            return ""
        if text in HELPS:
            return explanation(question)
        self._earlier[question.key] = text
        try:
            meant = question.read(text)
        except SpellingError as error:
            return "\n".join(filter(None, (error.problem, error.hint)))
        except TimelineError as error:
            return "\n".join(filter(None, (error.message, error.hint)))
        self._answers.append(text)
        self._go_on(meant)
        return ""

    def _wish(self, text: str) -> str:
        """What was typed. Behind the earlier answer, which stands there to be changed, what was added is the wish."""
        added = text.removeprefix(self.suggestion).strip() if self.suggestion else text
        return added if added in HELPS or (added and not added.strip(BACK)) else text

    def _back_to(self, name: str) -> str:
        """Go back to the answer that was given last to a question of that name."""
        found = [place for place, prompt in enumerate(self._asked) if prompt == name]
        if not found:
            return f"No question before this one is called {shown(name)}.\n{BACK} goes back to the last one."
        return self.back(len(self._answers) - found[-1])

    def back(self, steps: int = 1) -> str:
        """Go back some questions."""
        if not self._answers:
            return "This is the first question."
        del self._answers[-steps:]
        self._play()
        return ""

    def _play(self) -> None:
        self._script = conversation(self._known, self._today)
        self._asked = []
        self.question = next(self._script)
        for text in self._answers:
            assert self.question is not None
            self._go_on(self.question.read(text))

    def _go_on(self, meant: Any) -> None:  # noqa: ANN401 - whatever the question reads
        assert self.question is not None
        self._asked.append(self.question.prompt)
        try:
            self.question = self._script.send(meant)
        except StopIteration as end:
            self.question, self.documents = None, end.value


def conversation(known: StoreContents, today: date) -> Script:
    """Ask for the dialogue, the report, and its facts."""
    only = next(iter(known.titles)) if len(known.titles) == 1 else ""
    typed = yield FormQuestion(
        "dialogue",
        "dialogue",
        _which_dialogue(known),
        lambda text: text or only,
        "A short name has lower-case letters a to z, digits, and - . _ between them: iraq-nato.",
        tuple(Choice(slug, title) for slug, title in known.titles.items()),
        otherwise=only,
    )
    slug = typed if typed in known.titles else (yield from _short_name(typed))
    documents: list[FactFileDocument] = []
    if slug in known.titles:
        familiar = known.familiar(slug)
    else:
        heading = yield from _heading(slug, typed, known, today)
        documents.append({"dialogue": slug, **heading})
        parties = tuple(heading.get("parties", ()))
        familiar = Familiar(values={"party": parties}, outlets=known.outlets(), parties=parties)
    id_, filed = yield from _report(familiar, today)
    facts = yield from _Facts(id_, filed, familiar, today).all(optional=bool(documents or filed))
    if filed:
        documents.append({"dialogue": slug, "report": filed} | ({"facts": facts} if facts else {}))
    elif facts:
        cited = {"report": id_} if id_ else {}
        documents.append({"dialogue": slug, "facts": [fact | cited for fact in facts]})
    return documents


def _which_dialogue(known: StoreContents) -> str:
    if not known.titles:
        return "Which dialogue? A name for it, such as Northland-Southland border talks."
    listed = list(known.titles)[:LISTED]
    more = f", and {len(known.titles) - LISTED} more ({HELP} lists them)" if len(known.titles) > LISTED else ""
    return f"Which dialogue? A name for a new one, or one of {', '.join(listed)}{more}."


def _short_name(typed: str) -> Generator[FormQuestion, Any, str]:
    """What was typed, where it is a short name, else one that is made of it or typed anew."""
    if typed and slug_of(typed) == typed.replace(".", "-").replace("_", "-"):
        return typed
    proposed = proposed_short_name(typed)
    about = "Its short name in the program?" if proposed else "Its short name, such as iraq-nato?"
    slug: str = yield FormQuestion(
        "short name",
        "short name",
        about,
        lambda text: read_short_name(text or proposed),
        "Commands and files name the dialogue by it: lower-case letters a to z, digits, and - . _ between them.",
        otherwise=proposed,
    )
    return slug


def _heading(
    slug: str, typed: str, known: StoreContents, today: date
) -> Generator[FormQuestion, Any, FactFileDocument]:
    guess = did_you_mean(slug, known.titles)
    asking = Asking(Familiar(), today)
    about = f"{slug} is new here{f' ({guess} {BACK} goes back)' if guess else ''}. What is it called?"
    title = yield asking.question(DialogueOpened, "title", about=about, otherwise=typed)
    heading = {"title": title}
    parties = yield from asking.asked(DialogueOpened, "parties")
    return heading | ({} if parties is None else {"parties": parties})


def _report(
    familiar: Familiar, today: date
) -> Generator[FormQuestion, Any, tuple[str | None, FactFileDocument | None]]:
    """The id of the report, and what is to be filed where it is a new one."""

    def read(text: str) -> Head:
        if not text:
            message = f"Type the id of a report, its outlet, or {NO_REPORT}."
            raise BadInputError(
                message, hint="For a new one in one line: Agency, 12 March 2026, https://agency.example/1"
            )
        return head_of(text, familiar, today)

    head: Head = yield FormQuestion(
        "report",
        "report",
        "Which article or statement says so? Its outlet, day and address, as in: Northland News, 12 March 2026,"
        f" https://n.example/1. Or the id of one on file, or {NO_REPORT}.",
        read,
        f"{NO_REPORT} where no report says it: then it rests on your word.",
        (*(Choice(id_, about) for id_, about in familiar.reports.items()), Choice(NO_REPORT, "no report")),
    )
    if head.id == NO_REPORT:
        return None, None
    if head.id in familiar.reports:
        return head.id, None
    guess = did_you_mean(head.id, familiar.reports) if head.id else ""
    about = f"{head.id} is a new report{f' ({guess} {BACK} goes back)' if guess else ''}. Who published it?"
    asking = Asking(familiar, today)
    known = familiar.outlets.get(str(head.filed.get("outlet")))
    filed = {**(known or {}), **head.filed}
    # A line with the day of an outlet that is known says all there is but whose words it carries.
    for name in ("origin",) if known is not None and "published" in filed else _REPORT:
        if name in filed:
            continue
        key = f"report: {name}"
        value = yield from asking.asked(ReportFiled, name, key=key, about=about if head.id and name == "outlet" else "")
        filed |= {} if value is None else {name: value}
        if name == "outlet":
            filed |= familiar.outlets.get(str(value), {})
    id_ = head.id or (yield _id_question(filed, familiar, today))
    return id_, {"id": id_} | {name: filed[name] for name in _REPORT if name in filed}


def _id_question(filed: FactFileDocument, familiar: Familiar, today: date) -> FormQuestion:
    published = filed.get("published", "")
    edtf = published.get("edtf", "") if isinstance(published, dict) else published
    proposed = proposed_id(str(filed["outlet"]), str(edtf), familiar.reports)

    def read(text: str) -> str:
        id_ = str(value_of(ReportFiled, "id", text or proposed, today))
        if id_ in familiar.reports:
            raise BadInputError(f"{id_} is on file already: {familiar.reports[id_]}.", hint="Type another.")
        return id_

    return FormQuestion("report: id", "id", "A short id for it?", read, otherwise=proposed)


class _Facts:
    """The questions on the facts of a report."""

    def __init__(self, id_: str | None, filed: FactFileDocument | None, familiar: Familiar, today: date) -> None:
        self._id = id_
        self._filed = ReportFiled.model_validate(filed) if filed else familiar.filings.get(id_ or "")
        self._familiar = familiar
        self._today = today
        self._asking = Asking(familiar, today, published_on(self._filed))
        self._told: list[Fact] = []

    def all(self, *, optional: bool) -> Generator[FormQuestion, Any, list[FactFileDocument]]:
        facts: list[FactFileDocument] = []
        while True:
            number = len(facts) + 1
            first = f"What does {self._id} say happened?" if self._id else "What happened?"
            may_end = optional or bool(facts)

            def read(text: str, *, may_end: bool = may_end) -> tuple[str, ...]:
                return () if may_end and not text else kinds_meant(text)

            kinds = yield FormQuestion(
                f"fact {number}",
                f"fact {number}",
                f"{'Another fact?' if facts else first} Type a word: held, scheduled, invited, said, promised.",
                read,
                choices=tuple(Choice(name, summary_of(model)) for name, model in KINDS.items()),
                blank="when done" if may_end else "",
            )
            if not kinds:
                return facts
            kind = kinds[0]
            if len(kinds) > 1:
                kind = yield from which_of(f"fact {number}: kind", "Which of these?", choices_of(kinds))
            facts.append((yield from self._fact(kind, number)))

    def _fact(self, kind: str, number: int) -> Generator[FormQuestion, Any, FactFileDocument]:
        """The attributes of a fact: those it needs, those that matter for it, then those that somebody chooses."""
        model = KINDS[kind]
        meanings = {name: about for name, about in attributes_of(model).items() if name != "report"}
        fact: FactFileDocument = {"kind": kind}
        for name in attributes_that_matter(kind):
            value = yield from self._value(model, name, f"fact {number}")
            fact |= {} if value is None else {name: value}
        asked = 0
        while left := {name: about for name, about in meanings.items() if name not in fact}:
            asked += 1
            name, value = yield FormQuestion(
                f"fact {number}: else {asked}",
                "and",
                f"Anything else about this {kind.replace('-', ' ')}? Type what: {_some_of(left)}",
                _attribute_or_setting(model, left, self._today),
                _HOW_ELSE,
                tuple(Choice(name, about) for name, about in left.items()),
                blank="when done",
            )
            if not name:
                break
            if value is None:
                value = yield from self._value(model, name, f"fact {number} {asked}")
            fact |= {} if value is None else {name: value}
        yield from self._slips(model, fact, number)
        return fact

    def _value(self, model: type[Fact], name: str, key: str) -> Generator[FormQuestion, Any, Any]:
        if name == "persons":
            return (yield from persons_asked(model, f"{key}: person", self._familiar))
        return (yield from self._asking.asked(model, name, key=f"{key}: {name}"))

    def _slips(
        self, model: type[Fact], attributes: FactFileDocument, number: int
    ) -> Generator[FormQuestion, Any, None]:
        try:
            fact = model.model_validate({name: value for name, value in attributes.items() if name != "kind"})
        except ValidationError:  # attributes that do not go together: said when the fact file is checked
            return
        parties = frozenset(self._familiar.parties)
        for place, slip in enumerate(doubts(fact, self._filed, parties, self._told, self._today), 1):
            yield from confirmed(f"fact {number}: slip {place}", slip)
        self._told.append(fact)


def _some_of(left: Mapping[str, str]) -> str:
    """The attributes that are used most. The question mark tells all."""
    often = [name for name in _OFTEN if name in left][:OFFERED]
    return f"{', '.join(often)}, ... ({HELP} lists all)" if len(often) < len(left) else ", ".join(left)


def _attribute_or_setting(
    model: type[Fact], left: Mapping[str, str], today: date
) -> Callable[[str], tuple[str, JsonValue]]:
    """Reads the name of an attribute, or at once `name=value`."""
    named = one_of(left, "an attribute that is left", may_be_empty=True)

    def read(text: str) -> tuple[str, JsonValue]:
        name, equals, value = (part.strip() for part in text.partition("="))
        return named(name), value_of(model, name, value, today) if equals and value and name in left else None

    return read
