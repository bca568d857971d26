"""How is an attribute asked for, and how are persons, one by one?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from events.errors import BadInputError
from events.facts.attributes import attributes_of
from events.facts.base import Person
from events.facts.texts import PartTaken
from timeline.forms.attributes import Attribute
from timeline.forms.days import HOW
from timeline.forms.familiar import Choice, is_of_party
from timeline.forms.question import BACK, HELP, FormQuestion, which_of
from timeline.forms.spelling import CommaError, refuse_wrong, value_of

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import date

    from pydantic import JsonValue

    from events.facts.base import Fact
    from timeline.forms.familiar import Familiar

    Told = dict[str, Any]
    """Attributes as a fact file writes them."""

_SAID_ONCE: Final = frozenset({"due", "from", "note", "published", "quote", "rationale", "url", "when", "window"})
"""Attributes that are not said alike twice."""

_HOW: Final = {
    "time": HOW,
    "names": "Several with ; between them.",
    "texts": "Several with ; between them.",
    "topics": "Several with ; or a comma between them.",
}

_PROMPTS: Final = {
    "parties": "Who takes part? Put ; between several.",
    "outlet": "Who published it?",
    "url": "Where can it be read?",
    "title": "What is its headline, as written?",
    "document-issued: title": "What is its title, as written?",
    "language": "In which language is it (en, ar)?",
    "published": "When was it published? (12 March 2026; leave it out if unknown)",
    "kind": "What kind of source is it? igo is an international organisation.",
    "origin": "Whose words does it carry? Ten articles from one press release have one origin.",
    "session": "Which session? Its number, or a short name where nobody numbers them.",
    "place": "Where? As the article writes it.",
    "quote": "Which words say so? A short quote.",
    "role": "With which title, as written?",
    "side": "For which party?",
    "part": "What did the person do there?",
    "window": "For when?",
    "when": "When was it?",
}
"""Questions whose attribute's meaning is told too shortly to be one."""


@dataclass(frozen=True)
class Asking:
    """How attributes are asked for.

    Attributes:
        familiar: what there is to choose from.
        today: the day on which it is answered.
        reported: the day on which the report came out, which its own "yesterday" counts from. None where it is unknown.

    """

    familiar: Familiar
    today: date
    reported: date | None = None

    def asked(
        self, model: type[Fact], name: str, *, key: str = "", about: str = ""
    ) -> Generator[FormQuestion, Any, JsonValue]:
        """Ask for an attribute, and where what was typed can mean two things, which of them is meant."""
        question = self.question(model, name, key=key, about=about)
        value: JsonValue | CommaError | _TwoDays = yield question
        if isinstance(value, CommaError):
            several = Choice(value.several, "several names")
            choices = (several, Choice(value.one, "one name"))
            meant = yield from which_of(f"{question.key}: comma", "Which is meant?", choices)
            return value_of(model, name, meant, self.today)
        if isinstance(value, _TwoDays):
            choices = (
                Choice(_edtf(value.reported), f"counted from the report of {self.reported}"),
                Choice(_edtf(value.today), "counted from today"),
            )
            meant = yield from which_of(f"{question.key}: day", "Which day is meant?", choices)
            return value.reported if meant == choices[0].text else value.today
        parts = self._joined(name, value)
        if parts:
            choices = (Choice("; ".join(parts), f"{len(parts)} names"), Choice(" and ".join(parts), "one name"))
            meant = yield from which_of(f"{question.key}: and", "Which is meant?", choices)
            return [*parts] if meant == choices[0].text else value
        return value

    def _joined(self, name: str, value: JsonValue | CommaError | _TwoDays) -> list[str]:
        """The two parties that one name with "and" may be; nothing where it is a party that is known."""
        (one,) = value if isinstance(value, list) and len(value) == 1 else (value,)
        if not is_of_party(name) or not isinstance(one, str) or one in self.familiar.parties:
            return []
        parts = [part.strip() for part in one.split(" and ")]
        return parts if len(parts) == 2 and all(parts) else []  # noqa: PLR2004 - an and has two sides

    def question(
        self, model: type[Fact], name: str, *, key: str = "", about: str = "", otherwise: str = ""
    ) -> FormQuestion:
        """The question for one attribute. What it reads is the value, or None where none is given.

        Args:
            model: the kind of fact.
            name: of the attribute.
            key: of the question, where the name alone does not tell it from others.
            about: what is asked, where the attribute's meaning does not say it.
            otherwise: what is taken where nothing is typed.

        """
        attribute = Attribute(model, name)

        def read(text: str) -> JsonValue | CommaError | _TwoDays:
            text = text or otherwise
            if not text and attribute.required:
                raise BadInputError(f"{name} is needed.", hint=f"{HELP} explains it, {BACK} goes back.")
            try:
                return self._value(attribute, text) if text else None
            except CommaError as error:
                return error

        prompt = _PROMPTS.get(f"{model.kind()}: {name}") or _PROMPTS.get(name)
        meaning = about or prompt or _sentence(attributes_of(model)[name])
        return FormQuestion(
            key or f"{model.kind()}: {name}",
            name,
            meaning,
            read,
            _HOW.get(attribute.sort, ""),
            tuple(map(Choice, attribute.choices)) or (() if name in _SAID_ONCE else self.familiar.choices(name)),
            otherwise,
            "" if attribute.required else "skips",
        )

    def _value(self, attribute: Attribute, text: str) -> JsonValue | _TwoDays:
        """The value. Both of them where a day counts from today or from the day of the report."""
        if self.reported is None or attribute.sort not in ("time", "time-or-text"):
            return value_of(attribute.model, attribute.name, text, self.today)
        # First as the report means it: its "mid-May" lacks the year of the report, and not of today.
        as_reported = value_of(attribute.model, attribute.name, text, self.reported)
        value = value_of(attribute.model, attribute.name, text, self.today)
        return value if value == as_reported else _TwoDays(value, as_reported)


@dataclass(frozen=True)
class _TwoDays:
    """What "yesterday" means today, and what it meant on the day of the report."""

    today: JsonValue
    reported: JsonValue


def _edtf(value: JsonValue) -> str:
    return str(value.get("edtf", "")) if isinstance(value, dict) else str(value)


def persons_asked(model: type[Fact], key: str, familiar: Familiar) -> Generator[FormQuestion, Any, list[Told] | None]:
    """Ask for the persons of a fact, one by one. None where nobody is named."""
    persons: list[Told] = []
    while True:
        person: Told = {}
        choices = {
            "name": familiar.choices("person"),
            "role": (),
            "side": familiar.choices("side"),
            "part": tuple(map(Choice, get_args(PartTaken))),
        }
        for name in attributes_of(Person):

            def read(text: str, person: Told = person, name: str = name) -> str | None:
                if name == "name" and text:
                    text = _one_person(text)
                if text:
                    refuse_wrong(model, "persons", [person | {name: text}])
                return text or None

            if name == "role":
                choices["role"] = tuple(map(Choice, familiar.roles.get(person["name"], ())))
            ends = "when there is nobody else" if name == "name" and persons else "skips"
            prompt = f"person {len(persons) + 1} {name}"
            meaning = _PROMPTS.get(name) or "Who took part? The name as the article writes it."
            value = yield FormQuestion(
                f"{key} {len(persons) + 1} {name}", prompt, meaning, read, choices=choices[name], blank=ends
            )
            if value is None and name == "name":
                return persons or None
            person |= {} if value is None else {name: value}
        persons.append(person)


def _one_person(text: str) -> str:
    """The name of one person. One with a comma stands in quotes."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].strip()
    if "," in text or ";" in text:
        message = "One person at a time; the next question asks for another."
        raise BadInputError(message, hint=f'A name that has a comma is typed in quotes: "{text}".')
    return text


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
