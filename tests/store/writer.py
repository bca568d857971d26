"""One writer of many: a process that appends facts one at a time and prints what was acknowledged.

    python -m tests.store.writer ADDRESS DIALOGUE COUNT [FACT_ID DIGEST]

With a fact id and digest every append is of that one fact.
"""

from __future__ import annotations

import sys

from events.store.address import Address, open_engine
from events.store.options import OpenMode
from tests.store.entries import new_entry


def main(address: str, dialogue: str, count: str, fact_id: str = "", digest: str = "") -> None:
    with open_engine(Address.parse(address), mode=OpenMode.CREATE) as store:
        for _ in range(int(count)):
            entry = new_entry(dialogue)
            if fact_id:
                entry = entry._replace(fact_id=fact_id, digest=digest)
            (receipt,) = store.append([entry], recorded_by="writer")
            sys.stdout.write(f"{receipt.fact_id} {receipt.position} {receipt.added}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
