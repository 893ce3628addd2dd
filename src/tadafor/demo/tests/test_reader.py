"""The content holds together: keys lead somewhere, every contribution has its answer, nobody is real."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tadafor.demo import reader
from tadafor.demo.told import Consultation, Contribution, Moment

TODAY = date(2026, 11, 22)
CONTENT = reader.read()
CONSULTATIONS = list(CONTENT.consultations.values())
CONCLUDED = [consultation for consultation in CONSULTATIONS if consultation.concluded]
LIVE = [consultation for consultation in CONSULTATIONS if not consultation.concluded]
VOICES = [(consultation, voice) for consultation in CONSULTATIONS for voice in consultation.contributions]
OUTCOMES = {"accepted", "partly", "not_accepted", "out_of_scope", "duplicate", "spam"}
BESIDE = [folder / "shared" / "seeds" for folder in Path(__file__).resolve().parents[5:]]
SEEDS = next((folder for folder in BESIDE if folder.is_dir()), BESIDE[0])

each = pytest.mark.parametrize("consultation", CONSULTATIONS, ids=lambda consultation: consultation.key)
concluded = pytest.mark.parametrize("consultation", CONCLUDED, ids=lambda consultation: consultation.key)


def test_the_promised_consultations_are_there():
    assert set(CONTENT.consultations) == {
        "beni-mellal-charter",
        "larache-workshop",
        "beni-mellal-live",
        "larache-live",
        "beni-mellal-soon",
        "larache-soon",
    }
    charter = CONTENT.consultations["beni-mellal-charter"]
    assert charter.opens.on(TODAY).isoformat() == "2024-01-21T23:00:00+00:00"
    assert charter.closes.on(TODAY).date() == date(2024, 2, 12)
    assert len(charter.sections) == 7
    assert len(charter.versions[0].articles) == 24
    assert len(charter.contributions) >= 45


def test_a_moment_of_today_and_a_moment_of_the_past_are_told_apart():
    assert Moment.read("-9 00:30").on(TODAY).isoformat() == "2026-11-12T23:30:00+00:00"
    assert Moment.read("+2 12:00").on(TODAY).isoformat() == "2026-11-24T11:00:00+00:00"
    in_ramadan = Moment.read("2024-03-20 12:00").on(TODAY)
    assert in_ramadan.isoformat() == "2024-03-20T12:00:00+00:00"


@each
def test_a_consultation_says_what_is_at_stake_and_what_is_invented(consultation: Consultation):
    for words in (consultation.title, consultation.stakes, consultation.promise, consultation.demonstration):
        assert words.ar
        assert words.fr
    assert consultation.facts
    assert consultation.territory in CONTENT.territories


@each
def test_articles_are_numbered_without_a_gap_under_known_sections(consultation: Consultation):
    sections = [section.key for section in consultation.sections]
    for version in consultation.versions:
        assert [article.number for article in version.articles] == list(range(1, len(version.articles) + 1))
        order = [sections.index(article.section) for article in version.articles]
        assert order == sorted(order), "an article stands outside its section"
        keys = [article.key for article in version.articles]
        assert len(set(keys)) == len(keys)


@each
def test_every_article_of_every_version_reads_in_both_languages(consultation: Consultation):
    for version in consultation.versions:
        for article in version.articles:
            assert article.title.ar, article.key
            assert article.title.fr, article.key
            assert article.text.ar, article.key
            assert article.text.fr, article.key
    for before, after in pairwise(consultation.versions):
        for article in after.articles:
            if article.key in {known.key for known in before.articles}:
                same_arabic = before.article(article.key).text.ar == article.text.ar
                same_french = before.article(article.key).text.fr == article.text.fr
                assert same_arabic == same_french, article.key


@pytest.mark.parametrize(
    ("key", "added", "removed", "renumbered"),
    [
        ("beni-mellal-charter", {"in-person"}, {"prior-registration"}, {"citizen-meetings": (16, 15)}),
        ("larache-workshop", {"workshop-record"}, set(), {"citizens-duty": (7, 8)}),
    ],
)
def test_the_second_version_really_differs(key, added, removed, renumbered):
    first, second = CONTENT.consultations[key].versions
    before = {article.key: article for article in first.articles}
    after = {article.key: article for article in second.articles}
    assert set(after) - set(before) == added
    assert set(before) - set(after) == removed == {removal.key for removal in second.removed}
    for article, (old, new) in renumbered.items():
        assert (before[article].number, after[article].number) == (old, new)
    untouched = [key for key in after if key in before and after[key].text == before[key].text]
    assert len(untouched) >= 5


@concluded
def test_every_change_names_the_contributions_it_came_from(consultation: Consultation):
    first, second = consultation.versions
    before = {article.key: article.text for article in first.articles}
    for article in second.articles:
        changed = before.get(article.key) != article.text
        assert changed == bool(article.because), article.key
    causes = [cause for article in second.articles for cause in article.because]
    causes += [cause for removal in second.removed for cause in removal.because]
    assert len(set(causes)) == len(causes)
    heard = {
        voice.key
        for voice in consultation.contributions
        if voice.decision and voice.decision.outcome in {"accepted", "partly"}
    }
    assert set(causes) == heard


@pytest.mark.parametrize(("consultation", "voice"), VOICES, ids=lambda value: getattr(value, "key", None))
def test_a_contribution_points_to_what_exists(consultation: Consultation, voice: Contribution):
    first = consultation.versions[0]
    articles = {article.key for article in first.articles}
    assert not voice.article or voice.article in articles
    assert not voice.after or voice.after in articles
    assert voice.channel in {"online", "desk", "paper", "workshop"}
    assert voice.kind in {"comment", "amendment", "new_article"}
    assert voice.text
    author = CONTENT.people[voice.author]
    assert author.territory == consultation.territory
    if voice.association:
        assert voice.association == author.association
    for reply in voice.replies:
        assert CONTENT.people[reply.author].territory == consultation.territory


@pytest.mark.parametrize(("consultation", "voice"), VOICES, ids=lambda value: getattr(value, "key", None))
def test_an_amendment_quotes_the_article_and_changes_it(consultation: Consultation, voice: Contribution):
    if voice.kind == "amendment":
        text = consultation.versions[0].article(voice.article).text.ar
        assert text.count(voice.original) == 1
        assert voice.proposed
        assert voice.proposed != text
    elif voice.kind == "new_article":
        assert voice.title
        assert voice.proposed
        assert voice.after
        assert not voice.article
    else:
        assert not voice.proposed


@pytest.mark.parametrize(("consultation", "voice"), VOICES, ids=lambda value: getattr(value, "key", None))
def test_everything_is_said_while_the_window_is_open(consultation: Consultation, voice: Contribution):
    opens, closes = consultation.opens.on(TODAY), consultation.closes.on(TODAY)
    assert opens <= voice.at.on(TODAY) <= closes
    previous = voice.at.on(TODAY)
    for reply in voice.replies:
        assert previous < reply.at.on(TODAY) <= closes
        previous = reply.at.on(TODAY)
    if not isinstance(consultation.opens.day, date):
        assert previous.date() < TODAY, "the live consultation would know the future"


@each
def test_supporters_are_people_of_the_same_territory(consultation: Consultation):
    citizens = [
        person
        for person in CONTENT.people.values()
        if person.territory == consultation.territory and not person.is_cast
    ]
    for voice in consultation.contributions:
        assert voice.supports < len(citizens), voice.key


@concluded
def test_no_contribution_lacks_an_answer(consultation: Consultation):
    meetings = {meeting.key: meeting for meeting in consultation.meetings}
    outcomes = set()
    for voice in consultation.contributions:
        decision = voice.decision
        if voice.withdrawn:
            assert decision is None
            assert voice.at.on(TODAY) < voice.withdrawn.on(TODAY) < consultation.closes.on(TODAY)
            continue
        assert decision is not None, voice.key
        assert decision.outcome in OUTCOMES
        assert len(decision.reason) > 20, voice.key
        assert sum(decision.votes) == meetings[decision.meeting].present, voice.key
        assert decision.votes[0] > decision.votes[1], voice.key
        if decision.outcome == "duplicate":
            assert consultation.contribution(decision.same_as).group == voice.group
        outcomes.add(decision.outcome)
    assert outcomes >= {"accepted", "partly", "not_accepted", "out_of_scope"}
    if consultation.key == "beni-mellal-charter":
        assert outcomes == OUTCOMES
        assert any(voice.withdrawn for voice in consultation.contributions)


@concluded
def test_the_committee_meets_after_the_window_and_before_the_new_version(consultation: Consultation):
    committee = consultation.committee
    assert committee is not None
    assert committee.decided_on.on(TODAY) < consultation.opens.on(TODAY)
    days = [
        consultation.closes,
        *(meeting.at for meeting in consultation.meetings),
        consultation.versions[1].at,
    ]
    moments = [moment.on(TODAY) for moment in days]
    assert moments == sorted(moments)
    for meeting in consultation.meetings:
        assert 0 < meeting.present <= committee.size
    adoption = consultation.adoption
    assert adoption is not None
    assert consultation.concluded is not None
    assert moments[-1].date() < consultation.concluded.on(TODAY).date() < adoption.on
    assert consultation.conclusion.ar
    assert consultation.conclusion.fr
    assert "للعرض" in adoption.note.ar or "لأغراض العرض" in adoption.note.ar


def test_one_decision_answers_several_contributions_and_counts_as_one():
    charter = CONTENT.consultations["beni-mellal-charter"]
    together = [voice for voice in charter.contributions if voice.decision and voice.decision.bulk]
    assert len(together) == 3
    assert len({voice.decision for voice in together}) == 1


@pytest.mark.parametrize("consultation", LIVE, ids=lambda consultation: consultation.key)
def test_what_is_not_over_has_no_decision_yet(consultation: Consultation):
    assert all(voice.decision is None for voice in consultation.contributions)
    assert len(consultation.versions) == 1
    assert consultation.adoption is None
    assert consultation.announced.on(TODAY) < consultation.opens.on(TODAY) < consultation.closes.on(TODAY)


def test_two_are_open_today_and_two_are_coming():
    windows = {c.key: (c.opens.on(TODAY).date() <= TODAY <= c.closes.on(TODAY).date()) for c in LIVE}
    assert windows == {
        "beni-mellal-live": True,
        "larache-live": True,
        "beni-mellal-soon": False,
        "larache-soon": False,
    }


@each
def test_a_group_gathers_at_least_two(consultation: Consultation):
    assert set(consultation.group_titles) == set(consultation.groups())
    for name, voices in consultation.groups().items():
        assert len(voices) >= 2, name


def test_every_channel_and_kind_of_author_is_heard():
    charter = CONTENT.consultations["beni-mellal-charter"].contributions
    assert {voice.channel for voice in charter} == {"online", "desk", "paper", "workshop"}
    assert {voice.kind for voice in charter} == {"comment", "amendment", "new_article"}
    assert any(voice.association for voice in charter)
    assert any(not voice.article for voice in charter)


def test_the_cast_can_be_told_apart_and_reached():
    cast = {person.key: person for person in CONTENT.people.values() if person.is_cast}
    assert {"salma", "idris", "nadia", "amal", "youssef", "karim"} <= set(cast)
    assert cast["nadia"].roles == ("focal_point",)
    assert all(person.can.fr for person in cast.values())
    emails = [person.email for person in CONTENT.people.values()]
    assert len(set(emails)) == len(emails)
    assert all(email.endswith("@tadafor.example") for email in emails)


def test_offices_open_before_they_close():
    kinds = {office.kind for territory in CONTENT.territories.values() for office in territory.offices}
    assert kinds == {"town_hall", "citizen_office", "house_of_associations"}
    for territory in CONTENT.territories.values():
        for office in territory.offices:
            assert office.hours
            assert all(hours.opens < hours.closes and 1 <= hours.weekday <= 7 for hours in office.hours)


def test_months_are_the_moroccan_ones_and_digits_the_western_ones():
    written = "\n".join(path.read_text("utf-8") for path in sorted(reader.CONTENT.glob("*.toml")))
    for month in ("يوليو ", "أغسطس", "سبتمبر", "نوفمبر", "ديسمبر", "مايو"):
        assert month not in written
    assert not re.search("[٠-٩۰-۹]", written)
    assert "ـ" not in written


def _names_in_the_sources() -> set[str]:
    """The words of every personal name in the sources, but for words that are no name."""
    written = "\n".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("0*.txt")))
    after_a_title = re.findall(r"\b(?:السيدة?:?|الأستاذة?|تقديم:) (\w+ (?:الزهراء |المومن )?\w+)", written)
    in_the_list = re.findall(r"^\W*(?:السيدة )?(\w+ \w+)،? (?:[^،\n]*،\s*)?عضو", written, re.MULTILINE)
    no_names = {"مدير", "المصالح", "رئيس", "مجلس", "جماعة", "نقطة", "المسؤولة", "المنشطة"}
    words = {word for name in [*after_a_title, *in_the_list] for word in name.split()}
    return {word for word in words - no_names if len(word) > 3}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not beside the repository")
def test_nobody_from_the_sources_is_named():
    names = _names_in_the_sources()
    assert len(names) > 20, "the sources were not understood"
    cast_first_names = {person.name.ar.split()[0] for person in CONTENT.people.values() if person.is_cast}
    written = "\n".join(path.read_text("utf-8") for path in sorted(reader.CONTENT.glob("*.toml")))
    found = {name for name in names - cast_first_names if re.search(rf"\b{name}\b", written)}
    assert found == set()
