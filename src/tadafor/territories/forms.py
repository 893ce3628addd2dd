"""What an administrator types about their territory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from tadafor.kernel.refusals import sentence
from tadafor.kernel.text import clean_line
from tadafor.territories import rules
from tadafor.territories.actions import NeighbourhoodFacts, OfficeFacts, SessionFacts, Settings
from tadafor.territories.models import CouncilSession, Neighbourhood, Office, Territory
from tadafor.territories.rules import Hours, Moderation, OfficeKind, Refusal, Season, SessionKind
from tadafor.territories.rules.shapes import LARGEST_FILE, Shape, Wrong, read_shapes
from tadafor.territories.words import WORDS, weekday
from tadafor.ui.languages import LANGUAGES
from tadafor.ui.widgets import CheckCards, Day, Phone, RadioCards

LOGO_BYTES = 1024 * 1024
LOGO_SIDE = 400
LOGO_PIXELS = 16_000_000
MOST_FAULTS_SAID = 20


class Line(forms.CharField):
    """A line of text, cleaned of what cannot be seen."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 -- Django's own
        return clean_line(super().to_python(value) or "")


class ReasonForm(forms.Form):
    """An act that needs nothing but its reason."""

    reason = Line(
        label=_("السبب"),
        help_text=_("يحفظ السبب في سجل الأعمال."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("اكتبوا سبب هذا التغيير.")},
    )


class SettingsForm(forms.Form):
    """The settings of a territory."""

    email = forms.EmailField(label=_("البريد الإلكتروني للاتصال"), required=False)
    phone = Line(label=_("هاتف الاتصال"), max_length=20, required=False, widget=Phone)
    address_ar = Line(label=_("العنوان بالعربية"), max_length=200, required=False)
    address_fr = Line(label=_("العنوان بالفرنسية"), max_length=200, required=False)
    data_authorisation = Line(
        label=_("رقم الإذن أو التصريح لدى اللجنة الوطنية لحماية المعطيات"),
        help_text=_("يظهر حيث تجمع معطيات شخصية (القانون 09.08)."),
        max_length=60,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("اللغات"),
        choices=[(code, language.name) for code, language in LANGUAGES.items()],
        widget=CheckCards,
    )
    moderation = forms.ChoiceField(
        label=_("متى يراجع ما يكتبه الناس"),
        choices=[(kind.value, WORDS[Moderation][kind]) for kind in Moderation],
        widget=RadioCards(
            descriptions={
                Moderation.BEFORE.value: _("لا يظهر شيء قبل أن يقرأه أحد."),
                Moderation.AFTER.value: _("يظهر فورا، ويسحب إذا خالف القواعد."),
            }
        ),
    )
    session_months = forms.TypedMultipleChoiceField(
        label=_("أشهر الدورات العادية"), coerce=int, choices=list(MONTHS.items()), widget=CheckCards
    )
    sms_allowed = forms.BooleanField(label=_("إرسال الرسائل القصيرة مسموح"), required=False)
    sms_daily_budget = forms.IntegerField(
        label=_("أقصى عدد من الرسائل القصيرة في اليوم"), min_value=0, max_value=100_000
    )

    @staticmethod
    def showing(territory: Territory) -> dict[str, Any]:
        """What the form shows before anything is typed."""
        return {name: getattr(territory, name) for name in SettingsForm.base_fields}

    @property
    def settings(self) -> Settings:
        values = self.cleaned_data
        return Settings(
            **values
            | {
                "languages": tuple(values["languages"]),
                "moderation": Moderation(values["moderation"]),
                "session_months": tuple(sorted(values["session_months"])),
            }
        )


class LogoForm(forms.Form):
    """The logo, read and drawn again as a PNG: nothing else of the file is kept."""

    logo = forms.FileField(
        label=_("الشعار"),
        help_text=_("صورة PNG أو JPEG أو WebP، حجمها 1 ميغابايت على الأكثر."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_logo(self) -> bytes:
        sent: UploadedFile[bytes] = self.cleaned_data["logo"]
        if (sent.size or 0) > LOGO_BYTES:
            raise forms.ValidationError(sentence(Refusal.LOGO_SIZE))
        drawn = _drawn_again(sent)
        if drawn is None:
            raise forms.ValidationError(sentence(Refusal.LOGO_KIND))
        return drawn


def _drawn_again(sent: "UploadedFile[bytes]") -> bytes | None:
    try:
        with Image.open(sent, formats=["PNG", "JPEG", "WEBP"]) as image:
            # The size is read before the picture is opened: a small file can hold a huge one.
            if image.width * image.height > LOGO_PIXELS:
                return None
            upright = ImageOps.exif_transpose(image).convert("RGBA")
            upright.thumbnail((LOGO_SIDE, LOGO_SIDE))
            out = BytesIO()
            upright.save(out, "PNG")
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


class NeighbourhoodForm(forms.Form):
    """A neighbourhood as its people call it."""

    name_ar = Line(label=_("الاسم بالعربية"), max_length=80)
    name_fr = Line(label=_("الاسم بالفرنسية"), max_length=80, required=False)
    position = forms.IntegerField(label=_("الترتيب"), min_value=0, max_value=9999, initial=0)
    latitude = forms.DecimalField(
        label=_("خط العرض"),
        help_text=_("وسط الحي بالدرجات، مثل 35.19321. به يظهر الحي على الخرائط."),
        min_value=20,
        max_value=37,
        decimal_places=5,
        required=False,
    )
    longitude = forms.DecimalField(
        label=_("خط الطول"), min_value=-18, max_value=0, decimal_places=5, required=False
    )

    @staticmethod
    def showing(found: Neighbourhood | None) -> dict[str, Any]:
        """What the form shows before anything is typed."""
        names = NeighbourhoodForm.base_fields
        return {} if found is None else {name: getattr(found, name) for name in names}

    @property
    def facts(self) -> NeighbourhoodFacts:
        return NeighbourhoodFacts(**self.cleaned_data)


class PlainForm(forms.Form):
    """A yes, with nothing to type."""


class ShapesForm(forms.Form):
    """A GeoJSON file of shapes; what is wrong in it is said feature by feature."""

    file = forms.FileField(
        label=_("ملف GeoJSON"),
        help_text=_("بنظام WGS 84. في كل شكل خاصية name فيها اسم الحي كما هو أدناه، بالعربية أو بالفرنسية."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        error_messages={"empty": _("لا شكل في هذا الملف.")},
    )
    only_good = forms.BooleanField(label=_("احفظوا الأشكال السليمة، واتركوا ما فيه خلل"), required=False)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 -- Django's own
        files: Any = None,  # noqa: ANN401 -- Django's own
        *,
        neighbourhoods: Iterable[Neighbourhood],
    ) -> None:
        super().__init__(data, files)
        self.named = {name: one.pk for one in neighbourhoods for name in (one.name_fr, one.name_ar) if name}

    def clean_file(self) -> dict[int, Shape]:
        sent: UploadedFile[bytes] = self.cleaned_data["file"]
        found = read_shapes(sent.read(LARGEST_FILE + 1), self.named)
        if found.wrong and not (found.shapes and self.data.get("only_good")):
            raise forms.ValidationError([_fault_said(one) for one in found.wrong[:MOST_FAULTS_SAID]])
        return found.shapes


def _fault_said(wrong: Wrong) -> str:
    """«الشكل 3 («حي السلام»): حدوده غير مغلقة»."""
    said = sentence(wrong.fault)
    if not wrong.feature:
        return said
    facts = {"number": wrong.feature, "name": wrong.name, "fault": said}
    if wrong.name:
        return _("الشكل %(number)s (%(name)s): %(fault)s") % facts
    return _("الشكل %(number)s: %(fault)s") % facts


@dataclass(frozen=True)
class WeekdayFields:
    """The two fields of one day of the week."""

    name: str
    ordinary: BoundField
    ramadan: BoundField


class OfficeForm(forms.Form):
    """An office, with the hours of each day as people write them: «08:30-12:00، 14:00-16:30»."""

    kind = forms.ChoiceField(
        label=_("نوع المكتب"), choices=[(kind.value, WORDS[OfficeKind][kind]) for kind in OfficeKind]
    )
    name_ar = Line(label=_("الاسم بالعربية"), max_length=120)
    name_fr = Line(label=_("الاسم بالفرنسية"), max_length=120, required=False)
    address_ar = Line(label=_("العنوان بالعربية"), max_length=200, required=False)
    address_fr = Line(label=_("العنوان بالفرنسية"), max_length=200, required=False)
    phone = Line(label=_("الهاتف"), max_length=20, required=False, widget=Phone)
    email = forms.EmailField(label=_("البريد الإلكتروني"), required=False)
    position = forms.IntegerField(label=_("الترتيب"), min_value=0, max_value=9999, initial=0)
    FACTS = ("kind", "name_ar", "name_fr", "address_ar", "address_fr", "phone", "email", "position")

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*arguments, **options)
        for season in Season:
            for day in range(7):
                spoken = f"{weekday(day)} · {WORDS[Season][season]}"
                attrs = {"class": "input", "dir": "ltr", "aria-label": spoken, "autocomplete": "off"}
                self.fields[f"{season}_{day}"] = Line(
                    label=spoken, max_length=60, required=False, widget=forms.TextInput(attrs=attrs)
                )

    @staticmethod
    def showing(office: Office | None, hours: list[Hours]) -> dict[str, Any]:
        """What the form shows before anything is typed."""
        shown: dict[str, Any] = (
            {} if office is None else {name: getattr(office, name) for name in OfficeForm.FACTS}
        )
        for stretch in sorted(hours):
            said = f"{stretch.opens:%H:%M}-{stretch.closes:%H:%M}"
            name = f"{stretch.season}_{stretch.weekday}"
            shown[name] = f"{shown[name]}, {said}" if name in shown else said
        return shown

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.hours: list[Hours] = []
        for season in Season:
            for day in range(7):
                self._read(season, day, values.get(f"{season}_{day}", ""))
        if not self.errors and (refusal := rules.refuse_hours(self.hours)):
            raise forms.ValidationError(sentence(refusal))
        return values

    def _read(self, season: Season, day: int, typed: str) -> None:
        stretches = rules.read_stretches(typed)
        if stretches is None:
            self.add_error(f"{season}_{day}", sentence(Refusal.HOURS_UNREADABLE))
        self.hours += [Hours(day, opens, closes, season) for opens, closes in stretches or ()]

    @property
    def facts_fields(self) -> list[BoundField]:
        return [self[name] for name in self.FACTS]

    @property
    def week(self) -> list[WeekdayFields]:
        return [
            WeekdayFields(weekday(day), self[f"{Season.ORDINARY}_{day}"], self[f"{Season.RAMADAN}_{day}"])
            for day in range(7)
        ]

    @property
    def facts(self) -> OfficeFacts:
        values = {name: self.cleaned_data[name] for name in self.FACTS}
        return OfficeFacts(**values | {"kind": OfficeKind(values["kind"])})


class SessionForm(ReasonForm):
    """The day of a session; which session it is comes from the address."""

    opens_on = forms.DateField(label=_("تفتتح يوم"), widget=Day)
    closes_on = forms.DateField(label=_("تختتم يوم"), required=False, widget=Day)
    note = Line(label=_("ملاحظة تظهر في الأجندة"), max_length=200, required=False)
    field_order = ("opens_on", "closes_on", "note", "reason")

    @staticmethod
    def showing(found: CouncilSession | None, expected: date | None = None) -> dict[str, Any]:
        """What the form shows before anything is typed."""
        if found is None:
            return {"opens_on": expected}
        return {"opens_on": found.opens_on, "closes_on": found.closes_on, "note": found.note}

    def facts(self, kind: SessionKind, year: int | None = None, month: int | None = None) -> SessionFacts:
        values = self.cleaned_data
        opens_on: date = values["opens_on"]
        return SessionFacts(
            kind=kind,
            opens_on=opens_on,
            closes_on=values["closes_on"],
            year=year or opens_on.year,
            month=month or opens_on.month,
            note=values["note"],
        )


class CloseDayForm(ReasonForm):
    """A day on which the offices of the territory stay closed."""

    day = forms.DateField(label=_("اليوم"), widget=Day)
    name_ar = Line(label=_("ما يظهر للناس بالعربية"), max_length=120)
    name_fr = Line(label=_("ما يظهر للناس بالفرنسية"), max_length=120, required=False)
    field_order = ("day", "name_ar", "name_fr", "reason")
