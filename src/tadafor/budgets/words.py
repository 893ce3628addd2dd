"""Labels and refusal sentences of the participatory budget."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tadafor.budgets.rules.election import BallotKind
from tadafor.budgets.rules.pabulib import FileRefusal
from tadafor.budgets.rules.settings import Completion, Method, SettingsRefusal, Tie, Utility
from tadafor.budgets.rules.urn import UrnRefusal

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    BallotKind: {
        BallotKind.APPROVAL: _("اختيار عدة مشاريع"),
        BallotKind.CHOOSE_ONE: _("اختيار مشروع واحد"),
        BallotKind.CUMULATIVE: _("توزيع رصيد من النقط"),
        BallotKind.SCORING: _("منح نقطة لكل مشروع"),
        BallotKind.ORDINAL: _("ترتيب المشاريع حسب الأفضلية"),
    },
    Method: {
        Method.GREEDY: _("الأكثر أصواتا أولا"),
        Method.EQUAL_SHARES: _("الحصص المتساوية"),
    },
    Utility: {
        Utility.COST: _("بقدر كلفة المشروع"),
        Utility.ONE: _("بالتساوي بين المشاريع"),
    },
    Completion: {
        Completion.NONE: _("دون إتمام"),
        Completion.INCREMENT: _("برفع الحصص جولة بعد جولة"),
    },
    Tie: {
        Tie.LESS_COST: _("الأقل كلفة"),
        Tie.MORE_VOTES: _("الأكثر أصواتا"),
        Tie.LOT: _("القرعة المجراة قبل الفرز"),
    },
    SettingsRefusal: {
        SettingsRefusal.INCREMENT: _("يجب أن تكون الزيادة في كل جولة أكبر من الصفر."),
        SettingsRefusal.SHARE: _("يجب أن تكون النسبة أكبر من الصفر وألا تتجاوز الواحد."),
        SettingsRefusal.RESERVES: _("يجب ألا يتجاوز مجموع الحصص المخصصة الغلاف المالي كله."),
        SettingsRefusal.CEILINGS: _("لا تجتمع السقوف حسب الصنف مع طريقة الحصص المتساوية."),
        SettingsRefusal.LOT_INCOMPLETE: _("يجب أن ترتب القرعة جميع المشاريع، كل واحد مرة واحدة."),
    },
    UrnRefusal: {
        UrnRefusal.SHARES: _(
            "يجب أن يكون العدد الكافي من الحصص اثنتين على الأقل، وألا تتجاوز الحصص %(most)s."
        ),
        UrnRefusal.SHARE_WORDS: _("في كلمات إحدى الحصص خطأ، أو هي من مفتاح آخر. راجعوا الكلمات واحدة واحدة."),
        UrnRefusal.SHARES_MISSING: _("لم يجتمع العدد الكافي من الحصص: أدخلتم %(given)s."),
        UrnRefusal.WRONG_KEY: _("هذا مفتاح صندوق آخر: لا يفتح هذه الأوراق."),
        UrnRefusal.NOT_AN_URN: _("ليس هذا الملف صندوق تصويت، أو هو مبتور."),
        UrnRefusal.TOUCHED: _("مُسّ هذا الملف: لا يطابق محتواه بصمته أو عدد أوراقه."),
        UrnRefusal.TOO_LONG: _("لا تسع الورقة كل هذه الاختيارات."),
    },
    FileRefusal: {
        FileRefusal.NOT_TEXT: _("الملف ليس نصا بترميز UTF-8."),
        FileRefusal.BROKEN_ROW: _("هذا السطر مختل: علامة اقتباس لم تغلق، أو هو أطول بكثير من المعتاد."),
        FileRefusal.NO_PART: _("ينقص الملف القسم %(part)s."),
        FileRefusal.NO_COLUMN: _("ينقص القسم %(part)s العمود %(column)s."),
        FileRefusal.NO_FACT: _("لا يذكر القسم META هذه المعلومة، أو يذكرها بقيمة غير معروفة: %(fact)s."),
        FileRefusal.NOT_MONEY: _("يجب أن تكون قيمة %(what)s مبلغا مثل 1250 أو 1250.50، لا «%(said)s»."),
        FileRefusal.NOT_WHOLE: _("يجب أن تكون قيمة %(what)s عددا صحيحا، لا «%(said)s»."),
        FileRefusal.VOTE_TYPE: _("«%(said)s» ليس نوعا معروفا من التصويت."),
        FileRefusal.PROJECT_TWICE: _("المشروع %(project)s مذكور مرتين."),
        FileRefusal.UNKNOWN_PROJECT: _("تذكر الورقة %(project)s، وليس من بين المشاريع."),
        FileRefusal.NAMED_TWICE: _("تذكر الورقة مشروعا واحدا مرتين."),
        FileRefusal.POINTS_MISSING: _("تذكر الورقة من المشاريع %(projects)s ومن النقط %(points)s."),
        FileRefusal.NO_PROJECTS: _("ليس في الملف أي مشروع."),
    },
}
