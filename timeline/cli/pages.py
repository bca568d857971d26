"""Which pages of the documentation come with the program?"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_HERE = ("tutorial", "glossary", "faq", "fact-files", "windows", "import", "rules", "security")
"""Pages beside the folder of the how-tos. `pyproject.toml` packs the same."""


def pages() -> dict[str, str]:
    """Each page by its name, with its title: the tutorial first, then how-tos, then reference."""
    found = {one.name.removesuffix(".md"): one for one in _files()}
    return {name: _title(page) for name, page in found.items()}


def page_names() -> list[str]:
    """The name of each page."""
    return [one.name.removesuffix(".md") for one in _files()]


def page(name: str) -> str:
    """The text of a page, in Markdown. The name is one of `page_names`."""
    return next(one for one in _files() if one.name == f"{name}.md").read_text(encoding="utf-8")


def _files() -> Iterator[Traversable]:
    folder = _folder()
    if folder is None:
        return
    how_to = folder / "how-to"
    beside = [one for name in _HERE if (one := folder / f"{name}.md").is_file()]
    yield from beside[:1]
    if how_to.is_dir():
        yield from sorted((one for one in how_to.iterdir() if one.name.endswith(".md")), key=lambda one: one.name)
    yield from beside[1:]


def _folder() -> Traversable | None:
    """Inside the package where it was installed, else beside it in a checkout."""
    package = files("timeline")
    if (package / "docs").is_dir():
        return package / "docs"
    checkout = Path(__file__).parents[2]
    return checkout / "docs" if (checkout / "pyproject.toml").is_file() else None


def _title(page: Traversable) -> str:
    with page.open(encoding="utf-8") as lines:
        return next((line.removeprefix("#").strip() for line in lines if line.startswith("# ")), "")
