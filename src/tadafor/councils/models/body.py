"""Bodies, their members, their meetings."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.councils import rules
from tadafor.councils.words import source_said
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager


class Body(models.Model):
    """A consultative body, a dialogue space or a committee, with the decision that founded it."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, allow_unicode=True)
    kind = models.CharField(max_length=16, choices=plain(rules.BodyKind))
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    founded_by = models.CharField(max_length=300)
    founded_on = models.DateField()
    seats = models.PositiveSmallIntegerField()
    quorum_percent = models.PositiveSmallIntegerField(null=True)
    ended_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Body"]] = ScopedManager(territory="territory")

    class Meta:
        ordering = ["founded_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="councils_body_slug_once"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="councils_body_has_seats"),
            models.CheckConstraint(
                condition=Q(quorum_percent__isnull=True) | Q(quorum_percent__lt=100),
                name="councils_body_quorum_share",
            ),
        ]


class Member(models.Model):
    """Somebody sits in a body: public by capacity, by name only with consent.

    ``person`` is set when they use the platform as a member; sex and age serve the balance only.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    capacity = models.CharField(max_length=200)
    name = models.CharField(max_length=120, blank=True)
    consents = models.BooleanField(default=False)
    charge = models.CharField(max_length=20, choices=plain(rules.Charge))
    sex = models.CharField(max_length=8, choices=plain(rules.MemberSex), default=rules.MemberSex.UNSAID.value)
    age = models.CharField(max_length=8, choices=plain(rules.MemberAge), default=rules.MemberAge.UNSAID.value)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True)
    left_because = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Member"]] = ScopedManager(territory="body__territory")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="councils_mandate_period"
            ),
            models.CheckConstraint(condition=Q(name="") | Q(consents=True), name="councils_name_by_consent"),
            models.UniqueConstraint(
                fields=["body", "person", "since"],
                condition=Q(person__isnull=False, left_because=""),
                name="councils_member_once_a_mandate",
            ),
            models.UniqueConstraint(
                fields=["body", "charge"],
                condition=Q(until__isnull=True, charge__in=["president", "rapporteur"]),
                name="councils_charge_alone",
            ),
        ]

    @property
    def mandate(self) -> rules.Mandate:
        return rules.Mandate(self.since, self.until)


class Meeting(models.Model):
    """A body meets: called with an agenda, then held with those present."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    convening = models.PositiveSmallIntegerField(default=1)
    day = models.DateField()
    hour = models.TimeField(null=True)
    place = models.CharField(max_length=200)
    agenda = models.TextField()
    held_at = models.DateTimeField(null=True)
    present = models.PositiveSmallIntegerField(default=0)
    in_office = models.PositiveSmallIntegerField(default=0)
    needed = models.PositiveSmallIntegerField(default=0)
    has_quorum = models.BooleanField(default=False)
    quorum_source = models.CharField(max_length=300, blank=True)
    quorum_verified = models.BooleanField(default=False)
    minutes = models.TextField(blank=True)
    minutes_kept_because = models.CharField(max_length=500, blank=True)
    minutes_published_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)
    cancelled_because = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager["Meeting"]] = ScopedManager(territory="body__territory")

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="councils_meeting_number"),
            models.UniqueConstraint(
                fields=["body", "day"],
                condition=Q(cancelled_on__isnull=True),
                name="councils_one_meeting_a_day",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | (Q(held_at__isnull=True) & ~Q(cancelled_because="")),
                name="councils_cancelled_because",
            ),
            models.CheckConstraint(
                condition=Q(present__lte=F("in_office")), name="councils_present_in_office"
            ),
        ]

    @property
    def call(self) -> rules.Call:
        """What became of its call."""
        return rules.call(is_held=self.held_at is not None, is_cancelled=self.cancelled_on is not None)

    @property
    def source_said(self) -> str:
        """The text that its quorum rests on, in the reader's language."""
        return source_said(self.quorum_source)


class Attendance(models.Model):
    """A member was at a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager["Attendance"]] = ScopedManager(territory="meeting__body__territory")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="councils_present_once")]
