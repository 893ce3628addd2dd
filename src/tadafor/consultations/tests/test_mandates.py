"""Who contributes in the name of an association, in the pages."""

import pytest

from tadafor.associations.models import Mandate
from tadafor.associations.rules import MandateRefusal
from tadafor.consultations.models import Contribution
from tadafor.consultations.tests.factories import DURING, make_consultation
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.words import word

COMMENT = "/larache/consultations/charter/articles/reply-delays/comment/"


@pytest.mark.django_db
def test_only_what_the_mandate_includes_is_offered(larache, idris, client_of):
    """§ mandates-offered: and what names an association never passes for one's own."""
    make_consultation(larache)
    with everywhere():
        mandate = Mandate.objects.select_related("association").get(person=idris)
    name = mandate.association.name
    with clock.stopped_at(DURING):
        client = client_of(idris)
        form = client.get(COMMENT).context["form"]
        assert name in str(form["speaks_for"])
        with everywhere():
            Mandate.objects.filter(person=idris).update(mechanisms=["petition"])
        assert "speaks_for" not in client.get(COMMENT).context["form"].fields
        typed = {"token": form["token"].value(), "body": "نقترح أجلا أقصر باسم الجمعية.", "seen_alike": "1"}
        late = client.post(COMMENT, typed | {"speaks_for": str(mandate.association_id)})
    assert late.context["form"].errors["speaks_for"] == [str(word(MandateRefusal.NO_MANDATE))]
    with everywhere():
        assert not Contribution.objects.exists()
