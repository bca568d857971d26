"""How do the commands of trust read what is kept outside of the store: checkpoints, proofs, keys?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from events.errors import BadInputError, NotFoundError
from timeline.cli.terminal.saying import say_besides

if TYPE_CHECKING:
    from events.integrity.checkpoint import Checkpoint

LONGEST = 1_000_000
"""Bytes of a checkpoint, a proof or a key: a proof holds one fact and a few hashes."""


def text_of_file(path: Path) -> str:
    """A small text file.

    Raises:
        NotFoundError: there is none.
        BadInputError: it cannot be read, is too long, or is no text.

    """
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST + 1)
        if len(content) <= LONGEST:
            return content.decode()
        problem = f"it has more than {LONGEST:,} bytes"
    except FileNotFoundError:
        raise NotFoundError(f"no file {str(path)!r}") from None
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or "it is no text"
    raise BadInputError(f"cannot read {str(path)!r}: {problem}")


def checkpoint_in(path: Path, public_key: str | None) -> Checkpoint:
    """The checkpoint in a file, its signature checked where a key is given. Says where it is not.

    Args:
        path: of the checkpoint.
        public_key: the key itself, or the file that holds it.

    Raises:
        WrongSignatureError: it is not signed with that key.

    """
    from timeline.application.trust import read_checkpoint

    key = public_key
    if key is not None and "+" not in key:
        key = text_of_file(Path(key))
    return read_checkpoint(text_of_file(path), repr(str(path)), key, remark=lambda one: say_besides([one]))
