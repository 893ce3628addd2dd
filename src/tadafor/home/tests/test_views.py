import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/larache/",
        "/search/",
        "/larache/search/?q=x",
        "/search/places/?name=ara",
        "/larache/feed/",
        "/search/places/01/",
    ],
)
def test_smoke(path, larache):
    response = Client().get(path)
    assert response.status_code == 200
    assert not response.cookies


def test_desk(nadia, larache, client_of):
    assert client_of(nadia).get("/larache/desk/").status_code == 200
