"""The openness programme of the demonstration: the source's numbers, in its order, each remark answered."""

from datetime import date

import pytest

from tadafor.consultations import queries, rules
from tadafor.consultations.models import Consultation, Contribution, Workshop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loaded")]


@pytest.fixture
def programme():
    return Consultation.objects.get(slug="openness-programme")


def test_the_five_projects_have_their_numbers_and_the_four_axes_their_names(programme):
    version = queries.current_version(programme)
    assert [one.number for one in queries.cards_of(version)] == [68, 69, 70, 85, 86]
    assert {one.name for one in queries.axes_of(programme)} == {
        "التسويق الترابي",
        "التواصل",
        "خدمات ذات جودة",
        "التنمية الاجتماعية",
    }


def test_the_rounds_are_those_of_the_source(programme):
    assert [(one.opens_on, one.closes_on) for one in queries.rounds_of(programme)] == [
        (date(2023, 3, 21), date(2023, 3, 21)),
        (date(2023, 6, 12), date(2023, 6, 19)),
        (date(2023, 7, 25), date(2023, 7, 25)),
    ]


def test_the_committee_has_twelve_seats_since_the_fourth_of_may(programme):
    committee = queries.committee_of(programme)
    assert committee.founded_on == date(2023, 5, 4)
    assert committee.members.count() == 12
    assert committee.members.filter(chairs=True).count() == 1


def test_heads_are_counted_as_the_source_reports_them(programme):
    told = Workshop.objects.get(consultation=programme, held_on=date(2023, 3, 21))
    assert (told.associations, told.women, told.participants) == (18, 40, 70)


def test_every_remark_is_answered_and_better_cards_name_theirs(programme):
    assert queries.progress_of(programme).unanswered == 0
    assert programme.adopted_on.month == 10
    first, *_, last = queries.published_versions(programme)
    changed = [one for one in queries.differences(first, last) if one.fate is not rules.Fate.SAME]
    assert {one.after.number for one in changed} == {68, 70, 85, 86}
    assert all(one.causes for one in changed)


def test_a_round_is_open_on_cards_today():
    live = Consultation.objects.get(slug="openness-next")
    assert rules.phase(live.window, today=date(2026, 11, 22)) is rules.Phase.OPEN
    assert Contribution.objects.filter(consultation=live).count() == 3
