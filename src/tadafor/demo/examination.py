"""What happens once a consultation is closed: examined, decided, written anew, concluded, adopted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tadafor.consultations import actions, rules
from tadafor.consultations.queries import draft_version, wording_of
from tadafor.demo.life import Act, Life
from tadafor.demo.told import Decision, Version
from tadafor.kernel.clock import day_of
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind

EXAMINED_AFTER = timedelta(hours=3)
APPROVED_AFTER = timedelta(days=1)
WRITTEN_BEFORE = timedelta(days=1)

DRAFTED_ONCE = 1  # the revision of a decision that nobody drafted anew


@dataclass(frozen=True)
class Examination:
    """The acts of a consultation after its close."""

    life: Life

    def acts(self) -> Iterator[Act]:
        yield from self._examination()
        yield from self._end()

    # ---- after the close

    def _examination(self) -> Iterator[Act]:
        for place, meeting in enumerate(self.life.told.meetings):
            held_at = self.life.at(meeting.at)
            if place == 0:
                yield held_at - timedelta(hours=2), self._group
            yield held_at, self._meet(meeting.key)
            yield held_at + EXAMINED_AFTER, self._decide(meeting.key)
            yield held_at + APPROVED_AFTER, self._approve(meeting.key)

    def _group(self, now: datetime) -> None:
        for name, voices in self.life.told.groups().items():
            actions.group_together(
                consultation=self.life.held,
                numbers=self.life.numbers(tuple(voice.key for voice in voices)),
                title=self.life.told.group_titles[name],
                actor=self.life.staff(RoleKind.FOCAL_POINT),
                now=now,
            )

    def _meet(self, key: str) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            meeting = next(meeting for meeting in self.life.told.meetings if meeting.key == key)
            self.life.meetings[key] = actions.record_meeting(
                consultation=self.life.held,
                held_on=day_of(now),
                place=meeting.place.ar,
                present=meeting.present,
                summary=meeting.subject.ar,
                actor=self.life.staff(RoleKind.FOCAL_POINT),
                now=now,
            )

        return act

    def _decided(self, meeting: str) -> dict[str, Decision]:
        """Return the decisions of a meeting; those on originals come before those on their copies."""
        found = {
            voice.key: voice.decision
            for voice in self.life.told.contributions
            if voice.decision and voice.decision.meeting == meeting
        }
        return dict(
            sorted(found.items(), key=lambda item: (bool(item[1].same_as), self.life.number(item[0])))
        )

    def _decide(self, meeting: str) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            decisions = self._decided(meeting)
            for key, decision in decisions.items():
                if not decision.bulk:
                    self._draft_decision(key, decision, now)
            for bulk in {decision.bulk for decision in decisions.values() if decision.bulk}:
                self._decide_in_bulk(bulk, decisions, now)

        return act

    def _drafted(self, decision: Decision) -> rules.Draft:
        return rules.Draft(
            outcome=rules.Outcome(decision.outcome),
            reason=decision.reason,
            has_meeting=True,
            vote=rules.Vote(*decision.votes),
            duplicate_of=self.life.number(decision.same_as) if decision.same_as else None,
        )

    def _draft_decision(self, key: str, decision: Decision, now: datetime) -> None:
        actions.draft_decision(
            contribution=self.life.made[key],
            draft=self._drafted(decision),
            meeting=self.life.meetings[decision.meeting],
            seen=0,
            actor=self.life.staff(RoleKind.FOCAL_POINT),
            now=now,
        )

    def _decide_in_bulk(self, bulk: str, decisions: dict[str, Decision], now: datetime) -> None:
        keys = tuple(key for key, decision in decisions.items() if decision.bulk == bulk)
        actions.decide_in_bulk(
            consultation=self.life.held,
            numbers=self.life.numbers(keys),
            draft=self._drafted(decisions[keys[0]]),
            meeting=self.life.meetings[decisions[keys[0]].meeting],
            actor=self.life.staff(RoleKind.FOCAL_POINT),
            now=now,
        )

    def _approve(self, meeting: str) -> Callable[[datetime], object]:
        return lambda now: actions.approve(
            consultation=self.life.held,
            numbers=self.life.numbers(tuple(self._decided(meeting))),
            seen=dict.fromkeys(self.life.numbers(tuple(self._decided(meeting))), DRAFTED_ONCE),
            actor=self.life.staff(RoleKind.DIRECTOR),
            now=now,
        )

    # ---- the new version and the end

    def _end(self) -> Iterator[Act]:
        for version in self.life.told.versions[1:]:
            yield self.life.at(version.at) - WRITTEN_BEFORE, self._write_version(version)
            yield self.life.at(version.at), self._publish(version)
        if self.life.told.concluded:
            yield self.life.at(self.life.told.concluded), self._conclude

    def _write_version(self, version: Version) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            editor = self.life.staff(RoleKind.FOCAL_POINT)
            actions.open_draft(consultation=self.life.held, actor=editor, now=now)
            for gone in version.removed:
                actions.remove_passage(
                    consultation=self.life.held,
                    key=gone.key,
                    causes=self.life.numbers(gone.because),
                    actor=editor,
                    now=now,
                )
            self._change_articles(version, editor, now)

        return act

    def _change_articles(self, version: Version, editor: Actor, now: datetime) -> None:
        known = {article.key for article in self.life.told.versions[version.number - 2].articles}
        previous = ""
        for article in version.articles:
            causes = self.life.numbers(article.because)
            if article.key not in known:
                text = actions.PassageText("article", article.title.ar, article.text.ar, article.key)
                actions.add_passage(
                    consultation=self.life.held,
                    text=text,
                    after=previous,
                    causes=causes,
                    actor=editor,
                    now=now,
                )
            elif causes:
                draft = draft_version(self.life.held)
                wording = wording_of(draft, article.key) if draft else None
                if wording is None:
                    raise LookupError(article.key)
                actions.save_wording(
                    wording=wording,
                    title=article.title.ar,
                    body=article.text.ar,
                    causes=causes,
                    seen=wording.revision,
                    actor=editor,
                    now=now,
                )
            previous = article.key

    def _publish(self, version: Version) -> Callable[[datetime], object]:
        return lambda now: actions.publish_version(
            consultation=self.life.held,
            note=version.title.ar,
            actor=self.life.staff(RoleKind.FOCAL_POINT),
            now=now,
        )

    def _conclude(self, now: datetime) -> None:
        way = "\n".join(f"- {event.title.ar}" for event in self.life.told.events)
        actions.conclude(
            consultation=self.life.held,
            words=f"{self.life.told.conclusion.ar}\n\nمحطات سبقت هذا التشاور:\n{way}",
            unchanged_because="",
            actor=self.life.staff(RoleKind.DIRECTOR),
            now=now,
        )
