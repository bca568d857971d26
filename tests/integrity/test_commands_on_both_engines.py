"""The commands of trust on either engine: out of one, into the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.store.address import PostgresAddress
from tests.cli.given import timeline

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integrity.conftest import Tampered


def typed(address: Any) -> str:
    """An address as a person types it, with the password."""
    if isinstance(address, PostgresAddress):
        return f"{address.conninfo}{'&' if '?' in address.conninfo else '?'}schema={address.schema}"
    return str(address)


def test_a_backup_of_either_engine_is_restored_into_the_other(
    store: Tampered, tmp_path: Path, postgres_address: PostgresAddress
) -> None:
    file = str(tmp_path / "backup.db")
    here, there = typed(store.address), typed(postgres_address) if store.is_sqlite else str(tmp_path / "there.db")

    backup = timeline("backup", file, "--store", here)
    restored = timeline("restore", file, "--store", there)

    assert (backup.code, restored.code) == (0, 0)
    root = backup.out.split()[-1]
    assert restored.out.startswith(f"{_shown(there, postgres_address)} holds ")
    assert restored.out.endswith(f", verified. Root {root}\n")
    assert timeline("history", "--json", "--store", there).out == timeline("history", "--json", "--store", here).out
    assert timeline("verify", "--store", there).out.endswith(f"Root {root}\n")
    assert timeline("restore", file, "--store", there).code == 4
    assert timeline("merge", there, "--store", here).out.startswith("0 facts added")


def _shown(typed_address: str, postgres: PostgresAddress) -> str:
    return f"sqlite:///{typed_address}" if typed_address.endswith(".db") else str(postgres)


def test_doctor_names_what_durability_depends_on(store: Tampered) -> None:
    ran = timeline("doctor", "--store", typed(store.address))
    assert ran.code == 0
    assert ("seen by everybody on this machine" in ran.err) is not store.is_sqlite  # its address has a password
    for name in ("journal_mode", "synchronous") if store.is_sqlite else ("fsync", "full_page_writes"):
        assert f"\n{name} " in ran.out
    assert "s3cret" not in ran.out + ran.err
