"""Which kinds of fact may somebody mean who types a common word, such as "meeting" or "said"?"""

from __future__ import annotations

from typing import Final

from events.facts.attributes import summary_of
from events.facts.catalogue import CATALOGUE
from events.facts.judgement import FactCorrected, FactRetracted, SubjectsLinked
from events.facts.tracking import DialogueOpened, ReportFiled
from timeline.forms.attributes import attributes
from timeline.forms.familiar import Choice
from timeline.forms.question import one_of

KINDS: Final = {
    kind: model
    for kind, model in CATALOGUE.kinds.items()
    if model not in {DialogueOpened, ReportFiled, SubjectsLinked, FactCorrected, FactRetracted}
}
"""What can be added in a conversation. Judgements have commands of their own."""

MOST: Final = 3
"""Kinds that are offered for one word at most."""

_MEANT: Final = {
    "meeting met meet talks round session held hosted اجتماع لقاء جولة جلسة réunion treffen встреча": (
        *("session-held", "contact-held", "session-scheduled"),
    ),
    "will plan planned scheduled next upcoming date set announced": ("session-scheduled", "session-proposed"),
    "suggested proposal proposed offer": ("session-proposed", "session-scheduled"),
    "delayed moved postponed put-off تأجيل": ("session-postponed",),
    "cancelled canceled called-off إلغاء": ("session-cancelled", "dialogue-suspended"),
    "began begin started opened": ("session-started", "dialogue-launched"),
    "failed absent no-show": ("session-not-held",),
    "visit visited travelled زيارة visite besuch": ("contact-held", "invitation-extended"),
    "call phone phoned telephoned spoke اتصال": ("contact-held",),
    "invite invited invitation دعوة einladung": ("invitation-extended", "invitation-answered"),
    "accepted declined answered reply replied": ("invitation-answered",),
    "said says statement stated declared position view stance بيان موقف": (
        *("statement-made", "position-stated", "position-reaffirmed"),
    ),
    "reaffirmed repeated stressed": ("position-reaffirmed", "statement-made"),
    "changed reversed shifted": ("position-changed", "role-changed"),
    "demanded criticised praised denied rejected condemned": ("statement-made", "position-stated"),
    "promise promised pledge pledged commitment committed will-give aid تعهد": ("commitment-made",),
    "fulfilled delivered broke breached kept progress": ("commitment-updated",),
    "deadline due until": ("deadline-set", "commitment-made"),
    "signed agreement treaty memorandum communique document text published ratified اتفاق": (
        *("document-issued", "commitment-made"),
    ),
    "appointed resigned replaced minister envoy elected named تعيين": ("role-changed",),
    "sanctions measure measures decree opened-embassy closed imposed lifted": ("measure-taken",),
    "launched founded established": ("dialogue-launched",),
    "suspended broke-off stopped halted": ("dialogue-suspended", "session-cancelled"),
    "resumed restarted": ("dialogue-resumed",),
    "ended over finished concluded": ("dialogue-ended", "session-held"),
    "reliability grade assessed source": ("source-assessed",),
}
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    word: tuple(kind for kind in kinds if kind in KINDS) for words, kinds in _MEANT.items() for word in words.split()
}

_NAMED: Final = one_of(KINDS, "a kind of fact")


_MATTERS: Final = {
    "session-proposed": ("window", "place", "by", "quote"),
    "session-scheduled": ("window", "place", "basis", "quote"),
    "session-postponed": ("window", "by", "reason", "quote"),
    "session-cancelled": ("when", "by", "reason", "quote"),
    "session-started": ("when", "place", "persons", "quote"),
    "session-held": ("when", "place", "persons", "quote"),
    "session-not-held": ("when", "reason", "quote"),
    "invitation-extended": ("by", "to", "session", "window", "quote"),
    "invitation-answered": ("answer", "by", "quote"),
    "contact-held": ("format", "when", "place", "persons", "quote"),
    "position-stated": ("stance", "quote"),
    "position-reaffirmed": ("stance", "quote"),
    "position-changed": ("change", "stance", "quote"),
    "commitment-made": ("by", "what", "due", "quote"),
    "commitment-updated": ("status", "when", "quote"),
    "deadline-set": ("due", "about", "quote"),
    "document-issued": ("title", "status", "when", "quote"),
    "role-changed": ("when", "quote"),
    "measure-taken": ("actor", "about", "when", "quote"),
    "statement-made": ("actor", "about", "quote"),
}
"""What says most of a kind. Everything else is offered afterwards."""


def kinds_meant(text: str) -> tuple[str, ...]:
    """The kind that is named, or the few that a common word may mean.

    Raises:
        BadInputError: it is neither.

    """
    words = text.casefold().replace("-", " ").split()
    beginning = tuple(kind for kind in KINDS if text and kind.startswith(text))
    if text in KINDS or len(beginning) == 1:
        return (_NAMED(text),)
    common = _WORDS.get("-".join(words)) or next((_WORDS[word] for word in words if word in _WORDS), ())
    held = tuple(kind for kind in KINDS if words and words[0] in kind.split("-"))
    near = beginning if len(beginning) <= MOST else ()
    offered = near or common or held
    return offered if 0 < len(offered) <= MOST else (_NAMED(text),)


def attributes_that_matter(kind: str) -> tuple[str, ...]:
    """What a form asks of a kind one by one: the attributes that it needs, then those that say most of it."""
    model = KINDS[kind]
    own = [one for one in attributes(model) if one.name != "report"]
    names, needed = {one.name for one in own}, [one.name for one in own if one.required]
    return tuple(dict.fromkeys((*needed, *(name for name in _MATTERS.get(kind, ()) if name in names))))


def choices_of(kinds: tuple[str, ...]) -> tuple[Choice, ...]:
    """The kinds, each with what it says."""
    return tuple(Choice(kind, summary_of(KINDS[kind])) for kind in kinds)
