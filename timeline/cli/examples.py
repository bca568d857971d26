"""What does somebody type to begin with? The examples at the end of each command's help.

A test runs them all on a store that holds the bundled storyline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.answers.catalogue import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer._click.formatting import HelpFormatter

START: Final = (
    "timeline demo               look around in a real dialogue",
    "timeline serve --demo       the same in your browser",
    "timeline add                record your first article, question by question",
    "timeline help tutorial      your own dialogue in ten minutes",
)
"""The way in, at the end of `timeline --help`."""

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "add": ("timeline add", "timeline add --store talks.db"),
    "append": (
        "timeline append --from articles.yaml",
        "timeline append session-held iraq-nato --session 3 --when '12 March 2026'",
        "timeline append --from meetings.csv --mapping spreadsheet --dry-run",
    ),
    "serve": ("timeline serve --demo", "timeline serve --write"),
    "token": (
        "timeline token access.toml archive --dialogue 'iraq-*' --until 2027-06-30",
        "timeline token access.toml calendar --dialogue iraq-nato --feed",
        "timeline token access.toml archive --end",
    ),
    "show": ("timeline show iraq-nato", "timeline show iraq-nato --known-at 2024-09-01"),
    "dialogues": ("timeline dialogues", "timeline dialogues --json"),
    "history": ("timeline history iraq-nato", "timeline history --since 140 --json"),
    "watch": ("timeline watch --since 145 --limit 5", "timeline watch iraq-nato --since 149 --limit 1 --changes"),
    "replay": ("timeline replay iraq-nato", "timeline replay iraq-nato --verify"),
    "state": ("timeline state iraq-nato", "timeline state iraq-nato --on 2025-05-10"),
    "upcoming": ("timeline upcoming", "timeline upcoming --within 90d", "timeline upcoming iraq-nato --on 2025-05-10"),
    "find": ("timeline find Baghdad", "timeline find training --since 2025-05-01", "timeline find --person Goffus"),
    "news": ("timeline news --since '1 May 2025'", "timeline news iraq-nato --since -30d"),
    "days": ("timeline days iraq-nato", "timeline days iraq-nato --since 2025"),
    "sessions": ("timeline sessions iraq-nato", "timeline sessions iraq-nato --on 2024-09-01"),
    "invitations": ("timeline invitations iraq-nato", "timeline invitations iraq-nato --format csv"),
    "positions": ("timeline positions iraq-nato", "timeline positions iraq-nato --on 2025-05-21"),
    "disputes": ("timeline disputes iraq-nato", "timeline disputes iraq-nato --known-at 2024-09-01"),
    "people": ("timeline people iraq-nato", "timeline people iraq-nato --format markdown"),
    "diff": ("timeline diff iraq-nato 2025-05-10 2025-05-22",),
    "explain": ("timeline explain iraq-nato session:1.held", "timeline explain iraq-nato session:2"),
    "correct": (
        "timeline correct ed7f --set place=Rome --whose ours --reason 'I misread it' --dry-run",
        "timeline correct ed7f --set 'window=2025-06=in June' --whose ours",
    ),
    "retract": ("timeline retract 80e0 --whose ours --reason 'typed twice' --dry-run",),
    "redact": (
        "timeline redact --person 'Tom Goffus' --reason 'asked by letter' --dry-run",
        "timeline redact 80e0 --reason 'asked by letter' --dry-run",
    ),
    "link": ("timeline link iraq-nato 'person:Tom Goffus' 'person:Thomas Goffus' --as same",),
    "check": ("timeline check", "timeline check iraq-nato --only session-overdue"),
    "verify": ("timeline verify", "timeline verify --json"),
    "checkpoint": (
        "timeline checkpoint",
        "timeline checkpoint --make-key talks.key --origin example.org/talks",
        "timeline checkpoint --key talks.key",
    ),
    "prove": ("timeline prove ed7f", "timeline prove ed7f -o proof.json"),
    "backup": ("timeline backup talks-backup.db", "timeline backup talks-backup.db --replace"),
    "restore": ("timeline restore talks-backup.db --store restored.db",),
    "merge": ("timeline merge colleague.db --dry-run", "timeline merge colleague.db"),
    "rebuild": ("timeline rebuild", "timeline rebuild --all"),
    "doctor": ("timeline doctor", "timeline doctor --json"),
    "export": (
        "timeline export ics iraq-nato -o iraq-nato.ics",
        "timeline export html iraq-nato -o brief.html",
        "timeline export csv --of sessions -o sessions.csv",
    ),
    "schema": ("timeline schema", "timeline schema state"),
    "help": ("timeline help", "timeline help sessions", "timeline help correct-a-mistake"),
    "demo": ("timeline demo", "timeline demo --keep demo.db"),
}
"""Of each command: what it is used for most, then what it can besides. `examples_of` has those of the others."""

OF_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "dialogue-opened": (
        "timeline append dialogue-opened borders --title 'Border talks' --parties 'Northland; Southland'",
    ),
    "report-filed": ("timeline append report-filed iraq-nato --id ina-1 --outlet INA --published '12 March 2026'",),
    "source-assessed": ("timeline append source-assessed iraq-nato --outlet INA --reliability B",),
    "dialogue-launched": ("timeline append dialogue-launched iraq-nato --by 'Iraq; NATO' --when 2024-08-27",),
    "dialogue-suspended": ("timeline append dialogue-suspended iraq-nato --when 2026-03 --reason elections",),
    "dialogue-resumed": ("timeline append dialogue-resumed iraq-nato --when yesterday",),
    "dialogue-ended": ("timeline append dialogue-ended iraq-nato --when 2026-12-31",),
    "rhythm-agreed": ("timeline append rhythm-agreed iraq-nato --every P1Y",),
    "session-proposed": ("timeline append session-proposed iraq-nato --session 3 --window '2026=next year'",),
    "session-scheduled": (
        "timeline append session-scheduled iraq-nato --session 3 --window '12 May 2026' --place Brussels",
        "timeline append session-scheduled iraq-nato --session 3 --window '2026-06=in June' --when 2026-03-02",
    ),
    "session-postponed": (
        "timeline append session-postponed iraq-nato --session 3 --window 2026-09 --by Iraq",
        "timeline append session-postponed iraq-nato --session 3 --reason elections",
    ),
    "session-cancelled": ("timeline append session-cancelled iraq-nato --session 3 --by NATO",),
    "session-started": ("timeline append session-started iraq-nato --session 3 --when 2026-05-12",),
    "session-held": (
        "timeline append session-held iraq-nato --session 3 --when '12 May 2026' --place Brussels",
        "timeline append session-held iraq-nato --session 3 --persons 'Ann Lee | envoy | NATO | head'",
    ),
    "session-not-held": ("timeline append session-not-held iraq-nato --session 3 --when 2026-05-12",),
    "invitation-extended": (
        "timeline append invitation-extended iraq-nato --invitation round-3 --by NATO --to Iraq --session 3",
    ),
    "invitation-answered": (
        "timeline append invitation-answered iraq-nato --invitation round-3 --answer accepted --by Iraq",
    ),
    "contact-held": ("timeline append contact-held iraq-nato --format call --when 'last friday'",),
    "position-stated": (
        "timeline append position-stated iraq-nato --actor Iraq --issue bases --stance 'No foreign bases.'",
    ),
    "position-reaffirmed": ("timeline append position-reaffirmed iraq-nato --actor Iraq --issue bases",),
    "position-changed": ("timeline append position-changed iraq-nato --actor Iraq --issue bases --change narrowed",),
    "commitment-made": (
        "timeline append commitment-made iraq-nato --commitment trainers --by NATO --what '50 trainers' --due 2026-06",
    ),
    "commitment-updated": ("timeline append commitment-updated iraq-nato --commitment trainers --status fulfilled",),
    "deadline-set": ("timeline append deadline-set iraq-nato --deadline report --due 2026-06-30",),
    "document-issued": (
        "timeline append document-issued iraq-nato --document roadmap --title Roadmap --status signed",
    ),
    "role-changed": (
        "timeline append role-changed iraq-nato --person 'Ann Lee' --office 'Head of mission' --from 2026-03-01",
    ),
    "measure-taken": ("timeline append measure-taken iraq-nato --actor Iraq --about 'visas eased'",),
    "statement-made": ("timeline append statement-made iraq-nato --actor NATO --about bases --form denial",),
    "subjects-linked": EXAMPLES["link"],
    "fact-corrected": EXAMPLES["correct"],
    "fact-retracted": EXAMPLES["retract"],
}
"""Of kinds of fact: how they are typed. Judgements have commands of their own."""


def is_kind(word: str) -> bool:
    """Whether facts of such a kind can be appended."""
    from events.facts.catalogue import CATALOGUE

    return word in CATALOGUE.kinds


def examples_of_kind(kind: str) -> tuple[str, ...]:
    """How a kind of fact is typed. One that has no examples here is typed with what no fact of it is without."""
    return OF_KINDS.get(kind) or (_with_what_it_needs(kind),)


def _with_what_it_needs(kind: str) -> str:
    from events.facts.catalogue import CATALOGUE
    from timeline.forms.attributes import attributes

    needed = [one for one in attributes(CATALOGUE.kinds[kind]) if one.required]
    typed = [
        f"--{one.name.replace('_', '-')} {next(iter(one.choices), _TYPED.get(one.sort, one.name))}" for one in needed
    ]
    return " ".join((f"timeline append {kind} iraq-nato", *typed))


_TYPED: Final = {"time": "2026-05-12", "session": "3", "persons": "'Ann Lee'", "flag": "true", "json": "3"}
"""What stands for a value in an example, by the sort of its attribute. The name of the attribute for all others."""


def examples_of(command: str) -> tuple[str, ...]:
    """The examples of a command. A question that has none of its own is asked of the dialogue of the storyline."""
    asked = command in QUESTIONS and QUESTIONS[command].is_of_state
    return EXAMPLES.get(command, (f"timeline {command} iraq-nato",) if asked else ())


def write_examples(formatter: HelpFormatter, lines: Sequence[str]) -> None:
    """Write examples as they are typed, each on a line of its own."""
    if lines:
        formatter.write("\nExamples:\n")
        for line in lines:
            formatter.write(f"  {line}\n")
