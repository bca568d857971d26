"""`timeline verify`: is the log what was recorded, and nothing else?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from events.errors import BadInputError
from events.facts.catalogue import UnreadableTopicError
from events.limits import FAULTS_SHOWN
from events.wording import counted
from timeline.cli.exits import ExitCode
from timeline.cli.options import Store
from timeline.cli.terminal.output import json_text
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import complain, remark, say
from timeline.cli.terminal.trusting import checkpoint_in, text_of_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.integrity.checkpoint import Checkpoint
    from timeline.answers.trust import FaultAnswer, VerificationAnswer


def command(
    *,
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="FILE", help="Also check that the log only grew since this checkpoint."),
    ] = None,
    proof: Annotated[
        Path | None,
        typer.Option("--proof", metavar="FILE", help="Check a proof of `timeline prove` instead. This needs no store."),
    ] = None,
    checkpoint: Annotated[
        Path | None, typer.Option("--checkpoint", metavar="FILE", help="The checkpoint that the proof was made for.")
    ] = None,
    public_key: Annotated[
        str | None,
        typer.Option("--public-key", metavar="KEY", help="The public key of the signer, or a file with it."),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    store: Store,
) -> int:
    """Check that the log still holds what was recorded.

    Every fact is computed again and compared, and so are the prepared answers. The command exits with status 1 and
    names the first entry that is wrong.

    Somebody with write access could rewrite the whole log consistently. To detect that, keep a checkpoint elsewhere
    (`timeline checkpoint`) and pass it with --since.
    """
    if proof is not None:
        if checkpoint is None or since is not None:
            raise BadInputError("--proof goes with --checkpoint, and without --since")
        return _check_proof(proof, checkpoint_in(checkpoint, public_key), as_json=json_)
    if checkpoint is not None or (public_key is not None and since is None):
        raise BadInputError("--checkpoint goes with --proof, --public-key with a checkpoint")
    then = None if since is None else checkpoint_in(since, public_key)
    with store.tracker() as tracker:
        found = tracker.verify(since=then, watch=watch)
    if json_:
        say(json_text(found.model_dump(mode="json")))
    elif found.holds:
        say(_told(found))
    if found.holds:
        if found.newer:
            raise UnreadableTopicError(found.newer)
        return ExitCode.DONE
    if found.log_holds:
        complain(f"what is kept beside the log does not hold: {_fault(found.faults[0])}")
        hint = "The log itself holds. `timeline rebuild --all` makes the answers anew."
    else:
        complain(f"the log does not hold: {_fault(found.faults[0])}")
        hint = "Keep the store as it is for whoever looks into it, and restore a backup elsewhere."
    _remark_others(found.faults[1:])
    remark(f"hint: {hint}")
    return ExitCode.FAILED


def _check_proof(path: Path, checkpoint: Checkpoint, *, as_json: bool) -> int:
    from timeline.application.trust import check_proof

    proved = check_proof(text_of_file(path), checkpoint)
    if as_json:
        say(json_text(proved.model_dump(mode="json")))
    else:
        say(
            f"fact {proved.fact} ({proved.topic}, {proved.dialogue}) is at position {proved.position} of"
            f" {proved.origin}, recorded {proved.recorded_at} by {proved.recorded_by!r}"
            + ("; what it said is redacted" if proved.redacted else "")
        )
    return ExitCode.DONE


def _told(found: VerificationAnswer) -> str:
    """That all is well, in a line, and what can be compared with another day's."""
    grew = f"; it only grew since the checkpoint of {found.since.size}" if found.since else ""
    gone = f", {found.redacted} of them redacted" if found.redacted else ""
    held = f"{counted(found.size, 'fact')} of {counted(found.dialogues, 'dialogue')}"
    return f"The log holds: {held}{gone}{grew}. Root {found.root}"


def _fault(fault: FaultAnswer) -> str:
    return fault.problem if fault.position is None else f"position {fault.position} {fault.problem}"


def _remark_others(others: Sequence[FaultAnswer]) -> None:
    for fault in others[: FAULTS_SHOWN - 1]:
        remark(f"also: {_fault(fault)}")
    if len(others) >= FAULTS_SHOWN:
        remark(f"and {len(others) - FAULTS_SHOWN + 1} more")
