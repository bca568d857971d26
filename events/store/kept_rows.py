"""What is kept of a dialogue, as whoever makes it hands it over to `events.store.kept`.

Apart from there, since a question that has its answer ready needs none of these tuples, and each takes time to make.
"""

# Without `from __future__ import annotations`: of a text, each field of a NamedTuple would compile it at every start.

from typing import NamedTuple


class Answer(NamedTuple):
    """An answer of a dialogue.

    Attributes:
        question: that it answers.
        since: the first day on which it does.
        until: the first day on which it does not any more.
        answer: as its maker wrote it.

    """

    question: str
    since: int
    until: int
    answer: bytes


class ToCome(NamedTuple):
    """Something to come, or overdue, in a dialogue.

    Attributes:
        since: the first day on which it stands so.
        number: its place among those of the dialogue.
        until: the first day on which it does not any more.
        is_overdue: 1 where it is overdue; what is to come goes before.
        latest: by which it is ordered first.
        earliest: by which it is ordered next.
        edtf: by which it is ordered last.
        answer: as its maker wrote it.

    """

    since: int
    number: int
    until: int
    is_overdue: int
    latest: int
    earliest: int
    edtf: str
    answer: bytes


class Kept(NamedTuple):
    """All that is kept of a dialogue.

    Attributes:
        dialogue: slug.
        version: of the dialogue that it was made from.
        since: the first day that it answers for.
        until: the first day after the last one.
        heading: the dialogue's row in the list of dialogues.
        answers: to the questions, for all those days.
        coming: what is to come, for all those days.

    """

    dialogue: str
    version: int
    since: int
    until: int
    heading: bytes
    answers: tuple[Answer, ...]
    coming: tuple[ToCome, ...]
