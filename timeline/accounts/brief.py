"""What does a brief of one dialogue contain, in any format?

A brief holds texts only, harmless for any reader (`timeline.text.safe_text`) but not yet escaped for a format.
Every value carries the numbers of the sources that say just this. The sources are numbered in order of filing.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from timeline.accounts.citing import is_vague, safe_address
from timeline.accounts.outline import Brief, CitedSource, Group, OutlineRow, OutlineTable, Said
from timeline.claims.undated import WORDS
from timeline.projections import disputes, heads, timeline
from timeline.text.safe_text import harmless
from timeline.text.summary import FACT_ID_SHOWN
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.accounts.account import Account
    from timeline.accounts.outline import Form, OutlineCell
    from timeline.claims.claims import Support
    from timeline.claims.dossier import Dossier, Evidence
    from timeline.knowledge.known_fact import KnownFact
    from timeline.knowledge.reports import Report
    from timeline.projections.disputes import Dispute
    from timeline.projections.heads import Leader
    from timeline.projections.invitations import Invitation
    from timeline.projections.session import Session
    from timeline.projections.upcoming import Coming

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
_ENCODED: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", re.ASCII)
_REASONS: Final = {
    "origins": "more independent origins say so",
    "reliability": "the more reliable outlet says so",
    "first-told": "it was told nearer to the event",
    "precision": "it is the more precise claim",
    "newer": "it is the newer claim",
    "newest": "it is the newest word",
}
"""Why the preferred claim of a dispute counts."""


def brief_of(account: Account) -> Brief:
    """The brief of a dialogue."""
    return _Briefing(account).brief()


class _Briefing:
    """The way through one dialogue. Knows the numbers of its sources."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.state = account.state
        self.knowledge = account.state.knowledge
        self.numbers = {report: number for number, report in enumerate(self.knowledge.reports, 1)}

    def brief(self) -> Brief:
        known, on = self.knowledge, self.state.on
        by = f"by {known.known_at}" if known.known_at else "from all reports on record"
        return Brief(
            dialogue=known.dialogue,
            title=harmless(known.title),
            as_of=f"As of {on}, with what was known {by}.",
            card=tuple((name, cell) for name, cell in self._card() if cell),
            upcoming=self._upcoming(),
            timeline=tuple(self._timeline()),
            invitations=self._invitations(),
            positions=self._positions(),
            commitments=self._commitments(),
            disputes=tuple(map(self._dispute, disputes.project(self.state))),
            sources=tuple(self._sources()),
        )

    # ---- values with their sources -------------------------------------------------------------------------------

    def _numbers(self, reports: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted(self.numbers[report] for report in reports if report in self.numbers))

    def _text(self, text: str, evidence: Evidence, form: Form = "text") -> OutlineCell:
        return (Said(harmless(text), form=form, sources=self._numbers(evidence.reports)),)

    def _value(self, dossier: Dossier, attribute: str, form: Form = "text") -> OutlineCell:
        support = dossier.preferred(attribute)
        return (self._supported(support, form),) if support else ()

    def _supported(self, support: Support, form: Form = "text") -> Said:
        sources = self._numbers(support.reports)
        value = support.value
        if isinstance(value, WindowValue):
            return _window(value)._replace(sources=sources)
        return Said(harmless(str(value.text)), form=form, sources=sources)

    def _quote(self, facts: Iterable[KnownFact]) -> OutlineCell:
        """The first quote among facts, in the language of its report."""
        for known in facts:
            if known.fact.quote and known.report:
                sources = self._numbers([known.report.id])
                return (Said(harmless(known.fact.quote), "", _language(known.report), "quote", sources),)
        return ()

    # ---- sections ------------------------------------------------------------------------------------------------

    def _card(self) -> Iterator[tuple[str, OutlineCell]]:
        state, known = self.state, self.knowledge
        yield "Parties", tuple(Said(harmless(party)) for party in known.parties)
        reported = state.dialogue.preferred("status")
        sources = self._numbers(reported.reports) if reported else ()
        yield "Status", (Said(state.status, form="status", sources=sources),)
        last, following = state.last_session, state.next_session
        yield "Last session", self._session(last) if last else (Said("none known", form="note"),)
        yield "Next session", self._session(following) if following else (Said("none known", form="note"),)
        leaders = heads.heads(known, state.on, state.sessions)
        for side in dict.fromkeys(one.side for one in leaders):
            leading = (self._leader(one) for one in leaders if one.side == side)
            yield (
                f"Head for {harmless(side)}" if side else "In office",
                tuple(said for cell in leading for said in cell),
            )
        counts = [(len(state.open_invitations), "open invitation"), (len(state.pending_commitments), "open commitment")]
        counts.append((len(disputes.project(state)), "dispute"))
        yield "Open", tuple(Said(_counted(count, noun)) for count, noun in counts if count)
        rests = [(len(known.facts), "fact"), (len(known.reports), "report"), (len(known.origins), "independent origin")]
        rests += [(len(known.redacted), "redacted fact")] if known.redacted else []
        yield "Rests on", tuple(Said(_counted(count, noun)) for count, noun in rests)
        if state.last_heard:
            silent = max((state.on - state.last_heard).days, 0)
            yield "Last heard", (Said(f"{state.last_heard}, {_counted(silent, 'day')} ago"),)

    def _leader(self, leader: Leader) -> OutlineCell:
        return self._text(f"{leader.person} ({leader.role})" if leader.role else leader.person, leader.evidence)

    def _session(self, session: Session) -> OutlineCell:
        dossier = session.dossier
        time = "held" if session.held else "started" if session.started else "window"
        return (
            Said(_name(session)),
            *self._value(dossier, "status", "status"),
            *self._value(dossier, time),
            *self._value(dossier, "place"),
        )

    def _upcoming(self) -> OutlineTable:
        rows = tuple(map(self._coming, self.state.upcoming))
        caption = "In order of the last possible day, then what is overdue."
        return OutlineTable(Said(caption), ("What", "When", "Where", "Status", "Given before"), rows)

    def _coming(self, coming: Coming) -> OutlineRow:
        session = coming.session
        late = (Said(f"for {_counted(coming.overdue_days, 'day')}", form="note"),) if coming.overdue_days else ()
        if session is None:
            who = f" ({', '.join(coming.who)})" if coming.who else ""
            cells: tuple[OutlineCell, ...] = (
                self._text(f"{coming.what}{who}", coming.evidence),
                (_window(coming.window),) if coming.window else _untimed(coming.words),
                (Said(harmless(coming.place)),) if coming.place else (),
                (Said(coming.status, form="status"), *late),
                (),
            )
            return OutlineRow(cells, coming.evidence.facts)
        cells = (
            (Said(_name(session)),),
            self._value(session.dossier, "window") or _untimed(coming.words),
            (*self._value(session.dossier, "venue"), *self._value(session.dossier, "place")),
            self._status(session.dossier, session.status, session.overdue_days),
            tuple(
                _window(slip.window)._replace(sources=self._numbers(slip.reports))
                for slip in session.slips
                if slip.current and (session.window is None or slip.window.key != session.window.key)
            ),
        )
        return OutlineRow(cells, session.dossier.evidence.facts)

    def _status(self, dossier: Dossier, status: str, overdue_days: int | None) -> OutlineCell:
        support = dossier.preferred("status")
        agrees = support is not None and support.value.text == status
        sources = self._numbers(support.reports) if support and agrees else ()
        late = (Said(f"for {_counted(overdue_days, 'day')}", form="note"),) if overdue_days else ()
        return (Said(status, form="status", sources=sources), *late)

    def _timeline(self) -> Iterator[Group]:
        entries = self.state.timeline
        for year, of_year in groupby(entries, key=_year):
            rows = tuple(map(self._entry, of_year))
            table = OutlineTable(Said("In order of time."), ("When", "What", "Who", "Where"), rows)
            yield Group(Said(year or "Time unknown"), table)

    def _entry(self, entry: timeline.Event) -> OutlineRow:
        time = (_window(entry.time),) if entry.time else (Said("unknown", form="note"),)
        remark: OutlineCell = (Said(entry.time_is, form="note"),) if entry.time_is in ("planned", "reported") else ()
        if entry.words:
            remark = (*remark, Said(harmless(entry.words)))
        if entry.modality and entry.modality != entry.time_is:
            remark = (*remark, Said(entry.modality, form="note"))
        disputed = (Said("in dispute", form="note"),) if entry.disputed else ()
        cells = (
            time + remark,
            self._text(entry.what, entry.evidence) + disputed,
            tuple(Said(harmless(name)) for name in entry.who),
            (Said(harmless(entry.place)),) if entry.place else (),
        )
        return OutlineRow(cells, entry.evidence.facts)

    def _invitations(self) -> OutlineTable:
        rows = (
            OutlineRow(
                (
                    self._value(one.dossier, "by"),
                    self._value(one.dossier, "to"),
                    self._invited_to(one),
                    self._value(one.dossier, "extended"),
                    self._value(one.dossier, "window") or self._value(one.dossier, WORDS),
                    self._fate(one),
                ),
                one.dossier.evidence.facts,
            )
            for one in self.state.invitations
        )
        columns = ("From", "To", "Invited to", "Extended", "For", "Status")
        return OutlineTable(Said("Every invitation, and what became of it."), columns, tuple(rows))

    def _invited_to(self, invitation: Invitation) -> OutlineCell:
        if invitation.session:
            return (Said(_name(invitation.session)),)
        return self._value(invitation.dossier, "visit") or (Said(harmless(invitation.invitation)),)

    def _fate(self, invitation: Invitation) -> OutlineCell:
        status = self._status(invitation.dossier, invitation.status, invitation.overdue_days)
        if invitation.fulfilled:
            status += (_window(invitation.fulfilled),)
        if invitation.after_days is not None:
            status += (Said(f"after {_counted(invitation.after_days, 'day')}", form="note"),)
        return status

    def _positions(self) -> OutlineTable:
        rows = []
        for one in self.state.positions:
            stance = self._value(one.dossier, "stance") or (Said(harmless(one.issue)),)
            changes = (
                self._text(f"{change.change or 'changed'} {change.when.text if change.when else ''}", change.evidence)
                for change in one.changes
            )
            withdrawn = () if one.in_force else (Said("withdrawn", form="status"),)
            evidence, held = one.dossier.evidence, one.dossier.preferred("stance")
            everyone = self._numbers(evidence.reports)
            often = f"{_counted(one.occasions, 'occasion')}, {_counted(len(evidence.origins), 'origin')}"
            cells = (
                (Said(harmless(one.actor)),),
                (*stance, *withdrawn, *(said for change in changes for said in change)),
                (_window(one.first_stated),) if one.first_stated else (),
                (_window(one.last_reaffirmed),) if one.last_reaffirmed else (),
                # The numbers are not said twice where all that was said is the stance.
                (Said(often, sources=() if held and set(held.reports) == set(evidence.reports) else everyone),),
            )
            rows.append(OutlineRow(cells, evidence.facts))
        columns = ("Holder", "Position", "First stated", "Last heard", "How often")
        return OutlineTable(Said("Who holds which position, by holder."), columns, tuple(rows))

    def _commitments(self) -> OutlineTable:
        rows = (
            OutlineRow(
                (
                    self._value(one.dossier, "what") or (Said(harmless(one.commitment)),),
                    self._value(one.dossier, "by"),
                    self._value(one.dossier, "to"),
                    self._value(one.dossier, "due"),
                    self._status(one.dossier, one.status, one.overdue_days),
                ),
                one.dossier.evidence.facts,
            )
            for one in self.state.commitments
        )
        columns = ("What", "By", "To", "Due", "Status")
        return OutlineTable(Said("What was promised, and what became of it; deadlines too."), columns, tuple(rows))

    def _dispute(self, dispute: Dispute) -> Group:
        verdict = dispute.verdict
        subject = f"{str(dispute.subject).replace(':', ' ', 1)}: {verdict.attribute}"
        sides: Sequence[Support] = (*([verdict.preferred] if verdict.preferred else []), *verdict.dissent)
        rows = []
        for side in sides:
            counts = (Said("counts", form="status"),) if side is verdict.preferred else ()
            origins = tuple(Said(harmless(origin)) for origin in side.origins)
            quote = self._quote(claim.source for claim in side.claims)
            rows.append(OutlineRow(((self._supported(side), *counts), origins, quote), side.facts))
        why = f": {_REASONS[verdict.reason]}" if verdict.reason in _REASONS else ""
        caption = f"The first claim counts{why}." if verdict.preferred else "No claim counts."
        return Group(
            Said(harmless(subject)), OutlineTable(Said(caption), ("Claim", "Said by", "In these words"), tuple(rows))
        )

    def _sources(self) -> Iterator[CitedSource]:
        facts: dict[str, list[str]] = {report: [] for report in self.knowledge.reports}
        for known in self.knowledge.facts:
            if known.report:
                facts[known.report.id].append(known.fact_id[:FACT_ID_SHOWN])
        for report in self.knowledge.reports.values():
            yield self._source(report, facts[report.id])

    def _source(self, report: Report, facts: Sequence[str]) -> CitedSource:
        filed = report.filed
        url = safe_address(filed.url) if filed.url else ""
        wording = filed.published.wording if filed.published else None
        grade = self.knowledge.reliability.get(report.outlet)
        notes = (
            filed.kind_,
            f"origin: {report.origin}" if report.origin != report.outlet else None,
            f"reliability {grade}" if grade else None,
        )
        return CitedSource(
            number=self.numbers[report.id],
            outlet=harmless(report.outlet),
            title=Said(harmless(filed.title), language=_language(report)) if filed.title else None,
            published=_window(WindowValue(report.published, wording))
            if report.published
            else Said("undated", form="note"),
            notes=tuple(harmless(note) for note in notes if note),
            url=url,
            shown_url=_ENCODED.sub(_letters, url),
            facts=tuple(facts),
        )


def _untimed(words: str | None) -> OutlineCell:
    """What stands for the time of something to come that has no days."""
    return (Said(harmless(words)),) if words else (Said("no time set", form="note"),)


def _window(value: WindowValue) -> Said:
    """A window as the reports word it, with what the words were taken to mean. Of a day only the day: "on Tuesday"."""
    text = value.window.text
    if not value.wording or value.wording == text or not is_vague(value.window):
        return Said(text, form="time")
    return Said(harmless(value.wording), exact=text)


def _year(entry: timeline.Event) -> str:
    """The year in which it can begin. Where only the end is known, that. "" where no time is known."""
    window = entry.time.window if entry.time else None
    if window is None:
        return ""
    return f"{window.earliest.year:04}" if window.earliest else f"until {window.latest:%Y}"


def _letters(encoded: re.Match[str]) -> str:
    """The letters that a percent-encoded piece of an address stands for. The piece where it is anything else."""
    try:
        decoded = bytes.fromhex(encoded[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return encoded[0]
    return decoded if decoded.isalnum() else encoded[0]


def _name(session: Session) -> str:
    track = "" if session.track == "main" else f"{session.track} "
    return harmless(f"{track}session {session.session}")


def _language(report: Report) -> str:
    language = report.filed.language or ""
    return language if _LANGUAGE.fullmatch(language) else ""


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
