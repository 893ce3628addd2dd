"""Who may contribute, support and reply, and how names show (``docs/rules/consultations.md``)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tadafor.consultations.rules.cards import CardRefusal, Sheet, Subject, refuse_sheet
from tadafor.consultations.rules.window import Phase

LONGEST_BODY = 5_000
LONGEST_PROPOSAL = 10_000
LONGEST_TITLE = 150
SHORTEST_BODY = 10
MOST_A_DAY = 40
_FIRST_OF_TWO = 2


class Audience(StrEnum):
    """Who may contribute."""

    CONTACT = "contact"
    LINK = "link"
    ASSOCIATIONS = "associations"


class NamesShown(StrEnum):
    """How the names of citizens show; an association always shows its name."""

    FULL = "full"
    INITIAL = "initial"
    NONE = "none"


class Moderation(StrEnum):
    """Whether contributions are read by staff before or after they show."""

    BEFORE = "before"
    AFTER = "after"


class Kind(StrEnum):
    """What a contribution proposes."""

    COMMENT = "comment"
    AMENDMENT = "amendment"
    NEW_ARTICLE = "new_article"
    REMARK = "remark"
    NEW_PROJECT = "new_project"


KINDS_OF = {
    Subject.TEXT: (Kind.COMMENT, Kind.AMENDMENT, Kind.NEW_ARTICLE),
    Subject.CARDS: (Kind.REMARK, Kind.AMENDMENT, Kind.NEW_PROJECT),
}


class AuthorKind(StrEnum):
    """In whose name a contribution is made."""

    CITIZEN = "citizen"
    ASSOCIATION = "association"


class ContributionRefusal(StrEnum):
    """Why a contribution may not be made."""

    NOT_OPEN_YET = "not_open_yet"
    CLOSED = "closed"
    SIGN_IN_FIRST = "sign_in_first"
    LINK_NEEDED = "link_needed"
    ASSOCIATION_NEEDED = "association_needed"
    NOT_YOUR_ASSOCIATION = "not_your_association"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOTHING_CHANGED = "nothing_changed"
    TITLE_MISSING = "title_missing"
    PROJECT_TITLE_MISSING = "project_title_missing"
    ARTICLE_NEEDED = "article_needed"
    CARD_NEEDED = "card_needed"
    NOTHING_FILLED = "nothing_filled"
    NOTHING_CHANGED_IN_THE_CARD = "nothing_changed_in_the_card"
    NOT_OF_THIS_SUBJECT = "not_of_this_subject"
    IN_PERSON_ROUND = "in_person_round"
    TOO_MANY_TODAY = "too_many_today"
    RECEIVED_OUTSIDE_THE_WINDOW = "received_outside_the_window"
    ALREADY_CONCLUDED = "already_concluded"
    NOT_YOURS = "not_yours"
    ALREADY_WITHDRAWN = "already_withdrawn"
    ONLY_COMMENTS_ARE_SPOKEN = "only_comments_are_spoken"


class SupportRefusal(StrEnum):
    """Why a contribution may not be supported."""

    NOT_OPEN = "not_open"
    SIGN_IN_FIRST = "sign_in_first"
    LINK_NEEDED = "link_needed"
    YOUR_OWN = "your_own"
    NOT_SHOWN = "not_shown"
    NOT_ASKED_FOR = "not_asked_for"


@dataclass(frozen=True)
class Contributor:
    """What the rules need to know of the person who acts."""

    signed_in: bool
    linked: bool = False
    associations: frozenset[int] = frozenset()
    speaks_for: int | None = None


@dataclass(frozen=True)
class Proposal:
    """What is proposed: its kind, its words, and the words of the article or the card it would change."""

    kind: Kind
    body: str
    title: str = ""
    proposed: str = ""
    current: str | None = None
    subject: Subject = Subject.TEXT
    sheet: Sheet = field(default_factory=Sheet)
    card: Sheet | None = None
    spoken: bool = False


def refuse_contributor(
    *, phase: Phase, audience: Audience, who: Contributor, in_person: bool = False
) -> ContributionRefusal | None:
    """Return why ``who`` may not contribute in this phase (§ consultations-6).

    The same answer greys the button, says why and guards the action. What is written in a round held
    in a room is entered by staff (§ consultations-28).
    """
    if phase in {Phase.DRAFT, Phase.ANNOUNCED}:
        return ContributionRefusal.NOT_OPEN_YET
    if phase is not Phase.OPEN:
        return ContributionRefusal.CLOSED
    if in_person:
        return ContributionRefusal.IN_PERSON_ROUND
    if not who.signed_in:
        return ContributionRefusal.SIGN_IN_FIRST
    if who.speaks_for is not None and who.speaks_for not in who.associations:
        return ContributionRefusal.NOT_YOUR_ASSOCIATION
    if audience is Audience.ASSOCIATIONS and who.speaks_for is None:
        return ContributionRefusal.ASSOCIATION_NEEDED
    if audience is Audience.LINK and not who.linked and who.speaks_for is None:
        return ContributionRefusal.LINK_NEEDED
    return None


def refuse_proposal(proposal: Proposal, *, made_today: int) -> ContributionRefusal | None:
    """Return why these words make no contribution (§ consultations-7, § consultations-24).

    What is spoken is a comment and needs no word beside it (§ consultations-spoken).
    """
    if made_today >= MOST_A_DAY:
        return ContributionRefusal.TOO_MANY_TODAY
    if proposal.kind not in KINDS_OF[proposal.subject]:
        return ContributionRefusal.NOT_OF_THIS_SUBJECT
    if len(proposal.body) > LONGEST_BODY or len(proposal.proposed) > LONGEST_PROPOSAL:
        return ContributionRefusal.TOO_LONG
    if len(proposal.title) > LONGEST_TITLE:
        return ContributionRefusal.TOO_LONG
    if proposal.spoken and proposal.kind is not KINDS_OF[proposal.subject][0]:
        return ContributionRefusal.ONLY_COMMENTS_ARE_SPOKEN
    return _REFUSE_KIND[proposal.kind](proposal)


def _refuse_comment(proposal: Proposal) -> ContributionRefusal | None:
    if proposal.spoken:
        return None
    return ContributionRefusal.TOO_SHORT if len(proposal.body) < SHORTEST_BODY else None


def _refuse_amendment(proposal: Proposal) -> ContributionRefusal | None:
    if proposal.subject is Subject.CARDS:
        return _refuse_card_amendment(proposal)
    if proposal.current is None:
        return ContributionRefusal.ARTICLE_NEEDED
    if proposal.proposed.split() == proposal.current.split():
        return ContributionRefusal.NOTHING_CHANGED
    return None


def _refuse_new_article(proposal: Proposal) -> ContributionRefusal | None:
    if not proposal.title:
        return ContributionRefusal.TITLE_MISSING
    return ContributionRefusal.TOO_SHORT if len(proposal.proposed) < SHORTEST_BODY else None


def _refuse_card_amendment(proposal: Proposal) -> ContributionRefusal | None:
    if proposal.card is None:
        return ContributionRefusal.CARD_NEEDED
    before, after = proposal.card.values(), proposal.sheet.values()
    if all(before[name].split() == after[name].split() for name in before):
        return ContributionRefusal.NOTHING_CHANGED_IN_THE_CARD
    return _OF_SHEET[refuse_sheet(proposal.sheet)]


def _refuse_remark(proposal: Proposal) -> ContributionRefusal | None:
    if proposal.card is None:
        return ContributionRefusal.CARD_NEEDED
    if proposal.spoken:
        return None
    refusal = refuse_sheet(proposal.sheet)
    if refusal is CardRefusal.NOTHING_FILLED and len(proposal.body) >= SHORTEST_BODY:
        return None
    return _OF_SHEET[refusal]


def _refuse_new_project(proposal: Proposal) -> ContributionRefusal | None:
    if not proposal.title:
        return ContributionRefusal.PROJECT_TITLE_MISSING
    return _OF_SHEET[refuse_sheet(proposal.sheet)]


_OF_SHEET: dict[CardRefusal | None, ContributionRefusal | None] = {
    None: None,
    CardRefusal.NOTHING_FILLED: ContributionRefusal.NOTHING_FILLED,
    CardRefusal.TOO_LONG: ContributionRefusal.TOO_LONG,
}
_REFUSE_KIND = {
    Kind.REMARK: _refuse_remark,
    Kind.NEW_PROJECT: _refuse_new_project,
    Kind.COMMENT: _refuse_comment,
    Kind.AMENDMENT: _refuse_amendment,
    Kind.NEW_ARTICLE: _refuse_new_article,
}


def refuse_entry(
    *, phase: Phase, received_on: date, opens_on: date, closes_on: date
) -> ContributionRefusal | None:
    """Return why staff may not enter what came on paper, at the desk or in a workshop (§ consultations-8).

    It counts when it was received inside the window, even if it is keyed in later; on cards, inside the
    days of its own round (§ consultations-30).
    """
    if phase in {Phase.DRAFT, Phase.ANNOUNCED}:
        return ContributionRefusal.NOT_OPEN_YET
    if phase in {Phase.CONCLUDED, Phase.ADOPTED}:
        return ContributionRefusal.ALREADY_CONCLUDED
    if not opens_on <= received_on <= closes_on:
        return ContributionRefusal.RECEIVED_OUTSIDE_THE_WINDOW
    return None


def refuse_withdrawal(*, phase: Phase, is_author: bool, withdrawn: bool) -> ContributionRefusal | None:
    """Return why a contribution may not be taken back (§ consultations-9)."""
    if not is_author:
        return ContributionRefusal.NOT_YOURS
    if withdrawn:
        return ContributionRefusal.ALREADY_WITHDRAWN
    return None if phase is Phase.OPEN else ContributionRefusal.CLOSED


def refuse_support(
    *, phase: Phase, audience: Audience, who: Contributor, is_author: bool, shown: bool, asked: bool = True
) -> SupportRefusal | None:
    """Return why ``who`` may not support this contribution (§ consultations-10).

    Where only associations contribute, everyone with a confirmed contact may still support. ``asked`` is
    False when a clerk gives it and did not say that the person asked (§ consultations-support-desk).
    """
    if phase is not Phase.OPEN:
        return SupportRefusal.NOT_OPEN
    if not shown:
        return SupportRefusal.NOT_SHOWN
    if not who.signed_in:
        return SupportRefusal.SIGN_IN_FIRST
    if is_author:
        return SupportRefusal.YOUR_OWN
    if audience is Audience.LINK and not who.linked:
        return SupportRefusal.LINK_NEEDED
    return None if asked else SupportRefusal.NOT_ASKED_FOR


def shown_name(name: str, shown: NamesShown) -> str:
    """Return what is shown of a citizen's name: empty when nothing is (§ consultations-11).

    The initial is that of the last word. A first name of two words whose second carries the article
    («عبد الرحيم», «فاطمة الزهراء») stays whole.
    """
    words = name.split()
    if shown is NamesShown.NONE or not words:
        return ""
    if shown is NamesShown.FULL or len(words) == 1:
        return name
    first = words[:2] if len(words) > _FIRST_OF_TWO and words[1].startswith("ال") else words[:1]
    last = words[-1].removeprefix("ال") or words[-1]
    return f"{' '.join(first)} {last[0]}."


def refuse_reply(*, phase: Phase, signed_in: bool, is_staff: bool) -> ContributionRefusal | None:
    """Return why a contribution may not be answered in its discussion (§ consultations-22).

    Citizens talk while the window is open; staff may still explain during the examination.
    """
    if phase in {Phase.DRAFT, Phase.ANNOUNCED}:
        return ContributionRefusal.NOT_OPEN_YET
    if phase is not Phase.OPEN and not (is_staff and phase in {Phase.EXAMINATION, Phase.NEW_VERSION}):
        return ContributionRefusal.CLOSED
    return None if signed_in else ContributionRefusal.SIGN_IN_FIRST
