"""Is an argument a name, a number, a fact to append? Checked here, because Python checks no types when it calls.

A name of an argument means one thing in all methods of the `Tracker`, so that its values are read by the name (`READ`).
"""

from __future__ import annotations

from functools import wraps
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from events.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Read = Callable[[str, object], object]
    """Takes the name of an argument and what was given. Returns it, or refuses it."""

Class = TypeVar("Class", bound=type)


def name_of(given: object) -> str:
    """A name, such as that of a dialogue, or a word.

    Raises:
        BadInputError: it is no text.

    """
    if isinstance(given, str):
        return given
    raise BadInputError(
        f"{given!r} is not a name or a word: it is no text",
        hint="Write one in quotes, such as 'iraq-nato'. Write * before a list of them, where several may stand.",
    )


def names_in(given: object) -> tuple[str, ...]:
    """The names of a list. A text that stands alone is one name, and not its letters.

    Raises:
        BadInputError: it is no list of texts.

    """
    if isinstance(given, str):
        return (given,)
    try:
        items: Iterable[object] = iter(given)  # type: ignore[call-overload] # whatever was given
    except TypeError:
        items = (given,)
    return tuple(map(name_of, items))


def number_of(name: str, given: object) -> int:
    """A whole number from 0 on, of whatever library.

    Args:
        name: of what it is the number.
        given: the number.

    Raises:
        BadInputError: it is none.

    """
    try:
        number: int = given.__index__()  # type: ignore[attr-defined] # that of numpy has it too
    except AttributeError:
        number = -1
    if number < 0:
        raise BadInputError(f"`{name}` is {given!r}, which is no whole number from 0 on", hint="Write 10, for example.")
    return number


def flag_of(name: str, given: object) -> bool:
    """True or False.

    Raises:
        BadInputError: it is neither.

    """
    if isinstance(given, bool):
        return given
    raise BadInputError(f"`{name}` is {given!r}, which is neither True nor False", hint=f"Write {name}=True.")


def drafts_given(name: str, given: object) -> Iterator[object]:
    """Facts to be appended, each looked at when it is taken.

    Raises:
        BadInputError: it is no list of them. One of them is no draft.

    """
    try:
        items: Iterable[object] = iter(given)  # type: ignore[call-overload] # whatever was given
    except TypeError:
        items = (given,)
    draft = _having("entry", "draft of a fact", "Give what `events.fact_file.read` gives, or `Draft(…)`s.")
    return (draft(name, one) for one in items)


def _having(attribute: str, what: str, hint: str) -> Read:
    """Takes what has an attribute: who is asked for a store need not load every kind of store to know one."""

    def read(_: str, given: object) -> object:
        if hasattr(given, attribute):
            return given
        raise BadInputError(f"{given!r} is no {what}", hint=hint)

    return read


def _callable(name: str, given: object) -> object:
    if callable(given):
        return given
    raise BadInputError(f"`{name}` is {given!r}, which cannot be called", hint="Give a function, or leave it out.")


_CHECKPOINT: Final = _having("root", "checkpoint", "Give what `SignedCheckpoint.parse(text).checkpoint` gives.")
_STORE: Final = _having("head", "open store", "Give what `open_engine(Address.parse('talks.db'))` gives.")

READ: Final[dict[str, Read]] = {
    **dict.fromkeys(("dialogue", "fact", "report", "format_", "of"), lambda _, given: name_of(given)),
    **dict.fromkeys(("recorded_by", "source", "name"), lambda _, given: name_of(given)),
    "dialogues": lambda _, given: names_in(given),
    **dict.fromkeys(("expected_version", "jobs"), number_of),
    **dict.fromkeys(("each", "dry_run", "anew", "overdue"), flag_of),
    **dict.fromkeys(("watch", "lost", "back", "told", "seen"), _callable),
    "drafts": drafts_given,
    "batch": _having("receipts", "batch of drafts", "Give what `gathered(drafts)` gives."),
    "outcome": _having("added", "outcome", "Give what `record` or `try_out` gave."),
    "key": _having("seed", "key to sign with", "Give what `SigningKey.parse(text)` gives."),
    "at": _CHECKPOINT,
    "verify.since": _CHECKPOINT,
    "file": _having("path", "address of a file", "Give SqliteAddress(Path('backup.db'))."),
    **dict.fromkeys(("backup", "other"), _STORE),
}
"""How each argument is read, by its name, or by `method.name` where the name alone means several things.

What a question takes is read where it is asked, for all shells (`application/questions.py`), and days where a moment is
made of them.
"""


def refuses_wrong_types(of: Class) -> Class:
    """Let each public method of a class read its arguments (`READ`) before it does anything."""
    for name, method in [*vars(of).items()]:
        if isinstance(method, FunctionType) and not name.startswith("_"):
            setattr(of, name, _reading(method))
    return of


def _reading(method: FunctionType) -> Callable[..., Any]:
    code = method.__code__
    positions = code.co_varnames[: code.co_argcount]
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    read = {name: found for name in names if (found := READ.get(f"{method.__name__}.{name}", READ.get(name)))}
    optional = {name for name, otherwise in (method.__kwdefaults__ or {}).items() if otherwise is None}
    optional |= {*_by_position_optional(method)}

    @wraps(method)
    def reading(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the method takes and gives
        by_position = [_read(read.get(name), name, one, optional) for name, one in zip(positions, given, strict=False)]
        by_name = {name: _read(read.get(name), name, one, optional) for name, one in named.items()}
        return method(*by_position, *given[len(by_position) :], **by_name)

    return reading


def _by_position_optional(method: FunctionType) -> Iterator[str]:
    """The arguments that may be left out, and are None then."""
    defaults = method.__defaults__ or ()
    names = method.__code__.co_varnames[: method.__code__.co_argcount]
    return (
        name for name, otherwise in zip(names[len(names) - len(defaults) :], defaults, strict=True) if otherwise is None
    )


def _read(read: Read | None, name: str, given: object, optional: set[str]) -> object:
    return given if read is None or (given is None and name in optional) else read(name, given)
