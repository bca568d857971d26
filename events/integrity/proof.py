"""Is this fact in the log of that checkpoint? A proof that needs neither the store nor this program.

    {"format": "timeline-inclusion@1",
     "leaf": [position, dialogue, version, id, digest, topic, recorded at, recorded by],
     "payload": {…}, "size": 120, "root": "…", "path": ["…", …]}

The digest is that of dialogue, topic and payload; the leaf's hash leads along the path to the root (RFC 6962). A
payload that was taken away (redacted) is null.
docs/security.md has a checker of twenty lines.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from json import loads
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from events.errors import BadInputError, ConflictError
from events.identity import canonical_json, digest_of, fact_id_of
from events.merkle import inclusion_proof, leaf_hash, root_from_inclusion, root_of
from events.store.tree import instant_text, leaf_of
from events.wording import counted, shown

if TYPE_CHECKING:
    from events.integrity.checkpoint import Checkpoint
    from events.store.port import Engine, StoredFact

_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_LONGEST_PATH = 64


class BrokenProofError(ConflictError):
    """A proof does not prove what it says."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"the proof does not hold: {problem}", hint="Do not rely on the fact.")


class InclusionProof(BaseModel):
    """That a fact is in the log.

    Attributes:
        format: `timeline-inclusion@1`.
        leaf: the envelope of the fact: position, dialogue, version, id, digest, topic, recorded at, recorded by.
        payload: the content, as it was stored; null where it was taken away (redacted).
        size: facts that the tree covers.
        root: of that tree.
        path: hashes beside the way from the leaf to the root.

    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: Literal["timeline-inclusion@1"]
    leaf: tuple[int, str, int, str, str, str, str, str]
    payload: dict[str, JsonValue] | None
    size: int
    root: _Hash
    path: Annotated[tuple[_Hash, ...], Field(max_length=_LONGEST_PATH)]

    @classmethod
    def parse(cls, text: str) -> InclusionProof:
        """Read a proof.

        Raises:
            BadInputError: it is none.

        """
        _refuse_key_twice(text)
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            where = ".".join(map(str, detail["loc"])) or "the file"
            msg = f"this is not a proof: {where}: {detail['msg']}"
            raise BadInputError(msg, hint="«prove fact=FACT» prints one.") from None

    def check(self, checkpoint: Checkpoint) -> None:
        """Follow the proof to the root of the checkpoint.

        Raises:
            BrokenProofError: it does not lead there; says where it breaks.

        """
        position, dialogue, _, fact_id, digest, topic, _, _ = self.leaf
        try:
            is_redacted = self.payload is None
            content = digest if is_redacted else digest_of(dialogue, topic, canonical_json(self.payload))
            leaf = leaf_hash(canonical_json(self.leaf))
        except UnicodeEncodeError:
            raise BrokenProofError("it holds half of a surrogate pair") from None
        if content != digest or fact_id_of(digest) != fact_id:
            raise BrokenProofError("its content is not that of its digest")
        if (self.size, self.root) != (checkpoint.size, checkpoint.root.hex()):
            of = f"{counted(self.size, 'fact')} with the root {self.root[:12]}"
            other = f"{checkpoint.size} with {checkpoint.root.hex()[:12]}"
            raise BrokenProofError(f"it is about a log of {of}, and the checkpoint about one of {other}")
        root = root_from_inclusion(leaf, position - 1, self.size, list(map(bytes.fromhex, self.path)))
        if root is None or root != checkpoint.root:
            raise BrokenProofError("its path does not lead to the root of the checkpoint")


def _refuse_key_twice(text: str) -> None:
    """Refuse an object with a key twice: one reader takes the first, another the last, and both call it proved."""

    def checked(pairs: list[tuple[str, object]]) -> None:
        keys = [key for key, _ in pairs]
        if len(set(keys)) < len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            msg = f"this is not a proof: {shown(twice)} stands twice in one object"
            raise BadInputError(msg, hint="Do not rely on it: «prove fact=FACT» writes each once.")

    with suppress(ValueError, RecursionError):  # what is no JSON at all is told by the model
        loads(text, object_pairs_hook=checked)


def prove(engine: Engine, row: StoredFact, *, at: Checkpoint | None = None) -> InclusionProof:
    """Prove that a fact is in the log, as it is now or as it was at a checkpoint.

    Raises:
        ConflictError: the checkpoint is older than the fact, or is not of this log.

    """
    size = engine.head() if at is None else at.size
    leaves = [leaf_of(other) for other in islice(engine.since(), size)]
    root = root_of(leaves)
    if at is not None and (len(leaves), root) != (at.size, at.root):
        msg = "the checkpoint is not of this log: its first facts are others"
        raise ConflictError(msg, hint="Run «verify since» with it.")
    if row.position > size:
        msg = f"fact {row.fact_id} came after the checkpoint: it is at position {row.position} of {size}"
        raise ConflictError(msg, hint="Prove it at a newer checkpoint.")
    return InclusionProof(
        format="timeline-inclusion@1",
        leaf=(
            row.position,
            row.dialogue,
            row.version,
            row.fact_id,
            row.digest,
            row.topic,
            instant_text(row.recorded_at),
            row.recorded_by,
        ),
        payload=loads(row.payload),
        size=len(leaves),
        root=root.hex(),
        path=tuple(one.hex() for one in inclusion_proof(row.position - 1, leaves)),
    )
