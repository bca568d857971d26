"""Which subject does somebody mean by `session:2`, `session-2` or `2`, and which attribute by `session-2.window`?"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from events.errors import NotFoundError
from events.facts.subject import DIALOGUE, Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from timeline.claims.dossier import Dossier

SHOWN = 20
"""Most subjects that an error lists."""


class SubjectNotFoundError(NotFoundError):
    """No subject of the dialogue, or more than one, answers to a text."""

    def __init__(self, text: str, dialogue: str, candidates: Sequence[str], *, several: bool) -> None:
        self.several = several
        what = "could be any of" if several else "is not a subject of"
        listed = ", ".join(candidates[:SHOWN]) + (" …" if len(candidates) > SHOWN else "")
        message = f"{text!r} {what} {listed}" if several else f"{text!r} {what} {dialogue}"
        super().__init__(message, hint="Write it as type:key." if several else f"There is: {listed}")
        self.candidates = tuple(candidates)


class AttributeNotFoundError(NotFoundError):
    """A subject has no such attribute, or nobody has spoken of it. Carries both."""

    def __init__(self, attribute: str, dossier: Dossier) -> None:
        self.attribute = attribute
        self.dossier = dossier
        super().__init__(
            f"nothing is known of {attribute!r} of {dossier.subject}",
            hint=f"The known ones are: {', '.join(dossier.verdicts) or 'no attributes'}",
        )


def find(
    text: str, dialogue: str, dossiers: Iterable[Dossier], merged: Mapping[Subject, Subject]
) -> tuple[Dossier, str | None]:
    """The dossier that a text names, and the attribute, where the text names one.

    Args:
        text: `SUBJECT` or `SUBJECT.ATTRIBUTE`.
        dialogue: slug.
        dossiers: of the subjects that can be meant.
        merged: each linked subject with the one that stands for it: a name that was given up names that one.

    Raises:
        SubjectNotFoundError: nothing, or more than one subject, answers to the text.
        AttributeNotFoundError: the subject has no such attribute.

    """
    by_subject = {dossier.subject: dossier for dossier in dossiers}
    given_up = {one: other for one, other in merged.items() if one not in by_subject and other in by_subject}

    def named(name: str) -> Subject | None:
        subjects = list(by_subject)
        found = _match(name, dialogue, subjects, required=False) or _linked(name, given_up)
        return DIALOGUE if found is None and name == dialogue and DIALOGUE in by_subject else found

    subject = named(text)
    if subject is not None:
        return by_subject[subject], None
    dots = [place for place, letter in enumerate(text) if letter == "."]
    for place in dots:  # a name may have dots of its own: `invitation:hill.answer of U.S.`
        subject = named(text[:place])
        if subject is not None and text[place + 1 :] in by_subject[subject].verdicts:
            return by_subject[subject], text[place + 1 :]
    subject = None
    if dots:
        before = text[: dots[-1]]
        subject = named(before) or _match(before, dialogue, list(by_subject), required=True)
    if subject is None:
        raise SubjectNotFoundError(text, dialogue, _closest(text, list(by_subject)), several=False)
    raise AttributeNotFoundError(text[dots[-1] + 1 :], by_subject[subject])


def find_among(text: str, dialogue: str, subjects: Iterable[Subject]) -> Subject:
    """The one of some subjects that a text names.

    Raises:
        SubjectNotFoundError: none, or more than one, answers to the text.

    """
    subject = _match(text, dialogue, list(subjects), required=True)
    assert subject is not None
    return subject


def _match(text: str, dialogue: str, subjects: list[Subject], *, required: bool) -> Subject | None:
    if text == dialogue and required:
        text = "dialogue"
    loose = _meant(text, subjects)
    if len(loose) > 1:
        raise SubjectNotFoundError(text, dialogue, [str(subject) for subject in loose], several=True)
    if not loose and required:
        raise SubjectNotFoundError(text, dialogue, _closest(text, subjects), several=False)
    return loose[0] if loose else None


def _linked(text: str, given_up: Mapping[Subject, Subject]) -> Subject | None:
    """The subject that stands for the one that a text names. Several given-up names of one subject all mean it."""
    standing = dict.fromkeys(given_up[subject] for subject in _meant(text, given_up))
    if len(standing) > 1:
        raise SubjectNotFoundError(text, "", list(map(str, standing)), several=True)
    return next(iter(standing), None)


def _meant(text: str, subjects: Collection[Subject]) -> list[Subject]:
    """Those that a text names, exactly if there are any, else loosely."""
    exact = [subject for subject in subjects if subject == Subject.parse(text)] or [
        subject for subject in subjects if subject.key == text
    ]
    plain = _plain(text)
    return exact or [subject for subject in subjects if plain in (_plain(str(subject)), _plain(subject.key))]


def _plain(text: str) -> str:
    return text.casefold().replace(":", "-").replace("/", "-").replace(" ", "-")


def _closest(text: str, subjects: list[Subject]) -> list[str]:
    """Those that hold the text first, then the most alike, then the rest."""
    names = [str(subject) for subject in subjects]
    close = [name for name in names if text and _plain(text) in _plain(name)]
    close += [name for name in get_close_matches(text, names, n=5, cutoff=0.4) if name not in close]
    return [*close, *(name for name in names if name not in close)]
