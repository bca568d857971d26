"""What does `timeline add` ask next? A conversation without a terminal: questions out, typed answers in.

The conversation is a script (a generator) that is played again from its beginning with one answer less to go back, so
that every question is asked in one place only and going back costs nothing to write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from events.errors import BadInputError, TimelineError
from events.facts.attributes import attributes_of, summary_of
from events.facts.base import Part, Person, Slug, Time
from events.facts.catalogue import CATALOGUE
from events.facts.judgement import FactCorrected, FactRetracted, SubjectsLinked
from events.facts.refusals import refusals
from events.facts.tracking import DialogueOpened, ReportFiled
from events.wording import did_you_mean, shown
from timeline.forms.familiar import Choice, Familiar
from timeline.forms.spelling import SpellingError, check, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping

    from pydantic import JsonValue

    from events.facts.base import Fact
    from timeline.forms.familiar import Known

    Script = Generator["Question", Any, list["Document"]]
    """Yields questions, is sent what their answers mean, and returns the documents."""

Document = dict[str, Any]
"""A document of a fact file."""

BACK: Final = "<"
HELP: Final = "?"
NO_REPORT: Final = "none"

KINDS: Final = {
    kind: model
    for kind, model in CATALOGUE.kinds.items()
    if model not in {DialogueOpened, ReportFiled, SubjectsLinked, FactCorrected, FactRetracted}
}
"""What can be added here; judgements have commands of their own."""

_SAID_ONCE: Final = frozenset({"due", "from", "note", "published", "quote", "rationale", "url", "when", "window"})
"""Attributes that are not said alike twice."""

_HOW_TIME: Final = (
    "Type 2025-05-21, 2025-05, 2025, 2025-05-16/2025-05-31, 2025-05~ (about), 2025? (uncertain), ../2025-08-31; "
    "add the words of the report after =, as in 2025-05-16/2025-05-31=second half of May."
)
_HOW_SEVERAL: Final = "Several with ; between them."
_HOW_ELSE: Final = "Type the name of an attribute, or name=value at once; Enter when nothing else is said."


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        key: tells it from every other question of the conversation.
        prompt: what stands before the answer.
        about: what is asked, in a sentence.
        read: turns what was typed into what it means; raises a TimelineError that says what is wrong.
        how: how it is typed.
        choices: what is known, or all that can be typed.

    """

    key: str
    prompt: str
    about: str
    read: Callable[[str], Any]
    how: str = ""
    choices: tuple[Choice, ...] = ()


class Conversation:
    """Where a conversation stands.

    Attributes:
        question: the one to be answered; None once all is said.
        documents: what is to be appended, once all is said.

    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._answers: list[str] = []
        self._earlier: dict[str, str] = {}
        self.question: Question | None = None
        self.documents: list[Document] = []
        self._play()

    @property
    def suggestion(self) -> str:
        """What this question was answered before: refused just now, or by somebody who went back."""
        return self._earlier.get(self.question.key, "") if self.question else ""

    def hear(self, typed: str) -> str:
        """Take what was typed, and return what there is to say of it: an explanation, a refusal, or nothing."""
        text = typed.strip()
        if text and not text.strip(BACK):
            return self.back(len(text))
        question = self.question
        if question is None:
            return ""
        if text == HELP:
            return explanation(question)
        self._earlier[question.key] = text
        try:
            meant = question.read(text)
        except SpellingError as error:
            return "\n".join(filter(None, (error.problem, error.hint)))
        except TimelineError as error:
            return str(error)
        self._answers.append(text)
        self._go_on(meant)
        return ""

    def back(self, steps: int = 1) -> str:
        """Go back some questions."""
        if not self._answers:
            return "This is the first question; Ctrl-C leaves."
        del self._answers[-steps:]
        self._play()
        return ""

    def _play(self) -> None:
        self._script = conversation(self._known)
        self.question = next(self._script)
        for text in self._answers:
            assert self.question is not None
            self._go_on(self.question.read(text))

    def _go_on(self, meant: Any) -> None:  # noqa: ANN401 - whatever the question reads
        try:
            self.question = self._script.send(meant)
        except StopIteration as end:
            self.question, self.documents = None, end.value


def explanation(question: Question) -> str:
    """Everything there is to say of a question: what is asked, how it is typed, and what there is."""
    lines = [question.about, question.how]
    width = max((len(choice.text) for choice in question.choices), default=0)
    lines += [f"  {choice.text:<{width}}  {choice.about}".rstrip() for choice in question.choices]
    return "\n".join(line for line in lines if line)


def conversation(known: Known) -> Script:
    """Ask for the dialogue, the report, and its facts."""
    slug = yield Question(
        "dialogue",
        "dialogue",
        "Which dialogue? A new slug opens a new one.",
        _read_slug,
        "A slug has lower-case letters a to z, digits, and - . _ between them: iraq-nato.",
        tuple(Choice(slug, title) for slug, title in known.titles.items()),
    )
    documents: list[Document] = []
    if slug in known.titles:
        familiar = known.familiar(slug)
    else:
        heading = yield from _heading(slug, known)
        documents.append({"dialogue": slug, **heading})
        familiar = Familiar(values={"party": tuple(heading.get("parties", ()))})
    id_, filed = yield from _report(familiar)
    facts = yield from _facts(id_, familiar, optional=bool(documents or filed))
    if filed:
        documents.append({"dialogue": slug, "report": filed} | ({"facts": facts} if facts else {}))
    elif facts:
        cited = {"report": id_} if id_ else {}
        documents.append({"dialogue": slug, "facts": [fact | cited for fact in facts]})
    return documents


def _read_slug(text: str) -> str:
    try:
        return TypeAdapter[str](Slug).validate_python(text)
    except ValidationError as error:
        refusal = refusals(error, text, "a document", DialogueOpened)[0]
        raise BadInputError(refusal.problem, hint=refusal.advice) from None


def _heading(slug: str, known: Known) -> Generator[Question, Any, Document]:
    guess = did_you_mean(slug, known.titles)
    about = f"{slug} is new here{f' ({guess} < goes back)' if guess else ''}. What is it called?"
    heading = {"title": (yield _attribute(DialogueOpened, "title", Familiar(), about=about))}
    for name in ("parties", "names"):
        value = yield _attribute(DialogueOpened, name, Familiar())
        heading |= {} if value is None else {name: value}
    return heading


def _report(familiar: Familiar) -> Generator[Question, Any, tuple[str | None, Document | None]]:
    """The id of the report, and what is to be filed where it is a new one."""

    def read(text: str) -> str:
        if not text:
            message = f"Type the id of a report, or {NO_REPORT}."
            raise BadInputError(message, hint="Any short id will do for a new one: ina-34355.")
        return str(value_of(ReportFiled, "id", text))

    id_ = yield Question(
        "report",
        "report",
        "Which report says it? A new id files a new report.",
        read,
        f"{NO_REPORT} where no report says it: then it rests on your word.",
        (*(Choice(id_, about) for id_, about in familiar.reports.items()), Choice(NO_REPORT, "no report")),
    )
    if id_ == NO_REPORT:
        return None, None
    if id_ in familiar.reports:
        return id_, None
    guess = did_you_mean(id_, familiar.reports)
    about = f"{id_} is a new report{f' ({guess} < goes back)' if guess else ''}. Who published it?"
    filed = {"id": id_, "outlet": (yield _attribute(ReportFiled, "outlet", familiar, about=about))}
    for name in ("url", "title", "language", "published", "published_basis", "kind", "origin"):
        if name != "published_basis" or "published" in filed:
            value = yield _attribute(ReportFiled, name, familiar, key=f"report: {name}")
            filed |= {} if value is None else {name: value}
    return id_, filed


def _facts(id_: str | None, familiar: Familiar, *, optional: bool) -> Generator[Question, Any, list[Document]]:
    facts: list[Document] = []
    while True:
        number = len(facts) + 1
        first = f"What does {id_ or 'nobody'} say?" if id_ else "What happened?"
        may_end = optional or bool(facts)
        kind = yield Question(
            f"fact {number}",
            f"fact {number}",
            f"{'Another fact?' if facts else first} Type its kind.{' [Enter when done]' if may_end else ''}",
            _one_of(KINDS, "kind of fact", may_be_empty=may_end),
            choices=tuple(Choice(name, summary_of(model)) for name, model in KINDS.items()),
        )
        if not kind:
            return facts
        facts.append((yield from _fact(kind, number, familiar)))


def _fact(kind: str, number: int, familiar: Familiar) -> Generator[Question, Any, Document]:
    """The attributes of a fact: those it needs, then those that somebody chooses."""
    model = KINDS[kind]
    meanings = {name: about for name, about in attributes_of(model).items() if name != "report"}
    fact: Document = {"kind": kind}
    for name in [name for name in meanings if _field(model, name).is_required()]:
        key = f"fact {number}: {name}"
        fact[name] = yield _attribute(model, name, familiar, key=key)
    asked = 0
    while left := {name: about for name, about in meanings.items() if name not in fact}:
        asked += 1
        name, value = yield Question(
            f"fact {number}: else {asked}",
            "and",
            f"What else does it say? {', '.join(left)} [Enter when done]",
            _attribute_or_setting(model, left),
            _HOW_ELSE,
            tuple(Choice(name, about) for name, about in left.items()),
        )
        if not name:
            break
        if value is None and name == "persons":
            value = yield from _persons(model, f"fact {number}: person", familiar)
        elif value is None:
            value = yield _attribute(model, name, familiar, key=f"fact {number}: {name}")
        fact |= {} if value is None else {name: value}
    return fact


def _persons(model: type[Fact], key: str, familiar: Familiar) -> Generator[Question, Any, list[Document] | None]:
    persons: list[Document] = []
    while True:
        person: Document = {}
        choices = {
            "name": familiar.choices("person"),
            "role": (),
            "side": familiar.choices("side"),
            "part": tuple(map(Choice, get_args(Part))),
        }
        for name, about in attributes_of(Person).items():

            def read(text: str, person: Document = person, name: str = name) -> str | None:
                if text:
                    check(model, "persons", [person | {name: text}])
                return text or None

            if name == "role":
                choices["role"] = tuple(map(Choice, familiar.roles.get(person["name"], ())))
            ends = "Enter when there is nobody else" if name == "name" and persons else "Enter skips"
            prompt = f"person {len(persons) + 1} {name}"
            value = yield Question(
                f"{key} {len(persons) + 1} {name}",
                prompt,
                f"{_sentence(about)} [{ends}]",
                read,
                choices=choices[name],
            )
            if value is None and name == "name":
                return persons or None
            person |= {} if value is None else {name: value}
        persons.append(person)


def _attribute(model: type[Fact], name: str, familiar: Familiar, *, key: str = "", about: str = "") -> Question:
    """The question for one attribute; what it reads is the value, or None where none is given."""
    required = _field(model, name).is_required()
    leaves = list(_leaves(_field(model, name).annotation))
    fixed = [value for leaf in leaves if get_origin(leaf) is Literal for value in get_args(leaf)]
    how = [_HOW_TIME if Time in leaves else "", _HOW_SEVERAL if tuple in leaves else ""]

    def read(text: str) -> JsonValue:
        if text:
            value = value_of(model, name, text)
            return int(text) if int in leaves and text.isdecimal() else value
        if required:
            raise BadInputError(f"{name} is needed.", hint=f"{HELP} explains it, {BACK} goes back.")
        return None

    meaning = about or _sentence(attributes_of(model)[name])
    return Question(
        key or f"{model.kind()}: {name}",
        name,
        meaning if required else f"{meaning} [Enter skips]",
        read,
        " ".join(filter(None, how)),
        tuple(map(Choice, fixed)) or (() if name in _SAID_ONCE else familiar.choices(name)),
    )


def _attribute_or_setting(model: type[Fact], left: Mapping[str, str]) -> Callable[[str], tuple[str, JsonValue]]:
    """Reads the name of an attribute, or at once `name=value`."""
    one_of = _one_of(left, "attribute left", may_be_empty=True)

    def read(text: str) -> tuple[str, JsonValue]:
        name, equals, value = (part.strip() for part in text.partition("="))
        return one_of(name), value_of(model, name, value) if equals and value and name in left else None

    return read


def _one_of(names: Iterable[str], what: str, *, may_be_empty: bool) -> Callable[[str], str]:
    """Reads one of some names, or enough of its beginning."""
    known = list(names)

    def read(text: str) -> str:
        if text in known or (not text and may_be_empty):
            return text
        beginning = [name for name in known if text and name.startswith(text)]
        if len(beginning) == 1:
            return beginning[0]
        advice = f"It could be {', '.join(beginning)}." if beginning else did_you_mean(text, known)
        raise BadInputError(f"{shown(text)} is no {what}.", hint=advice or f"{HELP} lists what there is.")

    return read


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _field(model: type[Fact], name: str) -> Any:  # noqa: ANN401 - pydantic's FieldInfo
    return next(field for key, field in model.model_fields.items() if (field.alias or key) == name)


def _leaves(annotation: Any) -> Iterable[Any]:  # noqa: ANN401 - any annotation
    """The types inside an annotation; `tuple` stands for a list."""
    origin = get_origin(annotation)
    if origin is Literal or not get_args(annotation):
        yield annotation
        return
    if origin is tuple:
        yield tuple
    for inner in get_args(annotation)[: 1 if origin is Annotated else None]:
        yield from _leaves(inner)
