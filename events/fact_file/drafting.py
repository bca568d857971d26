"""Which facts does a document ask for? Each as a draft, each thing wrong as a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from events.errors import StoreError
from events.fact_file import logged
from events.fact_file.faults import Fault
from events.facts.catalogue import CATALOGUE
from events.facts.judgement import FactRedacted
from events.facts.ordinals import session_number
from events.facts.refusals import refusals
from events.facts.texts import Slug
from events.facts.tracking import DialogueOpened, ReportFiled
from events.intake.draft import Draft
from events.limits import FAULTS_KEPT
from events.wording import did_you_mean, shown

if TYPE_CHECKING:
    from events.fact_file.document import FileDocument
    from events.facts.base import Fact
    from events.facts.refusals import Path

_F = TypeVar("_F", bound="Fact")

HEADING: Final = tuple(DialogueOpened.model_fields)
"""The keys of a document that open a dialogue."""

KEYS: Final = ("dialogue", *HEADING, "report", "facts")
"""Every key of a document."""

KINDS: Final = {kind: model for kind, model in CATALOGUE.kinds.items() if model not in {DialogueOpened, ReportFiled}}
"""The kinds that `facts` may list. A dialogue is opened by a heading, a report filed by `report`."""

_AS_EXPORTED: Final = "Take the line as «export format=log» wrote it."
_SLUG: Final = TypeAdapter[str](Slug)
_BEYOND_FACTS: Final = {
    DialogueOpened.kind(): "Open a dialogue with a document of its own: dialogue, title, parties, names.",
    FactRedacted.kind(): "Nobody writes it: «redact» records it, when it has taken the content of a fact away.",
    ReportFiled.kind(): "File a report with the key `report` of a document, beside `facts`.",
}


class Drafted(NamedTuple):
    """What became of a document.

    Attributes:
        drafts: the heading, the report, the facts, in this order. Those that are right.
        faults: what is wrong, in the order of the document.

    """

    drafts: list[Draft]
    faults: list[Fault]


class _Place(NamedTuple):
    """Where in the document a model's attributes stand, and what messages call it."""

    path: Path = ()
    called: str = ""
    report: str | None = None
    fact: int | None = None
    kind: str | None = None


def drafted(document: FileDocument) -> Drafted:
    """The facts that a document asks for, and everything that is wrong with it."""
    drafting = _Drafting(document)
    drafting.run()
    return drafting.result


class _Drafting:
    """The way through one document."""

    def __init__(self, document: FileDocument) -> None:
        self.result = Drafted([], [])
        self._document = document
        self._written = document.value if isinstance(document.value, dict) else {}
        self._dialogue: str | None = None
        self._cited: str | None = None

    def run(self) -> None:
        written = self._written
        if not isinstance(self._document.value, dict):
            self._refuse(_Place(), f"a document is an object with `dialogue`, not {shown(self._document.value)}")
            return
        if written.keys() >= logged.MARKS:
            self._copy()
            return
        for key in written:
            if key not in KEYS:
                advice = did_you_mean(key, KEYS) or f"It has {', '.join(KEYS)}."
                self._refuse(_Place((key,)), f"no key {shown(key)} in a document", advice)
        self._dialogue = self._slug()
        heading = {key: written[key] for key in HEADING if written.get(key) is not None}
        if heading:
            self._take(DialogueOpened, heading, _Place(called="a heading document"))
        report = self._report()
        self._facts(report)
        if not heading and written.get("report") is None and written.get("facts") is None:
            self._refuse(_Place(), "the document says nothing", "It needs a title, a report or facts.")

    def _copy(self) -> None:
        """Take a line of an exported log."""
        try:
            draft = logged.copied(self._written, f"{self._document.file}:{self._document.line}")
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            field = ".".join(map(str, detail["loc"]))
            self._refuse(_Place(detail["loc"]), detail["msg"].lower(), _AS_EXPORTED, field)
        except StoreError as error:
            self._refuse(_Place(), error.message, error.hint)
        except ValueError as error:
            self._refuse(_Place(), str(error), _AS_EXPORTED)
        else:
            self.result.drafts.append(draft)

    def _refuse(self, place: _Place, problem: str, advice: str = "", field: str = "") -> None:
        fault = Fault(
            file=self._document.file,
            line=self._document.line_of(place.path),
            problem=problem,
            advice=advice,
            report=place.report,
            fact=place.fact,
            kind=place.kind,
            field=field,
        )
        self.result.faults.append(fault)

    def _slug(self) -> str | None:
        written = self._written.get("dialogue")
        place = _Place(("dialogue",))
        if written is None:
            self._refuse(
                place, "`dialogue` is missing", "Each document names its dialogue by its short name: iraq-nato."
            )
            return None
        try:
            return _SLUG.validate_python(written)
        except ValidationError as error:
            for refusal in refusals(error, written, "a document", DialogueOpened):
                self._refuse(place, refusal.problem, refusal.advice, "dialogue")
            return None

    def _report(self) -> str | None:
        """File the report. Its id as written, for messages."""
        written = self._written.get("report")
        if written is None:
            return None
        if not isinstance(written, dict):
            advice = "Write {id: ..., outlet: ...}; to cite a report on file, give each fact its id as `report`."
            self._refuse(_Place(("report",)), f"{shown(written)} is not a report", advice, "report")
            return None
        id_ = str(written["id"]) if isinstance(written.get("id"), str | int) else None
        filed = self._take(ReportFiled, written, _Place(("report",), "a report", id_))
        self._cited = filed.id if filed is not None else None
        return id_

    def _facts(self, report: str | None) -> None:
        written = self._written.get("facts")
        if written is None:
            return
        if not isinstance(written, list):
            place = _Place(("facts",), report=report)
            self._refuse(place, f"{shown(written)} is not a list of facts", "Write a list, also of one.", "facts")
            return
        for number, fact in enumerate(written):
            if len(self.result.faults) >= FAULTS_KEPT:
                break
            self._fact(fact, _Place(("facts", number), report=report, fact=number + 1))

    def _fact(self, written: object, place: _Place) -> None:
        if not isinstance(written, dict):
            self._refuse(place, f"{shown(written)} is not a fact", "Write {kind: ..., ...}.")
            return
        kind = written.get("kind")
        if not isinstance(kind, str):
            problem = "is missing" if kind is None else f"{shown(kind)} is not a kind of fact"
            self._refuse(place, problem, "The kind says what happened: session-held.", "kind")
            return
        model = KINDS.get(kind)
        if model is None:
            there = place._replace(path=(*place.path, "kind"))
            advice = _BEYOND_FACTS.get(kind) or did_you_mean(kind, KINDS) or f"Kinds: {', '.join(KINDS)}."
            self._refuse(there, f"{shown(kind)} is not a kind of fact", advice, "kind")
            return
        attributes = {key: value for key, value in written.items() if key != "kind"}
        if attributes.get("report") is None and self._cited is not None:
            attributes["report"] = self._cited
        self._take(model, attributes, place._replace(called=kind, kind=kind))

    def _take(self, model: type[_F], written: dict[str, object], place: _Place) -> _F | None:
        attributes = {key: value for key, value in written.items() if value is not None}
        if "session" in model.model_fields and "session" in attributes:
            attributes["session"] = session_number(attributes["session"])
        try:
            fact = model.model_validate(attributes)
        except ValidationError as error:
            for refusal in refusals(error, attributes, place.called, model):
                there = place._replace(path=(*place.path, *refusal.path))
                self._refuse(there, refusal.problem, refusal.advice, refusal.field)
            return None
        if self._dialogue is not None:
            source = f"{self._document.file}:{self._document.line_of(place.path)}"
            self.result.drafts.append(Draft(self._dialogue, fact, source))
        return fact
