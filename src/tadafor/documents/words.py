"""Labels and refusal sentences of documents."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tadafor.documents.rules import Kind, Refusal, Visibility
from tadafor.documents.rules.sounds import Sound, SoundRefusal, State, Voice

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Kind: {
        Kind.PDF: _("وثيقة PDF"),
        Kind.JPEG: _("صورة JPEG"),
        Kind.PNG: _("صورة PNG"),
        Kind.WEBP: _("صورة WebP"),
        Kind.HEIC: _("صورة HEIC"),
        Kind.ODT: _("نص OpenDocument"),
        Kind.DOCX: _("نص Word"),
        Kind.XLSX: _("جدول Excel"),
        Kind.CSV: _("جدول CSV"),
        Kind.TEXT: _("نص بسيط"),
    },
    Visibility: {
        Visibility.PUBLIC: _("عمومية"),
        Visibility.PRIVATE: _("خاصة: لا يطلع عليها إلا من قدمها ومصالح الجماعة"),
    },
    Refusal: {
        Refusal.EMPTY: _("الملف فارغ: تأكدوا منه ثم أعيدوا اختياره."),
        Refusal.TOO_LARGE: _("الملف كبير جدا: الحد الأقصى %(limit)s ميغابايت."),
        Refusal.NOT_ALLOWED: _(
            "هذا النوع من الملفات غير مقبول. اختاروا صورة أو وثيقة PDF أو Word أو Excel أو ODT أو CSV."
        ),
        Refusal.NOT_WANTED: _("هذا النوع من الملفات غير مطلوب هنا. الأنواع المقبولة: %(wanted)s."),
        Refusal.LYING_NAME: _(
            "اسم الملف لا يطابق محتواه: المحتوى %(kind)s. صححوا اسم الملف أو اختاروا ملفا آخر."
        ),
        Refusal.ACTIVE_CONTENT: _(
            "يحتوي هذا الملف على برامج أو ملفات مدمجة. احفظوه من جديد بدونها، مثلا بالطباعة إلى PDF."
        ),
        Refusal.TWO_IN_ONE: _("يخفي هذا الملف ملفا آخر بداخله، فلا يمكن قبوله."),
        Refusal.DAMAGED: _("تعذر فتح الملف، فهو غير مكتمل أو تالف. أعيدوا حفظه أو اختاروا ملفا آخر."),
        Refusal.TOO_MANY_PIXELS: _("أبعاد الصورة كبيرة جدا: صغروها أو خذوا لقطة للشاشة."),
        Refusal.SWELLS: _("يتضخم هذا الملف كثيرا عند فتحه، فلا يمكن قبوله."),
        Refusal.ENCRYPTED: _("الملف محمي بكلمة سر. احفظوه من جديد بدونها."),
        Refusal.TITLE_NEEDED: _("اكتبوا عنوانا للوثيقة."),
        Refusal.REASON_NEEDED: _("اكتبوا سبب سحب الوثيقة."),
        Refusal.NOT_YOURS: _("لا يغير الوثيقة إلا من قدمها أو مصالح الجماعة."),
        Refusal.REMOVED: _("سُحبت هذه الوثيقة."),
        Refusal.HIDDEN: _("هذه الوثيقة غير منشورة حاليا."),
        Refusal.PRIVATE: _("هذه الوثيقة خاصة."),
        Refusal.NOT_A_PICTURE: _("لا تُحجب إلا صورة منشورة."),
        Refusal.NOTHING_CHOSEN: _("اختاروا ما يُحجب من الصورة، أو ارفعوا نسخة محجوبة."),
    },
    Sound: {
        Sound.WEBM: _("تسجيل WebM"),
        Sound.OGG: _("تسجيل Ogg"),
        Sound.MP4: _("تسجيل MP4"),
        Sound.MP3: _("تسجيل MP3"),
        Sound.AAC: _("تسجيل AAC"),
        Sound.WAV: _("تسجيل WAV"),
        Sound.AMR: _("تسجيل AMR"),
    },
    Voice: {
        Voice.DARIJA: _("الدارجة"),
        Voice.ARABIC: _("العربية الفصحى"),
        Voice.TARIFIT: _("تاريفيت"),
        Voice.TAMAZIGHT: _("تمازيغت (الأطلس المتوسط)"),
        Voice.TASHELHIT: _("تاشلحيت"),
        Voice.FRENCH: _("الفرنسية"),
    },
    State: {
        State.WAITING: _("قيد الإعداد"),
        State.READY: _("جاهز للاستماع"),
        State.REFUSED: _("تعذر الاحتفاظ به"),
        State.ERASED: _("مُحي"),
    },
    SoundRefusal: {
        SoundRefusal.EMPTY: _("التسجيل فارغ: سجلوا من جديد."),
        SoundRefusal.TOO_LARGE: _("ملف التسجيل كبير جدا: الحد الأقصى 10 ميغابايت."),
        SoundRefusal.NOT_A_SOUND: _(
            "هذا الملف ليس تسجيلا صوتيا نعرفه. سجلوا من هذه الصفحة، أو اختاروا ملفا صوتيا من هاتفكم."
        ),
        SoundRefusal.NO_SOUND_INSIDE: _("لا صوت في هذا الملف. سجلوا من جديد."),
        SoundRefusal.DAMAGED: _("تعذر فتح التسجيل، فهو تالف أو غير مكتمل. سجلوا من جديد."),
        SoundRefusal.CUT_SHORT: _("وصل التسجيل ناقصا: انقطع قبل نهايته. أعيدوا إرساله أو سجلوا من جديد."),
        SoundRefusal.TOO_LONG: _("التسجيل أطول من ثلاث دقائق. قولوا الأهم، أو أرسلوا أكثر من تسجيل."),
        SoundRefusal.TOO_SHORT: _("التسجيل أقصر من ثانية واحدة. سجلوا من جديد."),
        SoundRefusal.SILENT: _("لم نسمع أي صوت في التسجيل. قربوا الهاتف من فمكم وسجلوا من جديد."),
        SoundRefusal.TOO_MANY_TODAY: _("أرسلتم اليوم أكبر عدد ممكن من التسجيلات. عودوا غدا."),
    },
}
