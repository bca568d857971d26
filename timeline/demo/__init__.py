"""The storyline that ships with the package: `iraq-nato.yaml`, a fact file."""
