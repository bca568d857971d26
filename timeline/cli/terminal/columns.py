"""How do tables write the values that answers share?"""

from __future__ import annotations

from typing import Any

from timeline.cli.terminal.output import Column


def count(values: Any) -> str:  # noqa: ANN401 - any list of an answer
    """How many there are."""
    return str(len(values))


def chain(slips: Any) -> str:  # noqa: ANN401 - the slips of an answer
    """The slip chain: each window that changed what was expected."""
    return " → ".join(slip["window"]["edtf"] for slip in slips if slip["change"])


def contradicted(disputes: Any) -> str:  # noqa: ANN401 - the disputes of an answer
    """The disputed attributes, each with the values that contradict the preferred one."""
    return "; ".join(
        f"{dispute['attribute']}: also {', '.join(str(claim['value']) for claim in dispute['claims'][1:])}"
        for dispute in disputes
    )


REPORTS = Column("reports", "reports", "right", count)
ORIGINS = Column("origins", "origins", "right", count)
DISPUTED = Column("disputed", "disputes", shown=contradicted)
DIALOGUE = Column("dialogue", "dialogue")
