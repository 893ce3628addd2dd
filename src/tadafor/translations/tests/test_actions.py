"""Writing, publishing, taking away: § translations-writing, § translations-official."""

import pytest

from tadafor.audit.models import Entry
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.translations import actions, queries, rules
from tadafor.translations.models import Rendering
from tadafor.translations.rules import Progress, Refusal, Standing, State
from tadafor.translations.tests.factories import ARTICLE, MORNING, TITLE, make_work, staff, write

LANGUAGE = "fr"


@pytest.fixture
def work(larache):
    return make_work(larache)


@pytest.fixture
def writer(larache):
    return staff(larache)


@pytest.fixture
def director(larache):
    return staff(larache, RoleKind.DIRECTOR, name="مديرة تجريبية")


def approve(work, at, seen, actor):
    with within(work.territory_id):
        piece = list(work.pieces())[at]
        return actions.approve(work=work, piece=piece, language=LANGUAGE, seen=seen, actor=actor, now=MORNING)


def read(work, language=LANGUAGE):
    """What a reader of French gets for the title and for the article."""
    from django.utils import translation

    with within(work.territory_id), translation.override(language):
        pieces = work.pieces()
        found = queries.reading([(piece.thing, work.language) for piece in pieces])
        return [found.said(piece.text, piece.thing, piece.field, work.language) for piece in pieces], found


def refused(refusal, verb, *args, **facts):
    with pytest.raises(Refused) as found:
        verb(*args, **facts)
    assert found.value.refusal is refusal
    assert found.value.sentence


def test_a_title_is_read_at_once_and_an_article_waits(work, writer):
    """§ translations-official, § translations-fallback."""
    write(work, 0, "Charte  de participation\n", writer)
    draft = write(work, 1, "La commune répond dans un délai de trente jours.", writer)
    (title, article), found = read(work)
    assert title == "Charte de participation"
    assert (title.spoken_in, title.standing) == ("fr", Standing.VERSION)
    assert article == ARTICLE
    assert (article.spoken_in, article.standing) == ("ar", Standing.MISSING)
    assert found.missing
    assert not found.official
    assert draft.state == State.DRAFT


def test_a_second_person_publishes_what_they_read(work, writer, director):
    """§ translations-official, § translations-governs."""
    draft = write(work, 1, "La commune répond.", writer)
    refused(Refusal.OWN_WORDS, approve, work, 1, draft.token, writer)
    refused(Refusal.WRITTEN_SINCE, approve, work, 1, "0.0", director)
    approve(work, 1, draft.token, director)
    (_, article), found = read(work)
    assert article == "La commune répond."
    assert found.official
    refused(Refusal.NOTHING_WAITS, approve, work, 1, draft.token, director)


def test_the_words_before_stay_until_the_new_ones_are_published(work, writer, director):
    first = write(work, 1, "Première version.", writer)
    first = approve(work, 1, first.token, director)
    second = write(work, 1, "Deuxième version.", writer, seen=first.token)
    assert read(work)[0][1] == "Première version."
    with within(work.territory_id):
        assert queries.viewed(work, "fr").groups[1].progress is Progress.WAITING
    approve(work, 1, second.token, director)
    assert read(work)[0][1] == "Deuxième version."
    with within(work.territory_id):
        assert Rendering.objects.count() == 1


def test_what_the_agent_of_a_service_writes_they_do_not_publish(work, larache, writer):
    """§ translations-official: an agent writes and never publishes."""
    agent = staff(larache, RoleKind.AGENT, name="موظف تجريبي")
    draft = write(work, 1, "La commune répond.", writer)
    refused(Refusal.NOT_APPROVER, approve, work, 1, draft.token, agent)


def test_a_changed_original_leaves_a_version_of_an_earlier_text(larache, work, writer, director):
    """§ translations-earlier: the old text keeps its version, the new one shows it as earlier."""
    draft = write(work, 1, "Trente jours.", writer)
    approve(work, 1, draft.token, director)
    changed = make_work(larache, article="تجيب الجماعة داخل أجل خمسة عشر يوما.")
    (_, article), found = read(changed)
    assert (article, article.is_earlier, found.earlier) == ("Trente jours.", True, True)
    assert read(work)[0][1].standing is Standing.VERSION
    with within(larache.pk):
        assert queries.viewed(changed, "fr").outdated == 1
    again = write(changed, 1, "Quinze jours.", writer, seen=read_token(changed, 1))
    approve(changed, 1, again.token, director)
    assert read(changed)[0][1] == "Quinze jours."
    assert read(work)[0][1] == "Trente jours."


def read_token(work, at):
    with within(work.territory_id):
        return queries.viewed(work, LANGUAGE).views[at].token


def test_nobody_writes_over_what_they_have_not_seen(work, writer, director):
    """§ translations-writing."""
    first = write(work, 0, "Charte", writer)
    refused(Refusal.WRITTEN_SINCE, write, work, 0, "Charte de la participation", director)
    refused(Refusal.SOURCE_CHANGED, write, work, 0, "Le pacte", director, seen_source="x", seen=first.token)
    write(work, 0, "Charte de la participation", director, seen=first.token)
    assert read(work)[0][0] == "Charte de la participation"


def test_the_same_words_twice_are_one_version(work, writer):
    """§ translations-writing: a double click changes nothing."""
    first = write(work, 0, "Charte", writer)
    assert write(work, 0, "Charte", writer).token == first.token


@pytest.mark.parametrize(
    ("at", "text", "facts", "refusal"),
    [
        (0, "  \u200b ", {}, Refusal.EMPTY),
        (0, "x" * 201, {}, Refusal.TOO_LONG),
        (0, "ميثاق", {"language": "ar"}, Refusal.SAME_LANGUAGE),
        (0, "Charter", {"language": "en"}, Refusal.UNKNOWN_LANGUAGE),
    ],
)
def test_refused_words(work, writer, at, text, facts, refusal):
    """§ translations-words, § translations-languages."""
    refused(refusal, write, work, at, text, writer, **facts)
    with within(work.territory_id):
        assert not Rendering.objects.exists()


def test_the_text_of_another_territory_is_not_ours_to_write(work, writer, beni_mellal):
    """§ translations-writing."""
    refused(Refusal.ELSEWHERE, write, work, 0, "Charte", writer, territory_id=beni_mellal.pk)
    stranger = staff(beni_mellal, name="جارة تجريبية")
    refused(Refusal.NOT_STAFF, write, work, 0, "Charte", stranger)
    clerk = staff(beni_mellal, RoleKind.CLERK, name="كاتب تجريبي")
    refused(Refusal.NOT_STAFF, write, work, 0, "Charte", clerk)


def test_a_wrong_version_is_taken_away(work, writer, director):
    """§ translations-withdrawn."""
    write(work, 0, "Charte", writer)
    told = {"work": work, "piece": work.pieces()[0], "language": "fr", "actor": director, "now": MORNING}
    with within(work.territory_id):
        refused(Refusal.REASON_NEEDED, actions.withdraw, reason=" ", **told)
        assert actions.withdraw(reason="ترجمة خاطئة", **told) == 1
        refused(Refusal.NOTHING_WAITS, actions.withdraw, reason="ترجمة خاطئة", **told)
    assert read(work)[0][0] == TITLE


def test_every_act_leaves_its_row(work, writer, director):
    """§ translations-audit."""
    draft = write(work, 1, "La commune répond.", writer)
    approve(work, 1, draft.token, director)
    with within(work.territory_id):
        actions.withdraw(
            work=work,
            piece=work.pieces()[1],
            language="fr",
            reason="ترجمة خاطئة",
            actor=director,
            now=MORNING,
        )
        verbs = set(Entry.objects.values_list("verb", flat=True))
    assert verbs >= {"translations.write", "translations.approve", "translations.withdraw"}


def test_nothing_is_asked_in_the_language_of_the_text(work, writer, django_assert_num_queries):
    """§ translations-fallback: Arabic pages ask nothing more, others one question however many things."""
    write(work, 0, "Charte", writer)
    with django_assert_num_queries(0):
        assert read(work, "ar")[0] == [TITLE, ARTICLE]
    with django_assert_num_queries(1):
        read(work, "fr")


def test_a_french_text_is_read_in_arabic(larache, writer):
    work = make_work(larache, title="Charte", article="La commune répond.", language="fr")
    write(work, 0, "ميثاق", writer, language="ar")
    (title, article), found = read(work, "ar")
    assert (title, title.spoken_in, article.spoken_in) == ("ميثاق", "ar", "fr")
    assert (found.missing, found.original) == (True, "fr")


def test_the_rendering_of_a_neighbour_never_shows(larache, beni_mellal, writer):
    """The same key elsewhere: the scope keeps them apart."""
    work = make_work(larache)
    write(work, 0, "Charte", writer)
    assert read(make_work(beni_mellal))[0][0] == TITLE


def test_a_twin_is_shown_and_never_saved(larache, work, writer):
    """A reader's copy of a row must not reach its table."""
    from django.utils import translation

    from tadafor.territories.models import Office

    with within(larache.pk):
        office = Office.objects.create(territory=larache, kind="town_hall", name_ar="مكتب")
        with translation.override("fr"):
            twin = queries.Reading("fr").of(office, "territories.office:1", ["name_ar"], "ar")
        assert twin.name_ar == "مكتب"
        with pytest.raises(TypeError, match="original"):
            twin.save()
        office.save()
    assert rules.thing_of("territories", "office", 1) == "territories.office:1"


def test_what_staff_wrote_is_among_what_is_held_on_them(work, writer, director):
    draft = write(work, 1, "La commune répond.", writer)
    approve(work, 1, draft.token, director)
    for actor in (writer, director):
        (held,) = queries.held_data(actor.person_id)["renderings"]
        assert held["text"] == "La commune répond."
