"""Beside which box a refusal is said, where one box is to be mended; the others stand above the form."""

from collections.abc import Sequence
from enum import StrEnum

from django import forms

from tadafor.councils import rules

# The first of these names that a form has; refusals that are one word are told apart by their forms.
BESIDE: Sequence[tuple[StrEnum, tuple[str, ...]]] = (
    (rules.SessionRefusal.SAME_DAY, ("opens_on", "to")),
    (rules.SessionRefusal.FAR, ("opens_on", "to")),
    (rules.SessionRefusal.ALREADY_PREPARED, ("month",)),
    (rules.SessionRefusal.NO_REASON, ("reason",)),
    (rules.SessionRefusal.NOT_LATER, ("to",)),
    (rules.SessionRefusal.NO_MEMBERS, ("members_in_office",)),
    (rules.SessionRefusal.MORE_THAN_MEMBERS, ("present",)),
    (rules.SessionRefusal.EXCUSED_BEYOND, ("excused",)),
    (rules.SessionRefusal.TOO_SOON, ("held_on",)),
    (rules.SessionRefusal.TOO_LATE, ("held_on",)),
    (rules.SessionRefusal.IN_THE_FUTURE, ("held_on",)),
    (rules.SessionRefusal.BEFORE_THE_SESSION, ("held_on",)),
    (rules.ItemRefusal.ALREADY_ON_AGENDA, ("origin",)),
    (rules.ItemRefusal.ELSEWHERE, ("origin",)),
    (rules.ItemRefusal.UNKNOWN, ("origin",)),
    (rules.ItemRefusal.NOT_ACCEPTED, ("origin",)),
    (rules.ItemRefusal.NOT_CONCLUDED, ("origin",)),
    (rules.ItemRefusal.NO_DESCRIPTION, ("title",)),
    (rules.ItemRefusal.REASON_FOR_SESSION, ("explanation",)),
    (rules.VoteRefusal.MORE_THAN_PRESENT, ("in_favour",)),
    (rules.VoteRefusal.NO_VOICES, ("in_favour",)),
    (rules.VoteRefusal.NO_MAJORITY, ("outcome",)),
    (rules.VoteRefusal.NOT_REJECTED, ("outcome",)),
    (rules.VoteRefusal.PETITION_ANSWER, ("outcome",)),
    (rules.VoteRefusal.NO_NUMBER, ("number",)),
    (rules.VoteRefusal.NUMBER_TAKEN, ("number",)),
    (rules.VoteRefusal.STEP_DONE, ("step",)),
    (rules.VoteRefusal.STEP_ORDER, ("step",)),
    (rules.VoteRefusal.NO_VISA_NEEDED, ("step",)),
    (rules.VoteRefusal.STEP_DATE, ("taken_on",)),
    (rules.VoteRefusal.SENT_BACK, ("step",)),
    (rules.VoteRefusal.ALREADY_IN_FORCE, ("step",)),
    (rules.VoteRefusal.NO_REFUSAL_REASON, ("reason",)),
    (rules.MinutesRefusal.EMPTY, ("text",)),
    (rules.MinutesRefusal.PERSONAL_DATA, ("text",)),
    (rules.CorrectionRefusal.NO_REASON, ("reason",)),
    (rules.CorrectionRefusal.RELIED_ON, ("present",)),
    (rules.CorrectionRefusal.OUTCOME, ("outcome",)),
    (rules.CorrectionRefusal.FOLLOWED, ("is_none",)),
    (rules.CorrectionRefusal.STEP_TOLD, ("is_none",)),
    (rules.QuorumRefusal.NO_SOURCE, ("source",)),
    (rules.QuorumRefusal.PERCENT, ("over_percent",)),
    (rules.QuorumRefusal.DAYS, ("longest_wait",)),
    (rules.BodyRefusal.SLUG_TAKEN, ("name",)),
    (rules.BodyRefusal.NO_SEATS, ("seats",)),
    (rules.BodyRefusal.FEWER_SEATS, ("seats",)),
    (rules.BodyRefusal.PERCENT, ("quorum_percent",)),
    (rules.MemberRefusal.NO_CAPACITY, ("capacity",)),
    (rules.MemberRefusal.CHARGE_TAKEN, ("charge",)),
    (rules.MemberRefusal.PERIOD, ("until", "on", "mandate_until")),
    (rules.MemberRefusal.NO_CONSENT, ("consents",)),
    (rules.MemberRefusal.ALREADY_SEATED, ("contact",)),
    (rules.MemberRefusal.NO_SUCH_ACCOUNT, ("contact",)),
    (rules.MemberRefusal.NO_REASON, ("reason",)),
    (rules.MeetingRefusal.SAME_DAY, ("day",)),
    (rules.MeetingRefusal.FAR, ("day",)),
    (rules.MeetingRefusal.NO_MEMBERS, ("day",)),
    (rules.MeetingRefusal.TOO_SOON, ("day",)),
    (rules.MeetingRefusal.NO_AGENDA, ("agenda",)),
    (rules.MeetingRefusal.NOT_A_MEMBER, ("present",)),
    (rules.MeetingRefusal.NO_REASON, ("reason",)),
    (rules.OpinionRefusal.SLUG_TAKEN, ("title",)),
    (rules.OpinionRefusal.NO_QUESTION, ("question",)),
    (rules.OpinionRefusal.NO_TEXT, ("text",)),
    (rules.OpinionRefusal.NOT_HELD, ("meeting",)),
    (rules.OpinionRefusal.NO_QUORUM, ("meeting",)),
    (rules.OpinionRefusal.BEFORE_ITS_BEGINNING, ("meeting",)),
    (rules.OpinionRefusal.MORE_THAN_PRESENT, ("in_favour",)),
    (rules.OpinionRefusal.NO_MAJORITY, ("in_favour",)),
    (rules.OpinionRefusal.BEFORE_ITS_ADOPTION, ("sent_on",)),
    (rules.OpinionRefusal.NO_REASON, ("reason",)),
    (rules.OpinionRefusal.NO_WORDS, ("words",)),
    (rules.OpinionRefusal.IN_THE_FUTURE, ("sent_on", "happened_on", "begun_on")),
    (rules.LotRefusal.SEATS, ("seats",)),
    (rules.LotRefusal.NO_FREE_SEATS, ("seats",)),
    (rules.LotRefusal.CLOSES_PAST, ("closes_on",)),
    (rules.LotRefusal.MANDATE, ("mandate_since",)),
    (rules.LotRefusal.KEPT_DAYS, ("kept_days",)),
    (rules.LotRefusal.NO_CONSENT, ("consents",)),
    (rules.LotRefusal.NO_ADDRESS, ("address",)),
    (rules.LotRefusal.NO_NEIGHBOURHOOD, ("neighbourhood",)),
    (rules.LotRefusal.NO_SOURCE, ("source",)),
    (rules.LotRefusal.DAY_PAST, ("drawn_on",)),
    (rules.LotRefusal.NOT_DIGITS, ("digits",)),
    (rules.LotRefusal.NO_REASON, ("reason",)),
    (rules.LotRefusal.NOBODY_TO_SEAT, ("codes",)),
)


def beside(form: forms.Form) -> dict[StrEnum, str]:
    """Return the box of a form that each refusal is about."""
    told: dict[StrEnum, str] = {}
    for refusal, names in BESIDE:
        if name := next((name for name in names if name in form.fields), ""):
            told.setdefault(refusal, name)
    return told
