"""The edition that the bench pours stands on its own pages."""

from datetime import UTC, datetime

import pytest

from tadafor.bench.budget import IDEAS, PROJECTS, TABLES, Budget
from tadafor.bench.fill import pour
from tadafor.budgets.models import Idea, Project
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import everywhere

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.mark.django_db
def test_the_edition_is_poured_and_its_pages_open(larache, client):
    edition = Budget(NOW, territory=larache.pk, slug=larache.slug)
    for label in TABLES:
        pour(label, edition.of(label))
    with everywhere():
        assert (Idea.objects.count(), Project.objects.count()) == (IDEAS, PROJECTS)
    with stopped_at(NOW):
        for page in ("", "ideas/", "ideas/?text=المستوصف", "ideas/7/", "projects/", "projects/3/"):
            assert client.get(f"{edition.address}{page}").status_code == 200
