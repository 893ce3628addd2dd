"""What the counter prints: the consent slip, read aloud and signed, and the receipt with its code."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from tadafor.kernel.clock import day_of
from tadafor.people.queries import Registration
from tadafor.ui.documents import pdf, qr
from tadafor.ui.formatting import day as worded

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

GROUP = 4


def consent(territory: "Territory", language: str, *, day: date) -> bytes:
    """Return the slip of consent in Arabic or French (§ identity-consent; law 09-08, article 5)."""
    with override(language):
        authorised = territory.data_authorisation or _("في طور الإنجاز")
        title = _("موافقة على معالجة المعطيات ذات الطابع الشخصي")
        told = _frame(territory, title) | {
            "lead": _("تقرأ هذه الورقة على الشخص المعني قبل تسجيله، وتسلم له نسخة منها."),
            "parts": [
                [_("المسؤول عن المعالجة"), territory.name],
                [_("رقم الترخيص أو التصريح (القانون 09-08)"), authorised],
                [
                    _("الغاية"),
                    _("فتح حساب للمشاركة المواطنة، والتأكد من السكنى أو النشاط بالجماعة، ولا غاية غيرها."),
                ],
                [
                    _("ما نحتفظ به"),
                    _(
                        "الاسم، نوع الصلة بالجماعة، الحي، بلوغ 15 و16 و18 سنة أو عدمه، "
                        "وبصمة مشفرة لرقم البطاقة. "
                        "لا نحتفظ بالرقم نفسه ولا بتاريخ الازدياد ولا بالعنوان ولا بنسخة من البطاقة."
                    ),
                ],
                [_("من يطلع عليه"), _("موظفو الشباك ونقطة الارتكاز بهذه الجماعة.")],
                [
                    _("حقوقكم"),
                    _(
                        "الاطلاع والتصحيح والتعرض وإغلاق الحساب في كل وقت، في الشباك أو على المنصة. "
                        "المشاركة اختيارية، ورفض الموافقة لا يمنع من أي خدمة أخرى."
                    ),
                ],
                [_("الشكاية"), _("اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع الشخصي.")],
            ],
            "agree": _("قرئت علي هذه الورقة وأوافق على تسجيلي."),
            "signature": _("التوقيع أو البصمة"),
            "date": _("التاريخ"),
            "name": _("الاسم الكامل"),
        }
        return pdf("people/documents/consent.typ", told, day=day)


def receipt(territory: "Territory", made: Registration, code: str) -> bytes:
    """Return the receipt, in the language the person chose; its code is printed nowhere else."""
    with override(made.person.language):
        path = reverse("people:claim", args=[territory.slug])
        address = settings.PUBLIC_ADDRESS.rstrip("/") + path
        told = _frame(territory, _("وصل التسجيل في منصة المشاركة")) | {
            "name": made.person.name,
            "on": _("سجل بتاريخ %(day)s") % {"day": worded(day_of(made.registered_at))},
            "code": "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP)),
            "qr": qr(address),
            "address": address,
            "steps": [
                _("احتفظوا بهذا الوصل: رمزه لا يطبع إلا مرة واحدة."),
                _("للدخول إلى حسابكم: افتحوا العنوان أعلاه واكتبوا الرمز ورقم البطاقة التي عرضتموها."),
                _("الرمز وحده لا يفتح شيئا، والهاتف وحده كذلك: لا بد من البطاقة نفسها."),
                _("إن ضاع الوصل فعودوا إلى الشباك ببطاقتكم: نسلمكم غيره ويبطل الأول."),
            ],
            "code_label": _("رمز الوصل"),
            "qr_label": _("عنوان صفحة الدخول بالوصل"),
        }
        return pdf("people/documents/receipt.typ", told, day=day_of(made.registered_at))


def _frame(territory: "Territory", title: str) -> dict[str, Any]:
    language = "fr" if get_language() == "fr" else "ar"
    return {
        "language": language,
        "title": title,
        "territory": territory.name,
        "header": _("مكتب المواطن"),
        "footer": title,
        "demonstration": bool(territory.is_demonstration or settings.TADAFOR_DEMONSTRATION),
        "words": {"page": _("الصفحة"), "of": pgettext("page", "من"), "demonstration": _("نسخة للعرض")},
    }
