"""Two territories with something to hide in every room, for the tests that try to look.

Each room has a function that furnishes one territory: public texts bear ``side.mark``, private ones
``side.secret``; it says what its addresses are filled with, ``KNOWN`` what they hold ("room", "room:name").
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import transaction

from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within
from tests.structure.addresses import every_address
from tests.world_budgets import budgets
from tests.world_commitments import furnish_commitments
from tests.world_councils import councils
from tests.world_documents import furnish_documents
from tests.world_finances import furnish_finances
from tests.world_meetings import furnish_meetings
from tests.world_petitions import furnish_petitions
from tests.world_programme import PARTS, programme
from tests.world_suggestions import furnish_suggestions
from tests.world_surveys import surveys
from tests.world_translations import translations

KNOWN: dict[str, set[str]] = {
    "home": {"code"},
    "notifications": {"code", "token"},
    "programme": {"slug", "code", "digits", "number", "charge", "committee", "year"} | PARTS,
    "people": {"kind", "role_id", "link_id", "registration_id", "list_id", "number"},
    "openid_connect_login": {"provider_id"},
    "openid_connect_callback": {"provider_id"},
    "associations": {"association_id", "mandate_id", "code", "key"},
    "audit": {"entry", "first", "second"},
    "territories": {"office", "neighbourhood", "session", "correction", "day", "year", "month"},
    "traces": {"code"},
    "translations": {"thing", "language", "group"},
    "documents": {"code", "mark", "name"},
    "moderation": {"code", "number"},
    "budgets": {"slug", "number", "key", "code", "position", "batch", "kind", "secret", "idea"},
    "commitments": {
        "plan",
        "number",
        "axis",
        "objective",
        "position",
        "line",
        "remark",
        "step",
        "section",
        "year",
        "key",
    },
    "finances": {"year", "version"},
    "councils": {"session", "item", "step", "body", "number", "year", "member", "opinion", "lot", "code"},
    "consultations": {"slug", "key", "kind", "number", "older", "newer", "serial", "batch", "code"},
    "suggestions": {"number", "service", "code", "template", "form", "picture"},
    "surveys": {"slug", "kind", "page", "key", "number"},
    "meetings": {"code", "arrival", "position", "number", "key"},
    "petitions": {"code", "kind", "secret", "receipt", "condition", "number", "position", "batch"},
}
MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)


@dataclass
class Side:
    """One territory and what was put in it."""

    territory: object
    mark: str
    secret: str
    people: dict[str, object] = field(default_factory=dict)
    staff: dict[str, object] = field(default_factory=dict)
    closes_at: datetime | None = None
    values: dict[str, dict[str, object]] = field(default_factory=dict)

    @property
    def citizen(self):
        """Somebody who takes part here, to whom things happen."""
        return next(iter(self.people.values()))

    @property
    def actor(self):
        """The citizen, as a request sees them."""
        from tadafor.people.queries import actor_of

        return actor_of(self.citizen.pk, now=clock.now())

    def values_for(self, address) -> dict[str, object]:
        """What fills an address of this territory."""
        return (
            {"territory": self.territory.slug}
            | self.values.get(address.room, {})
            | self.values.get(address.name, {})
        )


def furnish(side: Side) -> Side:
    """Put something in every room; the log comes last, when there is something to gather."""
    for room in (_home, _territories, _people, _associations, *_PARTICIPATION, *_FURNITURE, *_LAST):
        room(side)
    return side


def _home(side: Side) -> None:
    side.values["home"] = {"code": side.territory.place.region_id}


def _territories(side: Side) -> None:
    from tadafor.territories.models import CouncilSession, DayCorrection, Holiday, Neighbourhood, Office

    day = clock.today() + timedelta(days=3)
    Holiday.objects.get_or_create(day=day, defaults={"name_ar": "عطلة", "name_fr": "Fête"})
    with within(side.territory.pk):
        mine = {"territory": side.territory}
        office = Office.objects.create(kind="town_hall", name_ar=f"مكتب {side.mark}", **mine)
        side.values["territories"] = {
            "office": office.pk,
            "neighbourhood": Neighbourhood.objects.create(name_ar=f"حي {side.mark}", **mine).pk,
            "session": CouncilSession.objects.create(
                year=2027, month=2, opens_on=day, note=side.mark, **mine
            ).pk,
            "correction": DayCorrection.objects.create(
                day=day + timedelta(days=1), kind="closed", name_ar=side.mark, reason=side.secret, **mine
            ).pk,
            "day": day.isoformat(),
            "year": clock.today().year + 1,
            "month": side.territory.session_months[1],
        }


def _notifications(side: Side) -> None:
    from tadafor.notifications import actions
    from tadafor.notifications.models import Notice
    from tadafor.notifications.notices import Message, stop_token

    person = side.citizen
    actions.notify(
        people=[person.pk],
        territory_id=side.territory.pk,
        kind="test.secret",
        message=Message(title=side.secret, body=side.secret, facts={}),
        address=f"/{side.territory.slug}/",
        now=MORNING,
    )
    with everywhere():
        notice = Notice.objects.get(person_id=person.pk, kind="test.secret")
    side.values["notifications"] = {"code": notice.code, "token": stop_token(person.pk)}


def _people(side: Side) -> None:
    from tadafor.people.models import Link, Role
    from tadafor.people.tests.factories import make_list, make_provider, make_registration

    with within(side.territory.pk):
        for address in ("openid_connect_login", "openid_connect_callback"):
            side.values[address] = {"provider_id": "identity"}
        side.values["people"] = {
            "kind": "phone",
            "role_id": Role.objects.first().pk,
            "link_id": Link.objects.first().pk,
            "number": make_provider(side.territory, side.mark, side.citizen).number,
            "list_id": make_list(side.territory, side.secret, side.citizen).pk,
            "registration_id": make_registration(side.territory, side.secret, side.citizen).pk,
        }


def _associations(side: Side) -> None:
    """One listed, for which somebody acts; one that is only asked for."""
    from tadafor.associations.models import Association, Mandate
    from tadafor.associations.tests.factories import make_association, make_change, make_import

    with within(side.territory.pk):
        if not Association.objects.exists():
            make_association(side.territory, f"جمعية {side.mark}", "7/2021", side.citizen)
        mandate = Mandate.objects.select_related("association").first()
        waiting = {"confirmed_at": None, "requested_at": MORNING, "activity": side.secret}
        make_association(side.territory, side.secret, "8/2021", **waiting)
        side.values["associations"] = {
            "association_id": mandate.association_id,
            "mandate_id": mandate.pk,
            "code": mandate.association.code,
        }
        make_change(mandate.association, side.citizen, side.secret)
        side.values["associations:desk_import_look"] = {
            "key": make_import(side.territory, side.secret, side.citizen).pk
        }


def _consultations(side: Side) -> None:
    """One open, with a contribution shown and one held; one past, with two versions; one draft."""
    from tadafor.consultations.rules import Kind
    from tadafor.consultations.tests import factories as making
    from tadafor.consultations.tests import spoken
    from tadafor.traces.actions import set_visibility
    from tadafor.traces.rules import Visibility

    today, slug = clock.today(), f"charter-{side.territory.slug}"
    window = {"opens_on": today - timedelta(days=5), "closes_on": today + timedelta(days=10)}
    consultation = making.make_consultation(side.territory, slug=slug, title=f"ميثاق {side.mark}", **window)
    side.closes_at = clock.start_of(window["closes_on"] + timedelta(days=1))
    shown = making.contribute(consultation, side.actor, now=clock.now(), body=f"أقترح أجلا أقصر. {side.mark}")
    held = making.contribute(consultation, now=clock.now(), body=f"كلام ينتظر النظر. {side.secret}")
    with within(side.territory.pk):
        set_visibility(item=held.trace, visibility=Visibility.HELD)
    voice, reading = spoken.voices(consultation, side.actor, f"كلمات بجانب الصوت. {side.secret}")
    for name in ("recording", "speak_again", "desk_write_down"):
        side.values[f"consultations:{name}"] = {"slug": slug, "number": voice.number}
    side.values["consultations:desk_stop_reading"] = {"slug": slug, "code": reading.code}
    making.make_consultation(
        side.territory, slug=f"draft-{side.territory.slug}", title=f"مسودة {side.secret}", announced=False
    )
    past = making.make_consultation(side.territory, slug=f"past-{side.territory.slug}")
    amendment = making.contribute(
        past, kind=Kind.AMENDMENT, body="", proposed=f"داخل أجل أسبوعين. {side.mark}"
    )
    making.decide(amendment)
    _second_version(side, past, amendment)
    side.values["consultations"] = {
        "slug": slug,
        "key": "reply-delays",
        "kind": "comment",
        "number": shown.number,
    }
    versions = {"slug": past.slug, "number": 2, "older": 1, "newer": 2}
    side.values |= dict.fromkeys(("consultations:version", "consultations:difference"), versions)
    _workshop(side, consultation)
    side.values["consultations:export"] = {"kind": "csv"}
    for name in ("consultations:report", "consultations:report_pdf"):
        side.values[name] = {"slug": past.slug}
    _cards(side)
    editing = ("consultations:desk_publish", "consultations:desk_passage", "consultations:desk_remove")
    for name in editing:
        side.values[name] = {"slug": f"draft-{side.territory.slug}", "key": "reply-delays"}


def _workshop(side: Side, consultation) -> None:
    """One that is published and one that is not."""
    from tadafor.consultations import actions, queries
    from tadafor.consultations.rules import AuthorKind, Kind
    from tadafor.consultations.tests.factories import staff_actor
    from tadafor.documents.actions.cleaning import CleanFile
    from tadafor.documents.rules import Kind as FileKind
    from tadafor.people.rules import Channel, RoleKind

    told = {"held_on": consultation.opens_on, "place": f"دار الثقافة {side.mark}", "tables": ("التواصل",)}
    with within(side.territory.pk):
        facts = {"actor": staff_actor(side.territory, RoleKind.FOCAL_POINT), "now": clock.now()}
        facts["consultation"] = consultation
        shown, hidden = (
            actions.add_workshop(sitting=actions.Sitting(title=f"ورشة {said}", **told), **facts)
            for said in (side.mark, side.secret)
        )
        actions.publish_workshop(workshop=shown, actor=facts["actor"], now=facts["now"])
        words = actions.Words(kind=Kind.COMMENT, body=f"نص ورقة من الورشة. {side.mark}")
        received = actions.Received(Channel.WORKSHOP, consultation.opens_on, "", AuthorKind.CITIZEN)
        paper = actions.Paper(workshop=hidden.number, table=1)
        entered = actions.enter_sheet(words=words, received=received, paper=paper, token="sheet", **facts)
        pack = {"subjects": [actions.Subject(Kind.COMMENT, "reply-delays")], "copies": 1, "two_a_page": False}
        batch = actions.print_sheets(workshop=hidden, **pack, **facts)
        printed = queries.printed_sheets(consultation, batch)[0].serial
        file = CleanFile(b"PK " + side.secret.encode(), FileKind.XLSX, f"{side.secret}.xlsx")
        source = actions.send_import(workshop=hidden, file=file, **facts)
    here = {"slug": consultation.slug}
    side.values["consultations:desk_import"] = here | {"key": source.pk}
    side.values["consultations:desk_printed"] = here | {"batch": batch}
    side.values["consultations:printed_sheet"] = {"serial": printed}
    side.values["consultations:desk_undo"] = here | {"number": entered.number}
    for name in ("desk_photos", "desk_workshop", "desk_change_workshop"):
        side.values[f"consultations:{name}"] = here | {"number": hidden.number}


def _cards(side: Side) -> None:
    """One on cards that is public, with a remark held, and one that is being prepared."""
    from tadafor.consultations.tests import factories as making
    from tadafor.traces.actions import set_visibility
    from tadafor.traces.rules import Visibility

    shown = making.make_cards(
        side.territory, slug=f"cards-{side.territory.slug}", title=f"بطاقات {side.mark}"
    )
    held = making.remark(shown, body=f"كلام ينتظر النظر. {side.secret}")
    with within(side.territory.pk):
        set_visibility(item=held.trace, visibility=Visibility.HELD)
    slug = f"draft-cards-{side.territory.slug}"
    making.make_cards(side.territory, slug=slug, title=f"بطاقات {side.secret}", announced=False)
    for name in ("axes", "add_card", "card", "rounds", "next_round", "change_round"):
        side.values[f"consultations:desk_{name}"] = {"slug": slug, "key": making.CARD}


def _second_version(side: Side, consultation, amendment) -> None:
    from tadafor.consultations import actions, queries
    from tadafor.consultations.tests.factories import AFTER, LATER, staff_actor
    from tadafor.people.rules import RoleKind

    with within(side.territory.pk):
        editor = staff_actor(side.territory, RoleKind.FOCAL_POINT)
        draft = actions.open_draft(consultation=consultation, actor=editor, now=AFTER)
        actions.save_wording(
            wording=queries.wording_of(draft, "reply-delays"),
            title="آجال الجواب",
            body=f"تجيب الجماعة داخل أجل أسبوعين. {side.mark}",
            causes=[amendment.number],
            seen=0,
            actor=editor,
            now=AFTER,
        )
        actions.publish_version(consultation=consultation, note="", actor=editor, now=AFTER)
        words = f"شكرا لكل من ساهم. {side.mark}"
        actions.conclude(
            consultation=consultation, words=words, unchanged_because="", actor=editor, now=LATER
        )


def _traces(side: Side) -> None:
    """One thing to follow, which became one that is hidden."""
    from tadafor.traces import actions
    from tadafor.traces.rules import Becoming, Visibility
    from tadafor.traces.tests.factories import make_trace

    shown = make_trace(side.territory, f"ظل {side.mark}", text=f"نص {side.mark}", author=side.citizen)
    hidden = make_trace(side.territory, side.secret, text=side.secret, visibility=Visibility.HIDDEN)
    with within(side.territory.pk):
        actions.succeed(origin=shown, successor=hidden, kind=Becoming.MERGED, now=MORNING)
    side.values["traces"] = {"code": shown.code}


def _moderation(side: Side) -> None:
    """A reported reply, a hidden text and the appeal of its author."""
    from tadafor.moderation import actions
    from tadafor.moderation.rules import Reason
    from tadafor.people.actor import Actor
    from tadafor.people.queries import actor_of
    from tadafor.people.rules import Level, RoleKind
    from tadafor.people.tests.factories import give, make_person
    from tadafor.traces.tests.factories import make_reply, make_trace

    moderator = actor_of(
        give(make_person("مشرفة تجريبية"), side.territory, RoleKind.DIRECTOR).pk, now=clock.now()
    )
    reader = Actor(person_id=make_person("قارئة تجريبية").pk, level=Level.CONTACT)
    trace = make_trace(side.territory, side.secret, text=side.secret, author=side.citizen)
    reply = make_reply(trace, side.actor, f"رد {side.secret}")
    reason = {"reason": Reason.INSULT, "words": side.secret, "now": MORNING}
    with within(side.territory.pk):
        case = actions.report(item=reply, actor=reader, **reason).case
        actions.hide(item=trace, actor=moderator, **reason)
        appeal = actions.appeal(item=trace, actor=side.actor, words=side.secret, now=MORNING)
    side.values["moderation"] = {"code": trace.code, "number": reply.number}
    side.values["moderation:decide"] = {"code": case.code}
    side.values["moderation:decide_appeal"] = {"code": appeal.code}


_FURNITURE = (translations, _traces, furnish_documents, _moderation)
_PARTICIPATION = (_consultations, furnish_petitions, furnish_suggestions, budgets, surveys)
_PARTICIPATION += (councils, furnish_meetings, furnish_commitments, furnish_finances)


def _audit(side: Side) -> None:
    """Two heads, so that one can be shown to continue the other."""
    from tadafor.audit import actions
    from tadafor.audit.models import Leaf, TreeHead

    with within(side.territory.pk):
        for verb in ("test.first", "test.second"):
            with transaction.atomic():
                actions.record(
                    actor=side.actor,
                    territory_id=side.territory.pk,
                    verb=verb,
                    subject="test:1",
                    now=MORNING,
                    reason=side.secret,
                )
            actions.gather(now=clock.now())
        sizes = list(TreeHead.objects.order_by("size").values_list("size", flat=True))
        entry = Leaf.objects.order_by("-index").first().entry_id
    side.values["audit"] = {"entry": entry, "first": sizes[0], "second": sizes[-1]}


_LAST = (programme, _notifications, _audit)


def public_pages(side: Side):
    """The name and path of every page of ours that is not for staff and can be filled in."""
    for address in every_address():
        values = side.values_for(address)
        if address.is_ours and not address.is_staff and address.wanted <= values.keys():
            yield address.name, address.filled(values)
