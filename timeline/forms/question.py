"""What is one question of a conversation, and how are answers read that are one of some names?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from events.errors import BadInputError
from events.wording import did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from timeline.forms.familiar import Choice

BACK: Final = "<"
HELP: Final = "?"

HELPS: Final = frozenset({HELP, "؟"})
"""The question mark, also that of an Arabic keyboard."""

YES: Final = frozenset({"", "y", "yes", "نعم"})


@dataclass(frozen=True)
class FormQuestion:
    """One question.

    Attributes:
        key: tells it from every other question of the conversation.
        prompt: what stands before the answer.
        about: what is asked, in a sentence.
        read: turns what was typed into what it means. Raises a TimelineError that says what is wrong.
        how: how it is typed.
        choices: what is known, or all that can be typed.
        otherwise: what an empty answer stands for.
        blank: what an empty answer does, where it stands for nothing: `skips`. Empty where an answer is needed.
        picks: one of the choices has to be picked, by its name or its number.

    """

    key: str
    prompt: str
    about: str
    read: Callable[[str], Any]
    how: str = ""
    choices: tuple[Choice, ...] = ()
    otherwise: str = ""
    blank: str = ""
    picks: bool = False


def as_asked(question: FormQuestion) -> str:
    """The question as it stands above the answer: with what Enter does, and numbers to pick from."""
    blank = f"takes {question.otherwise}" if question.otherwise else question.blank
    lines = [f"{question.about} [Enter {blank}]" if blank else question.about]
    if question.picks:
        lines += [f"  {number}  {one.text}: {one.about}" for number, one in enumerate(question.choices, 1)]
    return "\n".join(lines)


def explanation(question: FormQuestion) -> str:
    """Everything there is to say of a question: what is asked, how it is typed, and what there is."""
    lines = [question.about, question.how]
    width = max((len(choice.text) for choice in question.choices), default=0)
    lines += [f"  {choice.text:<{width}}  {choice.about}".rstrip() for choice in question.choices]
    return "\n".join(line for line in lines if line)


def one_of(names: Iterable[str], what: str, *, may_be_empty: bool = False) -> Callable[[str], str]:
    """Reads one of some names, or enough of its beginning."""
    known = list(names)

    def read(text: str) -> str:
        if text in known or (not text and may_be_empty):
            return text
        beginning = [name for name in known if text and name.startswith(text)]
        if len(beginning) == 1:
            return beginning[0]
        advice = f"It could be {', '.join(beginning)}." if beginning else did_you_mean(text, known)
        raise BadInputError(f"{shown(text)} is not {what}.", hint=advice or f"{HELP} lists what there is.")

    return read


def which_of(key: str, about: str, choices: Sequence[Choice]) -> Generator[FormQuestion, Any, str]:
    """Ask which of a few is meant, by its number or its name. Enter is the first."""
    names = [choice.text for choice in choices]
    named = one_of(names, "one of these")

    def read(text: str) -> str:
        if text.isdecimal() and 1 <= int(text) <= len(names):
            return names[int(text) - 1]
        return named(text) if text else names[0]

    answer: str = yield FormQuestion(key, "which", about, read, "", tuple(choices), otherwise="1", picks=True)
    return answer


def confirmed(key: str, about: str) -> Generator[FormQuestion, Any, None]:
    """Ask whether something is so. Whoever says no goes back to change it."""

    def read(text: str) -> None:
        if text.casefold() not in YES:
            raise BadInputError(
                f"Type {BACK} to go back and change it, or {BACK}when to go back to the question called when.",
                hint="Enter leaves it as it is.",
            )

    yield FormQuestion(key, "right", f"{about} Is that right?", read, blank=f"if it is; {BACK} goes back")
