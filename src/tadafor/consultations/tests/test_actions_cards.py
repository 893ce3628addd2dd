"""The verbs on cards and rounds, on the database."""

from datetime import UTC, date, datetime

import pytest

from tadafor.audit.models import Entry
from tadafor.consultations import actions, queries, rules
from tadafor.consultations.models import Contribution, Round
from tadafor.consultations.rules import (
    CardRefusal,
    ContributionRefusal,
    Kind,
    Phase,
    RoundRefusal,
    Sheet,
    VersionRefusal,
)
from tadafor.consultations.tests.factories import (
    AFTER,
    CARD,
    CARDS,
    CLOSES,
    DURING,
    LATER,
    TEXT,
    decide,
    make_cards,
    make_consultation,
    remark,
    staff_actor,
)
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.notifications.models import Notice
from tadafor.people.rules import Channel, RoleKind

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)
SECOND = actions.RoundWords(
    MAY, MAY, channel=Channel.WORKSHOP, place="قاعة الاجتماعات", instruction="املأوا بطاقة لكل مشروع."
)


@pytest.fixture(autouse=True)
def _inside(larache):
    with within(larache.pk):
        yield


@pytest.fixture
def scene(larache):
    return make_cards(larache)


@pytest.fixture
def editor(larache):
    return staff_actor(larache, RoleKind.FOCAL_POINT)


def refused_with(refusal, verb, **facts):
    with pytest.raises(Refused) as refused:
        verb(**facts)
    assert refused.value.refusal is refusal


class TestWritingCards:
    def test_cards_stand_by_axis_under_their_own_numbers(self, scene):
        shelves = queries.shelves_of_cards(scene, queries.current_version(scene))
        assert [(shelf.axis, [one.number for one in shelf.cards]) for shelf in shelves] == [
            ("التواصل", [68]),
            ("خدمات ذات جودة", [70]),
        ]
        assert shelves[0].cards[0].card.cost == 120_000

    def test_one_axis_alone(self, scene):
        shelves = queries.shelves_of_cards(scene, queries.current_version(scene), axis="خدمات ذات جودة")
        assert [one.number for shelf in shelves for one in shelf.cards] == [70]

    def test_no_two_cards_of_a_version_have_one_number(self, larache, editor):
        draft = make_cards(larache, announced=False)
        same = actions.CardText(68, "عنوان آخر", CARDS[0].sheet)
        facts = {"consultation": draft, "causes": [], "actor": editor, "now": DURING}
        refused_with(CardRefusal.NUMBER_TAKEN, actions.add_card, text=same, **facts)

    def test_an_axis_that_a_card_names_stays(self, larache, editor):
        draft = make_cards(larache, announced=False)
        facts = {"consultation": draft, "actor": editor, "now": DURING}
        refused_with(CardRefusal.AXIS_IN_USE, actions.set_axes, names=["التواصل"], **facts)
        more = ["التنمية الاجتماعية", "التواصل", " خدمات ذات جودة ", ""]
        assert [one.name for one in actions.set_axes(names=more, **facts)] == [
            more[0],
            more[1],
            more[2].strip(),
        ]

    def test_of_two_who_edit_a_card_the_second_is_told(self, larache, editor):
        draft = make_cards(larache, announced=False)
        wording = queries.wording_of(queries.draft_version(draft), CARD)
        facts = {"wording": wording, "text": CARDS[0], "causes": [], "actor": editor, "now": DURING}
        assert actions.save_card(seen=0, **facts).revision == 1
        refused_with(VersionRefusal.CHANGED_MEANWHILE, actions.save_card, seen=0, **facts)

    def test_cards_are_not_written_as_a_text_nor_a_text_as_cards(self, scene, larache, editor):
        facts = {"actor": editor, "now": AFTER}
        refused_with(VersionRefusal.ON_CARDS, actions.write_text, consultation=scene, passages=TEXT, **facts)
        text = make_consultation(larache, announced=False)
        refused_with(
            CardRefusal.NOT_ON_CARDS,
            actions.add_card,
            consultation=text,
            text=CARDS[0],
            causes=[],
            **facts,
        )

    def test_a_card_is_not_touched_while_the_round_is_open(self, scene, editor):
        facts = {"consultation": scene, "text": CARDS[0], "causes": [], "actor": editor, "now": DURING}
        refused_with(VersionRefusal.WINDOW_STILL_OPEN, actions.add_card, **facts)


class TestRemarks:
    def test_a_remark_keeps_its_fields_and_its_round(self, scene):
        one = remark(scene, sheet=Sheet(problem="  الأحياء  ", impact="عدد المستفيدات"))
        kept = Contribution.objects.get(pk=one.pk)
        assert kept.five == Sheet(problem="الأحياء", impact="عدد المستفيدات")
        assert kept.round == Round.objects.get(consultation=scene, number=1)
        assert kept.passage.key == CARD
        assert "عدد المستفيدات" in kept.trace.text

    def test_a_new_project_names_its_axis(self, scene):
        one = remark(scene, kind=Kind.NEW_PROJECT, passage=None, title="مكتبة متنقلة", axis="التواصل")
        assert (one.axis.name, one.passage, one.trace.title) == ("التواصل", None, "مكتبة متنقلة")

    def test_nothing_filled_is_refused(self, scene):
        with pytest.raises(Refused) as refused:
            remark(scene, sheet=Sheet())
        assert refused.value.refusal is ContributionRefusal.NOTHING_FILLED

    def test_a_card_that_is_not_there_is_refused(self, scene):
        with pytest.raises(Refused) as refused:
            remark(scene, passage="project-99")
        assert refused.value.refusal is ContributionRefusal.CARD_NEEDED

    def test_alike_remarks_are_found(self, scene):
        one = remark(scene, sheet=Sheet(solution="نشرة شهرية توزع في المساجد والمقاهي"))
        assert queries.alike(scene, "نشرة شهرية توزع في المقاهي", passage=CARD) == [one]

    def test_a_double_click_makes_one(self, scene, editor):
        facts = {
            "consultation": scene,
            "words": actions.Words(Kind.REMARK, passage=CARD, sheet=Sheet(impact="أثر واضح")),
            "actor": editor,
            "now": DURING,
            "token": token(),
        }
        assert actions.contribute(**facts) == actions.contribute(**facts)

    def test_what_was_written_in_a_room_is_entered_by_staff_in_its_round(self, larache, editor):
        in_room = actions.RoundWords(MAY, MAY, Channel.WORKSHOP, "القاعة الكبرى")
        scene = make_cards(larache, round_words=in_room)
        with pytest.raises(Refused) as refused:
            remark(scene)
        assert refused.value.refusal is ContributionRefusal.IN_PERSON_ROUND
        words = actions.Words(Kind.REMARK, passage=CARD, sheet=Sheet(impact="أثر واضح"))
        received = actions.Received(Channel.WORKSHOP, CLOSES, "", rules.AuthorKind.ASSOCIATION)
        entered = actions.enter_contribution(
            consultation=scene, words=words, received=received, actor=editor, now=AFTER, token=token()
        )
        assert entered.round.number == 1
        assert entered.channel == Channel.WORKSHOP


class TestRounds:
    def test_the_first_round_has_the_days_of_the_settings(self, scene):
        first = queries.round_in_force(scene)
        assert (first.number, first.opens_on, first.closes_on) == (1, scene.opens_on, scene.closes_on)

    def test_more_time_is_more_time_of_the_round(self, scene, editor):
        later = date(2026, 3, 30)
        actions.extend(consultation=scene, closes_on=later, reason="طلب الجمعيات", actor=editor, now=DURING)
        assert queries.round_in_force(scene).closes_on == later

    def test_no_round_before_the_one_before_is_over(self, scene, editor):
        facts = {"consultation": scene, "words": SECOND, "actor": editor, "now": DURING}
        refused_with(RoundRefusal.EARLIER_NOT_CLOSED, actions.plan_round, **facts)

    def test_a_second_round_leads_back_to_the_room(self, scene, editor, larache):
        """§ consultations-28, § consultations-31: examined, improved, and open again on the new cards."""
        author = staff_actor(larache, name="كاتبة الملاحظة")
        one = remark(scene, author)
        planned = actions.plan_round(consultation=scene, words=SECOND, actor=editor, now=AFTER)
        scene.refresh_from_db()
        assert (planned.number, scene.round_number, scene.round_in_person) == (2, 2, True)
        assert rules.phase(scene.window, today=date(2026, 4, 1)) is Phase.EXAMINATION
        decide(one)
        draft = actions.open_draft(consultation=scene, actor=editor, now=LATER)
        better = actions.CardText(
            68, CARDS[0].title, Sheet.of({**CARDS[0].sheet.values(), "funding": "شراكة مع الجهة"}), "التواصل"
        )
        actions.save_card(
            wording=queries.wording_of(draft, CARD),
            text=better,
            causes=[one.number],
            seen=0,
            actor=editor,
            now=LATER,
        )
        actions.publish_version(consultation=scene, note="", actor=editor, now=LATER)
        scene.refresh_from_db()
        assert rules.phase(scene.window, today=date(2026, 4, 11)) is Phase.NEW_VERSION
        with everywhere():
            told = Notice.objects.filter(person_id=author.person_id, kind="consultations.merged")
            assert told.count() == 1
        difference = {one.key: one for one in queries.differences(*queries.published_versions(scene))}[CARD]
        assert difference.causes == [one.number]
        assert rules.phase(scene.window, today=MAY) is Phase.OPEN
        words = actions.Words(Kind.REMARK, passage=CARD, sheet=Sheet(impact="أثر واضح"))
        received = actions.Received(Channel.WORKSHOP, MAY, "", rules.AuthorKind.CITIZEN)
        entered = actions.enter_contribution(
            consultation=scene,
            words=words,
            received=received,
            actor=editor,
            now=datetime(2026, 5, 6, 9, tzinfo=UTC),
            token=token(),
        )
        assert (entered.round.number, entered.version.number) == (2, 2)
        assert queries.contributions_by_round(scene) == {1: 1, 2: 1}

    def test_what_came_in_the_first_round_is_still_entered_after_the_second_is_planned(self, scene, editor):
        """§ consultations-30"""
        actions.plan_round(consultation=scene, words=SECOND, actor=editor, now=AFTER)
        words = actions.Words(Kind.REMARK, passage=CARD, sheet=Sheet(impact="أثر واضح"))
        facts = {"consultation": scene, "words": words, "actor": editor, "now": LATER, "token": token()}
        received = actions.Received(Channel.PAPER, CLOSES, "", rules.AuthorKind.CITIZEN)
        assert actions.enter_contribution(received=received, **facts).round.number == 1
        between = actions.Received(Channel.PAPER, date(2026, 4, 2), "", rules.AuthorKind.CITIZEN)
        refused_with(
            ContributionRefusal.RECEIVED_OUTSIDE_THE_WINDOW,
            actions.enter_contribution,
            received=between,
            **facts | {"token": token()},
        )

    def test_a_round_that_began_is_not_described_anew(self, scene, editor):
        facts = {"consultation": scene, "words": SECOND, "actor": editor, "now": DURING}
        refused_with(RoundRefusal.ALREADY_BEGUN, actions.change_round, **facts)

    def test_every_act_leaves_its_row(self, scene, editor):
        actions.plan_round(consultation=scene, words=SECOND, actor=editor, now=AFTER)
        verbs = set(Entry.objects.values_list("verb", flat=True))
        assert {f"consultations.{verb}" for verb in ("set_axes", "add_card", "plan_round")} <= verbs
