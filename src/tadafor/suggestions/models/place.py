"""What the staff of a territory set up: services, categories, who gets what, promises, ready texts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word
from tadafor.suggestions import rules
from tadafor.ui.icons import NAMES


def said(arabic: str, french: str) -> str:
    """Return the French name on a French page, the Arabic one elsewhere or where French is missing."""
    return french if get_language() == "fr" and french else arabic


class Service(models.Model):
    """A service of the territory that treats suggestions; retired, never removed."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    name_ar = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120, blank=True)
    is_retired = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Service"]] = ScopedManager(territory="territory")

    class Meta:
        ordering = ["name_ar", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "name_ar"], name="suggestion_service_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return said(self.name_ar, self.name_fr)


class ServiceAgent(models.Model):
    """Somebody of the staff who replies for a service."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="agents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    objects: ClassVar[models.Manager["ServiceAgent"]] = ScopedManager(territory="service__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "person"], name="suggestion_service_agent_once")
        ]


class Category(models.Model):
    """What a suggestion is about; ``elsewhere`` says where to go when it is not the commune's business."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name_ar = models.CharField(max_length=80)
    name_fr = models.CharField(max_length=80, blank=True)
    description_ar = models.CharField(max_length=200, blank=True)
    description_fr = models.CharField(max_length=200, blank=True)
    elsewhere_ar = models.CharField(max_length=300, blank=True)
    elsewhere_fr = models.CharField(max_length=300, blank=True)
    icon = models.CharField(max_length=40, default="message-square")
    position = models.PositiveSmallIntegerField(default=0)
    is_retired = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Category"]] = ScopedManager(territory="territory")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["territory", "code"], name="suggestion_category_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return said(self.name_ar, self.name_fr)

    @property
    def drawn(self) -> str:
        """The icon that stands beside it."""
        return self.icon if self.icon in NAMES else "message-circle"

    @property
    def description(self) -> str:
        return said(self.description_ar, self.description_fr)

    @property
    def elsewhere(self) -> str:
        return said(self.elsewhere_ar, self.elsewhere_fr)


class Route(models.Model):
    """Which service gets a category, everywhere or in one neighbourhood."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="routes")
    neighbourhood = models.ForeignKey(
        "territories.Neighbourhood", on_delete=models.PROTECT, related_name="+", null=True
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="routes")

    objects: ClassVar[models.Manager["Route"]] = ScopedManager(territory="category__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["category", "neighbourhood"], nulls_distinct=False, name="suggestion_route_once"
            )
        ]


class Promise(models.Model):
    """In how many days a kind is answered; without territory, the law of the land."""

    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, related_name="+", null=True
    )
    kind = models.CharField(max_length=10, choices=plain(rules.Kind))
    days = models.PositiveSmallIntegerField()
    in_working_days = models.BooleanField(default=True)
    valid_from = models.DateField()
    source = models.CharField(max_length=300)
    article = models.CharField(max_length=80, blank=True)
    is_legal = models.BooleanField(default=False)
    is_verified = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    objects: ClassVar[models.Manager["Promise"]] = models.Manager()

    class Meta:
        ordering = ["kind", "-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "kind", "is_legal", "valid_from"],
                nulls_distinct=False,
                name="suggestion_promise_once",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=rules.LONGEST_DAYS), name="suggestion_promise_days"
            ),
        ]

    @property
    def fact(self) -> rules.Promise:
        return rules.Promise(
            kind=rules.Kind(self.kind),
            days=self.days,
            valid_from=self.valid_from,
            source=self.source,
            in_working_days=self.in_working_days,
            is_legal=self.is_legal,
            is_verified=self.is_verified,
            article=self.article,
        )


class ReplyTemplate(models.Model):
    """A text ready to send for one state, in Arabic and in French."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=plain(rules.State))
    title = models.CharField(max_length=120)
    text_ar = models.TextField()
    text_fr = models.TextField(blank=True)
    is_retired = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["ReplyTemplate"]] = ScopedManager(territory="territory")

    class Meta:
        ordering = ["state", "title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "state", "title"], name="suggestion_template_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_word(self) -> str:
        return word(rules.State(self.state))

    def text_in(self, language: str) -> str:
        """Return the text in the language of who wrote."""
        return self.text_fr if language == "fr" and self.text_fr else self.text_ar


class SuggestionSettings(models.Model):
    """What a territory chose, and the last public number it gave."""

    territory = models.OneToOneField(
        "territories.Territory", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    last_number = models.PositiveIntegerField(default=0)
    threshold = models.PositiveIntegerField(default=rules.THRESHOLD)
    treats_complaints = models.BooleanField(default=False)
    person_a_day = models.PositiveSmallIntegerField(default=rules.Limits.person_a_day)
    device_an_hour = models.PositiveSmallIntegerField(default=rules.Limits.device_an_hour)
    network_an_hour = models.PositiveSmallIntegerField(default=rules.Limits.network_an_hour)

    objects: ClassVar[models.Manager["SuggestionSettings"]] = ScopedManager(territory="territory")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(threshold__gte=2), name="suggestion_threshold_of_several")
        ]

    @property
    def limits(self) -> rules.Limits:
        return rules.Limits(self.person_a_day, self.device_an_hour, self.network_an_hour)
