"""Petitions ready at any point of their path, made by the room's own verbs."""

from datetime import UTC, datetime

from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.rules import Contact, ContactKind, Level, RoleKind
from tadafor.people.rules.cards import Card, CardKind
from tadafor.people.tests.factories import give, make_person
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.models import LegalRule, Signature

DRAFTED = datetime(2026, 3, 1, 10, tzinfo=UTC)
OPENED = datetime(2026, 3, 2, 10, tzinfo=UTC)
SIGNED = datetime(2026, 3, 5, 10, tzinfo=UTC)
DEPOSITED = datetime(2026, 3, 20, 10, tzinfo=UTC)
CHECKED = datetime(2026, 4, 10, 10, tzinfo=UTC)
ACCEPTED = datetime(2026, 5, 10, 10, tzinfo=UTC)
AGENT_CARD = Card(CardKind.NATIONAL, "LA1")
WORDS = actions.Words(
    title="إنارة طريق المدرسة",
    object="إدراج نقطة تتعلق بإنارة الطريق المؤدية إلى المدرسة في جدول أعمال المجلس.",
    reasons="يسلك التلاميذ والتلميذات هذه الطريق في الظلام طيلة فصل الشتاء.",
    aims="أن تُنار الطريق كلها قبل الدخول المدرسي المقبل.",
)


def staff_actor(territory, *kinds, name="موظفة"):
    person = give(make_person(name), territory, *kinds)
    return Actor(
        person_id=person.pk,
        name=person.name,
        level=Level.CONTACT,
        roles=frozenset((territory.pk, kind) for kind in kinds),
        second_factor=True,
    )


def citizen_actor(territory, *, name="زينب التجريبية", linked=True):
    person = make_person(name)
    return Actor(
        person_id=person.pk,
        name=name,
        level=Level.LINK if linked else Level.CONTACT,
        links=frozenset({territory.pk} if linked else set()),
    )


def card(number):
    return Card(CardKind.NATIONAL, f"LA{number}")


def bring_law(now=DRAFTED):
    """Tests that commit sweep the rows that the migration brought."""
    if not LegalRule.objects.filter(territory=None).exists():
        actions.bring_national_law(now=now)


def make_petition(territory, agent=None, *, until=rules.State.COLLECTING, signatures=0, words=WORDS, **facts):
    """A petition of citizens: drafted on 1 March 2026, collecting since the 2nd, on paper if signed."""
    bring_law()
    agent = agent or citizen_actor(territory)
    with within(territory.pk):
        made = actions.draft_petition(territory=territory, words=words, actor=agent, now=DRAFTED, **facts)
        if until is rules.State.DRAFT:
            return made
        fill(made, agent, words)
        if until is rules.State.COLLECTING or signatures:
            made = actions.open_collecting(petition=fresh(made), actor=agent, now=OPENED)
        add_paper(made, signatures)
        if until is rules.State.COLLECTING:
            return fresh(made)
        join_all(made, agent)
        made = actions.deposit(petition=fresh(made), actor=agent, now=DEPOSITED)
        if until is rules.State.DEPOSITED:
            return fresh(made)
        bureau = staff_actor(territory, RoleKind.DIRECTOR, name="مديرة المصالح")
        actions.refer(petition=made, actor=bureau, now=CHECKED)
        if until is rules.State.CHECKING:
            return fresh(made)
        find_all(made, bureau)
        actions.accept(petition=made, actor=bureau, now=ACCEPTED)
        return fresh(made)


def fill(petition, agent, words=WORDS):
    actions.write(
        petition=petition,
        words=words,
        agent=actions.Agent(agent.name, "حي المنار، رقم 12", card(1)),
        seen=petition.revision,
        actor=agent,
        now=DRAFTED,
    )
    actions.tick(
        petition=petition, conditions=[one.value for one in rules.Condition], actor=agent, now=DRAFTED
    )


def join_all(petition, agent, now=SIGNED):
    from tadafor.documents.actions.cleaning import CleanFile
    from tadafor.documents.rules import Kind

    asked = queries.asked_of(petition.territory, petition.sort, on=now.date())
    for annex in rules.to_join(asked):
        file = CleanFile(annex.encode(), Kind.TEXT, f"{annex}.txt")
        actions.join_annex(petition=petition, annex=rules.Annex(annex), file=file, actor=agent, now=now)


def find_all(petition, bureau, finding=rules.Finding.MET, **others):
    asked = queries.taken_up(fresh(petition).asked_at_deposit)
    for condition in asked.conditions:
        found = others.get(condition.value, finding)
        actions.record_finding(
            petition=petition,
            condition=condition,
            finding=found,
            note="" if found is rules.Finding.MET else "لم تُذكر الأهداف.",
            actor=bureau,
            now=CHECKED,
        )


def fresh(petition):
    with within(petition.territory_id):
        return queries.Petition.objects.select_related("territory__place", "trace", "count").get(
            pk=petition.pk
        )


def add_paper(petition, count, *, first=1_000):
    """So many valid signatures on paper, without their sheets."""
    with within(petition.territory_id):
        Signature.objects.bulk_create(
            Signature(
                petition=petition,
                way=rules.Way.PAPER,
                strength=rules.Strength.PAPER,
                status=rules.Status.VALID,
                card_hash=queries.card_hash(petition, card(first + n)),
                name=f"موقعة {n}",
                signed_at=SIGNED,
            )
            for n in range(count)
        )


def signed(number=7, *, contact=None, network="", device="", name="سلمى التجريبية", **facts):
    return actions.Signed(
        name=name,
        card=card(number),
        tie=rules.Tie.RESIDENCE,
        contact=Contact(ContactKind.EMAIL, contact or f"signer{number}@example.org"),
        network=network,
        device=device,
        **facts,
    )


def sign(petition, number=7, *, now=SIGNED, limits=rules.Limits(), **facts):  # noqa: B008 -- frozen
    with within(petition.territory_id):
        return actions.sign(petition=petition, signed=signed(number, **facts), limits=limits, now=now)


def enter(petition, agent, lines, *, number=None, now=SIGNED):
    """Print a sheet if none is named, and enter lines: a card number, or the state of a line."""
    with within(petition.territory_id):
        if number is None:
            number = actions.print_sheets(petition=petition, count=1, actor=agent, now=now)[0].number
        for position, line in enumerate(lines, start=1):
            is_state = isinstance(line, rules.LineState)
            actions.enter_line(
                petition=petition,
                number=number,
                line=actions.Line(
                    position,
                    line if is_state else rules.LineState.VALID,
                    name="" if is_state else f"موقعة {line}",
                    card=None if is_state else card(line),
                ),
                actor=agent,
                now=now,
            )
    return number


def at_counter(
    territory,
    clerk,
    *,
    form="one-form",
    moment=DEPOSITED,
    now=None,
    agent="زينب التجريبية",
    words=WORDS,
    agent_card=AGENT_CARD,
    **facts,
):
    """A petition brought on paper to the counter on 20 March 2026."""
    bring_law()
    facts = {
        "lines": 30,
        "sheets": 2,
        "annexes": [rules.Annex.SIGNERS_LIST],
        "deputy": "نائبة للتجربة",
    } | facts
    with within(territory.pk):
        made = actions.deposit_at_counter(
            territory=territory,
            brought=actions.Counter(
                words=words,
                agent=actions.Agent(agent, "حي المنار، رقم 12", agent_card),
                deposited_at=moment,
                **facts,
            ),
            token=form,
            actor=clerk,
            now=now or moment,
        )
        return fresh(made)
