"""Are the packages `events` and `timeline` those of this program? Looked at before either is imported.

Others have packages of these names, and Python takes the first that it finds: with `PYTHONPATH=.` a folder `timeline/`
of the user. So the console script begins here, in a module that has the name of the distribution and of nothing else.
"""

from __future__ import annotations

import os
import sys

_PACKAGES = ("events", "timeline")

_INTERRUPTED = 130
"""The exit code after Ctrl-C. What names them all is not there yet (`timeline.cli.exits`)."""


def run(*, at_once: bool = True) -> None:
    """Run the command line, or leave with one line that says what stands in its way.

    Args:
        at_once: the process may end with the command.

    """
    # Installed, this module lies beside both packages; in a checkout, in a folder below them.
    folder = __file__.rpartition(os.sep)[0].removesuffix(f"{os.sep}scripts{os.sep}console")
    for name in _PACKAGES:
        found = _found(name)
        if found is not None and not _is_same(found, f"{folder}{os.sep}{name}"):
            sys.stderr.write(
                f"error: {found!r} is not the package {name!r} of this program, and stands in its way\n"
                "hint: Rename it, unset PYTHONPATH, or install the program in an environment of its own"
                " (uv tool install, pipx).\n"
            )
            sys.exit(1)
    try:
        from timeline.cli.main import run as run_command_line

        run_command_line(at_once=at_once)
    except KeyboardInterrupt:  # Ctrl-C while the program was still being read: no fault of anybody's
        sys.exit(_INTERRUPTED)


def _found(name: str) -> str | None:
    """The folder of a package, or the file of a module, that Python would import; nothing of it is run."""
    for finder in sys.meta_path:
        spec = finder.find_spec(name, None)
        if spec is not None:
            return next(iter(spec.submodule_search_locations or ()), spec.origin)
    return None


def _is_same(one: str, other: str) -> bool:
    """Whether two paths lead to one place. Inside an archive only equal ones do."""
    try:
        return one == other or os.path.samefile(one, other)  # noqa: PTH121 - pathlib takes as long as Python to start
    except OSError:
        return False
