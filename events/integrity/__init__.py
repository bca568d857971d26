"""Proofs about the log: that it holds, that it only grew, that a fact is in it."""
