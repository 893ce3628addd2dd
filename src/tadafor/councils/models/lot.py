"""Draws by lot, their volunteers, and what happened on which day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.councils import rules
from tadafor.councils.models.body import Body, Member
from tadafor.councils.rules import drawing, lot
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.people.rules import Channel


class Draw(models.Model):
    """Members of a body drawn by lot; ``found`` is what a stopped preparation takes up again.

    ``evidence`` is what is published: the pool first, then the panels, then the digits. It weighs a
    megabyte, so reads leave it out until it is asked for.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()
    one_per_household = models.BooleanField()
    closes_on = models.DateField()
    mandate_since = models.DateField()
    mandate_until = models.DateField(null=True)
    kept_days = models.PositiveSmallIntegerField(default=drawing.KEPT_DAYS)
    quotas = models.JSONField(default=list)
    quotas_source = models.CharField(max_length=300, blank=True)
    quarters = models.JSONField(default=list)  # [name, inhabitants], as the territory typed them
    quarters_source = models.CharField(max_length=300, blank=True)
    salt = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    found = models.JSONField(default=list)
    rounds = models.PositiveIntegerField(default=0)
    smallest = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    relaxed = models.JSONField(null=True)
    evidence = models.JSONField(null=True)
    prepared_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    drawn_on = models.DateField(null=True)
    place = models.CharField(max_length=200, blank=True)
    first_digits = models.CharField(max_length=3, blank=True)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    drawn_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Draw"]] = ScopedManager(territory="body__territory")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="councils_draw_number"),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(drawn_at__isnull=True, cancelled_at__isnull=True),
                name="councils_one_draw_at_once",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="councils_draw_ends_one_way",
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=drawing.FEWEST, seats__lte=drawing.MOST), name="councils_draw_seats"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(prepared_at__isnull=False, drawn_on__isnull=False),
                name="councils_draw_published_prepared",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True) | Q(published_at__isnull=False),
                name="councils_drawn_after_published",
            ),
        ]

    @property
    def phase(self) -> drawing.LotPhase:
        return drawing.Stage(
            is_frozen=self.frozen_at is not None,
            is_impossible=self.relaxed is not None,
            is_prepared=self.prepared_at is not None,
            is_published=self.published_at is not None,
            is_drawn=self.drawn_at is not None,
            is_cancelled=self.cancelled_at is not None,
        ).phase

    @property
    def mandate(self) -> rules.Mandate:
        return rules.Mandate(self.mandate_since, self.mandate_until)

    @property
    def wanted(self) -> list[lot.Quota]:
        return [lot.Quota(**row) for row in self.quotas]

    @property
    def nearest(self) -> list[lot.Quota]:
        return [lot.Quota(**row) for row in self.relaxed or []]


class Volunteer(models.Model):
    """Somebody who consents to be drawn: the facts that quotas ask for, and a home as a keyed hash."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="volunteers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=8, choices=plain(drawing.LotSex))
    age = models.CharField(max_length=8)
    neighbourhood = models.CharField(max_length=80, blank=True)
    household = models.CharField(max_length=64, blank=True)
    consented_at = models.DateTimeField()
    code = models.CharField(max_length=16, blank=True)
    channel = models.CharField(max_length=10, choices=plain(Channel), default=Channel.ONLINE.value)
    member = models.OneToOneField(Member, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager["Volunteer"]] = ScopedManager(territory="draw__body__territory")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "person"], name="councils_volunteer_once"),
            models.UniqueConstraint(
                fields=["draw", "code"], condition=~Q(code=""), name="councils_volunteer_code_once"
            ),
        ]


class DrawStep(models.Model):
    """What happened to a draw, for everybody to read."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=plain(rules.LotStep))
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, blank=True)
    told = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["DrawStep"]] = ScopedManager(territory="draw__body__territory")

    class Meta:
        ordering = ["pk"]
