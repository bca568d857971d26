"""The engine in memory: a store of facts that lives as long as the process."""

from events.store.memory.engine import Contents, MemoryEngine

__all__ = ["Contents", "MemoryEngine"]
