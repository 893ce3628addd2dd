"""A contribution as it shows: its words, its redline, its name, its answer."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tadafor.consultations import rules
from tadafor.consultations.models import Decision
from tadafor.consultations.queries.text import label_of
from tadafor.documents.queries import SpokenView
from tadafor.kernel.clock import day_of
from tadafor.kernel.text import excerpt
from tadafor.kernel.words import word
from tadafor.people.rules import Channel
from tadafor.ui.components import Answer, AnsweredLine, FieldSaid, Said, Tone
from tadafor.ui.templating.addresses import address

EXCERPT = 120


_KIND_TONES = {
    rules.Kind.COMMENT: "plain",
    rules.Kind.AMENDMENT: "saffron",
    rules.Kind.NEW_ARTICLE: "green",
    rules.Kind.REMARK: "plain",
    rules.Kind.NEW_PROJECT: "green",
}


_OUTCOME_TONES = {
    rules.Outcome.ACCEPTED: "green",
    rules.Outcome.PARTLY: "saffron",
    rules.Outcome.DUPLICATE: "saffron",
}


@dataclass(frozen=True)
class DecisionView:
    """The official answer inside the contribution it answers."""

    outcome: rules.Outcome
    reason: str
    approved_on: date | None
    vote: rules.Vote
    duplicate_of: int | None
    in_bulk: bool

    @property
    def tone(self) -> str:
        """The colour that tells outcomes apart; the word always stands beside it."""
        return _OUTCOME_TONES.get(self.outcome, "terracotta")

    def answer(self, home: str) -> Answer:
        """The same, ready to be drawn in the consultation at ``home``."""
        vote, other = self.vote, self.duplicate_of
        said = {"yes": vote.in_favour, "no": vote.against, "abstained": vote.abstained}
        see = _("انظروا المساهمة رقم %(number)s") % {"number": other}
        return Answer(
            verdict=word(self.outcome),
            reason=self.reason,
            tone=self.tone,
            when=self.approved_on,
            see=(f"{home}contributions/{other}/", see) if other else None,
            vote=_("التصويت: %(yes)s مع، %(no)s ضد، %(abstained)s امتناع") % said if vote.cast else "",
        )


@dataclass(frozen=True)
class ContributionView:
    """A contribution as it shows: the name is already what may be shown of it."""

    id: int
    number: int
    kind: rules.Kind
    title: str
    body: str
    proposed: str
    runs: list[rules.Run]
    name: str
    author_kind: rules.AuthorKind
    channel: Channel
    received_on: date
    written_at: datetime
    language: str
    supports: int
    replies: int
    visibility: str
    withdrawn: bool
    trace_code: str
    passage_id: int | None
    passage_key: str | None
    passage_sort: str
    passage_number: int | None
    passage_title: str
    version_number: int
    group: str
    decision: DecisionView | None
    sheet: rules.Sheet
    changes: list[rules.FieldChange]
    axis: str
    round_number: int | None
    at: tuple[str, str]  # the territory and the consultation in addresses
    home: str  # the address of the consultation, in the reader's language
    rounds: int  # how many rounds it has had
    by_desk: bool = False
    spoken: SpokenView | None = None

    @property
    def fields(self) -> list[FieldSaid]:
        """The five fields that say something; of an amendment, those it changes, with their redlines."""
        if self.kind is rules.Kind.AMENDMENT:
            return [(word(one.field), "", one.runs) for one in self.changes]
        return [(word(one), said, ()) for one, said in self.sheet.filled()]

    @property
    def passage_label(self) -> str:
        """What it speaks of, by its number: an article or a card; empty for the whole."""
        return label_of(self.passage_sort, self.passage_number) if self.passage_number else ""

    @property
    def kind_word(self) -> str:
        return word(self.kind)

    @property
    def author_word(self) -> str:
        return word(self.author_kind)

    @property
    def meta(self) -> str:
        """Who speaks and by which channel it came."""
        return " · ".join(
            part
            for part in (
                self.author_word if self.name else "",
                word(self.channel) if self.channel is not Channel.ONLINE else "",
                self.spoken.told if self.spoken else "",
            )
            if part
        )

    @property
    def tone(self) -> str:
        return _KIND_TONES[self.kind]

    @property
    def excerpt(self) -> str:
        """A line that says what it is about."""
        return excerpt(self.title or self.body or self.proposed or self.sheet.told, EXCERPT)

    @property
    def address(self) -> str:
        """Its own page, in the reader's language."""
        return f"{self.home}contributions/{self.number}/"

    @property
    def said(self) -> Said:
        """The same, ready to be drawn."""
        if gone := self._gone:
            return Said(key=f"c{self.number}", number=self.number, gone=gone)
        here, language = self.address, get_language()
        return Said(
            key=f"c{self.number}",
            number=self.number,
            name=self.name or self.author_word,
            meta=self.meta,
            when=self.received_on,
            tag=self.kind_word,
            tone=self.tone,
            href=here,
            about=self._about,
            lines=[(_("المحور:"), self.axis)] if self.axis else (),
            title=self.title,
            runs=self.runs,
            proposed=self.proposed,
            fields=self.fields,
            body=self.body,
            sound=self._sound,
            answer=self.decision.answer(self.home) if self.decision else None,
            links=(
                (f"{here}support/", "thumbs-up", self.supports, _supports(self.supports, language)),
                (f"{here}#replies", "reply", self.replies, _replies(self.replies, language)),
            ),
            note=self._round_word,
        )

    @property
    def line(self) -> AnsweredLine:
        """The same, as a line of the report."""
        decision = self.decision
        meta = (self.kind_word, self.passage_label, self._round_word)
        return AnsweredLine(
            number=self.number,
            href=self.address,
            meta=[part for part in meta if part],
            text=self.excerpt,
            mark=(word(decision.outcome), decision.tone) if decision else (_("بلا جواب بعد"), Tone.PLAIN),
            reason=decision.reason if decision else "",
        )

    @property
    def _round_word(self) -> str:
        return round_word(self.round_number) if self.round_number and self.rounds > 1 else ""

    @property
    def _gone(self) -> tuple[str, str] | None:
        if self.visibility == "hidden":
            return "eye-off", _("المساهمة رقم %(number)s: حُجبت وفق قواعد المشاركة.") % {"number": self.number}
        if not self.withdrawn:
            return None
        if self.by_desk:
            return "undo-2", _("المساهمة رقم %(number)s: ألغى المكتب تسجيلها خطأ.") % {"number": self.number}
        return "undo-2", _("المساهمة رقم %(number)s: سحبها من كتبها.") % {"number": self.number}

    @property
    def _about(self) -> tuple[str, str, str] | None:
        if not self.passage_number:
            return None
        href = address("consultations:article", (*self.at, self.passage_key or ""))
        return href, self.passage_label, self.passage_title

    @property
    def _sound(self) -> tuple[str, str, int, int] | None:
        if self.spoken is None or not self.spoken.is_public:
            return None
        one = self.spoken.recording
        sound = address("documents:sound", (self.at[0], one.code, one.mark))
        return sound, one.voice_word, one.seconds, one.size


@lru_cache(maxsize=2_000)
def _supports(count: int, _language: str | None) -> str:
    return ngettext("تأييد", "تأييدات", count)


@lru_cache(maxsize=2_000)
def _replies(count: int, _language: str | None) -> str:
    return ngettext("رد", "ردود", count)


def round_word(number: int) -> str:
    """Return how a round is called."""
    return _("الجولة %(number)s") % {"number": number}


def decision_view(decision: Decision) -> DecisionView:
    """Return a decision as it shows."""
    return DecisionView(
        outcome=rules.Outcome(decision.outcome),
        reason=decision.reason,
        approved_on=day_of(decision.approved_at) if decision.approved_at else None,
        vote=rules.Vote(decision.in_favour, decision.against, decision.abstained),
        duplicate_of=decision.duplicate_of.number if decision.duplicate_of else None,
        in_bulk=bool(decision.batch),
    )
