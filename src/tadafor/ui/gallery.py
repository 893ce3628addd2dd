"""What the gallery shows: invented content, never a real person."""

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tadafor.ui import maps, symbols
from tadafor.ui.boxes import PointField
from tadafor.ui.components import Bar, Cell, Piece, Step, StepState, Tab, Tone
from tadafor.ui.context import Frame, Room
from tadafor.ui.widgets import Day, OneTimeCode, Phone, RadioCards


@dataclass(frozen=True)
class Place:
    """A territory that exists only here."""

    pk: int = 0
    slug: str = "larache"
    is_demonstration: bool = True

    @property
    def name(self) -> str:
        return _("جماعة العرائش")

    @property
    def place_line(self) -> str:
        return _("إقليم العرائش · جهة طنجة تطوان الحسيمة")


class GalleryFrame(Frame):
    """A frame with a territory and every room."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.territory = Place()

    @cached_property
    def rooms(self) -> list[Room]:
        rooms = (
            ("consultations", _("فضاء التشاور"), "messages-square"),
            ("suggestions", _("اقتراحات وملاحظات"), "lightbulb"),
            ("budgets", _("الميزانية التشاركية"), "coins"),
            ("petitions", _("العرائض"), "file-pen-line"),
            ("meetings", _("اللقاءات"), "calendar-days"),
            ("commitments", _("تتبع الالتزامات"), "list-checks"),
        )
        return [Room(name, label, "#", icon, name == "consultations") for name, label, icon in rooms]


class Sample(forms.Form):
    """One field of each shape."""

    title = forms.CharField(
        label=gettext_lazy("عنوان الاقتراح"),
        max_length=120,
        help_text=gettext_lazy("جملة قصيرة تقول ما تريدون."),
    )
    body = forms.CharField(
        label=gettext_lazy("النص"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("ما الذي تقترحون تغييره، ولماذا؟"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("نوع المساهمة"),
        choices=[
            ("comment", gettext_lazy("تعليق")),
            ("amendment", gettext_lazy("تعديل")),
            ("article", gettext_lazy("مادة جديدة")),
        ],
        widget=RadioCards(
            {
                "comment": gettext_lazy("رأي أو سؤال حول المادة كما هي."),
                "amendment": gettext_lazy("تغيير في ألفاظ المادة، يظهر سطرا بسطر."),
                "article": gettext_lazy("شيء ينقص النص كله."),
            }
        ),
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("المواضيع"),
        choices=[("youth", gettext_lazy("الشباب")), ("gender", gettext_lazy("مقاربة النوع"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    quarter = forms.ChoiceField(
        label=gettext_lazy("الحي"),
        choices=[
            ("", "—"),
            ("salam", gettext_lazy("حي السلام")),
            ("medina", gettext_lazy("المدينة القديمة")),
        ],
    )
    phone = forms.CharField(label=gettext_lazy("رقم الهاتف"), widget=Phone)
    code = forms.CharField(label=gettext_lazy("الرمز الذي توصلتم به"), max_length=6, widget=OneTimeCode)
    email = forms.EmailField(label=gettext_lazy("البريد الإلكتروني"), required=False)
    point = PointField(label=gettext_lazy("على الخريطة"), required=False)
    day = forms.DateField(label=gettext_lazy("تاريخ اللقاء"), widget=Day, required=False)
    file = forms.FileField(
        label=gettext_lazy("وثيقة أو صورة"),
        required=False,
        help_text=gettext_lazy("PDF أو صورة، 10 ميغابايت على الأكثر."),
    )
    agree = forms.BooleanField(label=gettext_lazy("قرأت شروط المشاركة وأقبلها"))


def forms_shown(prefix: str) -> dict[str, Sample]:
    """The form as it comes, and as it comes back with errors."""
    refused = Sample(
        {
            f"{prefix}2-title": _("إنارة حديقة الأسود"),
            f"{prefix}2-email": "salma@",
            f"{prefix}2-kind": "comment",
        },
        prefix=f"{prefix}2",
    )
    return {"form": Sample(prefix=prefix), "refused": refused}


def steps(today: dt.date) -> list[Step]:
    """A consultation that is open."""
    return [
        Step(_("إعلان"), StepState.DONE, today - dt.timedelta(days=17), _("رئيسة المجلس")),
        Step(_("تشاور مفتوح"), StepState.NOW, today + dt.timedelta(days=7), _("المواطنات والمواطنون"), "#"),
        Step(_("دراسة المساهمات"), StepState.NEXT, today + dt.timedelta(days=30), _("لجنة التتبع")),
        Step(_("صيغة جديدة"), StepState.NEXT, _("دجنبر"), _("نقطة الارتكاز")),
        Step(_("مصادقة المجلس"), StepState.NEXT, _("دورة فبراير"), _("مجلس الجماعة")),
    ]


def late_steps(today: dt.date) -> list[Step]:
    """A procedure where the territory is late."""
    return [
        Step(_("إيداع العريضة"), StepState.DONE, today - dt.timedelta(days=40), _("وكيل العريضة")),
        Step(_("فحص الشروط"), StepState.LATE, today - dt.timedelta(days=10), _("مكتب المجلس")),
        Step(_("التداول في الدورة"), StepState.NEXT, None, _("مجلس الجماعة")),
    ]


def page_of_many() -> "Page[int]":
    """The fourth page of a long list."""
    return Paginator(range(240), 20).page(4)


_OLD_TOWN = (
    (
        (
            (-6.160, 35.199),
            (-6.151, 35.200),
            (-6.149, 35.194),
            (-6.155, 35.191),
            (-6.161, 35.194),
            (-6.160, 35.199),
        ),
    ),
)


def sample_of(today: dt.date) -> SimpleNamespace:
    """Everything the gallery's template shows."""
    return SimpleNamespace(
        today=today,
        soon=today + dt.timedelta(days=3),
        later=today + dt.timedelta(days=8),
        far=today + dt.timedelta(days=21),
        now=dt.datetime.combine(today, dt.time(17, 30), tzinfo=dt.UTC),
        steps=steps(today),
        late=late_steps(today),
        tabs=[
            Tab(_("النص"), "#", current=True, icon="scroll-text"),
            Tab(_("المساهمات"), "#", icon="messages-square", count=214),
            Tab(_("الأجوبة"), "#", count=0),
            Tab(_("الصيغ"), "#"),
        ],
        redline=[
            (Piece.SAME, _("داخل أجل ")),
            (Piece.DEL, _("ثلاثين (30) يوما")),
            (Piece.SAME, " "),
            (Piece.INS, _("خمسة عشر (15) يوما، وثلاثة أيام في الحالات المستعجلة")),
            (Piece.SAME, "."),
        ],
        channels=[
            Bar(_("عبر الإنترنت"), 1284),
            Bar(_("في المكتب"), 356, Tone.SAFFRON),
            Bar(_("في ورشة"), 91, Tone.TERRACOTTA),
        ],
        decisions=[(_("قُبلت"), 88), (_("قُبلت جزئيا"), 61), (_("لم تُقبل"), 43), (_("خارج الموضوع"), 22)],
        facts=[
            (_("الفترة"), _("من 5 إلى 29 نونبر 2026")),
            (_("من يساهم"), _("كل من أكد وسيلة اتصال به")),
            (_("تظهر الأسماء"), _("الاسم الشخصي والحرف الأول من النسب")),
            (_("لجنة الدراسة"), _("لجنة التتبع، 7 عضوات وأعضاء")),
        ],
        headers=[_("المادة"), _("المساهمات"), _("قُبلت"), _("لم تُقبل")],
        places=[_("المرس"), _("الحي الجديد")],
        quarters=[
            maps.Quarter(_("المدينة العتيقة"), 35.196, -6.156, shape=_OLD_TOWN, key=1),
            maps.Quarter(_("حي المنار"), 35.180, -6.140, key=2, count=3),
        ],
        pins=[
            maps.Place(_("مشروع %(number)s") % {"number": at}, *point, number=at, href="#")
            for at, point in enumerate([(35.196, -6.156), (35.196, -6.1561), (35.181, -6.141)], start=1)
        ],
        signs=[
            maps.Place(_("شجرة"), 35.194, -6.153, number=4, href="#", symbol="tree", colour="green"),
            maps.Place(_("حافلة"), 35.181, -6.141, number=5, href="#", symbol="bus", colour="blue"),
        ],
        symbols=list(zip(symbols.SYMBOLS, [*symbols.COLOURS] * 2, strict=False)),
        meetings=[(_("البيئة"), [Cell(9, "#"), Cell(1, "#")]), (_("الرياضة"), [Cell(0), Cell(4, "#")])],
        rows=[(_("1. الموضوع"), 12, 5, 3), (_("7. آجال الجواب"), 34, 18, 9), (_("9. النشر"), 8, 2, 1)],
        page=page_of_many(),
    )
