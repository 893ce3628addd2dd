"""Labels and sentences of the ground, translated."""

from enum import StrEnum

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tadafor.territories.rules import (
    DayKind,
    Moderation,
    OfficeKind,
    PlaceKind,
    Refusal,
    Season,
    SessionKind,
    Side,
    of_name,
)
from tadafor.territories.rules.points import PointRefusal
from tadafor.territories.rules.shapes import ShapeFault

WORDS: dict[type[StrEnum], dict[StrEnum, Promise]] = {
    PlaceKind: {
        PlaceKind.REGION: _("جهة"),
        PlaceKind.PROVINCE: _("إقليم"),
        PlaceKind.PREFECTURE: _("عمالة"),
        PlaceKind.PREFECTURE_OF_ARRONDISSEMENTS: _("عمالة مقاطعات"),
        PlaceKind.COMMUNE: _("جماعة"),
        PlaceKind.ARRONDISSEMENT: _("مقاطعة"),
    },
    OfficeKind: {
        OfficeKind.TOWN_HALL: _("المقر الرئيسي"),
        OfficeKind.CITIZEN_OFFICE: _("مكتب المواطن"),
        OfficeKind.HOUSE_OF_ASSOCIATIONS: _("دار الجمعيات"),
        OfficeKind.OTHER: _("مكتب آخر"),
    },
    Season: {Season.ORDINARY: _("التوقيت العادي"), Season.RAMADAN: _("توقيت رمضان")},
    SessionKind: {
        SessionKind.ORDINARY: _("دورة عادية"),
        SessionKind.EXTRAORDINARY: _("دورة استثنائية"),
    },
    DayKind: {DayKind.CLOSED: _("يوم إغلاق"), DayKind.WORKED: _("يوم عمل")},
    Moderation: {
        Moderation.BEFORE: _("قبل النشر"),
        Moderation.AFTER: _("بعد النشر"),
    },
    Side: {Side.CITIZENS: _("المواطنات والمواطنون"), Side.TERRITORY: _("الجماعة الترابية")},
    PointRefusal: {
        PointRefusal.HALF_A_POINT: _("ينقص أحد العددين: حددوا المكان بخط العرض وخط الطول معا."),
        PointRefusal.FAR_AWAY: _("هذا الموقع بعيد عن المغرب: احذفوه واختاروا الحي."),
    },
    ShapeFault: {
        ShapeFault.FILE_TOO_LARGE: _("الملف كبير جدا (الحد الأقصى 5 ميغابايت)."),
        ShapeFault.NOT_JSON: _("لا يُقرأ هذا الملف: نحتاج إلى ملف GeoJSON."),
        ShapeFault.NOT_FEATURES: _("ليس هذا ملف أشكال: نحتاج إلى FeatureCollection أو Feature."),
        ShapeFault.NO_FEATURE: _("لا شكل في هذا الملف."),
        ShapeFault.TOO_MANY_FEATURES: _("في الملف أكثر من 500 شكل."),
        ShapeFault.NO_NAME: _("لا اسم لهذا الشكل: اكتبوا اسم الحي في الخاصية name."),
        ShapeFault.UNKNOWN_NAME: _("لا حي بهذا الاسم: أضيفوه إلى الأحياء أولا، أو صححوا اسمه في الملف."),
        ShapeFault.NAMED_TWICE: _("لهذا الحي شكل آخر في الملف نفسه."),
        ShapeFault.NOT_A_POLYGON: _("ليس هذا الشكل مضلعا (Polygon أو MultiPolygon)."),
        ShapeFault.BAD_POINT: _("نقطة من نقطه ليست خط طول وخط عرض."),
        ShapeFault.OPEN_RING: _("حدوده غير مغلقة: آخر نقطة هي أول نقطة."),
        ShapeFault.TOO_FEW_POINTS: _("حدوده أقل من ثلاث نقط."),
        ShapeFault.TOO_MANY_POINTS: _("حدوده أكثر من 5000 نقطة: بسطوها."),
        ShapeFault.TURNED_AROUND: _("خط العرض وخط الطول مقلوبان: يُكتب خط الطول أولا."),
        ShapeFault.FAR_AWAY: _("يقع خارج المغرب، أو بغير الدرجات: صدروا الملف بنظام WGS 84 (EPSG:4326)."),
        ShapeFault.CROSSES_ITSELF: _("حدوده تقطع نفسها."),
        ShapeFault.NO_AREA: _("لا مساحة له."),
    },
    Refusal: {
        Refusal.SLUG_LETTERS: _(
            "يتكون العنوان من حروف لاتينية صغيرة أو عربية أو أمازيغية وأرقام، تفصل بينها شرطة واحدة."
        ),
        Refusal.SLUG_LENGTH: _("طول العنوان بين حرفين وستين حرفا."),
        Refusal.SLUG_RESERVED: _("هذا العنوان محجوز للمنصة، اختاروا عنوانا آخر."),
        Refusal.SLUG_TAKEN: _("هذا العنوان مستعمل من طرف جماعة ترابية أخرى."),
        Refusal.PLACE_CANNOT_JOIN: _("تنضم الجماعات والأقاليم والعمالات والجهات فقط."),
        Refusal.PLACE_JOINED: _("هذه الجماعة الترابية منضمة من قبل."),
        Refusal.HOST_WRONG: _("اكتبوا اسم نطاق كاملا، مثل participation.larache.ma."),
        Refusal.HOST_TAKEN: _("اسم النطاق هذا مرتبط بجماعة ترابية أخرى."),
        Refusal.LANGUAGE_ARABIC: _("العربية لغة لازمة لكل جماعة ترابية."),
        Refusal.HOURS_ORDER: _("ساعة الإغلاق تأتي بعد ساعة الفتح."),
        Refusal.HOURS_OVERLAP: _("فترتان في اليوم نفسه متداخلتان."),
        Refusal.HOURS_UNREADABLE: _("اكتبوا الساعات هكذا: 08:30-12:00، 14:00-16:30"),
        Refusal.SESSION_MONTH: _("تنعقد الدورات العادية في الأشهر المحددة في الإعدادات فقط."),
        Refusal.SESSION_TAKEN: _("لهذا الشهر دورة عادية محددة من قبل."),
        Refusal.DAY_NOT_OFF: _("هذا اليوم يوم عمل أصلا."),
        Refusal.DAY_OFF_ALREADY: _("هذا اليوم عطلة أصلا."),
        Refusal.DAY_CORRECTED: _("صُحح هذا اليوم من قبل، احذفوا التصحيح السابق أولا."),
        Refusal.REASON_NEEDED: _("اكتبوا سبب هذا التغيير."),
        Refusal.SESSION_ORDER: _("تختتم الدورة في يوم افتتاحها أو بعده."),
        Refusal.NAME_TAKEN: _("هذا الاسم مستعمل من قبل في هذه اللائحة."),
        Refusal.LOGO_SIZE: _("حجم الشعار كبير جدا (الحد الأقصى 1 ميغابايت)."),
        Refusal.LOGO_KIND: _("الشعار صورة PNG أو JPEG أو WebP."),
    },
}

_TITLES: dict[PlaceKind, Promise] = {
    PlaceKind.REGION: _("جهة %(name)s"),
    PlaceKind.PROVINCE: _("إقليم %(name)s"),
    PlaceKind.PREFECTURE: _("عمالة %(name)s"),
    PlaceKind.PREFECTURE_OF_ARRONDISSEMENTS: _("عمالة مقاطعات %(name)s"),
    PlaceKind.COMMUNE: _("جماعة %(name)s"),
    PlaceKind.ARRONDISSEMENT: _("مقاطعة %(name)s"),
}


def title(kind: PlaceKind, name_ar: str, name_fr: str) -> str:
    """Return «جماعة العرائش» or « Commune de Larache »; French is given the name after its « de »."""
    name = of_name(name_fr) if get_language() == "fr" else name_ar
    return str(_TITLES[kind]) % {"name": name}


def weekday(number: int) -> str:
    """Name a day of the week (Monday is 0)."""
    return str(WEEKDAYS[number])


def weekdays(first: int, last: int) -> str:
    """Name days in a row: «الاثنين إلى الجمعة»."""
    if first == last:
        return weekday(first)
    return gettext("%(first)s إلى %(last)s") % {"first": weekday(first), "last": weekday(last)}
