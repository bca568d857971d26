"""`/add`, `/d/SLUG/add`: what does an article say? A form for each kind of fact, and what it would change.

Nothing is recorded before somebody has seen the fact file and its effect. A form that is sent twice adds nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from events.errors import BadInputError, NotFoundError, TimelineError
from events.facts.attributes import summary_of
from events.facts.tracking import DialogueOpened, ReportFiled
from events.intake.draft import Draft
from timeline.access.roles import Act
from timeline.forms.doubts import counted_otherwise, lacks_window
from timeline.forms.familiar import Familiar
from timeline.forms.filling import Wrong, filled
from timeline.forms.kinds import KINDS, attributes_that_matter, kinds_meant
from timeline.forms.report_head import proposed_id, published_on
from timeline.forms.short_name import read_short_name
from timeline.text.summary import summary
from timeline.web import telling
from timeline.web.fields import fields, refusal, typed_in, whole
from timeline.web.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from events.facts.base import Fact
    from timeline.web.body import Body
    from timeline.web.fields import Field
    from timeline.web.visit import Visit

FORM: Final = "a form"
"""Where a fact was typed, as messages call it."""

NEW: Final = "+"
"""The report that a fact cites is one that is not on file yet."""

_REPORT_SHOWN: Final = ("outlet", "published", "url", "title", "origin", "language")
_REPORT, _FACT, _HEADING = "report.", "fact.", "heading."


class _Filled(NamedTuple):
    """What a form makes.

    Attributes:
        drafts: what is to be recorded; empty where something is wrong.
        wrong: with the parts of the form, by prefix.

    """

    drafts: list[Draft]
    wrong: dict[str, list[Wrong]]


# ---- which dialogue --------------------------------------------------------------------------------------------------


def _which(visit: Visit) -> Body:
    """The dialogues that one may add to, and a new one."""
    slugs = [slug for slug in visit.slugs if visit.may(Act.RECORD, slug)]
    if not slugs and not visit.desk.writes:
        visit.allow(Act.RECORD, "")
    return _heading_form(visit, slugs=slugs)


def _heading_form(
    visit: Visit, *, slugs: list[str], wrong: list[Wrong] | None = None, slug_fault: Wrong | None = None
) -> Body:
    form = visit.form
    typed = {} if form is None else form.under(_HEADING)
    asked = fields(DialogueOpened, typed, prefix=_HEADING, familiar=Familiar(), wrong=wrong or ())
    slug = "" if form is None else form.text("slug")
    shown, more = _parted(asked, ("title", "parties"))
    code = 422 if wrong or slug_fault else 200
    return visit.page("open.html", slugs=slugs, slug=slug, slug_fault=slug_fault, fields=shown, more=more, code=code)


def _open(visit: Visit) -> Body:
    """A new dialogue."""
    form = visit.submitted
    slug = form.text("slug")
    fact, wrong = _fact_of(DialogueOpened, form.under(_HEADING), visit)
    slug_fault: Wrong | None = None
    try:
        read_short_name(slug)
        visit.allow(Act.RECORD, slug)
        if slug in visit.slugs and not _is_recorded(visit, slug, fact):
            slug_fault = Wrong((), f"{slug!r} is tracked already", "Choose another short name, or add to it.")
    except BadInputError as error:
        slug_fault = Wrong((), error.message, error.hint)
    if fact is None or slug_fault:
        return _heading_form(visit, slugs=visit.slugs, wrong=wrong, slug_fault=slug_fault)
    return _reviewed(visit, [Draft(slug, fact, FORM)], records=form.step == "record")


def _is_recorded(visit: Visit, slug: str, fact: Fact | None) -> bool:
    """Whether the log holds that very heading: the form was sent twice."""
    return fact is not None and visit.tracker.effects([Draft(slug, fact, FORM)])[0].known > 0


# ---- which fact ------------------------------------------------------------------------------------------------------


def _ask(visit: Visit) -> Body:
    """The kinds that a word may mean, or the form of one kind."""
    slug = visit.named("dialogue")
    visit.require(slug)
    visit.allow(Act.RECORD, slug)
    word = visit.given("kind")
    meant: tuple[str, ...] = ()
    told = ""
    try:
        meant = kinds_meant(word) if word else ()
    except BadInputError as error:
        told = error.message
    if len(meant) == 1:
        return _form(visit, slug, meant[0])
    offered = {kind: summary_of(KINDS[kind]) for kind in meant or KINDS}
    return visit.page("kinds.html", slug=slug, word=word or "", told=told, kinds=offered, report=visit.given("report"))


def _form(visit: Visit, slug: str, kind: str, wrong: Mapping[str, list[Wrong]] | None = None) -> Body:
    """The form of a kind: the report, what matters of the fact, and everything else."""
    familiar = visit.familiar(slug)
    form, wrong = visit.form, wrong or {}
    model = KINDS[kind]
    typed = {} if form is None else form.under(_FACT)
    asked = fields(model, typed, prefix=_FACT, familiar=familiar, wrong=wrong.get(_FACT, ()), without={"report"})
    shown, more = _parted(asked, attributes_that_matter(kind))
    told = {} if form is None else form.under(_REPORT)
    filed = fields(ReportFiled, told, prefix=_REPORT, familiar=familiar, wrong=wrong.get(_REPORT, ()))
    report, report_more = _parted(filed, _REPORT_SHOWN)
    names = {field.attribute for field in (*asked, *filed)}
    cites = visit.given("report") if form is None else form.text("cites")
    return visit.page(
        "add.html",
        slug=slug,
        kind=kind,
        about=summary_of(model),
        fields=shown,
        more=more,
        report=report,
        report_more=report_more,
        reports=familiar.reports,
        cites=NEW if cites is None else cites,
        faults=[one for part in wrong.values() for one in whole(part, names)],
        code=422 if any(wrong.values()) else 200,
    )


def _take(visit: Visit) -> Body:
    """The fact that was typed: what is wrong with it, or what it would change, or that it is recorded."""
    slug, form = visit.named("dialogue"), visit.submitted
    visit.require(slug)
    visit.allow(Act.RECORD, slug)
    kind = form.text("kind")
    if kind not in KINDS:
        raise NotFoundError(f"no kind of fact {kind!r}")
    if form.step == "edit":
        return _form(visit, slug, kind)
    was_shown = form.text("cites") != NEW or bool(form.text(f"{_REPORT}id"))
    made = _filled(visit, slug, kind)
    if any(made.wrong.values()):
        return _form(visit, slug, kind, made.wrong)
    try:
        return _reviewed(visit, made.drafts, records=form.step == "record" and was_shown)
    except TimelineError as error:
        return _form(visit, slug, kind, {"": refusal(error)})


def _filled(visit: Visit, slug: str, kind: str) -> _Filled:
    """The report and the fact that a form makes."""
    form = visit.submitted
    today = visit.tracker.today
    cites = form.text("cites")
    wrong: dict[str, list[Wrong]] = {}
    drafts: list[Draft] = []
    report: ReportFiled | None = None
    if cites == NEW:
        told = form.under(_REPORT)
        if told.get("outlet") and "id" not in told:
            published = filled(ReportFiled, {"id": "r", **told}, today)[0]
            day = published.published.edtf if published is not None and published.published is not None else None
            taken = visit.familiar(slug).reports
            told["id"] = proposed_id(told["outlet"], day or "", taken)
            form.filled(f"{_REPORT}id", told["id"])  # sent again, it is the same report
        report, wrong[_REPORT] = _fact_of(ReportFiled, told, visit)
        if report is not None:
            cites = report.id
            drafts.append(Draft(slug, report, FORM))
    typed = form.under(_FACT) | ({"report": cites} if cites and cites != NEW else {})
    fact, wrong[_FACT] = _fact_of(KINDS[kind], typed, visit)
    if fact is not None:
        if lacks_window(fact, today) is not None:
            wrong[_FACT].append(Wrong(("window",), *_NO_WINDOW))
        wrong[_FACT] += _counted_otherwise(fact, typed, report or visit.familiar(slug).filings.get(cites))
        drafts.append(Draft(slug, fact, FORM))
    return _Filled(drafts, wrong)


def _counted_otherwise(fact: Fact, typed: Mapping[str, str], report: ReportFiled | None) -> list[Wrong]:
    """What means another day where it is counted from the day of the article."""
    published = published_on(report)
    if published is None:
        return []
    as_reported = filled(type(fact), dict(typed_in(typed, type(fact))), published)[0]
    told = [] if as_reported is None else counted_otherwise(fact, as_reported)
    return [
        Wrong((name,), f"is {then} counted from the article, and {now} counted from today", f"Write {then} or {now}.")
        for name, then, now in told
    ]


_NO_WINDOW: Final = (
    "is missing: “when” is the day on which it was announced",
    "Write the time that it is for, or =no time given.",
)


def _fact_of(model: type[Any], texts: Mapping[str, str], visit: Visit) -> tuple[Any, list[Wrong]]:
    return filled(model, dict(typed_in(texts, model)), visit.tracker.today)


# ---- what it would change, and that it is recorded -------------------------------------------------------------------


def _reviewed(visit: Visit, drafts: list[Draft], *, records: bool) -> Body:
    """What drafts would say and change, or, once that was seen, that they are recorded.

    Raises:
        TimelineError: they cannot be recorded.

    """
    form, slug = visit.submitted, drafts[0].dialogue
    if records:
        (added,) = visit.tracker.append(drafts, recorded_by=visit.viewer.name)
        report = next((draft.fact.id for draft in drafts if isinstance(draft.fact, ReportFiled)), form.text("cites"))
        recorded = [(draft.entry().fact_id, _line(visit, draft.fact)) for draft in drafts]
        return visit.page(
            "added.html",
            slug=slug,
            recorded=recorded,
            known=added.known,
            report=None if report in {"", NEW} else report,
        )
    effect = visit.tracker.effects(drafts)[0]
    return visit.page(
        "review.html",
        slug=slug,
        effect=effect,
        says=[_line(visit, draft.fact) for draft in drafts],
        text=_fact_file(drafts),
        again=list(form.again()),
    )


def _line(visit: Visit, fact: Fact) -> Markup:
    """A fact in a line."""
    return telling.fact(visit.words, fact.kind(), fact.model_dump(mode="json", exclude_none=True), summary(fact))


def _fact_file(drafts: list[Draft]) -> str:
    """The drafts as a fact file writes them."""
    import yaml  # here, since no server that only shows needs it

    document: dict[str, Any] = {"dialogue": drafts[0].dialogue}
    for draft in drafts:
        written = _written(draft.fact)
        if isinstance(draft.fact, DialogueOpened):
            document |= written
        elif isinstance(draft.fact, ReportFiled):
            document["report"] = written
        else:
            if "report" in document:
                written.pop("report", None)
            document["facts"] = [{"kind": draft.fact.kind(), **written}]
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)


def _written(fact: Fact) -> dict[str, Any]:
    return fact.model_dump(mode="json", exclude_none=True, exclude_defaults=True, by_alias=True)


def _parted(asked: list[Field], first: tuple[str, ...]) -> tuple[list[Field], list[Field]]:
    """Fields that are shown at once, in their own order or where something is wrong with them, and the others."""
    by_name = {field.attribute: field for field in asked}
    shown = [by_name[name] for name in first if name in by_name]
    shown += [field for field in asked if field.attribute not in first and field.faults]
    return shown, [field for field in asked if field not in shown]


PAGE: Final = Page("/d/{dialogue}/add", {"": _ask}, takes=_take, finishes=False)
OPENING: Final = Page("/add", {"": _which}, takes=_open, finishes=False)
