"""What happens until a consultation closes: it is prepared, announced, open, and people contribute."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tadafor.consultations import actions, rules
from tadafor.consultations.queries import Contribution as Made
from tadafor.demo.life import Act, Life
from tadafor.demo.moderating import moderating
from tadafor.demo.told import Contribution
from tadafor.kernel.clock import day_of
from tadafor.people.rules import Channel, RoleKind
from tadafor.traces import actions as traces

OPENING_TOLD_AFTER = timedelta(hours=8)


@dataclass(frozen=True)
class Opening:
    """The acts of a consultation up to its close."""

    life: Life

    def acts(self) -> Iterator[Act]:
        yield from self._beginning()
        yield from self._window()

    # ---- before the window

    def _beginning(self) -> Iterator[Act]:
        announced = self.life.at(self.life.told.announced)
        yield announced - timedelta(days=3), self._draft
        yield announced - timedelta(days=3, minutes=-20), self._write_first_version
        if self.life.told.committee:
            yield announced - timedelta(days=2), self._found_committee
        yield announced, self._announce
        for place, key in enumerate(self.life.told.followed_by, start=1):
            yield announced + timedelta(hours=place), self._follow(key)
        yield self.life.at(self.life.told.opens) + OPENING_TOLD_AFTER, self._tell_opening

    def _announce(self, now: datetime) -> None:
        actions.announce(consultation=self.life.held, actor=self.life.staff(RoleKind.FOCAL_POINT), now=now)

    def _follow(self, key: str) -> Callable[[datetime], object]:
        return lambda now: traces.follow(
            trace=self.life.held.trace, actor=self.life.ground.actor(key), now=now
        )

    def _tell_opening(self, now: datetime) -> None:
        actions.tell_opening(consultation=self.life.held, now=now)

    def _draft(self, now: datetime) -> None:
        told, tenant = self.life.told, self.life.ground.tenants[self.life.told.territory]
        self.life.held = actions.draft_consultation(
            territory_id=tenant.pk,
            territory_slug=tenant.slug,
            settings=actions.Settings(
                title=told.title.ar,
                slug=told.slug,
                stake=f"{told.stakes.ar}\n\n{told.demonstration.ar}",
                promise=told.promise.ar,
                opens_on=day_of(self.life.at(told.opens)),
                closes_on=day_of(self.life.at(told.closes)),
                audience=rules.Audience(told.who),
                names_shown=rules.NamesShown(told.names),
                moderation=rules.Moderation(told.moderation),
            ),
            actor=self.life.staff(RoleKind.FOCAL_POINT),
            now=now,
            is_demonstration=True,
        )

    def _write_first_version(self, now: datetime) -> None:
        first = self.life.told.versions[0]
        passages = []
        for section in self.life.told.sections:
            passages.append(actions.PassageText("section", section.title.ar, key=f"section-{section.key}"))
            passages += [
                actions.PassageText("article", article.title.ar, article.text.ar, article.key)
                for article in first.articles
                if article.section == section.key
            ]
        actions.write_text(
            consultation=self.life.held,
            passages=passages,
            actor=self.life.staff(RoleKind.FOCAL_POINT),
            now=now,
        )

    def _found_committee(self, now: datetime) -> None:
        committee = self.life.told.committee
        if committee is None:
            return
        seats = [
            (seat.capacity.ar if seat.seats == 1 else f"{seat.capacity.ar} ({seat.seats})", place == 0)
            for place, seat in enumerate(committee.seats)
        ]
        actions.found_committee(
            consultation=self.life.held,
            name="لجنة دراسة المساهمات",
            founded_by=committee.decision.ar,
            founded_on=day_of(self.life.at(committee.decided_on)),
            members=seats,
            actor=self.life.staff(RoleKind.FOCAL_POINT),
            now=now,
        )

    # ---- while it is open

    def _window(self) -> Iterator[Act]:
        for voice in self.life.told.contributions:
            yield self.life.at(voice.at), self._contribute(voice)
            for place, reply in enumerate(voice.replies):
                yield self.life.at(reply.at), self._reply(voice, place)
            yield from self._supports(voice)
            yield from moderating(self.life, voice)
            if voice.withdrawn:
                yield self.life.at(voice.withdrawn), self._withdraw(voice)

    def _contribute(self, voice: Contribution) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            words = actions.Words(
                kind=rules.Kind(voice.kind),
                body=voice.text,
                title=voice.title,
                proposed=voice.proposed,
                passage=voice.article or None,
            )
            write = self._write if voice.channel == Channel.ONLINE.value else self._enter
            self.life.made[voice.key] = write(voice, words, now)

        return act

    def _write(self, voice: Contribution, words: actions.Words, now: datetime) -> Made:
        association = self.life.ground.associations[voice.association].pk if voice.association else None
        return actions.contribute(
            consultation=self.life.held,
            words=words,
            actor=self.life.ground.actor(voice.author),
            now=now,
            token=self._token(voice.key),
            speaks_for=association,
        )

    def _enter(self, voice: Contribution, words: actions.Words, now: datetime) -> Made:
        content = self.life.ground.content
        name = (
            content.associations[voice.association].name
            if voice.association
            else content.people[voice.author].name
        )
        kind = rules.AuthorKind.ASSOCIATION if voice.association else rules.AuthorKind.CITIZEN
        return actions.enter_contribution(
            consultation=self.life.held,
            words=words,
            received=actions.Received(Channel(voice.channel), day_of(now), name.ar, kind),
            actor=self.life.staff(RoleKind.CLERK),
            now=now,
            token=self._token(voice.key),
        )

    def _token(self, key: str) -> str:
        return f"demo-{key}"[:32]

    def _reply(self, voice: Contribution, place: int) -> Callable[[datetime], object]:
        reply = voice.replies[place]
        return lambda now: actions.reply(
            contribution=self.life.made[voice.key],
            body=reply.text,
            actor=self.life.ground.actor(reply.author),
            now=now,
            token=f"demo-{voice.key}"[:28] + f"-{place}",
        )

    def _withdraw(self, voice: Contribution) -> Callable[[datetime], object]:
        return lambda now: actions.withdraw(
            contribution=self.life.made[voice.key], actor=self.life.ground.actor(voice.author), now=now
        )

    def _supports(self, voice: Contribution) -> Iterator[Act]:
        """Spread the supports over what is left of the window, or of the time until now."""
        begins = self.life.at(voice.at)
        gone = voice.withdrawn or (voice.hidden and voice.hidden.at)
        ends = min(self.life.at(gone or self.life.told.closes), self.life.present)
        step = (ends - begins) / (voice.supports + 1)
        for place, key in enumerate(self._supporters(voice), start=1):
            yield begins + step * place, self._support(voice, key)

    def _supporters(self, voice: Contribution) -> list[str]:
        """Choose as many neighbours as the content says, always the same ones."""
        people = self.life.ground.content.people.values()
        neighbours = [
            person.key
            for person in people
            if person.territory == self.life.told.territory
            and not person.is_cast
            and person.key != voice.author
            and self.life.ground.actor(person.key).linked_to(
                self.life.ground.tenants[self.life.told.territory].pk
            )
        ]
        first = sum(voice.key.encode()) % len(neighbours)
        return (neighbours[first:] + neighbours[:first])[: voice.supports]

    def _support(self, voice: Contribution, key: str) -> Callable[[datetime], object]:
        return lambda now: actions.support(
            contribution=self.life.made[voice.key], actor=self.life.ground.actor(key), now=now
        )
