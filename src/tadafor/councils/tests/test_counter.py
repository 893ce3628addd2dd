"""A form on paper handed in at the counter: a clerk volunteers, and withdraws, in a person's name."""

import pytest

from tadafor.audit.models import ClearPart, Entry
from tadafor.councils.models import Volunteer
from tadafor.councils.tests.test_actions_lot import OPENED, make_draw
from tadafor.councils.tests.test_lots import HERE, TYPED, text_of
from tadafor.kernel import clock
from tadafor.kernel.scopes import within

pytestmark = pytest.mark.django_db
DESK = "/larache/people/desk/"
CARD = {
    "card_kind": "national",
    "card_number": "LA4471",
    "kind": "residence",
    "evidence": "national_card",
    "name": "فاطمة التجريبية",
    "language": "ar",
    "consented": "on",
}


def test_a_volunteer_on_paper_enters_and_leaves_at_the_counter(larache, nadia, client_of):
    """§ councils-22, § councils-24: what is wrong is said, and the log names the clerk."""
    draw = make_draw(larache)
    with clock.stopped_at(OPENED):
        clerk = client_of(nadia)
        assert clerk.post(f"{DESK}register/", CARD).status_code == 303
        assert clerk.post(f"{DESK}assist/", CARD).url == "/larache/"
        nothing = text_of(clerk, f"{HERE}withdraw/")
        assert "لستم مسجلين في هذه القرعة" in nothing
        assert "<form method=" not in nothing.partition("<main")[2].partition("</main>")[0]
        for wrong, box in (({"sex": ""}, "sex"), ({"age": "9"}, "age"), ({"consents": ""}, "consents")):
            refused = clerk.post(f"{HERE}volunteer/", TYPED | wrong)
            assert refused.status_code == 400
            assert list(refused.context["form"].errors) == [box]
        assert clerk.post(f"{HERE}volunteer/", TYPED).status_code == 303
        with within(larache.pk):
            person = Volunteer.objects.get(draw=draw).person
        assert person.name == "فاطمة التجريبية"
        assert "تُمحى معطياتكم" in text_of(clerk, f"{HERE}withdraw/")
        assert clerk.post(f"{HERE}withdraw/").status_code == 303
    with within(larache.pk):
        assert not Volunteer.objects.filter(draw=draw).exists()
        for verb in ("volunteer", "withdraw_volunteer"):
            entry = Entry.objects.get(verb=f"councils.{verb}")
            clear = ClearPart.objects.get(entry=entry)
            assert (entry.channel, clear.person_id) == ("desk", person.pk)
            assert clear.content["clerk"] == nadia.pk
