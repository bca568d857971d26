"""Is the log as it was recorded, and how is that shown to others? By verification, checkpoints and proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.errors import ConflictError, StoreError
from events.integrity.apart import verify_apart
from events.integrity.checkpoint import Checkpoint, SignedCheckpoint
from events.integrity.proof import InclusionProof
from events.integrity.proof import prove as proved
from events.integrity.verification import verify as verified
from events.store.log import FactLog
from timeline.answers.trust import FaultAnswer, HeadAnswer, ProvedAnswer, VerificationAnswer
from timeline.application.comparing import compare
from timeline.application.doing import Doing
from timeline.application.finding import find_fact
from timeline.application.progress import unseen
from timeline.application.remarks import CheckpointOnTrust

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.integrity.keys import SigningKey
    from events.store.port import Engine
    from timeline.application.progress import Watch
    from timeline.application.remarks import Remark

LOG_NAME = "dialogue-timeline"
"""What a log is called that nobody named, before the id of its first fact."""


class WrongSignatureError(ConflictError):
    """A checkpoint is not signed with the key that was given."""


def read_checkpoint(
    text: str, name: str, public_key: str | None = None, *, remark: Callable[[Remark], None] = lambda _: None
) -> Checkpoint:
    """The checkpoint that a text holds, its signature checked where a key is given.

    Args:
        text: of the checkpoint.
        name: what messages call it.
        public_key: of who must have signed it.
        remark: is told where nobody vouches for it.

    Raises:
        WrongSignatureError: it is not signed with that key.
        BadInputError: it is no checkpoint, or the key is none.

    """
    note = SignedCheckpoint.parse(text)
    if public_key is None:
        remark(CheckpointOnTrust(is_signed=bool(note.signatures)))
        return note.checkpoint
    # Here, since most who verify have no key: it loads the hashes.
    from events.integrity.keys import PublicKey

    key = PublicKey.parse(public_key)
    if not key.signed(note):
        message = f"the checkpoint {name} is not signed with the key {key.name}, or was changed afterwards"
        raise WrongSignatureError(message, hint="Take it from where it was published, and do not rely on this one.")
    return note.checkpoint


def verify(engine: Engine, *, since: Checkpoint | None = None, watch: Watch = unseen) -> VerificationAnswer:
    """Whether the log is what was recorded: every fact computed anew, the tree over them, and every answer kept ready.

    Args:
        engine: the store.
        since: also show that the log only grew since then.
        watch: shows how far it is.

    """
    with watch(Doing.CHECKING) as told:
        found = verify_apart(engine, since=since, told=told)
    with watch(Doing.COMPARING) as told:
        unlike = compare(engine, told=told) if found.holds and not found.newer else []
    faults = [FaultAnswer(position=fault.position, problem=fault.problem) for fault in found.faults]
    return VerificationAnswer(
        holds=found.holds and not unlike,
        log_holds=found.holds,
        size=found.size,
        dialogues=found.dialogues,
        root=found.root.hex(),
        since=None if since is None else HeadAnswer(origin=since.origin, size=since.size, root=since.root.hex()),
        newer=dict(found.newer),
        faults=(*faults, *(FaultAnswer(position=None, problem=problem) for problem in unlike)),
        redacted=found.redacted,
    )


def check_proof(text: str, checkpoint: Checkpoint) -> ProvedAnswer:
    """What a proof proves against a checkpoint. No store is needed.

    Raises:
        BadInputError: it is no proof.
        BrokenProofError: it does not lead to the root of the checkpoint.

    """
    proof = InclusionProof.parse(text)
    proof.check(checkpoint)
    position, dialogue, _, fact_id, _, topic, recorded_at, recorded_by = proof.leaf
    return ProvedAnswer(
        holds=True,
        fact=fact_id,
        position=position,
        origin=checkpoint.origin,
        dialogue=dialogue,
        topic=topic,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        redacted=proof.payload is None,
    )


def prove(engine: Engine, fact: str, *, at: Checkpoint | None = None) -> InclusionProof:
    """A proof that a fact is in the log, as it is now or as it was at a checkpoint.

    Args:
        engine: the store.
        fact: the beginning of its id.
        at: the checkpoint.

    Raises:
        NotFoundError: there is no such fact.
        ConflictError: the checkpoint is older than the fact, or is not of this log.

    """
    found = find_fact(FactLog(engine), fact)
    (row,) = engine.find(found.fact_id)
    return proved(engine, row, at=at)


def checkpoint(
    engine: Engine, *, key: SigningKey | None = None, name: str | None = None, watch: Watch = unseen
) -> SignedCheckpoint:
    """The head of the log, which is verified first, to be kept elsewhere.

    Args:
        engine: the store.
        key: that signs it. Not signed where left out.
        name: what the log is called. Otherwise as the key, else by its first fact.
        watch: shows how far it is.

    Raises:
        StoreError: the log does not hold.
        BadInputError: a log cannot be called so.

    """
    from events.integrity.keys import checked_name

    with watch(Doing.CHECKING) as told:
        found = verified(engine, told=told)
    if not found.holds:
        message = f"the log does not hold, and nobody should vouch for it: {found.faults[0]}"
        raise StoreError(message, hint="«verify» says more.")
    origin = checked_name(name) if name else key.name if key else _origin(engine)
    head = Checkpoint(origin, found.size, found.root)
    return SignedCheckpoint(head, head.text()) if key is None else key.sign(head)


def _origin(engine: Engine) -> str:
    """A name that no other log has: that of its first fact."""
    first = next(engine.since(limit=1), None)
    return f"{LOG_NAME}/{first.fact_id if first else 'empty'}"
