"""Card numbers: their shapes, their pseudonyms, their seals; the evidence that displaces."""

import logging
from datetime import date

import pytest

from tadafor.kernel.clock import now
from tadafor.kernel.refusals import Refused
from tadafor.people import actions, queries
from tadafor.people.rules.cards import Card, CardKind, CardRefusal, normal_number, refuse_number
from tadafor.people.rules.confirming import Eligibility, Meeting, Proof, ages_reached, is_stronger, meeting

NATIONAL = CardKind.NATIONAL
CARD = Card(NATIONAL, "LA12345")


@pytest.mark.parametrize(
    ("kind", "typed", "number"),
    [
        (NATIONAL, "la 12345", "LA12345"),
        (NATIONAL, "LA-012345", "LA12345"),
        (NATIONAL, "k٠١٢٣", "K123"),
        (NATIONAL, "\u200eA\u202b123\u202c", "A123"),
        (CardKind.RESIDENCE, "a 012345 b", "A012345B"),
        (CardKind.PASSPORT, "ab 1234567", "AB1234567"),
    ],
)
def test_a_number_is_written_one_way(kind, typed, number):
    """§ identity-numbers"""
    assert normal_number(kind, typed) == number
    assert refuse_number(kind, number) is None


@pytest.mark.parametrize(
    ("kind", "typed", "refusal"),
    [
        (NATIONAL, "", CardRefusal.EMPTY),
        (NATIONAL, "12345", CardRefusal.NATIONAL_SHAPE),
        (NATIONAL, "ABC123", CardRefusal.NATIONAL_SHAPE),
        (NATIONAL, "A1234567", CardRefusal.NATIONAL_SHAPE),
        (NATIONAL, "لا123", CardRefusal.NATIONAL_SHAPE),
        (CardKind.RESIDENCE, "ABC", CardRefusal.RESIDENCE_SHAPE),
        (CardKind.PASSPORT, "ABCDEFG", CardRefusal.PASSPORT_SHAPE),
        (CardKind.OTHER, "1" * 21, CardRefusal.OTHER_SHAPE),
    ],
)
def test_a_number_of_another_shape_is_refused(kind, typed, refusal):
    with pytest.raises(Refused) as refused:
        queries.checked_card(kind, typed)
    assert refused.value.refusal is refusal


def test_hashes_of_two_procedures_or_territories_cannot_be_joined():
    """§ identity-pseudonyms"""
    one = queries.card_hash("petition:1", 1, NATIONAL, "LA12345")
    assert one == queries.card_hash("petition:1", 1, NATIONAL, "la 012345")
    others = {
        queries.card_hash("petition:2", 1, NATIONAL, "LA12345"),
        queries.card_hash("petition:1", 2, NATIONAL, "LA12345"),
        queries.card_hash("petition:1", 1, CardKind.PASSPORT, "LA12345"),
        queries.card_hash("petition:1", 1, NATIONAL, "LA12346"),
    }
    assert len(others) == 4
    assert one not in others
    assert "12345" not in one or len(one) == 64


@pytest.mark.django_db
class TestSealed:
    """§ identity-sealed"""

    def seal(self, larache, procedure="petition:1"):
        return actions.sealed_card(procedure, territory_id=larache.pk, card=CARD, now=now())

    def test_it_opens_under_its_own_procedure(self, larache):
        sealed = self.seal(larache)
        assert b"12345" not in sealed
        assert queries.opened_card("petition:1", territory_id=larache.pk, sealed=sealed) == CARD

    def test_two_seals_of_one_card_differ_and_have_one_length(self, larache):
        box = actions.card_box("petition:1", territory_id=larache.pk, now=now())
        seals = {box.seal(CARD), box.seal(CARD), box.seal(Card(CardKind.OTHER, "9" * 20))}
        assert len(seals) == 3
        assert len({len(sealed) for sealed in seals}) == 1

    @pytest.mark.parametrize("place", [0, 12, 25, -1])
    def test_a_changed_byte_is_refused_by_name(self, larache, place):
        sealed = bytearray(self.seal(larache))
        sealed[place] ^= 1
        with pytest.raises(Refused) as refused:
            queries.opened_card("petition:1", territory_id=larache.pk, sealed=bytes(sealed))
        assert refused.value.refusal is CardRefusal.TAMPERED

    def test_too_short_is_refused_by_name(self, larache):
        self.seal(larache)
        with pytest.raises(Refused) as refused:
            queries.opened_card("petition:1", territory_id=larache.pk, sealed=b"\x01short")
        assert refused.value.refusal is CardRefusal.TAMPERED

    def test_another_procedure_does_not_open_it(self, larache, beni_mellal):
        sealed = self.seal(larache)
        self.seal(larache, "petition:2")
        self.seal(beni_mellal)
        for procedure, place in (("petition:2", larache), ("petition:1", beni_mellal)):
            with pytest.raises(Refused) as refused:
                queries.opened_card(procedure, territory_id=place.pk, sealed=sealed)
            assert refused.value.refusal is CardRefusal.KEY_DESTROYED

    def test_a_destroyed_key_opens_nothing_and_is_not_made_again(self, larache):
        """§ identity-destroyed"""
        sealed = self.seal(larache)
        destroy = {"territory_id": larache.pk, "actor": actions.cards.audit.HOUSE, "reason": "انتهى الأجل"}
        actions.destroy_key("petition:1", now=now(), **destroy)
        for again in (
            lambda: queries.opened_card("petition:1", territory_id=larache.pk, sealed=sealed),
            lambda: self.seal(larache),
            lambda: actions.destroy_key("petition:1", now=now(), **destroy),
        ):
            with pytest.raises(Refused) as refused:
                again()
            assert refused.value.refusal is CardRefusal.KEY_DESTROYED

    def test_neither_a_log_nor_an_error_carries_a_number(self, larache, caplog):
        box = actions.card_box("petition:1", territory_id=larache.pk, now=now())
        with caplog.at_level(logging.DEBUG):
            logging.getLogger("tadafor").warning("%s %r %r", CARD, CARD, box)
            with pytest.raises(Refused) as refused:
                queries.checked_card(NATIONAL, "99LA12345")
        assert "12345" not in caplog.text + repr(refused.value) + str(refused.value)
        assert box.key.hex() not in repr(box)
        assert repr(box.key) not in repr(box)


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        (Proof.LIST, Proof.DECLARED, True),
        (Proof.OPENID, Proof.LIST, True),
        (Proof.DESK, Proof.OPENID, True),
        (Proof.PAPER, Proof.DECLARED, True),
        (Proof.PAPER, Proof.DESK, False),
        (Proof.DESK, Proof.PAPER, False),
        (Proof.DECLARED, Proof.DESK, False),
        (Proof.LIST, Proof.LIST, False),
    ],
)
def test_stronger_evidence_displaces_weaker(new, old, expected):
    """§ identity-displaces"""
    assert is_stronger(new, old) is expected
    assert meeting(new, old) is (Meeting.DISPLACES if expected else Meeting.YIELDS)


def test_a_card_nobody_holds_is_free():
    assert meeting(Proof.DECLARED, None) is Meeting.FREE


@pytest.mark.parametrize(
    ("born", "reached"),
    [
        (date(2008, 11, 22), (15, 16, 18)),
        (date(2008, 11, 23), (15, 16)),
        (date(2012, 1, 1), ()),
        (date(2008, 2, 29), (15, 16, 18)),
    ],
)
def test_only_the_ages_reached_are_kept(born, reached):
    """§ identity-facts"""
    assert ages_reached(born, date(2026, 11, 22)) == reached
    assert Eligibility(old_enough=reached).reaches(18) is (18 in reached)


def test_born_on_the_29th_of_february_waits_for_the_1st_of_march():
    assert ages_reached(date(2008, 2, 29), date(2026, 2, 28)) == (15, 16)
    assert ages_reached(date(2008, 2, 29), date(2026, 3, 1)) == (15, 16, 18)
