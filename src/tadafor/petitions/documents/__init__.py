"""Petitions made ready for paper: the receipt, the sheets, the lists."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.kernel.addresses import in_language
from tadafor.kernel.clock import day_of
from tadafor.kernel.words import word
from tadafor.people.rules.cards import CardKind
from tadafor.petitions import queries, rules
from tadafor.petitions.queries import OfficialRow, Sheet, Standing
from tadafor.petitions.words import law_text
from tadafor.ui.documents import pdf, qr
from tadafor.ui.formatting import day, moment, number

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

GROUP = 4


def _frame(territory: "Territory", standing: Standing, address: str) -> dict[str, Any]:
    original = standing.petition
    one = queries.in_language(original, queries.SHORT)["petition"]
    return {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": one.title,
        "object": one.object,
        "originals": [
            words
            for words, said in ((original.title, one.title), (original.object, one.object))
            if words != said
        ],
        "territory": territory.name,
        "header": _("العرائض"),
        "footer": f"{one.code} · {one.title}"[:80],
        "demonstration": one.is_demonstration,
        "address": address,
        "qr": qr(address),
    }


def _common() -> dict[str, str]:
    return {
        "page": _("صفحة"),
        "of": pgettext("page", "من"),
        "demonstration": _("نسخة للعرض"),
        "address": _("رابط التحقق"),
        "signature": _("التوقيع"),
        "original": _("النص الأصلي"),
        "seal": _("الخاتم"),
    }


def receipt(territory: "Territory", standing: Standing, *, code: str = "") -> bytes:
    """Return the receipt, printed (§ petitions-9); with ``code`` it is the agent's own (§ petitions-34)."""
    one = standing.petition
    proof = reverse("petitions:receipt", args=[territory.slug, one.receipt_code])
    annexes = list(dict.fromkeys(joined.word for joined in queries.annexes_of(one)))
    annexes += one.by_counter.annex_words if one.by_counter else []
    data = _receipt(territory, standing, annexes, address=_public(proof)) | {"agent": {}}
    if code:
        data["agent"] = _for_the_agent(territory, code)
    assert one.deposited_at is not None  # noqa: S101 -- without a deposit there is no receipt to ask for
    return pdf("petitions/documents/receipt.typ", data, day=day_of(one.deposited_at))


def _public(path: str) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + in_language(path)


def _for_the_agent(territory: "Territory", code: str) -> dict[str, Any]:
    """Return the part that is torn off and kept by the agent: the code is printed nowhere else."""
    address = _public(reverse("petitions:take_over", args=[territory.slug]))
    return {
        "title": _("للوكيل(ة) وحده: تابعوا العريضة على المنصة"),
        "code": "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP)),
        "code_label": _("رمز الوكيل(ة)"),
        "address": address,
        "qr": qr(address),
        "steps": [
            _("اقطعوا هذا الجزء واحتفظوا به: رمزه لا يُطبع إلا مرة واحدة."),
            _("ادخلوا إلى حسابكم، افتحوا العنوان، واكتبوا الرمز ورقم البطاقة التي سُجلت عند الإيداع."),
            _("الرمز وحده لا يفتح شيئا. إن ضاع فعودوا إلى الشباك ببطاقتكم: نسلمكم غيره ويبطل الأول."),
        ],
    }


def _receipt(
    territory: "Territory", standing: Standing, annexes: list[str], *, address: str
) -> dict[str, Any]:
    one, asked = standing.petition, standing.asked
    facts = [
        (_("رقم الوصل"), one.receipt),
        (_("رمز التحقق"), one.receipt_code or ""),
        (_("تاريخ الإيداع وساعته"), moment(one.deposited_at)),
        (_("المجلس المعني"), word(asked.place.council)),
        (_("نوع العريضة"), one.kind_word),
    ]
    counter = one.by_counter
    if counter is not None:
        facts.append((_("طريقة الإيداع"), _("ورقيا، بشباك مكتب المجلس")))
    if counter is not None and one.sort is rules.Kind.CITIZENS:
        facts += [
            (_("أسطر مصرح بها، لم تُعد عند الإيداع"), number(counter.lines)),
            (_("عدد أوراق التوقيعات"), number(counter.sheets)),
            (_("العدد المطلوب"), number(asked.threshold)),
        ]
    elif one.sort is rules.Kind.CITIZENS:
        facts += [
            (_("التوقيعات المحتسبة"), number(one.counted_at_deposit or 0)),
            (_("العدد المطلوب"), number(asked.threshold)),
        ]
    else:
        facts.append((_("الجمعية"), one.association_name))
    facts.append((_("آخر يوم للجواب المعلل"), day(one.answer_due)))
    words = {
        "receipt": _("وصل إيداع عريضة"),
        "object": _("الموضوع"),
        "annexes": _("الوثائق المودعة مع العريضة"),
        "received": _("تسلّمه الوكيل(ة):"),
        "delivered": _("سلّمه عن الرئيس(ة):"),
    }
    law = _(
        "يُسلَّم هذا الوصل فورا عند الإيداع، ومنه يبدأ الأجل القانوني. رقم مكتب الضبط يضاف لاحقا ولا يغير شيئا."
    )
    if counter is not None:
        declared = _("الأسطر صرّح بها من أودع العريضة ولم تُعد: تُدخل بعد الإيداع ويتحقق منها موظفان.")
        law = f"{law} {declared}" if one.sort is rules.Kind.CITIZENS else law
    return _frame(territory, standing, address) | {
        "facts": facts,
        "annexes": annexes,
        "law": law,
        "words": _common() | words,
    }


def sheets(
    territory: "Territory", standing: Standing, printed: list[Sheet], *, address: str
) -> dict[str, Any]:
    """Return the sheets to sign by hand, in the form of the decree."""
    return _frame(territory, standing, address) | {
        "sheets": [
            {"number": number(sheet.number), "code": sheet.code, "qr": qr(f"{address}#{sheet.code}")}
            for sheet in printed
        ],
        "lines": rules.LINES_A_SHEET,
        "council": word(standing.asked.place.council),
        "names": [],
        "columns": _columns(),
        "words": _common()
        | {
            "sheet": _("لائحة دعم العريضة"),
            "number": _("الورقة"),
            "notice": _(
                "تُستعمل هذه المعطيات من أجل هذه العريضة وحدها وتُمحى بعدها. "
                "من وقّع عبر الإنترنت يمكنه التوقيع هنا: التوقيع على الورق يحل محله."
            ),
        },
    }


def _columns() -> list[str]:
    return [
        pgettext("row", "الرقم"),
        _("الاسم الشخصي والعائلي"),
        _("رقم البطاقة الوطنية"),
        pgettext("address", "العنوان"),
        _("التوقيع"),
    ]


def names(territory: "Territory", standing: Standing, signers: list[str], *, address: str) -> dict[str, Any]:
    """Return the list of those who signed online, to be signed by hand."""
    data = sheets(territory, standing, [], address=address)
    data["words"]["sheet"] = _("لائحة من دعموا العريضة عبر الإنترنت، للتوقيع بخط اليد")
    return data | {"names": signers}


def official(
    territory: "Territory",
    standing: Standing,
    rows: list[OfficialRow],
    columns: list[tuple[rules.Column, rules.Law]],
    *,
    address: str,
) -> dict[str, Any]:
    """Return the list with the numbers, for the bureau only, in the decree's form (§ petitions-25)."""
    asked = [column for column, _law in columns]
    return _frame(territory, standing, address) | {
        "rows": [
            [str(at), *(_told(row, column) for column in asked)] for at, row in enumerate(rows, start=1)
        ],
        "columns": [pgettext("row", "الرقم"), *(word(column) for column in asked)],
        "wide": [column in {rules.Column.NAME, rules.Column.ADDRESS} for column in asked],
        "sources": _sources(columns),
        "words": _common()
        | {
            "sheet": _("لائحة الموقعين"),
            "notice": _("وثيقة تتضمن معطيات شخصية: لا تُنشر ولا تُسلَّم لغير مكتب المجلس."),
            "columns": _("الأعمدة:"),
        },
    }


def _told(row: OfficialRow, column: rules.Column) -> str:
    if column is rules.Column.NAME:
        return row.name or "—"
    if column is rules.Column.ADDRESS:
        return row.address or "—"
    if column is rules.Column.CARD:
        if row.card is None:
            return "—"
        kind = "" if row.card.kind is CardKind.NATIONAL else f"{word(row.card.kind)} "
        return f"{kind}{row.card.number}"
    return _where_signed(row)


def _where_signed(row: OfficialRow) -> str:
    """Say where the signature by hand stands; a support online has none."""
    if row.sheet is not None:
        sheet, line = row.sheet
        return _("الورقة %(sheet)s، السطر %(line)s") % {"sheet": sheet, "line": line}
    if row.way is rules.Way.PAPER:
        return _("على الورق")
    if row.strength is rules.Strength.CONFIRMED:
        return _("إلكترونيا، بصلة مؤكدة")
    return _("إلكترونيا")


def _sources(columns: list[tuple[rules.Column, rules.Law]]) -> str:
    """Name the texts that want these columns, and say which nobody has checked."""
    told = set()
    for _column, law in columns:
        source = law_text(law.source)
        told.add(source if law.is_verified else f"{source} ({_('غير متحقق منه')})")
    return ("؛ " if get_language() == "ar" else " ; ").join(sorted(told))
