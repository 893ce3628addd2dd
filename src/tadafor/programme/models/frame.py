"""The frame: a programme, its partners, regions, communes, people and committees."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.choices import plain
from tadafor.kernel.words import word
from tadafor.programme import rules
from tadafor.programme.words import said


class Programme(models.Model):
    """What partners do together in several communes, for a time."""

    slug = models.SlugField(max_length=60, unique=True)
    name_ar = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200)
    purpose_ar = models.TextField()
    purpose_fr = models.TextField()
    starts_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    ends_on = models.DateField()
    source = models.CharField(max_length=300, blank=True)
    source_fr = models.CharField(max_length=300, blank=True)
    last_number = models.PositiveIntegerField(default=0)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Programme"]] = models.Manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="programme_has_a_period")
        ]

    @property
    def name(self) -> str:
        return said(self.name_ar, self.name_fr)

    @property
    def purpose(self) -> str:
        return said(self.purpose_ar, self.purpose_fr)

    @property
    def source_said(self) -> str:
        return said(self.source, self.source_fr)

    @property
    def years(self) -> list[int]:
        return rules.years_of(self.starts_on, self.months)


class Partner(models.Model):
    """Who pays for, carries or supports a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="partners")
    kind = models.CharField(max_length=12, choices=plain(rules.PartnerKind))
    name_ar = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200)

    objects: ClassVar[models.Manager["Partner"]] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "name_ar"], name="programme_partner_once")
        ]

    @property
    def name(self) -> str:
        return said(self.name_ar, self.name_fr)

    @property
    def kind_word(self) -> str:
        return word(rules.PartnerKind(self.kind))


class Region(models.Model):
    """A region in which a programme works.

    Where its communes lie, and their middle, are kept: they change when a commune joins or leaves.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="regions")
    place = models.ForeignKey("territories.Place", on_delete=models.PROTECT, related_name="+")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    points: Any = models.JSONField(default=list)  # longitude and latitude of each

    objects: ClassVar[models.Manager["Region"]] = models.Manager()

    class Meta:
        ordering = ["place_id"]
        constraints = [models.UniqueConstraint(fields=["programme", "place"], name="programme_region_once")]


class Commune(models.Model):
    """A commune that joined a programme on a day, whether or not it uses the platform.

    ``source`` says where that is written; what no source says is marked as demonstration. One that left keeps
    its figures up to then.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="communes")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="communes")
    place = models.ForeignKey("territories.Place", on_delete=models.PROTECT, related_name="+")
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    left_because = models.CharField(max_length=300, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    source = models.CharField(max_length=300, blank=True)
    source_fr = models.CharField(max_length=300, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Commune"]] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "place"], name="programme_commune_once"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="programme_commune_point_whole",
            ),
            models.CheckConstraint(
                condition=~Q(source="") | Q(is_demonstration=True), name="programme_commune_by_a_source"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_because="")
                | (Q(left_on__gte=F("joined_on")) & ~Q(left_because="")),
                name="programme_commune_left_later",
            ),
        ]

    @property
    def source_said(self) -> str:
        return said(self.source, self.source_fr)


class Role(models.Model):
    """Somebody is charged with something in a programme, from one day to another."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="roles")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    charge = models.CharField(max_length=12, choices=plain(rules.Charge))
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="roles")
    commune = models.ForeignKey(Commune, null=True, on_delete=models.PROTECT, related_name="roles")
    since = models.DateField()
    until = models.DateField(null=True)

    objects: ClassVar[models.Manager["Role"]] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(charge="officer", region__isnull=True, commune__isnull=True)
                | Q(charge__in=["coordinator", "facilitator"], region__isnull=False, commune__isnull=True)
                | Q(charge="focal_point", region__isnull=True, commune__isnull=False),
                name="programme_role_reach",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="programme_role_period"
            ),
            models.UniqueConstraint(
                fields=["programme", "person", "charge", "region", "commune"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="programme_role_once",
            ),
        ]

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def charge_word(self) -> str:
        return word(rules.Charge(self.charge))


class Committee(models.Model):
    """A steering committee: of the whole programme, or of a region."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="committees")
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="committees")
    name_ar = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200)
    members_ar = models.TextField()
    members_fr = models.TextField()

    objects: ClassVar[models.Manager["Committee"]] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name_ar"], name="programme_committee_once")
        ]

    @property
    def name(self) -> str:
        return said(self.name_ar, self.name_fr)

    @property
    def members(self) -> list[str]:
        return said(self.members_ar, self.members_fr).splitlines()


class Sitting(models.Model):
    """A committee sat and decided."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="sittings")
    held_on = models.DateField()
    decisions_ar = models.TextField()
    decisions_fr = models.TextField(blank=True)
    reference = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager["Sitting"]] = models.Manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "held_on"], name="programme_one_sitting_a_day")
        ]

    @property
    def decisions(self) -> str:
        return said(self.decisions_ar, self.decisions_fr)
