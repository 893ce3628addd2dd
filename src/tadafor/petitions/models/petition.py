"""A petition, who stands behind it, what the bureau and the council made of it."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.text import excerpt
from tadafor.kernel.words import word
from tadafor.petitions import rules

EXCERPT = 160


class PetitionQuerySet(models.QuerySet["Petition"]):
    """Petitions by where they stand."""

    def public(self) -> "PetitionQuerySet":
        return self.filter(opened_at__isnull=False)

    def waiting_for_an_answer(self) -> "PetitionQuerySet":
        return self.filter(state__in=[rules.State.DEPOSITED, rules.State.CHECKING])


PetitionManager = models.Manager.from_queryset(PetitionQuerySet)


class Petition(models.Model):
    """What citizens or an association ask of a council."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=10, unique=True)
    kind = models.CharField(max_length=12, choices=plain(rules.Kind))
    association = models.ForeignKey(
        "associations.Association", on_delete=models.PROTECT, related_name="+", null=True
    )
    association_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=3, default="ar")
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    object = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    aims = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=plain(rules.State))
    revision = models.PositiveIntegerField(default=1)
    ticks = ArrayField(models.CharField(max_length=20), default=list)
    drafted_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    # What the law asked on the day collecting began, and on the day of the deposit, as it was then.
    asked_at_opening = models.JSONField(null=True)
    asked_at_deposit = models.JSONField(null=True)
    deposited_at = models.DateTimeField(null=True)
    receipt_year = models.PositiveSmallIntegerField(null=True)
    receipt_number = models.PositiveIntegerField(null=True)
    receipt_code = models.CharField(max_length=12, unique=True, null=True)
    counted_at_deposit = models.PositiveIntegerField(null=True)
    answer_due = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)
    ended_on = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects: ClassVar[PetitionManager["Petition"]] = ScopedManager(
        territory="territory", _manager_class=PetitionManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "receipt_year", "receipt_number"], name="petition_receipt_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="citizens", association__isnull=True)
                | Q(kind="association", association__isnull=False),
                name="petition_of_citizens_or_of_an_association",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.State.READY.value), name="petition_ready_is_derived"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "collecting", "withdrawn"])
                | Q(deposited_at__isnull=False, receipt_code__isnull=False, answer_due__isnull=False),
                name="petition_deposited_against_a_receipt",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "-opened_at"], name="petition_by_opening"),
            models.Index(fields=["territory", "state", "answer_due"], name="petition_by_answer"),
            GinIndex(fields=["grams"], name="petition_grams"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> rules.State:
        return rules.State(self.state)

    @property
    def awaits_an_answer(self) -> bool:
        """Whether the legal clock runs: deposited, and neither accepted nor refused yet."""
        return self.standing in {rules.State.DEPOSITED, rules.State.CHECKING}

    @property
    def sort(self) -> rules.Kind:
        return rules.Kind(self.kind)

    @property
    def receipt(self) -> str:
        return f"{self.receipt_number}/{self.receipt_year}" if self.receipt_number else ""

    @property
    def by_counter(self) -> "CounterDeposit | None":
        """What was declared at the counter, if the petition came on paper (§ petitions-32)."""
        found: CounterDeposit | None = getattr(self, "counter", None)
        return found

    @property
    def object_excerpt(self) -> str:
        return excerpt(self.object, EXCERPT)

    @property
    def kind_word(self) -> str:
        return word(self.sort)


class PetitionParty(models.Model):
    """Someone who stands behind a petition: agent, deputy, co-initiator, helper."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10, choices=plain(rules.Party))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    card_kind = models.CharField(max_length=20, blank=True)
    card = models.BinaryField(null=True)
    invitation_hash = models.CharField(max_length=64, blank=True)
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["PetitionParty"]] = ScopedManager(territory="petition__territory")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "role"],
                condition=Q(ended_at__isnull=True, role__in=["agent", "deputy"]),
                name="petition_one_agent_one_deputy",
            ),
            models.UniqueConstraint(
                fields=["petition", "person"],
                condition=Q(ended_at__isnull=True, person__isnull=False),
                name="petition_party_once",
            ),
        ]

    @property
    def part(self) -> rules.Party:
        return rules.Party(self.role)


class CounterDeposit(models.Model):
    """What a clerk wrote of a petition that came on paper (§ petitions-32); never changed afterwards."""

    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, related_name="counter")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    token = models.CharField(max_length=32)
    lines = models.PositiveIntegerField(default=0)
    sheets = models.PositiveIntegerField(default=0)
    annexes = ArrayField(models.CharField(max_length=20), default=list)
    scan = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+", null=True)

    objects: ClassVar[models.Manager["CounterDeposit"]] = ScopedManager(territory="petition__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["taken_by", "token"], name="petition_counter_form_once"),
            models.CheckConstraint(
                condition=Q(lines__gte=F("sheets")) & (Q(lines=0) | Q(sheets__gt=0)),
                name="petition_counter_lines_on_sheets",
            ),
        ]

    @property
    def annex_words(self) -> list[str]:
        return [word(rules.Annex(name)) for name in self.annexes]


class AgentCode(models.Model):
    """The code for an agent who came on paper, of which only hashes are kept (§ petitions-34)."""

    petition = models.OneToOneField(Petition, on_delete=models.CASCADE, related_name="agent_code")
    card_hash = models.CharField(max_length=64, db_index=True)
    code_hash = models.CharField(max_length=64, unique=True, null=True)
    shown_at = models.DateTimeField(null=True)
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    tries = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["AgentCode"]] = ScopedManager(territory="petition__territory")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(code_hash__isnull=True),
                name="petition_agent_code_once",
            ),
            models.CheckConstraint(
                condition=Q(code_hash__isnull=True) | Q(shown_at__isnull=False),
                name="petition_agent_code_shown",
            ),
        ]


class PetitionAnnex(models.Model):
    """A document joined to a petition, private to those who examine it."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="annexes")
    annex = models.CharField(max_length=20, choices=plain(rules.Annex))
    # Null once the file is erased with the names: that it was joined stays, as the receipt says.
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+", null=True)
    joined_at = models.DateTimeField()

    objects: ClassVar[models.Manager["PetitionAnnex"]] = ScopedManager(territory="petition__territory")

    class Meta:
        ordering = ["joined_at", "pk"]

    @property
    def word(self) -> str:
        return word(rules.Annex(self.annex))


class PetitionAnswer(models.Model):
    """What became of a petition after its deposit."""

    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, related_name="answer")
    warned = models.PositiveSmallIntegerField(default=0)
    registry_number = models.CharField(max_length=40, blank=True)
    registered_on = models.DateField(null=True)
    referred_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    reasons = models.TextField(blank=True)
    reasons_public = models.BooleanField(default=False)
    notified_on = models.DateField(null=True)
    committee = models.CharField(max_length=200, blank=True)
    committee_on = models.DateField(null=True)
    committee_opinion = models.TextField(blank=True)
    session_expected_on = models.DateField(null=True)
    session_on = models.DateField(null=True)
    session_reason = models.TextField(blank=True)
    deliberated_on = models.DateField(null=True)
    result = models.CharField(max_length=10, choices=plain(rules.Result), blank=True)
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    deliberation = models.TextField(blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    by_session = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["PetitionAnswer"]] = ScopedManager(territory="petition__territory")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(refused_on__isnull=True),
                name="petition_accepted_or_refused",
            ),
            models.UniqueConstraint(
                fields=["petition", "registry_number"], name="petition_registry_of_its_own"
            ),
        ]

    @property
    def result_word(self) -> str:
        return word(rules.Result(self.result)) if self.result else ""


class ConditionFinding(models.Model):
    """What the bureau found of one condition."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="findings")
    condition = models.CharField(max_length=20, choices=plain(rules.Condition))
    finding = models.CharField(max_length=6, choices=plain(rules.Finding))
    note = models.TextField(blank=True)
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()

    objects: ClassVar[models.Manager["ConditionFinding"]] = ScopedManager(territory="petition__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["petition", "condition"], name="petition_one_finding_a_condition")
        ]


class PetitionFollowUp(models.Model):
    """What was done after the deliberation, told in public."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="follow_ups")
    on = models.DateField()
    words = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[models.Manager["PetitionFollowUp"]] = ScopedManager(territory="petition__territory")

    class Meta:
        ordering = ["on", "pk"]


class DeliberationCorrection(models.Model):
    """What was recorded of a deliberation was corrected, for a reason that everybody reads.

    ``before`` holds voices, number and text as they stood, by the names of their columns.
    """

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    before = models.JSONField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    objects: ClassVar[models.Manager["DeliberationCorrection"]] = ScopedManager(
        territory="petition__territory"
    )

    class Meta:
        ordering = ["corrected_at", "pk"]


class ListOpening(models.Model):
    """Somebody of the bureau opened the numbers of the signers: who, when, what for."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    lines = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["ListOpening"]] = ScopedManager(territory="petition__territory")

    class Meta:
        ordering = ["-opened_at", "-pk"]
