"""The file and its pages, as browsers ask for them."""

from types import SimpleNamespace
from urllib.parse import quote

import pytest

from tadafor.documents import actions, queries
from tadafor.documents.actions.cleaning import CleanFile
from tadafor.documents.rules import Kind, Visibility
from tadafor.documents.tests import factories as made
from tadafor.kernel.scopes import within
from tadafor.traces.actions import set_visibility
from tadafor.traces.rules import Visibility as Shown
from tadafor.traces.tests.factories import MORNING, make_trace
from tadafor.translations.tests.factories import said

PDF = CleanFile(made.pdf_bytes(), Kind.PDF, "محضر.pdf")
PHOTO = CleanFile(made.image_bytes("JPEG"), Kind.JPEG, "ساحة.jpeg", 400, 300)


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def inside(larache):
    with within(larache.pk):
        yield larache


@pytest.fixture
def attach(inside, actors):
    def attached(file=PDF, **facts):
        defaults = {"title": "محضر الورشة", "now": MORNING, "actor": actors.salma}
        return actions.attach(territory_id=inside.pk, file=file, **defaults | facts)

    return attached


@pytest.fixture
def people(salma, idris, nadia, karim):
    return SimpleNamespace(salma=salma, idris=idris, nadia=nadia, karim=karim)


def address(document, territory="larache"):
    return f"/{territory}/documents/{document.code}/{document.mark}/{document.file_name}"


def fetch(client, path, **headers):
    """Ask for a file, read it whole, as a browser does."""
    answer = client.get(path, headers=headers)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def test_a_public_pdf_is_a_download_that_runs_nothing(attach, client):
    """§ documents-reading"""
    document = attach()

    answer = fetch(client, address(document))

    assert answer.body == PDF.content
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["Content-Length"] == str(len(PDF.content))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers


def test_a_picture_shows_in_its_page(attach, client):
    answer = fetch(client, address(attach(PHOTO)), **{"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Content-Encoding"] == "identity"
    assert answer.body == PHOTO.content


def test_a_browser_that_has_it_is_not_sent_it_again(attach, client):
    document = attach(PHOTO)
    tag = fetch(client, address(document)).headers["ETag"]

    answer = fetch(client, address(document), **{"If-None-Match": f'"other", {tag}'})

    assert answer.status_code == 304
    assert answer.body == b""


def test_a_hidden_trace_takes_its_files_with_it(attach, inside, client, client_of, people):
    """§ documents-reading"""
    trace = make_trace(inside)
    document = attach(trace=trace)
    tag = fetch(client, address(document)).headers["ETag"]

    set_visibility(item=trace, visibility=Shown.HIDDEN)

    assert client.get(address(document)).status_code == 404
    assert client.get(address(document), headers={"If-None-Match": tag}).status_code == 404
    for reader in (people.salma, people.nadia):
        answer = fetch(client_of(reader), address(document))
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_private_file_does_not_exist_for_others(attach, client, client_of, people):
    """§ documents-reading"""
    document = attach(visibility=Visibility.PRIVATE)
    page = f"/larache/documents/{document.code}/"

    for path in (address(document), page, f"{page}title/", f"{page}remove/"):
        for stranger in (client, client_of(people.idris), client_of(people.karim)):
            assert stranger.get(path).status_code == 404
        for reader in (people.salma, people.nadia):
            assert fetch(client_of(reader), path).status_code == 200
    assert client_of(people.karim).get(address(document, "beni-mellal")).status_code == 404


def test_a_file_that_was_lost_is_not_found(attach, client):
    document = attach()
    document.file.storage.delete(document.file.name)

    assert client.get(address(document)).status_code == 404


def test_a_wrong_mark_finds_nothing(attach, client):
    document = attach()

    assert client.get(f"/larache/documents/{document.code}/{'0' * 16}/a.pdf").status_code == 404
    assert client.get("/larache/documents/AAAAAAAAAAAAAAAA/").status_code == 404


def test_the_page_of_a_document(attach, inside, client):
    document = attach(PHOTO, trace=make_trace(inside, "الساحة"), title="صورة <b>الساحة</b>")

    page = client.get(f"/larache/documents/{document.code}/")

    text = page.content.decode()
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert "صورة &lt;b&gt;الساحة&lt;/b&gt;" in text
    assert f'src="{client.get(f"/larache/documents/{document.code}/").context["file"]}"' in text
    assert "اسحبوا الوثيقة" not in text


@pytest.mark.parametrize("others", [1, 3])
def test_the_page_costs_the_same_with_more_rows(attach, inside, client, django_assert_num_queries, others):
    trace = make_trace(inside)
    documents = [attach(trace=trace) for _ in range(others)]

    with django_assert_num_queries(2):
        client.get(f"/larache/documents/{documents[0].code}/")


def test_removing_leaves_a_stone(attach, client, client_of, salma):
    """§ documents-removal"""
    document = attach()
    page = f"/larache/documents/{document.code}/"
    owner = client_of(salma)

    assert "اكتبوا سبب سحب الوثيقة" in owner.post(f"{page}remove/", {"reason": "\u200b"}).content.decode()
    assert not queries.by_code(document.code).is_removed
    answer = owner.post(f"{page}remove/", {"reason": "فيها أرقام هواتف"})

    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    text = client.get(page).content.decode()
    assert "فيها أرقام هواتف" in text
    assert "حمّلوا" not in text
    assert client.get(address(document)).status_code == 404
    assert owner.get(address(document)).status_code == 404
    assert owner.get(f"{page}remove/").status_code == 404


def test_another_title_is_kept_as_typed_when_it_is_wrong(attach, client_of, nadia):
    """§ documents-title"""
    document = attach()
    page = f"/larache/documents/{document.code}/"
    staff = client_of(nadia)

    wrong = staff.post(f"{page}title/", {"title": "ع" * 201})
    assert wrong.status_code == 200
    assert "ع" * 201 in wrong.content.decode()
    assert wrong.headers["Cache-Control"] == "private, no-store"

    assert staff.post(f"{page}title/", {"title": " محضر  الورشة الثانية "}).status_code == 303
    assert queries.by_code(document.code).title == "محضر الورشة الثانية"


def test_the_way_back_is_read_in_the_language_of_the_page(attach, inside, client):
    """§ translations-titles"""
    trace = make_trace(inside, "ظل في ساحة المدينة")
    document = attach(trace=trace)
    said(inside, "ظل في ساحة المدينة", "De l’ombre sur la place")
    path = f"/larache/documents/{document.code}/"
    french, arabic = (client.get(language + path).content.decode() for language in ("/fr", ""))
    assert ("De l’ombre sur la place" in french, "ظل في ساحة المدينة" in french) == (True, False)
    assert ("De l’ombre sur la place" in arabic, "ظل في ساحة المدينة" in arabic) == (False, True)


def test_a_title_is_read_in_the_language_of_the_page(attach, inside, client):
    """§ translations-titles"""
    document = attach()
    [work] = queries.works(inside.pk)
    [piece] = work.pieces()
    assert (piece.text, piece.field, work.language) == ("محضر الورشة", "title", "ar")
    said(inside, "محضر الورشة", "Procès-verbal de l’atelier", thing=piece.thing, work=work.thing)
    path = f"/larache/documents/{document.code}/"
    french, arabic = (client.get(language + path).content.decode() for language in ("/fr", ""))
    assert ("Procès-verbal de l’atelier" in french, "Procès-verbal" in arabic) == (True, False)
    assert quote(document.file_name) in french  # the address of a file is one in every language
    assert client.get(address(document)).status_code == 200
