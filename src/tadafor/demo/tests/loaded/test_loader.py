"""The demonstration is loaded once, by the verbs of the rooms, and every contribution has its answer."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from tadafor import demo
from tadafor.associations.models import AskedChange, Association, Mandate
from tadafor.audit.models import Entry
from tadafor.consultations import queries, rules
from tadafor.consultations.models import (
    Change,
    Consultation,
    Contribution,
    Decision,
    Support,
    Version,
    Wording,
)
from tadafor.consultations.queries import texts_at_the_desk
from tadafor.councils import queries as councils
from tadafor.councils.models import AgendaItem, Body, Draw
from tadafor.councils.rules.lot.evidence import faults
from tadafor.demo import reader
from tadafor.demo.programme import programmes
from tadafor.demo.tests.loaded.walking import walk
from tadafor.kernel.clock import day_of
from tadafor.kernel.scopes import within
from tadafor.kernel.text import set_in_french
from tadafor.meetings.models import Meeting, Output
from tadafor.moderation import queries as moderation
from tadafor.people.models import Person
from tadafor.people.rules import Channel
from tadafor.petitions import queries as petitions
from tadafor.petitions.models import Petition
from tadafor.territories.models import Neighbourhood, Office, OfficeHours, Place, Territory
from tadafor.translations import queries as tongues
from tadafor.translations.rules import Progress

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
MOST_QUESTIONS = 11  # fewer than twelve
TOLD = reader.read().consultations
CONCLUDED = [key for key, told in TOLD.items() if told.concluded]


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loaded")]


def held(key):
    return Consultation.objects.get(territory__slug=TOLD[key].territory, slug=TOLD[key].slug)


PROVINCE, REGION = "province-larache", "region-tanger-tetouan-al-hoceima"


def test_two_communes_their_neighbour_a_province_and_a_region_have_joined():
    slugs = set(Territory.objects.filter(is_demonstration=True).values_list("slug", flat=True))
    assert slugs == {"beni-mellal", "larache", "azilal", PROVINCE, REGION}
    assert Place.objects.filter(kind="commune").count() == 1503


def test_larache_has_a_text_to_decide_and_a_hiding_contested():
    larache = Territory.objects.get(slug="larache").pk
    assert [case.trace.territory_id for case in moderation.open_cases()] == [larache]
    (waiting,) = moderation.pending_appeals(territory_id=larache, today=day_of(NOW))
    assert waiting.appeal.words.startswith("الرقم معلق")


def test_every_commune_says_where_it_receives_people():
    for told in reader.read().territories.values():
        tenant = Territory.objects.get(slug=told.key)
        assert tenant.email == told.email
        assert tenant.phone == ""
        offices = Office.objects.filter(territory=tenant)
        assert [office.name_ar for office in offices] == [office.name.ar for office in told.offices]
        hours = OfficeHours.objects.filter(office__in=offices)
        assert {*hours.values_list("season", flat=True)} == {"ordinary", "ramadan"}
        assert hours.count() == sum(len(office.hours) for office in told.offices)
        quarters = Neighbourhood.objects.filter(territory=tenant)
        assert [quarter.name_ar for quarter in quarters] == [one.name.ar for one in told.neighbourhoods]


def test_everything_said_is_there_and_marked():
    assert Consultation.objects.count() == len(TOLD) + len(programmes())
    assert not Consultation.objects.filter(is_demonstration=False).exists()
    for key, told in TOLD.items():
        written = Contribution.objects.filter(consultation=held(key), is_spoken=False)
        assert written.count() == len(told.contributions)
        supports = Support.objects.filter(contribution__consultation=held(key)).count()
        assert supports == sum(voice.supports for voice in told.contributions)
    assert Person.objects.filter(email__endswith="@tadafor.example").count() == len(reader.read().people)
    assert not Person.objects.filter(phone__isnull=False).exists()


@pytest.mark.parametrize("key", CONCLUDED)
def test_no_past_contribution_lacks_an_answer(key):
    progress = queries.progress_of(held(key))
    assert progress.unanswered == 0
    assert progress.withdrawn == sum(bool(voice.withdrawn) for voice in TOLD[key].contributions)
    told = Counter(voice.decision.outcome for voice in TOLD[key].contributions if voice.decision)
    decided = Decision.objects.filter(contribution__consultation=held(key))
    assert Counter(decided.values_list("outcome", flat=True)) == told
    assert not decided.filter(approved_by__isnull=True).exists()
    assert not decided.filter(meeting__isnull=True).exists()


@pytest.mark.parametrize("key", CONCLUDED)
def test_the_second_version_reads_as_it_was_written(key):
    told = TOLD[key].versions[1]
    version = Version.objects.get(consultation=held(key), number=2)
    found = Wording.objects.filter(version=version, passage__sort="article").order_by("position")
    assert [(w.passage.key, w.number, w.title, w.body) for w in found.select_related("passage")] == [
        (article.key, article.number, article.title.ar, article.text.ar) for article in told.articles
    ]
    causes = sum(len(article.because) for article in told.articles)
    causes += sum(len(removal.because) for removal in told.removed)
    assert Change.objects.filter(version=version).count() == causes


@pytest.mark.parametrize("key", CONCLUDED)
def test_the_past_is_adopted_on_its_own_day(key):
    consultation = held(key)
    assert rules.phase(consultation.window, today=day_of(NOW)) is rules.Phase.ADOPTED
    assert consultation.adopted_on == TOLD[key].adoption.on
    point = AgendaItem.objects.get(origin=consultation.trace)
    assert point.session.opens_on == point.decision.voted_on == consultation.adopted_on
    assert consultation.adoption.decision_number == point.decision.number
    assert consultation.conclusion.words.startswith(TOLD[key].conclusion.ar)


def test_the_dates_of_the_source_are_kept():
    charter = held("beni-mellal-charter")
    assert (charter.opens_on, charter.closes_on) == (date(2024, 1, 22), date(2024, 2, 12))
    assert held("larache-workshop").opens_on == date(2023, 12, 7)


def test_one_is_open_and_one_is_coming_in_each_commune():
    today = day_of(NOW)
    phases = {key: rules.phase(held(key).window, today=today) for key in TOLD if key not in CONCLUDED}
    assert phases == {
        "beni-mellal-live": rules.Phase.OPEN,
        "larache-live": rules.Phase.OPEN,
        "beni-mellal-soon": rules.Phase.ANNOUNCED,
        "larache-soon": rules.Phase.ANNOUNCED,
    }
    assert held("larache-live").closes_on == today + timedelta(days=9)
    assert not Decision.objects.filter(contribution__consultation=held("larache-live")).exists()


def test_what_came_on_paper_has_a_clerk_and_no_account():
    for contribution in Contribution.objects.exclude(channel=Channel.ONLINE):
        assert contribution.author_id is None
        assert contribution.entered_by_id is not None
        assert contribution.author_label


def test_every_act_left_its_row_at_its_own_moment():
    rows = Entry.objects.filter(verb__startswith="consultations.")
    verbs = Counter(rows.values_list("verb", flat=True))
    made = Contribution.objects.count()
    assert verbs["consultations.contribute"] + verbs["consultations.enter_contribution"] == made
    assert verbs["consultations.support"] == Support.objects.count()
    assert (
        verbs["consultations.conclude"]
        == verbs["consultations.record_adoption"]
        == len(CONCLUDED) + sum("concluded" in told for told in programmes())
    )
    assert verbs["consultations.decide_in_bulk"] == 1


def test_loading_twice_is_loading_once():
    before = Entry.objects.count()
    assert demo.load(NOW) is False
    assert Entry.objects.count() == before


def test_the_petitions_of_the_sources_are_answered_by_the_sessions_that_placed_them():
    placed = AgendaItem.objects.filter(kind="petition").select_related("origin", "session")
    where = Counter((one.session.territory.slug, one.session.slug) for one in placed)
    assert where == {("larache", "2024-02"): 3, ("beni-mellal", "2023-10"): 1}
    states = Counter(petitions.petition_of_trace(one.origin_id).state for one in placed)
    assert states == {"deliberated": 3, "agenda": 1}
    (source,) = [one for one in placed if one.session.slug == "2023-10"]
    answer = petitions.petition_of_trace(source.origin_id).answer
    assert (answer.result, answer.deliberated_on) == ("adopted", source.session.opens_on)


def test_a_petition_of_citizens_is_at_the_bureau_with_its_sheets():
    (petition,) = [one for one in Petition.objects.filter(state="checking") if one.kind == "citizens"]
    assert petition.counted_at_deposit >= 200
    assert petition.answer_due > day_of(NOW)
    lines = [line for sheet in petitions.sheets_of(petition) for line in petitions.lines_of(sheet)]
    assert Counter(petitions.awaits_a_third(line) for line in lines) == {True: 2, False: 238}


def test_the_bureau_finds_bursts_looked_at_and_one_that_waits():
    """One was taken out and put back, one stays out, one nobody saw yet; a family is set aside."""
    (petition,) = [one for one in Petition.objects.all() if petitions.batches_of(one)]
    with within(petition.territory_id):
        hours = petitions.bursts_by_hour(petition)
        batches = petitions.batches_of(petition).order_by("made_at")
    unusual = [(one.count, one.out) for one in hours if one.stands_out]
    assert unusual == [(31, 31), (26, 0), (24, 0)]
    assert [(one.found, one.undone_at is not None) for one in batches] == [(24, True), (31, False)]
    assert petitions.suspects_of(petition) == {"contact": 2}
    assert petition.count.tally.all == petitions.rows_of(petition).tally.all == 12 + 24 + 4 + 26


def test_a_newcomer_finds_a_call_for_volunteers_and_bodies_of_every_kind():
    draw = Draw.objects.get(body__territory__slug="larache")
    assert (draw.phase, draw.closes_on > day_of(NOW)) == ("open", True)
    assert {one.fact for one in draw.wanted} == {"sex", "age"}
    kinds = set(Body.objects.values_list("kind", flat=True))
    assert kinds >= {
        "equality",
        "youth",
        "neighbourhood",
        "citizens",
        "civil_dialogue",
        "follow_up",
        "steering",
    }


def test_a_draw_by_lot_came_to_its_end_with_evidence_that_anyone_verifies():
    draw = Draw.objects.get(body__territory__slug="beni-mellal")
    assert draw.phase == "drawn"
    assert len(draw.evidence["panels"]) == 1_000
    assert faults(draw.evidence) == []
    assert draw.body.members.count() == len(draw.evidence["drawn"]) == 10


@pytest.mark.parametrize(
    ("slug", "month", "bodies", "state"),
    [
        (PROVINCE, "2024-01", {"equality"}, "in_force"),
        (REGION, "2024-03", {"equality", "youth", "economic"}, "sent"),
    ],
)
def test_the_councils_of_a_province_and_a_region_sat_in_a_month_of_theirs(slug, month, bodies, state):
    """§ councils-1: with a quorum, a number and what followed; told in French."""
    territory = Territory.objects.get(slug=slug)
    with within(territory.pk):
        (session,) = councils.sessions(public=True)
        (decision,) = councils.whole_register(territory.pk, councils.Narrowed())
        (sitting,) = councils.sittings_of(session)
        said = [tongues.viewed(one, "fr") for one in tongues.works(territory.pk)]
        assert (session.slug, sitting.has_quorum) == (month, True)
        assert councils.state_of(decision) == state
        assert set(Body.objects.values_list("kind", flat=True)) == bodies
    assert [one.work.title for one in said if one.done != one.total] == []


@pytest.mark.parametrize("key", [key for key, told in TOLD.items() if told.contributions])
def test_what_is_live_or_answered_is_told_in_french(key):
    """Titles, stakes, sections and articles, in every version of the text (§ translations-which)."""
    from django.utils import translation

    one = held(key)
    with within(one.territory_id), translation.override("ar"):
        work = tongues.work_named(one.territory_id, queries.thing(one))
        found = tongues.viewed(work, "fr")
        assert [group.key for group in found.groups if group.progress is not Progress.DONE] == []
    with within(one.territory_id), translation.override("fr"):
        for version in queries.published_versions(one):
            context = {"lines": queries.contents(version)}
            told = queries.in_language(one, context, says=queries.WORDS, whole=True)
            assert not told["tongues"].missing
            assert not told["tongues"].earlier
        assert told["consultation"].title == set_in_french(TOLD[key].title.fr)


def test_the_french_of_what_is_only_announced_waits_for_a_second_person():
    """§ translations-official."""
    (key, *_) = [key for key, told in TOLD.items() if not told.contributions]
    one = held(key)
    with within(one.territory_id):
        found = tongues.viewed(tongues.work_named(one.territory_id, queries.thing(one)), "fr")
    assert found.done == 1
    assert len(found.waiting) == sum(len(group.views) for group in found.groups) - 3


def test_a_voice_is_written_down_and_another_waits():
    done, waits = Contribution.objects.filter(is_spoken=True).order_by("written_at")
    assert done.body.startswith("[تسجيل للعرض: نغمة مكان الصوت]")
    assert (done.trace.visibility, waits.trace.visibility) == ("visible", "held")
    for one in (done, waits):
        assert one.spoken.recording.state == "ready"
        assert one.spoken.recording.seconds in {2, 3}
    live = held("larache-live")
    texts = {text.label or text.title: readings for text, readings in texts_at_the_desk(live) if readings}
    assert len(texts) == 2
    assert all(reading.recording.size < 20_000 for readings in texts.values() for reading in readings)


def test_the_desk_of_associations_has_something_to_do():
    waiting = Association.objects.get(name="جمعية قوارب الورق لأدب الطفل")
    back = Association.objects.get(name="جمعية دراجات المدينة")
    assert waiting.confirmed_at is None
    assert back.returned_because.startswith("وصل الإيداع")
    assert back.checked.filter(is_met=False).count() == 2
    limited = Mandate.objects.get(
        association__name="جمعية ضفاف للمواطنة", mechanisms=["contribute", "meeting"]
    )
    assert limited.until is not None
    assert set(AskedChange.objects.waiting().get().asked) == {"neighbourhood_id", "seats"}


def test_bodies_and_their_opinions_are_told_in_french():
    territory = Territory.objects.get(slug="larache")
    with within(territory.pk):
        works = [one for one in tongues.works(territory.pk) if one.thing.startswith("councils.body")]
        found = [tongues.viewed(one, "fr") for one in works]
    assert len(found) >= 5
    assert [one.work.title for one in found if one.done != one.total] == []


def test_meetings_are_told_as_their_sources_tell_them_and_some_are_to_come():
    held = Meeting.objects.exclude(source="")
    assert Counter(held.values_list("territory__slug", flat=True)) == {"larache": 29, "beni-mellal": 26}
    assert sorted(Output.objects.filter(meeting__in=held).values_list("count", flat=True)) == [2, 3, 3]
    stages = Counter(one.stage(NOW).value for one in Meeting.objects.filter(source=""))
    assert stages == {"coming": 5, "cancelled": 1, "held": 1}


def test_a_visitor_reads_every_page_and_none_asks_twelve_questions():
    seen = walk(["/", "/larache/", "/beni-mellal/", "/azilal/", f"/{PROVINCE}/", f"/{REGION}/"], now=NOW)
    assert len(seen) > 300
    assert {path: questions for path, questions in seen.items() if questions > MOST_QUESTIONS} == {}
