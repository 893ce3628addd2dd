"""The staff pages: the original beside the box, what waits for a second person, what is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from tadafor.consultations.tests import factories as making
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.translations import queries
from tadafor.translations.models import Rendering
from tadafor.translations.rules import Progress

ROOT = "/larache/translations/"


@pytest.fixture
def consultation(larache):
    return making.make_consultation(larache)


@pytest.fixture
def work(consultation, larache):
    with within(larache.pk):
        return queries.works(larache.pk)[0]


@pytest.fixture
def director(larache):
    return give(make_person("مديرة تجريبية"), larache, RoleKind.DIRECTOR)


def address(work, page="work", *more):
    return reverse(f"translations:{page}", args=["larache", work.thing, "fr", *more])


def typed(client, where, **texts):
    """Send the form of a page with what it asks to send back."""
    form = client.get(where).context["form"]
    data = {
        f"{name}_{at}": form.fields[f"{name}_{at}"].initial
        for at in range(9)
        for name in ("seen", "source")
        if f"{name}_{at}" in form.fields
    }
    return data | texts


def progress_of(work, key):
    with within(work.territory_id):
        return queries.viewed(work, "fr").group(key).progress


def test_the_list_says_how_far_each_work_is(work, nadia, client_of):
    html = client_of(nadia).get(ROOT).content.decode()
    assert work.title in html
    assert "0 من 5" in html
    assert address(work) in html


def test_an_empty_list_says_what_will_be_here(nadia, client_of):
    html = client_of(nadia).get(ROOT).content.decode()
    assert "لا نص هنا بعد" in html


def test_a_title_is_typed_beside_its_original_and_read_at_once(work, nadia, client_of):
    client, where = client_of(nadia), address(work, "write", "words")
    html = client.get(where).content.decode()
    assert "كيف تشارك الساكنة في قرارات الجماعة." in html
    assert 'lang="fr" dir="ltr"' in html
    answer = client.post(
        where, typed(client, where, text_0="Charte de la participation", text_1="Comment participer.")
    )
    assert (answer.status_code, answer["Location"]) == (303, address(work))
    assert progress_of(work, "words") is Progress.NOTHING  # the promise is still to be said
    page = Client().get("/fr/larache/consultations/").content.decode()
    assert "Charte de la participation" in page


def test_an_article_waits_for_a_second_person(work, nadia, director, client_of):
    """§ translations-official."""
    client, where = client_of(nadia), address(work, "write", "text-reply-delays")
    client.post(
        where, typed(client, where, text_0="Délais de réponse", text_1="La commune répond en trente jours.")
    )
    assert progress_of(work, "text-reply-delays") is Progress.WAITING
    own = client.get(address(work, "approve")).content.decode()
    assert "كتبتم هذه النسخة" in own
    assert 'name="chosen"' not in own
    second = client_of(director)
    assert "نسخ لغوية تنتظر الاعتماد" in second.get("/larache/desk/").content.decode()
    form = second.get(address(work, "approve")).context["form"]
    answer = second.post(address(work, "approve"), {"chosen": list(form.by_name)})
    assert answer.status_code == 303
    assert progress_of(work, "text-reply-delays") is Progress.DONE
    again = second.post(address(work, "approve"), {"chosen": list(form.by_name)})
    assert again.status_code == 400
    assert "تغيّرت إحدى النسخ" in again.content.decode()


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({"text_0": " ", "text_1": ""}, "اكتبوا النسخة أولا"),
        ({"text_0": "x" * 201}, "201"),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_is_kept(work, nadia, client_of, texts, sentence):
    """§ translations-words."""
    client, where = client_of(nadia), address(work, "write", "words")
    answer = client.post(
        where,
        typed(client, where, text_2="Chaque contribution reçoit une réponse.") | texts
        if "201" in sentence
        else typed(client, where) | texts,
    )
    assert answer.status_code == 400
    html = answer.content.decode()
    assert sentence in html
    with within(work.territory_id):
        assert not Rendering.objects.exists()


def test_words_written_meanwhile_are_shown_beside_what_was_typed(work, nadia, director, client_of):
    """§ translations-writing: refused once, then sent over what is shown."""
    where = address(work, "write", "words")
    mine, other = client_of(nadia), client_of(director)
    stale = typed(mine, where, text_0="Le pacte")
    other.post(where, typed(other, where, text_0="La charte"))
    answer = mine.post(where, stale)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "غيّر شخص آخر هذه النسخة" in html
    assert "Le pacte" in html
    assert "La charte" in html
    form = answer.context["form"]
    seen = {name: form.data[name] for name in form.data if name.startswith(("seen", "source"))}
    assert mine.post(where, seen | {"text_0": "Le pacte"}).status_code == 303


def test_a_version_is_taken_away_for_a_reason(work, nadia, client_of):
    """§ translations-withdrawn."""
    client, where = client_of(nadia), address(work, "write", "words")
    client.post(where, typed(client, where, text_0="Charte"))
    away = address(work, "withdraw", "words")
    assert "اكتبوا سبب السحب" in client.post(away, {"reason": ""}).content.decode()
    assert client.post(away, {"reason": "ترجمة خاطئة"}).status_code == 303
    assert "Charte" not in Client().get("/fr/larache/consultations/").content.decode()
    assert client.post(away, {"reason": "ترجمة خاطئة"}).status_code == 400


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_in_the_language_of_the_original_nor_in_an_unknown_one(work, nadia, client_of, language):
    """§ translations-languages."""
    where = f"{ROOT}{work.thing}/{language}/"
    assert client_of(nadia).get(where).status_code == 404


def test_no_page_for_the_text_of_another_territory(work, nadia, karim, client_of, beni_mellal):
    """§ translations-writing."""
    there = making.make_consultation(beni_mellal)
    assert client_of(nadia).get(f"{ROOT}consultations.consultation:{there.pk}/fr/").status_code == 404
    assert client_of(karim).get(address(work)).status_code == 404


def test_who_writes_and_who_publishes(work, larache, client_of):
    agent = client_of(give(make_person("موظف تجريبي"), larache, RoleKind.AGENT))
    president = client_of(give(make_person("رئيسة تجريبية"), larache, RoleKind.PRESIDENT))
    clerk = client_of(give(make_person("كاتب تجريبي"), larache, RoleKind.CLERK))
    pages = [address(work), address(work, "write", "words"), address(work, "approve")]
    assert [agent.get(page).status_code for page in pages] == [200, 200, 404]
    assert [president.get(page).status_code for page in pages] == [200, 404, 200]
    assert [clerk.get(page).status_code for page in pages] == [404, 404, 404]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_pages_ask_as_much_for_one_as_for_three(larache, nadia, client_of, how_many):
    for number in range(how_many):
        making.make_consultation(larache, slug=f"charter-{number}")
    with within(larache.pk):
        one = queries.works(larache.pk)[0]
    client = client_of(nadia)
    asked = []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for page in (ROOT, address(one), address(one, "write", "words"), address(one, "approve")):
        client.get(page)
        with CaptureQueriesContext(connection) as found:
            client.get(page)
        asked.append(len(found))
    assert asked == [21, 27, 27, 27]
