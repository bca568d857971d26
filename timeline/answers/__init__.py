"""The shapes of every `--json` answer: documented models whose JSON Schemas are a contract. Keys are only added."""
