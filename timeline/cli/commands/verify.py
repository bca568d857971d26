"""`timeline verify`: is the log what was recorded, and nothing else?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from events.errors import BadInputError
from events.limits import FAULTS_SHOWN
from timeline.cli.exits import ExitCode
from timeline.cli.options import Store
from timeline.cli.terminal.output import json_text
from timeline.cli.terminal.saying import complain, remark, say
from timeline.cli.trusting import checkpoint_in, text_of_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.integrity.checkpoint import Checkpoint
    from events.integrity.verification import Verification


def command(
    *,
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="FILE", help="Also show that the log only grew since this checkpoint."),
    ] = None,
    proof: Annotated[
        Path | None,
        typer.Option("--proof", metavar="FILE", help="Check a proof of `timeline prove` instead; needs no store."),
    ] = None,
    checkpoint: Annotated[
        Path | None, typer.Option("--checkpoint", metavar="FILE", help="The checkpoint that the proof is to lead to.")
    ] = None,
    public_key: Annotated[
        str | None,
        typer.Option("--public-key", metavar="KEY", help="Who must have signed the checkpoint: the key, or its file."),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    store: Store,
) -> int:
    """Check that the log is what was recorded: every fact computed anew, and the tree over them.

    The answers that are kept beside the log are made anew as well, and compared.

    Leaves with 1 and names the first position that does not hold. Who can write to the store can rewrite all of it so
    that it fits together; only a checkpoint kept elsewhere (`timeline checkpoint`) shows that: --since.
    """
    if proof is not None:
        if checkpoint is None or since is not None:
            raise BadInputError("--proof goes with --checkpoint, and without --since")
        return _check_proof(proof, checkpoint_in(checkpoint, public_key), as_json=json_)
    if checkpoint is not None or (public_key is not None and since is None):
        raise BadInputError("--checkpoint goes with --proof, --public-key with a checkpoint")
    then = None if since is None else checkpoint_in(since, public_key)
    from events.integrity.verification import verify
    from timeline.application.comparing import compare
    from timeline.cli.terminal.progress import bar

    with store.engine() as engine:
        with bar("Checking") as progress:
            found = verify(engine, since=then, told=progress)
        with bar("Comparing answers") as progress:
            unlike = compare(engine, told=progress) if found.holds else []
    if json_:
        say(json_text(answer(found, then, unlike)))
    elif found.holds:
        say(told(found, then))
    if not found.holds:
        complain_of(found)
    elif unlike:
        complain(f"what is kept beside the log does not hold: {unlike[0]}")
        _remark_others(unlike[1:])
        remark("hint: The log itself holds. `timeline rebuild --all` makes the answers anew.")
    return ExitCode.FAILED if unlike or not found.holds else ExitCode.DONE


def _check_proof(path: Path, checkpoint: Checkpoint, *, as_json: bool) -> int:
    from events.integrity.proof import InclusionProof

    proof = InclusionProof.parse(text_of_file(path))
    proof.check(checkpoint)
    position, dialogue, _, fact_id, _, topic, recorded_at, recorded_by = proof.leaf
    if as_json:
        say(json_text({"holds": True, "fact": fact_id, "position": position, "origin": checkpoint.origin}))
    else:
        say(
            f"fact {fact_id} ({topic}, {dialogue}) is at position {position} of {checkpoint.origin},"
            f" recorded {recorded_at} by {recorded_by!r}"
        )
    return ExitCode.DONE


def answer(found: Verification, since: Checkpoint | None, unlike: Sequence[str]) -> dict[str, Any]:
    """What was found, as JSON has it."""
    return {
        "holds": found.holds and not unlike,
        "size": found.size,
        "dialogues": found.dialogues,
        "root": found.root.hex(),
        "since": None if since is None else {"origin": since.origin, "size": since.size, "root": since.root.hex()},
        "faults": [{"position": fault.position, "problem": fault.problem} for fault in found.faults]
        + [{"position": None, "problem": problem} for problem in unlike],
    }


def told(found: Verification, since: Checkpoint | None) -> str:
    """That all is well, in a line, and what can be compared with another day's."""
    grew = f"; it only grew since the checkpoint of {since.size}" if since else ""
    plural = "" if found.dialogues == 1 else "s"
    return f"The log holds: {found.size} facts of {found.dialogues} dialogue{plural}{grew}. Root {found.root.hex()}"


def complain_of(found: Verification) -> None:
    """Say on standard error what does not hold, the first first."""
    first, *others = found.faults
    complain(f"the log does not hold: {first}")
    _remark_others(others)
    remark("hint: Keep the store as it is for whoever looks into it, and restore a backup elsewhere.")


def _remark_others(others: Sequence[object]) -> None:
    for fault in others[: FAULTS_SHOWN - 1]:
        remark(f"also: {fault}")
    if len(others) >= FAULTS_SHOWN:
        remark(f"and {len(others) - FAULTS_SHOWN + 1} more")
