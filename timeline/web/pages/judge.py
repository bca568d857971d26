"""`/fact/ID/correct`, `/fact/ID/retract`, `/d/SLUG/link`: what is wrong, what does not count, what is one and the same?

A judgement is recorded after its effect was seen; sent twice it is refused, as it would change nothing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

from events.errors import ConflictError, TimelineError
from events.facts.catalogue import CATALOGUE
from events.facts.judgement import Sameness, Whose
from timeline.access.roles import Act
from timeline.answers.columns import summarized
from timeline.application.judging import Grounds
from timeline.forms.spelling import typed_text
from timeline.web import telling
from timeline.web.fields import fields, refusal
from timeline.web.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from timeline.answers.log import RecordedFactAnswer
    from timeline.application.judged import Judge, JudgementReply
    from timeline.web.body import Body
    from timeline.web.visit import Visit

_VALUE: Final = "fact."


class _Fault(NamedTuple):
    """Why a judgement is not taken."""

    message: str
    hint: str


def _fact(visit: Visit) -> RecordedFactAnswer:
    """The fact of the address, which the viewer may judge.

    Raises:
        NotFoundError: it is not there for them.
        ConflictError: its content was taken away.

    """
    found = visit.fact(visit.named("fact"))
    visit.allow(Act.JUDGE, found.dialogue)
    if found.payload is None:
        raise ConflictError("this fact was redacted", hint="Nothing is left of it to correct or take back.")
    return found


def _told(visit: Visit, found: RecordedFactAnswer) -> Markup:
    """The fact in a line."""
    (told,) = summarized(found.model_dump(mode="json"))
    return telling.fact(visit.words, found.kind, found.payload, told["summary"])


def _judging(
    visit: Visit, judge: Callable[[Judge], JudgementReply], again: Callable[[_Fault], Body], *, back: str
) -> Body:
    """A judgement that was filled in: what it would change, that it is recorded, or the form again."""
    form = visit.submitted
    if form.step == "edit":
        return again(_Fault("", ""))
    records = form.step == "record"
    try:
        judged = judge(visit.tracker.judge(recorded_by=visit.viewer.name, source="a form", dry_run=not records))
    except TimelineError as error:
        _, problem, advice = refusal(error)[0]
        return again(_Fault(problem, advice))
    return visit.page(
        "judged.html",
        slug=judged.answer.dialogue,
        answer=judged.answer,
        withdrawn=lambda id_: _told(visit, visit.fact(id_)),
        again=list(form.again()),
        back=back,
    )


def _grounds(visit: Visit) -> Grounds:
    form = visit.submitted
    whose: Any = form.text("whose") or "coder"
    return Grounds(whose, form.text("report") or None, form.text("reason") or None)


def _present(visit: Visit, found: RecordedFactAnswer) -> dict[str, str]:
    """The attributes of a fact as they count now, as they are typed."""
    judge = visit.tracker.judge(recorded_by=visit.viewer.name, dry_run=True)
    return {name: typed_text(value) for name, value in judge.present(found.fact).items()}


# ---- correct ---------------------------------------------------------------------------------------------------------


def _ask_correct(visit: Visit, fault: _Fault | None = None) -> Body:
    found = _fact(visit)
    present = _present(visit, found)
    typed = present if visit.form is None else visit.form.under(_VALUE)
    familiar = visit.familiar(found.dialogue)
    asked = fields(CATALOGUE.kinds[found.kind], typed, prefix=_VALUE, familiar=familiar)
    return visit.page(
        "correct.html",
        slug=found.dialogue,
        fact=found,
        told=_told(visit, found),
        fields=[field for field in asked if field.attribute in present],
        more=[field for field in asked if field.attribute not in present],
        reports=familiar.reports,
        whose=get_args(Whose),
        fault=fault,
        code=422 if fault and fault.message else 200,
    )


def _correct(visit: Visit) -> Body:
    found = _fact(visit)
    present = _present(visit, found)
    typed = visit.submitted.under(_VALUE)
    names = dict.fromkeys((*present, *typed))
    settings = [f"{name}={typed.get(name, '')}" for name in names if typed.get(name, "") != present.get(name, "")]
    if not settings:
        return _ask_correct(visit, _Fault("nothing was changed", "Change the value that is wrong."))
    return _judging(
        visit,
        lambda judge: judge.correct(found.fact, settings, _grounds(visit)),
        partial(_ask_correct, visit),
        back=visit.link("fact", found.fact, "correct"),
    )


# ---- retract ---------------------------------------------------------------------------------------------------------


def _ask_retract(visit: Visit, fault: _Fault | None = None) -> Body:
    found = _fact(visit)
    familiar = visit.familiar(found.dialogue)
    return visit.page(
        "retract.html",
        slug=found.dialogue,
        fact=found,
        told=_told(visit, found),
        reports=familiar.reports,
        whose=get_args(Whose),
        fault=fault,
        code=422 if fault and fault.message else 200,
    )


def _retract(visit: Visit) -> Body:
    found = _fact(visit)
    return _judging(
        visit,
        lambda judge: judge.retract(found.fact, _grounds(visit)),
        partial(_ask_retract, visit),
        back=visit.link("fact", found.fact, "retract"),
    )


# ---- link ------------------------------------------------------------------------------------------------------------


def _ask_link(visit: Visit, fault: _Fault | None = None) -> Body:
    slug = visit.named("dialogue")
    visit.require(slug)
    visit.allow(Act.JUDGE, slug)
    return visit.page(
        "link.html",
        slug=slug,
        subjects=visit.tracker.linkable(slug),
        one=visit.form.text("one") if visit.form else visit.given("one") or "",
        sameness=get_args(Sameness),
        fault=fault,
        code=422 if fault and fault.message else 200,
    )


def _link(visit: Visit) -> Body:
    slug, form = visit.named("dialogue"), visit.submitted
    visit.require(slug)
    visit.allow(Act.JUDGE, slug)
    as_: Any = form.text("as")
    if as_ not in get_args(Sameness):
        return _ask_link(visit, _Fault("it is not said whether the two are one", "Choose same or different."))
    both = (form.text("one"), form.text("other"))
    return _judging(
        visit,
        lambda judge: judge.link(slug, both, as_=as_, reason=form.text("reason") or None),
        partial(_ask_link, visit),
        back=visit.link("d", slug, "link"),
    )


PAGES: Final = (
    Page("/fact/{fact}/correct", {"": _ask_correct}, takes=_correct, finishes=False),
    Page("/fact/{fact}/retract", {"": _ask_retract}, takes=_retract, finishes=False),
    Page("/d/{dialogue}/link", {"": _ask_link}, takes=_link, finishes=False),
)
