import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import tadafor.associations.models
from django.conf import settings
from django.db import migrations, models

from tadafor.kernel.identifiers import code
from tadafor.kernel.search import grams
from tadafor.kernel.text import search_text


def fill(apps, schema_editor):
    """Give those already registered their address, and let the search find them."""
    associations = apps.get_model("associations", "Association")._base_manager
    for one in associations.iterator():
        associations.filter(pk=one.pk).update(
            code=code(10), search_text=search_text(one.name), grams=grams(one.name)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0001_associations_move_in"),
        ("documents", "0001_files"),
        ("territories", "0002_once_each"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BoardSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("president", "president"),
                            ("vice_president", "vice_president"),
                            ("secretary", "secretary"),
                            ("deputy_secretary", "deputy_secretary"),
                            ("treasurer", "treasurer"),
                            ("deputy_treasurer", "deputy_treasurer"),
                            ("adviser", "adviser"),
                        ],
                        max_length=20,
                    ),
                ),
                ("members", models.PositiveSmallIntegerField(default=1)),
                ("women", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Checked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "check_name",
                    models.CharField(
                        choices=[
                            ("name", "name"),
                            ("receipt", "receipt"),
                            ("statutes", "statutes"),
                            ("board", "board"),
                            ("presence", "presence"),
                            ("representative", "representative"),
                        ],
                        max_length=16,
                    ),
                ),
                ("is_met", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=500)),
                ("found_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        choices=[
                            ("receipt", "receipt"),
                            ("statutes", "statutes"),
                            ("board", "board"),
                            ("assembly", "assembly"),
                            ("mandate", "mandate"),
                        ],
                        max_length=12,
                    ),
                ),
                ("given_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Settling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("two_confirm", models.BooleanField(default=False)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("yearly", "yearly"), ("board_term", "board_term")],
                        default="yearly",
                        max_length=12,
                    ),
                ),
                ("warning_days", models.PositiveSmallIntegerField(default=30)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="association",
            name="associations_receipt_once",
        ),
        migrations.RemoveConstraint(
            model_name="mandate",
            name="associations_mandate_period",
        ),
        migrations.AddField(
            model_name="association",
            name="activity",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="association",
            name="address",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="association",
            name="asked_assembly_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="asked_board_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="assembly_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="board_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="code",
            field=models.CharField(editable=False, max_length=10, null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="end_reason",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="association",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="association",
            name="founded_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="grams",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="association",
            name="in_consultative_body",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="association",
            name="kind",
            field=models.CharField(
                choices=[
                    ("association", "association"),
                    ("women", "women"),
                    ("youth", "youth"),
                    ("cooperative", "cooperative"),
                    ("hub", "hub"),
                    ("academic", "academic"),
                    ("service", "service"),
                    ("partner", "partner"),
                ],
                default="association",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="association",
            name="name_fr",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="association",
            name="needs_second",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="association",
            name="neighbourhood",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territories.neighbourhood",
            ),
        ),
        migrations.AddField(
            model_name="association",
            name="presence",
            field=models.CharField(
                choices=[("seat", "seat"), ("branch", "branch"), ("activity", "activity")],
                default="seat",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="association",
            name="public_contact",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="association",
            name="receipt",
            field=models.CharField(
                choices=[("none", "none"), ("temporary", "temporary"), ("final", "final")],
                default="final",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="association",
            name="receipt_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="renewal_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="renewal_asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="association",
            name="requested_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="requested_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="association",
            name="returned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="returned_because",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="association",
            name="search_text",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="association",
            name="seat_elsewhere",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="association",
            name="seconded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="seconded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="association",
            name="themes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=16), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="association",
            name="until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="association",
            name="warned_for",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="mandate",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="mandate",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="is_representative",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="mandate",
            name="mechanisms",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=12),
                default=tadafor.associations.models.every_mechanism,
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="association",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="association",
            name="receipt_number",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddIndex(
            model_name="association",
            index=django.contrib.postgres.indexes.GinIndex(fields=["grams"], name="associations_grams"),
        ),
        migrations.AddIndex(
            model_name="association",
            index=models.Index(fields=["territory", "sort_key", "id"], name="associations_by_name"),
        ),
        migrations.AddIndex(
            model_name="association",
            index=models.Index(fields=["requested_by"], name="associations_asked_by"),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["association", "since"], name="associations_mandate_for"),
        ),
        migrations.AddConstraint(
            model_name="association",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("receipt_number", ""), _negated=True), ("ended_at__isnull", True)
                ),
                fields=("territory", "receipt_number"),
                name="associations_receipt_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="association",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seconded_by__isnull", True),
                    models.Q(("seconded_by", models.F("confirmed_by")), _negated=True),
                    _connector="OR",
                ),
                name="associations_second_is_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="association",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                ),
                name="associations_ended_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="association",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("returned_at__isnull", True),
                    models.Q(("returned_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="associations_back_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="associations_mandate_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("mechanisms", []), _negated=True), name="associations_mandate_limits"
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__isnull", True), ("until__isnull", False), _connector="OR"),
                name="associations_mandate_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("is_representative", True)),
                fields=("association",),
                name="associations_one_representative",
            ),
        ),
        migrations.AddField(
            model_name="boardseat",
            name="association",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="seats",
                to="associations.association",
            ),
        ),
        migrations.AddField(
            model_name="checked",
            name="association",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="checked",
                to="associations.association",
            ),
        ),
        migrations.AddField(
            model_name="checked",
            name="found_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="association",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proofs",
                to="associations.association",
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
            ),
        ),
        migrations.AddField(
            model_name="settling",
            name="territory",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territories.territory"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardseat",
            constraint=models.UniqueConstraint(
                fields=("association", "capacity"), name="associations_capacity_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardseat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("women__isnull", True), ("women__lte", models.F("members")), _connector="OR"
                ),
                name="associations_women_among",
            ),
        ),
        migrations.AddConstraint(
            model_name="checked",
            constraint=models.UniqueConstraint(
                fields=("association", "check_name"), name="associations_checked_once"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="association",
            name="code",
            field=models.CharField(editable=False, max_length=10, unique=True),
        ),
    ]
